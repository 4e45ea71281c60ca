"""Invented cases of the demonstration: those whose interviews were held, and some dozen still to be worked on.

Apart from `chain`, which holds the interviews. Every state of a case occurs: appointments around the last day, rests
after a soft refusal, a firm that is closed, one that refused for good, one that nobody tried.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from app.operations import attempts, cases, workspace
from app.operations.attempts import Channel, NewAttempt, Outcome
from app.operations.demo.invented import interviewers, words_of

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random

    from app.core.ids import RecordId
    from app.operations.cases import Case
    from app.operations.services import Services

PRACTICE: Final = 2
_STREETS: Final = {"et": "Näidise", "ru": "Образцовая", "en": "Example"}
_LIVES: Final[tuple[tuple[tuple[Outcome, ...], int | None], ...]] = (
    ((), None),
    ((Outcome.APPOINTMENT,), 0),
    ((Outcome.NO_CONTACT,), None),
    ((Outcome.CALL_BACK, Outcome.APPOINTMENT), 0),
    ((Outcome.NO_CONTACT, Outcome.NO_CONTACT), None),
    ((Outcome.APPOINTMENT,), 1),
    ((), None),
    ((Outcome.GATEKEEPER_FOR_NOW,), None),
    ((Outcome.NO_CONTACT, Outcome.APPOINTMENT), 2),
    ((Outcome.CALL_BACK,), None),
    ((Outcome.REFUSED_FOR_NOW,), None),
    ((Outcome.CALL_BACK, Outcome.APPOINTMENT), -1),
    ((Outcome.NO_CONTACT, Outcome.CLOSED), None),
    ((), None),
    ((Outcome.APPOINTMENT,), 3),
    ((Outcome.REFUSED,), None),
    ((Outcome.CALL_BACK, Outcome.GATEKEEPER_REFUSED), None),
    ((Outcome.LANGUAGE,), None),
    ((), None),
    ((Outcome.APPOINTMENT,), 5),
    ((Outcome.OUT_OF_SCOPE,), None),
    ((Outcome.NO_CONTACT, Outcome.NO_CONTACT, Outcome.NEVER_REACHED), None),
    ((Outcome.PARTIAL,), None),
    ((Outcome.CALL_BACK,), None),
)
"""What was tried with each of the cases still at work, and in how many days its appointment is."""


def case_of_interview(
    services: Services, name: str, contact: str, speech: str, random: Random
) -> RecordId:
    """Make the case from which an invented interview starts, with what was tried before."""
    now = services.clock.now()
    case = _case(services, name, contact, (speech, now), random)
    for days in range(random.randint(0, 2), 0, -1):
        outcome = Outcome.APPOINTMENT if days == 1 else random.choice(_BEFORE)
        tried = NewAttempt(
            at=now - timedelta(days=3 * days),
            channel=_channel(random),
            outcome=outcome,
            who=contact,
        )
        attempts.log_attempt(services, case.id, tried)
    return case.id


def add_cases(services: Services, today: datetime, random: Random) -> int:
    """Add the cases that are still at work, seen from ``today``; returns how many."""
    for number, (outcomes, days) in enumerate(_LIVES):
        speech = ("et", "ru", "et", "ru", "et", "en")[number % 6]
        colleague = next(each for each in interviewers() if speech in each.speaks)
        workspace.set_current_member(services, colleague.name, colleague.role)
        words = words_of(speech)
        contact = random.choice(words.people)
        case = _case(services, words.firm(random), contact, (speech, today), random)
        _try(services, case, outcomes, (today, days), random)
    for number in range(PRACTICE):
        words = words_of("et" if number else "ru")
        trial = _case(
            services, words.firm(random), random.choice(words.people), (words.speech, today), random
        )
        cases.change_case(services, replace(trial, test=True))
    return len(_LIVES) + PRACTICE


_BEFORE: Final = (Outcome.NO_CONTACT, Outcome.CALL_BACK)


def _case(
    services: Services, name: str, contact: str, at: tuple[str, datetime], random: Random
) -> Case:
    speech, now = at
    digits = "".join(str(random.randint(0, 9)) for _digit in range(4))
    street = f"{_STREETS.get(speech, _STREETS['en'])} {random.randint(1, 60)}"
    case = replace(
        cases.new_case(services),
        name=name,
        contact=contact,
        phone=f"+372 5550 {digits}" if speech != "ru" else f"+7 900 000 {digits}",
        address=f"{random.choice(words_of(speech).places)}, {street}",
        language=speech,
        due=(now + timedelta(days=random.randint(2, 30))).date(),
    )
    cases.add_case(services, case)
    return case


def _try(
    services: Services,
    case: Case,
    outcomes: tuple[Outcome, ...],
    then: tuple[datetime, int | None],
    random: Random,
) -> None:
    today, days = then
    for place, outcome in enumerate(outcomes):
        agreed = None
        if outcome is Outcome.APPOINTMENT and days is not None:
            hour, minute = random.randint(9, 16), random.choice((0, 30))
            agreed = (today + timedelta(days=days)).replace(
                hour=hour, minute=minute, second=0, microsecond=0
            )
        reached = outcome not in {Outcome.NO_CONTACT, Outcome.NEVER_REACHED, Outcome.CLOSED}
        tried = NewAttempt(
            at=today.replace(hour=random.randint(9, 15))
            - timedelta(days=2 * (len(outcomes) - place) + 1, minutes=random.randint(0, 90)),
            channel=_channel(random),
            outcome=outcome,
            who=case.contact if reached else "",
            next=agreed,
        )
        attempts.log_attempt(services, case.id, tried)


def _channel(random: Random) -> Channel:
    return random.choice((Channel.PHONE, Channel.PHONE, Channel.VISIT, Channel.EMAIL))
