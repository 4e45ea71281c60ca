"""Once a week everything is checked, packages that wait and receipts too, and what nothing needs is swept out."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.operations import attachments, keeping, sync, workspace
from app.store import outbox, receipts
from app.store.receipts import KeptReceipt
from tests.operations.laptops import Laptop, founded, joined


@pytest.fixture
def office(tmp_path: Path, clock, workbook):
    with founded(tmp_path, clock, workbook) as laptop:
        yield laptop


def test_a_check_is_due_every_week(office: Laptop, clock) -> None:
    assert keeping.is_check_due(office.services)
    assert keeping.note_sound(office.services) == clock.now()
    assert not keeping.is_check_due(office.services)
    clock.move(timedelta(days=8))
    assert keeping.is_check_due(office.services)
    workspace.set_setting(office.services, keeping.CHECKED, "yesterday")
    assert keeping.last_check(office.services) is None


def test_all_is_well_with_packages_and_receipts(office: Laptop) -> None:
    with joined(office, "laptop", "Aive Näidis") as laptop:
        laptop.interview()
        office.merge(laptop.write())
        office.confirm()
        assert len(receipts.list_receipts(office.services.workspace)) >= 1
        for each in (office, laptop):
            assert workspace.verify(each.services).damage == ()


@pytest.mark.parametrize("harm", ["cut", "flip", "gone"])
def test_a_damaged_package_in_the_outbox_is_named(office: Laptop, harm: str) -> None:
    office.interview()
    written = sync.prepare_package(office.services, office.target())
    (parcel,) = outbox.list_parcels(office.services.workspace)
    path = outbox.folder_of(office.services.workspace) / parcel.files[0]
    octets = bytearray(path.read_bytes())
    octets[len(octets) // 2] ^= 1
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(octets[:-40] if harm == "cut" else octets)
    assert workspace.verify(office.services).damage == (f"outbox {written.package}",)


def test_a_receipt_that_nobody_signed_is_named(office: Laptop) -> None:
    own = sync.own_key(office.services).device
    false = KeptReceipt(own, own, "1-5", "2026-11-21T10:00:00+02:00", b"nobody")
    receipts.put_receipts(office.services.workspace, [false])
    assert workspace.verify(office.services).damage == (f"receipt {own}",)


def test_the_broom_takes_what_nothing_names(office: Laptop, clock) -> None:
    attachments.keep_content(office.services, b"\x89PNG", ".png")
    clock.move(timedelta(hours=1))
    assert keeping.tidy(office.services).attachments == 1
