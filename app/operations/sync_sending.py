"""Packages on their way out: what others do not have yet, a campaign for one laptop, confirmations; and the outbox.

A package never changes what is held. A copy lies in the outbox until a coordinator has confirmed what is in it; what
no receipt covers goes out again with the next package, so that the loss of a memory stick heals itself.
"""

from __future__ import annotations

import contextlib
import shutil
import uuid
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from app.core.errors import AppError, ErrorCode
from app.core.ids import MemberId, RecordId
from app.core.progress import Progress
from app.operations import (
    assignment,
    members,
    privacy,
    quotas,
    sync_contents,
    sync_keys,
    sync_proofs,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from app.operations.services import Services
    from app.operations.sync_contents import Contents
    from app.operations.sync_keys import Key
    from app.store.outbox import Parcel
    from app.store.receipts import KeptReceipt
    from app.sync.manifest import Letter, PackageKind
    from app.sync.ranges import DeviceRanges
    from app.sync.receipts import Receipt
    from app.sync.writing import Written

SUFFIX: Final = ".sildpack"
RECOVERY: Final = "recovery"
"""Member of a coordinator's letter that names the public half of the project's recovery key."""
GROUND: Final = "project"
"""On which ground things leave unless somebody says otherwise: they belong to the project."""
CONSENT: Final = "consent"
"""On which ground identifiers cross the border."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageWish:
    """What a package is to hold. ``to`` names devices or age keys; nobody: the project's coordinators.

    ``everything`` sends what was confirmed too; ``limit_bytes`` splits the package into files of at most that size.
    """

    to: tuple[str, ...] = ()
    everything: bool = False
    limit_bytes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignWish:
    """For whom a campaign is: a known device, or whoever knows a passphrase. ``holder`` names whose cases go along."""

    to: str = ""
    passphrase: str = ""
    holder: str = ""
    limit_bytes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageWritten:
    """A package that was read back: safe to take away. Not sealed: whoever finds it can read it."""

    package: str
    kind: str
    files: tuple[Path, ...]
    revisions: int
    forms: int
    attachments: int
    size_bytes: int
    sealed: bool
    kinds: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Address:
    """To whom a package goes, and how it is closed."""

    kind: PackageKind
    recipients: tuple[str, ...]
    passphrase: str | None = None
    limit_bytes: int | None = None
    receivers: tuple[str, ...] = ()


def prepare_package(
    services: Services,
    target: Path,
    wish: PackageWish | None = None,
    progress: Progress | None = None,
) -> PackageWritten:
    """Write what the receivers have not confirmed, whoever wrote it, with the forms and attachments it needs.

    Raises AppError KEY_UNKNOWN, KEY_WITHOUT_RECIPIENT, DISK_FULL, FILE_UNWRITABLE, PACKAGE_NOT_VERIFIED; `Cancelled`.
    """
    from app.sync.manifest import PackageKind

    wish, progress = wish or PackageWish(), progress or Progress()
    is_sealed = bool(sync_keys.project_recipients(services))
    devices, recipients = sync_keys.resolve_recipients(services, wish.to, sealed=is_sealed)
    if wish.to:
        receivers = [key.device for key in devices]
        recipients += sync_keys.recovery_recipients(services)
    else:
        receivers = [key.device for key in sync_keys.trusted_coordinators(services)]
        recipients = list(sync_keys.project_recipients(services))
    if wish.everything:
        ranges = sync_contents.held_ranges(services, with_erased=False)
    else:
        ranges = sync_contents.unconfirmed(services, receivers)
    ranges = privacy.without_what_stays(services, ranges, receivers)
    contents = sync_contents.contents_of(services, ranges, progress)
    address = _Address(
        PackageKind.FIELD,
        tuple(dict.fromkeys(recipients)),
        limit_bytes=wish.limit_bytes,
        receivers=tuple(receivers),
    )
    return send(services, target, contents, address, progress)


def prepare_campaign(
    services: Services, target: Path, wish: CampaignWish, progress: Progress | None = None
) -> PackageWritten:
    """Write what a laptop needs to work: project, forms, registers, members, keys, and the cases of its holder only.

    With a passphrase it is an invitation: a new workspace can be made from it. Raises AppError NOT_COORDINATOR and
    what `prepare_package` raises.
    """
    from app.sync.manifest import PackageKind

    progress = progress or Progress()
    if not sync_keys.is_coordinator(services):
        raise AppError(ErrorCode.NOT_COORDINATOR)
    quotas.publish(services)
    is_sealed = bool(sync_keys.project_recipients(services))
    wanted = [wish.to] if wish.to else []
    devices, recipients = sync_keys.resolve_recipients(services, wanted, sealed=is_sealed)
    ranges = _campaign_ranges(services, _holders(services, wish, devices))
    receivers = tuple(key.device for key in devices)
    ranges = privacy.without_what_stays(services, ranges, receivers)
    contents = sync_contents.contents_of(services, ranges, progress)
    if wish.passphrase:
        address = _Address(PackageKind.INVITATION, (), wish.passphrase, wish.limit_bytes)
    else:
        if wish.to:
            recipients += sync_keys.project_recipients(services)
        elif sync_keys.project_recipients(services):
            raise AppError(ErrorCode.PASSPHRASE_EMPTY)
        sealed_to = tuple(dict.fromkeys(recipients))
        address = _Address(
            PackageKind.CAMPAIGN, sealed_to, limit_bytes=wish.limit_bytes, receivers=receivers
        )
    return send(services, target, contents, address, progress)


def prepare_confirmation(
    services: Services, target: Path, progress: Progress | None = None
) -> PackageWritten:
    """Write what this coordinator holds, signed, for everybody it trusts. Raises AppError NOT_COORDINATOR."""
    from app.sync.manifest import PackageKind
    from app.sync.ranges import NO_RANGES

    if not sync_keys.is_coordinator(services):
        raise AppError(ErrorCode.NOT_COORDINATOR)
    keys = [key for key in sync_keys.list_keys(services) if key.state == "trusted"]
    recipients = [*sync_keys.project_recipients(services)]
    if recipients:
        recipients += [key.recipient for key in keys if key.recipient]
    address = _Address(PackageKind.CONFIRMATION, tuple(dict.fromkeys(recipients)))
    contents = sync_contents.Contents(NO_RANGES)
    return send(services, target, contents, address, progress or Progress())


def list_outbox(services: Services) -> list[Parcel]:
    """List the packages that were written here, the latest first."""
    from app.store import outbox

    return outbox.list_parcels(services.workspace)


def mark_handed_over(services: Services, package: str) -> None:
    """Note that a package was handed over; its copy stays until it is confirmed."""
    from app.store import outbox

    outbox.mark_handed_over(services.workspace, package)


def send(
    services: Services, target: Path, contents: Contents, address: _Address, progress: Progress
) -> PackageWritten:
    """Write a package, read it back, and keep a copy in the outbox."""
    from app.sync.writing import Plan, write_package

    letter = letter_of(services, contents, address)
    plan = Plan(
        letter=letter,
        revisions=sync_contents.read_ranges(services, contents.ranges),
        forms=sync_contents.form_files(services, contents.bundles),
        blobs=sync_contents.attachments(services, contents.blobs),
        limit_bytes=address.limit_bytes,
        passphrase=address.passphrase,
        total=contents.revisions,
    )
    sign = services.workspace.device.sign
    written = write_package(target, plan, sign=sign, progress=progress)
    _keep(services, letter, written)
    return PackageWritten(
        package=written.package,
        kind=letter.kind.value,
        files=written.paths,
        revisions=written.revisions,
        forms=len(letter.bundles),
        attachments=written.blobs,
        size_bytes=written.size_bytes,
        sealed=written.is_encrypted,
        kinds=dict(sorted(contents.kinds.items())),
    )


def address_to(kind: PackageKind, recipients: Sequence[str]) -> _Address:
    """Return an address for packages that other modules put together."""
    return _Address(kind, tuple(dict.fromkeys(recipients)))


def letter_of(services: Services, contents: Contents, address: _Address) -> Letter:
    """Return what this device says of a package: who writes, what is held and sent, and a coordinator's word."""
    from app.sync.manifest import Holding, Letter

    own = sync_keys.own_key(services)
    identity = services.workspace.identity
    letter = Letter(
        package=str(uuid.uuid4()),
        kind=address.kind,
        project=identity.project,
        project_name=identity.name,
        device=own.device,
        device_name=identity.name,
        member=MemberId(own.member),
        member_name=own.name,
        role=own.role,
        written_at=services.clock.now().isoformat(timespec="seconds"),
        holds=sync_contents.held_ranges(services),
        sends=contents.ranges,
        recipients=() if address.passphrase else address.recipients,
        reply_to=own.recipient,
        holdings=tuple(
            Holding(kind, _ground(services, kind, address), count)
            for kind, count in sorted(contents.kinds.items())
        ),
        bundles=sync_contents.manifests(services, contents.bundles),
    )
    if own.role == sync_keys.COORDINATOR:
        letter = _with_keys(services, letter)
    return sync_proofs.with_proofs(services, letter)


def _ground(services: Services, kind: str, address: _Address) -> str:
    """Return on which ground something leaves: identifiers cross the border by consent alone."""
    if kind != sync_contents.IDENTIFIERS:
        return GROUND
    known, own = privacy.promises(services), services.workspace.device.id
    return CONSENT if privacy.crosses(known, own, address.receivers) else GROUND


def _with_keys(services: Services, letter: Letter) -> Letter:
    """Add what only a coordinator may say: whom to trust, whom no longer, what arrived, the recovery key."""
    from app.sync.manifest import Revocation, TrustedKey

    keys = [*sync_keys.list_keys(services), *sync_keys.sister_keys(services)]
    recovery = sync_keys.recovery_recipients(services)
    return replace(
        letter,
        trusted=tuple(
            TrustedKey(key.device, MemberId(key.member), key.role, key.recipient, key.name)
            for key in keys
            if key.state != "revoked"
        ),
        revoked=tuple(
            Revocation(key.device, key.last_seq, key.changed.isoformat() if key.changed else "")
            for key in keys
            if key.state == "revoked"
        ),
        receipts=_receipts(services, letter),
        unknown={RECOVERY: recovery[-1]} if recovery else {},
    )


def _receipts(services: Services, letter: Letter) -> tuple[Receipt, ...]:
    """Sign, by device, what is held here, and note that it was said."""
    from app.store import receipts
    from app.sync.receipts import sign_receipt

    device = services.workspace.device
    given = tuple(
        sign_receipt(
            each, ranges, coordinator=letter.device, at=letter.written_at, sign=device.sign
        )
        for each, ranges in letter.holds.items()
        if each != letter.device
    )
    receipts.put_receipts(services.workspace, [kept_receipt(each) for each in given])
    return given


def kept_receipt(receipt: Receipt) -> KeptReceipt:
    """Return a receipt as the workspace keeps it."""
    from app.store.receipts import KeptReceipt

    return KeptReceipt(
        receipt.coordinator, receipt.device, str(receipt.ranges), receipt.at, receipt.signature
    )


def _keep(services: Services, letter: Letter, written: Written) -> None:
    """Copy a package into the outbox; without room for the copy the workspace itself still holds everything."""
    from app.store import outbox

    copies: list[str] = []
    folder = outbox.folder_of(services.workspace)
    with contextlib.suppress(OSError):
        folder.mkdir(exist_ok=True)
        for number, path in enumerate(written.paths, 1):
            name = f"{written.package}-{number}{SUFFIX}"
            shutil.copyfile(path, folder / name)
            copies.append(name)
    parcel = outbox.Parcel(
        package=written.package,
        kind=letter.kind.value,
        files=tuple(copies),
        sha256=written.manifests[0],
        size_bytes=written.size_bytes,
        ranges={device: str(ranges) for device, ranges in letter.sends.items()},
        recipients=letter.recipients,
        written_at=services.clock.now(),
    )
    outbox.put_parcel(services.workspace, parcel)


def _holders(services: Services, wish: CampaignWish, devices: Sequence[Key]) -> set[str]:
    """Return how the holder of the cases may stand in them: by member's id or by name."""
    named = {wish.holder} | {text for key in devices for text in (key.member, key.name)}
    for member in members.members(services):
        if member.id in named or member.name in named:
            named |= {member.id, member.name}
    return {each for each in named if each}


def _campaign_ranges(services: Services, holders: set[str]) -> DeviceRanges:
    from app.records.cases import ATTEMPTS, CASES
    from app.records.revision import Kind
    from app.store import registers
    from app.sync.ranges import union

    workspace = services.workspace
    cases = registers.list_entities(workspace, CASES)
    mine = {each.record for each in cases if each.properties.get("holder", "") in holders}
    tried = registers.list_entities(workspace, ATTEMPTS)
    records = [*mine, *(e.record for e in tried if RecordId(e.properties.get("case", "")) in mine)]
    for name in registers.counts_by_list(workspace):
        if name not in {CASES, ATTEMPTS}:
            records += [each.record for each in registers.list_entities(workspace, name)]
    whole = (Kind.FORM, Kind.MEMBER, Kind.SETTING, Kind.ERASURE)
    return union(
        *(sync_contents.places_of(services, kind, None) for kind in whole),
        sync_contents.places_of(services, Kind.ENTITY, sorted(records)),
        assignment.travelling(services, holders, mine),
    )
