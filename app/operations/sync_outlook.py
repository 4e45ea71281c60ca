"""What waits to be handed over, and what the next package would hold: read only, for whoever is about to prepare one.

Apart from `sync_sending`, which writes: a look must cost little and change nothing.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from app.core.errors import AppError, ErrorCode
from app.core.files import sync_file, sync_folder, writing
from app.core.progress import Progress
from app.operations import differences, privacy, sync_contents, sync_keys

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from app.core.ids import DeviceId
    from app.operations.services import Services
    from app.operations.sync import Gap, Key
    from app.store.outbox import Parcel
    from app.store.quarantine import SetAside
    from app.sync.ranges import DeviceRanges

PACKED: Final = 4
"""How many times smaller revisions are when they are packed, roughly."""
FIELD: Final = "field"

_HLC = re.compile(rb'"hlc":"([0-9a-f]{16})"')
_KIND = re.compile(rb'"kind":"([^"\\]*)"')
_RECORD = re.compile(rb'"record":"([^"\\]*)"')
_LIST = re.compile(rb'"list":"([^"\\]*)"')
_REMARK = re.compile(rb'"remark/([0-9A-Za-z-]+)/text":')


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What a package would hold. ``receivers`` are the people it is sealed for.

    ``drafts`` stay here, and so do ``identifiers`` of people and rows of ``registers`` that may not cross the border.

    ``since`` is when something was last confirmed. ``size_bytes`` is a good guess, not a promise.
    """

    interviews: int
    contacts: int
    others: int
    remarks: int
    files: int
    forms: int
    drafts: int
    identifiers: int
    registers: int
    size_bytes: int
    receivers: tuple[str, ...]
    sealed: bool
    since: datetime | None

    @property
    def is_empty(self) -> bool:
        """Whether everything is confirmed already."""
        return not (self.interviews or self.contacts or self.others)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How things stand: packages prepared and not handed over, differences to settle, lines set aside.

    ``unsent`` interviews are in no package that was handed over; ``is_due`` once one of them is of an earlier day.
    """

    role: str
    waiting: int
    differences: int
    set_aside: int
    unsent: int
    handed_over_at: datetime | None
    is_due: bool


@dataclass(frozen=True, slots=True)
class CampaignOutlook:
    """What a campaign could hold: the laptops it can be sealed for, and by holder how many cases go along."""

    laptops: tuple[Key, ...]
    holders: tuple[tuple[str, int], ...]
    forms: int
    others: int


@dataclass(frozen=True, slots=True)
class GapMoments:
    """A gap between two moments of the device's own clock, None where nothing is held on that side."""

    gap: Gap
    changes: int
    after: datetime | None
    before: datetime | None


def outlook(
    services: Services, *, everything: bool = False, progress: Progress | None = None
) -> Outlook:
    """Say what a package for the project's coordinators would hold. Raises `Cancelled`."""
    from app.store import blobs, drafts

    coordinators = sync_keys.trusted_coordinators(services)
    devices = [key.device for key in coordinators]
    if everything:
        ranges = sync_contents.held_ranges(services, with_erased=False)
    else:
        ranges = sync_contents.unconfirmed(services, devices)
    ranges = privacy.without_what_stays(services, ranges, devices)
    held_back = privacy.held_back(services, devices)
    seen = _survey(services, ranges, progress or Progress())
    files = [blobs.get_blob(services.workspace, blob) for blob in sorted(seen.contents.blobs)]
    weights = [each.size_bytes for each in files if each is not None]
    return Outlook(
        interviews=len(seen.records["interview"]),
        contacts=len(seen.contacts),
        others=len(seen.others),
        remarks=len(seen.remarks),
        files=len(weights),
        forms=len(seen.contents.bundles),
        drafts=len(drafts.list_drafts(services.workspace)),
        identifiers=held_back.identifiers,
        registers=sum(held_back.registers.values()),
        size_bytes=seen.octets // PACKED + sum(weights),
        receivers=tuple(key.name for key in coordinators if key.name),
        sealed=bool(sync_keys.project_recipients(services)),
        since=_last(parcel.confirmed_at for parcel in _field_parcels(services)),
    )


