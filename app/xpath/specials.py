"""Functions that need the tree, the position or laziness: ``if``, ``position``, ``instance``, ``indexed-repeat``...

The registry knows their names and argument counts; what they do stands here, because only the compiler can do it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.xpath.code import (
    ELEMENT,
    Code,
    Compiling,
    Read,
    Run,
    constant,
    empty_nodes,
    nodes,
    number,
    text,
    truth,
)
from app.xpath.elements import child_value, elements
from app.xpath.getters import frame_getter
from app.xpath.nodes import Expression, Path, Text
from app.xpath.parser import parse
from app.xpath.planner import own_row_offset
from app.xpath.values import NodeSet, is_empty

Special = Callable[[Compiling, tuple[Expression, ...]], Code]


def _if(c: Compiling, arguments: tuple[Expression, ...]) -> Code:
    test = truth(c.compile(arguments[0]))
    yes, no = c.compile(arguments[1]), c.compile(arguments[2])
    a, b = yes.run, no.run
    same = yes.kind == no.kind and yes.kind in ("text", "number", "boolean")
    return Code(
        lambda scope, owner, item: (
            a(scope, owner, item) if test(scope, owner, item) else b(scope, owner, item)
        ),
        yes.kind if same else "any",
        places=(*yes.places, *no.places) if yes.many and no.many else (),
    )


def _coalesce(c: Compiling, arguments: tuple[Expression, ...]) -> Code:
    runs = [c.compile(each).run for each in arguments]

    def run(scope: Any, owner: Any, item: Any) -> Any:
        value: Any = ""
        for each in runs:
            value = each(scope, owner, item)
            if not is_empty(value):
                break
        return value

    return Code(run, "any")


def _once(c: Compiling, arguments: tuple[Expression, ...]) -> Code:
    run = c.compile(arguments[0]).run
    c.need("own")

    def once(scope: Any, owner: Any, item: Any) -> Any:
        return run(scope, owner, item) if is_empty(owner.value) else owner.value

    return Code(once, "any")


def _current(c: Compiling, arguments: tuple[Expression, ...]) -> Code:
    c.read(Read("value", c.owner, c.layout.depth(c.owner)))
    return Code(
        lambda scope, owner, item: owner.value,
        "node",
        node=lambda scope, owner, item: owner,
        many=lambda scope, owner, item: NodeSet([owner]),
        places=(c.owner,),
    )


def _instance(c: Compiling, arguments: tuple[Expression, ...]) -> Code:
    name = text(c.compile(arguments[0]))

    def run(scope: Any, owner: Any, item: Any) -> NodeSet:
        document = scope.instances.get(name(scope, owner, item))
        return NodeSet() if document is None else NodeSet([document])

    return elements(run)


def _position(c: Compiling, arguments: tuple[Expression, ...]) -> Code:
    if not arguments:
        return Code(lambda scope, owner, item: float(scope.position or 1), "number")
    mark = c.mark()
    code = c.compile(arguments[0])
    if code.node is not None and code.places[0] >= 0:
        return _own_position(c, code, mark)
    many = nodes(code)

    def run(scope: Any, owner: Any, item: Any) -> float:
        found = many(scope, owner, item)
        return float(_place(found[0])) if found else float("nan")

    return Code(run, "number")


def _own_position(c: Compiling, code: Code, mark: int) -> Code:
    """The position of a single node: that of the repeat instance it stands in. Its value is not looked at."""
    target = code.places[0]
    frames = c.layout.frames[target]
    if not frames:
        return constant(1.0)
    bound = min(read.bound for read in c.reads_since(mark))
    c.forget_since(mark)
    c.read(Read("position", frames[-1], bound))
    node = code.node or code.run
    return Code(lambda scope, owner, item: float(node(scope, owner, item).frame.position), "number")


def _place(node: Any) -> int:
    if hasattr(node, "frame"):
        return int(node.frame.position)
    fellows = (
        [each for each in node.parent.children if each.name == node.name] if node.parent else []
    )
    return fellows.index(node) + 1 if fellows else 1


def _last(c: Compiling, arguments: tuple[Expression, ...]) -> Code:
    return Code(lambda scope, owner, item: float(scope.last or 1), "number")


def _indexed_repeat(c: Compiling, arguments: tuple[Expression, ...]) -> Code:
    """Pick rows by their numbers: ``indexed-repeat(/data/a/b/x, /data/a, 1, /data/a/b, 2)``."""
    layout = c.layout
    marked = c.mark()
    target = _place_of(c, arguments[0])
    repeats = [_place_of(c, each) for each in arguments[1::2]]
    c.forget_since(marked)
    if target is None or any(r is None or r not in layout.frames[target] for r in repeats):
        return empty_nodes()
    indexes = {r: number(c.compile(e)) for r, e in zip(repeats, arguments[2::2], strict=False)}
    offsets = {r: own_row_offset(c, e) for r, e in zip(repeats, arguments[2::2], strict=False)}
    frames = layout.frames[target]
    first = next(at for at, frame in enumerate(frames) if frame in indexes)
    bound = min(first, _shared(layout.frames[c.owner], frames))
    _note_indexed(c, target, bound, offsets)
    downs = [(layout.row_slots[frame], indexes.get(frame)) for frame in frames[bound:]]
    climb = frame_getter(layout.depth(c.owner), bound)
    slot = layout.slots[target]

    def pick(scope: Any, owner: Any, item: Any) -> Any:
        frame = climb(owner)
        for down, index in downs:
            at = index(scope, owner, item) if index else 1.0
            rows = frame.cells[down].rows
            if not 1 <= at <= len(rows):
                return None
            frame = rows[int(at) - 1]
        found = frame.cells[slot]
        return found if found.relevant else None

    return _picked(pick, target)


def _picked(pick: Run, target: int) -> Code:
    def value(scope: Any, owner: Any, item: Any) -> Any:
        found = pick(scope, owner, item)
        return "" if found is None else found.value

    def many(scope: Any, owner: Any, item: Any) -> NodeSet:
        found = pick(scope, owner, item)
        return NodeSet() if found is None else NodeSet([found])

    return Code(value, "any", many=many, places=(target,))


def _place_of(c: Compiling, expression: Expression) -> int | None:
    code = c.compile_set(expression)
    return code.places[0] if len(code.places) == 1 and code.places[0] >= 0 else None


def _shared(mine: tuple[int, ...], theirs: tuple[int, ...]) -> int:
    common = 0
    while common < min(len(mine), len(theirs)) and mine[common] == theirs[common]:
        common += 1
    return common


def _note_indexed(
    c: Compiling, target: int, bound: int, offsets: dict[int | None, int | None]
) -> None:
    frames = c.layout.frames[target]
    offset = offsets.get(frames[-1])
    near = frames == c.layout.frames[c.owner] and bound == len(frames) - 1 and offset is not None
    span = (-offset, -offset) if near and offset is not None else None
    c.read(Read("value", target, bound, span))
    for repeat in frames[bound:]:
        c.read(Read("rows", repeat, min(bound, c.layout.depth(repeat) - 1), span))


def _pulldata(c: Compiling, arguments: tuple[Expression, ...]) -> Code:
    name, wanted, column, key = (text(c.compile(each)) for each in arguments)

    def run(scope: Any, owner: Any, item: Any) -> str:
        source, by = name(scope, owner, item), column(scope, owner, item)
        source = source.removesuffix(".csv")
        index = scope.lists.get(("pulldata", source, by))
        if index is None:
            index = scope.lists["pulldata", source, by] = _keyed(scope.instances.get(source), by)
        found = index.get(key(scope, owner, item))
        return "" if found is None else child_value(found, wanted(scope, owner, item)) or ""

    return Code(run, "text")


def _keyed(document: Any, column: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for root in document.children if document is not None else ():
        for item in root.children:
            value = child_value(item, column)
            if value is not None:
                found.setdefault(value, item)
    return found


def _choice_name(c: Compiling, arguments: tuple[Expression, ...]) -> Code:
    value = text(c.compile(arguments[0]))
    c.need("language")
    path = arguments[1]
    source = parse(path.text) if isinstance(path, Text) else path
    code = c.compile(source) if isinstance(source, Path) else None
    if code is None or not code.places or code.places[0] < 0:
        return Code(value, "text")
    question, node = code.places[0], code.node
    c.need(f"choices {question}")

    def run(scope: Any, owner: Any, item: Any) -> str:
        at = node(scope, owner, item) if node else owner
        return str(scope.words.choice_name(at, question, value(scope, owner, item)))

    return Code(run, "text")


def _itext(c: Compiling, arguments: tuple[Expression, ...]) -> Code:
    name = text(c.compile(arguments[0]))
    c.need("language")
    return Code(lambda scope, owner, item: scope.words.itext(name(scope, owner, item)), "text")


def _name(c: Compiling, arguments: tuple[Expression, ...]) -> Code:
    code = c.compile(arguments[0]) if arguments else None
    place = code.places[0] if code and code.places else c.place
    if place >= 0:
        return constant(c.layout.names[place])
    if code is None and place == ELEMENT:
        return Code(lambda scope, owner, item: str(item.name), "text")
    many = nodes(code) if code else empty_nodes().run

    def run(scope: Any, owner: Any, item: Any) -> str:
        found = many(scope, owner, item)
        return str(getattr(found[0], "name", "")) if found else ""

    return Code(run, "text")


def _local_name(c: Compiling, arguments: tuple[Expression, ...]) -> Code:
    run = _name(c, arguments).run
    return Code(lambda scope, owner, item: run(scope, owner, item).rpartition(":")[2], "text")


def _nothing(c: Compiling, arguments: tuple[Expression, ...]) -> Code:
    return constant("")


def _version(c: Compiling, arguments: tuple[Expression, ...]) -> Code:
    return constant(c.layout.attributes[0].get("version", ""))


def _property(c: Compiling, arguments: tuple[Expression, ...]) -> Code:
    """A property of the device, kept as it was when the interview goes on on another one."""
    name = text(c.compile(arguments[0]))
    c.need("chance")
    return Code(
        lambda scope, owner, item: scope.env.property_of_device(name(scope, owner, item)), "text"
    )


def _selected(c: Compiling, arguments: tuple[Expression, ...]) -> Code:
    """Both sides are texts, nearly always one of them a literal. The empty value is selected in an empty answer."""
    answer, wanted = (text(c.compile(each)) for each in arguments)
    if isinstance(arguments[1], Text) and arguments[1].text.strip():
        value = arguments[1].text.strip()
        return Code(
            lambda scope, owner, item: value in answer(scope, owner, item).split(), "boolean"
        )

    def run(scope: Any, owner: Any, item: Any) -> bool:
        given, value = answer(scope, owner, item).split(), wanted(scope, owner, item).strip()
        return value in given if value else not given

    return Code(run, "boolean")


def _no_nodes(c: Compiling, arguments: tuple[Expression, ...]) -> Code:
    return empty_nodes()


def _never(c: Compiling, arguments: tuple[Expression, ...]) -> Code:
    return constant(False)


SPECIALS: dict[str, Special] = {
    "if": _if,
    "coalesce": _coalesce,
    "once": _once,
    "current": _current,
    "instance": _instance,
    "position": _position,
    "last": _last,
    "indexed-repeat": _indexed_repeat,
    "pulldata": _pulldata,
    "jr:choice-name": _choice_name,
    "jr:itext": _itext,
    "selected": _selected,
    "is-selected": _selected,
    "name": _name,
    "local-name": _local_name,
    "namespace-uri": _nothing,
    "id": _no_nodes,
    "lang": _never,
    "property": _property,
    "version": _version,
}
"""Functions that the compiler implements. Those without a meaning on a desktop give nothing."""
