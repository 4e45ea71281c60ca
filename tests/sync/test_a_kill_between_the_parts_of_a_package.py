"""Killed between the names of a split package: what lies there is whole, or says which part is missing."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from app.core.errors import AppError, ErrorCode
from app.operations.sync_opening import together
from tests.sync.making import Laptop, enclosure, receive, send

AINO = Laptop("Aino")
PHOTO = enclosure(os.urandom(2_500_000))
POSIX = pytest.mark.skipif(os.name != "posix", reason="processes are killed with SIGKILL")


def write(target: Path) -> int:
    return len(send(target, AINO, [b"1"], blobs=[PHOTO], limit_bytes=1 << 20).paths)


def killed_before_rename(target: Path, number: int) -> None:
    child = os.fork()
    if not child:
        left, rename = number, Path.replace

        def counted(path: Path, to: Path) -> Path:
            nonlocal left
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1
            return rename(path, to)

        Path.replace = counted
        write(target)
        os._exit(0)
    os.waitpid(child, 0)


@POSIX
def test_what_is_there_is_whole_or_says_which_part_is_missing(tmp_path: Path):
    target = tmp_path / "a.sildpack"
    count = 3
    for number in range(count):
        killed_before_rename(target, number)
        there = sorted(tmp_path.glob("*.sildpack"))
        assert len(there) == number
        assert target.with_name("a-1-of-3.sildpack") not in there
        packages = [receive(path) for path in there]
        if there:
            with pytest.raises(AppError) as refused:
                together(packages)
            assert refused.value.code is ErrorCode.PACKAGE_PART_MISSING
        for package in packages:
            package.close()
        for path in there:
            path.unlink()


@POSIX
def test_the_next_writing_sweeps_away_what_was_cut_short_and_nothing_else(tmp_path: Path):
    target = tmp_path / "a.sildpack"
    (tmp_path / "a.sildpack.notes.part").write_bytes(b"somebody else's")
    killed_before_rename(target, 1)
    assert len(list(tmp_path.glob("*.part"))) == 3
    assert write(target) == 3
    assert [path.name for path in tmp_path.glob("*.part")] == ["a.sildpack.notes.part"]
    packages = [receive(path) for path in sorted(tmp_path.glob("*.sildpack"))]
    (parcel,) = together(packages)
    assert len(parcel.packages) == 3
    for package in packages:
        package.close()
