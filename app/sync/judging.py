"""One line of a package: a revision that may go in, or a misfit that is set aside while the rest goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from app.core.ids import DeviceId, RevisionId
    from app.records.revision import Revision
    from app.sync.reading import Line

LONGEST_LINE = 4_000_000
DEEPEST_LINE = 32


class Why(StrEnum):
    """Why a line is set aside."""

    TOO_LONG = "too_long"
    TOO_DEEP = "too_deep"
    NOT_CANONICAL = "not_canonical"
    SHAPE = "shape"
    ACTOR = "actor"
    REVOKED = "revoked"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Misfit:
    """A line that is set aside: where it stood, its hash, and the member of the revision at fault ('' for all)."""

    why: Why
    member: str
    number: int
    sha256: str
    detail: str = ""


def _any_device(_actor: str, _device: DeviceId) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Rules:
    """What a project knows when it judges lines.

    ``may_write``: whether a member may write on a device (the member's record says which devices are its own).
    ``revoked``: device -> greatest counter that still counts. ``erased``: ids that were erased and stay so.
    """

    may_write: Callable[[str, DeviceId], bool] = _any_device
    revoked: Mapping[DeviceId, int] = field(default_factory=lambda: MappingProxyType({}))
    erased: Collection[RevisionId] = frozenset()


def judge(line: Line, rules: Rules) -> Revision | Misfit:
    """Read one line as a revision, recomputing its id; unknown kinds are revisions too (parked)."""
