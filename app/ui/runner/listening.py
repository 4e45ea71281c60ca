"""Recordings played back at their questions, one at a time, and how long each of them is.

Apart from the studio, which records: what is played is in the workspace already and needs nobody's consent.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from app.capture.playing import Player
from app.core.errors import AppError
from app.ui.runner import sounds
from app.ui.runner.controls.sound import SoundState

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from app.capture.devices import Speaker
    from app.core.ids import BlobId
    from app.forms.state import Address
    from app.ui.desk import Desk

Troubled = Callable[["Address", AppError], object]


class Listening:
    """Plays the recordings of one interview; ``troubled`` is told what cannot be played."""

    def __init__(self, desk: Desk, owner: QObject, troubled: Troubled) -> None:
        self._desk, self._owner, self._troubled = desk, owner, troubled
        self._player: Player | None = None
        self._is_closed = False
        self.address: Address | None = None
        """The question whose recording was played last."""
        self.lengths: dict[str, int] = {}
        """File name -> milliseconds; -1 while not known, and for what cannot be played."""

    @property
    def is_busy(self) -> bool:
        """Whether something is being played or held."""
        return self._player is not None

    @property
    def state(self) -> SoundState:
        """Playing, held, or idle."""
        if self._player is None:
            return SoundState.IDLE
        return SoundState.HELD if self._player.is_paused else SoundState.PLAYING

    @property
    def times(self) -> tuple[int, int]:
        """Where it is, and how long it plays, in milliseconds."""
        player = self._player
        return (player.position_ms, player.length_ms) if player is not None else (0, -1)

    def play(
        self, address: Address, blob: BlobId, speaker: Speaker, begun: Callable[[], object]
    ) -> None:
        """Load a recording and play it; ``begun`` is called when it sounds."""
        self.be_still()
        services = self._desk.services
        self._desk.tasks.database(
            lambda _progress: sounds.load(services, blob),
            self._owner,
            done=lambda content: self._begin(address, content, speaker, begun),
            failed=partial(self._troubled, address),
        )

    def hold_or_go_on(self) -> None:
        """Hold what is played, or go on from there."""
        if self._player is not None:
            (self._player.resume if self._player.is_paused else self._player.pause)()

    def be_still(self) -> None:
        """End playing at once."""
        player, self._player = self._player, None
        if player is not None:
            player.stop()

    def close(self) -> None:
        """Be still for good."""
        self._is_closed = True
        self.be_still()

    def look(self) -> None:
        """Take note of the end of what is played."""
        player = self._player
        if player is not None and player.is_over:
            self._player = None
            if player.error is not None and self.address is not None:
                self._troubled(self.address, player.error)

    def measure(self, name: str, blob: BlobId, done: Callable[[], object]) -> None:
        """Find out once how long a recording is that was there before."""
        if name in self.lengths:
            return
        self.lengths[name] = -1
        services = self._desk.services

        def keep(length: int) -> None:
            self.lengths[name] = length
            done()

        self._desk.tasks.database(
            lambda _progress: sounds.measure(services, blob),
            self._owner,
            done=keep,
            failed=lambda _error: None,
        )

    def _begin(
        self, address: Address, content: bytes, speaker: Speaker, begun: Callable[[], object]
    ) -> None:
        if self._is_closed:
            return
        self.be_still()
        try:
            self._player, self.address = Player(content, speaker), address
        except AppError as error:
            self._troubled(address, error)
        begun()
