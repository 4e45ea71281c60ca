"""The recovery key that is printed and put away: 160 random bits in eight groups, each with a letter that tells typos.

Crockford's alphabet has no I, L, O or U; what a person writes for 1 and 0 is read as 1 and 0. A group is four letters
and a check over GF(32) of the letters and of the group's place, so that every wrong letter, every swap of two letters
and every swap of two groups is told with the number of the group.
"""

from __future__ import annotations

import os
from typing import NewType

from app.core.errors import AppError, ErrorCode

RecoveryKey = NewType("RecoveryKey", str)
"""A recovery key as it is printed: ``XXXXX-XXXXX-...``, eight groups of five."""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS = 8
LETTERS = 4
BITS = 5
_REDUCTION = 0b100101
_LIKE_DIGITS = str.maketrans({"I": "1", "L": "1", "O": "0"})


def new_recovery_key() -> RecoveryKey:
    """Mint a recovery key."""
    return spell(os.urandom(GROUPS * LETTERS * BITS // 8))


def spell(secret: bytes) -> RecoveryKey:
    """Write 20 bytes as a recovery key.

    >>> spell(bytes(20))
    '00000-00005-0000A-0000F-0000M-0000H-0000Y-0000V'
    """
    number = int.from_bytes(secret, "big")
    digits = [number >> BITS * place & 31 for place in reversed(range(GROUPS * LETTERS))]
    groups = [digits[start : start + LETTERS] for start in range(0, len(digits), LETTERS)]
    spelled = (
        "".join(ALPHABET[d] for d in [*group, _check(group, place)])
        for place, group in enumerate(groups)
    )
    return RecoveryKey("-".join(spelled))


def read(text: str) -> bytes:
    """Return the 20 bytes of a recovery key, however it was typed. Raises AppError naming the group that is wrong."""
    letters = [letter for letter in text.upper().translate(_LIKE_DIGITS) if letter.isalnum()]
    number = 0
    for place in range(GROUPS):
        group = letters[place * (LETTERS + 1) : (place + 1) * (LETTERS + 1)]
        digits = [ALPHABET.find(letter) for letter in group]
        if (
            len(digits) <= LETTERS
            or -1 in digits
            or _check(digits[:LETTERS], place) != digits[LETTERS]
        ):
            raise AppError(ErrorCode.RECOVERY_KEY_MISTYPED, group=place + 1)
        for digit in digits[:LETTERS]:
            number = number << BITS | digit
    if len(letters) > GROUPS * (LETTERS + 1):
        raise AppError(ErrorCode.RECOVERY_KEY_MISTYPED, group=GROUPS)
    return number.to_bytes(GROUPS * LETTERS * BITS // 8, "big")


def _check(digits: list[int], place: int) -> int:
    """Return Horner's sum of the digits and the place at x = 2 in GF(32): distinct weights, none of them zero."""
    total = place
    for digit in digits:
        total = _double(total) ^ digit
    return _double(total)


def _double(value: int) -> int:
    value <<= 1
    return value ^ _REDUCTION if value & 32 else value
