"""Reading regular expressions of Java and JavaScript into programs for the machine in `patterns`.

Greedy, lazy and possessive repetition read alike, because only whether a text fits is asked. Size is limited:
repetition is written out, so ``(a{1000}){1000}`` is refused instead of filling the memory.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.xpath.errors import PatternFault
from app.xpath.pattern_characters import (
    ANY,
    CharacterReader,
    CharTest,
    PatternError,
    Source,
    is_word,
    literal,
)

SIZE_LIMIT = 20_000
DEPTH_LIMIT = 60
_COUNT = re.compile(r"\{(\d{1,5})(?:(,)(\d{0,5}))?\}", re.ASCII)
_GROUP_NAME = re.compile(r"<([A-Za-z]\w*)>", re.ASCII)
_LOOKS = {"=": (True, False), "!": (True, True), "<=": (False, False), "<!": (False, True)}


@dataclass(slots=True)
class Chars:
    """Take one character that fits."""

    fits: CharTest
    then: int = -1


@dataclass(slots=True)
class Split:
    """Go on in several ways; the first is tried first."""

    ways: list[int]


@dataclass(slots=True)
class Anchor:
    """Go on when the place is right."""

    holds: Callable[[str, int], bool]
    then: int = -1


@dataclass(slots=True)
class Capture:
    """Remember the place: slot 2n is where group n begins, 2n+1 where it ends."""

    slot: int
    then: int = -1


@dataclass(slots=True)
class Back:
    """Take again what a group took."""

    group: int
    same: Callable[[str, str], bool]
    then: int = -1


@dataclass(slots=True)
class Look:
    """Go on when a sub-program fits, or does not, before or behind the place."""

    start: int
    ahead: bool
    negative: bool
    then: int = -1


Instruction = Chars | Split | Anchor | Capture | Back | Look


@dataclass(frozen=True, slots=True)
class Program:
    """Instructions; ``accepts`` says for a first instruction where its program has arrived."""

    code: list[Instruction]
    accepts: Mapping[int, int]
    groups: int
    refers_back: bool


@dataclass(slots=True)
class _Written:
    """A program being written."""

    code: list[Instruction] = field(default_factory=list)
    accepts: dict[int, int] = field(default_factory=dict)
    groups: int = 1
    names: dict[str, int] = field(default_factory=dict)
    refers_back: bool = False

    def add(self, instruction: Instruction) -> int:
        if len(self.code) >= SIZE_LIMIT:
            raise PatternError(PatternFault.TOO_LARGE, 0)
        self.code.append(instruction)
        return len(self.code) - 1


Part = Callable[[int], int]
"""A part of a pattern, to be written before the instruction it leads to; returns its own first instruction."""


def read_program(pattern: str) -> Program:
    """Read a pattern. Raises PatternError."""
    reader = _Reader(pattern)
    whole = reader.alternatives()
    if not reader.source.ended:
        raise PatternError(PatternFault.UNEXPECTED, reader.source.at)
    written = reader.written
    # the first instruction must be 0, because the machine begins there
    entry = Split([])
    written.add(entry)
    arrived = written.add(Split([]))
    entry.ways = [whole(arrived)]
    written.accepts[0] = arrived
    return Program(written.code, written.accepts, written.groups, written.refers_back)


class _Reader:
    """Recursive descent over the pattern; each method returns a part."""

    def __init__(self, pattern: str) -> None:
        self.source = Source(pattern)
        self.written = _Written()
        self.characters = CharacterReader(self.source)
        self.depth = 0
        self.dot_all = False
        self.lines = False

    def alternatives(self) -> Part:
        self.depth += 1
        if self.depth > DEPTH_LIMIT:
            raise PatternError(PatternFault.TOO_DEEP, self.source.at)
        options = [self.sequence()]
        while self.source.take("|"):
            options.append(self.sequence())
        self.depth -= 1
        return options[0] if len(options) == 1 else self.choice(options)

    def choice(self, options: list[Part]) -> Part:
        def write(then: int) -> int:
            return self.written.add(Split([option(then) for option in options]))

        return write

    def sequence(self) -> Part:
        parts: list[Part] = []
        while not self.source.ended and self.source.peek not in "|)":
            part = self.atom()
            if part is not None:
                parts.append(self.repeated(part))

        def write(then: int) -> int:
            for part in reversed(parts):
                then = part(then)
            return then

        return write

    def repeated(self, part: Part) -> Part:
        while bounds := self.bounds():
            part = self.repeat(part, *bounds)
        return part

    def bounds(self) -> tuple[int, int | None] | None:
        for mark, low, high in (("*", 0, None), ("+", 1, None), ("?", 0, 1)):
            if self.source.take(mark):
                return self.manner((low, high))
        counted = self.source.match(_COUNT)
        if counted is None:
            return None
        low = int(counted[1])
        high = low if counted[2] is None else (int(counted[3]) if counted[3] else None)
        if high is not None and high < low:
            raise PatternError(PatternFault.REVERSED_COUNT, self.source.at)
        return self.manner((low, high))

    def manner(self, bounds: tuple[int, int | None]) -> tuple[int, int | None]:
        """Pass over the mark of lazy or possessive repetition."""
        if not self.source.take("?"):
            self.source.take("+")
        return bounds

    def repeat(self, part: Part, low: int, high: int | None) -> Part:
        def write(then: int) -> int:
            if high is None:
                loop = Split([])
                at = self.written.add(loop)
                loop.ways = [part(at), then]
                then = at
            else:
                after = then
                for _ in range(high - low):
                    then = self.written.add(Split([part(then), after]))
            for _ in range(low):
                then = part(then)
            return then

        return write

    def atom(self) -> Part | None:
        source = self.source
        if source.take("("):
            return self.group()
        if source.peek in "*+?":
            raise PatternError(PatternFault.NOTHING_TO_REPEAT, source.at)
        if source.take("."):
            return self.chars(ANY if self.dot_all else self.characters.dot)
        if source.take("^"):
            return self.anchor(_line_start if self.lines else _text_start)
        if source.take("$"):
            return self.anchor(_line_end if self.lines else _text_end)
        if source.peek == "\\":
            return self.escape()
        return self.chars(self.characters.one())

    def chars(self, fits: CharTest) -> Part:
        return lambda then: self.written.add(Chars(fits, then))

    def anchor(self, holds: Callable[[str, int], bool]) -> Part:
        return lambda then: self.written.add(Anchor(holds, then))

    def escape(self) -> Part | None:
        source = self.source
        for mark, holds in _ANCHORS.items():
            if source.take(mark):
                return self.anchor(holds)
        if source.take("\\Q"):
            return self.quoted()
        if source.take("\\k"):
            name = source.match(_GROUP_NAME)
            if name is None or name[1] not in self.written.names:
                raise PatternError(PatternFault.UNKNOWN_GROUP, source.at)
            return self.back(self.written.names[name[1]])
        if source.following.isdigit() and source.following != "0":
            source.take("\\")
            group = int(source.next())
            if group >= self.written.groups:
                raise PatternError(PatternFault.UNKNOWN_GROUP, source.at)
            return self.back(group)
        return self.chars(self.characters.one())

    def quoted(self) -> Part:
        end = self.source.find("\\E")
        parts = [
            self.chars(literal(letter, fold=self.characters.fold))
            for letter in self.source.until(end)
        ]
        self.source.take("\\E")

        def write(then: int) -> int:
            for part in reversed(parts):
                then = part(then)
            return then

        return write

    def back(self, group: int) -> Part:
        self.written.refers_back = True
        same = _same_folded if self.characters.fold else _same
        return lambda then: self.written.add(Back(group, same, then))

    def group(self) -> Part | None:
        source, opened = self.source, self.source.at
        if not source.take("?"):
            return self.captured(None, opened)
        if source.take(":") or source.take(">"):
            return self.inner(opened)
        for mark, (ahead, negative) in _LOOKS.items():
            if source.take(mark):
                return self.look(self.inner(opened), ahead=ahead, negative=negative)
        name = source.match(_GROUP_NAME)
        return self.captured(name[1], opened) if name else self.flags(opened)

    def inner(self, opened: int) -> Part:
        kept = self.characters.fold, self.dot_all, self.lines
        part = self.alternatives()
        self.characters.fold, self.dot_all, self.lines = kept
        if not self.source.take(")"):
            raise PatternError(PatternFault.UNCLOSED, opened)
        return part

    def captured(self, name: str | None, opened: int) -> Part:
        number = self.written.groups
        self.written.groups += 1
        if name:
            self.written.names[name] = number
        part = self.inner(opened)

        def write(then: int) -> int:
            return self.written.add(
                Capture(2 * number, part(self.written.add(Capture(2 * number + 1, then))))
            )

        return write

    def look(self, part: Part, *, ahead: bool, negative: bool) -> Part:
        def write(then: int) -> int:
            entry = Split([])
            start = self.written.add(entry)
            arrived = self.written.add(Split([]))
            entry.ways = [part(arrived)]
            self.written.accepts[start] = arrived
            return self.written.add(Look(start, ahead, negative, then))

        return write

    def flags(self, opened: int) -> Part | None:
        """Read ``(?i)``, ``(?s)``, ``(?m)``, ``(?u)``, also switched off or for a group alone."""
        kept = self.characters.fold, self.dot_all, self.lines
        on = True
        while self.source.peek and self.source.peek in "imsuU-":
            letter = self.source.next()
            if letter == "-":
                on = False
            elif letter == "i":
                self.characters.fold = on
            elif letter == "s":
                self.dot_all = on
            elif letter == "m":
                self.lines = on
        if self.source.take(")"):
            return None
        if not self.source.take(":"):
            raise PatternError(PatternFault.UNKNOWN_GROUP_KIND, opened)
        part = self.inner(opened)
        self.characters.fold, self.dot_all, self.lines = kept
        return part


def _text_start(_: str, place: int) -> bool:
    return place == 0


def _text_end(text: str, place: int) -> bool:
    return place == len(text)


def _line_start(text: str, place: int) -> bool:
    return place == 0 or text[place - 1] == "\n"


def _line_end(text: str, place: int) -> bool:
    return place == len(text) or text[place] == "\n"


def _word_edge(text: str, place: int) -> bool:
    before = place > 0 and is_word(text[place - 1])
    return before is not (place < len(text) and is_word(text[place]))


def _no_word_edge(text: str, place: int) -> bool:
    return not _word_edge(text, place)


def _same(one: str, other: str) -> bool:
    return one == other


def _same_folded(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


_ANCHORS: dict[str, Callable[[str, int], bool]] = {
    "\\b": _word_edge,
    "\\B": _no_word_edge,
    "\\A": _text_start,
    "\\Z": _text_end,
    "\\z": _text_end,
}
