"""Where a case stands follows from its attempts and interviews, whatever their order."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.core.ids import RecordId
from app.records.cases import (
    PAUSE,
    Attempt,
    Case,
    CaseState,
    Caution,
    Held,
    attempt_of,
    attempt_properties,
    case_of,
    case_properties,
    cautions,
    standing,
)
from app.records.outcomes import MEANINGS, Channel, Outcome, by_number

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def tried(outcome: Outcome, days_ago: float = 1.0, **more) -> Attempt:
    at = NOW - days_ago * DAY
    made = Attempt(
        id=RecordId(f"a{days_ago}"),
        case=RecordId("c"),
        at=at,
        channel=Channel.PHONE,
        outcome=outcome,
    )
    return replace(made, **more)


def test_a_case_that_nobody_tried_is_new():
    stands = standing([], [], NOW)
    assert (stands.state, stands.outcome, stands.attempts) == (CaseState.NEW, None, 0)
    assert stands.aapor == "3.11"


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Outcome.CALL_BACK, CaseState.OPEN),
        (Outcome.NO_CONTACT, CaseState.OPEN),
        (Outcome.REFUSED_FOR_NOW, CaseState.PAUSED),
        (Outcome.GATEKEEPER_FOR_NOW, CaseState.PAUSED),
        (Outcome.PARTIAL, CaseState.DONE),
        (Outcome.REFUSED, CaseState.LOCKED),
        (Outcome.GATEKEEPER_REFUSED, CaseState.LOCKED),
        (Outcome.NEVER_REACHED, CaseState.ENDED),
        (Outcome.LANGUAGE, CaseState.ENDED),
        (Outcome.OUT_OF_SCOPE, CaseState.ENDED),
        (Outcome.CLOSED, CaseState.ENDED),
    ],
)
def test_the_last_attempt_says_where_a_case_stands(outcome, state):
    stands = standing([tried(Outcome.NO_CONTACT, 3), tried(outcome, 1)], [], NOW)
    assert (stands.state, stands.outcome) == (state, outcome)
    assert stands.aapor == MEANINGS[outcome].aapor


def test_a_hard_refusal_locks_whatever_else_is_known():
    later = [tried(Outcome.APPOINTMENT, 0.5, next=NOW + DAY)]
    stands = standing([tried(Outcome.REFUSED, 2), *later], [Held(True, NOW)], NOW)
    assert stands.is_locked
    assert not stands.is_open
    assert stands.next is None


def test_a_finished_interview_completes_the_case_and_a_draft_is_under_way():
    attempts = [tried(Outcome.APPOINTMENT, 2, next=NOW - DAY)]
    assert standing(attempts, [Held(True, NOW)], NOW).outcome is Outcome.COMPLETE
    assert standing(attempts, [Held(False, NOW)], NOW).state is CaseState.UNDER_WAY


def test_a_soft_refusal_rests_the_case_and_then_asks_for_somebody_else():
    refused = tried(Outcome.REFUSED_FOR_NOW, 1, actor="ak")
    resting = standing([refused], [], NOW)
    assert resting.pause_until == refused.at + PAUSE
    assert cautions(resting, "ot", NOW) == (Caution.PAUSED,)
    after = refused.at + PAUSE + DAY
    rested = standing([refused], [], after)
    assert rested.state is CaseState.OPEN
    assert cautions(rested, "ak", after) == (Caution.SAME_INTERVIEWER,)
    assert cautions(rested, "ot", after) == ()


def test_an_appointment_holds_until_an_attempt_is_made_at_its_time():
    agreed = tried(Outcome.APPOINTMENT, 3, next=NOW + 2 * DAY)
    reminded = tried(Outcome.CALL_BACK, 1)
    assert standing([agreed, reminded], [], NOW).state is CaseState.APPOINTMENT
    missed = tried(Outcome.NO_CONTACT, 0.1)
    passed = replace(agreed, next=NOW - 0.11 * DAY)
    assert standing([passed], [], NOW).next == passed.next
    assert standing([passed, missed], [], NOW).next is None


def test_the_order_in_which_attempts_arrive_does_not_matter():
    attempts = [tried(outcome, days) for days, outcome in enumerate(Outcome, 1)]
    attempts = [each for each in attempts if not MEANINGS[each.outcome].is_hard_refusal]
    expected = standing(attempts, [], NOW)
    for seed in range(20):
        shuffled = list(attempts)
        random.Random(seed).shuffle(shuffled)
        assert standing(shuffled, [], NOW) == expected


def test_cases_and_attempts_are_read_as_they_were_written():
    case = Case(
        id=RecordId("c"), name="Viru Metall", phone="+372 555", due=date(2026, 12, 1), test=True
    )
    assert case_of(case.id, case.name, case_properties(case)) == case
    attempt = tried(
        Outcome.APPOINTMENT, who="sekretär", note="pärast lõunat", next=NOW + DAY, actor="m"
    )
    assert attempt_of(attempt.id, attempt_properties(attempt)) == attempt


def test_an_attempt_that_makes_no_sense_is_passed_over():
    good = attempt_properties(tried(Outcome.CALL_BACK))
    for broken in (
        {"at": "soon"},
        {"at": "2026-01-01T10:00:00"},
        {"outcome": "maybe"},
        {"case": ""},
    ):
        assert attempt_of(RecordId("a"), {**good, **broken}) is None


def test_every_outcome_has_a_number_of_its_own_and_a_code():
    numbers = [each.number for each in MEANINGS.values()]
    assert len(set(numbers)) == len(numbers) == len(Outcome)
    assert all(by_number(each.number) is each.outcome for each in MEANINGS.values())
    finals = [each for each in MEANINGS.values() if each.is_final]
    assert all(each.number[0] == each.aapor[0] and len(each.number) == 2 for each in finals)
