"""Before a package is prepared and before one is taken in: what it would hold, whose it is, what it would change."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.core.errors import AppError, ErrorCode
from app.operations import sync, sync_arrivals, sync_contents, sync_outlook
from app.operations.sync import Gap
from app.store import keys
from app.sync import seal
from tests.operations.laptops import founded, joined


@pytest.fixture(autouse=True)
def quick_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "MEMORY_KIB", 64)
    monkeypatch.setattr(keys, "ROUNDS", 1)
    monkeypatch.setattr(seal, "seal_by_passphrase", lambda octets, word: octets + word.encode())
    monkeypatch.setattr(
        seal,
        "unseal_by_passphrase",
        lambda octets, word, *, path="": octets.removesuffix(word.encode()),
    )


@pytest.fixture
def office(tmp_path: Path, clock, workbook):
    with founded(tmp_path, clock, workbook, "kontor") as laptop:
        yield laptop


@pytest.fixture
def mari(office):
    with joined(office, "Mari", "Mari Maasik", "mari") as laptop:
        yield laptop


def test_an_outlook_counts_what_the_package_will_hold_and_what_stays(mari):
    mari.interview("Viru Metall")
    mari.draft()
    told = sync_outlook.outlook(mari.services)
    assert (told.interviews, told.drafts, told.sealed) == (1, 1, True)
    assert told.receivers == ("Kai Kontor",)
    mari.write()
    assert sync_outlook.outlook(mari.services).interviews == 1


def test_nothing_is_left_to_send_once_it_is_confirmed(office, mari):
    mari.interview()
    office.merge(mari.write())
    mari.merge(office.confirm())
    told = sync_outlook.outlook(mari.services)
    assert told.interviews == 0
    assert told.since is not None


def test_a_package_waits_until_it_is_handed_over_and_a_day_of_work_is_due(mari, clock):
    mari.interview()
    assert not sync_outlook.standing(mari.services).is_due
    clock.move(timedelta(days=1))
    assert sync_outlook.standing(mari.services).is_due
    mari.write()
    standing = sync_outlook.standing(mari.services)
    assert (standing.waiting, standing.is_due) == (1, True)
    package = sync.list_outbox(mari.services)[0].package
    sync.mark_handed_over(mari.services, package)
    standing = sync_outlook.standing(mari.services)
    assert (standing.waiting, standing.is_due, standing.unsent) == (0, False, 0)


def test_a_package_is_saved_again_from_the_outbox_byte_by_byte(mari, tmp_path):
    mari.interview()
    path = mari.write()
    package = sync.list_outbox(mari.services)[0].package
    (tmp_path / "stick").mkdir()
    [copy] = sync_outlook.save_again(mari.services, package, tmp_path / "stick", "again")
    assert copy.name == "again.sildpack"
    assert copy.read_bytes() == path.read_bytes()
    assert [each.name for each in (tmp_path / "stick").iterdir()] == ["again.sildpack"]


def test_what_is_no_longer_in_the_outbox_is_said_to_be_missing(mari, tmp_path):
    with pytest.raises(AppError) as raised:
        sync_outlook.save_again(mari.services, "gone", tmp_path, "again")
    assert raised.value.code is ErrorCode.FILE_MISSING


def test_a_gap_is_named_by_the_moments_around_it(office, mari, clock):
    office.merge(mari.write())
    for firm in ("esimene", "teine", "kolmas"):
        clock.move(timedelta(days=1))
        mari.interview(firm)
    device = sync.own_key(mari.services).device
    last = sync_contents.held_ranges(mari.services)[device].spans[-1][1]
    [told] = sync_outlook.moments(mari.services, [Gap(device, "Mari Maasik", str(last - 1))])
    assert told.changes == 1
    assert told.before - told.after == timedelta(days=2)


def test_files_of_a_folder_are_found_and_one_bad_file_hides_no_other(office, mari, tmp_path):
    mari.interview()
    stick = tmp_path / "stick"
    (stick / "older").mkdir(parents=True)
    good = mari.write()
    good.rename(stick / "older" / "good.sildpack")
    (stick / "bad.sildpack").write_bytes(b"no package")
    paths = sync_arrivals.found_in([stick])
    assert [path.name for path in paths] == ["bad.sildpack", "good.sildpack"]
    arrivals = sync_arrivals.look_into(office.services, paths)
    states = {each.paths[0].name: each.state for each in arrivals}
    assert states == {"bad.sildpack": "refused", "good.sildpack": "good"}
    before = office.digest
    report = sync_arrivals.take_in(office.services, arrivals)
    assert office.digest != before
    [good_one] = [each for each in arrivals if each.report]
    assert report.new == good_one.report.new


def test_an_unknown_signer_waits_until_it_is_trusted(office, mari):
    from app.store import keyring

    mari.interview()
    path = mari.write()
    signer = sync.own_key(mari.services).device
    known = [e for e in keyring.list_keys(office.services.workspace) if e.device == signer]
    assert known
    office.services.workspace.call(_forget, signer)
    [arrival] = sync_arrivals.look_into(office.services, [path])
    assert (arrival.state, arrival.facts.device) == ("unknown", signer)
    [arrival] = sync_arrivals.look_into(office.services, [path], [signer])
    assert arrival.state == "good"
    assert sync_arrivals.take_in(office.services, [arrival], [signer]).new > 0


def _forget(connection, device):
    from sqlalchemy import delete

    from app.store.sync_schema import TrustedKeyRow

    connection.execute(delete(TrustedKeyRow).where(TrustedKeyRow.device == device))


def test_a_clock_that_lags_is_noticed_by_what_the_sender_holds(office, mari, clock):
    mari.interview()
    clock.move(timedelta(days=-400))
    path = mari.write()
    clock.move(timedelta(days=400))
    [arrival] = sync_arrivals.look_into(office.services, [path])
    assert arrival.days_behind in (399, 400)


def test_a_package_closed_by_a_passphrase_waits_for_it(office, tmp_path):
    path = office.campaign(passphrase="kutse", holder="Keegi")
    [arrival] = sync_arrivals.look_into(office.services, [path])
    assert arrival.state == "locked"
