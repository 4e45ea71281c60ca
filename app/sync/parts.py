"""The files that a package is written into: one, or several numbered ones, which appear together or not at all.

Apart from `writing`, which makes the members: here they are laid into files, signed, read back and put in place.
"""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.core.errors import AppError, ErrorCode
from app.core.files import writing
from app.sync import manifest_text
from app.sync.container import MOST_MEMBERS, ContainerReader, ContainerWriter
from app.sync.disk import reading_from, sync_file, sync_folder
from app.sync.manifest import Letter, Manifest, Member

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import BinaryIO, Self

    from app.core.progress import Progress
    from app.sync.container import Sealing

MEMBER_TEXT_BYTES = 320
"""The most that a member can take up in a manifest."""
SEAL_BYTES = 512
RECIPIENT_BYTES = 128
_SPARE_MEMBERS = 8


@dataclass(frozen=True, slots=True)
class Packed:
    """A member as the manifest tells of it, and its bytes as they are stored."""

    member: Member
    stored: bytes


@dataclass(slots=True)
class _Part:
    """One file under way."""

    path: Path
    writer: ContainerWriter
    members: list[Member] = field(default_factory=list)
    hashes: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, stored: bytes) -> None:
        self.writer.add(name, stored)
        self.hashes[name] = hashlib.sha256(stored).hexdigest()


class Parts:
    """A context manager that leaves nothing behind unless `put_in_place` came to its end."""

    def __init__(self, target: Path, sealing: Sealing, letter: Letter, limit_bytes: int) -> None:
        self._target = target
        self._sealing = sealing
        self._letter = letter
        self._limit = limit_bytes
        self._parts: list[_Part] = []
        self._file: BinaryIO | None = None
        empty = Manifest(letter=letter, part=1, parts=1, members=())
        self._reserved = len(manifest_text.write(empty)) + 2 * (
            SEAL_BYTES + RECIPIENT_BYTES * len(letter.recipients)
        )
        self.key = b""

    def __enter__(self) -> Self:
        with contextlib.suppress(OSError):
            for left in self._target.parent.iterdir():
                if _is_leftover(left.name, self._target.name):
                    left.unlink(missing_ok=True)
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._close()
        for part in self._parts:
            with contextlib.suppress(OSError):
                part.path.unlink(missing_ok=True)

    @property
    def size_bytes(self) -> int:
        """How large the files are together."""
        return sum(part.writer.size_bytes for part in self._parts)

    def add(self, packed: Packed) -> None:
        """Append a member to the last file, or to a new one when it no longer fits. Raises AppError."""
        with writing(self._target):
            if not self._parts or not self._fits(self._parts[-1], packed):
                self._begin()
            self._parts[-1].add(packed.member.name, packed.stored)
        self._parts[-1].members.append(packed.member)

    def finish(
        self, sign: Callable[[bytes], bytes], seal: Callable[[bytes], bytes]
    ) -> tuple[str, ...]:
        """Write and sign the manifest of every file and bring all to the disk; return the manifests' SHA-256."""
        with writing(self._target):
            if not self._parts:
                self._begin()
            self._close()
            return tuple(
                self._finish(part, number, sign, seal) for number, part in enumerate(self._parts, 1)
            )

    def verify(self, progress: Progress) -> None:
        """Read every file back and compare it with what was written.

        Raises AppError PACKAGE_NOT_VERIFIED, FILE_UNREADABLE; Cancelled.
        """
        for number, part in enumerate(self._parts):
            with reading_from(part.path), part.path.open("rb") as file:
                try:
                    reader = ContainerReader(part.path, file)
                    stored = {name: _sha256(reader, name) for name in part.hashes}
                except AppError as error:
                    raise _not_verified(self._target) from error
            refuse_changed(self._target, stored == part.hashes)
            progress.step(number, len(self._parts), "verifying_package")

    def put_in_place(self) -> tuple[Path, ...]:
        """Give the files their names, all or none, the first part last. Raises AppError FILE_UNWRITABLE.

        Where the power fails in between, a reader names the part that is missing; nothing can be taken in of the rest.
        """
        count = len(self._parts)
        paths = tuple(_part_path(self._target, number, count) for number in range(1, count + 1))
        with contextlib.ExitStack() as undo, writing(self._target):
            for part, path in reversed(list(zip(self._parts, paths, strict=True))):
                part.path.replace(path)
                undo.callback(path.unlink, missing_ok=True)
            undo.pop_all()
        sync_folder(self._target.parent)
        return paths

    def _fits(self, part: _Part, packed: Packed) -> bool:
        count = len(part.members) + 1
        growth = part.writer.growth(packed.member.name, len(packed.stored))
        size = part.writer.size_bytes + growth + self._reserved + count * MEMBER_TEXT_BYTES
        return size <= self._limit and count + _SPARE_MEMBERS <= MOST_MEMBERS

    def _begin(self) -> None:
        self._close()
        name = f"{self._target.name}.{len(self._parts) + 1}.part"
        path = self._target.with_name(name)
        self._file = path.open("w+b")
        part = _Part(path, ContainerWriter(self._file, self._sealing))
        self._parts.append(part)
        if self.key:
            part.add("key", self.key)

    def _finish(
        self,
        part: _Part,
        number: int,
        sign: Callable[[bytes], bytes],
        seal: Callable[[bytes], bytes],
    ) -> str:
        manifest = manifest_text.write(
            Manifest(
                letter=self._letter,
                part=number,
                parts=len(self._parts),
                members=tuple(part.members),
            )
        )
        with part.path.open("r+b") as file:
            file.seek(0, 2)
            part.writer.go_on(file)
            part.add("manifest", seal(manifest))
            part.add("manifest.sig", seal(sign(manifest_text.TAG + manifest)))
            part.writer.finish()
            sync_file(file)
        return hashlib.sha256(manifest).hexdigest()

    def _close(self) -> None:
        if self._file is not None:
            file, self._file = self._file, None
            file.close()


def refuse_changed(target: Path, is_same: bool) -> None:  # noqa: FBT001 - reads as the sentence it is
    """Refuse to call a package safe whose bytes are not what they should be. Raises AppError PACKAGE_NOT_VERIFIED."""
    if not is_same:
        raise _not_verified(target)


def _not_verified(target: Path) -> AppError:
    return AppError(ErrorCode.PACKAGE_NOT_VERIFIED, path=str(target))


def _is_leftover(name: str, target: str) -> bool:
    """Whether a file is what a writing of this package left that was cut short."""
    number = name.removeprefix(f"{target}.").removesuffix(".part")
    return number.isdecimal() and name == f"{target}.{number}.part"


def _sha256(reader: ContainerReader, name: str) -> str:
    return hashlib.sha256(reader.read(name)).hexdigest()


def _part_path(target: Path, number: int, count: int) -> Path:
    """Return the name of one of several files: ``NAME-2-of-3.sildpack``."""
    return (
        target
        if count == 1
        else target.with_name(f"{target.stem}-{number}-of-{count}{target.suffix}")
    )
