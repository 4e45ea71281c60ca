"""A workspace's passphrase is set, changed and taken off; backups bring it back; a check reads every byte again."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import bootstrap
from app.core.errors import AppError, ErrorCode
from app.core.ids import BundleId
from app.operations import interviews, workspace
from app.operations.services import Services


def refused(folder: Path, passphrase: str | None) -> ErrorCode:
    with pytest.raises(AppError) as raised:
        bootstrap.open_workspace(folder, passphrase)
    return raised.value.code


def test_a_passphrase_set_later_protects_what_was_there(
    services: Services, folder: Path, bundle: BundleId
) -> None:
    recovery_key = workspace.set_passphrase(services, "kolm korda kuus")
    assert workspace.describe(services).encrypted
    services.close()
    assert bootstrap.inspect_workspace(folder).is_protected
    assert refused(folder, None) is ErrorCode.PASSPHRASE_NEEDED
    assert refused(folder, "neli") is ErrorCode.PASSPHRASE_WRONG
    bootstrap.open_workspace(folder, "kolm korda kuus").close()
    again = bootstrap.open_workspace(folder, recovery_key=recovery_key)
    forms = workspace.describe(again).forms
    again.close()
    assert forms == 1


def test_a_forgotten_passphrase_is_replaced_with_the_recovery_key(
    services: Services, folder: Path
) -> None:
    recovery_key = workspace.set_passphrase(services, "kolm korda kuus")
    workspace.change_forgotten_passphrase(services, recovery_key, "uus lause")
    services.close()
    assert refused(folder, "kolm korda kuus") is ErrorCode.PASSPHRASE_WRONG
    bootstrap.open_workspace(folder, "uus lause").close()


def test_a_passphrase_is_changed_and_taken_off_only_by_who_knows_it(services: Services) -> None:
    workspace.set_passphrase(services, "kolm korda kuus")
    with pytest.raises(AppError) as raised:
        workspace.change_passphrase(services, "neli", "viis")
    assert raised.value.code is ErrorCode.PASSPHRASE_WRONG
    workspace.change_passphrase(services, "kolm korda kuus", "viis korda viis")
    workspace.remove_passphrase(services, "viis korda viis")
    assert not workspace.describe(services).encrypted


def test_a_backup_brings_back_what_was_there_when_it_was_made(
    services: Services, folder: Path, bundle: BundleId
) -> None:
    assert workspace.is_backup_due(services)
    kept = interviews.start_interview(services, bundle).draft
    made = workspace.back_up(services)
    assert not workspace.is_backup_due(services)
    assert workspace.describe(services).last_backup == made.at
    interviews.start_interview(services, bundle)
    services.close()

    restored = bootstrap.restore_workspace(folder, backup=made.path)
    rows = interviews.list_interviews(restored)
    restored.close()
    assert [row.id for row in rows] == [kept]
    assert [backup.path for backup in workspace.list_backups(folder)] == [made.path]


def test_only_a_backup_of_the_workspace_itself_is_put_in_its_place(
    services: Services, folder: Path, tmp_path: Path
) -> None:
    services.close()
    with pytest.raises(AppError) as raised:
        bootstrap.restore_workspace(folder, backup=tmp_path / "elsewhere")
    assert raised.value.code is ErrorCode.FILE_MISSING


def test_a_sound_workspace_verifies(services: Services, bundle: BundleId) -> None:
    found = workspace.verify(services)
    info = workspace.describe(services)
    assert (found.damage, found.revisions, found.digest) == ((), info.revisions, info.digest)
