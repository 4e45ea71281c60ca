"""A day on one sheet for the bag: appointments by the hour, then whom to try besides, with room to write.

Light to import: reportlab comes in with the first page. Who stands on it is chosen by ``operations.agenda``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.i18n import formats
from app.i18n.catalog import _, ngettext, speaking

if TYPE_CHECKING:
    from reportlab.platypus import Flowable, Paragraph, Table

    from app.core.progress import Progress
    from app.reports.document import Imprint

SHARES: Final = (0.14, 0.29, 0.26, 0.31)
"""Of the text's width: when, who, where, room to write."""
ROOM_TO_WRITE: Final = 46.0
"""Points of height that every firm has at least: three lines by hand."""


@dataclass(frozen=True, slots=True)
class DayHead:
    """What a day list says of itself. ``synthetic`` marks data made up for a demonstration."""

    day: dt.date
    printed: dt.datetime
    project: str = ""
    interviewer: str = ""
    synthetic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DayVisit:
    """A firm on the list. ``at`` is the appointment; ``overdue`` one that went by without an attempt."""

    name: str
    contact: str = ""
    phone: str = ""
    address: str = ""
    language: str = ""
    note: str = ""
    at: dt.datetime | None = None
    due: dt.date | None = None
    attempts: int = 0
    overdue: dt.datetime | None = None
    test: bool = False


def render_day(
    head: DayHead,
    appointments: Sequence[DayVisit],
    besides: Sequence[DayVisit],
    language: str,
    progress: Progress,
) -> bytes:
    """Make the PDF of one day in ``et``, ``ru`` or ``en``; equal input gives equal bytes. Raises `Cancelled`."""
    from app.reports.document import build

    def story() -> list[Flowable]:
        return list(_story(head, appointments, besides))

    with speaking(language):
        return build(story, _imprint(head), progress)


def _imprint(head: DayHead) -> Imprint:
    from app.reports.document import Imprint

    title = _title(head)
    marks = (_("synthetic data"),) if head.synthetic else ()
    return Imprint(
        title=title,
        author=head.interviewer or head.project or "Sild",
        subject=_("Day list"),
        name=title,
        footer=(*marks, _("personal data: keep it with you, destroy it after use")),
        printed=head.printed,
    )


def _title(head: DayHead) -> str:
    return _("Day list, {date}").format(date=formats.date(head.day, style="long"))


def _story(
    head: DayHead, appointments: Sequence[DayVisit], besides: Sequence[DayVisit]
) -> Iterator[Flowable]:
    from reportlab.platypus import Paragraph, Spacer

    from app.reports.flowables import AccentRule
    from app.reports.glyphs import markup
    from app.reports.theme import GAP, styles

    style = styles()
    synthetic = _("synthetic data") if head.synthetic else ""
    overline = " · ".join(part for part in (head.project, synthetic) if part)
    if overline:
        yield Paragraph(markup(overline), style.overline)
    yield Paragraph(markup(_title(head)), style.title)
    told = ngettext("{count} appointment", "{count} appointments", len(appointments))
    subtitle = (head.interviewer, told.format(count=len(appointments)))
    yield Paragraph(markup(" · ".join(part for part in subtitle if part)), style.subtitle)
    yield Spacer(1, 2 * GAP)
    yield AccentRule()
    for title, visits in (
        (_("Appointments"), appointments),
        (_("To be tried besides"), besides),
    ):
        if visits:
            yield Spacer(1, 5 * GAP)
            yield Paragraph(markup(title), style.section)
            yield Spacer(1, GAP)
            yield _table(visits)


def _table(visits: Sequence[DayVisit]) -> Table:
    from reportlab.platypus import Paragraph, Table, TableStyle

    from app.reports.glyphs import markup
    from app.reports.theme import HAIRLINE, REGULAR, ROOMY, TEXT_WIDTH, colours, table_style

    headings = (_("When"), _("Who"), _("Where"), _("What came of it"))
    heads = [Paragraph(markup(each), table_style(ROOMY, heading=True)) for each in headings]
    colour = colours()
    ruled = TableStyle(
        [
            ("FONTNAME", (0, 0), (-1, -1), REGULAR),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (0, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), ROOMY.padding),
            ("TOPPADDING", (0, 0), (-1, -1), 4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
            ("LINEBELOW", (0, 0), (-1, 0), 2 * HAIRLINE, colour.line_strong),
            ("LINEBELOW", (0, 1), (-1, -1), HAIRLINE, colour.line),
        ]
    )
    return Table(
        [heads, *([_when(each), _who(each), _where(each), ""] for each in visits)],
        colWidths=[share * TEXT_WIDTH for share in SHARES],
        rowHeights=[None, *(_height(each) for each in visits)],
        repeatRows=1,
        style=ruled,
        hAlign="LEFT",
    )


def _height(visit: DayVisit) -> float:
    """Return the height of a row: its cells', but never less than what a hand needs."""
    from app.reports.theme import ROOMY, TEXT_WIDTH

    tallest = max(
        sum(line.wrap(share * TEXT_WIDTH - 2 * ROOMY.padding, 1e6)[1] for line in cell)
        for share, cell in zip(SHARES, (_when(visit), _who(visit), _where(visit)), strict=False)
    )
    return float(max(ROOM_TO_WRITE, tallest + 12))


def _when(visit: DayVisit) -> list[Paragraph]:
    if visit.at is not None:
        return [_strong(formats.time(visit.at))]
    return [_soft(_("until {date}").format(date=formats.date(visit.due)))] if visit.due else []


def _who(visit: DayVisit) -> list[Paragraph]:
    name = _("Practice: {title}").format(title=visit.name) if visit.test else visit.name
    spoken = formats.language_name(visit.language) if visit.language else ""
    lines = [_strong(name)]
    lines += [_plain(visit.contact)] if visit.contact else []
    lines += [_soft(spoken)] if spoken else []
    return lines


def _where(visit: DayVisit) -> list[Paragraph]:
    lines = [_plain(text) for text in (visit.phone, visit.address) if text]
    lines += [_soft(visit.note)] if visit.note else []
    if visit.overdue is not None:
        missed = _("appointment missed: {when}")
        lines.append(_soft(missed.format(when=formats.date_time(visit.overdue))))
    if visit.attempts:
        tried = ngettext("{count} attempt so far", "{count} attempts so far", visit.attempts)
        lines.append(_soft(tried.format(count=visit.attempts)))
    return lines


def _strong(text: str) -> Paragraph:
    return _line(f"<b>{_marked(text)}</b>", soft=False)


def _plain(text: str) -> Paragraph:
    return _line(_marked(text), soft=False)


def _soft(text: str) -> Paragraph:
    return _line(_marked(text), soft=True)


def _marked(text: str) -> str:
    from app.reports.glyphs import markup

    return markup(text)


def _line(marked: str, *, soft: bool) -> Paragraph:
    from reportlab.platypus import Paragraph

    from app.reports.theme import ROOMY, table_style

    return Paragraph(marked, table_style(ROOMY, soft=soft))
