from __future__ import annotations

from collections.abc import Mapping

from app.forms.definition import ControlKind, FormDefinition, Itemset, NodeKind, ValueType
from tests.forms.books import definition

PERSON = """
<instance><data id="f" version="7"><name/><person jr:template=""><age>1</age></person>
<person><age/></person><person><age/></person><meta><instanceID/><instanceName/></meta></data></instance>
<bind nodeset="/data/name" type="string" required="true()" jr:requiredMsg="please"/>
<bind nodeset="/data/person/age" type="int" relevant=" /data/name != '' " constraint=". &gt; 0"/>"""
BODY = """
<input ref="/data/name"><label>Name</label></input>
<group ref="/data/person"><label>People</label>
  <repeat nodeset="/data/person" jr:count=" /data/n " appearance="field-list">
    <input ref="/data/person/age"><label>Age</label></input>
  </repeat></group>"""


def test_form_knows_its_id_version_title_and_name():
    form = definition(PERSON, BODY)
    assert (form.form_id, form.version, form.title) == ("f", "7", "Test")
    assert form.instance_name == "/data/meta/instanceName"


def test_nodes_stand_in_document_order_and_know_their_family():
    form = definition(PERSON, BODY)
    paths = [node.path for node in form.nodes[:4]]
    assert paths == ["/data", "/data/name", "/data/person", "/data/person/age"]
    age = form.node("/data/person/age")
    assert form.nodes[age.parent].path == "/data/person"
    assert form.nodes[age.repeat].path == "/data/person"


def test_repeat_takes_defaults_from_its_template_and_counts_its_instances():
    form = definition(PERSON, BODY)
    person = form.node("/data/person")
    assert (person.kind, person.initial_instances, person.count) == (NodeKind.REPEAT, 2, "/data/n")
    assert form.node("/data/person/age").default == "1"


def test_label_of_a_group_around_a_repeat_is_the_label_of_the_repeat():
    control = definition(PERSON, BODY).node("/data/person").control
    assert control is not None
    assert control.label.words == {"": ("People",)}
    assert control.appearances == ("field-list",)


def test_group_bound_to_nothing_lends_its_label_and_appearance_to_the_group_of_its_questions():
    model = '<instance><data id="f"><g><a/><b/></g><c/><d/></data></instance>'
    unbound = '<group appearance="field-list"><label>Both</label>{}</group>'
    together = unbound.format('<input ref="/data/g/a"/><input ref="/data/g/b"/>')
    beside = unbound.format('<input ref="/data/c"/>') + '<input ref="/data/d"/>'
    form = definition(model, together + beside)
    control = form.node("/data/g").control
    assert (control.appearances, control.label.words) == (("field-list",), {"": ("Both",)})
    assert form.node("/data").control is None
    assert all(form.node(path).control for path in ("/data/g/a", "/data/g/b", "/data/c", "/data/d"))


def test_group_that_has_no_node_puts_its_label_above_its_first_question():
    model = """<itext><translation lang="et"><text id="l"><value>Esimene osa</value></text></translation>
      <translation lang="ru"><text id="l"><value>Первая часть</value></text></translation></itext>
      <instance><data id="f"><c/><d/><g><e/></g></data></instance>"""
    first = """<group><label ref="jr:itext('l')"/><input ref="/data/c"><label>How many?</label></input>
      <input ref="/data/d"/></group>"""
    second = """<group><label>Part two</label><group ref="/data/g"><input ref="/data/g/e"/></group>
      <input ref="/data/d"/></group>"""
    form = definition(model, first + second)
    words = {path: node_label(form, path) for path in ("/data/c", "/data/d", "/data/g")}
    assert words["/data/c"] == {
        "et": ("Esimene osa", "\n", "How many?"),
        "ru": ("Первая часть", "\n", "How many?"),
    }
    assert words["/data/d"] == {}
    assert words["/data/g"] == {"": ("Part two",)}


def node_label(form: FormDefinition, path: str) -> Mapping[str, object]:
    control = form.node(path).control
    return control.label.words if control else {}


def test_binds_are_read_with_messages_and_trimmed_expressions():
    form = definition(PERSON, BODY)
    age = form.node("/data/person/age")
    assert (age.type, age.bind.relevant, age.bind.constraint) == (
        ValueType.INT,
        "/data/name != ''",
        ". > 0",
    )
    assert form.node("/data/name").bind.required_message.words == {"": ("please",)}


def test_relative_references_and_bind_ids_find_their_nodes():
    model = (
        '<instance><data id="f"><g><a/></g><b/></data></instance><bind id="x" nodeset="/data/b"/>'
    )
    body = '<group ref="g"><input ref="a"/></group><input bind="x"/>'
    form = definition(model, body)
    assert form.node("/data/g/a").control is not None
    assert form.node("/data/b").control is not None


