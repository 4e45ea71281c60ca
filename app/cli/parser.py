"""An argument parser that speaks the person's language: argparse with its own headings, help and refusals replaced.

Apart from the commands because argparse's words come from another catalogue (Python's, which ships none).
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn

from app.cli.output import ExitStatus, tell
from app.core.addresses import whereabouts
from app.i18n.catalog import _

if TYPE_CHECKING:
    from collections.abc import Iterable

Command = Callable[[argparse.Namespace], int]
"""Carries a command out; returns the exit status."""


class Formatter(argparse.HelpFormatter):
    """Help with a translated "usage", and without the braces of all commands in it."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """Begin the help with how the command is called."""
        heading = _("How to call it:") + " " if prefix is None else prefix
        super().add_usage(usage, actions, groups, heading)


class Parser(argparse.ArgumentParser):
    """A parser for one command or a family of them; ``summary`` is what it does, in one translated sentence."""

    def __init__(self, *, summary: str = "", **options: Any) -> None:
        options.setdefault("description", summary)
        super().__init__(add_help=False, formatter_class=Formatter, **options)
        self._positionals.title = _("Arguments")
        self._optionals.title = _("Options")
        self.add_argument("-h", "--help", action="help", help=_("show this help and stop"))

    def families(self) -> Families:
        """Let commands be added under this one."""
        return Families(self)

    def does(self, command: Command) -> None:
        """Name the function that carries the command out; it takes the parsed arguments, returns the exit status."""
        self.set_defaults(command=command)

    def error(self, message: str) -> NoReturn:
        """Refuse what was typed: how the command is called, then what was not understood; exit status 2."""
        tell(self.format_usage().rstrip())
        tell(_in_words(message))
        raise SystemExit(ExitStatus.WRONG_USAGE)


def _in_words(message: str) -> str:
    """Say what argparse found in the person's language; what it has never said before stays English."""
    kinds = (
        (r"the following arguments are required: (.+)", _("Something is missing: {names}")),
        (r"unrecognized arguments: (.+)", _("This is not known here: {names}")),
        (r"argument (.+?): invalid choice: .*", _("{names}: there is no such choice.")),
        (r"argument (.+?): invalid .* value: .*", _("{names}: this value does not fit.")),
        (r"argument (.+?): expected .*", _("{names}: a value is missing.")),
    )
    for pattern, words in kinds:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return words.format(names=found[1])
    return _("The command was not understood: {detail}").format(detail=message)


class Families:
    """The commands under one parser."""

    def __init__(self, parser: Parser) -> None:
        self._under = parser.add_subparsers(
            title=_("Commands"), metavar=_("COMMAND"), parser_class=Parser, required=True
        )

    def add(self, name: str, summary: str) -> Parser:
        """Add a command; ``summary`` says what it does, in one translated sentence."""
        parser: Parser = self._under.add_parser(name, summary=summary, help=summary)
        return parser


def add_workspace(parser: Parser) -> None:
    """Add which workspace is meant: a folder, or the address of a database on a server."""
    parser.add_argument(
        "folder",
        metavar=_("DIR"),
        type=whereabouts,
        help=_("folder of the workspace, or postgresql://USER@HOST/DATABASE"),
    )


def add_json(parser: Parser) -> None:
    """Add ``--json``."""
    parser.add_argument(
        "--json", action="store_true", help=_("print one JSON object instead of words")
    )
