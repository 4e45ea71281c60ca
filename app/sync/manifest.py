"""What a package says about itself: signed by the device that wrote it, canonical, and strict when read.

Every member of the package stands here with its size and hash, so one signature covers the whole. The recipients and
the project stand here too: a package that somebody re-encrypts to others, or carries into another project, says so.
Members that this version does not know are kept in ``unknown``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.core.ids import BundleId, DeviceId, MemberId
from app.sync.ranges import NO_RANGES, DeviceRanges

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.records.canonical import Leaves
    from app.sync.receipts import Receipt

FORMAT = 1
"""The version of the format that is written, and the newest that can be read."""

NOBODY = MemberId("")
"""The member of a device on which nobody has said who works there."""


class PackageKind(StrEnum):
    """What a package is for."""

    FIELD = "field"
    CAMPAIGN = "campaign"
    INVITATION = "invitation"
    HANDOVER = "handover"
    CONFIRMATION = "confirmation"


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the ZIP, before it was sealed.

    ``size`` and ``sha256`` are of the bytes as they were packed, ``unpacked`` the size after decompression. ``count``
    is the number of revisions, or the number of pieces that a form file or an attachment was cut into.
    """

    name: str
    size: int
    unpacked: int
    sha256: str
    count: int


@dataclass(frozen=True, slots=True)
class Holding:
    """How many things of a sort the package holds, and on which ground they leave: codes, never words."""

    what: str
    ground: str
    count: int


@dataclass(frozen=True, slots=True)
class TrustedKey:
    """A device that may sign packages of the project: whose it is, and where to seal answers for it (or '')."""

    device: DeviceId
    member: MemberId
    role: str
    recipient: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Revocation:
    """A device that is no longer trusted; what it wrote up to ``last_seq`` still counts."""

    device: DeviceId
    last_seq: int
    at: str


def _none() -> Mapping[str, Leaves]:
    return MappingProxyType({})


def _no_ranges() -> DeviceRanges:
    return NO_RANGES


def _no_bundles() -> Mapping[BundleId, Mapping[str, str]]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What the writer decides to say; the rest of a manifest comes from writing.

    ``holds`` is everything that the writer has by device, ``sends`` what this package (all its parts) brings.
    ``recipients`` empty: not encrypted. ``reply_to`` is where answers to the writer are sealed to.
    ``trusted`` and ``revoked`` count only when the writer is a coordinator.
    """

    package: str
    kind: PackageKind
    project: str
    project_name: str
    device: DeviceId
    device_name: str = ""
    member: MemberId = NOBODY
    member_name: str = ""
    role: str = ""
    written_at: str
    holds: DeviceRanges = field(default_factory=_no_ranges)
    sends: DeviceRanges = field(default_factory=_no_ranges)
    recipients: tuple[str, ...] = ()
    reply_to: str = ""
    holdings: tuple[Holding, ...] = ()
    bundles: Mapping[BundleId, Mapping[str, str]] = field(default_factory=_no_bundles)
    trusted: tuple[TrustedKey, ...] = ()
    revoked: tuple[Revocation, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    unknown: Mapping[str, Leaves] = field(default_factory=_none)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """A letter, and what the package is made of: part ``part`` of ``parts``, with its members.

    A reader of a version below ``min_reader`` refuses it.
    """

    letter: Letter
    part: int
    parts: int
    members: tuple[Member, ...]
    format: int = FORMAT
    min_reader: int = FORMAT
