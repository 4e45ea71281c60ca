"""How the command line speaks: results to standard output, faults to standard error, one exit status for each kind.

Apart from the commands, so that no command decides for itself where a word goes.
"""

from __future__ import annotations

import json
import os
import sys
from enum import IntEnum
from typing import TYPE_CHECKING, TextIO

from app.core.errors import AppError, ErrorCode
from app.i18n.catalog import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

JsonValue = str | int | float | bool | None | list["JsonValue"] | dict[str, "JsonValue"]
JsonObject = dict[str, JsonValue]


PACKAGE_PASSPHRASE = "SILD_PACKAGE_PASSPHRASE"


class ExitStatus(IntEnum):
    """What the process answers to whoever started it (architecture.md, "Command line")."""

    DONE = 0
    INPUT_AT_FAULT = 1
    WRONG_USAGE = 2
    OUR_BUG = 3


def say(words: str) -> None:
    """Write a line to standard output."""
    _write(sys.stdout, words)


def tell(words: str) -> None:
    """Write a line for a person to standard error, out of the way of what a script reads."""
    _write(sys.stderr, words)


def show_json(value: Mapping[str, object]) -> None:
    """Write the one JSON object that ``--json`` promises."""
    _write(sys.stdout, json.dumps(value, ensure_ascii=False, allow_nan=False))


def show_json_to_people(value: Mapping[str, object]) -> None:
    """Write a JSON object in lines that a person can follow."""
    _write(sys.stdout, json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2))


def show_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write rows under heads, in columns as wide as their longest cell."""
    widths = [max(len(row[column]) for row in (heads, *rows)) for column in range(len(heads))]
    for row in (heads, *rows):
        say("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def explain(error: AppError) -> None:
    """Say on standard error what happened, what was kept and what to do."""
    from app.i18n import messages

    explanation = messages.explain(error)
    for sentence in (explanation.what, explanation.kept, explanation.remedy):
        if sentence:
            tell(sentence)


def ask_passphrase(prompt: str = "") -> str:
    """Return the passphrase from ``SILD_PASSPHRASE``, else from a prompt; '' without a terminal."""
    given = os.environ.get("SILD_PASSPHRASE")
    if given is not None:
        return given
    if not sys.stdin.isatty():
        return ""
    import getpass

    return getpass.getpass(prompt or _("Passphrase: "))


def ask_new_passphrase() -> str | None:
    """Return the passphrase for something new, asked for twice at a terminal; None for none."""
    while True:
        first = ask_passphrase(_("Passphrase (empty for none): "))
        if not first or "SILD_PASSPHRASE" in os.environ:
            return first or None
        if ask_passphrase(_("The same again: ")) == first:
            return first
        tell(_("The two were not the same. Once more."))


def ask_package_passphrase(path: Path) -> str | None:
    """Return the passphrase of a package that has one, from ``SILD_PACKAGE_PASSPHRASE`` or a prompt; else None."""
    from app.operations import sync

    if not sync.needs_passphrase(path):
        return None
    given = os.environ.get(PACKAGE_PASSPHRASE)
    if given is not None or not sys.stdin.isatty():
        return given
    import getpass

    return getpass.getpass(_("Passphrase of the package: "))


def no_screen() -> AppError:
    """Return what is wrong when a window is asked for where there is no screen."""
    return AppError(ErrorCode.NO_SCREEN)


def _write(stream: TextIO, words: str) -> None:
    stream.write(words + "\n")
    stream.flush()
