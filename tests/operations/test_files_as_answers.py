"""Files as answers: streamed whatever their size, refused in time, told by their content, written out again."""

from __future__ import annotations

import os
import shutil
import tracemalloc
from pathlib import Path
from typing import NamedTuple

import pytest

from app.capture import camera, kinds
from app.core.errors import AppError, Cancelled, ErrorCode
from app.core.progress import Progress
from app.operations import attachments
from app.operations.attachments import Wanted
from app.store import blobs

VIDEO, PICTURE = Wanted("video/*"), Wanted("image/*")
HEAD = b"\x00\x00\x00\x18ftypisom" + bytes(100)
MANY_BYTES = 24 << 20


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def write(path: Path, size: int, head: bytes = HEAD) -> Path:
    with path.open("wb") as file:
        file.write(head)
        file.truncate(size)
    return path


def jpeg(width: int, height: int) -> bytes:
    import cv2
    import numpy as np

    noise = np.random.default_rng(1).integers(0, 255, (height, width, 3), np.uint8)
    return cv2.imencode(".jpg", noise)[1].tobytes()


def pieces_of(services, blob: str) -> int:
    from sqlalchemy import func, select

    query = select(func.count()).where(blobs.PieceRow.sha256 == blob)
    return services.workspace.call_blobs(lambda connection: connection.scalar(query))


def test_a_large_file_is_taken_in_by_pieces_with_progress(services, tmp_path: Path) -> None:
    path = tmp_path / "site.mp4"
    with path.open("wb") as file:
        file.write(HEAD)
        for _ in range(MANY_BYTES >> 20):
            file.write(os.urandom(1 << 20))
    told: list[tuple[int, int, str]] = []
    progress = Progress(lambda *report: told.append(report))
    tracemalloc.start()
    kept = attachments.keep_file(services, path, VIDEO, progress)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 << 20
    assert attachments.size_of(services, kept.blob) == path.stat().st_size
    assert [what for *_, what in told].count("copying_file") == (MANY_BYTES >> 20) + 1
    target = tmp_path / "out.mp4"
    attachments.save_attachment(services, kept.blob, target)
    assert target.read_bytes() == path.read_bytes()
    assert not target.with_name("out.mp4.part").exists()


def test_four_gigabytes_are_refused_before_a_byte_is_read_when_the_disk_has_no_room(
    services, tmp_path: Path, monkeypatch
) -> None:
    path = write(tmp_path / "site.mp4", 4 << 30)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage(8 << 30, 5 << 30, 3 << 30))
    with pytest.raises(AppError) as told:
        attachments.keep_file(services, path, VIDEO, Progress(lambda *_: pytest.fail("read")))
    assert told.value.code is ErrorCode.NO_ROOM
    assert told.value.params["needed"] == 4 << 30
    assert told.value.params["free"] == 3 << 30


def test_a_cancelled_copy_leaves_nothing_behind(services, tmp_path: Path) -> None:
    path = write(tmp_path / "site.mp4", 6 << 20)

    def stop(done: int, _total: int, what: str) -> None:
        if what == "copying_file" and done >= 3 << 20:
            progress.cancel()

    progress = Progress(stop)
    with pytest.raises(Cancelled):
        attachments.keep_file(services, path, VIDEO, progress)
    assert blobs.list_blobs(services.workspace) == []
    import hashlib

    assert pieces_of(services, hashlib.sha256(path.read_bytes()).hexdigest()) == 0


def test_a_file_that_changes_under_the_copy_is_refused(services, tmp_path: Path) -> None:
    path = write(tmp_path / "site.mp4", 3 << 20)

    def change(done: int, total: int, _what: str) -> None:
        if done == 3 << 20 and total == 0:
            path.write_bytes(HEAD + bytes(100))

    with pytest.raises(AppError) as told:
        attachments.keep_file(services, path, VIDEO, Progress(change))
    assert told.value.code is ErrorCode.FILE_UNREADABLE
    assert blobs.list_blobs(services.workspace) == []


def test_a_picture_that_calls_itself_another_kind_gets_its_right_ending(
    services, tmp_path: Path
) -> None:
    path = tmp_path / "office.PNG"
    path.write_bytes(jpeg(40, 30))
    kept = attachments.keep_file(services, path, PICTURE)
    assert kept.is_corrected
    assert kept.name.endswith(".jpg")
    honest = tmp_path / "office.JPEG"
    honest.write_bytes(path.read_bytes())
    assert not attachments.keep_file(services, honest, PICTURE).is_corrected


@pytest.mark.parametrize("head", [b"MZ\x90\x00", b"%PDF-1.7\n", b"just words", b""])
def test_what_is_no_picture_is_refused(services, tmp_path: Path, head: bytes) -> None:
    path = tmp_path / "office.jpg"
    path.write_bytes(head)
    with pytest.raises(AppError) as told:
        attachments.keep_file(services, path, PICTURE)
    assert told.value.code is ErrorCode.FILE_OF_OTHER_KIND
    assert blobs.list_blobs(services.workspace) == []


def test_a_picture_is_made_no_larger_than_the_form_allows(services, tmp_path: Path) -> None:
    path = tmp_path / "office.jpg"
    path.write_bytes(jpeg(400, 300))
    kept = attachments.keep_file(services, path, Wanted("image/*", max_pixels=100))
    content = attachments.read_file(services, kept.blob)
    assert kinds.kind_of(content) == "image/jpeg"
    assert camera.shrunk(content, 100) is None
    assert camera.shrunk(content, 99) is not None
    whole = attachments.keep_file(services, path, Wanted("image/*", max_pixels=400))
    assert attachments.read_file(services, whole.blob) == path.read_bytes()


def test_a_file_that_cannot_be_written_out_says_so(services, tmp_path: Path) -> None:
    kept = attachments.keep_content(services, b"sound", ".ogg")
    with pytest.raises(AppError) as told:
        attachments.save_attachment(services, kept.blob, tmp_path / "no" / "folder.ogg")
    assert told.value.code is ErrorCode.FILE_UNWRITABLE
