"""``regex()`` without danger: the dialect that Java and JavaScript share, run by a machine that cannot explode.

Python's `re` backtracks, and nothing can stop it once it runs, so a pattern in a workbook such as ``(a+)+$`` could
freeze an interview. Here a pattern becomes a small program (`pattern_reader`) and every pair of instruction and
position is visited once: the work is the length of the pattern times that of the text. Back-references alone need
more; they too stop at `STEP_LIMIT`, some tenths of a second, and a text that was not decided by then does not fit.

A pattern fits when it fits the *whole* text: so do Collect and ODK's documentation (Web Forms searches instead, which
is the same for patterns between ``^`` and ``$``).
"""

from __future__ import annotations

from functools import lru_cache

from app.xpath.pattern_characters import PatternError
from app.xpath.pattern_reader import (
    Anchor,
    Back,
    Capture,
    Chars,
    Look,
    Program,
    Split,
    read_program,
)

__all__ = ["PatternError", "matches", "pattern_fault"]

STEP_LIMIT = 300_000
_Captures = tuple[int, ...]
_Thread = tuple[int, int, _Captures]


def matches(pattern: str, text: str) -> bool:
    """Say whether the whole text fits the pattern; nothing fits a pattern that cannot be read."""
    program = _program(pattern)
    if isinstance(program, PatternError):
        return False
    return _Machine(program, text).reaches_end()


def pattern_fault(pattern: str) -> PatternError | None:
    """Return what is wrong with a pattern, None if it can be read."""
    program = _program(pattern)
    return program if isinstance(program, PatternError) else None


@lru_cache(maxsize=1024)
def _program(pattern: str) -> Program | PatternError:
    try:
        return read_program(pattern)
    except PatternError as error:
        return error


class _Machine:
    """One text run through one program."""

    __slots__ = ("program", "steps", "text")

    def __init__(self, program: Program, text: str) -> None:
        self.program = program
        self.text = text
        self.steps = 0

    def reaches_end(self) -> bool:
        captures = (-1,) * (2 * self.program.groups) if self.program.refers_back else ()
        return self.run(0, 0, captures, end=len(self.text))

    def run(self, start: int, position: int, captures: _Captures, *, end: int | None) -> bool:
        """Follow every way from an instruction until one arrives, at ``end`` or anywhere."""
        pending: list[_Thread] = [(start, position, captures)]
        seen = set(pending)
        while pending:
            self.steps += 1
            if self.steps > STEP_LIMIT:
                return False
            at, place, known = pending.pop()
            if at == self.program.accepts.get(start):
                if end is None or place == end:
                    return True
                continue
            for thread in self.follow(at, place, known):
                if thread not in seen:
                    seen.add(thread)
                    pending.append(thread)
        return False

    def follow(self, at: int, place: int, known: _Captures) -> tuple[_Thread, ...]:
        """Return where one instruction leads from one position."""
        code = self.program.code[at]
        if isinstance(code, Chars):
            fits = place < len(self.text) and code.fits(self.text[place])
            return ((code.then, place + 1, known),) if fits else ()
        if isinstance(code, Split):
            return tuple((way, place, known) for way in reversed(code.ways))
        if isinstance(code, Anchor):
            return ((code.then, place, known),) if code.holds(self.text, place) else ()
        if isinstance(code, Capture):
            kept = (*known[: code.slot], place, *known[code.slot + 1 :]) if known else known
            return ((code.then, place, kept),)
        if isinstance(code, Back):
            return self.repeated(code, place, known)
        return ((code.then, place, known),) if self.looks(code, place, known) else ()

    def repeated(self, code: Back, place: int, known: _Captures) -> tuple[_Thread, ...]:
        begin, end = known[2 * code.group], known[2 * code.group + 1]
        part = self.text[begin:end] if min(begin, end) >= 0 else None
        if part is None or not code.same(part, self.text[place : place + len(part)]):
            return ()
        return ((code.then, place + len(part), known),)

    def looks(self, code: Look, place: int, known: _Captures) -> bool:
        if code.ahead:
            found = self.run(code.start, place, known, end=None)
        else:
            found = any(
                self.run(code.start, begin, known, end=place) for begin in range(place, -1, -1)
            )
        return found is not code.negative
