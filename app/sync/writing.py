"""Writing a package: every member hashed and sealed, on the disk, read back, and only then called safe."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.ids import DeviceId
from app.sync.manifest import Letter

if TYPE_CHECKING:
    from pathlib import Path

    from app.core.progress import Progress

E_MAIL_BYTES = 20_000_000
"""What an e-mail carries."""
FAT32_BYTES = 4 * 1024**3 - 1
"""The largest file on a memory stick with FAT32."""

Sign = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A form file or an attachment: its SHA-256 and size, and how to read it piece by piece."""

    sha256: str
    size_bytes: int
    read: Callable[[], Iterator[bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What goes into a package. ``revisions`` are canonical bytes in any order and may be a generator.

    ``limit_bytes`` splits it into numbered files; ``passphrase`` seals it for whoever knows the passphrase (an
    invitation), in place of the letter's recipients. ``total`` is the number of revisions, for progress only.
    """

    letter: Letter
    revisions: Iterable[bytes] = ()
    forms: Iterable[Enclosure] = ()
    blobs: Iterable[Enclosure] = ()
    limit_bytes: int | None = None
    passphrase: str | None = None
    total: int = 0


@dataclass(frozen=True, slots=True)
class Written:
    """A package that was read back after writing: safe to take away."""

    package: str
    paths: tuple[Path, ...]
    revisions: int
    forms: int
    blobs: int
    size_bytes: int
    is_encrypted: bool


def write_package(target: Path, plan: Plan, *, sign: Sign, progress: Progress) -> Written:
    """Write a package; several numbered files beside the target when it is split.

    Whatever happens, an older file of that name stays whole until the new one is verified.
    Raises AppError DISK_FULL, FILE_UNWRITABLE, RECIPIENT_BROKEN, PACKAGE_NOT_VERIFIED; Cancelled.
    """
