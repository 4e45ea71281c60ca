"""The last saved interview as the secondary instance that ``${last-saved#question}`` reads.

Apart from ``submission`` because nothing of another session is run for it: the tree is made from a record's fields, in
the shape of the form that asks. Questions that this form does not have are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.forms.definition import FormDefinition, Item, NodeKind
from app.forms.external import LAST_SAVED

if TYPE_CHECKING:
    from app.forms.definition import NodeDefinition


def last_saved_ids(definition: FormDefinition) -> list[str]:
    """Return the ids of the instances that hold the last saved interview: usually one or none."""
    return [each.id for each in definition.instances.values() if each.source == LAST_SAVED]


def last_saved_tree(definition: FormDefinition, fields: Mapping[str, str]) -> Item:
    """Return an interview's fields (records.md) as a tree of the form's own nodes."""
    return _Tree(definition, fields).node(definition.nodes[0], definition.nodes[0].path)


class _Tree:
    def __init__(self, definition: FormDefinition, fields: Mapping[str, str]) -> None:
        self._nodes = definition.nodes
        self._fields = fields
        self._rows: dict[str, list[tuple[str, str]]] = {}
        for path, key in fields.items():
            if path.startswith("order/"):
                address = path.removeprefix("order")
                self._rows.setdefault(address.rpartition("{")[0], []).append((key, address))

    def node(self, node: NodeDefinition, address: str) -> Item:
        """Return one node with everything in it."""
        if node.kind is NodeKind.VALUE:
            return Item(node.name, self._fields.get(f"answers{address}", ""))
        kids: list[Item] = []
        for index in node.children:
            child = self._nodes[index]
            inner = f"{address}/{child.name}"
            if child.kind is NodeKind.REPEAT:
                kids.extend(self.node(child, row) for _, row in sorted(self._rows.get(inner, ())))
            else:
                kids.append(self.node(child, inner))
        item = Item(node.name, "", tuple(kids))
        for kid in kids:
            kid.parent = item
        return item
