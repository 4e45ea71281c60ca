"""The audit log of an interview: what happened when, and how it reads as ODK's ``audit.csv``.

Pure: events in, bytes out. `trail` makes the events while an interview runs. Each is a step of the draft's log (op
``event``), because there it is as durable as an answer, in order with them, and gone with the draft; replaying passes
over it. Columns are those of the ODK XForms specification, "Audit"; times are milliseconds since 1970. One event is
Sild's own: ``clock moved``, whose ``start`` is what the clock should have shown and whose ``end`` is what it did.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, cast, get_args

from app.forms.definition import ValueType
from app.forms.state import Step

if TYPE_CHECKING:
    from app.forms.definition import FormDefinition, NodeDefinition

FILE_NAME: Final = "audit.csv"

EventName = Literal[
    "form start",
    "form resume",
    "form save",
    "form exit",
    "form finalize",
    "question",
    "group questions",
    "jump",
    "end screen",
    "add repeat",
    "delete repeat",
    "constraint error",
    "finalize error",
    "save error",
    "change reason",
    "background audio enabled",
    "background audio disabled",
    "clock moved",
]
_NAMES: Final = frozenset(get_args(EventName))


@dataclass(frozen=True, slots=True)
class AuditOptions:
    """What a form asks of its audit log. ``path`` is the node that takes the file."""

    path: str
    track_changes: bool = False
    identify_user: bool = False
    with_reasons: bool = False
    with_location: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the file, in ODK's order."""
        return (
            *("event", "node", "start", "end"),
            *(("latitude", "longitude", "accuracy") if self.with_location else ()),
            *(("old-value", "new-value") if self.track_changes else ()),
            *(("user",) if self.identify_user else ()),
            *(("change-reason",) if self.with_reasons else ()),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEvent:
    """One thing that happened. ``end`` is None for what took no time; ``node`` is an ordinal path or ''."""

    event: EventName
    start: int
    end: int | None = None
    node: str = ""
    old: str = ""
    new: str = ""
    user: str = ""
    reason: str = ""


def options_of(definition: FormDefinition) -> AuditOptions | None:
    """Return what a form asks for: its ``audit`` node in ``meta``; None when it keeps no audit log."""
    node = _below(definition, _below(definition, definition.nodes[0], "meta"), "audit")
    if node is None or node.type is not ValueType.BINARY or node.control is not None:
        return None
    asked = node.bind.other
    return AuditOptions(
        node.path,
        track_changes=asked.get("odk:track-changes") == "true",
        identify_user=asked.get("odk:identify-user") == "true",
        with_reasons="odk:track-changes-reasons" in asked,
        with_location="odk:location-priority" in asked,
    )


def _below(
    definition: FormDefinition, above: NodeDefinition | None, name: str
) -> NodeDefinition | None:
    """Return the child of a name, whatever its prefix; None when there is none."""
    for index in above.children if above is not None else ():
        if definition.nodes[index].name.rpartition(":")[2] == name:
            return definition.nodes[index]
    return None


def to_step(event: AuditEvent) -> Step:
    """Return an event as a step of the draft's log."""
    told = {
        "event": event.event,
        "start": str(event.start),
        "end": "" if event.end is None else str(event.end),
        "node": event.node,
        "old": event.old,
        "new": event.new,
        "user": event.user,
        "reason": event.reason,
    }
    return Step("event", payload={name: value for name, value in told.items() if value})


def events_in(steps: Iterable[Step]) -> list[AuditEvent]:
    """Return the events that a log holds; what is no event, or of no known kind, is passed over."""
    return [
        _from_payload(step.payload)
        for step in steps
        if step.op == "event" and step.payload.get("event") in _NAMES
    ]


def to_csv(options: AuditOptions, events: Iterable[AuditEvent], before: bytes = b"") -> bytes:
    """Write the file: UTF-8, commas, line feeds, quotes only where needed.

    ``before`` is the file of an interview that is being corrected; it goes on where that one ends.
    """
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    if not before:
        lines.writerow(options.columns)
    for event in events:
        cells = _cells(event)
        lines.writerow(cells.get(column, "") for column in options.columns)
    return before + text.getvalue().encode()


def _cells(event: AuditEvent) -> Mapping[str, str]:
    return {
        "event": event.event,
        "node": event.node,
        "start": str(event.start),
        "end": "" if event.end is None else str(event.end),
        "old-value": event.old,
        "new-value": event.new,
        "user": event.user,
        "change-reason": event.reason,
    }


def _from_payload(payload: Mapping[str, str]) -> AuditEvent:
    end = payload.get("end", "")
    return AuditEvent(
        event=cast("EventName", payload["event"]),
        start=_number(payload.get("start", "")),
        end=_number(end) if end else None,
        node=payload.get("node", ""),
        old=payload.get("old", ""),
        new=payload.get("new", ""),
        user=payload.get("user", ""),
        reason=payload.get("reason", ""),
    )


def _number(text: str) -> int:
    return int(text) if text.lstrip("-").isdigit() else 0
