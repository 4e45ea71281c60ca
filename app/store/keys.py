"""``keys.json``: the workspace's key, wrapped by the passphrase and by the printed recovery key.

The database is encrypted under 32 random bytes; a passphrase only wraps them, so changing it rewrites no data. A
checksum over the file tells damage from a wrong passphrase; a check value tells whether an unwrapped key is the
right one, so that a database that then does not open is known to be damaged.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.core.errors import AppError, ErrorCode
from app.core.files import write_atomically
from app.records.canonical import normal
from app.store import recovery
from app.store.database import Key

if TYPE_CHECKING:
    from pathlib import Path

    from app.store.recovery import RecoveryKey

FILE = "keys.json"
FORMAT = 1
MEMORY_KIB = 64 * 1024
ROUNDS = 3
LANES = 4
MOST_MEMORY_KIB = 1024 * 1024
KEY_BYTES = 32
NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class Wrap:
    """The key, sealed under something a person has; salt and cost say how that becomes 32 bytes."""

    by: str
    salt: str
    nonce: str
    sealed: str
    memory_kib: int = 0
    rounds: int = 0
    lanes: int = 0


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What ``keys.json`` says. Without wraps the workspace is not protected."""

    check: str
    wraps: tuple[Wrap, ...]

    @property
    def is_protected(self) -> bool:
        """Whether a passphrase is needed."""
        return bool(self.wraps)


UNPROTECTED = KeyFile("", ())


def new_key() -> Key:
    """Mint a key for a workspace."""
    return Key(os.urandom(KEY_BYTES))


def protect(key: Key, passphrase: str, recovery_key: RecoveryKey) -> KeyFile:
    """Wrap a key by a passphrase and by a recovery key. Raises AppError PASSPHRASE_EMPTY."""
    return KeyFile(
        _check_value(key), (_by_passphrase(key, passphrase), _by_recovery_key(key, recovery_key))
    )


def with_passphrase(keys: KeyFile, key: Key, passphrase: str) -> KeyFile:
    """Return the same keys under another passphrase; the recovery key stays good."""
    kept = tuple(wrap for wrap in keys.wraps if wrap.by != "passphrase")
    return KeyFile(keys.check, (_by_passphrase(key, passphrase), *kept))


def with_recovery_key(keys: KeyFile, key: Key, recovery_key: RecoveryKey) -> KeyFile:
    """Return the same keys under another recovery key; the one printed before no longer opens."""
    kept = tuple(wrap for wrap in keys.wraps if wrap.by != "recovery")
    return KeyFile(keys.check, (*kept, _by_recovery_key(key, recovery_key)))


def unlock(
    keys: KeyFile, folder: Path, passphrase: str | None, recovery_key: str | None
) -> Key | None:
    """Return the workspace's key, None when it is not protected.

    Raises AppError PASSPHRASE_NEEDED, PASSPHRASE_WRONG, RECOVERY_KEY_MISTYPED, RECOVERY_KEY_WRONG.
    """
    if not keys.is_protected:
        return None
    if recovery_key is not None:
        return _unwrap_all(
            keys, "recovery", recovery_key, AppError(ErrorCode.RECOVERY_KEY_WRONG, path=str(folder))
        )
    if passphrase is not None:
        return _unwrap_all(
            keys, "passphrase", passphrase, AppError(ErrorCode.PASSPHRASE_WRONG, path=str(folder))
        )
    raise AppError(ErrorCode.PASSPHRASE_NEEDED, path=str(folder))


def is_right(keys: KeyFile, key: Key) -> bool:
    """Whether a key is the one that these wraps hold."""
    return keys.is_protected and hmac.compare_digest(_check_value(key), keys.check)


def write(folder: Path, keys: KeyFile, name: str = FILE) -> None:
    """Put the keys into a workspace's folder: the old file or the new one, whatever happens."""
    body = {
        "format": str(FORMAT),
        "check": keys.check,
        "wraps": [_as_document(wrap) for wrap in keys.wraps],
    }
    document = {**body, "checksum": _checksum(body)}
    write_atomically(
        folder / name, orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)
    )


def read(folder: Path, name: str = FILE) -> KeyFile:
    """Read the keys of a workspace. Raises AppError WORKSPACE_DAMAGED, WORKSPACE_NEWER."""
    path = folder / name
    try:
        document = orjson.loads(path.read_bytes())
        body = {member: document[member] for member in document if member != "checksum"}
        if not hmac.compare_digest(document["checksum"], _checksum(body)):
            raise _damaged(folder)
        _refuse_newer(folder, document["format"])
        return KeyFile(document["check"], tuple(_wrap(wrap) for wrap in document["wraps"]))
    except (
        OSError,
        orjson.JSONDecodeError,
        KeyError,
        TypeError,
        ValueError,
        AttributeError,
    ) as error:
        raise _damaged(folder) from error


