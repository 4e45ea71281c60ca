"""The command line as scripts know it: what it prints where, and the exit status of each kind of fault."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from app import cli
from app.cli.entry import language_of
from app.operations import forms
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


def test_help_speaks_the_language_of_the_terminal(
    capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, out, _err = ask(capsys, "--help")
    assert status == 0
    assert "interview" in out
    monkeypatch.setenv("SILD_LANGUAGE", "et_EE.UTF-8")
    assert language_of({"LANG": "et_EE.UTF-8"}) == "et"
    assert language_of({"LANG": "C.UTF-8"}) == "en"
    assert language_of({"LC_ALL": "ru_RU", "LANG": "et_EE"}) == "ru"


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
    assert (finding["severity"], finding["sheet"], finding["row"]) == ("error", "survey", 10)
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
    assert "survey, row 10" in out


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
    monkeypatch.setenv("SILD_PASSPHRASE", "neli")
    assert ask(capsys, "workspace", "info", folder)[0] == 1
    monkeypatch.delenv("SILD_PASSPHRASE")
    assert ask(capsys, "workspace", "info", folder)[0] == 1
