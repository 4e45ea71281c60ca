"""What the runner's widgets show of an interview, read from the session into frozen values.

Apart from the page so that reading and doing are two things, and from the widgets so that they never ask the session.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.forms.definition import NodeKind
from app.forms.outline import is_asked
from app.forms.state import Address, NodeState
from app.i18n.answers import answer_text
from app.i18n.catalog import _
from app.ui.runner.finish_card import Ending, Trouble
from app.ui.runner.jump import Place
from app.ui.runner.languages import code_of, speech_of
from app.ui.runner.markdown import plain_text
from app.ui.runner.pictures import BLOB
from app.ui.runner.questions import Question, Words, label_words, message_words, read_question
from app.ui.runner.rows_card import Row, Rows
from app.ui.runner.sections import is_answered

if TYPE_CHECKING:
    from app.forms.session import FormSession
    from app.ui.runner.model import RunnerModel

SUMMARY_PARTS: Final = 3
"""So many answers stand for a row."""


class InterviewReader:
    """Reads one interview in the language of its questions, with a gloss."""

    def __init__(self, session: FormSession, model: RunnerModel) -> None:
        self._session = session
        self._model = model
        self.gloss = ""
        """The language beside the questions, '' for none."""

    def wish_gloss(self, code: str) -> None:
        """Show the form's language of this code beside the questions, unless they are asked in it."""
        current = self._session.language
        known = (each for each in self._session.languages if code and code_of(each) == code)
        self.gloss = next((each for each in known if each != current), "")

    def next_gloss(self) -> str:
        """Return the next language of the form to show beside the questions; '' after the last."""
        current = self._session.language
        offered = ["", *(each for each in self._session.languages if each != current)]
        return offered[(offered.index(self.gloss) + 1) % len(offered)]

    # --- one page

    def question(self, address: Address) -> Question:
        """Read a question."""
        number = self._model.number(address)
        return read_question(self._session, address, number, self.gloss or None)

    def state(self, address: Address) -> NodeState:
        """Read how a node stands."""
        return self._session.state(address)

    def file(self, address: Address) -> str:
        """Read the key of the picture that answers a question, a person's or the form's; '' without one to show."""
        value = self._session.state(address).value
        blob = self._session.attached.get(value, "") if value else ""
        is_image = self._parameter(address, "mediatype").startswith("image/")
        if not is_image:
            return ""
        return f"{BLOB}{blob}" if blob else value

    def heading(self, address: Address) -> Words:
        """Read the name of a group inside a page; a row of a repeat carries its number."""
        words = label_words(self._session, address)
        return (*words, f" {self._ordinal(address)}") if address.endswith("}") else words

    def rows(self, repeat: Address) -> Rows:
        """Read a repeat with its rows."""
        may_add, may_remove = self._session.count_allowed(repeat)
        instances = self._session.instances(repeat)
        label = label_words(self._session, instances[0] if instances else repeat)
        rows = tuple(self._row(instance) for instance in instances)
        return Rows(repeat, label or (_("Rows"),), rows, may_add=may_add, may_remove=may_remove)

    def complaint(self, address: Address, cause: str) -> Words:
        """Read what to say about a broken constraint or a missing answer."""
        said = message_words(self._session, address, cause)
        if said:
            return said
        if cause == "constraint":
            return (_("This answer does not fit the question. Please check it."),)
        return (_("This question needs an answer."),)

    def trail(self, address: Address) -> str:
        """Read the groups and rows around a question."""
        names = [self.name(group) for group in self._model.groups_above(address)]
        return " › ".join(name for name in names if name)

    def name(self, address: Address) -> str:
        """Read the name of a group or row as plain words."""
        name = plain_text(label_words(self._session, address))
        if not address.endswith("}"):
            return name
        return f"{name} {self._ordinal(address)}".strip()

    # --- the whole interview

    def section_names(self) -> dict[str, str]:
        """Read the names of the sections; one without a name is called after its first question."""
        names: dict[str, str] = {}
        for section in self._model.sections:
            first = self._model.pages[section.first_page]
            inside = first.questions[0] if first.questions else first.address
            if section.address == self._session.root:
                names[section.address] = _("Questions")
            else:
                names[section.address] = self._section_name(section.address) or self._short(inside)
        return names

    def ending(self, *, is_safe: bool = True) -> Ending:
        """Read what still keeps the interview from being finished."""
        troubles = tuple(
            Trouble(
                problem.address,
                self._model.number(problem.address),
                self._short(problem.address),
                problem.message or plain_text(self.complaint(problem.address, problem.cause)),
            )
            for problem in self._session.validate()
        )
        remarks = sum(1 for remark in self._session.remarks() if remark.state == "open")
        return Ending(troubles, self._model.answered, self._model.total, remarks, is_safe)

    def places(self) -> list[Place]:
        """Read every question that can be gone to."""
        return [self._place(question) for _at, question in self._model.questions()]

    def remarked_places(self) -> list[Place]:
        """Read every question that carries a remark, with its words."""
        noted = {
            Address(each.address): each.text for each in self._session.remarks() if each.address
        }
        return [
            Place(at, self._model.number(at), self._short(at), text, ("flag", "notice"))
            for at, text in noted.items()
            if self._model.page_of(at) is not None
        ]

    def _parameter(self, address: Address, name: str) -> str:
        control = self._session.definition_of(address).control
        return control.parameters.get(name, "") if control is not None else ""

    def _place(self, address: Address) -> Place:
        state = self._session.state(address)
        node = self._session.definition.nodes[state.index]
        sign = ("circle", "ink-soft")
        if not state.constraint_met:
            sign = ("circle-alert", "alert")
        elif is_answered(state):
            sign = ("check", "good")
        elif not is_asked(node, state):
            sign = ("info", "ink-soft")
        detail = self.trail(address) if "{" in address else ""
        number, name = self._model.number(address), self._short(address)
        return Place(address, number, name, detail, sign, self._in_others(address))

    def _in_others(self, address: Address) -> str:
        session = self._session
        others = (each for each in session.languages if each != session.language)
        return " ".join(plain_text(label_words(session, address, each)) for each in others)

    def _short(self, address: Address) -> str:
        return plain_text(label_words(self._session, address))

    def _section_name(self, address: Address) -> str:
        if self._session.definition_of(address).kind is NodeKind.REPEAT:
            instances = self._session.instances(address)
            return plain_text(label_words(self._session, instances[0] if instances else address))
        return plain_text(label_words(self._session, address))

    def _ordinal(self, instance: Address) -> int:
        repeat = Address(instance[: instance.rindex("{")])
        return self._session.instances(repeat).index(instance) + 1

    def _row(self, instance: Address) -> Row:
        """Name a row as the form does, else sum it up in its first answers; groups inside it are looked into."""
        speech = speech_of(self._session.language)
        texts: list[str] = []
        answered = total = 0
        for state in self._states_in(instance):
            if not is_asked(self._session.definition.nodes[state.index], state):
                continue
            total += 1
            answered += is_answered(state)
            if state.value and len(texts) < SUMMARY_PARTS and not self._is_masked(state):
                texts.append(answer_text(self._session, state.address, speech))
        group = self._session.naming_group(instance)
        name = plain_text(label_words(self._session, group)) if group else ""
        return Row(instance, name.strip() or " · ".join(texts), answered, total)

    def _is_masked(self, state: NodeState) -> bool:
        control = self._session.definition.nodes[state.index].control
        return control is not None and "masked" in control.appearances

    def _states_in(self, address: Address) -> list[NodeState]:
        found: list[NodeState] = []
        for child in self._session.children(address):
            node = self._session.definition_of(child)
            if node.kind is NodeKind.VALUE:
                found.append(self._session.state(child))
            else:
                found += self._states_in(child)
        return found
