"""Codes of the inner rooms turned into sentences for a person: errors, findings, stages of long work.

The words stand in `error_words` and `finding_words`; here they are translated and their placeholders filled.
Nothing here fails: a parameter that is missing leaves an ellipsis, because an error about an error helps nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from app.i18n.catalog import _
from app.i18n.error_words import ERROR_SENTENCES
from app.i18n.formats import file_size, number

if TYPE_CHECKING:
    from app.core.errors import AppError, Parameter


@dataclass(frozen=True, slots=True)
class Explanation:
    """An error in words: what happened, what was kept, what to do; ``detail`` is technical, for a copy button."""

    what: str
    kept: str
    remedy: str
    detail: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.what, self.kept, self.remedy) if part)


def explain(error: AppError) -> Explanation:
    """Put an error into three sentences of the current language."""
    sentences = ERROR_SENTENCES[error.code]
    filled = fill_in(error.params)
    return Explanation(
        what=_(sentences.what).format_map(filled),
        kept=_(sentences.kept).format_map(filled),
        remedy=_(sentences.remedy).format_map(filled),
        detail=str(error.params.get("detail", "")),
    )


class _Words(dict[str, str]):
    """Placeholders and their words; a missing one is an ellipsis."""

    def __missing__(self, key: str) -> str:
        return "…"


def fill_in(params: Mapping[str, Parameter]) -> Mapping[str, str]:
    """Turn parameters into words for `str.format_map`: numbers and sizes by language, paths short and quoted."""
    return _Words({name: _in_words(name, value) for name, value in params.items()})


def _in_words(name: str, value: Parameter) -> str:
    if name == "path":
        return short_path(str(value))
    if name in {"limit", "size"} and isinstance(value, int):
        return file_size(value)
    return value if isinstance(value, str) else number(value)


def short_path(path: str) -> str:
    """Name a file or folder by its last two parts: enough to find it, short enough to read."""
    parts = PurePath(path).parts
    return str(PurePath(*parts[-2:])) if len(parts) > 2 else path
