"""What a session knows, to be read by screens, reports and scripts; nothing here changes anything.

Apart from ``session``, which adds what a person can do. Use it through `FormSession`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from app.forms.definition import FormDefinition, NodeDefinition, NodeKind, nothing
from app.forms.instance import Cell, Repeat
from app.forms.program import is_question
from app.forms.state import Address, ChoiceState, NodeState, Problem
from app.forms.texts import quotes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from app.core.ids import RecordId
    from app.forms.runner import Runner
    from app.forms.snapshot import Remark


_YES: Final = frozenset({"yes", "1", "true", "ok"})
"""Names of choices, and of a ticked box, that give consent."""


class Reading:
    """The readable half of a session."""

    def __init__(self, runner: Runner, record: RecordId, languages: tuple[str, ...]) -> None:
        self._runner = runner
        self._closed = False
        self.definition: FormDefinition = runner.program.definition
        self.record = record
        self.languages = languages
        """As the form spells them; ``default`` alone for a form in one unnamed language."""

    @property
    def language(self) -> str:
        """The language now shown, in the form's own spelling."""
        return self._runner.texts.language

    def state(self, address: Address) -> NodeState:
        """Return a node as it is now. Raises KeyError."""
        return self._cell(address).state()

    def states(self) -> Iterator[NodeState]:
        """Yield every node in document order, repeat instances in their order, irrelevant ones included."""
        return (cell.state() for cell in self._runner.instance.all_cells())

    def definition_of(self, address: Address) -> NodeDefinition:
        """Return the definition behind an address; a repeat's address needs no identity. Raises KeyError."""
        repeat = self._runner.instance.repeats.get(address)
        return self.definition.nodes[(repeat or self._cell(address)).index]

    @property
    def root(self) -> Address:
        """The address of the root."""
        return self._runner.instance.root.address

    def children(self, address: Address) -> list[Address]:
        """Return the children of a group or repeat instance in instance order, each repeat as its instances."""
        found: list[Address] = []
        for child in self._cell(address).children:
            found.extend(r.address for r in child.rows) if isinstance(
                child, Repeat
            ) else found.append(child.address)
        return found

    def instances(self, repeat: Address) -> list[Address]:
        """Return the instances of ``/data/person`` in order. Raises KeyError."""
        return [row.address for row in self._runner.instance.repeats[repeat].rows]

    def parent(self, address: Address) -> Address | None:
        """Return the node that holds this one; None for the root. Raises KeyError."""
        repeat = self._runner.instance.repeats.get(address)
        cell = repeat.parent if repeat else self._cell(address).parent
        return None if cell is None else Address(cell.address)

    def naming_group(self, instance: Address) -> Address | None:
        """Return the group whose label names an instance of a repeat: the first in it, if its label quotes answers."""
        cell = self._cell(instance)
        first = min(
            (each for each in cell.children if self._order(each.index) >= 0),
            key=lambda each: self._order(each.index),
            default=None,
        )
        if not isinstance(first, Cell) or not first.relevant:
            return None
        node = self._node(first)
        named = node.kind is NodeKind.GROUP and node.control and quotes(node.control.label)
        return Address(first.address) if named else None

    def label(self, address: Address, language: str | None = None) -> str:
        """Return the label with its outputs filled in, in ``language`` or the session's; '' when there is none."""
        return self._text(address, "label", language)

    def hint(self, address: Address, language: str | None = None) -> str:
        """Return the hint, like `label`."""
        return self._text(address, "hint", language)

    def guidance(self, address: Address, language: str | None = None) -> str:
        """Return the guidance for interviewers, like `label`."""
        return self._text(address, "guidance", language)

    def constraint_message(self, address: Address, language: str | None = None) -> str:
        """Return what the form says when the constraint is broken, like `label`."""
        cell = self._cell(address)
        return self._runner.texts.of(self._node(cell).bind.constraint_message, cell, language)

    def required_message(self, address: Address, language: str | None = None) -> str:
        """Return what the form says when the answer is missing, like `label`."""
        cell = self._cell(address)
        return self._runner.texts.of(self._node(cell).bind.required_message, cell, language)

    def media(self, address: Address) -> Mapping[str, str]:
        """Return the media of the label in the session's language: kind -> URI."""
        control = self._node(self._seen(address)).control
        return self._runner.texts.media(control.label) if control else nothing()

    def choices(self, address: Address, language: str | None = None) -> Sequence[ChoiceState]:
        """Return what can be chosen now, filtered and in order; empty for questions without choices."""
        cell = self._cell(address)
        return self._runner.texts.choices(cell, self._node(cell), language)

    def choice_labels(self, address: Address, value: str, language: str | None = None) -> list[str]:
        """Return the labels of the choices in ``value`` (space-separated for multiple selects), in its order.

        A value that is not offered (any more) stands for itself.
        """
        labels = {each.value: each.label for each in self.choices(address, language)}
        return [labels.get(each) or each for each in value.split()]

    def remarks(self, address: Address | None = None) -> list[Remark]:
        """Return the remarks at one node, or all of them, oldest first."""
        found = self._runner.remarks.values()
        return [each for each in found if address is None or each.address == address]

    @property
    def facts(self) -> Mapping[str, str]:
        """Facts about the interview as a whole: paths of ``app.records.sitting`` -> text."""
        return self._runner.facts

    def asked(self, address: Address) -> str | None:
        """Return the language in which the question was asked, if that was noted."""
        return self._runner.asked.get(address)

    def count_allowed(self, repeat: Address) -> tuple[bool, bool]:
        """Return whether a person may add, and may remove, instances of ``/data/person`` now."""
        found = self._runner.instance.repeats[repeat]
        node = self.definition.nodes[found.index]
        free = not self._closed and node.count is None and not node.fixed
        return free and self._runner.is_open(found), free and bool(
            found.rows
        ) and found.parent.relevant

    def instance_name(self, language: str | None = None) -> str:
        """Return the record's name as the form computes it, '' when it does not."""
        path = self.definition.instance_name
        index = self.definition.by_path.get(path) if path else None
        cell = None if index is None else self._runner.instance.cells.get(Address(path or ""))
        return "" if cell is None else cell.shown

    @property
    def attached(self) -> Mapping[str, str]:
        """File names given as answers -> blob ids."""
        return self._runner.attached

    def ordinal_path(self, address: Address) -> str:
        """Return ``/data/person[2]/age`` for ``/data/person{ID}/age``. Raises KeyError."""
        repeat = self._runner.instance.repeats.get(address)
        if repeat is None:
            return self._runner.instance.ordinal_path(self._cell(address))
        parent = self._runner.instance.ordinal_path(repeat.parent)
        return f"{parent}/{self.definition.nodes[repeat.index].name}"

    def address(self, ordinal_path: str) -> Address:
        """Return the address of ``/data/person[2]/age``; a missing ordinal on a way through a repeat means 1.

        Raises KeyError when there is no such node now. A path that ends in a repeat without an ordinal gives the
        repeat itself (``/data/person``).
        """
        return Address(self._runner.instance.at_ordinal_path(ordinal_path).address)

    def is_odd(self, address: Address) -> bool:
        """Say whether an answer is what the form warns of: possible, but worth a second look. Raises KeyError."""
        cell = self._cell(address)
        source = self._node(cell).warning
        if not source or not cell.relevant or not cell.shown:
            return False
        compiled = self._runner.program.expression(cell.index, source)
        if compiled is None:
            return False
        self._runner.scope.epoch += 1
        return bool(compiled.truth()(self._runner.scope, cell, cell))

    def odd_answers(self) -> list[Address]:
        """Return the questions whose answers the form warns of, in document order."""
        warned = [node.index for node in self.definition.nodes if node.warning]
        cells = self._runner.instance.all_cells() if warned else ()
        return [
            cell.address for cell in cells if cell.index in warned and self.is_odd(cell.address)
        ]

    def consent(self, kind: str) -> Literal["yes", "no", ""]:
        """Return whether consent of one kind was given (`NodeDefinition.consent`); '' while nobody said so.

        Don't know, refused and any answer but a yes are a no; of several questions one no is enough.
        """
        asked = [node.index for node in self.definition.nodes if node.consent == kind]
        said = [
            cell.shown in _YES
            for cell in (self._runner.instance.all_cells() if asked else ())
            if cell.index in asked and cell.relevant and (cell.shown or cell.missing)
        ]
        return "" if not said else "yes" if all(said) else "no"

    def validate(self) -> list[Problem]:
        """Return everything that keeps the interview from being finished, in document order.

        Only questions count, and of read-only ones only their constraint: nobody could mend anything else.
        """
        found: list[Problem] = []
        for cell in self._runner.instance.all_cells():
            if not cell.relevant or not is_question(self._runner.program, cell):
                continue
            if not cell.met:
                words = self.constraint_message(cell.address)
                found.append(Problem(cell.address, "constraint", words))
            elif cell.required and not cell.answered and not cell.is_readonly():
                words = self.required_message(cell.address)
                found.append(Problem(cell.address, "required", words))
        return found

    # --- inside

    def _cell(self, address: Address) -> Cell:
        return self._runner.instance.cells[address]

    def _order(self, index: int) -> int:
        return self.definition.nodes[index].body_order

    def _node(self, cell: Cell) -> NodeDefinition:
        return self.definition.nodes[cell.index]

    def _seen(self, address: Address) -> Cell:
        """Return the node at an address; for a repeat, an instance that stands for all."""
        repeat = self._runner.instance.repeats.get(address)
        return repeat.ghost if repeat is not None else self._cell(address)

    def _text(self, address: Address, which: str, language: str | None) -> str:
        cell = self._seen(address)
        control = self._node(cell).control
        return self._runner.texts.of(getattr(control, which), cell, language) if control else ""
