"""Expressions that need a form to mean something: lists, unions, attributes, names, labels, laziness."""

from __future__ import annotations

import pytest

from app.forms.reader import read_xform
from tests.forms.scenario import NOON, Scenario, form, inputs, repeat, select

MODEL = """
<itext>
  <translation lang="en" default="true()">
    <text id="hi"><value>Hello <output value="/data/x"/></value></text>
  </translation>
  <translation lang="et"><text id="hi"><value>Tere</value></text></translation>
</itext>
"""
LISTS = {
    "l": [{"name": n, "label": n.upper(), "n": str(i)} for i, n in enumerate("abcd", 1)],
    "other": [{"name": "z", "label": "Zed", "n": "9"}],
}


def calculated(expression: str) -> str:
    definition = form(
        '<x>3</x><which>l</which><tagged kind="long" size="7"/><out/><b>b</b><g><b>gb</b></g>'
        "<p><a>5</a><pick/></p><empty/>",
        {"/data/out": {"calculate": expression}, "/data/x": {"type": "int"}},
        inputs("/data/x", "/data/which")
        + repeat("/data/p", "/data/p/a", select("/data/p/pick", "instance('l')/root/item")),
        model=MODEL,
        lists=LISTS,
    )
    return Scenario(definition).value("/data/out")


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("count(instance('l')/root/item)", "4"),
        ("instance(/data/which)/root/item[2]/label", "B"),
        ("instance('l')/root/item[last()]/name", "d"),
        ("instance('l')/root/item[name = 'b']/../item[1]/name", "a"),
        ("instance('l')/root/item[n > 2][1]/name", "c"),
        ("instance('l')/root/item[n mod 2 = 0 and name != 'b']/name", "d"),
        ("instance('l')/root/item[position() mod 2 = 1][2]/name", "c"),
        ("count(instance('l')/root/item[position() > 1 and position() <= 3])", "2"),
        ("count(instance('l')/root/item[true()])", "4"),
        ("count(instance('l')/root/item[/data/x = 4])", "0"),
        ("count(instance('l')/root/*)", "4"),
        ("count(instance('l')/root/item/..)", "1"),
        ("count(instance('nobody')/root/item)", "0"),
        ("name(instance('l')/root/item)", "item"),
        ("instance('l')/root/item[number(n) = /data/x]/name", "c"),
        ("instance('l')/root/item[/data/x = n]/name", "c"),
        ("count((instance('l')/root/item | instance('other')/root/item)[n > 3])", "2"),
        ("(/data/b | /data/g/b)[2]", "gb"),
        ("count((/data/b | /data/g)/b)", "1"),
        ("(/data/g | /data/p)/b", "gb"),
        ("/data/tagged/@kind", "long"),
        ("count(/data/tagged/@*)", "2"),
        ("count(/data/*[. = 3])", "1"),
        ("count(/data/g/b/node())", "0"),
        ("count(/data/g[b = 'gb'])", "1"),
        ("count(/data/p[../b = 'b'])", "1"),
        ("/data/g/self::g/b", "gb"),
        ("/data/g/self::p/b", ""),
        ("name(/data/g)", "g"),
        ("local-name(/data/g)", "g"),
        ("coalesce(/data/empty, /data/b)", "b"),
        ("if(true(), 'a', 1 div 0)", "a"),
        ("false() or /data/x = 3", "true"),
        ("- /data/x mod 2", "-1"),
        ("1 div 0", "Infinity"),
        ("0 div 0", ""),
        ("5 mod 0", ""),
        ("-7 div 2", "-3.5"),
        ("pulldata('l', 'label', 'name', 'c')", "C"),
        ("pulldata('l.csv', 'label', 'name', 'c')", "C"),
        ("jr:itext('hi')", "Hello 3"),
        ("jr:itext('nothing')", ""),
        ("jr:choice-name('b', '/data/p/pick')", "B"),
        ("jr:choice-name('nobody', '/data/p/pick')", ""),
        ("jr:choice-name('b', '/data/nowhere')", "b"),
        ("position(/data/x)", "1"),
        ("position(/data/p[1])", "1"),
        ("position(instance('l')/root/item[name = 'c'])", "3"),
        ("selected('a b', /data/b)", "true"),
        ("selected('', '')", "true"),
        ("selected('a', '')", "false"),
        ("max(/data/p/a)", "5"),
        ("min(/data/p/pick)", ""),
        ("sum(instance('l')/root/item/n)", "10"),
        ("sum(instance('l')/root/item[n >= 3]/n)", "7"),
        ("string-length(/data/g/b) >= 2", "true"),
        ("/data/x <= 3 and /data/x >= 3 and not(/data/x < 3)", "true"),
        ("current()/../b", "b"),
        ("/data", ""),
        ("today() - date('2024-03-14')", "1"),
    ],
)
def test_an_expression_in_a_form(expression: str, value: str) -> None:
    assert calculated(expression) == value


