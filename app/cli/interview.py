"""``sild interview``: list the interviews of a workspace, write one as ODK XML."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, get_args

from app.cli.output import ExitStatus, JsonObject, say, show_json, show_table
from app.cli.parser import add_json
from app.cli.workspace import opened
from app.i18n import formats
from app.i18n.catalog import _, ngettext
from app.operations import interviews, reports
from app.operations.interviews import InterviewQuery, InterviewRow, Status

if TYPE_CHECKING:
    import argparse

    from app.cli.parser import Families

STATUSES: Final = get_args(Status)


def add_to(families: Families) -> None:
    """Add the interview commands to the command line."""
    family = families.add("interview", _("list interviews and write them as files")).families()
    listing = family.add("list", _("list drafts and finished interviews"))
    listing.add_argument("folder", metavar=_("DIR"), type=Path, help=_("folder of the workspace"))
    listing.add_argument(
        "--search", metavar=_("WORDS"), default="", help=_("only those with these words")
    )
    listing.add_argument("--status", choices=STATUSES, help=_("only those of this status"))
    listing.add_argument(
        "--form", metavar=_("FORM"), default="", help=_("FORM_ID, FORM_ID@VERSION or bundle")
    )
    add_json(listing)
    listing.does(_list)
    xml = family.add("xml", _("write one interview as ODK XML"))
    xml.add_argument("folder", metavar=_("DIR"), type=Path, help=_("folder of the workspace"))
    xml.add_argument("id", metavar=_("ID"), help=_("id of the interview or draft"))
    xml.add_argument(
        "-o", "--output", metavar=_("OUT"), type=Path, help=_("file to write; else standard output")
    )
    xml.does(_xml)


def _list(arguments: argparse.Namespace) -> int:
    query = InterviewQuery(text=arguments.search, status=arguments.status, form=arguments.form)
    with opened(arguments.folder) as services:
        rows = interviews.list_interviews(services, query)
    if arguments.json:
        show_json({"interviews": [_row_as_json(row) for row in rows]})
        return ExitStatus.DONE
    heads = (_("Id"), _("Respondent"), _("Form"), _("Who"), _("When"), _("State"))
    show_table(heads, [_row_as_cells(row) for row in rows])
    say(ngettext("{count} interview", "{count} interviews", len(rows)).format(count=len(rows)))
    return ExitStatus.DONE


def _row_as_json(row: InterviewRow) -> JsonObject:
    return {
        "id": row.id,
        "record": row.record,
        "kind": row.kind,
        "status": row.status,
        "title": row.title,
        "form_id": row.form_id,
        "version": row.version,
        "interviewer": row.interviewer,
        "when": row.when.isoformat(timespec="seconds"),
        "progress": round(row.progress, 3),
        "language": row.language,
        "test": row.test,
    }


def _row_as_cells(row: InterviewRow) -> tuple[str, ...]:
    when = formats.date_time(row.when.astimezone())
    return (row.id, row.title, row.form_id, row.interviewer, when, _status(row))


def _status(row: InterviewRow) -> str:
    match row.status:
        case "draft":
            return _("draft {share}").format(share=formats.percent(row.progress))
        case "finished":
            return _("finished")
        case "returned":
            return _("returned")
        case "approved":
            return _("approved")


def _xml(arguments: argparse.Namespace) -> int:
    with opened(arguments.folder) as services:
        xml = interviews.interview_xml(services, arguments.id)
    if arguments.output is None:
        sys.stdout.buffer.write(xml)
        sys.stdout.buffer.flush()
    else:
        reports.save_pdf(xml, arguments.output)
    return ExitStatus.DONE
