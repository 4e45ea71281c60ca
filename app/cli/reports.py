"""``sild report``: print documents into PDF files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.output import ExitStatus, say, show_json
from app.cli.parser import add_json, add_workspace
from app.cli.workspace import opened
from app.i18n.catalog import LANGUAGES, _, current_language
from app.operations import export_log, reports

if TYPE_CHECKING:
    import argparse

    from app.cli.parser import Families


def add_to(families: Families) -> None:
    """Add the reports to the command line."""
    family = families.add("report", _("print documents into PDF files")).families()
    interview = family.add("interview", _("print one interview"))
    add_workspace(interview)
    interview.add_argument("id", metavar=_("ID"), help=_("id of the interview or draft"))
    interview.add_argument(
        "-o", "--output", metavar=_("OUT"), type=Path, required=True, help=_("PDF to write")
    )
    interview.add_argument(
        "--language",
        choices=tuple(LANGUAGES),
        default=current_language(),
        help=_("language of the document"),
    )
    add_json(interview)
    interview.does(_print_interview)


def _print_interview(arguments: argparse.Namespace) -> int:
    with opened(arguments.folder) as services:
        pdf = reports.interview_page(services, arguments.id, arguments.language)
        reports.save_pdf(pdf, arguments.output)
        export_log.note(services, "pdf", arguments.output, record=arguments.id)
    if arguments.json:
        show_json({"report": str(arguments.output), "language": arguments.language})
    else:
        say(_("{file} was written.").format(file=arguments.output))
    return ExitStatus.DONE
