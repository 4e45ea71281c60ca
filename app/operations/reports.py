"""Documents as a person handles them: make the pages of one interview, look at them, save them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.core.progress import Progress
from app.operations import interviews

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.operations.interviews import InterviewRow
    from app.operations.services import Services
    from app.reports.interview import InterviewHead

A4_WIDTH_POINTS: Final = 595.28
DEMO_PROJECT: Final = "demo"
"""The project of every demonstration; what is printed of it says on each page that it is made up."""


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
    from app.reports.interview import render_interview

    row = interviews.get_interview(services, id_)
    session = interviews.read_interview(services, id_)
    return render_interview(session, _head(services, row), language, progress or Progress())


def page_images(
    pdf: bytes, scale: float = 1.5, progress: Progress | None = None
) -> Iterator[PageImage]:
    """Yield the pages of a PDF as pixels, 72 * ``scale`` to the inch of an A4 page. Raises `Cancelled`."""
    from app.reports import pages

    for image in pages.page_images(pdf, round(A4_WIDTH_POINTS * scale), progress):
        yield PageImage(image.width, image.height, image.rgba)


def save_pdf(pdf: bytes, path: Path) -> None:
    """Write a document, whole or not at all. Raises AppError FILE_UNWRITABLE, DISK_FULL."""
    from app.reports import pages

    pages.save(pdf, path)


def _head(services: Services, row: InterviewRow) -> InterviewHead:
    from app.reports.interview import InterviewHead

    identity = services.workspace.identity
    zone = services.clock.now().tzinfo
    return InterviewHead(
        printed=services.clock.now(),
        status=row.status,
        status_at=row.when.astimezone(zone),
        project=identity.name,
        name=row.title,
        started=row.started.astimezone(zone),
        interviewer=row.interviewer,
        language=row.language,
        synthetic=identity.project == DEMO_PROJECT,
        test=row.test,
    )
