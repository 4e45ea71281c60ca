"""Saved files of every earlier version open in this one, and a step that fails leaves them as they were.

``saved/v0001.zip`` was written by the first version of the schema; it is never written again.
"""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import DBAPIError

from app.core.errors import AppError, ErrorCode
from app.store import (
    backup,
    checking,
    database,
    drafts,
    forms,
    founding,
    members,
    migration,
    passphrase,
    registers,
    revisions,
    schema,
    views,
    workspace,
)
from tests.store.crashing import LATER

SAVED = Path(__file__).parent / "saved"
BROKEN = Path(__file__).parent / "broken_versions"
TOP = Path(__file__).resolve().parents[2]


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    with zipfile.ZipFile(SAVED / "v0001.zip") as archive:
        archive.extractall(tmp_path)
    return tmp_path / "saved.sild"


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(founding, "VERSIONS", ("0001", "0002", "0003", "0004"))
    monkeypatch.setattr(migration, "LOCATIONS", [*migration.LOCATIONS, LATER])


def assert_nothing_lost(held: workspace.Workspace) -> None:
    assert held.identity.name == "Saved"
    draft, finished = sorted(views.list_interviews(held), key=lambda row: row.kind)
    assert (draft.title, finished.title) == ("Pooleli OÜ", "Valmis OÜ")
    steps = drafts.steps_of(held, draft.id)
    assert [step.payload.get("value", "") for step in steps] == ["", "1", "Õun", "3"]
    assert revisions.view_of(held, finished.record).values["answers/data/a"] == "7"
    assert [each.name for each in members.list_members(held)] == ["Mari"]
    assert len(forms.get_files(held, draft.bundle)) == 2
    assert checking.verify(held).damage == ()


def test_a_workspace_of_the_first_version_opens(saved, clock):
    with workspace.open(saved, clock=clock) as held:
        assert_nothing_lost(held)


def test_registers_and_cases_are_known_since_the_second_version(saved, clock):
    with workspace.open(saved, clock=clock) as held:
        assert registers.list_entities(held, "cases") == []
        cases = held.call(lambda c: c.exec_driver_sql("SELECT case_id FROM interview").all())
        assert cases == [("",)]


def test_the_third_version_has_room_for_packages(saved, clock):
    with workspace.open(saved, clock=clock) as held:
        assert held.call(founding.stored_version, saved) == "0003"
        came_with = held.call(lambda c: c.exec_driver_sql("SELECT came_with FROM revision").all())
        assert set(came_with) == {(None,)}
        for table in ("conflict", "erased", "trusted_key", "merge_log", "receipt", "outbox"):
            assert held.call(lambda c, t=table: c.exec_driver_sql(f"SELECT * FROM {t}").all()) == []


def test_it_is_brought_up_to_date_behind_a_backup(saved, clock, later):
    with workspace.open(saved, clock=clock) as held:
        assert_nothing_lost(held)
        version = held.call(founding.stored_version, saved)
        mood = held.call(lambda c: c.exec_driver_sql("SELECT mood FROM draft").scalar_one())
        held.call(lambda c: c.exec_driver_sql("SELECT count(*) FROM weather").scalar_one())
    assert (version, mood) == ("0004", "calm")


def test_the_backup_is_of_the_old_version(saved, clock, later):
    workspace.open(saved, clock=clock).close()
    (made,) = backup.list_backups(saved)
    held = database.Database(made.path / "workspace.db", None)
    assert held.transact(founding.stored_version, saved) == "0001"
    held.close()


def test_a_protected_one_is_brought_up_to_date_too(saved, clock, request):
    with workspace.open(saved, clock=clock) as held:
        passphrase.set_passphrase(held, "vana sild")
    request.getfixturevalue("later")
    with workspace.open(saved, "vana sild", clock=clock) as held:
        assert_nothing_lost(held)


def test_a_step_that_fails_leaves_the_old_file(saved, clock, monkeypatch):
    before = (saved / "workspace.db").read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr(founding, "VERSIONS", ("0001", "0002", "0003", "0005"))
        patched.setattr(migration, "LOCATIONS", [*migration.LOCATIONS, BROKEN])
        with pytest.raises((DBAPIError, AppError)):
            workspace.open(saved, clock=clock)
    assert (saved / "workspace.db").read_bytes() == before
    with workspace.open(saved, clock=clock) as held:
        assert_nothing_lost(held)


def test_without_a_sound_backup_nothing_is_changed(saved, clock, later, monkeypatch):
    def fail(*_):
        raise AppError(ErrorCode.BACKUP_FAILED, path="", detail="")

    before = (saved / "workspace.db").read_bytes()
    monkeypatch.setattr(backup, "back_up", fail)
    with pytest.raises(AppError) as raised:
        workspace.open(saved, clock=clock)
    assert raised.value.code is ErrorCode.BACKUP_FAILED
    assert (saved / "workspace.db").read_bytes() == before


def test_the_steps_lead_to_the_schema_of_the_models(tmp_path):
    held = database.Database(tmp_path / "steps.db", None, foreign_keys=False)

    def differences(connection):
        migration.upgrade(connection)
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return compare_metadata(context, schema.Base.metadata)

    assert held.transact(differences) == []
    held.close()


def test_the_known_versions_are_those_of_the_steps():
    script = ScriptDirectory(
        str(migration.HERE), version_locations=list(map(str, migration.LOCATIONS))
    )
    steps = [step.revision for step in script.walk_revisions()]
    assert tuple(reversed(steps)) == founding.VERSIONS


def test_opening_a_current_workspace_imports_no_alembic(plain, folder):
    plain.close()
    code = (
        "import sys; from pathlib import Path; from app.core.clock import SystemClock; from app.store import workspace;"
        "workspace.open(Path(sys.argv[1]), clock=SystemClock()).close(); print('alembic' in sys.modules)"
    )
    command = [sys.executable, "-c", code, str(folder)]
    done = subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
