"""Keys and people: this device's own key, whom it trusts, whom packages are sealed to, and the project's recovery key.

A device is known by its signing key; its age key is where answers to it are sealed to. Who founded a project is its
first coordinator. An unprotected project has no keys to seal to, and its packages say so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, cast

from app.core.changes import Changes
from app.core.errors import AppError, ErrorCode
from app.core.ids import DeviceId
from app.operations import members

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.operations.services import Services
    from app.store.keyring import KnownKey

COORDINATOR: Final = "coordinator"
INTERVIEWER: Final = "interviewer"
KeyState = Literal["own", "trusted", "revoked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A device as the list of keys shows it. ``recipient`` is '' when nothing can be sealed to it yet."""

    device: DeviceId
    fingerprint: str
    name: str
    member: str
    role: str
    recipient: str
    state: KeyState
    since: datetime | None = None
    changed: datetime | None = None
    last_seq: int = 0

    def words(self, language: str) -> tuple[str, ...]:
        """Return the fingerprint as ten words of a language."""
        from app.sync.fingerprints import words

        return words(self.device, language)

    @property
    def text(self) -> str:
        """The whole key in one word, as `trust_device` and a QR code take it."""
        return f"sild:{self.device}:{self.recipient}"

    def qr(self) -> tuple[tuple[bool, ...], ...]:
        """Return the key as a QR code, in rows of dark squares."""
        from app.sync.fingerprints import qr

        return qr(self.text)


def own_key(services: Services) -> Key:
    """Return this device's key."""
    from app.sync.fingerprints import fingerprint

    device = services.workspace.device.id
    member = members.current_member(services)
    recipients = own_recipients(services)
    return Key(
        device=device,
        fingerprint=fingerprint(device),
        name=member.name if member is not None else services.workspace.identity.name,
        member=member.id if member is not None else "",
        role=own_role(services),
        recipient=recipients[-1] if recipients else "",
        state="own",
    )


def list_keys(services: Services) -> list[Key]:
    """List this device's key and then every device that was ever trusted, by name."""
    from app.store import keyring

    own = set(keyring.own_devices(services.workspace))
    others = [key for key in keyring.list_keys(services.workspace) if key.device not in own]
    return [own_key(services), *map(_shown, others)]


def sister_keys(services: Services) -> list[Key]:
    """Return the keys of the other machines that share this workspace on a server; none for a folder."""
    from app.store import keyring
    from app.sync.fingerprints import fingerprint

    if services.workspace.address is None:
        return []
    others = keyring.own_devices(services.workspace)[:-1]
    shared = replace(own_key(services), name=services.workspace.identity.name, member="")
    return [replace(shared, device=each, fingerprint=fingerprint(each)) for each in others]


def own_role(services: Services) -> str:
    """Return what this device is in its project: who founded it is its coordinator."""
    from app.store import keyring

    own = keyring.own_devices(services.workspace)
    known = keyring.list_keys(services.workspace)
    roles = {key.device: key.role for key in known}
    told = next((roles[device] for device in reversed(own) if device in roles), "")
    if told:
        return told
    has_coordinator = any(key.role == COORDINATOR for key in known)
    return INTERVIEWER if has_coordinator else COORDINATOR


def is_coordinator(services: Services) -> bool:
    """Whether this device may confirm, revoke and say whom others should trust."""
    return own_role(services) == COORDINATOR


def set_own_role(services: Services, role: str) -> None:
    """Write what this device is in its project."""
    from app.store import keyring

    now = services.clock.now()
    own = keyring.KnownKey(
        device=services.workspace.device.id, role=role, since=now, changed_at=now
    )
    keyring.put_keys(services.workspace, [own])


def trusted_coordinators(services: Services) -> list[KnownKey]:
    """Return the other coordinators whose word counts here."""
    from app.store import keyring

    own = set(keyring.own_devices(services.workspace))
    return [
        key
        for key in keyring.list_keys(services.workspace)
        if key.is_trusted and key.role == COORDINATOR and key.device not in own
    ]


def own_recipients(services: Services) -> tuple[str, ...]:
    """Return the public age keys of this device."""
    from app.store import keyring

    keys = keyring.age_keys(services.workspace)
    return tuple(key.recipient for key in keys if key.purpose == "device")


def identities(services: Services) -> tuple[str, ...]:
    """Return the secret age keys that packages can be opened with here."""
    from app.store import keyring

    return tuple(key.identity for key in keyring.age_keys(services.workspace) if key.identity)


def recovery_recipients(services: Services) -> tuple[str, ...]:
    """Return the public half of the project's recovery key, if it has one."""
    from app.store import keyring

    keys = keyring.age_keys(services.workspace)
    return tuple(key.recipient for key in keys if key.purpose == "recovery")


