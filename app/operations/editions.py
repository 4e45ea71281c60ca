"""Under which ids the states of an interview leave the workspace, so that servers can follow its corrections.

A record keeps its id for life; ODK gives every correction a new instanceID that names the one before as deprecatedID,
and a server refuses other content under an id it knows. So the interview as it was first finished has the record's
own id, and every later revision that changes an answer one that follows from record and revision: the same each time
it is written, on every machine.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from app.core.ids import RecordId
    from app.forms.submission import Edition
    from app.operations.services import Services
    from app.records.revision import Revision

_CONTENT: Final = ("answers/", "order/", "missing/")


def edition_of(services: Services, record: RecordId) -> Edition:
    """Return the ids of a finished interview as it stands now."""
    from app.forms.submission import UUID_PREFIX, Edition
    from app.store import revisions

    changes = [
        each for each in revisions.revisions_of(services.workspace, record) if _changes(each)
    ]
    ids = [record, *(_id(record, each) for each in changes[1:])]
    before = f"{UUID_PREFIX}{ids[-2]}" if len(ids) > 1 else ""
    return Edition(f"{UUID_PREFIX}{ids[-1]}", before)


def _changes(revision: Revision) -> bool:
    return any(path.startswith(_CONTENT) for path in revision.decides)


def _id(record: RecordId, revision: Revision) -> str:
    try:
        space = uuid.UUID(record)
    except ValueError:
        space = uuid.uuid5(uuid.NAMESPACE_URL, record)
    return str(uuid.uuid5(space, revision.id))
