from __future__ import annotations

import base64

import pytest

from app.xpath.functions.ed25519 import is_signed
from app.xpath.values import NAN

# RFC 8032, section 7.1, tests 1 to 3: public key, message, signature
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
            "d25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
            "387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
            "4a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
]


def coded(*parts: bytes) -> str:
    return base64.b64encode(b"".join(parts)).decode()


@pytest.mark.parametrize(("key", "message", "signature"), VECTORS)
def test_signatures_of_the_standard(key: str, message: str, signature: str) -> None:
    public, text, sealed = (bytes.fromhex(part) for part in (key, message, signature))
    assert is_signed(text, sealed, public)
    assert not is_signed(text + b"!", sealed, public)
    assert not is_signed(text, sealed[:63] + bytes([sealed[63] ^ 1]), public)


def test_keys_and_signatures_that_are_none() -> None:
    key, signature = bytes.fromhex(VECTORS[0][0]), bytes.fromhex(VECTORS[0][2])
    assert not is_signed(b"", signature, key[:31])
    assert not is_signed(b"", signature[:63], key)
    assert not is_signed(b"", signature, b"\xff" * 32)
    assert not is_signed(b"", signature, (2).to_bytes(32, "little"))
    assert not is_signed(b"", signature, (1).to_bytes(32, "little"))
    assert not is_signed(b"", signature[:32] + b"\xff" * 32, key)


def test_a_signed_message_is_extracted(call) -> None:
    key, message, signature = (bytes.fromhex(part) for part in VECTORS[1])
    assert call("extract-signed", coded(signature, message), coded(key)) == "r"
    assert call("extract-signed", coded(signature, b"x"), coded(key)) == ""
    assert call("extract-signed", coded(signature[:10]), coded(key)) == ""
    assert call("extract-signed", "", coded(key)) == ""
    assert call("extract-signed", coded(signature, message), "") == ""
    assert call("extract-signed", "?", NAN) == ""


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("w7V1bg==", "õun"),
        ("w7V1bg", "õun"),
        ("w7V1\nbg==", "õun"),
        ("", ""),
        ("!!!", ""),
        ("a", ""),
        ("õ", ""),
        (NAN, "5\ufffd"),
    ],
)
def test_base64_decode(call, source: object, text: str) -> None:
    assert call("base64-decode", source) == text


def test_depend_gives_its_first_argument(call) -> None:
    assert call("depend", 1.0, "x") == 1.0
    assert call("depend", "") == ""


@pytest.mark.parametrize(
    ("language", "asked", "speaks"),
    [
        ("et", "et", True),
        ("Estonian (et)", "ET", True),
        ("en-GB", "en", True),
        ("et", "en", False),
        ("et", "", False),
    ],
)
def test_lang(call, env, language: str, asked: str, speaks: bool) -> None:
    env.language = language
    assert call("lang", asked) is speaks
