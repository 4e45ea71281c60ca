"""String functions of the ODK specification, and ``substring`` of XPath 1.0, which counts from 1.

Empty and NaN: an empty answer is ``''`` everywhere here, a NaN that is made text is ``NaN``; a position that is
NaN counts as 0, so ``substr('abc', '')`` is the whole text.
"""

from __future__ import annotations

import base64
import hashlib
import math
import re
import uuid
from typing import TYPE_CHECKING

from app.xpath.functions.frame import Function
from app.xpath.values import Value, atoms, to_number, to_text

if TYPE_CHECKING:
    from app.xpath.environment import Environment

_BLANKS = re.compile(r"[ \t\r\n]+")
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LONGEST_IDENTIFIER = 10_000
_DIGESTS = {
    "MD5": "md5",
    "SHA1": "sha1",
    "SHA256": "sha256",
    "SHA384": "sha384",
    "SHA512": "sha512",
}
_FAR = 2**53


def _string(_: Environment, value: Value) -> str:
    return to_text(value)


def _concat(_: Environment, *values: Value) -> str:
    return "".join(map(to_text, atoms(*values)))


def _join(_: Environment, separator: Value, *values: Value) -> str:
    return to_text(separator).join(map(to_text, atoms(*values)))


def _substr(_: Environment, source: Value, start: Value, end: Value | None = None) -> str:
    text = to_text(source)
    length = len(text)
    first = _index(start, length)
    last = length if end is None else _index(end, length)
    return text[first:last]


def _index(value: Value, length: int) -> int:
    """Cut to a whole number; negative ones count from the end; keep inside the text."""
    position = whole(value)
    return min(max(0, position + length if position < 0 else position), length)


def whole(value: Value) -> int:
    """Cut a value to an integer for counting; NaN is 0, infinity is far away."""
    number = to_number(value)
    if math.isnan(number):
        return 0
    return math.trunc(max(-_FAR, min(_FAR, number)))


def _substring(_: Environment, source: Value, start: Value, length: Value | None = None) -> str:
    text = to_text(source)
    first = _rounded(to_number(start))
    end = math.inf if length is None else first + _rounded(to_number(length))
    return "".join(letter for at, letter in enumerate(text, 1) if first <= at < end)


def _rounded(number: float) -> float:
    return math.floor(number + 0.5) if math.isfinite(number) else number


def _substring_before(_: Environment, source: Value, mark: Value) -> str:
    before, found, _after = _partition(source, mark)
    return before if found else ""


def _substring_after(_: Environment, source: Value, mark: Value) -> str:
    _before, found, after = _partition(source, mark)
    return after if found else ""


def _partition(source: Value, mark: Value) -> tuple[str, bool, str]:
    """Split at the first mark; an empty mark stands before the text."""
    text, sought = to_text(source), to_text(mark)
    at = text.find(sought)
    return (text[:at], True, text[at + len(sought) :]) if at >= 0 else ("", False, "")


def _translate(_: Environment, source: Value, letters: Value, replacements: Value) -> str:
    new = to_text(replacements)
    table: dict[int, str] = {}
    for at, letter in enumerate(to_text(letters)):
        table.setdefault(ord(letter), new[at : at + 1])
    return to_text(source).translate(table)


def _string_length(_: Environment, value: Value) -> float:
    return float(len(to_text(value)))


def _normalize_space(_: Environment, value: Value) -> str:
    return _BLANKS.sub(" ", to_text(value)).strip(" ")


def _contains(_: Environment, source: Value, part: Value) -> bool:
    return to_text(part) in to_text(source)


def _starts_with(_: Environment, source: Value, part: Value) -> bool:
    return to_text(source).startswith(to_text(part))


def _ends_with(_: Environment, source: Value, part: Value) -> bool:
    return to_text(source).endswith(to_text(part))


def _uuid(env: Environment, length: Value | None = None) -> str:
    if length is None:
        return str(uuid.UUID(int=env.chance.getrandbits(128), version=4))
    count = max(0, min(whole(length), _LONGEST_IDENTIFIER))
    return "".join(env.chance.choices(_ALPHABET, k=count))


def _digest(_: Environment, source: Value, algorithm: Value, encoding: Value = "base64") -> str:
    name = _DIGESTS.get(to_text(algorithm).upper().replace("-", ""))
    if name is None:
        return ""
    digest = hashlib.new(name, to_text(source).encode(), usedforsecurity=False).digest()
    written = to_text(encoding).lower()
    if written == "hex":
        return digest.hex()
    return base64.b64encode(digest).decode("ascii") if written == "base64" else ""


FUNCTIONS: tuple[Function, ...] = (
    Function("string", 0, 1, _string, own_value=True),
    Function("concat", 1, None, _concat),
    Function("join", 1, None, _join),
    Function("substr", 2, 3, _substr),
    Function("substring", 2, 3, _substring),
    Function("substring-before", 2, 2, _substring_before),
    Function("substring-after", 2, 2, _substring_after),
    Function("translate", 3, 3, _translate),
    Function("string-length", 0, 1, _string_length, "number", own_value=True),
    Function("normalize-space", 0, 1, _normalize_space, own_value=True),
    Function("contains", 2, 2, _contains, "boolean"),
    Function("starts-with", 2, 2, _starts_with, "boolean"),
    Function("ends-with", 2, 2, _ends_with, "boolean"),
    Function("uuid", 0, 1, _uuid, needs=frozenset({"chance"})),
    Function("digest", 2, 3, _digest),
)
