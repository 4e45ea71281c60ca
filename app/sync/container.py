"""The ZIP around a package: only stored members, one after the other without a gap, every byte accounted for.

Any ZIP program can list it; we read only what we would have written ourselves. So there is no second directory, no
compression, no encryption of ZIP's own, no hidden bytes, no overlap, no name that leads out of the package, and a
changed bit anywhere is noticed. Files stay below 4 GB and 65,000 members (more are split), so ZIP64 is not needed.
The first member, ``sild``, is two lines that can be read of any package: what it is, and how large the file must be.
"""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from app.core.errors import AppError, ErrorCode
from app.sync.disk import reading_from

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import BinaryIO

FORMAT = 1
HEADER = "sild"
MOST_MEMBERS = 65_000
MOST_MEMBER_BYTES = 64 * 1024**2
MOST_FILE_BYTES = 4 * 1024**3 - 1
NAME = re.compile(
    r"sild|key|manifest|manifest\.sig|revisions/[0-9]{4,6}|(?:forms|blobs)/[0-9a-f]{64}(?:\.[0-9]{4,6})?"
)
LONGEST_NAME = 80

Sealing = Literal["plain", "age", "passphrase"]

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_LOCAL_MARK, _CENTRAL_MARK, _END_MARK = b"PK\3\4", b"PK\1\2", b"PK\5\6"
_VERSION, _DATE = 20, 0x21
_HEADER_LINES = re.compile(rb"sild-package ([0-9]{1,9})\n(plain|age|passphrase) ([0-9]{12})\n")
_ANY_VERSION = re.compile(rb"sild-package ([0-9]{1,9})\n")


@dataclass(frozen=True, slots=True)
class Header:
    """What can be read of a package without any key: version, how it is sealed, how large the file must be."""

    format: int
    sealing: Sealing
    size_bytes: int

    def lines(self) -> bytes:
        """Return the two lines."""
        return f"sild-package {self.format}\n{self.sealing} {self.size_bytes:012}\n".encode()


@dataclass(frozen=True, slots=True)
class Entry:
    """A member of the ZIP as it lies in the file."""

    name: str
    checksum: int
    size: int
    offset: int

    def local(self) -> bytes:
        """Return the bytes before the member's own."""
        fields = (_VERSION, 0, 0, 0, _DATE, self.checksum, self.size, self.size, len(self.name), 0)
        return _LOCAL.pack(_LOCAL_MARK, *fields) + self.name.encode()

    def central(self) -> bytes:
        """Return the member's line in the directory."""
        sizes = (self.checksum, self.size, self.size, len(self.name))
        fields = (_VERSION, _VERSION, 0, 0, 0, _DATE, *sizes, 0, 0, 0, 0, 0, self.offset)
        return _CENTRAL.pack(_CENTRAL_MARK, *fields) + self.name.encode()

    @property
    def end(self) -> int:
        """Where the next member starts."""
        return self.offset + _LOCAL.size + len(self.name) + self.size


class ContainerWriter:
    """Writes members one after the other into an empty file; `finish` makes it a ZIP. Raises OSError."""

    def __init__(self, file: BinaryIO, sealing: Sealing) -> None:
        self._file = file
        self._sealing = sealing
        self.entries: list[Entry] = []
        self._directory_bytes = _END.size
        self.add(HEADER, Header(FORMAT, sealing, 0).lines())

    @property
    def size_bytes(self) -> int:
        """How large the file would be if it were finished now."""
        return self.entries[-1].end + self._directory_bytes

    def growth(self, name: str, size: int) -> int:
        """Return by how much a member would make the file grow."""
        return _LOCAL.size + _CENTRAL.size + 2 * len(name) + size

    def add(self, name: str, octets: bytes) -> None:
        """Append a member."""
        start = self.entries[-1].end if self.entries else 0
        entry = Entry(name, zlib.crc32(octets), len(octets), start)
        self._file.write(entry.local())
        self._file.write(octets)
        self.entries.append(entry)
        self._directory_bytes += _CENTRAL.size + len(name)

    def go_on(self, file: BinaryIO) -> None:
        """Go on in the same file, opened again and standing at its end."""
        self._file = file

    def finish(self) -> None:
        """Write the directory, then the file's size into the header."""
        lines = Header(FORMAT, self._sealing, self.size_bytes).lines()
        self.entries[0] = Entry(HEADER, zlib.crc32(lines), len(lines), 0)
        directory = b"".join(entry.central() for entry in self.entries)
        count, start = len(self.entries), self.entries[-1].end
        self._file.write(directory)
        self._file.write(_END.pack(_END_MARK, 0, 0, count, count, len(directory), start, 0))
        self._file.seek(0)
        self._file.write(self.entries[0].local() + lines)
        self._file.flush()


