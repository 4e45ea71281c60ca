"""What a meeting with people means for its case: broken off, refused, partly answered, corrected, only practised."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.core.errors import AppError
from app.forms.state import Address
from app.operations import attempts, cases, forms, interviews, sitting
from app.operations.attempts import Outcome
from app.operations.cases import Case, CaseState
from app.operations.sitting import BreakOff, Reason, Respondent

SHIPPED = Path(__file__).resolve().parents[2] / "forms" / "business_interview.xlsx"
FIRM, EMPLOYEES, EXPORTS = (Address(f"/data/{name}") for name in ("firm", "employees", "exports"))


@pytest.fixture
def case(services) -> Case:
    made = replace(cases.new_case(services), name="Viru Metall")
    cases.add_case(services, made)
    return made


def begin(services, bundle, case: Case, *, test: bool = False):
    opened = interviews.start_interview(services, bundle, case=case.id, test=test)
    opened.session.subscribe(
        lambda batch: batch.step and interviews.save_step(services, opened.draft, batch.step)
    )
    opened.session.answer(FIRM, case.name)
    return opened


def row_of(services, case: Case):
    return cases.get_case(services, case.id).row


def break_off(services, opened, reason: Reason, **more) -> BreakOff:
    at = services.clock.now()
    broken = BreakOff(id=sitting.new_id(), reason=reason, at=at, **more)
    opened.session.note_facts(sitting.write_break_off(broken))
    interviews.close_interview(services, opened.draft)
    sitting.log_break_offs(services, opened.draft, opened.session.facts)
    return broken


def test_a_break_off_is_an_attempt_with_its_appointment(services, bundle, case) -> None:
    later = services.clock.now() + timedelta(days=1)
    opened = begin(services, bundle, case)
    broken = break_off(services, opened, Reason.NO_TIME, words="meeting", next=later, who="Mari")
    (attempt,) = cases.get_case(services, case.id).attempts
    assert (attempt.outcome, attempt.who, attempt.note) == (Outcome.BROKEN_OFF, "Mari", "meeting")
    stands = row_of(services, case).standing
    assert (stands.state, stands.next) == (CaseState.UNDER_WAY, later)
    again = interviews.continue_interview(services, opened.draft)
    assert sitting.sitting_of(again.session.facts).break_offs == (broken,)


def test_the_attempt_of_a_break_off_is_written_once_also_after_a_crash(
    services, bundle, case
) -> None:
    opened = begin(services, bundle, case)
    at = services.clock.now()
    broken = BreakOff(id=sitting.new_id(), reason=Reason.TECHNICAL, at=at)
    opened.session.note_facts(sitting.write_break_off(broken))
    assert cases.get_case(services, case.id).attempts == ()
    interviews.continue_interview(services, opened.draft)
    interviews.continue_interview(services, opened.draft)
    (attempt,) = cases.get_case(services, case.id).attempts
    assert (attempt.id, attempt.at) == (broken.id, at)


def test_refusing_to_go_on_rests_the_case_and_for_good_locks_it(
    services, bundle, case, clock
) -> None:
    opened = begin(services, bundle, case)
    break_off(services, opened, Reason.REFUSES)
    assert row_of(services, case).standing.state is CaseState.PAUSED
    clock.move(timedelta(days=20))
    assert row_of(services, case).standing.state is CaseState.UNDER_WAY
    again = interviews.continue_interview(services, opened.draft)
    break_off(services, again, Reason.REFUSES_FOR_GOOD)
    assert row_of(services, case).standing.is_locked
    with pytest.raises(AppError):
        interviews.continue_interview(services, opened.draft)


def test_a_section_that_nobody_answered_makes_the_interview_partial_until_it_is_mended(
    services, bundle, case
) -> None:
    opened = begin(services, bundle, case)
    opened.session.answer(EMPLOYEES, "5")
    olga = Respondent(sitting.new_id(), "Olga", "accountant")
    opened.session.note_facts(sitting.write_respondent(olga))
    opened.session.note_facts(sitting.leave_sections(["/data"], olga.id))
    assert sitting.sections_left(opened.session) == {"/data": olga}
    interviews.finish_interview(services, opened.draft, opened.session)
    stands = row_of(services, case).standing
    assert (stands.state, stands.outcome, stands.aapor) == (
        CaseState.DONE,
        Outcome.PARTIAL,
        "1.2",
    )
    again = interviews.reopen_interview(services, opened.record, "Olga called")
    again.session.note_facts(sitting.give_sections(["/data"], olga.id))
    interviews.finish_interview(services, again.draft, again.session)
    assert row_of(services, case).standing.outcome is Outcome.COMPLETE
    assert len(cases.get_case(services, case.id).attempts) == 1


def test_practice_with_a_real_firm_leaves_its_case_alone(services, bundle, case) -> None:
    opened = begin(services, bundle, case, test=True)
    break_off(services, opened, Reason.REFUSES_FOR_GOOD)
    file = cases.get_case(services, case.id)
    assert (file.row.standing.state, file.attempts, file.row.draft) == (CaseState.NEW, (), None)


def test_what_was_noted_of_people_is_in_the_finished_interview(services, bundle, case) -> None:
    opened = begin(services, bundle, case)
    for at, value in ((EMPLOYEES, "5"), (EXPORTS, "no")):
        opened.session.answer(at, value)
    mari = Respondent(sitting.new_id(), "Mari", "director", "yes", "2026-11-21T10:00:00+02:00")
    opened.session.note_facts(sitting.write_respondent(mari))
    opened.session.note_facts(sitting.write_closing(sitting.Closing(place="Narva")))
    interviews.finish_interview(services, opened.draft, opened.session)
    read = sitting.sitting_of(interviews.read_interview(services, opened.record).facts)
    assert (read.respondents, read.closing.place) == ((mari,), "Narva")
    again = interviews.reopen_interview(services, opened.record, "no Mari there")
    again.session.note_facts(sitting.take_out_respondent(again.session.facts, mari.id))
    interviews.finish_interview(services, again.draft, again.session)
    read = sitting.sitting_of(interviews.read_interview(services, opened.record).facts)
    assert (read.respondents, read.closing.place) == ((), "Narva")


def test_an_attempt_taken_back_unlocks_what_a_break_off_locked(services, bundle, case) -> None:
    opened = begin(services, bundle, case)
    broken = break_off(services, opened, Reason.REFUSES_FOR_GOOD)
    attempts.take_back_attempt(services, broken.id)
    interviews.continue_interview(services, opened.draft)
    assert not row_of(services, case).standing.is_locked


def test_without_consent_to_take_part_the_case_is_closed_as_refused_until_that_is_corrected(
    services, case
) -> None:
    shipped = forms.import_form(services, SHIPPED).bundle
    assert shipped is not None
    opened = interviews.start_interview(services, shipped, case=case.id)
    consent = opened.session.address("/data/opening/consent_part")
    opened.session.answer(consent, "no")
    _answer_what_is_required(opened.session)
    interviews.finish_interview(services, opened.draft, opened.session)
    (attempt,) = cases.get_case(services, case.id).attempts
    assert attempt.outcome is Outcome.REFUSED
    assert row_of(services, case).standing.is_locked
    again = interviews.reopen_interview(services, opened.record, "wrong key")
    again.session.answer(consent, "yes")
    _answer_what_is_required(again.session)
    interviews.finish_interview(services, again.draft, again.session)
    stands = row_of(services, case).standing
    assert (stands.state, stands.outcome) == (CaseState.DONE, Outcome.COMPLETE)


def _answer_what_is_required(session) -> None:
    while problems := session.validate():
        for problem in problems:
            choices = session.choices(problem.address)
            session.answer(problem.address, choices[0].value if choices else "OK")
