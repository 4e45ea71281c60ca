"""How a move to another version of the form stands in a draft's log, and what of the log counts after it.

A ``move`` step holds everything the form goes on with; the steps after it belong to the new version, the first of them
its own opening. ``move_back`` ends that: what stood before the move counts again, undo included, and steps go on
there. Moves nest (version 1, 2, 3) and are taken back last first. Nothing is ever taken out of the log.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.forms.definition import nothing
from app.forms.snapshot import Snapshot
from app.forms.state import Step

if TYPE_CHECKING:
    from app.core.ids import BundleId

_FIELD, _FILE, _LEFT = "field:", "file:", "left:"


@dataclass(slots=True)
class Standing:
    """What of a log counts: the ``steps`` of the version in hand and the ``snapshot`` they go on from.

    ``snapshot`` is None before the first move. ``earlier`` is the bundle that a `move_back` leads to, '' when none
    does; ``left`` are fields that no version since had a place for.
    """

    steps: list[Step] = field(default_factory=list)
    snapshot: Snapshot | None = None
    earlier: BundleId | str = ""
    left: Mapping[str, str] = field(default_factory=nothing)


def move_step(
    earlier: BundleId, bundle: BundleId, snapshot: Snapshot, left: Mapping[str, str]
) -> Step:
    """Return the step of a move from the bundle ``earlier`` to another."""
    return Step(
        "move",
        payload={
            "from": earlier,
            "to": bundle,
            **{_FIELD + path: value for path, value in snapshot.fields.items()},
            **{_FILE + name: blob for name, blob in snapshot.attached.items()},
            **{_LEFT + path: value for path, value in left.items()},
        },
    )


def move_back_step(left: Mapping[str, str]) -> Step:
    """Return the step that takes the last move back; ``left`` is what was answered since and has no place now."""
    return Step("move_back", payload={_LEFT + path: value for path, value in left.items()})


def standing(log: Iterable[Step]) -> Standing:
    """Return what of a draft's log counts now."""
    held = [Standing()]
    for step in log:
        if step.op == "move":
            held.append(_moved(step, held[-1]))
        elif step.op == "move_back" and len(held) > 1:
            _end(held.pop(), held[-1], step)
        elif step.op == "open":
            held[-1].steps.insert(0, step)
        elif step.op != "move_back":
            held[-1].steps.append(step)
    return held[-1]


def _moved(step: Step, before: Standing) -> Standing:
    """Events of the audit log go on through a move: they are of the interview, not of the form."""
    events = [each for each in before.steps if each.op == "event"]
    snapshot = Snapshot(_part(step, _FIELD), _part(step, _FILE))
    return Standing(events, snapshot, step.payload.get("from", ""), _part(step, _LEFT))


def _end(later: Standing, earlier: Standing, step: Step) -> None:
    known = [each for each in earlier.steps if each.op == "event"]
    events = [each for each in later.steps if each.op == "event"]
    earlier.steps.extend(events[len(known) :])
    earlier.left = {**earlier.left, **_part(step, _LEFT)}


def _part(step: Step, prefix: str) -> dict[str, str]:
    return {
        name.removeprefix(prefix): value
        for name, value in step.payload.items()
        if name.startswith(prefix)
    }
