"""``sild interview``: list the interviews of a workspace, take ODK submissions in, write one, tell times."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, get_args

from app.cli import times
from app.cli.output import ExitStatus, JsonObject, say, show_json, show_table
from app.cli.parser import add_json, add_workspace
from app.cli.workspace import opened
from app.i18n import formats
from app.i18n.catalog import _, ngettext
from app.operations import interviews, reports, sealing, submissions
from app.operations.interviews import InterviewQuery, InterviewRow, Status

if TYPE_CHECKING:
    import argparse

    from app.cli.parser import Families

STATUSES: Final = get_args(Status)


def add_to(families: Families) -> None:
    """Add the interview commands to the command line."""
    family = families.add("interview", _("list interviews and write them as files")).families()
    listing = family.add("list", _("list drafts and finished interviews"))
    add_workspace(listing)
    listing.add_argument(
        "--search", metavar=_("WORDS"), default="", help=_("only those with these words")
    )
    listing.add_argument("--status", choices=STATUSES, help=_("only those of this status"))
    listing.add_argument(
        "--form", metavar=_("FORM"), default="", help=_("FORM_ID, FORM_ID@VERSION or bundle")
    )
    add_json(listing)
    listing.does(_list)
    taking = family.add("import", _("take ODK submissions in as finished interviews"))
    add_workspace(taking)
    taking.add_argument(
        "files",
        metavar=_("FILE"),
        type=Path,
        nargs="+",
        help=_("instance XML of a form that is here"),
    )
    add_json(taking)
    taking.does(_import)
    times.add_to(family)
    xml = family.add("xml", _("write one interview as ODK XML"))
    add_workspace(xml)
    xml.add_argument("id", metavar=_("ID"), help=_("id of the interview or draft"))
    xml.add_argument(
        "-o", "--output", metavar=_("OUT"), type=Path, help=_("file to write; else standard output")
    )
    xml.add_argument(
        "--sealed",
        metavar=_("OUTDIR"),
        type=Path,
        help=_("folder for the encrypted submission, by the public key of the form"),
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
        case "corrected":
            return _("corrected")
        case "approved":
            return _("approved")


def _import(arguments: argparse.Namespace) -> int:
    taken = []
    with opened(arguments.folder) as services:
        for file in arguments.files:
            taken.append(submissions.import_submission(services, file))
            if not arguments.json:
                _say_taken(file, was_known=taken[-1].was_known)
    if arguments.json:
        known = sum(each.was_known for each in taken)
        show_json(
            {"imported": len(taken) - known, "known": known, "ids": [each.record for each in taken]}
        )
    return ExitStatus.DONE


def _say_taken(file: Path, *, was_known: bool) -> None:
    if was_known:
        say(
            _("{file} holds an interview that is here already; it was left as it is.").format(
                file=file
            )
        )
    else:
        say(_("{file} was taken in.").format(file=file))


def _xml(arguments: argparse.Namespace) -> int:
    if arguments.sealed is not None:
        return _seal(arguments)
    with opened(arguments.folder) as services:
        xml = interviews.interview_xml(services, arguments.id)
    if arguments.output is None:
        sys.stdout.buffer.write(xml)
        sys.stdout.buffer.flush()
    else:
        reports.save_pdf(xml, arguments.output)
    return ExitStatus.DONE


def _seal(arguments: argparse.Namespace) -> int:
    with opened(arguments.folder) as services:
        sealed = sealing.seal_interview(services, arguments.id, arguments.sealed)
    for file in sealed.files:
        say(_("{file} was written.").format(file=file))
    return ExitStatus.DONE
