"""A longer soak than a test run allows: ``python -m tests.tools.kill_soak [--minutes M] [--seed N]``.

Kills a process that saves answers, over and over, plain and encrypted in turn, and counts; then takes the crash tests
(finishing, migrating, restoring, merging, taking back, writing packages, backing up) through every moment instead of
some. Ends with status 1 when an acknowledged answer is missing.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.store.killing import TOP, kill_once, prepare

CRASHES = (
    "tests/store/test_a_crash_at_any_moment_loses_nothing.py",
    "tests/operations/test_a_crash_during_a_merge.py",
)


def soak(minutes: float, seed: int) -> bool:
    """Kill and count until the time is over; return whether nothing was lost."""
    chance = random.Random(seed)
    end = time.monotonic() + minutes * 60
    kills = answers = lost = 0
    while time.monotonic() < end or not kills:
        with tempfile.TemporaryDirectory(prefix="sild-soak-") as home:
            secret = chance.choice([None, "vana sild"])
            folder = Path(home) / "soak.sild"
            draft = prepare(folder, secret)
            for _ in range(10):
                killed = kill_once(folder, draft, secret, chance)
                kills += 1
                lost += max(0, killed.acknowledged - killed.kept)
            answers += killed.kept
        print(f"kills {kills}, answers {answers}, acknowledged and lost {lost}", flush=True)
    return lost == 0


def every_moment() -> bool:
    """Run the crash tests with a kill at every moment."""
    environment = {**os.environ, "SILD_CRASH_STRIDE": "1"}
    command = [sys.executable, "-m", "pytest", *CRASHES, "-q", "-p", "no:cacheprovider"]
    return subprocess.run(command, cwd=TOP, env=environment, check=False).returncode == 0


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    asked.add_argument("--minutes", type=float, default=5)
    asked.add_argument("--seed", type=int, default=1)
    wish = asked.parse_args()
    sys.exit(0 if soak(wish.minutes, wish.seed) and every_moment() else 1)
