from __future__ import annotations

import re

import pytest

from app.xpath.values import NAN, Day, NodeSet

HASHES = {
    "MD5": "900150983cd24fb0d6963f7d28e17f72",
    "SHA-1": "a9993e364706816aba3e25717850c26c9cd0d89d",
    "SHA-256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
}


@pytest.mark.parametrize(
    ("name", "arguments", "result"),
    [
        ("string", (3.0,), "3"),
        ("string", (NAN,), "NaN"),
        ("string", ("",), ""),
        ("string", (Day(0),), "1970-01-01"),
        ("concat", ("a",), "a"),
        ("concat", ("a", 1.0, True, ""), "a1true"),
        ("concat", (NodeSet(),), ""),
        ("concat", ("x", NAN), "xNaN"),
        ("join", (", ",), ""),
        ("join", (", ", "a", "", 2.0), "a, , 2"),
        ("substr", ("hello", 1.0), "ello"),
        ("substr", ("hello", 1.0, 3.0), "el"),
        ("substr", ("hello", -3.0), "llo"),
        ("substr", ("hello", 1.0, -1.0), "ell"),
        ("substr", ("hello", 3.0, 1.0), ""),
        ("substr", ("hello", 1.9, 2.9), "e"),
        ("substr", ("hello", ""), "hello"),
        ("substr", ("hello", 0.0, NAN), ""),
        ("substr", ("hello", float("-inf"), float("inf")), "hello"),
        ("substr", ("", 1.0, 2.0), ""),
        ("substring", ("hello", 2.0), "ello"),
        ("substring", ("12345", 1.5, 2.6), "234"),
        ("substring", ("12345", 0.0, 3.0), "12"),
        ("substring", ("12345", NAN, 3.0), ""),
        ("substring", ("12345", 1.0, NAN), ""),
        ("substring", ("12345", float("-inf")), "12345"),
        ("substring-before", ("1999/04/01", "/"), "1999"),
        ("substring-before", ("abc", "x"), ""),
        ("substring-before", ("abc", ""), ""),
        ("substring-before", ("", "x"), ""),
        ("substring-after", ("1999//04", "//"), "04"),
        ("substring-after", ("abc", "x"), ""),
        ("substring-after", ("abc", ""), "abc"),
        ("translate", ("--aaa--", "abc-", "ABC"), "AAA"),
        ("translate", ("bar", "aa", "xy"), "bxr"),
        ("translate", ("", "a", "b"), ""),
        ("string-length", ("õun",), 3.0),
        ("string-length", ("",), 0.0),
        ("string-length", (NAN,), 3.0),
        ("normalize-space", ("  a \n b\t",), "a b"),
        ("normalize-space", ("",), ""),
        ("contains", ("abc", "b"), True),
        ("contains", ("abc", ""), True),
        ("contains", ("", "b"), False),
        ("starts-with", ("abc", "ab"), True),
        ("starts-with", ("", ""), True),
        ("starts-with", ("", "a"), False),
        ("ends-with", ("abc", "bc"), True),
        ("ends-with", ("abc", ""), True),
        ("ends-with", ("", "c"), False),
        ("digest", ("abc", "MD5", "hex"), HASHES["MD5"]),
        ("digest", ("abc", "SHA-1", "hex"), HASHES["SHA-1"]),
        ("digest", ("abc", "sha256", "hex"), HASHES["SHA-256"]),
        ("digest", ("abc", "MD5"), "kAFQmDzST7DWlj99KOF/cg=="),
        ("digest", ("", "MD5", "hex"), "d41d8cd98f00b204e9800998ecf8427e"),
        ("digest", ("abc", "CRC"), ""),
        ("digest", ("abc", "MD5", "base32"), ""),
    ],
)
def test_string_functions(call, name: str, arguments: tuple, result: object) -> None:
    assert call(name, *arguments) == result


@pytest.mark.parametrize(("algorithm", "length"), [("SHA-384", 96), ("SHA-512", 128)])
def test_long_digests(call, algorithm: str, length: int) -> None:
    assert len(call("digest", "abc", algorithm, "hex")) == length


def test_node_sets_spread_in_concat_and_join(call, nodes) -> None:
    assert call("concat", nodes("a", 1.0), "z") == "a1z"
    assert call("join", "-", nodes("a", "", "c"), "z") == "a--c-z"


def test_an_identifier_is_a_random_uuid(call) -> None:
    pattern = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
    assert re.fullmatch(pattern, call("uuid"))
    assert call("uuid") != call("uuid")


@pytest.mark.parametrize(
    ("wanted", "length"), [(5.0, 5), (0.0, 0), (-1.0, 0), ("", 0), (NAN, 0), (1e9, 10_000)]
)
def test_an_identifier_has_the_length_asked_for(call, wanted: object, length: int) -> None:
    assert len(call("uuid", wanted)) == length
