"""The workspaces that benches work in: a demonstration, and one with thousands of interviews.

``python -m tests.benchmarks.workspaces demo|many FOLDER [ROWS]`` makes one, in a process of its own so that making it
leaves nothing in the caches and the memory of whoever measures. Where the window would look for a person's own
workspace, one is made too, by moving the demonstration there.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

INTERVIEWS = 40


def make_demo(folder: Path) -> Path:
    """Make a demonstration and return its workspace."""
    from app import bootstrap

    return bootstrap.prepare_demo(folder, INTERVIEWS).workspace


def make_many(folder: Path, rows: int) -> Path:
    """Make a workspace with ``rows`` finished interviews of a hundred answers and return it."""
    from app import bootstrap
    from app.forms.bundle import bundle_of
    from app.operations import workspace
    from app.store import forms
    from tests.benchmarks.bench_store import fill

    made = folder / "many.sild"
    services = bootstrap.create_workspace(made, name="Many").services
    workspace.set_current_member(services, "Aive Näidis", "interviewer")
    form = bundle_of({"form.xml": b"<h:html/>"})
    labels = forms.Labels("bench", "1", {"default": "Bench"}, ("default",), 100)
    forms.add_bundle(services.workspace, form, labels)
    fill(services.workspace, form.id, rows)
    services.close()
    return made


if __name__ == "__main__":
    kind, place, *rest = sys.argv[1:]
    wanted = Path(place)
    done = make_demo(wanted) if kind == "demo" else make_many(wanted, int(rest[0]))
    print(json.dumps(str(done)))
