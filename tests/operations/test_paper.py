"""Forms put on paper from a workspace: languages resolved, cards only when wanted."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import AppError, ErrorCode
from app.core.ids import BundleId
from app.operations import forms, paper
from tests.operations.workbooks import write_workbook
from tests.reports.reading import whole_text


def test_a_form_of_the_workspace_is_put_on_paper(services, tmp_path: Path) -> None:
    imported = forms.import_form(services, write_workbook(tmp_path / "firm.xlsx"))
    made = paper.print_form(services, imported.bundle, paper.PaperWish("en", "en"))
    assert (made.language, made.second, made.title) == ("English (en)", "", "A firm")
    assert "Company" in whole_text(made.questionnaire)
    assert made.show_cards.startswith(b"%PDF")
    bare = paper.print_form(services, imported.bundle, paper.PaperWish(with_cards=False))
    assert (bare.language, bare.show_cards) == ("Estonian (et)", b"")


def test_an_unknown_form_or_language_is_refused(services, tmp_path: Path) -> None:
    imported = forms.import_form(services, write_workbook(tmp_path / "firm.xlsx"))
    with pytest.raises(AppError) as refused:
        paper.print_form(services, imported.bundle, paper.PaperWish("fr"))
    assert refused.value.code is ErrorCode.LANGUAGE_UNKNOWN
    with pytest.raises(AppError) as refused:
        paper.print_form(services, BundleId("0" * 64), paper.PaperWish())
    assert refused.value.code is ErrorCode.FORM_UNKNOWN


def test_a_form_in_one_unnamed_language_is_printed_in_the_language_one_says(
    tmp_path: Path,
) -> None:
    path = tmp_path / "plain.md"
    path.write_text(
        "| survey | type | name | label |\n| | text | a | Name? |\n"
        "| settings | form_id | version |\n| | plain | 1 |\n",
        encoding="utf-8",
    )
    result = paper.print_form_file(path, tmp_path / "cache", paper.PaperWish("et"))
    assert result.paper is not None
    text = whole_text(result.paper.questionnaire)
    assert "Name?" in text
    assert "Küsitleja" in text
