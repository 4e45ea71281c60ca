"""A package appears whole or not at all: after a kill at any step, on a full disk, on a broken stick, when stopped."""

from __future__ import annotations

import errno
import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.errors import AppError, Cancelled, ErrorCode
from app.core.progress import Progress
from app.sync import parts
from app.sync.writing import Plan, write_package
from tests.faults.tallies import tried
from tests.sync.making import COORDINATOR, Laptop, enclosure, lines_of, receive, send

AINO = Laptop("Aino")
OLD, NEW = [b"old"], [b"new %d" % number for number in range(100)]
LITTLE_BYTES = 200_000
TOP = Path(__file__).resolve().parents[2]
POSIX = pytest.mark.skipif(os.name != "posix", reason="processes are killed with SIGKILL")


@POSIX
@pytest.mark.parametrize("has_old", [False, True])
def test_kill_at_every_step_leaves_the_old_package_or_nothing(tmp_path: Path, has_old: bool):
    target = tmp_path / "a.sildpack"
    seen = set()
    for step in range(200):
        target.unlink(missing_ok=True)
        if has_old:
            send(target, AINO, OLD)
        child = os.fork()
        if not child:
            _write_and_die(target, step)
        _, status = os.waitpid(child, 0)
        found = _found(target)
        seen.add(found)
        assert found in {"new", "old" if has_old else "nothing"}
        if not os.WIFSIGNALED(status):
            assert found == "new"
            break
    else:
        pytest.fail("never came to its end")
    tried(step)
    assert step > 10
    assert seen == {"new", "old" if has_old else "nothing"}


def _found(target: Path) -> str:
    if not target.exists():
        return "nothing"
    with receive(target) as package:
        lines = lines_of(package)
    return {tuple(OLD): "old", tuple(NEW): "new"}[tuple(lines)]


def _write_and_die(target: Path, steps: int) -> None:
    """Write in this forked process, and be killed before the n-th thing that is done to the disk."""
    left = steps

    def heard(name: str, args: tuple[object, ...]) -> None:
        nonlocal left
        is_ours = name in {"os.rename", "os.remove", "open", "os.posix_fadvise"} and str(
            target.parent
        ) in str(args[0] if args else "")
        if is_ours:
            _count()

    def _count() -> None:
        nonlocal left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1

    real_fsync, real_add = os.fsync, parts.ContainerWriter.add

    def fsync(descriptor: int) -> None:
        _count()
        real_fsync(descriptor)
        _count()

    def add(self, name: str, octets: bytes) -> None:
        _count()
        real_add(self, name, octets)

    os.fsync = fsync
    parts.ContainerWriter.add = add
    sys.addaudithook(heard)
    send(target, AINO, NEW, blobs=[enclosure(b"picture")])
    os._exit(0)


@POSIX
def test_kill_at_a_random_moment_leaves_the_old_package_or_nothing(tmp_path: Path):
    target = tmp_path / "a.sildpack"
    send(target, AINO, OLD)
    code = (
        "import sys; from pathlib import Path; from tests.sync.making import *;"
        "from tests.sync.test_writing_leaves_the_old_or_nothing import *;"
        "print('ready', flush=True)\n"
        "while True: send(Path(sys.argv[1]), AINO, NEW)"
    )
    for wait in (0.01, 0.03, 0.07):
        child = subprocess.Popen(
            [sys.executable, "-c", code, str(target)], cwd=TOP, stdout=subprocess.PIPE
        )
        assert child.stdout is not None
        child.stdout.readline()
        with pytest.raises(subprocess.TimeoutExpired):
            child.wait(wait)
        child.kill()
        child.communicate()
        assert _found(target) in {"old", "new"}


def test_disk_that_is_full_keeps_the_old_package(small_disk: Path):
    target = small_disk / "a.sildpack"
    send(target, AINO, OLD)
    with pytest.raises(AppError) as refused:
        send(target, AINO, NEW, blobs=[enclosure(os.urandom(LITTLE_BYTES))])
    assert refused.value.code is ErrorCode.DISK_FULL
    assert [path.name for path in small_disk.iterdir()] == [target.name]
    assert _found(target) == "old"


@pytest.fixture
def small_disk(tmp_path: Path):
    mount = tmp_path / "stick"
    mount.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={LITTLE_BYTES}", "tmpfs", str(mount)]
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a small disk cannot be mounted here")
    yield mount
    subprocess.run(["umount", str(mount)], check=True)


