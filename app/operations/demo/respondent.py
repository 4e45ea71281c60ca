"""An invented respondent: answers a form from top to bottom, as plausibly as types, choices and constraints allow.

It knows the form only through `FormSession`, as a person does: what it may not answer it leaves, what breaks a
constraint it takes back and tries again, and now and then it does not know or refuses.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from app.forms.definition import ControlKind, Itemset, NodeKind
from app.forms.session import NotAnswerable
from app.forms.state import Address
from app.operations.demo.candidates import candidates

if TYPE_CHECKING:
    from app.core.clock import StillClock
    from app.forms.definition import NodeDefinition
    from app.forms.session import FormSession
    from app.forms.state import ChoiceState
    from app.operations.demo.hints import Circumstances

MISSING_SHARE: Final = 0.04
REFUSED_SHARE: Final = 0.3
SKIPPED_SHARE: Final = 0.05
REMARK_SHARE: Final = 0.015
KEEP_DEFAULT_SHARE: Final = 0.8
ROWS: Final = (0, 1, 1, 2, 3)
MOST_TRIES: Final = 16


@dataclass(frozen=True, slots=True)
class Manner:
    """How an interview goes: ``patience`` is how many questions are answered before it is left as a draft."""

    about: Circumstances
    interviewer: str
    patience: int | None = None


class Respondent:
    """Answers one session. The clock moves on with every answer, as it does when people talk."""

    def __init__(self, session: FormSession, clock: StillClock, manner: Manner) -> None:
        self._session = session
        self._clock = clock
        self._manner = manner
        self._left = manner.patience if manner.patience is not None else 1_000_000

    def answer_everything(self) -> bool:
        """Go through the form until its end or the end of patience. Returns whether it can be finished."""
        self._visit(self._session.root)
        if self._left <= 0:
            return False
        self._settle_problems()
        return not self._session.validate()

    def _visit(self, parent: Address) -> None:
        definition = self._session.definition
        for index in self._session.definition_of(parent).children:
            if self._left <= 0 or not self._session.state(parent).relevant:
                return
            node = definition.nodes[index]
            address = Address(f"{parent}/{node.name}")
            if node.kind is NodeKind.REPEAT:
                self._visit_rows(address)
            elif not self._session.state(address).relevant:
                continue
            elif node.kind is NodeKind.GROUP:
                self._visit(address)
            else:
                self._meet(address, node)

    def _visit_rows(self, repeat: Address) -> None:
        wanted = self._manner.about.random.choice(ROWS)
        while len(self._session.instances(repeat)) < wanted and self._may_add(repeat):
            self._session.add_repeat(repeat)
        for row in self._session.instances(repeat):
            if self._session.state(row).relevant:
                self._visit(row)

    def _may_add(self, repeat: Address) -> bool:
        return self._session.count_allowed(repeat)[0]

    def _meet(self, address: Address, node: NodeDefinition) -> None:
        random = self._manner.about.random
        state = self._session.state(address)
        if node.control is None or state.readonly:
            return
        if state.value and random.random() < KEEP_DEFAULT_SHARE:
            return
        self._left -= 1
        self._clock.move(timedelta(seconds=random.randint(4, 40)))
        if (
            not state.required
            and random.random() < MISSING_SHARE
            and self._give_missing(address, node)
        ):
            return
        if not state.required and random.random() < SKIPPED_SHARE:
            return
        self._try_answers(address, node)
        if random.random() < REMARK_SHARE:
            words = random.choice(self._manner.about.words.remarks)
            self._session.remark(address, words, by=self._manner.interviewer)

    def _try_answers(self, address: Address, node: NodeDefinition) -> bool:
        about = replace(self._manner.about, now=self._clock.now())
        before = self._session.state(address).value
        choices = self._choices(address, node)
        for tried, value in enumerate(candidates(node, choices, about)):
            if tried >= MOST_TRIES:
                break
            try:
                self._session.answer(address, value)
            except NotAnswerable:
                return False
            if self._session.state(address).valid:
                return True
        if self._session.state(address).value != before:
            self._session.answer(address, before)
        return False

    def _choices(self, address: Address, node: NodeDefinition) -> tuple[ChoiceState, ...]:
        offered = tuple(self._session.choices(address))
        source = node.control.choices if node.control is not None else ()
        if isinstance(source, Itemset) and source.nodeset.startswith("randomize("):
            return tuple(sorted(offered, key=lambda choice: choice.value))
        return offered

    def _give_missing(self, address: Address, node: NodeDefinition) -> bool:
        if node.control is None or node.control.kind is ControlKind.TRIGGER:
            return False
        refused = self._manner.about.random.random() < REFUSED_SHARE
        try:
            self._session.give_missing(address, "refused" if refused else "dont_know")
        except NotAnswerable:
            return False
        return True

    def _settle_problems(self) -> None:
        for _round in range(3):
            problems = self._session.validate()
            if not problems:
                return
            for problem in problems:
                node = self._session.definition_of(problem.address)
                if not self._try_answers(problem.address, node):
                    self._give_missing(problem.address, node)
