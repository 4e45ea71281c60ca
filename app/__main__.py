"""``python -m app``: the checkout's set-up, then the window or the command line.

Without arguments the window opens. ``test`` runs the tests of a checkout. Everything else is the command line's.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from app.checkout import environment, screen, setup

MOST_WORKERS = 4
CONVERT = "--convert"
"""How a bundled Sild starts its own child process that converts workbooks; not for people."""


def main(given: list[str] | None = None) -> int:
    """Run Sild and return its exit status: 0 done, 1 the input is at fault, 2 wrong usage, 3 our bug."""
    arguments = list(sys.argv[1:] if given is None else given)
    top = setup.top_of_checkout()
    if top is None:
        return _run(arguments)
    if not environment.is_inside(top / ".venv"):
        window = _needs_window(arguments) and screen.is_promised()
        status = setup.prepare(top, window=window)
        return setup.hand_over(top, arguments) if status is None else status
    _compile_catalogues()
    return _test(arguments[1:], top) if arguments[:1] == ["test"] else _run(arguments)


def _needs_window(arguments: list[str]) -> bool:
    return not arguments or (
        arguments[0] == "demo" and not {"--headless", "--help", "-h"} & set(arguments)
    )


def _run(arguments: list[str]) -> int:
    if arguments == [CONVERT]:
        from app.forms.conversion_child import main as convert

        return convert()
    if _needs_window(arguments):
        return _open_window(arguments)
    from app import cli

    return cli.main(arguments)


def _open_window(arguments: list[str]) -> int:
    """Open the window, on the demonstration when ``arguments`` ask for it."""
    if not screen.has_screen():
        from app import cli

        return cli.report(cli.no_screen())
    from app.ui import app as window

    if not arguments:
        return window.run([])
    from app.cli import demo

    made = demo.prepare(arguments)
    return made if isinstance(made, int) else window.run([], made)


def _compile_catalogues() -> None:
    from app.i18n.compile import compile_catalogues

    compile_catalogues()


def _test(arguments: list[str], top: Path) -> int:
    import pytest

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.chdir(top)
    return int(pytest.main(arguments or _whole_suite()))


def _whole_suite() -> list[str]:
    """Return how the whole suite is run: on every core but at most four, the tests of a file one after the other."""
    return ["-n", str(min(MOST_WORKERS, os.cpu_count() or 1)), "--dist", "loadfile"]


if __name__ == "__main__":
    sys.exit(main())
