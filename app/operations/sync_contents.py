"""What goes into a package: what the receivers have not confirmed, and the forms and attachments that it needs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.core.ids import BlobId, BundleId, DeviceId, RecordId

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from app.core.progress import Progress
    from app.operations.services import Services
    from app.sync.ranges import DeviceRanges
    from app.sync.writing import Enclosure

IDENTIFIERS = "identifiers"
"""What a package says it holds when rows of direct identifiers go along: they are told apart from other rows."""
_FORM = re.compile(rb'"meta/form":"([0-9a-f]{64})"')
_FILE = re.compile(rb'"meta/file/[^"]*":"([0-9a-f]{64})"')
_IDENTIFIERS = b'"list":"identifiers"'
_KIND = re.compile(rb'"kind":"([^"\\]*)"')


@dataclass(slots=True)
class Contents:
    """What a package is going to hold. ``ranges`` are the places of its revisions, ``kinds`` counts them."""

    ranges: DeviceRanges
    revisions: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    bundles: set[BundleId] = field(default_factory=set)
    blobs: set[BlobId] = field(default_factory=set)

    def note(self, canonical: bytes) -> None:
        """Look at one revision: canonical bytes say in one way only which form and files it needs."""
        self.revisions += 1
        found = _KIND.search(canonical)
        kind = found[1].decode() if found else ""
        if kind == "entity" and _IDENTIFIERS in canonical:
            kind = IDENTIFIERS
        self.kinds[kind] = self.kinds.get(kind, 0) + 1
        self.bundles.update(BundleId(each.decode()) for each in _FORM.findall(canonical))
        self.blobs.update(BlobId(each.decode()) for each in _FILE.findall(canonical))


def held_ranges(services: Services, *, with_erased: bool = True) -> DeviceRanges:
    """Return what is held by device."""
    from app.store import holdings
    from app.sync.ranges import SeqRanges, by_device

    spans = holdings.spans(services.workspace, with_erased=with_erased)
    return by_device({device: SeqRanges(tuple(each)) for device, each in spans.items()})


def confirmed_ranges(services: Services, coordinators: Collection[DeviceId]) -> DeviceRanges:
    """Return what genuine receipts of these coordinators cover."""
    from app.store import receipts
    from app.sync.ranges import SeqRanges
    from app.sync.receipts import Receipt, confirmed

    kept = [
        Receipt(
            device=each.device,
            ranges=SeqRanges.read(each.ranges),
            coordinator=each.coordinator,
            at=each.signed_at,
            signature=each.signature,
        )
        for each in receipts.list_receipts(services.workspace)
    ]
    return confirmed(kept, coordinators)


def unconfirmed(services: Services, receivers: Sequence[DeviceId]) -> DeviceRanges:
    """Return what is held and not confirmed by every one of the receivers; what one wrote itself it has."""
    from app.sync.ranges import SeqRanges, by_device, difference, union

    held = held_ranges(services, with_erased=False)
    missing = []
    for receiver in receivers:
        own = {receiver: held.get(receiver, SeqRanges())}
        has = union(confirmed_ranges(services, [receiver]), own)
        missing.append(difference(held, has))
    return union(*missing) if receivers else by_device(held)


def contents_of(services: Services, ranges: DeviceRanges, progress: Progress) -> Contents:
    """Look at what is held in these ranges. Raises `Cancelled`."""
    found = Contents(ranges)
    for canonical in read_ranges(services, ranges):
        if not found.revisions % 1000:
            progress.step(found.revisions, 0, "gathering")
        found.note(canonical)
    return found


def read_ranges(services: Services, ranges: DeviceRanges) -> Iterator[bytes]:
    """Yield the canonical bytes of what is held in these ranges."""
    from app.store import holdings

    wanted = {device: each.spans for device, each in ranges.items()}
    return holdings.canonicals(services.workspace, wanted)


def manifests(
    services: Services, bundles: Collection[BundleId]
) -> dict[BundleId, Mapping[str, str]]:
    """Return the manifests of those of the forms that are held."""
    from app.store import forms

    held = forms.manifests(services.workspace)
    return {bundle: held[bundle] for bundle in sorted(bundles) if bundle in held}


def form_files(services: Services, bundles: Collection[BundleId]) -> Iterator[Enclosure]:
    """Yield the files of forms, ready to be enclosed."""
    from app.store import forms
    from app.sync.writing import Enclosure

    for bundle, manifest in manifests(services, bundles).items():
        files = forms.get_files(services.workspace, bundle)
        for name, sha256 in manifest.items():
            yield Enclosure(sha256, len(files[name]), lambda content=files[name]: iter([content]))  # type: ignore[misc]


def attachments(services: Services, wanted: Collection[BlobId]) -> Iterator[Enclosure]:
    """Yield attachments that are held, ready to be enclosed."""
    from app.store import blobs
    from app.sync.writing import Enclosure

    workspace = services.workspace
    for blob in sorted(wanted):
        held = blobs.get_blob(workspace, blob)
        if held is not None:
            yield Enclosure(
                blob,
                held.size_bytes,
                lambda named=blob: blobs.read_blob(workspace, named),  # type: ignore[misc]
            )


def places_of(services: Services, kind: str, records: Sequence[RecordId] | None) -> DeviceRanges:
    """Return the places of the revisions of a kind, all or of some records."""
    from app.store import holdings
    from app.sync.ranges import ranges_of

    held = holdings.of_kind(services.workspace, kind, records)
    return ranges_of((revision.device, revision.seq) for revision in held)
