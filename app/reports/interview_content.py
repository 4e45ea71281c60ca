"""What the page of an interview says, before anybody thinks of paper: sections, questions, answers, repeats.

Follows the body of the form and leaves out what was not asked: questions that are not relevant, notes, calculations.
Frozen values in the words of the document's language; `interview_layout` sets them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from app.forms.definition import NodeDefinition, NodeKind, ValueType
from app.forms.outline import is_asked, question_numbers, shown_children
from app.forms.state import Address
from app.i18n.answers import CHOOSING, answer_text, form_language
from app.i18n.catalog import _, pgettext
from app.reports.wording import without_styling

if TYPE_CHECKING:
    from app.forms.session import FormSession
    from app.forms.snapshot import Remark

_NUMERIC = {ValueType.INT, ValueType.DECIMAL}


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its answer. ``given`` is False for don't know, refused and no answer.

    ``path`` is the same for the same question in every instance of a repeat.
    """

    path: str
    number: str
    label: str
    answer: str
    given: bool
    numeric: bool = False
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A group with a label of its own inside a section."""

    label: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Instance:
    """One time through a repeat, counted from 1; ``label`` may be the same for all of them."""

    ordinal: int
    label: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A repeat with all its instances; ``label`` is '' when they have different ones or the section has it."""

    label: str
    instances: tuple[Instance, ...]


Item = Question | Group | Repeat


@dataclass(frozen=True, slots=True)
class Section:
    """A top-level group, or questions that stand outside of any (``label`` '')."""

    number: str
    label: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """All that was asked. ``answered`` of ``asked`` questions have an answer or a missing kind."""

    sections: tuple[Section, ...]
    remarks: tuple[str, ...]
    asked: int
    answered: int


def collect(session: FormSession, language: str) -> Content:
    """Read a session into the words of a document in ``language``, which must be speaking."""
    return _Collector(session, language).content()


class _Collector:
    """One walk through a session."""

    def __init__(self, session: FormSession, language: str) -> None:
        self._session = session
        self._language = language
        self._form_language = form_language(session.languages, language)
        self._numbers = question_numbers(session.definition)
        self._shown = shown_children(session.definition)
        self._asked = 0
        self._answered = 0

    def content(self) -> Content:
        sections = tuple(section for section in self._sections() if section.items)
        at_all = {"", self._session.root}
        whole = [_told(remark) for remark in self._session.remarks() if remark.address in at_all]
        return Content(sections, tuple(whole), self._asked, self._answered)

    def _sections(self) -> Iterator[Section]:
        for (kind, path), together in groupby(self._relevant(self._session.root), self._section_of):
            addresses = list(together)
            number = self._numbers.get(path, "")
            if kind is NodeKind.VALUE:
                yield Section("", "", tuple(self._items(addresses)))
            elif kind is NodeKind.GROUP:
                items = tuple(self._items(self._relevant(addresses[0])))
                yield Section(number, self._label(addresses[0]), items)
            else:
                repeat = self._repeat(addresses)
                yield Section(number, repeat.label, (replace(repeat, label=""),))

    def _section_of(self, address: Address) -> tuple[NodeKind, str]:
        """Return what neighbours must share to stand in one section: loose questions do, groups never."""
        definition = self._definition(address)
        return definition.kind, "" if definition.kind is NodeKind.VALUE else definition.path

    def _items(self, addresses: Iterable[Address]) -> Iterator[Item]:
        for path, together in groupby(addresses, lambda one: self._definition(one).path):
            if self._session.definition.node(path).kind is NodeKind.REPEAT:
                yield self._repeat(list(together))
                continue
            for address in together:
                yield from self._group_or_question(address)

    def _group_or_question(self, address: Address) -> Iterator[Item]:
        definition = self._definition(address)
        if definition.kind is NodeKind.GROUP:
            label = self._label(address)
            items = tuple(self._items(self._relevant(address)))
            if label and items:
                yield Group(label, items)
            else:
                yield from items
        elif definition.path in self._numbers or self._session.state(address).value:
            yield self._question(address, definition)

    def _question(self, address: Address, definition: NodeDefinition) -> Question:
        state = self._session.state(address)
        answer = answer_text(self._session, address, self._language)
        if definition.control is not None and definition.control.kind in CHOOSING:
            answer = without_styling(answer)
        if is_asked(definition, state):
            self._asked += 1
            self._answered += bool(answer)
        return Question(
            path=definition.path,
            number=self._numbers.get(definition.path, ""),
            label=self._label(address) or definition.name,
            answer=answer or pgettext("answer", "no answer"),
            given=bool(answer) and state.missing is None,
            numeric=definition.type in _NUMERIC,
            remarks=tuple(_told(remark) for remark in self._session.remarks(address)),
        )

    def _repeat(self, addresses: list[Address]) -> Repeat:
        instances = tuple(
            Instance(place, self._label(one), tuple(self._items(self._relevant(one))))
            for place, one in enumerate(addresses, 1)
        )
        labels = {instance.label for instance in instances}
        return Repeat(labels.pop() if len(labels) == 1 else "", instances)

    def _relevant(self, address: Address) -> list[Address]:
        """Return the children that were asked, in the order of the body."""
        session, nodes = self._session, self._session.definition.nodes
        found: list[Address] = []
        for index in self._shown[self._definition(address).index]:
            child = Address(f"{address}/{nodes[index].name}")
            found += session.instances(child) if nodes[index].kind is NodeKind.REPEAT else [child]
        return [one for one in found if session.state(one).relevant]

    def _label(self, address: Address) -> str:
        return without_styling(self._session.label(address, self._form_language))

    def _definition(self, address: Address) -> NodeDefinition:
        return self._session.definition_of(address)


def _told(remark: Remark) -> str:
    text = remark.text.strip()
    if remark.reply:
        text = f"{text} · {_('Answer: {text}').format(text=remark.reply.strip())}"
    if remark.state == "resolved":
        return _("Remark ({name}, settled): {text}").format(name=remark.by, text=text)
    return _("Remark ({name}): {text}").format(name=remark.by, text=text)
