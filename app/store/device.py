"""Which device writes here, and its place in its own history: signing key, hybrid clock, counter.

The key lies in the database with a hint of the machine beside it. Another machine, or a restored backup, is another
device: it gets a key of its own and names the old one as its ancestor, so that two laptops never write as one. On a
server every machine that writes has its own, and all of them go on side by side.
"""

from __future__ import annotations

import hashlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, func, insert, select, update

from app.core.clock import Clock, HybridClock, Stamp
from app.core.ids import DeviceId
from app.records.revision import Place
from app.store.machine import machine_name
from app.store.schema import DeviceRow

ANY_DEVICE = "true"
"""Stands in the place of a device's id where whoever opens the workspace next is another device."""


class Device:
    """This machine as a writer of revisions; used on the database thread only, except for ``id`` and ``sign``."""

    def __init__(self, row_place: int, key: Ed25519PrivateKey, clock: HybridClock) -> None:
        self._row_place = row_place
        self._key = key
        self._clock = clock
        self.id = DeviceId(key.public_key().public_bytes_raw().hex())

    def next_place(self, connection: Connection) -> Place:
        """Take the next place in this device's history; it is given back when the transaction fails."""
        mine = select(DeviceRow.last_seq, DeviceRow.last_hlc)
        held = mine.where(DeviceRow.place == self._row_place).with_for_update()
        last = connection.execute(held).one()
        if last.last_hlc:  # another program of this machine may write as this device too
            self._clock.observe(Stamp(last.last_hlc))
        place = Place(self._clock.tick(), self.id, last.last_seq + 1)
        row = update(DeviceRow).where(DeviceRow.place == self._row_place)
        connection.execute(row.values(last_seq=place.seq, last_hlc=place.hlc))
        return place

    def observe(self, stamp: Stamp) -> bool:
        """Take note of another device's stamp; False when it lies more than a day ahead."""
        return self._clock.observe(stamp)

    def sign(self, message: bytes) -> bytes:
        """Sign a message with the device's Ed25519 key."""
        return self._key.sign(message)


def this_device(
    connection: Connection, clock: Clock, workspace: str, renewal: str, *, shared: bool
) -> tuple[Device, bool]:
    """Return the device of this machine, minted when the workspace is new, restored or came from another machine.

    ``renewal`` names a device that is to be another from now on, or whichever it is (`ANY_DEVICE`); the second value
    says that it was. ``shared``: other machines write here too, so the last device is not the only one that counts.
    """
    hint = hashlib.sha256(f"sild-machine\0{workspace}\0{machine_name()}".encode()).hexdigest()[:32]
    latest = select(DeviceRow).order_by(DeviceRow.place.desc()).limit(1)
    mine = latest.where(DeviceRow.machine_hint == hint) if shared else latest
    row = connection.execute(mine).one_or_none()
    renew = row is not None and renewal in {ANY_DEVICE, row.id}
    if row is not None and row.machine_hint == hint and not renew:
        key = Ed25519PrivateKey.from_private_bytes(row.signing_key)
        stamp = Stamp(row.last_hlc) if row.last_hlc else None
        return Device(row.place, key, HybridClock(clock, stamp)), False
    key = Ed25519PrivateKey.generate()
    place = (connection.scalar(select(func.max(DeviceRow.place))) or 0) + 1
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
    return device, renew
