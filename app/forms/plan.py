"""What running the rules of a form wants to know of them again and again: gathered once per form, not per interview."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.forms.dependencies import RuleKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.forms.definition import NodeDefinition, ValueType
    from app.forms.dependencies import Graph

_SLEEPING = (RuleKind.CALCULATE, RuleKind.OPTIONS)


@dataclass(frozen=True, slots=True)
class Plan:
    """Ranks are places in ``Graph.rules``, keys are indexes of nodes."""

    calculates: Mapping[int, int]
    """The rank of the calculation of each node that has one."""
    repeatable: Mapping[int, ValueType]
    """The types of those nodes whose calculation gives the same whenever it runs on the same tree."""
    asleep: Mapping[int, Sequence[int]]
    """Rules that are not worked out while their node is not relevant."""
    accumulates: frozenset[int]
    """Calculations that read their own node in other rows."""
    gated: frozenset[int]
    """Rules that are woken through gates."""


def plan_of(graph: Graph, nodes: Sequence[NodeDefinition]) -> Plan:
    """Gather what is known of the rules of a form."""
    calculations = [
        (rank, rule) for rank, rule in enumerate(graph.rules) if rule.kind is RuleKind.CALCULATE
    ]
    asleep: dict[int, list[int]] = {}
    for rank, rule in enumerate(graph.rules):
        if rule.kind in _SLEEPING:
            asleep.setdefault(rule.index, []).append(rank)
    return Plan(
        calculates={rule.index: rank for rank, rule in calculations},
        repeatable={
            rule.index: nodes[rule.index].type
            for _, rule in calculations
            if rule.compiled.repeatable
        },
        asleep=asleep,
        accumulates=frozenset(
            rank
            for rank, rule in calculations
            if any(read.target == rule.index for read in rule.reads)
        ),
        gated=frozenset(
            edge.rank
            for edges in (graph.values, graph.rows, graph.positions)
            for each in edges.values()
            for edge in each
            if edge.gate is not None
        ),
    )
