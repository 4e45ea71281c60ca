"""What a form says: labels, hints, messages and choices, with the values they quote, in any of its languages.

Texts are put together when somebody asks for them; the graph only tells who must ask again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.forms.definition import Itemset, NodeDefinition, Output, Text, nothing
from app.forms.state import ChoiceState
from app.xpath.code import ELEMENT
from app.xpath.elements import child_value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.forms.instance import Cell, Repeat
    from app.forms.program import Program
    from app.xpath.compiler import Compiled
    from app.xpath.tree import Scope


class Texts:
    """The words of one session. ``language`` is the form's own spelling; `Words` of the expression room."""

    def __init__(self, program: Program, language: str) -> None:
        self.program = program
        self.language = language
        self.scope: Scope
        self._still: dict[tuple[int, str], tuple[ChoiceState, ...]] = {}

    # --- texts

    def of(self, text: Text, cell: Cell, language: str | None = None) -> str:
        """Return a text with its outputs filled in; a missing translation is answered from another language."""
        words = text.words
        wanted = language or self.language
        parts = (
            words.get(wanted)
            or words.get("")
            or words.get(self.program.definition.default_language)
        )
        if not parts:
            parts = next((each for each in words.values() if each), ())
        return "".join(
            self._output(part, cell) if isinstance(part, Output) else part for part in parts
        )

    def _output(self, part: Output, cell: Cell) -> str:
        compiled = self.program.expression(cell.index, part.expression)
        if compiled is None:
            return ""
        self.scope.epoch += 1
        shown = str(compiled.text()(self.scope, cell, cell))
        return "" if shown == "NaN" else shown

    def media(self, text: Text, language: str | None = None) -> Mapping[str, str]:
        """Return the media of a text: kind -> URI, each in the language asked for or another that has it."""
        languages = (language or self.language, "", self.program.definition.default_language)
        found: dict[str, str] = {}
        for kind, by_language in text.media.items():
            uris = [by_language[each] for each in languages if each in by_language]
            if uris:
                found[kind] = uris[0]
        return found

    def itext(self, text_id: str) -> str:
        """Return a text by its id in the language of the session."""
        text = self.program.definition.texts.get(text_id)
        root: Any = self.scope[0]
        return "" if text is None else self.of(text, root)

    # --- choices

    def choices(
        self, cell: Cell, node: NodeDefinition, language: str | None = None
    ) -> tuple[ChoiceState, ...]:
        """Return what can be chosen now, in order. Lists on which nothing hangs are put together once."""
        control = node.control
        if control is None or not control.choices:
            return ()
        key = (node.index, language or self.language)
        found = self._still.get(key)
        if found is not None:
            return found
        choices = control.choices
        if isinstance(choices, Itemset):
            states, still = self._itemset(cell, choices, language)
        else:
            states = tuple(
                ChoiceState(
                    each.value,
                    self.of(each.label, cell, language),
                    self.media(each.label, language),
                )
                for each in choices
            )
            still = not any(quotes(each.label) for each in choices)
        if still:
            self._still[key] = states
        return states

    def _itemset(
        self, cell: Cell, itemset: Itemset, language: str | None
    ) -> tuple[tuple[ChoiceState, ...], bool]:
        compiled = self.program.expression(cell.index, itemset.nodeset)
        if compiled is None:
            return (), True
        self.scope.epoch += 1
        items = compiled.nodes()(self.scope, cell, cell)
        texts = [self._item_text(cell, itemset, item, language) for item in items]
        still = not compiled.reads and compiled.repeatable and not any(t[2] for t in texts)
        states = tuple(
            ChoiceState(self.item_value(cell, itemset.value_ref, item), label, media)
            for item, (label, media, _) in zip(items, texts, strict=True)
        )
        return states, still

    def item_value(self, cell: Cell, ref: str, item: Any) -> str:
        """Return a child of an item by its reference."""
        if not hasattr(item, "frame"):
            value = child_value(item, ref)
            if value is not None:
                return value
        place = item.index if hasattr(item, "frame") else ELEMENT
        run = self.program.item_expression(cell.index, place, ref).text()
        return str(run(self.scope, cell, item))

    def _item_text(
        self, cell: Cell, itemset: Itemset, item: Any, language: str | None
    ) -> tuple[str, Mapping[str, str], bool]:
        """Return the label of an item, its media, and whether it quotes anything."""
        words = self.item_value(cell, itemset.label_ref, item)
        if not itemset.label_is_itext:
            return words, nothing(), False
        text = self.program.definition.texts.get(words)
        if text is None:
            return "", nothing(), False
        return self.of(text, cell, language), self.media(text, language), quotes(text)

    def choice_name(self, node: Any, index: int, value: str) -> str:
        """Return the label that question ``index``, seen from ``node``, gives a choice; '' when it is not offered."""
        definition = self.program.definition.nodes[index]
        cell = node if node.index == index else _seen_from(node, index, self.program)
        labels = {each.value: each.label for each in self.choices(cell, definition)}
        return labels.get(value, "")

    def order(self, cell: Cell, node: NodeDefinition) -> Sequence[str] | None:
        """Return the values in the order of the list; None when their order means nothing or there is no list."""
        control = node.control
        if control is None or not control.choices:
            return None
        if isinstance(control.choices, Itemset):
            compiled: Compiled | None = self.program.expression(node.index, control.choices.nodeset)
            if (
                compiled is None
                or not compiled.repeatable
                or not compiled.nodes()(self.scope, cell, cell)
            ):
                return None
        return [each.value for each in self.choices(cell, node)]


def quotes(text: Text) -> bool:
    """Say whether a text has values filled in."""
    return any(isinstance(part, Output) for words in text.words.values() for part in words)


def _seen_from(node: Any, index: int, program: Program) -> Cell:
    """Find a question next to a node, in the first row where it stands in a repeat of its own."""
    layout = program.layout
    mine, theirs = layout.frames[node.index], layout.frames[index]
    common = 0
    while common < min(len(mine), len(theirs)) and mine[common] == theirs[common]:
        common += 1
    frame = node.frame
    for _ in range(len(mine) - common):
        frame = frame.outer
    for repeat in theirs[common:]:
        rows: Repeat = frame.cells[layout.row_slots[repeat]]
        if not rows.rows:
            return rows.ghost
        frame = rows.rows[0]
    found: Cell = frame.cells[layout.slots[index]]
    return found
