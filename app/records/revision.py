"""A revision: one immutable snapshot of a record, named by the hash of its canonical bytes (records.md).

Apart from `live`, which says what a set of revisions means: here stands only what one of them is.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, cast

import orjson

from app.core.clock import Stamp
from app.core.ids import DeviceId, RecordId, RevisionId
from app.records.canonical import Leaves, NotCanonicalError, decode, encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

TAG = b"sild-revision-1\0"

RevisionOperation = Literal["put", "delete"]


class Kind(StrEnum):
    """The kinds of record of version 1. A revision of any other kind is parked: kept, forwarded, not looked into."""

    INTERVIEW = "interview"
    ENTITY = "entity"
    FORM = "form"
    MEMBER = "member"
    SETTING = "setting"
    REPORT = "report"
    ERASURE = "erasure"


_KNOWN_KINDS = frozenset(kind.value for kind in Kind)


class RevisionMalformedError(ValueError):
    """Bytes that are no revision of version 1; for quarantine, never for the view."""


def _nothing() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Revision:
    """One snapshot of a record. ``canonical`` is the truth; every other attribute was read from it.

    ``fields`` holds the whole record, path -> text; ``decides`` (member ``set``) the paths this revision wrote or
    resolved, a path that it decides and does not hold being one that it removed. Members that this version does not
    know stay in ``canonical``.
    """

    id: RevisionId
    record: RecordId
    kind: str
    parents: tuple[RevisionId, ...]
    hlc: Stamp
    device: DeviceId
    seq: int
    actor: str
    op: RevisionOperation
    fields: Mapping[str, str]
    decides: frozenset[str]
    reason: str
    canonical: bytes = field(repr=False)

    @property
    def is_parked(self) -> bool:
        """Whether this version of Sild does not know what the revision is about."""
        return self.kind not in _KNOWN_KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a revision says, before a device gives it a place in its own history."""

    record: RecordId
    kind: Kind
    fields: Mapping[str, str] = field(default_factory=_nothing)
    decides: frozenset[str] = frozenset()
    parents: Sequence[RevisionId] = ()
    actor: str = ""
    op: RevisionOperation = "put"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a revision stands in its device's history: hybrid time, device, and the device's own counter."""

    hlc: Stamp
    device: DeviceId
    seq: int


def compose(content: Content, place: Place) -> Revision:
    """Write a revision. Equal content at an equal place has equal bytes and so an equal id."""
    return read(
        encode(
            {
                "record": content.record,
                "kind": content.kind.value,
                "parents": sorted(set(content.parents)),
                "hlc": place.hlc,
                "device": place.device,
                "seq": str(place.seq),
                "actor": content.actor,
                "op": content.op,
                "fields": content.fields,
                "set": sorted(content.decides),
                "reason": content.reason,
            }
        )
    )


def revision_id(canonical: bytes) -> RevisionId:
    """Return the id that canonical bytes have."""
    return RevisionId(hashlib.sha256(TAG + canonical).hexdigest())


def read(canonical: bytes, name: RevisionId | None = None) -> Revision:
    """Read a revision that came from elsewhere from its canonical bytes. Raises RevisionMalformedError.

    ``name`` is what `revision_id` said of these very bytes, where somebody has asked it before.
    """
    try:
        return _revision(decode(canonical), canonical, name or revision_id(canonical))
    except NotCanonicalError as error:
        raise RevisionMalformedError(str(error)) from error


def read_held(name: RevisionId, canonical: bytes) -> Revision:
    """Read a revision that was kept under its id, which proves the bytes. Raises RevisionMalformedError."""
    if revision_id(canonical) != name:
        raise _malformed(member="id")
    return read_proven(name, canonical)


def read_proven(name: RevisionId, canonical: bytes) -> Revision:
    """Read a revision whose bytes something else has proven to be those of its id. Raises RevisionMalformedError."""
    try:
        return _read_before(orjson.loads(canonical), canonical, name)
    except (KeyError, ValueError, TypeError) as error:
        raise _malformed(member="") from error


def _read_before(members: Mapping[str, Any], canonical: bytes, name: RevisionId) -> Revision:
    """Take out the members of a revision that `read` has read once: its id says that nothing changed since."""
    return Revision(
        id=name,
        record=members["record"],
        kind=members["kind"],
        parents=tuple(members["parents"]),
        hlc=members["hlc"],
        device=members["device"],
        seq=int(members["seq"]),
        actor=members["actor"],
        op=members["op"],
        fields=MappingProxyType(members["fields"]),
        decides=frozenset(members["set"]),
        reason=members["reason"],
        canonical=canonical,
    )


def _revision(members: Mapping[str, Leaves], canonical: bytes, name: RevisionId) -> Revision:
    op = _text(members, "op")
    if op not in {"put", "delete"}:
        raise _malformed(member="op")
    return Revision(
        id=name,
        record=RecordId(_text(members, "record")),
        kind=_text(members, "kind"),
        parents=tuple(RevisionId(parent) for parent in _texts(members, "parents")),
        hlc=_stamp(_text(members, "hlc")),
        device=DeviceId(_text(members, "device")),
        seq=_number(_text(members, "seq")),
        actor=_text(members, "actor"),
        op=cast("RevisionOperation", op),
        fields=_fields(members),
        decides=frozenset(_texts(members, "set")),
        reason=_text(members, "reason"),
        canonical=canonical,
    )


def _malformed(member: str) -> RevisionMalformedError:
    return RevisionMalformedError(member)


def _text(members: Mapping[str, Leaves], name: str) -> str:
    value = members.get(name)
    if not isinstance(value, str):
        raise _malformed(name)
    return value


def _texts(members: Mapping[str, Leaves], name: str) -> list[str]:
    values = members.get(name)
    if not isinstance(values, list) or not _are_texts(values):
        raise _malformed(name)
    if len(set(values)) != len(values) or values != sorted(values):
        raise _malformed(name)
    return values


def _fields(members: Mapping[str, Leaves]) -> Mapping[str, str]:
    fields = members.get("fields")
    if not isinstance(fields, dict) or not _are_texts(fields.values()):
        raise _malformed(member="fields")
    return MappingProxyType(fields)


def _are_texts(values: Iterable[object]) -> bool:
    """Whether all are texts; without a loop in Python, because a merge asks it of every answer."""
    return set(map(type, values)) <= {str}


def _stamp(text: str) -> Stamp:
    if len(text) != 16 or not set(text) <= set("0123456789abcdef"):
        raise _malformed(member="hlc")
    return Stamp(text)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 18) or text != str(int(text)):
        raise _malformed(member="seq")
    return int(text)