def campaign_outlook(services: Services) -> CampaignOutlook:
    """Say for whom a campaign could be, and what each would bring."""
    from app.operations import cases, members
    from app.records.cases import ATTEMPTS, CASES
    from app.store import forms, registers

    held: dict[str, int] = {member.name: 0 for member in members.members(services)}
    for row in cases.list_cases(services):
        if row.holder:
            held[row.holder] = held.get(row.holder, 0) + 1
    by_list = registers.counts_by_list(services.workspace)
    keys = sync_keys.list_keys(services)
    return CampaignOutlook(
        tuple(key for key in keys if key.state == "trusted" and key.recipient),
        tuple(sorted(held.items())),
        len(forms.list_forms(services.workspace)),
        sum(count for name, count in by_list.items() if name not in {CASES, ATTEMPTS}),
    )


def word_list(language: str) -> tuple[str, ...]:
    """Return short words of a language that can be told apart over the telephone."""
    from app.sync import fingerprints

    return fingerprints.word_list(language)


def standing(services: Services) -> Standing:
    """Tell how things stand; cheap enough to ask after every change."""
    from app.store import quarantine

    parcels = _field_parcels(services)
    unsent = _unsent(services, parcels)
    today = services.clock.now().date()
    return Standing(
        role=sync_keys.own_role(services),
        waiting=sum(not (each.handed_over_at or each.confirmed_at) for each in _parcels(services)),
        differences=differences.count_differences(services),
        set_aside=quarantine.count_quarantine(services.workspace),
        unsent=len(unsent),
        handed_over_at=_last(each.handed_over_at for each in parcels),
        is_due=any(each.astimezone(services.clock.now().tzinfo).date() < today for each in unsent),
    )


def differences_to_settle(services: Services) -> int:
    """Count what a person has to settle; fields that are worked out from others do not count."""
    from app.operations import differences
    from app.store import holdings

    if not holdings.count_conflicts(services.workspace):
        return 0
    return differences.count_differences(services)


def save_again(
    services: Services, package: str, folder: Path, name: str, progress: Progress | None = None
) -> tuple[Path, ...]:
    """Copy a package from the outbox to a folder, reading it back; its parts are numbered after ``name``.

    Raises AppError PACKAGE_NOT_VERIFIED, FILE_MISSING, FILE_UNWRITABLE, DISK_FULL; `Cancelled`.
    """
    from app.store import outbox

    parcel = next((each for each in _parcels(services) if each.package == package), None)
    kept = outbox.folder_of(services.workspace)
    names = parcel.files if parcel is not None else ()
    if not names or not all((kept / each).is_file() for each in names):
        raise AppError(ErrorCode.FILE_MISSING, path=str(kept / f"{package}.sildpack"))
    progress, made = progress or Progress(), []
    for number, each in enumerate(names, 1):
        progress.step(number - 1, len(names), "copying")
        part = f"-{number}" if len(names) > 1 else ""
        made.append(_copied(kept / each, folder / f"{name}{part}.sildpack"))
    return tuple(made)


def moments(services: Services, gaps: Sequence[Gap]) -> tuple[GapMoments, ...]:
    """Say between which moments of a device something is missing, one for each gap of its counter."""
    from app.sync.ranges import SeqRanges

    return tuple(
        GapMoments(
            gap,
            last - first + 1,
            _moment(services, gap, first - 1),
            _moment(services, gap, last + 1),
        )
        for gap in gaps
        for first, last in SeqRanges.read(gap.missing).spans
    )


def latest_of(services: Services, places: Mapping[DeviceId, int]) -> datetime | None:
    """Return when the latest of the revisions at these places of their devices' histories was written."""
    from app.store import holdings

    wanted = {device: [(seq, seq)] for device, seq in places.items()}
    return max(map(_when, holdings.canonicals(services.workspace, wanted)), default=None)


def retry_set_aside(services: Services, sha256: Sequence[str]) -> tuple[int, int]:
    """Judge lines that were set aside again, as a newer program may read them.

    Returns how many are sound now, and how many are not; the sound ones go in when their package is merged again.
    """
    from app.records.revision import Revision
    from app.store import quarantine
    from app.sync.judging import judge
    from app.sync.reading import Line

    wanted = set(sha256)
    lines = [
        each for each in quarantine.list_quarantine(services.workspace) if each.sha256 in wanted
    ]
    sound = 0
    for each in lines:
        member, _, number = each.place.rpartition(":")
        sound += isinstance(judge(Line(member, int(number or 0), each.content)), Revision)
    return sound, len(lines) - sound


