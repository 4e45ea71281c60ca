"""States, outcomes and channels of a case in words, icons and tones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.i18n import formats
from app.i18n.catalog import _, pgettext
from app.operations.attempts import Channel, Outcome
from app.operations.cases import CaseState
from app.ui.widgets.badges import Badge

if TYPE_CHECKING:
    from datetime import datetime

    from app.operations.cases import CaseRow

ALWAYS: Final = (CaseState.NEW, CaseState.OPEN, CaseState.APPOINTMENT, CaseState.DONE)
"""States whose chips stand there even when no case is in them."""


def outcome_words(outcome: Outcome) -> str:
    """Return an outcome as it is chosen and listed."""
    return {
        Outcome.APPOINTMENT: pgettext("outcome", "appointment made"),
        Outcome.CALL_BACK: pgettext("outcome", "call again"),
        Outcome.NO_CONTACT: pgettext("outcome", "nobody reached"),
        Outcome.BROKEN_OFF: pgettext("outcome", "interview broken off"),
        Outcome.REFUSED_FOR_NOW: pgettext("outcome", "respondent refused for now"),
        Outcome.GATEKEEPER_FOR_NOW: pgettext("outcome", "gatekeeper refused for now"),
        Outcome.COMPLETE: pgettext("outcome", "interview complete"),
        Outcome.PARTIAL: pgettext("outcome", "interview partial"),
        Outcome.REFUSED: pgettext("outcome", "respondent refused for good"),
        Outcome.GATEKEEPER_REFUSED: pgettext("outcome", "gatekeeper refused for good"),
        Outcome.NEVER_REACHED: pgettext("outcome", "never reached"),
        Outcome.LANGUAGE: pgettext("outcome", "no common language"),
        Outcome.UNKNOWN_ELIGIBILITY: pgettext("outcome", "not known whether in scope"),
        Outcome.OUT_OF_SCOPE: pgettext("outcome", "out of scope"),
        Outcome.CLOSED: pgettext("outcome", "firm closed"),
    }[outcome]


def channel_words(channel: Channel) -> str:
    """Return a channel as it is chosen and listed."""
    return {
        Channel.VISIT: pgettext("channel", "visit"),
        Channel.PHONE: pgettext("channel", "phone"),
        Channel.EMAIL: pgettext("channel", "e-mail"),
        Channel.VIDEO: pgettext("channel", "video call"),
        Channel.LETTER: pgettext("channel", "letter"),
    }[channel]


def chip_text(state: CaseState | None, count: int) -> str:
    """Return what a filter chip says; None stands for all."""
    number = formats.number(count)
    if state is None:
        return _("All {count}").format(count=number)
    return {
        CaseState.NEW: _("Not tried {count}"),
        CaseState.OPEN: _("To try again {count}"),
        CaseState.APPOINTMENT: _("Appointments {count}"),
        CaseState.UNDER_WAY: _("Under way {count}"),
        CaseState.PAUSED: _("Resting {count}"),
        CaseState.DONE: _("Interviewed {count}"),
        CaseState.ENDED: _("Ended {count}"),
        CaseState.LOCKED: _("Refused {count}"),
    }[state].format(count=number)


def badge_of(row: CaseRow, now: datetime) -> Badge:
    """Return the badge of a case."""
    stands = row.standing
    told = outcome_words(stands.outcome) if stands.outcome else ""
    if stands.state is CaseState.APPOINTMENT:
        if stands.next is not None and stands.next < now:
            return Badge(_("appointment missed"), "notice", "triangle-alert")
        return Badge(pgettext("case", "appointment"), "bridge", "calendar")
    if stands.state is CaseState.PAUSED and stands.pause_until is not None:
        until = _("rests until {date}").format(date=formats.date(stands.pause_until))
        return Badge(until, "notice", "clock")
    return {
        CaseState.NEW: Badge(pgettext("case", "not tried yet"), "plain", "circle"),
        CaseState.UNDER_WAY: Badge(pgettext("case", "interview under way"), "notice", "pencil"),
        CaseState.DONE: Badge(told, "good", "check"),
        CaseState.ENDED: Badge(told, "plain", "circle-slash"),
        CaseState.LOCKED: Badge(pgettext("case", "refused for good"), "alert", "lock"),
    }.get(stands.state, Badge(told, "plain", "phone"))


def next_words(row: CaseRow, now: datetime) -> str:
    """Return when the next appointment is, as people say it; '' when there is none."""
    at = row.standing.next
    if at is None:
        return ""
    days, time = (at.date() - now.date()).days, formats.time(at)
    if days == 1:
        return _("tomorrow {time}").format(time=time)
    if days in {0, -1}:
        return formats.when(at, now)
    return formats.date_time(at)
