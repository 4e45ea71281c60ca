"""A finished interview opened as it was stored: to be read as it stands, or as the start of its correction.

Apart from ``runner`` because here the rules of the form are told to leave alone what is written down. A calculation
over an entity list, the last saved interview or today's date would give another value now than on the day of the
interview; nobody asked for that. So, while a finished snapshot is opened, nothing is calculated, counted or hidden by
a filter, and whatever has an answer, a reason for none or a note that it was asked is relevant. What has nothing of
the kind is relevant if its rules say so. Read, an interview stays like that, in all languages. Corrected, its
rules wake up one by one, as what they depend on changes; where versions contradict each other they are worked out at
once, so that no result stands beside answers that it does not follow from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from app.forms import archive
from app.forms.evaluation import Evaluation
from app.forms.runner import Runner
from app.forms.state import Address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.forms.instance import Cell, Instance, Repeat
    from app.forms.program import Program
    from app.forms.snapshot import Snapshot
    from app.forms.state import Step
    from app.xpath.tree import Scope


class StoredEvaluation(Evaluation):
    """Leaves what is stored as it is for as long as it ``holds``."""

    def __init__(self, program: Program, instance: Instance, scope: Scope) -> None:
        super().__init__(program, instance, scope)
        self.holds = True
        self.asked: Iterable[str] = ()
        """Addresses of questions that were read out, answered or not."""
        self._stands: set[Cell] = set()

    def resume(self, top: Cell) -> None:
        """Give loaded nodes what their constant rules say, and note which are relevant because they hold something."""
        for cell in self.instance.below(top):
            if cell.lexical or cell.missing is not None or cell.identity:
                self._let_stand(cell)
        for address in self.asked:
            found = self.instance.cells.get(Address(address))
            if found is not None:
                self._let_stand(found)
        super().resume(top)

    def _let_stand(self, cell: Cell) -> None:
        at: Cell | None = cell
        while at is not None and at not in self._stands:
            self._stands.add(at)
            at = at.parent

    def work_out(self, fields: Iterable[str]) -> None:
        """Apply all rules of the nodes that these field paths of a record name, and of what depends on them."""
        self.holds = False
        self.waking.begin_anew()
        for field in fields:
            cell = self.instance.cells.get(Address("/" + field.partition("/")[2]))
            if cell is not None:
                self.push_all(cell)
                self.waking.value_changed(cell)

    def _run_relevant(self, run: Any, cell: Cell) -> None:
        if not self.holds or cell not in self._stands:
            super()._run_relevant(run, cell)

    def _run_calculate(self, run: Any, cell: Cell) -> None:
        if not self.holds:
            super()._run_calculate(run, cell)

    def _run_options(self, run: Any, cell: Cell) -> None:
        if not self.holds:
            super()._run_options(run, cell)

    def _run_count(self, run: Any, repeat: Repeat) -> None:
        if not self.holds:
            super()._run_count(run, repeat)


class StoredRunner(Runner):
    """A finished interview. ``stays`` keeps it as it is; otherwise it can be corrected once it is open."""

    evaluates: ClassVar[type[Evaluation]] = StoredEvaluation
    evaluation: StoredEvaluation
    stays: ClassVar[bool] = False

    def open_snapshot(self, snapshot: Snapshot, opening: Step | None) -> Step:
        """Open what was finished. Returns the opening step."""
        self.evaluation.asked = archive.asked_of(snapshot)
        return super().open_snapshot(snapshot, opening)

    def settle_opening(self, snapshot: Snapshot) -> None:
        """Settle as it is stored; a correction then works out what depends on contradictions."""
        super().settle_opening(snapshot)
        if not self.stays:
            self.evaluation.work_out(snapshot.disputed)
            self.evaluation.settle()


class ReadRunner(StoredRunner):
    """A finished interview that nothing changes."""

    stays = True
