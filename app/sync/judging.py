"""One line of a package: a revision that may go in, or a misfit that is set aside while the rest goes on.

The id of a revision is not sent: it is computed from the bytes that came, so nobody can claim one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.records.canonical import DEEPEST
from app.records.revision import Revision, RevisionMalformedError, read
from app.sync.signing import is_device_id

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from app.core.ids import DeviceId, RevisionId
    from app.sync.reading import Line

LONGEST_LINE = 4_000_000
MOST_PARENTS = 1_000
LONGEST_NAME = 200
"""The most letters of a record's id, a kind or an actor."""

_TOKENS = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', re.DOTALL)
_REVISION_ID = re.compile(r"[0-9a-f]{64}")


class Why(StrEnum):
    """Why a line is set aside."""

    TOO_LONG = "too_long"
    TOO_DEEP = "too_deep"
    NOT_CANONICAL = "not_canonical"
    SHAPE = "shape"
    ACTOR = "actor"
    REVOKED = "revoked"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Misfit:
    """A line that is set aside: where it stood, its SHA-256, and which member of the revision is at fault, if one is.

    ``revision`` is the id where the line is a revision that may not go in (ACTOR, REVOKED, ERASED), else ''.
    """

    why: Why
    member: str
    number: int
    sha256: str
    detail: str = ""
    revision: RevisionId | str = ""


def _any_device(_actor: str, _device: DeviceId) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Rules:
    """What a project knows when it judges lines.

    ``may_write``: whether a member may write on a device (the member's record says which devices are its own).
    ``revoked``: device -> greatest counter that still counts. ``erased``: ids that were erased and stay so.
    """

    may_write: Callable[[str, DeviceId], bool] = _any_device
    revoked: Mapping[DeviceId, int] = field(default_factory=lambda: MappingProxyType({}))
    erased: Collection[RevisionId] = frozenset()


NO_RULES = Rules()


def judge(line: Line, rules: Rules = NO_RULES, name: RevisionId | None = None) -> Revision | Misfit:
    """Read one line as a revision; unknown kinds are revisions too (parked).

    Its id is computed from the bytes, unless the caller has just done so and hands it over as ``name``.
    """
    if len(line.octets) > LONGEST_LINE:
        return _misfit(line, Why.TOO_LONG)
    try:
        revision = read(line.octets, name)
    except RevisionMalformedError as error:
        return _malformed(line, error)
    fault = _fault(revision)
    if fault:
        return _misfit(line, Why.SHAPE, fault)
    why = _refusal(revision, rules)
    return revision if why is None else _misfit(line, why, revision=revision.id)


def judge_all(lines: Iterable[Line], rules: Rules = NO_RULES) -> Iterator[Revision | Misfit]:
    """Judge line after line."""
    return (judge(line, rules) for line in lines)


def _fault(revision: Revision) -> str:
    """Return the member whose content cannot be a revision's, or ''."""
    if not is_device_id(revision.device):
        return "device"
    if not 0 < len(revision.record) <= LONGEST_NAME:
        return "record"
    if not 0 < len(revision.kind) <= LONGEST_NAME:
        return "kind"
    if len(revision.actor) > LONGEST_NAME:
        return "actor"
    if revision.seq < 1:
        return "seq"
    parents = revision.parents
    if len(parents) > MOST_PARENTS or not all(map(_REVISION_ID.fullmatch, parents)):
        return "parents"
    return ""


def _refusal(revision: Revision, rules: Rules) -> Why | None:
    if revision.id in rules.erased:
        return Why.ERASED
    last = rules.revoked.get(revision.device)
    if last is not None and revision.seq > last:
        return Why.REVOKED
    if revision.actor and not rules.may_write(revision.actor, revision.device):
        return Why.ACTOR
    return None


def _malformed(line: Line, error: RevisionMalformedError) -> Misfit:
    if error.__cause__ is None:
        return _misfit(line, Why.SHAPE, str(error))
    return _misfit(line, Why.TOO_DEEP if _is_too_deep(line.octets) else Why.NOT_CANONICAL)


def _is_too_deep(octets: bytes) -> bool:
    """Whether objects and lists stand in each other deeper than canonical bytes may."""
    depth = 0
    for token in _TOKENS.finditer(octets):
        if token[0] in (b"[", b"{"):
            depth += 1
        elif token[0] in (b"]", b"}"):
            depth -= 1
        if depth > DEEPEST:
            return True
    return False


def _misfit(line: Line, why: Why, detail: str = "", revision: RevisionId | str = "") -> Misfit:
    sha256 = hashlib.sha256(line.octets).hexdigest()
    return Misfit(why, line.member, line.number, sha256, detail, revision)
