"""``sild demo``: a workspace of invented interviews, made by walking the whole chain."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app import bootstrap
from app.cli.output import ExitStatus, JsonObject, say, show_json
from app.cli.parser import add_json
from app.core.progress import Progress
from app.i18n import formats
from app.i18n.catalog import _, ngettext

if TYPE_CHECKING:
    import argparse

    from app.cli.parser import Families
    from app.operations.demo.chain import DemoResult

INTERVIEWS = 40
SEED = 1


def add_to(families: Families) -> None:
    """Add the demonstration to the command line."""
    demo = families.add("demo", _("make a workspace of invented interviews and open it"))
    demo.add_argument("--dir", metavar=_("DIR"), type=Path, help=_("where demo.sild is made"))
    demo.add_argument(
        "--headless", action="store_true", help=_("walk the whole chain without a screen")
    )
    demo.add_argument(
        "--interviews", metavar="N", type=_count, default=INTERVIEWS, help=_("how many interviews")
    )
    demo.add_argument(
        "--seed", metavar="N", type=int, default=SEED, help=_("same seed, same answers")
    )
    add_json(demo)
    demo.does(_demo)


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError
    return number


def _demo(arguments: argparse.Namespace) -> int:
    directory = arguments.dir or bootstrap.demo_folder(headless=arguments.headless)
    result = _make(arguments, directory)
    if arguments.json:
        show_json(result_as_json(result))
    else:
        _say_result(result)
    return ExitStatus.DONE


def prepare(argv: Sequence[str]) -> Path | int:
    """Make the demonstration that ``demo`` with ``argv`` asks for, or find it made, and return its workspace.

    For whoever opens the window on it. Returns the exit status instead when there is none to open.
    """
    from app.cli.entry import main

    found: list[Path] = []
    status = main(argv, lambda arguments: _find_or_make(arguments, found))
    return found[0] if found else status


def _find_or_make(arguments: argparse.Namespace, found: list[Path]) -> int:
    directory: Path = arguments.dir or bootstrap.demo_folder(headless=False)
    made = bootstrap.demo_workspace(directory)
    found.append(made if made is not None else _make(arguments, directory).workspace)
    return ExitStatus.DONE


def _make(arguments: argparse.Namespace, directory: Path) -> DemoResult:
    progress = Progress(_Line()) if sys.stderr.isatty() else Progress()
    return bootstrap.prepare_demo(directory, arguments.interviews, arguments.seed, progress)


def result_as_json(result: DemoResult) -> JsonObject:
    """Return what the demonstration made, as architecture.md promises it."""
    return {
        "workspace": str(result.workspace),
        "forms": result.forms,
        "interviews": result.interviews,
        "entities": dict(result.entities),
        "reports": [str(path) for path in result.reports],
        "package": str(result.package) if result.package is not None else None,
        "merged": dict(result.merged),
        "seconds": dict(result.seconds),
    }


def _say_result(result: DemoResult) -> None:
    say(_("Demonstration with invented data: {workspace}").format(workspace=result.workspace))
    forms = ngettext("{count} form", "{count} forms", result.forms)
    say(forms.format(count=formats.number(result.forms)))
    interviews = ngettext("{count} interview", "{count} interviews", result.interviews)
    say(interviews.format(count=formats.number(result.interviews)))
    for path in result.reports:
        say(_("{file} was written.").format(file=path))
    if result.package is not None:
        say(_("{file} was written.").format(file=result.package))
    took = formats.duration(sum(result.seconds.values()))
    say(_("The whole chain took {duration}.").format(duration=took))


def _step_in_words(code: str) -> str:
    words = {
        "forms": _("Taking forms in"),
        "interviews": _("Holding interviews"),
        "pages": _("Laying pages out"),
    }
    return words.get(code, _("Working"))


@dataclass(slots=True)
class _Line:
    """One line on a terminal that tells how far it is."""

    last: str = ""

    def __call__(self, done: int, total: int, what: str) -> None:
        line = f"{_step_in_words(what)} {done}/{total}" if total else _step_in_words(what)
        sys.stderr.write("\r" + line.ljust(len(self.last)))
        self.last = line
        if total and done == total:
            sys.stderr.write("\n")
        sys.stderr.flush()
