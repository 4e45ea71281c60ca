"""What a project promises about people holds: nothing crosses that must not, what is due is named only."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from app.operations import erasure, interviews, privacy, retention, sync
from app.store import registers
from app.store.registers import EntityEdit
from tests.operations.laptops import Laptop, founded, joined


@pytest.fixture
def office(tmp_path: Path, clock, workbook):
    with founded(tmp_path, clock, workbook) as laptop:
        yield laptop


def rows(laptop: Laptop, name: str) -> list[str]:
    return [each.label for each in registers.list_entities(laptop.services.workspace, name)]


def put(laptop: Laptop, name: str, record: str, /, **properties: str) -> None:
    edit = EntityEdit(record, f"{name} {record}", properties)
    registers.write_entities(laptop.services.workspace, name, [edit])


def test_promises_are_kept_and_read_back(office: Laptop) -> None:
    wanted = privacy.Promises(
        keep_until=date(2027, 5, 1), home="RU", stays_home=True, sides={"ab": "EE"}
    )
    privacy.promise(office.services, wanted)
    assert privacy.promises(office.services) == wanted
    privacy.promise(office.services, privacy.Promises())
    assert privacy.promises(office.services) == privacy.Promises()


def test_identifiers_stay_on_their_side_and_consent_lets_them_cross(office: Laptop) -> None:
    put(office, "identifiers", "one", name="Anna Ivanova")
    put(office, "identifiers", "two", name="Boris", consent_to_share="yes")
    put(office, "stakeholders", "firm", size="5")
    with joined(office, "laptop", "Olga T") as laptop:
        device = sync.own_key(laptop.services).device
        assert not privacy.held_back(office.services, [device])
        privacy.promise(office.services, privacy.Promises(sides={device: "RU"}))
        held = privacy.held_back(office.services, [device])
        assert (held.identifiers, held.registers) == (1, {})
        put(office, "identifiers", "three", name="Clara")
        put(office, "stakeholders", "second")
        laptop.merge(office.campaign(to=device))
        assert "identifiers three" not in rows(laptop, "identifiers")
        assert "stakeholders second" in rows(laptop, "stakeholders")


def test_registers_of_a_project_that_stays_home_do_not_cross(office: Laptop) -> None:
    with joined(office, "laptop", "Olga T") as laptop:
        device = sync.own_key(laptop.services).device
        put(office, "stakeholders", "firm", size="5")
        wanted = privacy.Promises(sides={device: "RU"}, stays_home=True)
        privacy.promise(office.services, wanted)
        assert privacy.held_back(office.services, [device]).registers == {"stakeholders": 1}
        laptop.merge(office.campaign(to=device))
        laptop.merge(office.write(to=(device,), everything=True))
        assert rows(laptop, "stakeholders") == []
        assert privacy.promises(laptop.services) == wanted


def test_what_is_due_is_listed_and_erased_in_one_step(office: Laptop, clock) -> None:
    office.interview("Viru")
    office.case("Narva Vesi", "keegi")
    lone = office.draft("Pooleli")
    interviews.close_interview(office.services, lone.draft)
    assert retention.due(office.services) is None
    until = clock.now().date() + timedelta(days=10)
    privacy.promise(office.services, privacy.Promises(keep_until=until))
    assert retention.due(office.services) is None
    clock.move(timedelta(days=11))
    found = retention.due(office.services)
    assert found is not None
    assert (found.since, found.plan.kinds, found.plan.drafts) == (
        until,
        {"interview": 1, "entity": 1},
        1,
    )
    assert office.titles() != []
    report = erasure.erase(office.services, found.plan.wish)
    assert (report.records, report.drafts) == (2, 1)
    assert retention.due(office.services) is None
    assert office.titles() == []
