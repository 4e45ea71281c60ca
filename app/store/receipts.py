"""What coordinators said they hold, ours included: one row for each coordinator and device, as it was signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from app.core.ids import DeviceId
from app.store import rows
from app.store.sync_schema import ReceiptRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class KeptReceipt:
    """A receipt: ``ranges`` as text, ``signed_at`` the moment as it was signed."""

    coordinator: DeviceId
    device: DeviceId
    ranges: str
    signed_at: str
    signature: bytes


def list_receipts(workspace: Workspace) -> list[KeptReceipt]:
    """Return every receipt, given and received."""
    return workspace.call(receipts)


def receipts(connection: Connection) -> list[KeptReceipt]:
    """Do what `list_receipts` says, inside a job."""
    row = ReceiptRow
    query = select(row.__table__).order_by(row.coordinator, row.device)
    return [
        KeptReceipt(
            DeviceId(each.coordinator),
            DeviceId(each.device),
            each.ranges,
            each.signed_at,
            each.signature,
        )
        for each in connection.execute(query)
    ]


def put_receipts(workspace: Workspace, kept: Sequence[KeptReceipt]) -> None:
    """Keep receipts, each in the place of the one before of its coordinator and device."""
    workspace.call(write_receipts, kept)


def write_receipts(connection: Connection, kept: Sequence[KeptReceipt]) -> None:
    """Do what `put_receipts` says, inside a job."""
    for each in kept:
        values = {name: getattr(each, name) for name in KeptReceipt.__slots__}
        rows.put(connection, ReceiptRow, values)