def save_set_aside(services: Services, sha256: Sequence[str], target: Path) -> int:
    """Write lines that were set aside into a file for a developer, each after a line that says why.

    The file holds whatever the lines hold, answers too. Raises AppError FILE_UNWRITABLE, DISK_FULL.
    """
    from app.core.files import write_atomically
    from app.store import quarantine

    wanted = set(sha256)
    lines = [
        each for each in quarantine.list_quarantine(services.workspace) if each.sha256 in wanted
    ]
    with writing(target):
        write_atomically(target, b"".join(map(_told, lines)))
    return len(lines)


@dataclass(slots=True)
class _Seen:
    """What was met in some ranges."""

    contents: sync_contents.Contents
    records: dict[str, set[bytes]]
    contacts: set[bytes]
    others: set[bytes]
    remarks: set[bytes]
    octets: int = 0

    def note(self, canonical: bytes) -> None:
        self.contents.note(canonical)
        self.octets += len(canonical)
        kind, record = _first(_KIND, canonical).decode(), _first(_RECORD, canonical)
        self.remarks.update(_REMARK.findall(canonical))
        if kind == "interview":
            self.records["interview"].add(record)
        elif kind == "entity" and _first(_LIST, canonical) in {b"cases", b"attempts"}:
            self.contacts.add(record)
        else:
            self.others.add(record)


def _survey(services: Services, ranges: DeviceRanges, progress: Progress) -> _Seen:
    seen = _Seen(sync_contents.Contents(ranges), {"interview": set()}, set(), set(), set())
    for number, canonical in enumerate(sync_contents.read_ranges(services, ranges)):
        if not number % 1000:
            progress.step(number, 0, "gathering")
        seen.note(canonical)
    return seen


def _unsent(services: Services, parcels: Sequence[Parcel]) -> list[datetime]:
    """Return when each interview was written that this device has handed to nobody yet."""
    from app.store import keyring
    from app.sync.ranges import SeqRanges, by_device, difference, union

    coordinators = [key.device for key in sync_keys.trusted_coordinators(services)]
    if not coordinators:
        return []
    own = set(keyring.own_devices(services.workspace))
    missing = sync_contents.unconfirmed(services, coordinators)
    mine = by_device({device: each for device, each in missing.items() if device in own})
    handed = [
        by_device({device: SeqRanges.read(text) for device, text in each.ranges.items()})
        for each in parcels
        if each.handed_over_at is not None
    ]
    left = difference(mine, union(*handed)) if handed else mine
    found: dict[bytes, datetime] = {}
    for canonical in sync_contents.read_ranges(services, left):
        if _first(_KIND, canonical) == b"interview":
            found.setdefault(_first(_RECORD, canonical), _when(canonical))
    return list(found.values())


def _parcels(services: Services) -> list[Parcel]:
    from app.store import outbox

    return outbox.list_parcels(services.workspace)


def _field_parcels(services: Services) -> list[Parcel]:
    return [each for each in _parcels(services) if each.kind == FIELD]


def _moment(services: Services, gap: Gap, seq: int) -> datetime | None:
    from app.store import holdings

    held = holdings.canonicals(services.workspace, {gap.device: [(seq, seq)]}) if seq > 0 else ()
    return next((_when(canonical) for canonical in held), None)


def _when(canonical: bytes) -> datetime:
    milliseconds = int(_first(_HLC, canonical) or b"0", 16) >> 16
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def _first(pattern: re.Pattern[bytes], canonical: bytes) -> bytes:
    found = pattern.search(canonical)
    return found[1] if found else b""


def _last(times: Iterator[datetime | None]) -> datetime | None:
    return max((each for each in times if each is not None), default=None)


def _copied(source: Path, target: Path) -> Path:
    """Copy beside the place, read back, put in place."""
    import hashlib

    def digest(path: Path) -> str:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    beside = target.with_name(target.name + ".part")
    with writing(target):
        try:
            shutil.copyfile(source, beside)
            sync_file(beside)
            if digest(beside) != digest(source):
                raise AppError(ErrorCode.PACKAGE_NOT_VERIFIED, path=str(target))
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
        sync_folder(target.parent)
    return target


def _told(line: SetAside) -> bytes:
    head = f"# {line.reason} {line.place} {line.package} {line.signer} {line.sha256}\n"
    return head.encode() + line.content.rstrip(b"\n") + b"\n"
