"""A device's key as people compare it: hex, ten words that can be read over the telephone, and a QR code.

The fingerprint is 80 bits of a hash of the key: enough that nobody makes a second key with the same words. Each of its
ten bytes is one of 256 short, concrete nouns in every language; within a language no two differ by one letter only.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from app.core.errors import AppError, ErrorCode
from app.core.places import data_folder

if TYPE_CHECKING:
    from app.core.ids import DeviceId

TAG = b"sild-fingerprint-1\0"
LANGUAGES = ("et", "ru", "en")
WORDS = 10
_HEX = re.compile(r"[0-9a-f]{20}")
_BETWEEN = re.compile(r"[\s,.;:·\-–—_/]+")


def fingerprint(device: DeviceId) -> str:
    """Return the fingerprint of a device's key: 20 hex digits in groups of four, joined by blanks."""
    digits = _octets(device).hex()
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def words(device: DeviceId, language: str) -> tuple[str, ...]:
    """Return the same fingerprint as ten words of a language (et, ru, en)."""
    listed = word_list(language)
    return tuple(listed[octet] for octet in _octets(device))


@cache
def word_list(language: str) -> tuple[str, ...]:
    """Return the 256 words of a language, in the order of the bytes they stand for."""
    text = (data_folder("resources") / "words" / f"{language}.txt").read_text(encoding="utf-8")
    return tuple(text.split())


def read_fingerprint(text: str) -> str:
    """Return the 20 hex digits of a fingerprint typed in hex or in words of any language, whatever the case.

    Blanks, hyphens and commas may stand between; a word may be typed without the dots and hats of its letters.
    Raises AppError FINGERPRINT_MISTYPED naming the word.
    """
    parts = _BETWEEN.split(text.strip().casefold())
    digits = "".join(parts)
    if _HEX.fullmatch(digits):
        return digits
    if len(parts) != WORDS:
        raise _mistyped(min(len(parts) + 1, WORDS))
    read = [[_octet(part, language) for part in parts] for language in LANGUAGES]
    best = min(read, key=lambda octets: octets.count(None))
    return bytes(_known(octet, place) for place, octet in enumerate(best, 1)).hex()


def matches(device: DeviceId, text: str) -> bool:
    """Whether a typed fingerprint, or the whole id, is this device's. Raises AppError FINGERPRINT_MISTYPED."""
    return text.strip().casefold() == device or read_fingerprint(text) == _octets(device).hex()


def qr(text: str) -> tuple[tuple[bool, ...], ...]:
    """Return a QR code as rows of dark (True) and light squares, with its quiet border."""
    import segno

    code = segno.make_qr(text, error="m")
    return tuple(tuple(bool(square) for square in row) for row in code.matrix_iter(border=4))


def _octets(device: DeviceId) -> bytes:
    return hashlib.sha256(TAG + bytes.fromhex(device)).digest()[:WORDS]


def _octet(word: str, language: str) -> int | None:
    exact = _values(language, plain=False).get(word)
    return _values(language, plain=True).get(_plain(word)) if exact is None else exact


def _known(octet: int | None, place: int) -> int:
    if octet is None:
        raise _mistyped(place)
    return octet


def _mistyped(place: int) -> AppError:
    return AppError(ErrorCode.FINGERPRINT_MISTYPED, word=place)


@cache
def _values(language: str, *, plain: bool) -> dict[str, int]:
    return {
        _plain(word) if plain else word: value for value, word in enumerate(word_list(language))
    }


def _plain(word: str) -> str:
    return "".join(
        letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter)
    )
