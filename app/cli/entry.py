"""Understands the command line, carries one command out and turns what went wrong into an exit status."""

from __future__ import annotations

import os
import sys
import traceback
from typing import TYPE_CHECKING

from app.cli.output import ExitStatus, explain, no_screen, tell
from app.cli.parser import Command, Parser
from app.core.errors import AppError, Cancelled
from app.i18n.catalog import LANGUAGES, _, set_language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["build_parser", "main", "no_screen", "report"]

_LOCALE_VARIABLES = ("SILD_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def main(argv: Sequence[str], command: Command | None = None) -> int:
    """Carry out ``argv`` (without the program's name) and return the exit status; prints, never raises.

    ``command`` takes the place of the command that ``argv`` names, for whoever wants its options only.
    """
    set_language(language_of(os.environ))
    try:
        arguments = build_parser().parse_args(argv)
        return int((command or arguments.command)(arguments))
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else ExitStatus.WRONG_USAGE
    except AppError as error:
        return report(error)
    except (Cancelled, KeyboardInterrupt):
        tell(_("Stopped. Nothing was changed."))
        return ExitStatus.INPUT_AT_FAULT
    except Exception:  # noqa: BLE001 - the outermost edge of the command line
        return _report_bug()


def report(error: AppError) -> int:
    """Explain an error of the world or of the user's file and return the exit status that goes with it."""
    explain(error)
    return ExitStatus.INPUT_AT_FAULT


def language_of(environment: Mapping[str, str]) -> str:
    """Return the language that the terminal's locale asks for, English when Sild does not speak it."""
    wanted = next((environment[name] for name in _LOCALE_VARIABLES if environment.get(name)), "")
    code = wanted[:2].lower()
    return code if code in LANGUAGES else "en"


def build_parser() -> Parser:
    """Build the parser of the whole command line, in the current language."""
    from app.cli import demo, form, interview, reports, workspace

    parser = Parser(
        prog="sild",
        summary=_("Structured interviews without a network. Without a command the window opens."),
    )
    families = parser.families()
    for noun in (form, interview, workspace, reports, demo):
        noun.add_to(families)
    return parser


def _report_bug() -> int:
    tell(
        _("Sild made a mistake of its own; this is not your fault. Please pass the lines below on.")
    )
    traceback.print_exc(file=sys.stderr)
    return ExitStatus.OUR_BUG
