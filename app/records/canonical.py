"""The one way a revision is written as bytes: RFC 8785 JSON in which every leaf is a string in Unicode NFC.

Apart from `revision`, because the bytes are what is hashed, signed and sent: they must come out the same on every
machine and in every version, whatever the members mean.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import orjson

Leaves: TypeAlias = "str | Sequence[Leaves] | Mapping[str, Leaves]"
"""JSON whose every leaf is a string."""

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
DEEPEST = 32
"""How deep lists and objects may stand in each other; more is refused before anything goes through them."""


class NotCanonicalError(ValueError):
    """Bytes that no version of Sild can have written, or members that cannot be written."""


def encode(members: Mapping[str, Leaves]) -> bytes:
    """Write members as canonical bytes; their order and the Unicode form of their texts make no difference.

    A lone surrogate, which UTF-8 cannot carry, becomes U+FFFD: an interview can always be written.
    Raises NotCanonicalError for a leaf that is no string and for two names that are one in NFC.

    >>> encode({"b": "2", "a": ["1"]})
    b'{"a":["1"],"b":"2"}'
    """
    return orjson.dumps(_ordered(members))


def decode(canonical: bytes) -> Mapping[str, Leaves]:
    """Read canonical bytes. Raises NotCanonicalError unless `encode` would write exactly these bytes."""
    try:
        members = orjson.loads(canonical)
    except orjson.JSONDecodeError as error:
        raise NotCanonicalError(error.msg) from error
    if not isinstance(members, dict):
        msg = "not an object"
        raise NotCanonicalError(msg)
    if not _is_plainly_canonical(members, canonical) and encode(members) != canonical:
        msg = "not in canonical form"
        raise NotCanonicalError(msg)
    return members


def _is_plainly_canonical(members: Mapping[str, Leaves], canonical: bytes) -> bool:
    """Whether bytes are canonical, told without going through every text; False means "look closely".

    Names in ASCII sort the same in UTF-8 and UTF-16, and any part of a text in NFC is in NFC itself: so it is enough to
    look at the values, joined.
    """
    if not "".join(members).isascii():
        return False
    try:
        texts = [text for value in members.values() if not (text := _joined(value)).isascii()]
    except TypeError:
        return False
    if texts and not unicodedata.is_normalized("NFC", "\0".join(texts)):
        return False
    return orjson.dumps(members, option=orjson.OPT_SORT_KEYS) == canonical


def _joined(value: Leaves) -> str:
    """Return the texts of a text, of a list or of an object with names in ASCII. Raises TypeError for anything else."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return "\0".join(value.values()) if "".join(value).isascii() else _not_plain()
    return "\0".join(value) if isinstance(value, list) else _not_plain()


def _not_plain() -> str:
    raise TypeError


def normal(text: str) -> str:
    """Return text as it stands in canonical bytes: NFC, and writable as UTF-8."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return unicodedata.normalize("NFC", text)


def _ordered(value: Leaves, room: int = DEEPEST) -> Leaves:
    if isinstance(value, str):
        return normal(value)
    if not room:
        msg = "too deep"
        raise NotCanonicalError(msg)
    if isinstance(value, Mapping):
        return _ordered_object(value, room - 1)
    if isinstance(value, list | tuple):
        return [_ordered(item, room - 1) for item in value]
    msg = f"a leaf of type {type(value).__name__}"
    raise NotCanonicalError(msg)


def _ordered_object(members: Mapping[str, Leaves], room: int) -> Mapping[str, Leaves]:
    named = {normal(name): value for name, value in members.items()}
    if len(named) != len(members):
        msg = "two names that are one in NFC"
        raise NotCanonicalError(msg)
    return {name: _ordered(named[name], room) for name in sorted(named, key=_utf16)}


def _utf16(name: str) -> bytes:
    """Sort key of RFC 8785, section 3.2.3: UTF-16 code units, which differ from code points above U+FFFF."""
    return name.encode("utf-16-be")
