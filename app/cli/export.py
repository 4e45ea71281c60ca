"""``sild export``: merged interviews as tables for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, get_args

from app.cli.output import ExitStatus, say, show_json, tell
from app.cli.parser import add_json, add_workspace
from app.cli.workspace import opened
from app.i18n.catalog import _, ngettext
from app.operations import exports
from app.operations.exports import ExportFormat, ExportQuery
from app.operations.listing import Status

if TYPE_CHECKING:
    import argparse

    from app.cli.parser import Families

_FINISHED = tuple(status for status in get_args(Status) if status != "draft")


def add_to(families: Families) -> None:
    """Add the export to the command line."""
    export = families.add("export", _("write finished interviews as tables"))
    add_workspace(export)
    export.add_argument(
        "--form", metavar=_("FORM"), required=True, help=_("FORM_ID, FORM_ID@VERSION or bundle")
    )
    export.add_argument(
        "--format", choices=get_args(ExportFormat), required=True, help=_("kind of file")
    )
    export.add_argument(
        "-o",
        "--output",
        metavar=_("OUT"),
        type=Path,
        required=True,
        help=_("file to write; for CSV also a folder"),
    )
    export.add_argument(
        "--language",
        metavar=_("LANG"),
        default="",
        help=_("language of the labels; else the form's own"),
    )
    export.add_argument("--status", choices=_FINISHED, help=_("only those of this status"))
    export.add_argument(
        "--search", metavar=_("WORDS"), default="", help=_("only those with these words")
    )
    add_json(export)
    export.does(_export)


def _export(arguments: argparse.Namespace) -> int:
    query = ExportQuery(
        form=arguments.form,
        text=arguments.search,
        status=arguments.status,
        language=arguments.language,
    )
    with opened(arguments.folder) as services:
        done = exports.export_interviews(services, query, arguments.output, arguments.format)
    if arguments.json:
        files = [str(file) for file in done.files]
        show_json({"files": files, "interviews": done.interviews, "unsettled": done.unsettled})
        return ExitStatus.DONE
    for file in done.files:
        say(_("{file} was written.").format(file=file))
    say(
        ngettext("{count} interview", "{count} interviews", done.interviews).format(
            count=done.interviews
        )
    )
    if done.unsettled:
        tell(
            ngettext(
                "{count} of them has answers that nobody has settled yet; the one written last is shown.",
                "{count} of them have answers that nobody has settled yet; the one written last is shown.",
                done.unsettled,
            ).format(count=done.unsettled)
        )
    return ExitStatus.DONE
