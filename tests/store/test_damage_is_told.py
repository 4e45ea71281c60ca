"""Bits flipped, blocks zeroed, files cut or gone: a sentence each, never a traceback."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from app.core.errors import AppError, ErrorCode
from app.core.ids import new_record_id
from app.forms.state import Step
from app.store import blobs, checking, drafts, finishing, forms, keys, revisions, views, workspace
from app.store.workspace import Workspace
from tests.store.conftest import PASSPHRASE

TOLD = {
    ErrorCode.WORKSPACE_DAMAGED,
    ErrorCode.WORKSPACE_MISSING,
    ErrorCode.WORKSPACE_NEWER,
    ErrorCode.PASSPHRASE_WRONG,
    ErrorCode.FILE_UNWRITABLE,
    ErrorCode.INTERVIEW_UNKNOWN,
    ErrorCode.FORM_UNKNOWN,
    ErrorCode.FILE_MISSING,
}


def fill(held: Workspace, form, labels) -> None:
    forms.add_bundle(held, form, labels)
    for number in range(12):
        draft = drafts.create_draft(held, drafts.NewDraft(record=new_record_id(), bundle=form.id))
        for step in range(4):
            drafts.append_step(
                held, draft.id, Step("set", "/data/a", {"value": f"{number}.{step}"})
            ).result()
        if number % 2:
            fields = {
                "answers/data/a": f"{number}",
                "meta/form": form.id,
                "meta/title": f"Interview {number}",
            }
            finishing.finish(held, draft.id, finishing.Finished(fields=fields, actor="m"))
    blobs.add_blob(held, random.Random(1).randbytes(9000))


@pytest.fixture(params=[None, PASSPHRASE], ids=["plain", "protected"])
def sound(request, folder, clock, form, labels) -> tuple[Path, str | None]:
    held, _ = workspace.create(folder, name="F", passphrase=request.param, clock=clock)
    with held:
        fill(held, form, labels)
    return folder, request.param


def look_at_everything(
    folder: Path, secret: str | None, clock
) -> checking.Verification | ErrorCode:
    """Do what a person would do; return what a full check says, or the code that stopped it."""
    try:
        with workspace.open(folder, secret, clock=clock) as held:
            for row in views.list_interviews(held):
                if row.kind == "draft":
                    drafts.steps_of(held, row.id)
                else:
                    revisions.view_of(held, row.record)
            for each in forms.list_forms(held):
                forms.get_files(held, each.bundle)
            for blob in blobs.list_blobs(held):
                list(blobs.read_blob(held, blob.id))
            views.rebuild(held)
            return checking.verify(held)
    except AppError as error:
        if error.code not in TOLD:
            raise
        return error.code


def damaged(octets: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(octets))
    match chance.choice(["flip", "flip", "flip", "zero", "cut", "junk"]):
        case "flip":
            return octets[:at] + bytes([octets[at] ^ 1 << chance.randrange(8)]) + octets[at + 1 :]
        case "zero":
            return octets[:at] + bytes(min(512, len(octets) - at)) + octets[at + 512 :]
        case "cut":
            return octets[:at]
    return octets[:at] + chance.randbytes(min(64, len(octets) - at)) + octets[at + 64 :]


def test_any_damage_to_a_file_is_told(sound, tmp_path, clock):
    folder, secret = sound
    chance = random.Random(7)
    for number in range(60):
        copy = tmp_path / f"copy{number}"
        shutil.copytree(folder, copy)
        name = chance.choice(["workspace.db"] * 6 + ["blobs.db", "keys.json"])
        before = (copy / name).read_bytes()
        after = damaged(before, chance)
        (copy / name).write_bytes(after)
        said = look_at_everything(copy, secret, clock)
        if secret is not None and name != "keys.json" and after != before:
            assert isinstance(said, ErrorCode) or said.damage, (number, name)
        shutil.rmtree(copy)


def test_a_sound_workspace_has_no_damage(sound, clock):
    said = look_at_everything(*sound, clock)
    assert isinstance(said, checking.Verification)
    assert said.damage == ()
    assert said.revisions == 7
    assert said.blobs == 1


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("workspace.db", ErrorCode.WORKSPACE_DAMAGED),
        ("keys.json", ErrorCode.WORKSPACE_DAMAGED),
        ("", ErrorCode.WORKSPACE_MISSING),
    ],
)
def test_a_missing_file_is_told(sound, clock, name, code):
    folder, secret = sound
    shutil.rmtree(folder) if not name else (folder / name).unlink()
    assert look_at_everything(folder, secret, clock) is code


@pytest.mark.parametrize("size", [0, 1, 15, 16, 100, 4095, 4096])
def test_a_cut_database_is_told_and_not_made_anew(sound, clock, size):
    folder, secret = sound
    database = folder / "workspace.db"
    database.write_bytes(database.read_bytes()[:size])
    assert look_at_everything(folder, secret, clock) is ErrorCode.WORKSPACE_DAMAGED
    assert database.stat().st_size <= max(size, 4096)


def test_a_database_under_another_key_is_damage_and_not_a_wrong_passphrase(folder, clock):
    made, _ = workspace.create(folder, name="F", passphrase=PASSPHRASE, clock=clock)
    made.close()
    keys.write(folder, keys.protect(keys.new_key(), PASSPHRASE, workspace.new_recovery_key()))
    assert look_at_everything(folder, PASSPHRASE, clock) is ErrorCode.WORKSPACE_DAMAGED
    assert look_at_everything(folder, "another", clock) is ErrorCode.PASSPHRASE_WRONG


@pytest.mark.parametrize(
    "text", [b"", b"{", b"[]", b"null", b'{"format": "1"}', b"\xff\xfe", b'{"checksum": 5}']
)
def test_broken_keys_are_damage(sound, clock, text):
    folder, secret = sound
    (folder / "keys.json").write_bytes(text)
    assert look_at_everything(folder, secret, clock) is ErrorCode.WORKSPACE_DAMAGED


def test_a_full_check_names_what_was_changed_behind_its_back(plain, form, labels):
    fill(plain, form, labels)
    plain.call(
        lambda c: c.exec_driver_sql("UPDATE revision SET canonical = x'7b7d' WHERE rowid = 3")
    )
    plain.call(lambda c: c.exec_driver_sql("UPDATE form_file SET content = x'00' WHERE rowid = 1"))
    plain.call(lambda c: c.exec_driver_sql("DELETE FROM form_file WHERE rowid = 2"))
    plain.call(lambda c: c.exec_driver_sql("DELETE FROM draft_step WHERE seq = 2"))
    plain.call(lambda c: c.exec_driver_sql("UPDATE setting SET value = 1.5"))
    plain.call(lambda c: c.exec_driver_sql("INSERT INTO setting VALUES ('a', x'00')"))
    plain.call_blobs(lambda c: c.exec_driver_sql("UPDATE blob_piece SET content = x'00'"))
    found = {each.code for each in checking.verify(plain).damage}
    assert found == {"revision", "form_file", "form_bundle", "draft_step", "table", "blob"}


def test_a_value_of_the_wrong_kind_is_damage_and_a_faulty_job_is_a_bug(plain, form, labels):
    fill(plain, form, labels)
    for change in ("started_at = 5", "started_at = 'noon'"):
        plain.call(lambda c, change=change: c.exec_driver_sql(f"UPDATE draft SET {change}"))
        with pytest.raises(AppError) as raised:
            drafts.list_drafts(plain)
        assert raised.value.code is ErrorCode.WORKSPACE_DAMAGED
    plain.call(lambda c: c.exec_driver_sql("DELETE FROM draft"))
    with pytest.raises(AttributeError):
        plain.call(lambda c: c.no_such_thing)


def test_the_exchange_mark_of_another_program_is_damage(sound, clock):
    folder, secret = sound
    (folder / "exchange").write_bytes(b"?")
    assert look_at_everything(folder, secret, clock) is ErrorCode.WORKSPACE_DAMAGED
