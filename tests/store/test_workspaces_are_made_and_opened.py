"""What stands on the disk, who may open it, and what is said when it cannot be opened."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.clock import StillClock, SystemClock
from app.core.errors import AppError, ErrorCode
from app.store import device, founding, keys, revisions, settings, workspace
from tests.store.conftest import PASSPHRASE


def code_of(raised: pytest.ExceptionInfo[AppError]) -> ErrorCode:
    return raised.value.code


def test_a_new_workspace_has_the_files_of_the_design(plain, folder):
    assert {"workspace.db", "keys.json", "backups", "outbox", "staging", "reserve", "lock"} <= {
        path.name for path in folder.iterdir()
    }
    assert plain.identity.name == "Field"
    assert not plain.is_protected


def test_nothing_is_left_aside_after_creation(plain, folder):
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_a_workspace_keeps_its_identity_and_device(folder, clock):
    made, _ = workspace.create(folder, name="Field", project="p-1", clock=clock)
    with made:
        before = (made.identity, made.device.id)
    with workspace.open(folder, clock=clock) as again:
        assert (again.identity, again.device.id) == before
        assert again.identity.project == "p-1"


def test_an_empty_folder_may_become_a_workspace_and_a_full_one_may_not(folder, clock):
    folder.mkdir()
    made, _ = workspace.create(folder, name="Field", clock=clock)
    made.close()
    with pytest.raises(AppError) as raised:
        workspace.create(folder, name="Again", clock=clock)
    assert code_of(raised) is ErrorCode.WORKSPACE_EXISTS


def test_a_missing_workspace_is_told(folder, clock):
    with pytest.raises(AppError) as raised:
        workspace.open(folder, clock=clock)
    assert code_of(raised) is ErrorCode.WORKSPACE_MISSING
    with pytest.raises(AppError) as raised:
        workspace.inspect(folder)
    assert code_of(raised) is ErrorCode.WORKSPACE_MISSING


def test_answers_are_unreadable_in_a_protected_workspace(protected, folder):
    settings.set_setting(protected, "secret", "Tallinna Sadam")
    written = b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())
    assert b"Tallinna Sadam" not in written
    assert b"SQLite format 3" not in written


def test_an_unprotected_workspace_is_a_plain_database(plain, folder):
    assert (folder / "workspace.db").read_bytes().startswith(b"SQLite format 3\0")


@pytest.mark.parametrize("passphrase", ["", None, "vana sild"])
def test_a_protected_workspace_opens_with_its_passphrase_only(folder, clock, passphrase):
    made, _ = workspace.create(folder, name="F", passphrase=PASSPHRASE, clock=clock)
    made.close()
    with pytest.raises(AppError) as raised:
        workspace.open(folder, passphrase, clock=clock)
    needed = ErrorCode.PASSPHRASE_NEEDED if passphrase is None else ErrorCode.PASSPHRASE_WRONG
    assert code_of(raised) is needed
    workspace.open(folder, PASSPHRASE, clock=clock).close()


def test_a_passphrase_typed_in_another_unicode_form_opens_too(folder, clock):
    made, _ = workspace.create(folder, name="F", passphrase="jõgi", clock=clock)
    made.close()
    workspace.open(folder, "jo\u0303gi", clock=clock).close()


def test_an_empty_passphrase_is_refused(folder, clock):
    with pytest.raises(AppError) as raised:
        workspace.create(folder, name="F", passphrase="", clock=clock)
    assert code_of(raised) is ErrorCode.PASSPHRASE_EMPTY
    assert not folder.exists()


def test_the_recovery_key_opens_and_its_typos_are_told_by_group(folder, clock):
    made, recovery_key = workspace.create(folder, name="F", passphrase=PASSPHRASE, clock=clock)
    made.close()
    workspace.open(folder, recovery_key=recovery_key.lower().replace("-", " "), clock=clock).close()
    groups = recovery_key.split("-")
    groups[2] = groups[2][::-1] if groups[2] != groups[2][::-1] else "ABCDE"
    with pytest.raises(AppError) as raised:
        workspace.open(folder, recovery_key="-".join(groups), clock=clock)
    assert raised.value.params == {"group": 3}


def test_the_recovery_key_of_another_workspace_is_told_as_wrong(folder, clock):
    made, _ = workspace.create(folder, name="F", passphrase=PASSPHRASE, clock=clock)
    made.close()
    other, recovery_key = workspace.create(
        folder.with_name("other.sild"), name="O", passphrase=PASSPHRASE, clock=clock
    )
    other.close()
    with pytest.raises(AppError) as raised:
        workspace.open(folder, recovery_key=recovery_key, clock=clock)
    assert code_of(raised) is ErrorCode.RECOVERY_KEY_WRONG


def test_deriving_a_key_costs_what_the_design_says(folder, clock, monkeypatch):
    monkeypatch.undo()
    made, _ = workspace.create(folder, name="F", passphrase=PASSPHRASE, clock=clock)
    made.close()
    (wrap,) = [wrap for wrap in keys.read(folder).wraps if wrap.by == "passphrase"]
    assert (wrap.memory_kib, wrap.rounds) == (64 * 1024, 3)


def test_inspecting_says_whether_a_passphrase_is_needed_and_who_has_it_open(protected, folder):
    summary = workspace.inspect(folder)
    assert summary.is_protected
    assert summary.in_use_by is not None
    assert summary.in_use_by.process == str(os.getpid())
    protected.close()
    assert workspace.inspect(folder).in_use_by is None


def test_a_second_window_is_told_who_has_the_workspace_open(plain, folder, clock):
    with pytest.raises(AppError) as raised:
        workspace.open(folder, clock=clock)
    assert code_of(raised) is ErrorCode.WORKSPACE_IN_USE


HOLD = """
import sys, time
from pathlib import Path
from app.core.clock import SystemClock
from app.store import workspace
workspace.open(Path(sys.argv[1]), clock=SystemClock())
print("open", flush=True)
time.sleep(60)
"""


def test_another_process_keeps_it_shut_and_its_death_opens_it(folder):
    made, _ = workspace.create(folder, name="F", clock=SystemClock())
    made.close()
    other = subprocess.Popen([sys.executable, "-c", HOLD, str(folder)], stdout=subprocess.PIPE)
    try:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        with pytest.raises(AppError) as raised:
            workspace.open(folder, clock=SystemClock())
        assert code_of(raised) is ErrorCode.WORKSPACE_IN_USE
        assert workspace.inspect(folder).in_use_by.process == str(other.pid)
    finally:
        other.kill()
        other.communicate()
    workspace.open(folder, clock=SystemClock()).close()


def test_a_newer_schema_is_told_with_both_versions(plain, folder, clock):
    plain.call(lambda c: c.exec_driver_sql("UPDATE alembic_version SET version_num = '9001'"))
    plain.close()
    with pytest.raises(AppError) as raised:
        workspace.open(folder, clock=clock)
    assert code_of(raised) is ErrorCode.WORKSPACE_NEWER
    assert raised.value.params["found"] == "9001"
    assert raised.value.params["known"] == founding.VERSIONS[-1]


def test_newer_keys_are_told(plain, folder, clock, monkeypatch):
    plain.close()
    monkeypatch.setattr(keys, "FORMAT", 2)
    keys.write(folder, keys.UNPROTECTED)
    monkeypatch.undo()
    with pytest.raises(AppError) as raised:
        workspace.open(folder, clock=clock)
    assert code_of(raised) is ErrorCode.WORKSPACE_NEWER


def test_another_machine_is_another_device_with_the_old_one_as_ancestor(
    plain, folder, clock, monkeypatch
):
    before = plain.device.id
    plain.close()
    monkeypatch.setattr(device, "machine_name", lambda: "another laptop")
    with workspace.open(folder, clock=clock) as moved:
        assert moved.device.id != before
        row = moved.call(
            lambda c: c.exec_driver_sql("SELECT ancestor FROM device ORDER BY place DESC").first()
        )
        assert row[0] == before


def test_a_device_signs_with_the_key_that_is_its_name(plain):
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(plain.device.id))
    public.verify(plain.device.sign(b"a package"), b"a package")


def test_a_failed_creation_leaves_nothing(folder, clock, monkeypatch):
    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(workspace.keys, "write", fail)
    with pytest.raises(AppError) as raised:
        workspace.create(folder, name="F", clock=clock)
    assert code_of(raised) is ErrorCode.DISK_FULL
    assert list(folder.parent.iterdir()) == []


def test_a_job_that_waits_for_another_is_a_bug_and_not_a_standstill(plain):
    with pytest.raises(RuntimeError):
        plain.call(lambda _: settings.get_setting(plain, "x"))


def test_a_failing_job_leaves_nothing_and_its_error_quotes_no_answer(plain):
    def write_twice(connection):
        connection.exec_driver_sql("INSERT INTO setting VALUES ('a', ?)", ("Kadri Tamm",))
        connection.exec_driver_sql("INSERT INTO setting VALUES ('a', ?)", ("Kadri Tamm",))

    with pytest.raises(Exception, match="UNIQUE") as raised:
        plain.call(write_twice)
    assert "Kadri" not in str(raised.value)
    assert settings.all_settings(plain) == {}


def test_the_wrapped_key_is_not_the_key(protected, folder):
    text = (folder / "keys.json").read_bytes()
    assert base64.b64encode(protected.key.octets) not in text
    assert protected.key.octets.hex().encode() not in text
    assert "octets" not in repr(protected.key)


def test_a_workspace_that_was_moved_opens_where_it_is(plain, folder, clock, tmp_path: Path):
    plain.close()
    shutil.move(folder, tmp_path / "elsewhere.sild")
    with workspace.open(tmp_path / "elsewhere.sild", clock=StillClock(clock.now())) as moved:
        assert revisions.all_ids(moved) == []
