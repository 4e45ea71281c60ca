"""Differences settled for good: the plan becomes one revision per record, in one transaction; and can be taken back.

What an interview's form works out is worked out anew from what was decided, and answers that are no longer asked go,
as in any correction. A record of which something is still undecided keeps just that difference.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from app.core.changes import Changes
from app.core.errors import ErrorCode
from app.operations import differences, identifiers, members
from app.operations.difference_plan import (
    Plan,
    decided_fields,
    is_moot,
    is_settled,
    keep_plan,
    taken,
)
from app.operations.difference_topics import ANSWERS, DELETED, MISSING, Fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from app.forms.session import FormSession
    from app.forms.state import Problem
    from app.operations.differences import Disagreement, Sheet
    from app.operations.services import Services
    from app.records.revision import Content, Revision

MOVED: Final = ErrorCode.DIFFERENCES_MOVED
"""A record changed since its differences were read."""
Undone = Literal["removed", "countered"]
_COUNTED: Final = ("meta/answered", "meta/total", "meta/title")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What finishing came to: ``differences`` settled in so many ``records``; ``followed`` fields changed with them."""

    differences: int
    records: int
    followed: int
    revisions: tuple[Revision, ...]
    sheets: tuple[Sheet, ...]
    plan: Plan
    at: datetime
    changes: Changes = field(default_factory=Changes)


@dataclass(frozen=True, slots=True)
class TakenBack:
    """How finishing was taken back: as if it had never been, or by writing the versions shown before over it."""

    how: Undone
    changes: Changes


def settle(services: Services, sheets: Sequence[Sheet], plan: Plan) -> Settled:
    """Apply the plan: every decision at once, or none. Raises AppError DIFFERENCES_MOVED, DISK_FULL."""
    from app.store import settling as store

    decided = [each for each in sheets if _is_touched(each, plan)]
    now = services.clock.now()
    works = [_work(services, sheet, plan) for sheet in decided]
    written = store.settle(services.workspace, [work.content for work in works])
    keep_plan(services, sheets, {})
    return Settled(
        differences=sum(len(_settled(sheet, plan)) for sheet in decided),
        records=len(decided),
        followed=sum(work.followed for work in works),
        revisions=tuple(written),
        sheets=tuple(sheets),
        plan=dict(plan),
        at=now,
        changes=_changes(decided),
    )


def take_back(services: Services, settled: Settled) -> TakenBack:
    """Undo a finish. What was decided is in the plan again when the decisions could be removed.

    They are removed as long as they never left this machine and nobody built on them; else a new revision writes what
    was shown before over them, so that everybody sees both. Raises AppError DIFFERENCES_MOVED when a record was
    changed meanwhile.
    """
    from app.store import settling as store

    names = [revision.id for revision in settled.revisions]
    touched = [each for each in settled.sheets if _is_touched(each, settled.plan)]
    if store.take_back(services.workspace, names, settled.at):
        keep_plan(services, settled.sheets, settled.plan)
        return TakenBack("removed", _changes(touched))
    by_record = {revision.record: revision for revision in settled.revisions}
    contents = [_counter(services, sheet, by_record[sheet.record]) for sheet in touched]
    store.settle(services.workspace, contents)
    return TakenBack("countered", _changes(touched))


def problems(services: Services, sheet: Sheet, plan: Plan) -> list[Problem]:
    """Return what of an interview would break a rule of its form under the plan."""
    session = differences.session_with(services, sheet, decided_fields(sheet, plan))
    return session.validate() if session is not None else []


def complaint(
    services: Services, sheet: Sheet, difference: Disagreement, plan: Plan, written: Fields
) -> Problem | None:
    """Return why an own answer is refused: its own hard rule, in the form's words; None when it is not."""
    from app.forms.state import Address

    session = differences.session_with(services, sheet, {**decided_fields(sheet, plan), **written})
    address = Address("/" + difference.key.partition("/")[2])
    found = session.validate() if session is not None else []
    return next((each for each in found if each.address == address), None)


@dataclass(frozen=True, slots=True)
class _Work:
    content: Content
    followed: int


def _is_touched(sheet: Sheet, plan: Plan) -> bool:
    return any((sheet.record, each.key) in plan for each in sheet.differences)


def _settled(sheet: Sheet, plan: Plan) -> list[Disagreement]:
    return [each for each in sheet.differences if is_settled(each, sheet, plan)]


def _is_deleted(sheet: Sheet, plan: Plan) -> bool:
    found = next((each for each in sheet.differences if each.key == DELETED), None)
    decision = plan.get((sheet.record, DELETED))
    if found is None or decision is None:
        return False
    return found.versions[max(0, taken(found, decision))].is_gone


