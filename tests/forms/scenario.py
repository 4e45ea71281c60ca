"""Interviews as tests tell them: a form in a few lines, a person who answers, a log that can be replayed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from xml.sax.saxutils import escape, quoteattr

from app.core.clock import StillClock
from app.core.ids import RecordId
from app.forms.definition import FormDefinition, Item
from app.forms.reader import read_xform
from app.forms.session import DeviceInfo, FormSession, Snapshot
from app.forms.state import Address, Batch, NodeState, Step

RECORD = RecordId("8d2f7c1e-3f0a-4c55-9d6e-1f2a3b4c5d6e")
NOON = "2024-03-15T12:00:00+02:00"

_SPACES = (
    'xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
    'xmlns:jr="http://openrosa.org/javarosa" xmlns:odk="http://www.opendatakit.org/xforms" '
    'xmlns:orx="http://openrosa.org/xforms" xmlns:ev="http://www.w3.org/2001/xml-events"'
)


def form(
    tree: str,
    binds: Mapping[str, Mapping[str, str]] | None = None,
    body: str = "",
    *,
    model: str = "",
    lists: Mapping[str, Iterable[Mapping[str, str]]] | None = None,
) -> FormDefinition:
    """Read a form from the inside of its ``<data>``, its binds by path and its body."""
    written = "".join(
        f"<bind nodeset={quoteattr(path)} "
        + " ".join(f"{name}={quoteattr(value)}" for name, value in rules.items())
        + "/>"
        for path, rules in (binds or {}).items()
    )
    listed = "".join(_list(name, items) for name, items in (lists or {}).items())
    return read_xform(
        f"<h:html {_SPACES}><h:head><h:title>Form</h:title><model>{model}"
        f'<instance><data id="form">{tree}</data></instance>{listed}{written}</model></h:head>'
        f"<h:body>{body}</h:body></h:html>".encode()
    )


def _list(name: str, items: Iterable[Mapping[str, str]]) -> str:
    rows = "".join(
        "<item>" + "".join(f"<{k}>{escape(v)}</{k}>" for k, v in item.items()) + "</item>"
        for item in items
    )
    return f'<instance id="{name}"><root>{rows}</root></instance>'


def inputs(*paths: str) -> str:
    """Write a text control for every path."""
    return "".join(f'<input ref="{path}"><label>{path}</label></input>' for path in paths)


def repeat(path: str, *inside: str, count: str = "") -> str:
    """Write a repeat with text controls (or ready XML) in it."""
    counted = f" jr:count={quoteattr(count)}" if count else ""
    content = "".join(each if each.startswith("<") else inputs(each) for each in inside)
    return f'<group ref="{path}"><repeat nodeset="{path}"{counted}>{content}</repeat></group>'


def select(path: str, itemset: str, *, many: bool = False) -> str:
    """Write a select over a list whose items have ``name`` and ``label``."""
    kind = "select" if many else "select1"
    return (
        f'<{kind} ref="{path}"><itemset nodeset={quoteattr(itemset)}>'
        f'<value ref="name"/><label ref="label"/></itemset></{kind}>'
    )


class Scenario:
    """One interview. Paths carry ordinals, as in ``/data/person[2]/age``."""

    def __init__(
        self,
        definition: FormDefinition,
        *,
        steps: Iterable[Step] = (),
        snapshot: Snapshot | None = None,
        at: str = NOON,
        language: str | None = None,
        lists: Mapping[str, Item | None] | None = None,
    ) -> None:
        self.clock = StillClock.at(at)
        self.definition = definition
        self.session = FormSession.open(
            definition,
            record=RECORD,
            clock=self.clock,
            language=language,
            device=DeviceInfo(device_id="device-7", username="mari"),
            steps=steps,
            snapshot=snapshot,
            lists=lists,
        )
        self.log: list[Step] = [self.session.opening]
        self.batches: list[Batch] = []
        self.session.subscribe(self._heard)

    def _heard(self, batch: Batch) -> None:
        self.batches.append(batch)
        if batch.step is not None:
            self.log.append(batch.step)

    # --- what a person does

    def answer(self, path: str, value: str) -> Scenario:
        self.session.answer(self.at(path), value)
        return self

    def add(self, path: str, before: str | None = None) -> Scenario:
        self.session.add_repeat(self.at(path), before)
        return self

    def remove(self, path: str) -> Scenario:
        self.session.remove_repeat(self.at(path))
        return self

    def undo(self) -> Scenario:
        self.session.undo()
        return self

    def redo(self) -> Scenario:
        self.session.redo()
        return self

    def later(self, **by: float) -> Scenario:
        self.clock.move(timedelta(**by))
        return self

    # --- what can be seen

    def at(self, path: str) -> Address:
        return self.session.address(path)

    def state(self, path: str) -> NodeState:
        return self.session.state(self.at(path))

    def value(self, path: str) -> str:
        return self.state(path).value

    def values(self, repeat_path: str, name: str) -> list[str]:
        rows = self.session.instances(self.at(repeat_path))
        return [self.session.state(Address(f"{row}/{name}")).value for row in rows]

    def relevant(self, path: str) -> bool:
        return self.state(path).relevant

    def valid(self, path: str) -> bool:
        return self.state(path).valid

    def choices(self, path: str) -> list[str]:
        return [choice.value for choice in self.session.choices(self.at(path))]

    def label(self, path: str) -> str:
        return self.session.label(self.at(path))

    def changed(self) -> set[str]:
        """Ordinal paths of the nodes that the last batch named."""
        return {self.session.ordinal_path(address) for address in self.batches[-1].changed}

    def everything(self) -> dict[Address, NodeState]:
        return {state.address: state for state in self.session.states()}

    # --- what the draft does

    def replayed(self, *, days_later: int = 0) -> Scenario:
        """Open the same interview from its log, as after a restart."""
        again = Scenario(self.definition, steps=self.log)
        again.log = list(self.log)
        again.later(days=days_later)
        return again
