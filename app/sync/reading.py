"""Opening a package without believing it: structure, signature, hashes; then what it brings, piece by piece.

A member is at most 64 MB and is opened in memory; nothing is ever decrypted to disk. What was hashed by `verify` is
hashed again when it is given out, because a memory stick may be changed in between.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Self

from app.core.errors import AppError, ErrorCode
from app.sync import manifest_text, seal
from app.sync.container import ContainerReader, Header, damaged, read_header, unsafe
from app.sync.disk import reading_from
from app.sync.manifest import FORMAT
from app.sync.packing import NotUnpackableError, unpack
from app.sync.signing import is_signed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from app.core.ids import DeviceId
    from app.core.progress import Progress
    from app.sync.manifest import Manifest, Member

__all__ = ["Header", "Line", "Package", "Piece", "open_package", "read_header", "read_whole"]

KEPT_BYTES = 64 * 1024**2
"""How much of what was unsealed for `verify` is kept for giving it out."""
_OWN_MEMBERS = frozenset({"sild", "key", "manifest", "manifest.sig"})

EnclosureKind = Literal["form", "blob"]


@dataclass(frozen=True, slots=True)
class Line:
    """One revision as it came: canonical bytes, or anything else. ``number`` counts from 1 in its member."""

    member: str
    number: int
    octets: bytes


@dataclass(frozen=True, slots=True)
class Piece:
    """A form file or attachment, or one piece of it: ``place`` (from 1) of ``pieces``; its size when unpacked."""

    member: str
    kind: EnclosureKind
    sha256: str
    place: int
    pieces: int
    size_bytes: int


class Package:
    """An open package file whose signature was checked; whether its signer is trusted is for others to say.

    Use it as a context manager. `verify` comes before anything is given out. ``sha256`` is that of the manifest: it
    names this very file, however it is sealed.
    """

    def __init__(
        self, container: ContainerReader, file: io.BufferedReader, secrets: Sequence[str]
    ) -> None:
        self._container = container
        self._file = file
        self._secrets = secrets
        self._kept: dict[str, bytes] = {}
        self._kept_bytes = 0
        self._is_verified = False
        self.path: Path = container.path
        self.header: Header = container.header
        octets = self._open("manifest")
        self.sha256: str = hashlib.sha256(octets).hexdigest()
        self.manifest: Manifest = self._manifest(octets)
        self._check_signature(octets)
        self._check_recipients()
        self._members = {member.name: member for member in self.manifest.members}
        self._check_members()

    @property
    def signer(self) -> DeviceId:
        """The device whose signature the manifest bears."""
        return self.manifest.letter.device

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file and forget what was read."""
        self._kept.clear()
        self._file.close()

    def verify(self, progress: Progress) -> None:
        """Hash every byte and unpack every member against its announced size. Raises AppError PACKAGE_*; Cancelled."""
        for done, member in enumerate(self.manifest.members):
            progress.step(done, len(self._members), "verifying_package")
            octets = self._content(member)
            if member.name.startswith("revisions/"):
                self._check_lines(member, octets)
        self._is_verified = True

    def revision_lines(self, progress: Progress) -> Iterator[Line]:
        """Yield the revisions line by line, unjudged. Raises AppError PACKAGE_DAMAGED."""
        self._must_be_verified()
        done, total = 0, self.revisions
        for member in self.manifest.members:
            if not member.name.startswith("revisions/"):
                continue
            for number, octets in enumerate(io.BytesIO(self._content(member)), 1):
                yield Line(member.name, number, octets.removesuffix(b"\n"))
            done += member.count
            progress.step(done, total, "reading_package")

    @property
    def revisions(self) -> int:
        """How many revisions the file says it holds."""
        return sum(
            member.count for member in self.manifest.members if member.name.startswith("revisions/")
        )

    def pieces(self) -> tuple[Piece, ...]:
        """Return the form files and attachments, or pieces of them, that are in this file."""
        return tuple(
            _piece(member)
            for member in self.manifest.members
            if not member.name.startswith("revisions/")
        )

    def read_piece(self, piece: Piece) -> bytes:
        """Return a piece, unpacked; at most 64 MB. Raises AppError PACKAGE_DAMAGED."""
        self._must_be_verified()
        return self._content(self._members[piece.member])

    def _must_be_verified(self) -> None:
        if not self._is_verified:
            msg = "verify a package before using it"
            raise RuntimeError(msg)

    def _open(self, name: str) -> bytes:
        """Return a member as it was packed. Raises AppError PACKAGE_NOT_FOR_US, PACKAGE_DAMAGED."""
        stored = self._container.read(name)
        if self.header.sealing == "plain":
            return stored
        return seal.unseal(stored, self._secrets, path=str(self.path), member=name)

    def _content(self, member: Member) -> bytes:
        packed = self._packed(member)
        if member.name.startswith("blobs/"):
            content = packed
        else:
            try:
                content = unpack(packed, member.unpacked)
            except NotUnpackableError as error:
                raise damaged(self.path, member.name) from error
        if len(content) != member.unpacked:
            raise damaged(self.path, member.name)
        if not member.name.startswith("revisions/") and member.count == 1:
            self._check_name(member, content)
        return content

    def _packed(self, member: Member) -> bytes:
        kept = self._kept.pop(member.name, None)
        if kept is not None:
            self._kept_bytes -= len(kept)
            return kept
        packed = self._open(member.name)
        is_same = len(packed) == member.size
        if not is_same or hashlib.sha256(packed).hexdigest() != member.sha256:
            raise damaged(self.path, member.name)
        if not self._is_verified and self._kept_bytes + len(packed) <= KEPT_BYTES:
            self._kept[member.name] = packed
            self._kept_bytes += len(packed)
        return packed

    def _check_name(self, member: Member, content: bytes) -> None:
        if hashlib.sha256(content).hexdigest() != member.name.partition("/")[2]:
            raise damaged(self.path, member.name)

    def _check_lines(self, member: Member, octets: bytes) -> None:
        if octets.count(b"\n") != member.count or not octets.endswith(b"\n"):
            raise damaged(self.path, member.name)

    def _manifest(self, octets: bytes) -> Manifest:
        try:
            return manifest_text.read(octets)
        except manifest_text.ManifestNewerError as error:
            told = {"found": error.found, "known": FORMAT}
            raise AppError(ErrorCode.PACKAGE_NEWER, path=str(self.path), **told) from error
        except manifest_text.ManifestUnsafeError as error:
            raise unsafe(self.path, str(error)) from error
        except manifest_text.ManifestBrokenError as error:
            raise damaged(self.path, "manifest") from error

    def _check_signature(self, octets: bytes) -> None:
        if "manifest.sig" in self._container.entries:
            signature = self._open("manifest.sig")
            if is_signed(self.signer, manifest_text.TAG + octets, signature):
                return
        raise AppError(ErrorCode.PACKAGE_UNSIGNED, path=str(self.path))

    def _check_recipients(self) -> None:
        """Refuse a package that its writer sealed to others, or sealed and somebody else laid open."""
        meant = self.manifest.letter.recipients
        if self.header.sealing == "plain":
            if meant:
                raise unsafe(self.path, "recipients")
        elif not any(seal.recipient_of(secret) in meant for secret in self._secrets):
            raise AppError(ErrorCode.PACKAGE_NOT_FOR_US, path=str(self.path))

    def _check_members(self) -> None:
        there = self._container.entries.keys() - _OWN_MEMBERS
        if there - self._members.keys():
            raise unsafe(self.path, "extra")
        missing = sorted(self._members.keys() - there)
        if missing:
            raise damaged(self.path, missing[0])
        if ("key" in self._container.entries) != (self.header.sealing == "passphrase"):
            raise unsafe(self.path, "extra")


