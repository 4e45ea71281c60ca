"""What is wrong at the fields in view, and whether it keeps the person there.

Three kinds: typed text that is no answer, an answer that breaks its constraint, and a required answer that is missing.
The first two hold; the third is told once, on leaving, and lets go the second time. What was typed and is no answer
is kept for as long as the interview is open, so that going elsewhere loses nothing. An answer that the form only finds
odd is told too, in other colours; `meeting` asks for its reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.forms.session import FormSession
    from app.forms.state import Address
    from app.ui.runner.block import QuestionBlock
    from app.ui.runner.model import RunnerModel
    from app.ui.runner.odd_answer import OddAnswers
    from app.ui.runner.reading import InterviewReader
    from app.ui.runner.stage import Stage


class Judge:
    """Looks at the blocks on the stage."""

    def __init__(
        self,
        stage: Stage,
        session: FormSession,
        model: RunnerModel,
        reader: InterviewReader,
        odd: OddAnswers,
    ) -> None:
        self.odd = odd
        self._stage = stage
        self._session = session
        self._model = model
        self._reader = reader
        self._told: set[Address] = set()
        self.is_mending = False
        """The person came here from the list of problems at the end, and goes back there."""
        self._unfinished: dict[Address, str] = {}

    def look(self) -> None:
        """Say at every field in view what is wrong with it."""
        for block in self._stage.blocks:
            self.look_at(block)

    def look_at(self, block: QuestionBlock) -> None:
        """Say at one field what is wrong with it."""
        if block.control is None or block.question is None:
            return
        complaint = block.control.complaint()
        state = self._session.state(block.address)
        is_missing = state.required and not state.value and state.missing is None
        if complaint:
            block.complain((complaint,))
        elif not state.constraint_met:
            block.complain(self._reader.complaint(block.address, "constraint"))
        elif is_missing and block.address in self._told:
            block.complain(self._reader.complaint(block.address, "required"))
        elif self.odd.is_unexplained(block.address):
            block.complain((self.odd.warning(block.address),), "notice")
        else:
            block.complain(())

    def holds_at(self) -> Address | None:
        """Return the first question that keeps the person here; a missing answer holds once only."""
        unread = [b.address for b in self._stage.blocks if b.control and b.control.complaint()]
        stuck = unread + self._model.broken_here()
        missing = [at for at in self._model.required_here() if at not in self._told]
        self._told.update(missing)
        self.look()
        return next(iter(stuck + missing), None)

    def forget_answered(self, address: Address) -> None:
        """Take note that a question got an answer."""
        self._told.discard(address)
        self.odd.answered(address)
        self._unfinished.pop(address, None)

    def forget_told(self) -> None:
        """Tell again about missing answers: the person came back to the page."""
        self._told.clear()
        self.is_mending = False

    def tell(self, address: Address) -> None:
        """Say at once what is missing here: the person came from the list of problems."""
        self._told.add(address)
        self.is_mending = True

    def keep_unfinished(self) -> None:
        """Keep typed text that is no answer, before the fields show something else."""
        for block in self._stage.blocks:
            if (
                block.control is not None
                and block.question is not None
                and block.control.unfinished
            ):
                self._unfinished[block.address] = block.control.unfinished

    def restore_unfinished(self) -> None:
        """Put typed text that is no answer back into its field."""
        for block in self._stage.blocks:
            text = self._unfinished.get(block.address, "")
            if text and block.control is not None:
                block.control.restore(text)
