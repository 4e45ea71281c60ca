"""Type mistakes where the type of an expression is evident: texts among numbers, conditions compared with texts.

XPath never fails on them: a text that is no number gives NaN, and every text counts as true beside a condition. So a
rule built on one is silently always, or never, true. Only what can be seen in the expression itself is said: literals,
functions whose result has one type, and questions whose answer has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from app.forms.checks.parameters import is_number
from app.forms.checks.types import words
from app.forms.findings import FindingCode
from app.xpath.nodes import Binary, Call, Expression, Number, Path, Text, walk

if TYPE_CHECKING:
    from app.forms.checks.book import Book
    from app.forms.checks.expressions import Formula

Kind = Literal["number", "boolean", ""]

_ARITHMETIC = frozenset({"+", "-", "*", "div", "mod"})
_ORDER = frozenset({"<", "<=", ">", ">="})
_EQUALITY = frozenset({"=", "!="})
_MOMENT = re.compile(r"\s*(\d{4}-\d{2}-\d{2}|\d{1,2}:\d{2})")
_NUMBERS = words(
    "abs acos area asin atan atan2 ceiling cos count count-non-empty count-selected decimal-date-time decimal-time "
    "distance exp exp10 floor int last log log10 number pi position pow random round sin sqrt string-length sum tan"
)
_BOOLEANS = words(
    "boolean boolean-from-string checklist contains ends-with false geofence intersects not regex selected starts-with "
    "true weighted-checklist"
)
_NUMERIC_TYPES = frozenset({"integer", "decimal", "range", "percentage"})


def check_kinds(book: Book, formulas: Sequence[Formula]) -> None:
    """Check every expression."""
    for formula in formulas:
        name = formula.entry.name if formula.entry else ""
        for code, text in dict.fromkeys(_mistakes(book, formula)):
            book.report.warn(code, formula.place, name, text=text)


def _mistakes(book: Book, formula: Formula) -> Iterator[tuple[FindingCode, str]]:
    for node in walk(formula.tree):
        if isinstance(node, Binary):
            for mine, other in ((node.left, node.right), (node.right, node.left)):
                if isinstance(mine, Text):
                    code = _mistake(node, mine, _kind(book, formula, other))
                    if code is not None:
                        yield code, mine.text[:80]


def _mistake(node: Binary, literal: Text, other: Kind) -> FindingCode | None:
    is_worthless = not is_number(literal.text.strip()) and literal.text != "NaN"
    if node.operator in _ARITHMETIC:
        needed = is_worthless and not _MOMENT.match(literal.text)
        return FindingCode.NUMBER_EXPECTED if needed else None
    if node.operator in _EQUALITY and other == "boolean":
        return FindingCode.BOOLEAN_COMPARED
    if other != "number" or not literal.text or not is_worthless:
        return None
    is_compared = node.operator in _EQUALITY or node.operator in _ORDER
    return FindingCode.NUMBER_EXPECTED if is_compared else None


def _kind(book: Book, formula: Formula, node: Expression) -> Kind:
    if isinstance(node, Number):
        return "number"
    if isinstance(node, Call):
        return "number" if node.name in _NUMBERS else "boolean" if node.name in _BOOLEANS else ""
    if isinstance(node, Binary):
        is_number_made = node.operator in {"*", "div", "mod"}
        is_condition = node.operator in _ORDER | _EQUALITY | {"and", "or"}
        return "number" if is_number_made else "boolean" if is_condition else ""
    return "number" if isinstance(node, Path) and _is_numeric(book, formula, node) else ""


def _is_numeric(book: Book, formula: Formula, path: Path) -> bool:
    if path.absolute or path.start is not None or len(path.steps) != 1 or path.steps[0].predicates:
        return False
    if path.steps[0].axis == "self":
        is_own = formula.cell.heading.base == "constraint"
        entry = formula.entry if is_own else None
    else:
        entry = book.survey.named(formula.references.get(path.steps[0].at, ""))
    return entry is not None and entry.word.base in _NUMERIC_TYPES
