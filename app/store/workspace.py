"""A workspace on disk: made, opened, looked at, closed. Everything else in this room is handed one that is open.

NAME.sild/   workspace.db  blobs.db  keys.json  backups/  outbox/  staging/  reserve  lock
"""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Self, TypeVar

from sqlalchemy import delete
from sqlalchemy.exc import InvalidRequestError

from app.core.errors import AppError, ErrorCode
from app.core.files import sync_folder, wipe, writing
from app.core.ids import DraftId, uuid7
from app.store import backup, draft_log, exchange, founding, keys, location, soundness
from app.store.backlog import Backlog
from app.store.database import Database, Key
from app.store.device import Device, this_device
from app.store.founding import BLOBS, DATABASE, FOLDERS, STAGING, Identity
from app.store.home import FolderHome
from app.store.keys import UNPROTECTED, KeyFile
from app.store.lock import Holder, WorkspaceLock, holder, is_held
from app.store.recovery import RecoveryKey, new_recovery_key
from app.store.reserve import Reserve
from app.store.schema import MetaRow
from app.store.thread import DatabaseThread

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future
    from pathlib import Path
    from types import TracebackType

    from sqlalchemy import Connection

    from app.core.clock import Clock
    from app.store.draft_log import Pending, Saved
    from app.store.engine import Engine
    from app.store.home import Home

PART = ".part"
UNREADABLE = (
    TypeError,
    ValueError,
    AttributeError,
    LookupError,
    ArithmeticError,
    InvalidRequestError,
)
"""What a job meets that reads something which nobody wrote; and what a faulty job raises as well."""

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class WorkspaceSummary:
    """What can be said about a workspace without opening it. ``in_use_by`` is None when nobody has it open."""

    folder: Path
    is_protected: bool
    in_use_by: Holder | None


