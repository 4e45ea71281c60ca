"""Package files opened and believed or not: all parts of a package together, its project, its signer.

A package of another project is refused, and so is a signer that is not trusted, naming its fingerprint, so that a
person can compare it with what the sender reads over the telephone. Naming it lets the signer in.
"""

from __future__ import annotations

import contextlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from app.core.errors import AppError, ErrorCode
from app.core.ids import MemberId
from app.core.progress import Progress
from app.operations import sync_actors, sync_keys

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from app.core.ids import DeviceId
    from app.operations.services import Services
    from app.store.keyring import KnownKey
    from app.sync.manifest import Letter
    from app.sync.reading import Package

SignerState = Literal["own", "trusted", "revoked", "unknown", "foreign"]


@dataclass(frozen=True, slots=True)
class OpenParcel:
    """All parts of one package, open and verified."""

    packages: tuple[Package, ...]

    @property
    def letter(self) -> Letter:
        """What its writer says."""
        return self.packages[0].manifest.letter

    @property
    def signer(self) -> DeviceId:
        """The device that signed every part."""
        return self.packages[0].signer

    @property
    def path(self) -> Path:
        """The first part's file."""
        return self.packages[0].path

    @property
    def sha256(self) -> str:
        """The name of the first part, for the log."""
        return self.packages[0].sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageFacts:
    """What a package says about itself. ``signer_state`` is '' where there is no workspace to ask."""

    package: str
    kind: str
    project: str
    project_name: str
    part: int
    parts: int
    sealing: str
    size_bytes: int
    device: DeviceId
    device_name: str
    fingerprint: str
    member_name: str
    role: str
    signer_state: SignerState | Literal[""]
    written_at: str
    revisions: int
    forms: int
    attachments: int
    holdings: Mapping[str, int]
    recipients: int
    merged_at: datetime | None = None


def inspect_package(
    path: Path, services: Services | None = None, passphrase: str | None = None
) -> PackageFacts:
    """Tell what a package says about itself, after checking every byte; trusts nobody and changes nothing.

    Without a workspace only packages that are not sealed can be looked into. Raises AppError PACKAGE_*.
    """
    from app.sync.reading import open_package

    keys = sync_keys.identities(services) if services is not None else ()
    with open_package(path, identities=keys, passphrase=passphrase) as package:
        package.verify(Progress())
        return _facts(package, services)


def needs_passphrase(path: Path) -> bool:
    """Whether a package is closed by a passphrase. Raises AppError FILE_MISSING, PACKAGE_FOREIGN."""
    from app.sync.reading import read_header

    return read_header(path).sealing == "passphrase"


def grouped(services: Services, paths: Sequence[Path]) -> list[list[Path]]:
    """Return package files with the parts of each package together. Raises AppError PACKAGE_*."""
    with opened(services, paths, Progress()) as parcels:
        return [[package.path for package in parcel.packages] for parcel in parcels]


@contextmanager
def opened(
    services: Services, paths: Sequence[Path], progress: Progress, passphrase: str | None = None
) -> Iterator[list[OpenParcel]]:
    """Open and verify package files, the parts of a package together, in the order in which they were named.

    Raises AppError PACKAGE_* and PACKAGE_PART_MISSING; `Cancelled`.
    """
    from app.sync.reading import open_package

    keys = sync_keys.identities(services)
    with contextlib.ExitStack() as stack:
        packages: list[Package] = []
        for path in paths:
            package = open_package(path, identities=keys, passphrase=passphrase)
            packages.append(stack.enter_context(package))
            package.verify(progress)
        yield together(packages)


def together(packages: Sequence[Package]) -> list[OpenParcel]:
    """Put the parts of each package together. Raises AppError PACKAGE_PART_MISSING, PACKAGE_UNSAFE."""
    by_package: dict[str, dict[int, Package]] = {}
    for package in packages:
        manifest = package.manifest
        by_package.setdefault(manifest.letter.package, {}).setdefault(manifest.part, package)
    return [_together(parts) for parts in by_package.values()]


