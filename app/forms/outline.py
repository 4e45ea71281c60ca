"""The parts of an interview in the order of asking: sections, pages, numbered questions, and how far it has come.

A view of a session at one moment, built anew when it is wanted: one walk over what is relevant. Numbers belong to
the form, not to the interview ("3.4" is the same question in every one), so that people can name a question.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.forms.definition import ControlKind, FormDefinition, NodeDefinition, NodeKind
from app.forms.state import Address

if TYPE_CHECKING:
    from app.forms.session import FormSession
    from app.forms.state import NodeState

_LISTS = frozenset({"field-list", "table-list"})
_ALWAYS = frozenset({"true()", "true"})


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the questions that a person is asked here and now have an answer, or a reason for having none."""

    answered: int = 0
    total: int = 0

    def __add__(self, other: Progress) -> Progress:
        return Progress(self.answered + other.answered, self.total + other.total)


@dataclass(frozen=True, slots=True)
class Question:
    """A question in its place. ``number`` is '' for a note."""

    address: Address
    number: str
    is_asked: bool
    is_answered: bool
    is_valid: bool


@dataclass(frozen=True, slots=True)
class Page:
    """What is shown together: one question, or a group with field-list. ``address`` is the question or the group."""

    address: Address
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A group or repeat right under the root, or the questions that stand between two of them (``address``: the root).

    ``problems`` counts answers that break a rule and required ones that are missing, ``remarks`` open remarks.
    """

    number: str
    address: Address
    pages: tuple[Page, ...]
    progress: Progress
    problems: int = 0
    remarks: int = 0

    @property
    def is_complete(self) -> bool:
        """Whether everything asked here is answered and nothing is wrong."""
        return self.progress.answered == self.progress.total and not self.problems


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole interview."""

    sections: tuple[Section, ...]
    progress: Progress


def build(session: FormSession) -> Outline:
    """Walk a session and return its outline; what is irrelevant is left out."""
    walk = _Walk(session)
    sections = tuple(walk.sections())
    progress = Progress(
        sum(section.progress.answered for section in sections),
        sum(section.progress.total for section in sections),
    )
    return Outline(sections, progress)


def is_asked(node: NodeDefinition, state: NodeState) -> bool:
    """Tell whether a person can answer the question here and now."""
    if node.control is None or not state.relevant or node.is_head:
        return False
    return node.control.kind is ControlKind.TRIGGER or not state.readonly


@lru_cache(maxsize=8)
def shown_children(definition: FormDefinition) -> tuple[tuple[int, ...], ...]:
    """Return, for every node by index, its children that lead to a control, in the order of the body."""
    nodes = definition.nodes
    first = [node.body_order if node.control else -1 for node in nodes]
    shown: list[list[int]] = [[] for _ in nodes]
    for node in reversed(nodes[1:]):
        inner = shown[node.index]
        if inner:
            first[node.index] = min(first[child] for child in inner)
        if inner or (node.control and node.kind is not NodeKind.GROUP):
            shown[node.parent].append(node.index)
    return tuple(tuple(sorted(children, key=lambda i: (first[i], i))) for children in shown)


@lru_cache(maxsize=8)
def question_numbers(definition: FormDefinition) -> Mapping[str, str]:
    """Return path -> number of sections (``3``) and questions (``3.4``); notes and heads of tables have none.

    In a form without groups the questions themselves are counted.
    """
    shown = shown_children(definition)
    numbers: dict[str, str] = {}
    for section, child in enumerate(shown[0], start=1):
        node = definition.nodes[child]
        numbers[node.path] = str(section)
        if node.kind is not NodeKind.VALUE:
            for place, inner in enumerate(_questions(child, definition, shown), start=1):
                numbers[inner.path] = f"{section}.{place}"
    return MappingProxyType(numbers)


def _questions(
    index: int, definition: FormDefinition, shown: tuple[tuple[int, ...], ...]
) -> Iterator[NodeDefinition]:
    for child in shown[index]:
        node = definition.nodes[child]
        if node.kind is not NodeKind.VALUE:
            yield from _questions(child, definition, shown)
        elif node.bind.readonly not in _ALWAYS and not node.is_head:
            yield node


class _Walk:
    def __init__(self, session: FormSession) -> None:
        self._session = session
        self._nodes = session.definition.nodes
        self._shown = shown_children(session.definition)
        self._numbers = question_numbers(session.definition)
        self._remarks = [remark.address for remark in session.remarks() if remark.state == "open"]

    def sections(self) -> Iterator[Section]:
        root = self._session.root
        loose: list[Page] = []
        first = ""
        for child in self._shown[0]:
            node = self._nodes[child]
            if node.kind is NodeKind.VALUE:
                first = first or self._numbers.get(node.path, "")
                loose.extend(self._pages_of(child, Address(f"{root}/{node.name}")))
                continue
            if loose:
                yield self._section(first, root, loose)
                loose, first = [], ""
            address = Address(f"{root}/{node.name}")
            pages = list(self._pages_of(child, address))
            if pages:
                yield self._section(self._numbers.get(node.path, ""), address, pages)
        if loose:
            yield self._section(first, root, loose)

    def _section(self, number: str, address: Address, pages: list[Page]) -> Section:
        questions = [question for page in pages for question in page.questions]
        asked = [question for question in questions if question.is_asked]
        answered = sum(question.is_answered for question in asked)
        problems = sum(not question.is_valid for question in questions)
        mine = {question.address for question in questions} if self._remarks else set()
        remarks = sum(remark in mine or remark == address for remark in self._remarks)
        return Section(
            number, address, tuple(pages), Progress(answered, len(asked)), problems, remarks
        )

    def _pages_of(self, index: int, address: Address) -> Iterator[Page]:
        node = self._nodes[index]
        if node.kind is NodeKind.REPEAT:
            for row in self._session.instances(address):
                yield from self._container(node, row)
            return
        state = self._session.state(address)
        if not state.relevant:
            return
        if node.kind is NodeKind.VALUE:
            yield Page(address, (self._question(node, state),))
        else:
            yield from self._container(node, address)

    def _container(self, node: NodeDefinition, address: Address) -> Iterator[Page]:
        if node.kind is NodeKind.REPEAT and not self._session.state(address).relevant:
            return
        pages = [
            page
            for child in self._shown[node.index]
            for page in self._pages_of(child, Address(f"{address}/{self._nodes[child].name}"))
        ]
        if node.control is not None and _LISTS.intersection(node.control.appearances):
            questions = tuple(question for page in pages for question in page.questions)
            if questions:
                yield Page(address, questions)
        else:
            yield from pages

    def _question(self, node: NodeDefinition, state: NodeState) -> Question:
        return Question(
            state.address,
            self._numbers.get(node.path, ""),
            is_asked(node, state),
            bool(state.value) or state.missing is not None,
            state.valid,
        )
