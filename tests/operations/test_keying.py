"""Filled paper forms keyed in once or twice, over a real workspace: what is kept, compared, decided and finished."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.core.errors import AppError, ErrorCode
from app.forms.session import IncompleteInterview
from app.operations import forms, interviews, keying, pairing
from app.operations.keying import Cover, EntryState, Paper, Rule
from app.operations.members import set_current_member
from app.operations.pairing import Decision, Given
from app.store import revisions

HEAD = ("type", "name", "label::English (en)", "required", "relevant", "constraint")
SURVEY = (
    ("text", "company", "Company", "yes", "", ""),
    ("integer", "staff", "Staff", "", "", ". < 5000"),
    ("select_one yesno", "export", "Exports", "", "", ""),
    ("today", "day", "", "", "", ""),
    ("decimal", "share", "Share of exports", "", "${export} = 'yes'", ""),
    ("begin_repeat", "partner", "Partner", "", "", ""),
    ("text", "who", "Name of the partner", "", "", ""),
    ("select_multiple ties", "tie", "Ties", "", "", ""),
    ("end_repeat", "", "", "", "", ""),
)
CHOICES = (
    ("yesno", "yes", "yes"),
    ("yesno", "no", "no"),
    ("ties", "buys", "buys"),
    ("ties", "sells", "sells"),
    ("ties", "owns", "owns"),
)


@pytest.fixture(scope="session")
def workbook(tmp_path_factory) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    survey = book.active
    survey.title = "survey"
    for row in (HEAD, *SURVEY):
        survey.append(row)
    choices = book.create_sheet("choices")
    choices.append(("list_name", "name", "label::English (en)"))
    for row in CHOICES:
        choices.append(row)
    settings = book.create_sheet("settings")
    settings.append(("form_title", "form_id", "version", "instance_name", "default_language"))
    settings.append(("Paper", "paper", "1", "${company}", "English (en)"))
    path = tmp_path_factory.mktemp("keying") / "paper.xlsx"
    book.save(path)
    return path


@pytest.fixture
def paper(services, workbook) -> Paper:
    set_current_member(services, "A. K.", "interviewer")
    bundle = forms.import_form(services, workbook).bundle
    return Paper(bundle, Cover("17", date(2026, 10, 3), "Mari Maasikas"))


def key(services, entry, **answers: str):
    """Key answers in as they come, rows of partners by their order, and end the entry."""
    session, draft = entry.interview.session, entry.interview.draft
    stop = session.subscribe(lambda batch: interviews.save_step(services, draft, batch.step))
    for name, value in answers.items():
        place = name.replace("__", "/").replace("_1", "[1]").replace("_2", "[2]")
        try:
            address = session.address(f"/data/{place}")
        except KeyError:
            session.add_repeat("/data/partner")
            address = session.address(f"/data/{place}")
        session.answer(address, value)
    stop()
    return keying.complete_entry(services, draft, session, interviews.summarise(session))


FIRST = {
    "company": "Viru Metall",
    "staff": "120",
    "export": "yes",
    "share": "12.50",
    "partner_1__who": "Narva Vesi",
    "partner_1__tie": "buys sells",
}


def keyed_twice(services, paper, **second: str):
    key(services, keying.start_entry(services, paper), **FIRST)
    set_current_member(services, "O. T.", "interviewer")
    again = keying.start_entry(services, paper)
    return key(services, again, **{**FIRST, **second}), again


def values_of(services) -> dict[str, str]:
    [row] = interviews.list_interviews(services)
    return dict(revisions.view_of(services.workspace, row.record).values)


def test_a_paper_that_needs_no_second_entry_becomes_an_interview_of_its_day(services, paper):
    keying.set_rule(services, "paper", Rule.NONE)
    done = key(services, keying.start_entry(services, paper), **FIRST)
    kept = values_of(services)
    assert done.record
    assert kept["answers/data/staff"] == "120"
    assert kept["meta/mode"] == "paper"
    assert kept["meta/paper"] == "17"
    assert kept["meta/started"].startswith("2026-10-03T12:00")
    assert kept["answers/data/day"] == "2026-10-03"
    assert kept["meta/interviewer"] == "Mari Maasikas"
    assert kept["meta/keyed_by"]
    assert "meta/keyed_again_by" not in kept


def test_a_paper_keyed_once_waits_for_the_second_entry(services, paper):
    done = key(services, keying.start_entry(services, paper), **FIRST)
    [standing] = keying.standings(services).values()
    assert done.state is EntryState.ONCE
    assert not done.record
    assert standing.state is EntryState.ONCE
    assert standing.is_mine


def test_the_second_entry_begins_empty_and_is_another_persons(services, paper):
    key(services, keying.start_entry(services, paper), **FIRST)
    with pytest.raises(AppError) as refused:
        keying.start_entry(services, replace(paper, cover=Cover(" 17 ", date(2026, 10, 4))))
    assert refused.value.code is ErrorCode.PAPER_OWN_ENTRY
    set_current_member(services, "O. T.", "interviewer")
    again = keying.start_entry(services, paper)
    assert again.entry.is_second
    assert not [
        s for s in again.interview.session.states() if s.value and "/data/staff" in s.address
    ]


def test_a_paper_that_is_still_being_keyed_has_no_second_entry_yet(services, paper):
    keying.start_entry(services, paper)
    set_current_member(services, "O. T.", "interviewer")
    with pytest.raises(AppError) as refused:
        keying.start_entry(services, paper)
    assert refused.value.code is ErrorCode.PAPER_BEING_KEYED


def test_equal_entries_have_no_differences_however_a_number_was_written(services, paper):
    done, again = keyed_twice(services, paper, share="12.5")
    pair = pairing.open_pair(services, again.entry.draft)
    assert done.state is EntryState.TWICE
    assert pair.comparison.differences == ()
    assert pair.comparison.agreement == 1.0
    assert pair.names == ("A. K.", "O. T.")


def test_the_list_knows_how_many_differences_there_are(services, paper):
    keyed_twice(services, paper, staff="12", partner_1__tie="buys")
    shown = keying.standings(services)
    assert [each.differences for each in shown.values()] == [2, 2]
    assert {each.state for each in shown.values()} == {EntryState.TWICE}


def test_what_was_decided_becomes_one_interview_with_the_log_of_differences(services, paper):
    _done, again = keyed_twice(services, paper, staff="12", company="Viru Metal", share="13")
    pair = pairing.open_pair(services, again.entry.draft)
    decisions = {
        "/data/company": Decision("first"),
        "/data/staff": Decision("second"),
        "/data/share": Decision("own", Given("12.9", is_there=True)),
    }
    pair = pairing.decide(services, pair, decisions)
    assert pairing.open_pair(services, again.entry.draft).decisions == decisions
    assert pair.open == ()
    pairing.finish_pair(services, pair, lambda each, taken: f"{each.number} {taken.taken}", "done")
    kept = values_of(services)
    assert kept["answers/data/company"] == "Viru Metall"
    assert kept["answers/data/staff"] == "12"
    assert kept["answers/data/share"] == "12.9"
    assert kept["meta/keying_differences"] == "3"
    assert kept["meta/keying_fields"] == "6"
    assert kept["meta/keyed_again_by"] != kept["meta/keyed_by"]
    told = sorted(value for path, value in kept.items() if path.endswith("/text"))
    assert told == ["1 first", "2 second", "4 own", "done"]
    with pytest.raises(AppError) as refused:
        keying.start_entry(services, paper)
    assert refused.value.code is ErrorCode.PAPER_KEYED


def test_a_row_that_only_one_entry_has_is_taken_or_left_as_a_whole(services, paper):
    _done, again = keyed_twice(services, paper, partner_2__who="Jõhvi Puit", partner_2__tie="owns")
    pair = pairing.open_pair(services, again.entry.draft)
    [row] = pair.comparison.differences
    assert row.is_row
    assert row.rows == (2,)
    assert row.second.is_there
    pair = pairing.decide(services, pair, {row.path: Decision("second")})
    pairing.finish_pair(services, pair, lambda _each, _taken: "", "done")
    names = [value for path, value in values_of(services).items() if path.endswith("}/who")]
    assert sorted(names) == ["Jõhvi Puit", "Narva Vesi"]


def test_a_row_too_many_in_the_first_entry_can_be_dropped(services, paper):
    key(services, keying.start_entry(services, paper), **FIRST, partner_2__who="Jõhvi Puit")
    set_current_member(services, "O. T.", "interviewer")
    again = keying.start_entry(services, paper)
    key(services, again, **FIRST)
    pair = pairing.open_pair(services, again.entry.draft)
    [row] = pair.comparison.differences
    pair = pairing.decide(services, pair, {row.path: Decision("second")})
    pairing.finish_pair(services, pair, lambda _each, _taken: "", "done")
    names = [value for path, value in values_of(services).items() if path.endswith("}/who")]
    assert names == ["Narva Vesi"]


def test_a_decision_that_breaks_a_rule_finishes_nothing(services, paper):
    _done, again = keyed_twice(services, paper, staff="12")
    pair = pairing.open_pair(services, again.entry.draft)
    wrong = {"/data/staff": Decision("own", Given("9000", is_there=True))}
    pair = pairing.decide(services, pair, wrong)
    assert pairing.problems(services, pair) == ["/data/staff"]
    with pytest.raises(IncompleteInterview):
        pairing.finish_pair(services, pair, lambda _each, _taken: "", "done")
    assert len(interviews.list_interviews(services)) == 2


def test_going_on_with_an_entry_opens_it_again_and_remembers_who_did(services, paper):
    done, again = keyed_twice(services, paper, staff="12")
    set_current_member(services, "M. M.", "interviewer")
    opened = keying.continue_entry(services, again.entry.draft)
    assert len(opened.entry.keyers) == 2
    assert opened.entry.is_second
    with pytest.raises(AppError) as refused:
        pairing.open_pair(services, again.entry.draft)
    assert refused.value.code is ErrorCode.PAPER_CHANGED
    assert done.state is EntryState.TWICE


def test_a_sample_is_the_same_whoever_draws_it(services, paper):
    entries = [
        replace(
            keying.start_entry(
                services, replace(paper, cover=Cover(f"n{at}", date(2026, 1, 1)))
            ).entry
        )
        for at in range(30)
    ]
    drawn = [keying.is_keyed_twice(Rule.SAMPLED, entry) for entry in entries]
    assert drawn == [keying.is_keyed_twice(Rule.SAMPLED, entry) for entry in entries]
    assert 0 < sum(drawn) < 12


def test_an_unfinished_answer_keeps_an_entry_from_ending(services, paper):
    entry = keying.start_entry(services, paper)
    with pytest.raises(IncompleteInterview):
        key(services, entry, staff="3")
    assert keying.standings(services)[entry.interview.draft].state is EntryState.KEYING


def test_what_was_destroyed_is_forgotten_and_can_be_keyed_again(services, paper):
    entry = keying.start_entry(services, paper)
    draft = entry.interview.draft
    interviews.discard_draft(services, draft)
    assert keying.standings(services) == {}
    assert keying.entry_of(services, draft) is not None
    interviews.empty_wastebasket(services)
    assert keying.standings(services) == {}
    assert keying.entry_of(services, draft) is None
    assert not keying.start_entry(services, paper).entry.is_second


def test_completing_an_entry_again_asks_for_every_decision_again(services, paper):
    _done, again = keyed_twice(services, paper, staff="12", company="Viru")
    pair = pairing.open_pair(services, again.entry.draft)
    pairing.decide(services, pair, {"/data/staff": Decision("second")})
    opened = keying.continue_entry(services, again.entry.draft)
    key(services, opened, staff="13")
    assert pairing.open_pair(services, again.entry.draft).decisions == {}
