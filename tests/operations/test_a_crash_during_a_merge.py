"""Killed before the n-th file operation or SQL statement, or on a full disk: the old state or the new one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app import bootstrap
from app.core.errors import AppError, ErrorCode
from app.operations import interviews, sync, workspace
from app.store import blobs
from tests.faults.tallies import tried
from tests.operations.crashing_merges import FIELD, OFFICE, PACKAGE, opened
from tests.operations.laptops import Laptop, founded, joined
from tests.operations.test_packages import quick_passphrases
from tests.store.test_a_full_disk_costs_no_answer import fill_up, small_disk

__all__ = ["quick_passphrases", "small_disk"]
STRIDE = int(os.environ.get("SILD_CRASH_STRIDE", "17"))
TOP = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")


@pytest.fixture
def template(tmp_path: Path, clock, workbook) -> Path:
    """An office and a laptop, closed, and a package of the laptop that holds interviews and an attachment."""
    home = tmp_path / "template"
    home.mkdir()
    with founded(home, clock, workbook) as office, joined(office, "Mari", "Mari") as mari:
        for number in range(3):
            mari.interview(f"Firma {number}")
        blobs.add_blob(mari.services.workspace, b"photo" * 1000)
        mari.write().rename(home / PACKAGE)
        mari.draft()
    return home


def crashed(scenario: str, template: Path, target: Path) -> list[Path]:
    """Return the folders that the kills left, the one that was not killed last."""
    target.mkdir()
    places = [str(template), str(target), str(STRIDE)]
    command = [sys.executable, "-m", "tests.operations.crashing_merges", scenario, *places]
    done = subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=False)
    assert done.stdout.strip().isdigit(), done.stderr[-2000:]
    tried(int(done.stdout) // STRIDE)
    return [target / str(n) for n in range(0, int(done.stdout) + 1, STRIDE)]


def state_of(folder: Path) -> str:
    """Return the digest of a workspace that is sound and has nothing left on its stage."""
    services = opened(folder)
    try:
        found = workspace.verify(services)
        assert found.damage == ()
        assert list((folder / "staging").iterdir()) == []
        assert workspace.describe(services).digest == found.digest
        return found.digest
    finally:
        services.close()


def test_a_merge_is_there_whole_or_not_at_all(template, tmp_path):
    before = state_of(template / OFFICE)
    folders = crashed("merge", template, tmp_path / "runs")
    states = [state_of(folder / OFFICE) for folder in folders]
    assert states[0] == before != states[-1]
    assert set(states) == {before, states[-1]}
    assert states == sorted(states, key=[before, states[-1]].index)
    services = opened(folders[0] / OFFICE)
    assert sync.merge_packages(services, [folders[0] / PACKAGE]).digest == states[-1]
    services.close()


def test_a_merge_is_taken_back_whole_or_not_at_all(template, tmp_path):
    before = state_of(template / OFFICE)
    services = opened(template / OFFICE)
    sync.merge_packages(services, [template / PACKAGE])
    services.close()
    after = state_of(template / OFFICE)
    states = [state_of(f / OFFICE) for f in crashed("unmerge", template, tmp_path / "runs")]
    assert (states[0], states[-1]) == (after, before)
    assert set(states) == {after, before}


def test_a_package_is_the_old_one_or_the_new_one(template, tmp_path):
    old = (template / PACKAGE).read_bytes()
    folders = crashed("write", template, tmp_path / "runs")
    services = opened(template / OFFICE)
    contents = []
    for folder in folders:
        state_of(folder / FIELD)
        contents.append((folder / PACKAGE).read_bytes() == old)
        assert sync.inspect_package(folder / PACKAGE, services).signer_state == "trusted"
    services.close()
    assert contents[0]
    assert not contents[-1]
    assert contents == sorted(contents, reverse=True)


def test_a_backup_is_there_whole_or_not_at_all(template, tmp_path):
    before = state_of(template / FIELD)
    made = []
    for folder in crashed("back_up", template, tmp_path / "runs"):
        assert state_of(folder / FIELD) == before
        backups = workspace.list_backups(folder / FIELD)
        made.append(len(backups))
        if backups:
            (folder / FIELD / "workspace.db").write_bytes(b"damaged" * 100)
            restored = bootstrap.restore_workspace(folder / FIELD)
            assert workspace.verify(restored).digest == before
            restored.close()
    assert (made[0], made[-1]) == (0, 1)


def test_an_interview_is_half_done_or_finished(template, tmp_path):
    kinds = []
    for folder in crashed("finish", template, tmp_path / "runs"):
        state_of(folder / FIELD)
        services = opened(folder / FIELD)
        (row,) = [e for e in interviews.list_interviews(services) if e.title == "Pooleli"]
        kinds.append(row.kind)
        services.close()
    assert (kinds[0], kinds[-1]) == ("draft", "finished")


def test_a_full_disk_costs_nothing(template, small_disk, clock):
    shutil.copytree(template / OFFICE, small_disk / OFFICE)
    before = state_of(small_disk / OFFICE)
    services = opened(small_disk / OFFICE)
    ballast = fill_up(small_disk)
    with pytest.raises(AppError) as raised:
        sync.merge_packages(services, [template / PACKAGE])
    assert raised.value.code is ErrorCode.DISK_FULL
    ballast.unlink()
    assert Laptop(services, small_disk).digest == before
    after = sync.merge_packages(services, [template / PACKAGE]).digest
    services.close()
    assert state_of(small_disk / OFFICE) == after != before
