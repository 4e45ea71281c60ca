"""From the syntax tree to closures: one walk per expression, with a list of everything the result hangs on.

Why closures and not generated source: they compile four times faster, run within a factor of three to four, and no
text of a form is ever executed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from app.xpath.aggregates import AGGREGATES, aggregate
from app.xpath.code import (
    Code,
    Compiling,
    Read,
    Run,
    constant,
    nodes,
    number,
    text,
    truth,
)
from app.xpath.functions import REGISTRY, check_call
from app.xpath.gates import Gate
from app.xpath.getters import frame_getter
from app.xpath.lookups import looks_at_item
from app.xpath.nodes import Binary, Call, Expression, Filter, Negation, Number, Path, Text
from app.xpath.operators import arithmetic, comparison, logic, negation, union
from app.xpath.parser import parse
from app.xpath.paths import compile_path
from app.xpath.planner import filtering
from app.xpath.specials import SPECIALS
from app.xpath.values import NodeSet

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.xpath.errors import CallFault
    from app.xpath.functions.frame import Function
    from app.xpath.tree import Layout

SET_FUNCTIONS = frozenset(
    {
        "area",
        "checklist",
        "concat",
        "count",
        "count-non-empty",
        "distance",
        "enclosed-area",
        "join",
        "max",
        "min",
        "randomize",
        "sum",
        "weighted-checklist",
    }
)
"""Functions whose arguments may be sets of nodes: an absolute path means all rows there."""

_RESULTS = {"text": "text", "number": "number", "boolean": "boolean"}


class WrongCall(Exception):  # noqa: N818
    """The expression calls a function that nobody knows, or with a wrong number of arguments."""

    def __init__(self, code: CallFault, name: str) -> None:
        super().__init__(code.value, name)
        self.code = code
        self.name = name


@dataclass(frozen=True, slots=True)
class Compiled:
    """An expression ready to run as ``run(scope, node, node)``, and what it looks at."""

    code: Code
    reads: tuple[Read, ...]
    needs: frozenset[str]

    @property
    def run(self) -> Run:
        """The value as it comes."""
        return self.code.run

    def truth(self) -> Run:
        """The value as a boolean."""
        return truth(self.code)

    def number(self) -> Run:
        """The value as a number."""
        return number(self.code)

    def text(self) -> Run:
        """The value as text."""
        return text(self.code)

    def nodes(self) -> Run:
        """The nodes it selects."""
        return nodes(self.code)

    @property
    def repeatable(self) -> bool:
        """Whether the same tree gives the same result at any time."""
        return not self.needs & {"clock", "chance", "own"}


def compile_expression(source: str, layout: Layout, owner: int) -> Compiled:
    """Compile an expression of the node ``owner``. Raises XPathSyntaxError and WrongCall."""
    return compile_tree(parse(source), layout, owner)


def compile_tree(tree: Expression, layout: Layout, owner: int) -> Compiled:
    """Compile an expression that was read already. Raises WrongCall."""
    noted = _Noted()
    code = _Place(layout, owner, owner, layout.depth(owner), noted).compile(tree)
    return Compiled(code, tuple(dict.fromkeys(noted.reads)), frozenset(noted.needs))


class _Noted:
    """What was looked at while one expression was compiled, predicates included."""

    __slots__ = ("needs", "reads")

    def __init__(self) -> None:
        self.reads: list[Read] = []
        self.needs: set[str] = set()


class _Place:
    """The compiler at one place of the tree; see `Compiling`."""

    def __init__(self, layout: Layout, owner: int, place: int, held: int, noted: _Noted) -> None:
        self.layout = layout
        self.owner = owner
        self.place = place
        self.held = held
        self.is_inner = False
        self._noted = noted

    def inside(self, place: int, held: int) -> Compiling:
        """Return a compiler for predicates on items that stand at ``place``."""
        found = _Place(self.layout, self.owner, place, held, self._noted)
        found.is_inner = True
        return found

    def read(self, read: Read) -> None:
        """Note what is looked at."""
        self._noted.reads.append(read)

    def need(self, what: str) -> None:
        """Note something besides nodes that the result hangs on."""
        self._noted.needs.add(what)

    def mark(self) -> int:
        """Return a mark for `reads_since`."""
        return len(self._noted.reads)

    def reads_since(self, mark: int) -> list[Read]:
        """Return what was noted since ``mark``."""
        return self._noted.reads[mark:]

    def note_again(self, mark: int, change: Callable[[int, Read], Read]) -> None:
        """Note what was noted since ``mark`` as ``change`` says."""
        noted = self._noted.reads
        noted[mark:] = [change(at, read) for at, read in enumerate(noted[mark:], mark)]

    def forget_since(self, mark: int) -> None:
        """Take back what was noted since ``mark``: it was compiled for its place only."""
        del self._noted.reads[mark:]

    def compile(self, expression: Expression) -> Code:
        """Compile an expression in this place."""
        match expression:
            case Number(value=value):
                return constant(value)
            case Text(text=words):
                return constant(words)
            case Path():
                return compile_path(self, expression)
            case Call():
                return self._call(expression)
            case Binary():
                return self._binary(expression)
            case Negation(operand=operand):
                return negation(self.compile(operand))
            case Filter():
                return self._filter(expression)

    def compile_set(self, expression: Expression) -> Code:
        """Compile an argument that is a set."""
        if isinstance(expression, Path):
            return compile_path(self, expression, as_set=True)
        return self.compile(expression)

    def _binary(self, expression: Binary) -> Code:
        operator = expression.operator
        if operator == "|":
            return union(self.compile_set(expression.left), self.compile_set(expression.right))
        left, right = self.compile(expression.left), self.compile(expression.right)
        if operator in ("and", "or"):
            return logic(operator, left, right)
        if operator in ("+", "-", "*", "div", "mod"):
            return arithmetic(operator, left, right)
        return comparison(operator, left, right)

    def _filter(self, expression: Filter) -> Code:
        base = self.compile_set(expression.base)
        place = base.places[0] if base.places else -3
        held = 0 if place < 0 else min(self.held, self.layout.depth(place))
        many = filtering(self, expression.predicates, place, held, nodes(base))
        return Code(many, "nodes", many=many, places=base.places)

    def _call(self, call: Call) -> Code:
        bad = check_call(call)
        if bad is not None:
            raise WrongCall(bad.code, call.name)
        special = SPECIALS.get(call.name)
        if special is not None:
            return special(self, call.arguments)
        function = REGISTRY[call.name]
        mark = self.mark()
        code = self._aggregate(call) or self._plain_call(function, call)
        return self._shared(call, function, code, mark)

    def _aggregate(self, call: Call) -> Code | None:
        if call.name not in AGGREGATES or len(call.arguments) != 1:
            return None
        mark = self.mark()
        argument = self.compile_set(call.arguments[0])
        found = aggregate(call.name, argument)
        if found is None:
            self.forget_since(mark)
        elif argument.tally is not None:
            tally, _ = argument.tally
            self.note_again(mark, lambda _, read: replace(read, keeper=tally))
        return found

    def _plain_call(self, function: Function, call: Call) -> Code:
        arguments = self._arguments(function, call)
        for need in function.needs:
            self.need(need)
        return _calling(function, arguments)

    def _arguments(self, function: Function, call: Call) -> list[Run]:
        sets = function.name in SET_FUNCTIONS
        runs: list[Run] = []
        if function.own_value and not call.arguments:
            self._read_item()
            runs.append(lambda scope, owner, item: item.value)
        for argument in call.arguments:
            code = self.compile_set(argument) if sets else self.compile(argument)
            runs.append(code.many if sets and code.many is not None else code.run)
        return runs

    def _read_item(self) -> None:
        if self.place >= 0:
            self.read(Read("value", self.place, min(self.held, self.layout.depth(self.place))))

    def _shared(self, call: Call, function: Function, code: Code, mark: int) -> Code:
        """Work out once per pass what is the same in every row: the sum of all rows, asked for in each of them."""
        reads = self.reads_since(mark)
        depth = self.layout.depth(self.owner)
        bound = max((read.bound for read in reads), default=depth)
        alone = not function.pure or any(read.target == self.owner for read in reads)
        if call.name not in SET_FUNCTIONS or bound >= depth or alone or looks_at_item(call):
            return code
        run = _once_per_pass(code.run, frame_getter(depth, bound))
        if any(read.bound != bound for read in reads):
            self.note_again(mark, lambda _, read: read if read.gate else replace(read, keeper=None))
        elif reads:
            gate = Gate(run)
            self.note_again(mark, lambda _, read: replace(read, gate=gate))
        return Code(run, code.kind)


def _once_per_pass(run: Run, climb: Callable[[Any], Any]) -> Run:
    token = object()

    def shared(scope: Any, owner: Any, item: Any) -> Any:
        slot = (token, id(climb(owner)))
        epoch, value = scope.memo.get(slot, (-1, None))
        if epoch != scope.epoch:
            value = run(scope, owner, item)
            scope.memo[slot] = (scope.epoch, value)
        return value

    return shared


def _calling(function: Function, arguments: list[Run]) -> Code:
    evaluate: Any = function.evaluate
    match arguments:
        case []:
            run: Run = lambda scope, owner, item: evaluate(scope.env)  # noqa: E731
        case [a]:
            run = lambda scope, owner, item: evaluate(scope.env, a(scope, owner, item))  # noqa: E731
        case [a, b]:
            run = lambda scope, owner, item: evaluate(  # noqa: E731
                scope.env, a(scope, owner, item), b(scope, owner, item)
            )
        case _:
            run = lambda scope, owner, item: evaluate(  # noqa: E731
                scope.env, *[argument(scope, owner, item) for argument in arguments]
            )
    if function.kind == "nodes":
        return Code(run, "nodes", many=_as_nodes(run))
    return Code(run, _RESULTS.get(function.kind, "any"))  # type: ignore[arg-type]


def _as_nodes(run: Run) -> Run:
    def many(scope: Any, owner: Any, item: Any) -> NodeSet:
        value = run(scope, owner, item)
        return value if isinstance(value, NodeSet) else NodeSet()

    return many


def compile_inside(source: str, layout: Layout, owner: int, place: int) -> Compiled:
    """Compile an expression over items that stand at ``place`` (an index or `ELEMENT`); run it with the item.

    Raises XPathSyntaxError and WrongCall.
    """
    noted = _Noted()
    held = 0 if place < 0 else layout.depth(place)
    code = _Place(layout, owner, place, held, noted).compile(parse(source))
    return Compiled(code, tuple(noted.reads), frozenset(noted.needs))
