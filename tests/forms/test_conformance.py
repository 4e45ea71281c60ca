"""Facts on which JavaRosa and ODK Web Forms agree, where the folder with them lies beside the checkout."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from app.core.clock import StillClock
from app.forms.reader import read_xform
from app.forms.script import read_steps, run
from app.forms.session import FormSession
from tests.forms.scenario import RECORD

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "conformance"
CASES = sorted(p.name for p in (FOLDER / "cases").iterdir()) if (FOLDER / "cases").is_dir() else []

pytestmark = pytest.mark.skipif(not CASES, reason="no conformance folder beside the checkout")


@pytest.fixture(scope="module")
def judge() -> ModuleType:
    spec = importlib.util.spec_from_file_location("conformance_judge", FOLDER / "compare.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("case", CASES or ["none"])
def test_sild_agrees_with_both_engines(case: str, judge: ModuleType, tmp_path: Path) -> None:
    folder = FOLDER / "cases" / case
    definition = read_xform((folder / "form.xml").read_bytes(), {})
    steps = read_steps(json.loads((folder / "answers.json").read_text()))
    told = run(
        lambda: FormSession.open(
            definition, record=RECORD, clock=StillClock.at("2024-03-15T12:00:00Z"), seed=1
        ),
        steps,
    )
    written = tmp_path / "run.json"
    written.write_text(json.dumps({"load": "ok", **told}))
    agree, differ = judge.compare(folder, written)
    assert differ == []
    assert agree > 0
