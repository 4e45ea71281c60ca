"""Identities, as distinct types, so that a draft's id cannot be handed where a record's is wanted."""

from __future__ import annotations

import os
import time
import uuid
from typing import NewType

RecordId = NewType("RecordId", str)
"""UUID of an interview or entity, lower case with hyphens, without ``uuid:``."""
RevisionId = NewType("RevisionId", str)
"""SHA-256 of a revision's canonical bytes, 64 lower-case hex digits."""
BundleId = NewType("BundleId", str)
"""SHA-256 of a form bundle's manifest, 64 lower-case hex digits."""
BlobId = NewType("BlobId", str)
"""SHA-256 of an attachment, 64 lower-case hex digits."""
DraftId = NewType("DraftId", str)
"""UUID of a draft. A draft of a new interview has the id of the record it will become."""
MemberId = NewType("MemberId", str)
"""UUID of a member of the project."""
DeviceId = NewType("DeviceId", str)
"""Hex of the device's public signing key."""


def uuid7() -> uuid.UUID:
    """Mint a UUID whose first 48 bits are the wall clock in milliseconds (RFC 9562, version 7)."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & ((1 << 48) - 1)) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 7 << 76
    value = value & ~(0x3 << 62) | 2 << 62
    return uuid.UUID(int=value)


def new_record_id() -> RecordId:
    """Mint the id of a new record: a random UUID, because ODK servers expect version 4 in an instanceID."""
    return RecordId(str(uuid.uuid4()))
