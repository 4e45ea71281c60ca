"""Every field of the file around a package has one value that we accept; any other is told."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from app.core.errors import AppError, ErrorCode
from app.sync.container import MOST_MEMBERS, ContainerReader
from tests.sync.making import Laptop, send

DAMAGED, UNSAFE = ErrorCode.PACKAGE_DAMAGED, ErrorCode.PACKAGE_UNSAFE
END_BYTES = 22


@pytest.fixture
def package(tmp_path: Path) -> Path:
    send(tmp_path / "a.sildpack", Laptop("Aino"), [b"1"])
    return tmp_path / "a.sildpack"


def told(path: Path) -> tuple[ErrorCode, object]:
    with pytest.raises(AppError) as refused:
        read_all(path)
    return refused.value.code, refused.value.params["detail"]


def read_all(path: Path) -> None:
    with path.open("rb") as file:
        reader = ContainerReader(path, file)
        for name in reader.entries:
            reader.read(name)


def patch(path: Path, at: int, octets: bytes) -> None:
    content = bytearray(path.read_bytes())
    at += len(content) if at < 0 else 0
    content[at : at + len(octets)] = octets
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("place", "octets", "code", "detail"),
    [
        (0, b"PK\1\2", DAMAGED, "end"),
        (4, b"\1\0", DAMAGED, "end"),
        (6, b"\1\0", DAMAGED, "end"),
        (8, b"\3\0", DAMAGED, "end"),
        (8, b"\0\0\0\0", UNSAFE, "members"),
        (8, struct.pack("<HH", MOST_MEMBERS + 1, MOST_MEMBERS + 1), UNSAFE, "members"),
        (12, struct.pack("<L", 10**6), UNSAFE, "members"),
        (12, struct.pack("<L", 10), DAMAGED, "end"),
        (16, struct.pack("<L", 10), DAMAGED, "end"),
        (20, b"\1\0", DAMAGED, "end"),
        (8, b"\3\0\3\0", DAMAGED, "directory"),
        (8, b"\5\0\5\0", DAMAGED, "directory"),
    ],
)
def test_end_of_the_file_is_exactly_as_we_write_it(package: Path, place, octets, code, detail):
    patch(package, place - END_BYTES, octets)
    assert told(package) == (code, detail)


@pytest.mark.parametrize(
    ("place", "octets", "code", "detail"),
    [
        (0, b"PK\3\4", DAMAGED, "directory"),
        (4, b"\0", DAMAGED, "directory"),
        (8, b"\1", UNSAFE, "encryption"),
        (8, b"\10", DAMAGED, "directory"),
        (10, b"\10", UNSAFE, "compression"),
        (12, b"\1", DAMAGED, "directory"),
        (16, b"\1\2\3\4", DAMAGED, "revisions/0001"),
        (20, b"\0\0\0\1", DAMAGED, "directory"),
        (20, b"\0\0\0\177", UNSAFE, "size"),
        (20, struct.pack("<LL", 5, 5), UNSAFE, "overlap"),
        (28, b"\1", UNSAFE, "name"),
        (30, b"\1", DAMAGED, "directory"),
        (32, b"\1", DAMAGED, "directory"),
        (38, b"\1", DAMAGED, "directory"),
        (42, b"\1\1", UNSAFE, "overlap"),
        (46, b"r\0", UNSAFE, "name"),
    ],
)
def test_directory_is_exactly_as_we_write_it(package: Path, place, octets, code, detail):
    second = package.read_bytes().index(b"PK\1\2") + 50
    patch(package, second + place, octets)
    assert told(package) == (code, detail)


def test_header_before_a_member_is_what_the_directory_says(package: Path):
    second = package.read_bytes().index(b"PK\3\4", 4)
    patch(package, second + 10, b"\1")
    assert told(package) == (DAMAGED, "revisions/0001")


def test_bytes_of_a_member_are_what_its_checksum_says(package: Path):
    second = package.read_bytes().index(b"PK\3\4", 4)
    patch(package, second + 30 + len("revisions/0001") + 3, b"\1\2\3")
    assert told(package) == (DAMAGED, "revisions/0001")


def test_bytes_behind_the_end_are_told(package: Path):
    package.write_bytes(package.read_bytes() + b"\0")
    assert told(package) == (DAMAGED, "end")


@pytest.mark.parametrize("place", [4, 10, 14, 30 + 4 + 13, 30 + 4 + 18])
def test_header_of_the_package_is_exactly_as_we_write_it(package: Path, place: int):
    octets = package.read_bytes()
    patch(package, place, bytes([octets[place] ^ 0x20]))
    assert told(package) == (DAMAGED, "sild")


def test_file_that_says_it_is_smaller_than_an_end_is_told(tmp_path: Path, package: Path):
    lines = b"sild-package 1\nplain 000000000075\n"
    octets = bytearray(package.read_bytes()[:34] + lines)
    octets[14:18] = struct.pack("<L", zlib.crc32(lines))
    (tmp_path / "b").write_bytes(octets + bytes(75 - len(octets)))
    assert told(tmp_path / "b") == (DAMAGED, "end")


def test_first_member_must_be_the_header(package: Path):
    first = package.read_bytes().index(b"PK\1\2")
    patch(package, first + 46, b"keys")
    assert told(package) == (UNSAFE, "name")
