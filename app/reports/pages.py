"""Pictures of a document's pages, for a preview and for printing, and the way a document reaches the disk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.files import write_atomically, writing

if TYPE_CHECKING:
    import pypdfium2

    from app.core.progress import Progress


BGRA = 4
"""pdfium's name for four bytes a pixel; asked to be turned round, it gives red first."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as pixels: ``rgba`` holds ``height`` rows of ``width`` pixels of four bytes, top row first."""

    width: int
    height: int
    rgba: bytes


def page_images(pdf: bytes, width_px: int, progress: Progress | None = None) -> Iterator[PageImage]:
    """Yield the pages of a PDF in order, each ``width_px`` pixels wide. Raises `Cancelled` between pages."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        total = len(document)
        for number in range(total):
            if progress is not None:
                progress.step(number, total, "pages")
            yield _picture(document[number], width_px)
    finally:
        document.close()


def _picture(page: pypdfium2.PdfPage, width_px: int) -> PageImage:
    bitmap = page.render(
        scale=width_px / page.get_width(), rev_byteorder=True, force_bitmap_format=BGRA
    )
    row_bytes = bitmap.width * 4
    pixels = bytes(bitmap.buffer)
    if bitmap.stride != row_bytes:
        pixels = b"".join(pixels[row * bitmap.stride :][:row_bytes] for row in range(bitmap.height))
    picture = PageImage(bitmap.width, bitmap.height, pixels)
    bitmap.close()
    page.close()
    return picture


def save(pdf: bytes, path: Path) -> None:
    """Write a document, whole or not at all. Raises AppError DISK_FULL, FILE_UNWRITABLE."""
    with writing(path):
        write_atomically(path, pdf)
