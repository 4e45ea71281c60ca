"""The checks for a form that came as XForm, without a workbook: its expressions, its languages.

There are no rows to point at; findings carry the node's path as their name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.forms.background import POSITION, RECORD
from app.forms.checks.expressions import check_source
from app.forms.checks.tables import Place, Report
from app.forms.definition import Itemset
from app.forms.findings import Finding, FindingCode, in_reading_order
from app.forms.program import actions_of, program_of

if TYPE_CHECKING:
    from app.forms.definition import FormDefinition, NodeDefinition


def check_definition(definition: FormDefinition) -> list[Finding]:
    """Check every expression of a form and count the texts that its languages lack."""
    report = Report()
    for node in definition.nodes:
        for header, source in _sources(node):
            check_source(source, Place(header=header), report, node.path)
    check_circles(definition, report)
    _check_actions(definition, report)
    _check_languages(definition, report)
    return in_reading_order(report.findings)


def check_circles(definition: FormDefinition, report: Report) -> None:
    """Report rules that wait for each other, by the graph by which the form runs.

    A group that looks at its own members is a warning: it works until it hides what it looks at.
    """
    for cycle in program_of(definition).graph.cycles:
        paths = list(dict.fromkeys(cycle.paths))
        if not paths:
            continue
        names = [path.rpartition("/")[2] for path in paths]
        add = report.error if len(paths) > 1 else report.warn
        add(FindingCode.CYCLE, Place(), paths[0], path=" → ".join([*names, names[0]]))


def _check_actions(definition: FormDefinition, report: Report) -> None:
    """Say what becomes of actions that need a device: in a workbook the types of rows tell of them."""
    for _, action in actions_of(definition):
        if action.kind == POSITION:
            report.inform(FindingCode.POSITION_NOT_KNOWN, Place(), action.target, type=action.kind)
        elif action.kind == RECORD:
            report.inform(FindingCode.RECORDED_WITH_CONSENT, Place(), action.target)


def _sources(node: NodeDefinition) -> Iterator[tuple[str, str]]:
    bind = node.bind
    rules = {
        "relevant": bind.relevant,
        "required": bind.required,
        "readonly": bind.readonly,
        "constraint": bind.constraint,
        "calculate": bind.calculate,
        "jr:count": node.count,
    }
    for header, source in rules.items():
        if source:
            yield header, source
    for action in node.actions:
        if action.value:
            yield action.kind, action.value
    if node.control and isinstance(node.control.choices, Itemset):
        yield "itemset", node.control.choices.nodeset


def _check_languages(definition: FormDefinition, report: Report) -> None:
    for language in definition.languages:
        missing = sum(
            1 for text in definition.texts.values() if text.words and language not in text.words
        )
        if missing:
            report.warn(
                FindingCode.LANGUAGE_MISSING_TEXTS, Place(), language=language, count=missing
            )
