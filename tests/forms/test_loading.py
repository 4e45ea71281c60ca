from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import AppError, Cancelled, ErrorCode
from app.core.progress import Progress
from app.forms.findings import FindingCode, Severity
from app.forms.loading import LoadResult, load_file, open_bundle
from tests.forms.books import SETTINGS, YES_NO, codes, found, write_book, xform

GOOD = "| survey | type | name | label |\n| | text | a | A |\n" + SETTINGS
TOWNS = (
    "| survey | type | name | label |\n| | select_one_from_file towns.csv | t | Town |\n" + SETTINGS
)


def load(path: Path) -> LoadResult:
    return load_file(path, path.parent / "cache")


def test_workbook_becomes_a_bundle_and_a_definition(tmp_path):
    result = load(write_book(tmp_path, GOOD))
    assert result.is_runnable
    assert (result.definition.form_id, result.definition.version) == ("test", "1")
    assert result.bundle.workbook[0] == "form.xlsx"
    assert result.findings == ()


def test_bundle_opens_again_as_the_same_form(tmp_path):
    (tmp_path / "towns.csv").write_text("name,label\nnarva,Narva\n")
    result = load(write_book(tmp_path, TOWNS))
    again = open_bundle(result.bundle)
    assert [node.path for node in again.nodes] == [node.path for node in result.definition.nodes]
    assert again.instances["towns"].root.children[0].children[0].value == "narva"


def test_rejected_workbook_comes_without_a_form(tmp_path):
    result = load(write_book(tmp_path, GOOD.replace("text", "nonsense")))
    assert (result.bundle, result.definition) == (None, None)
    assert codes(list(result.findings)) == {FindingCode.TYPE_UNKNOWN}


def test_what_the_converter_alone_refuses_is_a_finding_with_its_row(tmp_path):
    tables = GOOD.replace("| text | a | A |", "| text | ªb | A |")
    result = load(write_book(tmp_path, tables))
    finding = found(list(result.findings), FindingCode.CONVERTER_REFUSED)
    assert (finding.severity, finding.sheet, finding.row) == (Severity.ERROR, "survey", 2)


@pytest.mark.parametrize("folder", ["", "media", "form-media"])
def test_files_are_found_beside_the_form(tmp_path, folder: str):
    (tmp_path / folder).mkdir(exist_ok=True)
    (tmp_path / folder / "towns.csv").write_text("name,label\nnarva,Narva\n")
    result = load(write_book(tmp_path, TOWNS))
    assert set(result.bundle.attachments) == {"towns.csv"}
    assert result.definition.instances["towns"].root is not None


def test_missing_file_is_a_warning_at_the_cell_that_names_it(tmp_path):
    result = load(write_book(tmp_path, TOWNS))
    finding = found(list(result.findings), FindingCode.FILE_MISSING)
    assert result.is_runnable
    assert (finding.severity, finding.sheet, finding.row, finding.column) == (
        Severity.WARNING,
        "survey",
        2,
        "A",
    )


def test_list_without_the_columns_that_choices_need_is_named(tmp_path):
    (tmp_path / "towns.csv").write_text("id,title\nnarva,Narva\n")
    finding = [
        f
        for f in load(write_book(tmp_path, TOWNS)).findings
        if f.code is FindingCode.FILE_COLUMN_MISSING
    ]
    assert [f.params["column"] for f in finding] == ["name", "label"]


def test_broken_list_keeps_the_form_from_running(tmp_path):
    (tmp_path / "towns.geojson").write_text("nonsense")
    result = load(write_book(tmp_path, TOWNS.replace("towns.csv", "towns.geojson")))
    assert not result.is_runnable
    assert FindingCode.FILE_BROKEN in codes(list(result.findings))


def test_picture_of_a_choice_is_bundled(tmp_path):
    (tmp_path / "yes.png").write_bytes(b"png")
    tables = GOOD.replace("| text |", "| select_one yn |") + YES_NO.replace(
        "label |\n", "label | image |\n", 1
    )
    tables = tables.replace("| Yes   |", "| Yes | yes.png |")
    assert load(write_book(tmp_path, tables)).bundle.attachments == {"yes.png": b"png"}


def test_xform_is_loaded_as_it_is(tmp_path):
    path = tmp_path / "form.xml"
    path.write_bytes(xform('<instance><data id="f"><a/></data></instance>'))
    result = load(path)
    assert result.bundle.xform == path.read_bytes()
    assert result.bundle.workbook is None


def test_expressions_of_an_xform_are_checked(tmp_path):
    path = tmp_path / "form.xml"
    bind = '<bind nodeset="/data/a" relevant="1 +" calculate="nix()"/>'
    model = f'<instance><data id="f"><a/></data></instance>{bind}'
    path.write_bytes(xform(model))
    result = load(path)
    assert codes(list(result.findings)) == {
        FindingCode.EXPRESSION_SYNTAX,
        FindingCode.FUNCTION_UNKNOWN,
    }
    assert result.findings[0].name == "/data/a"


def test_broken_xform_is_an_error(tmp_path):
    path = tmp_path / "form.xml"
    path.write_text("<nothing>")
    with pytest.raises(AppError) as caught:
        load(path)
    assert caught.value.code is ErrorCode.XFORM_BROKEN
    assert caught.value.params["path"] == str(path)


def test_loading_can_be_cancelled(tmp_path):
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        load_file(write_book(tmp_path, GOOD), tmp_path / "cache", progress)


def test_circle_of_paths_is_found_in_the_converted_form(tmp_path):
    tables = """| survey | type | name | label | calculation |
| | calculate | a | | ../b + 1 |
| | calculate | b | | /data/a |
| | text | q | Q | |
"""
    finding = found(list(load(write_book(tmp_path, tables + SETTINGS)).findings), FindingCode.CYCLE)
    assert (finding.severity, finding.sheet, finding.name) == (Severity.ERROR, "survey", "a")
    assert finding.params["path"] in {"a → b → a", "b → a → b"}


def test_circle_in_an_xform_is_found(tmp_path):
    path = tmp_path / "form.xml"
    binds = (
        '<bind nodeset="/data/a" calculate="/data/b"/><bind nodeset="/data/b" calculate="/data/a"/>'
    )
    path.write_bytes(xform(f'<instance><data id="f"><a/><b/></data></instance>{binds}'))
    assert codes(list(load(path).findings)) == {FindingCode.CYCLE}
