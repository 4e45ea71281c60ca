"""An .ics file says when, who and where in the shape that calendars take."""

from __future__ import annotations

from datetime import datetime

from app.records.calendar import Appointment, calendar_file

NOW = datetime.fromisoformat("2026-11-20T12:00:00+02:00")


def test_an_appointment_is_written_in_utc_with_its_words_escaped():
    at = datetime.fromisoformat("2026-11-23T10:30:00+02:00")
    text = calendar_file([Appointment("c1", at, "Viru Metall, OÜ; büroo", "Jõhvi", "A\nB")], NOW)
    assert "DTSTART:20261123T083000Z\r\n" in text
    assert "DTEND:20261123T091500Z\r\n" in text
    assert "SUMMARY:Viru Metall\\, OÜ\\; büroo\r\n" in text
    assert "DESCRIPTION:A\\nB\r\n" in text
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.endswith("END:VCALENDAR\r\n")


def test_long_lines_are_folded_between_letters():
    text = calendar_file([Appointment("c1", NOW, "Ж" * 100)], NOW)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "Ж" * 100 in text.replace("\r\n ", "")


def test_appointments_stand_in_the_order_of_their_time():
    later = NOW.replace(hour=15)
    text = calendar_file([Appointment("b", later, "Second"), Appointment("a", NOW, "First")], NOW)
    assert text.index("First") < text.index("Second")
