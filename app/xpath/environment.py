"""What functions may know of the world: the time, the zone, chance and the language. Nothing of forms."""

from __future__ import annotations

import random
from datetime import datetime, tzinfo
from typing import Protocol


class Environment(Protocol):
    """Handed to every function as its first argument. A session implements it once."""

    @property
    def language(self) -> str:
        """Language of the respondent's form as a code (``et``, ``ru-RU``) or as the form spells it."""
        ...

    @property
    def zone(self) -> tzinfo:
        """Time zone of the session: that of its clock."""
        ...

    @property
    def chance(self) -> random.Random:
        """Source of every random number and identifier, seeded when time is held still."""
        ...

    def now(self) -> datetime:
        """Return the wall clock with its offset from UTC."""
        ...

    def property_of_device(self, name: str) -> str:
        """Return a property of the device, '' when it has none of that name."""
        ...
