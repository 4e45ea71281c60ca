"""Drafts move to a corrected version of their form, over real files, and come back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app import bootstrap
from app.core.clock import StillClock
from app.core.errors import AppError, ErrorCode
from app.core.ids import BundleId, DraftId
from app.operations import forms, interviews, moving, timing
from app.operations.interviews import OpenInterview
from app.operations.moving import Fate
from app.operations.services import Services
from tests.operations.workbooks import SURVEY, write_workbook

CORRECTED = (
    *(row for row in SURVEY if row[1] not in {"market", "employees"}),
    ("text", "site", "Koduleht", "Web site", "", "", ""),
    ("text", "employees", "Töötajaid", "Employees", "", "", ""),
)


@pytest.fixture
def corrected(services: Services, bundle: BundleId, clock: StillClock, tmp_path: Path) -> BundleId:
    clock.move(timedelta(days=1))
    path = write_workbook(tmp_path / "firm2.xlsx", version="2", survey=CORRECTED)
    imported = forms.import_form(services, path)
    assert imported.bundle is not None, imported.check.findings
    return imported.bundle


def answered(services: Services, opened: OpenInterview, **answers: str) -> None:
    for name, value in answers.items():
        step = opened.session.answer(opened.session.address(f"/data/{name}"), value).step
        assert step is not None
        interviews.save_step(services, opened.draft, step)


@pytest.fixture
def draft(services: Services, bundle: BundleId) -> DraftId:
    opened = interviews.start_interview(services, bundle)
    opened.session.subscribe(
        lambda batch: (
            interviews.save_step(services, opened.draft, batch.step)
            if batch.step and batch.step.op == "add"
            else None
        )
    )
    answered(services, opened, firm="Viru Metall", employees="12", exports="yes", market="Soome")
    opened.session.add_repeat(opened.session.address("/data/partner"))
    answered(services, opened, **{"partner[1]/partner_name": "Jõhvi Puit"})
    interviews.close_interview(services, opened.draft)
    return opened.draft


def values(services: Services, draft: str) -> dict[str, str]:
    session = interviews.read_interview(services, draft)
    return {
        session.ordinal_path(state.address): state.value
        for state in session.states()
        if state.value and session.definition.nodes[state.index].control is not None
    }


def test_a_draft_is_offered_a_version_imported_later(services, draft, corrected):
    [offer] = moving.list_offers(services)
    assert (offer.draft, offer.current.version) == (draft, "1")
    assert offer.newer is not None
    assert offer.newer.bundle == corrected
    assert moving.offer_of(services, draft).earlier is None


def test_a_retired_version_is_not_offered(services, draft, corrected):
    forms.retire_form(services, corrected)
    assert moving.list_offers(services) == []
    with pytest.raises(AppError) as raised:
        moving.preview(services, draft)
    assert raised.value.code is ErrorCode.FORM_UNKNOWN


def test_a_preview_tells_and_changes_nothing(services, draft, corrected):
    before = values(services, draft)
    move = moving.preview(services, draft)
    told = {(line.fate, line.value) for line in move.lines if line.fate is not Fate.NEW}
    assert (Fate.DROPPED, "Soome") in told
    assert (Fate.CARRIED, "12") in told
    assert [line.target for line in move.lines if line.fate is Fate.NEW] == ["/data/site"]
    assert values(services, draft) == before
    assert moving.list_offers(services)


def test_a_moved_draft_goes_on_with_the_corrected_form(services, draft, corrected):
    changes = moving.move(services, draft, corrected)
    assert changes.drafts == {draft}
    opened = interviews.continue_interview(services, draft)
    assert opened.bundle == corrected
    answered(services, opened, site="viru.example")
    interviews.close_interview(services, draft)
    assert values(services, draft)["/data/site"] == "viru.example"
    assert values(services, draft)["/data/partner[1]/partner_name"] == "Jõhvi Puit"
    row = interviews.get_interview(services, draft)
    assert (row.version, row.title) == ("2", "Viru Metall")


def test_a_move_is_taken_back_exactly(services, draft, corrected):
    before = interviews.read_interview(services, draft)
    moving.move(services, draft, corrected)
    assert moving.offer_of(services, draft).earlier is not None
    assert moving.take_back(services, draft).left == 0
    after = interviews.read_interview(services, draft)
    assert list(after.states()) == list(before.states())
    assert after.snapshot() == before.snapshot()
    assert after.can_undo
    assert interviews.get_interview(services, draft).version == "1"
    assert moving.take_back(services, draft).changes.drafts == frozenset()


def test_what_was_answered_since_survives_taking_back_after_a_restart(
    services, folder, clock, draft, corrected
):
    moving.move(services, draft, corrected)
    opened = interviews.continue_interview(services, draft)
    answered(services, opened, firm="Viru Metall OÜ", site="viru.example")
    interviews.close_interview(services, draft)
    services.close()
    again = bootstrap.open_workspace(folder, clock=clock)
    try:
        assert moving.take_back(again, draft).left == 1
        told = values(again, draft)
        assert (told["/data/firm"], told["/data/market"]) == ("Viru Metall OÜ", "Soome")
        moving.move(again, draft, corrected)
        assert values(again, draft)["/data/site"] == "viru.example"
    finally:
        again.close()


def test_a_moved_draft_finishes_as_an_interview_of_the_new_version(services, draft, corrected):
    moving.move(services, draft, corrected)
    opened = interviews.continue_interview(services, draft)
    interviews.finish_interview(services, draft, opened.session)
    row = interviews.get_interview(services, opened.record)
    assert (row.status, row.version) == ("finished", "2")


def test_times_are_kept_where_the_question_stands_now(services, bundle, clock, tmp_path):
    opened = interviews.start_interview(services, bundle)
    clock.move(timedelta(seconds=30))
    answered(services, opened, firm="Viru Metall")
    clock.move(timedelta(seconds=12))
    answered(services, opened, employees="12")
    interviews.close_interview(services, opened.draft)
    rows = list(SURVEY)
    rows[3:4] = [
        ("begin_group", "who", "Ettevõte", "Company", "", "", ""),
        rows[3],
        ("end_group", "", "", "", "", "", ""),
    ]
    path = write_workbook(tmp_path / "firm2.xlsx", version="2", survey=rows)
    newer = forms.import_form(services, path).bundle
    moving.move(services, opened.draft, newer)
    times = timing.read_times(services, opened.draft)
    told = {line.address: line.spent.active_ms for line in times.lines if not line.is_section}
    assert told == {"/data/who/firm": 30_000, "/data/employees": 12_000}


def test_a_correction_moves_and_comes_back(services, bundle, draft, clock, tmp_path):
    opened = interviews.continue_interview(services, draft)
    interviews.finish_interview(services, draft, opened.session)
    clock.move(timedelta(days=1))
    path = write_workbook(tmp_path / "firm2.xlsx", version="2", survey=CORRECTED)
    newer = forms.import_form(services, path).bundle
    correction = interviews.reopen_interview(services, opened.record, "a wrong name").draft
    before = values(services, correction)
    moving.move(services, correction, newer)
    assert "/data/market" not in values(services, correction)
    moving.take_back(services, correction)
    assert values(services, correction) == before
