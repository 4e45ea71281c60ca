"""Documents as a person handles them: make the pages of one interview, look at them, save them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.progress import Progress
from app.operations import interviews

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.operations.services import Services


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as pixels: ``rgba`` holds ``height`` rows of ``width`` pixels of four bytes, top row first."""

    width: int
    height: int
    rgba: bytes


def interview_page(
    services: Services, id_: str, language: str, progress: Progress | None = None
) -> bytes:
    """Make the PDF of one interview, draft or finished, in ``et``, ``ru`` or ``en``.

    Raises AppError INTERVIEW_UNKNOWN, `Cancelled`.
    """
    from app.reports import interview

    session = interviews.read_interview(services, id_)
    return interview.render(session, language, progress or Progress())


def page_images(
    pdf: bytes, scale: float = 1.5, progress: Progress | None = None
) -> Iterator[PageImage]:
    """Yield the pages of a PDF as pixels, 72 * ``scale`` to the inch. Raises `Cancelled`."""
    from app.reports import pages

    for image in pages.render(pdf, scale, progress or Progress()):
        yield PageImage(image.width, image.height, image.rgba)


def save_pdf(pdf: bytes, path: Path) -> None:
    """Write a PDF, whole or not at all. Raises AppError FILE_UNWRITABLE, DISK_FULL."""
    from app.reports import pages

    pages.save(pdf, path)
