"""The checklist of XLSForm, line by line where no other test stands for it: taken in, or told what is not done here.

Every case is a small workbook that is checked and, where it says what becomes of it, converted and read.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from pyxform.xls2xform import convert

from app.forms.definition import ControlKind, FormDefinition, NodeDefinition, ValueType
from app.forms.findings import FindingCode, Severity
from app.forms.reader import read_xform
from app.forms.submission import from_xml, to_xml
from tests.forms.books import SETTINGS, check, codes, errors, load_book, write_book
from tests.forms.scenario import Scenario

CHOICES = "| choices | list_name | name | label |\n| | l | a | A |\n| | l | b | B |\n"
DESKTOP = FindingCode.APPEARANCE_NOT_SUPPORTED


def question(kind: str, extra: str = "", **columns: str) -> str:
    """A survey of one question ``q`` with some columns, and rows after it."""
    heads = "".join(f" {name} |" for name in columns)
    cells = "".join(f" {value} |" for value in columns.values())
    return f"| survey | type | name | label |{heads}\n| | {kind} | q | Q |{cells}\n{extra}"


def taken(folder: Path, tables: str) -> FormDefinition:
    """Convert without a process of its own, which takes longer than all the rest, and read."""
    assert errors(folder, tables) == []
    tables = tables if "| settings" in tables else tables + SETTINGS
    converted = convert(xlsform=write_book(folder, tables), validate=False)
    return read_xform(converted.xform.encode())


def node(definition: FormDefinition, name: str = "q") -> NodeDefinition:
    return next(each for each in definition.nodes if each.name == name)


def told(folder: Path, tables: str) -> set[FindingCode]:
    return codes(check(folder, tables))


# --- types


@pytest.mark.parametrize(
    ("kind", "value", "control"),
    [
        ("text", ValueType.STRING, ControlKind.INPUT),
        ("integer", ValueType.INT, ControlKind.INPUT),
        ("decimal", ValueType.DECIMAL, ControlKind.INPUT),
        ("note", ValueType.STRING, ControlKind.INPUT),
        ("acknowledge", ValueType.STRING, ControlKind.TRIGGER),
        ("date", ValueType.DATE, ControlKind.INPUT),
        ("time", ValueType.TIME, ControlKind.INPUT),
        ("datetime", ValueType.DATETIME, ControlKind.INPUT),
        ("dateTime", ValueType.DATETIME, ControlKind.INPUT),
        ("image", ValueType.BINARY, ControlKind.UPLOAD),
        ("audio", ValueType.BINARY, ControlKind.UPLOAD),
        ("video", ValueType.BINARY, ControlKind.UPLOAD),
        ("file", ValueType.BINARY, ControlKind.UPLOAD),
        ("barcode", ValueType.BARCODE, ControlKind.INPUT),
        ("geopoint", ValueType.GEOPOINT, ControlKind.INPUT),
        ("geotrace", ValueType.GEOTRACE, ControlKind.INPUT),
        ("geoshape", ValueType.GEOSHAPE, ControlKind.INPUT),
        ("range", ValueType.INT, ControlKind.RANGE),
        ("percentage", ValueType.INT, ControlKind.INPUT),
        ("select_one l", ValueType.STRING, ControlKind.SELECT_ONE),
        ("select_multiple l", ValueType.STRING, ControlKind.SELECT_MULTIPLE),
        ("rank l", ValueType.RANK, ControlKind.RANK),
        ("select_one_from_file towns.csv", ValueType.STRING, ControlKind.SELECT_ONE),
        ("select_multiple_from_file towns.xml", ValueType.STRING, ControlKind.SELECT_MULTIPLE),
        ("select_one_from_file towns.geojson", ValueType.STRING, ControlKind.SELECT_ONE),
        ("osm", ValueType.BINARY, ControlKind.UPLOAD),
    ],
)
def test_question_types(tmp_path: Path, kind: str, value: ValueType, control: ControlKind):
    found = node(taken(tmp_path, question(kind) + CHOICES))
    assert found.type is value
    assert found.control is not None
    assert found.control.kind is control


@pytest.mark.parametrize(
    ("kind", "preload", "params"),
    [
        ("start", "timestamp", "start"),
        ("end", "timestamp", "end"),
        ("today", "date", "today"),
        ("deviceid", "property", "deviceid"),
        ("imei", "property", "deviceid"),
        ("username", "property", "username"),
        ("email", "property", "email"),
        ("phonenumber", "property", "phonenumber"),
        ("simserial", "property", "simserial"),
        ("uri:deviceid", "property", "uri:deviceid"),
    ],
)
def test_metadata_types(tmp_path: Path, kind: str, preload: str, params: str):
    found = node(taken(tmp_path, question(kind, "| | text | t | T |\n")))
    assert (found.bind.preload, found.bind.preload_params) == (preload, params)


@pytest.mark.parametrize(
    "kind",
    [
        *("string", "int", "gps", "location", "photo", "trigger", "phone number", "get today"),
        *("add text prompt", "q string", "q picture", "number of days in last month"),
    ],
)
def test_older_names_of_types_are_taken_with_a_remark(tmp_path: Path, kind: str):
    tables = question(kind, "| | text | t | T |\n")
    taken(tmp_path, tables)
    assert told(tmp_path, tables) == {FindingCode.TYPE_LEGACY}


@pytest.mark.parametrize(
    "kind", ["select one l", "select1 l", "select all that apply l", "select one from l"]
)
def test_older_names_of_selects_are_taken(tmp_path: Path, kind: str):
    assert node(taken(tmp_path, question(kind) + CHOICES)).control is not None


@pytest.mark.parametrize("kind", ["osm", "simserial", "subscriberid"])
def test_types_that_need_a_phone_are_kept_with_a_remark(tmp_path: Path, kind: str):
    tables = question(kind, "| | text | t | T |\n")
    taken(tmp_path, tables)
    assert FindingCode.TYPE_NOT_SUPPORTED in told(tmp_path, tables)


def test_select_multiple_needs_its_underscore(tmp_path: Path):
    assert told(tmp_path, question("select multiple l") + CHOICES) >= {FindingCode.TYPE_UNKNOWN}


@pytest.mark.parametrize("kind", ["begin_kobomatrix", "begin_score", "score__row", "caseid"])
def test_types_of_dialects_are_refused_by_name(tmp_path: Path, kind: str):
    assert FindingCode.TYPE_DIALECT in told(tmp_path, question(kind))


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("begin_group", "end_group"),
        ("begin group", "end group"),
        ("begin repeat", "end_repeat"),
        ("begin lgroup", "end lgroup"),
        ("begin looped group", "end looped group"),
        ("begin loop over l", "end loop"),
    ],
)
def test_groups_and_their_older_names(tmp_path: Path, begin: str, end: str):
    rows = f"| | {begin} | g | G |\n| | text | q | Q |\n| | {end} | | |\n"
    form = taken(tmp_path, f"| survey | type | name | label |\n{rows}{CHOICES}")
    assert node(form, "g").control is not None


def test_or_other_adds_a_question(tmp_path: Path):
    assert node(taken(tmp_path, question("select_one l or_other") + CHOICES), "q_other").control


def test_external_choices_are_ordinary_choices_here(tmp_path: Path):
    external = CHOICES.replace("| choices", "| external_choices")
    tables = question("select_one_external l", external, choice_filter="name != 'b'")
    control = node(load_book(tmp_path, tables + SETTINGS)).control
    assert control is not None
    assert control.kind is ControlKind.SELECT_ONE


# --- columns


@pytest.mark.parametrize(
    ("column", "value"),
    [
        *(("relevance", "1 = 1"), ("calculate", "1"), ("readonly", "yes"), ("rows", "3")),
        *(("note", "for myself"), ("bind::odk:length", "3"), ("image", "a.png")),
        *(("audio", "a.mp3"), ("media::audio", "a.mp3"), ("autoplay", "audio")),
        *(("bind::jr:noAppErrorString", "no"), ("body::accuracyThreshold", "3")),
        *(("control::rows", "4"), ("instance::bar", "1"), ("default", "now()")),
    ],
)
def test_columns_and_their_older_names_pass(tmp_path: Path, column: str, value: str):
    tables = question("text", **{column: value})
    taken(tmp_path, tables)
    assert told(tmp_path, tables) == set()


@pytest.mark.parametrize(
    "column",
    [
        *("intent", "compact_tag", "sms_field", "hxl"),
        *("video", "media::video", "video::et"),
    ],
)
def test_columns_without_effect_are_remarked(tmp_path: Path, column: str):
    assert FindingCode.COLUMN_NOT_SUPPORTED in told(tmp_path, question("text", **{column: "x"}))


def test_a_film_that_should_begin_by_itself_is_remarked(tmp_path: Path):
    tables = question("text", autoplay="video")
    assert told(tmp_path, tables) == {FindingCode.COLUMN_NOT_SUPPORTED}


def test_sounds_of_choices_are_remarked(tmp_path: Path):
    choices = "| choices | list_name | name | label | audio |\n| | l | a | A | a.mp3 |\n"
    findings = check(tmp_path, question("select_one l") + choices)
    assert [(each.code, each.sheet, each.column) for each in findings] == [
        (FindingCode.COLUMN_NOT_SUPPORTED, "choices", "D")
    ]


def test_pass_through_columns_reach_bind_body_and_instance(tmp_path: Path):
    columns = {"bind::foo": "1", "body::rows": "4", "instance::bar": "2"}
    found = node(taken(tmp_path, question("text", **columns)))
    assert found.control is not None
    assert (found.bind.other["foo"], found.control.parameters["rows"]) == ("1", "4")
    assert found.attributes["bar"] == "2"


def test_prefix_must_be_declared_in_settings(tmp_path: Path):
    tables = question("text", **{"bind::sild:missing": "no"})
    assert told(tmp_path, tables) == {FindingCode.NAMESPACE_MISSING}
    settings = (
        '| settings | form_id | version | namespaces |\n| | f | 1 | sild="urn:sild:xforms:1" |\n'
    )
    assert not node(taken(tmp_path, tables + settings)).offers_missing


def test_calculation_of_a_group_is_remarked(tmp_path: Path):
    rows = "| | begin_group | g | G | 1 |\n| | text | q | Q | |\n| | end_group | | | |\n"
    tables = f"| survey | type | name | label | calculation |\n{rows}"
    assert told(tmp_path, tables) == {FindingCode.CALCULATION_IGNORED}


@pytest.mark.parametrize(
    ("tables", "code"),
    [
        (question("text", **{"big-image": "a.png"}), FindingCode.BIG_IMAGE_WITHOUT_IMAGE),
        (question("background-geopoint"), FindingCode.TRIGGER_MISSING),
    ],
)
def test_columns_that_need_another_one(tmp_path: Path, tables: str, code: FindingCode):
    assert code in told(tmp_path, tables)


# --- appearances and parameters


@pytest.mark.parametrize(
    ("kind", "appearances"),
    [
        ("text", "multiline numbers masked"),
        ("integer", "thousands-sep counter"),
        ("select_one l", "minimal search autocomplete columns columns-3 columns-pack no-buttons"),
        ("select_one l", "likert label list-nolabel list quick compact compact-2 horizontal"),
        ("date", "no-calendar month-year year"),
        ("range", "no-ticks picker vertical rating"),
        ("image", "signature draw annotate"),
        ("text", "w1 w10"),
    ],
)
def test_appearances_that_are_known(tmp_path: Path, kind: str, appearances: str):
    for appearance in appearances.split():
        found = told(tmp_path, question(kind, appearance=appearance) + CHOICES)
        assert not found & {DESKTOP, FindingCode.APPEARANCE_UNKNOWN}, appearance


@pytest.mark.parametrize(
    "appearance",
    [
        *("ethiopian", "coptic", "islamic", "bikram-sambat", "myanmar", "persian", "buddhist"),
        *("printer", "bearing", "image-map", "map", "new"),
        *("hidden-answer", "hide-input", "url", "page-break", "no-print"),
        *("new-front", "front", "maps", "placement-map", "distress", "analog-scale", "comment"),
        *("ex:org.app", "ex:org.app(a='b')", "search('towns')", "minimal search('towns')"),
    ],
)
def test_appearances_without_effect_are_remarked(tmp_path: Path, appearance: str):
    assert DESKTOP in told(tmp_path, question("text", appearance=appearance))


@pytest.mark.parametrize("kind", ["group", "repeat"])
@pytest.mark.parametrize("appearance", ["field-list", "field-list w1"])
def test_groups_keep_appearance_and_label(tmp_path: Path, kind: str, appearance: str):
    rows = f"| | begin_{kind} | g | G | {appearance} |\n| | select_one l | q | Q | |\n| | end_{kind} | | | |\n"
    form = taken(tmp_path, f"| survey | type | name | label | appearance |\n{rows}{CHOICES}")
    control = node(form, "g").control
    assert control is not None
    assert control.label.words


@pytest.mark.parametrize(
    ("kind", "parameters"),
    [
        ("select_one l", "randomize=true"),
        ("select_one l", "randomize=true, seed=3"),
        ("rank l", "randomize=true"),
        ("range", "start=0 end=4 step=2"),
        ("range", "start=0; end=3"),
        ("range", "start=0 end=10 step=1 tick_interval=5"),
        ("text", "rows=4"),
        ("audio", "quality=low"),
        ("background-audio", "quality=low"),
        ("image", "max-pixels=640"),
        ("select_one_from_file towns.csv", "value=id label=title"),
    ],
)
def test_parameters_that_are_used(tmp_path: Path, kind: str, parameters: str):
    tables = question(kind, parameters=parameters) + CHOICES
    taken(tmp_path, tables)
    assert FindingCode.PARAMETER_NOT_SUPPORTED not in told(tmp_path, tables)


@pytest.mark.parametrize(
    ("kind", "parameters"),
    [
        ("image", "app=org.app"),
        ("geopoint", "capture-accuracy=3 warning-accuracy=50 allow-mock-accuracy=true"),
        ("geotrace", "incremental=true"),
        ("range", "start=0 end=10 step=1 placeholder=5"),
    ],
)
def test_parameters_that_need_a_phone_are_remarked(tmp_path: Path, kind: str, parameters: str):
    tables = question(kind, parameters=parameters)
    taken(tmp_path, tables)
    assert FindingCode.PARAMETER_NOT_SUPPORTED in told(tmp_path, tables)


# --- settings and entities


@pytest.mark.parametrize(
    ("setting", "value", "code"),
    [
        ("client_editable", "yes", None),
        ("client_editable", "no", FindingCode.SETTING_NOT_SUPPORTED),
        ("public_key", "MIIB", None),
        ("style", "pages", None),
        ("style", "theme-grid pages", FindingCode.SETTING_NOT_SUPPORTED),
        ("instance_name", "${q}", None),
        ("allow_choice_duplicates", "yes", None),
        ("name", "root", None),
        ("clean_text_values", "no", None),
        ("attribute::foo", "1", None),
        ("instance_xmlns", "http://example.org/", None),
        ("submission_url", "http://example.org/", FindingCode.SETTING_NOT_SUPPORTED),
        ("auto_send", "true", FindingCode.SETTING_NOT_SUPPORTED),
        ("auto_delete", "true", FindingCode.SETTING_NOT_SUPPORTED),
        ("prefix", "x", FindingCode.SETTING_NOT_SUPPORTED),
        ("sms_keyword", "x", FindingCode.SETTING_NOT_SUPPORTED),
        ("add_none_option", "yes", FindingCode.SETTING_NOT_SUPPORTED),
        ("foo", "x", FindingCode.SETTING_UNKNOWN),
    ],
)
def test_settings(tmp_path: Path, setting: str, value: str, code: FindingCode | None):
    settings = f"| settings | form_id | version | {setting} |\n| | f | 1 | {value} |\n"
    tables = question("text") + settings
    taken(tmp_path, tables)
    assert told(tmp_path, tables) == ({code} if code else set())


def test_answers_leave_in_the_namespace_that_the_form_gives_them(tmp_path: Path):
    settings = (
        "| settings | form_id | version | instance_xmlns |\n| | f | 1 | http://example.org/x |\n"
    )
    form = taken(tmp_path, question("text") + settings)
    person = Scenario(form).answer("/data/q", "so")
    root = etree.fromstring(to_xml(person.session))
    assert root.tag == "{http://example.org/x}data"
    assert root.findtext("{http://example.org/x}q") == "so"
    assert (root.get("id"), root.get("version")) == ("f", "1")
    assert from_xml(form, to_xml(person.session)).snapshot.fields["answers/data/q"] == "so"


def test_a_form_that_lets_its_clients_edit_says_so(tmp_path: Path):
    settings = "| settings | form_id | version | client_editable |\n| | f | 1 | yes |\n"
    form = taken(tmp_path, question("text") + settings)
    assert form.submission["odk:client-editable"] == "true"


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("percentage", "100", "101"),
        ("phone number", "5551234", "none"),
        ("number of days in last month", "31", "32"),
    ],
)
def test_older_types_keep_their_rules(tmp_path: Path, kind: str, good: str, bad: str):
    person = Scenario(taken(tmp_path, question(kind)))
    assert person.answer("/data/q", good).valid("/data/q")
    assert not person.answer("/data/q", bad).valid("/data/q")


@pytest.mark.parametrize("column", ["repeat_count", "count", "jr:count"])
def test_the_count_of_a_repeat_has_three_names(tmp_path: Path, column: str):
    rows = f"| survey | command | tag | caption | {column} |\n| | begin repeat | r | R | 2 |\n"
    rows += "| | text | q | Q | |\n| | end repeat | | | |\n"
    person = Scenario(taken(tmp_path, rows))
    assert len(person.session.instances(person.at("/data/r"))) == 2


def test_a_default_is_worked_out_once_for_every_row(tmp_path: Path):
    rows = "| survey | type | name | label | default |\n| | begin repeat | r | R | |\n"
    rows += "| | text | q | Q | position(..) |\n| | end repeat | | | |\n"
    person = Scenario(taken(tmp_path, rows)).add("/data/r").remove("/data/r[1]")
    assert person.values("/data/r", "q") == ["2"]


def test_an_instance_in_a_label_is_put_in_words(tmp_path: Path):
    label = "instance('l')/root/item[name=${q}]/label"
    tables = question("select_one l", f"| | text | t | So {label} |\n") + CHOICES
    assert Scenario(taken(tmp_path, tables)).answer("/data/q", "b").label("/data/t") == "So B"


def test_properties_of_one_entity_come_from_one_repeat(tmp_path: Path):
    rows = "".join(
        f"| | begin_repeat | {r} | R | |\n| | text | {q} | Q | {q} |\n| | end_repeat | | | |\n"
        for r, q in (("r", "a"), ("s", "b"))
    )
    tables = f"| survey | type | name | label | save_to |\n{rows}"
    tables += "| entities | list_name | label | repeat |\n| | x | ${a} | ${r} |\n"
    assert told(tmp_path, tables) == {FindingCode.ENTITY_SCOPES_MIXED}


# --- types of expressions


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        ("${n} = 'ten'", FindingCode.NUMBER_EXPECTED),
        ("'ten' < ${n}", FindingCode.NUMBER_EXPECTED),
        ("'abc' + 1 > 0", FindingCode.NUMBER_EXPECTED),
        ("string-length(${q}) = 'x'", FindingCode.NUMBER_EXPECTED),
        ("${n} * 2 = 'x'", FindingCode.NUMBER_EXPECTED),
        ("not(${n}) = 'yes'", FindingCode.BOOLEAN_COMPARED),
        ("true() = 'true'", FindingCode.BOOLEAN_COMPARED),
        ("(${n} > 1) = 'yes'", FindingCode.BOOLEAN_COMPARED),
        ("${n} = '10'", None),
        ("${n} = ''", None),
        ("${q} = 'ten'", None),
        ("${n} = 'NaN'", None),
        ("'2026-01-01' + 1 > today()", None),
        ("today() > '2026-01-01'", None),
        ("not(${n} = 1)", None),
    ],
)
def test_types_that_never_fit(tmp_path: Path, expression: str, code: FindingCode | None):
    rows = f"| | text | q | Q | |\n| | integer | n | N | |\n| | text | z | Z | {expression} |\n"
    findings = check(tmp_path, f"| survey | type | name | label | relevant |\n{rows}")
    assert codes(findings) == ({code} if code else set())
    assert all((each.severity, each.row) == (Severity.WARNING, 4) for each in findings)
