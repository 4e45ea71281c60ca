"""A package that somebody made up or tampered with is refused before anything of it is used."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
import zstandard

from app.core.errors import AppError, ErrorCode
from app.sync import manifest_text, packing, seal
from app.sync.container import ContainerReader, ContainerWriter, Entry, Header
from app.sync.manifest import Manifest, Member
from tests.sync.making import COORDINATOR, Laptop, enclosure, receive, send

AINO, MALLORY = Laptop("Aino"), Laptop("Mallory")
LINES = b'{"a":"1"}\n'


def code_of(path: Path, *secrets: str) -> ErrorCode:
    with pytest.raises(AppError) as refused:
        receive(path, *(secrets or (COORDINATOR.secret,))).close()
    return refused.value.code


def member(
    name: str, content: bytes, packed: bytes | None = None, count: int = 1
) -> tuple[Member, bytes]:
    octets = packing.pack(content) if packed is None else packed
    return Member(
        name, len(octets), len(content), hashlib.sha256(octets).hexdigest(), count
    ), octets


def forge(
    path: Path,
    members: list[tuple[Member, bytes]],
    *,
    laptop: Laptop = AINO,
    stored: list[tuple[str, bytes]] | None = None,
    signature: bytes | None = None,
    told: dict[str, object] | None = None,
    **changed: object,
) -> Path:
    """Write a package as an attacker would who knows the format; ``stored`` is what really lies in the file."""
    letter = AINO.letter(**(told or {}))
    manifest = Manifest(letter=letter, part=1, parts=1, members=tuple(m for m, _ in members))
    octets = manifest_text.write(replace(manifest, **changed))
    signed = laptop.sign(manifest_text.TAG + octets) if signature is None else signature
    with path.open("w+b") as file:
        writer = ContainerWriter(file, "plain")
        for name, content in [(m.name, o) for m, o in members] if stored is None else stored:
            writer.add(name, content)
        writer.add("manifest", octets)
        if signed:
            writer.add("manifest.sig", signed)
        writer.finish()
    return path


GOOD = [member("revisions/0001", LINES)]


def test_forger_s_tool_writes_what_we_accept(tmp_path: Path):
    receive(forge(tmp_path / "a", GOOD)).close()


def test_missing_signature_is_refused(tmp_path: Path):
    assert code_of(forge(tmp_path / "a", GOOD, signature=b"")) is ErrorCode.PACKAGE_UNSIGNED


@pytest.mark.parametrize("signature", [bytes(64), b"x"])
def test_wrong_signature_is_refused(tmp_path: Path, signature: bytes):
    assert code_of(forge(tmp_path / "a", GOOD, signature=signature)) is ErrorCode.PACKAGE_UNSIGNED


def test_signature_of_another_device_is_refused(tmp_path: Path):
    assert code_of(forge(tmp_path / "a", GOOD, laptop=MALLORY)) is ErrorCode.PACKAGE_UNSIGNED


def test_signature_made_for_something_else_is_refused(tmp_path: Path):
    octets = manifest_text.write(
        Manifest(letter=AINO.letter(), part=1, parts=1, members=(GOOD[0][0],))
    )
    forged = forge(tmp_path / "a", GOOD, signature=AINO.sign(octets))
    assert code_of(forged) is ErrorCode.PACKAGE_UNSIGNED


def test_edited_manifest_is_refused(tmp_path: Path):
    send(tmp_path / "a", AINO, [b"1"])
    octets = forge(tmp_path / "b", GOOD, told={"role": "coordinator"}, signature=b"").read_bytes()
    with (tmp_path / "a").open("rb") as file:
        signature = ContainerReader(tmp_path / "a", file).read("manifest.sig")
    assert octets
    edited = forge(tmp_path / "c", GOOD, told={"role": "coordinator"}, signature=signature)
    assert code_of(edited) is ErrorCode.PACKAGE_UNSIGNED


def test_edited_member_is_refused(tmp_path: Path):
    other = packing.pack(b'{"a":"2"}\n')
    edited = forge(tmp_path / "a", GOOD, stored=[("revisions/0001", other)])
    assert code_of(edited) is ErrorCode.PACKAGE_DAMAGED


def test_extra_member_is_refused(tmp_path: Path):
    extra = [(m.name, o) for m, o in GOOD] + [("revisions/0002", GOOD[0][1])]
    assert code_of(forge(tmp_path / "a", GOOD, stored=extra)) is ErrorCode.PACKAGE_UNSAFE


def test_missing_member_is_refused(tmp_path: Path):
    assert code_of(forge(tmp_path / "a", GOOD, stored=[])) is ErrorCode.PACKAGE_DAMAGED


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "C:\\windows\\x",
        "revisions/../../x",
        "revisions/0001\0.txt",
        "blobs/" + "g" * 64,
        "manifest ",
        "x" * 80,
    ],
)
def test_name_that_leads_out_of_the_package_is_refused(tmp_path: Path, name: str):
    stored = [(m.name, o) for m, o in GOOD] + [(name, b"x")]
    assert code_of(forge(tmp_path / "a", GOOD, stored=stored)) is ErrorCode.PACKAGE_UNSAFE


def test_name_in_the_manifest_is_held_to_the_same_rule(tmp_path: Path):
    bad = [member("../../etc/passwd", LINES)]
    assert code_of(forge(tmp_path / "a", bad, stored=[])) is ErrorCode.PACKAGE_UNSAFE


def test_two_members_of_one_name_are_refused(tmp_path: Path):
    twice = [(m.name, o) for m, o in GOOD] * 2
    assert code_of(forge(tmp_path / "a", GOOD, stored=twice)) is ErrorCode.PACKAGE_UNSAFE


def zip_of(path: Path, compression: int, flag: int = 0) -> Path:
    """Write the same members with Python's own ZIP library, behind a header that is ours."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", compression) as archive:
        header = zipfile.ZipInfo("sild", (1980, 1, 1, 0, 0, 0))
        archive.writestr(header, Header(1, "plain", 0).lines())
        archive.writestr(zipfile.ZipInfo("revisions/0001"), b"x" * 500, compression)
    octets = bytearray(inner.getvalue())
    lines = Header(1, "plain", len(octets)).lines()
    at = octets.index(b"sild-package")
    octets[at : at + len(lines)] = lines
    for mark, place in ((b"PK\3\4", 14), (b"PK\1\2", 16)):
        start = octets.index(mark)
        octets[start + place : start + place + 4] = struct.pack("<L", zlib.crc32(lines))
    local = octets.index(b"PK\3\4")
    octets[local + 10 : local + 14] = struct.pack("<HH", 0, 0x21)
    second = octets.rindex(b"PK\1\2")
    octets[second + 8] |= flag
    path.write_bytes(octets)
    return path


