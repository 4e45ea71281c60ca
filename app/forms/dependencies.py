"""Who must be worked out again when something changes: the graph of a form, its order, its cycles.

The graph is between *rules* of definitions, not between nodes: a form of 500 instances has the graph of one. An edge
keeps what reader and source share: a reference within a row wakes that row only, a reference out of a repeat wakes
all rows, one into a repeat wakes the one node outside. Sources are values, sets of rows and positions; language is
kept as a list of rules apart.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from app.xpath.code import Read, Span
    from app.xpath.compiler import Compiled
    from app.xpath.gates import Gate
    from app.xpath.keeping import Keeper
    from app.xpath.tree import Layout


class RuleKind(StrEnum):
    """What a rule works out."""

    COUNT = "count"
    RELEVANT = "relevant"
    CALCULATE = "calculate"
    OPTIONS = "options"
    REQUIRED = "required"
    READONLY = "readonly"
    CONSTRAINT = "constraint"
    DISPLAY = "display"


_FEEDS = frozenset({RuleKind.COUNT, RuleKind.RELEVANT, RuleKind.CALCULATE, RuleKind.OPTIONS})
"""Kinds that others can hang on."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of one node. ``reads`` includes what its kind looks at by itself (a constraint: its own value)."""

    kind: RuleKind
    index: int
    compiled: Compiled
    reads: tuple[Read, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """From a source to the nodes whose rule ``rank`` reads it.

    Climb ``up`` frames from the source's, go down through the repeats in ``downs``, take ``slot``. With ``span``
    only rows at that distance from the source's own row. What wakes them less often: see `waking`.
    """

    rank: int
    up: int
    downs: tuple[int, ...]
    slot: int
    span: Span | None = None
    gate: Gate | None = None
    keeper: Keeper | None = None

    def readers(self, frame: Any) -> Iterable[Any]:
        """Return the nodes to work out again, for a source in ``frame``."""
        position = frame.position
        for _ in range(self.up):
            position = frame.position
            frame = frame.outer
        if not self.downs:
            return (frame.cells[self.slot],)
        if self.span is not None:
            rows = frame.cells[self.downs[0]].rows
            return [row.cells[self.slot] for row in _near(rows, position, self.span)]
        return self.below(frame)

    def anchor(self, frame: Any) -> Any:
        """Return the frame that source and readers share, for a source in ``frame``."""
        for _ in range(self.up):
            frame = frame.outer
        return frame

    def first(self, frame: Any) -> Any:
        """Return one reader below the frame that they share with the source, None when there is none."""
        if len(self.downs) == 1:
            rows = frame.cells[self.downs[0]].rows
            return rows[0].cells[self.slot] if rows else None
        return next(iter(self.below(frame)), None)

    def below(self, frame: Any) -> list[Any]:
        """Return all readers below the frame that they share with the source."""
        frames = [frame]
        for down in self.downs:
            frames = [row for each in frames for row in each.cells[down].rows]
        return [each.cells[self.slot] for each in frames]

    def readers_after(self, frame: Any, at: int) -> Iterable[Any]:
        """Return the nodes to work out again when the rows of a repeat in ``frame`` changed from place ``at`` on."""
        if self.span is None:
            return self.readers(frame)
        rows = frame.cells[self.downs[0]].rows
        return [row.cells[self.slot] for row in rows[max(0, at + self.span[0]) :]]


def _near(rows: list[Any], position: int, span: Span) -> list[Any]:
    first = max(0, position - 1 + span[0])
    return rows[first:] if span[1] is None else rows[first : max(0, position + span[1])]


@dataclass(frozen=True, slots=True)
class Cycle:
    """Rules that wait for each other: the paths of their nodes, in the order in which they do."""

    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """The rules in an order in which each comes after what it reads, and the edges from each source."""

    rules: tuple[Rule, ...]
    values: dict[int, tuple[Edge, ...]]
    rows: dict[int, tuple[Edge, ...]]
    positions: dict[int, tuple[Edge, ...]]
    by_node: dict[int, tuple[int, ...]]
    language: tuple[int, ...]
    cycles: tuple[Cycle, ...]


def build_graph(rules: Sequence[Rule], layout: Layout, paths: Sequence[str]) -> Graph:
    """Order the rules and draw the edges. Never fails: cycles are reported and broken where they close."""
    feeds = _Feeds(rules, layout)
    before = [list(dict.fromkeys(feeds.of(number, rule))) for number, rule in enumerate(rules)]
    order = _ordered(rules, before)
    ranked = tuple(rules[number] for number in order)
    sources: dict[str, dict[int, list[Edge]]] = {"value": {}, "rows": {}, "position": {}}
    by_node: dict[int, list[int]] = {}
    for rank, rule in enumerate(ranked):
        by_node.setdefault(rule.index, []).append(rank)
        for read in _told(rule):
            edge = _edge(layout, rank, rule, read)
            sources[read.what].setdefault(read.target, []).append(edge)
    return Graph(
        ranked,
        _frozen(sources["value"]),
        _frozen(sources["rows"]),
        _frozen(sources["position"]),
        {index: tuple(ranks) for index, ranks in by_node.items()},
        tuple(rank for rank, rule in enumerate(ranked) if "language" in rule.compiled.needs),
        tuple(_cycles(rules, before, paths)),
    )


def _told(rule: Rule) -> Iterator[Read]:
    """Yield what a rule reads; through gates and keepers only if it runs whenever it is woken, and hears of all."""
    runs = rule.kind not in (RuleKind.COUNT, RuleKind.DISPLAY) and rule.compiled.repeatable
    heard = set(rule.reads)
    deaf = {
        read.keeper
        for read in rule.compiled.reads
        if read.keeper is not None and (read not in heard or read.target == rule.index)
    }
    for read in rule.reads:
        if not runs:
            yield replace(read, gate=None, keeper=None)
        elif read.keeper is not None and read.keeper not in deaf:
            read.keeper.is_told = True
            yield read
        else:
            yield read if read.keeper is None else replace(read, keeper=None)


def _frozen(edges: dict[int, list[Edge]]) -> dict[int, tuple[Edge, ...]]:
    return {target: tuple(dict.fromkeys(found)) for target, found in edges.items()}


def _edge(layout: Layout, rank: int, rule: Rule, read: Read) -> Edge:
    frames = layout.frames[rule.index]
    slot = layout.slots[rule.index]
    if rule.kind is RuleKind.COUNT:
        frames, slot = frames[:-1], layout.row_slots[rule.index]
    bound = min(read.bound, len(frames))
    depth = layout.depth(read.target) - (1 if read.what == "rows" else 0)
    downs = tuple(layout.row_slots[repeat] for repeat in frames[bound:])
    span = read.span if len(downs) == 1 else None
    return Edge(rank, max(0, depth - bound), downs, slot, span, read.gate, read.keeper)


class _Feeds:
    """Which rules must have run before another: those that decide what it reads."""

    def __init__(self, rules: Sequence[Rule], layout: Layout) -> None:
        self._layout = layout
        self._made: dict[tuple[RuleKind, int], int] = {
            (rule.kind, rule.index): number
            for number, rule in enumerate(rules)
            if rule.kind in _FEEDS
        }
        self._around: dict[int, tuple[int, ...]] = {}

    def of(self, number: int, rule: Rule) -> Iterator[int]:
        """Yield the numbers of the rules that ``rule`` comes after."""
        for read in rule.reads:
            for source in self._of_read(read):
                if source != number or self._same_row(read):
                    yield source
        if rule.kind in (RuleKind.CALCULATE, RuleKind.OPTIONS):
            yield from self._relevance(rule.index)
        for repeat in self._layout.frames[rule.index]:
            count = self._made.get((RuleKind.COUNT, repeat))
            if count is not None and count != number:
                yield count

    def _same_row(self, read: Read) -> bool:
        return read.span is None or (
            read.span[0] <= 0 and (read.span[1] is None or read.span[1] >= 0)
        )

    def _of_read(self, read: Read) -> Iterator[int]:
        kinds = (RuleKind.CALCULATE, RuleKind.OPTIONS) if read.what == "value" else ()
        for kind in kinds:
            source = self._made.get((kind, read.target))
            if source is not None:
                yield source
        if read.what != "position":
            yield from self._relevance(read.target)
        for repeat in self._layout.frames[read.target]:
            source = self._made.get((RuleKind.COUNT, repeat))
            if source is not None:
                yield source

    def _relevance(self, index: int) -> tuple[int, ...]:
        """Return the relevance rules of a node and everything above it."""
        found = self._around.get(index)
        if found is None:
            parent = self._layout.parents[index]
            found = self._relevance(parent) if parent >= 0 else ()
            own = self._made.get((RuleKind.RELEVANT, index))
            found = found if own is None else (*found, own)
            self._around[index] = found
        return found


def _ordered(rules: Sequence[Rule], before: list[list[int]]) -> list[int]:
    """Order by Kahn's algorithm, form order among equals. A cycle is opened at a filter, else at its first rule."""
    after: list[list[int]] = [[] for _ in rules]
    waiting = [0] * len(rules)
    for number, sources in enumerate(before):
        for source in sources:
            if source != number:
                after[source].append(number)
                waiting[number] += 1
    ready = [number for number, count in enumerate(waiting) if not count]
    stuck = sorted(range(len(rules)), key=lambda n: (rules[n].kind is not RuleKind.OPTIONS, n))
    done = [False] * len(rules)
    order: list[int] = []
    opening = iter(stuck)
    while len(order) < len(rules):
        if not ready:
            ready = [next(number for number in opening if not done[number])]
        number = heapq.heappop(ready)
        if done[number]:
            continue
        done[number] = True
        order.append(number)
        for reader in after[number]:
            waiting[reader] -= 1
            if not waiting[reader] and not done[reader]:
                heapq.heappush(ready, reader)
    return order


def _cycles(
    rules: Sequence[Rule], before: list[list[int]], paths: Sequence[str]
) -> Iterator[Cycle]:
    """Yield one cycle per knot. Filters of choices take no part: a select may be filtered by its own answer."""
    plain = [
        [s for s in sources if rules[s].kind is not RuleKind.OPTIONS]
        if rules[number].kind is not RuleKind.OPTIONS
        else []
        for number, sources in enumerate(before)
    ]
    for knot in _knots(plain):
        way = _way_round(plain, knot)
        yield Cycle(tuple(paths[rules[number].index] for number in way))


def _knots(before: list[list[int]]) -> Iterator[list[int]]:
    """Yield the strongly connected parts that are cycles (Tarjan, without recursion)."""
    number_of: dict[int, int] = {}
    low: dict[int, int] = {}
    path: list[int] = []
    on_path: set[int] = set()
    for start in range(len(before)):
        if start in number_of:
            continue
        work: list[tuple[int, Iterator[int]]] = []
        _enter(start, number_of, low, path, on_path)
        work.append((start, iter(before[start])))
        while work:
            at, rest = work[-1]
            following = next(rest, None)
            if following is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[at])
                if low[at] == number_of[at]:
                    knot = _leave(at, path, on_path)
                    if len(knot) > 1 or at in before[at]:
                        yield knot
            elif following not in number_of:
                _enter(following, number_of, low, path, on_path)
                work.append((following, iter(before[following])))
            elif following in on_path:
                low[at] = min(low[at], number_of[following])


def _enter(
    at: int, number_of: dict[int, int], low: dict[int, int], path: list[int], on_path: set[int]
) -> None:
    number_of[at] = low[at] = len(number_of)
    path.append(at)
    on_path.add(at)


def _leave(at: int, path: list[int], on_path: set[int]) -> list[int]:
    knot = path[path.index(at) :]
    del path[path.index(at) :]
    on_path.difference_update(knot)
    return knot


def _way_round(before: list[list[int]], knot: list[int]) -> list[int]:
    """Return a shortest way from the knot's first rule back to itself, in the order in which values flow."""
    start, members = min(knot), set(knot)
    came: dict[int, int] = {}
    queue = [start]
    for at in queue:
        for source in before[at]:
            if source == start:
                way = [at]
                while way[-1] != start:
                    way.append(came[way[-1]])
                return [start, *way] if at != start else [start, start]
            if source in members and source not in came:
                came[source] = at
                queue.append(source)
    return [start]
