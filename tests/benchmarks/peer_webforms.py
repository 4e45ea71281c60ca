"""ODK Web Forms' engine on the same form with the same answers, in the same run.

It is JavaScript and no part of Sild: a folder with its packages installed (``node_modules``) and a driver
``bench_wf.mjs BASE SECONDS`` that prints JSON is named by ``--peers`` or the environment variable ``SILD_PEERS``.
Without one, or without Node, the benches say so and go on. Under Node its XML parser is jsdom's, which makes opening
a form three to six times slower than in a browser; answers, repeats and languages are not touched by that.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

VARIABLE = "SILD_PEERS"
DRIVER = "bench_wf.mjs"
NAME = "Web Forms, this run"


@dataclass(frozen=True)
class WebForms:
    """Where the driver lies and how long it may take for one form after loading it."""

    folder: Path
    seconds: int

    def run(self, base: Path) -> dict[str, Any]:
        """Run a form and its script. Returns what the driver printed, or ``{"failed": why}``."""
        command = ["node", DRIVER, str(base.resolve()), str(self.seconds)]
        try:
            done = subprocess.run(
                command,
                cwd=self.folder,
                capture_output=True,
                text=True,
                timeout=self.seconds * 3 + 120,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return {"failed": "did not end in time"}
        if done.returncode:
            return {"failed": (done.stderr.strip().splitlines() or ["no word"])[-1][:120]}
        found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
        return found


def find(folder: str | None, seconds: int) -> WebForms | str:
    """Return the peer, or why it is left out."""
    chosen = folder or os.environ.get(VARIABLE)
    if not chosen:
        return f"Web Forms is left out: neither --peers nor {VARIABLE} names a folder"
    path = Path(chosen)
    if not (path / "node_modules").is_dir() or not (path / DRIVER).is_file():
        return f"Web Forms is left out: node_modules and {DRIVER} are not both in the folder named"
    if shutil.which("node") is None:
        return "Web Forms is left out: there is no Node on the path"
    return WebForms(path, seconds)
