"""A damaged package is refused in words, whatever the damage; nothing of it is believed."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from app.core.errors import AppError, ErrorCode
from app.i18n.catalog import set_language
from app.i18n.messages import explain
from app.sync.reading import open_package
from tests.faults.tallies import tried
from tests.sync.damaging import TOLD, WAYS, damage, originals, told_of

EACH = 15


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return originals(tmp_path_factory.mktemp("packages"))


@pytest.mark.parametrize("sort", ["plain", "sealed"])
def test_whole_package_is_accepted(made: dict[str, Path], sort: str):
    assert told_of(made[sort]) is None


@pytest.mark.parametrize("sort", ["plain", "sealed"])
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_damaged_package_is_refused_in_words(made, sort, way, tmp_path: Path):
    original, chance = made[sort].read_bytes(), random.Random(f"{sort}{way.__name__}")
    for number in range(EACH):
        target = tmp_path / f"{number}.sildpack"
        if damage(original, way, chance, target):
            tried(1)
            assert told_of(target) in TOLD


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "the file is cut short (8.0 kB of "),
        ("et", "fail on poolik ("),
        ("ru", "файл неполный (есть 8,0 кБ из "),
    ],
)
def test_half_a_file_says_how_much_of_it_is_there(made, tmp_path: Path, language, words):
    target = tmp_path / "half.sildpack"
    target.write_bytes(made["sealed"].read_bytes()[:8_000])
    with pytest.raises(AppError) as refused:
        open_package(target)
    assert refused.value.code is ErrorCode.PACKAGE_INCOMPLETE
    assert refused.value.params["expected"] == made["sealed"].stat().st_size
    set_language(language)
    assert words in explain(refused.value).what


@pytest.mark.parametrize(
    "octets", [b"", b"P", b"PK\3\4", b"PK\5\6" + bytes(18), b"%PDF-1.7", bytes(500)]
)
def test_any_other_file_is_no_package(tmp_path: Path, octets: bytes):
    target = tmp_path / "a.sildpack"
    target.write_bytes(octets)
    assert told_of(target) is ErrorCode.PACKAGE_FOREIGN


def test_missing_file_and_folder_are_told(tmp_path: Path):
    assert told_of(tmp_path / "none.sildpack") is ErrorCode.FILE_MISSING
    assert told_of(tmp_path) is ErrorCode.FILE_UNREADABLE
