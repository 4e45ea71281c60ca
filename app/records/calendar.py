"""Appointments as an iCalendar file (RFC 5545), which every calendar program can take in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LENGTH: Final = timedelta(minutes=45)
"""How long an interview may take at most (the project's own rule)."""
_LONGEST_LINE_BYTES: Final = 75


@dataclass(frozen=True, slots=True)
class Appointment:
    """When somebody expects the interviewer, and where. ``id`` stays the same when the appointment is moved."""

    id: str
    at: datetime
    title: str
    place: str = ""
    details: str = ""


def calendar_file(appointments: Iterable[Appointment], now: datetime) -> str:
    """Write appointments as the text of an .ics file, with the line ends that the standard wants."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Sild//Sild//EN", "CALSCALE:GREGORIAN"]
    for appointment in sorted(appointments, key=lambda each: (each.at, each.id)):
        lines += _event(appointment, now)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(appointment: Appointment, now: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{appointment.id}@sild"
    yield f"DTSTAMP:{_moment(now)}"
    yield f"DTSTART:{_moment(appointment.at)}"
    yield f"DTEND:{_moment(appointment.at + LENGTH)}"
    yield f"SUMMARY:{_escaped(appointment.title)}"
    if appointment.place:
        yield f"LOCATION:{_escaped(appointment.place)}"
    if appointment.details:
        yield f"DESCRIPTION:{_escaped(appointment.details)}"
    yield "END:VEVENT"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, "\\" + sign)
    return "\\n".join(text.splitlines())


def _folded(line: str) -> Iterator[str]:
    """Break a line after at most 75 bytes, never inside a letter; the rest goes on behind a blank."""
    part = ""
    for letter in line:
        if len((part + letter).encode()) > _LONGEST_LINE_BYTES:
            yield part
            part = " "
        part += letter
    yield part
