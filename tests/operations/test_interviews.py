"""An interview's life: started, saved step by step, left, continued, finished, corrected, thrown away."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import bootstrap
from app.core.clock import StillClock
from app.core.errors import AppError, ErrorCode
from app.core.ids import BundleId, DraftId, RecordId
from app.forms.session import FormSession, IncompleteInterview
from app.forms.state import Address, Step
from app.i18n.formats import sort_key
from app.operations import forms, interviews, workspace
from app.operations.interviews import InterviewQuery, OpenInterview
from app.operations.services import Services
from app.store import finishing

FIRM = Address("/data/firm")
EMPLOYEES = Address("/data/employees")
PARTNER = Address("/data/partner")


class Conversation:
    """An interview in progress whose every step is saved as the window saves it."""

    def __init__(self, services: Services, opened: OpenInterview) -> None:
        self.services = services
        self.draft = opened.draft
        self.session = opened.session
        self.session.subscribe(lambda batch: self._save(batch.step))

    def _save(self, step: Step | None) -> None:
        if step is not None:
            summary = interviews.summarise(self.session)
            interviews.save_step(self.services, self.draft, step, summary)


def begin(services: Services, bundle: BundleId, firm: str = "Näidis OÜ") -> Conversation:
    talk = Conversation(services, interviews.start_interview(services, bundle, language="et"))
    talk.session.answer(FIRM, firm)
    return talk


def finish(services: Services, bundle: BundleId, firm: str = "Näidis OÜ") -> RecordId:
    talk = begin(services, bundle, firm)
    interviews.finish_interview(services, talk.draft, talk.session)
    return talk.session.record


def answers(session: FormSession) -> dict[str, str]:
    return {
        session.ordinal_path(state.address): state.value
        for state in session.states()
        if state.value
    }


def test_a_started_interview_is_a_draft_under_the_interviewer_s_name(
    services: Services, bundle: BundleId
) -> None:
    opened = interviews.start_interview(services, bundle, language="en", test=True)
    assert opened.session.language == "English (en)"
    (row,) = interviews.list_interviews(services)
    assert (row.id, row.kind, row.status) == (opened.draft, "draft", "draft")
    assert (row.interviewer, row.form_id, row.test) == ("Aive Näidis", "firm", True)
    assert row.form_title.in_language("et") == "A firm"
    assert opened.session.state(Address("/data/username")).value == "Aive Näidis"


def test_a_language_the_form_has_not_is_refused_and_nothing_is_started(
    services: Services, bundle: BundleId
) -> None:
    with pytest.raises(AppError) as raised:
        interviews.start_interview(services, bundle, language="fi")
    assert raised.value.code is ErrorCode.LANGUAGE_UNKNOWN
    assert interviews.list_interviews(services) == []


def test_the_list_shows_name_and_progress_after_each_step(
    services: Services, bundle: BundleId
) -> None:
    begin(services, bundle, "Näidismetall OÜ")
    (row,) = interviews.list_interviews(services)
    assert row.title == "Näidismetall OÜ"
    assert 0 < row.progress < 1


def test_a_draft_continues_in_another_window_with_answers_rows_and_undo(
    services: Services, folder: Path, bundle: BundleId, clock: StillClock
) -> None:
    talk = begin(services, bundle)
    talk.session.add_repeat(PARTNER)
    partners = talk.session.instances(PARTNER)
    partner = partners[-1]
    talk.session.answer(Address(f"{partner}/partner_name"), "Teine OÜ")
    talk.session.give_missing(EMPLOYEES, "refused")
    before = answers(talk.session)
    services.close()

    again = bootstrap.open_workspace(folder, clock=clock)
    try:
        continued = interviews.continue_interview(again, talk.draft).session
        assert answers(continued) == before
        assert continued.instances(PARTNER) == partners
        assert continued.state(EMPLOYEES).missing == "refused"
        continued.undo()
        assert continued.state(EMPLOYEES).missing is None
    finally:
        again.close()


def test_what_a_crash_left_open_is_offered_and_what_was_left_on_purpose_is_not(
    services: Services, folder: Path, bundle: BundleId, clock: StillClock
) -> None:
    left = begin(services, bundle, "Left")
    interviews.close_interview(services, left.draft)
    killed = interviews.start_interview(services, bundle)
    step = killed.session.answer(FIRM, "Killed").step
    assert step is not None
    interviews.save_step(services, killed.draft, step)
    assert interviews.open_drafts(services) == [], "open in this very window"
    services.close()

    again = bootstrap.open_workspace(folder, clock=clock)
    offered = [(row.id, row.title) for row in interviews.open_drafts(again)]
    interviews.continue_interview(again, killed.draft)
    assert interviews.open_drafts(again) == []
    again.close()
    assert offered == [(killed.draft, "Killed")]


def test_the_list_follows_when_a_draft_is_left(services: Services, bundle: BundleId) -> None:
    opened = interviews.start_interview(services, bundle)
    step = opened.session.answer(FIRM, "Hiljem OÜ").step
    assert step is not None
    interviews.save_step(services, opened.draft, step)
    interviews.close_interview(services, opened.draft)
    (row,) = interviews.list_interviews(services)
    assert (row.title, row.answered) == ("Hiljem OÜ", 1)


def test_finishing_writes_one_revision_and_takes_the_draft_away(
    services: Services, bundle: BundleId
) -> None:
    revisions = workspace.describe(services).revisions
    record = finish(services, bundle, "Valmis OÜ")
    (row,) = interviews.list_interviews(services)
    assert (row.id, row.kind, row.status) == (record, "finished", "finished")
    assert (row.title, row.progress, row.interviewer) == ("Valmis OÜ", 1.0, "Aive Näidis")
    assert workspace.describe(services).revisions == revisions + 1


def test_an_incomplete_interview_is_not_finished_and_stays_a_draft(
    services: Services, bundle: BundleId
) -> None:
    opened = interviews.start_interview(services, bundle)
    with pytest.raises(IncompleteInterview) as raised:
        interviews.finish_interview(services, opened.draft, opened.session)
    assert [problem.address for problem in raised.value.problems] == [FIRM]
    assert [row.kind for row in interviews.list_interviews(services)] == ["draft"]


def test_a_finished_interview_reads_as_it_was_answered(
    services: Services, bundle: BundleId
) -> None:
    talk = begin(services, bundle)
    talk.session.answer(EMPLOYEES, "12")
    talk.session.add_repeat(PARTNER)
    interviews.finish_interview(services, talk.draft, talk.session)
    read = interviews.read_interview(services, talk.session.record)
    assert read.state(EMPLOYEES).value == "12"
    assert read.instances(PARTNER) == talk.session.instances(PARTNER)
    assert read.language == "Estonian (et)"


def test_a_correction_needs_a_reason(services: Services, bundle: BundleId) -> None:
    record = finish(services, bundle)
    with pytest.raises(AppError) as raised:
        interviews.reopen_interview(services, record, "  ")
    assert raised.value.code is ErrorCode.REASON_MISSING


def test_a_correction_starts_from_the_finished_answers_and_replaces_them(
    services: Services, bundle: BundleId, clock: StillClock
) -> None:
    record = finish(services, bundle, "Vana OÜ")
    opened = interviews.reopen_interview(services, record, "Misspelt name")
    assert opened.reason == "Misspelt name"
    assert opened.session.state(FIRM).value == "Vana OÜ"
    talk = Conversation(services, opened)
    talk.session.answer(FIRM, "Uus OÜ")

    continued = interviews.continue_interview(services, opened.draft)
    assert continued.session.state(FIRM).value == "Uus OÜ"
    interviews.finish_interview(services, opened.draft, continued.session)
    (row,) = interviews.list_interviews(services)
    assert (row.id, row.title, row.conflicts) == (record, "Uus OÜ", 0)
    assert interviews.read_interview(services, record).state(FIRM).value == "Uus OÜ"


def test_a_correction_begun_twice_is_one_draft(services: Services, bundle: BundleId) -> None:
    record = finish(services, bundle)
    first = interviews.reopen_interview(services, record, "Once")
    assert interviews.reopen_interview(services, record, "Twice").draft == first.draft


def test_a_discarded_draft_can_be_taken_back(services: Services, bundle: BundleId) -> None:
    talk = begin(services, bundle, "Kadunud OÜ")
    interviews.discard_draft(services, talk.draft)
    assert interviews.list_interviews(services) == []
    (thrown,) = interviews.wastebasket(services)
    assert (thrown.draft, thrown.title) == (talk.draft, "Kadunud OÜ")
    assert (thrown.until - thrown.discarded_at).days == 30
    interviews.restore_draft(services, talk.draft)
    assert [row.id for row in interviews.list_interviews(services)] == [talk.draft]
    assert interviews.wastebasket(services) == []


def test_an_emptied_wastebasket_stays_empty(services: Services, bundle: BundleId) -> None:
    talk = begin(services, bundle)
    kept = begin(services, bundle)
    interviews.discard_draft(services, talk.draft)
    assert interviews.empty_wastebasket(services).drafts == {talk.draft}
    assert interviews.wastebasket(services) == []
    assert [row.id for row in interviews.list_interviews(services)] == [kept.draft]
    with pytest.raises(AppError):
        interviews.restore_draft(services, talk.draft)


def test_the_list_is_searched_filtered_sorted_and_counted(
    services: Services, bundle: BundleId, clock: StillClock
) -> None:
    finish(services, bundle, "Õun OÜ")
    finish(services, bundle, "Ёлка ООО")
    begin(services, bundle, "Aaa OÜ")

    def titles(query: InterviewQuery) -> list[str]:
        return [row.title for row in interviews.list_interviews(services, query)]

    assert titles(InterviewQuery(text="oun")) == ["Õun OÜ"]
    assert titles(InterviewQuery(text="елка")) == ["Ёлка ООО"]
    assert titles(InterviewQuery(status="draft")) == ["Aaa OÜ"]
    assert titles(InterviewQuery(sort="title", descending=False))[0] == "Aaa OÜ"
    assert len(titles(InterviewQuery(form="firm"))) == 3
    assert len(titles(InterviewQuery(form="firm@1"))) == 3
    assert titles(InterviewQuery(form="firm@2")) == []
    assert interviews.counts(services) == {"draft": 1, "finished": 2}
    assert [row.interviews for row in forms.list_forms(services)] == [3]


def test_the_list_stands_in_the_alphabet_of_the_reader(
    services: Services, bundle: BundleId
) -> None:
    for title in ("Õun OÜ", "Zoo OÜ", "Ülo OÜ", "Tamm 10 OÜ", "Tamm 9 OÜ", "Šura OÜ", "Õun OÜ"):
        finish(services, bundle, title)

    def titles(language: str, *, descending: bool = False) -> list[str]:
        query = InterviewQuery(sort="title", descending=descending)
        rows = interviews.list_interviews(services, query, lambda text: sort_key(text, language))
        return [row.title for row in rows]

    estonian = ["Šura OÜ", "Zoo OÜ", "Tamm 9 OÜ", "Tamm 10 OÜ", "Õun OÜ", "Õun OÜ", "Ülo OÜ"]
    assert titles("et") == estonian
    assert titles("et", descending=True) == estonian[::-1]
    assert titles("en")[-1] == "Zoo OÜ"


def test_an_interview_that_is_not_there_has_a_name_for_it(services: Services) -> None:
    for ask in (
        lambda: interviews.get_interview(services, "nobody"),
        lambda: interviews.read_interview(services, "nobody"),
        lambda: interviews.continue_interview(services, DraftId("nobody")),
        lambda: interviews.reopen_interview(services, RecordId("nobody"), "Because"),
    ):
        with pytest.raises(AppError) as raised:
            ask()
        assert raised.value.code is ErrorCode.INTERVIEW_UNKNOWN


def test_steps_saved_later_keep_their_order(services: Services, bundle: BundleId) -> None:
    opened = interviews.start_interview(services, bundle)
    saved = []
    opened.session.subscribe(
        lambda batch: (
            saved.append(interviews.save_step_later(services, opened.draft, batch.step))
            if batch.step is not None
            else None
        )
    )
    for number in range(1, 31):
        opened.session.answer(EMPLOYEES, str(number))
    moments = [step.result() for step in saved]
    assert moments == sorted(moments)
    assert interviews.unsaved_steps(services, opened.draft) == 0
    assert (
        interviews.continue_interview(services, opened.draft).session.state(EMPLOYEES).value == "30"
    )


def test_a_full_disk_at_the_finish_loses_nothing_and_finishing_again_does_it(
    services: Services, bundle: BundleId, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = begin(services, bundle)

    def full(*_given: object) -> None:
        raise AppError(ErrorCode.DISK_FULL, path="field.sild")

    with monkeypatch.context() as patched:
        patched.setattr(finishing, "finish", full)
        with pytest.raises(AppError):
            interviews.finish_interview(services, talk.draft, talk.session)
    assert [row.kind for row in interviews.list_interviews(services)] == ["draft"]
    assert (
        interviews.continue_interview(services, talk.draft).session.state(FIRM).value == "Näidis OÜ"
    )
    interviews.finish_interview(services, talk.draft, talk.session)
    assert [row.kind for row in interviews.list_interviews(services)] == ["finished"]


def test_a_correction_by_a_colleague_leaves_who_held_the_interview(
    services: Services, bundle: BundleId
) -> None:
    record = finish(services, bundle)
    held_by = interviews.get_interview(services, record).interviewer
    workspace.set_current_member(services, "Teine Näidis", "coordinator")
    again = interviews.reopen_interview(services, record, "a wrong number")
    step = again.session.answer(again.session.address("/data/employees"), "13").step
    assert step is not None
    interviews.save_step(services, again.draft, step)
    interviews.finish_interview(services, again.draft, again.session)
    assert interviews.get_interview(services, record).interviewer == held_by
