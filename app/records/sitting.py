"""An interview as a meeting of people: who answers, what is left for whom, why it was broken off, how it closed.

These are facts about the interview as a whole, apart from its answers. Each is a field of its own, so that two machines
which noted different things never conflict over them::

    meta/respondent/ID/{name,role,consent,since}     ID: a random identity
    meta/section/data/finance/{by,left}              by: the ID of a respondent; left: "true" while it waits for them
    meta/break_off/ID/{reason,words,at,by,next,who}  every break-off, as it was
    meta/closing/{place,present,language,cooperation,notes}

A section is named by the path of its group (repeats without identities), or the root for questions outside of groups.
Pure: fields in, values out, and the changes that a person's wish makes to the fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

RESPONDENT: Final = "meta/respondent/"
SECTION: Final = "meta/section/"
BREAK_OFF: Final = "meta/break_off/"
CLOSING: Final = "meta/closing/"
_PREFIXES: Final = (RESPONDENT, SECTION, BREAK_OFF, CLOSING)
_TRUE: Final = "true"

Consent = Literal["", "yes", "no"]
Changes = dict[str, str]


class Reason(StrEnum):
    """Why an interview was broken off; the order is that of the keys 1 to 6."""

    NO_TIME = "no_time"
    REFUSES = "refuses"
    REFUSES_FOR_GOOD = "refuses_for_good"
    INTERRUPTED = "interrupted"
    TECHNICAL = "technical"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Respondent:
    """Somebody who answers. ``since`` is when they were written down: they are listed in that order."""

    id: str
    name: str
    role: str = ""
    consent: Consent = ""
    since: str = ""

    @property
    def title(self) -> str:
        """The name with the role."""
        return f"{self.name}, {self.role}" if self.role else self.name


@dataclass(frozen=True, slots=True)
class Answering:
    """Who answers a section, and whether it still waits for them."""

    by: str = ""
    is_left: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakOff:
    """A break-off. ``by`` noted it; ``next`` is the appointment, ``who`` it was agreed with."""

    id: str
    reason: Reason
    at: datetime
    words: str = ""
    by: str = ""
    next: datetime | None = None
    who: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """What is noted before an interview is finished. ``cooperation`` is '1' (poor) to '5' (very good) or ''."""

    place: str = ""
    present: str = ""
    language: str = ""
    cooperation: str = ""
    notes: str = ""

    def __bool__(self) -> bool:
        return any(getattr(self, each.name) for each in fields(self))


NOTHING_NOTED: Final = Closing()
NOBODY: Final[Mapping[str, Answering]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Sitting:
    """All of it."""

    respondents: tuple[Respondent, ...] = ()
    sections: Mapping[str, Answering] = field(default_factory=lambda: NOBODY)
    """By path, with its leading slash."""
    break_offs: tuple[BreakOff, ...] = ()
    """The earliest first."""
    closing: Closing = NOTHING_NOTED

    def respondent(self, identity: str) -> Respondent | None:
        """Return one respondent."""
        return next((each for each in self.respondents if each.id == identity), None)

    def waits_for(self, section: str) -> Respondent | None:
        """Return for whom a section was left; None when it was not."""
        answering = self.sections.get(section)
        return self.respondent(answering.by) if answering and answering.is_left else None

    def answers(self, section: str) -> Respondent | None:
        """Return who answers a section, as far as somebody said so."""
        answering = self.sections.get(section)
        return self.respondent(answering.by) if answering else None


def is_fact(path: str) -> bool:
    """Say whether a field of an interview is one of these.

    >>> is_fact("meta/closing/place"), is_fact("meta/started")
    (True, False)
    """
    return path.startswith(_PREFIXES)


def sitting_of(facts: Mapping[str, str]) -> Sitting:
    """Read the fields; what is not understood is left out."""
    people = [
        Respondent(
            identity,
            told.get("name", ""),
            told.get("role", ""),
            cast("Consent", told["consent"] if told.get("consent") in {"yes", "no"} else ""),
            told.get("since", ""),
        )
        for identity, told in _by_name(facts, RESPONDENT)
    ]
    closing = {path.removeprefix(CLOSING): text for path, text in facts.items()}
    return Sitting(
        tuple(sorted(people, key=lambda each: (each.since, each.id))),
        {
            f"/{path}": Answering(told.get("by", ""), told.get("left") == _TRUE)
            for path, told in _by_name(facts, SECTION)
        },
        tuple(sorted(_break_offs(facts), key=lambda each: (each.at.timestamp(), each.id))),
        Closing(*(closing.get(each.name, "") for each in fields(Closing))),
    )


def _by_name(facts: Mapping[str, str], prefix: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what stands under a prefix, by what lies between it and the last part."""
    found: dict[str, dict[str, str]] = {}
    for path, text in facts.items():
        if path.startswith(prefix):
            name, _, member = path.removeprefix(prefix).rpartition("/")
            found.setdefault(name, {})[member] = text
    yield from found.items()


def _break_offs(facts: Mapping[str, str]) -> Iterator[BreakOff]:
    for identity, told in _by_name(facts, BREAK_OFF):
        at, reason = _moment(told.get("at", "")), told.get("reason", "")
        if at is not None:
            yield BreakOff(
                id=identity,
                reason=Reason(reason) if reason in set(Reason) else Reason.OTHER,
                at=at,
                words=told.get("words", ""),
                by=told.get("by", ""),
                next=_moment(told.get("next", "")),
                who=told.get("who", ""),
            )


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None


# --- what a person's wish changes


def write_respondent(person: Respondent) -> Changes:
    """Write somebody down, or what is known of them anew."""
    told = {"name": person.name, "role": person.role, "consent": person.consent}
    return {f"{RESPONDENT}{person.id}/{name}": text for name, text in told.items()} | {
        f"{RESPONDENT}{person.id}/since": person.since
    }


def take_out_respondent(facts: Mapping[str, str], identity: str) -> Changes:
    """Strike somebody out; the sections that were theirs are nobody's."""
    theirs = [
        section for section, told in sitting_of(facts).sections.items() if told.by == identity
    ]
    gone = dict.fromkeys(
        (path for path in facts if path.startswith(f"{RESPONDENT}{identity}/")), ""
    )
    return gone | give_sections(theirs, "")


def leave_sections(sections: Iterable[str], identity: str) -> Changes:
    """Leave sections for somebody."""
    return give_sections(sections, identity, left=_TRUE)


def give_sections(sections: Iterable[str], identity: str, left: str = "") -> Changes:
    """Let somebody answer sections from now on; '' is nobody in particular."""
    changes: Changes = {}
    for section in sections:
        place = f"{SECTION}{section.lstrip('/')}"
        changes |= {f"{place}/by": identity, f"{place}/left": left}
    return changes


def write_break_off(broken: BreakOff) -> Changes:
    """Write a break-off down."""
    told = {
        "reason": broken.reason.value,
        "words": broken.words,
        "at": broken.at.isoformat(timespec="seconds"),
        "by": broken.by,
        "next": broken.next.isoformat(timespec="seconds") if broken.next else "",
        "who": broken.who,
    }
    return {f"{BREAK_OFF}{broken.id}/{name}": text for name, text in told.items()}


def write_closing(closing: Closing) -> Changes:
    """Write the closing page."""
    return {f"{CLOSING}{each.name}": getattr(closing, each.name) for each in fields(closing)}
