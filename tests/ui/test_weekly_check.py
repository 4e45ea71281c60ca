"""The weekly check in the background: when it is made, what is said, what damage does."""

from __future__ import annotations

import pytest

from app.operations import keeping, workspace
from app.operations.workspace import Verification
from app.ui.checking import WeeklyCheck
from app.ui.widgets.notice import NoticeBox


@pytest.fixture
def box(qtbot, show, speech):
    return show(NoticeBox(closable=True))


@pytest.fixture
def check(desk, box):
    held_up = []
    made = WeeklyCheck(desk, box, lambda: bool(held_up), box)
    made.held_up = held_up
    return made


def test_a_check_that_is_due_is_made_and_said_quietly(check, box, desk, services, settle):
    check.look()
    settle(desk.tasks)
    assert not keeping.is_check_due(services)
    assert check.words().endswith("all is well")
    assert box.title() == ""


def test_a_check_of_this_week_is_enough(check, desk, services, settle):
    keeping.note_sound(services)
    check.look()
    settle(desk.tasks)
    assert check.words() == ""


def test_an_interview_on_the_screen_is_not_disturbed(check, desk, services, settle):
    check.held_up.append(True)
    check.look()
    settle(desk.tasks)
    assert keeping.is_check_due(services)


def test_damage_is_told_and_the_check_stays_due(check, box, desk, services, settle, monkeypatch):
    found = Verification(3, 0, "", ("revision ab",))
    monkeypatch.setattr(workspace, "verify", lambda *_: found)
    check.look()
    settle(desk.tasks)
    assert box.isVisible()
    assert box.title() == "The weekly check found damage in this workspace"
    assert check.words() == "the check found damage"
    assert keeping.is_check_due(services)


def test_the_window_says_in_its_bottom_line_that_all_is_well(window, settle):
    window.shell.state.check.look()
    settle(window.tasks)
    assert "all is well" in window.shell._state.whole()
