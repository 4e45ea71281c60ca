"""A form driven by a list of steps, without a screen: what `sild form run` does, as a pure function.

Paths in steps and states carry ordinals. The state of a node is what `conformance` compares: value, relevant, required,
readonly and valid for questions, relevant alone for groups and repeat instances.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.errors import AppError, ErrorCode
from app.forms.definition import NodeKind
from app.forms.session import FormSession, NotAnswerable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from app.forms.state import Address, NodeState

State = dict[str, str | bool]
States = dict[str, State]
OPERATIONS = ("set", "add", "remove", "lang", "undo", "redo")


@dataclass(frozen=True, slots=True)
class ScriptStep:
    """One step of a script: ``index`` counts instances from 1 (remove), ``value`` is an answer or a language."""

    op: str
    path: str = ""
    value: str = ""
    index: int = 0


def read_steps(raw: object, path: str = "") -> list[ScriptStep]:
    """Read the JSON list of a script. Raises AppError STEPS_BROKEN naming the first bad step."""
    if not isinstance(raw, list):
        raise AppError(ErrorCode.STEPS_BROKEN, path=path, detail="0")
    return [_read_step(each, number, path) for number, each in enumerate(raw, 1)]


def _read_step(raw: object, number: int, path: str) -> ScriptStep:
    if isinstance(raw, dict):
        op, at = raw.get("op", "set"), raw.get("path", "")
        value, index = raw.get("value", ""), raw.get("index", 0)
        texts = all(isinstance(each, str) for each in (op, at, value))
        if (
            texts
            and op in OPERATIONS
            and isinstance(index, int)
            and (at or op not in OPERATIONS[:3])
        ):
            return ScriptStep(op, at, value, index)
    raise AppError(ErrorCode.STEPS_BROKEN, path=path, detail=str(number))


def run(open_session: Callable[[], FormSession], steps: Sequence[ScriptStep]) -> dict[str, object]:
    """Open a session, carry out the steps and return ``initial``, ``steps`` and ``final``.

    A step on a node that is irrelevant, read only or missing is ``skipped`` and changes nothing.
    """
    session = open_session()
    before = initial = states_of(session)
    done: list[dict[str, object]] = []
    for step in steps:
        result = "ok" if _carry_out(session, step) else "skipped"
        after = states_of(session) if result == "ok" else before
        done.append(_shown(step) | {"result": result, "changes": _changes(before, after)})
        before = after
    return {"initial": initial, "steps": done, "final": before}


def states_of(session: FormSession) -> States:
    """Return the state of every node by its ordinal path, in document order."""
    nodes = session.definition.nodes
    found: States = {}
    for state in session.states():
        path = session.ordinal_path(state.address)
        found[path] = _state(state, is_value=nodes[state.index].kind is NodeKind.VALUE)
    return found


def _state(state: NodeState, *, is_value: bool) -> State:
    if not is_value:
        return {"relevant": state.relevant}
    return {
        "value": state.value,
        "relevant": state.relevant,
        "required": state.required,
        "readonly": state.readonly,
        "valid": state.valid,
    }


def _changes(before: States, after: States) -> Mapping[str, State | None]:
    changes: dict[str, State | None] = {
        path: state for path, state in after.items() if before.get(path) != state
    }
    changes.update((path, None) for path in before if path not in after)
    return changes


def _shown(step: ScriptStep) -> dict[str, object]:
    shown: dict[str, object] = {"op": step.op, "path": step.path}
    if step.op in ("set", "lang"):
        shown["value"] = step.value
    if step.op == "remove":
        shown["index"] = step.index
    return shown


def _carry_out(session: FormSession, step: ScriptStep) -> bool:
    try:
        match step.op:
            case "set":
                session.answer(session.address(step.path), step.value)
            case "add":
                session.add_repeat(_repeat(session, step.path))
            case "remove":
                session.remove_repeat(
                    session.instances(_repeat(session, step.path))[step.index - 1]
                )
            case "lang":
                session.switch_language(step.value)
            case "undo":
                return session.undo() is not None
            case _:
                return session.redo() is not None
    except (KeyError, IndexError, NotAnswerable):
        return False
    return True


def _repeat(session: FormSession, path: str) -> Address:
    address = session.address(path)
    session.instances(address)
    return address
