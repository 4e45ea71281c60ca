"""Understands the command line, carries one command out and turns what went wrong into an exit status."""

from __future__ import annotations

import io
import locale
import os
import sys
from typing import TYPE_CHECKING, TextIO

from app import __version__
from app.cli.output import ExitStatus, explain, no_screen, tell
from app.cli.parser import Command, Parser
from app.core.bugs import describe_bug
from app.core.errors import AppError, Cancelled
from app.i18n.catalog import LANGUAGES, _, set_language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["build_parser", "main", "no_screen", "report"]

_LOCALE_VARIABLES = ("SILD_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_WINDOWS_NAMES = {"estonian": "et", "russian": "ru", "english": "en"}


def main(argv: Sequence[str], command: Command | None = None) -> int:
    """Carry out ``argv`` (without the program's name) and return the exit status; prints, never raises.

    ``command`` takes the place of the command that ``argv`` names, for whoever wants its options only.
    """
    speak_utf8(sys.stdout, sys.stderr)
    set_language(language_of(os.environ, locale.getlocale()[0] or ""))
    try:
        arguments = build_parser().parse_args(argv)
        return int((command or arguments.command)(arguments))
    except BrokenPipeError:
        return _stop_writing()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else ExitStatus.WRONG_USAGE
    except AppError as error:
        return report(error)
    except (Cancelled, KeyboardInterrupt):
        tell(_("Stopped. Nothing was changed."))
        return ExitStatus.INPUT_AT_FAULT
    except Exception as bug:  # noqa: BLE001 - the outermost edge of the command line
        return _report_bug(bug)


def report(error: AppError) -> int:
    """Explain an error of the world or of the user's file and return the exit status that goes with it."""
    explain(error)
    return ExitStatus.INPUT_AT_FAULT


def language_of(environment: Mapping[str, str], system: str = "") -> str:
    """Return the language that the terminal's locale asks for, else the system's; English when Sild has neither.

    >>> language_of({"LC_ALL": "", "LANG": "et_EE.UTF-8"}), language_of({}, "Russian_Russia")
    ('et', 'ru')
    """
    wanted = next(
        (environment[name] for name in _LOCALE_VARIABLES if environment.get(name)), system
    )
    name = wanted.partition("_")[0].partition(".")[0].lower()
    code = _WINDOWS_NAMES.get(name, name)
    return code if code in LANGUAGES else "en"


def speak_utf8(*streams: TextIO) -> None:
    """Let what Sild prints be UTF-8 where the system would choose an older code, as Windows does for pipes."""
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower() not in {
            "utf-8",
            "utf8",
        }:
            stream.reconfigure(encoding="utf-8")


def _stop_writing() -> int:
    """Nobody reads any more (``| head``): that is no fault, but Python must not try to flush at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return ExitStatus.DONE


def build_parser() -> Parser:
    """Build the parser of the whole command line, in the current language."""
    from app.cli import demo, export, form, interview, key, package, reports, workspace

    parser = Parser(
        prog="sild",
        summary=_("Structured interviews without a network. Without a command the window opens."),
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"Sild {__version__}",
        help=_("show the version and stop"),
    )
    families = parser.families()
    for noun in (form, interview, package, key, workspace, reports, export, demo):
        noun.add_to(families)
    return parser


def _report_bug(bug: Exception) -> int:
    tell(
        _("Sild made a mistake of its own; this is not your fault. Please pass the lines below on.")
    )
    tell(describe_bug(bug))
    return ExitStatus.OUR_BUG
