"""Erasing for good what is held of somebody: here, in packages that wait, in backups at their next rotation.

An erasure is a signed record that travels: whoever merges it destroys the same revisions and takes none of them in
again. It cannot be undone, so it is asked for twice: `plan` says in numbers what would go and what cannot be recalled,
`erase` does it. What has left the house in packages and exports is listed, because nobody can call it back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from app.core.changes import Changes
from app.core.errors import AppError, ErrorCode
from app.operations import difference_plan, export_log, members, review

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from app.core.ids import DraftId, RecordId
    from app.operations.export_log import ExportMade
    from app.operations.services import Services
    from app.store.erasing import Wish
    from app.store.holdings import Place
    from app.store.outbox import Parcel

Ground = str
ASKED: Final[Ground] = "asked"
"""The person asked for it."""
RETENTION: Final[Ground] = "retention"
"""The date until which the project keeps things is over."""
WAITING: Final = "erasure/waiting"
"""The setting that says that attachments wait to be swept out."""
ASIDE: Final = "damaged-*"
"""Folders beside the database in which a restoring put away what it replaced."""
BACKUP_DAYS: Final = 30
"""After so many days at most a backup from before is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureWish:
    """What is to go: records by kind and id, fields of records that stay, drafts that became no record yet."""

    records: Sequence[tuple[str, RecordId]] = ()
    paths: Mapping[tuple[str, RecordId], Collection[str]] = field(default_factory=dict)
    drafts: Sequence[DraftId] = ()
    ground: Ground = ASKED

    def __bool__(self) -> bool:
        return bool(self.records or self.paths or self.drafts)


