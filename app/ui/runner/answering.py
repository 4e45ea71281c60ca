"""How an answer reaches the session: typed, chosen, missing, a file from the disk or one made in the window.

Apart from the page because every way of answering does the same two things beside: what was said to be wrong is
forgotten, and the language in which the question was asked is noted.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.forms.session import NotAnswerable
from app.i18n.catalog import _
from app.ui import settling
from app.ui.runner.attaching import Attaching
from app.ui.widgets.dialogs import ask

if TYPE_CHECKING:
    from app.forms.session import FormSession
    from app.forms.state import Address, Missing
    from app.operations.attachments import KeptFile
    from app.ui.desk import Desk
    from app.ui.runner.block import QuestionBlock
    from app.ui.runner.frame import RunnerFrame
    from app.ui.runner.judging import Judge
    from app.ui.runner.stage import Stage


class Answering:
    """Gives one session its answers."""

    def __init__(
        self, desk: Desk, session: FormSession, judge: Judge, stage: Stage, frame: RunnerFrame
    ) -> None:
        self._frame = frame
        self._session = session
        self._judge = judge
        self._stage = stage
        self._attaching = Attaching(desk, session, frame)

    def give(self, address: Address, value: str) -> None:
        """Give a question its answer."""
        self._judge.forget_answered(address)
        try:
            self.note_language(address)
            settling.answer(self._session, address, value)
        except NotAnswerable:
            self._stage.refresh()

    def attach(self, address: Address, path: str) -> None:
        """Copy a file into the workspace and make it the answer."""
        self._judge.forget_answered(address)
        self._attaching.attach(address, Path(path))

    def attach_content(self, address: Address, content: bytes, suffix: str) -> None:
        """Keep a file that was made in the window and make it the answer."""
        self._judge.forget_answered(address)
        self.note_language(address)
        self._attaching.attach_content(address, content, suffix)

    def give_file(self, address: Address, kept: KeptFile) -> None:
        """Make a file that is in the workspace the answer."""
        self._judge.forget_answered(address)
        self._attaching.answer(address, kept)

    def take_file_away(self, address: Address) -> None:
        """Leave a question without its file; the recording of the whole interview too, though nobody was asked it."""
        if self._session.definition_of(address).control is None:
            self._session.attach(address, "", "")
        else:
            self.give(address, "")

    def let_copies_go(self) -> bool:
        """Ask, when a file is still being copied, whether to go without it. Returns False when not."""
        if not self._attaching.is_busy:
            return True
        leaves = ask(
            self._frame,
            _("A file is still being copied"),
            _(
                "It becomes the answer only when it is copied whole. If you go on now, the answer stays as it was."
            ),
            _("Go without the file"),
            kind="danger",
            no=_("Wait for it"),
        )
        if leaves:
            self._attaching.cancel()
        return leaves

    def give_missing(self, block: QuestionBlock, kind: Missing) -> None:
        """Record don't know or refused; once more takes it away."""
        at, state = block.address, self._session.state(block.address)
        if block.control is not None:
            block.control.forget()
        self._judge.forget_answered(at)
        if state.missing == kind:
            settling.answer(self._session, at, "")
        else:
            self.note_language(at)
            self._session.give_missing(at, kind)
        block.refresh_answer(self._session.state(at))

    def note_language(self, address: Address) -> None:
        """Note in which language the question was asked, where there are several."""
        session = self._session
        if len(session.languages) > 1 and session.asked(address) != session.language:
            session.note_asked(address, session.language)
