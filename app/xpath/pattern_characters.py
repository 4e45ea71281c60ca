"""The single characters of a pattern: escapes, classes, properties of Unicode. What a character must be, as a test.

``\\d``, ``\\w``, ``\\s`` mean ASCII, as in Java and JavaScript. Apart from the reader: a language of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from app.xpath.errors import PatternFault

CLASS_DEPTH_LIMIT = 20
CharTest = Callable[[str], bool]


class PatternError(Exception):
    """A pattern cannot be read; ``code`` says why, ``at`` where, counted from 0."""

    def __init__(self, code: PatternFault, at: int) -> None:
        super().__init__(code, at)
        self.code = code
        self.at = at


class Source:
    """The text of a pattern and how far it was read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    @property
    def ended(self) -> bool:
        """Say whether everything was read."""
        return self.at >= len(self.text)

    @property
    def peek(self) -> str:
        """Return the next character, ``''`` at the end."""
        return self.text[self.at : self.at + 1]

    @property
    def following(self) -> str:
        """Return the character after the next."""
        return self.text[self.at + 1 : self.at + 2]

    def next(self) -> str:
        """Read one character. Raises PatternError at the end."""
        if self.ended:
            raise PatternError(PatternFault.UNEXPECTED_END, self.at)
        self.at += 1
        return self.text[self.at - 1]

    def take(self, mark: str) -> bool:
        """Read a mark if it stands here."""
        if not self.text.startswith(mark, self.at):
            return False
        self.at += len(mark)
        return True

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Read what fits a (safe) pattern of our own, if it stands here."""
        found = pattern.match(self.text, self.at)
        if found:
            self.at = found.end()
        return found

    def find(self, mark: str) -> int:
        """Return where a mark stands next, or the end."""
        place = self.text.find(mark, self.at)
        return len(self.text) if place < 0 else place

    def until(self, end: int) -> str:
        """Read up to a place."""
        text, self.at = self.text[self.at : end], end
        return text


def ANY(_: str) -> bool:  # noqa: N802 - a constant that happens to be a function
    """Fit every character."""
    return True


def is_word(letter: str) -> bool:
    """Fit ``\\w``."""
    return letter.isascii() and (letter.isalnum() or letter == "_")


def is_digit(letter: str) -> bool:
    """Fit ``\\d``."""
    return "0" <= letter <= "9"


def is_blank(letter: str) -> bool:
    """Fit ``\\s``."""
    return letter in " \t\n\r\f\v"


def literal(letter: str, *, fold: bool) -> CharTest:
    """Fit one letter, in any case if ``fold``."""
    if fold:
        folded = letter.casefold()
        return lambda other: other.casefold() == folded
    return letter.__eq__


def negated(test: CharTest) -> CharTest:
    """Fit what another test does not."""
    return lambda letter: not test(letter)


def _spread(first: str, last: str, *, fold: bool) -> CharTest:
    if fold:
        return lambda letter: any(
            first <= form <= last for form in (letter, letter.lower(), letter.upper())
        )
    return lambda letter: first <= letter <= last


_CLASSES: dict[str, CharTest] = {
    "d": is_digit,
    "D": negated(is_digit),
    "w": is_word,
    "W": negated(is_word),
    "s": is_blank,
    "S": negated(is_blank),
    "h": lambda letter: letter == "\t" or unicodedata.category(letter) == "Zs",
    "v": lambda letter: letter in "\n\v\f\r\x85\u2028\u2029",
    "R": lambda letter: letter in "\n\v\f\r\x85\u2028\u2029",
}
_CONTROLS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "a": "\a", "e": "\x1b", "0": "\0"}
_POSIX: dict[str, CharTest] = {
    "lower": lambda letter: letter.isascii() and letter.islower(),
    "upper": lambda letter: letter.isascii() and letter.isupper(),
    "alpha": lambda letter: letter.isascii() and letter.isalpha(),
    "digit": is_digit,
    "alnum": lambda letter: letter.isascii() and letter.isalnum(),
    "punct": lambda letter: (
        letter.isascii() and letter.isprintable() and not letter.isalnum() and letter != " "
    ),
    "space": is_blank,
    "ascii": str.isascii,
    "xdigit": lambda letter: letter in "0123456789abcdefABCDEF",
    "alphabetic": str.isalpha,
    "letter": str.isalpha,
    "lowercase": str.islower,
    "uppercase": str.isupper,
    "white_space": str.isspace,
}
_PROPERTY = re.compile(r"\{\^?(?:(?:Is|In|Script=|sc=|gc=|General_Category=)?([A-Za-z_]+))\}")
_HEX = re.compile(r"u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|[ux]\{([0-9A-Fa-f]{1,6})\}")
_POSIX_BRACKET = re.compile(r"\[:(\w+):\]")


class CharacterReader:
    """Reads one character test at a time from a shared source."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.fold = False
        self.depth = 0

    @property
    def dot(self) -> CharTest:
        """Fit what ``.`` fits."""
        return lambda letter: letter not in "\n\r\x85\u2028\u2029"

    def one(self) -> CharTest:
        """Read a character, an escape or a class."""
        if self.source.take("["):
            return self.bracket(self.source.at - 1)
        found = self.escape() if self.source.take("\\") else self.source.next()
        return literal(found, fold=self.fold) if isinstance(found, str) else found

    def escape(self) -> CharTest | str:
        """Read what follows a backslash: a letter, or a test for several."""
        coded = self.source.match(_HEX)
        if coded:
            number = int(coded[1] or coded[2] or coded[3], 16)
            if number > 0x10FFFF:
                raise PatternError(PatternFault.UNKNOWN_CHARACTER, self.source.at)
            return chr(number)
        letter = self.source.next()
        if letter in _CLASSES:
            return _CLASSES[letter]
        if letter in _CONTROLS:
            return _CONTROLS[letter]
        if letter in "pP":
            test = self.property()
            return negated(test) if letter == "P" else test
        if letter.isascii() and letter.isalnum():
            raise PatternError(PatternFault.UNKNOWN_ESCAPE, self.source.at)
        return letter

    def property(self) -> CharTest:
        """Read the name of a property after ``\\p``."""
        start = self.source.at
        found = self.source.match(_PROPERTY)
        name = found[1] if found else self.source.next()
        if name.lower() in _POSIX:
            return _POSIX[name.lower()]
        if len(name) <= 2 and name[0] in "LMNPSZC":
            return lambda letter: unicodedata.category(letter).startswith(name)
        script = name.upper()
        if not any(script in unicodedata.name(letter, "") for letter in "aяαابא一あアकกა"):
            if script != "HAN":
                raise PatternError(PatternFault.UNKNOWN_PROPERTY, start)
            script = "CJK"
        return lambda letter: unicodedata.name(letter, "").startswith(script)

    def bracket(self, opened: int) -> CharTest:
        """Read a class after its ``[``, with ranges, nested classes and Java's intersections."""
        self.depth += 1
        if self.depth > CLASS_DEPTH_LIMIT:
            raise PatternError(PatternFault.TOO_DEEP, opened)
        negative = self.source.take("^")
        tests: list[CharTest] = []
        first = True
        while first or not self.source.take("]"):
            if self.source.ended:
                raise PatternError(PatternFault.UNCLOSED, opened)
            first = False
            if self.source.take("&&"):
                tests = [_both(_any(tests), self.rest(opened))]
                break
            tests.append(self.member())
        self.depth -= 1
        test = _any(tests)
        return negated(test) if negative else test

    def rest(self, opened: int) -> CharTest:
        """Read what follows ``&&`` up to the end of the class."""
        tests: list[CharTest] = []
        while not self.source.take("]"):
            if self.source.ended:
                raise PatternError(PatternFault.UNCLOSED, opened)
            if self.source.take("&&"):
                return _both(_any(tests), self.rest(opened))
            tests.append(self.member())
        return _any(tests)

    def member(self) -> CharTest:
        """Read one letter, range or nested class inside a class."""
        named = self.source.match(_POSIX_BRACKET)
        if named and named[1] in _POSIX:
            return _POSIX[named[1]]
        if self.source.peek == "[":
            self.source.next()
            return self.bracket(self.source.at - 1)
        first = self.letter()
        if not isinstance(first, str):
            return first
        if self.source.peek == "-" and self.source.following not in {"]", ""}:
            self.source.next()
            last = self.letter()
            if isinstance(last, str):
                if last < first:
                    raise PatternError(PatternFault.REVERSED_RANGE, self.source.at)
                return _spread(first, last, fold=self.fold)
            return _any([literal(first, fold=self.fold), "-".__eq__, last])
        return literal(first, fold=self.fold)

    def letter(self) -> CharTest | str:
        """Read a letter or an escape inside a class; ``\\b`` is a backspace there."""
        if self.source.take("\\b"):
            return "\b"
        return self.escape() if self.source.take("\\") else self.source.next()


def _any(tests: list[CharTest]) -> CharTest:
    if len(tests) == 1:
        return tests[0]
    return lambda letter: any(test(letter) for test in tests)


def _both(one: CharTest, other: CharTest) -> CharTest:
    return lambda letter: one(letter) and other(letter)
