"""Tokens to a tree, by operator precedence (Pratt). Words are operators only where an operator can stand,
so questions may be called ``div``, ``and`` or ``mod``.

Height is limited, because everything that walks a tree recurses: a hostile workbook gets an error with a place,
not a crash. Long chains of ``and`` and ``or`` are balanced, which changes nothing that can be observed.
"""

from __future__ import annotations

from functools import lru_cache

from app.xpath.errors import SyntaxFault, XPathSyntaxError
from app.xpath.lexer import Token, tokens
from app.xpath.nodes import (
    Axis,
    Binary,
    Call,
    Expression,
    Filter,
    Negation,
    Number,
    Operator,
    Path,
    Step,
    Text,
)

LENGTH_LIMIT = 100_000
NESTING_LIMIT = 120
HEIGHT_LIMIT = 250
_LONG_CHAIN = 16

_POWERS: dict[str, tuple[int, Operator]] = {
    "or": (1, "or"),
    "and": (2, "and"),
    "=": (3, "="),
    "!=": (3, "!="),
    "<": (4, "<"),
    "<=": (4, "<="),
    ">": (4, ">"),
    ">=": (4, ">="),
    "+": (5, "+"),
    "-": (5, "-"),
    "*": (6, "*"),
    "div": (6, "div"),
    "mod": (6, "mod"),
    "|": (8, "|"),
}
_NEGATION_POWER = 7
_AXES: dict[str, Axis] = {
    "child": "child",
    "parent": "parent",
    "self": "self",
    "attribute": "attribute",
}
_NODE_TYPES = frozenset({"node", "text", "comment", "processing-instruction"})
_STEP_STARTS = frozenset({".", "..", "@", "*"})


@lru_cache(maxsize=32_768)
def parse(source: str) -> Expression:
    """Read an expression. Remembered by its text. Raises XPathSyntaxError.

    >>> parse("div div 2")
    Binary(operator='div', left=Path(absolute=False, steps=(Step(axis='child', test='div', predicates=(), at=0),), \
start=None, at=0), right=Number(value=2.0, at=8), at=4)
    """
    if len(source) > LENGTH_LIMIT:
        raise XPathSyntaxError(
            SyntaxFault.TOO_LONG, LENGTH_LIMIT, length=len(source), limit=LENGTH_LIMIT
        )
    return _Parser(tokens(source)).whole()


