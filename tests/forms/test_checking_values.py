from __future__ import annotations

import pytest

from app.forms.findings import FindingCode
from tests.forms.books import YES_NO, check, codes, errors, found

HEAD = "| survey | type | name | label | parameters | appearance | save_to |\n"


def survey(*rows: str) -> str:
    return HEAD + "".join(f"| | {row} |\n" for row in rows)


@pytest.mark.parametrize(
    ("type_", "parameters"),
    [
        ("range", "start=0, end=10; step=2"),
        ("select_one yn", "randomize=true seed=${n}"),
        ("text", "rows=4"),
        ("image", "max-pixels=640"),
        ("geopoint", "capture-accuracy=5.5 warning-accuracy=20"),
        ("geoshape", "incremental=true"),
        ("audio", "quality=voice-only"),
    ],
)
def test_parameters_of_the_standard_pass(tmp_path, type_: str, parameters: str):
    assert (
        errors(tmp_path, survey("integer | n | N", f"{type_} | a | A | {parameters}") + YES_NO)
        == []
    )


@pytest.mark.parametrize(
    ("type_", "parameters", "code"),
    [
        ("text", "rows", FindingCode.PARAMETERS_MALFORMED),
        ("text", "row=4", FindingCode.PARAMETER_UNKNOWN),
        ("text", "rows=many", FindingCode.PARAMETER_VALUE),
        ("select_one yn", "randomize=maybe", FindingCode.PARAMETER_VALUE),
        ("select_one yn", "seed=1", FindingCode.SEED_WITHOUT_RANDOMIZE),
        ("range", "start=a", FindingCode.PARAMETER_VALUE),
        ("range", "step=0", FindingCode.PARAMETER_ZERO),
        ("range", "start=0 end=3 step=5", FindingCode.PARAMETER_WIDER_THAN_RANGE),
        ("range", "start=0 end=9 step=2 tick_interval=3", FindingCode.PARAMETER_NOT_MULTIPLE),
        ("range", "start=0 end=9 step=1 placeholder=12", FindingCode.PARAMETER_OUTSIDE_RANGE),
        ("range", "tick_labelset=nolist", FindingCode.RANGE_LABELS_MISSING),
        ("range", "tick_labelset=yn", FindingCode.RANGE_LABEL_VALUE),
        ("geopoint", "capture-accuracy=near", FindingCode.PARAMETER_VALUE),
        ("geotrace", "incremental=no", FindingCode.PARAMETER_VALUE),
        ("audio", "quality=best", FindingCode.PARAMETER_VALUE),
    ],
)
def test_parameters_that_cannot_work_are_errors(
    tmp_path, type_: str, parameters: str, code: FindingCode
):
    assert codes(errors(tmp_path, survey(f"{type_} | a | A | {parameters}") + YES_NO)) == {code}


def test_unknown_parameter_comes_with_the_nearest_one(tmp_path):
    finding = found(
        errors(tmp_path, survey("range | a | A | strat=1")), FindingCode.PARAMETER_UNKNOWN
    )
    assert (finding.column, finding.params["suggestion"]) == ("D", "start")


def test_range_without_parameters_says_what_is_assumed(tmp_path):
    assert (
        found(check(tmp_path, survey("range | a | A")), FindingCode.RANGE_DEFAULTS).params["end"]
        == "10"
    )


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ("location-priority=balanced", FindingCode.AUDIT_LOCATION_INCOMPLETE),
        (
            "location-priority=balanced location-min-interval=60 location-max-age=30",
            FindingCode.AUDIT_LOCATION_ORDER,
        ),
        ("track-changes=often", FindingCode.PARAMETER_VALUE),
        ("track-changes-reasons=always", FindingCode.PARAMETER_VALUE),
    ],
)
def test_audit_parameters_are_checked(tmp_path, parameters: str, code: FindingCode):
    assert codes(errors(tmp_path, survey(f"audit | | | {parameters}", "text | a | A"))) == {code}


def test_unknown_appearance_is_a_remark_with_a_suggestion(tmp_path):
    finding = found(
        check(tmp_path, survey("text | a | A | | multilne")), FindingCode.APPEARANCE_UNKNOWN
    )
    assert finding.params == {"appearance": "multilne", "suggestion": "multiline"}


