"""What a session is given of its workspace: entity lists and the interview that was finished last.

Apart from ``forms``, whose definitions are shared by all sessions: what stands here changes from one to the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.operations import entities

if TYPE_CHECKING:
    from datetime import datetime

    from app.core.ids import RecordId
    from app.forms.definition import FormDefinition, Item
    from app.operations.services import Services


def lists_of(
    services: Services,
    definition: FormDefinition,
    record: RecordId,
    *,
    before: datetime | None = None,
    test: bool = False,
) -> dict[str, Item | None]:
    """Return secondary instances by id, for `FormSession.open`.

    ``before`` is when the interview began: what was finished since is not its last saved one, however often it is
    opened again. A test sees tests only, and no real interview sees a test.
    """
    found = entities.lists_for(services, definition)
    found |= _last_saved(services, definition, (record, before, test))
    return found


def _last_saved(
    services: Services,
    definition: FormDefinition,
    asking: tuple[RecordId, datetime | None, bool],
) -> dict[str, Item | None]:
    from app.forms.last_saved import last_saved_ids, last_saved_tree
    from app.store import latest, revisions

    wanted = last_saved_ids(definition)
    if not wanted:
        return {}
    record, before, test = asking
    query = latest.Asking(form_id=definition.form_id, record=record, before=before, test=test)
    last = latest.last_finished(services.workspace, query)
    if last is None:
        return {}
    values = revisions.view_of(services.workspace, last).values
    return dict.fromkeys(wanted, last_saved_tree(definition, values))
