"""Entity lists: what interviews write into them, and what forms get to choose from.

A finished interview writes one revision per entity that it makes or changes, in its own transaction (records.md,
"Entities"). Every value names the interview's revision that it comes from (``meta/source/property/NAME``). A correction
therefore knows what is still its own: it replaces those values; what somebody else has written since it contradicts
instead, by a revision beside theirs, so that both stand as a conflict to look at. Test interviews write no entities.
What a person edits in a register names no source.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from app.core.ids import RecordId, RevisionId

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from app.forms.definition import FormDefinition, Item
    from app.forms.entities import EntityEdit
    from app.operations.services import Services
    from app.records.revision import Content, Revision
    from app.store.entities import StoredEntity

LIST: Final = "list"
LABEL: Final = "label"
PROPERTY: Final = "property/"
SOURCE: Final = "meta/source/"
REFUSED: Final = "meta/refused/"
"""``meta/refused/ADDRESS`` in an interview: why its entity there was not written (``id``: no UUID; ``deleted``)."""
_FILE: Final = "jr://file-csv/"


@dataclass(frozen=True, slots=True)
class EntityWork:
    """What a finished interview does: ``also`` gives its revisions' contents once the interview has one itself."""

    also: Callable[[Revision], Sequence[Content]]
    refused: Mapping[str, str] = field(default_factory=dict)
    """Field paths of the interview (`REFUSED`)."""


def known_lists(services: Services) -> frozenset[str]:
    """Return the names of the lists that have entities."""
    from app.store import registers

    return frozenset(registers.counts_by_list(services.workspace))


def lists_for(services: Services, definition: FormDefinition) -> dict[str, Item | None]:
    """Return the entity lists that a form asks for as ``NAME.csv``, by the id of its secondary instance.

    A list that the form itself fills is there even while it is empty. A file that was imported with the form stays
    what it is, also beside a register of that name, unless the form fills that list.
    """
    from app.forms.definition import Item

    wanted = list(_wanted(definition))
    known = known_lists(services) if wanted else frozenset()
    own = {action.dataset for action in definition.entities}
    given: dict[str, Item | None] = {}
    for instance, name in wanted:
        is_free = definition.instances[instance].root is None
        if name in known and (is_free or name in own):
            given[instance] = _read(services, name)
        elif name in own and is_free:
            given[instance] = Item("root", "")
    return given


def work_of(
    services: Services, record: RecordId, edits: Sequence[EntityEdit], actor: str
) -> EntityWork:
    """Prepare the revisions that an interview's edits come to; edits of one entity become one."""
    from app.store import entities, revisions

    together = _together(edits)
    held = entities.with_history(services.workspace, together)
    own = {revision.id for revision in revisions.revisions_of(services.workspace, record)}
    refused = {f"{REFUSED}{each.source.lstrip('/')}": "id" for each in edits if not each.is_named}
    changes = []
    for entity, fields in together.items():
        known = held.get(entity)
        if known is not None and known.view.is_deleted:
            gone = (each for each in edits if each.id == entity)
            refused |= {f"{REFUSED}{each.source.lstrip('/')}": "deleted" for each in gone}
        else:
            changes.append(_Change(entity, fields, known, frozenset(own)))
    return EntityWork(
        lambda interview: [
            each for change in changes for each in change.contents(interview, actor)
        ],
        refused,
    )


def _together(edits: Iterable[EntityEdit]) -> dict[RecordId, dict[str, str]]:
    from app.records.canonical import normal

    found: dict[RecordId, dict[str, str]] = {}
    for edit in edits:
        if edit.is_named:
            fields = found.setdefault(RecordId(edit.id.lower()), {})
            fields[LIST] = normal(edit.list)
            if edit.label:
                fields[LABEL] = normal(edit.label)
            fields |= {
                normal(PROPERTY + name): normal(value) for name, value in edit.properties.items()
            }
    return found


