"""Where each node of a form is found in another version of it: at the same path, else under the same name.

Apart from `moving`, which says what becomes of answers: here only places count. A node keeps its place when nothing
but the root was renamed; it is followed into another group when its name is the only such name that is left over on
both sides, and it stands in the same repeat there. An answer never moves into a repeat, out of one, or into another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from app.forms.definition import FormDefinition, NodeDefinition, NodeKind
from app.forms.fitting import is_asked, kind_of
from app.forms.state import Address

_IDENTITY: Final = re.compile(r"\{([^}]*)\}")


class Routes:
    """The ways from one form into another."""

    def __init__(self, old: FormDefinition, new: FormDefinition) -> None:
        self.old, self.new = old, new
        self._to: dict[int, int] = {0: 0}
        for node in old.nodes[1:]:
            self._join(node, self._same_place(node))
        for kind in (NodeKind.REPEAT, NodeKind.GROUP, NodeKind.VALUE):
            self._follow_names(kind)
            if kind is NodeKind.REPEAT:
                self._find_inside()
        self.reached = frozenset(self._to.values())
        """Indexes of the nodes of the new form that something leads to."""

    def node(self, index: int) -> NodeDefinition | None:
        """Return the node of the new form that a node of the old one became; None when it is gone."""
        found = self._to.get(index)
        return None if found is None else self.new.nodes[found]

    def address(self, address: str) -> Address | None:
        """Return where a node stands in the new form, rows by identity; None when it is gone."""
        index = self.old.by_path.get(path_of(address))
        node = None if index is None else self.node(index)
        if node is None:
            return None
        identities = _IDENTITY.findall(address)
        return address_in(self.new, node, identities)

    def moved(self, index: int) -> bool:
        """Say whether a node stands elsewhere in the new form."""
        node = self.node(index)
        return node is not None and _below_root(node.path) != _below_root(
            self.old.nodes[index].path
        )

    # --- inside

    def _same_place(self, node: NodeDefinition) -> NodeDefinition | None:
        return self._at(self.new.nodes[0].path + _below_root(node.path))

    def _at(self, path: str) -> NodeDefinition | None:
        index = self.new.by_path.get(path)
        return None if index is None else self.new.nodes[index]

    def _find_inside(self) -> None:
        """Look for what stands at its place in a repeat that was found elsewhere."""
        for node in self.old.nodes[1:]:
            above = self.node(node.parent) if node.index not in self._to else None
            if above is not None:
                self._join(node, self._at(f"{above.path}/{node.name}"))

    def _join(self, node: NodeDefinition, found: NodeDefinition | None) -> None:
        if found is None or found.index in self._to.values() or node.kind is not found.kind:
            return
        if self._to.get(_within(self.old, node), -1) == _within(self.new, found):
            self._to[node.index] = found.index

    def _follow_names(self, kind: NodeKind) -> None:
        reached = set(self._to.values())
        here = _only_names(self.old, kind, (n for n in self.old.nodes if n.index not in self._to))
        there = _only_names(self.new, kind, (n for n in self.new.nodes if n.index not in reached))
        for name, node in here.items():
            found = there.get(name)
            if found is not None and _agree(node, found):
                self._join(node, found)


def path_of(address: str) -> str:
    """Return the path of a definition for the address of a node.

    >>> path_of("/data/person{7}/age")
    '/data/person/age'
    """
    return _IDENTITY.sub("", address)


def address_in(form: FormDefinition, node: NodeDefinition, identities: Iterable[str]) -> Address:
    """Return the address of a node in the rows with these identities, outermost first."""
    left = list(identities)
    parts: list[str] = []
    for each in _way(form, node):
        is_row = each.kind is NodeKind.REPEAT and left
        parts.append(f"{each.name}{{{left.pop(0)}}}" if is_row else each.name)
    return Address("/" + "/".join(parts))


def _way(form: FormDefinition, node: NodeDefinition) -> list[NodeDefinition]:
    found = [node]
    while found[-1].index != 0:
        found.append(form.nodes[found[-1].parent])
    return found[::-1]


def _below_root(path: str) -> str:
    at = path.find("/", 1)
    return path[at:] if at > 0 else ""


def _within(form: FormDefinition, node: NodeDefinition) -> int:
    """Return the repeat that a node stands in; a repeat does not stand in itself. -1 for none."""
    return form.nodes[node.parent].repeat if node.kind is NodeKind.REPEAT else node.repeat


def _only_names(
    form: FormDefinition, kind: NodeKind, nodes: Iterable[NodeDefinition]
) -> dict[str, NodeDefinition]:
    found: dict[str, list[NodeDefinition]] = {}
    for node in nodes:
        if node.kind is kind:
            found.setdefault(node.name, []).append(node)
    return {name: nodes[0] for name, nodes in found.items() if len(nodes) == 1}


def _agree(node: NodeDefinition, found: NodeDefinition) -> bool:
    if node.kind is not NodeKind.VALUE:
        return True
    return is_asked(node) == is_asked(found) and kind_of(node) == kind_of(found)