def _refuse_newer(folder: Path, found: str) -> None:
    if int(found) > FORMAT:
        raise AppError(
            ErrorCode.WORKSPACE_NEWER,
            path=str(folder),
            found=f"keys {found}",
            known=f"keys {FORMAT}",
        )


def _damaged(folder: Path) -> AppError:
    return AppError(ErrorCode.WORKSPACE_DAMAGED, path=str(folder), detail=FILE)


def _checksum(body: dict[str, Any]) -> str:
    return hashlib.sha256(
        b"sild-keys\0" + orjson.dumps(body, option=orjson.OPT_SORT_KEYS)
    ).hexdigest()


def _check_value(key: Key) -> str:
    return hmac.new(key.octets, b"sild-key-check-1", hashlib.sha256).hexdigest()[:32]


def _as_document(wrap: Wrap) -> dict[str, str]:
    document = {"by": wrap.by, "salt": wrap.salt, "nonce": wrap.nonce, "sealed": wrap.sealed}
    if wrap.by == "passphrase":
        document |= {
            "kdf": "argon2id",
            "memory_kib": str(wrap.memory_kib),
            "rounds": str(wrap.rounds),
        }
        document |= {"lanes": str(wrap.lanes)}
    return document


def _wrap(document: dict[str, str]) -> Wrap:
    memory_kib, rounds, lanes = (
        int(document.get(name, "0")) for name in ("memory_kib", "rounds", "lanes")
    )
    if not 0 <= memory_kib <= MOST_MEMORY_KIB:
        msg = "memory_kib"
        raise ValueError(msg)
    by, salt, nonce, sealed = (document[name] for name in ("by", "salt", "nonce", "sealed"))
    return Wrap(by, salt, nonce, sealed, memory_kib, rounds, lanes)


def _by_passphrase(key: Key, passphrase: str) -> Wrap:
    if not passphrase:
        raise AppError(ErrorCode.PASSPHRASE_EMPTY)
    salt = os.urandom(16)
    wrap = Wrap("passphrase", _text(salt), "", "", MEMORY_KIB, ROUNDS, LANES)
    return _seal(wrap, key, _from_passphrase(passphrase, wrap))


def _by_recovery_key(key: Key, recovery_key: RecoveryKey) -> Wrap:
    wrap = Wrap("recovery", _text(os.urandom(16)), "", "")
    return _seal(wrap, key, _from_recovery_key(recovery_key, wrap))


def _seal(wrap: Wrap, key: Key, under: bytes) -> Wrap:
    nonce = os.urandom(NONCE_BYTES)
    sealed = ChaCha20Poly1305(under).encrypt(nonce, key.octets, wrap.by.encode())
    return Wrap(
        wrap.by, wrap.salt, _text(nonce), _text(sealed), wrap.memory_kib, wrap.rounds, wrap.lanes
    )


def _unwrap_all(keys: KeyFile, by: str, secret: str, wrong: AppError) -> Key:
    derive = _from_passphrase if by == "passphrase" else _from_recovery_key
    for wrap in keys.wraps:
        if wrap.by == by:
            key = _open(wrap, derive(secret, wrap))
            if key is not None and hmac.compare_digest(_check_value(key), keys.check):
                return key
    raise wrong


def _open(wrap: Wrap, under: bytes) -> Key | None:
    try:
        return Key(
            ChaCha20Poly1305(under).decrypt(
                _octets(wrap.nonce), _octets(wrap.sealed), wrap.by.encode()
            )
        )
    except (InvalidTag, ValueError, binascii.Error):
        return None


def _from_passphrase(passphrase: str, wrap: Wrap) -> bytes:
    return hash_secret_raw(
        secret=normal(passphrase).encode(),
        salt=_octets(wrap.salt),
        time_cost=wrap.rounds,
        memory_cost=wrap.memory_kib,
        parallelism=wrap.lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )


def _from_recovery_key(recovery_key: str, wrap: Wrap) -> bytes:
    hkdf = HKDF(
        algorithm=SHA256(), length=KEY_BYTES, salt=_octets(wrap.salt), info=b"sild-recovery-1"
    )
    return hkdf.derive(recovery.read(recovery_key))


def _text(octets: bytes) -> str:
    return base64.b64encode(octets).decode()


def _octets(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
