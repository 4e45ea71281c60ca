"""The virtual environment ``.venv`` of a checkout: made once from ``requirements.lock``, skipped ever after.

A stamp inside holds the digest of what it was made from. It is written last, so that a set-up that was cut off is
done again and a changed lock is noticed.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

STAMP = "sild-stamp"


def python_of(venv: Path) -> Path:
    """Return the interpreter of a virtual environment on this system."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def is_inside(venv: Path) -> bool:
    """Say whether this process already runs in ``venv``."""
    return Path(sys.prefix).resolve() == venv.resolve()


def is_ready(venv: Path, top: Path) -> bool:
    """Say whether ``venv`` was completed from the lock as it is now, by this version of Python."""
    with contextlib.suppress(OSError):
        return (venv / STAMP).read_text() == _digest(top) and python_of(venv).exists()
    return False


def make(venv: Path, top: Path) -> None:
    """Make ``venv`` anew and install the lock with its hashes. Raises subprocess.CalledProcessError."""
    pip = _new_environment(venv)
    subprocess.run(
        [
            *pip,
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-input",
            "--require-hashes",
            "--requirement",
            str(top / "requirements.lock"),
        ],
        check=True,
        stdout=sys.stderr,
    )
    (venv / STAMP).write_text(_digest(top))


def _new_environment(venv: Path) -> list[str]:
    """Return the pip command for a fresh ``venv``. Debian's Python has no ensurepip: there its own pip serves."""
    if importlib.util.find_spec("ensurepip") is not None:
        made = subprocess.run(
            [sys.executable, "-m", "venv", "--clear", str(venv)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        if made.returncode == 0:
            return [str(python_of(venv)), "-m", "pip"]
    subprocess.run(
        [sys.executable, "-m", "venv", "--clear", "--without-pip", str(venv)], check=True
    )
    return [sys.executable, "-m", "pip", "--python", str(python_of(venv))]


def _digest(top: Path) -> str:
    digest = hashlib.sha256(sys.version.encode())
    digest.update((top / "requirements.lock").read_bytes())
    return digest.hexdigest()
