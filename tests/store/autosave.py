"""Writes steps for ever and prints the number of each one that is on the disk. Run, and killed, by tests."""

from __future__ import annotations

import sys
from pathlib import Path

from app.core.clock import SystemClock
from app.core.ids import DraftId
from app.forms.state import Step
from app.store import drafts, workspace
from app.store.drafts import Summary


def write(folder: Path, draft: DraftId, passphrase: str | None, *, ahead: int) -> None:
    """Append steps, ``ahead`` of them given before the first is waited for."""
    held = workspace.open(folder, passphrase, clock=SystemClock())
    first = len(drafts.steps_of(held, draft)) + 1
    given = []
    for number in range(first, first + 1_000_000):
        step = Step("set", "/data/a", {"value": f"answer {number}"})
        given.append(drafts.append_step(held, draft, step, Summary(f"{number}", number, 9, "et")))
        if len(given) >= ahead:
            sys.stdout.write(f"{given.pop(0).result().seq}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    secret = sys.argv[3] if len(sys.argv) > 4 else None
    write(Path(sys.argv[1]), DraftId(sys.argv[2]), secret, ahead=int(sys.argv[-1]))
