"""Key entry of filled paper forms: one entry or two by different people, held against each other, one interview.

The second entry is independent: a session of its own that never sees the first, so that both are wrong in the same way
only by chance. Whether a paper needs one is a rule per form. Entries are drafts like any other; `covers` keeps what
stands on the paper's cover.
"""

from __future__ import annotations

import uuid
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from app.core.changes import Changes
from app.core.clock import StillClock
from app.core.errors import AppError, ErrorCode
from app.core.ids import BundleId, DraftId, RecordId, new_record_id
from app.forms.comparing import compare
from app.operations import cases, covers, forms, given, interviews, members
from app.operations.covers import Cover, Entry

if TYPE_CHECKING:
    from app.forms.session import FormSession
    from app.operations.interviews import InterviewSummary, OpenInterview
    from app.operations.services import Services

__all__ = ["Cover", "Entry"]

RULE: Final = "keying/rule/"
SAMPLED_OF_TEN: Final = 1


class Rule(StrEnum):
    """Which papers of a form are keyed twice."""

    EVERY = "every"
    SAMPLED = "sampled"
    """One in ten, chosen by the paper's number: the same everywhere and not by a person."""
    NONE = "none"


class EntryState(StrEnum):
    """How far the keying of a paper has come."""

    KEYING = "keying"
    ONCE = "once"
    """Keyed once, waits for the second entry."""
    SECOND = "second"
    """The second entry, under way."""
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class Paper:
    """A filled form to key in. ``language`` is what the form's languages resolve."""

    bundle: BundleId
    cover: Cover
    language: str | None = None
    test: bool = False
    case: RecordId | None = None


@dataclass(frozen=True, slots=True)
class OpenEntry:
    """An entry and its open draft."""

    entry: Entry
    interview: OpenInterview


@dataclass(frozen=True, slots=True)
class Standing:
    """What the list shows of a draft that is keyed from paper. ``is_mine``: who works here now keyed it."""

    state: EntryState
    number: str
    differences: int = -1
    is_mine: bool = False


@dataclass(frozen=True, slots=True)
class Completed:
    """What came of ending an entry: an interview, or two entries to compare, or a wait for the second."""

    changes: Changes
    record: str = ""
    state: EntryState = EntryState.ONCE


def rule_of(services: Services, form_id: str) -> Rule:
    """Return which papers of a form are keyed twice; every one until somebody says otherwise."""
    from app.store import settings

    kept = settings.get_setting(services.workspace, RULE + form_id)
    return Rule(kept) if kept in set(Rule) else Rule.EVERY


def set_rule(services: Services, form_id: str, rule: Rule) -> Changes:
    """Say which papers of a form are keyed twice."""
    from app.store import settings

    settings.set_setting(services.workspace, RULE + form_id, rule.value)
    return Changes(settings=True)


def is_keyed_twice(rule: Rule, entry: Entry) -> bool:
    """Tell whether a paper is to be keyed twice."""
    if rule is Rule.SAMPLED:
        return zlib.crc32("\0".join(entry.paper).encode()) % 10 < SAMPLED_OF_TEN
    return rule is Rule.EVERY


def start_entry(services: Services, paper: Paper) -> OpenEntry:
    """Begin to key a paper in; a second person who names the same number begins the second entry.

    Raises AppError FORM_UNKNOWN, LANGUAGE_UNKNOWN, CASE_LOCKED; PAPER_OWN_ENTRY, PAPER_BEING_KEYED, PAPER_KEYED.
    """
    if paper.case:
        cases.refuse_locked(services, paper.case)
    definition = forms.load_definition(services, paper.bundle)
    entry = Entry(
        draft=DraftId(new_record_id()),
        pair=str(uuid.uuid4()),
        form_id=definition.form_id,
        bundle=paper.bundle,
        cover=paper.cover,
        keyers=(members.actor(services),),
    )
    twin = _twin_of(services, entry)
    if twin is not None:
        entry = replace(entry, pair=twin.pair, bundle=twin.bundle, cover=twin.cover)
        entry = replace(entry, is_second=not twin.is_second)
        paper = replace(paper, bundle=twin.bundle)
    return OpenEntry(entry, _open(services, paper, entry))


def start_second(services: Services, first: DraftId) -> OpenEntry:
    """Begin the second entry of a paper that was keyed once. Raises AppError as `start_entry` does."""
    from app.store import drafts

    entry = covers.read(services, first)
    if entry is None:
        raise AppError(ErrorCode.INTERVIEW_UNKNOWN, id=first)
    kept = drafts.get_draft(services.workspace, first)
    case = RecordId(kept.case_id) if kept.case_id else None
    return start_entry(
        services, Paper(entry.bundle, entry.cover, kept.language or None, kept.test, case)
    )


def continue_entry(services: Services, draft: DraftId) -> OpenEntry:
    """Go on keying where it was left; whoever does so has keyed here too. Raises AppError INTERVIEW_UNKNOWN."""
    entry = covers.read(services, draft)
    if entry is None:
        raise AppError(ErrorCode.INTERVIEW_UNKNOWN, id=draft)
    opened = interviews.continue_interview(services, draft)
    keyers = tuple(dict.fromkeys((*entry.keyers, members.actor(services))))
    entry = replace(entry, keyers=keyers, is_complete=False, differences=-1, decisions="")
    covers.write(services, entry)
    return OpenEntry(entry, opened)


