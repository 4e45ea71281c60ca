"""What a person notes beside the answers: remarks, the language of asking, facts about the interview as a whole.

Apart from ``session``, which takes the answers. Use it through `FormSession`.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from app.forms.notes import noted, remark_of
from app.forms.reading import Reading
from app.forms.refusals import NotAnswerable, Refusal
from app.forms.state import Address, Batch, Step
from app.records.repeats import new_identity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.forms.instance import Cell
    from app.forms.snapshot import Remark, RemarkState


class Noting(Reading):
    """The part of a session that takes notes."""

    def remark(
        self,
        address: Address,
        text: str,
        *,
        by: str,
        remark: str | None = None,
        state: RemarkState = "open",
    ) -> Batch:
        """Leave a remark, or change the one whose id is ``remark``; an empty text takes it away.

        Irrelevant and read-only nodes take remarks too. Raises NotAnswerable for an unknown address.
        """
        self._known(address)
        before = self._runner.remarks.get(remark or "")
        payload = {
            "id": remark or new_identity(),
            "text": text,
            "by": by,
            "at": self._runner.clock.now().isoformat(timespec="seconds"),
            "state": state,
        }
        if before is not None and before.review:
            payload |= {"reply": before.reply, "review": before.review}
        step = Step("remark", address, payload)
        note = remark_of(step)
        return self._deliver(self._runner.act(step, lambda: self._runner.set_remark(note)))

    def answer_remark(self, remark: Remark, reply: str) -> Batch:
        """Answer what a reviewer asked; an empty reply opens the remark again. Raises NotAnswerable."""
        address = Address(remark.address) if remark.address else self.root
        self._known(address)
        reply = reply.strip()
        payload = {
            "id": remark.id,
            "text": remark.text,
            "by": remark.by,
            "at": remark.at,
            "state": "answered" if reply else "open",
            "reply": reply,
            "review": remark.review,
        }
        step = Step("remark", Address(remark.address), payload)
        note = remark_of(step)
        return self._deliver(self._runner.act(step, lambda: self._runner.set_remark(note)))

    def note_asked(self, address: Address, language: str) -> Batch:
        """Note in which language the question was read out. Not a step of undo. Raises NotAnswerable."""
        cell = self._known(address)
        self._runner.asked[address] = language
        step = Step("asked", address, {"language": language})
        return self._deliver(Batch(step, {address: cell.state()}))

    def note_facts(self, changes: Mapping[str, str]) -> Batch | None:
        """Change facts about the interview as a whole: paths of ``app.records.sitting``, '' takes one away.

        One step of undo; None, and no step, when nothing changes. Raises NotAnswerable when the interview is closed.
        """
        self._known(self.root)
        told = {path: value for path, value in changes.items() if self.facts.get(path, "") != value}
        if noted(self.facts, told) == self.facts:
            return None
        return self._deliver(self._runner.set_facts(Step("fact", payload=told)))

    # --- the session's

    @abstractmethod
    def _deliver(self, batch: Batch) -> Batch: ...

    @abstractmethod
    def _finish_settling(self) -> None: ...

    def _known(self, address: Address) -> Cell:
        self._finish_settling()
        if self._closed:
            raise NotAnswerable(Refusal.CLOSED, address)
        cell = self._runner.instance.cells.get(address)
        if cell is None:
            raise NotAnswerable(Refusal.UNKNOWN, address)
        return cell
