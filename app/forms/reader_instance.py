"""The primary instance and its binds: the nodes of a form, in document order.

Apart from the body because a node exists whether anybody is asked for it or not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.core.errors import AppError, ErrorCode
from app.forms.definition import Bind, EntityAction, NodeDefinition, NodeKind, ValueType
from app.forms.reader_body import Body, resolve
from app.forms.reader_xml import attributes, children, prefixed

if TYPE_CHECKING:
    from lxml.etree import _Element

    from app.forms.reader_texts import Texts

MOST_NODES = 200_000

_TYPES: Mapping[str, ValueType] = {
    **{kind.value.lower(): kind for kind in ValueType},
    "integer": ValueType.INT,
    "rank": ValueType.RANK,
}
_EXPRESSIONS = ("relevant", "required", "readonly", "constraint", "calculate")
_KNOWN = {
    *_EXPRESSIONS,
    "nodeset",
    "ref",
    "id",
    "type",
    "jr:constraintMsg",
    "jr:requiredMsg",
    "jr:preload",
    "jr:preloadParams",
    "entities:saveto",
}
_NO_BIND = Bind()


@dataclass(slots=True)
class Binds:
    """The attributes of every bind by the path it is for, and the paths of those that have an id."""

    by_path: dict[str, dict[str, str]] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)

    def expression(self, path: str, name: str) -> str | None:
        """Return one rule of one path as XPath source."""
        return _expression(self.by_path.get(path, {}).get(name))


@dataclass(slots=True)
class _Builder:
    binds: Binds
    body: Body
    texts: Texts
    path: str
    nodes: list[NodeDefinition] = field(default_factory=list)
    paths: dict[str, int] = field(default_factory=dict)
    entities: list[EntityAction] = field(default_factory=list)


def read_binds(model: _Element, root: str) -> Binds:
    """Collect the binds of the model; several for one node are one."""
    found = Binds()
    for element in children(model, "bind"):
        given = attributes(element)
        path = resolve(given.get("nodeset") or given.get("ref") or "", root)
        found.by_path.setdefault(path, {}).update(given)
        if "id" in given:
            found.ids.setdefault(given["id"], path)
    return found


def read_nodes(
    root: _Element, binds: Binds, body: Body, texts: Texts, path: str = ""
) -> tuple[tuple[NodeDefinition, ...], tuple[EntityAction, ...]]:
    """Read the nodes in document order and what finishing does to entities."""
    builder = _Builder(binds, body, texts, path)
    _read_node(builder, root, _Place("", -1, -1, 0))
    return tuple(builder.nodes), _with_properties(builder.entities, binds)


@dataclass(frozen=True, slots=True)
class _Place:
    above: str
    parent: int
    repeat: int
    instances: int


def _read_node(builder: _Builder, element: _Element, place: _Place) -> int:
    index = len(builder.nodes)
    if index >= MOST_NODES:
        raise AppError(ErrorCode.XFORM_TOO_LARGE, path=builder.path, limit=MOST_NODES)
    name = prefixed(element)
    path = f"{place.above}/{name}"
    kind = _kind(builder.body, element, path)
    repeat = index if kind is NodeKind.REPEAT else place.repeat
    node = NodeDefinition(index, path, name, kind, place.parent)
    builder.nodes.append(node)
    kids = tuple(_read_children(builder, element, index, path, repeat))
    builder.nodes[index] = _filled(builder, element, node, _Family(kids, repeat, place.instances))
    if name.rpartition(":")[2] == "entity" and element.get("dataset"):
        builder.entities.append(_entity(builder, element, path))
    return index


def _read_children(
    builder: _Builder, element: _Element, index: int, path: str, repeat: int
) -> list[int]:
    same: dict[str, list[_Element]] = {}
    for kid in children(element):
        same.setdefault(prefixed(kid), []).append(kid)
    found = []
    for twins in same.values():
        model = next((twin for twin in twins if _is_template(twin)), twins[0])
        instances = sum(not _is_template(twin) for twin in twins)
        found.append(_read_node(builder, model, _Place(path, index, repeat, instances)))
    return found


@dataclass(frozen=True, slots=True)
class _Family:
    children: tuple[int, ...]
    repeat: int
    instances: int


def _filled(
    builder: _Builder, element: _Element, bare: NodeDefinition, family: _Family
) -> NodeDefinition:
    path, body = bare.path, builder.body
    given = builder.binds.by_path.get(path)
    return NodeDefinition(
        index=bare.index,
        path=path,
        name=bare.name,
        kind=bare.kind,
        parent=bare.parent,
        children=family.children,
        repeat=family.repeat,
        type=_type(given),
        default=(element.text or "").strip() if bare.kind is NodeKind.VALUE else "",
        bind=_bind(given, builder.texts) if given else _NO_BIND,
        control=body.controls.get(path),
        actions=tuple(body.actions.get(path, ())),
        attributes=MappingProxyType(_instance_attributes(element))
        if element.attrib
        else MappingProxyType({}),
        body_order=body.order.get(path, -1),
        count=body.counts.get(path),
        fixed=path in body.fixed,
        initial_instances=family.instances if bare.kind is NodeKind.REPEAT else 0,
    )


def _instance_attributes(element: _Element) -> dict[str, str]:
    given = attributes(element)
    given.pop("jr:template", None)
    return given


def _is_template(element: _Element) -> bool:
    return bool(element.attrib) and "jr:template" in attributes(element)


def _kind(body: Body, element: _Element, path: str) -> NodeKind:
    control = body.controls.get(path)
    is_root = path.rfind("/") == 0
    if control is not None and control.kind.value == NodeKind.REPEAT.value and not is_root:
        return NodeKind.REPEAT
    if next(children(element), None) is not None:
        return NodeKind.GROUP
    return (
        NodeKind.GROUP
        if control is not None and control.kind.value == NodeKind.GROUP.value
        else NodeKind.VALUE
    )


def _type(given: Mapping[str, str] | None) -> ValueType:
    name = (given or {}).get("type", "string").strip().lower()
    return _TYPES.get(name) or _TYPES.get(name.rpartition(":")[2], ValueType.STRING)


def _bind(given: Mapping[str, str], texts: Texts) -> Bind:
    return Bind(
        relevant=_expression(given.get("relevant")),
        required=_expression(given.get("required")),
        readonly=_expression(given.get("readonly")),
        constraint=_expression(given.get("constraint")),
        calculate=_expression(given.get("calculate")),
        constraint_message=texts.of_attribute(given.get("jr:constraintMsg")),
        required_message=texts.of_attribute(given.get("jr:requiredMsg")),
        preload=given.get("jr:preload"),
        preload_params=given.get("jr:preloadParams"),
        save_to=given.get("entities:saveto"),
        other=MappingProxyType({key: value for key, value in given.items() if key not in _KNOWN}),
    )


def _expression(source: str | None) -> str | None:
    return (source.strip() or None) if source is not None else None


def _entity(builder: _Builder, element: _Element, path: str) -> EntityAction:
    given = attributes(element)
    binds = builder.binds
    return EntityAction(
        dataset=given["dataset"],
        path=path,
        label=binds.expression(f"{path}/label", "calculate"),
        entity_id=binds.expression(f"{path}/@id", "calculate"),
        create_if=binds.expression(f"{path}/@create", "calculate")
        or ("true()" if "create" in given else None),
        update_if=binds.expression(f"{path}/@update", "calculate")
        or ("true()" if "update" in given else None),
        base_version=binds.expression(f"{path}/@baseVersion", "calculate"),
    )


def _with_properties(entities: list[EntityAction], binds: Binds) -> tuple[EntityAction, ...]:
    """Give every saved property to the entity of the nearest group, repeat or form around its question."""
    saved: dict[str, dict[str, str]] = {entity.path: {} for entity in entities}
    scopes = sorted(
        ((entity.path.rsplit("/", 2)[0] + "/", entity.path) for entity in entities),
        key=_longest_first,
    )
    for path, given in binds.by_path.items():
        name = given.get("entities:saveto")
        owner = next((entity for scope, entity in scopes if path.startswith(scope)), None)
        if name and owner:
            saved[owner][name.rpartition("#")[2]] = path
    return tuple(
        replace(entity, properties=MappingProxyType(saved[entity.path])) for entity in entities
    )


def _longest_first(scoped: tuple[str, str]) -> int:
    return -len(scoped[0])
