"""Signatures of devices: Ed25519 over a tagged message, checked by the public key that is the device's id."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

if TYPE_CHECKING:
    from app.core.ids import DeviceId

SIGNATURE_BYTES = 64
_HEX = frozenset("0123456789abcdef")


@lru_cache(maxsize=4096)
def is_device_id(text: str) -> bool:
    """Whether a text can be a device's id: 32 bytes in lower-case hex."""
    return len(text) == 64 and set(text) <= _HEX


def is_signed(device: DeviceId, message: bytes, signature: bytes) -> bool:
    """Whether this device signed this message; False, too, for a key or signature that is none."""
    if not is_device_id(device) or len(signature) != SIGNATURE_BYTES:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(device)).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
