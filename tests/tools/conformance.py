"""Compare the engine with facts on which ODK's engines agree: ``python -m tests.tools.conformance --folder FOLDER``.

FOLDER (or ``SILD_CONFORMANCE``) holds ``compare.py`` and ``cases/NAME/`` with ``form.xml``, ``answers.json`` and
``golden.json``. Every case is opened at the case's own still clock and driven through `FormSession` step by step, the
way ``sild form run`` does; FOLDER's own ``compare.py`` judges. Prints one line per case, its first differences and a
total; ends with 1 when anything differs. Nothing of FOLDER is copied into the project.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from app.core.clock import StillClock
from app.core.errors import AppError
from app.core.ids import RecordId
from app.forms.definition import NodeKind
from app.forms.reader import read_xform
from app.forms.session import FormSession, NotAnswerable
from app.forms.state import Address, NodeState

VARIABLE = "SILD_CONFORMANCE"
CLOCK = "2024-03-15T12:00:00Z"
RECORD = RecordId("00000000-0000-4000-8000-000000000000")
LISTS = {".csv", ".xml", ".geojson"}
Json = dict[str, Any]


@dataclass(frozen=True)
class Outcome:
    """What came of one case."""

    name: str
    agree: int
    differ: list[list[Any]]
    seconds: float
    error: str = ""


def main(arguments: list[str] | None = None) -> int:
    chosen = _parser().parse_args(arguments)
    if chosen.folder is None:
        print(f"Name the folder with --folder or {VARIABLE}.", file=sys.stderr)
        return 2
    compare = _load_compare(chosen.folder)
    outcomes = [
        run_case(case, compare, chosen.runs)
        for case in sorted((chosen.folder / "cases").iterdir())
        if case.is_dir() and (not chosen.case or any(part in case.name for part in chosen.case))
    ]
    report(outcomes, chosen.show)
    return 1 if any(outcome.differ or outcome.error for outcome in outcomes) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.tools.conformance", description=__doc__)
    default = os.environ.get(VARIABLE)
    parser.add_argument("--folder", type=Path, default=Path(default) if default else None)
    parser.add_argument(
        "--case", action="append", help="only cases whose names hold this; may be repeated"
    )
    parser.add_argument("--show", type=int, default=3, help="differences to print per case")
    parser.add_argument("--runs", type=Path, help="keep what the engine printed in this folder")
    return parser


def _load_compare(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("conformance_compare", folder / "compare.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(folder / "compare.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run_case(case: Path, compare: ModuleType, runs: Path | None) -> Outcome:
    """Drive one case and judge it; an exception of the engine is an outcome too."""
    begun = time.perf_counter()
    error = ""
    try:
        run = drive_file(case)
    except Exception:  # noqa: BLE001 - a crash of one case must not hide the others
        run, error = {}, traceback.format_exc(limit=-4)
    seconds = time.perf_counter() - begun
    with tempfile.TemporaryDirectory() as scratch:
        folder = runs or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        printed = folder / f"{case.name}.json"
        printed.write_text(json.dumps(run, ensure_ascii=False), encoding="utf-8")
        agree, differ = compare.compare(case, printed)
    return Outcome(case.name, agree, differ, seconds, error)


def drive_file(case: Path) -> Json:
    """Open a case's form at its still clock and give it its answers."""
    golden = json.loads((case / "golden.json").read_text(encoding="utf-8"))
    attachments = {
        file.name: file.read_bytes()
        for file in sorted(case.iterdir())
        if file.suffix.lower() in LISTS and file.name != "form.xml"
    }
    try:
        definition = read_xform((case / "form.xml").read_bytes(), attachments)
    except AppError as error:
        return {"load": "error", "findings": [str(error)], "initial": {}, "steps": []}
    clock = StillClock.at(golden.get("clock", CLOCK))
    session = FormSession.open(definition, record=RECORD, clock=clock, seed=0)
    return drive(session, json.loads((case / "answers.json").read_text(encoding="utf-8")))


def drive(session: FormSession, steps: Iterable[Mapping[str, Any]]) -> Json:
    """Take every step and note what it changed, in the shape that ``form run --json`` prints."""
    before = snapshot(session)
    run: Json = {"load": "ok", "findings": [], "initial": before, "steps": []}
    for step in steps:
        result = apply(session, step)
        after = snapshot(session)
        changes = {path: state for path, state in after.items() if before.get(path) != state}
        changes.update({path: None for path in before if path not in after})
        operation = step.get("op", "set")
        run["steps"].append(
            {"op": operation, "path": step.get("path"), "result": result, "changes": changes}
        )
        before = after
    run["final"] = before
    return run


def snapshot(session: FormSession) -> Json:
    """Return every node's state by its ordinal path."""
    return {
        session.ordinal_path(state.address): _printed(session, state) for state in session.states()
    }


def _printed(session: FormSession, state: NodeState) -> Json:
    if session.definition_of(state.address).kind is not NodeKind.VALUE:
        return {"relevant": state.relevant}
    return {
        "value": state.value,
        "relevant": state.relevant,
        "required": state.required,
        "readonly": state.readonly,
        "valid": state.valid,
    }


def apply(session: FormSession, step: Mapping[str, Any]) -> str:
    """Take one step; ``skipped`` when the form does not allow it."""
    try:
        _take(session, step)
    except (NotAnswerable, KeyError):
        return "skipped"
    return "ok"


def _take(session: FormSession, step: Mapping[str, Any]) -> None:
    path = step.get("path", "")
    match step.get("op", "set"):
        case "set":
            session.answer(session.address(path), step["value"])
        case "add":
            session.add_repeat(session.address(path))
        case "remove":
            session.remove_repeat(_instance(session, path, step["index"]))
        case "lang":
            session.switch_language(step["value"])
        case "undo":
            session.undo()
        case "redo":
            session.redo()
        case operation:
            raise ValueError(operation)


def _instance(session: FormSession, path: str, index: int) -> Address:
    instances = session.instances(session.address(path))
    if not 1 <= index <= len(instances):
        raise KeyError(path)
    return instances[index - 1]


def report(outcomes: list[Outcome], show: int) -> None:
    """Print a line per case, its first differences, and the total."""
    for outcome in outcomes:
        line = f"{outcome.name:60} {outcome.agree:8} agree {len(outcome.differ):7} differ {outcome.seconds:7.2f} s"
        print(line)
        if outcome.error:
            print(f"    {outcome.error}")
        for step, path, name, expected, found in outcome.differ[:show]:
            print(f"    step {step} {path} {name}: expected {expected!r}, found {found!r}")
    agree = sum(outcome.agree for outcome in outcomes)
    facts = agree + sum(len(outcome.differ) for outcome in outcomes)
    clean = sum(not outcome.differ for outcome in outcomes)
    share = 100 * agree / max(1, facts)
    print(
        f"{clean}/{len(outcomes)} cases without a difference; {agree}/{facts} facts = {share:.3f} %"
    )


if __name__ == "__main__":
    sys.exit(main())
