"""What is held, what went and what cannot be recalled, in words: shared by the page, its dialogs and the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.i18n import formats
from app.i18n.catalog import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.operations.erasure import BeyondRecall, ErasurePlan, ErasureReport
    from app.operations.people import Held


def kind_words(held: Held) -> str:
    """Say what something is."""
    return {
        "interview": _("Interview"),
        "draft": _("Draft"),
        "wastebasket": _("Draft in the wastebasket"),
        "case": _("Case"),
        "attempt": _("Contact attempt"),
        "entity": _("Row of a register"),
        "member": _("Member of the project"),
    }.get(held.kind, _("Record"))


def places_words(held: Held) -> str:
    """Say what of it bears the name."""
    if not held.places:
        return _("belongs to what was found")
    values = list(dict.fromkeys(place.value for place in held.places))
    past = all(place.is_past for place in held.places)
    shown = formats.enumeration(values[:3])
    return _("{values} (corrected since)").format(values=shown) if past else shown


def amounts_words(kinds: Mapping[str, int], drafts: int) -> str:
    """Say how much of what there is."""
    interviews = kinds.get("interview", 0)
    rows = sum(count for kind, count in kinds.items() if kind != "interview")
    parts = [
        ngettext("{count} interview", "{count} interviews", interviews).format(
            count=formats.number(interviews)
        ),
        ngettext("{count} row of registers", "{count} rows of registers", rows).format(
            count=formats.number(rows)
        ),
        ngettext("{count} draft", "{count} drafts", drafts).format(count=formats.number(drafts)),
    ]
    there = (interviews, rows, drafts)
    told = [part for part, count in zip(parts, there, strict=True) if count]
    return formats.enumeration(told) if told else _("nothing")


def plan_words(plan: ErasurePlan) -> str:
    """Say what would go."""
    return amounts_words(plan.kinds, plan.drafts)


def beyond_lines(beyond: BeyondRecall) -> list[str]:
    """Name what an erasure does not reach, one line each."""
    lines = [
        _("Package handed over {when}: whoever merged it erases it with your next package.").format(
            when=formats.date_time(each.handed_over_at or each.written_at)
        )
        for each in beyond.packages
    ]
    lines += [
        _("Export {file}, made {when}: it cannot be recalled; delete it where it is.").format(
            file=each.file, when=formats.date_time(each.at)
        )
        for each in beyond.exports
    ]
    lines += [
        _("Replaced files in {folder}: delete the folder when you no longer need it.").format(
            folder=each
        )
        for each in beyond.asides
    ]
    if beyond.backups:
        lines.append(
            ngettext(
                "{count} backup of this workspace: gone within 30 days, as backups rotate.",
                "{count} backups of this workspace: gone within 30 days, as backups rotate.",
                len(beyond.backups),
            ).format(count=formats.number(len(beyond.backups)))
        )
    return lines


def report_words(report: ErasureReport) -> str:
    """Say what went, in one sentence after the other."""
    parts = [
        ngettext(
            "{count} record was erased.", "{count} records were erased.", report.records
        ).format(count=formats.number(report.records))
    ]
    for count, words in (
        (
            report.drafts,
            ngettext("{count} draft was erased.", "{count} drafts were erased.", report.drafts),
        ),
        (
            report.cleaned,
            ngettext(
                "{count} row of a register lost what only they said.",
                "{count} rows of registers lost what only they said.",
                report.cleaned,
            ),
        ),
        (
            report.attachments,
            ngettext("{count} file was erased.", "{count} files were erased.", report.attachments),
        ),
        (
            report.packages,
            ngettext(
                "{count} package left the outbox; what else it held goes with the next one.",
                "{count} packages left the outbox; what else they held goes with the next one.",
                report.packages,
            ),
        ),
    ):
        if count:
            parts.append(words.format(count=formats.number(count)))
    return " ".join(parts)
