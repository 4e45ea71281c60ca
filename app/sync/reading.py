"""Opening a package without believing it: structure, signature, hashes; then what it brings, piece by piece."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from app.core.ids import DeviceId
from app.sync.manifest import Manifest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from app.core.progress import Progress

Sealing = Literal["plain", "age", "passphrase"]


@dataclass(frozen=True, slots=True)
class Header:
    """What can be read of a package without any key."""

    format: int
    sealing: Sealing
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Line:
    """One revision as it came: canonical bytes, or anything else. ``number`` counts from 1 in its member."""

    member: str
    number: int
    octets: bytes


@dataclass(frozen=True, slots=True)
class Piece:
    """A form file or attachment, or one piece of it: ``place`` (from 1) of ``pieces``."""

    member: str
    kind: Literal["form", "blob"]
    sha256: str
    place: int
    pieces: int
    size_bytes: int


class Package:
    """An open package file whose signature was checked; whether its signer is trusted is for others to say.

    Use it as a context manager. `verify` comes before anything else is given out.
    """

    path: Path
    header: Header
    manifest: Manifest

    @property
    def signer(self) -> DeviceId:
        """The device whose signature the manifest bears."""

    @property
    def sha256(self) -> str:
        """SHA-256 of the manifest: the name of this very file, for the log of packages; known before `verify`."""

    def __enter__(self) -> Package:
        """Return the package."""

    def __exit__(self, *_: object) -> None:
        """Close the file."""

    def close(self) -> None:
        """Close the file."""

    def verify(self, progress: Progress) -> None:
        """Hash every byte and unpack every member against its declared size. Raises AppError PACKAGE_*; Cancelled."""

    def revision_lines(self, progress: Progress) -> Iterator[Line]:
        """Yield the revisions line by line, unjudged. Raises AppError PACKAGE_DAMAGED."""

    def pieces(self) -> tuple[Piece, ...]:
        """Return the form files and attachments, or pieces of them, that are in this file."""

    def read_piece(self, piece: Piece) -> bytes:
        """Return a piece, unpacked; at most 64 MB. Raises AppError PACKAGE_DAMAGED."""


def open_package(
    path: Path, *, identities: Sequence[str] = (), passphrase: str | None = None
) -> Package:
    """Open a package file and check its structure and its signature.

    Raises AppError FILE_MISSING, FILE_UNREADABLE, PACKAGE_FOREIGN, PACKAGE_INCOMPLETE, PACKAGE_DAMAGED, PACKAGE_UNSAFE,
    PACKAGE_NEWER, PACKAGE_NOT_FOR_US, PACKAGE_PASSPHRASE_NEEDED, PACKAGE_PASSPHRASE_WRONG, PACKAGE_UNSIGNED.
    """


def read_header(path: Path) -> Header:
    """Return what the first bytes say. Raises AppError FILE_MISSING, FILE_UNREADABLE, PACKAGE_FOREIGN, PACKAGE_NEWER."""


def read_whole(
    packages: Sequence[Package], sha256: str, kind: Literal["form", "blob"]
) -> Iterator[bytes]:
    """Yield a form file or attachment whose pieces may lie in several parts, hashed as a whole at the end.

    Raises AppError PACKAGE_PART_MISSING, PACKAGE_DAMAGED.
    """
