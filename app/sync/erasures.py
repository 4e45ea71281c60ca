"""What an erasure says: the ids of the revisions whose content was destroyed, so that nobody brings them back.

An erasure is a record of kind ``erasure``. Its fields name what was erased and nothing of the content:
``erased/REVISION`` -> the record's kind. Whoever merges it destroys what it names, and refuses it ever after.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.core.ids import RevisionId
from app.records.revision import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.records.revision import Revision

PREFIX = "erased/"
_ID = re.compile(r"[0-9a-f]{64}")


def erasure_fields(revisions: Iterable[Revision]) -> Mapping[str, str]:
    """Return the fields of an erasure that names these revisions."""
    return {f"{PREFIX}{revision.id}": revision.kind for revision in revisions}


def erased_by(revision: Revision) -> frozenset[RevisionId]:
    """Return the ids that a revision erases: none unless it is an erasure; an erasure erases no erasure."""
    if revision.kind != Kind.ERASURE or revision.op != "put":
        return frozenset()
    named = {
        path.removeprefix(PREFIX): kind
        for path, kind in revision.fields.items()
        if path.startswith(PREFIX)
    }
    return frozenset(
        RevisionId(name)
        for name, kind in named.items()
        if _ID.fullmatch(name) and kind != Kind.ERASURE
    )
