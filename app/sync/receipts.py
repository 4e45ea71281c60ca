"""Receipts: a coordinator's signed word that certain revisions of a device are in safe hands.

A sender keeps handing over everything that no receipt covers, so that the loss of one memory stick heals itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.records.canonical import encode
from app.sync.ranges import DeviceRanges, SeqRanges, union
from app.sync.signing import is_signed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from app.core.ids import DeviceId

TAG = b"sild-receipt-1\0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a coordinator holds of a device. ``coordinator`` is the device that signed; ``at`` ISO 8601 with offset."""

    device: DeviceId
    ranges: SeqRanges
    coordinator: DeviceId
    at: str
    signature: bytes = b""

    def message(self) -> bytes:
        """Return the bytes that are signed; the project keeps a receipt from counting elsewhere through its keys."""
        members = {
            "device": self.device,
            "ranges": str(self.ranges),
            "coordinator": self.coordinator,
            "at": self.at,
        }
        return TAG + encode(members)


def sign_receipt(
    device: DeviceId,
    ranges: SeqRanges,
    *,
    coordinator: DeviceId,
    at: str,
    sign: Callable[[bytes], bytes],
) -> Receipt:
    """Sign that these revisions of a device are held."""
    receipt = Receipt(device=device, ranges=ranges, coordinator=coordinator, at=at)
    return Receipt(
        device=device,
        ranges=ranges,
        coordinator=coordinator,
        at=at,
        signature=sign(receipt.message()),
    )


def is_genuine(receipt: Receipt) -> bool:
    """Whether the named coordinator's device signed this; whether it is to be trusted is another question."""
    return is_signed(receipt.coordinator, receipt.message(), receipt.signature)


def confirmed(receipts: Iterable[Receipt], coordinators: Collection[DeviceId]) -> DeviceRanges:
    """Return what genuine receipts of these coordinators cover, by device."""
    return union(
        *(
            {receipt.device: receipt.ranges}
            for receipt in receipts
            if receipt.coordinator in coordinators and is_genuine(receipt)
        )
    )
