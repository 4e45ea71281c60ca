"""The command line as scripts know it: what it prints where, and the exit status of each kind of fault."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from app import bootstrap, cli
from app.cli.entry import language_of
from app.core.progress import Progress
from app.operations import forms
from app.operations.demo.chain import DemoWish
from tests.operations.workbooks import SURVEY, write_workbook

Out = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def an_english_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SILD_LANGUAGE", "en")


def ask(capsys: Out, *argv: str) -> tuple[int, str, str]:
    status = cli.main(list(argv))
    said = capsys.readouterr()
    return status, said.out, said.err


def answer(capsys: Out, *argv: str) -> dict:
    status, out, err = ask(capsys, *argv, "--json")
    assert status == 0, err
    assert out.count("\n") == 1, "one JSON object, one line"
    return json.loads(out)


def test_help_speaks_the_language_of_the_terminal(capsys: Out) -> None:
    status, out, _err = ask(capsys, "--help")
    assert status == 0
    assert "interview" in out
    assert language_of({"LANG": "et_EE.UTF-8"}) == "et"
    assert language_of({"LANG": "C.UTF-8"}) == "en"
    assert language_of({"LC_ALL": "ru_RU", "LANG": "et_EE"}) == "ru"
    assert language_of({}, "Estonian_Estonia") == "et"


@pytest.mark.parametrize(
    "argv",
    [
        ("nonsense",),
        ("form",),
        ("form", "check"),
        ("form", "check", "a", "b"),
        ("demo", "--seed", "x"),
    ],
)
def test_wrong_usage_is_said_on_standard_error_and_has_a_status_of_its_own(
    capsys: Out, argv: tuple[str, ...]
) -> None:
    status, out, err = ask(capsys, *argv)
    assert (status, out) == (2, "")
    assert err.startswith("How to call it: sild")


def test_a_fault_of_the_input_says_what_happened_and_what_to_do(
    capsys: Out, tmp_path: Path
) -> None:
    status, out, err = ask(capsys, "workspace", "info", str(tmp_path / "nowhere"))
    assert (status, out) == (1, "")
    assert "nowhere" in err


def test_a_bug_of_ours_has_a_status_of_its_own(
    capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(forms, "check_form_file", broken)
    status, out, err = ask(capsys, "form", "check", "a.xlsx")
    assert (status, out) == (3, "")
    assert "ZeroDivisionError" in err


def test_a_form_check_prints_the_promised_object(capsys: Out, tmp_path: Path) -> None:
    told = answer(capsys, "form", "check", str(write_workbook(tmp_path / "firm.xlsx")))
    assert told == {
        "form_id": "firm",
        "version": "1",
        "languages": ["Estonian (et)", "English (en)"],
        "questions": 5,
        "findings": [],
    }


def test_a_form_that_cannot_be_used_is_the_input_s_fault_with_place_and_remedy(
    capsys: Out, tmp_path: Path
) -> None:
    survey = [*SURVEY, ("text", "broken", "Katki", "Broken", "", "", "${nobody} = 1")]
    path = write_workbook(tmp_path / "broken.xlsx", survey=survey)
    status, out, _err = ask(capsys, "form", "check", str(path), "--json")
    assert status == 1
    (finding,) = json.loads(out)["findings"]
    assert (finding["severity"], finding["sheet"], finding["row"]) == ("error", "survey", 11)
    assert set(finding) == {
        "severity",
        "code",
        "sheet",
        "row",
        "column",
        "name",
        "message",
        "remedy",
    }
    status, out, _err = ask(capsys, "form", "check", str(path))
    assert status == 1
    assert "survey, row 11" in out


def test_a_form_check_loads_neither_window_nor_database_nor_tables(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "firm.xlsx")
    script = (
        "import sys\nfrom app.cli import main\nstatus = main(['form', 'check', sys.argv[1], '--json'])\n"
        "heavy = {'PySide6', 'sqlalchemy', 'sqlcipher3', 'pandas', 'reportlab', 'networkx'} & set(sys.modules)\n"
        "sys.exit(f'loaded {heavy}' if heavy else status)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, path], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_workspace_is_created_described_and_verified(capsys: Out, tmp_path: Path) -> None:
    folder = str(tmp_path / "new.sild")
    assert answer(capsys, "workspace", "create", folder, "--name", "Kevad")["encrypted"] is False
    info = answer(capsys, "workspace", "info", folder)
    assert {"digest", "interviews", "entities", "revisions", "conflicts", "encrypted"} <= set(info)
    assert (info["interviews"], info["entities"], info["encrypted"]) == (0, {}, False)
    assert answer(capsys, "workspace", "verify", folder)["damage"] == []


def test_a_second_workspace_does_not_overwrite_the_first(capsys: Out, tmp_path: Path) -> None:
    folder = str(tmp_path / "new.sild")
    answer(capsys, "workspace", "create", folder)
    status, _out, _err = ask(capsys, "workspace", "create", folder)
    assert status == 1


def test_a_passphrase_comes_from_the_environment_and_nothing_prompts_without_a_terminal(
    capsys: Out, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = str(tmp_path / "locked.sild")
    monkeypatch.setenv("SILD_PASSPHRASE", "kolm korda kuus")
    made = answer(capsys, "workspace", "create", folder)
    assert made["encrypted"] is True
    assert made["recovery_key"]
    assert answer(capsys, "workspace", "info", folder)["encrypted"] is True
    monkeypatch.setenv("SILD_PASSPHRASE", made["project_key"])
    assert answer(capsys, "workspace", "info", folder)["encrypted"] is True
    monkeypatch.setenv("SILD_PASSPHRASE", "neli")
    assert ask(capsys, "workspace", "info", folder)[0] == 1
    monkeypatch.delenv("SILD_PASSPHRASE")
    assert ask(capsys, "workspace", "info", folder)[0] == 1


STEPS = [
    {"path": "/data/firm", "value": "Näidis OÜ"},
    {"op": "set", "path": "/data/market", "value": "Soome"},
    {"op": "add", "path": "/data/partner"},
    {"path": "/data/partner[2]/partner_name", "value": "Teine OÜ"},
    {"op": "remove", "path": "/data/partner", "index": 1},
    {"op": "lang", "value": "English (en)"},
    {"op": "undo"},
]


def run_form(capsys: Out, tmp_path: Path, steps: object, *options: str) -> dict:
    path = write_workbook(tmp_path / "firm.xlsx")
    script = tmp_path / "steps.json"
    script.write_text(json.dumps(steps), encoding="utf-8")
    return answer(capsys, "form", "run", str(path), "--steps", str(script), *options)


def test_a_form_run_tells_every_state_on_the_way(capsys: Out, tmp_path: Path) -> None:
    told = run_form(capsys, tmp_path, STEPS, "--clock", "2026-11-21T10:00:00+02:00")
    assert (told["load"], told["findings"]) == ("ok", [])
    assert told["initial"]["/data/firm"] == {
        "value": "",
        "relevant": True,
        "required": True,
        "readonly": False,
        "valid": False,
    }
    assert told["initial"]["/data/partner[1]"] == {"relevant": True}
    assert told["initial"]["/data/started"]["value"] == "2026-11-21T10:00:00.000+02:00"
    results = [(step["op"], step["result"]) for step in told["steps"]]
    assert results[:3] == [("set", "ok"), ("set", "skipped"), ("add", "ok")]
    assert told["steps"][1]["changes"] == {}
    assert told["steps"][4]["changes"]["/data/partner[2]"] is None
    assert told["final"]["/data/firm"]["value"] == "Näidis OÜ"
    assert "<firm>Näidis OÜ</firm>" in told["xml"]


def test_a_still_clock_makes_a_run_repeatable(capsys: Out, tmp_path: Path) -> None:
    clock = ("--clock", "2026-11-21T10:00:00+02:00", "--language", "en")
    assert run_form(capsys, tmp_path, STEPS[:2], *clock) == run_form(
        capsys, tmp_path, STEPS[:2], *clock
    )


def test_a_clock_that_is_none_is_wrong_usage(capsys: Out, tmp_path: Path) -> None:
    status, _out, err = ask(capsys, "form", "run", "a.xlsx", "--steps", "b.json", "--clock", "noon")
    assert status == 2
    assert "--clock" in err


@pytest.mark.parametrize("steps", ["{", '{"op": "set"}', '[{"op": "fly"}]'])
def test_steps_that_are_none_are_the_input_s_fault(capsys: Out, tmp_path: Path, steps: str) -> None:
    script = tmp_path / "steps.json"
    script.write_text(steps, encoding="utf-8")
    path = write_workbook(tmp_path / "firm.xlsx")
    status, out, err = ask(capsys, "form", "run", str(path), "--steps", str(script))
    assert (status, out) == (1, "")
    assert "steps.json" in err


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    workbook = write_workbook(folder / "firm.xlsx")
    return bootstrap.make_demo(folder, DemoWish(6, 1, (workbook,)), Progress()).workspace


def test_interviews_are_listed_for_scripts_and_for_people(capsys: Out, demo: Path) -> None:
    rows = answer(capsys, "interview", "list", str(demo))["interviews"]
    assert len(rows) == 6
    assert {row["form_id"] for row in rows} == {"firm"}
    drafts = answer(capsys, "interview", "list", str(demo), "--status", "draft")["interviews"]
    assert all(row["status"] == "draft" for row in drafts)
    status, out, _err = ask(capsys, "interview", "list", str(demo))
    assert status == 0
    assert out.rstrip().endswith("6 interviews")


def test_the_times_of_an_interview_are_told(capsys: Out, demo: Path) -> None:
    rows = answer(capsys, "interview", "list", str(demo), "--status", "finished")["interviews"]
    times = answer(capsys, "interview", "times", str(demo), rows[0]["id"])
    assert {"active_ms", "started", "ended", "pauses", "sections", "questions"} <= set(times)
    assert times["active_ms"] >= sum(line["active_ms"] for line in times["questions"])
    status, out, _err = ask(capsys, "interview", "times", str(demo), rows[0]["id"])
    assert status == 0
    assert "Active time: " in out
    assert ask(capsys, "interview", "times", str(demo), "nobody")[0] == 1


def test_an_interview_is_printed_and_written_as_xml(
    capsys: Out, demo: Path, tmp_path: Path
) -> None:
    rows = answer(capsys, "interview", "list", str(demo), "--status", "finished")["interviews"]
    page, xml = tmp_path / "page.pdf", tmp_path / "interview.xml"
    where = (str(demo), rows[0]["id"], "-o")
    answer(capsys, "report", "interview", *where, str(page), "--language", "ru")
    assert page.read_bytes().startswith(b"%PDF")
    assert ask(capsys, "interview", "xml", *where, str(xml))[0] == 0
    assert rows[0]["record"] in xml.read_text(encoding="utf-8")
    taken = answer(capsys, "interview", "import", str(demo), str(xml))
    assert taken == {"imported": 0, "known": 1, "ids": [rows[0]["record"]]}
    assert ask(capsys, "report", "interview", str(demo), "nobody", "-o", str(page))[0] == 1


def test_a_workspace_is_backed_up_and_brought_back(capsys: Out, tmp_path: Path) -> None:
    folder = str(tmp_path / "new.sild")
    answer(capsys, "workspace", "create", folder)
    assert Path(answer(capsys, "workspace", "backup", folder)["backup"]).exists()
    assert answer(capsys, "workspace", "restore", folder) == {"workspace": folder}
    assert answer(capsys, "workspace", "verify", folder)["damage"] == []
