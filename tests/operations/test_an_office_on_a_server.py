"""Coordinators with one workspace on a PostgreSQL server, laptops in the field with their own: there and back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app import bootstrap
from app.core.addresses import server_address
from app.core.errors import AppError, ErrorCode
from app.operations import interviews, sync, workspace
from app.store import device, keys
from app.sync import seal
from tests.operations.laptops import Laptop, founded, joined
from tests.operations.test_packages import unseal_quickly


@pytest.fixture(autouse=True)
def quick_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "MEMORY_KIB", 64)
    monkeypatch.setattr(keys, "ROUNDS", 1)
    monkeypatch.setattr(seal, "seal_by_passphrase", lambda octets, word: octets + word.encode())
    monkeypatch.setattr(seal, "unseal_by_passphrase", unseal_quickly)


@pytest.fixture
def office(tmp_path: Path, clock, workbook, address):
    with founded(tmp_path, clock, workbook, place=server_address(address)) as laptop:
        yield laptop


@pytest.fixture
def mari(office):
    with joined(office, "Mari", "Mari Maasik", "mari") as laptop:
        yield laptop


@pytest.fixture
def colleague(office, address, clock, monkeypatch):
    """Another coordinator at another machine."""
    monkeypatch.setattr(device, "machine_name", lambda: "another machine")
    services = bootstrap.open_workspace(server_address(address), clock=clock)
    yield Laptop(services, office.home)
    services.close()


def test_packages_go_there_and_back_sealed_and_both_sides_come_to_one_digest(office, mari):
    mari.interview("Viru Metall")
    mari.case("Sepa", "Mari Maasik")
    package = mari.write()
    with sync.preview_package(office.services, [package]) as preview:
        assert preview.report.new > 0
        assert office.digest != mari.digest
    assert office.merge(package).packages[0].conflicts == 0
    assert office.merge(package).packages[0].new == 0
    assert office.titles() == ["Viru Metall"]
    mari.merge(office.confirm())
    assert sync.list_outbox(mari.services)[0].confirmed_at is not None
    mari.merge(office.campaign(to=mari.fingerprint))
    assert mari.digest == office.digest


def test_any_coordinator_opens_what_was_sealed_to_one_and_takes_a_merge_back(
    office, mari, colleague
):
    mari.interview("Viru Metall")
    package = mari.write()
    before = colleague.digest
    assert colleague.merge(package).packages[0].new > 0
    assert office.titles() == ["Viru Metall"]
    sync.undo_merge(office.services)
    assert colleague.digest == before
    colleague.merge(package)
    assert {key.role for key in sync.list_keys(colleague.services)} >= {"coordinator"}
    assert colleague.fingerprint != office.fingerprint


def test_what_one_coordinator_sends_is_trusted_in_the_field_whichever_it_was(
    office, mari, colleague
):
    with pytest.raises(AppError) as refused:
        mari.merge(colleague.campaign(to=mari.fingerprint))
    assert refused.value.code is ErrorCode.PACKAGE_SIGNER_UNKNOWN
    mari.merge(office.campaign(to=mari.fingerprint))
    assert mari.merge(colleague.campaign(to=mari.fingerprint)).packages[0].quarantined == 0
    roles = [key.role for key in sync.list_keys(mari.services)]
    assert roles == ["interviewer", "coordinator", "coordinator"]


def test_two_corrections_of_one_interview_are_a_difference_on_a_server_too(office, mari):
    record = mari.interview("Viru Metall")
    office.merge(mari.write())
    mari.correct(record, "Viru Metall OÜ")
    office.correct(record, "Viru Metall AS")
    assert office.merge(mari.write()).packages[0].conflicts > 0
    (row,) = interviews.list_interviews(office.services)
    assert row.conflicts > 0


def test_what_a_folder_has_and_a_server_does_not_is_refused_in_words(office):
    services = office.services
    told = workspace.describe(services)
    assert (told.encrypted, told.last_backup) == (False, None)
    assert told.address == str(services.workspace.address)
    assert told.size_bytes > 0
    assert not workspace.is_backup_due(services)
    for work in (
        lambda: workspace.back_up(services),
        lambda: workspace.set_passphrase(services, "vana sild"),
        lambda: workspace.change_passphrase(services, "a", "b"),
        lambda: workspace.remove_passphrase(services, "a"),
        lambda: workspace.renew_recovery_key(services, "a"),
        lambda: bootstrap.restore_workspace(services.workspace.address),
    ):
        with pytest.raises(AppError) as refused:
            work()
        assert refused.value.code is ErrorCode.SERVER_KEEPS
    assert workspace.verify(services).damage == ()


def test_nothing_is_left_on_the_server_of_a_workspace_that_could_not_join(
    office, postgres, clock, tmp_path, monkeypatch
):
    from app.operations import sync_projects

    invitation = office.campaign(passphrase="kutse")
    place = server_address(postgres.new_database())
    joining = bootstrap.Joining(package=invitation, package_passphrase="kutse")

    def fail(*_: object, **__: object) -> None:
        raise AppError(ErrorCode.DISK_FULL, path="x")

    with monkeypatch.context() as patched:
        patched.setattr(sync_projects, "join_project", fail)
        with pytest.raises(AppError):
            bootstrap.join_workspace(place, joining, name="Other", clock=clock)
    made = bootstrap.join_workspace(place, joining, name="Other", clock=clock)
    project = made.services.workspace.identity.project
    made.services.close()
    assert project == office.services.workspace.identity.project
    assert replace(place, password=None) == place
