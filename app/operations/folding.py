"""Between a session and a revision: a draft's log replayed, a finished interview read back, a session folded.

Apart from ``interviews``, which says what a person can ask for; here stands what the field paths of records.md mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from app.core.changes import Changes
from app.forms.timing import to_text
from app.operations import (
    covers,
    entities,
    forms,
    given,
    identifiers,
    measuring,
    members,
    sitting,
)
from app.records import review
from app.records.sitting import is_fact

if TYPE_CHECKING:
    from app.core.ids import DraftId
    from app.forms.move_log import Standing
    from app.forms.session import FormSession, Snapshot
    from app.operations.listing import InterviewRow
    from app.operations.services import Services
    from app.store.drafts import Draft

META: Final = "meta/"
FILES: Final = "meta/file/"
"""``meta/file/NAME`` holds the blob id of a file that was given as an answer."""
TIMES: Final = "meta/times/"
"""``meta/times/DRAFT`` holds what a draft that the interview went through took, as `app.forms.timing` writes it.

One field for each draft, so that two corrections made apart never conflict over their times; their sum is the whole.
"""


@dataclass(frozen=True, slots=True)
class InterviewSummary:
    """What the list says of a draft; taken from the session by `interviews.summarise`."""

    title: str
    answered: int
    total: int
    language: str


def replay(services: Services, draft: Draft) -> FormSession:
    """Bring a draft back by replaying its log, on the interview that it corrects where it corrects one."""
    from app.forms.move_log import standing
    from app.store import drafts

    log = drafts.steps_of(services.workspace, draft.id)
    return replay_standing(services, draft, standing(log))


def replay_standing(services: Services, draft: Draft, standing: Standing) -> FormSession:
    """Bring a draft back from what of its log counts: since it moved to another form, only what came after."""
    from app.forms.session import FormSession
    from app.store import drafts

    view = drafts.base_of(services.workspace, draft.id) if draft.is_correction else None
    base = identifiers.joined(services, draft.record, view.values) if view is not None else None
    snapshot = _snapshot(base, view.conflicts) if view is not None and base is not None else None
    definition = forms.load_definition(services, draft.bundle)
    return FormSession.open(
        definition,
        record=draft.record,
        clock=services.clock,
        language=draft.language or None,
        device=members.device(services),
        steps=standing.steps,
        snapshot=standing.snapshot or snapshot,
        lists=given.lists_of(
            services,
            definition,
            draft.record,
            before=_started(base) if base is not None else draft.started_at,
            test=draft.test,
        ),
    )


def read_finished(services: Services, row: InterviewRow) -> FormSession:
    """Open a finished interview as it is stored; of a conflict the value that was written last.

    Its clock stands when it was finished.
    """
    from app.core.clock import StillClock
    from app.forms.finished import FinishedInterview
    from app.store import revisions

    view = revisions.view_of(services.workspace, row.record)
    definition = forms.load_definition(services, row.bundle)
    finished = _moment(view.values, "meta/finished")
    return FinishedInterview.read(
        definition,
        _snapshot(identifiers.joined(services, row.record, view.values)),
        record=row.record,
        clock=StillClock(finished) if finished else services.clock,
        language=row.language or None,
        lists=given.lists_of(
            services, definition, row.record, before=_started(view.values), test=row.test
        ),
    )


def finish(
    services: Services, draft: DraftId, session: FormSession, summary: InterviewSummary
) -> Changes:
    """Write the session's end as a revision and take its draft away. Raises IncompleteInterview, AppError."""
    from app.store import drafts, finishing

    snapshot = session.finish()
    kept = drafts.get_draft(services.workspace, draft)
    base = drafts.base_of(services.workspace, draft)
    edits = () if kept.test else session.entity_edits()
    edits = (*edits, *sitting.closing_edits(services, kept, session))
    fields = {
        **{path: value for path, value in base.values.items() if _is_kept_meta(path)},
        **snapshot.fields,
        **{FILES + name: blob for name, blob in snapshot.attached.items()},
        **_audit_log(services, kept, session, base.values),
        **_meta(services, kept, summary),
        **covers.meta_of(services, kept),
        TIMES + draft: to_text(measuring.measure(services, draft, session)),
        **review.end_all(draft, base.values),
    }
    if kept.is_correction:
        fields |= _kept_from(base.values, kept)
    if not kept.test:
        edits = (*edits, *identifiers.set_apart(services, kept.record, session, fields))
    work = entities.work_of(services, kept.record, edits, members.actor(services))
    fields |= work.refused
    finished = finishing.Finished(
        fields=fields,
        actor=members.actor(services),
        resolves=frozenset(base.conflicts),
        also=work.also,
    )
    revision = finishing.finish(services.workspace, draft, finished)
    covers.note_finished(services, draft, revision.record)
    return Changes(
        interviews=frozenset({revision.record}),
        drafts=frozenset({draft}),
        entities=frozenset({*(edit.id for edit in edits), *filter(None, [kept.case_id])}),
    )


