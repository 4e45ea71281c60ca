"""Whose packages are taken in, and the age keys to seal and open them with: rows in, frozen values out.

What a key means for a package is decided above this room; signing is `device`'s.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, cast

from sqlalchemy import Connection, select

from app.core.ids import DeviceId
from app.store import rows
from app.store.founding import RENEW_DEVICE
from app.store.schema import DeviceRow, MetaRow
from app.store.sync_schema import AgeKeyRow, TrustedKeyRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.store.workspace import Workspace

State = Literal["trusted", "revoked"]
Purpose = Literal["device", "recovery"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownKey:
    """A device that was trusted once. ``last_seq``: up to where a revoked one still counts; ``age`` '' when unknown."""

    device: DeviceId
    name: str = ""
    member: str = ""
    role: str = ""
    age: str = ""
    state: State = "trusted"
    last_seq: int = 0
    since: datetime
    changed_at: datetime

    @property
    def is_trusted(self) -> bool:
        """Whether its packages are taken in."""
        return self.state == "trusted"


@dataclass(frozen=True, slots=True)
class AgeKey:
    """An age key that the workspace knows; ``identity`` '' when only its public part is here."""

    recipient: str
    purpose: Purpose
    identity: str = field(default="", repr=False)


def list_keys(workspace: Workspace) -> list[KnownKey]:
    """Return every device that was ever trusted, by name."""
    return workspace.call(known_keys)


def put_keys(workspace: Workspace, keys: Sequence[KnownKey]) -> None:
    """Write what is known of devices; of one that was known before it replaces everything but since when."""
    workspace.call(write_keys, keys)


def own_devices(workspace: Workspace) -> list[DeviceId]:
    """Return the devices that this workspace wrote as, the present one last."""
    others = [each for each in workspace.call(_own_devices) if each != workspace.device.id]
    return [*others, workspace.device.id]


def ask_for_new_device(workspace: Workspace) -> None:
    """Let this workspace be another device from its next opening on: somebody else writes as this one."""
    workspace.call(_ask_for_new_device, workspace.device.id)


def age_keys(workspace: Workspace) -> list[AgeKey]:
    """Return the age keys of this device and of the project."""
    return workspace.call(_age_keys)


def put_age_key(workspace: Workspace, key: AgeKey) -> None:
    """Keep an age key; one that is known already stays as it is."""
    workspace.call(_put_age_key, workspace, key)


def known_keys(connection: Connection) -> list[KnownKey]:
    """Do what `list_keys` says, inside a job."""
    row = TrustedKeyRow
    query = select(row.__table__).order_by(row.name, row.device)
    return [
        KnownKey(
            device=DeviceId(each.device),
            name=each.name,
            member=each.member,
            role=each.role,
            age=each.age,
            state=cast("State", each.state),
            last_seq=each.last_seq,
            since=each.since,
            changed_at=each.changed_at,
        )
        for each in connection.execute(query)
    ]


def write_keys(connection: Connection, keys: Sequence[KnownKey]) -> None:
    """Do what `put_keys` says, inside a job."""
    since = {key.device: key.since for key in known_keys(connection)}
    for key in keys:
        kept = replace(key, since=since.get(key.device, key.since))
        values = {name: getattr(kept, name) for name in KnownKey.__slots__}
        rows.put(connection, TrustedKeyRow, values)


def _ask_for_new_device(connection: Connection, device: DeviceId) -> None:
    rows.put(connection, MetaRow, {"name": RENEW_DEVICE, "value": device})


def _own_devices(connection: Connection) -> list[DeviceId]:
    return list(map(DeviceId, connection.scalars(select(DeviceRow.id).order_by(DeviceRow.place))))


def _age_keys(connection: Connection) -> list[AgeKey]:
    held = connection.execute(select(AgeKeyRow.__table__).order_by(AgeKeyRow.since))
    return [AgeKey(row.recipient, cast("Purpose", row.purpose), row.identity) for row in held]


def _put_age_key(connection: Connection, workspace: Workspace, key: AgeKey) -> None:
    row = {"recipient": key.recipient, "purpose": key.purpose, "identity": key.identity}
    rows.put_new(connection, AgeKeyRow, {**row, "since": workspace.clock.now()})
