"""Which device writes here, and its place in its own history: signing key, hybrid clock, counter.

The key lies in ``workspace.db`` with a hint of the machine beside it. Another machine, or a restored backup, is another
device: it gets a key of its own and names the old one as its ancestor, so that two laptops never write as one.
"""

from __future__ import annotations

import hashlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, insert, select, update

from app.core.clock import Clock, HybridClock, Stamp
from app.core.ids import DeviceId
from app.records.revision import Place
from app.store.machine import machine_name
from app.store.schema import DeviceRow


class Device:
    """This machine as a writer of revisions; used on the database thread only, except for ``id`` and ``sign``."""

    def __init__(self, row_place: int, key: Ed25519PrivateKey, clock: HybridClock) -> None:
        self._row_place = row_place
        self._key = key
        self._clock = clock
        self.id = DeviceId(key.public_key().public_bytes_raw().hex())

    def next_place(self, connection: Connection) -> Place:
        """Take the next place in this device's history; it is given back when the transaction fails."""
        seq = _last_seq(connection, self._row_place) + 1
        place = Place(self._clock.tick(), self.id, seq)
        row = update(DeviceRow).where(DeviceRow.place == self._row_place)
        connection.execute(row.values(last_seq=seq, last_hlc=place.hlc))
        return place

    def observe(self, stamp: Stamp) -> bool:
        """Take note of another device's stamp; False when it lies more than a day ahead."""
        return self._clock.observe(stamp)

    def sign(self, message: bytes) -> bytes:
        """Sign a message with the device's Ed25519 key."""
        return self._key.sign(message)


def this_device(
    connection: Connection, clock: Clock, workspace: str, *, renew: bool = False
) -> Device:
    """Return the device of this machine, minted when the workspace is new, restored or came from another machine."""
    hint = hashlib.sha256(f"sild-machine\0{workspace}\0{machine_name()}".encode()).hexdigest()[:32]
    row = connection.execute(
        select(DeviceRow).order_by(DeviceRow.place.desc()).limit(1)
    ).one_or_none()
    if row is not None and row.machine_hint == hint and not renew:
        key = Ed25519PrivateKey.from_private_bytes(row.signing_key)
        return Device(
            row.place, key, HybridClock(clock, Stamp(row.last_hlc) if row.last_hlc else None)
        )
    key = Ed25519PrivateKey.generate()
    place = row.place + 1 if row is not None else 1
    ancestor, last = (row.id, row.last_hlc) if row is not None else ("", "")
    device = Device(place, key, HybridClock(clock, Stamp(last) if last else None))
    connection.execute(
        insert(DeviceRow).values(
            place=place,
            id=device.id,
            signing_key=key.private_bytes_raw(),
            machine_hint=hint,
            ancestor=ancestor,
            minted_at=clock.now(),
            last_seq=0,
            last_hlc=last,
        )
    )
    return device


def _last_seq(connection: Connection, row_place: int) -> int:
    return connection.execute(
        select(DeviceRow.last_seq).where(DeviceRow.place == row_place)
    ).scalar_one()
