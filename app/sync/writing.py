"""Writing a package: every member hashed and sealed, on the disk, read back, and only then called safe.

Compression and hashing run on threads of their own, because they leave Python's lock alone; members are written in
order. The manifests come last, when it is known how many parts there are. Until everything was read back and found
equal, only ``.part`` files exist: an older package of that name stays whole whatever happens.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.sync import seal
from app.sync.container import MOST_FILE_BYTES, Sealing
from app.sync.manifest import Letter, Member
from app.sync.packing import pack
from app.sync.parts import Packed, Parts, refuse_changed

if TYPE_CHECKING:
    from pathlib import Path

    from app.core.progress import Progress

E_MAIL_BYTES = 20_000_000
"""What an e-mail carries."""
SMALLEST_LIMIT_BYTES = 1 << 20
MOST_LINES = 10_000
MOST_CHUNK_BYTES = 8 << 20
_WORKERS = 2

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

    ``limit_bytes`` splits it into numbered files (at least 1 MiB; what no file system of a stick holds, 4 GB, is split
    anyway). ``passphrase`` seals it for whoever knows the passphrase (an invitation), in place of the letter's
    recipients. ``total`` is the number of revisions and enclosures, for progress only.
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
    """A package that was read back after writing: safe to take away. ``manifests`` are the SHA-256 of its parts'."""

    package: str
    paths: tuple[Path, ...]
    manifests: tuple[str, ...]
    revisions: int
    forms: int
    blobs: int
    size_bytes: int
    is_encrypted: bool


@dataclass(frozen=True, slots=True)
class _Raw:
    """A member before it is packed; ``things`` is how many revisions or whole enclosures end with it."""

    name: str
    octets: bytes
    count: int
    things: int

    @property
    def is_packed(self) -> bool:
        """Whether it is compressed: attachments are not, they are photographs and sound."""
        return not self.name.startswith("blobs/")


@dataclass(frozen=True, slots=True)
class _Sealer:
    """How members are sealed, and the extra member that a passphrase opens."""

    sealing: Sealing
    letter: Letter
    key: bytes = b""

    def seal(self, octets: bytes) -> bytes:
        return seal.seal(octets, self.letter.recipients) if self.letter.recipients else octets


def write_package(target: Path, plan: Plan, *, sign: Sign, progress: Progress) -> Written:
    """Write a package; several numbered files beside the target when it is split.

    Raises AppError DISK_FULL, FILE_UNWRITABLE, RECIPIENT_BROKEN, PASSPHRASE_EMPTY, PACKAGE_NOT_VERIFIED; Cancelled.
    """
    sealer = _sealer(plan)
    limit = min(max(plan.limit_bytes or MOST_FILE_BYTES, SMALLEST_LIMIT_BYTES), MOST_FILE_BYTES)
    done = {"revisions": 0, "forms": 0, "blobs": 0}
    with Parts(target, sealer.sealing, sealer.letter, limit) as parts:
        parts.key = sealer.key
        for raw, packed in _packed(_members(plan, target, limit), sealer):
            parts.add(packed)
            done[raw.name.partition("/")[0]] += raw.things
            progress.step(sum(done.values()), plan.total, "writing_package")
        manifests = parts.finish(sign, sealer.seal)
        parts.verify(progress)
        paths = parts.put_in_place()
        size = parts.size_bytes
    return Written(
        package=plan.letter.package,
        paths=paths,
        manifests=manifests,
        revisions=done["revisions"],
        forms=done["forms"],
        blobs=done["blobs"],
        size_bytes=size,
        is_encrypted=sealer.sealing != "plain",
    )


def _sealer(plan: Plan) -> _Sealer:
    """Say how to seal; a passphrase seals a key of one use, because it takes seconds each time."""
    if plan.passphrase is None:
        return _Sealer("age" if plan.letter.recipients else "plain", plan.letter)
    once = seal.new_identity()
    key = seal.seal_by_passphrase(once.secret.encode(), plan.passphrase)
    return _Sealer("passphrase", replace(plan.letter, recipients=(once.recipient,)), key)


def _packed(members: Iterator[_Raw], sealer: _Sealer) -> Iterator[tuple[_Raw, Packed]]:
    """Pack members on threads, a few ahead of what is being written, and yield them in order."""
    waiting: deque[tuple[_Raw, Future[Packed]]] = deque()
    with ThreadPoolExecutor(_WORKERS, thread_name_prefix="sild-packing") as pool:
        for raw in members:
            waiting.append((raw, pool.submit(_pack, raw, sealer)))
            if len(waiting) > _WORKERS:
                first, packing = waiting.popleft()
                yield first, packing.result()
        for first, packing in waiting:
            yield first, packing.result()


def _pack(raw: _Raw, sealer: _Sealer) -> Packed:
    octets = pack(raw.octets) if raw.is_packed else raw.octets
    sha256 = hashlib.sha256(octets).hexdigest()
    member = Member(raw.name, len(octets), len(raw.octets), sha256, raw.count)
    return Packed(member, sealer.seal(octets))


def _members(plan: Plan, target: Path, limit: int) -> Iterator[_Raw]:
    chunk_bytes = min(MOST_CHUNK_BYTES, limit // 4)
    for number, lines in enumerate(_chunks(plan.revisions, chunk_bytes), 1):
        octets = b"\n".join((*lines, b""))
        yield _Raw(f"revisions/{number:04}", octets, len(lines), len(lines))
    for form in _once(plan.forms):
        yield from _pieces(form, "forms", chunk_bytes, target)
    for blob in _once(plan.blobs):
        yield from _pieces(blob, "blobs", chunk_bytes, target)


def _once(enclosures: Iterable[Enclosure]) -> Iterator[Enclosure]:
    """Leave out what was there already: two forms may share a file."""
    seen: set[str] = set()
    for each in enclosures:
        if each.sha256 not in seen:
            seen.add(each.sha256)
            yield each


def _chunks(lines: Iterable[bytes], chunk_bytes: int) -> Iterator[list[bytes]]:
    chunk: list[bytes] = []
    size = 0
    for line in lines:
        if chunk and (len(chunk) == MOST_LINES or size + len(line) >= chunk_bytes):
            yield chunk
            chunk, size = [], 0
        chunk.append(line)
        size += len(line) + 1
    if chunk:
        yield chunk


def _pieces(enclosure: Enclosure, folder: str, piece_bytes: int, target: Path) -> Iterator[_Raw]:
    """Cut a file into members of equal size, hashing the whole: what is announced is what was read."""
    count = max(1, -(-enclosure.size_bytes // piece_bytes))
    name = f"{folder}/{enclosure.sha256}"
    total = hashlib.sha256()
    for place, octets in enumerate(_regrouped(enclosure.read(), piece_bytes), 1):
        total.update(octets)
        is_last = place == count
        if is_last:
            refuse_changed(target, total.hexdigest() == enclosure.sha256)
        yield _Raw(name if count == 1 else f"{name}.{place:04}", octets, count, int(is_last))


def _regrouped(pieces: Iterator[bytes], size: int) -> Iterator[bytes]:
    """Yield the same bytes in pieces of one size; an empty file is one empty piece."""
    held = bytearray()
    is_first = True
    for piece in pieces:
        held += piece
        while len(held) > size:
            yield bytes(held[:size])
            del held[:size]
            is_first = False
    if held or is_first:
        yield bytes(held)
