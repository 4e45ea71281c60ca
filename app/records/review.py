"""What reviewers decided about an interview, and what that amounts to now: returned, corrected, approved.

Nothing is stored of the state: it is a function of the live view, so packages may arrive in any order. Every decision
is fields of its own, written once, so that decisions made apart never conflict::

    meta/review/ID/{verdict,on,by,at,note}   ID: a random identity; verdict: returned or approved
    meta/review/ID/ends/OTHER                a decision known to whoever made this one, which it takes the place of
    meta/review/ID/remark/REMARK             "closed": an answered remark that was looked at
    meta/review/DRAFT/ends/OTHER             the same, by a correction that was finished knowing of the decision

``on`` names what the reviewer looked at (`seen`). A decision stands until another one, or a correction, ends it; an
approval moreover only as long as the interview is what was approved. One return that stands outweighs any approval.
Pure.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.records.live import LiveView

PREFIX: Final = "meta/review/"
_STATUS: Final = "meta/status"
_FINISHED: Final = "finished"
_CLOSED: Final = "closed"
_LOOKED_AT: Final = ("answers/", "missing/", "order/", "meta/file/")
_FINISHED_AT: Final = "meta/finished"


class Verdict(StrEnum):
    """What a reviewer can say."""

    RETURNED = "returned"
    APPROVED = "approved"


class State(StrEnum):
    """Where a finished interview stands; ``CORRECTED`` waits for another look."""

    FINISHED = "finished"
    RETURNED = "returned"
    CORRECTED = "corrected"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. ``at`` is ISO 8601; ``is_ended``: another one or a correction took its place."""

    id: str
    verdict: Verdict
    on: str
    by: str = ""
    at: str = ""
    note: str = ""
    is_ended: bool = False


def state_of(view: LiveView) -> str:
    """Return the status of an interview: that of a draft handed over, else a `State`."""
    status = view.values.get(_STATUS, _FINISHED)
    if status != _FINISHED:
        return status
    made = decisions(view.values)
    if not made:
        return status
    standing = [each for each in made if not each.is_ended]
    if any(each.verdict is Verdict.RETURNED for each in standing):
        return State.RETURNED
    now = seen(view)
    if any(each.on == now for each in standing):
        return State.APPROVED
    return State.CORRECTED


def seen(view: LiveView) -> str:
    """Name what a reviewer looks at: answers as they stand, all that are in conflict, and every finish."""
    named = {path: [value] for path, value in view.values.items() if _is_looked_at(path)}
    for path, candidates in view.conflicts.items():
        if _is_looked_at(path):
            named[path] = sorted(
                f"={each.value}" if each.value is not None else "-" for each in candidates
            )
    digest = hashlib.sha256()
    for path in sorted(named):
        for text in (path, *named[path]):
            digest.update(text.encode("utf-8", "surrogatepass") + b"\0")
        digest.update(b"\0")
    return digest.hexdigest()


def decisions(values: Mapping[str, str]) -> tuple[Decision, ...]:
    """Return every decision, in the order of their times."""
    told: dict[str, dict[str, str]] = {}
    ended: set[str] = set()
    for path, text in values.items():
        if not path.startswith(PREFIX):
            continue
        name, _, member = path.removeprefix(PREFIX).partition("/")
        told.setdefault(name, {})[member] = text
        if member.startswith("ends/"):
            ended.add(member.removeprefix("ends/"))
    found = [
        Decision(
            name,
            Verdict(each["verdict"]),
            each.get("on", ""),
            each.get("by", ""),
            each.get("at", ""),
            each.get("note", ""),
            name in ended,
        )
        for name, each in told.items()
        if each.get("verdict") in set(Verdict)
    ]
    return tuple(sorted(found, key=lambda each: (each.at, each.id)))


def standing(values: Mapping[str, str], verdict: Verdict) -> tuple[Decision, ...]:
    """Return the decisions of one kind that nothing has ended."""
    return tuple(
        each for each in decisions(values) if each.verdict is verdict and not each.is_ended
    )


def closed_remarks(values: Mapping[str, str]) -> frozenset[str]:
    """Return the remarks whose answers a reviewer has looked at."""
    found = (path.removeprefix(PREFIX).split("/", 2) for path in values if path.startswith(PREFIX))
    return frozenset(each[2] for each in found if len(each) == 3 and each[1] == "remark")


def write(decision: Decision, known: Mapping[str, str], remarks: Iterable[str]) -> dict[str, str]:
    """Return the fields of a decision made knowing ``known``; it closes the ``remarks``."""
    place = f"{PREFIX}{decision.id}/"
    told = {
        "verdict": decision.verdict.value,
        "on": decision.on,
        "by": decision.by,
        "at": decision.at,
        "note": decision.note,
    }
    return {
        **{place + name: text for name, text in told.items() if text},
        **end_all(decision.id, known),
        **{f"{place}remark/{remark}": _CLOSED for remark in remarks},
    }


def end_all(by: str, known: Mapping[str, str]) -> dict[str, str]:
    """Return the fields with which a correction, or another decision, ends all decisions known to it."""
    standing_now = [each for each in decisions(known) if not each.is_ended]
    return {f"{PREFIX}{by}/ends/{each.id}": each.verdict.value for each in standing_now}


def _is_looked_at(path: str) -> bool:
    return path.startswith(_LOOKED_AT) or path == _FINISHED_AT
