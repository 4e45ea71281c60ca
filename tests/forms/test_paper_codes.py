"""The codes on paper are those that key entry takes: one list, filtered or shuffled on the screen or not."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.clock import StillClock
from app.core.ids import RecordId
from app.forms.loading import load_file
from app.forms.paper_codes import PaperCodes
from app.forms.print_view import PrintedGroup, PrintedQuestion, PrintedRepeat, print_view
from app.forms.session import FormSession
from app.forms.writing_space import LookedUp, Ranking, Ticks
from tests.forms.scenario import Scenario, form, select

ROOT = Path(__file__).resolve().parents[2]
LETTERS = [{"name": n, "label": n.upper(), "of": o} for n, o in zip("abcd", "xxyy", strict=True)]
OFFERED = [{"name": "x", "label": "X"}, {"name": "y", "label": "Y"}]


def _printed(items):
    for item in items:
        if isinstance(item, PrintedQuestion):
            yield item
        elif isinstance(item, PrintedGroup | PrintedRepeat):
            yield from _printed(item.items)


@pytest.mark.parametrize("name", ["business_interview", "runner_showcase"])
def test_what_is_printed_beside_a_box_is_what_is_typed(name, tmp_path):
    definition = load_file(ROOT / "forms" / f"{name}.xlsx", tmp_path).definition
    assert definition is not None
    session = FormSession.open(
        definition,
        record=RecordId("8d2f7c1e-3f0a-4c55-9d6e-1f2a3b4c5d6e"),
        clock=StillClock.at("2026-11-21T12:00:00+02:00"),
    )
    codes, checked = PaperCodes(definition), 0
    for section in print_view(definition).sections:
        for question in _printed(section.items):
            space = question.space
            if not isinstance(space, Ticks | LookedUp | Ranking) or space.choices is None:
                continue
            try:
                address = session.address(question.path)
            except KeyError:
                continue
            printed = {choice.value: choice.code for choice in space.choices.choices}
            typed = codes.of(session, address)
            assert [each.code for each in typed] == [printed[each.value] for each in typed]
            checked += bool(typed)
    assert checked > 10


def test_a_filtered_list_is_coded_within_its_group():
    person = Scenario(
        form(
            "<top/><pick/>",
            {},
            select("/data/top", "instance('t')/root/item")
            + select("/data/pick", "instance('l')/root/item[of = /data/top]"),
            lists={"l": LETTERS, "t": OFFERED},
        )
    )
    codes = PaperCodes(person.definition)
    told = []
    for top in ("x", "y"):
        person.answer("/data/top", top)
        told.append([(each.code, each.value) for each in codes.of(person.session, "/data/pick")])
    assert told == [[("1", "a"), ("2", "b")], [("1", "c"), ("2", "d")]]


def test_a_list_shuffled_on_the_screen_keeps_the_order_of_paper():
    person = Scenario(
        form(
            "<pick/>",
            {},
            select("/data/pick", "randomize(instance('l')/root/item, 42)"),
            lists={"l": LETTERS},
        )
    )
    typed = PaperCodes(person.definition).of(person.session, "/data/pick")
    assert [(each.code, each.value) for each in typed] == list(zip("1234", "abcd", strict=True))
    assert [each.value for each in person.session.choices("/data/pick")] != list("abcd")