class Workspace:
    """An open workspace. Any thread may call it; the work is done on its database thread, in the order given."""

    def __init__(self, home: Home, key: Key | None, clock: Clock) -> None:
        self.folder = home.folder
        self.address = home.address
        """The server's database; None when the workspace is a folder."""
        self.clock = clock
        self.reserve = home.reserve
        self.identity: Identity
        self.device: Device
        self._home = home
        self._thread = DatabaseThread()
        self._is_closed = False
        self._use(key)
        self.backlog = Backlog(self._thread.submit, self._append)

    @property
    def is_protected(self) -> bool:
        """Whether the files are encrypted."""
        return self.key is not None

    @property
    def name(self) -> str:
        """Where it is, as a person would look for it: the folder, or the address of the database."""
        return str(self.address or self.folder)

    @property
    def stage_key(self) -> Key | None:
        """The key under which packages are staged."""
        return self._home.stage_key(self.key)

    def refuse_server(self) -> None:
        """Raise AppError SERVER_KEEPS where protection and backups are the server's."""
        if self.address is not None:
            raise AppError(ErrorCode.SERVER_KEEPS, address=self.address.text)

    @property
    def is_short_of_space(self) -> bool:
        """Whether the disk was full and space kept back was given up; what was written since is safe all the same."""
        return not self.reserve.is_whole

    def run(
        self, job: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> Future[T]:
        """Run ``job(connection, ...)`` in one transaction on the database thread.

        The Future resolves after the commit is on the disk. Whatever goes wrong, nothing of the job stays; the Future
        then raises AppError DISK_FULL, WORKSPACE_DAMAGED or FILE_UNWRITABLE for the world, anything else for a bug.
        """
        return self._thread.submit(self._transact, self.database, job, *args, **kwargs)

    def call(
        self, job: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a job as `run` does and wait for it. Never from inside a job."""
        return self.submit(self._transact, self.database, job, *args, **kwargs).result()

    def call_blobs(
        self, job: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a job on the attachments' own file and wait for it. Never from inside a job."""
        return self.submit(self._transact, self.blobs, job, *args, **kwargs).result()

    def submit(self, job: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Give the database thread something that minds its transactions itself. Never from inside a job."""
        if self._thread.is_here:
            msg = "a job of the database thread waits for another"
            raise RuntimeError(msg)
        return self._thread.submit(job, *args, **kwargs)

    def reopen(self, key: Key | None) -> None:
        """Go on with other files under the same names; on the database thread, after `let_go`."""
        self._use(key)

    def let_go(self) -> None:
        """Close the files, so that they can be exchanged; on the database thread."""
        self.database.close()
        self.blobs.close()

    def close(self) -> None:
        """Finish what was given, write what waits if that is possible now, close, let the next window in.

        May be called again; steps that could not be written either are lost with the memory they were in.
        """
        if self._is_closed:
            return
        self._is_closed = True
        for draft in self.backlog.drafts():
            with contextlib.suppress(AppError):
                self.backlog.retry(draft).result()
        self._thread.submit(self.let_go).result()
        self._thread.end()
        self._home.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _use(self, key: Key | None) -> None:
        self.key = key
        self.database, self.blobs = self._home.databases(key)

    def _append(self, draft: DraftId, steps: Sequence[Pending], tried: int) -> Saved:
        database = self.database
        if tried and self.address is not None:
            again = draft_log.append_unless_held
            return database.write_at_once(again, draft, steps, tried)
        return self._attempt(
            database, lambda: database.write_at_once(draft_log.append, draft, steps)
        )

    def _transact(
        self,
        database: Engine,
        job: Callable[Concatenate[Connection, P], T],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        return self._attempt(database, lambda: database.transact(job, *args, **kwargs))

    def _attempt(self, database: Engine, work: Callable[[], T]) -> T:
        """Do some work; on a full disk give up the reserve and do it once more.

        Work that fails over what it read may be wrong itself, or may have read a damaged file: that is looked into.
        """
        try:
            return work()
        except AppError as error:
            if error.code is not ErrorCode.DISK_FULL or not self.reserve.give_for_writing():
                raise
        except UNREADABLE as error:
            self._refuse_unsound(database, error)
            raise
        return work()

    def _refuse_unsound(self, database: Engine, error: Exception) -> None:
        """Raise AppError WORKSPACE_DAMAGED when the file, and not the job, is at fault."""
        if not database.is_unsound() and (
            database is not self.database or not database.transact(soundness.misfits)
        ):
            return
        detail = type(error).__name__
        raise AppError(ErrorCode.WORKSPACE_DAMAGED, path=database.name, detail=detail) from error


def create(
    folder: Path,
    *,
    name: str,
    project: str | None = None,
    passphrase: str | None = None,
    clock: Clock,
) -> tuple[Workspace, RecoveryKey | None]:
    """Make a workspace and open it. The recovery key comes with a passphrase, and only here: it is kept nowhere.

    ``project`` None founds a project of its own. It is made aside and put in its place whole: a crash leaves nothing
    that looks like a workspace. Raises AppError WORKSPACE_EXISTS, WORKSPACE_ON_NETWORK, WORKSPACE_IN_CLOUD_FOLDER,
    PASSPHRASE_EMPTY, FILE_UNWRITABLE, DISK_FULL.
    """
    location.refuse_unsafe(folder)
    key, recovery_key, key_file = keys_for(passphrase)
    aside = folder.with_name(folder.name + PART)
    identity = Identity(str(uuid7()), name, project or str(uuid7()))
    with writing(folder):
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise AppError(ErrorCode.WORKSPACE_EXISTS, path=str(folder))
        try:
            _make(aside, identity, key, key_file)
            if folder.exists():
                folder.rmdir()
            aside.rename(folder)
        except BaseException:
            shutil.rmtree(aside, ignore_errors=True)
            raise
        sync_folder(folder.parent)
    return _open_with(folder, clock, lambda _: key), recovery_key


def open(  # noqa: A001 - workspace.open reads as what it does
    folder: Path, passphrase: str | None = None, recovery_key: str | None = None, *, clock: Clock
) -> Workspace:
    """Open a workspace, after finishing or taking back what a crash left half-way.

    Raises AppError WORKSPACE_MISSING, WORKSPACE_ON_NETWORK, WORKSPACE_IN_CLOUD_FOLDER, WORKSPACE_IN_USE,
    WORKSPACE_DAMAGED, WORKSPACE_NEWER, PASSPHRASE_NEEDED, PASSPHRASE_WRONG, RECOVERY_KEY_MISTYPED,
    RECOVERY_KEY_WRONG, FILE_UNWRITABLE, DISK_FULL.
    """
    _refuse_missing(folder)
    location.refuse_unsafe(folder)
    return _open_with(
        folder, clock, lambda kept: keys.unlock(kept, folder, passphrase, recovery_key)
    )


def open_by_key(folder: Path, key: Key, *, clock: Clock) -> Workspace:
    """Open a workspace whose own key is known already. Raises what `open` raises, but for passphrases."""
    _refuse_missing(folder)
    location.refuse_unsafe(folder)
    return _open_with(folder, clock, lambda _: key)


def inspect(folder: Path) -> WorkspaceSummary:
    """Look at a workspace without opening it. Raises AppError WORKSPACE_MISSING, WORKSPACE_DAMAGED, WORKSPACE_NEWER."""
    _refuse_missing(folder)
    in_use_by = holder(folder) if is_held(folder) else None
    return WorkspaceSummary(folder, keys.read(folder).is_protected, in_use_by)


def keys_for(passphrase: str | None) -> tuple[Key | None, RecoveryKey | None, KeyFile]:
    """Mint what protects a workspace; nothing without a passphrase. Raises AppError PASSPHRASE_EMPTY."""
    if passphrase is None:
        return None, None, UNPROTECTED
    key, recovery_key = keys.new_key(), new_recovery_key()
    return key, recovery_key, keys.protect(key, passphrase, recovery_key)


def _make(aside: Path, identity: Identity, key: Key | None, key_file: KeyFile) -> None:
    shutil.rmtree(aside, ignore_errors=True)
    for part in FOLDERS:
        (aside / part).mkdir(parents=True)
    keys.write(aside, key_file)
    database = Database(aside / DATABASE, key)
    try:
        database.transact(founding.found, identity)
    finally:
        database.close()
    Reserve(aside).refill()
    sync_folder(aside)


def _refuse_missing(folder: Path) -> None:
    if (folder / DATABASE).is_file() or (folder / exchange.MARK).is_file():
        return
    if (folder / keys.FILE).is_file():
        raise AppError(ErrorCode.WORKSPACE_DAMAGED, path=str(folder), detail=DATABASE)
    raise AppError(ErrorCode.WORKSPACE_MISSING, path=str(folder))


def _open_with(folder: Path, clock: Clock, unlock: Callable[[KeyFile], Key | None]) -> Workspace:
    lock = WorkspaceLock(folder, clock.now())
    try:
        with writing(folder):
            exchange.settle(folder)
        workspace = Workspace(FolderHome(folder, lock), unlock(keys.read(folder)), clock)
    except BaseException:
        lock.release()
        raise
    try:
        _refuse_truncated(folder)
        begin(workspace)
        _tidy(workspace)
    except BaseException:
        workspace.close()
        raise
    return workspace


def _refuse_truncated(folder: Path) -> None:
    """An empty file is a new database to SQLite, and to us a lost one."""
    for name in (DATABASE, BLOBS):
        path = folder / name
        if (
            path.is_file()
            and path.stat().st_size == 0
            and not path.with_name(name + "-wal").exists()
        ):
            raise AppError(ErrorCode.WORKSPACE_DAMAGED, path=str(folder), detail=name)


def begin(workspace: Workspace) -> None:
    """Bring an opened workspace to the point where it can be used; a full disk costs the reserve."""
    try:
        version = workspace.call(founding.stored_version, workspace.name)
    except AppError as error:
        if error.code is not ErrorCode.DISK_FULL or not workspace.reserve.give_for_opening():
            raise
        version = workspace.call(founding.stored_version, workspace.name)
    if version != founding.VERSIONS[-1]:
        from app.store import migration

        migration.bring_up_to_date(workspace)
    workspace.identity, workspace.device = workspace.call(_introduce, workspace)


def _tidy(workspace: Workspace) -> None:
    """Put the folder in order, as far as that is possible now."""
    _empty_stage(workspace.folder)
    with contextlib.suppress(OSError, AppError):
        workspace.reserve.refill()
        backup.settle(workspace)


def _empty_stage(folder: Path) -> None:
    """Let go of packages that a crash left on the stage; what cannot be taken away stays for the next time."""
    with contextlib.suppress(OSError):
        for left in (folder / STAGING).iterdir():
            wipe(left)


def _introduce(connection: Connection, workspace: Workspace) -> tuple[Identity, Device]:
    identity = founding.identity_of(connection, workspace.name)
    draft_log.destroy_discarded(connection, workspace.clock.now())
    wish = founding.facts_of(connection).get(founding.RENEW_DEVICE, "")
    shared = workspace.address is not None
    device, is_renewed = this_device(connection, workspace.clock, identity.id, wish, shared=shared)
    if is_renewed:
        connection.execute(delete(MetaRow).where(MetaRow.name == founding.RENEW_DEVICE))
    return identity, device
