"""The order in which a form is asked: pages of one question, of a field-list, of a repeat's rows, and the last page.

Rebuilt when relevance or rows change, so it asks the session as little as it can. Pure logic over `FormSession`;
no widget, so that the flow is tested without a window. A repeat's own page, where rows are added and taken away,
stands after its rows: that is where the question "another one?" comes up while talking.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.forms.definition import NodeDefinition, NodeKind
from app.forms.outline import shown_children
from app.forms.state import Address

if TYPE_CHECKING:
    from app.forms.session import FormSession


class PageKind(StrEnum):
    """What stands on a page."""

    QUESTION = "question"
    LIST = "list"
    ROWS = "rows"
    FINISH = "finish"


class ItemKind(StrEnum):
    """What one part of a page is."""

    HEADING = "heading"
    QUESTION = "question"
    ROWS = "rows"
    HEAD = "head"


@dataclass(frozen=True, slots=True)
class Item:
    """One part of a page: a question, the name of a group in a field-list, a repeat's rows, the head of a table."""

    kind: ItemKind
    address: Address


@dataclass(frozen=True, slots=True)
class Page:
    """What is in view at once. ``address`` is the question, the field-list, the repeat or (finish) the root."""

    kind: PageKind
    address: Address
    items: tuple[Item, ...] = ()

    @property
    def questions(self) -> tuple[Address, ...]:
        """The questions on the page, in reading order."""
        return tuple(item.address for item in self.items if item.kind is ItemKind.QUESTION)

    def is_same_place(self, other: Page) -> bool:
        """Say whether the other page is this one, perhaps with other questions on it by now."""
        return self.kind is other.kind and self.address == other.address


def is_field_list(node: NodeDefinition) -> bool:
    """Say whether a group or repeat shows its questions together."""
    looks = node.control.appearances if node.control else ()
    return "field-list" in looks or "table-list" in looks


def is_table_head(node: NodeDefinition) -> bool:
    """Say whether a select only heads a table (appearance ``label``)."""
    return node.control is not None and "label" in node.control.appearances


class PageOrder:
    """Walks one session; made once for it, asked again whenever relevance or rows have changed."""

    def __init__(self, session: FormSession) -> None:
        self._session = session
        self._nodes = session.definition.nodes
        self._shown = shown_children(session.definition)
        self.relevant: dict[Address, bool] = {}
        """Whether each node met on the last walk was relevant; what lies under an irrelevant group is not met."""

    def lay_out(self) -> tuple[Page, ...]:
        """Return every page that can be reached now, in the order of asking; the last one is the finish."""
        self.relevant = {}
        finish = Page(PageKind.FINISH, self._session.root)
        return (*self._pages(self._session.root, 0), finish)

    def _pages(self, address: Address, index: int) -> Iterator[Page]:
        for child in self._shown[index]:
            node, at = self._nodes[child], Address(f"{address}/{self._nodes[child].name}")
            if node.kind is NodeKind.REPEAT:
                yield from self._repeat_pages(at, node)
            elif not self._is_relevant(at):
                continue
            elif node.kind is NodeKind.VALUE:
                yield Page(PageKind.QUESTION, at, (Item(ItemKind.QUESTION, at),))
            elif is_field_list(node):
                yield from self._list_page(at, child)
            else:
                yield from self._pages(at, child)

    def _repeat_pages(self, repeat: Address, node: NodeDefinition) -> Iterator[Page]:
        for row in self._rows(repeat):
            if is_field_list(node):
                yield from self._list_page(row, node.index)
            else:
                yield from self._pages(row, node.index)
        if any(self._session.count_allowed(repeat)):
            yield Page(PageKind.ROWS, repeat, (Item(ItemKind.ROWS, repeat),))

    def _list_page(self, address: Address, index: int) -> Iterator[Page]:
        items = tuple(self._items(address, index))
        if any(item.kind not in {ItemKind.HEADING, ItemKind.HEAD} for item in items):
            yield Page(PageKind.LIST, address, items)

    def _items(self, address: Address, index: int) -> Iterator[Item]:
        for child in self._shown[index]:
            node, at = self._nodes[child], Address(f"{address}/{self._nodes[child].name}")
            if node.kind is NodeKind.REPEAT:
                yield from self._repeat_items(at, child)
            elif not self._is_relevant(at):
                continue
            elif node.kind is NodeKind.VALUE:
                yield Item(ItemKind.HEAD if is_table_head(node) else ItemKind.QUESTION, at)
            else:
                yield Item(ItemKind.HEADING, at)
                yield from self._items(at, child)

    def _repeat_items(self, repeat: Address, index: int) -> Iterator[Item]:
        for row in self._rows(repeat):
            yield Item(ItemKind.HEADING, row)
            yield from self._items(row, index)
        if any(self._session.count_allowed(repeat)):
            yield Item(ItemKind.ROWS, repeat)

    def _rows(self, repeat: Address) -> Iterator[Address]:
        return (row for row in self._session.instances(repeat) if self._is_relevant(row))

    def _is_relevant(self, address: Address) -> bool:
        self.relevant[address] = relevant = self._session.state(address).relevant
        return relevant
