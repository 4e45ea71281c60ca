"""The daily backup in the background: when it is made, what is said, what a failure does."""

from __future__ import annotations

import pytest

from app.core.errors import AppError, ErrorCode
from app.operations import workspace
from app.ui.backing_up import LOOKS_AFTER_TROUBLE, DailyBackup
from app.ui.widgets.notice import NoticeBox


@pytest.fixture
def box(qtbot, show, speech):
    return show(NoticeBox(closable=True))


@pytest.fixture
def backup(desk, box):
    held_up = []
    made = DailyBackup(desk, box, lambda: bool(held_up), box)
    made.held_up = held_up
    return made


@pytest.fixture
def failing(monkeypatch):
    def fail(_services, _progress=None):
        raise AppError(ErrorCode.DISK_FULL, path="work.sild")

    monkeypatch.setattr(workspace, "back_up", fail)


def test_a_backup_that_is_due_is_made_and_named_in_the_line(backup, desk, services, settle):
    assert workspace.is_backup_due(services)
    backup.look()
    settle(desk.tasks)
    assert not workspace.is_backup_due(services)
    assert backup.words().startswith("backup ")


def test_a_backup_of_today_is_enough(backup, desk, services, settle):
    workspace.back_up(services)
    backup.look()
    settle(desk.tasks)
    assert len(workspace.list_backups(services.workspace.folder)) == 1
    assert backup.words() == ""


def test_an_interview_on_the_screen_is_not_disturbed(backup, desk, services, settle):
    backup.held_up.append(True)
    backup.look()
    settle(desk.tasks)
    assert workspace.is_backup_due(services)


def test_a_failure_is_told_once_and_tried_again_later(backup, box, desk, settle, failing):
    backup.look()
    settle(desk.tasks)
    assert "backup failed" in backup.words()
    assert box.isVisible()
    box.be_silent()
    for _look in range(LOOKS_AFTER_TROUBLE + 1):
        backup.look()
        settle(desk.tasks)
    assert not box.isVisible()


def test_the_window_says_in_its_bottom_line_that_a_backup_was_made(window, settle):
    window.shell.state.backup.look()
    settle(window.tasks)
    assert window.shell._state.whole().startswith("backup ")
    assert "EstRu" in window.shell._state.whole()
