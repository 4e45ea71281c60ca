"""A question as it is put on the screen: its words in one language and the gloss in another, its choices, its number.

Read from the session in one go, so that controls and cards draw from a frozen value and never ask the session
themselves. Words come as pieces (`markdown.Piece`), because values filled into a label are never markup.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from app.forms.definition import NO_TEXT, ControlKind, Itemset, NodeDefinition, Text, nothing
from app.ui.runner.languages import speech_of
from app.ui.runner.markdown import Piece, Value, plain_text

if TYPE_CHECKING:
    from app.forms.session import FormSession
    from app.forms.state import Address, ChoiceState, NodeState

Words = tuple[Piece, ...]

_CHOOSING = frozenset({ControlKind.SELECT_ONE, ControlKind.SELECT_MULTIPLE, ControlKind.RANK})


@dataclass(frozen=True, slots=True)
class Question:
    """Everything a card and its control draw, apart from the answer."""

    address: Address
    node: NodeDefinition
    number: str = ""
    label: Words = ()
    gloss: Words = ()
    hint: Words = ()
    guidance: Words = ()
    choices: tuple[ChoiceState, ...] = ()
    choice_gloss: Mapping[str, str] = field(default_factory=nothing)
    """Value of a choice -> its label in the gloss language."""
    choices_are_values: bool = False
    """The choices are earlier answers: their labels are shown letter by letter."""
    speech: str = "en"
    """The language of numbers and dates: a key of ``i18n.catalog.LANGUAGES``."""
    offers_missing: bool = False
    media: Mapping[str, str] = field(default_factory=nothing)
    asked_in: str = ""
    """The language in which it was asked and answered, when that is not the one in which it is shown."""
    in_table: bool = False
    """A row of a table whose head says what the columns mean."""

    @property
    def has_pictures(self) -> bool:
        """Whether any choice is a picture."""
        return any("image" in choice.media for choice in self.choices)

    @property
    def is_note(self) -> bool:
        """Whether nothing is asked: words to be read out, in the weight of running text."""
        control = self.node.control
        is_input = control is not None and control.kind is ControlKind.INPUT
        return is_input and self.node.bind.readonly in {"true()", "true"} and not self.node.default

    @property
    def name(self) -> str:
        """The label as plain words, for names read aloud."""
        return plain_text(self.label)

    @property
    def label_in_table(self) -> Words:
        """The label behind its number, on one line, as a row of a table says it."""
        return (f"{self.number}\N{EN SPACE}", *self.label) if self.number else self.label

    @property
    def appearances(self) -> tuple[str, ...]:
        """How the form wants the question shown."""
        return self.node.control.appearances if self.node.control else ()

    @property
    def parameters(self) -> Mapping[str, str]:
        """Attributes of the control: start, end, step, rows, mediatype..."""
        return self.node.control.parameters if self.node.control else nothing()


def read_question(
    session: FormSession, address: Address, number: str, gloss: str | None
) -> Question:
    """Take a question from the session in the session's language, with ``gloss`` beside it."""
    node = session.definition_of(address)
    control = node.control
    chooses = control is not None and control.kind in _CHOOSING
    return Question(
        address=address,
        node=node,
        number=number,
        label=label_words(session, address),
        gloss=label_words(session, address, gloss) if gloss else (),
        hint=_words(session.hint(address), control.hint if control else NO_TEXT),
        guidance=_words(session.guidance(address), control.guidance if control else NO_TEXT),
        choices=tuple(session.choices(address)) if chooses else (),
        choice_gloss=_choice_gloss(session, address, gloss) if chooses and gloss else nothing(),
        choices_are_values=chooses and _from_answers(node),
        speech=speech_of(session.language),
        offers_missing=node.offers_missing,
        media=session.media(address),
        asked_in=_asked_in(session, address),
    )


def under(head: Question | None, question: Question) -> Question:
    """Return the question as a row of the table under ``head``, if it is one."""
    is_row = (
        head is not None
        and {"list-nolabel", "list"}.intersection(question.appearances)
        and [each.value for each in head.choices] == [each.value for each in question.choices]
    )
    return replace(question, in_table=True) if is_row else question


def label_words(session: FormSession, address: Address, language: str | None = None) -> Words:
    """Return a label as pieces: the form's own words and the values filled into them."""
    control = session.definition_of(address).control
    return _words(session.label(address, language), control.label if control else NO_TEXT)


def message_words(session: FormSession, address: Address, cause: str) -> Words:
    """Return what the form says about a broken constraint or a missing answer; () when it says nothing."""
    bind = session.definition_of(address).bind
    if cause == "constraint":
        return _words(session.constraint_message(address), bind.constraint_message)
    return _words(session.required_message(address), bind.required_message)


def is_changed_by(question: Question, changed: Mapping[Address, NodeState]) -> bool:
    """Say whether the answer to this question is among what changed."""
    return question.address in changed


def _asked_in(session: FormSession, address: Address) -> str:
    asked = session.asked(address)
    if not asked or asked == session.language:
        return ""
    state = session.state(address)
    return asked if state.value or state.missing else ""


def _choice_gloss(session: FormSession, address: Address, language: str) -> Mapping[str, str]:
    return {choice.value: choice.label for choice in session.choices(address, language)}


def _from_answers(node: NodeDefinition) -> bool:
    control = node.control
    if control is None or not isinstance(control.choices, Itemset):
        return False
    return "instance(" not in control.choices.nodeset


def _words(filled: str, written: Text) -> Words:
    """Split a filled text into the form's own words and the values put into it.

    The session hands out whole texts. Where a text has outputs, its fixed parts are found again in the whole, and
    what stands between them are values; if that fails, everything counts as a value, which is the safe side.
    """
    if not filled:
        return ()
    variants = list(written.words.values())
    if all(isinstance(part, str) for parts in variants for part in parts):
        return (filled,)
    matched = [found for parts in variants if (found := _match(filled, parts)) is not None]
    return min(matched, key=_value_length, default=(Value(filled),))


def _match(filled: str, parts: Sequence[object]) -> Words | None:
    pattern = "".join(re.escape(part) if isinstance(part, str) else "(.*?)" for part in parts)
    found = re.fullmatch(pattern, filled, re.DOTALL)
    if found is None:
        return None
    values = iter(found.groups())
    return tuple(part if isinstance(part, str) else Value(next(values)) for part in parts)


def _value_length(words: Words) -> int:
    return sum(len(piece.words) for piece in words if isinstance(piece, Value))