@pytest.mark.parametrize("appearance", ["w2 minimal", "columns-3 no-buttons", "pages"])
def test_appearances_of_the_standard_pass(tmp_path, appearance: str):
    assert check(tmp_path, survey(f"text | a | A | | {appearance}")) == []


ENTITIES = "| entities | list_name | label | entity_id | create_if | update_if |\n"


def entities(*rows: str) -> str:
    return survey("text | a | A | | | pa") + ENTITIES + "".join(f"| | {row} |\n" for row in rows)


def test_sound_entities_pass(tmp_path):
    assert check(tmp_path, entities("trees | ${a}")) == []


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("| ${a}", FindingCode.ENTITY_LIST_MISSING),
        ("my trees | ${a}", FindingCode.ENTITY_LIST_INVALID),
        ("__trees | ${a}", FindingCode.ENTITY_LIST_INVALID),
        ("trees |", FindingCode.ENTITY_LABEL_MISSING),
        ("trees | ${a} | | | ${a} = 1", FindingCode.ENTITY_ID_MISSING),
        ("trees | ${a} | ${a} | ${a} = 1", FindingCode.ENTITY_UPDATE_IF_MISSING),
    ],
)
def test_declarations_that_cannot_work_are_errors(tmp_path, row: str, code: FindingCode):
    assert code in codes(errors(tmp_path, entities(row)))


@pytest.mark.parametrize(
    ("save_to", "code"),
    [
        ("name", FindingCode.ENTITY_PROPERTY_RESERVED),
        ("a b", FindingCode.ENTITY_PROPERTY_INVALID),
        ("bushes#p", FindingCode.ENTITY_LIST_UNKNOWN),
        ("pa", FindingCode.ENTITY_PROPERTY_DUPLICATE),
    ],
)
def test_properties_that_cannot_work_are_errors(tmp_path, save_to: str, code: FindingCode):
    tables = (
        survey("text | a | A | | | pa", f"text | b | B | | | {save_to}")
        + ENTITIES
        + "| | trees | ${a} |\n"
    )
    assert codes(errors(tmp_path, tables)) == {code}


def test_saving_without_an_entities_sheet_or_a_group_is_an_error(tmp_path):
    assert codes(errors(tmp_path, survey("text | a | A | | | p"))) == {
        FindingCode.ENTITY_SHEET_MISSING
    }
    group = (
        survey("begin group | g | G | | | p", "text | a | A", "end group | | ")
        + ENTITIES
        + "| | trees | ${a} |\n"
    )
    assert codes(errors(tmp_path, group)) == {FindingCode.ENTITY_ON_GROUP}


def test_several_lists_need_the_list_with_the_property(tmp_path):
    assert codes(errors(tmp_path, entities("trees | ${a}", "bushes | ${a}"))) == {
        FindingCode.ENTITY_LIST_NOT_NAMED
    }


DEFAULTS = "| survey | type | name | label | default | repeat_count |\n"


@pytest.mark.parametrize(
    ("type_", "default"),
    [
        ("integer", "five"),
        ("date", "24.02.2026"),
        ("time", "noon"),
        ("select_one yn", "perhaps"),
        ("select_multiple yn", "yes x"),
    ],
)
def test_default_that_its_type_cannot_hold_is_a_warning(tmp_path, type_: str, default: str):
    assert FindingCode.DEFAULT_INVALID in codes(
        check(tmp_path, DEFAULTS + f"| | {type_} | a | A | {default} |\n" + YES_NO)
    )


@pytest.mark.parametrize(
    ("type_", "default"),
    [
        ("integer", "-5"),
        ("decimal", "1.5"),
        ("date", "2026-02-24"),
        ("date", "today() - 1"),
        ("select_multiple yn", "yes no"),
    ],
)
def test_default_that_fits_passes(tmp_path, type_: str, default: str):
    assert FindingCode.DEFAULT_INVALID not in codes(
        check(tmp_path, DEFAULTS + f"| | {type_} | a | A | {default} |\n" + YES_NO)
    )


def test_giant_repeat_is_refused(tmp_path):
    rows = "| | begin repeat | r | R | | 99999999999999999999 |\n| | text | a | A | | |\n| | end repeat | | | | |\n"
    assert codes(errors(tmp_path, DEFAULTS + rows)) == {FindingCode.REPEAT_COUNT_TOO_LARGE}