def project_recipients(services: Services) -> tuple[str, ...]:
    """Return whom packages are sealed to by default: coordinators and the recovery key; nobody: not sealed."""
    others = [key.age for key in trusted_coordinators(services) if key.age]
    own = own_recipients(services) if is_coordinator(services) else ()
    return tuple(dict.fromkeys((*others, *own, *recovery_recipients(services))))


def mint_age_key(services: Services) -> str:
    """Give this device an age key, unless it has one; return its public half."""
    from app.store import keyring
    from app.sync import seal

    recipients = own_recipients(services)
    if recipients:
        return recipients[-1]
    made = seal.new_identity()
    keyring.put_age_key(services.workspace, keyring.AgeKey(made.recipient, "device", made.secret))
    return made.recipient


def find_key(services: Services, text: str) -> Key:
    """Return the key that is meant by a device's id, a fingerprint in hex or words, or a name.

    Raises AppError KEY_UNKNOWN.
    """
    from app.sync.fingerprints import matches

    known = list_keys(services)
    for key in known:
        if text.strip().casefold() in {key.device, key.name.casefold(), key.recipient}:
            return key
    try:
        found = next((key for key in known if matches(key.device, text)), None)
    except AppError as error:
        raise AppError(ErrorCode.KEY_UNKNOWN, key=text) from error
    if found is None:
        raise AppError(ErrorCode.KEY_UNKNOWN, key=text)
    return found


def trust_device(
    services: Services, device: str, *, name: str = "", role: str = INTERVIEWER, recipient: str = ""
) -> Changes:
    """Take packages of a device from now on; also what `own_key` shows as a QR code is understood.

    A revoked one stays revoked: it is given a new key instead. Raises AppError KEY_UNKNOWN, RECIPIENT_BROKEN.
    """
    from app.store import keyring
    from app.sync import seal
    from app.sync.signing import is_device_id

    if device.startswith("sild:"):
        _, device, inside = (*device.split(":"), "", "")[:3]
        recipient = recipient or inside
    named = DeviceId(device.strip().casefold())
    if not is_device_id(named):
        named = find_key(services, device).device
    if recipient and not seal.is_recipient(recipient):
        raise AppError(ErrorCode.RECIPIENT_BROKEN)
    now = services.clock.now()
    known = {key.device: key for key in keyring.list_keys(services.workspace)}
    key = known.get(named, keyring.KnownKey(device=named, since=now, changed_at=now))
    told = replace(key, name=name or key.name, role=role, age=recipient or key.age)
    keyring.put_keys(services.workspace, [told])
    return Changes(settings=True)


def revoke_key(services: Services, text: str) -> Changes:
    """Take no more packages of a device; what is held of it stays. Raises AppError KEY_UNKNOWN.

    Everybody who merges a package of this coordinator learns of it.
    """
    from app.store import holdings, keyring

    key = find_key(services, text)
    if key.state == "own":
        raise AppError(ErrorCode.KEY_UNKNOWN, key=text)
    held = holdings.spans(services.workspace).get(key.device, [])
    kept = next(e for e in keyring.list_keys(services.workspace) if e.device == key.device)
    revoked = replace(
        kept,
        state="revoked",
        last_seq=held[-1][1] if held else 0,
        changed_at=services.clock.now(),
    )
    keyring.put_keys(services.workspace, [revoked])
    return Changes(settings=True)


def renew_own_key(services: Services) -> None:
    """Get another signing key from the next opening on, when two computers write under one; others must trust it anew.

    What was written under the old one stays.
    """
    from app.store import keyring

    keyring.ask_for_new_device(services.workspace)


def resolve_recipients(
    services: Services, wanted: Sequence[str], *, sealed: bool = True
) -> tuple[list[Key], list[str]]:
    """Return the devices and the age keys that a person named; an age key may stand for itself.

    What is not going to be ``sealed`` can go to devices without an age key. Raises AppError KEY_UNKNOWN,
    KEY_WITHOUT_RECIPIENT.
    """
    from app.sync import seal

    devices: list[Key] = []
    recipients: list[str] = []
    for text in wanted:
        known = [key for key in list_keys(services) if key.recipient == text]
        if seal.is_recipient(text) and not known:
            recipients.append(text)
            continue
        key = find_key(services, text)
        if sealed and not key.recipient:
            raise AppError(ErrorCode.KEY_WITHOUT_RECIPIENT, name=key.name or key.fingerprint)
        devices.append(key)
        recipients += [key.recipient] if key.recipient else []
    return devices, recipients


def _shown(key: KnownKey) -> Key:
    from app.sync.fingerprints import fingerprint

    return Key(
        device=key.device,
        fingerprint=fingerprint(key.device),
        name=key.name,
        member=key.member,
        role=key.role,
        recipient=key.age,
        state=cast("KeyState", key.state),
        since=key.since,
        changed=key.changed_at,
        last_seq=key.last_seq,
    )
