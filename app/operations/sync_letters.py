"""What the letter of a merged package says beside its revisions: keys, receipts, the recovery key, what arrived.

Only a trusted coordinator's letter says whom to trust, whom no longer, and what is in safe hands. A revocation is for
good: it does not matter which of two letters comes first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.operations import sync_contents, sync_keys, sync_proofs, sync_recovery
from app.operations.sync_sending import RECOVERY, kept_receipt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.core.ids import DeviceId
    from app.operations.services import Services
    from app.store.keyring import KnownKey
    from app.store.receipts import KeptReceipt
    from app.sync.manifest import Letter


def keys_from(services: Services, letter: Letter, signer: KnownKey | None) -> list[KnownKey]:
    """Return what a letter adds to the keys: its signer, and whom a coordinator trusts or no longer trusts."""
    from app.store import keyring

    own = set(keyring.own_devices(services.workspace))
    known = {key.device: key for key in keyring.list_keys(services.workspace)}
    found: dict[DeviceId, KnownKey] = {}
    if signer is not None:
        found[signer.device] = signer
    if _is_coordinator(signer):
        now = services.clock.now()
        for each in letter.trusted:
            before = known.get(each.device)
            is_revoked = before is not None and not before.is_trusted
            if not is_revoked and (signer is None or each.device != signer.device):
                found[each.device] = keyring.KnownKey(
                    device=each.device,
                    name=each.name,
                    member=each.member,
                    role=each.role,
                    age=each.recipient,
                    since=now,
                    changed_at=before.changed_at if before else now,
                )
        for gone in letter.revoked:
            if gone.device not in own:
                found[gone.device] = _revoked(services, gone.device, gone.last_seq, known)
    return list(found.values())


def receipts_from(services: Services, letter: Letter, signer: KnownKey | None) -> list[KeptReceipt]:
    """Return the receipts of a coordinator's letter that say more than those held."""
    from app.store import receipts
    from app.sync.receipts import is_genuine

    if not _is_coordinator(signer):
        return []
    doubtful = sync_proofs.doubtful(services, letter)
    held = {
        (each.coordinator, each.device): each.signed_at
        for each in receipts.list_receipts(services.workspace)
    }
    return [
        kept_receipt(each)
        for each in letter.receipts
        if is_genuine(each)
        and each.coordinator == letter.device
        and each.device not in doubtful
        and held.get((each.coordinator, each.device), "") <= each.at
    ]


def after_merge(services: Services, letter: Letter, signer: KnownKey | None) -> tuple[str, ...]:
    """Keep the recovery key that a coordinator named, and clear the outbox of what arrived; return those packages."""
    from app.store import outbox

    told = letter.unknown.get(RECOVERY)
    if _is_coordinator(signer) and isinstance(told, str):
        sync_recovery.adopt_recovery(services, told)
    arrived = tuple(_arrived(services, letter))
    if arrived:
        outbox.confirm(services.workspace, arrived)
    return arrived


def _arrived(services: Services, letter: Letter) -> Iterator[str]:
    """Yield the packages that a coordinator confirmed, or that the writer of this letter was sent and holds."""
    from app.store import outbox
    from app.sync.ranges import SeqRanges, covers

    waiting = [
        parcel
        for parcel in outbox.list_parcels(services.workspace)
        if parcel.confirmed_at is None and parcel.ranges
    ]
    if not waiting:
        return
    coordinators = [key.device for key in sync_keys.trusted_coordinators(services)]
    confirmed = sync_contents.confirmed_ranges(services, coordinators)
    doubtful = sync_proofs.doubtful(services, letter)
    holds = {device: each for device, each in letter.holds.items() if device not in doubtful}
    for parcel in waiting:
        sent = {device: SeqRanges.read(text) for device, text in parcel.ranges.items()}
        was_sent_to_writer = bool(letter.reply_to) and letter.reply_to in parcel.recipients
        if covers(confirmed, sent) or (was_sent_to_writer and covers(holds, sent)):
            yield parcel.package


def _is_coordinator(signer: KnownKey | None) -> bool:
    return signer is not None and signer.role == sync_keys.COORDINATOR


def _revoked(
    services: Services, device: DeviceId, last_seq: int, known: dict[DeviceId, KnownKey]
) -> KnownKey:
    from dataclasses import replace

    from app.store import keyring

    now = services.clock.now()
    before = known.get(device, keyring.KnownKey(device=device, since=now, changed_at=now))
    if not before.is_trusted:
        return replace(before, last_seq=max(before.last_seq, last_seq))
    return replace(before, state="revoked", last_seq=last_seq, changed_at=now)