def _work(services: Services, sheet: Sheet, plan: Plan) -> _Work:
    if _is_deleted(sheet, plan):
        return _Work(_content(services, sheet, {}, set(sheet.view.conflicts), is_gone=True), 0)
    decided = decided_fields(sheet, plan)
    fields = _written(sheet.view.values, decided)
    paths = set(decided)
    if len(_settled(sheet, plan)) == len(sheet.differences):
        paths |= {path for each in sheet.differences for path in _moot(sheet, each, plan)}
        paths |= sheet.following
        followed = _follow(services, sheet, decided, fields)
        paths |= followed
        answers = [
            each for each in followed - sheet.following if each.startswith((ANSWERS, MISSING))
        ]
        return _Work(_content(services, sheet, fields, paths), len(answers))
    return _Work(_content(services, sheet, fields, paths), 0)


def _moot(sheet: Sheet, difference: Disagreement, plan: Plan) -> Iterable[str]:
    """Yield the disputed fields of a difference that went with its row."""
    if is_moot(difference, sheet, plan):
        yield from (path for path in difference.paths if path in sheet.view.conflicts)


def _follow(services: Services, sheet: Sheet, decided: Fields, fields: dict[str, str]) -> set[str]:
    """Bring what the form works out into line with what was decided; return the fields that changed."""
    session = differences.session_with(services, sheet, decided)
    if session is None:
        return set()
    told = _as_it_is(session)
    held = {path: value for path, value in fields.items() if _is_known(session, path)}
    changed = {
        path
        for path in told.keys() | held.keys()
        if told.get(path) != held.get(path) and not _is_apart(sheet, path, told.get(path, ""))
    }
    for path in changed:
        if path in told:
            fields[path] = told[path]
        else:
            fields.pop(path)
    counted = dict(zip(_COUNTED, _counts(session), strict=True))
    changed |= {
        path
        for path, text in counted.items()
        if text and path in fields and fields[path] != text and not _is_apart(sheet, path, text)
    }
    fields |= {path: value for path, value in counted.items() if path in changed}
    return changed


def _is_apart(sheet: Sheet, path: str, text: str) -> bool:
    """Whether a field belongs to the identifiers that are kept apart, or repeats one of them."""
    said = (each for each in sheet.apart.values() if len(each) >= identifiers.SHORTEST)
    return path in sheet.apart or any(each in text for each in said)


def _counts(session: FormSession) -> tuple[str, str, str]:
    from app.operations.interviews import summarise

    summary = summarise(session)
    return str(summary.answered), str(summary.total), summary.title


def _as_it_is(session: FormSession) -> dict[str, str]:
    """Return the answers, and the reasons for none, of everything that is asked."""
    fields = session.snapshot().fields
    return {path: fields[path] for path in fields if _is_known(session, path, asked=True)}


def _is_known(session: FormSession, path: str, *, asked: bool = False) -> bool:
    from app.forms.state import Address

    if not path.startswith((ANSWERS, MISSING)):
        return False
    try:
        state = session.state(Address("/" + path.partition("/")[2]))
    except KeyError:
        return False
    return state.relevant or not asked


def _written(values: Fields, decided: Fields) -> dict[str, str]:
    return {path: value for path, value in {**values, **decided}.items() if value is not None}


def _content(
    services: Services,
    sheet: Sheet,
    fields: dict[str, str],
    paths: set[str],
    *,
    is_gone: bool = False,
) -> Content:
    from app.records.canonical import normal
    from app.records.revision import Content, Kind

    return Content(
        record=sheet.record,
        kind=Kind(sheet.kind),
        fields={normal(path): normal(value) for path, value in fields.items()},
        decides=frozenset(paths),
        parents=sheet.view.heads,
        actor=members.actor(services),
        op="delete" if is_gone else "put",
    )


def _counter(services: Services, sheet: Sheet, settled: Revision) -> Content:
    """Write what was shown before over a decision."""
    from app.records.revision import Content, Kind

    return Content(
        record=sheet.record,
        kind=Kind(sheet.kind),
        fields=dict(sheet.view.values),
        decides=settled.decides,
        parents=(settled.id,),
        actor=members.actor(services),
    )


def _changes(sheets: Iterable[Sheet]) -> Changes:
    of: dict[str, set[str]] = {}
    for sheet in sheets:
        of.setdefault(sheet.kind, set()).add(sheet.record)
    return Changes(
        interviews=frozenset(of.get("interview", ())),
        entities=frozenset(of.get("entity", ())),
        forms=frozenset(of.get("form", ())),
        members="member" in of,
    )
