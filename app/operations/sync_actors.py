"""In whose name a device may write: an interviewer's laptop does not speak as a coordinator.

Two interviewers may share a laptop, so among them no name is bound to a device. A coordinator's is: what an
interviewer's laptop brings in that name is set aside, unless the coordinator who trusted the laptop gave it that name.
A device of which nothing is known, such as an earlier one of a colleague, came through somebody who is trusted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.operations import members, sync_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.core.ids import DeviceId
    from app.operations.services import Services
    from app.store.keyring import KnownKey


def writers(services: Services) -> Callable[[str, DeviceId], bool]:
    """Return what says whether a member may write on a device, as far as this workspace knows."""
    from app.store import keyring

    own = set(keyring.own_devices(services.workspace))
    keys = keyring.list_keys(services.workspace)
    coordinators = _coordinators(services, keys, own)
    fields = {
        key.device: key
        for key in keys
        if key.device not in own and key.role != sync_keys.COORDINATOR
    }

    def may_write(actor: str, device: DeviceId) -> bool:
        key = fields.get(device)
        return key is None or actor not in coordinators or _is_called(key, actor, coordinators)

    return may_write


def may_call_itself(services: Services, key: KnownKey, member: str) -> bool:
    """Whether a letter of this device may say that a member works there now."""
    return writers(services)(member, key.device)


def _coordinators(
    services: Services, keys: list[KnownKey], own: set[DeviceId]
) -> Mapping[str, frozenset[str]]:
    """Return the members who are coordinators, each with the names that it goes by."""
    found = {
        key.member: frozenset({key.name.casefold()})
        for key in keys
        if key.role == sync_keys.COORDINATOR and key.member and key.device not in own
    }
    if sync_keys.is_coordinator(services):
        me = members.current_member(services)
        if me is not None:
            found[me.id] = frozenset({me.name.casefold()})
    return found


def _is_called(key: KnownKey, actor: str, coordinators: Mapping[str, frozenset[str]]) -> bool:
    return key.member == actor or key.name.casefold() in coordinators[actor]
