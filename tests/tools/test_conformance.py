"""The tool that compares the engine with agreed facts, on a folder of one small case."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.tools import conformance

FORM = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>Small</h:title><model>
<instance><data id="small"><age/><person jr:template=""><name/></person><sum/></data></instance>
<bind nodeset="/data/age" type="int" constraint=". &lt; 120"/><bind nodeset="/data/person/name" type="string"/>
<bind nodeset="/data/sum" type="string" calculate="/data/age * 2"/></model></h:head><h:body>
<input ref="/data/age"><label>Age</label></input>
<group ref="/data/person"><label>Person</label><repeat nodeset="/data/person">
<input ref="/data/person/name"><label>Name</label></input></repeat></group></h:body></h:html>"""
STEPS = [
    {"op": "set", "path": "/data/age", "value": "130"},
    {"path": "/data/nowhere", "value": "x"},
    {"op": "add", "path": "/data/person"},
    {"op": "set", "path": "/data/person[1]/name", "value": "Mari"},
    {"op": "remove", "path": "/data/person", "index": 2},
    {"op": "remove", "path": "/data/person", "index": 1},
    {"op": "undo"},
    {"op": "redo"},
]
COMPARE = """import json
def compare(case, run):
    found = json.loads(run.read_text())
    golden = json.loads((case / "golden.json").read_text())
    same = [step["result"] for step in found.get("steps", [])] == golden["results"]
    return (1, []) if same else (0, [[0, "", "results", golden["results"], found]])
"""
RESULTS = ["ok", "skipped", "ok", "ok", "skipped", "ok", "ok", "ok"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    case = tmp_path / "cases" / "small"
    case.mkdir(parents=True)
    (tmp_path / "compare.py").write_text(COMPARE, encoding="utf-8")
    (case / "form.xml").write_text(FORM, encoding="utf-8")
    (case / "answers.json").write_text(json.dumps(STEPS), encoding="utf-8")
    (case / "golden.json").write_text(json.dumps({"results": RESULTS}), encoding="utf-8")
    return tmp_path


def test_a_case_is_driven_step_by_step(folder: Path) -> None:
    run = conformance.drive_file(folder / "cases" / "small")
    assert [step["result"] for step in run["steps"]] == RESULTS
    assert run["initial"]["/data/sum"]["value"] == ""
    age = run["steps"][0]["changes"]["/data/age"]
    assert (age["value"], age["valid"]) == ("130", False)
    assert run["steps"][0]["changes"]["/data/sum"]["value"] == "260"
    assert run["steps"][2]["changes"]["/data/person[1]"] == {"relevant": True}
    assert run["steps"][5]["changes"]["/data/person[1]/name"] is None


def test_the_folders_own_comparison_judges(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert conformance.main(["--folder", str(folder), "--runs", str(folder / "runs")]) == 0
    assert "1/1 cases without a difference" in capsys.readouterr().out
    assert (folder / "runs" / "small.json").exists()


def test_a_form_that_cannot_be_read_differs(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "cases" / "small" / "form.xml").write_text("<broken", encoding="utf-8")
    assert conformance.main(["--folder", str(folder)]) == 1
    assert "expected" in capsys.readouterr().out


def test_without_a_folder_nothing_can_be_compared(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(conformance.VARIABLE, raising=False)
    assert conformance.main([]) == 2
    assert conformance.VARIABLE in capsys.readouterr().err
