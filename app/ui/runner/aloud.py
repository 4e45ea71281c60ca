"""The sound that belongs to a question: played by key or by itself where the form says so, stopped on leaving it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from app.capture import devices
from app.capture.playing import Player
from app.core.errors import AppError, ErrorCode
from app.operations import attachments
from app.ui import errors

if TYPE_CHECKING:
    from app.forms.state import Address
    from app.ui.runner.page import RunnerPage

LOOK_EVERY_MS: Final = 200


class Aloud(QObject):
    """Plays what a form says aloud, one sound at a time."""

    def __init__(self, page: RunnerPage) -> None:
        super().__init__(page)
        self._page = page
        self._player: Player | None = None
        self._at: Address | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)

    @property
    def is_playing(self) -> bool:
        """Whether something sounds."""
        return self._player is not None

    def toggle(self) -> bool:
        """Play the sound of the question in view, or stop it. Returns False when it has none."""
        if self._player is not None:
            self.be_still()
            return True
        return self._begin(is_asked=True)

    def follow(self) -> None:
        """Be still when another question comes into view, and play its sound where the form wants that."""
        block = self._page.stage.current_block()
        question = block.question if block is not None else None
        at = question.address if question is not None else None
        if at == self._at:
            return
        self.be_still()
        self._at = at
        if question is not None and question.parameters.get("autoplay") == "audio":
            self._begin(is_asked=False)

    def be_still(self) -> None:
        """Stop."""
        self._timer.stop()
        player, self._player = self._player, None
        if player is not None:
            player.stop()
            self._show()

    def _begin(self, *, is_asked: bool) -> bool:
        block = self._page.stage.current_block()
        question = block.question if block is not None else None
        uri = question.media.get("audio", "") if question is not None else ""
        if question is None or not uri:
            return False
        services, bundle = self._page.desk.services, self._page.interview.bundle
        self._at = question.address
        self._page.desk.tasks.database(
            lambda _progress: attachments.form_file(services, bundle, uri),
            self,
            done=partial(self._play, question.address, uri, is_asked),
            failed=partial(self._fail, is_asked),
        )
        return True

    def _play(self, at: Address, uri: str, is_asked: bool, content: bytes | None) -> None:  # noqa: FBT001 - bound first
        if at != self._at or self._player is not None:
            return
        if content is None:
            self._fail(is_asked, AppError(ErrorCode.FILE_MISSING, path=uri))
            return
        try:
            self._player = Player(content, devices.of_this_machine().speaker)
        except AppError as error:
            self._fail(is_asked, error)
        else:
            self._asked = is_asked
            self._timer.start()
            self._show()

    _asked = False

    def _look(self) -> None:
        player = self._player
        if player is None or not player.is_over:
            return
        self.be_still()
        if player.error is not None:
            self._fail(self._asked, player.error)

    def _fail(self, is_asked: bool, error: AppError) -> None:  # noqa: FBT001 - bound first
        """Say why it cannot be heard, to somebody who asked for it; what plays by itself holds nobody up."""
        if is_asked:
            errors.show_error(self._page, error)

    def _show(self) -> None:
        for block in self._page.stage.blocks:
            block.show_sounding(sounding=self.is_playing and block.address == self._at)
