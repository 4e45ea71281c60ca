"""A workspace on disk: made, opened, looked at, closed. Everything else in this room is handed one that is open.

    NAME.sild/   workspace.db  blobs.db  keys.json  backups/  outbox/  staging/  reserve  lock
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Concatenate, ParamSpec, Self, TypeVar

from sqlalchemy import Connection, insert, select

from app.core.clock import Clock
from app.core.errors import AppError, ErrorCode
from app.core.ids import DraftId, uuid7
from app.store import draft_log, keys
from app.store.backlog import Backlog
from app.store.database import Key, engine_for, translated
from app.store.device import Device, this_device
from app.store.draft_log import Pending, Saved
from app.store.keys import UNPROTECTED, KeyFile
from app.store.lock import Holder, WorkspaceLock, holder, is_held
from app.store.recovery import RecoveryKey, new_recovery_key
from app.store.schema import Base, MetaRow
from app.store.thread import DatabaseThread

DATABASE = "workspace.db"
FOLDERS = ("backups", "outbox", "staging")

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class WorkspaceSummary:
    """What can be said about a workspace without opening it. ``in_use_by`` is None when nobody has it open."""

    folder: Path
    is_protected: bool
    in_use_by: Holder | None


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a workspace is: its id, its name, the project it belongs to."""

    id: str
    name: str
    project: str


class Workspace:
    """An open workspace. Any thread may call it; the work is done on its database thread, in the order given."""

    def __init__(self, folder: Path, key: Key | None, clock: Clock, lock: WorkspaceLock) -> None:
        self.folder = folder
        self.clock = clock
        self._lock = lock
        self._key = key
        self._thread = DatabaseThread(engine_for(folder / DATABASE, key))
        self.backlog = Backlog(self._thread.submit, self._append)
        self.identity: Identity
        self.device: Device

    @property
    def is_protected(self) -> bool:
        """Whether the files are encrypted."""
        return self._key is not None

    def run(self, job: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run ``job(connection, ...)`` in one transaction on the database thread.

        The Future resolves after the commit is on the disk. Whatever goes wrong, nothing of the job stays; the Future
        then raises AppError DISK_FULL, WORKSPACE_DAMAGED or FILE_UNWRITABLE for the world, anything else for a bug.
        """
        return self._thread.submit(self._transact, job, *args, **kwargs)

    def call(self, job: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a job as `run` does and wait for it. Never from inside a job."""
        if self._thread.is_here:
            msg = "a job of the database thread waits for another"
            raise RuntimeError(msg)
        return self.run(job, *args, **kwargs).result()

    def _append(self, draft: DraftId, steps: Sequence[Pending]) -> Saved:
        return self._transact(draft_log.append, draft, steps)

    def _transact(self, job: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        with translated(self.folder / DATABASE):
            return self._thread.transact(job, *args, **kwargs)

    def close(self) -> None:
        """Finish what was given, close the files, let the next window in."""
        self._thread.close()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def create(
    folder: Path, *, name: str, project: str | None = None, passphrase: str | None = None, clock: Clock
) -> tuple[Workspace, RecoveryKey | None]:
    """Make a workspace and open it. The recovery key comes with a passphrase, and only here: it is kept nowhere.

    ``project`` None founds a project of its own. Raises AppError WORKSPACE_EXISTS, FILE_UNWRITABLE, DISK_FULL.
    """
    if folder.exists() and any(folder.iterdir()):
        raise AppError(ErrorCode.WORKSPACE_EXISTS, path=str(folder))
    for part in FOLDERS:
        (folder / part).mkdir(parents=True, exist_ok=True)
    lock = WorkspaceLock(folder, clock.now())
    key, recovery_key, key_file = _keys_for(passphrase)
    keys.write(folder, key_file)
    workspace = Workspace(folder, key, clock, lock)
    identity = Identity(str(uuid7()), name, project or str(uuid7()))
    workspace.call(_found, identity)
    _introduce(workspace)
    return workspace, recovery_key


def open(  # noqa: A001 - workspace.open reads as what it does
    folder: Path, passphrase: str | None = None, recovery_key: str | None = None, *, clock: Clock
) -> Workspace:
    """Open a workspace. Raises AppError with one of the codes of workspaces in `core.errors`."""
    if not (folder / DATABASE).is_file():
        raise AppError(ErrorCode.WORKSPACE_MISSING, path=str(folder))
    lock = WorkspaceLock(folder, clock.now())
    try:
        key = keys.unlock(keys.read(folder), folder, passphrase, recovery_key)
        workspace = Workspace(folder, key, clock, lock)
    except BaseException:
        lock.release()
        raise
    try:
        _introduce(workspace)
    except BaseException:
        workspace.close()
        raise
    return workspace


def inspect(folder: Path) -> WorkspaceSummary:
    """Look at a workspace without opening it. Raises AppError WORKSPACE_MISSING, WORKSPACE_DAMAGED, WORKSPACE_NEWER."""
    if not (folder / DATABASE).is_file():
        raise AppError(ErrorCode.WORKSPACE_MISSING, path=str(folder))
    return WorkspaceSummary(folder, keys.read(folder).is_protected, holder(folder) if is_held(folder) else None)


def _keys_for(passphrase: str | None) -> tuple[Key | None, RecoveryKey | None, KeyFile]:
    if passphrase is None:
        return None, None, UNPROTECTED
    key, recovery_key = keys.new_key(), new_recovery_key()
    return key, recovery_key, keys.protect(key, passphrase, recovery_key)


def _found(connection: Connection, identity: Identity) -> None:
    Base.metadata.create_all(connection)
    facts = {"id": identity.id, "name": identity.name, "project": identity.project}
    connection.execute(insert(MetaRow), [{"name": name, "value": value} for name, value in facts.items()])


def _introduce(workspace: Workspace) -> None:
    workspace.identity = workspace.call(_identity)
    workspace.device = workspace.call(this_device, workspace.clock, workspace.identity.id)


def _identity(connection: Connection) -> Identity:
    facts = {row.name: row.value for row in connection.execute(select(MetaRow.name, MetaRow.value))}
    return Identity(facts["id"], facts["name"], facts["project"])
