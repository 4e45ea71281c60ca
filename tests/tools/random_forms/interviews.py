"""Random interviews: what a person may do in the form as it stands, chosen by a seed while Sild runs it."""

from __future__ import annotations

import random
from typing import Any

from app.forms.definition import NodeKind
from app.forms.session import FormSession
from app.forms.state import NodeState
from tests.tools.conformance import apply
from tests.tools.random_forms.model import Form, Node, listed
from tests.tools.random_forms.writing import LANGUAGES

Step = dict[str, Any]

_TEXTS = listed("Amina|Jose Luis|x|abc123|Zoë Ñandú|a b  c|42|007|0|Île|مريم|O'Neil|a|b", "|")
_NUMBERS = (0, 1, 2, 3, 5, 7, 10, 12, 15, 17, 18, 25, 30, 49, 65, 99, 120, 130, -1)
_DECIMALS = (0.5, 1.25, 3.14, 36.6, 98.6, -2.5)
_MOST_ROWS = 5


class Interview:
    """A person in front of a form."""

    def __init__(self, form: Form, session: FormSession, seed: int) -> None:
        self._r = random.Random(seed)
        self._form = form
        self._session = session
        self._nodes = {node.name: node for node in form.walk()}
        self._counts: dict[str, int] = {}

    def steps(self, wanted: int) -> list[Step]:
        """Take steps; returns those that the form took."""
        taken: list[Step] = []
        for _ in range(wanted * 4):
            if len(taken) == wanted:
                break
            step = self._step()
            if step is not None and apply(self._session, step) == "ok":
                taken.append(step)
        return taken

    def _step(self) -> Step | None:
        chance = self._r.random()
        if chance < 0.12:
            return self._rows()
        if chance < 0.15 and any(choices.translated for choices in self._form.lists):
            return {"op": "lang", "value": self._r.choice(LANGUAGES)}
        return self._answer()

    def _rows(self) -> Step | None:
        repeats = self._open_repeats()
        if not repeats:
            return None
        path, count = self._r.choice(repeats)
        if count and self._r.random() < 0.35:
            return {"op": "remove", "path": path, "index": self._r.randint(1, count)}
        return {"op": "add", "path": path} if count < _MOST_ROWS else None

    def _open_repeats(self) -> list[tuple[str, int]]:
        session = self._session
        return [
            (session.ordinal_path(repeat.address), len(repeat.rows))
            for repeat in session._runner.instance.repeats.values()
            if repeat.parent.relevant and session.count_allowed(repeat.address)[0]
        ]

    def _answer(self) -> Step | None:
        session = self._session
        questions = [
            state
            for state in session.states()
            if state.relevant and not state.readonly and self._can_answer(state)
        ]
        if not questions:
            return None
        state = self._r.choice(questions)
        node = self._nodes[session.definition_of(state.address).name]
        path = session.ordinal_path(state.address)
        value = self._value(node, state, path)
        return None if value is None else {"op": "set", "path": path, "value": value}

    def _can_answer(self, state: NodeState) -> bool:
        definition = self._session.definition_of(state.address)
        return definition.kind is NodeKind.VALUE and definition.control is not None

    def _value(self, node: Node, state: NodeState, path: str) -> str | None:
        r = self._r
        if node.small:
            return self._small(path)
        if r.random() < 0.08 and node.control != "trigger":
            return ""
        if node.control in ("select", "select1"):
            return self._chosen(node, state)
        ways = {
            "trigger": lambda: "OK",
            "range": lambda: r.randint(1, 5),
            "int": lambda: r.choice((*_NUMBERS, r.randint(0, 200))),
            "decimal": lambda: r.choice((*_DECIMALS, r.randint(0, 1000) / 10 + 0.05)),
            "date": lambda: f"20{r.randint(10, 25)}-{r.randint(1, 12):02}-{r.randint(1, 28):02}",
            "time": lambda: f"{r.randint(0, 23):02}:{r.choice(('00', '15', '30'))}:00.000+00:00",
            "string": lambda: r.choice(_TEXTS),
        }
        return str((ways.get(node.control) or ways[node.type])())

    def _small(self, path: str) -> str:
        """Counts mostly rise: what happens when they fall is known to differ."""
        before = self._counts.get(path, 0)
        value = min(_MOST_ROWS, before + self._r.randint(0, 2))
        if self._r.random() < 0.03:
            value = self._r.randint(0, before)
        self._counts[path] = value
        return str(value)

    def _chosen(self, node: Node, state: NodeState) -> str | None:
        values = [choice.value for choice in self._session.choices(state.address)]
        if not values:
            return None
        if node.control == "select1":
            return self._r.choice(values)
        chosen = self._r.sample(values, min(len(values), self._r.randint(1, 3)))
        return " ".join(value for value in values if value in chosen)
