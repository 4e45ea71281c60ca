"""What a fresh checkout goes through, in order, before anything else runs.

The words here are English only: the catalogues are compiled by the very step that they would have to explain.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from app.checkout import environment, libraries

OLDEST = (3, 11)


def top_of_checkout() -> Path | None:
    """Return the folder with ``requirements.lock``, or None when Sild runs installed."""
    top = Path(__file__).resolve().parent.parent.parent
    return top if (top / "requirements.lock").is_file() else None


def prepare(top: Path, *, window: bool) -> int | None:
    """Do what is missing of the set-up. Returns an exit status, or None when everything is ready.

    Nothing is installed before all that a person must do by hand is known.
    """
    if sys.version_info < OLDEST:
        _say(
            f"Sild needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is {sys.version.split()[0]}."
        )
        return 1
    missing = libraries.missing_packages(window=window)
    if missing and not _bring(missing, window=window):
        return 1
    venv = top / ".venv"
    if not environment.is_ready(venv, top):
        if window:
            _bring_wished()
        _say("Setting up Sild in .venv: this happens once and takes about a minute ...")
        try:
            environment.make(venv, top)
        except (subprocess.CalledProcessError, OSError) as error:
            _say(f"The libraries could not be installed: {error}")
            _say("Nothing outside .venv was changed. Check the network and start again.")
            return 1
    return None


def hand_over(top: Path, arguments: list[str]) -> int:
    """Run ``python -m app ARGUMENTS`` in the checkout's environment, in this process's place where that is possible."""
    return _run_inside(top, ["-m", "app", *arguments])


def enter_environment() -> None:
    """Start this very command again inside the checkout's environment; set that up first if need be.

    Returns when there is nothing to do: inside already, or not started by ``python -m``. For the tools of a checkout,
    whose package calls it before any of their imports.
    """
    top = top_of_checkout()
    if sys.argv[0] != "-m" or top is None or environment.is_inside(top / ".venv"):
        return
    status = prepare(top, window=False)
    sys.exit(_run_inside(top, sys.orig_argv[1:]) if status is None else status)


def _run_inside(top: Path, arguments: list[str]) -> int:
    python = str(environment.python_of(top / ".venv"))
    here = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(top), here)))
    if os.name != "nt":
        os.execv(python, [python, *arguments])
    return subprocess.run([python, *arguments], check=False).returncode


def _bring(packages: list[str], *, window: bool) -> bool:
    """Install missing system packages where we may; otherwise say exactly what to run."""
    names = ", ".join(packages)
    if not libraries.can_install():
        _say(f"Sild needs system libraries that are not installed: {names}")
        _say(f"Run this line, then start again:\n    {libraries.line_to_run(packages)}")
        return False
    _say(f"Installing system libraries: {names}")
    if libraries.install(packages) and not libraries.missing_packages(window=window):
        return True
    _say(
        f"They could not be installed. Run this line, then start again:\n    {libraries.line_to_run(packages)}"
    )
    return False


def _bring_wished() -> None:
    """Install what sound needs where we may; otherwise say once what to run. Nothing depends on it."""
    packages = libraries.wished_packages()
    if not packages:
        return
    names = ", ".join(packages)
    if libraries.can_install():
        _say(f"Installing what recording sound needs: {names}")
        if libraries.install(packages):
            return
    _say(
        f"Everything works without {names} but recording and playing sound. To have that, run whenever you like:\n"
        f"    {libraries.line_to_run(packages)}"
    )


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
