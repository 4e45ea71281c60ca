"""The head of an interview's page, two quiet columns under the accent's rule, and what the file says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from reportlab.platypus import Flowable, Paragraph, Spacer, Table, TableStyle

from app.forms.languages import language_code
from app.i18n import formats
from app.i18n.answers import form_language
from app.i18n.catalog import _, current_language, pgettext
from app.i18n.meeting import cooperation_words, reason_words
from app.reports.document import Imprint
from app.reports.flowables import AccentRule
from app.reports.glyphs import markup
from app.reports.theme import GAP, REGULAR, TEXT_WIDTH, styles
from app.reports.wording import without_styling

if TYPE_CHECKING:
    from app.forms.session import FormSession
    from app.records.sitting import BreakOff
    from app.reports.interview import InterviewHead
    from app.reports.interview_content import Content

COLUMNS: Final = (0.16, 0.36, 0.19, 0.29)
"""Shares of the text's width: name, value, name, value."""
LONG_VALUE: Final = 64
LONGEST_IN_TABLE: Final = 600
"""Letters from which on a value takes the whole width, and from which on it stands below the table."""


def head_flowables(
    content: Content, session: FormSession, head: InterviewHead
) -> Iterator[Flowable]:
    """Yield everything above the first section."""
    style = styles()
    overline = " · ".join(part for part in (head.project, *marks(head)) if part)
    if overline:
        yield Paragraph(markup(overline), style.overline)
    yield Paragraph(markup(_title(session)), style.title)
    if name := _name(session, head):
        yield Paragraph(markup(name), style.subtitle)
    yield Spacer(1, 2 * GAP)
    yield AccentRule()
    yield Spacer(1, 3 * GAP)
    facts = list(_facts(content, session, head))
    yield _facts_table([fact for fact in facts if len(fact[1]) <= LONGEST_IN_TABLE])
    for told, value in facts:
        if len(value) > LONGEST_IN_TABLE:  # a row of a table never breaks over pages
            yield Paragraph(markup(told), styles().head_name)
            yield Paragraph(markup(value), styles().head_value)
            yield Spacer(1, GAP)


def imprint_of(session: FormSession, head: InterviewHead) -> Imprint:
    """Name the file: title, author and what stands at the foot of every page."""
    name, title = _name(session, head), _title(session)
    day = formats.date(head.started) if head.started else ""
    foot = tuple(part for part in (day, *marks(head)) if part)
    return Imprint(
        title=": ".join(part for part in (title, name) if part),
        author=head.interviewer or head.project or "Sild",
        subject=_questionnaire(session),
        name=name or title,
        footer=(*foot, _("questions that were not asked are left out")),
        printed=head.printed,
    )


def marks(head: InterviewHead) -> list[str]:
    """Say plainly what must not be taken for real data."""
    said = []
    if head.synthetic:
        said.append(_("synthetic data"))
    if head.test:
        said.append(_("test interview"))
    return said


def _title(session: FormSession) -> str:
    spelling = form_language(session.languages, current_language()) or session.language
    return without_styling(session.definition.title_in(spelling)) or session.definition.form_id


def _name(session: FormSession, head: InterviewHead) -> str:
    return without_styling(head.name or session.instance_name())


def _questionnaire(session: FormSession) -> str:
    form = session.definition
    if not form.version:
        return form.form_id
    return _("{form}, version {version}").format(form=form.form_id, version=form.version)


def _facts(
    content: Content, session: FormSession, head: InterviewHead
) -> Iterator[tuple[str, str]]:
    """Yield name and value of what is known, in the order of reading."""
    when = formats.date_time(head.started, style="long") if head.started else ""
    spoken = head.language or session.language
    if head.place:
        yield _("Date and place"), ", ".join(part for part in (when, head.place) if part)
    else:
        yield _("Date"), when
    yield _("Interviewer"), head.interviewer
    yield _("Respondents"), "; ".join(head.respondents)
    yield _("Persons present"), head.present
    named = formats.language_name(language_code(spoken)) if language_code(spoken) else ""
    yield _("Language of the interview"), " · ".join(part for part in (named, head.spoken) if part)
    yield _("Cooperation"), cooperation_words().get(head.cooperation, "")
    yield _("Questionnaire"), _questionnaire(session)
    yield _("Status"), _status(head)
    if head.status == "draft":
        yield (
            _("Answered"),
            _("{answered} of {asked}").format(answered=content.answered, asked=content.asked),
        )
    for broken in head.break_offs:
        yield _("Broken off"), _break_off(broken)
    yield _("Interviewer's notes"), head.notes


def _break_off(broken: BreakOff) -> str:
    when = formats.date_time(broken.at.astimezone())
    why = " · ".join(part for part in (reason_words(broken.reason), broken.words) if part)
    return _("{when}: {reason}").format(when=when, reason=why)


def _status(head: InterviewHead) -> str:
    words = {
        "draft": pgettext("status", "draft"),
        "finished": pgettext("status", "finished"),
        "returned": pgettext("status", "returned"),
        "corrected": pgettext("status", "corrected"),
        "approved": pgettext("status", "approved"),
    }[head.status]
    if head.status_at is None:
        return words
    return _("{status}, {date}").format(
        status=words, date=formats.date(head.status_at, style="long")
    )


def _facts_table(facts: list[tuple[str, str]]) -> Table:
    """Fill two columns of names and values row by row, long values over both; what is empty is left out."""
    style = styles()
    rows: list[list[Paragraph | str]] = []
    wide = []
    for name, value in facts:
        if not value:
            continue
        cells = [
            Paragraph(markup(name), style.head_name),
            Paragraph(markup(value), style.head_value),
        ]
        if len(value) > LONG_VALUE:
            wide.append(("SPAN", (1, len(rows)), (3, len(rows))))
            rows.append([*cells, "", ""])
        elif rows and len(rows[-1]) == 2:
            rows[-1] += cells
        else:
            rows.append([*cells])
    rows = [[*row, "", ""] if len(row) == 2 else row for row in rows]
    layout = TableStyle(
        [
            ("FONTNAME", (0, 0), (-1, -1), REGULAR),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 3 * GAP),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), GAP),
            *wide,
        ]
    )
    return Table(
        rows, colWidths=[share * TEXT_WIDTH for share in COLUMNS], style=layout, hAlign="LEFT"
    )
