"""Paths: resolved once, at compile time, to cells of frames; only predicates and lists are walked when running.

How repeats are bound (the engines differ; see tests/forms/test_references.py):

- a relative path binds the rows that it does not climb out of: ``../age`` this row, ``../../person/age`` all rows;
- an absolute path *through* a repeat around the owner means the owner's row (JavaRosa), unless it is the argument
  of a function over sets: ``sum(/data/person/age)`` in a row is the sum of all rows (Web Forms). Outer repeats stay
  bound either way;
- an absolute path that *ends at* a repeat, and a step with predicates, mean all rows.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.xpath.buckets import Bucket
from app.xpath.code import ELEMENT, NOWHERE, Code, Compiling, Head, Read, Run, Span, empty_nodes
from app.xpath.elements import Detached, element_step, elements
from app.xpath.getters import frame_getter, many_getter, one_getter
from app.xpath.nodes import Call, Path, Step, Text
from app.xpath.planner import filtering, reading_span, stop_of
from app.xpath.tallies import Tally
from app.xpath.values import NodeSet

if TYPE_CHECKING:
    from app.xpath.tree import Layout

DOCUMENT = -1


def compile_path(c: Compiling, path: Path, *, as_set: bool = False) -> Code:
    """Compile a location path."""
    if path.start is not None:
        return _from_start(c, path)
    if path.absolute:
        return _absolute(c, path, as_set=as_set)
    if c.place == ELEMENT:
        return _through_elements(c, lambda scope, owner, item: (item,), path.steps)
    origin = _Origin(c, c.place, c.held, lambda scope, owner, item: item)
    return origin.walk(path.steps)


def _absolute(c: Compiling, path: Path, *, as_set: bool) -> Code:
    owner_depth = c.layout.depth(c.owner)
    origin = _Origin(c, DOCUMENT, owner_depth, lambda scope, owner, item: owner, depth=owner_depth)
    origin.absolute, origin.as_set = True, as_set
    return origin.walk(path.steps)


def _from_start(c: Compiling, path: Path) -> Code:
    start = path.start
    if isinstance(start, Call) and start.name == "current":
        origin = _Origin(c, c.owner, c.layout.depth(c.owner), lambda scope, owner, item: owner)
        return origin.walk(path.steps)
    if (
        isinstance(start, Call)
        and start.name == "instance"
        and start.arguments
        and isinstance(start.arguments[0], Text)
    ):
        return _list_path(c, start.arguments[0].text, path.steps)
    base = c.compile_set(start) if start is not None else empty_nodes()
    if base.many is None:
        return empty_nodes()
    if base.places and all(place >= 0 for place in base.places):
        return _from_nodes(c, base, path.steps)
    return _through_elements(c, base.many, path.steps)


def _from_nodes(c: Compiling, base: Code, steps: tuple[Step, ...]) -> Code:
    """Go on from nodes of the form whose places are known: each place has its own way."""
    many = base.many
    assert many is not None
    ways: dict[int, Run] = {}
    places: list[int] = []
    for place in dict.fromkeys(base.places):
        code = _Origin(c, place, 0, lambda scope, owner, item: item).walk(steps)
        if code.many is not None:
            ways[place] = code.many
            places.extend(code.places)

    def go(scope: Any, owner: Any, item: Any) -> NodeSet:
        found = NodeSet()
        for node in many(scope, owner, item):
            way = ways.get(node.index)
            if way is not None:
                found.extend(way(scope, owner, node))
        return found

    return Code(go, "nodes", many=go, places=tuple(places))


# --- lists


def _list_path(c: Compiling, name: str, steps: tuple[Step, ...]) -> Code:
    """Compile ``instance('x')/root/item...``: the part before the first predicate is looked up once per form."""
    plain = next((at for at, step in enumerate(steps) if step.predicates), len(steps) - 1) + 1
    head, rest = steps[:plain], steps[plain:]
    walks = [element_step(step) for step in head]
    key = ("list", name, *((step.axis, step.test) for step in head))

    def source(scope: Any, owner: Any, item: Any) -> NodeSet:
        found = scope.lists.get(key)
        if found is None:
            document = scope.instances.get(name)
            found = NodeSet() if document is None else NodeSet([document])
            for walk in walks:
                found = walk(found)
            scope.lists[key] = found
        return found  # type: ignore[no-any-return]

    if head and head[-1].predicates:
        filtered = filtering(c, head[-1].predicates, ELEMENT, 0, source, key=key)
        return _through_elements(c, filtered, rest)
    return _through_elements(c, source, rest)


def _through_elements(c: Compiling, source: Run, steps: tuple[Step, ...]) -> Code:
    for step in steps:
        source = _one_element_step(c, source, step)
    return elements(source)


def _one_element_step(c: Compiling, source: Run, step: Step) -> Run:
    walk = element_step(step)

    def go(scope: Any, owner: Any, item: Any) -> NodeSet:
        return walk(source(scope, owner, item))

    return filtering(c, step.predicates, ELEMENT, 0, go) if step.predicates else go


# --- nodes of the form


class _Origin:
    """Where a path starts, and the walk from there.

    ``held`` repeats around ``place`` are the owner's own rows; ``bound`` falls as the path climbs; ``depth`` is that
    of the node which ``base`` gives.
    """

    def __init__(
        self,
        c: Compiling,
        place: int,
        held: int,
        base: Run,
        *,
        depth: int | None = None,
        span: Span | None = None,
    ) -> None:
        self.c = c
        self.layout: Layout = c.layout
        self.place = place
        self.held = held
        self.base = base
        self.depth = self.layout.depth(place) if depth is None else depth
        self.span = span
        self.absolute = False
        self.as_set = False

    def walk(self, steps: tuple[Step, ...]) -> Code:
        """Resolve the steps up to the first predicate, then go on from what it leaves."""
        spots: list[tuple[int, int]] = [(self.place, self.depth)]
        for at, step in enumerate(steps):
            if step.axis == "attribute":
                return self._attribute(spots, step)
            spots = [spot for each in spots for spot in self._step(each, step)]
            if step.predicates:
                return self._predicate(spots, step, steps[at + 1 :])
        codes = [self._reach(target, self._bind(target, bound)) for target, bound in spots]
        return codes[0] if len(codes) == 1 else _joined(codes)

    def _step(self, spot: tuple[int, int], step: Step) -> list[tuple[int, int]]:
        index, bound = spot
        layout = self.layout
        if step.axis == "child":
            if index == DOCUMENT:
                return [(0, bound)] if step.test in ("*", "node()", layout.names[0]) else []
            return [(kid, bound) for kid in layout.child(index, step.test)]
        if step.axis == "parent":
            parent = layout.parents[index] if index >= 0 else DOCUMENT
            return [(parent, min(bound, layout.depth(parent)))] if parent >= 0 else []
        fits = step.test in ("*", "node()") or (index >= 0 and step.test == layout.names[index])
        return [spot] if fits else []

    def _bind(self, target: int, bound: int) -> int:
        if not self.absolute:
            return min(bound, self.layout.depth(target))
        mine, theirs = self.layout.frames[self.c.owner], self.layout.frames[max(target, 0)]
        common = 0
        while common < min(len(mine), len(theirs)) and mine[common] == theirs[common]:
            common += 1
        sets = self.as_set or target in self.layout.repeats
        return min(common, len(theirs) - 1) if sets and theirs else common

    def _reach(self, target: int, bound: int) -> Code:
        if target < 0:
            return empty_nodes()
        self._note(target, bound)
        base = self.base
        if len(self.layout.frames[target]) > bound:
            many = many_getter(self.layout, self.depth, bound, target)
            run: Run = lambda scope, owner, item: many(base(scope, owner, item))  # noqa: E731
            code = Code(run, "nodes", many=run, places=(target,))
            downs = self.layout.frames[target][bound:]
            return code if len(downs) > 1 else self._column(code, target, bound, downs[0])
        return self._single(target, bound)

    def _column(self, code: Code, target: int, bound: int, repeat: int) -> Code:
        base, climb = self.base, frame_getter(self.depth, bound)
        down, slot = self.layout.row_slots[repeat], self.layout.slots[target]

        def frame(scope: Any, owner: Any, item: Any) -> Any:
            return climb(base(scope, owner, item))

        def column(scope: Any, owner: Any, item: Any) -> list[Any]:
            rows = climb(base(scope, owner, item)).cells[down].rows
            return [row.cells[slot].value for row in rows]

        return replace(code, column=column, tally=(Tally(down, slot), frame))

    def _single(self, target: int, bound: int) -> Code:
        base, slot = self.base, self.layout.slots[target]
        if bound == 0 and not self.layout.frames[target]:
            node: Run = lambda scope, owner, item: scope[slot]  # noqa: E731
            return _one(node, lambda scope, owner, item: scope[slot].value, target)
        one = one_getter(self.depth, bound, slot, same=target == self.place)
        node = lambda scope, owner, item: one(base(scope, owner, item))  # noqa: E731
        return _one(node, lambda scope, owner, item: one(base(scope, owner, item)).value, target)

    def _note(self, target: int, bound: int) -> None:
        layout, held = self.layout, min(bound, self.held)
        self.c.read(Read("value", target, held, self.span))
        for repeat in layout.frames[target][bound:]:
            self.c.read(Read("rows", repeat, min(held, layout.depth(repeat) - 1), self.span))

    def _predicate(self, spots: list[tuple[int, int]], step: Step, rest: tuple[Step, ...]) -> Code:
        codes = [self._filtered(target, bound, step, rest) for target, bound in spots]
        return codes[0] if len(codes) == 1 else _joined(codes)

    def _filtered(self, target: int, bound: int, step: Step, rest: tuple[Step, ...]) -> Code:
        if target < 0:
            return empty_nodes()
        layout, c = self.layout, self.c
        unbound = len(layout.frames[target]) - (1 if target in layout.repeats else 0)
        bound = min(self._bind(target, bound), unbound)
        span = reading_span(c, step.predicates, target, min(bound, self.held))
        mark, bucket = c.mark(), self._bucket(target, bound, step, rest)
        inner = _Origin(c, self.place, self.held, self.base, depth=self.depth, span=span)
        many = inner._reach(target, bound).many or empty_nodes().run
        held = min(bound, self.held)
        climb, base = frame_getter(self.depth, bound), self.base
        anchored: Run = lambda scope, owner, item: climb(base(scope, owner, item))  # noqa: E731
        kept = filtering(
            c,
            step.predicates,
            target,
            held,
            many,
            anchor=anchored,
            bucket=bucket,
        )
        code = self._after(kept, target, held, span, rest)
        stop = stop_of(c.inside(target, held), step.predicates[0]) if code.column else None
        if stop is not None and len(step.predicates) == 1:
            slot = layout.slots[code.places[0]]
            code = replace(code, head=Head(many, stop, slot, anchored))
        if bucket is not None and bucket.getters:
            self._note_bucket(mark, bucket, target, held)
        return code

    def _after(
        self, kept: Run, target: int, held: int, span: Span | None, rest: tuple[Step, ...]
    ) -> Code:
        """Take the remaining steps from the items that the predicates leave."""
        layout, c = self.layout, self.c
        if not rest:
            return Code(kept, "nodes", many=kept, places=(target,))
        onward = _Origin(c, target, held, lambda scope, owner, item: item, span=span).walk(rest)
        if onward.node is not None and layout.frames[onward.places[0]] == layout.frames[target]:
            return _same_row(kept, layout.slots[onward.places[0]], onward.places[0])
        return _onward(kept, onward)

    def _bucket(self, target: int, bound: int, step: Step, rest: tuple[Step, ...]) -> Bucket | None:
        """Return a bucket for rows of one repeat that are looked up once in an evaluation."""
        layout, downs = self.layout, self.layout.frames[target][bound:]
        if self.c.is_inner or len(downs) != 1 or target not in layout.repeats:
            return None
        plain = all(each.axis in ("child", "self") and not each.predicates for each in rest)
        single = len(step.predicates) == 1
        return Bucket(layout.row_slots[downs[0]]) if plain and single else None

    def _note_bucket(self, mark: int, bucket: Bucket, target: int, held: int) -> None:
        """Note that the rows are looked at through the bucket alone. One that sees more is not to be told."""
        frames = self.layout.frames

        def is_foreign(at: int) -> bool:
            return any(at in each for each in bucket.foreign)

        mine = [
            read for at, read in enumerate(self.c.reads_since(mark), mark) if not is_foreign(at)
        ]
        if any(
            read.bound != min(held, self.layout.depth(read.target) - (read.what == "rows"))
            or frames[read.target] != frames[target]
            or read.what == "position"
            for read in mine
        ):
            return
        self.c.note_again(
            mark, lambda at, read: read if is_foreign(at) else replace(read, keeper=bucket)
        )

    def _attribute(self, spots: list[tuple[int, int]], step: Step) -> Code:
        found = NodeSet(
            Detached(name, value)
            for index, _ in spots
            if index >= 0
            for name, value in self.layout.attributes[index].items()
            if step.test in ("*", name)
        )
        run: Run = lambda scope, owner, item: found  # noqa: E731
        return Code(run, "nodes", many=run, places=(NOWHERE,))


def _one(node: Run, value: Run, target: int) -> Code:
    def many(scope: Any, owner: Any, item: Any) -> NodeSet:
        found = node(scope, owner, item)
        return NodeSet([found]) if found.relevant else NodeSet()

    return Code(value, "node", node=node, many=many, places=(target,))


def _joined(codes: list[Code]) -> Code:
    if not codes:
        return empty_nodes()
    parts = [code.many for code in codes if code.many is not None]

    def many(scope: Any, owner: Any, item: Any) -> NodeSet:
        found = NodeSet()
        for part in parts:
            found.extend(part(scope, owner, item))
        return found

    places = tuple(place for code in codes for place in code.places)
    return Code(many, "nodes", many=many, places=places)


def _same_row(kept: Run, slot: int, target: int) -> Code:
    """Take one cell of every row that the predicates left."""

    def many(scope: Any, owner: Any, item: Any) -> NodeSet:
        rows = kept(scope, owner, item)
        return NodeSet([cell for row in rows if (cell := row.frame.cells[slot]).relevant])

    def column(scope: Any, owner: Any, item: Any) -> list[Any]:
        return [row.frame.cells[slot].value for row in kept(scope, owner, item)]

    return Code(many, "nodes", many=many, column=column, places=(target,))


def _onward(kept: Run, onward: Code) -> Code:
    """Take the remaining steps from every item that the predicates left."""
    if onward.node is not None:
        step = onward.node

        def singles(scope: Any, owner: Any, item: Any) -> NodeSet:
            found = (step(scope, owner, each) for each in kept(scope, owner, item))
            return NodeSet(node for node in found if node.relevant)

        return Code(singles, "nodes", many=singles, places=onward.places)
    way = onward.many or empty_nodes().run

    def several(scope: Any, owner: Any, item: Any) -> NodeSet:
        found = NodeSet()
        for each in kept(scope, owner, item):
            found.extend(way(scope, owner, each))
        return found

    return Code(several, "nodes", many=several, places=onward.places)
