"""Records erased in one transaction: a signed erasure is written, and what it names is gone with the drafts on it.

What an erasure does wherever it arrives stands in `erasure`. Here it is made: from a record that only loses a part, a
cleaned copy of each head stays and everything before goes, because every revision holds the whole record. An entity
loses what only an erased interview said of it; when nothing else is left, it goes too.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, select

from app.core.ids import DraftId, RecordId, RevisionId, new_record_id
from app.records.erasures import erasure_fields
from app.records.revision import Content, Kind, Revision, revision_id
from app.store import derived, erasure, history
from app.store.schema import DraftRow, RevisionRow
from app.store.sync_schema import QuarantineRow

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from app.store.workspace import Workspace

SOURCE = "meta/source/"
_SAYING = ("property/", "label")
"""What an entity says: without any of it nothing is left of it but its list."""
Place = tuple[str, RecordId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to go: records by kind and id, fields of records, and drafts that stand for no record."""

    records: Sequence[Place] = ()
    paths: Mapping[Place, Collection[str]] = field(default_factory=dict)
    drafts: Sequence[DraftId] = ()
    actor: str = ""
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Erased:
    """What went: revisions, records as a whole, records that stay without a part, drafts, lines set aside.

    ``erasure`` is the id of the record that says so, '' when there was nothing to say.
    """

    erasure: str
    revisions: int
    records: tuple[Place, ...]
    cleaned: tuple[Place, ...]
    drafts: tuple[DraftId, ...]
    lines: int


def erase(workspace: Workspace, wish: Wish) -> Erased:
    """Destroy content for good: all of it, or nothing. Attachments, outbox and log files are the caller's to see to.

    Raises AppError DISK_FULL, WORKSPACE_DAMAGED.
    """
    return workspace.call(_erase, workspace, wish)


def flush_log(workspace: Workspace) -> None:
    """Write the logs into their files and empty them: what was overwritten stood there once more."""
    workspace.submit(_flush, workspace).result()


def _erase(connection: Connection, workspace: Workspace, wish: Wish) -> Erased:
    whole = dict.fromkeys(wish.records)
    doomed = [each for place in whole for each in _of(connection, place)]
    interviews = {each.id for each in doomed if each.kind == Kind.INTERVIEW}
    partly = {place: set(paths) for place, paths in wish.paths.items()}
    for place in _entities_of(connection, interviews):
        partly.setdefault(place, set())
    cleaned: list[Place] = []
    for place in partly.keys() - whole.keys():
        part = _Part(_of(connection, place), frozenset(partly[place]), frozenset(interviews))
        for content in part.kept(wish.actor):
            history.write(connection, workspace.device, content)
        doomed += part.doomed
        if part.is_left:
            cleaned += [place] if part.doomed else []
        else:
            whole[place] = None
    drafts = _destroy_drafts(connection, wish, [record for _, record in whole], doomed)
    named = _write_erasure(connection, workspace, wish, doomed)
    lines = _let_lines_go(connection, {record for _, record in whole})
    named_now = {(each.kind, each.record) for each in doomed}
    places = tuple(place for place in whole if place in named_now)
    return Erased(named, len(doomed), places, tuple(cleaned), drafts, lines)


def _of(connection: Connection, place: Place) -> list[Revision]:
    kind, record = place
    return history.of_record(connection, record, kind) if kind != Kind.ERASURE else []


def _entities_of(connection: Connection, interviews: Collection[RevisionId]) -> list[Place]:
    """Return the entities that name one of these revisions as the source of a value."""
    if not interviews:
        return []
    row = RevisionRow
    found: dict[Place, None] = {}
    wanted = set(interviews)
    query = select(row.id, row.record, row.canonical).where(row.kind == Kind.ENTITY)
    for each in connection.execute(query):
        if SOURCE.encode() not in each.canonical:
            continue
        revision = derived.held(each.id, each.canonical)
        if any(p.startswith(SOURCE) and s in wanted for p, s in revision.fields.items()):
            found[Kind.ENTITY.value, RecordId(each.record)] = None
    return list(found)


