"""What is compared of two runs: the facts of every node after every step, spelled alike.

The rules are those of the conformance folder's ``compare.py``: relevance is inherited, nothing is compared below an
irrelevant node, numbers, moments of the still clock and random identifiers have one spelling.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_NUMBER = re.compile(r"^-?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_STAMP = re.compile(r"^(\d{4}-\d\d-\d\dT)?(\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]00:?00)?$")
_INDEX = re.compile(r"\[\d+\]")
_LONGEST_NUMBER = 16
_LARGEST_NUMBER = 1e300

Facts = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Difference:
    """The first fact that differs: after which step (0: opening), at which path; what the peer and Sild say."""

    step: int
    path: str
    fact: str
    peer: Any
    sild: Any

    @property
    def name(self) -> str:
        """The name of the node."""
        return _INDEX.sub("", self.path).rpartition("/")[2]


def spelled(value: object) -> str:
    """Return the one spelling of a value."""
    text = re.sub(r"\s+", " ", str(value)).strip()
    plain = _NUMBER.match(text) and not re.match(r"^0\d", text) and len(text) < _LONGEST_NUMBER
    if plain and abs(float(text)) < _LARGEST_NUMBER:
        number = float(text)
        return repr(int(number)) if number == int(number) else repr(round(number, 9))
    stamp = _STAMP.match(text)
    if stamp and stamp[1] == "2024-03-15T" and stamp[2].startswith("12:0"):
        return "*now*"
    if stamp:
        return (stamp[1] or "") + stamp[2]
    return _UUID.sub("*uuid*", text)


def facts(snapshot: dict[str, Any]) -> Facts:
    """Return the comparable facts of one state."""
    found: Facts = {}
    for path, node in sorted(snapshot.items()):
        if node is None or "/meta" in path:
            continue
        parent = found.get(path.rpartition("/")[0], {"relevant": True})
        relevant = bool(node["relevant"]) and parent["relevant"]
        found[path] = {"relevant": relevant}
        if relevant and "value" in node:
            found[path] |= {
                "value": spelled(node["value"]),
                "required": bool(node["required"]),
                "valid": bool(node["valid"]),
            }
    return found


def states(run: dict[str, Any]) -> Iterator[Facts]:
    """Yield the facts after opening and after every step."""
    current = dict(run.get("initial") or {})
    yield facts(current)
    for step in run.get("steps", []):
        for path, node in step.get("changes", {}).items():
            if node is None:
                current.pop(path, None)
            else:
                current[path] = node
        yield facts(current)


def until_error(run: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """Return a run up to the first step over which its engine fell, and the error."""
    for at, step in enumerate(run.get("steps", [])):
        if step.get("result") == "error" or "snapshot_error" in step:
            error = step.get("error") or step.get("snapshot_error") or "an error without words"
            return {**run, "steps": run["steps"][:at]}, error
    return run, ""


def compared(peer: dict[str, Any], sild: dict[str, Any]) -> tuple[int, list[Difference]]:
    """Return how many facts agree, and what differs first: all that differs after the first step where any does."""
    agreed = 0
    for step, (theirs, ours) in enumerate(zip(states(peer), states(sild), strict=False)):
        different = []
        for path in sorted(theirs.keys() | ours.keys()):
            one, other = theirs.get(path, {}), ours.get(path, {})
            for fact in sorted(one.keys() | other.keys()):
                if one.get(fact) == other.get(fact):
                    agreed += 1
                else:
                    different.append(Difference(step, path, fact, one.get(fact), other.get(fact)))
        if different:
            return agreed, different
    return agreed, []
