"""A day's work on paper and in a calendar: the appointments, and whom to try besides them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.operations import cases
from app.operations.reports import DEMO_PROJECT

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from app.core.progress import Progress
    from app.operations.cases import CaseRow
    from app.operations.services import Services
    from app.reports.day_list import DayVisit

MOST_BESIDES: Final = 15
"""Firms to try besides the appointments; more than a day holds is no help."""


def write_calendar(services: Services, path: Path) -> int:
    """Write every appointment from today on as an .ics file and return how many. Raises AppError FILE_UNWRITABLE."""
    from app.records.calendar import Appointment, calendar_file
    from app.reports import pages

    now = services.clock.now()
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    coming = [(row, row.standing.next) for row in cases.list_cases(services)]
    appointments = [
        Appointment(row.case.id, at, row.case.name, row.case.address, _details(row))
        for row, at in coming
        if at is not None and at >= today
    ]
    pages.save(calendar_file(appointments, now).encode(), path)
    return len(appointments)


@dataclass(frozen=True, slots=True)
class Day:
    """Whom to see on a day, by the hour, and whom to try besides."""

    day: date
    appointments: tuple[CaseRow, ...]
    besides: tuple[CaseRow, ...]


def day_of(services: Services, day: date) -> Day:
    """Look what there is to do on a day."""
    rows = cases.list_cases(services)
    besides = sorted((row for row in rows if _may_be_tried(row, day)), key=_by_due)
    return Day(
        day,
        tuple(row for row in rows if _is_on(row, day)),
        tuple(besides[:MOST_BESIDES]),
    )


def day_list(
    services: Services, day: date, language: str, progress: Progress | None = None
) -> bytes:
    """Make the PDF of one day in ``et``, ``ru`` or ``en``: appointments by the hour, then whom to try besides."""
    from app.core.progress import Progress as NoProgress
    from app.operations import members
    from app.reports.day_list import DayHead, render_day

    found = day_of(services, day)
    at_a_time = [_visit(row, row.standing.next) for row in found.appointments]
    member = members.current_member(services)
    head = DayHead(
        day=day,
        printed=services.clock.now(),
        project=services.workspace.identity.name,
        interviewer=member.name if member else "",
        synthetic=services.workspace.identity.project == DEMO_PROJECT,
    )
    others = [_visit(row, None) for row in found.besides]
    return render_day(head, at_a_time, others, language, progress or NoProgress())


def _details(row: CaseRow) -> str:
    case = row.case
    return "\n".join(part for part in (case.contact, case.phone, case.email, case.note) if part)


def _is_on(row: CaseRow, day: date) -> bool:
    at = row.standing.next
    return at is not None and at.date() == day and row.standing.is_open


def _may_be_tried(row: CaseRow, day: date) -> bool:
    at, stands = row.standing.next, row.standing
    if not stands.is_open or stands.state is cases.CaseState.PAUSED:
        return False
    return at is None or at.date() < day


def _by_due(row: CaseRow) -> tuple[bool, bool, str, int]:
    """Missed appointments first, then what is due soonest."""
    due, stands = row.case.due, row.standing
    return stands.next is None, due is None, due.isoformat() if due else "", stands.attempts


def _visit(row: CaseRow, at: datetime | None) -> DayVisit:
    from app.reports.day_list import DayVisit

    case, stands = row.case, row.standing
    return DayVisit(
        name=case.name,
        contact=case.contact,
        phone=case.phone,
        address=case.address,
        language=case.language,
        note=case.note,
        at=at,
        due=case.due,
        attempts=stands.attempts,
        overdue=stands.next if at is None else None,
        test=case.test,
    )