class _Parser:
    """One reading of one expression. ``height`` is that of the tree returned last."""

    __slots__ = ("at", "height", "nesting", "token", "words")

    def __init__(self, words: list[Token]) -> None:
        self.words = words
        self.at = 0
        self.token = words[0]
        self.nesting = 0
        self.height = 0

    def whole(self) -> Expression:
        if self.ended():
            raise XPathSyntaxError(SyntaxFault.EMPTY, self.token.at)
        expression = self.expression(0)
        if not self.ended():
            raise self.unexpected()
        return expression

    def ended(self) -> bool:
        return self.token.kind == "end"

    def expression(self, power: int) -> Expression:
        self.nesting += 1
        if self.nesting > NESTING_LIMIT:
            raise XPathSyntaxError(SyntaxFault.TOO_DEEP, self.token.at, limit=NESTING_LIMIT)
        left = self.operand()
        while (found := self.infix()) and found[0] > power:
            left = self.chain(left, *found) if found[0] < 3 else self.binary(left, *found)
        self.nesting -= 1
        return left

    def infix(self) -> tuple[int, Operator] | None:
        kind, text, _ = self.token
        return _POWERS.get(text) if kind in {"mark", "name"} else None

    def binary(self, left: Expression, power: int, operator: Operator) -> Expression:
        at, height = self.token.at, self.height
        self.advance()
        right = self.expression(power)
        self.grow(height, at)
        return Binary(operator, left, right, at)

    def chain(self, left: Expression, power: int, operator: Operator) -> Expression:
        """Read ``a or b or c …`` to its end, so that a thousand of them do not make a tree a thousand high."""
        terms, places, height = [left], [], self.height
        while self.infix() == (power, operator):
            places.append(self.token.at)
            self.advance()
            terms.append(self.expression(power))
            height = max(height, self.height)
        self.height = height
        if len(terms) <= _LONG_CHAIN:
            for place, term in zip(places, terms[1:], strict=True):
                left = Binary(operator, left, term, place)
            self.grow(self.height + len(places) - 1, places[0])
            return left
        self.grow(height + len(terms).bit_length(), places[0])
        return _balanced(operator, terms, places)

    def operand(self) -> Expression:
        kind, text, at = self.token
        if kind == "number":
            self.advance()
            return self.filtered(Number(float(text), at))
        if kind == "text":
            self.advance()
            return self.filtered(Text(text, at))
        if kind == "name":
            return self.filtered(self.call()) if self.calls() else self.path(start=None)
        return self.marked(text)

    def marked(self, mark: str) -> Expression:
        """Read an operand that begins with a mark, or with the end of the text."""
        if mark in _STEP_STARTS:
            return self.path(start=None)
        if mark == "(":
            return self.group()
        if mark == "-":
            return self.negation()
        if mark == "/":
            return self.absolute()
        if mark == "//":
            raise self.descendants()
        raise self.unexpected()

    def negation(self) -> Expression:
        at = self.token.at
        self.advance()
        operand = self.expression(_NEGATION_POWER)
        self.grow(self.height, at)
        return Negation(operand, at)

    def group(self) -> Expression:
        at = self.token.at
        self.advance()
        inner = self.expression(0)
        self.close(")", "(", at)
        return self.filtered(inner)

    def descendants(self) -> XPathSyntaxError:
        return XPathSyntaxError(SyntaxFault.DESCENDANTS, self.token.at)

    def calls(self) -> bool:
        """Say whether the name at hand is called; node types are not functions."""
        following = self.words[self.at + 1].text
        return (
            following == "("
            and self.words[self.at + 1].kind == "mark"
            and self.token.text not in _NODE_TYPES
        )

    def call(self) -> Expression:
        name, at = self.token.text, self.token.at
        self.advance()
        opened = self.token.at
        self.advance()
        arguments: list[Expression] = []
        height = 0
        while not self.sees(")"):
            arguments.append(self.expression(0))
            height = max(height, self.height)
            if self.sees(")"):
                break
            self.close(",", "(", opened)
            if self.sees(")"):
                raise self.unexpected()
        self.advance()
        self.grow(height, at)
        return Call(name, tuple(arguments), at)

    def filtered(self, base: Expression) -> Expression:
        """Read what may follow a primary expression: predicates, then the steps of a path."""
        if self.token.kind != "mark" or self.token.text not in {"[", "/", "//"}:
            if isinstance(base, (Number, Text)):
                self.height = 1
            return base
        at = base.at
        if self.sees("["):
            height = self.height
            base = Filter(base, self.predicates(), at)
            self.grow(max(height, self.height), at)
        return self.path(start=base) if self.sees("/") or self.sees("//") else base

    def absolute(self) -> Expression:
        at = self.token.at
        self.advance()
        self.height = 0
        steps = self.steps() if self.starts_step() else ()
        self.grow(self.height, at)
        return Path(absolute=True, steps=steps, at=at)

    def path(self, start: Expression | None) -> Expression:
        at = self.token.at if start is None else start.at
        if start is None:
            self.height = 0
        else:
            self.step_separator()
        height = self.height
        steps = self.steps()
        self.grow(max(height, self.height), at)
        return Path(absolute=False, steps=steps, start=start, at=at)

    def steps(self) -> tuple[Step, ...]:
        found = [self.step()]
        height = self.height
        while self.sees("/") or self.sees("//"):
            self.step_separator()
            found.append(self.step())
            height = max(height, self.height)
        self.height = height
        return tuple(found)

    def step_separator(self) -> None:
        if self.sees("//"):
            raise self.descendants()
        self.advance()

    def starts_step(self) -> bool:
        kind, text, _ = self.token
        return kind == "name" or (kind == "mark" and text in _STEP_STARTS)

    def step(self) -> Step:
        at = self.token.at
        axis, test = self.axis_and_test()
        self.height = 0
        predicates = self.predicates() if self.sees("[") else ()
        return Step(axis, test, predicates, at)

    def axis_and_test(self) -> tuple[Axis, str]:
        text = self.token.text
        if not self.starts_step():
            raise self.unexpected()
        if text in {".", ".."} and self.token.kind == "mark":
            self.advance()
            return ("self" if text == "." else "parent"), "node()"
        axis: Axis = "child"
        if self.sees("@"):
            axis = "attribute"
            self.advance()
        elif self.words[self.at + 1].text == "::" and self.words[self.at + 1].kind == "mark":
            axis = self.axis()
        return axis, self.test()

    def axis(self) -> Axis:
        axis = _AXES.get(self.token.text)
        if axis is None:
            raise XPathSyntaxError(
                SyntaxFault.UNSUPPORTED_AXIS, self.token.at, axis=self.token.text
            )
        self.advance()
        self.advance()
        return axis

    def test(self) -> str:
        kind, text, at = self.token
        if kind != "name" and text != "*":
            raise self.unexpected()
        self.advance()
        if not self.sees("("):
            return text
        if text != "node":
            if text in _NODE_TYPES:
                raise XPathSyntaxError(SyntaxFault.UNSUPPORTED_NODE_TEST, at, test=f"{text}()")
            raise self.unexpected()
        opened = self.token.at
        self.advance()
        self.close(")", "(", opened)
        return "node()"

    def predicates(self) -> tuple[Expression, ...]:
        found: list[Expression] = []
        height = 0
        while self.sees("["):
            at = self.token.at
            self.advance()
            found.append(self.expression(0))
            height = max(height, self.height)
            self.close("]", "[", at)
        self.height = height
        return tuple(found)

    def sees(self, mark: str) -> bool:
        return self.token.text == mark and self.token.kind == "mark"

    def advance(self) -> None:
        self.at += 1
        self.token = self.words[self.at]

    def close(self, mark: str, opened: str, at: int) -> None:
        """Step over the mark that must stand here; name what was opened when the text ends before it."""
        if self.ended():
            raise XPathSyntaxError(SyntaxFault.UNCLOSED, at, opened=opened)
        if not self.sees(mark):
            raise self.unexpected()
        self.advance()

    def grow(self, beside: int, at: int) -> None:
        """Note that the tree read last and one of height ``beside`` stand under a new node."""
        self.height = max(self.height, beside) + 1
        if self.height > HEIGHT_LIMIT:
            raise XPathSyntaxError(SyntaxFault.TOO_DEEP, at, limit=HEIGHT_LIMIT)

    def unexpected(self) -> XPathSyntaxError:
        if self.ended():
            return XPathSyntaxError(SyntaxFault.UNEXPECTED_END, self.token.at)
        return XPathSyntaxError(SyntaxFault.UNEXPECTED, self.token.at, found=self.token.text)


def _balanced(operator: Operator, terms: list[Expression], places: list[int]) -> Expression:
    if len(terms) == 1:
        return terms[0]
    middle = len(terms) // 2
    left = _balanced(operator, terms[:middle], places[: middle - 1])
    right = _balanced(operator, terms[middle:], places[middle:])
    return Binary(operator, left, right, places[middle - 1])
