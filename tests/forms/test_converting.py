from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app.core.errors import AppError, Cancelled, ErrorCode
from app.core.progress import Progress
from app.forms.conversion import Limits, Refusal, convert
from app.forms.reader import read_xform
from tests.forms.books import YES_NO, write_book

SURVEY = "| survey | type | name | label |\n| | text | a | “A” |\n| | note | b | B |\n"


def sleeper() -> list[str]:
    return [sys.executable, "-c", "import time; time.sleep(60)"]


def nobody() -> list[str]:
    pytest.fail("the cache should have answered")


def test_workbook_becomes_a_form(tmp_path):
    xform = convert(write_book(tmp_path, SURVEY), tmp_path / "cache", Progress())
    form = read_xform(xform)
    assert [node.name for node in form.nodes] == ["data", "a", "b", "meta", "instanceID"]
    assert form.form_id == "form"


def test_typographic_quotes_become_plain(tmp_path):
    xform = convert(write_book(tmp_path, SURVEY), tmp_path / "cache", Progress())
    assert b'"A"' in xform


def test_second_time_the_cache_answers(tmp_path):
    path, cache = write_book(tmp_path, SURVEY), tmp_path / "cache"
    first = convert(path, cache, Progress())
    assert convert(path, cache, Progress(), command=nobody) == first


def test_changed_workbook_is_converted_anew(tmp_path):
    cache = tmp_path / "cache"
    first = convert(write_book(tmp_path, SURVEY), cache, Progress())
    second = convert(write_book(tmp_path, SURVEY.replace("note", "text")), cache, Progress())
    assert first != second
    assert len(list(cache.glob("*.xform"))) == 2


def test_cache_holds_whole_entries_only(tmp_path):
    cache = tmp_path / "cache"
    convert(write_book(tmp_path, SURVEY), cache, Progress())
    assert [entry.suffix for entry in cache.iterdir()] == [".xform"]


def test_cache_that_cannot_be_written_costs_only_time(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert convert(write_book(tmp_path, SURVEY), blocked / "cache", Progress())


def test_refusal_of_the_converter_is_handed_on(tmp_path):
    path = write_book(tmp_path, "| survey | type | name | label |\n| | nonsense | a | A |\n")
    with pytest.raises(Refusal) as caught:
        convert(path, tmp_path / "cache", Progress())
    assert "nonsense" in caught.value.sentence


def test_conversion_that_takes_too_long_is_stopped(tmp_path):
    path = write_book(tmp_path, SURVEY)
    with pytest.raises(AppError) as caught:
        convert(path, tmp_path / "cache", Progress(), limits=Limits(seconds=0.2), command=sleeper)
    assert caught.value.code is ErrorCode.CONVERSION_TIMED_OUT


def test_conversion_can_be_cancelled_while_it_runs(tmp_path):
    progress = Progress(
        lambda _done, _total, what: progress.cancel() if what == "converting" else None
    )
    with pytest.raises(Cancelled):
        convert(write_book(tmp_path, SURVEY), tmp_path / "cache", progress, command=sleeper)


def test_child_that_dies_is_reported_with_its_last_words(tmp_path):
    command = [sys.executable, "-c", "raise SystemExit('no more')"]
    with pytest.raises(AppError) as caught:
        convert(
            write_book(tmp_path, SURVEY), tmp_path / "cache", Progress(), command=lambda: command
        )
    assert (caught.value.code, caught.value.params["detail"]) == (
        ErrorCode.CONVERSION_FAILED,
        "no more",
    )


def test_child_that_cannot_start_is_reported(tmp_path):
    command = [str(tmp_path / "nothing")]
    with pytest.raises(AppError) as caught:
        convert(
            write_book(tmp_path, SURVEY), tmp_path / "cache", Progress(), command=lambda: command
        )
    assert caught.value.code is ErrorCode.CONVERSION_FAILED


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_conversion_that_needs_too_much_memory_is_stopped(tmp_path):
    with pytest.raises(AppError) as caught:
        convert(
            write_book(tmp_path, SURVEY),
            tmp_path / "cache",
            Progress(),
            limits=Limits(memory_mb=40),
        )
    assert caught.value.code in {ErrorCode.CONVERSION_OUT_OF_MEMORY, ErrorCode.CONVERSION_FAILED}


def test_cached_form_opens_without_converter_and_spreadsheet_libraries(tmp_path):
    path, cache = write_book(tmp_path, SURVEY), tmp_path / "cache"
    convert(path, cache, Progress())
    script = f"""
import sys
from pathlib import Path
from app.core.progress import Progress
from app.forms.conversion import convert
from app.forms.reader import read_xform
read_xform(convert(Path({str(path)!r}), Path({str(cache)!r}), Progress()))
assert not {{"pyxform", "openpyxl", "xlrd"}} & set(sys.modules)
"""
    subprocess.run([sys.executable, "-c", script], check=True, cwd=Path(__file__).parents[2])


def test_external_choices_become_an_ordinary_list_with_a_filter(tmp_path):
    tables = """
| survey | type | name | label | choice_filter |
|        | select_one yn | a | A | |
|        | select_one_external towns | b | B | yn=${a} |
| external_choices | list_name | name | label | yn |
|                  | towns     | x    | X     | yes |
|                  | towns     | x    | X2    | no  |
"""
    form = read_xform(
        convert(write_book(tmp_path, tables + YES_NO), tmp_path / "cache", Progress())
    )
    assert (
        form.node("/data/b").control.choices.nodeset == "instance('towns')/root/item[yn= /data/a ]"
    )
    assert len(form.instances["towns"].root.children) == 2


def test_capital_letters_with_dots_are_legal_in_names(tmp_path):
    tables = """
| survey | type | name      | label          | relevant            |
|        | text | Õpilasi_Ä | Õ              |                     |
|        | note | b         | B ${Õpilasi_Ä} | ${Õpilasi_Ä} = 'Ö'  |
"""
    form = read_xform(convert(write_book(tmp_path, tables), tmp_path / "cache", Progress()))
    assert form.node("/data/Õpilasi_Ä").control is not None
    assert form.node("/data/b").bind.relevant == "/data/Õpilasi_Ä  = 'Ö'"
