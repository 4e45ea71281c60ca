"""The process is killed before its n-th file operation or SQL statement: old state or new, never between."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.clock import StillClock
from app.core.errors import AppError, ErrorCode
from app.core.ids import DraftId, new_record_id
from app.forms.state import Step
from app.store import (
    backup,
    blobs,
    checking,
    drafts,
    forms,
    founding,
    migration,
    passphrase,
    revisions,
    settings,
    views,
    workspace,
)
from tests.faults.tallies import tried
from tests.store.conftest import PASSPHRASE
from tests.store.crashing import LATER, NEW_PASSPHRASE

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
STRIDE = int(os.environ.get("SILD_CRASH_STRIDE", "5"))
"""Every fifth moment is enough for every day; `tests.tools.kill_soak` takes every one."""
TOP = Path(__file__).resolve().parents[2]


@pytest.fixture
def template(begun, folder, clock) -> Path:
    """A closed workspace with a form, a draft of three steps, an attachment, a setting and a backup."""
    for number in range(3):
        step = Step("set", "/data/a", {"value": str(number)})
        drafts.append_step(begun.workspace, begun.draft, step).result()
    blobs.add_blob(begun.workspace, b"photo" * 1000)
    settings.set_setting(begun.workspace, "colour", "blue")
    backup.back_up(begun.workspace)
    begun.workspace.close()
    return folder


def crashed(scenario: str, template: Path, target: Path) -> list[Path]:
    """Return the folders that the kills left, the one that was not killed last."""
    target.mkdir()
    stride = 1 if scenario in {"change", "finish"} else STRIDE
    places = [str(template), str(target), str(stride)]
    command = [sys.executable, "-m", "tests.store.crashing", scenario, *places]
    done = subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=False)
    assert done.stdout.strip().isdigit(), done.stderr[-2000:]
    tried(int(done.stdout) // stride)
    return [target / str(n) / template.name for n in range(0, int(done.stdout) + 1, stride)]


def assert_whole(held: workspace.Workspace) -> None:
    assert checking.verify(held).damage == ()
    (draft,) = drafts.list_drafts(held)
    assert [step.payload["value"] for step in drafts.steps_of(held, draft.id)] == ["0", "1", "2"]
    (blob,) = blobs.list_blobs(held)
    assert b"".join(blobs.read_blob(held, blob.id)) == b"photo" * 1000
    assert settings.get_setting(held, "colour") == "blue"
    assert not [p.name for p in held.folder.iterdir() if ".next" in p.name or ".spent" in p.name]
    assert not (held.folder / "exchange").exists()


def opened_with(folder: Path, secrets: list[str | None]) -> tuple[workspace.Workspace, str | None]:
    """Open a workspace with the one secret that opens it."""
    fitting = []
    for secret in secrets:
        try:
            held = workspace.open(folder, secret, clock=StillClock.at("2026-05-06T09:00:00+03:00"))
        except AppError as error:
            if error.code not in {ErrorCode.PASSPHRASE_NEEDED, ErrorCode.PASSPHRASE_WRONG}:
                raise
            continue
        fitting.append(secret)
        if secret is not None or not held.is_protected:
            return held, secret
    raise AssertionError(fitting)


def test_setting_a_passphrase_leaves_no_plain_copy(template, tmp_path):
    states = []
    for folder in crashed("set", template, tmp_path / "runs"):
        held, secret = opened_with(folder, [None, PASSPHRASE])
        with held:
            assert_whole(held)
            assert held.is_protected is (secret is not None)
            states.append(held.is_protected)
        if secret:
            files = [path for path in folder.rglob("*") if path.is_file()]
            assert [p for p in files if b"SQLite format 3\0" in p.read_bytes()] == []
    assert not states[0]
    assert states[-1]
    assert states == sorted(states)


def test_removing_a_passphrase(template, tmp_path, clock):
    with workspace.open(template, clock=clock) as held:
        passphrase.set_passphrase(held, PASSPHRASE)
    states = []
    for folder in crashed("remove", template, tmp_path / "runs"):
        held, _ = opened_with(folder, [None, PASSPHRASE])
        with held:
            assert_whole(held)
            states.append(held.is_protected)
    assert states[0]
    assert not states[-1]
    assert states == sorted(states, reverse=True)


def test_changing_a_passphrase(template, tmp_path, clock):
    with workspace.open(template, clock=clock) as held:
        passphrase.set_passphrase(held, PASSPHRASE)
    fitting = []
    for folder in crashed("change", template, tmp_path / "runs"):
        held, secret = opened_with(folder, [PASSPHRASE, NEW_PASSPHRASE])
        with held:
            assert_whole(held)
        fitting.append(secret)
    assert fitting[0] == PASSPHRASE
    assert fitting[-1] == NEW_PASSPHRASE
    assert len(set(fitting)) == 2


def test_finishing_an_interview(template, tmp_path, clock):
    states = []
    for folder in crashed("finish", template, tmp_path / "runs"):
        with workspace.open(folder, clock=clock) as held:
            assert checking.verify(held).damage == ()
            (row,) = views.list_interviews(held)
            held_as = (
                row.kind,
                len(drafts.list_drafts(held)),
                revisions.counts_by_kind(held).get("interview", 0),
            )
            assert held_as in {("draft", 1, 0), ("finished", 0, 1)}
            states.append(held_as[0])
    assert (states[0], states[-1]) == ("draft", "finished")


def test_a_migration(template, tmp_path, clock, monkeypatch):
    monkeypatch.setattr(founding, "VERSIONS", ("0001", "0002", "0003", "0004"))
    monkeypatch.setattr(migration, "LOCATIONS", [*migration.LOCATIONS, LATER])
    for folder in crashed("migrate", template, tmp_path / "runs"):
        with workspace.open(folder, clock=clock) as held:
            assert_whole(held)
            mood = held.call(lambda c: c.exec_driver_sql("SELECT mood FROM draft").scalar_one())
            assert mood == "calm"


def test_making_a_workspace(template, tmp_path, clock):
    for folder in crashed("create", template, tmp_path / "runs"):
        if folder.exists():
            workspace.open(folder, clock=clock).close()
        else:
            workspace.create(folder, name="Again", clock=clock)[0].close()
        assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_restoring_a_backup(template, tmp_path, clock):
    database = template / "workspace.db"
    database.write_bytes(b"damaged" * 100)
    states = []
    for folder in crashed("restore", template, tmp_path / "runs"):
        try:
            with workspace.open(folder, clock=clock) as held:
                assert_whole(held)
            states.append("restored")
        except AppError as error:
            if error.code is not ErrorCode.WORKSPACE_DAMAGED:
                raise
            assert (folder / "workspace.db").read_bytes() == b"damaged" * 100
            states.append("damaged")
    assert (states[0], states[-1]) == ("damaged", "restored")


def test_an_attachment_that_was_half_written_is_written_again(plain, monkeypatch):
    monkeypatch.setattr(blobs, "PIECE_BYTES", 10)
    content = bytes(range(95))
    whole = plain.call_blobs
    monkeypatch.setattr(plain, "call_blobs", lambda job, *a: _stop(job, whole, a))
    with pytest.raises(KeyboardInterrupt):
        blobs.add_blob(plain, content)
    monkeypatch.setattr(plain, "call_blobs", whole)
    assert blobs.list_blobs(plain) == []
    blob = blobs.add_blob(plain, content)
    assert b"".join(blobs.read_blob(plain, blob)) == content


def _stop(job, whole, args):
    if job.__name__ == "_write_piece" and args[1] == 4:
        raise KeyboardInterrupt
    return whole(job, *args)


def test_a_form_that_is_unknown_begins_nothing(plain):
    with pytest.raises(AppError) as raised:
        drafts.create_draft(
            plain, drafts.NewDraft(record=new_record_id(), bundle=DraftId("0" * 64))
        )
    assert raised.value.code is ErrorCode.FORM_UNKNOWN
    assert forms.list_forms(plain) == []
