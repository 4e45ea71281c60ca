"""What expressions may know of the world, for one session: its clock, its chance, its language."""

from __future__ import annotations

import random
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.core.clock import Clock
    from app.forms.snapshot import DeviceInfo
    from app.forms.texts import Texts


class World:
    """The environment of all functions of one session.

    The time zone is that of the clock. A step that asked for the time keeps the answer (`asked_at`), so that a replay
    tells the same time. ``now`` within one step is one moment.
    """

    def __init__(self, clock: Clock, texts: Texts, seed: int | None, device: DeviceInfo) -> None:
        self._device = device
        self._clock = clock
        self._texts = texts
        self.chance = random.Random(seed)
        self.told: datetime | None = None
        self.asked_at = ""
        self._zone: tzinfo | None = None

    @property
    def language(self) -> str:
        """The language of the form, as the form spells it."""
        return self._texts.language

    @property
    def zone(self) -> tzinfo:
        """The time zone of the session's clock."""
        if self._zone is None:
            self._zone = self._clock.now().tzinfo or UTC
        return self._zone

    def now(self) -> datetime:
        """Return the moment of the step."""
        moment = self.told or self._clock.now()
        self.told = moment
        self.asked_at = moment.isoformat()
        return moment

    def property_of_device(self, name: str) -> str:
        """Return ``deviceid``, ``username`` and their like."""
        return self._device.property_of(name)

    def begin_step(self, moment: str = "") -> None:
        """Start a step: at its own moment when it is replayed, else whenever somebody first asks."""
        self._zone = None
        self.told = datetime.fromisoformat(moment) if moment else None
        self.asked_at = ""
