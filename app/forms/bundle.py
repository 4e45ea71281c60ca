"""A form as it is kept: the XForm, frozen when it was imported, with its workbook and its media.

Immutable and named by content: the id is the SHA-256 of the manifest (name -> SHA-256 of the bytes), so two laptops
that import the same files hold the same form, and an interview can never be read with another one.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.core.ids import BundleId

XFORM = "form.xml"
WORKBOOK = "workbook/"
MEDIA = "media/"


@dataclass(frozen=True, slots=True)
class FormBundle:
    """``manifest`` maps names to SHA-256 in hex, ``files`` the same names to bytes."""

    id: BundleId
    manifest: Mapping[str, str]
    files: Mapping[str, bytes]

    @property
    def xform(self) -> bytes:
        """The XForm."""
        return self.files[XFORM]

    @property
    def attachments(self) -> Mapping[str, bytes]:
        """Media and lists by the names under which the form speaks of them."""
        return MappingProxyType(dict(self._below(MEDIA)))

    @property
    def workbook(self) -> tuple[str, bytes] | None:
        """Name and bytes of the workbook; None for a form that was imported as XForm."""
        return next(self._below(WORKBOOK), None)

    def _below(self, folder: str) -> Iterator[tuple[str, bytes]]:
        for name, data in self.files.items():
            if name.startswith(folder):
                yield name.removeprefix(folder), data


def build_bundle(
    xform: bytes,
    workbook: tuple[str, bytes] | None = None,
    attachments: Mapping[str, bytes] | None = None,
) -> FormBundle:
    """Bundle a form; ``workbook`` is its name and bytes."""
    files = {XFORM: xform}
    if workbook is not None:
        files[WORKBOOK + _name(workbook[0])] = workbook[1]
    files |= {MEDIA + _name(name): data for name, data in (attachments or {}).items()}
    return bundle_of(files)


def bundle_of(files: Mapping[str, bytes]) -> FormBundle:
    """Make the bundle of files that were taken out of a store or a package."""
    manifest = {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)}
    kept = {name: files[name] for name in manifest}
    return FormBundle(manifest_id(manifest), MappingProxyType(manifest), MappingProxyType(kept))


def manifest_id(manifest: Mapping[str, str]) -> BundleId:
    """Return the id of a bundle from its manifest alone.

    >>> manifest_id({"form.xml": "00"})[:12]
    '0ccb4c036610'
    """
    text = json.dumps(dict(manifest), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return BundleId(hashlib.sha256(text.encode()).hexdigest())


def _name(name: str) -> str:
    return unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
