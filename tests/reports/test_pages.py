"""Pictures of pages and saving a document."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from app.core.errors import AppError, Cancelled, ErrorCode
from app.core.progress import Progress
from app.reports.interview import render_interview
from app.reports.pages import page_images, save
from tests.reports.interviews import HEAD, ordinary


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render_interview(ordinary(), HEAD, "en", Progress())


def test_pictures_have_the_width_that_was_asked_for_and_the_shape_of_a4(pdf: bytes):
    pictures = list(page_images(pdf, 300))
    assert len(pictures) == 2
    for picture in pictures:
        assert picture.width == 300
        assert abs(picture.height / picture.width - 297 / 210) < 0.01
        assert len(picture.rgba) == picture.width * picture.height * 4


def test_pictures_are_white_paper_with_the_accent_in_its_own_colour(pdf: bytes):
    rgba = next(page_images(pdf, 600)).rgba
    pixels = {rgba[place : place + 4] for place in range(0, len(rgba), 4)}
    assert rgba[:4] == b"\xff\xff\xff\xff"
    assert bytes.fromhex("0B6771FF") in pixels


def test_preview_can_be_cancelled(pdf: bytes):
    progress = Progress()
    pictures = page_images(pdf, 100, progress)
    next(pictures)
    progress.cancel()
    with pytest.raises(Cancelled):
        next(pictures)
    pictures.close()


def test_saved_document_is_whole_and_leaves_nothing_beside_it(pdf: bytes, tmp_path: Path):
    save(pdf, tmp_path / "leht.pdf")
    assert (tmp_path / "leht.pdf").read_bytes() == pdf
    assert [path.name for path in tmp_path.iterdir()] == ["leht.pdf"]


def test_saving_where_no_folder_is_says_so_in_a_code(pdf: bytes, tmp_path: Path):
    with pytest.raises(AppError) as caught:
        save(pdf, tmp_path / "puudub" / "leht.pdf")
    assert caught.value.code is ErrorCode.FILE_UNWRITABLE


def test_full_disk_leaves_the_earlier_document_as_it_was(
    pdf: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "leht.pdf").write_bytes(b"earlier")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(AppError) as caught:
        save(pdf, tmp_path / "leht.pdf")
    assert caught.value.code is ErrorCode.DISK_FULL
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"earlier"]
