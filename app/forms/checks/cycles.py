"""Questions whose rules wait for each other in a circle, over the references of the sheet alone.

A value waits for its calculation's references and for its own relevance; relevance waits for its references and for
the relevance of the groups around; a counted repeat exists when its count is known. Calculations with a trigger run
on a change and wait for nothing. Constraints and filters only look.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from app.forms.checks.tables import place_of
from app.forms.findings import FindingCode
from app.xpath.nodes import Call, Expression, Path, operands

if TYPE_CHECKING:
    from app.forms.checks.book import Book
    from app.forms.checks.expressions import Formula
    from app.forms.checks.survey import Entry

Vertex = tuple[str, str]
"""What is waited for (``value`` or ``relevant``), and the name of the question or group."""
MOST_SHOWN = 10
_LOOKS_BACK = frozenset({"indexed-repeat", "once", "position", "count"})


def check_cycles(book: Book, formulas: Sequence[Formula]) -> None:
    """Report one finding per circle, at a cell that takes part in it."""
    graph = _graph(book, formulas)
    entries = {
        entry.name: entry for entry in book.survey.entries if book.survey.named(entry.name) is entry
    }
    for circle in find_cycles(graph):
        names = _names(circle)
        entry = entries.get(names[0])
        cell = entry.cell("calculation") or entry.cell("relevant") if entry else None
        if entry is not None:
            path = " → ".join(
                [*names[:MOST_SHOWN], *(["…"] if len(names) > MOST_SHOWN else []), names[0]]
            )
            place = place_of(book.survey.table, cell or entry.line)
            book.report.error(FindingCode.CYCLE, place, entry.name, path=path)


def find_cycles(graph: Mapping[Vertex, Sequence[Vertex]]) -> list[list[Vertex]]:
    """Return one circle per knot of the graph, without walking it by recursion (forms may be long chains)."""
    state: dict[Vertex, int] = {}
    circles: list[list[Vertex]] = []
    for start in graph:
        if start not in state:
            circles.extend(_walk(graph, start, state))
    return circles


def _walk(
    graph: Mapping[Vertex, Sequence[Vertex]], start: Vertex, state: dict[Vertex, int]
) -> Iterator[list[Vertex]]:
    """Walk depth first; ``state`` is 1 on the way and 2 when done."""
    path = [start]
    pending = [iter(graph.get(start, ()))]
    state[start] = 1
    while pending:
        vertex = next(pending[-1], None)
        if vertex is None:
            state[path.pop()] = 2
            pending.pop()
        elif vertex not in state:
            state[vertex] = 1
            path.append(vertex)
            pending.append(iter(graph.get(vertex, ())))
        elif state[vertex] == 1:
            yield path[path.index(vertex) :]
            state[vertex] = 2


def references_waited_for(formula: Formula) -> list[str]:
    """List the references of an expression except those that only look back at other rows."""
    return [name for at in _waited(formula.tree) if (name := formula.references.get(at))]


def _waited(tree: Expression) -> Iterator[int]:
    pending: list[Expression] = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, Path):
            if len(node.steps) == 1 and not node.steps[0].predicates and node.start is None:
                yield node.steps[0].at
                yield node.at
        elif not isinstance(node, Call) or node.name not in _LOOKS_BACK:
            pending.extend(operands(node))


def _graph(book: Book, formulas: Sequence[Formula]) -> dict[Vertex, list[Vertex]]:
    graph: dict[Vertex, list[Vertex]] = {}
    for entry in book.survey.entries:
        relevant = graph.setdefault(("relevant", entry.name), [])
        if entry.above:
            relevant.append(("relevant", entry.above.name))
        if not entry.is_group:
            graph.setdefault(("value", entry.name), []).append(("relevant", entry.name))
    for formula in formulas:
        vertex = _vertex(formula)
        if vertex is not None:
            wanted = dict.fromkeys(references_waited_for(formula))
            graph.setdefault(vertex, []).extend(
                ("value", name) for name in wanted if _is_value(book, name)
            )
    return graph


def _vertex(formula: Formula) -> Vertex | None:
    entry = formula.entry
    if entry is None:
        return None
    base = formula.cell.heading.base
    if base == "calculation" and not entry.text("trigger"):
        return ("value", entry.name)
    return ("relevant", entry.name) if base in {"relevant", "repeat_count"} else None


def _is_value(book: Book, name: str) -> bool:
    entry: Entry | None = book.survey.named(name)
    return entry is not None and not entry.is_group


def _names(circle: Sequence[Vertex]) -> list[str]:
    names: list[str] = []
    for _, name in circle:
        if not names or names[-1] != name:
            names.append(name)
    return names[:-1] if len(names) > 1 and names[0] == names[-1] else names
