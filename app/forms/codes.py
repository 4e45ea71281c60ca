"""What stands for a choice on paper and at the keyboard: one rule for the questionnaire, the runner and key entry.

Apart from the lists of choices because the window needs the rule and not the lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

MOST_KEYS: Final = 9
"""So many choices are chosen by one digit."""
MOST_ROWS: Final = 12
"""More choices than this are searched on the screen instead of laid out."""
_SHORT_NUMBER: Final = re.compile(r"\d{1,4}")
_LIST_CODE: Final = re.compile(r"[A-Z]?\d{1,6}(\.\d{1,3})*|[A-Z]")
"""What a classification calls its lines: ``C``, ``0511``, ``10.1``, ``C26``."""
_SEARCHED: Final = frozenset({"minimal", "search", "autocomplete"})


def is_searched(appearances: Iterable[str]) -> bool:
    """Tell whether a question asks for its list to be searched on the screen, however short it is."""
    return bool(_SEARCHED.intersection(appearances))


def codes_for(values: Sequence[str], *, searched: bool = False) -> list[str]:
    """Return the codes of these choices, in their order.

    1-9 for up to nine; else the stored values if all are different short numbers, or codes of a classification in a
    list that is ``searched`` on the screen, as those of more than twelve are; else their places.

    >>> codes_for(["yes", "no"]), codes_for([str(at) for at in range(40, 50)])[:2]
    (['1', '2'], ['40', '41'])
    """
    pattern = _LIST_CODE if searched or len(values) > MOST_ROWS else _SHORT_NUMBER
    is_long = len(values) > MOST_KEYS
    if is_long and len(set(values)) == len(values) and all(map(pattern.fullmatch, values)):
        return list(values)
    return [str(place) for place in range(1, len(values) + 1)]
