"""What a file is by its first bytes, whatever its name says.

Pure and small: the few kinds that people hand in as pictures, recordings, videos and documents. What is not known here
is left to its name, except that a picture must be one.
"""

from __future__ import annotations

from typing import Final

HEAD_BYTES: Final = 4096

_SIGNATURES: Final = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"MZ", "application/x-msdownload"),
    (b"\x7fELF", "application/x-executable"),
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
    (b"ID3", "audio/mpeg"),
    (b"#!AMR", "audio/amr"),
    (b"\x1aE\xdf\xa3", "video/x-matroska"),
    (b"\x00\x00\x01\xba", "video/mpeg"),
)
_RIFF: Final = {b"WAVE": "audio/x-wav", b"WEBP": "image/webp", b"AVI ": "video/x-msvideo"}
_BRANDS: Final = {
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"mif1": "image/heic",
    b"avif": "image/avif",
    b"M4A ": "audio/mp4",
    b"M4B ": "audio/mp4",
    b"qt  ": "video/quicktime",
}
_ENDINGS: Final = {
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "image/gif": (".gif",),
    "image/tiff": (".tif", ".tiff"),
    "image/webp": (".webp",),
    "image/bmp": (".bmp", ".dib"),
    "image/heic": (".heic", ".heif"),
    "image/avif": (".avif",),
    "image/svg+xml": (".svg",),
}


def kind_of(head: bytes) -> str:
    """Return the media type that the first bytes of a file tell; '' when they tell nothing."""
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "video/mp4")
    if head[:2] == b"BM" and head[6:10] == b"\x00\x00\x00\x00":
        return "image/bmp"
    if b"<svg" in head[:1024] and head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return "image/svg+xml"
    return ""


def fits(kind: str, wanted: str) -> bool:
    """Say whether a file of this kind answers a question that wants ``image/*``, ``audio/*``, ``video/*`` or anything.

    A container of sound may hold pictures and the other way round, so those two are not held against each other.
    """
    family = wanted.partition("/")[0]
    if family == "image":
        return kind.startswith("image/")
    if family in {"audio", "video"}:
        return not kind or kind.startswith(("audio/", "video/"))
    return True


def honest_ending(kind: str, ending: str) -> str:
    """Return the ending that a picture's name should have; any other file keeps the one it has."""
    known = _ENDINGS.get(kind, ())
    return ending if not known or ending in known else known[0]
