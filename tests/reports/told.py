"""An interview told in a few lines: the reading half of a session, without a form engine behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.forms.definition import (
    Bind,
    Control,
    ControlKind,
    FormDefinition,
    NodeDefinition,
    NodeKind,
    ValueType,
)
from app.forms.snapshot import Remark
from app.forms.state import Address, Missing, NodeState

RU, ET = "Russian (ru)", "Estonian (et)"


@dataclass
class Told:
    """A question, group or repeat. ``answer`` of a repeat is a list of rows, each a mapping name -> answer."""

    name: str
    label: Mapping[str, str] | str = ""
    answer: str = ""
    missing: Missing | None = None
    type: ValueType = ValueType.STRING
    control: ControlKind = ControlKind.INPUT
    relevant: bool = True
    note: bool = False
    appearances: tuple[str, ...] = ()
    choices: Mapping[str, str] = field(default_factory=dict)
    remarks: Sequence[str] = ()
    inside: Sequence[Told] = ()
    rows: Sequence[Mapping[str, str]] | None = None


class ToldSession:
    """Answers what documents ask of a `FormSession`."""

    def __init__(
        self,
        title: str,
        told: Sequence[Told],
        *,
        name: str = "",
        languages: Sequence[str] = (ET, RU),
    ) -> None:
        self._nodes: list[NodeDefinition] = []
        self._told: dict[str, Told] = {}
        self._body = 0
        self.languages, self.language = tuple(languages), languages[0]
        self._name = name
        self.remark = ""
        self._add(Told("data", inside=told), "", -1)
        nodes = tuple(self._nodes)
        self.definition = FormDefinition(
            "business_interview",
            "2026111501",
            title,
            nodes,
            self.languages,
            by_path={node.path: node.index for node in nodes},
        )
        self.root = Address("/data")

    def _add(self, told: Told, above: str, parent: int) -> int:
        index, path = len(self._nodes), f"{above}/{told.name}"
        self._told[path] = told
        kind = (
            NodeKind.REPEAT
            if told.rows is not None
            else NodeKind.GROUP
            if told.inside
            else NodeKind.VALUE
        )
        self._body += 1
        control = (
            Control(told.control, appearances=told.appearances) if kind is NodeKind.VALUE else None
        )
        node = NodeDefinition(
            index,
            path,
            told.name,
            kind,
            parent,
            type=told.type,
            control=control,
            body_order=self._body,
            bind=Bind(readonly="true()") if told.note else Bind(),
        )
        self._nodes.append(node)
        children = tuple(self._add(child, path, index) for child in told.inside)
        self._nodes[index] = NodeDefinition(
            index,
            path,
            told.name,
            kind,
            parent,
            children,
            type=told.type,
            control=control,
            body_order=node.body_order,
            bind=node.bind,
        )
        return index

    def _split(self, address: Address) -> tuple[str, int | None]:
        path, row = "", None
        for piece in address.split("/")[1:]:
            bare, _brace, identity = piece.rstrip("}").partition("{")
            path += f"/{bare}"
            row = int(identity) if identity else row
        return path, row

    def definition_of(self, address: Address) -> NodeDefinition:
        return self.definition.node(self._split(address)[0])

    def instances(self, repeat: Address) -> list[Address]:
        rows = self._told[self._split(repeat)[0]].rows or ()
        return [Address(f"{repeat}{{{row}}}") for row in range(len(rows))]

    def state(self, address: Address) -> NodeState:
        path, row = self._split(address)
        told = self._told[path]
        value, relevant = told.answer, told.relevant
        if row is not None and told.rows is None:
            rows = next(
                t.rows for p, t in self._told.items() if t.rows is not None and path.startswith(p)
            )
            assert rows is not None
            value, relevant = rows[row].get(told.name, ""), told.name in rows[row]
        return NodeState(
            address, self.definition_of(address).index, relevant, value, missing=told.missing
        )

    def label(self, address: Address, language: str | None = None) -> str:
        path, row = self._split(address)
        label = self._told[path].label
        if isinstance(label, str):
            return label.replace("{row}", str(row))
        return label.get(language or self.language) or next(iter(label.values()))

    def choice_labels(self, address: Address, value: str, language: str | None = None) -> list[str]:
        del language
        choices = self._told[self._split(address)[0]].choices
        return [choices.get(one, one) for one in value.split()]

    def remarks(self, address: Address | None = None) -> list[Remark]:
        found = [
            Remark(f"{path}-{place}", path, text, "A. K.", "2026-11-12T10:20:00+02:00")
            for path, told in self._told.items()
            for place, text in enumerate(told.remarks)
        ]
        found += (
            [Remark("whole", "", self.remark, "A. K.", "2026-11-12T11:00:00+02:00")]
            if self.remark
            else []
        )
        return [r for r in found if address is None or r.address == address]

    def instance_name(self, language: str | None = None) -> str:
        del language
        return self._name
