"""Identities and order of repeat instances, which ordinals cannot give: two people may add and remove at once.

An instance's identity stays when others come and go; its position is a fractional key, a text between its
neighbours' keys, so that moving or inserting one instance writes one field. Ties are broken by identity.

Keys follow D. Greenspan, "Implementing Fractional Indexing": a first letter that says how long the whole part is
(``a`` two digits, ``b`` three..., ``Z`` two, ``Y`` three... downwards), then the whole part, then a fraction that
never ends in ``0``. Appending a million instances so costs five letters, not a hundred thousand.
"""

from __future__ import annotations

import uuid

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
FIRST_KEY = "a0"
SMALLEST_WHOLE = "A" + "0" * 26


def new_identity() -> str:
    """Mint the identity of an instance that a person adds."""
    return str(uuid.uuid4())


def counted_identity(interview: str, repeat: str, ordinal: int) -> str:
    """Return the identity of an initial, counted or imported instance: the same on every machine.

    ``repeat`` is the address of the repeat, with the identities of the instances it stands in; ``ordinal`` starts at 1.
    """
    try:
        space = uuid.UUID(interview)
    except ValueError:
        space = uuid.uuid5(uuid.NAMESPACE_URL, interview)
    return str(uuid.uuid5(space, f"{repeat}[{ordinal}]"))


def key_between(before: str, after: str) -> str:
    """Return a key that sorts after ``before`` and before ``after``; '' stands for the start and the end.

    Equal neighbours (two people inserted at the same place) leave no room between them: the key is theirs again, and
    identities decide. Raises ValueError when ``before`` sorts after ``after`` or either is no key.

    >>> key_between("", ""), key_between("a0", ""), key_between("a0", "a1")
    ('a0', 'a1', 'a0V')
    """
    if before and before == after:
        return before
    if before and after and before > after:
        msg = "neighbours in the wrong order"
        raise ValueError(msg)
    if not before:
        return _first(after) if after else FIRST_KEY
    whole, fraction = _split(before)
    if not after:
        return _after(whole) or whole + _between(fraction, "")
    whole_after, fraction_after = _split(after)
    if whole == whole_after:
        return whole + _between(fraction, fraction_after)
    following = _after(whole)
    if following and following < after:
        return following
    return whole + _between(fraction, "")


def keys_in_a_row(count: int) -> list[str]:
    """Return ``count`` rising keys for instances that come all at once.

    >>> keys_in_a_row(3)
    ['a0', 'a1', 'a2']
    """
    keys: list[str] = []
    for _ in range(count):
        keys.append(key_between(keys[-1] if keys else "", ""))
    return keys


def _first(after: str) -> str:
    """Return a key before ``after``, which is not empty."""
    whole, fraction = _split(after)
    if fraction:
        return whole
    if whole == SMALLEST_WHOLE:
        return whole + _between("", fraction)
    before = _before(whole)
    return before if before != SMALLEST_WHOLE else before + _between("", "")


def _split(key: str) -> tuple[str, str]:
    """Split a key into its whole part and its fraction. Raises ValueError."""
    head = key[:1]
    if "a" <= head <= "z":
        length = ord(head) - ord("a") + 2
    elif "A" <= head <= "Z":
        length = ord("Z") - ord(head) + 2
    else:
        length = len(key) + 1
    good = len(key) >= length and set(key) <= set(DIGITS) and key != SMALLEST_WHOLE
    if not good or (len(key) > length and key.endswith("0")):
        msg = "not an order key"
        raise ValueError(msg)
    return key[:length], key[length:]


def _between(low: str, high: str) -> str:
    """Return the shortest fraction between two ('' as ``high`` is the end); none ends in '0'."""
    shared = 0
    while high and shared < len(high) and low[shared : shared + 1].ljust(1, "0") == high[shared]:
        shared += 1
    if shared:
        return high[:shared] + _between(low[shared:], high[shared:])
    at_low = DIGITS.index(low[0]) if low else 0
    at_high = DIGITS.index(high[0]) if high else len(DIGITS)
    if at_high - at_low > 1:
        return DIGITS[(at_low + at_high) // 2]
    if len(high) > 1:
        return high[0]
    return DIGITS[at_low] + _between(low[1:], "")


def _after(whole: str) -> str:
    """Return the next whole part, or '' after the greatest."""
    head, digits = whole[0], whole[1:].rstrip("z")
    if digits:
        carried = len(whole) - 1 - len(digits)
        return head + digits[:-1] + DIGITS[DIGITS.index(digits[-1]) + 1] + "0" * carried
    if head == "Z":
        return FIRST_KEY
    if head == "z":
        return ""
    rising = chr(ord(head) + 1)
    return rising + "0" * (len(whole) if rising >= "a" else len(whole) - 2)


def _before(whole: str) -> str:
    """Return the whole part before this one, which is not the smallest."""
    head, digits = whole[0], whole[1:].rstrip("0")
    if digits:
        borrowed = len(whole) - 1 - len(digits)
        return head + digits[:-1] + DIGITS[DIGITS.index(digits[-1]) - 1] + "z" * borrowed
    if head == "a":
        return "Zz"
    falling = chr(ord(head) - 1)
    return falling + "z" * (len(whole) if falling < "a" else len(whole) - 2)
