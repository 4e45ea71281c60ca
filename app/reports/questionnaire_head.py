"""The head of a blank questionnaire: title in both languages, lines to fill in, how to use the sheet; its imprint."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from reportlab.platypus import Flowable, Paragraph, Spacer, Table, TableStyle

from app.forms.languages import language_code, primary
from app.i18n import formats
from app.i18n.catalog import _, pgettext
from app.reports.document import Imprint
from app.reports.flowables import AccentRule
from app.reports.glyphs import markup
from app.reports.sheet_styles import sheet_styles
from app.reports.theme import GAP, HAIRLINE, REGULAR, TEXT_WIDTH, colours, styles

if TYPE_CHECKING:
    from app.forms.print_view import PrintView
    from app.reports.form_words import SheetLanguages
    from app.reports.questionnaire import SheetWish

COLUMNS: Final = (0.22, 0.31, 0.03, 0.17, 0.27)
"""Shares of the text's width: name, line, white, name, line."""
FIELD: Final = 24.0


def head_flowables(view: PrintView, languages: SheetLanguages) -> Iterator[Flowable]:
    """Yield everything above the first section."""
    title, below = languages.titles(view)
    yield Paragraph(markup(_("Questionnaire on paper")), styles().overline)
    yield Paragraph(markup(title), styles().title)
    if below:
        yield Paragraph(markup(below), sheet_styles().title_second)
    yield Spacer(1, 2 * GAP)
    yield AccentRule()
    yield Spacer(1, 2 * GAP)
    yield _fields()
    yield Spacer(1, 3 * GAP)
    for words in _usage(languages):
        yield Paragraph(markup(words), styles().note)


def imprint_of(view: PrintView, wish: SheetWish, languages: SheetLanguages) -> Imprint:
    """Name the file: the title, and form id and version at the foot of every page."""
    title = languages.titles(view)[0]
    return Imprint(
        title=title,
        author="Sild",
        subject=form_name(view),
        name=title,
        footer=(form_name(view),),
        printed=wish.printed,
    )


def form_name(view: PrintView) -> str:
    """Name a form and its version."""
    if not view.version:
        return view.form_id
    return _("{form}, version {version}").format(form=view.form_id, version=view.version)


def _fields() -> Table:
    """Lines for what every sheet must say of itself."""
    names = (
        (_("Firm or person"), _("Case number")),
        (_("Interviewer"), _("Date")),
        (_("Place"), pgettext("interview", "Started at")),
        (_("Number of the paper"), pgettext("interview", "Ended at")),
    )
    style = styles().head_name
    rows = [
        [Paragraph(markup(left), style), "", "", Paragraph(markup(right), style), ""]
        for left, right in names
    ]
    layout = TableStyle(
        [
            ("FONTNAME", (0, 0), (-1, -1), REGULAR),
            ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), GAP),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
            ("LINEBELOW", (1, 0), (1, -1), HAIRLINE, colours().line_strong),
            ("LINEBELOW", (4, 0), (4, -1), HAIRLINE, colours().line_strong),
        ]
    )
    widths = [share * TEXT_WIDTH for share in COLUMNS]
    return Table(rows, colWidths=widths, rowHeights=FIELD, style=layout, hAlign="LEFT")


def _usage(languages: SheetLanguages) -> Iterator[str]:
    """Say in a few lines how the sheet is used."""
    yield _(
        "Ask every question unless the line above it says when. "
        "An arrow shows which question comes next."
    )
    yield _("In tables write ? for “don't know” and – for “refused”.")
    if languages.second:
        code = primary(language_code(languages.second))
        yield _("In italics: the same in another language ({language}).").format(
            language=formats.language_name(code) if code else languages.second
        )
