"""What keyers type, read as answers: codes, marks, numbers, days, places, words of long lists."""

from __future__ import annotations

from datetime import date

import pytest

from app.forms.definition import Control, ControlKind, NodeDefinition, NodeKind, ValueType
from app.forms.paper_codes import CodedChoice
from app.ui.keying.typed import Asked, Fault, Mark, is_complete, read, write

DAY = date(2026, 10, 3)
YES_NO = (CodedChoice("1", "yes", "Yes"), CodedChoice("2", "no", "No"))
COUNTIES = tuple(CodedChoice(f"{at:04}", f"{at:04}", f"County {at}") for at in (37, 39, 45, 370))
TOWNS = tuple(
    CodedChoice(str(at), f"t{at}", label)
    for at, label in enumerate(
        ("Narva linn", "Narva-Jõesuu linn", "Jõhvi vald", *(f"Küla {n}" for n in range(20))), 1
    )
)


def asked(kind: ControlKind, type_=ValueType.STRING, choices=(), looks=()) -> Asked:
    control = Control(kind, appearances=looks)
    node = NodeDefinition(1, "/data/a", "a", NodeKind.VALUE, 0, type=type_, control=control)
    return Asked(node, choices, DAY)


ONE = asked(ControlKind.SELECT_ONE, choices=YES_NO)
COUNTY = asked(ControlKind.SELECT_ONE, choices=COUNTIES)
TOWN = asked(ControlKind.SELECT_ONE, choices=TOWNS)
MANY = asked(ControlKind.SELECT_MULTIPLE, choices=TOWNS)
RANK = asked(ControlKind.RANK, choices=(*YES_NO, CodedChoice("3", "maybe", "Maybe")))
TICK = asked(ControlKind.TRIGGER)


def line(type_: ValueType, *looks: str) -> Asked:
    return asked(ControlKind.INPUT, type_, looks=looks)


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        (ONE, "1", "yes"),
        (ONE, "02", "no"),
        (COUNTY, "45", "0045"),
        (COUNTY, "0370", "0370"),
        (TOWN, "3", "t3"),
        (TOWN, "jõhvi", "t3"),
        (TOWN, "narva linn", "t1"),
        (MANY, "3, 1", "t1 t3"),
        (MANY, "Jõhvi vald; narva linn", "t1 t3"),
        (RANK, "231", "maybe yes no"),
        (RANK, "0 1 0", "no"),
        (TICK, "1", "OK"),
        (line(ValueType.INT), "1 234", "1234"),
        (line(ValueType.DECIMAL), ",5", "0.5"),
        (line(ValueType.DATE), "3.10.26", "2026-10-03"),
        (line(ValueType.DATE, "month-year"), "10.2026", "2026-10-01"),
        (line(ValueType.DATE, "year"), "1998", "1998-01-01"),
        (line(ValueType.GEOPOINT), "59,4 24,7", "59.4 24.7 0 0"),
        (line(ValueType.GEOTRACE), "59.4 24.7; 59.5 24.8", "59.4 24.7 0 0; 59.5 24.8 0 0"),
        (line(ValueType.STRING), "  Viru   Metall ", "Viru Metall"),
    ],
)
def test_what_stands_on_paper_becomes_the_answer(question, text, value):
    reading = read(question, text)
    assert (reading.fault, reading.mark, reading.value) == (None, None, value)
    assert read(question, write(question, value)).value == value


@pytest.mark.parametrize(
    ("question", "text", "fault"),
    [
        (ONE, "3", Fault.CODE),
        (ONE, "yes", Fault.CODE),
        (TOWN, "narva", Fault.NAME),
        (MANY, "1, 99", Fault.NAME),
        (RANK, "1 1 2", Fault.RANKS),
        (RANK, "1 2", Fault.RANKS),
        (TICK, "2", Fault.CONFIRMATION),
        (line(ValueType.INT), "12,5", Fault.WHOLE),
        (line(ValueType.DECIMAL), "x", Fault.NUMBER),
        (line(ValueType.DATE), "31.2.2026", Fault.DATE),
        (line(ValueType.TIME), "25:00", Fault.TIME),
        (line(ValueType.DATETIME), "3.10.2026", Fault.MOMENT),
        (line(ValueType.GEOPOINT), "95 24", Fault.POINT),
        (line(ValueType.STRING), "   ", Fault.EMPTY),
    ],
)
def test_what_is_no_answer_is_told_by_its_kind(question, text, fault):
    assert read(question, text).fault is fault


@pytest.mark.parametrize("question", [ONE, MANY, line(ValueType.INT), line(ValueType.STRING)])
def test_the_signs_of_paper_and_of_the_number_pad_are_marks(question):
    assert [read(question, text).mark for text in ("*", "?", "/", "–", "-", ".")] == [
        Mark.DONT_KNOW,
        Mark.DONT_KNOW,
        Mark.REFUSED,
        Mark.REFUSED,
        Mark.REFUSED,
        Mark.BLANK,
    ]


def test_a_code_is_complete_when_nothing_longer_begins_with_it():
    assert is_complete(ONE, "1")
    assert not is_complete(COUNTY, "037")
    assert not is_complete(COUNTY, "00")
    assert is_complete(COUNTY, "0045")
    assert not is_complete(line(ValueType.INT), "1")


def test_a_time_takes_the_offset_of_the_interviews_day():
    value = read(line(ValueType.TIME), "930").value
    assert value.startswith("09:30:00.000")
    assert read(line(ValueType.DATETIME), "3.10.2026 9:30").value.startswith("2026-10-03T09:30")
