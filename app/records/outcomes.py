"""What can come of an attempt to reach a firm: outcomes, and the code under which each is counted.

Apart from `cases`, which says what a row of attempts means. Numbers are what an interviewer types: one digit while the
case goes on, two when it ends, the first of them AAPOR's group.

The codes are those of AAPOR, *Standard Definitions: Final Dispositions of Case Codes and Outcome Rates for Surveys*, in
the numbering that its 7th to 9th editions (2011, 2015, 2016) share: 1 interview, 2 eligible but no interview, 3 unknown
eligibility, 4 not eligible. The tables are written for households; for establishments the same codes are read so:

- 1.1, 1.2 complete and partial interview; 2.12 break-off; 2.33 language; 3.11 not attempted: as for households.
- 2.112 refused by the respondent who is known; 2.111 refused at the level of the unit, here by a gatekeeper
  (switchboard, secretary, guard) in the place of another member of a household.
- 2.20 eligible, but the interview never came about, without saying why (the tables split it by mode: 2.21 never
  available, 2.25 away); an appointment or a call back that fieldwork leaves open is counted here.
- 3.10 not known whether there is a unit at all; 3.20 there is one, not known whether anybody in it is eligible.
- 4.10 outside of the sample; 4.50 not a unit of the kind that is surveyed.

An interim outcome carries the code under which its case is counted if fieldwork ended now. Not verified against the
printed text: that a closed firm belongs under 4.50 (the editions at hand name no code of its own for it), that a firm
outside the population belongs under 4.10 rather than 4.70, and whether the 10th edition (2023) numbers anything anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


class Outcome(StrEnum):
    """What came of one attempt."""

    APPOINTMENT = "appointment"
    CALL_BACK = "call_back"
    NO_CONTACT = "no_contact"
    BROKEN_OFF = "broken_off"
    REFUSED_FOR_NOW = "refused_for_now"
    GATEKEEPER_FOR_NOW = "gatekeeper_for_now"
    COMPLETE = "complete"
    PARTIAL = "partial"
    REFUSED = "refused"
    GATEKEEPER_REFUSED = "gatekeeper_refused"
    NEVER_REACHED = "never_reached"
    LANGUAGE = "language"
    UNKNOWN_ELIGIBILITY = "unknown_eligibility"
    OUT_OF_SCOPE = "out_of_scope"
    CLOSED = "closed"


class Channel(StrEnum):
    """How somebody was reached; the order is that of the keys 1 to 5."""

    VISIT = "visit"
    PHONE = "phone"
    EMAIL = "email"
    VIDEO = "video"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an outcome means: the number typed for it, AAPOR's code, whether the case ends with it."""

    outcome: Outcome
    number: str
    aapor: str
    is_final: bool

    @property
    def is_soft_refusal(self) -> bool:
        """Whether somebody said no, but not for good."""
        return self.outcome in {Outcome.REFUSED_FOR_NOW, Outcome.GATEKEEPER_FOR_NOW}

    @property
    def is_hard_refusal(self) -> bool:
        """Whether the case is locked by it everywhere."""
        return self.outcome in {Outcome.REFUSED, Outcome.GATEKEEPER_REFUSED}

    @property
    def is_interview(self) -> bool:
        """Whether answers were given."""
        return self.outcome in {Outcome.COMPLETE, Outcome.PARTIAL}


def _meanings() -> Mapping[Outcome, Meaning]:
    rows = (
        (Outcome.APPOINTMENT, "1", "2.20", False),
        (Outcome.CALL_BACK, "2", "2.20", False),
        (Outcome.NO_CONTACT, "3", "3.10", False),
        (Outcome.BROKEN_OFF, "4", "2.12", False),
        (Outcome.REFUSED_FOR_NOW, "5", "2.112", False),
        (Outcome.GATEKEEPER_FOR_NOW, "6", "2.111", False),
        (Outcome.COMPLETE, "11", "1.1", True),
        (Outcome.PARTIAL, "12", "1.2", True),
        (Outcome.REFUSED, "21", "2.112", True),
        (Outcome.GATEKEEPER_REFUSED, "22", "2.111", True),
        (Outcome.NEVER_REACHED, "23", "2.20", True),
        (Outcome.LANGUAGE, "24", "2.33", True),
        (Outcome.UNKNOWN_ELIGIBILITY, "31", "3.20", True),
        (Outcome.OUT_OF_SCOPE, "41", "4.10", True),
        (Outcome.CLOSED, "42", "4.50", True),
    )
    return MappingProxyType({row[0]: Meaning(*row) for row in rows})


MEANINGS: Final = _meanings()
"""Every outcome, in the order in which they are offered."""


def by_number(number: str) -> Outcome | None:
    """Return the outcome that a typed number stands for.

    >>> by_number("21"), by_number("7")
    (<Outcome.REFUSED: 'refused'>, None)
    """
    return next((each.outcome for each in MEANINGS.values() if each.number == number), None)
