"""Thousands of damaged packages, and what is said of each: ``python -m tests.tools.damaged_packages [TRIES] [SEED]``.

Prints how often each code was told, by sort of package and way of damaging. Exit status 1 when a damaged package was
accepted or anything but an `AppError` of packages was raised (the file is kept and named).
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.sync.damaging import TOLD, WAYS, damage, originals, told_of


def main(tries: int, seed: int) -> int:
    """Try ``tries`` damages, shared out evenly."""
    chance, bad, total = random.Random(seed), 0, 0
    with tempfile.TemporaryDirectory() as home:
        made = {name: path.read_bytes() for name, path in originals(Path(home)).items()}
        target = Path(home) / "damaged.sildpack"
        for name, original in made.items():
            for way in WAYS:
                told: Counter[str] = Counter()
                for _ in range(tries // (len(made) * len(WAYS))):
                    if not damage(original, way, chance, target):
                        continue
                    total += 1
                    code = told_of(target)
                    told[code.value if code else "ACCEPTED"] += 1
                    if code not in TOLD:
                        bad += 1
                        kept = Path(tempfile.gettempdir()) / f"accepted-{seed}-{bad}.sildpack"
                        shutil.copy(target, kept)
                        print(f"kept {kept}")
                print(f"{name:8}{way.__name__:14}", dict(told.most_common()))
    print(f"{total} damaged packages, {bad} not refused in words (seed {seed})")
    return 1 if bad else 0


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:]]
    sys.exit(main(*(given + [2_000, 1][len(given) :])))
