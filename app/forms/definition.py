"""A form as it was designed: frozen, built once by ``reader``, shared by every session of that form.

Nodes stand in document order; a node's ``index`` is its place in ``FormDefinition.nodes``, and index 0 is the root.
Expressions are kept as XPath source: whoever runs the form compiles them (memoised by text), whoever draws it does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from app.core.text import LocalText


def nothing() -> Mapping[str, Any]:
    """Return an empty mapping that nobody can fill."""
    return MappingProxyType({})


_NOTHING: Mapping[str, str] = nothing()


class NodeKind(StrEnum):
    """What a node of the primary instance is."""

    GROUP = "group"
    REPEAT = "repeat"
    VALUE = "value"


class ValueType(StrEnum):
    """Bind types of the ODK XForms specification; an unknown type reads as string."""

    STRING = "string"
    INT = "int"
    BOOLEAN = "boolean"
    DECIMAL = "decimal"
    DATE = "date"
    TIME = "time"
    DATETIME = "dateTime"
    GEOPOINT = "geopoint"
    GEOTRACE = "geotrace"
    GEOSHAPE = "geoshape"
    BINARY = "binary"
    BARCODE = "barcode"
    INTENT = "intent"
    RANK = "odk:rank"


class ControlKind(StrEnum):
    """Which body element shows a node."""

    INPUT = "input"
    SELECT_ONE = "select1"
    SELECT_MULTIPLE = "select"
    RANK = "rank"
    RANGE = "range"
    UPLOAD = "upload"
    TRIGGER = "trigger"
    GROUP = "group"
    REPEAT = "repeat"


@dataclass(frozen=True, slots=True)
class Output:
    """A place in a text where the string value of an expression is put. Never read as markup."""

    expression: str


TextPart = str | Output


@dataclass(frozen=True, slots=True)
class Text:
    """A label, hint or message: words with outputs, and media, by language.

    Languages are spelled as the form spells them; a text that is not translated stands under ``""`` and is good for
    every language. ``media`` maps ``image``, ``big-image``, ``audio``, ``video`` to a URI (``jr://images/a.png``)
    by language.
    """

    words: Mapping[str, tuple[TextPart, ...]] = field(default_factory=nothing)
    media: Mapping[str, Mapping[str, str]] = field(default_factory=nothing)

    def __bool__(self) -> bool:
        return any(self.words.values()) or bool(self.media)


NO_TEXT = Text()


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice written in the body (not from an instance)."""

    value: str
    label: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class Itemset:
    """Choices taken from nodes: of a secondary instance or of a repeat.

    ``nodeset`` keeps its predicates and may be a ``randomize(...)`` call. ``label_ref`` is a child of the item; when
    ``label_is_itext`` it holds the id of a text in ``FormDefinition.texts``.
    """

    nodeset: str
    value_ref: str
    label_ref: str
    label_is_itext: bool = False


@dataclass(frozen=True, slots=True)
class Bind:
    """Rules of one node, as XPath source; None where the form is silent."""

    relevant: str | None = None
    required: str | None = None
    readonly: str | None = None
    constraint: str | None = None
    calculate: str | None = None
    constraint_message: Text = NO_TEXT
    required_message: Text = NO_TEXT
    preload: str | None = None
    preload_params: str | None = None
    save_to: str | None = None
    other: Mapping[str, str] = field(default_factory=nothing)
    """Attributes that only some readers know (``sild:missing``, ``orx:max-pixels``), by prefixed name."""


@dataclass(frozen=True, slots=True)
class Action:
    """A setvalue or a device action: on ``events`` of its owner, give ``target`` (absolute path) a value.

    ``value`` is an expression; without one ``text`` is the literal value. ``kind`` is ``setvalue``,
    ``odk:setgeopoint`` or ``odk:recordaudio``.
    """

    kind: str
    events: tuple[str, ...]
    target: str
    value: str | None = None
    text: str = ""
    other: Mapping[str, str] = field(default_factory=nothing)


@dataclass(frozen=True, slots=True)
class Control:
    """How a node is asked. ``parameters`` holds the element's own attributes (start, end, step, rows, mediatype...)."""

    kind: ControlKind
    label: Text = NO_TEXT
    hint: Text = NO_TEXT
    guidance: Text = NO_TEXT
    appearances: tuple[str, ...] = ()
    appearance: str = ""
    choices: tuple[Choice, ...] | Itemset = ()
    parameters: Mapping[str, str] = field(default_factory=nothing)


@dataclass(frozen=True, slots=True)
class NodeDefinition:
    """A node of the primary instance.

    ``path`` is absolute without predicates and keeps prefixes (``/data/orx:meta``). ``repeat`` is the index of the
    nearest repeat that contains the node (a repeat contains itself), or -1. ``default`` is the text that the form
    gives a new instance of it. ``body_order`` is its place in the order of the body, which may differ from the
    order of the instance; -1 when no control shows it.
    """

    index: int
    path: str
    name: str
    kind: NodeKind
    parent: int
    children: tuple[int, ...] = ()
    repeat: int = -1
    type: ValueType = ValueType.STRING
    default: str = ""
    bind: Bind = Bind()
    control: Control | None = None
    actions: tuple[Action, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=nothing)
    body_order: int = -1
    count: str | None = None
    """``jr:count`` of a repeat, as XPath source."""
    fixed: bool = False
    """``jr:noAddRemove``: a person may neither add nor remove instances of this repeat."""
    initial_instances: int = 0
    """How many instances of this repeat stand in the form's primary instance, templates not counted."""

    @property
    def is_head(self) -> bool:
        """Whether it only names the columns of the selects below it (appearance ``label``): nobody answers it."""
        return (
            self.control is not None
            and self.control.kind in {ControlKind.SELECT_ONE, ControlKind.SELECT_MULTIPLE}
            and "label" in self.control.appearances
        )

    @property
    def offers_missing(self) -> bool:
        """Whether don't know and refused may be given instead of an answer (records.md, "Don't know, refused").

        On every question that is answered, unless the form says ``bind::sild:missing`` = ``no``.
        """
        if self.kind is not NodeKind.VALUE or self.control is None:
            return False
        if self.control.kind is ControlKind.TRIGGER or self.bind.readonly in {"true()", "true"}:
            return False
        if self.is_head:
            return False
        return self.bind.other.get("sild:missing", "").lower() != "no"

    @property
    def consent(self) -> str:
        """To what this question asks consent: ``bind::sild:consent``, '' when it does not.

        ``take_part``, ``record``, ``quote``, ``recontact`` or ``share``; `Reading.consent` tells what was said.
        """
        return self.bind.other.get("sild:consent", "")

    @property
    def warning(self) -> str:
        """When an answer is odd though it can be right: ``bind::sild:warning``, an expression that is then true."""
        return self.bind.other.get("sild:warning", "") if self.control is not None else ""

    def warning_message(self, code: str) -> str:
        """Return what to say of an odd answer: ``bind::sild:warning-message-ru``, else ``bind::sild:warning-message``.

        ``code`` is that of a language. The words are plain: pyxform translates no bind of others.
        """
        other, name = self.bind.other, "sild:warning-message"
        return other.get(f"{name}-{code}") or other.get(name, "")


class Columns:
    """The names of the values in the rows of a list, shared by all of them."""

    __slots__ = ("names", "places")

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names
        self.places = {name: place for place, name in reversed(list(enumerate(names)))}


class _Values(tuple[Any, ...]):
    """What stands in a row: its `Columns`, then the values."""

    __slots__ = ()


class Item:
    """An element of a secondary instance: read only, compared by identity, so kept small and quick.

    A row of plain values makes items of them only when somebody walks over its children: a list of half a million
    choices would be two million items, and all that is ever asked for is the value in a column.
    """

    __slots__ = ("_inside", "attributes", "name", "parent", "value")

    def __init__(
        self,
        name: str,
        value: str,
        children: tuple[Item, ...] = (),
        attributes: Mapping[str, str] = _NOTHING,
        parent: Item | None = None,
    ) -> None:
        self.name = name
        self.value = value
        self.attributes = attributes
        self.parent = parent
        self._inside: tuple[Any, ...] = children

    @classmethod
    def row(cls, name: str, columns: Columns, values: Iterable[str]) -> Item:
        """Make an item with one child per column."""
        item = cls(name, "")
        item._inside = _Values((columns, *values))
        return item

    @property
    def children(self) -> tuple[Item, ...]:
        """The items in it."""
        inside = self._inside
        if inside.__class__ is not _Values:
            return inside
        names = inside[0].names
        kids = tuple(Item(*each, parent=self) for each in zip(names, inside[1:], strict=True))
        self._inside = kids
        return kids

    def field(self, name: str) -> str | None:
        """Return the value of the first child with a name, None when there is none."""
        inside = self._inside
        if inside.__class__ is _Values:
            place = inside[0].places.get(name)
            return None if place is None else str(inside[place + 1])
        return next((str(child.value) for child in inside if child.name == name), None)

    def text(self) -> str:
        """Return the value, as every node that expressions see does."""
        return self.value


@dataclass(frozen=True, slots=True)
class SecondaryInstance:
    """A list that expressions reach by ``instance('id')``.

    ``source`` is None when the list stands in the form; else its URI (``jr://file-csv/towns.csv``,
    ``jr://instance/last-saved``), and ``root`` is what the bundle had under that name, None when it is missing.
    ``root`` is the topmost element (usually called ``root``); what ``instance('id')`` returns is its document, so that
    ``instance('id')/root/item`` names the element once more.
    """

    id: str
    source: str | None = None
    root: Item | None = None


@dataclass(frozen=True, slots=True)
class EntityAction:
    """What finishing the form does to one entity list (ODK entities); expressions as XPath source.

    ``path`` is the path of the ``entity`` node; expressions are read from its child ``label`` (from an attribute of the
    entity ``..`` leads to the same place). ``create_if`` is ``true()`` when an entity is always made and None when
    never; ``update_if`` likewise. Without ``entity_id`` a new entity gets a random id.
    """

    dataset: str
    path: str
    label: str | None = None
    entity_id: str | None = None
    create_if: str | None = None
    update_if: str | None = None
    base_version: str | None = None
    properties: Mapping[str, str] = field(default_factory=nothing)
    """Property name -> path of the node whose value it takes."""


@dataclass(frozen=True, slots=True)
class FirstRow:
    """A repeat instance that stands in the form's primary instance.

    ``values`` are the answers it comes with, by absolute path; ``rows`` the instances of the repeats in it.
    """

    values: Mapping[str, str] = field(default_factory=nothing)
    rows: Mapping[str, tuple[FirstRow, ...]] = field(default_factory=nothing)


@dataclass(frozen=True, slots=True, eq=False)
class FormDefinition:
    """A whole form. Compared by identity, so that what is worked out of it can be remembered beside it."""

    form_id: str
    version: str
    title: str
    nodes: tuple[NodeDefinition, ...]
    languages: tuple[str, ...] = ()
    """As the form spells them, in its order; empty for a form in one unnamed language."""
    default_language: str = ""
    texts: Mapping[str, Text] = field(default_factory=nothing)
    """Every itext entry by id: itemset labels, ``jr:itext()`` and ``jr:choice-name`` look here."""
    instances: Mapping[str, SecondaryInstance] = field(default_factory=nothing)
    actions: tuple[Action, ...] = ()
    """Actions of the model, not owned by a control."""
    entities: tuple[EntityAction, ...] = ()
    style: str = ""
    instance_name: str | None = None
    """Path of the node that holds the record's name, if the form computes one."""
    namespaces: Mapping[str, str] = field(default_factory=nothing)
    submission: Mapping[str, str] = field(default_factory=nothing)
    xmlns: str = ""
    """The namespace of the answers, in forms that give them one of their own (``instance_xmlns``)."""
    by_path: Mapping[str, int] = field(default_factory=nothing)
    """Absolute path -> index of the node."""
    titles: LocalText = field(default_factory=LocalText)
    """The title by language, where the form translates it (``sild:title-ru`` on the root of its instance)."""
    first_rows: Mapping[str, tuple[FirstRow, ...]] = field(default_factory=nothing)
    """First instances of the outermost repeats by path; a repeat not named here has its ``initial_instances``."""
    bare_repeats: frozenset[str] = frozenset()
    """Repeats without a template: their new instances start without defaults."""

    def title_in(self, language: str) -> str:
        """Return the title in one of the form's languages, else the one title that every form has."""
        return self.titles.in_language(language, self.default_language) or self.title

    def node(self, path: str) -> NodeDefinition:
        """Return the node at an absolute path. Raises KeyError."""
        return self.nodes[self.by_path[path]]
