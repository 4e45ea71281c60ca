"""Any filled paper: keyed twice, however each keyer writes things, it is the interview that the runner would give."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.clock import StillClock
from app.core.ids import RecordId
from app.forms.comparing import compare, merge
from app.forms.definition import FormDefinition
from app.forms.loading import load_file
from app.forms.session import FormSession
from app.ui.keying.model import KeyingModel, LineKind, Outcome

DAY = date(2026, 10, 3)
RECORD = RecordId("8d2f7c1e-3f0a-4c55-9d6e-1f2a3b4c5d6e")
OTHER = RecordId("0b7fc0de-3f0a-4c55-9d6e-1f2a3b4c5d6e")
COUNTIES = range(37, 52)
TIES = ("buys", "sells", "owns")

Answer = tuple[tuple[str, ...], str]
"""The ways in which it may be typed, and what the runner gives: a value, or ``?`` and ``!`` for the missing kinds."""

MISSING = [(("*",), "?"), (("/",), "!"), ((".",), "")]


def _answers(*known: Answer) -> st.SearchStrategy[Answer]:
    return st.sampled_from([*known, *MISSING])


numbers = st.integers(0, 4999).map(lambda n: ((str(n), f"0{n}", f"+{n}"), str(n)))
shares = st.decimals(0, 99, places=2).map(lambda n: ((f"{n}", f"{n}".replace(".", ",")), f"{n}"))
days = st.dates(date(1990, 1, 1), date(2026, 10, 1)).map(
    lambda d: ((f"{d:%d.%m.%Y}", f"{d:%d%m%y}", f"{d.day}/{d.month}/{d.year}"), d.isoformat())
)
ticks = st.sets(st.sampled_from(range(3)), min_size=1).map(
    lambda chosen: (
        (
            " ".join(str(at + 1) for at in sorted(chosen)),
            "".join(str(at + 1) for at in sorted(chosen, reverse=True)),
            "+".join(str(at + 1) for at in chosen),
        ),
        " ".join(TIES[at] for at in sorted(chosen)),
    )
)
ranks = st.permutations(range(3)).map(
    lambda order: (
        (
            " ".join(str(order.index(at) + 1) for at in range(3)),
            "".join(str(order.index(at) + 1) for at in range(3)),
        ),
        " ".join(TIES[at] for at in order),
    )
)
words = st.sampled_from(["Viru Metall", "Сланцы ЛесПром", "7", "C"]).map(
    lambda text: ((text, f" {text} "), text)
)
PAPERS = st.fixed_dictionaries(
    {
        "company": words,
        "staff": st.one_of(numbers, _answers()),
        "export": _answers((("1", "01"), "yes"), (("2",), "no")),
        "share": st.one_of(shares, _answers()),
        "since": st.one_of(days, _answers()),
        "order": st.one_of(ranks, _answers()),
        "where": st.sampled_from(COUNTIES).map(lambda code: ((str(code),), str(code))),
        "place": _answers((("59.437 24.75", "59,437 24,75"), "59.437 24.75 0 0")),
        "rows": st.lists(
            st.fixed_dictionaries({"who": words, "tie": st.one_of(ticks, _answers())}),
            max_size=3,
        ),
    }
)


@pytest.fixture(scope="module")
def definition(workbook: Path, tmp_path_factory) -> FormDefinition:
    found = load_file(workbook, tmp_path_factory.mktemp("cache")).definition
    assert found is not None
    return found


def _open(definition: FormDefinition, record: RecordId) -> FormSession:
    clock = StillClock.at("2026-11-21T12:00:00+02:00")
    return FormSession.open(definition, record=record, clock=clock)


def _keyed(definition: FormDefinition, record: RecordId, paper: dict, way: int) -> FormSession:
    """Key a paper in line by line, writing things in one's own way."""
    session = _open(definition, record)
    model = KeyingModel(session, DAY)
    model.forward()
    rows = paper["rows"]
    while model.line.kind is not LineKind.END:
        line = model.line
        if line.kind is LineKind.MORE:
            more = line.row <= len(rows)
            outcome = model.enter("1" if more else "0").outcome
            assert outcome is (Outcome.ADDED if more else Outcome.KEPT)
        else:
            inside = re.match(r"/data/partner\[(\d+)\]", session.ordinal_path(line.address))
            if inside and not rows:
                assert model.end_rows()
                continue
            source = rows[int(inside[1]) - 1] if inside else paper
            texts, _value = source[line.address.rpartition("/")[2]]
            outcome = model.enter(texts[way % len(texts)]).outcome
            assert outcome in {Outcome.KEPT, Outcome.NOTED}
        model.forward()
    return session


def _held(definition: FormDefinition, paper: dict) -> FormSession:
    """Hold the same interview at the runner."""
    session = _open(definition, RECORD)
    for name in ("company", "staff", "export", "share", "since"):
        _give(session, f"/data/firm/{name}", paper[name])
    rows = paper["rows"]
    for _row in rows[1:]:
        session.add_repeat("/data/partner")
    if not rows:
        session.remove_repeat(session.instances("/data/partner")[0])
    for at, each in enumerate(rows, start=1):
        for name, answer in each.items():
            _give(session, f"/data/partner[{at}]/{name}", answer)
    for name in ("order", "where", "place"):
        _give(session, f"/data/last/{name}", paper[name])
    return session


def _give(session: FormSession, path: str, answer: Answer) -> None:
    address, value = session.address(path), answer[1]
    if not session.state(address).relevant or not value:
        return
    if value in {"?", "!"}:
        session.give_missing(address, "refused" if value == "!" else "dont_know")
    else:
        session.answer(address, value)


def _fields(session: FormSession) -> dict[str, str]:
    """Return what goes into the record, rows by their places instead of their identities."""
    kept = session.snapshot().fields
    places = {
        str(row).rpartition("{")[2].rstrip("}"): str(at)
        for at, row in enumerate(session.instances("/data/partner"), start=1)
    }
    return {
        re.sub(r"\{([^}]+)\}", lambda found: f"[{places[found[1]]}]", path): value
        for path, value in kept.items()
        if not path.startswith(("order/", "answers/data/meta"))
    }


@given(paper=PAPERS, ways=st.tuples(st.integers(0, 2), st.integers(0, 2)))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_equal_entries_make_the_interview_that_the_runner_gives(definition, paper, ways):
    first = _keyed(definition, RECORD, paper, ways[0])
    second = _keyed(definition, OTHER, paper, ways[1])
    comparison = compare(first, second)
    assert comparison.differences == ()
    assert comparison.agreement == 1.0
    merge(first, second, {})
    assert _fields(first) == _fields(_held(definition, paper))


@given(papers=st.tuples(PAPERS, PAPERS))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_taking_the_second_everywhere_makes_the_second_entry(definition, papers):
    from app.forms.comparing import Decision

    first = _keyed(definition, RECORD, papers[0], 0)
    second = _keyed(definition, OTHER, papers[1], 0)
    found = compare(first, second)
    merge(first, second, {each.path: Decision("second") for each in found.differences})
    assert compare(first, second).differences == ()
    assert bool(found.differences) is bool(found.unequal)
