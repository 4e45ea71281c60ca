"""The functions that belong to no family: decoding, signatures, the language, dependencies by hand.

Empty: nothing decodes to nothing; what is not base64, or was not signed with the key, is ``''``.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING

from app.xpath.functions.ed25519 import is_signed
from app.xpath.functions.frame import Function
from app.xpath.values import Value, to_text

if TYPE_CHECKING:
    from app.xpath.environment import Environment

_SIGNATURE_BYTES = 64
_BLANKS = re.compile(r"\s+")


def _base64_decode(_: Environment, source: Value) -> str:
    return _utf8(_decoded(to_text(source)) or b"")


def _extract_signed(_: Environment, source: Value, key: Value) -> str:
    """Return the message after a 64-byte Ed25519 signature, when the key's owner signed it."""
    contents, public = _decoded(to_text(source)), _decoded(to_text(key))
    if contents is None or public is None or len(contents) < _SIGNATURE_BYTES:
        return ""
    signature, message = contents[:_SIGNATURE_BYTES], contents[_SIGNATURE_BYTES:]
    return _utf8(message) if is_signed(message, signature, public) else ""


def _decoded(text: str) -> bytes | None:
    bare = _BLANKS.sub("", text)
    try:
        return base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None


def _utf8(data: bytes) -> str:
    return data.decode("utf-8", errors="replace")


def _depend(_: Environment, value: Value, *_others: Value) -> Value:
    """Return the first value; the others only make an expression depend on them."""
    return value


def _lang(env: Environment, wanted: Value) -> bool:
    code = env.language.lower().rpartition("(")[2].rstrip(") ")
    asked = to_text(wanted).lower()
    return bool(asked) and (code == asked or code.startswith(f"{asked}-"))


FUNCTIONS: tuple[Function, ...] = (
    Function("base64-decode", 1, 1, _base64_decode),
    Function("extract-signed", 2, 2, _extract_signed),
    Function("depend", 1, None, _depend, "any"),
    Function("lang", 1, 1, _lang, "boolean", needs=frozenset({"language"})),
)