class BrokenFile(io.BytesIO):
    """A file on a stick that fails with an error of its own after some bytes."""

    def __init__(self, room: int, number: int) -> None:
        super().__init__()
        self._room, self._number = room, number

    def write(self, octets) -> int:
        self._room -= len(octets)
        if self._room < 0:
            raise OSError(self._number, os.strerror(self._number))
        return super().write(octets)


@pytest.mark.parametrize("room", [0, 60, 500, 2_000])
@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, ErrorCode.DISK_FULL), (errno.EIO, ErrorCode.FILE_UNWRITABLE)],
)
def test_stick_that_fails_leaves_nothing(tmp_path: Path, monkeypatch, room, number, code):
    target = tmp_path / "a.sildpack"
    send(target, AINO, OLD)
    real_open = Path.open

    def broken(path: Path, mode: str = "r", *rest, **more):
        return BrokenFile(room, number) if "w" in mode else real_open(path, mode, *rest, **more)

    monkeypatch.setattr(Path, "open", broken)
    with pytest.raises(AppError) as refused:
        send(target, AINO, NEW, blobs=[enclosure(bytes(3_000))])
    monkeypatch.undo()
    assert refused.value.code is code
    assert [path.name for path in tmp_path.iterdir()] == [target.name]
    assert _found(target) == "old"


def test_stick_that_forgets_what_was_written_is_told(tmp_path: Path, monkeypatch):
    target = tmp_path / "a.sildpack"
    send(target, AINO, OLD)
    real_sync = parts.sync_file

    def forgets(file) -> None:
        real_sync(file)
        file.seek(200)
        file.write(b"\0")
        file.flush()

    monkeypatch.setattr(parts, "sync_file", forgets)
    with pytest.raises(AppError) as refused:
        send(target, AINO, NEW, blobs=[enclosure(bytes(3_000))])
    assert refused.value.code is ErrorCode.PACKAGE_NOT_VERIFIED
    assert [path.name for path in tmp_path.iterdir()] == [target.name]
    assert _found(target) == "old"


def test_parts_appear_together_or_not_at_all(tmp_path: Path):
    (tmp_path / "a-2-of-2.sildpack").mkdir()
    picture = enclosure(os.urandom(1_200_000))
    with pytest.raises(AppError) as refused:
        send(tmp_path / "a.sildpack", AINO, NEW, blobs=[picture], limit_bytes=1 << 20)
    assert refused.value.code is ErrorCode.FILE_UNWRITABLE
    assert [path.name for path in tmp_path.iterdir()] == ["a-2-of-2.sildpack"]


def test_writing_can_be_stopped(tmp_path: Path):
    progress = Progress()

    def lines():
        for number in range(30_000):
            if number == 25_000:
                progress.cancel()
            yield str(number).encode()

    plan = Plan(letter=AINO.letter(), revisions=lines())
    with pytest.raises(Cancelled):
        write_package(tmp_path / "a.sildpack", plan, sign=AINO.sign, progress=progress)
    assert list(tmp_path.iterdir()) == []


def test_failure_of_who_brings_the_revisions_leaves_nothing(tmp_path: Path):
    def lines():
        yield b"1"
        raise AppError(ErrorCode.WORKSPACE_DAMAGED, path="x", detail="")

    with pytest.raises(AppError):
        send(tmp_path / "a.sildpack", AINO, lines())
    assert list(tmp_path.iterdir()) == []


def test_folder_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(AppError) as refused:
        send(tmp_path / "none" / "a.sildpack", AINO, [b"1"])
    assert refused.value.code is ErrorCode.FILE_UNWRITABLE


def test_recipient_that_is_none_is_told_before_anything_is_written(tmp_path: Path):
    with pytest.raises(AppError) as refused:
        send(tmp_path / "a.sildpack", AINO, [b"1"], letter={"recipients": ("age1x",)})
    assert refused.value.code is ErrorCode.RECIPIENT_BROKEN
    assert list(tmp_path.iterdir()) == []


def test_two_writers_of_the_same_laptop_give_the_same_content(tmp_path: Path):
    told = {"letter": {"recipients": (COORDINATOR.recipient,)}}
    send(tmp_path / "a.sildpack", AINO, NEW, **told)
    send(tmp_path / "b.sildpack", AINO, NEW, **told)
    with (
        receive(tmp_path / "a.sildpack", COORDINATOR.secret) as one,
        receive(tmp_path / "b.sildpack", COORDINATOR.secret) as other,
    ):
        assert one.sha256 == other.sha256
        assert one.manifest == other.manifest
