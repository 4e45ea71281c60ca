"""What a person types to choose: one digit for up to nine answers, the answer's own code for longer lists.

Pure, so that every case is tested without a window. Typed digits are gathered until they can mean one answer only.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.forms import codes

if TYPE_CHECKING:
    from app.forms.state import ChoiceState

_ON_THE_KEYS = str.maketrans("йцукенгшщзфывапролдячсмить", "qwertyuiopasdfghjklzxcvbnm")
"""The Latin letter on the key of a Russian one."""
_LOOKS_LIKE = str.maketrans("авекмнорстху", "abekmhopctxy")
"""The Latin letter that looks like a Russian one."""


def codes_for(choices: Sequence[ChoiceState]) -> list[str]:
    """Return what chooses each choice of a list that is laid out, as `app.forms.codes` says."""
    return codes.codes_for([choice.value for choice in choices])


def list_codes_for(choices: Sequence[ChoiceState]) -> list[str]:
    """Return what a list that is searched shows beside each choice."""
    return codes.codes_for([choice.value for choice in choices], searched=True)


def code_readings(typed: str) -> tuple[str, ...]:
    """Return the codes that typed letters may mean: as they stand, by the keys pressed, by their looks; all folded.

    >>> code_readings("C"), code_readings("С")
    (('c',), ('с', 'c'))
    """
    plain = typed.strip().casefold()
    return tuple(
        dict.fromkeys((plain, plain.translate(_ON_THE_KEYS), plain.translate(_LOOKS_LIKE)))
    )


class TypedCode:
    """Digits typed so far towards one of ``codes``."""

    def __init__(self) -> None:
        self.codes: Sequence[str] = ()
        self._typed = ""

    @property
    def is_waiting(self) -> bool:
        """Whether another digit could still change what is meant."""
        return bool(self._typed)

    def press(self, digit: str) -> int | None:
        """Add a digit. Returns the place of the choice meant for sure, None while there may be more to come."""
        self._typed += digit
        possible = self._possible()
        if not possible:
            self._typed = digit
            possible = self._possible()
        if len(possible) == 1 and self.codes[possible[0]] == self._typed:
            return self.settle()
        if not possible:
            self._typed = ""
        return None

    def settle(self) -> int | None:
        """End the typing: return the place of the choice with exactly these digits, if there is one."""
        typed, self._typed = self._typed, ""
        return next((at for at, code in enumerate(self.codes) if code == typed), None)

    def _possible(self) -> list[int]:
        return [at for at, code in enumerate(self.codes) if code.startswith(self._typed)]


def folded(text: str) -> str:
    """Return text as it is compared in a search: no accents, no case."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def found_in(sought: str, words: str) -> bool:
    """Say whether every word sought begins a word of the (folded) words, or stands in them as a whole."""
    return all(
        f" {part}" in f" {words}" or (len(part) > 2 and part in words) for part in sought.split()
    )
