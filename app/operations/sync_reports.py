"""What merging packages came to, or would come to: numbers and names for a preview, a report, an undoing.

Apart from `sync_merging`, which finds them out, because pages and commands show them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.core.changes import Changes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from app.core.ids import BundleId, DeviceId, RecordId


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing of a device, as ranges of its counter: a package that did not come."""

    device: DeviceId
    name: str
    missing: str


@dataclass(frozen=True, slots=True)
class OddClock:
    """A device whose clock runs more than a day ahead, in hours, and how many of its revisions say so."""

    device: DeviceId
    name: str
    hours: int
    revisions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageReport:
    """What a package brings, before the merge, or brought, after it (``number`` is that of the merge, 0 before).

    ``conflicts`` counts fields that came to have several live values, and deletions that came to be disputed;
    ``settled`` those that are over. ``namesakes`` are new forms whose labels another form has too; ``broken_forms``
    cannot be read. ``clones`` are devices of which two laptops write as one.
    """

    package: str
    path: Path
    kind: str
    signer: DeviceId
    signer_name: str
    written_at: str
    new: int
    known: int
    conflicts: int
    settled: int
    quarantined: int
    refused: int
    erased: int
    parked: int
    records: Mapping[str, int]
    clones: tuple[DeviceId, ...]
    clone_places: int
    gaps: tuple[Gap, ...]
    odd_clocks: tuple[OddClock, ...]
    forms: tuple[BundleId, ...]
    namesakes: tuple[BundleId, ...]
    broken_forms: tuple[BundleId, ...]
    merged_before: datetime | None
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeReport:
    """What merging some packages came to, together; ``confirmed`` are packages of the outbox that arrived."""

    packages: tuple[PackageReport, ...]
    digest: str
    confirmed: tuple[str, ...] = ()
    changes: Changes = field(default_factory=Changes)

    @property
    def new(self) -> int:
        """How many revisions were not held before."""
        return sum(each.new for each in self.packages)

    @property
    def known(self) -> int:
        """How many were."""
        return sum(each.known for each in self.packages)

    @property
    def conflicts(self) -> int:
        """How many fields came to be in conflict."""
        return sum(each.conflicts for each in self.packages)

    @property
    def quarantined(self) -> int:
        """How many lines were set aside."""
        return sum(each.quarantined for each in self.packages)

    @property
    def clones(self) -> int:
        """At how many places two laptops wrote as one."""
        return sum(each.clone_places for each in self.packages)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What is missing after the last of them."""
        return self.packages[-1].gaps if self.packages else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoReport:
    """A merge taken back. ``kept`` are the records of which something stays because somebody built on it."""

    number: int
    removed: int
    kept: tuple[RecordId, ...]
    digest: str
    changes: Changes
