"""A passphrase is set, changed, forgotten and taken off; backups open with what the workspace opens with."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.core.errors import AppError, Cancelled, ErrorCode
from app.core.progress import Progress
from app.forms.state import Step
from app.store import (
    backup,
    blobs,
    checking,
    copies,
    drafts,
    passphrase,
    restoring,
    revisions,
    settings,
    workspace,
)
from tests.store.conftest import PASSPHRASE

PLAIN = b"SQLite format 3\0"


def plain_files(folder: Path) -> list[str]:
    return [p.name for p in folder.rglob("*.db") if p.read_bytes().startswith(PLAIN)]


def test_setting_a_passphrase_encrypts_everything_and_work_goes_on(begun, folder, clock):
    held = begun.workspace
    drafts.append_step(held, begun.draft, Step("set", "/data/a", {"value": "1"})).result()
    blob = blobs.add_blob(held, b"photo")
    backup.back_up(held)
    digest = revisions.digest(held)
    recovery_key = passphrase.set_passphrase(held, PASSPHRASE)
    drafts.append_step(held, begun.draft, Step("set", "/data/a", {"value": "2"})).result()
    assert held.is_protected
    assert revisions.digest(held) == digest
    assert b"".join(blobs.read_blob(held, blob)) == b"photo"
    assert plain_files(folder) == []
    assert len(backup.list_backups(folder)) == 1
    held.close()
    for secret in ({"passphrase": PASSPHRASE}, {"recovery_key": recovery_key}):
        with workspace.open(folder, **secret, clock=clock) as again:
            assert len(drafts.steps_of(again, begun.draft)) == 2
            assert checking.verify(again).damage == ()


def test_a_passphrase_is_set_once(protected):
    with pytest.raises(AppError):
        passphrase.set_passphrase(protected, "another")


def test_changing_needs_the_old_one_and_keeps_the_recovery_key(folder, clock):
    held, recovery_key = workspace.create(folder, name="F", passphrase=PASSPHRASE, clock=clock)
    with held:
        made = backup.back_up(held)
        with pytest.raises(AppError) as raised:
            passphrase.change_passphrase(held, "wrong", "uus")
        assert raised.value.code is ErrorCode.PASSPHRASE_WRONG
        with pytest.raises(AppError) as raised:
            passphrase.change_passphrase(held, PASSPHRASE, "")
        assert raised.value.code is ErrorCode.PASSPHRASE_EMPTY
        passphrase.change_passphrase(held, PASSPHRASE, "uus")
    with pytest.raises(AppError):
        workspace.open(folder, PASSPHRASE, clock=clock)
    with pytest.raises(AppError):
        workspace.open(made.path, PASSPHRASE, clock=clock)
    workspace.open(folder, "uus", clock=clock).close()
    workspace.open(folder, recovery_key=recovery_key, clock=clock).close()


def test_a_forgotten_passphrase_is_replaced_with_the_recovery_key(folder, clock):
    held, recovery_key = workspace.create(folder, name="F", passphrase=PASSPHRASE, clock=clock)
    with held:
        passphrase.change_forgotten_passphrase(held, recovery_key, "uus")
        renewed = passphrase.renew_recovery_key(held, "uus")
        with pytest.raises(AppError) as raised:
            passphrase.change_forgotten_passphrase(held, recovery_key, "x")
        assert raised.value.code is ErrorCode.RECOVERY_KEY_WRONG
    workspace.open(folder, recovery_key=renewed, clock=clock).close()


def test_removing_a_passphrase_writes_everything_plain(protected, folder, clock):
    settings.set_setting(protected, "a", "b")
    with pytest.raises(AppError):
        passphrase.remove_passphrase(protected, "wrong")
    passphrase.remove_passphrase(protected, PASSPHRASE)
    assert not protected.is_protected
    protected.close()
    with workspace.open(folder, clock=clock) as again:
        assert settings.get_setting(again, "a") == "b"
    with pytest.raises(AppError) as raised, workspace.open(folder, clock=clock) as again:
        passphrase.change_passphrase(again, "a", "b")
    assert raised.value.code is ErrorCode.PASSPHRASE_WRONG


def test_a_failed_rewrite_leaves_the_workspace_as_it_was(begun, folder, clock, monkeypatch):
    def fail(*_):
        raise AppError(ErrorCode.WORKSPACE_DAMAGED, path="", detail="copy")

    monkeypatch.setattr(copies, "copy_under", fail)
    with pytest.raises(AppError):
        passphrase.set_passphrase(begun.workspace, PASSPHRASE)
    assert not begun.workspace.is_protected
    drafts.append_step(
        begun.workspace, begun.draft, Step("set", "/data/a", {"value": "1"})
    ).result()
    begun.workspace.close()
    workspace.open(folder, clock=clock).close()


def test_backups_roll_and_the_newest_stays(plain, folder, clock):
    assert backup.is_due(plain)
    made = []
    for _ in range(9):
        clock.move(timedelta(days=1))
        made.append(backup.back_up(plain))
    kept = backup.list_backups(folder)
    assert [each.path for each in kept] == [each.path for each in reversed(made[-backup.KEPT :])]
    assert not backup.is_due(plain)
    clock.move(timedelta(days=60))
    assert backup.is_due(plain)
    backup.rotate(folder, clock.now())
    assert backup.list_backups(folder) == kept[:1]


def test_a_backup_in_the_middle_of_saving_is_whole(begun):
    promised = [
        drafts.append_step(begun.workspace, begun.draft, Step("set", "/data/a", {"value": str(n)}))
        for n in range(300)
    ]
    made = backup.back_up(begun.workspace)
    for each in promised:
        each.result()
    assert copies.faults(made.path / "workspace.db", None) == []
    assert len(drafts.steps_of(begun.workspace, begun.draft)) == 300


def test_attachments_are_copied_once(plain, folder):
    blobs.add_blob(plain, b"one")
    backup.back_up(plain)
    first = (folder / "backups" / "blobs.db").stat().st_mtime_ns
    backup.back_up(plain)
    assert (folder / "backups" / "blobs.db").stat().st_mtime_ns == first
    assert blobs.add_blob(plain, b"one") == blobs.list_blobs(plain)[0].id


def test_a_cancelled_backup_leaves_nothing(begun, folder):
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        backup.back_up(begun.workspace, progress)
    assert backup.list_backups(folder) == []
    assert list((folder / "backups").iterdir()) == []


def test_an_unsound_copy_is_no_backup(begun, folder, monkeypatch):
    monkeypatch.setattr(copies, "faults", lambda *_: ["integrity_check"])
    with pytest.raises(AppError) as raised:
        backup.back_up(begun.workspace)
    assert raised.value.code is ErrorCode.BACKUP_FAILED
    assert backup.list_backups(folder) == []


@pytest.mark.parametrize("secret", [None, PASSPHRASE])
def test_a_backup_takes_the_place_of_what_is_damaged(folder, clock, secret):
    held, _ = workspace.create(folder, name="F", passphrase=secret, clock=clock)
    with held:
        device = held.device.id
        settings.set_setting(held, "a", "old")
        blob = blobs.add_blob(held, b"photo")
        backup.back_up(held)
    for name in ("workspace.db", "blobs.db", "keys.json"):
        (folder / name).write_bytes(b"damaged")
    with restoring.restore(folder, passphrase=secret, clock=clock) as again:
        assert settings.get_setting(again, "a") == "old"
        assert b"".join(blobs.read_blob(again, blob)) == b"photo"
        assert again.device.id != device
        renewed = again.device.id
        assert checking.verify(again).damage == ()
    with workspace.open(folder, secret, clock=clock) as third:
        assert third.device.id == renewed
    (kept,) = folder.glob("damaged-*")
    assert (kept / "workspace.db").read_bytes() == b"damaged"


def test_restoring_passes_over_backups_that_are_damaged_too(begun, folder, clock):
    settings.set_setting(begun.workspace, "a", "older")
    backup.back_up(begun.workspace)
    clock.move(timedelta(days=1))
    settings.set_setting(begun.workspace, "a", "newer")
    newer = backup.back_up(begun.workspace)
    begun.workspace.close()
    (newer.path / "workspace.db").write_bytes(b"damaged")
    with restoring.restore(folder, clock=clock) as again:
        assert settings.get_setting(again, "a") == "older"


def test_restoring_without_a_sound_backup_changes_nothing(begun, folder, clock):
    made = backup.back_up(begun.workspace)
    begun.workspace.close()
    (made.path / "workspace.db").write_bytes(b"damaged")
    with pytest.raises(AppError) as raised:
        restoring.restore(folder, clock=clock)
    assert raised.value.code is ErrorCode.BACKUP_FAILED
    workspace.open(folder, clock=clock).close()


def test_restoring_an_open_workspace_is_refused(plain, folder, clock):
    with pytest.raises(AppError) as raised:
        restoring.restore(folder, clock=clock)
    assert raised.value.code is ErrorCode.WORKSPACE_IN_USE


def test_checking_can_be_cancelled_and_goes_on_beside_saving(begun):
    progress = Progress()
    progress.cancel()
    drafts.append_step(begun.workspace, begun.draft, Step("set", "/data/a", {"value": "1"}))
    with pytest.raises(Cancelled):
        checking.verify(begun.workspace, progress)


def test_large_attachments_come_back_piece_by_piece(plain):
    content = bytes(range(256)) * 10_000
    blob = blobs.add_blob(plain, content, "image/jpeg")
    pieces = list(blobs.read_blob(plain, blob))
    assert [len(piece) for piece in pieces] == [1 << 20, 1 << 20, len(content) - (2 << 20)]
    assert b"".join(pieces) == content
    held = blobs.get_blob(plain, blob)
    assert (held.size_bytes, held.media_type) == (len(content), "image/jpeg")
    assert blobs.add_blob(plain, b"") == blobs.add_blob(plain, b"")
    with pytest.raises(AppError) as raised:
        list(blobs.read_blob(plain, "0" * 64))
    assert raised.value.code is ErrorCode.FILE_MISSING
