"""The n-th write, sync or rename fails: with an error, on a full disk, or half of it is written and no error is told.

Below Python and SQLite, through a shim that the C library's calls go through (`tests.faults.disk`); Linux with a C
compiler only. Every day every sixty-first call and a fault for each piece of work; ``python -m tests.tools.faults``
takes every fault and every third call.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app import bootstrap
from app.core.progress import Progress
from app.operations import interviews, sync, workspace
from app.store import blobs, reserve
from app.sync.reading import open_package
from tests.faults import disk
from tests.faults.tallies import tried
from tests.operations.crashing_merges import FIELD, OFFICE, PACKAGE, opened
from tests.operations.laptops import founded, joined
from tests.operations.test_packages import quick_passphrases

__all__ = ["quick_passphrases"]
STRIDE = int(os.environ.get("SILD_DISK_STRIDE", "61"))
TOP = Path(__file__).resolve().parents[2]
FAULTS = [("EIO", 0), ("EIO", 1), ("ENOSPC", 1), ("short write", 0), ("short write", 1)]
WORK = [("merge", OFFICE), ("unmerge", OFFICE), ("finish", FIELD), ("back_up", FIELD)]
EVERY = [(work, fault) for work in WORK for fault in FAULTS]
SOME = [
    (("merge", OFFICE), ("EIO", 0)),
    (("unmerge", OFFICE), ("ENOSPC", 1)),
    (("finish", FIELD), ("short write", 1)),
    (("back_up", FIELD), ("EIO", 1)),
]
IS_THOROUGH = "SILD_DISK_STRIDE" in os.environ


def named(value: tuple[object, ...]) -> str:
    return " ".join(map(str, value))


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = disk.build(tmp_path_factory.mktemp("shim"))
    if made is None:
        pytest.skip("no C compiler for the failing disk")
    return made


@pytest.fixture
def template(tmp_path: Path, clock, workbook, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office and a laptop with a half-done interview, closed, and a package with an attachment."""
    monkeypatch.setattr(reserve, "WHOLE_BYTES", 8192)
    monkeypatch.setattr(reserve, "FOR_OPENING_BYTES", 4096)
    home = tmp_path / "template"
    home.mkdir()
    with founded(home, clock, workbook) as office, joined(office, "Mari", "Mari") as mari:
        mari.interview("Firma")
        blobs.add_blob(mari.services.workspace, b"photo" * 1000)
        mari.write().rename(home / PACKAGE)
        mari.draft()
    for path in home.glob("*-*.sildpack"):
        path.unlink()
    return home


def ran(shim: Path, scenario: str, template: Path, target: Path, fault: tuple[str, int]):
    """Return how each run ended, by the folder that it left."""
    target.mkdir()
    places = [scenario, str(template), str(target), fault[0], str(fault[1]), str(STRIDE)]
    command = [sys.executable, "-m", "tests.faults.disk", *places]
    environment = {**os.environ, "LD_PRELOAD": str(shim)}
    done = subprocess.run(
        command, cwd=TOP, env=environment, capture_output=True, text=True, check=False
    )
    lines = [line.split(" ", 1) for line in done.stdout.splitlines()]
    assert lines[-1][1] == "over", done.stderr[-3000:]
    assert {ending for _, ending in lines} <= {"over", "told", "done"}, done.stderr[-3000:]
    tried(len(lines) - 1)
    return [(target / number, ending) for number, ending in lines]


def state_of(folder: Path) -> str:
    """Return the digest of a workspace that is sound."""
    services = opened(folder)
    try:
        found = workspace.verify(services)
        assert found.damage == ()
        assert list((folder / "staging").iterdir()) == []
        return found.digest
    finally:
        services.close()


@pytest.mark.parametrize(("work", "fault"), EVERY if IS_THOROUGH else SOME, ids=named)
def test_an_error_of_the_disk_leaves_the_old_state_or_the_new_one(
    shim, template, tmp_path, work, fault
):
    scenario, name = work
    if scenario == "unmerge":
        services = opened(template / OFFICE)
        sync.merge_packages(services, [template / PACKAGE])
        services.close()
    before = state_of(template / name)
    runs = ran(shim, scenario, template, tmp_path / "runs", fault)
    states = [state_of(folder / name) for folder, _ in runs]
    after = states[-1]
    assert (after == before) is (scenario == "back_up")
    assert set(states) <= {before, after}
    for (folder, ending), state in zip(runs, states, strict=True):
        assert ending == "told" or state == after
        if scenario == "finish":
            assert_the_interview_is_whole(folder / name, is_finished=state == after)
        if scenario == "back_up":
            assert_backups_are_sound(folder / name, is_made=ending != "told")


def assert_the_interview_is_whole(folder: Path, *, is_finished: bool) -> None:
    services = opened(folder)
    (row,) = [e for e in interviews.list_interviews(services) if e.title == "Pooleli"]
    assert row.kind == ("finished" if is_finished else "draft")
    services.close()


def assert_backups_are_sound(folder: Path, *, is_made: bool) -> None:
    if is_made:
        assert workspace.list_backups(folder)
    for _ in workspace.list_backups(folder)[:1]:
        digest = state_of(folder)
        services = bootstrap.restore_workspace(folder)
        assert workspace.verify(services).digest == digest
        services.close()


@pytest.mark.parametrize("fault", FAULTS if IS_THOROUGH else FAULTS[2:3], ids=named)
def test_an_error_of_the_disk_leaves_the_old_package_or_the_new_one(
    shim, template, tmp_path, fault
):
    old = (template / PACKAGE).read_bytes()
    for folder, ending in ran(shim, "write", template, tmp_path / "runs", fault):
        state_of(folder / FIELD)
        content = (folder / PACKAGE).read_bytes()
        assert (ending == "told") or content != old
        with open_package(folder / PACKAGE) as package:
            package.verify(Progress())
