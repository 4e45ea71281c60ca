"""Recomputation: a heap of ranks, at each rank the nodes to work out again, propagation only on real change.

Every first change of a node within one action is remembered with what it was before. That memory is what listeners
are told, and what undo puts back: there is no second book to keep. The work can stop between two nodes when a
budget is spent and go on later; nothing outside sees it half done.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from app.forms.agenda import Agenda
from app.forms.answers import from_result, from_text, same
from app.forms.definition import ControlKind, FirstRow, NodeKind
from app.forms.dependencies import RuleKind
from app.forms.instance import Cell, Instance, Repeat
from app.forms.trace import Trace
from app.forms.waking import Waking
from app.xpath.code import ELEMENT

if TYPE_CHECKING:
    from app.forms.program import Program
    from app.xpath.tree import Scope
    from app.xpath.values import Atomic

MOST_INSTANCES = 10_000
"""A count beyond this is taken for a mistake."""
MOST_NODES = 200_000
"""Counts inside counts stop growing here."""
_LOOK_AT_CLOCK = 64
_ROWS_AT_ONCE = 250
"""A count makes no more instances in one go, so that the work can stop in between."""

Task = Callable[[Any, Any], None]


class Evaluation:
    """Keeps one instance true to the rules of its form."""

    def __init__(self, program: Program, instance: Instance, scope: Scope) -> None:
        self.program = program
        self.instance = instance
        self.scope = scope
        self.trace = Trace()
        self.given: Mapping[str, str] | None = None
        """Effects of a step that is being replayed: they are applied instead of evaluated."""
        self.keeps_effects = False
        """While a finished record is opened: what was worked out by chance or clock stays as it is."""
        graph = program.graph
        self.agenda = Agenda()
        self.waking = Waking(graph, instance, scope, self.agenda)
        self.push = self.agenda.push
        tasks: dict[RuleKind, Task] = {
            RuleKind.COUNT: self._run_count,
            RuleKind.RELEVANT: self._run_relevant,
            RuleKind.CALCULATE: self._run_calculate,
            RuleKind.OPTIONS: self._run_options,
            RuleKind.REQUIRED: self._run_required,
            RuleKind.READONLY: self._run_readonly,
            RuleKind.CONSTRAINT: self._run_constraint,
            RuleKind.DISPLAY: self._run_display,
        }
        self._tasks = [tasks[rule.kind] for rule in graph.rules]
        self.plan = program.plan

    # --- what must be worked out again

    def push_all(self, cell: Cell) -> None:
        """Ask for every rule of a node and of everything in it."""
        by_node = self.program.graph.by_node
        kinds = self.program.graph.rules
        for each in self.instance.below(cell):
            for rank in by_node.get(each.index, ()):
                if kinds[rank].kind is not RuleKind.COUNT:
                    self.push(rank, each)
            for child in each.children:
                if isinstance(child, Repeat):
                    self._push_count(child)

    def _push_count(self, repeat: Repeat) -> None:
        for rank in self.program.graph.by_node.get(repeat.index, ()):
            if self.program.graph.rules[rank].kind is RuleKind.COUNT:
                self.push(rank, repeat)

    def push_language(self) -> None:
        """Ask for everything that reads labels."""
        for rank in self.program.graph.language:
            for cell in self.instance.all_of(self.program.graph.rules[rank].index):
                self.push(rank, cell)

    def settle(self, budget_ms: float | None = None) -> bool:
        """Work until nothing is left to do, or the budget is spent. Returns whether all is done."""
        stop = None if budget_ms is None else time.perf_counter() + budget_ms / 1000
        runs, tasks, scope = self.program.runs, self._tasks, self.scope
        agenda = self.agenda
        while agenda.heap:
            rank, pending = agenda.take()
            scope.epoch += 1
            if rank in self.plan.gated:
                pending = self.waking.opened(pending)
            if rank in self.plan.accumulates:
                self._settle_in_order(rank, pending)
            elif stop is None:
                task, run = tasks[rank], runs[rank]
                for cell in pending:
                    task(run, cell)
            elif not self._settle_until(rank, pending, stop):
                return False
        agenda.rest()
        return True

    def _settle_in_order(self, rank: int, pending: dict[Any, None]) -> None:
        """A rule that reads its own node in other rows: row after row, each seeing what the row before became."""
        task, run = self._tasks[rank], self.program.runs[rank]
        for cell in sorted(pending, key=lambda each: each.frame.position):
            self.agenda.drop(rank, cell)
            self.scope.epoch += 1
            task(run, cell)

    def _settle_until(self, rank: int, pending: dict[Any, None], stop: float) -> bool:
        task, run = self._tasks[rank], self.program.runs[rank]
        cells = list(pending)
        for at, cell in enumerate(cells, 1):
            task(run, cell)
            if at % _LOOK_AT_CLOCK == 0 and time.perf_counter() > stop:
                for rest in cells[at:]:
                    self.push(rank, rest)
                return False
        return not self.agenda.heap or time.perf_counter() <= stop

    # --- the rules

    def _run_relevant(self, run: Any, cell: Cell) -> None:
        own = run(self.scope, cell, cell)
        if own is not cell.own:
            self.touch(cell)
            cell.own = own
            self._set_relevant(cell, own and (cell.parent is None or cell.parent.relevant))

    def _set_relevant(self, cell: Cell, relevant: bool) -> None:  # noqa: FBT001
        if cell.relevant == relevant:
            return
        self.touch(cell)
        cell.relevant = relevant
        if not cell.children:
            self._show(cell)
            if relevant:
                for rank in self.plan.asleep.get(cell.index, ()):
                    self.push(rank, cell)
        self.waking.value_changed(cell)
        for child in cell.children:
            for each in child.rows if isinstance(child, Repeat) else (child,):
                self._set_relevant(each, relevant and each.own)

    def _run_calculate(self, run: Any, cell: Cell) -> None:
        if not cell.relevant:
            return
        kind = self.plan.repeatable.get(cell.index)
        if kind is not None:
            kept, lexical = from_result(run(self.scope, cell, cell), kind, self.scope.env.zone)
        elif self.keeps_effects and cell.lexical:
            return
        else:
            lexical = self._effect(cell, run)
            kind = self.program.definition.nodes[cell.index].type
            kept = from_text(lexical, kind, self.scope.env.zone)
        self.keep(cell, kept, lexical)

    def _effect(self, cell: Cell, run: Any) -> str:
        if self.given is not None and cell.address in self.given:
            lexical = self.given[cell.address]
        else:
            kind = self.program.definition.nodes[cell.index].type
            _, lexical = from_result(run(self.scope, cell, cell), kind, self.scope.env.zone)
        self.trace.effects[cell.address] = lexical
        return lexical

    def _run_options(self, run: Any, cell: Cell) -> None:
        if not cell.relevant:
            return
        allowed = self._allowed(run, cell)
        if allowed != cell.allowed:
            self.touch(cell)
            cell.allowed = allowed
            if self._show(cell):
                self.waking.value_changed(cell)

    def _allowed(self, run: Any, cell: Cell) -> frozenset[str] | None:
        """Return the values of a list. One on which nothing hangs is read once; a missing file allows all."""
        control = self.program.definition.nodes[cell.index].control
        choices: Any = control.choices if control else ()
        rule = self.program.expression(cell.index, choices.nodeset)
        key = ("allowed", choices.nodeset, choices.value_ref)
        still = rule is not None and not rule.reads
        if still and key in self.scope.lists:
            found: frozenset[str] | None = self.scope.lists[key]
            return found
        items = run(self.scope, cell, cell)
        if not still:
            self.trace.look[cell] = None
        elif not items:
            self.scope.lists[key] = None
            return None
        place = items[0].index if items and hasattr(items[0], "frame") else ELEMENT
        value = self.program.item_expression(cell.index, place, choices.value_ref).text()
        allowed = frozenset(value(self.scope, cell, item) for item in items)
        if still:
            self.scope.lists[key] = allowed
        return allowed

    def _run_required(self, run: Any, cell: Cell) -> None:
        required = run(self.scope, cell, cell)
        if required is not cell.required:
            self.touch(cell)
            cell.required = required

    def _run_readonly(self, run: Any, cell: Cell) -> None:
        readonly = run(self.scope, cell, cell)
        if readonly is not cell.readonly:
            self.touch(cell)
            cell.readonly = readonly
            for each in self.instance.below(cell):
                self.trace.look[each] = None

    def _run_constraint(self, run: Any, cell: Cell) -> None:
        met = cell.shown == "" or run(self.scope, cell, cell)
        if met is not cell.met:
            self.touch(cell)
            cell.met = met

    def _run_display(self, run: Any, cell: Cell) -> None:
        self.trace.look[cell] = None

    def _run_count(self, run: Any, repeat: Repeat) -> None:
        wanted = run(self.scope, repeat.ghost, repeat.ghost)
        standing = len(repeat.rows)
        count = standing if math.isnan(wanted) else int(min(max(wanted, 0.0), MOST_INSTANCES))
        if count == standing:
            return
        self.remember_rows(repeat)
        for row in repeat.rows[: count - 1 if count else None : -1]:
            repeat.spare[row.identity] = row
            self.instance.take_out(repeat, row)
        for ordinal in range(standing + 1, count + 1):
            if len(self.instance.cells) > MOST_NODES:
                break
            if ordinal > standing + _ROWS_AT_ONCE:
                self._push_count(repeat)
                break
            identity = self.instance.identity_of(repeat, ordinal)
            row = repeat.spare.pop(identity, None) or self.instance.make_row(repeat, identity)
            if not row.order:
                self.trace.fresh[row] = None
            self.place_row(repeat, len(repeat.rows), row)
        self.waking.rows_changed(repeat, min(standing, count))

    # --- nodes

    def touch(self, cell: Cell) -> None:
        """Remember what a node was before its first change in this action."""
        if cell not in self.trace.cells:
            self.trace.cells[cell] = cell.remember()

    def keep(self, cell: Cell, kept: Atomic, lexical: str) -> bool:
        """Give a node a new answer. Returns whether that changed anything."""
        if lexical == cell.lexical and same(kept, cell.kept):
            return False
        self.touch(cell)
        cell.kept, cell.lexical = kept, lexical
        if self._show(cell):
            self.waking.value_changed(cell)
        return True

    def reshow(self, cell: Cell) -> None:
        """Work out again what is seen of a node after its missing reason changed."""
        if self._show(cell):
            self.waking.value_changed(cell)

    def _show(self, cell: Cell) -> bool:
        value: Atomic = cell.kept
        shown = cell.lexical
        if not cell.relevant or cell.missing is not None:
            value = shown = ""
        elif cell.allowed is not None and shown:
            value, shown = self._offered(cell)
        if shown == cell.shown and same(value, cell.value):
            return False
        cell.value, cell.shown = value, shown
        if cell.index in self.program.impossible:
            cell.met = shown == ""
        self.trace.changed[cell] = None
        return True

    def _offered(self, cell: Cell) -> tuple[Atomic, str]:
        """Return the part of an answer that can be chosen now; the rest stays in memory."""
        allowed = cell.allowed or frozenset()
        control = self.program.definition.nodes[cell.index].control
        if control is not None and control.kind is ControlKind.SELECT_ONE:
            return (cell.kept, cell.lexical) if cell.lexical in allowed else ("", "")
        left = " ".join(each for each in cell.lexical.split() if each in allowed)
        return left, left

    # --- instances of repeats

    def remember_rows(self, repeat: Repeat) -> None:
        """Remember which instances stood before the first change in this action."""
        if repeat not in self.trace.rows:
            self.trace.rows[repeat] = list(repeat.rows)

    def place_row(self, repeat: Repeat, at: int, row: Cell) -> None:
        """Let an instance stand at a place, its rules still to be worked out; `Waking.rows_changed` comes after."""
        self.instance.insert(repeat, at, row)
        self.begin(row)
        self.push_all(row)

    def begin(self, top: Cell, first: FirstRow | None = None) -> None:
        """Give new nodes their defaults, what their constant rules say, and their first instances.

        ``first`` is the instance in the form that ``top`` is made after, where it is one of those.
        """
        definition = self.program.definition
        bare = first is None and definition.nodes[top.index].path in definition.bare_repeats
        for cell in list(self.instance.below(top)):
            node = definition.nodes[cell.index]
            default = "" if bare else node.default
            if first is not None:
                default = first.values.get(node.path, "")
            if node.kind is NodeKind.VALUE and not cell.lexical and cell.missing is None:
                cell.lexical = default
                cell.kept = from_text(default, node.type, self.scope.env.zone)
            self._constants(cell)
            for child in cell.children:
                if isinstance(child, Repeat):
                    child.kept.clear()
                    self._first_rows(child, first)

    def _constants(self, cell: Cell) -> None:
        program, index = self.program, cell.index
        cell.own = index not in program.hidden and cell.own
        cell.relevant = cell.own and (cell.parent is None or cell.parent.relevant)
        cell.required = cell.required or index in program.required
        cell.readonly = cell.readonly or index in program.readonly
        if not cell.children:
            self._show(cell)

    def resume(self, top: Cell) -> None:
        """Give nodes that were loaded what their constant rules say, without defaults or first instances."""
        for cell in self.instance.below(top):
            self._constants(cell)

    def _first_rows(self, repeat: Repeat, within: FirstRow | None) -> None:
        definition = self.program.definition
        node = definition.nodes[repeat.index]
        if repeat.rows:
            return
        known = within.rows if within is not None else definition.first_rows
        outermost = self.program.layout.depth(repeat.index) == 1
        rows: Sequence[FirstRow | None] = [None] * node.initial_instances
        if within is not None or (outermost and node.path in known):
            rows = known.get(node.path, ())
        for ordinal, first in enumerate(rows, 1):
            identity = self.instance.identity_of(repeat, ordinal)
            row = self.instance.make_row(repeat, identity)
            if node.count is None:
                self.instance.insert(repeat, ordinal - 1, row)
            else:
                repeat.spare[identity] = row
            self.begin(row, first)
