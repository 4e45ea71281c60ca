"""A half-done interview handed over to a colleague: locked here, continued there, one revision with status ``draft``.

Drafts never travel. What was answered is folded into a revision that names who goes on (``meta/holder`` is a device,
``meta/held_by`` its owner's name); the receiver makes a draft of it, in which all steps so far are one snapshot.
Handing back is the same thing again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.core.changes import Changes
from app.core.errors import AppError, ErrorCode
from app.core.ids import RecordId
from app.core.progress import Progress
from app.operations import (
    entities,
    folding,
    identifiers,
    interviews,
    members,
    privacy,
    sync_contents,
    sync_keys,
    sync_sending,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from app.core.ids import DraftId
    from app.operations.interviews import OpenInterview
    from app.operations.services import Services
    from app.operations.sync_sending import PackageWritten
    from app.store.drafts import Draft

STATUS: Final = "meta/status"
HOLDER: Final = "meta/holder"
HELD_BY: Final = "meta/held_by"


def hand_over(
    services: Services, draft: DraftId, to: str, target: Path, progress: Progress | None = None
) -> tuple[Changes, PackageWritten]:
    """Hand a draft over to a known device, and write the package that takes it there.

    When the package cannot be written the interview is handed over all the same, and `prepare_handover` writes it
    later. Raises AppError KEY_UNKNOWN, KEY_WITHOUT_RECIPIENT, INTERVIEW_UNKNOWN, DISK_FULL, FILE_UNWRITABLE.
    """
    from app.store import drafts

    key = _receiver(services, to)
    kept = drafts.get_draft(services.workspace, draft)
    _lock(services, kept, key)
    services.drafts.left(draft)
    changes = Changes(drafts=frozenset({draft}), interviews=frozenset({kept.record}))
    return changes, prepare_handover(services, kept.record, target, progress)


def prepare_handover(
    services: Services, record: RecordId, target: Path, progress: Progress | None = None
) -> PackageWritten:
    """Write the package of an interview that was handed over; once more, if the first one was lost.

    Raises AppError INTERVIEW_UNKNOWN, INTERVIEW_NOT_HANDED_OVER, KEY_UNKNOWN, DISK_FULL, FILE_UNWRITABLE.
    """
    from app.records.revision import Kind
    from app.store import revisions
    from app.sync.manifest import PackageKind
    from app.sync.ranges import union

    values = revisions.view_of(services.workspace, record).values
    if not is_handed_over(values):
        raise AppError(ErrorCode.INTERVIEW_NOT_HANDED_OVER, id=record)
    key = sync_keys.find_key(services, values[HOLDER])
    recipients = [key.recipient, *sync_keys.project_recipients(services)]
    rows = [RecordId(values["meta/case"])] if values.get("meta/case") else []
    rows.append(identifiers.record_of(record))
    ranges = union(
        sync_contents.places_of(services, Kind.INTERVIEW, [record]),
        sync_contents.places_of(services, Kind.ENTITY, rows),
        sync_contents.places_of(services, Kind.FORM, None),
        sync_contents.places_of(services, Kind.MEMBER, None),
    )
    progress = progress or Progress()
    ranges = privacy.without_what_stays(services, ranges, [key.device])
    contents = sync_contents.contents_of(services, ranges, progress)
    address = sync_sending.address_to(PackageKind.HANDOVER, [each for each in recipients if each])
    return sync_sending.send(services, target, contents, address, progress)


def handed_to_us(services: Services) -> list[interviews.InterviewRow]:
    """List the interviews that somebody handed over to this device and that nobody went on with yet."""
    query = interviews.InterviewQuery(status="draft")
    rows = [row for row in interviews.list_interviews(services, query) if row.kind == "finished"]
    return [row for row in rows if _is_ours(services, row.record)]


def take_over(services: Services, record: RecordId) -> OpenInterview:
    """Go on with an interview that was handed over to this device, as a draft.

    Raises AppError INTERVIEW_UNKNOWN, INTERVIEW_NOT_HANDED_OVER, FORM_UNKNOWN.
    """
    from app.store import drafts

    if not _is_ours(services, record):
        raise AppError(ErrorCode.INTERVIEW_NOT_HANDED_OVER, id=record)
    draft = drafts.create_continuation(
        services.workspace, record, interviewer=members.actor(services)
    )
    return interviews.continue_interview(services, draft.id)


def is_handed_over(values: Mapping[str, str]) -> bool:
    """Whether an interview waits for whoever it was handed over to."""
    return values.get(STATUS) == "draft" and bool(values.get(HOLDER))


def _receiver(services: Services, to: str) -> sync_keys.Key:
    devices, _ = sync_keys.resolve_recipients(services, [to], sealed=_is_sealed(services))
    if not devices or devices[0].state != "trusted":
        raise AppError(ErrorCode.KEY_UNKNOWN, key=to)
    return devices[0]


def _is_sealed(services: Services) -> bool:
    return bool(sync_keys.project_recipients(services))


def _is_ours(services: Services, record: RecordId) -> bool:
    from app.store import keyring, revisions

    values = revisions.view_of(services.workspace, record).values
    own = keyring.own_devices(services.workspace)
    return is_handed_over(values) and values[HOLDER] in own


def _lock(services: Services, kept: Draft, key: sync_keys.Key) -> None:
    """Fold the draft into a revision that names who goes on with it, and take it away: both, or neither."""
    from app.store import finishing

    session = folding.replay(services, kept)
    fields = {
        **folding.fields_so_far(services, kept, session, interviews.summarise(session)),
        STATUS: "draft",
        HOLDER: key.device,
        HELD_BY: key.name or key.fingerprint,
    }
    actor = members.actor(services)
    edits = () if kept.test else identifiers.set_apart(services, kept.record, session, fields)
    work = entities.work_of(services, kept.record, edits, actor)
    finished = finishing.Finished(fields=fields, actor=actor, also=work.also)
    finishing.finish(services.workspace, kept.id, finished)
