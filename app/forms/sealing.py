"""Sealed submissions: a finished interview that only the holder of the form's private key can read.

ODK's scheme, byte for byte (ODK Collect writes it, ODK Central and Briefcase read it). A key of 32 random bytes per
record, wrapped with RSA (OAEP, SHA-256 also for MGF1); every file AES-256-CFB with PKCS#7 padding; its initialisation
vector is MD5(instanceID, key) of which byte *n mod 16* is raised by one before file *n*. Media come first, in the order
of the manifest, the XML last. What is called signature is MD5 over names and hashes, wrapped like the key.

Known consequences: this machine cannot open again what it sealed, and a server can neither review nor chart it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.padding import PKCS7
from cryptography.hazmat.primitives.serialization import load_der_public_key
from lxml import etree

from app.core.errors import AppError, ErrorCode

ENCRYPTED: Final = "http://www.opendatakit.org/xforms/encrypted"
OPENROSA: Final = "http://openrosa.org/xforms"
MANIFEST: Final = "submission.xml"
"""The file that is sent as the submission; it names the sealed ones."""
KEY_BYTES: Final = 32
_SUFFIX: Final = ".enc"
_BLOCK_BITS: Final = 128


@dataclass(frozen=True, slots=True)
class Plain:
    """What is sealed. ``key`` is the form's ``base64RsaPublicKey``; ``media`` maps names to bytes, in their order."""

    form_id: str
    version: str
    instance_id: str
    key: str
    xml: bytes
    media: Mapping[str, bytes] = field(default_factory=dict)


def seal(plain: Plain, draw: Callable[[int], bytes] = os.urandom) -> dict[str, bytes]:
    """Return the files to send by name: ``NAME.enc`` for each medium, the XML's, and the manifest last.

    ``draw`` gives the secret key. Raises AppError PUBLIC_KEY_BROKEN.
    """
    public = _public_key(plain)
    secret = draw(KEY_BYTES)
    vector = bytearray(hashlib.md5(plain.instance_id.encode() + secret).digest())
    files = {**plain.media, MANIFEST: plain.xml}
    sealed: dict[str, bytes] = {}
    for place, (name, content) in enumerate(files.items()):
        at = place % len(vector)
        vector[at] = (vector[at] + 1) % 256
        sealed[name + _SUFFIX] = _encrypt(content, secret, bytes(vector))
    wrapped = _wrap(public, secret)
    signature = _wrap(public, hashlib.md5(signature_text(plain, wrapped).encode()).digest())
    return {**sealed, MANIFEST: _manifest(plain, wrapped, signature)}


def signature_text(plain: Plain, wrapped_key: str) -> str:
    """Return what the signature is of: a line each for form, version, key, record and file; the last one ends too."""
    lines = [plain.form_id, *([plain.version] if plain.version else []), wrapped_key]
    lines.append(plain.instance_id)
    for name, content in {**plain.media, MANIFEST: plain.xml}.items():
        lines.append(f"{name}::{hashlib.md5(content).hexdigest()}")
    return "".join(f"{line}\n" for line in lines)


def _public_key(plain: Plain) -> RSAPublicKey:
    try:
        key = load_der_public_key(base64.b64decode("".join(plain.key.split()), validate=True))
    except (ValueError, binascii.Error, UnsupportedAlgorithm) as error:
        raise AppError(ErrorCode.PUBLIC_KEY_BROKEN, form=plain.form_id) from error
    if not isinstance(key, RSAPublicKey):
        raise AppError(ErrorCode.PUBLIC_KEY_BROKEN, form=plain.form_id)
    return key


def _encrypt(content: bytes, secret: bytes, vector: bytes) -> bytes:
    padding = PKCS7(_BLOCK_BITS).padder()
    cipher = Cipher(AES(secret), CFB(vector)).encryptor()
    padded = padding.update(content) + padding.finalize()
    return cipher.update(padded) + cipher.finalize()


def _wrap(public: RSAPublicKey, content: bytes) -> str:
    wrapped = public.encrypt(content, OAEP(MGF1(SHA256()), SHA256(), None))
    return base64.b64encode(wrapped).decode()


def _manifest(plain: Plain, wrapped: str, signature: str) -> bytes:
    root = etree.Element(f"{{{ENCRYPTED}}}data", nsmap={None: ENCRYPTED})  # type: ignore[dict-item]
    root.set("id", plain.form_id)
    if plain.version:
        root.set("version", plain.version)
    root.set("encrypted", "yes")
    _add(root, ENCRYPTED, "base64EncryptedKey", wrapped)
    meta = etree.SubElement(root, f"{{{OPENROSA}}}meta", nsmap={"orx": OPENROSA})
    _add(meta, OPENROSA, "instanceID", plain.instance_id)
    for name in plain.media:
        medium = etree.SubElement(root, f"{{{ENCRYPTED}}}media")
        _add(medium, ENCRYPTED, "file", name + _SUFFIX)
    _add(root, ENCRYPTED, "encryptedXmlFile", MANIFEST + _SUFFIX)
    _add(root, ENCRYPTED, "base64EncryptedElementSignature", signature)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _add(parent: etree._Element, namespace: str, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{namespace}}}{name}").text = text
