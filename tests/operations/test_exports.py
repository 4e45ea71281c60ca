"""Finished interviews as tables: every answer in its column, codes beside labels, repeats in files of their own."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

from app.core.errors import AppError, Cancelled, ErrorCode
from app.core.progress import Progress
from app.operations import exports, forms, interviews
from app.operations.exports import ExportQuery
from tests.operations.workbooks import SURVEY, write_workbook

QUERY = ExportQuery(form="firm", language="en")
MORE = (
    *SURVEY[:7],
    ("select_multiple yesno", "both", "Kumb", "Which", "", "", ""),
    ("decimal", "profit", "Kasum", "Profit", "", "", ""),
    ("date", "founded", "Asutatud", "Founded", "", "", ""),
    *SURVEY[7:],
)


class Talk:
    """An interview answered by name."""

    def __init__(self, services, bundle, *, test: bool = False) -> None:
        self.services = services
        self.opened = interviews.start_interview(services, bundle, test=test)

    def answer(self, path: str, value: str) -> None:
        session = self.opened.session
        self._save(session.answer(session.address(path), value).step)

    def refuse(self, path: str, why: str) -> None:
        session = self.opened.session
        self._save(session.give_missing(session.address(path), why).step)

    def row(self) -> None:
        session = self.opened.session
        self._save(session.add_repeat(session.address("/data/partner")).step)

    def finish(self) -> str:
        interviews.finish_interview(self.services, self.opened.draft, self.opened.session)
        return self.opened.record

    def _save(self, step) -> None:
        if step is not None:
            interviews.save_step(self.services, self.opened.draft, step)


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def export(services, target: Path, query: ExportQuery = QUERY) -> exports.Exported:
    return exports.export_interviews(
        services, query, target, "xlsx" if target.suffix == ".xlsx" else "csv"
    )


@pytest.fixture
def talk(services, bundle):
    talk = Talk(services, bundle)
    talk.answer("/data/firm", "Viru Metall")
    talk.answer("/data/exports", "yes")
    talk.answer("/data/market", "Soome; Läti")
    talk.refuse("/data/employees", "refused")
    return talk


def test_codes_stand_beside_their_labels_and_missing_beside_the_answer(services, talk, tmp_path):
    record = talk.finish()
    done = export(services, tmp_path / "out.csv")
    (line,) = table(tmp_path / "out.csv")
    assert done.interviews == 1
    assert (line["KEY"], line["FORM"], line["VERSION"]) == (record, "firm", "1")
    assert (line["exports"], line["exports:label"]) == ("yes", "yes")
    assert (line["employees"], line["employees:missing"]) == ("", "refused")
    assert (line["firm"], line["market"]) == ("Viru Metall", "Soome; Läti")
    assert line["INTERVIEWER"] == "Aive Näidis"


def test_rows_of_a_repeat_stand_in_their_own_file_under_their_interview(services, talk, tmp_path):
    talk.answer("/data/partner[1]/partner_name", "Narva Vesi")
    talk.row()
    talk.answer("/data/partner[2]/partner_name", "Ида Сталь")
    record = talk.finish()
    done = export(services, tmp_path / "folder")
    assert [file.name for file in done.files] == ["firm.csv", "partner.csv"]
    lines = table(tmp_path / "folder" / "partner.csv")
    told = [(line["PARENT_KEY"], line["POSITION"], line["partner_name"]) for line in lines]
    assert told == [(record, "1", "Narva Vesi"), (record, "2", "Ида Сталь")]
    assert len({line["KEY"] for line in lines}) == 2


def test_several_answers_get_a_column_each_and_numbers_stay_numbers(services, tmp_path):
    path = write_workbook(tmp_path / "more.xlsx", survey=MORE)
    bundle = forms.import_form(services, path).bundle
    talk = Talk(services, bundle)
    for name, value in (
        ("firm", "A"),
        ("both", "no yes"),
        ("profit", "-2.5"),
        ("founded", "1999-02-03"),
    ):
        talk.answer(f"/data/{name}", value)
    talk.finish()
    export(services, tmp_path / "out.csv")
    (line,) = table(tmp_path / "out.csv")
    assert (line["both"], line["both:label"]) == ("yes no", "yes; no")
    assert (line["both/yes"], line["both/no"], line["profit"]) == ("1", "1", "-2.5")
    export(services, tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    head, row = book["firm"].iter_rows(values_only=True)
    cells = dict(zip(head, row, strict=True))
    assert cells["profit"] == -2.5
    assert f"{cells['founded']:%d.%m.%Y}" == "03.02.1999"
    assert ("both", "no") in {(line[1], line[5]) for line in book["Code book"].values}


def test_text_that_looks_like_a_formula_is_only_text(services, talk, tmp_path):
    talk.answer("/data/market", '=HYPERLINK("http://a")')
    talk.finish()
    export(services, tmp_path / "out.csv")
    assert table(tmp_path / "out.csv")[0]["market"] == '\'=HYPERLINK("http://a")'
    export(services, tmp_path / "out.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["firm"]
    cell = next(cell for cell in sheet[2] if str(cell.value).startswith("=HYPER"))
    assert cell.data_type == "s"


def test_versions_of_a_form_are_pooled_and_can_be_asked_for_alone(services, talk, tmp_path):
    talk.finish()
    path = write_workbook(tmp_path / "more.xlsx", version="2", survey=MORE)
    newer = Talk(services, forms.import_form(services, path).bundle)
    newer.answer("/data/firm", "B")
    newer.answer("/data/profit", "7")
    newer.finish()
    assert export(services, tmp_path / "all.csv").interviews == 2
    lines = {line["firm"]: line for line in table(tmp_path / "all.csv")}
    assert float(lines["B"]["profit"]) == 7
    assert (lines["Viru Metall"]["market"], lines["Viru Metall"]["profit"]) == ("Soome; Läti", "")
    alone = ExportQuery(form="firm@1")
    assert export(services, tmp_path / "one.csv", alone).interviews == 1


def test_practice_and_drafts_stay_out_and_a_correction_under_way_stays_in(
    services, bundle, talk, tmp_path
):
    record = talk.finish()
    practice = Talk(services, bundle, test=True)
    practice.answer("/data/firm", "Practice")
    practice.finish()
    Talk(services, bundle).answer("/data/firm", "Half done")
    interviews.reopen_interview(services, record, "a wrong number")
    assert export(services, tmp_path / "out.csv").interviews == 1
    assert [line["firm"] for line in table(tmp_path / "out.csv")] == ["Viru Metall"]


def test_nothing_to_export_is_said_and_no_file_is_made(services, bundle, tmp_path):
    with pytest.raises(AppError) as told:
        export(services, tmp_path / "out.csv")
    assert told.value.code is ErrorCode.EXPORT_EMPTY
    assert not (tmp_path / "out.csv").exists()


def test_a_cancelled_export_leaves_the_old_files(services, bundle, talk, tmp_path):
    talk.finish()
    other = Talk(services, bundle)
    other.answer("/data/firm", "Narva Vesi")
    other.finish()
    target = tmp_path / "out.csv"
    target.write_text("old")
    writing = Progress(lambda done, total, what: writing.cancel() if done == 2 else None)
    with pytest.raises(Cancelled):
        exports.export_interviews(services, QUERY, target, "csv", writing)
    assert target.read_text() == "old"
    assert not list(tmp_path.glob("*.part"))
