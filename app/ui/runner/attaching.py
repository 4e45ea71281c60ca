"""Files on their way into the workspace: copied beside the interview, with progress and a way to stop, one by one.

A video of gigabytes takes minutes; questions are asked meanwhile. The question gets its answer when the copy is whole.
"""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from app.core.errors import AppError
from app.forms.session import NotAnswerable
from app.i18n.catalog import _
from app.operations import attachments
from app.operations.attachments import Wanted
from app.ui import errors
from app.ui.runner.controls.photo import MAX_PIXELS, max_pixels

if TYPE_CHECKING:
    from pathlib import Path

    from app.forms.session import FormSession
    from app.forms.state import Address
    from app.operations.attachments import KeptFile
    from app.ui.desk import Desk
    from app.ui.runner.frame import RunnerFrame
    from app.ui.tasks import Task

SHOWN_FROM_BYTES: Final = 8 << 20
"""Smaller files are there before a bar could be read."""


@dataclass(frozen=True, slots=True)
class _Copy:
    address: Address
    path: Path
    wanted: Wanted


class Attaching(QObject):
    """Makes files answers: copies them into the workspace off the window's thread, then tells the session."""

    def __init__(self, desk: Desk, session: FormSession, frame: RunnerFrame) -> None:
        super().__init__(frame)
        self._desk = desk
        self._session = session
        self._frame = frame
        self._task: Task | None = None
        self._waiting: deque[_Copy] = deque()
        frame.copying.cancelled.connect(self.cancel)

    @property
    def is_busy(self) -> bool:
        """Whether a file is still being copied."""
        return self._task is not None

    def attach(self, address: Address, path: Path) -> None:
        """Copy a file and answer the question with it; trouble is told in a dialog."""
        self._waiting.append(_Copy(address, path, self._wanted(address)))
        if self._task is None:
            self._begin_next()

    def attach_content(self, address: Address, content: bytes, suffix: str) -> None:
        """Keep a file made in the window and answer with it at once, so that leaving cannot overtake it."""
        try:
            kept = attachments.keep_content(self._desk.services, content, suffix)
        except AppError as error:
            errors.show_error(self._frame, error)
        else:
            self.answer(address, kept)

    def answer(self, address: Address, kept: KeptFile) -> None:
        """Answer a question with a file that is in the workspace."""
        with suppress(NotAnswerable):
            self._session.attach(address, kept.name, kept.blob)

    def cancel(self) -> None:
        """Stop the copy under way and forget those that wait; the answers stay as they were."""
        self._waiting.clear()
        if self._task is not None:
            self._task.cancel()

    def _begin_next(self) -> None:
        if not self._waiting:
            return
        copy, services, line = self._waiting.popleft(), self._desk.services, self._frame.copying
        if _size(copy.path) >= SHOWN_FROM_BYTES:
            line.begin(_("{name} is being copied …").format(name=copy.path.name))
        self._task = self._desk.tasks.compute(
            lambda progress: attachments.keep_file(services, copy.path, copy.wanted, progress),
            self,
            done=partial(self._on_kept, copy),
            failed=self._on_failed,
            cancelled=self._on_over,
            crashed=lambda _error: self._on_over(),
            progressed=line.report,
        )

    def _on_kept(self, copy: _Copy, kept: KeptFile) -> None:
        self.answer(copy.address, kept)
        self._on_over()
        if kept.is_corrected:
            self._frame.undo_bar.tell(
                _(
                    "{name} is a picture of another kind than its name says; it was kept as {kind}."
                ).format(name=copy.path.name, kind=kept.name.rpartition(".")[2].upper())
            )

    def _on_failed(self, error: AppError) -> None:
        self._on_over()
        errors.show_error(self._frame, error)

    def _on_over(self) -> None:
        self._task = None
        self._frame.copying.end()
        self._begin_next()

    def _wanted(self, address: Address) -> Wanted:
        node = self._session.definition_of(address)
        media_type = node.control.parameters.get("mediatype", "*/*") if node.control else "*/*"
        return Wanted(media_type, max_pixels(node.bind.other.get(MAX_PIXELS, "")))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