@dataclass(frozen=True, slots=True)
class PackageOut:
    """A package that holds what is erased; ``handed_over_at`` None while it only lies in the outbox."""

    package: str
    written_at: datetime
    handed_over_at: datetime | None
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BeyondRecall:
    """What an erasure does not reach, or not at once. ``backups`` are the moments of backups that still hold it.

    ``asides`` are folders of files that a restoring replaced: nobody opens those, so a person has to delete them.
    """

    packages: tuple[PackageOut, ...] = ()
    exports: tuple[ExportMade, ...] = ()
    backups: tuple[datetime, ...] = ()
    asides: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.packages or self.exports or self.backups or self.asides)


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasurePlan:
    """What erasing would take away, by kind of record, and what it would not reach."""

    wish: ErasureWish
    kinds: Mapping[str, int]
    drafts: int
    revisions: int
    beyond: BeyondRecall


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureReport:
    """What was erased. ``cleaned`` records stay without what only the erased ones said; ``packages`` left the outbox.

    ``postponed``: attachments go with the next sweep, because something else is being attached or merged just now.
    """

    erasure: str
    at: datetime
    records: int
    cleaned: int
    revisions: int
    drafts: int
    attachments: int
    packages: int
    postponed: bool
    beyond: BeyondRecall
    changes: Changes


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What was seen to beside the records: packages that left the outbox, attachments that nothing refers to."""

    packages: int
    attachments: int
    postponed: bool


def plan(services: Services, wish: ErasureWish) -> ErasurePlan:
    """Say what would go and what cannot be recalled; changes nothing."""
    from app.store import holdings

    held = holdings.of_records(services.workspace, [record for _, record in wish.records])
    kinds: dict[str, int] = {}
    for kind, record in dict.fromkeys(wish.records):
        if any(each.kind == kind for each in held.get(record, ())):
            kinds[kind] = kinds.get(kind, 0) + 1
    wanted = set(wish.records)
    doomed = [e for some in held.values() for e in some if (e.kind, e.record) in wanted]
    places = {(each.device, each.seq) for each in doomed}
    return ErasurePlan(
        wish=wish,
        kinds=kinds,
        drafts=len(wish.drafts),
        revisions=len(doomed),
        beyond=_beyond(services, wish, places),
    )


def erase(services: Services, wish: ErasureWish) -> ErasureReport:
    """Destroy it. Nothing brings it back. Raises AppError ERASURE_IN_USE while one of the drafts is open, DISK_FULL."""
    from app.store import erasing

    workspace = services.workspace
    _refuse_open(services, wish)
    beyond = plan(services, wish).beyond
    done = erasing.erase(workspace, _wish_of(services, wish))
    cleaned = clean(services)
    records = {record for _, record in done.records}
    return ErasureReport(
        erasure=done.erasure,
        at=services.clock.now(),
        records=len(done.records),
        cleaned=len(done.cleaned),
        revisions=done.revisions,
        drafts=len(done.drafts),
        attachments=cleaned.attachments,
        packages=cleaned.packages,
        postponed=cleaned.postponed,
        beyond=beyond,
        changes=Changes(
            interviews=frozenset(records),
            entities=frozenset(records | {record for _, record in done.cleaned}),
            drafts=frozenset(done.drafts),
            settings=True,
        ),
    )


def clean(services: Services) -> Cleaned:
    """See to what erasures reach beside records: the outbox, attachments that nothing refers to, the log files.

    Does nothing a second time; so it can be done after every merge that brought an erasure, and now and then.
    """
    from app.store import erasing, recordings, sweeping

    workspace = services.workspace
    packages = _empty_outbox(services)
    difference_plan.prune(services)
    review.prune(services)
    recordings.drop_strays(workspace)
    swept = sweeping.sweep(workspace)
    _remember(services, postponed=swept.postponed)
    erasing.flush_log(workspace)
    return Cleaned(packages, swept.blobs, swept.postponed)


def is_waiting(services: Services) -> bool:
    """Return whether `clean` was postponed: something was being attached or merged just then."""
    from app.store import settings

    return bool(settings.get_setting(services.workspace, WAITING))


def erasures_made(services: Services) -> int:
    """Return how many erasures this workspace knows of."""
    from app.store import revisions

    return revisions.counts_by_kind(services.workspace).get("erasure", 0)


def _remember(services: Services, *, postponed: bool) -> None:
    from app.store import settings

    if postponed != is_waiting(services):
        settings.set_setting(services.workspace, WAITING, "yes" if postponed else "")


def _wish_of(services: Services, wish: ErasureWish) -> Wish:
    from app.store.erasing import Wish

    return Wish(
        records=tuple(dict.fromkeys(wish.records)),
        paths=wish.paths,
        drafts=wish.drafts,
        actor=members.actor(services),
        ground=wish.ground,
    )


def _refuse_open(services: Services, wish: ErasureWish) -> None:
    from app.store import drafts

    records = {record for _, record in wish.records}
    for draft in drafts.list_drafts(services.workspace):
        is_meant = draft.id in wish.drafts or draft.record in records
        if is_meant and services.drafts.is_open(draft.id):
            raise AppError(ErrorCode.ERASURE_IN_USE, id=draft.id)


def _beyond(services: Services, wish: ErasureWish, places: Collection[Place]) -> BeyondRecall:
    from app.store import backup, outbox

    workspace = services.workspace
    packages = tuple(
        PackageOut(each.package, each.written_at, each.handed_over_at, each.recipients)
        for each in outbox.list_parcels(workspace)
        if (each.handed_over_at or each.confirmed_at) and _holds(each, places)
    )
    exports = export_log.may_hold(services, [record for _, record in wish.records])
    backups = tuple(each.at for each in backup.list_backups(workspace.folder))
    asides = tuple(sorted(str(path) for path in workspace.folder.glob(ASIDE)))
    return BeyondRecall(packages=packages, exports=exports, backups=backups, asides=asides)


def _empty_outbox(services: Services) -> int:
    """Take the copies of packages away that hold what was erased; what else they held goes out with the next one."""
    from app.store import outbox
    from app.store.holdings import erased_places

    places = erased_places(services.workspace)
    if not places:
        return 0
    holding = [
        each
        for each in outbox.list_parcels(services.workspace)
        if each.files and _holds(each, places)
    ]
    for each in holding:
        outbox.empty(services.workspace, each.package)
    return len(holding)


def _holds(parcel: Parcel, places: Collection[Place]) -> bool:
    from app.sync.ranges import SeqRanges

    sent = {device: SeqRanges.read(text) for device, text in parcel.ranges.items()}
    return any(device in sent and seq in sent[device] for device, seq in places)
