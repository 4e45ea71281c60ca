"""The repeat instances that already stand in a form's primary instance, and what new ones start from.

pyxform writes a template and one empty instance; older and hand-made forms have no template, several instances, or
instances with answers in them. A new instance is a copy of the template; where there is none it starts empty, as in
JavaRosa and Web Forms, although the first instance may hold answers.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from app.forms.definition import FirstRow, NodeDefinition, NodeKind
from app.forms.reader_xml import attributes, children, prefixed, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.etree import _Element


def read_first_rows(
    root: _Element, nodes: Sequence[NodeDefinition]
) -> tuple[Mapping[str, tuple[FirstRow, ...]], frozenset[str]]:
    """Return the first instances of the outermost repeats by path, and the repeats without a template."""
    repeats = {node.path for node in nodes if node.kind is NodeKind.REPEAT}
    if not repeats:
        return MappingProxyType({}), frozenset()
    reading = _Reading(repeats)
    found = reading.rows_in(root, f"/{prefixed(root)}")
    first = {path: tuple(rows) for path, rows in found.items()}
    return MappingProxyType(first), frozenset(repeats - reading.templates)


class _Reading:
    """One walk over the primary instance."""

    def __init__(self, repeats: set[str]) -> None:
        self.repeats = repeats
        self.templates: set[str] = set()

    def rows_in(self, element: _Element, path: str) -> dict[str, list[FirstRow]]:
        """Return the instances of the repeats below, not counting those inside them."""
        found: dict[str, list[FirstRow]] = {}
        for kid in children(element):
            at = f"{path}/{prefixed(kid)}"
            if at not in self.repeats:
                for inner, rows in self.rows_in(kid, at).items():
                    found.setdefault(inner, []).extend(rows)
            elif "jr:template" in attributes(kid):
                self.templates.add(at)
                self.rows_in(kid, at)
            else:
                found.setdefault(at, []).append(self._row(kid, at))
        return found

    def _row(self, element: _Element, path: str) -> FirstRow:
        values: dict[str, str] = {}
        self._values(element, path, values)
        rows = {inner: tuple(each) for inner, each in self.rows_in(element, path).items()}
        return FirstRow(MappingProxyType(values), MappingProxyType(rows))

    def _values(self, element: _Element, path: str, values: dict[str, str]) -> None:
        for kid in children(element):
            at = f"{path}/{prefixed(kid)}"
            if at in self.repeats:
                continue
            if next(children(kid), None) is not None:
                self._values(kid, at, values)
            elif text := text_of(kid):
                values[at] = text
