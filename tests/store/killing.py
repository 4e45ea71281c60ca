"""Kills a process that saves answers and counts what is left; shared by the test and by ``tests.tools.kill_soak``."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from app.core.clock import SystemClock
from app.core.ids import DraftId, new_record_id
from app.forms.bundle import bundle_of
from app.store import checking, drafts, forms, views, workspace

TOP = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Killed:
    """What was acknowledged before one kill, and what was there after it."""

    acknowledged: int
    kept: int


def prepare(folder: Path, passphrase: str | None) -> DraftId:
    """Make a workspace with a draft."""
    made, _ = workspace.create(folder, name="Field", passphrase=passphrase, clock=SystemClock())
    with made:
        form = bundle_of({"form.xml": b"<h:html/>"})
        forms.add_bundle(made, form, forms.Labels("f", "1", {}, (), 1))
        return drafts.create_draft(made, drafts.NewDraft(record=new_record_id(), bundle=form.id)).id


def kill_once(
    folder: Path, draft: DraftId, passphrase: str | None, chance: random.Random
) -> Killed:
    """Let a process save answers, kill it somewhere in the middle, look at what is there."""
    secret = [passphrase] if passphrase else []
    ahead = str(chance.choice([1, 1, 8]))
    command = [sys.executable, "-m", "tests.store.autosave", str(folder), draft, *secret, ahead]
    child = subprocess.Popen(command, cwd=TOP, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    first = child.stdout.readline()
    time.sleep(chance.uniform(0, 0.15))
    child.kill()
    rest, _ = child.communicate()
    said = [line for line in (first + rest).split("\n")[:-1] if line]
    return Killed(int(said[-1]), _kept(folder, draft, passphrase))


def _kept(folder: Path, draft: DraftId, passphrase: str | None) -> int:
    with workspace.open(folder, passphrase, clock=SystemClock()) as held:
        steps = drafts.steps_of(held, draft)
        assert [s.payload["value"] for s in steps] == [
            f"answer {n}" for n in range(1, len(steps) + 1)
        ]
        assert views.list_interviews(held)[0].title == str(len(steps))
        assert checking.verify(held).damage == ()
        return len(steps)


def is_supported() -> bool:
    """Whether a process can be killed the hard way here."""
    return os.name == "posix"
