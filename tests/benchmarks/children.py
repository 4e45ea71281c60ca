"""Benches that run in processes of their own: start one, read the JSON in its last line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

TOP = Path(__file__).parents[2]
PATIENCE_S = 600


class ChildError(Exception):
    """A measuring process ended badly; its last words are the message."""


def run_child(module: str, *arguments: str, environment: dict[str, str] | None = None) -> Any:
    """Run ``python -m tests.benchmarks.MODULE`` and return what it printed last. Raises ChildError."""
    return json.loads(run_aloud(module, *arguments, environment=environment).splitlines()[-1])


def run_aloud(module: str, *arguments: str, environment: dict[str, str] | None = None) -> str:
    """Run ``python -m tests.benchmarks.MODULE`` and return all that it printed. Raises ChildError."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.benchmarks.{module}", *arguments],
        cwd=TOP,
        env=os.environ | (environment or {}),
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    if done.returncode or not done.stdout.strip():
        raise ChildError("\n".join(done.stderr.strip().splitlines()[-12:]))
    return done.stdout.strip()