def admit(services: Services, parcel: OpenParcel, trust: Sequence[str]) -> KnownKey | None:
    """Return what to keep of the signer, None for this workspace's own device.

    Raises AppError PACKAGE_OTHER_PROJECT, PACKAGE_SIGNER_REVOKED, PACKAGE_SIGNER_UNKNOWN.
    """
    from app.sync.fingerprints import fingerprint, matches

    letter, path = parcel.letter, str(parcel.path)
    told = {"path": path, "fingerprint": fingerprint(parcel.signer)}
    state = _state(services, parcel.signer, letter.project)
    if state == "foreign":
        project = letter.project_name or letter.project
        raise AppError(ErrorCode.PACKAGE_OTHER_PROJECT, project=project, **told)
    if state == "revoked":
        raise AppError(ErrorCode.PACKAGE_SIGNER_REVOKED, **told)
    if state == "unknown" and not any(matches(parcel.signer, each) for each in trust):
        raise AppError(ErrorCode.PACKAGE_SIGNER_UNKNOWN, **told)
    return None if state == "own" else _key_of(services, letter)


def merged_at(services: Services, package: str) -> datetime | None:
    """Return when a package was merged, None unless that stands."""
    from app.store import merging

    merges = merging.list_merges(services.workspace)
    stands = (each for each in merges if each.package == package and each.undone_at is None)
    return next((each.at for each in stands), None)


def _together(parts: Mapping[int, Package]) -> OpenParcel:
    first = next(iter(parts.values()))
    count = first.manifest.parts
    for part in range(1, count + 1):
        if part not in parts:
            told = {"part": part, "parts": count}
            raise AppError(ErrorCode.PACKAGE_PART_MISSING, path=str(first.path), **told)
    each = tuple(parts[part] for part in range(1, count + 1))
    for package in parts.values():
        if package.signer != first.signer:
            raise AppError(ErrorCode.PACKAGE_UNSAFE, path=str(package.path), detail="signer")
        manifest = package.manifest
        if (manifest.letter, manifest.parts) != (first.manifest.letter, count):
            raise AppError(ErrorCode.PACKAGE_UNSAFE, path=str(package.path), detail="parts")
    return OpenParcel(each)


def _state(services: Services, signer: DeviceId, project: str) -> SignerState:
    from app.store import keyring

    if project != services.workspace.identity.project:
        return "foreign"
    if signer in keyring.own_devices(services.workspace):
        return "own"
    known = {key.device: key for key in keyring.list_keys(services.workspace)}
    if signer not in known:
        return "unknown"
    return "trusted" if known[signer].is_trusted else "revoked"


def _key_of(services: Services, letter: Letter) -> KnownKey:
    """Return the signer as its own letter describes it; what it is in the project, others say."""
    from app.store import keyring

    known = {key.device: key for key in keyring.list_keys(services.workspace)}
    now = services.clock.now()
    before = known.get(letter.device)
    name, member = letter.member_name or letter.device_name, letter.member
    if before is not None and not sync_actors.may_call_itself(services, before, member):
        name, member = before.name, MemberId(before.member)
    return keyring.KnownKey(
        device=letter.device,
        name=name or (before.name if before else ""),
        member=member,
        role=before.role if before else sync_keys.INTERVIEWER,
        age=letter.reply_to or (before.age if before else ""),
        since=before.since if before else now,
        changed_at=before.changed_at if before else now,
    )


def _facts(package: Package, services: Services | None) -> PackageFacts:
    from app.sync.fingerprints import fingerprint

    letter = package.manifest.letter
    return PackageFacts(
        package=letter.package,
        kind=letter.kind.value,
        project=letter.project,
        project_name=letter.project_name,
        part=package.manifest.part,
        parts=package.manifest.parts,
        sealing=package.header.sealing,
        size_bytes=package.header.size_bytes,
        device=letter.device,
        device_name=letter.device_name,
        fingerprint=fingerprint(letter.device),
        member_name=letter.member_name,
        role=letter.role,
        signer_state=_state(services, letter.device, letter.project) if services else "",
        written_at=letter.written_at,
        revisions=package.revisions,
        forms=len(letter.bundles),
        attachments=len({piece.sha256 for piece in package.pieces() if piece.kind == "blob"}),
        holdings={each.what: each.count for each in letter.holdings},
        recipients=len(letter.recipients),
        merged_at=merged_at(services, letter.package) if services else None,
    )
