"""Both entries of one paper form side by side: what differs, what was decided, and the interview made of them.

Apart from ``keying``, which makes the entries. Decisions are kept as they are made, beside the first entry, and can be
taken back until the interview is finished; neither entry is changed by them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, cast

from app.forms.comparing import (
    NOTHING,
    Comparison,
    Decision,
    Difference,
    Given,
    Taken,
    compare,
    merge,
)
from app.forms.session import NotAnswerable
from app.operations import covers, interviews, members
from app.operations.keying import both

if TYPE_CHECKING:
    from app.core.changes import Changes
    from app.core.ids import DraftId
    from app.forms.session import FormSession
    from app.operations.covers import Entry
    from app.operations.services import Services

__all__ = ["NOTHING", "Comparison", "Decision", "Difference", "Given", "Taken"]

Decisions = Mapping[str, Decision]
Words = Callable[[Difference, Decision], str]
"""Says of a difference what both entries had and what was taken, for a remark."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries of one paper, opened to be read. ``names`` are those of their keyers."""

    first: Entry
    second: Entry
    sessions: tuple[FormSession, FormSession]
    names: tuple[str, str]
    comparison: Comparison
    decisions: Decisions

    @property
    def open(self) -> tuple[Difference, ...]:
        """The differences that nobody has decided yet."""
        return tuple(
            each for each in self.comparison.differences if each.path not in self.decisions
        )


def open_pair(services: Services, draft: DraftId) -> Pair:
    """Open both entries of a paper. Raises AppError PAPER_CHANGED, INTERVIEW_UNKNOWN."""
    first, second = both(services, draft)
    sessions = (
        interviews.read_interview(services, first.draft),
        interviews.read_interview(services, second.draft),
    )
    names = {member.id: member.name for member in members.members(services)}
    told = [
        ", ".join(names.get(keyer, keyer) for keyer in entry.keyers if keyer)  # type: ignore[call-overload]
        for entry in (first, second)
    ]
    comparison = compare(*sessions)
    known = {each.path for each in comparison.differences}
    decided = {path: decision for path, decision in _read(first.decisions).items() if path in known}
    return Pair(first, second, sessions, (told[0], told[1]), comparison, decided)


def decide(services: Services, pair: Pair, decisions: Decisions) -> Pair:
    """Keep what was decided so far; returns the pair as it stands then."""
    kept = covers.read(services, pair.first.draft) or pair.first
    covers.write(services, replace(kept, decisions=_written(decisions)))
    return replace(pair, decisions=dict(decisions))


def finish_pair(services: Services, pair: Pair, words: Words, summary: str) -> Changes:
    """Make one interview of both entries; the second goes with its draft, what differed stays in the record.

    ``summary`` is the remark at the whole interview. Raises AppError PAPER_CHANGED;
    `IncompleteInterview` of ``app.forms.session`` when the result breaks a rule: nothing was changed then.
    """
    both(services, pair.first.draft)
    session = interviews.read_interview(services, pair.first.draft)
    merge(session, pair.sessions[1], pair.decisions)
    by = members.device(services).username
    _remark(session, pair, words, by)
    session.remark(session.root, summary, by=by, state="resolved")
    result = _result(pair, members.actor(services))
    covers.write(services, replace(pair.first, result=result, decisions=_written(pair.decisions)))
    changes = interviews.finish_interview(services, pair.first.draft, session)
    changes |= interviews.discard_draft(services, pair.second.draft)
    changes |= interviews.empty_wastebasket(services, [pair.second.draft])
    covers.forget(services, pair.second.draft)
    return changes


def problems(services: Services, pair: Pair) -> list[str]:
    """Return the ordinal paths of what would keep the interview from being finished under the present decisions."""
    session = interviews.read_interview(services, pair.first.draft)
    merge(session, pair.sessions[1], pair.decisions)
    return [session.ordinal_path(problem.address) for problem in session.validate()]


def _remark(session: FormSession, pair: Pair, words: Words, by: str) -> None:
    for difference in pair.comparison.differences:
        decision = pair.decisions.get(difference.path)
        if decision is None or difference.is_row:
            continue
        try:
            address = session.address(difference.path)
            session.remark(address, words(difference, decision), by=by, state="resolved")
        except (KeyError, NotAnswerable):
            continue


def _result(pair: Pair, decided_by: str) -> dict[str, str]:
    """Write what comparing brought as fields of the interview."""
    comparison = pair.comparison
    log = [
        {
            "path": each.path,
            "first": asdict(each.first),
            "second": asdict(each.second),
            "taken": pair.decisions[each.path].taken if each.path in pair.decisions else "first",
        }
        for each in comparison.differences
    ]
    return {
        "meta/keyed_by": _keyers(pair.first),
        "meta/keyed_again_by": _keyers(pair.second),
        "meta/keying_decided_by": decided_by,
        "meta/keying_fields": str(comparison.fields),
        "meta/keying_unequal": str(comparison.unequal),
        "meta/keying_differences": str(len(comparison.differences)),
        "meta/keying_log": json.dumps(log, ensure_ascii=False, separators=(",", ":")),
    }


def _keyers(entry: Entry) -> str:
    return " ".join(keyer for keyer in entry.keyers if keyer)


def _written(decisions: Decisions) -> str:
    told = {path: [each.taken, asdict(each.given)] for path, each in decisions.items()}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")) if told else ""


def _read(text: str) -> dict[str, Decision]:
    """Read what `_written` wrote; what cannot be read was not decided."""
    try:
        told: Iterable[tuple[str, list[object]]] = json.loads(text).items() if text else ()
        return {path: _decision(kept) for path, kept in told}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}


def _decision(kept: list[object]) -> Decision:
    taken, given = kept
    return Decision(cast("Taken", taken), Given(**cast("dict[str, str]", given)))  # type: ignore[arg-type]
