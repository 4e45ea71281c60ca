"""The disk is full: answers land in the space kept back, then wait in memory, and are written once there is room."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.errors import AppError, ErrorCode
from app.core.ids import new_record_id
from app.forms.state import Step
from app.store import (
    backup,
    blobs,
    checking,
    drafts,
    finishing,
    forms,
    passphrase,
    reserve,
    workspace,
)

LITTLE_BYTES = 16 << 20


@pytest.fixture
def small_disk(tmp_path: Path):
    """A disk of its own of sixteen megabytes; for root on Linux only."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("mounts a file system")
    mount = tmp_path / "disk"
    mount.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={LITTLE_BYTES}", "tmpfs", str(mount)]
    if subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("may not mount")
    yield mount
    subprocess.run(["umount", "-l", str(mount)], check=True)


@pytest.fixture
def real_reserve(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(reserve, "PLENTY_BYTES", 1 << 20)


def fill_up(disk: Path) -> Path:
    """Leave not a byte on the disk."""
    ballast = disk / "ballast"
    descriptor = os.open(ballast, os.O_CREAT | os.O_WRONLY)
    for size in (1 << 16, 1 << 12, 1):
        with contextlib.suppress(OSError):
            while os.write(descriptor, bytes(size)):
                pass
    os.close(descriptor)
    return ballast


def begin(held, form, labels):
    forms.add_bundle(held, form, labels)
    return drafts.create_draft(held, drafts.NewDraft(record=new_record_id(), bundle=form.id)).id


def answer(number: int) -> Step:
    return Step("set", "/data/a", {"value": f"{number} " + "x" * 2000})


def save_until_full(held, draft) -> int:
    for number in range(10_000):
        try:
            drafts.append_step(held, draft, answer(number)).result()
        except AppError as error:
            if error.code is not ErrorCode.DISK_FULL:
                raise
            return number
    raise AssertionError("never full")


@pytest.mark.parametrize("secret", [None, "vana sild"])
def test_answers_land_then_wait_then_are_written(
    small_disk, real_reserve, clock, form, labels, secret
):
    folder = small_disk / "f.sild"
    held, _ = workspace.create(folder, name="F", passphrase=secret, clock=clock)
    with held:
        draft = begin(held, form, labels)
        assert not held.is_short_of_space
        ballast = fill_up(small_disk)
        landed = save_until_full(held, draft)
        assert landed > 100
        assert held.is_short_of_space
        for number in range(landed + 1, landed + 3):
            with pytest.raises(AppError):
                drafts.append_step(held, draft, answer(number)).result()
        assert drafts.unsaved_steps(held, draft) == 3
        ballast.unlink()
        assert drafts.append_step(held, draft, answer(landed + 3)).result().seq == landed + 4
        found = [step.payload["value"].split()[0] for step in drafts.steps_of(held, draft)]
        assert found == [str(number) for number in range(landed + 4)]
    with workspace.open(folder, secret, clock=clock) as again:
        assert not again.is_short_of_space
        assert checking.verify(again).damage == ()


def test_everything_else_says_that_the_disk_is_full_and_changes_nothing(
    small_disk, real_reserve, clock, form, labels
):
    held, _ = workspace.create(small_disk / "f.sild", name="F", clock=clock)
    with held:
        draft = begin(held, form, labels)
        fill_up(small_disk)
        landed = save_until_full(held, draft)
        big = {f"answers/data/{n}": "x" * 10_000 for n in range(100)}
        for act in (
            lambda: finishing.finish(held, draft, finishing.Finished(fields=big, actor="m")),
            lambda: backup.back_up(held),
            lambda: passphrase.set_passphrase(held, "vana sild"),
            lambda: blobs.add_blob(held, os.urandom(3 << 20)),
            lambda: workspace.create(small_disk / "g.sild", name="G", clock=clock),
        ):
            with pytest.raises(AppError) as raised:
                act()
            assert raised.value.code is ErrorCode.DISK_FULL
        assert not (small_disk / "g.sild").exists()
        assert not held.is_protected
        assert backup.list_backups(held.folder) == []
        assert len(drafts.steps_of(held, draft)) == landed


KILL_WHEN_FULL = """
import os, sys
from pathlib import Path
from app.core.clock import SystemClock
from app.core.errors import AppError
from app.store import drafts, reserve, workspace
from tests.store.test_a_full_disk_costs_no_answer import answer, fill_up
reserve.PLENTY_BYTES = 1 << 20
held = workspace.open(Path(sys.argv[1]), clock=SystemClock())
fill_up(Path(sys.argv[1]).parent)
number = 0
try:
    while True:
        drafts.append_step(held, sys.argv[2], answer(number)).result()
        number += 1
except AppError:
    print(number, flush=True)
    os.kill(os.getpid(), 9)
"""


def test_a_workspace_killed_on_a_full_disk_opens_on_the_full_disk(
    small_disk, real_reserve, clock, form, labels
):
    folder = small_disk / "f.sild"
    held, _ = workspace.create(folder, name="F", clock=clock)
    with held:
        draft = begin(held, form, labels)
    command = [sys.executable, "-c", KILL_WHEN_FULL, str(folder), draft]
    top = Path(__file__).resolve().parents[2]
    done = subprocess.run(command, cwd=top, capture_output=True, text=True, check=False)
    assert done.stdout.strip().isdigit(), done.stderr
    with workspace.open(folder, clock=clock) as again:
        assert len(drafts.steps_of(again, draft)) == int(done.stdout)
        assert again.is_short_of_space


def test_without_a_disk_of_its_own_a_limited_file_shows_the_same(begun, monkeypatch):
    held = begun.workspace
    monkeypatch.setattr(held.reserve, "give_for_writing", lambda: False)
    pages = held.submit(held.database.pragma, "page_count").result()[0][0]
    held.submit(held.database.pragma, f"max_page_count({pages + 3})").result()
    landed = save_until_full(held, begun.draft)
    held.submit(held.database.pragma, "max_page_count(1000000)").result()
    drafts.append_step(held, begun.draft, answer(landed + 1)).result()
    assert len(drafts.steps_of(held, begun.draft)) == landed + 2
