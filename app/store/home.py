"""Where a workspace lives: a folder of its own on this machine, or a server and a folder for what is only underway.

Apart from `workspace`, which is the same in both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from app.store.database import Database
from app.store.founding import BLOBS, DATABASE
from app.store.reserve import Reserve

if TYPE_CHECKING:
    from pathlib import Path

    from app.core.addresses import ServerAddress
    from app.store.database import Key
    from app.store.engine import Engine
    from app.store.lock import WorkspaceLock


class Space(Protocol):
    """What is kept back for a full disk."""

    @property
    def is_whole(self) -> bool:
        """Whether nothing of it was given up."""
        ...

    def give_for_writing(self) -> bool:
        """Give up all but the part for opening; False when that cannot help."""
        ...

    def give_for_opening(self) -> bool:
        """Give up what is left; False when that cannot help."""
        ...

    def refill(self) -> bool:
        """Keep it back again; return whether it is whole."""
        ...


class Home(Protocol):
    """A place for a workspace; without a server ``address`` is None."""

    @property
    def folder(self) -> Path:
        """Where files of the workspace lie on this machine."""
        ...

    @property
    def address(self) -> ServerAddress | None:
        """The server's database."""
        ...

    @property
    def reserve(self) -> Space:
        """What is kept back for a full disk."""
        ...

    def databases(self, key: Key | None) -> tuple[Engine, Engine]:
        """Return the database and the one of the attachments, which may be the same."""
        ...

    def stage_key(self, key: Key | None) -> Key | None:
        """Return under which key packages are staged."""
        ...

    def release(self) -> None:
        """Let the next one in."""
        ...


class FolderHome:
    """A folder, locked while the workspace is open."""

    address = None

    def __init__(self, folder: Path, lock: WorkspaceLock) -> None:
        self.folder = folder
        self.reserve = Reserve(folder)
        self._lock = lock

    def databases(self, key: Key | None) -> tuple[Engine, Engine]:
        """Return the two files."""
        return Database(self.folder / DATABASE, key), Database(self.folder / BLOBS, key)

    def stage_key(self, key: Key | None) -> Key | None:
        """Return the workspace's own key."""
        return key

    def release(self) -> None:
        """Unlock the folder."""
        self._lock.release()
