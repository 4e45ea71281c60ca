"""A form and an interview that differ, made as small as they get while the same fact of the same node differs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from tests.tools.random_forms.facts import Difference
from tests.tools.random_forms.interviews import Step
from tests.tools.random_forms.model import Form, Node

Judge = Callable[[Form, list[Step]], list[Difference]]
_MOST_TRIALS = 400
_INDEX = re.compile(r"\[\d+\]")


@dataclass(slots=True)
class Case:
    """A form and an interview, and the difference that they show."""

    form: Form
    steps: list[Step]
    difference: Difference


class Shrinker:
    """Makes one case smaller."""

    def __init__(self, judge: Judge, case: Case) -> None:
        self._judge = judge
        self.case = case
        self._trials = 0

    def shrink(self) -> Case:
        """Return the smallest case found."""
        self._try(self.case.form, self.case.steps[: self.case.difference.step])
        self._only_what_matters()
        while True:
            size = self._size()
            self._fewer_steps()
            self._fewer_nodes()
            self._less_in_nodes()
            if self._size() == size or self._trials >= _MOST_TRIALS:
                return self.case

    def _size(self) -> int:
        words = sum(len(str(term)) for node in self.case.form.walk() for term in node.terms())
        return len(list(self.case.form.walk())) * 100 + len(self.case.steps) * 10 + words

    def _try(self, form: Form, steps: list[Step]) -> bool:
        if self._trials >= _MOST_TRIALS:
            return False
        self._trials += 1
        now = self.case.difference
        for found in self._judge(form, steps):
            if found.name == now.name and found.fact == now.fact:
                self.case = Case(form, steps, found)
                return True
        return False

    def _only_what_matters(self) -> None:
        """Keep what the node looks at, and what that looks at; the rest goes at once if it can."""
        form, start = self.case.form, self.case.difference.name
        around = {node.name: parent for parent in form.walk() for node in parent.children}
        wanted, pending = set[str](), [start]
        while pending:
            name = pending.pop()
            node = form.named(name)
            if node is None or name in wanted:
                continue
            wanted.add(name)
            pending.extend(node.names())
            setting = [
                each.name
                for each in form.walk()
                if any(a.target.endswith(f"/{name}") for a in each.actions)
            ]
            pending.extend(setting)
            if name in around:
                pending.append(around[name].name)
        others = {node.name for node in form.walk()} - wanted
        self._try(*_dropped(form, self.case.steps, others))

    def _fewer_steps(self) -> None:
        size = max(1, len(self.case.steps) // 2)
        while size:
            at = 0
            while at < len(self.case.steps):
                steps = self.case.steps
                if not self._try(self.case.form, steps[:at] + steps[at + size :]):
                    at += size
            size //= 2

    def _fewer_nodes(self) -> None:
        for node in list(self.case.form.walk()):
            form = self.case.form
            if form.named(node.name) is None:
                continue
            inside = {each.name for each in Form((node,), ()).walk()}
            outside = form.without({node.name})
            if not any(each.names() & inside for each in outside.walk()):
                self._try(*_dropped(form, self.case.steps, inside))

    def _less_in_nodes(self) -> None:
        for node in list(self.case.form.walk()):
            progress = True
            while progress:
                now = self.case.form.named(node.name)
                progress = now is not None and any(
                    self._try(self.case.form.put(less), self.case.steps) for less in _lesser(now)
                )


def _dropped(form: Form, steps: list[Step], names: set[str]) -> tuple[Form, list[Step]]:
    kept = [
        step for step in steps if not names & set(_INDEX.sub("", step.get("path", "")).split("/"))
    ]
    return form.without(names), kept


def _lesser(node: Node) -> Iterator[Node]:
    """Yield the node with one rule less, or with a simpler one."""
    for at in range(len(node.binds)):
        yield replace(node, binds=(*node.binds[:at], *node.binds[at + 1 :]))
    for at in range(len(node.actions)):
        yield replace(node, actions=(*node.actions[:at], *node.actions[at + 1 :]))
    if node.default:
        yield replace(node, default="")
    if node.itemset is not None and node.itemset.condition is not None:
        yield replace(node, itemset=replace(node.itemset, condition=None))
    if node.count is not None:
        yield replace(node, count=None)
    for at, (name, term) in enumerate(node.binds):
        for less in term.simpler():
            yield replace(node, binds=(*node.binds[:at], (name, less), *node.binds[at + 1 :]))
    for at, action in enumerate(node.actions):
        for less in action.value.simpler():
            changed = replace(action, value=less)
            yield replace(node, actions=(*node.actions[:at], changed, *node.actions[at + 1 :]))
