"""Numbers of sections and questions as paper shows them: 3 for a section, 3.4 for a question, 3.4.2 inside a repeat.

A number belongs to the form, not to the interview: questions that were not asked keep theirs, so that 3.4 is the
same question on every page of every respondent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from app.forms.definition import ControlKind, FormDefinition, NodeDefinition, NodeKind

Nodes = Sequence[NodeDefinition]
UNSHOWN = 1 << 30


def question_numbers(definition: FormDefinition) -> Mapping[str, str]:
    """Return path -> number of every section, question and repeat that the body shows."""
    return dict(_numbered(definition.nodes))


def _numbered(nodes: Nodes) -> Iterator[tuple[str, str]]:
    section, loose = 0, 0
    for child in _shown(nodes, nodes[0]):
        if child.kind is NodeKind.GROUP:
            section, loose = section + 1, 0
            yield child.path, str(section)
            yield from _inside(nodes, child, f"{section}.", [0])
        else:
            loose += 1
            section += loose == 1
            yield from _one(nodes, child, f"{section}.", [loose - 1])


def _inside(
    nodes: Nodes, parent: NodeDefinition, prefix: str, count: list[int]
) -> Iterator[tuple[str, str]]:
    for child in _shown(nodes, parent):
        if child.kind is NodeKind.GROUP:
            yield from _inside(nodes, child, prefix, count)
        else:
            yield from _one(nodes, child, prefix, count)


def _one(
    nodes: Nodes, node: NodeDefinition, prefix: str, count: list[int]
) -> Iterator[tuple[str, str]]:
    count[0] += 1
    number = f"{prefix}{count[0]}"
    yield node.path, number
    if node.kind is NodeKind.REPEAT:
        yield from _inside(nodes, node, f"{number}.", [0])


def _shown(nodes: Nodes, parent: NodeDefinition) -> list[NodeDefinition]:
    children = [nodes[index] for index in parent.children]
    shown = [child for child in children if body_position(nodes, child.index) < UNSHOWN]
    questions = [child for child in shown if not is_note(child)]
    return sorted(questions, key=lambda child: body_position(nodes, child.index))


def is_note(node: NodeDefinition) -> bool:
    """Tell words for the interviewer from a question: an input that is read only and never holds anything."""
    control, bind = node.control, node.bind
    is_input = control is not None and control.kind is ControlKind.INPUT
    return is_input and bind.readonly is not None and bind.calculate is None and not node.default


def body_position(nodes: Nodes, index: int) -> int:
    """Return where the body shows a node, or the first node inside it; `UNSHOWN` when it shows nothing of it."""
    node = nodes[index]
    if node.body_order >= 0:
        return node.body_order
    return min((body_position(nodes, child) for child in node.children), default=UNSHOWN)
