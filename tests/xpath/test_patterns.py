from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.xpath import patterns
from app.xpath.errors import PatternFault
from app.xpath.patterns import matches, pattern_fault


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        (r"^\d{4}$", "1234", True),
        (r"\d{4}", "12345", False),
        (r"[A-ZÕÄÖÜ][a-zõäöü]+", "Õie", True),
        (r"\p{L}+([ '-]\p{Lu}\p{Ll}+)*", "Anna-Maria", True),
        (r"\p{IsCyrillic}+", "Привет", True),
        (r"\p{IsCyrillic}+", "Tere", False),
        (r"\p{Script=Han}", "一", True),
        (r"\P{L}+", "12", True),
        (r"\p{Alpha}+", "õ", False),
        (r"\pL\pN", "a1", True),
        (r"[[:alpha:]]+", "abc", True),
        (r"(a)(b)\2\1", "abba", True),
        (r"(?<x>a|b)\k<x>", "ab", False),
        (r"(?<x>a|b)\k<x>", "bb", True),
        (r"(?i)(ä)\1", "äÄ", True),
        (r"(a)?\1b", "b", False),
        (r"^(?=.*\d)(?!.*x).{3,}$", "ab1", True),
        (r"^(?=.*\d)(?!.*x).{3,}$", "ax1", False),
        (r"a(?<=a)b(?<!a)", "ab", True),
        (r"(?<=b)a", "a", False),
        (r"[a-z&&[^aeiou]&&[^z]]+", "bcd", True),
        (r"[a-z&&[^aeiou]]+", "bad", False),
        (r"[a-c[x-z]]+", "ay", True),
        (r"[^]]", "x", True),
        (r"[]a]", "]", True),
        (r"[\w-]+", "a-b", True),
        (r"[\b]", "\b", True),
        (r"[a\-c]+", "a-c", True),
        (r"[\d-x]+", "1-x", True),
        (r"[x-\d]+", "x-1", True),
        (r"(?u)(?U)a", "a", True),
        (r"(?i)abc[d-f]", "ABCE", True),
        (r"(?i:a)b", "Ab", True),
        (r"(?i:a)b", "AB", False),
        (r"(?i)a(?-i)b", "AB", False),
        (r"(?i)[õ]", "Õ", True),
        (r"(?s).", "\n", True),
        (r".", "\n", False),
        (r"(?m)^a$\n^b$", "a\nb", True),
        (r"\Qa.b\E+", "a.b", True),
        (r"\Qa.b", "axb", False),
        (r"\Aa\b.\Bx\z", "a.x", False),
        (r"\Aa\b \bx\Z", "a x", True),
        (r"a{2}b{1,}c{0,2}", "aabbcc", True),
        (r"a{2}", "aaa", False),
        (r"a{,2}", "a{,2}", True),
        (r"a*?b+?c??", "ab", True),
        (r"a*+b", "aab", True),
        (r"(?>a|ab)c", "abc", True),
        (r"a|b|", "", True),
        (r"()", "", True),
        (r"(a*)*", "aaa", True),
        (r"(a|ab)(c|bcd)(d*)", "abcd", True),
        (r"\u00f5\xf5\u{f5}\x{f5}", "õõõõ", True),
        (r"\t\n\r\f\0", "\t\n\r\f\0", True),
        (r"\h\v\R", "\t\n\n", True),
        (r"\S\D\W", "ab!", True),
        (r"^$", "", True),
        (r"", "x", False),
        (r"[^@\s]+@[^@\s]+\.[a-z]{2,}", "mari@näide.ee", True),
        (r"\+372 ?\d{7,8}", "+372 5123456", True),
    ],
)
def test_the_common_dialect(pattern: str, text: str, fits: bool) -> None:
    assert pattern_fault(pattern) is None
    assert matches(pattern, text) is fits


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        ("(", PatternFault.UNCLOSED),
        (")", PatternFault.UNEXPECTED),
        ("(?<a", PatternFault.UNKNOWN_GROUP_KIND),
        ("(?", PatternFault.UNKNOWN_GROUP_KIND),
        ("[a", PatternFault.UNCLOSED),
        ("[", PatternFault.UNCLOSED),
        ("[a&&b", PatternFault.UNCLOSED),
        ("[z-a]", PatternFault.REVERSED_RANGE),
        ("a{2,1}", PatternFault.REVERSED_COUNT),
        ("*a", PatternFault.NOTHING_TO_REPEAT),
        ("\\", PatternFault.UNEXPECTED_END),
        ("\\y", PatternFault.UNKNOWN_ESCAPE),
        ("\\1", PatternFault.UNKNOWN_GROUP),
        ("\\k<a>", PatternFault.UNKNOWN_GROUP),
        ("\\p{Klingon}", PatternFault.UNKNOWN_PROPERTY),
        ("\\x{110000}", PatternFault.UNKNOWN_CHARACTER),
        ("(a{1000}){1000}", PatternFault.TOO_LARGE),
        ("(" * 100, PatternFault.TOO_DEEP),
        ("[" * 500, PatternFault.TOO_DEEP),
    ],
)
def test_unreadable_patterns_are_named_and_fit_nothing(pattern: str, code: PatternFault) -> None:
    fault = pattern_fault(pattern)
    assert fault is not None
    assert fault.code is code
    assert not matches(pattern, "a")


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+$",
        "(a|a)*b",
        "(a*)*b",
        "(.*a){20}b",
        ".*.*.*.*=",
        "(x?){30}x{30}=",
        "(?=(a+)+b).*",
        "((a+)\\2?)+b",
    ],
)
def test_patterns_that_explode_elsewhere_end_here(pattern: str) -> None:
    assert matches(pattern, "a" * 60 + "!") is False


@given(
    st.lists(
        st.sampled_from(
            [
                "a",
                "b",
                "[ab]",
                "(",
                ")",
                "(?:",
                "|",
                "*",
                "+",
                "?",
                ".",
                "{2}",
                "^",
                "$",
                "(?=",
                "\\1",
            ]
        ),
        max_size=8,
    ).map("".join),
    st.text("ab", max_size=6),
)
@settings(max_examples=400, deadline=None)
def test_it_agrees_with_the_backtracking_matcher(pattern: str, text: str) -> None:
    try:
        known = re.compile(pattern)
    except (re.error, FutureWarning, OverflowError):
        return
    if pattern_fault(pattern) is None and not re.search(r"[*+?}][+?]|[*+?}]\{", pattern):
        assert matches(pattern, text) is (known.fullmatch(text) is not None)


@given(st.text("()[]{}|*+?.^$\\abdwpQEk<>=!&-1,:iu0x", max_size=20))
@settings(max_examples=300, deadline=None)
def test_no_pattern_crashes(pattern: str) -> None:
    assert matches(pattern, "ab") in {True, False}


def test_a_text_that_is_not_decided_in_time_does_not_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    assert matches("a*", "a" * 50)
    monkeypatch.setattr(patterns, "STEP_LIMIT", 10)
    assert not matches("a*", "a" * 50)
