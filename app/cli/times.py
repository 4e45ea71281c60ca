"""``sild interview times``: how long each question and section of an interview took, its pauses and changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli.output import ExitStatus, JsonObject, say, show_json, show_table
from app.cli.parser import add_json, add_workspace
from app.cli.workspace import opened
from app.i18n import formats
from app.i18n.answers import form_language
from app.i18n.catalog import _, current_language, ngettext
from app.operations import timing

if TYPE_CHECKING:
    import argparse

    from app.cli.parser import Families
    from app.operations.timing import InterviewTimes, TimeLine


def add_to(family: Families) -> None:
    """Add the command to the interview commands."""
    parser = family.add("times", _("tell how long questions and sections took"))
    add_workspace(parser)
    parser.add_argument("id", metavar=_("ID"), help=_("id of the interview or draft"))
    add_json(parser)
    parser.does(_times)


def _times(arguments: argparse.Namespace) -> int:
    with opened(arguments.folder) as services:
        times = timing.read_times(services, arguments.id)
    if arguments.json:
        show_json(_as_json(times))
        return ExitStatus.DONE
    heads = (_("No."), _("Question"), _("Time"), _("Changes"))
    show_table(heads, [_cells(times, line) for line in times.lines])
    total = times.total
    say(_("Active time: {time}").format(time=formats.duration(total.active_ms / 1000)))
    if total.pauses:
        count = len(total.pauses)
        paused = formats.duration(total.paused_ms / 1000)
        said = ngettext("{count} pause, {time}", "{count} pauses, {time} together", count)
        say(said.format(count=count, time=paused))
    return ExitStatus.DONE


def _cells(times: InterviewTimes, line: TimeLine) -> tuple[str, ...]:
    language = form_language(times.session.languages, current_language())
    label = timing.label_of(times, line, language).partition("\n")[0]
    return (
        line.number,
        label if line.is_section else f"  {label}",
        formats.stopwatch(line.spent.active_ms / 1000),
        str(line.spent.changes) if line.spent.changes else "",
    )


def _as_json(times: InterviewTimes) -> JsonObject:
    total = times.total
    return {
        "active_ms": total.active_ms,
        "started": _moment(total.start),
        "ended": _moment(total.end),
        "pauses": [
            {"start": _moment(pause.start), "end": _moment(pause.end)} for pause in total.pauses
        ],
        "sections": [_line_as_json(line) for line in times.lines if line.is_section],
        "questions": [_line_as_json(line) for line in times.lines if not line.is_section],
    }


def _line_as_json(line: TimeLine) -> JsonObject:
    return {
        "path": line.address,
        "number": line.number,
        "active_ms": line.spent.active_ms,
        "changes": line.spent.changes,
    }


def _moment(ms: int) -> str | None:
    return timing.moment_of(ms).isoformat(timespec="seconds") if ms else None
