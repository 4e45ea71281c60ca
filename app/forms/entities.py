"""What finishing an interview does to entity lists: the form's entity actions, evaluated into frozen edits.

Apart from the session because an edit concerns another record than the interview: operations write it as a revision of
its own, ``submission`` as the attributes of ODK's ``entity`` element, and a snapshot keeps the same attributes beside
the answers (``answers/data/meta/entity/@id``), so that a correction speaks of the entity that the interview made.

**Ids.** Without ``entity_id``, or where it draws by chance (``coalesce(${tree}, uuid())`` of nothing chosen), the id
follows from the record and the place of the entity: it is the same at every attempt to finish and on every machine.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

from app.forms.definition import EntityAction, nothing
from app.forms.state import Address
from app.records.repeats import counted_identity

if TYPE_CHECKING:
    from app.forms.instance import Cell
    from app.forms.runner import Runner
    from app.forms.snapshot import Snapshot
    from app.xpath.compiler import Compiled

Deed = Literal["create", "update", "upsert"]
"""``upsert``: create it, or update it when it is there already."""

MARKS: Final = ("id", "create", "update", "baseVersion")
"""The attributes of an ``entity`` element that say what was done, in ODK's spelling."""
_ANSWERS: Final = "answers"
_TRUE: Final = frozenset({"1", "true"})
_DEEDS: Final[Mapping[tuple[bool, bool], Deed]] = MappingProxyType(
    {(True, False): "create", (False, True): "update", (True, True): "upsert"}
)
_MARK = re.compile(r"answers(/.+)/@id")
_CLIMB = re.compile(r"(?<![\w/.])\.\./(?=\.\.)")
_UUID_PREFIX: Final = "uuid:"


@dataclass(frozen=True, slots=True)
class EntityEdit:
    """One thing done to one entity. ``source`` is the address of the ``entity`` node in the interview.

    ``properties`` holds those whose questions are relevant; '' empties one. ``label`` '' leaves the label as it is.
    ``base_version`` is the version that the interview saw, '' for a new entity.
    """

    list: str
    id: str
    does: Deed
    source: Address
    label: str = ""
    properties: Mapping[str, str] = field(default_factory=nothing)
    base_version: str = ""

    @property
    def marks(self) -> Mapping[str, str]:
        """The attributes of the ``entity`` element, by name; only those that are not empty."""
        told = {
            "id": self.id,
            "create": "1" if self.does != "update" else "",
            "update": "1" if self.does != "create" else "",
            "baseVersion": self.base_version if self.does != "create" else "",
        }
        return MappingProxyType({name: value for name, value in told.items() if value})

    @property
    def is_named(self) -> bool:
        """Whether the id is a UUID, as every entity's must be."""
        try:
            uuid.UUID(self.id)
        except ValueError:
            return False
        return True


def edits_of(runner: Runner, minted: Mapping[str, str]) -> tuple[EntityEdit, ...]:
    """Evaluate the entity actions of an interview as it stands, in document order of each action.

    ``minted`` are ids given before, by the address of the entity node.
    """
    return tuple(
        edit
        for action in runner.program.definition.entities
        for edit in _Evaluator(runner, action, minted).edits()
    )


def minted_in(snapshot: Snapshot | None) -> Mapping[str, str]:
    """Return the ids that a snapshot keeps, by the address of the entity node."""
    found = {}
    for path, value in snapshot.fields.items() if snapshot else ():
        mark = _MARK.fullmatch(path)
        if mark:
            found[mark[1]] = value
    return MappingProxyType(found)


def edits_as_stored(runner: Runner, snapshot: Snapshot) -> tuple[EntityEdit, ...]:
    """Return what an interview did to entity lists, as its stored marks say; nothing is decided anew."""
    return tuple(
        edit
        for action in runner.program.definition.entities
        for edit in _Evaluator(runner, action, {}).stored(snapshot)
    )


def with_marks(snapshot: Snapshot, edits: tuple[EntityEdit, ...]) -> Snapshot:
    """Keep in a snapshot what was done to entities, as the attributes that ODK's XML has for it."""
    marks = {
        f"{_ANSWERS}{edit.source}/@{name}": value
        for edit in edits
        for name, value in edit.marks.items()
    }
    return replace(snapshot, fields={**snapshot.fields, **marks})


