"""What an erasure says: the ids of the revisions whose content was destroyed, so that nobody brings them back.

An erasure is a record of kind ``erasure``. Its fields name what was erased and nothing of the content:
``erased/REVISION`` -> ``KIND DEVICE SEQ``, the place being told so that nobody takes its absence for a gap. Whoever
merges it destroys what it names, and refuses it ever after. An erasure erases no erasure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.ids import DeviceId, RevisionId
from app.records.revision import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.records.revision import Revision

PREFIX = "erased/"
_ID = re.compile(r"[0-9a-f]{64}")
_SEQ = re.compile(r"[1-9][0-9]{0,17}")


@dataclass(frozen=True, slots=True)
class Erased:
    """A revision that was erased, and its place in its device's history ('' and 0 where that is not told)."""

    id: RevisionId
    device: DeviceId
    seq: int


def erasure_fields(revisions: Iterable[Revision]) -> Mapping[str, str]:
    """Return the fields of an erasure that names these revisions."""
    return {
        f"{PREFIX}{revision.id}": f"{revision.kind} {revision.device} {revision.seq}"
        for revision in revisions
    }


def erased_by(revision: Revision) -> tuple[Erased, ...]:
    """Return what a revision erases: nothing unless it is an erasure."""
    if revision.kind != Kind.ERASURE:
        return ()
    named = (_named(path, told) for path, told in revision.fields.items())
    return tuple(each for each in named if each is not None)


def _named(path: str, told: str) -> Erased | None:
    name = path.removeprefix(PREFIX)
    kind, device, seq = (*told.split(" "), "", "")[:3]
    if path == name or not _ID.fullmatch(name) or kind == Kind.ERASURE:
        return None
    if _ID.fullmatch(device) and _SEQ.fullmatch(seq):
        return Erased(RevisionId(name), DeviceId(device), int(seq))
    return Erased(RevisionId(name), DeviceId(""), 0)
