"""What merging a package would change: the numbers of the preview, and of the report after it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from app.core.ids import DeviceId, RecordId, RevisionId

if TYPE_CHECKING:
    from app.core.progress import Progress
    from app.records.live import Candidate
    from app.records.revision import Revision
    from app.sync.judging import Misfit
    from app.sync.ranges import DeviceRanges

Place = tuple[DeviceId, int]


class Held(Protocol):
    """What has to be known of the workspace; every call is for many at once (at most 1,000)."""

    def known(self, ids: Sequence[RevisionId]) -> set[RevisionId]:
        """Return which of these revisions are held."""
        ...

    def at(self, places: Sequence[Place]) -> Mapping[Place, Sequence[RevisionId]]:
        """Return the revisions that are held at these places of their devices' histories."""
        ...

    def of_records(self, records: Sequence[RecordId]) -> Mapping[RecordId, Sequence[Revision]]:
        """Return all held revisions of these records; a record of which there is none is not named."""
        ...

    def ranges(self) -> DeviceRanges:
        """Return what is held by device, erased revisions included."""
        ...


class Incoming(Protocol):
    """The judged lines of one or more packages, which can be gone through more than once."""

    def __iter__(self) -> Iterator[Revision | Misfit]:
        """Yield every line, judged."""
        ...


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field with several live values after the merge; ``is_new`` when there was no conflict before."""

    record: RecordId
    kind: str
    path: str
    candidates: tuple[Candidate, ...]
    is_new: bool


@dataclass(frozen=True, slots=True)
class Deletion:
    """A record that somebody deleted while somebody else edited it; it stays visible."""

    record: RecordId
    kind: str


@dataclass(frozen=True, slots=True)
class Clone:
    """Two contents at one place of a device's history: two laptops write as one."""

    device: DeviceId
    seq: int
    revisions: tuple[RevisionId, ...]


@dataclass(frozen=True, slots=True)
class OddClock:
    """A device whose clock runs more than a day ahead of ours."""

    device: DeviceId
    ahead: timedelta
    revisions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePlan:
    """What a merge would change.

    ``new`` are the ids to add, in the order in which they came; ``known`` how many were held already; ``refused`` the
    ids of erased revisions that came again; ``erasing`` held ids that an erasure in the package takes away. ``gaps``
    are what is missing by device afterwards. ``records`` counts the records touched by kind, ``parked`` the new
    revisions of kinds that this version does not know.
    """

    new: tuple[RevisionId, ...]
    known: int
    parked: int
    records: Mapping[str, int]
    conflicts: tuple[Conflict, ...]
    settled: int
    deletions: tuple[Deletion, ...]
    misfits: tuple[Misfit, ...]
    refused: tuple[RevisionId, ...]
    erasing: tuple[RevisionId, ...]
    clones: tuple[Clone, ...]
    gaps: DeviceRanges
    odd_clocks: tuple[OddClock, ...]


def plan_merge(incoming: Incoming, held: Held, *, now: datetime, progress: Progress) -> MergePlan:
    """Say what merging would change, reading only; the same function serves preview and report."""
