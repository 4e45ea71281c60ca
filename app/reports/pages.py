"""A finished PDF looked at page by page, and written to a disk whole or not at all.

Apart from the modules that lay documents out: they end where the bytes of the PDF begin.
"""

from __future__ import annotations

import errno
import os
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.core.errors import AppError, ErrorCode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.core.progress import Progress

_PDFIUM: Final = threading.Lock()
"""PDFium is not thread-safe: one page of one document at a time in the whole process."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as pixels: ``rgba`` holds ``height`` rows of ``width`` pixels of four bytes, top row first."""

    width: int
    height: int
    rgba: bytes


def count(pdf: bytes) -> int:
    """Count the pages of a PDF."""
    import pypdfium2

    with _PDFIUM, pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def render(pdf: bytes, scale: float, progress: Progress) -> Iterator[PageImage]:
    """Yield the pages as pixels, 72 * ``scale`` to the inch. Raises `Cancelled` between pages."""
    total = count(pdf)
    for number in range(total):
        progress.step(number, total, "pages")
        yield _render_page(pdf, number, scale)
    progress.step(total, total, "pages")


def save(pdf: bytes, path: Path) -> None:
    """Write the PDF beside its place and move it there, so that a half-written file never bears the name.

    Raises AppError FILE_UNWRITABLE, DISK_FULL.
    """
    try:
        _write_and_move(pdf, path)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise AppError(ErrorCode.DISK_FULL, path=str(path)) from error
        detail = error.strerror or type(error).__name__
        raise AppError(ErrorCode.FILE_UNWRITABLE, path=str(path), detail=detail) from error


def _write_and_move(pdf: bytes, path: Path) -> None:
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.write(pdf)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _render_page(pdf: bytes, number: int, scale: float) -> PageImage:
    import pypdfium2

    with _PDFIUM, pypdfium2.PdfDocument(pdf) as document:
        page = document[number]
        bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
        pixels = bytes(bitmap.buffer)
    row = width * 4
    if stride != row:
        pixels = b"".join(pixels[y * stride : y * stride + row] for y in range(height))
    return PageImage(width, height, pixels)
