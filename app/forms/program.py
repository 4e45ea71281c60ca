"""A form made ready to run: every expression compiled, every rule in order. Shared by all sessions of a form.

Expressions that cannot be compiled are listed as faults and act as if the form did not have them: the checker reports
them before anybody opens the form, and a session never falls over one.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from app.core.collector import SHELF, held_back
from app.forms.definition import (
    Action,
    FormDefinition,
    Itemset,
    NodeDefinition,
    NodeKind,
    Output,
    Text,
)
from app.forms.dependencies import Graph, Rule, RuleKind, build_graph
from app.forms.plan import Plan, plan_of
from app.xpath.code import Read, Run
from app.xpath.compiler import Compiled, WrongCall, compile_expression, compile_inside
from app.xpath.elements import document_of
from app.xpath.errors import XPathSyntaxError
from app.xpath.tree import Layout, lay_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.forms.instance import Cell

_CONSTANTS = {"": None, "true()": True, "false()": False}
_KEPT = 8


@dataclass(frozen=True, slots=True)
class Fault:
    """An expression that cannot run: of which node, in which rule, and a code of `xpath.errors`."""

    path: str
    rule: str
    code: str


@dataclass(slots=True)
class Program:
    """See the module. ``required``, ``readonly`` and ``hidden`` hold the nodes whose rule is simply ``true()``
    (``hidden``: relevant is ``false()``).
    """

    definition: FormDefinition
    layout: Layout
    graph: Graph
    runs: tuple[Run, ...]
    """The rules of the graph as closures that give what their kind needs, by rank."""
    faults: list[Fault]
    required: frozenset[int]
    readonly: frozenset[int]
    hidden: frozenset[int]
    impossible: frozenset[int]
    """Nodes whose constraint is ``false()``."""
    plan: Plan
    documents: dict[str, Any]
    lists: dict[Any, Any] = field(default_factory=dict)
    """What expressions remember of lists for good."""
    compiled: dict[tuple[int, str], Compiled | None] = field(default_factory=dict)

    def expression(self, owner: int, source: str) -> Compiled | None:
        """Return an expression of a text, an action or an itemset, compiled when first asked for; None if faulty."""
        key = (owner, source)
        if key not in self.compiled:
            self.compiled[key] = _compile(self.layout, owner, source)
        return self.compiled[key]

    def item_expression(self, owner: int, place: int, source: str) -> Compiled:
        """Return an expression over the items of an itemset that stand at ``place``; a faulty one gives nothing."""
        key = (owner, f"{place} {source}")
        found = self.compiled.get(key)
        if found is None:
            try:
                found = compile_inside(source, self.layout, owner, place)
            except (XPathSyntaxError, WrongCall):
                found = compile_inside("''", self.layout, owner, place)
            self.compiled[key] = found
        return found


_programs: OrderedDict[int, Program] = OrderedDict()
_lock = threading.Lock()


def program_of(definition: FormDefinition) -> Program:
    """Return the form made ready to run; the last few are remembered."""
    with _lock:
        found = _programs.get(id(definition))
        if found is not None and found.definition is definition:
            _programs.move_to_end(id(definition))
            return found
        with held_back():
            found = _programs[id(definition)] = build_program(definition)
        while len(_programs) > _KEPT:
            _programs.popitem(last=False)
        SHELF.let_stay()
        return found


def is_question(program: Program, cell: Cell) -> bool:
    """Say whether a person can answer a node."""
    node = program.definition.nodes[cell.index]
    return node.kind is NodeKind.VALUE and node.control is not None


def build_program(definition: FormDefinition) -> Program:
    """Compile a form."""
    nodes = definition.nodes
    layout = lay_out(
        [node.name for node in nodes],
        [node.parent for node in nodes],
        frozenset(node.index for node in nodes if node.kind is NodeKind.REPEAT),
        [node.attributes for node in nodes],
    )
    builder = _Builder(definition, layout)
    rules = list(builder.rules())
    graph = build_graph(rules, layout, [node.path for node in nodes])
    documents = {name: document_of(each.root) for name, each in definition.instances.items()}
    return Program(
        definition,
        layout,
        graph,
        tuple(_run(rule) for rule in graph.rules),
        builder.faults,
        frozenset(builder.constant["required", True]),
        frozenset(builder.constant["readonly", True]),
        frozenset(builder.constant["relevant", False]),
        frozenset(builder.constant["constraint", False]),
        plan_of(graph, nodes),
        documents,
    )


class _Builder:
    """One walk over the nodes of a form."""

    def __init__(self, definition: FormDefinition, layout: Layout) -> None:
        self.definition = definition
        self.layout = layout
        self.faults: list[Fault] = []
        self.constant: dict[tuple[str, bool], set[int]] = {
            (name, value): set()
            for name in ("required", "readonly", "relevant", "constraint")
            for value in (True, False)
        }

    def rules(self) -> Iterator[Rule]:
        """Yield the rules of all nodes, in form order."""
        for node in self.definition.nodes:
            yield from self._binds(node)
            if node.count is not None and node.kind is NodeKind.REPEAT:
                yield from self._rule(RuleKind.COUNT, node, node.count)
            if node.control is not None and isinstance(node.control.choices, Itemset):
                yield from self._options(node, node.control.choices)
            yield from self._display(node)

    def _binds(self, node: NodeDefinition) -> Iterator[Rule]:
        bind = node.bind
        for kind, source in (
            (RuleKind.RELEVANT, bind.relevant),
            (RuleKind.REQUIRED, bind.required),
            (RuleKind.READONLY, bind.readonly),
            (RuleKind.CONSTRAINT, bind.constraint),
        ):
            if source is None:
                continue
            plain = source.strip()
            if plain in _CONSTANTS:
                if _CONSTANTS[plain] is not None:
                    self.constant[kind.value, bool(_CONSTANTS[plain])].add(node.index)
            else:
                yield from self._rule(kind, node, source)
        if bind.calculate and bind.calculate.strip() and node.kind is NodeKind.VALUE:
            yield from self._rule(RuleKind.CALCULATE, node, bind.calculate)

    def _rule(self, kind: RuleKind, node: NodeDefinition, source: str) -> Iterator[Rule]:
        compiled = self._compile(node, kind.value, source)
        if compiled is None:
            return
        reads = list(compiled.reads)
        own = Read("value", node.index, self.layout.depth(node.index))
        if kind is RuleKind.CONSTRAINT:
            reads.append(own)
        elif kind is RuleKind.CALCULATE and "own" in compiled.needs:
            reads = [read for read in reads if read != own]
        yield Rule(kind, node.index, compiled, tuple(reads))

    def _options(self, node: NodeDefinition, itemset: Itemset) -> Iterator[Rule]:
        """A list hides what it does not offer (any more): answers of an earlier filter, results of a calculation."""
        compiled = self._compile(node, RuleKind.OPTIONS.value, itemset.nodeset)
        if compiled is not None:
            reads = tuple(read for read in compiled.reads if read.target != node.index)
            yield Rule(RuleKind.OPTIONS, node.index, compiled, reads)

    def _display(self, node: NodeDefinition) -> Iterator[Rule]:
        """Texts with outputs: whoever shows them must look again when what they quote changes."""
        reads: list[Read] = []
        needs: set[str] = set()
        first: Compiled | None = None
        for source in dict.fromkeys(_outputs(node)):
            compiled = self._compile(node, RuleKind.DISPLAY.value, source)
            if compiled is not None:
                first = first or compiled
                reads.extend(compiled.reads)
                needs |= compiled.needs
        if first is not None and reads:
            together = Compiled(first.code, tuple(dict.fromkeys(reads)), frozenset(needs))
            yield Rule(RuleKind.DISPLAY, node.index, together, together.reads)

    def _compile(self, node: NodeDefinition, rule: str, source: str) -> Compiled | None:
        try:
            return compile_expression(source, self.layout, node.index)
        except XPathSyntaxError as error:
            self.faults.append(Fault(node.path, rule, error.message_code.value))
        except WrongCall as error:
            self.faults.append(Fault(node.path, rule, error.code.value))
        return None


def _run(rule: Rule) -> Run:
    if rule.kind in (RuleKind.CALCULATE, RuleKind.DISPLAY):
        return rule.compiled.run
    if rule.kind is RuleKind.COUNT:
        return rule.compiled.number()
    return rule.compiled.nodes() if rule.kind is RuleKind.OPTIONS else rule.compiled.truth()


def _compile(layout: Layout, owner: int, source: str) -> Compiled | None:
    try:
        return compile_expression(source, layout, owner)
    except (XPathSyntaxError, WrongCall):
        return None


def _outputs(node: NodeDefinition) -> Iterator[str]:
    control, bind = node.control, node.bind
    texts: list[Text] = [bind.constraint_message, bind.required_message]
    if control is not None:
        texts += [control.label, control.hint, control.guidance]
        if not isinstance(control.choices, Itemset):
            texts += [choice.label for choice in control.choices]
    for text in texts:
        for words in text.words.values():
            for part in words:
                if isinstance(part, Output):
                    yield part.expression


def actions_of(definition: FormDefinition) -> Iterator[tuple[int, Action]]:
    """Yield every action with the index of the node that owns it (the root owns those of the model)."""
    for action in definition.actions:
        yield 0, action
    for node in definition.nodes:
        for action in node.actions:
            yield node.index, action
