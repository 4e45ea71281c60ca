"""Steps: how one action of a person becomes a settled batch, an entry of the log and something that can be undone.

Apart from ``session``, which is the door: here is what happens behind it, for a live action and for a replay alike.
Undo puts back what the action changed, node by node, so it works after any replay and needs no inverse operations.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar

from app.forms import archive
from app.forms.actions import Actions
from app.forms.answers import canonical, from_text
from app.forms.background import QUIET
from app.forms.definition import ControlKind, FormDefinition
from app.forms.dependencies import RuleKind
from app.forms.evaluation import Evaluation
from app.forms.instance import Cell, Instance, Memento, Repeat
from app.forms.notes import facts_of, noted, remark_of
from app.forms.program import Program, program_of
from app.forms.state import Address, Batch, Operation, Step
from app.forms.texts import Texts
from app.forms.trace import Trace, batch_of
from app.forms.world import World
from app.xpath.tree import Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from app.core.clock import Clock
    from app.core.ids import RecordId
    from app.forms.snapshot import DeviceInfo, Remark, Snapshot

MOMENT = "now()"
"""The effect under which a step keeps the moment that its expressions were told."""

_MULTIPLE = frozenset({ControlKind.SELECT_MULTIPLE})


@dataclass(slots=True)
class Undoable:
    """What one action changed, as it was before: enough to put it back."""

    cells: dict[Cell, Memento] = field(default_factory=dict)
    rows: dict[Repeat, list[Cell]] = field(default_factory=dict)
    notes: dict[str, Remark | None] = field(default_factory=dict)
    language: str = ""
    facts: Mapping[str, str] | None = None


class Runner:
    """One interview and its history."""

    evaluates: ClassVar[type[Evaluation]] = Evaluation

    def __init__(
        self,
        definition: FormDefinition,
        record: RecordId,
        clock: Clock,
        *,
        language: str,
        device: DeviceInfo,
        seed: int | None,
    ) -> None:
        self.program: Program = program_of(definition)
        self.texts = Texts(self.program, language)
        self.world = World(clock, self.texts, seed, device)
        self.scope = Scope(self.world, self.program.documents, self.texts)
        self.scope.lists = self.program.lists
        self.texts.scope = self.scope
        self.instance = Instance(definition, self.program.layout, self.scope, record)
        self.evaluation = self.evaluates(self.program, self.instance, self.scope)
        self.actions = Actions(self.evaluation, record, clock, device)
        self.clock = clock
        self.remarks: dict[str, Remark] = {}
        self.facts: Mapping[str, str] = {}
        self.asked: dict[str, str] = {}
        self.attached: dict[str, str] = {}
        self.done: list[Undoable] = []
        self.undone: list[Undoable] = []
        self.waiting: Step | None = None
        """The action that is settling bit by bit."""
        self._notes: dict[str, Remark | None] = {}

    # --- opening

    def open_new(self, opening: Step | None) -> Step:
        """Open an empty form, or as the first step of a log says. Returns the opening step."""
        self._begin(opening)
        evaluation = self.evaluation
        evaluation.begin(self.instance.root)
        self.actions.preload("start")
        evaluation.push_all(self.instance.root)
        evaluation.settle()
        evaluation.trace.changed.clear()
        self.actions.first_load()
        return self._finish_opening(opening)

    def open_snapshot(self, snapshot: Snapshot, opening: Step | None) -> Step:
        """Open what was finished or handed over. Returns the opening step."""
        self._begin(opening)
        evaluation = self.evaluation
        archive.load(evaluation, snapshot)
        self.remarks = archive.remarks_of(snapshot)
        self.asked = archive.asked_of(snapshot)
        self.facts = facts_of(snapshot.fields)
        self.attached = dict(snapshot.attached)
        evaluation.keeps_effects = True
        evaluation.resume(self.instance.root)
        self.settle_opening(snapshot)
        evaluation.keeps_effects = False
        return self._finish_opening(opening)

    def settle_opening(self, snapshot: Snapshot) -> None:
        """Work out what a loaded interview comes to."""
        self.evaluation.push_all(self.instance.root)
        self.evaluation.settle()

    def _begin(self, given: Step | None) -> None:
        effects = given.effects if given else None
        self.evaluation.trace = Trace()
        self.evaluation.given = effects
        self._notes = {}
        self.world.begin_step(effects.get(MOMENT, "") if effects else "")

    def _finish_opening(self, opening: Step | None) -> Step:
        effects = self._effects()
        self.evaluation.trace = Trace()
        self.evaluation.given = None
        payload = {"language": self.texts.language}
        return opening or Step("open", payload=payload, effects=effects)

    def _effects(self) -> Mapping[str, str]:
        effects = dict(self.evaluation.trace.effects)
        if self.world.asked_at:
            effects[MOMENT] = self.world.asked_at
        return effects

    # --- one action

    def act(self, step: Step, change: Callable[[], None], *, replayed: bool = False) -> Batch:
        """Carry out one undoable action and settle. ``change`` changes the tree; ``step`` says what it was."""
        self._begin(step if replayed else None)
        change()
        self.actions.settle()
        return self._close(step, replayed=replayed)

    def act_within(self, step: Step, change: Callable[[], None], budget_ms: float) -> Batch | None:
        """Begin an action and settle for a while. None when `go_on` must finish it."""
        self._begin(None)
        change()
        self.waiting = step
        return self.go_on(budget_ms)

    def go_on(self, budget_ms: float | None) -> Batch | None:
        """Go on settling. None while there is more to do, or nothing was begun."""
        step = self.waiting
        if step is None or not self.actions.settle(budget_ms):
            return None
        self.waiting = None
        return self._close(step, replayed=False)

    def _close(self, step: Step, *, replayed: bool) -> Batch:
        trace = self.evaluation.trace
        if QUIET not in step.payload:
            self.done.append(Undoable(trace.cells, trace.rows, self._notes, self.texts.language))
            self.undone.clear()
        effects = {} if replayed else self._effects()
        return self.batch(replace(step, effects=effects) if effects else step)

    def batch(self, step: Step | None, *, language: bool = False) -> Batch:
        """Say what changed since the action began."""
        return batch_of(self.instance, self.evaluation.trace, step, language=language)

    # --- the changes

    def set_answer(self, cell: Cell, value: str) -> None:
        """Give a node an answer, choices in the order of their list."""
        node = self.program.definition.nodes[cell.index]
        if cell.missing is not None:
            self.evaluation.touch(cell)
            cell.missing = None
            self.evaluation.reshow(cell)
        if node.control is not None and node.control.kind in _MULTIPLE:
            value = self._in_order(cell, value)
        value = canonical(value, node.type)
        self.evaluation.keep(cell, from_text(value, node.type, self.world.zone), value)

    def _in_order(self, cell: Cell, value: str) -> str:
        order = self.texts.order(cell, self.program.definition.nodes[cell.index])
        chosen = list(dict.fromkeys(value.split()))
        if order is None:
            return " ".join(chosen)
        places = {each: at for at, each in enumerate(order)}
        return " ".join(sorted(chosen, key=lambda each: places.get(each, len(places))))

    def set_missing(self, cell: Cell, missing: str) -> None:
        """Give a node a reason instead of an answer."""
        self.set_answer(cell, "")
        self.evaluation.touch(cell)
        cell.missing = "refused" if missing == "refused" else "dont_know"
        self.evaluation.reshow(cell)

    def set_remark(self, remark: Remark) -> None:
        """Put a remark in place, or take it away when it says nothing."""
        self._notes.setdefault(remark.id, self.remarks.get(remark.id))
        if remark.text:
            self.remarks[remark.id] = remark
        else:
            self.remarks.pop(remark.id, None)
        cell = self.instance.cells.get(Address(remark.address))
        if cell is not None:
            self.evaluation.trace.look[cell] = None

    def set_facts(self, step: Step) -> Batch:
        """Note facts about the interview as a whole: `notes` says what they are."""
        self._begin(None)
        before, self.facts = self.facts, noted(self.facts, step.payload)
        self.done.append(Undoable(language=self.texts.language, facts=before))
        self.undone.clear()
        return Batch(step, {})

    def add_row(self, repeat: Repeat, identity: str, before: str) -> None:
        """Add an instance before the one called ``before``, or at the end."""
        at = len(repeat.rows)
        if before:
            at = next((n for n, row in enumerate(repeat.rows) if row.identity == before), at)
        evaluation = self.evaluation
        evaluation.remember_rows(repeat)
        row = self.instance.make_row(repeat, identity)
        evaluation.place_row(repeat, at, row)
        evaluation.waking.rows_changed(repeat, at)
        evaluation.settle()
        for cell in self.instance.below(row):
            evaluation.trace.changed.pop(cell, None)
        self.actions.new_repeat(row)

    def is_open(self, repeat: Repeat) -> bool:
        """Say whether instances may be added: whether one more would be relevant."""
        if not repeat.parent.relevant or repeat.index in self.program.hidden:
            return False
        for rank in self.program.graph.by_node.get(repeat.index, ()):
            rule = self.program.graph.rules[rank]
            deep = self.program.layout.depth(repeat.index)
            if rule.kind is RuleKind.RELEVANT and all(read.bound < deep for read in rule.reads):
                self.scope.epoch += 1
                return bool(self.program.runs[rank](self.scope, repeat.ghost, repeat.ghost))
        return True

    def remove_row(self, row: Cell) -> None:
        """Remove an instance."""
        repeat = self.instance.repeat_of(row)
        self.evaluation.remember_rows(repeat)
        self.evaluation.waking.rows_changed(repeat, self.instance.take_out(repeat, row))

    def set_language(self, language: str) -> None:
        """Show the form in another language; labels that expressions read follow."""
        self.texts.language = language
        self.evaluation.push_language()

    # --- there and back

    def go_back(self, operation: Operation, *, given: Step | None = None) -> Batch | None:
        """Undo or redo one action; None when there is nothing to."""
        source, target = (
            (self.done, self.undone) if operation == "undo" else (self.undone, self.done)
        )
        if not source:
            return None
        step = given or Step(operation)
        self._begin(step if given else None)
        record = source.pop()
        target.append(self._swap(record))
        if record.language != self.texts.language:
            self.evaluation.push_language()
            self.evaluation.settle()
        return self.batch(step)

    def _swap(self, record: Undoable) -> Undoable:
        trace = self.evaluation.trace
        inverse = Undoable(language=self.texts.language)
        for repeat, rows in record.rows.items():
            inverse.rows[repeat] = list(repeat.rows)
            self.instance.set_rows(repeat, rows)
        for cell, memento in record.cells.items():
            inverse.cells[cell] = cell.remember()
            cell.restore(memento)
        self.evaluation.waking.begin_anew()
        for key, remark in record.notes.items():
            inverse.notes[key] = self.remarks.get(key)
            if remark is None:
                self.remarks.pop(key, None)
            else:
                self.remarks[key] = remark
        if record.facts is not None:
            inverse.facts, self.facts = self.facts, record.facts
        trace.cells.update(inverse.cells)
        trace.rows.update(inverse.rows)
        self._look_again(record, inverse)
        return inverse

    def _look_again(self, record: Undoable, inverse: Undoable) -> None:
        """Texts that quote what changed, and nodes with remarks, are shown anew."""
        trace, graph = self.evaluation.trace, self.program.graph
        for remark in (*record.notes.values(), *inverse.notes.values()):
            cell = self.instance.cells.get(Address(remark.address)) if remark else None
            if cell is not None:
                trace.look[cell] = None
        for cell in record.cells:
            for edge in graph.values.get(cell.index, ()):
                if graph.rules[edge.rank].kind in ("display", "options"):
                    for reader in edge.readers(cell.frame):
                        trace.look[reader] = None

    def replay(self, steps: Iterable[Step]) -> None:
        """Carry out logged steps. Steps that no longer fit the form are passed over."""
        for step in steps:
            self._replay_one(step)

    def _replay_one(self, step: Step) -> None:
        cell = self.instance.cells.get(Address(step.path))
        repeat = self.instance.repeats.get(Address(step.path))
        payload = step.payload
        match step.op:
            case "set" | "clear" | "attach" if cell is not None:
                value = payload.get("value", "")
                if step.op == "attach":
                    self.attached[value] = payload.get("blob", "")
                self.act(step, lambda: self.set_answer(cell, value), replayed=True)
            case "missing" if cell is not None:
                missing = payload.get("missing", "dont_know")
                self.act(step, lambda: self.set_missing(cell, missing), replayed=True)
            case "remark":
                remark = remark_of(step)
                self.act(step, lambda: self.set_remark(remark), replayed=True)
            case "add" if repeat is not None:
                identity, before = payload.get("id", ""), payload.get("before", "")
                self.act(step, lambda: self.add_row(repeat, identity, before), replayed=True)
            case "remove" if cell is not None and cell.identity:
                self.act(step, lambda: self.remove_row(cell), replayed=True)
            case "asked" | "fact":
                self._note_again(step)
            case "language":
                self.switch_language(payload.get("language", ""), given=step)
            case "undo" | "redo":
                self.go_back(step.op, given=step)
            case _:
                pass

    def _note_again(self, step: Step) -> None:
        if step.op == "fact":
            self.set_facts(step)
        else:
            self.asked[step.path] = step.payload.get("language", "")

    def switch_language(self, language: str, *, given: Step | None = None) -> Batch:
        """Switch the language; not a step of undo."""
        step = given or Step("language", payload={"language": language})
        self._begin(given)
        self.set_language(language)
        self.actions.settle()
        kept = given or replace(step, effects=self._effects())
        return self.batch(kept, language=True)

    # --- the end

    def complete(self) -> None:
        """Note the end of the interview and settle. Not a step: the revision is made right after."""
        self._begin(None)
        self.actions.preload("end")
        self.actions.settle()

    def take_back(self) -> None:
        """Take back what `complete` did."""
        trace = self.evaluation.trace
        self._swap(Undoable(dict(trace.cells), dict(trace.rows), {}, self.texts.language))
