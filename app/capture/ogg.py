"""Ogg pages of a recording: how long it is by now, and two recordings joined into one without encoding anew.

Apart from the encoder because it is pure bytes. Players stop at the end of the first of two streams that merely follow
each other; so what was recorded later is renumbered into the stream before it (RFC 3533, RFC 7845).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

OPUS_RATE: Final = 48_000
"""Positions in an Opus stream count this many samples to the second, whatever was encoded."""
_HEAD: Final = struct.Struct("<4sBBqIIIB")
_FIRST: Final = 2
_LAST: Final = 4
_HEADERS: Final = (b"OpusHead", b"OpusTags")
_NOWHERE: Final = -1


@dataclass(frozen=True, slots=True)
class Page:
    """One page. ``position`` is that of its last complete packet, -1 when none ends on it."""

    flags: int
    position: int
    stream: int
    number: int
    lacing: bytes
    body: bytes

    @property
    def is_header(self) -> bool:
        """Whether it describes the stream instead of holding sound."""
        return self.body.startswith(_HEADERS)

    def octets(self) -> bytes:
        """Return the page as it stands in a file, with its checksum."""
        made = bytearray(self._head(0) + self.lacing + self.body)
        struct.pack_into("<I", made, 22, _checksum(made))
        return bytes(made)

    def _head(self, checksum: int) -> bytes:
        return _HEAD.pack(
            b"OggS",
            0,
            self.flags,
            self.position,
            self.stream,
            self.number,
            checksum,
            len(self.lacing),
        )


def pages(content: bytes) -> Iterator[Page]:
    """Yield the whole pages of a stream; what a power cut left of the last one is skipped."""
    at = 0
    while (at := content.find(b"OggS", at)) >= 0 and at + _HEAD.size <= len(content):
        _mark, _version, flags, position, stream, number, _sum, count = _HEAD.unpack_from(
            content, at
        )
        start = at + _HEAD.size + count
        lacing = content[at + _HEAD.size : start]
        end = start + sum(lacing)
        if end > len(content):
            return
        yield Page(flags, position, stream, number, lacing, content[start:end])
        at = end


def milliseconds(content: bytes) -> int:
    """Return where a piece of a stream ends, in milliseconds from the stream's beginning; 0 when it says nothing."""
    last = max((page.position for page in pages(content)), default=0)
    return max(0, last) * 1000 // OPUS_RATE


def join(before: bytes, after: bytes) -> bytes:
    """Return one stream that plays ``before`` and then ``after``. Both must be of the same number of channels."""
    first = list(pages(before))
    if not first:
        return after
    reached = max(page.position for page in first)
    number, stream = len(first), first[0].stream
    kept = [replace(page, flags=page.flags & ~_LAST, number=at) for at, page in enumerate(first)]
    for page in pages(after):
        if page.is_header:
            continue
        position = page.position if page.position == _NOWHERE else page.position + reached
        flags = page.flags & ~_FIRST
        kept.append(replace(page, flags=flags, position=position, stream=stream, number=number))
        number += 1
    return b"".join(page.octets() for page in kept)


def _table() -> tuple[int, ...]:
    made = []
    for octet in range(256):
        value = octet << 24
        for _ in range(8):
            value = (value << 1) ^ 0x04C11DB7 if value & 0x80000000 else value << 1
        made.append(value & 0xFFFFFFFF)
    return tuple(made)


_SUMS: Final = _table()


def _checksum(content: bytes | bytearray) -> int:
    value = 0
    for octet in content:
        value = ((value << 8) & 0xFFFFFFFF) ^ _SUMS[(value >> 24) ^ octet]
    return value
