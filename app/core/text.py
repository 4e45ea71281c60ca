"""A form's own words in several languages, with the fallback that ODK lacks.

A missing translation is answered from the form's default language, then from any language that has one;
the checker lists what is missing, the respondent never sees a dash.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class LocalText:
    """Words by language. Languages are spelled as the form spells them (``Estonian (et)``, or ``default``)."""

    by_language: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def __bool__(self) -> bool:
        return any(self.by_language.values())

    def in_language(self, language: str, fallback: str = "") -> str:
        """Return the words in ``language``, else in ``fallback``, else in any language that has some, else ``''``.

        >>> LocalText({"et": "Sild", "ru": ""}).in_language("ru", "et")
        'Sild'
        """
        chosen = self.by_language.get(language) or self.by_language.get(fallback)
        return chosen or next((words for words in self.by_language.values() if words), "")
