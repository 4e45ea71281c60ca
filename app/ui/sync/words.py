"""What packages are called, hold and bring, in the words of whoever hands them over and takes them in.

Apart from the pages because the dialog before, the page during and the list afterwards say the same things.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from app.i18n import formats
from app.i18n.catalog import _, ngettext, pgettext
from app.ui.widgets.badges import Badge

if TYPE_CHECKING:
    from app.operations.sync import PackageReport
    from app.operations.sync_arrivals import Arrival
    from app.operations.sync_outlook import GapMoments, Outlook

HOURS_IN_A_DAY = 24


def kind_words(kind: str) -> str:
    """Name what a package is for."""
    return {
        "field": _("Interviews"),
        "campaign": _("Campaign"),
        "invitation": _("Invitation"),
        "handover": _("Interview handed over"),
        "confirmation": _("Confirmation"),
    }.get(kind, kind)


def role_words(role: str) -> str:
    """Name what a computer is in its project."""
    return {"coordinator": _("Coordinator"), "interviewer": _("Interviewer")}.get(role, role)


def sent_badge(handed_over: datetime | None, confirmed: datetime | None) -> Badge:
    """Return how far a package has come that was prepared here."""
    if confirmed is not None:
        return Badge(pgettext("package", "confirmed"), "good", "badge-check")
    if handed_over is not None:
        return Badge(pgettext("package", "handed over"), "bridge", "check")
    return Badge(pgettext("package", "prepared"), "notice", "clock")


def holds(told: Outlook) -> str:
    """Say what a package is going to hold."""
    parts = (
        (told.interviews, ngettext("{count} interview", "{count} interviews", told.interviews)),
        (
            told.contacts,
            ngettext("{count} case or contact", "{count} cases and contacts", told.contacts),
        ),
        (told.remarks, ngettext("{count} remark", "{count} remarks", told.remarks)),
        (
            told.files,
            ngettext("{count} photo or recording", "{count} photos and recordings", told.files),
        ),
        (told.others, ngettext("{count} other entry", "{count} other entries", told.others)),
    )
    said = [words.format(count=formats.number(count)) for count, words in parts if count]
    return formats.enumeration(said)


def since(told: Outlook) -> str:
    """Say since when things are counted."""
    if told.since is None:
        return _("New or changed; nothing was confirmed before.")
    moment = formats.date_time(told.since.astimezone())
    return _("New or changed since the last confirmation on {time}.").format(time=moment)


def sealed_for(told: Outlook) -> str:
    """Say who can open the package, and on which ground it leaves."""
    if not told.sealed:
        return _(
            "The package is not encrypted: whoever finds it can read it. The project has no coordinator with a key."
        )
    people = formats.enumeration(told.receivers)
    if not people:
        return _("Encrypted for the coordinators of the project, because the data belong to it.")
    return _("Encrypted for {people}, because the data belong to the project.").format(
        people=people
    )


def stays(told: Outlook) -> str:
    """Say what does not go along; '' when nothing stays."""
    drafts = ngettext(
        "{count} unfinished interview stays on this computer.",
        "{count} unfinished interviews stay on this computer.",
        told.drafts,
    ).format(count=formats.number(told.drafts))
    people = ngettext(
        "Name and contact of {count} person do not cross the border.",
        "Names and contacts of {count} people do not cross the border.",
        told.identifiers,
    ).format(count=formats.number(told.identifiers))
    rows = ngettext(
        "{count} entry of registers does not cross the border.",
        "{count} entries of registers do not cross the border.",
        told.registers,
    ).format(count=formats.number(told.registers))
    counted = ((told.drafts, drafts), (told.identifiers, people), (told.registers, rows))
    return " ".join(words for count, words in counted if count)


def written_on(text: str) -> str:
    """Write the moment at which a package says it was prepared; as it stands when it cannot be read."""
    try:
        return formats.date_time(datetime.fromisoformat(text).astimezone())
    except ValueError:
        return text


def counts(report: PackageReport) -> list[tuple[str, str]]:
    """Return the figures of a package with their names; the same before and after it is taken in."""
    rows = [
        (_("New"), report.new),
        (_("Here already"), report.known),
        (_("Fields that differ"), report.conflicts),
        (_("Set aside"), report.quarantined),
    ]
    if report.settled:
        rows.append((_("Fields that agree again"), report.settled))
    return [(name, formats.number(count)) for name, count in rows]


def brings(report: PackageReport) -> str:
    """Say which things a package touches."""
    known = report.records
    interviews, entities = known.get("interview", 0), known.get("entity", 0)
    others = sum(known.values()) - interviews - entities
    parts = (
        (interviews, ngettext("{count} interview", "{count} interviews", interviews)),
        (entities, ngettext("{count} case or contact", "{count} cases and contacts", entities)),
        (others, ngettext("{count} other entry", "{count} other entries", others)),
        (
            len(report.forms),
            ngettext("{count} questionnaire", "{count} questionnaires", len(report.forms)),
        ),
    )
    said = [words.format(count=formats.number(count)) for count, words in parts if count]
    return formats.enumeration(said)


def warnings(arrival: Arrival) -> list[str]:
    """Say what is odd about a package, each thing in a sentence."""
    report = arrival.report
    if report is None:
        return []
    said = [
        _("It was taken in before, on {time}.").format(
            time=formats.date_time(report.merged_before.astimezone())
        )
        if report.merged_before and not report.number
        else "",
        _("Two laptops write under one name. Give one of them a new key before they work on.")
        if report.clones
        else "",
        *(_clock(clock.name or report.signer_name, clock.hours) for clock in report.odd_clocks),
        _behind(report.signer_name, arrival.days_behind),
        _("A questionnaire bears the name and version of another one. Both are kept, side by side.")
        if report.namesakes
        else "",
        _aside(report.quarantined),
        _parked(report.parked),
    ]
    if report.broken_forms:
        said.append(_("A questionnaire that came with it cannot be read."))
    if report.refused:
        said.append(_("Some of it was erased here for good and is not taken in again."))
    return [each for each in said if each]


def gap(told: GapMoments) -> str:
    """Say what is missing of a computer, by the days on its own clock."""
    name = told.gap.name or told.gap.device[:8]
    changes = ngettext("{count} change", "{count} changes", told.changes).format(
        count=formats.number(told.changes)
    )
    if told.after is None or told.before is None:
        return _("From the laptop of {name} something is missing: {changes}.").format(
            name=name, changes=changes
        )
    first, last = (formats.date(each.astimezone()) for each in (told.after, told.before))
    if first == last:
        return _("From the laptop of {name} something of {day} is missing: {changes}.").format(
            name=name, day=first, changes=changes
        )
    return _(
        "From the laptop of {name} something of {first} to {last} is missing: {changes}."
    ).format(name=name, first=first, last=last, changes=changes)


def why_aside(reason: str) -> str:
    """Say why something of a package was set aside."""
    return {
        "too_long": _("too long for a record"),
        "too_deep": _("nested too deeply"),
        "not_canonical": _("not written as this program writes"),
        "shape": _("a part is missing or of another kind"),
        "actor": _("written by somebody who may not write there"),
        "revoked": _("written after the computer was blocked"),
        "erased": _("erased for good"),
    }.get(reason, reason)


def _clock(name: str, hours: int) -> str:
    days = max(1, hours // HOURS_IN_A_DAY)
    return ngettext(
        "The clock of {name} is {count} day ahead.",
        "The clock of {name} is {count} days ahead.",
        days,
    ).format(name=name, count=formats.number(days))


def _behind(name: str, days: int) -> str:
    if not days:
        return ""
    return ngettext(
        "The clock of {name} is {count} day behind.",
        "The clock of {name} is {count} days behind.",
        days,
    ).format(name=name, count=formats.number(days))


def _aside(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "{count} record cannot be read and is set aside; the rest goes in.",
        "{count} records cannot be read and are set aside; the rest goes in.",
        count,
    ).format(count=formats.number(count))


def _parked(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "{count} record is of a newer version of Sild; it is kept and shown after an update.",
        "{count} records are of a newer version of Sild; they are kept and shown after an update.",
        count,
    ).format(count=formats.number(count))
