"""Sealing to age recipients, so that only the project's coordinators and its recovery key can read a package.

age (X25519, ChaCha20-Poly1305 in pieces of 64 KiB) says nothing about the sender: that is what the signed manifest is
for. Everything is sealed and opened in memory; nothing is ever decrypted to disk. This module imports pyrage and is
imported only by what seals.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyrage
from pyrage import passphrase as age_passphrase
from pyrage import x25519

from app.core.errors import AppError, ErrorCode
from app.records.canonical import normal

if TYPE_CHECKING:
    from collections.abc import Sequence

AGE_MARK = b"age-encryption.org/v1\n"
"""How every sealed member starts."""


@dataclass(frozen=True, slots=True)
class Identity:
    """An age key pair as age writes it: ``AGE-SECRET-KEY-1...``, kept secret, and ``age1...``, given to others."""

    secret: str = field(repr=False)
    recipient: str


def new_identity() -> Identity:
    """Mint a key pair."""
    made = x25519.Identity.generate()
    return Identity(str(made), str(made.to_public()))


def recipient_of(secret: str) -> str:
    """Return the public half of a secret key. Raises AppError RECIPIENT_BROKEN."""
    return str(_identity(secret).to_public())


def is_recipient(text: str) -> bool:
    """Whether a text is an age recipient that one can seal to."""
    try:
        x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        return False
    return True


def seal(octets: bytes, recipients: Sequence[str]) -> bytes:
    """Seal bytes to one or more recipients. Raises AppError RECIPIENT_BROKEN."""
    return bytes(pyrage.encrypt(octets, [_recipient(each) for each in recipients]))


def unseal(octets: bytes, identities: Sequence[str], *, path: str = "", member: str = "") -> bytes:
    """Open what was sealed; ``path`` and ``member`` are named when it fails.

    Raises AppError PACKAGE_NOT_FOR_US when no secret key fits, PACKAGE_DAMAGED when the bytes are not what was sealed.
    """
    try:
        return bytes(pyrage.decrypt(octets, [_identity(each) for each in identities]))
    except pyrage.DecryptError as error:
        if not identities or "No matching keys" in str(error):
            raise AppError(ErrorCode.PACKAGE_NOT_FOR_US, path=path) from error
        raise AppError(ErrorCode.PACKAGE_DAMAGED, path=path, detail=member) from error


def seal_by_passphrase(octets: bytes, passphrase: str) -> bytes:
    """Seal bytes under a passphrase (scrypt, seconds of work). Raises AppError PASSPHRASE_EMPTY."""
    if not passphrase:
        raise AppError(ErrorCode.PASSPHRASE_EMPTY)
    return bytes(age_passphrase.encrypt(octets, normal(passphrase)))


def unseal_by_passphrase(octets: bytes, passphrase: str, *, path: str = "") -> bytes:
    """Open what a passphrase sealed. Raises AppError PACKAGE_PASSPHRASE_WRONG."""
    try:
        return bytes(age_passphrase.decrypt(octets, normal(passphrase)))
    except pyrage.DecryptError as error:
        raise AppError(ErrorCode.PACKAGE_PASSPHRASE_WRONG, path=path) from error


def _recipient(text: str) -> x25519.Recipient:
    try:
        return x25519.Recipient.from_str(text)
    except pyrage.RecipientError as error:
        raise AppError(ErrorCode.RECIPIENT_BROKEN) from error


def _identity(secret: str) -> x25519.Identity:
    try:
        return x25519.Identity.from_str(secret)
    except pyrage.IdentityError as error:
        raise AppError(ErrorCode.RECIPIENT_BROKEN) from error