def open_package(
    path: Path, *, identities: Sequence[str] = (), passphrase: str | None = None
) -> Package:
    """Open a package file and check its structure, its signature and whom it is meant for.

    Raises AppError FILE_MISSING, FILE_UNREADABLE, PACKAGE_FOREIGN, PACKAGE_INCOMPLETE, PACKAGE_DAMAGED, PACKAGE_UNSAFE,
    PACKAGE_NEWER, PACKAGE_NOT_FOR_US, PACKAGE_PASSPHRASE_NEEDED, PACKAGE_PASSPHRASE_WRONG, PACKAGE_UNSIGNED.
    """
    with reading_from(path):
        file = path.open("rb")
    try:
        container = ContainerReader(path, file)
        return Package(container, file, _secrets(container, identities, passphrase))
    except BaseException:
        file.close()
        raise


def _secrets(
    container: ContainerReader, identities: Sequence[str], passphrase: str | None
) -> Sequence[str]:
    """Return the keys to try; a passphrase opens the key of one use that the package carries."""
    if container.header.sealing != "passphrase":
        return tuple(identities)
    path = str(container.path)
    if not passphrase:
        raise AppError(ErrorCode.PACKAGE_PASSPHRASE_NEEDED, path=path)
    key = seal.unseal_by_passphrase(container.read("key"), passphrase, path=path)
    return (key.decode("ascii", "replace"),)


def read_whole(packages: Sequence[Package], sha256: str, kind: EnclosureKind) -> Iterator[bytes]:
    """Yield a form file or attachment whose pieces may lie in several parts; its hash is told after the last piece.

    Raises AppError PACKAGE_PART_MISSING when a piece is not there, PACKAGE_DAMAGED.
    """
    found = {
        piece.place: (package, piece)
        for package in packages
        for piece in package.pieces()
        if piece.kind == kind and piece.sha256 == sha256
    }
    count = max((piece.pieces for _, piece in found.values()), default=1)
    total = hashlib.sha256()
    for place in range(1, count + 1):
        if place not in found:
            told = {"part": place, "parts": count}
            raise AppError(ErrorCode.PACKAGE_PART_MISSING, path=str(packages[0].path), **told)
        package, piece = found[place]
        octets = package.read_piece(piece)
        total.update(octets)
        yield octets
    if total.hexdigest() != sha256:
        raise damaged(packages[0].path, sha256)


def _piece(member: Member) -> Piece:
    folder, _, rest = member.name.partition("/")
    sha256, _, place = rest.partition(".")
    kind: EnclosureKind = "form" if folder == "forms" else "blob"
    return Piece(member.name, kind, sha256, int(place or "1"), member.count, member.unpacked)
