"""``sild form paper`` as scripts know it: what it writes, what it says, how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app import cli
from tests.operations.workbooks import SURVEY, write_workbook
from tests.reports.reading import whole_text

Out = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def an_english_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SILD_LANGUAGE", "en")


def ask(capsys: Out, *argv: object) -> tuple[int, str, str]:
    status = cli.main(["form", "paper", *map(str, argv)])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_a_blank_questionnaire_is_written(capsys: Out, tmp_path: Path) -> None:
    form, out = write_workbook(tmp_path / "firm.xlsx"), tmp_path / "firm.pdf"
    status, said, _err = ask(capsys, form, "-o", out, "--language", "en")
    assert status == 0
    assert str(out) in said
    text = whole_text(out.read_bytes())
    assert "Company" in text
    assert "Ask if 3 = yes" in text
    assert "Ettevõte" not in text


def test_two_languages_and_cards_are_told_as_one_object(capsys: Out, tmp_path: Path) -> None:
    form = write_workbook(tmp_path / "firm.xlsx")
    out, cards = tmp_path / "firm.pdf", tmp_path / "cards.pdf"
    status, said, _err = ask(
        capsys, form, "-o", out, "--language", "et, en", "--cards", cards, "--json"
    )
    assert status == 0
    assert json.loads(said) == {
        "form_id": "firm",
        "version": "1",
        "language": "Estonian (et)",
        "second": "English (en)",
        "questionnaire": str(out),
        "cards": str(cards),
        "card_count": 0,
        "findings": [],
    }
    text = whole_text(out.read_bytes())
    assert text.index("Ettevõte") < text.index("Company")
    assert "Küsida, kui 3 = jah" in text
    assert cards.read_bytes().startswith(b"%PDF")


def test_a_language_that_the_form_lacks_is_the_input_s_fault(capsys: Out, tmp_path: Path) -> None:
    form, out = write_workbook(tmp_path / "firm.xlsx"), tmp_path / "firm.pdf"
    for wanted in ("fr", "et,fr"):
        status, said, err = ask(capsys, form, "-o", out, "--language", wanted)
        assert (status, said) == (1, "")
        assert "fr" in err
        assert "English (en)" in err
    assert not out.exists()


def test_a_form_that_cannot_be_used_says_why(capsys: Out, tmp_path: Path) -> None:
    survey = [*SURVEY, ("text", "broken", "Katki", "Broken", "", "", "${nobody} = 1")]
    form = write_workbook(tmp_path / "broken.xlsx", survey=survey)
    out = tmp_path / "out.pdf"
    status, said, _err = ask(capsys, form, "-o", out, "--language", "et")
    assert status == 1
    assert "survey, row 11" in said
    status, said, _err = ask(capsys, form, "-o", out, "--language", "et", "--json")
    assert status == 1
    assert [each["row"] for each in json.loads(said)["findings"]] == [11]
    assert not out.exists()


def test_a_place_that_cannot_be_written_is_explained(capsys: Out, tmp_path: Path) -> None:
    form = write_workbook(tmp_path / "firm.xlsx")
    status, _said, err = ask(
        capsys, form, "-o", tmp_path / "nowhere" / "firm.pdf", "--language", "et"
    )
    assert status == 1
    assert "firm.pdf" in err


def test_wrong_usage_is_refused(capsys: Out, tmp_path: Path) -> None:
    form = write_workbook(tmp_path / "firm.xlsx")
    assert ask(capsys, form, "-o", tmp_path / "a.pdf")[0] == 2
    assert ask(capsys, form, "--language", "et")[0] == 2
