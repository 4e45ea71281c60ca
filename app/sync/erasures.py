"""What an erasure says: the ids of the revisions whose content was destroyed, so that nobody brings them back.

An erasure is a record of kind ``erasure``. Its fields name what was erased and nothing of the content:
``erased/REVISION`` -> ``KIND DEVICE SEQ``, the place being told so that nobody takes its absence for a gap. Whoever
merges it destroys what it names, and refuses it ever after. An erasure erases no erasure.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.core.ids import DeviceId, RevisionId
from app.records.revision import Kind
from app.sync.ranges import DeviceRanges, ranges_of
from app.sync.signing import is_device_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from app.records.revision import Revision

PREFIX = "erased/"
_ID = re.compile(r"[0-9a-f]{64}")
_SEQ = re.compile(r"[1-9][0-9]{0,17}")


def erasure_fields(revisions: Iterable[Revision]) -> Mapping[str, str]:
    """Return the fields of an erasure that names these revisions."""
    return {
        f"{PREFIX}{revision.id}": f"{revision.kind} {revision.device} {revision.seq}"
        for revision in revisions
    }


def erased_by(revision: Revision) -> frozenset[RevisionId]:
    """Return the ids that a revision erases: none unless it is an erasure."""
    return frozenset(name for name, _ in _named(revision))


def erased_places(revision: Revision) -> DeviceRanges:
    """Return by device the counters of what a revision erases, as far as it tells them."""
    return ranges_of(
        (DeviceId(device), int(seq))
        for _, (device, seq) in _named(revision)
        if is_device_id(device) and _SEQ.fullmatch(seq)
    )


def _named(revision: Revision) -> Iterator[tuple[RevisionId, tuple[str, str]]]:
    if revision.kind != Kind.ERASURE or revision.op != "put":
        return
    for path, told in revision.fields.items():
        name = path.removeprefix(PREFIX)
        kind, device, seq = (*told.split(" "), "", "")[:3]
        if path != name and _ID.fullmatch(name) and kind != Kind.ERASURE:
            yield RevisionId(name), (device, seq)
