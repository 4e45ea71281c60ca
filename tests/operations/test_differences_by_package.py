"""An evening of packages: two laptops change one firm, the office settles it, and everybody has the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.operations import difference_plan, differences, settling
from app.store import holdings
from tests.operations.laptops import founded, joined
from tests.operations.test_packages import quick_passphrases as _quick_passphrases  # noqa: F401


@pytest.fixture
def office(tmp_path: Path, clock, workbook):
    with founded(tmp_path, clock, workbook) as laptop:
        yield laptop


@pytest.fixture
def mari(office):
    with joined(office, "Mari", "Mari Maasik") as laptop:
        yield laptop


@pytest.fixture
def ivan(office):
    with joined(office, "Ivan", "Иван Пример") as laptop:
        yield laptop


def settle(laptop, place: int) -> settling.Settled:
    sheets = differences.list_sheets(laptop.services)
    plan = {
        (sheet.record, each.key): difference_plan.take(each, place)
        for sheet in sheets
        for each in sheet.differences
    }
    return settling.settle(laptop.services, sheets, plan)


def test_what_the_office_settles_is_settled_on_every_laptop(office, mari, ivan):
    record = mari.interview("Mari OÜ")
    office.merge(mari.write())
    ivan.merge(office.write(to=(ivan.fingerprint,)))
    mari.correct(record, "Mari AS")
    ivan.correct(record, "Иван АО")
    office.merge(mari.write(), ivan.write())
    (sheet,) = differences.list_sheets(office.services)
    (difference,) = sheet.differences
    told = {
        version.value: sheet.authors[version.writers[0]].person for version in difference.versions
    }
    assert told == {"Mari AS": "Mari Maasik", "Иван АО": "Иван Пример"}
    taken = difference.versions[0].value
    settle(office, 0)
    assert office.titles() == [taken]
    back = office.write(to=(mari.fingerprint, ivan.fingerprint))
    mari.merge(back)
    ivan.merge(back)
    assert mari.titles() == ivan.titles() == [taken]
    assert mari.digest == ivan.digest == office.digest
    assert mari.merge(back).new == 0
    assert holdings.list_conflicts(ivan.services.workspace) == []


def test_a_finish_in_a_package_is_countered_and_travels_as_such(office, mari, ivan):
    record = mari.interview("Mari OÜ")
    office.merge(mari.write())
    ivan.merge(office.write(to=(ivan.fingerprint,)))
    mari.correct(record, "Mari AS")
    ivan.correct(record, "Иван АО")
    office.merge(mari.write(), ivan.write())
    shown = office.titles()
    (sheet,) = differences.list_sheets(office.services)
    values = [version.value for version in sheet.differences[0].versions]
    done = settle(office, 1 - values.index(shown[0]))
    assert office.titles() != shown
    mari.merge(office.write(to=(mari.fingerprint,)))
    assert settling.take_back(office.services, done).how == "countered"
    mari.merge(office.write(to=(mari.fingerprint,)))
    assert mari.titles() == office.titles() == shown
    assert holdings.list_conflicts(mari.services.workspace) == []
