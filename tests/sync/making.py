"""Devices, letters, revisions and packages for the tests of packages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.core.clock import Stamp
from app.core.ids import DeviceId, MemberId, RecordId, RevisionId
from app.core.progress import Progress
from app.records.revision import Content, Kind, Place, Revision, compose
from app.sync import seal
from app.sync.manifest import Letter, PackageKind
from app.sync.reading import Line, Package, open_package
from app.sync.writing import Enclosure, Plan, Written, write_package

PROJECT = "6ff1f1cf-5e0a-4a5e-8a3b-1d6a3bbf1c01"
RECORD = RecordId("0d5f2a4e-7f43-4c35-9a2c-2f9b0f6b7a10")
MINUTE_MS = 60_000
START_MS = 1_780_000_000_000


@dataclass
class Laptop:
    """A device that writes revisions; its key follows from its name, so that tests repeat themselves."""

    name: str
    seq: int = 0
    key: Ed25519PrivateKey = field(init=False)

    def __post_init__(self) -> None:
        self.key = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(self.name.encode()).digest())

    @property
    def id(self) -> DeviceId:
        return DeviceId(self.key.public_key().public_bytes_raw().hex())

    def sign(self, message: bytes) -> bytes:
        return self.key.sign(message)

    def write(
        self,
        fields: Mapping[str, str],
        *,
        record: RecordId = RECORD,
        parents: Sequence[RevisionId] = (),
        decides: Iterable[str] | None = None,
        kind: Kind = Kind.INTERVIEW,
        op: str = "put",
        at_ms: int | None = None,
        seq: int | None = None,
    ) -> Revision:
        if seq is None:
            self.seq += 1
            seq = self.seq
        content = Content(
            record=record,
            kind=kind,
            fields=fields,
            decides=frozenset(fields if decides is None else decides),
            parents=parents,
            actor=self.name,
            op=op,  # type: ignore[arg-type]
        )
        moment = START_MS + seq * MINUTE_MS if at_ms is None else at_ms
        return compose(content, Place(Stamp(f"{moment << 16:016x}"), self.id, seq))

    def letter(self, **told: object) -> Letter:
        said: dict[str, object] = {
            "package": "package-1",
            "kind": PackageKind.FIELD,
            "project": PROJECT,
            "project_name": "Metsad",
            "device": self.id,
            "device_name": f"laptop of {self.name}",
            "member": MemberId(self.name),
            "member_name": self.name,
            "role": "interviewer",
            "written_at": "2026-05-05T09:00:00+03:00",
        }
        return Letter(**{**said, **told})  # type: ignore[arg-type]


COORDINATOR = seal.Identity(
    "AGE-SECRET-KEY-1J9VEYY5TAW3DWG2HCK90WDX8RLN3AWXCUFUL8S2WT5E6J37AMATS7EZ03Z",
    "age1qjwd8x6xgjaygtzwdqwa7n9cwfsl4vqv7yq99at4dflf84cgk4lsw0auly",
)


def line(octets: bytes, number: int = 1) -> Line:
    return Line("revisions/0001", number, octets)


def enclosure(octets: bytes) -> Enclosure:
    return Enclosure(hashlib.sha256(octets).hexdigest(), len(octets), lambda: iter([octets]))


def send(target: Path, laptop: Laptop, lines: Iterable[bytes] = (), **told: object) -> Written:
    """Write a package; ``letter`` are members of the letter, the rest is of the plan."""
    letter = laptop.letter(**told.pop("letter", {}))  # type: ignore[arg-type]
    plan = Plan(letter=letter, revisions=lines, **told)  # type: ignore[arg-type]
    return write_package(target, plan, sign=laptop.sign, progress=Progress())


def receive(path: Path, *secrets: str, passphrase: str | None = None) -> Package:
    """Open and verify a package."""
    package = open_package(path, identities=secrets, passphrase=passphrase)
    try:
        package.verify(Progress())
    except BaseException:
        package.close()
        raise
    return package


def lines_of(package: Package) -> list[bytes]:
    return [each.octets for each in package.revision_lines(Progress())]
