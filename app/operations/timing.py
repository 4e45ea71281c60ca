"""Times per question and section of a draft or a finished interview.

A draft's times are read from its log. The log is gone with the draft, so finishing keeps them in the record: one field
(`folding.TIMES`) for each draft that it went through, the interview itself and every correction. They hold no answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import TYPE_CHECKING

from app.core.ids import DraftId
from app.forms.outline import question_numbers
from app.forms.routes import path_of
from app.forms.timing import Spent, Times, by_section, from_text, moment_of
from app.operations import folding, measuring
from app.operations.listing import get_interview

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.forms.session import FormSession
    from app.forms.state import Address
    from app.operations.services import Services

__all__ = ["InterviewTimes", "TimeLine", "label_of", "moment_of", "read_times"]


@dataclass(frozen=True, slots=True)
class TimeLine:
    """One question, screen or section. ``address`` is the node's, ``number`` as on paper, '' for what has none."""

    address: Address
    number: str
    spent: Spent
    is_section: bool = False


@dataclass(frozen=True, slots=True)
class InterviewTimes:
    """The times of an interview: sections with their questions in the order of asking, and all of it together."""

    session: FormSession
    lines: tuple[TimeLine, ...]
    total: Times


def read_times(services: Services, id_: str) -> InterviewTimes:
    """Read the times of a draft or finished interview. Raises AppError INTERVIEW_UNKNOWN."""
    from app.store import drafts, revisions

    row = get_interview(services, id_)
    if row.kind == "finished":
        session = folding.read_finished(services, row)
        total = _kept(revisions.view_of(services.workspace, row.record).values)
    else:
        draft = drafts.get_draft(services.workspace, DraftId(id_))
        session = folding.replay(services, draft)
        base = drafts.base_of(services.workspace, draft.id).values
        total = _kept(base) + measuring.measure(services, draft.id, session)
    return InterviewTimes(session, tuple(_lines(session, total)), total)


def label_of(times: InterviewTimes, line: TimeLine, language: str | None) -> str:
    """Return the words of a line in one of the form's languages, '' for loose questions."""
    session = times.session
    wanted = language if language in session.languages else None
    if line.address == session.root:
        return ""
    return session.label(line.address, wanted) or path_of(line.address).rpartition("/")[2]


def _kept(values: Mapping[str, str]) -> Times:
    kept = (from_text(value) for path, value in values.items() if path.startswith(folding.TIMES))
    return reduce(add, kept, Times())


def _lines(session: FormSession, total: Times) -> list[TimeLine]:
    """Sections, each followed by what was spent in it; what the form does not have any more is left out."""
    definition, numbers = session.definition, question_numbers(session.definition)
    standing = {state.address: state.index for state in session.states()}
    found: list[TimeLine] = []
    for path, spent in by_section(definition, total).items():
        section = session.root if path == session.root else _standing(session, path)
        if section is not None:
            found.append(TimeLine(section, numbers.get(path, ""), spent, is_section=True))
        inside = (
            TimeLine(address, numbers.get(path_of(address), ""), total.questions[address])
            for address in standing
            if address in total.questions and _section_of(definition.nodes[0].path, address, path)
        )
        found.extend(inside)
    return found


def _standing(session: FormSession, path: str) -> Address | None:
    try:
        return session.address(path)
    except KeyError:
        return None


def _section_of(root: str, address: str, section: str) -> bool:
    path = path_of(address)
    if section == root:
        return "/" not in path.removeprefix(f"{root}/")
    return path == section or path.startswith(f"{section}/")