class _Evaluator:
    """One entity action in one interview."""

    def __init__(self, runner: Runner, action: EntityAction, minted: Mapping[str, str]) -> None:
        self._runner = runner
        self._action = action
        self._minted = minted
        paths = runner.program.definition.by_path
        self._index = paths[action.path]
        self._label = paths.get(f"{action.path}/label")
        self._properties = {
            name: paths[path] for name, path in action.properties.items() if path in paths
        }

    def edits(self) -> Iterator[EntityEdit]:
        """Yield what is done to the entity of every row."""
        for cell in list(self._runner.instance.all_of(self._index)):
            does = self._deed(cell) if cell.relevant else None
            if does is not None:
                yield EntityEdit(
                    list=self._action.dataset,
                    id=self._id(cell),
                    does=does,
                    source=Address(cell.address),
                    label=self._label_of(cell),
                    properties=MappingProxyType(dict(self._saved(cell))),
                    base_version=self._version(cell),
                )

    def stored(self, snapshot: Snapshot) -> Iterator[EntityEdit]:
        """Yield what the marks of every row's entity say."""
        for cell in self._runner.instance.all_of(self._index):
            marks = {
                name: snapshot.fields.get(f"{_ANSWERS}{cell.address}/@{name}", "") for name in MARKS
            }
            does = _DEEDS.get((marks["create"] in _TRUE, marks["update"] in _TRUE))
            if does is not None and marks["id"]:
                yield EntityEdit(
                    list=self._action.dataset,
                    id=marks["id"].strip().removeprefix(_UUID_PREFIX),
                    does=does,
                    source=Address(cell.address),
                    label=self._label_of(cell),
                    properties=MappingProxyType(dict(self._saved(cell))),
                    base_version=marks["baseVersion"],
                )

    def _deed(self, cell: Cell) -> Deed | None:
        creates = self._is_true(cell, self._action.create_if)
        updates = self._is_true(cell, self._action.update_if)
        if creates and updates:
            return "upsert"
        if creates:
            return "create"
        return "update" if updates else None

    def _is_true(self, cell: Cell, source: str | None) -> bool:
        compiled = self._compiled(source)
        if compiled is None:
            return False
        self._runner.scope.epoch += 1
        found: object = compiled.truth()(self._runner.scope, *self._owners(cell))
        return bool(found)

    def _id(self, cell: Cell) -> str:
        compiled = self._compiled(self._action.entity_id)
        own = self._minted.get(cell.address) or counted_identity(
            self._runner.instance.record, cell.address, 1
        )
        if compiled is None:
            return own
        found = self._text(compiled, cell)
        if "chance" in compiled.needs and self._text(compiled, cell) != found:
            return own
        return found.strip().removeprefix(_UUID_PREFIX)

    def _version(self, cell: Cell) -> str:
        compiled = self._compiled(self._action.base_version)
        return "" if compiled is None else self._text(compiled, cell)

    def _text(self, compiled: Compiled, cell: Cell) -> str:
        self._runner.scope.epoch += 1
        return str(compiled.text()(self._runner.scope, *self._owners(cell)))

    def _label_of(self, cell: Cell) -> str:
        label = next((kid for kid in cell.children if kid.index == self._label), None)
        return str(label.shown) if label is not None and label.relevant else ""

    def _saved(self, cell: Cell) -> Iterator[tuple[str, str]]:
        layout = self._runner.program.layout
        for name, index in self._properties.items():
            if layout.frames[index] != layout.frames[self._index]:
                continue
            found: Cell = cell.frame.cells[layout.slots[index]]
            if found.relevant:
                yield name, found.shown

    def _owners(self, cell: Cell) -> tuple[Cell, Cell]:
        """Return the node that expressions start from: one beside the attribute, else the entity itself."""
        label = next((kid for kid in cell.children if kid.index == self._label), cell)
        return label, label

    def _compiled(self, source: str | None) -> Compiled | None:
        """Compile an attribute's expression; where no label stands beside it, one step up less is needed."""
        if source is None:
            return None
        if self._label is None:
            return self._runner.program.expression(self._index, _CLIMB.sub("", source))
        return self._runner.program.expression(self._label, source)
