"""Load every workbook of a folder and print what became of it: what pyxform says, what Sild says, in one table.

usage: python -m tests.tools.workbooks FOLDER [--cache DIR] [--findings]

With an ``xlsx.csv`` beside the folder (columns file, pyxform) the two are compared: a workbook that pyxform converts
and Sild rejects is marked ``!``, unless every error is of a kind that pyxform does not look for (expressions, cycles).
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from app.core.errors import AppError
from app.forms.findings import Finding, FindingCode, Severity
from app.forms.loading import load_file

UNSEEN_BY_PYXFORM = {
    FindingCode.EXPRESSION_SYNTAX,
    FindingCode.FUNCTION_UNKNOWN,
    FindingCode.FUNCTION_DIALECT,
    FindingCode.FUNCTION_ARGUMENTS,
    FindingCode.CYCLE,
}


@dataclass(frozen=True)
class Outcome:
    """One line of the table."""

    name: str
    pyxform: str
    sild: str
    findings: tuple[Finding, ...]
    seconds: float

    @property
    def is_false_alarm(self) -> bool:
        """Whether Sild alone rejects it, for reasons that pyxform should have seen too."""
        errors = {f.code for f in self.findings if f.severity is Severity.ERROR}
        return (
            self.pyxform == "ok"
            and self.sild != "opens"
            and not (errors and errors <= UNSEEN_BY_PYXFORM)
        )


def load(path: Path, cache: Path, pyxform: str) -> Outcome:
    """Load one workbook."""
    started = time.monotonic()
    try:
        result = load_file(path, cache)
    except AppError as error:
        return Outcome(path.name, pyxform, str(error.code), (), time.monotonic() - started)
    state = "opens" if result.is_runnable else "findings"
    return Outcome(path.name, pyxform, state, result.findings, time.monotonic() - started)


def expected(folder: Path) -> dict[str, str]:
    """Read what pyxform made of each workbook, if that was written down."""
    listing = folder.parent / "xlsx.csv"
    if not listing.is_file():
        return {}
    with listing.open(encoding="utf-8", newline="") as file:
        return {row["file"]: row["pyxform"] for row in csv.DictReader(file)}


def describe(outcome: Outcome, *, findings: bool) -> str:
    """Return the line of one workbook, and its findings if they are wanted."""
    count = Counter(f.severity.value for f in outcome.findings)
    mark = "!" if outcome.is_false_alarm else " "
    numbers = f"{count['error']:3}{count['warning']:4}{count['info']:4}"
    line = f"{mark} {outcome.name[:58]:58} {outcome.pyxform[:28]:28} {outcome.sild:17}{numbers} {outcome.seconds:5.1f}s"
    if not findings:
        return line
    return "\n".join(
        [
            line,
            *(f"      {_finding(f)}" for f in outcome.findings if f.severity is not Severity.INFO),
        ]
    )


def _finding(finding: Finding) -> str:
    place = f"{finding.sheet}!{finding.column}{finding.row or ''}"
    return f"{finding.severity.value:8}{finding.code.value:28}{place:20} {finding.name} {dict(finding.params)}"


def main() -> int:
    """Print the table; the exit status says whether anything is marked."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--findings", action="store_true")
    given = parser.parse_args()
    outcomes = []
    with tempfile.TemporaryDirectory() as scratch:
        known = expected(given.folder)
        for path in sorted(given.folder.iterdir()):
            outcome = load(path, given.cache or Path(scratch), known.get(path.name, "?"))
            outcomes.append(outcome)
            sys.stdout.write(describe(outcome, findings=given.findings) + "\n")
    states = Counter(
        f"pyxform {'ok' if o.pyxform == 'ok' else 'refuses'}, sild {o.sild}" for o in outcomes
    )
    sys.stdout.write(
        "\n".join(f"{count:4} {state}" for state, count in sorted(states.items())) + "\n"
    )
    return 1 if any(outcome.is_false_alarm for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
