"""Packing with zstd, and unpacking that trusts no header: never more bytes than were announced and signed.

Apart from `writing` and `reading`, which both need it, and because the limits of one are the promises of the other.
"""

from __future__ import annotations

import struct

import zstandard

LEVEL = 3
MOST_RATIO = 200
FREE_BYTES = 1 << 20
"""Up to this size any ratio is allowed."""
_WINDOW_BYTES = 32 * 1024**2
_SKIPPABLE = 0x184D2A50


class NotUnpackableError(ValueError):
    """Bytes that do not unpack into what was announced."""


def is_plausible(size: int, unpacked: int) -> bool:
    """Whether so few bytes may unpack into so many."""
    return unpacked <= max(FREE_BYTES, size * MOST_RATIO)


def pack(octets: bytes) -> bytes:
    """Compress; a ratio that readers refuse is brought down by a frame that they skip (zstd, 3.1.2)."""
    packed = zstandard.ZstdCompressor(level=LEVEL, write_checksum=True).compress(octets)
    if is_plausible(len(packed), len(octets)):
        return packed
    missing = len(octets) // MOST_RATIO + 1
    return packed + struct.pack("<LL", _SKIPPABLE, missing) + bytes(missing)


def unpack(packed: bytes, unpacked: int) -> bytes:
    """Decompress into exactly ``unpacked`` bytes, reading no further. Raises NotUnpackableError."""
    unpacker = zstandard.ZstdDecompressor(max_window_size=_WINDOW_BYTES)
    try:
        with unpacker.stream_reader(packed, read_across_frames=True) as stream:
            octets = stream.read(unpacked + 1)
    except zstandard.ZstdError as error:
        raise NotUnpackableError(str(error)) from error
    if len(octets) != unpacked:
        msg = "another size than announced"
        raise NotUnpackableError(msg)
    return octets
