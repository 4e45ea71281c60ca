"""What an operation needs of the world: the open workspace, the clock, the cache, the device; built by ``bootstrap``.

Apart from ``bootstrap``, so that operations can name the type without seeing how it is put together.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.core.clock import Clock
    from app.core.ids import BundleId, DraftId
    from app.forms.definition import FormDefinition
    from app.forms.session import DeviceInfo
    from app.store.workspace import Workspace

KEPT_DEFINITIONS = 8
"""How many forms stay read; a definition with long lists may take tens of megabytes."""


class DefinitionShelf:
    """Definitions already read, the latest few, shared by all threads."""

    def __init__(self, kept: int = KEPT_DEFINITIONS) -> None:
        self._kept = kept
        self._read: OrderedDict[BundleId, FormDefinition] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, bundle: BundleId, read: Callable[[], FormDefinition]) -> FormDefinition:
        """Return the definition of ``bundle``, calling ``read`` when it is not on the shelf."""
        with self._lock:
            if bundle in self._read:
                self._read.move_to_end(bundle)
                return self._read[bundle]
        definition = read()
        with self._lock:
            self._read[bundle] = definition
            while len(self._read) > self._kept:
                self._read.popitem(last=False)
        return definition


class OpenDrafts:
    """Which drafts are open in this very process, and which left by another were looked at; shared by all threads."""

    def __init__(self) -> None:
        self._open: set[DraftId] = set()
        self._seen: set[DraftId] = set()
        self._lock = threading.Lock()

    def opened(self, draft: DraftId) -> None:
        """Note that a draft is open here."""
        with self._lock:
            self._open.add(draft)

    def left(self, draft: DraftId) -> None:
        """Note that a draft is no longer open here."""
        with self._lock:
            self._open.discard(draft)

    def is_open(self, draft: DraftId) -> bool:
        """Whether a draft is open here."""
        with self._lock:
            return draft in self._open

    def is_first_look(self, draft: DraftId) -> bool:
        """Whether nobody asked this about the draft before."""
        with self._lock:
            is_first = draft not in self._seen
            self._seen.add(draft)
            return is_first


@dataclass(frozen=True, slots=True)
class Services:
    """Handed to every operation. Thread-safe: the workspace has one database thread of its own."""

    workspace: Workspace
    clock: Clock
    cache: Path
    device: DeviceInfo
    definitions: DefinitionShelf = field(default_factory=DefinitionShelf, compare=False, repr=False)
    drafts: OpenDrafts = field(default_factory=OpenDrafts, compare=False, repr=False)
    closed: threading.Event = field(default_factory=threading.Event, compare=False, repr=False)

    def close(self) -> None:
        """Wait for what is being written and let go of the workspace; a second time does nothing."""
        if not self.closed.is_set():
            self.closed.set()
            self.workspace.close()
