"""The lists of the exchange as people read them: packages prepared here, packages taken in, records set aside.

Apart from the operations that write them, because names of people and the local time are put in here.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.operations import members, sync_keys, sync_merging, sync_sending

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.core.ids import RecordId
    from app.operations.services import Services
    from app.store.merging import MergeEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPackage:
    """A package that was prepared here; ``has_copy`` while it lies in the outbox."""

    package: str
    kind: str
    size_bytes: int
    prepared: datetime
    handed_over: datetime | None
    confirmed: datetime | None
    has_copy: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenPackage:
    """A package that was taken in; ``undone`` when it was taken back."""

    number: int
    kind: str
    sender: str
    device: str
    at: datetime
    new: int
    conflicts: int
    undone: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideLine:
    """A record that could not be taken in: a code for why, who sent it, when."""

    sha256: str
    reason: str
    sender: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Lists:
    """All three, the latest first each."""

    sent: Sequence[SentPackage]
    taken: Sequence[TakenPackage]
    aside: Sequence[AsideLine]


@dataclass(frozen=True, slots=True)
class Handed:
    """An interview that was handed over: ``is_ours`` when this computer goes on with it, by whom, to whom."""

    is_ours: bool
    by: str
    to: str


def handed(services: Services, record: RecordId) -> Handed:
    """Say who handed an interview over, and who goes on with it."""
    from app.operations import sync_handover
    from app.store import revisions

    values = revisions.view_of(services.workspace, record).values
    ours = {row.record for row in sync_handover.handed_to_us(services)}
    interviewer = values.get("meta/interviewer", "")
    names = {str(member.id): member.name for member in members.members(services)}
    return Handed(
        record in ours,
        names.get(interviewer, interviewer),
        values.get(sync_handover.HELD_BY, ""),
    )


def lists(services: Services) -> Lists:
    """Return what was prepared, taken in and set aside."""
    names = {key.device: key.name for key in sync_keys.list_keys(services)}
    return Lists(
        [
            SentPackage(
                package=each.package,
                kind=each.kind,
                size_bytes=each.size_bytes,
                prepared=each.written_at.astimezone(),
                handed_over=_local(each.handed_over_at),
                confirmed=_local(each.confirmed_at),
                has_copy=bool(each.files) and each.confirmed_at is None,
            )
            for each in sync_sending.list_outbox(services)
        ],
        [_taken(each) for each in sync_merging.list_merges(services)],
        [
            AsideLine(
                sha256=each.sha256,
                reason=each.reason,
                sender=names.get(each.signer) or each.signer[:8],
                at=each.at.astimezone(),
            )
            for each in sync_merging.list_quarantine(services)
        ],
    )


def titles(services: Services, records: Sequence[RecordId]) -> list[str]:
    """Return what people call those of the records that are interviews or cases."""
    from app.operations import cases, interviews

    wanted = set(records)
    named = [row.title for row in interviews.list_interviews(services) if row.id in wanted]
    known = (row.case for row in cases.list_cases(services))
    return sorted({*named, *(case.name for case in known if case.id in wanted)} - {""})


def last_packages(services: Services) -> dict[str, datetime]:
    """Return when the latest package of each device was taken in."""
    found: dict[str, datetime] = {}
    for entry in sync_merging.list_merges(services):
        found.setdefault(entry.signer, entry.at.astimezone())
    return found


def _taken(entry: MergeEntry) -> TakenPackage:
    try:
        told = json.loads(entry.report)
    except ValueError:
        told = {}
    return TakenPackage(
        number=entry.number,
        kind=entry.kind,
        sender=str(told.get("name") or entry.signer[:8]),
        device=entry.signer,
        at=entry.at.astimezone(),
        new=int(entry.counts.get("new", "0")),
        conflicts=int(entry.counts.get("conflicts", "0")),
        undone=_local(entry.undone_at),
    )


def _local(moment: datetime | None) -> datetime | None:
    return moment.astimezone() if moment is not None else None
