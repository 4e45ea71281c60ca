"""``sild`` with the address of a database where a folder is meant: made, looked at, checked, exchanged with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_packages import Out, answer, ask


@pytest.fixture(autouse=True)
def an_english_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SILD_LANGUAGE", "en")


def test_a_workspace_is_made_looked_at_and_checked_by_its_address(
    address: str, tmp_path: Path, capsys: Out
):
    plain = address.replace("postgresql+psycopg", "postgresql")
    made = answer(capsys, "workspace", "create", plain, "--name", "Office")
    assert (made["workspace"], made["encrypted"], made["recovery_key"]) == (address, False, None)
    told = answer(capsys, "workspace", "info", address)
    assert (told["name"], told["encrypted"], told["revisions"]) == ("Office", False, 0)
    assert answer(capsys, "workspace", "verify", address)["damage"] == []
    package = tmp_path / "all.sildpack"
    assert answer(capsys, "package", "write", address, "-o", package, "--all")
    assert answer(capsys, "package", "merge", address, package)["new"] == 0


def test_what_the_server_does_and_what_is_wrong_is_said_in_words(
    address: str, tmp_path: Path, capsys: Out
):
    status, _, said = ask(capsys, "workspace", "info", address)
    assert (status, address in said) == (1, True)
    status, said, _ = ask(capsys, "workspace", "create", address)
    assert status == 0
    assert "a database server, which protects it" in said
    status, _, said = ask(capsys, "workspace", "backup", address)
    assert status == 1
    assert "pg_dump" in said
    nowhere = f"postgresql://mari:geheim@/x?host={tmp_path}"
    status, _, said = ask(capsys, "workspace", "info", nowhere)
    assert status == 1
    assert "cannot be reached" in said
    assert "geheim" not in said


def test_an_address_that_cannot_be_one_is_wrong_usage(capsys: Out):
    status, _, said = ask(capsys, "workspace", "info", "postgresql://mari@office:port/x")
    assert status == 2
    assert "does not fit" in said
