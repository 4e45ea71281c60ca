"""Check digits of business registers as XLSForm constraints.

Estonian registry code: weights 1-7 modulo 11; when that gives 10, weights 3-9; when that gives 10 again, 0.
Russian INN: 10 digits for a legal entity (one check digit), 12 for a sole trader (two).
"""

from __future__ import annotations

INN_10 = (2, 4, 10, 3, 5, 9, 4, 6, 8)
INN_11TH = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
INN_12TH = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)


def estonian_registry_code() -> str:
    """Return the constraint of an Estonian registry code (8 digits)."""
    first, second = _weighted(range(1, 8)), _weighted(range(3, 10))
    check = f"if({first} mod 11 < 10, {first} mod 11, ({second} mod 11) mod 10)"
    return f"regex(., '^[0-9]{{8}}$') and number({_digit(7)}) = {check}"


def russian_inn() -> str:
    """Return the constraint of an INN (10 or 12 digits)."""
    ten = f"regex(., '^[0-9]{{10}}$') and {_holds(9, INN_10)}"
    twelve = f"regex(., '^[0-9]{{12}}$') and {_holds(10, INN_11TH)} and {_holds(11, INN_12TH)}"
    return f"({ten}) or ({twelve})"


def _holds(place: int, weights: tuple[int, ...]) -> str:
    return f"number({_digit(place)}) = ({_weighted(weights)} mod 11) mod 10"


def _weighted(weights: range | tuple[int, ...]) -> str:
    return (
        "("
        + " + ".join(f"{_digit(place)} * {weight}" for place, weight in enumerate(weights))
        + ")"
    )


def _digit(place: int) -> str:
    return f"substr(., {place}, {place + 1})"
