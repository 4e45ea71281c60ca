"""What is noted beside the answers, as a step holds it: remarks, and facts about the interview as a whole.

Facts are the fields of ``app.records.sitting``: respondents, sections left for one of them, break-offs, the closing
page. A step of op ``fact`` holds the fields that it changes, '' for those that it takes away; to a session they are
only text, which it keeps, undoes and gives into its snapshot.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.forms.snapshot import Remark, RemarkState
from app.records.sitting import is_fact

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.forms.state import Step


def remark_of(step: Step) -> Remark:
    """Return the remark that a step holds."""
    payload = step.payload
    return Remark(
        payload.get("id", ""),
        step.path,
        payload.get("text", ""),
        payload.get("by", ""),
        payload.get("at", ""),
        state_of(payload.get("state", "")),
        payload.get("reply", ""),
        payload.get("review", ""),
    )


def state_of(text: str) -> RemarkState:
    """Return the state of a remark; what is not known is open."""
    states: dict[str, RemarkState] = {"answered": "answered", "resolved": "resolved"}
    return states.get(text, "open")


def facts_of(fields: Mapping[str, str]) -> dict[str, str]:
    """Return those fields of an interview that are facts."""
    return {path: value for path, value in fields.items() if is_fact(path) and value}


def noted(facts: Mapping[str, str], changes: Mapping[str, str]) -> dict[str, str]:
    """Return facts with changes in them; what is none is passed over."""
    return facts_of({**facts, **changes})
