"""Times of drafts and finished interviews, kept when the log is gone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.operations import interviews, timing


@pytest.fixture
def opened(services, bundle, clock):
    found = interviews.start_interview(services, bundle)
    for name, value in (("firm", "Viru Metall"), ("employees", "12"), ("firm", "Viru Puit")):
        clock.move(timedelta(seconds=20))
        step = found.session.answer(found.session.address(f"/data/{name}"), value).step
        interviews.save_step(services, found.draft, step)
    return found


def told(times: timing.InterviewTimes) -> dict[str, tuple[int, int]]:
    return {
        line.address: (line.spent.active_ms // 1000, line.spent.changes)
        for line in times.lines
        if not line.is_section
    }


def test_a_draft_tells_its_times(services, opened):
    times = timing.read_times(services, opened.draft)
    assert told(times) == {"/data/firm": (40, 1), "/data/employees": (20, 0)}
    assert times.total.active_ms == 60_000
    assert timing.label_of(times, times.lines[1], "English (en)") == "Company"


def test_a_finished_interview_keeps_them(services, opened):
    before = timing.read_times(services, opened.draft)
    interviews.finish_interview(services, opened.draft, opened.session)
    after = timing.read_times(services, opened.record)
    assert after.total == before.total
    assert told(after) == told(before)


def test_a_correction_adds_to_them(services, opened, clock):
    interviews.finish_interview(services, opened.draft, opened.session)
    clock.move(timedelta(days=2))
    again = interviews.reopen_interview(services, opened.record, "a wrong number")
    clock.move(timedelta(seconds=7))
    step = again.session.answer(again.session.address("/data/employees"), "13").step
    interviews.save_step(services, again.draft, step)
    assert told(timing.read_times(services, again.draft))["/data/employees"] == (27, 0)
    interviews.finish_interview(services, again.draft, again.session)
    times = timing.read_times(services, opened.record)
    assert told(times)["/data/employees"] == (27, 0)
    assert times.total.pauses == ()
