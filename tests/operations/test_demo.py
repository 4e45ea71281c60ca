"""The demonstration: the whole chain on invented data, the same for the same seed, marked as what it is."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from app import bootstrap, cli
from app.cli import demo
from app.core.errors import AppError, ErrorCode
from app.core.progress import Progress
from app.operations import interviews
from app.operations.demo.chain import DemoResult, DemoWish
from app.operations.demo.hints import in_latin_letters, registry_code
from app.operations.demo.invented import interviewers, words_of
from app.operations.interviews import InterviewRow


def make(directory: Path, workbook: Path, seed: int = 1) -> DemoResult:
    return bootstrap.make_demo(directory, DemoWish(8, seed, (workbook,)), Progress())


def rows(result: DemoResult) -> list[InterviewRow]:
    services = bootstrap.open_workspace(result.workspace)
    try:
        return interviews.list_interviews(services)
    finally:
        services.close()


def test_it_walks_the_whole_chain_and_times_each_step(tmp_path: Path, workbook: Path) -> None:
    result = make(tmp_path, workbook)
    assert result.workspace == tmp_path / "demo.sild"
    assert (result.forms, result.interviews) == (1, 8)
    assert [path.name for path in result.reports] == [
        "interview-et.pdf",
        "interview-ru.pdf",
        "interview-en.pdf",
    ]
    assert all(path.read_bytes().startswith(b"%PDF") for path in result.reports)
    assert list(result.seconds) == ["forms", "interviews", "cases", "reports", "verify", "package"]


def test_the_same_seed_gives_the_same_interviews(tmp_path: Path, workbook: Path) -> None:
    def shown(seed: int, place: str) -> list[tuple[str, str, str, int, str]]:
        made = make(tmp_path / place, workbook, seed)
        return sorted(
            (r.title, r.interviewer, r.status, r.answered, r.language) for r in rows(made)
        )

    first = shown(7, "a")
    assert first == shown(7, "b")
    assert first != shown(8, "c")


def test_every_name_says_that_it_is_an_example() -> None:
    random = Random(1)
    signs = ("näid", "пример", "образ", "sample", "example")
    for language in ("et", "ru", "en"):
        words = words_of(language)
        names = [words.firm(random) for _ in range(100)] + [*words.people, *words.remarks]
        unmarked = [name for name in names if not any(sign in name.casefold() for sign in signs)]
        assert unmarked == []
    assert all(any(sign in each.name.casefold() for sign in signs) for each in interviewers())


def test_registry_codes_pass_their_check() -> None:
    random = Random(3)
    for code in (registry_code(random) for _ in range(200)):
        digits = [int(digit) for digit in code]
        checks = [
            sum(digit * weight for digit, weight in zip(digits[:7], weights, strict=True)) % 11
            for weights in ((1, 2, 3, 4, 5, 6, 7), (3, 4, 5, 6, 7, 8, 9))
        ]
        assert digits[7] == next((check for check in checks if check < 10), 0)


def test_russian_names_are_written_in_latin_letters_too() -> None:
    assert in_latin_letters("ООО «Псков Пример Строй»") == 'OOO "Pskov Primer Stroj"'


def test_a_demonstration_does_not_overwrite_a_workspace(tmp_path: Path, workbook: Path) -> None:
    make(tmp_path, workbook)
    with pytest.raises(AppError) as raised:
        make(tmp_path, workbook)
    assert raised.value.code is ErrorCode.WORKSPACE_EXISTS
    assert bootstrap.demo_workspace(tmp_path) == tmp_path / "demo.sild"


def test_a_demonstration_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(AppError):
        make(tmp_path, tmp_path / "missing.xlsx")
    assert bootstrap.demo_workspace(tmp_path) is None


def test_the_shipped_workbooks_make_a_demonstration_without_a_screen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = cli.main(["demo", "--dir", str(tmp_path), "--headless", "--interviews", "3", "--json"])
    said = capsys.readouterr()
    assert status == 0, said.err
    told = json.loads(said.out)
    assert (told["forms"], told["interviews"]) == (2, 3)
    assert told["package"] == str(tmp_path / "demo.sildpack")
    assert told["merged"]["new"] > 0
    assert told["merged"]["conflicts"] == told["merged"]["gaps"] == 0
    assert set(told) == {
        "workspace",
        "forms",
        "interviews",
        "entities",
        "reports",
        "package",
        "merged",
        "seconds",
    }


def test_the_window_opens_on_a_demonstration_that_is_made_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = ["demo", "--dir", str(tmp_path), "--interviews", "1"]
    folder = demo.prepare(wanted)
    assert folder == tmp_path / "demo.sild"
    assert demo.prepare(wanted) == folder
    assert demo.prepare([*wanted, "--nonsense"]) == 2
    assert capsys.readouterr().out == ""
