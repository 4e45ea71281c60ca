"""How often a fault was tried: noted by the tests that try it, read by ``python -m tests.tools.faults``."""

from __future__ import annotations

import os
from pathlib import Path

LIST = "SILD_FAULTS_TRIED"
"""The environment variable that names the file; without it nothing is noted."""


def tried(times: int) -> None:
    """Note that the test which runs now tried its fault so many times."""
    name = os.environ.get(LIST)
    if name:
        test = os.environ.get("PYTEST_CURRENT_TEST", "").partition(" ")[0]
        with Path(name).open("a", encoding="utf-8") as file:
            file.write(f"{times} {test}\n")
