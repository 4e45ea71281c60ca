"""The table of faults, how often each was tried and what came of it: ``python -m tests.tools.faults [--thorough]``.

Runs the tests that make faults on purpose and prints a table in Markdown: fault, tries, outcome. ``--thorough`` kills
at every third moment, lets every third call to the disk fail in every way, and damages two thousand packages; without
it the tests are those of every day. Ends with status 1 when one of them failed.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

from tests.faults.tallies import LIST

TOP = Path(__file__).resolve().parents[2]
FILES = (
    "tests/store/test_no_acknowledged_answer_is_lost.py",
    "tests/store/test_a_crash_at_any_moment_loses_nothing.py",
    "tests/store/test_a_full_disk_costs_no_answer.py",
    "tests/store/test_damage_is_told.py",
    "tests/operations/test_a_crash_during_a_merge.py",
    "tests/operations/test_errors_of_the_disk.py",
    "tests/operations/test_any_history_of_packages.py",
    "tests/operations/test_forged_packages.py",
    "tests/operations/test_hostile_contents.py",
    "tests/sync/test_damaged_packages.py",
    "tests/sync/test_hostile_packages.py",
    "tests/sync/test_judging.py",
    "tests/sync/test_writing_leaves_the_old_or_nothing.py",
    "tests/sync/test_a_kill_between_the_parts_of_a_package.py",
)
THOROUGH = {"SILD_CRASH_STRIDE": "3", "SILD_DISK_STRIDE": "3"}


def main(*, thorough: bool, files: list[str]) -> int:
    """Run the tests and print the table."""
    with tempfile.TemporaryDirectory(prefix="sild-faults-") as home:
        tallies, results = Path(home) / "tried", Path(home) / "results.xml"
        environment = {**os.environ, LIST: str(tallies), **(THOROUGH if thorough else {})}
        command = [
            sys.executable,
            "-m",
            "pytest",
            *(files or FILES),
            "-q",
            "-p",
            "no:cacheprovider",
        ]
        done = subprocess.run(
            [*command, f"--junitxml={results}"],
            cwd=TOP,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if not results.exists():
            print(done.stdout, done.stderr)
            return 1
        print(table(results, tallies))
    if done.returncode:
        print(done.stdout[-4000:])
    if thorough:
        command = [sys.executable, "-m", "tests.tools.damaged_packages", "2000"]
        return done.returncode or subprocess.run(command, cwd=TOP, check=False).returncode
    return done.returncode


def table(results: Path, tallies: Path) -> str:
    """Return the table: one row for each test, its tries added up over its parameters."""
    tried: Counter[str] = Counter()
    if tallies.exists():
        for line in tallies.read_text(encoding="utf-8").splitlines():
            times, test = line.split(" ", 1)
            tried[_name(test.rpartition("::")[2])] += int(times)
    runs: Counter[str] = Counter()
    bad: Counter[str] = Counter()
    skipped: Counter[str] = Counter()
    for case in ElementTree.parse(results).iter("testcase"):
        name = _name(case.get("name", ""))
        runs[name] += 1
        bad[name] += case.find("failure") is not None or case.find("error") is not None
        skipped[name] += case.find("skipped") is not None
    lines = ["| fault | tries | outcome |", "|---|---|---|"]
    for name, count in runs.items():
        outcome = "FAILED" if bad[name] else "skipped" if skipped[name] == count else "as promised"
        lines.append(f"| {name} | {tried[name] or count - skipped[name]} | {outcome} |")
    return "\n".join(lines)


def _name(test: str) -> str:
    return re.sub(r"\[.*", "", test).removeprefix("test_").replace("_", " ")


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    asked.add_argument("--thorough", action="store_true")
    asked.add_argument("files", nargs="*", help="only these test files")
    wish = asked.parse_args()
    sys.exit(main(thorough=wish.thorough, files=wish.files))
