"""A workspace says what is in it, who works in it, and keeps its settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import bootstrap
from app.core.errors import AppError, ErrorCode
from app.core.ids import BundleId
from app.operations import workspace
from app.operations.services import Services


def test_it_says_what_is_in_it(services: Services, folder: Path, bundle: BundleId) -> None:
    info = workspace.describe(services)
    assert (info.folder, info.name, info.encrypted) == (folder, "Field", False)
    assert (info.interviews, info.drafts, info.forms, info.conflicts) == (0, 0, 1, 0)
    assert info.revisions == 2, "one member, one form"
    assert info.size_bytes > 0


def test_who_works_here_is_asked_once_and_kept(services: Services, folder: Path) -> None:
    services.close()
    again = bootstrap.open_workspace(folder)
    member = workspace.current_member(again)
    again.close()
    assert member is not None
    assert (member.name, member.role) == ("Aive Näidis", "interviewer")


def test_two_people_share_a_laptop_and_a_known_name_stays_one_member(services: Services) -> None:
    workspace.set_current_member(services, "Олег Примеров", "interviewer")
    workspace.set_current_member(services, " aive  näidis ", "coordinator")
    known = [(member.name, member.role) for member in workspace.members(services)]
    assert known == [("Aive Näidis", "coordinator"), ("Олег Примеров", "interviewer")]
    current = workspace.current_member(services)
    assert current is not None
    assert current.name == "Aive Näidis"


def test_nobody_is_not_a_member(services: Services) -> None:
    with pytest.raises(AppError) as raised:
        workspace.set_current_member(services, "  ", "interviewer")
    assert raised.value.code is ErrorCode.MEMBER_MISSING


def test_settings_are_kept(services: Services) -> None:
    assert workspace.get_setting(services, "gloss") is None
    assert workspace.set_setting(services, "gloss", "ru").settings
    assert workspace.get_setting(services, "gloss") == "ru"