@dataclass(frozen=True, slots=True)
class _Part:
    """A record of which something goes: fields by their paths, and what only the ``sources`` said."""

    revisions: Sequence[Revision]
    paths: frozenset[str]
    sources: frozenset[str]

    @property
    def is_left(self) -> bool:
        """Whether anything is left of the record."""
        return any(self._says_something(head) for head in self._heads())

    @property
    def doomed(self) -> list[Revision]:
        """Every revision that holds what goes; all of them when nothing is left."""
        return [each for each in self.revisions if self._holds(each) or not self.is_left]

    def kept(self, actor: str) -> list[Content]:
        """Return a copy of each head that holds what goes, without it; the others stay as they are."""
        heads = [head for head in self._heads() if self._holds(head)]
        return [self._copy(head, actor) for head in heads if self._says_something(head)]

    def _copy(self, head: Revision, actor: str) -> Content:
        lost = self._lost(head)
        return Content(
            record=head.record,
            kind=Kind(head.kind),
            fields={path: value for path, value in head.fields.items() if path not in lost},
            decides=frozenset(lost),
            parents=[head.id],
            actor=actor,
        )

    def _heads(self) -> list[Revision]:
        built_on = {parent for each in self.revisions for parent in each.parents}
        return [each for each in self.revisions if each.id not in built_on]

    def _holds(self, revision: Revision) -> bool:
        return not revision.fields.keys().isdisjoint(self.paths) or bool(self._named(revision))

    def _named(self, revision: Revision) -> set[str]:
        """Return the fields that name one of the sources."""
        told = revision.fields.items()
        return {path for path, source in told if path.startswith(SOURCE) and source in self.sources}

    def _lost(self, head: Revision) -> set[str]:
        named = self._named(head)
        only = {
            path
            for path in (each.removeprefix(SOURCE) for each in named)
            if not any(self._says(each, path, head.fields.get(path, "")) for each in self.revisions)
        }
        lost = only | (self.paths & head.fields.keys())
        return lost | named | {SOURCE + path for path in lost}

    def _says(self, revision: Revision, path: str, value: str) -> bool:
        """Whether somebody other than the sources wrote this value."""
        if path not in revision.decides or revision.fields.get(path, "") != value:
            return False
        source = SOURCE + path
        return source not in revision.decides or revision.fields.get(source) not in self.sources

    def _says_something(self, head: Revision) -> bool:
        """Whether a head is more than an empty row of a register once it lost what goes."""
        if head.op == "delete":
            return False
        left = head.fields.keys() - self._lost(head)
        return head.kind != Kind.ENTITY or any(path.startswith(_SAYING) for path in left)


def _destroy_drafts(
    connection: Connection, wish: Wish, records: Sequence[RecordId], doomed: Sequence[Revision]
) -> tuple[DraftId, ...]:
    """Destroy the drafts of erased records, and those that were made on an erased revision."""
    gone, wanted = {each.id for each in doomed}, {*records}
    rows = connection.execute(select(DraftRow.id, DraftRow.record, DraftRow.parents)).all()
    found = tuple(
        DraftId(row.id)
        for row in rows
        if row.id in wish.drafts or row.record in wanted or not gone.isdisjoint(row.parents.split())
    )
    for draft in found:
        connection.execute(delete(DraftRow).where(DraftRow.id == draft))
    return found


def _write_erasure(
    connection: Connection, workspace: Workspace, wish: Wish, doomed: Sequence[Revision]
) -> str:
    if not doomed:
        return ""
    fields = {**erasure_fields(doomed), "meta/ground": wish.ground}
    told = {path: value for path, value in fields.items() if value}
    content = Content(
        record=RecordId(new_record_id()),
        kind=Kind.ERASURE,
        fields=told,
        decides=frozenset(told),
        actor=wish.actor,
    )
    return history.write(connection, workspace.device, content).record


def _let_lines_go(connection: Connection, records: Collection[str]) -> int:
    """Destroy lines that were set aside and speak of an erased record, or are an erased revision."""
    row = QuarantineRow
    lines = connection.execute(select(row.sha256, row.content)).all()
    ids = {each.sha256: revision_id(each.content.strip()) for each in lines}
    erased = erasure.erased_among(connection, list(ids.values()))
    gone = [
        each.sha256
        for each in lines
        if ids[each.sha256] in erased or any(name.encode() in each.content for name in records)
    ]
    for sha256 in gone:
        connection.execute(delete(row).where(row.sha256 == sha256))
    return len(gone)


def _flush(workspace: Workspace) -> None:
    for database in (workspace.database, workspace.blobs):
        if database.is_there:
            database.settle_log()
