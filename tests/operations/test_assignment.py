"""Cases given, taken back and handed on by package; quotas that warn with their date; everybody's work added up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.operations import assignment, attempts, cases, members, quotas
from app.operations.assignment import Assignment
from app.operations.attempts import Channel, NewAttempt, Outcome
from app.sync import seal
from tests.operations.laptops import Laptop, founded, joined

CELL = "EE · 10–49"


@pytest.fixture(autouse=True)
def quick_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seal, "seal_by_passphrase", lambda octets, _word: octets)
    monkeypatch.setattr(seal, "unseal_by_passphrase", lambda octets, _word, path="": octets)


@pytest.fixture
def office(tmp_path: Path, clock, workbook):
    with founded(tmp_path, clock, workbook) as laptop:
        yield laptop


@pytest.fixture
def mari(office):
    with joined(office, "Mari", "Mari Maasik") as laptop:
        yield laptop


def member(laptop: Laptop, name: str) -> str:
    found = {each.name: each.id for each in members.members(laptop.services)}
    return found[name]


def case(laptop: Laptop, record):
    return cases.get_case(laptop.services, record).row.case


def give(laptop: Laptop, *records, **more) -> None:
    rows = [case(laptop, record) for record in records]
    assignment.assign(laptop.services, rows, Assignment(**more))


def tried(laptop: Laptop, record, outcome=Outcome.NO_CONTACT) -> None:
    now = laptop.services.clock.now() + timedelta(minutes=5)
    attempts.log_attempt(
        laptop.services, record, NewAttempt(at=now, channel=Channel.PHONE, outcome=outcome)
    )


def test_many_cases_get_holder_day_and_cell_in_one_step_and_keep_the_rest(office):
    one, two = office.case("Viru Metall", "A"), office.case("Narva Vesi", "B")
    office_note = replace(case(office, one), note="helistada hommikul")
    cases.change_case(office.services, office_note)
    give(office, one, two, holder="Mari Maasik", due=date(2026, 6, 1), sets_due=True, quota=CELL)
    for record in (one, two):
        held = case(office, record)
        assert (held.holder, held.due, held.quota) == ("Mari Maasik", date(2026, 6, 1), CELL)
    assert case(office, one).note == "helistada hommikul"
    give(office, one, sets_due=True)
    assert (case(office, one).due, case(office, one).holder) == (None, "Mari Maasik")


def test_an_assignment_is_taken_back(office):
    one = office.case("Viru Metall", "A")
    before = case(office, one)
    give(office, one, holder="Mari Maasik", quota=CELL)
    assignment.take_back(office.services, [before])
    assert case(office, one) == before


def test_work_is_added_up_by_holder(office):
    today = office.services.clock.now().date()
    late, done, free = office.case("A", "Mari"), office.case("B", "Mari"), office.case("C", "")
    give(office, late, due=today - timedelta(days=1), sets_due=True)
    office.interview(case=done)
    loads = {each.name: each for each in assignment.read_workload(office.services)}
    assert (loads["Mari"].open, loads["Mari"].done, loads["Mari"].overdue) == (1, 1, 1)
    assert (loads[""].open, loads[""].total) == (1, 1)
    assert free


def test_a_recalled_case_is_recalled_in_the_field_too(office, mari):
    record = office.case("Viru Metall", "Mari Maasik")
    mari.merge(office.campaign(to=mari.fingerprint))
    assert case(mari, record).holder == "Mari Maasik"
    give(office, record, holder="Иван Пример")
    later = replace(case(office, record), phone="+372 5555 5555")
    cases.change_case(office.services, later)
    mari.merge(office.campaign(to=mari.fingerprint))
    assert case(mari, record).holder == "Иван Пример"
    assert case(mari, record).phone == ""


def test_somebody_elses_case_never_travels(office, mari):
    record = office.case("Narva Vesi", "Иван Пример")
    mari.merge(office.campaign(to=mari.fingerprint))
    assert record not in [row.case.id for row in cases.list_cases(mari.services)]


def test_an_attempt_of_who_did_not_know_of_the_recall_is_kept_and_said(office, mari):
    office.merge(mari.write())
    record = office.case("Viru Metall", member(office, "Mari Maasik"))
    mari.merge(office.campaign(to=mari.fingerprint))
    give(office, record, holder="Иван Пример")
    tried(mari, record)
    assert assignment.late_attempts(office.services, record) == []
    office.merge(mari.write())
    (late,) = assignment.late_attempts(office.services, record)
    assert (late.by, late.holder, len(late.attempts)) == ("Mari Maasik", "Иван Пример", 1)
    assert case(office, record).holder == "Иван Пример"


def test_a_quota_counts_complete_cases_and_shows_what_goes_beyond(office):
    quotas.set_target(office.services, CELL, 1)
    for name in ("Esimene", "Teine", "Kolmas"):
        give(office, office.case(name, "Mari"), quota=CELL)
    rows = {row.case.name: row.case.id for row in cases.list_cases(office.services)}
    assert quotas.full_cell(office.services, CELL) is None
    office.interview(case=rows["Esimene"])
    office.interview(case=rows["Teine"], test=True)
    full = quotas.full_cell(office.services, CELL)
    assert full is not None
    assert (full.cell.done, full.cell.open, full.cell.over) == (1, 2, 0)
    office.interview(case=rows["Kolmas"])
    cell = quotas.read_quotas(office.services).cell(CELL)
    assert (cell.over, len(cell.beyond)) == (1, 1)


def test_a_laptop_warns_with_what_the_coordinator_counted_and_its_own(office, mari):
    quotas.set_target(office.services, CELL, 2)
    done = office.case("Juba tehtud", "Иван Пример")
    mine = office.case("Minu oma", "Mari Maasik")
    give(office, done, mine, quota=CELL)
    office.interview(case=done)
    mari.merge(office.campaign(to=mari.fingerprint))
    table = quotas.read_quotas(mari.services)
    assert table.cell(CELL).done == 1
    assert table.as_of == office.services.clock.now().replace(microsecond=0)
    assert quotas.full_cell(mari.services, CELL) is None
    office.interview(case=office_second(office))
    mari.merge(office.campaign(to=mari.fingerprint))
    assert quotas.full_cell(mari.services, CELL).cell.done == 2


def office_second(office: Laptop):
    record = office.case("Veel üks", "Иван Пример")
    give(office, record, quota=CELL)
    return record


def test_without_quotas_a_campaign_writes_nothing_about_them(office, mari):
    before = office.digest
    office.campaign(to=mari.fingerprint)
    assert office.digest == before


@given(
    st.lists(st.text('äЖ/%· "a', min_size=1, max_size=8), max_size=3),
    st.lists(st.text("1–9 /", max_size=5), max_size=3),
)
def test_cells_are_every_row_with_every_column(down, across):
    rows = [each for each in down if each.strip()]
    columns = [each for each in across if each.strip()]
    made = quotas.make_cells(down, across)
    assert len(made) == (len(rows) * len(columns) if rows and columns else len(rows) + len(columns))


def test_any_name_of_a_cell_comes_back_as_it_was(office):
    names = ["Eesti/Võru 1–9", "100 %", "Россия · 50+", "quota/x/target"]
    quotas.set_targets(office.services, dict.fromkeys(names, 3))
    table = quotas.read_quotas(office.services)
    assert [(each.name, each.target) for each in table.cells] == [
        (name, 3) for name in sorted(names)
    ]
    quotas.set_target(office.services, names[0], None)
    assert quotas.read_quotas(office.services).cell(names[0]) is None