def test_body_choices_have_labels_that_quote_answers() -> None:
    definition = form(
        "<x/><s/>",
        body=inputs("/data/x")
        + '<select1 ref="/data/s"><item><label>Like <output value="/data/x"/></label><value>1</value></item>'
        "<item><label>None</label><value>0</value></item></select1>",
    )
    person = Scenario(definition).answer("/data/x", "tea").answer("/data/s", "1")
    assert [c.label for c in person.session.choices(person.at("/data/s"))] == ["Like tea", "None"]
    person.answer("/data/x", "milk")
    assert "/data/s" in person.changed()
    assert person.session.choice_labels(person.at("/data/s"), "1") == ["Like milk"]


def test_the_name_of_an_interview_is_what_the_form_works_out() -> None:
    definition = form(
        "<x/><meta><instanceName/></meta>",
        {"/data/meta/instanceName": {"calculate": "concat('Visit to ', /data/x)"}},
        inputs("/data/x"),
    )
    person = Scenario(definition).answer("/data/x", "Narva")
    assert person.session.instance_name() == "Visit to Narva"
    assert Scenario(form("<x/>")).session.instance_name() == ""


def test_a_repeat_has_a_label_and_a_definition_without_an_instance() -> None:
    definition = form(
        '<p jr:template=""><a/></p>',
        body='<group ref="/data/p"><label>People</label><repeat nodeset="/data/p"><label>Person</label>'
        f"{inputs('/data/p/a')}</repeat></group>",
    )
    person = Scenario(definition)
    repeat_address = person.at("/data/p")
    assert person.session.instances(repeat_address) == []
    assert person.session.definition_of(repeat_address).path == "/data/p"
    assert person.session.ordinal_path(repeat_address) == "/data/p"
    assert person.session.parent(repeat_address) == person.session.root
    assert person.session.label(repeat_address) in ("Person", "People")


def test_the_clock_of_the_session_is_the_clock_of_its_expressions() -> None:
    definition = form(
        "<now/><day/>",
        {"/data/now": {"calculate": "now()"}, "/data/day": {"type": "date", "calculate": "now()"}},
    )
    person = Scenario(definition, at=NOON)
    assert person.value("/data/now") == "2024-03-15T12:00:00.000+02:00"
    assert person.value("/data/day") == "2024-03-15"


def test_an_expression_knows_the_version_of_the_form_and_the_device() -> None:
    xform = b"""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head>
    <h:title>F</h:title><model><instance><data id="f" version="2024031501"><v/><d/><n/></data></instance>
    <bind nodeset="/data/v" calculate="version()"/><bind nodeset="/data/d" calculate="property('deviceid')"/>
    <bind nodeset="/data/n" calculate="property('nothing')"/></model></h:head><h:body/></h:html>"""
    person = Scenario(read_xform(xform))
    values = [person.value(path) for path in ("/data/v", "/data/d", "/data/n")]
    assert values == ["2024031501", "device-7", ""]
    assert person.replayed().everything() == person.everything()