class ContainerReader:
    """Reads members by name from a file whose whole structure was checked first."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self.path = path
        self._file = file
        with reading_from(path):
            self.size_bytes = file.seek(0, 2)
            self.header = _header(path, file)
            self.entries: Mapping[str, Entry] = {entry.name: entry for entry in self._directory()}

    def read(self, name: str) -> bytes:
        """Return a member as it is stored. Raises AppError PACKAGE_DAMAGED, FILE_UNREADABLE."""
        entry = self.entries.get(name)
        if entry is None:
            raise damaged(self.path, name)
        with reading_from(self.path):
            self._file.seek(entry.offset)
            local = self._file.read(_LOCAL.size + len(name))
            octets = self._file.read(entry.size)
        if local != entry.local() or len(octets) != entry.size:
            raise damaged(self.path, name)
        if zlib.crc32(octets) != entry.checksum:
            raise damaged(self.path, name)
        return octets

    def _directory(self) -> list[Entry]:
        """Return the members in the order in which they lie. Raises AppError PACKAGE_*."""
        if self.size_bytes < self.header.size_bytes:
            sizes = {"found": self.size_bytes, "expected": self.header.size_bytes}
            raise AppError(ErrorCode.PACKAGE_INCOMPLETE, path=str(self.path), **sizes)
        if self.size_bytes != self.header.size_bytes:
            raise damaged(self.path, "end")
        count, size, start = self._end()
        self._file.seek(start)
        entries = list(self._entries(self._file.read(size), count))
        position = 0
        for entry in entries:
            if entry.offset != position:
                raise unsafe(self.path, "overlap")
            position = entry.end
        if position != start or entries[0].name != HEADER:
            raise unsafe(self.path, "overlap")
        if len({entry.name for entry in entries}) != count:
            raise unsafe(self.path, "duplicate")
        return entries

    def _end(self) -> tuple[int, int, int]:
        end = self.size_bytes - _END.size
        self._file.seek(max(0, end))
        octets = self._file.read(_END.size)
        if len(octets) != _END.size:
            raise damaged(self.path, "end")
        mark, *disks, here, count, size, start, comment = _END.unpack(octets)
        if mark != _END_MARK or any(disks) or here != count or comment:
            raise damaged(self.path, "end")
        if not 0 < count <= MOST_MEMBERS or size > count * (_CENTRAL.size + LONGEST_NAME):
            raise unsafe(self.path, "members")
        if start + size != end:
            raise damaged(self.path, "end")
        return count, size, start

    def _entries(self, directory: bytes, count: int) -> Iterator[Entry]:
        at = 0
        for _ in range(count):
            entry = self._entry(directory, at)
            at += len(entry.central())
            yield entry
        if at != len(directory):
            raise damaged(self.path, "directory")

    def _entry(self, directory: bytes, at: int) -> Entry:
        if len(directory) - at < _CENTRAL.size:
            raise damaged(self.path, "directory")
        fields = _CENTRAL.unpack_from(directory, at)
        mark, flags, method, checksum, size, length, offset = (
            fields[place] for place in (0, 3, 4, 7, 8, 10, 16)
        )
        if mark != _CENTRAL_MARK:
            raise damaged(self.path, "directory")
        if flags & 1:
            raise unsafe(self.path, "encryption")
        if method:
            raise unsafe(self.path, "compression")
        if size > MOST_MEMBER_BYTES:
            raise unsafe(self.path, "size")
        octets = directory[at + _CENTRAL.size : at + _CENTRAL.size + length]
        name = octets.decode("latin-1")
        if not NAME.fullmatch(name):
            raise unsafe(self.path, "name")
        entry = Entry(name, checksum, size, offset)
        written = entry.central()
        if directory[at : at + len(written)] != written:
            raise damaged(self.path, "directory")
        return entry


def read_header(path: Path) -> Header:
    """Return what the first bytes of a file say, however much of it is there.

    Raises AppError FILE_MISSING, FILE_UNREADABLE, PACKAGE_FOREIGN, PACKAGE_NEWER, PACKAGE_DAMAGED.
    """
    with reading_from(path), path.open("rb") as file:
        return _header(path, file)


def damaged(path: Path, member: str) -> AppError:
    """Say that bytes are not what they were when the package was written."""
    return AppError(ErrorCode.PACKAGE_DAMAGED, path=str(path), detail=member)


def unsafe(path: Path, rule: str) -> AppError:
    """Say that no version of Sild writes such a package."""
    return AppError(ErrorCode.PACKAGE_UNSAFE, path=str(path), detail=rule)


def _header(path: Path, file: BinaryIO) -> Header:
    file.seek(0)
    octets = file.read(256)
    name = octets[_LOCAL.size : _LOCAL.size + len(HEADER)]
    lines = octets[_LOCAL.size + len(HEADER) :]
    if not octets.startswith(_LOCAL_MARK) or name != HEADER.encode():
        raise AppError(ErrorCode.PACKAGE_FOREIGN, path=str(path))
    version = _ANY_VERSION.match(lines)
    if version is not None and int(version[1]) > FORMAT:
        found = {"found": int(version[1]), "known": FORMAT}
        raise AppError(ErrorCode.PACKAGE_NEWER, path=str(path), **found)
    told = _HEADER_LINES.match(lines)
    if told is None:
        raise damaged(path, HEADER)
    entry = Entry(HEADER, zlib.crc32(told[0]), len(told[0]), 0)
    if not octets.startswith(entry.local()):
        raise damaged(path, HEADER)
    sealing: Mapping[bytes, Sealing] = {
        b"plain": "plain",
        b"age": "age",
        b"passphrase": "passphrase",
    }
    return Header(int(told[1]), sealing[told[2]], int(told[3]))
