"""The people of an interview in words: why it was broken off, what they said to taking part, how willing they were.

Apart from the window and the reports because both say it alike.
"""

from __future__ import annotations

from app.i18n.catalog import pgettext
from app.records.sitting import Reason


def reason_words(reason: Reason) -> str:
    """Return why an interview was broken off, as it is chosen and told."""
    return {
        Reason.NO_TIME: pgettext("break-off", "no time now"),
        Reason.REFUSES: pgettext("break-off", "does not want to go on now"),
        Reason.REFUSES_FOR_GOOD: pgettext("break-off", "refuses for good"),
        Reason.INTERRUPTED: pgettext("break-off", "interrupted"),
        Reason.TECHNICAL: pgettext("break-off", "technical trouble"),
        Reason.OTHER: pgettext("break-off", "another reason"),
    }[reason]


def consent_words() -> dict[str, str]:
    """Return what a person can have said about taking part."""
    return {
        "yes": pgettext("consent", "agreed"),
        "no": pgettext("consent", "did not agree"),
        "unasked": pgettext("consent", "not asked yet"),
    }


def cooperation_words() -> dict[str, str]:
    """Return the scale of how willingly somebody answered, the worst first."""
    return {
        "1": pgettext("cooperation", "poor"),
        "2": pgettext("cooperation", "rather poor"),
        "3": pgettext("cooperation", "fair"),
        "4": pgettext("cooperation", "good"),
        "5": pgettext("cooperation", "very good"),
    }
