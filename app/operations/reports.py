"""Documents as a person handles them: make the pages of one interview, look at them, save them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from app.core.progress import Progress
from app.operations import interviews
from app.records.sitting import sitting_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from app.operations.interviews import InterviewRow
    from app.operations.services import Services
    from app.records.sitting import Respondent, Sitting
    from app.reports.interview import InterviewHead

A4_WIDTH_POINTS: Final = 595.28
ROOT_DEPTH: Final = 2
"""How many slashes the path of a section has."""
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
    from app.forms.outline import question_numbers
    from app.reports.interview import render_interview

    row = interviews.get_interview(services, id_)
    session = interviews.read_interview(services, id_)
    told = sitting_of(session.facts)
    numbers = question_numbers(session.definition)
    people = tuple(_with_sections(person, told, numbers) for person in told.respondents)
    head = replace(_head(services, row, told), respondents=people)
    return render_interview(session, head, language, progress or Progress())


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


def _with_sections(person: Respondent, told: Sitting, numbers: Mapping[str, str]) -> str:
    """Name somebody with the numbers of the sections that they answered, where somebody said so."""
    theirs = [
        numbers.get(section, "")
        for section, answering in told.sections.items()
        if answering.by == person.id and not answering.is_left
    ]
    every = sum(1 for path in numbers if path.count("/") == ROOT_DEPTH)
    if not any(theirs) or len(theirs) >= every:
        return person.title
    shown = ", ".join(sorted((each for each in theirs if each), key=lambda each: (len(each), each)))
    return f"{person.title} ({shown})"


def _head(services: Services, row: InterviewRow, told: Sitting) -> InterviewHead:
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
        place=told.closing.place,
        present=told.closing.present,
        spoken=told.closing.language,
        cooperation=told.closing.cooperation,
        notes=told.closing.notes,
        break_offs=told.break_offs,
        synthetic=identity.project == DEMO_PROJECT,
        test=row.test,
    )