def _kept_from(base: Mapping[str, str], draft: Draft) -> dict[str, str]:
    """Return what a correction leaves as it was: when the interview began and who held it.

    A correction has a reason; without one the interview was handed over, and who goes on with it holds it.
    """
    names = ("meta/started", "meta/interviewer") if draft.reason else ("meta/started",)
    return {name: base[name] for name in names if base.get(name)}


def fields_so_far(
    services: Services, draft: Draft, session: FormSession, summary: InterviewSummary
) -> dict[str, str]:
    """Return the fields of an interview that is not finished, as it is handed over."""
    from app.store import drafts

    snapshot = session.snapshot()
    base = drafts.base_of(services.workspace, draft.id)
    meta = _meta(services, draft, summary)
    del meta["meta/finished"]
    if draft.is_correction:
        meta["meta/started"] = base.values.get("meta/started", meta["meta/started"])
    return {
        **{path: value for path, value in base.values.items() if _is_kept_meta(path)},
        **snapshot.fields,
        **{FILES + name: blob for name, blob in snapshot.attached.items()},
        **meta,
        TIMES + draft.id: to_text(measuring.measure(services, draft.id, session)),
    }


def _audit_log(
    services: Services, draft: Draft, session: FormSession, base: Mapping[str, str]
) -> dict[str, str]:
    """Keep the audit log as a file of the interview, where the form asks for one."""
    from app.core.ids import BlobId
    from app.forms.audit import FILE_NAME
    from app.operations.attachments import read_file
    from app.store import blobs

    earlier = base.get(FILES + FILE_NAME, "")
    before = read_file(services, BlobId(earlier)) if earlier else b""
    written = session.audit_log(draft.reason, before)
    if written is None:
        return {}
    node, content = written
    blob = blobs.add_blob(services.workspace, content, "text/csv")
    return {f"answers{node}": FILE_NAME, FILES + FILE_NAME: blob}


def _snapshot(values: Mapping[str, str], disputed: Iterable[str] = ()) -> Snapshot:
    from app.forms.session import Snapshot

    return Snapshot(
        fields={path: value for path, value in values.items() if _is_of_session(path)},
        attached={
            path.removeprefix(FILES): blob
            for path, blob in values.items()
            if path.startswith(FILES)
        },
        finished=values.get("meta/status") != "draft",
        disputed=frozenset(disputed),
    )


def _is_kept_meta(path: str) -> bool:
    is_rewritten = path.startswith((FILES, entities.REFUSED)) or is_fact(path)
    return path.startswith(META) and not is_rewritten


def _is_of_session(path: str) -> bool:
    return not path.startswith(META) or is_fact(path)


def _started(values: Mapping[str, str]) -> datetime | None:
    return _moment(values, "meta/started")


def _moment(values: Mapping[str, str], path: str) -> datetime | None:
    try:
        return datetime.fromisoformat(values.get(path, ""))
    except ValueError:
        return None


def _meta(services: Services, draft: Draft, summary: InterviewSummary) -> dict[str, str]:
    told = {
        "meta/form": draft.bundle,
        "meta/case": draft.case_id,
        "meta/status": "finished",
        "meta/title": summary.title,
        "meta/language": summary.language,
        "meta/interviewer": draft.interviewer,
        "meta/started": draft.started_at.isoformat(timespec="seconds"),
        "meta/finished": services.clock.now().isoformat(timespec="seconds"),
        "meta/test": "true" if draft.test else "",
        "meta/answered": str(summary.answered),
        "meta/total": str(summary.total),
    }
    return {path: value for path, value in told.items() if value}
