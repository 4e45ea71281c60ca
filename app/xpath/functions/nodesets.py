"""Functions of node-sets that need no tree: counting and shuffling.

``randomize`` gives the order that ODK gives for the same seed: a Park-Miller generator and the "inside-out" shuffle of
Fisher and Yates. A seed that is no number is hashed; an empty one is 0.
"""

from __future__ import annotations

import hashlib
import math
from typing import TYPE_CHECKING

from app.xpath.functions.frame import Function
from app.xpath.values import NodeSet, Value, ValueNode, to_number, to_text

if TYPE_CHECKING:
    from app.xpath.environment import Environment

_MODULUS = 2_147_483_647
_MULTIPLIER = 16_807
_LARGEST_LONG = 2**63 - 1


def _count(_: Environment, nodes: Value) -> float:
    return float(len(nodes)) if isinstance(nodes, NodeSet) else 0.0


def _count_non_empty(_: Environment, nodes: Value) -> float:
    return float(sum(node.text() != "" for node in nodes)) if isinstance(nodes, NodeSet) else 0.0


def _randomize(env: Environment, nodes: Value, seed: Value | None = None) -> Value:
    if not isinstance(nodes, NodeSet):
        return NodeSet()
    state = env.chance.randrange(1, _MODULUS) if seed is None else seed_number(seed)
    return shuffled(nodes, state)


def shuffled(nodes: NodeSet, seed: int) -> NodeSet:
    """Return the nodes in the order that ODK's engines give them for a whole-number seed.

    Source: ODK XForms specification, ``randomize``; the "inside-out" algorithm, seeded as Park and Miller's MINSTD.
    """
    state = float(math.fmod(seed, _MODULUS))
    if state <= 0:
        state += _MODULUS - 1
    order: list[ValueNode] = []
    for place, node in enumerate(nodes):
        state = state * _MULTIPLIER % _MODULUS
        chosen = math.floor((state - 1) / (_MODULUS - 1) * (place + 1))
        if chosen == place:
            order.append(node)
        else:
            order.append(order[chosen])
            order[chosen] = node
    return NodeSet(order)


def seed_number(seed: Value) -> int:
    """Turn a seed into a whole number as ODK does: cut a number, hash other text, 0 for nothing."""
    number = to_number(seed)
    if math.isnan(number):
        text = to_text(seed)
        return _hashed(text) if text and text != "NaN" else 0
    if math.isinf(number):
        return _LARGEST_LONG if number > 0 else -_LARGEST_LONG - 1
    return math.trunc(number)


def _hashed(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big", signed=True)


def _id(_: Environment, _wanted: Value) -> NodeSet:
    """Find nothing: no node of a form has an identifier in the sense of XPath 1.0."""
    return NodeSet()


FUNCTIONS: tuple[Function, ...] = (
    Function("count", 1, 1, _count, "number"),
    Function("count-non-empty", 1, 1, _count_non_empty, "number"),
    Function("randomize", 1, 2, _randomize, "nodes", needs=frozenset({"chance"})),
    Function("id", 1, 1, _id, "nodes"),
)
