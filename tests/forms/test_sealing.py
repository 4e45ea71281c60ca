"""Sealed submissions: opened again here by the holder of the private key, with nothing but the scheme's own words."""

from __future__ import annotations

import base64
import hashlib

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from app.core.errors import AppError, ErrorCode
from app.forms.sealing import Plain, seal, signature_text

PRIVATE = rsa.generate_private_key(65537, 2048)
INSTANCE = "uuid:8d2f7c1e-3f0a-4c55-9d6e-1f2a3b4c5d6e"
NAMES = {"e": "http://www.opendatakit.org/xforms/encrypted", "orx": "http://openrosa.org/xforms"}


def public_key(private: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey = PRIVATE) -> str:
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    der = private.public_key().public_bytes(serialization.Encoding.DER, form)
    return base64.b64encode(der).decode()


def plain(**given: object) -> Plain:
    told = {"form_id": "f", "version": "3", "instance_id": INSTANCE, "key": public_key()}
    return Plain(**{**told, "xml": b"<data/>", **given})


def unwrap(text: str) -> bytes:
    return PRIVATE.decrypt(
        base64.b64decode(text), padding.OAEP(padding.MGF1(SHA256()), SHA256(), None)
    )


def text(manifest: bytes, path: str) -> str:
    return etree.fromstring(manifest).findtext(path, namespaces=NAMES)


def decrypt(content: bytes, key: bytes, vector: bytes) -> bytes:
    """Cipher feedback by hand: every block is hidden under the enciphered block before it."""
    cipher, before, found = Cipher(AES(key), ECB()).encryptor(), vector, b""
    for at in range(0, len(content), 16):
        block = content[at : at + 16]
        found += bytes(a ^ b for a, b in zip(cipher.update(before), block, strict=True))
        before = block
    return found[: -found[-1]]


def opened(sealed: dict[str, bytes]) -> dict[str, bytes]:
    """Open a sealed submission as a server does: in the order of the manifest."""
    manifest = etree.fromstring(sealed["submission.xml"])
    key = unwrap(manifest.findtext("e:base64EncryptedKey", namespaces=NAMES))
    instance = manifest.findtext("orx:meta/orx:instanceID", namespaces=NAMES)
    vector = bytearray(hashlib.md5(instance.encode() + key).digest())
    names = [each.text for each in manifest.iterfind("e:media/e:file", namespaces=NAMES)]
    names.append(manifest.findtext("e:encryptedXmlFile", namespaces=NAMES))
    found = {}
    for place, name in enumerate(names):
        vector[place % 16] = (vector[place % 16] + 1) % 256
        found[name.removesuffix(".enc")] = decrypt(sealed[name], key, bytes(vector))
    return found


def test_everything_comes_back_with_the_private_key():
    media = {"b.jpg": b"\xff" * 33, "a.m4a": b""}
    sealed = seal(plain(media=media, xml=b"<data><a>Narva</a></data>"))
    assert list(sealed) == ["b.jpg.enc", "a.m4a.enc", "submission.xml.enc", "submission.xml"]
    assert opened(sealed) == {**media, "submission.xml": b"<data><a>Narva</a></data>"}


@given(st.lists(st.binary(max_size=50), max_size=40), st.binary(max_size=70))
def test_any_files_come_back(contents: list[bytes], xml: bytes):
    media = {f"{place}.bin": content for place, content in enumerate(contents)}
    sealed = seal(plain(media=media, xml=xml))
    assert opened(sealed) == {**media, "submission.xml": xml}


def test_signature_is_of_names_and_hashes_line_by_line():
    given_files = plain(media={"a.jpg": b"photo"}, xml=b"<data/>")
    manifest = seal(given_files)["submission.xml"]
    key = text(manifest, "e:base64EncryptedKey")
    expected = (
        f"f\n3\n{key}\n{INSTANCE}\n"
        f"a.jpg::{hashlib.md5(b'photo').hexdigest()}\n"
        f"submission.xml::{hashlib.md5(b'<data/>').hexdigest()}\n"
    )
    assert signature_text(given_files, key) == expected
    signature = text(manifest, "e:base64EncryptedElementSignature")
    assert unwrap(signature) == hashlib.md5(expected.encode()).digest()


def test_form_without_version_leaves_its_line_out():
    without = plain(version="")
    assert signature_text(without, "KEY").split("\n")[:3] == ["f", "KEY", INSTANCE]
    assert "version" not in etree.fromstring(seal(without)["submission.xml"]).attrib


def test_manifest_has_the_shape_that_servers_read():
    root = etree.fromstring(seal(plain(media={"a.jpg": b"x"}))["submission.xml"])
    assert dict(root.attrib) == {"id": "f", "version": "3", "encrypted": "yes"}
    assert [etree.QName(kid).localname for kid in root] == [
        "base64EncryptedKey",
        "meta",
        "media",
        "encryptedXmlFile",
        "base64EncryptedElementSignature",
    ]


def test_every_record_has_a_key_of_its_own():
    first, second = (seal(plain())["submission.xml.enc"] for _ in range(2))
    assert first != second


@pytest.mark.parametrize(
    "key", ["MIIB", "no base64!", "", public_key(ec.generate_private_key(ec.SECP256R1()))]
)
def test_key_that_is_none_is_refused(key: str):
    with pytest.raises(AppError) as raised:
        seal(plain(key=key))
    assert raised.value.code is ErrorCode.PUBLIC_KEY_BROKEN


def test_key_may_be_broken_into_lines():
    lines = "\n".join(public_key()[at : at + 64] for at in range(0, len(public_key()), 64))
    assert opened(seal(plain(key=lines))) == {"submission.xml": b"<data/>"}
