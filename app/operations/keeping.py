"""Keeping what is held: the weekly check of everything, what it looks at beside the database, and the broom.

Apart from `workspace`, whose `verify` a person asks for: this is done by itself, in the background, once a week.
"""

from __future__ import annotations

import zipfile
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from app.core.progress import Progress
from app.operations import erasure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.operations.services import Services
    from app.store.outbox import Parcel

CHECKED: Final = "check/last"
DUE_AFTER: Final = timedelta(days=7)
BLOCK_BYTES: Final = 1 << 20


def is_check_due(services: Services) -> bool:
    """Return whether the last full check is a week old, or there was none."""
    last = last_check(services)
    return last is None or services.clock.now() - last > DUE_AFTER


def last_check(services: Services) -> datetime | None:
    """Return when everything was checked last and found to be sound."""
    from app.store import settings

    text = settings.get_setting(services.workspace, CHECKED)
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None


def note_sound(services: Services) -> datetime:
    """Note that everything was checked now and is as it was written."""
    from app.store import settings

    now = services.clock.now()
    settings.set_setting(services.workspace, CHECKED, now.isoformat(timespec="seconds"))
    return now


def tidy(services: Services) -> erasure.Cleaned:
    """Sweep out what nothing refers to any more, and what erasures still have to reach."""
    return erasure.clean(services)


def tidy_if_waiting(services: Services) -> None:
    """Sweep again where a sweep was postponed; costs nothing otherwise."""
    if erasure.is_waiting(services):
        erasure.clean(services)


def damage_beside(services: Services, progress: Progress | None = None) -> tuple[str, ...]:
    """Check what stands beside records: the signatures of receipts, the packages in the outbox. Raises `Cancelled`."""
    progress = progress or Progress()
    return (*_false_receipts(services), *_damaged_packages(services, progress))


def _false_receipts(services: Services) -> Iterator[str]:
    from app.store import receipts
    from app.sync.ranges import SeqRanges
    from app.sync.receipts import Receipt, is_genuine

    for each in receipts.list_receipts(services.workspace):
        try:
            receipt = Receipt(
                device=each.device,
                ranges=SeqRanges.read(each.ranges),
                coordinator=each.coordinator,
                at=each.signed_at,
                signature=each.signature,
            )
            is_sound = is_genuine(receipt)
        except ValueError:
            is_sound = False
        if not is_sound:
            yield f"receipt {each.device}"


def _damaged_packages(services: Services, progress: Progress) -> Iterator[str]:
    from app.store import outbox

    folder = outbox.folder_of(services.workspace)
    parcels = [each for each in outbox.list_parcels(services.workspace) if each.files]
    for done, parcel in enumerate(parcels):
        progress.step(done, len(parcels), "checking_packages")
        if parcel.confirmed_at is None and not _is_whole(folder, parcel, progress):
            yield f"outbox {parcel.package}"


def _is_whole(folder: Path, parcel: Parcel, progress: Progress) -> bool:
    """Whether the copy of a package is all there and every byte is as its own sums say; sealed ones stay sealed."""
    paths = [folder / name for name in parcel.files]
    try:
        if sum(path.stat().st_size for path in paths) != parcel.size_bytes:
            return False
        return all(_reads_well(path, progress) for path in paths)
    except (OSError, zipfile.BadZipFile, ValueError):
        return False


def _reads_well(path: Path, progress: Progress) -> bool:
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            with archive.open(member) as content:
                while content.read(BLOCK_BYTES):
                    progress.step(0, 0, "checking_packages")
    return True
