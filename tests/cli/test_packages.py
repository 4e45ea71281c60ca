"""Packages and keys on the command line: the promised objects, and the exit status of each kind of fault."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app import bootstrap, cli
from app.operations import interviews, workspace
from app.store import keys
from app.sync import seal
from tests.operations.laptops import Laptop
from tests.operations.test_packages import unseal_quickly
from tests.operations.workbooks import write_workbook

Out = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def an_english_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SILD_LANGUAGE", "en")
    monkeypatch.setattr(keys, "MEMORY_KIB", 64)
    monkeypatch.setattr(keys, "ROUNDS", 1)


def ask(capsys: Out, *argv: object) -> tuple[int, str, str]:
    status = cli.main([str(each) for each in argv])
    said = capsys.readouterr()
    return status, said.out, said.err


def answer(capsys: Out, *argv: object) -> dict:
    status, out, err = ask(capsys, *argv, "--json")
    assert status == 0, err
    return json.loads(out)


@pytest.fixture
def office(tmp_path: Path, capsys: Out) -> Path:
    folder = tmp_path / "office.sild"
    answer(capsys, "workspace", "create", folder)
    services = bootstrap.open_workspace(folder)
    from app.operations import forms

    workspace.set_current_member(services, "Kai Kontor", "coordinator")
    forms.import_form(services, write_workbook(tmp_path / "firm.xlsx"))
    services.close()
    return folder


@pytest.fixture
def field(office: Path, tmp_path: Path, capsys: Out) -> Path:
    package, folder = tmp_path / "campaign.sildpack", tmp_path / "field.sild"
    assert answer(capsys, "package", "write", office, "-o", package, "--campaign")["forms"] == 1
    answer(capsys, "workspace", "create", folder, "--project", package)
    services = bootstrap.open_workspace(folder)
    workspace.set_current_member(services, "Mari Maasik", "interviewer")
    Laptop(services, tmp_path).interview()
    services.close()
    return folder


def test_a_package_goes_from_one_workspace_into_another_and_back_out(
    office: Path, field: Path, tmp_path: Path, capsys: Out
) -> None:
    before = answer(capsys, "workspace", "info", office)
    package = tmp_path / "field.sildpack"
    written = answer(capsys, "package", "write", field, "-o", package)
    assert (written["package"], written["encrypted"]) == (str(package), False)
    status, out, err = ask(capsys, "package", "merge", office, package)
    own = answer(capsys, "key", "show", field)
    assert (status, out) == (1, "")
    assert own["fingerprint"] in err
    told = answer(capsys, "package", "merge", office, package, "--trust", own["fingerprint"])
    assert set(told) == {
        "new",
        "known",
        "conflicts",
        "quarantined",
        "clones",
        "gaps",
        "digest",
    }
    assert (told["conflicts"], told["quarantined"], told["clones"], told["gaps"]) == (0, 0, 0, [])
    info = answer(capsys, "workspace", "info", office)
    assert (info["digest"], info["interviews"], info["conflicts"]) == (told["digest"], 1, 0)
    again = answer(capsys, "package", "merge", office, package)
    assert (again["new"], again["digest"]) == (0, told["digest"])
    answer(capsys, "package", "unmerge", office)
    assert answer(capsys, "package", "unmerge", office)["digest"] == before["digest"]
    status, _out, err = ask(capsys, "package", "unmerge", office)
    assert (status, "taken back" in err) == (1, True)


def test_a_preview_changes_nothing_and_says_the_same(
    office: Path, field: Path, tmp_path: Path, capsys: Out
) -> None:
    package = tmp_path / "field.sildpack"
    answer(capsys, "package", "write", field, "-o", package)
    trust = ("--trust", answer(capsys, "key", "show", field)["fingerprint"])
    before = answer(capsys, "workspace", "info", office)["digest"]
    told = answer(capsys, "package", "preview", office, package, *trust)
    assert told.pop("digest") == before
    assert answer(capsys, "workspace", "info", office)["digest"] == before
    merged = answer(capsys, "package", "merge", office, package, *trust)
    assert {name: merged[name] for name in told} == told


def test_a_package_of_another_project_is_the_inputs_fault_and_names_the_key(
    office: Path, tmp_path: Path, capsys: Out
) -> None:
    stranger, package = tmp_path / "x.sild", tmp_path / "x.sildpack"
    answer(capsys, "workspace", "create", stranger)
    answer(capsys, "package", "write", stranger, "-o", package)
    fingerprint = answer(capsys, "key", "show", stranger)["fingerprint"]
    status, out, err = ask(
        capsys, "package", "merge", office, package, "--trust", fingerprint, "--json"
    )
    assert (status, out) == (1, "")
    assert fingerprint in err


def test_a_package_can_be_looked_into(office: Path, field: Path, tmp_path: Path, capsys: Out):
    package = tmp_path / "field.sildpack"
    written = answer(capsys, "package", "write", field, "-o", package)
    told = answer(capsys, "package", "inspect", package)
    assert (told["revisions"], told["name"]) == (written["revisions"], "Mari Maasik")
    status, out, _err = ask(capsys, "package", "inspect", package, "--in", office)
    assert (status, "Mari Maasik" in out) == (0, True)
    (tmp_path / "no.sildpack").write_bytes(b"PK")
    assert ask(capsys, "package", "inspect", tmp_path / "no.sildpack")[0] == 1


def test_keys_are_trusted_by_the_whole_key_and_revoked_by_name(
    office: Path, field: Path, tmp_path: Path, capsys: Out
) -> None:
    own = answer(capsys, "key", "show", field)
    answer(capsys, "key", "trust", office, own["text"], "--name", "Mari")
    states = {each["name"]: each["state"] for each in answer(capsys, "key", "list", office)["keys"]}
    assert states["Mari"] == "trusted"
    package = tmp_path / "field.sildpack"
    answer(capsys, "package", "write", field, "-o", package)
    answer(capsys, "key", "revoke", office, "Mari")
    status, _out, err = ask(capsys, "package", "merge", office, package)
    assert (status, "no longer trusted" in err) == (1, True)
    assert ask(capsys, "key", "revoke", office, "Nobody")[0] == 1
    assert ask(capsys, "key", "trust", office)[0] == 2
    renewed = answer(capsys, "key", "renew", field)["keys"][0]
    assert (renewed["state"], renewed["device"] != own["device"]) == ("own", True)


def test_founding_a_protected_project_prints_its_recovery_key_once(
    tmp_path: Path, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SILD_PASSPHRASE", "vana sild")
    told = answer(capsys, "workspace", "create", tmp_path / "p.sild")
    assert told["project_key"].startswith("AGE-SECRET-KEY-1")
    services = bootstrap.open_workspace(tmp_path / "p.sild", recovery_key=told["project_key"])
    assert services.workspace.identity.project == told["project"]
    services.close()
    demo = answer(capsys, "workspace", "create", tmp_path / "d.sild", "--project", "demo")
    assert (demo["project"], demo["project_key"]) == ("demo", None)


def test_demonstrations_open_each_others_packages(tmp_path: Path, capsys: Out) -> None:
    first, second = tmp_path / "a.sild", tmp_path / "b.sild"
    for folder in (first, second):
        answer(capsys, "workspace", "create", folder, "--project", "demo")
        services = bootstrap.open_workspace(folder)
        workspace.set_current_member(services, f"Näidis {folder.stem}", "interviewer")
        assert interviews.list_interviews(services) == []
        services.close()
    package = tmp_path / "b.sildpack"
    assert answer(capsys, "package", "write", second, "-o", package)["encrypted"]
    trust = answer(capsys, "key", "show", second)["fingerprint"]
    assert answer(capsys, "package", "merge", first, package, "--trust", trust)["new"] == 1


def test_a_project_that_is_no_package_is_said_and_nothing_is_made(tmp_path: Path, capsys: Out):
    made = tmp_path / "a.sild"
    status, _out, err = ask(capsys, "workspace", "create", made, "--project", tmp_path / "none")
    assert (status, "none" in err, made.exists()) == (1, True, False)


def test_an_invitation_opens_with_its_passphrase_only(
    tmp_path: Path, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seal, "seal_by_passphrase", lambda octets, word: octets + word.encode())
    monkeypatch.setattr(seal, "unseal_by_passphrase", unseal_quickly)
    monkeypatch.setenv("SILD_PASSPHRASE", "vana sild")
    office, package, made = tmp_path / "o.sild", tmp_path / "i.sildpack", tmp_path / "m.sild"
    answer(capsys, "workspace", "create", office)
    assert ask(capsys, "package", "write", office, "-o", package, "--campaign")[0] == 1
    monkeypatch.setenv("SILD_PACKAGE_PASSPHRASE", "kutse")
    assert answer(capsys, "package", "write", office, "-o", package, "--campaign")["encrypted"]
    monkeypatch.setenv("SILD_PACKAGE_PASSPHRASE", "vale")
    assert ask(capsys, "workspace", "create", made, "--project", package)[0] == 1
    assert not made.exists()
    monkeypatch.setenv("SILD_PACKAGE_PASSPHRASE", "kutse")
    told = answer(capsys, "workspace", "create", made, "--project", package)
    assert told["project"] == answer(capsys, "package", "inspect", package)["project"]