@pytest.mark.parametrize(
    ("compression", "flag", "rule"),
    [(zipfile.ZIP_DEFLATED, 0, "compression"), (zipfile.ZIP_STORED, 1, "encryption")],
)
def test_compression_and_encryption_of_zip_s_own_are_refused(tmp_path, compression, flag, rule):
    path = zip_of(tmp_path / "a", compression, flag)
    octets = bytearray(path.read_bytes())
    first = octets.index(b"PK\1\2")
    directory = octets[first:]
    directory[4:6] = struct.pack("<H", 20)
    directory[38:42] = bytes(4)
    octets[first:] = directory
    path.write_bytes(octets)
    with pytest.raises(AppError) as refused:
        receive(path)
    assert refused.value.code is ErrorCode.PACKAGE_UNSAFE
    assert refused.value.params["detail"] == rule


def test_foreign_zip_is_no_package(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert code_of(tmp_path / "a.zip") is ErrorCode.PACKAGE_FOREIGN


@pytest.mark.parametrize("gap", [9, -1])
def test_bytes_hidden_between_members_and_members_within_members_are_refused(tmp_path, gap):
    path = tmp_path / "a"
    with path.open("w+b") as file:
        writer = ContainerWriter(file, "plain")
        entry = Entry("key", zlib.crc32(b"x"), 1, writer.entries[-1].end + gap)
        file.write(bytes(max(0, gap)) + entry.local() + b"x")
        writer.entries.append(entry)
        writer._directory_bytes += len(entry.central())
        file.truncate(entry.end)
        file.seek(entry.end)
        writer.finish()
    with pytest.raises(AppError) as refused:
        receive(path)
    assert refused.value.params["detail"] == "overlap"


def test_bomb_that_lies_about_its_size_is_not_unpacked(tmp_path: Path):
    bomb = zstandard.ZstdCompressor(level=19).compress(bytes(300_000_000))
    lying = Member("revisions/0001", len(bomb), 1_000_000, hashlib.sha256(bomb).hexdigest(), 1)
    assert code_of(forge(tmp_path / "a", [(lying, bomb)])) is ErrorCode.PACKAGE_DAMAGED


def test_bomb_that_tells_its_size_is_not_even_read(tmp_path: Path):
    bomb = zstandard.ZstdCompressor(level=19).compress(bytes(60_000_000))
    honest = member("revisions/0001", bytes(60_000_000), bomb)
    assert code_of(forge(tmp_path / "a", [honest])) is ErrorCode.PACKAGE_UNSAFE


def test_frame_that_wants_gigabytes_of_window_is_refused():
    greedy = zstandard.ZstdCompressor(
        compression_params=zstandard.ZstdCompressionParameters(window_log=27, enable_ldm=True)
    ).compressobj()
    octets = greedy.compress(b"x" * 1_000) + greedy.flush()
    with pytest.raises(packing.NotUnpackableError):
        packing.unpack(octets, 1_000)


@pytest.mark.parametrize("content", [b"no line end", LINES + b"more", LINES * 2])
def test_number_of_lines_must_be_as_announced(tmp_path: Path, content: bytes):
    assert (
        code_of(forge(tmp_path / "a", [member("revisions/0001", content)]))
        is ErrorCode.PACKAGE_DAMAGED
    )


def test_attachment_under_another_s_name_is_refused(tmp_path: Path):
    wrong = Member(f"blobs/{'ab' * 32}", 3, 3, hashlib.sha256(b"abc").hexdigest(), 1)
    assert code_of(forge(tmp_path / "a", [(wrong, b"abc")])) is ErrorCode.PACKAGE_DAMAGED


def test_package_of_a_newer_version_says_so(tmp_path: Path):
    assert code_of(forge(tmp_path / "a", GOOD, min_reader=2)) is ErrorCode.PACKAGE_NEWER
    send(tmp_path / "b", AINO, [b"1"])
    octets = (tmp_path / "b").read_bytes().replace(b"sild-package 1", b"sild-package 2")
    (tmp_path / "b").write_bytes(octets)
    assert code_of(tmp_path / "b") is ErrorCode.PACKAGE_NEWER


def test_members_of_a_newer_version_that_we_need_not_know_are_kept(tmp_path: Path):
    path = forge(tmp_path / "a", GOOD, format=2, told={"unknown": {"weather": "rain"}})
    with receive(path) as package:
        assert package.manifest.letter.unknown == {"weather": "rain"}


def resealed(source: Path, target: Path, secret: str, recipients: tuple[str, ...]) -> Path:
    """Open what one may open, and seal it to others without changing a byte of it."""
    with source.open("rb") as file, target.open("w+b") as out:
        reader = ContainerReader(source, file)
        writer = ContainerWriter(out, "age" if recipients else "plain")
        for name in list(reader.entries)[1:]:
            octets = seal.unseal(reader.read(name), [secret])
            writer.add(name, seal.seal(octets, recipients) if recipients else octets)
        writer.finish()
    return target


def test_package_that_a_reader_sealed_to_others_is_refused(tmp_path: Path):
    other = seal.new_identity()
    send(tmp_path / "a", AINO, [b"1"], letter={"recipients": (COORDINATOR.recipient,)})
    passed_on = resealed(tmp_path / "a", tmp_path / "b", COORDINATOR.secret, (other.recipient,))
    assert code_of(passed_on, other.secret) is ErrorCode.PACKAGE_NOT_FOR_US
    laid_open = resealed(tmp_path / "a", tmp_path / "c", COORDINATOR.secret, ())
    assert code_of(laid_open) is ErrorCode.PACKAGE_UNSAFE
    renewed = resealed(tmp_path / "a", tmp_path / "d", COORDINATOR.secret, (COORDINATOR.recipient,))
    receive(renewed, COORDINATOR.secret).close()


def test_members_of_two_packages_cannot_be_mixed(tmp_path: Path):
    send(tmp_path / "a", AINO, [b"1"], blobs=[enclosure(b"one")])
    send(tmp_path / "b", AINO, [b"2"], blobs=[enclosure(b"one")])
    with (tmp_path / "a").open("rb") as one, (tmp_path / "b").open("rb") as two:
        first, second = ContainerReader(tmp_path / "a", one), ContainerReader(tmp_path / "b", two)
        with (tmp_path / "c").open("w+b") as out:
            writer = ContainerWriter(out, "plain")
            for name in list(first.entries)[1:]:
                source = second if name.startswith("revisions") else first
                writer.add(name, source.read(name))
            writer.finish()
    assert code_of(tmp_path / "c") is ErrorCode.PACKAGE_DAMAGED
