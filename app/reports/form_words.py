"""The words of a form on paper, in the one or two languages of a sheet.

The first language leads; the second stands below it, softly, and only where the form has it: words borrowed from
another language would be read out to somebody who does not speak it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.forms.languages import language_code, primary
from app.i18n.catalog import LANGUAGES, _, current_language
from app.reports.wording import without_styling

if TYPE_CHECKING:
    from app.core.text import LocalText
    from app.forms.print_view import PrintView
    from app.forms.wordings import Phrase, Quoted, Wording


@dataclass(frozen=True, slots=True)
class SheetLanguages:
    """The languages of a sheet in the form's spelling; ``second`` may be '', ``fallback`` is the form's default."""

    first: str
    second: str = ""
    fallback: str = ""

    @property
    def speech(self) -> str:
        """The language in which Sild itself speaks on the sheet."""
        code = primary(language_code(self.first))
        return code if code in LANGUAGES else current_language()

    def lead(self, wording: Wording) -> str:
        """Return words in the first language, or in another when the form lacks it."""
        return _plain(wording.in_language(self.first, self.fallback))

    def below(self, wording: Wording) -> str:
        """Return words in the second language; '' without one, or when it says the same."""
        words = _plain(wording.only_in(self.second)) if self.second else ""
        return "" if words == self.lead(wording) else words

    def titles(self, view: PrintView) -> tuple[str, str]:
        """Return the form's title in both languages."""
        first = _title(view.titles, self.first, self.fallback) or view.title or view.form_id
        second = view.titles.by_language.get(self.second, "") if self.second else ""
        return without_styling(first), "" if second == first else without_styling(second)


def _title(titles: LocalText, language: str, fallback: str) -> str:
    return titles.in_language(language, fallback)


def _plain(phrase: Phrase) -> str:
    return without_styling("".join(map(_part, phrase)))


def _part(part: str | Quoted) -> str:
    if isinstance(part, str):
        return part
    return _("[answer to {question}]").format(question=part.number) if part.number else "……"
