"""What a form does by itself at events: setvalue at first load, in a new instance, when an answer changes; preloads.

What they put into a node is an effect: it stands in the step and is applied, not worked out, when the step is replayed.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from app.forms.answers import from_result, from_text
from app.forms.program import actions_of
from app.xpath.moments import DateTime, Day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.core.clock import Clock
    from app.core.ids import RecordId
    from app.forms.definition import Action, NodeDefinition
    from app.forms.evaluation import Evaluation
    from app.forms.instance import Cell
    from app.forms.snapshot import DeviceInfo
    from app.xpath.compiler import Compiled

FIRST_LOAD = "odk-instance-first-load"
LOAD = "odk-instance-load"
NEW_REPEAT = "odk-new-repeat"
CHANGED = "xforms-value-changed"
LOADED = frozenset({FIRST_LOAD, LOAD})
New = Callable[[int], "list[Cell]"]
"""The nodes of one definition that have come to be just now."""
_MOST_ROUNDS = 50
"""How often changes may set off changes before a ring of actions is left alone."""


def _nothing_new(index: int) -> list[Cell]:
    return []


class Actions:
    """The actions and preloads of one session."""

    def __init__(
        self, evaluation: Evaluation, record: RecordId, clock: Clock, device: DeviceInfo
    ) -> None:
        self._evaluation = evaluation
        self._record = record
        self._clock = clock
        self._device = device
        self._loaded: list[Action] = []
        self._changed: dict[int, list[Action]] = {}
        for owner, action in actions_of(evaluation.program.definition):
            if action.kind != "setvalue":
                continue
            if CHANGED in action.events:
                self._changed.setdefault(owner, []).append(action)
            if {*LOADED, NEW_REPEAT} & set(action.events):
                self._loaded.append(action)

    # --- preloads

    def preload(self, event: str) -> None:
        """Fill the nodes that the device fills: at the ``start`` of the interview, or at its ``end``."""
        for cell in list(self._evaluation.instance.all_cells()):
            node = self._evaluation.program.definition.nodes[cell.index]
            value = self._preloaded(node, event)
            if value:
                self._put(cell, value)

    def _preloaded(self, node: NodeDefinition, event: str) -> str:
        if event == "start" and self._is_instance_id(node):
            return f"uuid:{self._record}"
        kind, what = node.bind.preload, node.bind.preload_params or ""
        if kind is None or (event == "end") is not (kind == "timestamp" and what == "end"):
            return ""
        moment = self._clock.now()
        match kind, what.removeprefix("uri:"):
            case "timestamp", _:
                return DateTime.of(moment).iso()
            case "date", "today":
                return Day.of(moment.date()).iso()
            case "uid", _ if not self._is_instance_id(node):
                chance = self._evaluation.scope.env.chance
                return f"uuid:{uuid.UUID(int=chance.getrandbits(128), version=4)}"
            case "property", name:
                return self._device.property_of(name)
        return ""

    def _is_instance_id(self, node: NodeDefinition) -> bool:
        nodes = self._evaluation.program.definition.nodes
        return node.name.rpartition(":")[2] == "instanceID" and (
            node.parent > 0 and nodes[node.parent].name.rpartition(":")[2] == "meta"
        )

    # --- actions

    def first_load(self) -> None:
        """Run what runs when an interview begins."""
        for action in self._loaded:
            if LOADED & set(action.events):
                index = self._target(action)
                if index is not None:
                    for cell in self._evaluation.instance.all_of(index):
                        self._run(action, cell, self._evaluation.instance.all_of)
        self._greet(LOADED)
        self.settle()

    def new_repeat(self, row: Cell, *, but: frozenset[str] = frozenset()) -> None:
        """Run what runs when an instance is added, but for the actions that happen at other events already past."""
        within = list(self._evaluation.instance.below(row))
        for cell in within:
            self._evaluation.trace.fresh.pop(cell, None)
            value = self._preloaded(self._evaluation.program.definition.nodes[cell.index], "row")
            if value and not cell.lexical:
                self._put(cell, value)
        for action in self._loaded:
            index = self._target(action)
            if NEW_REPEAT in action.events and not but & set(action.events):
                for cell in within:
                    if cell.index == index:
                        self._run(action, cell, lambda at: [c for c in within if c.index == at])

    def _greet(self, but: frozenset[str] = frozenset()) -> bool:
        """Run what runs in instances that counts have made. That they come to be changes no answer."""
        trace = self._evaluation.trace
        rows = list(trace.fresh)
        for row in rows:
            for cell in self._evaluation.instance.below(row):
                trace.changed.pop(cell, None)
        for row in rows:
            if row in trace.fresh:
                self.new_repeat(row, but=but)
        return bool(rows)

    def settle(self, budget_ms: float | None = None) -> bool:
        """Settle and let changed answers set off their actions until nothing changes. Returns whether all is done."""
        for _ in range(_MOST_ROUNDS):
            if not self._evaluation.settle(budget_ms):
                return False
            greeted = self._greet()
            changed = list(self._evaluation.trace.changed)
            self._evaluation.trace.changed.clear()
            if not self._set_off(changed) and not greeted:
                return True
        return True

    def _set_off(self, changed: Iterable[Cell]) -> bool:
        ran = False
        for source in changed if self._changed else ():
            for action in self._changed.get(source.index, ()):
                target = self._beside(source, self._target(action))
                if target is not None:
                    self._run(action, target)
                    ran = True
        return ran

    def _target(self, action: Action) -> int | None:
        return self._evaluation.program.definition.by_path.get(action.target)

    def _beside(self, source: Cell, target: int | None) -> Cell | None:
        """Return the one target that shares the source's rows; None when there is none or more than one."""
        if target is None:
            return None
        layout = self._evaluation.program.layout
        mine, theirs = layout.frames[source.index], layout.frames[target]
        common = sum(1 for a, b in zip(mine, theirs, strict=False) if a == b)
        frame = source.frame
        for _ in range(len(mine) - common):
            frame = frame.outer
        for repeat in theirs[common:]:
            rows = frame.cells[layout.row_slots[repeat]].rows
            if len(rows) != 1:
                return None
            frame = rows[0]
        found: Cell = frame.cells[layout.slots[target]]
        return found

    def _run(self, action: Action, cell: Cell, new: New = _nothing_new) -> None:
        evaluation = self._evaluation
        kind = evaluation.program.definition.nodes[cell.index].type
        given = evaluation.given
        if given is not None and cell.address in given:
            lexical = given[cell.address]
        elif action.value is None:
            lexical = action.text
        else:
            compiled = evaluation.program.expression(cell.index, action.value)
            if compiled is None:
                return
            value = self._seen_from_above(compiled, cell, new)
            lexical = from_result(value, kind, evaluation.scope.env.zone)[1]
        self._put(cell, lexical)

    def _seen_from_above(self, compiled: Compiled, cell: Cell, new: New) -> Any:
        """Run an action's expression. What stands further down in what is ``new`` is not worked out yet, as in ODK."""
        evaluation = self._evaluation
        unseen = [
            each
            for index in {read.target for read in compiled.reads if read.target > cell.index}
            if index in evaluation.plan.calculates
            for each in new(index)
        ]
        seen = [each.value for each in unseen]
        for each in unseen:
            each.value = ""
        evaluation.scope.epoch += 1
        value = compiled.run(evaluation.scope, cell, cell)
        for each, before in zip(unseen, seen, strict=True):
            each.value = before
        return value

    def _put(self, cell: Cell, lexical: str) -> None:
        evaluation = self._evaluation
        given = evaluation.given
        if given is not None:
            lexical = given.get(cell.address, lexical)
        kind = evaluation.program.definition.nodes[cell.index].type
        evaluation.trace.effects[cell.address] = lexical
        evaluation.keep(cell, from_text(lexical, kind, evaluation.scope.env.zone), lexical)