def complete_entry(
    services: Services, draft: DraftId, session: FormSession, summary: InterviewSummary
) -> Completed:
    """End an entry: it becomes an interview when it stands alone, else it is compared, or waits for the second.

    Raises `IncompleteInterview` of ``app.forms.session`` when an answer is missing or breaks a rule; AppError.
    """
    entry = covers.read(services, draft)
    if entry is None:
        raise AppError(ErrorCode.INTERVIEW_UNKNOWN, id=draft)
    twin = _other(_living(services), entry)
    if twin is None and not is_keyed_twice(rule_of(services, entry.form_id), entry):
        changes = interviews.finish_interview(services, draft, session)
        return Completed(changes, record=entry.draft)
    session.finish()
    session.take_back_finish()
    changes = interviews.save_summary(services, draft, summary)
    changes |= interviews.close_interview(services, draft)
    covers.write(services, replace(entry, is_complete=True, decisions=""))
    if twin is None or not twin.is_complete:
        return Completed(changes)
    count_differences(services, draft)
    return Completed(changes, state=EntryState.TWICE)


def count_differences(services: Services, draft: DraftId) -> int:
    """Compare both entries of a paper anew and keep the number of differences for the list."""
    first, second = both(services, draft)
    found = compare(
        interviews.read_interview(services, first.draft),
        interviews.read_interview(services, second.draft),
    )
    count = len(found.differences)
    for entry in (first, second):
        covers.write(services, replace(entry, differences=count, decisions=""))
    return count


def entry_of(services: Services, draft: DraftId) -> Entry | None:
    """Return what is known of a draft that is keyed from paper; None for every other draft."""
    return covers.read(services, draft)


def standings(services: Services) -> Mapping[DraftId, Standing]:
    """Return how far every paper has come that is being keyed here, by draft; what is gone for good is forgotten."""
    _forget_gone(services)
    living, actor = _living(services), members.actor(services)
    return {
        entry.draft: Standing(
            _state(living, entry),
            entry.cover.number,
            entry.differences,
            is_mine=actor in entry.keyers,
        )
        for entry in living
    }


def both(services: Services, draft: DraftId) -> tuple[Entry, Entry]:
    """Return both complete entries of a paper, the first one first. Raises AppError PAPER_CHANGED."""
    entry = covers.read(services, draft)
    twin = _other(_living(services), entry) if entry is not None else None
    if entry is None or twin is None or not (entry.is_complete and twin.is_complete):
        number = entry.cover.number if entry is not None else ""
        raise AppError(ErrorCode.PAPER_CHANGED, number=number)
    return (twin, entry) if entry.is_second else (entry, twin)


def _open(services: Services, paper: Paper, entry: Entry) -> OpenInterview:
    """Make the draft of an entry, held by whoever held the interview on paper.

    What the form fills in at its opening, such as today's date, is that of the interview's day.
    """
    from app.forms.languages import resolve
    from app.forms.session import FormSession
    from app.store import drafts

    definition = forms.load_definition(services, paper.bundle)
    record = RecordId(entry.draft)
    language = resolve(definition.languages, paper.language) if paper.language else None
    lists = given.lists_of(services, definition, record, test=paper.test)
    device, noon = members.device(services), covers.noon_of(services, entry.cover.day)
    on_the_day = FormSession.open(
        definition, record=record, clock=StillClock(noon), language=language, device=device,
        lists=lists,
    )  # fmt: skip
    session = FormSession.open(
        definition, record=record, clock=services.clock, language=language, device=device,
        steps=[on_the_day.opening], lists=lists,
    )  # fmt: skip
    covers.write(services, entry)
    summary = interviews.summarise(session)
    new = drafts.NewDraft(
        record=record,
        bundle=paper.bundle,
        interviewer=entry.cover.interviewer or members.actor(services),
        language=session.language,
        test=paper.test,
        case_id=paper.case or "",
        title=summary.title,
        total=summary.total,
    )
    draft = drafts.create_draft(services.workspace, new, session.opening).id
    services.drafts.opened(draft)
    return interviews.OpenInterview(draft, record, paper.bundle, session, test=paper.test)


def _living(services: Services) -> list[Entry]:
    """Return the entries whose drafts stand in the list."""
    from app.store import drafts

    standing = {draft.id for draft in drafts.list_drafts(services.workspace)}
    return [entry for entry in covers.read_all(services) if entry.draft in standing]


def _forget_gone(services: Services) -> None:
    """Forget the entries whose drafts were destroyed: what was decided about them holds answers."""
    from app.store import drafts

    standing = {entry.draft for entry in _living(services)}
    for entry in covers.read_all(services):
        if entry.record or entry.draft in standing:
            continue
        try:
            drafts.get_draft(services.workspace, entry.draft)
        except AppError:
            covers.forget(services, entry.draft)


def _twin_of(services: Services, entry: Entry) -> Entry | None:
    """Return the first entry of the same paper; refuse when it cannot have a second."""
    number = entry.cover.number
    if any(each.record and each.paper == entry.paper for each in covers.read_all(services)):
        raise AppError(ErrorCode.PAPER_KEYED, number=number)
    known = [each for each in _living(services) if each.paper == entry.paper]
    if not known:
        return None
    if len(known) > 1:
        raise AppError(ErrorCode.PAPER_KEYED, number=number)
    [first] = known
    if not first.is_complete:
        raise AppError(ErrorCode.PAPER_BEING_KEYED, number=number)
    if set(entry.keyers) & set(first.keyers):
        raise AppError(ErrorCode.PAPER_OWN_ENTRY, number=number)
    return first


def _other(living: list[Entry], entry: Entry) -> Entry | None:
    return next((each for each in living if each.pair == entry.pair and each != entry), None)


def _state(living: list[Entry], entry: Entry) -> EntryState:
    twin = _other(living, entry)
    if entry.is_complete:
        return EntryState.TWICE if twin is not None and twin.is_complete else EntryState.ONCE
    return EntryState.SECOND if entry.is_second and twin is not None else EntryState.KEYING
