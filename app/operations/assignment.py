"""Cases given to interviewers: who holds which, until when, in which quota cell; what that makes of everybody's work.

A case has one holder. Giving it to somebody else is an edit like any other, so it travels and merges with everything
else; what the former holder still did, not knowing of it, is kept and said (`late_attempts`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from app.core.changes import Changes
from app.operations import cases, members

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from app.core.ids import RecordId, RevisionId
    from app.operations.cases import Attempt, Case, CaseRow
    from app.operations.services import Services
    from app.records.revision import Revision
    from app.sync.ranges import DeviceRanges

HOLDER: Final = "property/holder"
_JUDGED: Final = ("returned", "corrected", "approved")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """What to write into cases; None leaves a thing as it is. ``holder`` is a member's id or a name, '' nobody.

    ``due`` and ``quota`` are taken as they are where ``sets_due`` and ``sets_quota`` say so.
    """

    holder: str | None = None
    due: date | None = None
    sets_due: bool = False
    quota: str | None = None


@dataclass(frozen=True, slots=True)
class Load:
    """The work of one holder; ``name`` '' are the cases that nobody holds. ``overdue`` are among ``open``."""

    name: str
    open: int
    done: int
    overdue: int

    @property
    def total(self) -> int:
        """All cases held, ended ones left out."""
        return self.open + self.done


@dataclass(frozen=True, slots=True)
class Late:
    """Attempts of somebody who did not hold the case any more. ``since`` is when it was given to ``holder``."""

    by: str
    holder: str
    since: datetime
    attempts: tuple[Attempt, ...]


def assign(services: Services, rows: Sequence[Case], given: Assignment) -> Changes:
    """Give cases to somebody, set their due date or cell, all in one step; only what is said is written."""
    from app.records.cases import CASES
    from app.store import registers

    told: dict[str, str] = {}
    if given.holder is not None:
        told["holder"] = given.holder
    if given.sets_due:
        told["due"] = given.due.isoformat() if given.due else ""
    if given.quota is not None:
        told["quota"] = " ".join(given.quota.split())
    edits = [registers.EntityEdit(case.id, case.name, told) for case in rows]
    registers.write_entities(services.workspace, CASES, edits, actor=members.actor(services))
    return Changes(entities=frozenset(case.id for case in rows))


def take_back(services: Services, before: Sequence[Case]) -> Changes:
    """Put holder, due date and cell of cases back to what they were."""
    changes = Changes()
    for case in before:
        given = Assignment(holder=case.holder, due=case.due, sets_due=True, quota=case.quota)
        changes |= assign(services, [case], given)
    return changes


def workload(rows: Sequence[CaseRow], today: date) -> list[Load]:
    """Add up the work of every holder, by name; practice is left out."""
    by_name: dict[str, Load] = {}
    for row in rows:
        if row.case.test:
            continue
        load = by_name.get(row.holder, Load(row.holder, 0, 0, 0))
        is_open = row.standing.is_open
        late = is_open and row.case.due is not None and row.case.due < today
        done = row.standing.state is cases.CaseState.DONE
        by_name[row.holder] = replace(
            load, open=load.open + is_open, done=load.done + done, overdue=load.overdue + late
        )
    return sorted(by_name.values(), key=lambda load: (not load.name, load.name))


def read_workload(services: Services) -> list[Load]:
    """Read the work of everybody, members without any case too."""
    found = workload(cases.list_cases(services), services.clock.now().date())
    named = {load.name for load in found}
    idle = [
        Load(member.name, 0, 0, 0)
        for member in members.members(services)
        if member.name not in named and member.role == "interviewer"
    ]
    return sorted([*found, *idle], key=lambda load: (not load.name, load.name))


def late_attempts(services: Services, case: RecordId) -> list[Late]:
    """Return what former holders tried after the case was given to somebody else; both stand."""
    from app.records.revision import Kind
    from app.store import registers, revisions

    made = cases.known_attempts(services, case).values()
    if not made:
        return []
    held = [
        each
        for each in revisions.revisions_of(services.workspace, case)
        if each.kind == Kind.ENTITY
    ]
    names = registers.names_of_members(services.workspace)
    by_id = {each.id: each for each in held}
    found = []
    for revision in held:
        for former in _given_away(revision, by_id):
            since = _written(revision)
            late = tuple(
                sorted(
                    (
                        each
                        for each in made
                        if _named(names, each.actor) == _named(names, former) and each.at > since
                    ),
                    key=lambda each: each.at,
                )
            )
            if late:
                holder = revision.fields.get(HOLDER, "")
                found.append(Late(_named(names, former), _named(names, holder), since, late))
    return found


def travelling(
    services: Services, holders: set[str], mine: Mapping[RecordId, object] | set[RecordId]
) -> DeviceRanges:
    """Return what a campaign holds beside one's cases: those taken away, and the interviews that were judged.

    Of a case that was taken away only the edit that did so goes along: what became of it later stays with its holder.
    """
    from app.records.cases import CASES
    from app.records.revision import Kind
    from app.store import holdings, registers, views
    from app.sync.ranges import ranges_of, union

    workspace = services.workspace
    others = [
        each.record for each in registers.list_entities(workspace, CASES) if each.record not in mine
    ]
    places = []
    for held in holdings.of_records(workspace, others).values():
        by_id = {each.id: each for each in held}
        places += [
            (each.device, each.seq)
            for each in held
            if each.kind == Kind.ENTITY and holders.intersection(_given_away(each, by_id))
        ]
    judged = [
        row.record
        for status in _JUDGED
        for row in views.list_interviews(workspace, views.ListQuery(status=status))
        if row.interviewer in holders
    ]
    reviewed = holdings.of_kind(workspace, Kind.INTERVIEW, sorted(judged))
    return union(ranges_of(places), ranges_of((each.device, each.seq) for each in reviewed))


def _given_away(revision: Revision, held: Mapping[RevisionId, Revision]) -> set[str]:
    """Return from whom a revision takes a case."""
    if HOLDER not in revision.decides:
        return set()
    now = revision.fields.get(HOLDER, "")
    before = {held[parent].fields.get(HOLDER, "") for parent in revision.parents if parent in held}
    return before - {now, ""}


def _named(names: Mapping[str, str], member: str) -> str:
    """Return a name for a member's id or a name."""
    return names.get(member, member)


def _written(revision: Revision) -> datetime:
    return datetime.fromtimestamp((int(revision.hlc, 16) >> 16) / 1000, UTC)
