"""Words of forms in the language of the window, as near as the form has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.i18n.catalog import current_language
from app.ui.runner.languages import code_of, mark_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.core.text import LocalText


def local(text: LocalText) -> str:
    """Return a form's words in the language of the window, else in English, else in any language it has."""
    spelled = {code_of(language): language for language in text.by_language}
    wanted = spelled.get(current_language(), "")
    return text.in_language(wanted, spelled.get("en", ""))


def nearest(languages: Iterable[str]) -> str | None:
    """Return the form language that the window speaks, as the form spells it; None when it has none such."""
    return next((each for each in languages if code_of(each) == current_language()), None)


def marks(languages: Iterable[str]) -> str:
    """Return the languages of a form as a list shows them: ET, RU, EN."""
    return ", ".join(mark_of(language) for language in languages if language)
