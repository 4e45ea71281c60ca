"""The blank questionnaire: what it is told, its head to fill in, and the way in.

Light to import: reportlab comes in with the first sheet. How questions are set is in `questionnaire_layout`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.i18n.catalog import speaking

if TYPE_CHECKING:
    from app.core.progress import Progress
    from app.forms.print_view import PrintView
    from app.reports.form_words import SheetLanguages


@dataclass(frozen=True, slots=True)
class SheetWish:
    """How a form is wanted on paper.

    ``language`` and ``second`` are the form's own spellings, ``second`` '' for one language. ``printed`` comes from
    the clock and dates the file, so equal input gives equal bytes. ``with_cards``: there are show cards to refer to.
    """

    printed: dt.datetime
    language: str
    second: str = ""
    with_cards: bool = False
    card_codes: bool = False
    """Whether show cards carry the codes of their choices."""
    cards_per_page: int = 2
    """1: A5 pages; 2: two to a page of A4, to be cut."""


def render_questionnaire(view: PrintView, wish: SheetWish, progress: Progress) -> bytes:
    """Make the PDF of a blank questionnaire. Raises `Cancelled`.

    Sild speaks the first language where it can, else the current one. The same view and wish give the same bytes.
    """
    from app.reports.questionnaire_layout import lay_out

    languages = languages_of(view, wish)
    with speaking(languages.speech):
        return lay_out(view, wish, languages, progress)


def render_cards(view: PrintView, wish: SheetWish, progress: Progress) -> bytes:
    """Make the PDF of the show cards of a form, one page at least. Raises `Cancelled`."""
    from app.reports.show_cards import lay_out

    languages = languages_of(view, wish)
    with speaking(languages.speech):
        return lay_out(view, wish, languages, progress)


def languages_of(view: PrintView, wish: SheetWish) -> SheetLanguages:
    """Return the languages of a sheet, with the form's default to fall back on."""
    from app.reports.form_words import SheetLanguages

    second = wish.second if wish.second != wish.language else ""
    return SheetLanguages(wish.language, second, view.default_language)