def test_itemset_keeps_its_filter_and_its_translated_labels():
    model = '<instance><data id="f"><a/></data></instance>'
    body = """<select1 ref="/data/a"><label>A</label>
      <itemset nodeset="randomize(instance('c')/root/item[x=1], 5)"><value ref="name"/>
      <label ref="jr:itext(itextId)"/></itemset></select1>"""
    control = definition(model, body).node("/data/a").control
    expected = Itemset(
        "randomize(instance('c')/root/item[x=1], 5)", "name", "itextId", label_is_itext=True
    )
    assert control is not None
    assert control.choices == expected


def test_actions_belong_to_the_control_that_triggers_them():
    model = """<instance><data id="f"><a/><b/></data></instance>
      <setvalue event="odk-instance-first-load" ref="/data/b" value="today()"/>"""
    body = '<input ref="/data/a"><setvalue event="xforms-value-changed" ref="/data/b">x</setvalue></input>'
    form = definition(model, body)
    [first] = form.actions
    [changed] = form.node("/data/a").actions
    assert (first.target, first.value) == ("/data/b", "today()")
    assert (changed.target, changed.text, changed.events) == (
        "/data/b",
        "x",
        ("xforms-value-changed",),
    )


def test_entity_takes_the_properties_saved_in_its_own_scope():
    model = """<instance><data id="f"><a/><r><b/><meta><entity dataset="inner" create="1" id=""><label/></entity>
      </meta></r><meta><entity dataset="outer" update="" id=""><label/></entity></meta></data></instance>
      <bind nodeset="/data/a" entities:saveto="pa"/><bind nodeset="/data/r/b" entities:saveto="pb"/>
      <bind nodeset="/data/meta/entity/@update" calculate="/data/a = 1"/>
      <bind nodeset="/data/meta/entity/@id" calculate="/data/a"/>"""
    inner, outer = definition(
        model, '<group ref="/data/r"><repeat nodeset="/data/r"/></group>'
    ).entities
    assert (inner.dataset, inner.create_if, inner.properties) == (
        "inner",
        "true()",
        {"pb": "/data/r/b"},
    )
    assert (outer.update_if, outer.create_if, outer.entity_id) == ("/data/a = 1", None, "/data/a")
    assert outer.properties == {"pa": "/data/a"}


def test_attributes_of_other_engines_are_kept_by_their_customary_prefix():
    model = """<instance><data id="f"><a/></data></instance>
      <bind nodeset="/data/a" type="binary" orx:max-pixels="100" sild:missing="no"/>"""
    assert definition(model).node("/data/a").bind.other == {
        "orx:max-pixels": "100",
        "sild:missing": "no",
    }


def test_unknown_bind_type_reads_as_string():
    model = '<instance><data id="f"><a/></data></instance><bind nodeset="/data/a" type="select1"/>'
    assert definition(model).node("/data/a").type is ValueType.STRING


def test_type_may_carry_the_prefix_of_xml_schema():
    model = (
        '<instance><data id="f"><a/></data></instance><bind nodeset="/data/a" type="xsd:dateTime"/>'
    )
    assert definition(model).node("/data/a").type is ValueType.DATETIME


def test_question_outside_the_group_that_its_reference_names_keeps_the_order_of_the_body():
    model = '<instance><data id="f"><a/><b/></data></instance>'
    form = definition(model, '<input ref="/data/b"/><input ref="/data/a"/>')
    assert form.node("/data/b").body_order < form.node("/data/a").body_order


def test_rank_range_and_upload_are_controls_with_their_own_attributes():
    model = '<instance><data id="f"><a/><b/><c/></data></instance>'
    body = """<odk:rank ref="/data/a"/><range ref="/data/b" start="0" end="5" step="1"/>
      <upload ref="/data/c" mediatype="image/*" appearance="signature"/>"""
    form = definition(model, body)
    kinds = [form.node(f"/data/{name}").control.kind for name in "abc"]
    assert kinds == [ControlKind.RANK, ControlKind.RANGE, ControlKind.UPLOAD]
    assert form.node("/data/b").control.parameters == {"start": "0", "end": "5", "step": "1"}


def test_appearance_with_brackets_stays_in_one_piece():
    model = '<instance><data id="f"><a/></data></instance>'
    control = (
        definition(model, """<input ref="/data/a" appearance="minimal search('t', 'x')"/>""")
        .node("/data/a")
        .control
    )
    assert control is not None
    assert control.appearances == ("minimal", "search('t', 'x')")


def test_last_saved_is_a_list_without_content_here():
    model = """<instance><data id="f"><a/></data></instance>
      <instance id="__last-saved" src="jr://instance/last-saved"/>"""
    last = definition(model).instances["__last-saved"]
    assert (last.source, last.root) == ("jr://instance/last-saved", None)
