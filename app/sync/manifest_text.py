"""A manifest as canonical bytes, and back: the codec, with a limit for everything that a stranger could blow up.

Apart from `manifest`, which says what a manifest means.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

import orjson

from app.core.ids import BundleId, DeviceId, MemberId
from app.records.canonical import NotCanonicalError, decode, encode
from app.sync.container import MOST_MEMBER_BYTES, MOST_MEMBERS, NAME
from app.sync.manifest import (
    FORMAT,
    Holding,
    Letter,
    Manifest,
    Member,
    PackageKind,
    Revocation,
    TrustedKey,
)
from app.sync.packing import is_plausible
from app.sync.ranges import DeviceRanges, SeqRanges, by_device
from app.sync.receipts import Receipt
from app.sync.signing import is_device_id

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TypeVar

    from app.records.canonical import Leaves

    T = TypeVar("T")

TAG = b"sild-manifest-1\0"
"""What stands before a manifest when it is signed, so that the signature means nothing else."""
LONGEST_MANIFEST = 32 * 1024**2
LONGEST_TEXT = 1_000
MOST_LISTED = 20_000
MOST_UNPACKED_BYTES = 16 * 1024**3
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,17}")


class ManifestBrokenError(ValueError):
    """Bytes that are no manifest; the message names the member at fault."""


class ManifestNewerError(ValueError):
    """A manifest that only a newer version understands."""

    def __init__(self, found: int) -> None:
        super().__init__(found)
        self.found = found


class ManifestUnsafeError(ValueError):
    """A manifest that announces what no package may hold; the message names the rule."""


def _broken(member: str) -> ManifestBrokenError:
    return ManifestBrokenError(member)


def _unsafe(rule: str) -> ManifestUnsafeError:
    return ManifestUnsafeError(rule)


def write(manifest: Manifest) -> bytes:
    """Return the canonical bytes of a manifest."""
    letter = manifest.letter
    members: dict[str, Leaves] = {
        **letter.unknown,
        "format": str(manifest.format),
        "min_reader": str(manifest.min_reader),
        "part": str(manifest.part),
        "parts": str(manifest.parts),
        "members": [_member_leaves(member) for member in manifest.members],
        **_letter_leaves(letter),
    }
    return encode(members)


def read(octets: bytes) -> Manifest:
    """Read a manifest. Raises ManifestNewerError, ManifestBrokenError, ManifestUnsafeError."""
    if len(octets) > LONGEST_MANIFEST:
        msg = "manifest"
        raise _unsafe(msg)
    _refuse_newer(octets)
    try:
        members = _Members(decode(octets))
    except NotCanonicalError as error:
        raise ManifestBrokenError(str(error)) from error
    part, parts = members.number("part"), members.number("parts")
    if not 1 <= part <= parts <= MOST_LISTED:
        msg = "part"
        raise _broken(msg)
    listed = members.each("members", _member, MOST_MEMBERS)
    _check_members(listed)
    letter = _letter(members)
    return Manifest(
        letter=letter,
        part=part,
        parts=parts,
        members=listed,
        format=members.number("format"),
        min_reader=members.number("min_reader"),
    )


def _refuse_newer(octets: bytes) -> None:
    """Tell a newer version first: everything else in it may look different."""
    try:
        told = orjson.loads(octets)
    except orjson.JSONDecodeError as error:
        raise ManifestBrokenError(error.msg) from error
    needed = told.get("min_reader") if isinstance(told, dict) else None
    if not isinstance(needed, str) or not _NUMBER.fullmatch(needed):
        msg = "min_reader"
        raise _broken(msg)
    if int(needed) > FORMAT:
        raise ManifestNewerError(int(needed))


def _check_members(members: Sequence[Member]) -> None:
    if len({member.name for member in members}) != len(members):
        msg = "duplicate"
        raise _unsafe(msg)
    if sum(member.unpacked for member in members) > MOST_UNPACKED_BYTES:
        msg = "size"
        raise _unsafe(msg)


class _Members:
    """The members of an object, taken out one by one with their limits; what is left is unknown."""

    def __init__(self, members: Mapping[str, Leaves]) -> None:
        self._left = dict(members)

    def text(self, name: str, longest: int = LONGEST_TEXT) -> str:
        value = self._left.pop(name, None)
        if not isinstance(value, str) or len(value) > longest:
            raise _broken(name)
        return value

    def number(self, name: str) -> int:
        value = self.text(name)
        if not _NUMBER.fullmatch(value):
            raise _broken(name)
        return int(value)

    def device(self, name: str) -> DeviceId:
        value = self.text(name)
        if not is_device_id(value):
            raise _broken(name)
        return DeviceId(value)

    def sha256(self, name: str) -> str:
        value = self.text(name)
        if not _SHA256.fullmatch(value):
            raise _broken(name)
        return value

    def ranges(self, name: str) -> SeqRanges:
        try:
            return SeqRanges.read(self.text(name, LONGEST_MANIFEST))
        except ValueError as error:
            raise _broken(name) from error

    def texts(self, name: str) -> tuple[str, ...]:
        values = self._list(name, MOST_LISTED)
        if not all(isinstance(value, str) and len(value) <= LONGEST_TEXT for value in values):
            raise _broken(name)
        return tuple(cast("Sequence[str]", values))

    def each(self, name: str, read_one: Callable[[_Members], T], most: int) -> tuple[T, ...]:
        values = self._list(name, most)
        if not all(isinstance(value, dict) for value in values):
            raise _broken(name)
        return tuple(read_one(_Members(cast("Mapping[str, Leaves]", value))) for value in values)

    def object(self, name: str) -> Mapping[str, Leaves]:
        value = self._left.pop(name, None)
        if not isinstance(value, dict) or len(value) > MOST_LISTED:
            raise _broken(name)
        return value

    def left(self) -> Mapping[str, Leaves]:
        return MappingProxyType(self._left)

    def _list(self, name: str, most: int) -> Sequence[Leaves]:
        value = self._left.pop(name, None)
        if not isinstance(value, list) or len(value) > most:
            raise _broken(name)
        return value


def _member_leaves(member: Member) -> Mapping[str, Leaves]:
    return {
        "name": member.name,
        "size": str(member.size),
        "unpacked": str(member.unpacked),
        "sha256": member.sha256,
        "count": str(member.count),
    }


def _member(members: _Members) -> Member:
    member = Member(
        members.text("name"),
        members.number("size"),
        members.number("unpacked"),
        members.sha256("sha256"),
        members.number("count"),
    )
    if not NAME.fullmatch(member.name):
        msg = "name"
        raise _unsafe(msg)
    if member.size > MOST_MEMBER_BYTES or member.unpacked > MOST_MEMBER_BYTES:
        msg = "size"
        raise _unsafe(msg)
    if not is_plausible(member.size, member.unpacked):
        msg = "ratio"
        raise _unsafe(msg)
    return member


def _letter_leaves(letter: Letter) -> Mapping[str, Leaves]:
    return {
        "package": letter.package,
        "kind": letter.kind.value,
        "project": letter.project,
        "project_name": letter.project_name,
        "device": letter.device,
        "device_name": letter.device_name,
        "member": letter.member,
        "member_name": letter.member_name,
        "role": letter.role,
        "written_at": letter.written_at,
        "holds": _ranges_leaves(letter.holds),
        "sends": _ranges_leaves(letter.sends),
        "recipients": list(letter.recipients),
        "reply_to": letter.reply_to,
        "holdings": [
            {"what": each.what, "ground": each.ground, "count": str(each.count)}
            for each in letter.holdings
        ],
        "bundles": {bundle: letter.bundles[bundle] for bundle in letter.bundles},
        "trusted": [_trusted_leaves(each) for each in letter.trusted],
        "revoked": [
            {"device": each.device, "last_seq": str(each.last_seq), "at": each.at}
            for each in letter.revoked
        ],
        "receipts": [_receipt_leaves(each) for each in letter.receipts],
    }


def _letter(members: _Members) -> Letter:
    try:
        kind = PackageKind(members.text("kind"))
    except ValueError as error:
        msg = "kind"
        raise _broken(msg) from error
    return Letter(
        package=members.text("package"),
        kind=kind,
        project=members.text("project"),
        project_name=members.text("project_name"),
        device=members.device("device"),
        device_name=members.text("device_name"),
        member=MemberId(members.text("member")),
        member_name=members.text("member_name"),
        role=members.text("role"),
        written_at=members.text("written_at"),
        holds=_ranges(members, "holds"),
        sends=_ranges(members, "sends"),
        recipients=members.texts("recipients"),
        reply_to=members.text("reply_to"),
        holdings=members.each("holdings", _holding, MOST_LISTED),
        bundles=_bundles(members),
        trusted=members.each("trusted", _trusted, MOST_LISTED),
        revoked=members.each("revoked", _revocation, MOST_LISTED),
        receipts=members.each("receipts", _receipt, MOST_LISTED),
        unknown=members.left(),
    )


def _ranges_leaves(ranges: DeviceRanges) -> Mapping[str, Leaves]:
    return {device: str(ranges[device]) for device in ranges}


def _ranges(members: _Members, name: str) -> DeviceRanges:
    told = members.object(name)
    if not all(map(is_device_id, told)):
        raise _broken(name)
    each = _Members(told)
    return by_device({DeviceId(device): each.ranges(device) for device in told})


def _holding(members: _Members) -> Holding:
    return Holding(members.text("what"), members.text("ground"), members.number("count"))


def _bundles(members: _Members) -> Mapping[BundleId, Mapping[str, str]]:
    told = members.object("bundles")
    found: dict[BundleId, Mapping[str, str]] = {}
    for bundle, files in told.items():
        if not (_SHA256.fullmatch(bundle) and isinstance(files, dict)):
            msg = "bundles"
            raise _broken(msg)
        each = _Members(files)
        found[BundleId(bundle)] = MappingProxyType({name: each.sha256(name) for name in files})
    return MappingProxyType(found)


def _trusted_leaves(key: TrustedKey) -> Mapping[str, Leaves]:
    return {
        "device": key.device,
        "member": key.member,
        "role": key.role,
        "recipient": key.recipient,
        "name": key.name,
    }


def _trusted(members: _Members) -> TrustedKey:
    return TrustedKey(
        members.device("device"),
        MemberId(members.text("member")),
        members.text("role"),
        members.text("recipient"),
        members.text("name"),
    )


def _revocation(members: _Members) -> Revocation:
    return Revocation(members.device("device"), members.number("last_seq"), members.text("at"))


def _receipt_leaves(receipt: Receipt) -> Mapping[str, Leaves]:
    return {
        "device": receipt.device,
        "ranges": str(receipt.ranges),
        "coordinator": receipt.coordinator,
        "at": receipt.at,
        "signature": receipt.signature.hex(),
    }


def _receipt(members: _Members) -> Receipt:
    device, coordinator = members.device("device"), members.device("coordinator")
    ranges, at, signature = members.ranges("ranges"), members.text("at"), members.text("signature")
    if not re.fullmatch(r"[0-9a-f]{128}", signature):
        msg = "signature"
        raise _broken(msg)
    return Receipt(
        device=device,
        ranges=ranges,
        coordinator=coordinator,
        at=at,
        signature=bytes.fromhex(signature),
    )