@dataclass(frozen=True, slots=True)
class _Change:
    """What one interview says of one entity; '' empties a field. ``own`` are the interview's revisions so far."""

    entity: RecordId
    fields: Mapping[str, str]
    held: StoredEntity | None
    own: frozenset[RevisionId]

    def contents(self, interview: Revision, actor: str) -> list[Content]:
        """Return at most two: what may simply be written, and what contradicts somebody else."""
        if self.held is None:
            given = {path: value for path, value in self.fields.items() if value}
            return [self._content(given, {}, (), (interview, actor))] if given else []
        mine = [each for each in self.held.revisions if self._is_own(each)]
        said = self._as_said_before(mine)
        free: dict[str, str] = {}
        disputed: dict[str, str] = {}
        for path, value in self.fields.items():
            if path in said:
                if said[path] != value:
                    (free if self._still_stands(path) else disputed)[path] = value
            elif value != self._live(path) or path in self.held.view.conflicts:
                taken = bool(mine) and self._live(path) != ""
                (disputed if taken else free)[path] = value
        by = (interview, actor)
        found = []
        if free:
            found.append(self._content(free, self.held.view.values, self.held.view.heads, by))
        if disputed:
            last = mine[-1]
            found.append(self._content(disputed, last.fields, (last.id,), by))
        return found

    def _is_own(self, revision: Revision) -> bool:
        return any(self._wrote(revision, path) for path in revision.decides)

    def _wrote(self, revision: Revision, path: str) -> bool:
        source = SOURCE + path
        return source in revision.decides and revision.fields.get(source) in self.own

    def _as_said_before(self, mine: Sequence[Revision]) -> dict[str, str]:
        """Return what this interview wrote into each field the last time it did."""
        said = {}
        for revision in mine:
            for path in revision.decides:
                if self._wrote(revision, path):
                    said[path] = revision.fields.get(path, "")
        return said

    def _still_stands(self, path: str) -> bool:
        if self.held is None or path in self.held.view.conflicts:
            return False
        writers = [each for each in self.held.revisions if path in each.decides]
        return bool(writers) and self._wrote(writers[-1], path)

    def _live(self, path: str) -> str:
        return self.held.view.values.get(path, "") if self.held else ""

    def _content(
        self,
        given: Mapping[str, str],
        base: Mapping[str, str],
        parents: Sequence[RevisionId],
        by: tuple[Revision, str],
    ) -> Content:
        from app.records.revision import Content, Kind

        interview, actor = by
        sources = {SOURCE + path: interview.id for path in given}
        fields = {path: value for path, value in {**base, **given, **sources}.items() if value}
        return Content(
            record=self.entity,
            kind=Kind.ENTITY,
            fields=fields,
            decides=frozenset(given) | frozenset(sources),
            parents=parents,
            actor=actor,
        )


def _wanted(definition: FormDefinition) -> Iterable[tuple[str, str]]:
    for instance in definition.instances.values():
        source = instance.source or ""
        if source.startswith(_FILE) and source.endswith(".csv"):
            yield instance.id, source.removeprefix(_FILE).removesuffix(".csv")


def _read(services: Services, name: str) -> Item:
    from app.forms.definition import Item
    from app.store import entities, registers

    rows = registers.list_entities(services.workspace, name)
    versions = entities.versions(services.workspace)
    columns = list(dict.fromkeys(column for row in rows for column in row.properties))
    items = []
    for row in rows:
        cells = {
            "name": row.record,
            "label": row.label,
            "__version": str(versions.get(row.record, 0)),
            **{column: row.properties.get(column, "") for column in columns},
        }
        kids = tuple(Item(*cell) for cell in cells.items())
        items.append(_with_parents(Item("item", "", kids)))
    return _with_parents(Item("root", "", tuple(items)))


def _with_parents(item: Item) -> Item:
    for kid in item.children:
        kid.parent = item
    return item
