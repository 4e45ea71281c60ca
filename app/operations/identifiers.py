"""Direct identifiers of a respondent: a record of their own beside the interview, so that they can stay at home.

A question marked ``bind::sild:identifier`` = ``yes`` (a name, a telephone, an address) is answered in the interview as
any other; when it is finished, the answer goes into a row of the register `privacy.IDENTIFIERS` instead of the
interview's own revision. In a project that works across a border, so do the names of respondents. The row is written
by the interview like any entity: it names its source, a correction changes it, erasing the interview erases it. Whoever
holds the row reads the interview whole; whoever does not sees the question without an answer. Practice stays as it is.
"""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Final

from app.core.ids import RecordId
from app.operations import privacy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.forms.definition import FormDefinition
    from app.forms.entities import EntityEdit
    from app.forms.session import FormSession
    from app.operations.services import Services

MARK: Final = "sild:identifier"
ANSWERS: Final = "answers"
TITLE: Final = "meta/title"
SHORTEST: Final = 3
"""Shorter answers stand in too many others to be looked for there."""
_SPACE: Final = uuid.UUID("6f1d9a52-0d0c-5a0e-9f35-0b6d8b7f9c11")
_INSTANCE: Final = re.compile(r"\{[^}]*\}")
_RESPONDENT: Final = re.compile(r"meta/respondent/[^/]+/name")


def record_of(interview: RecordId) -> RecordId:
    """Return the id of the row that holds an interview's identifiers."""
    return RecordId(str(uuid.uuid5(_SPACE, interview)))


def marked(definition: FormDefinition) -> frozenset[str]:
    """Return the paths of the questions that ask for identifiers."""
    return frozenset(
        node.path
        for node in definition.nodes
        if node.bind.other.get(MARK, "").lower() in {"yes", "true"}
    )


def set_apart(
    services: Services, record: RecordId, session: FormSession, fields: dict[str, str]
) -> tuple[EntityEdit, ...]:
    """Take the identifiers out of a finished interview's fields; return what the register is to hold instead.

    What repeats one of them, such as the title or a calculated text, goes with them.
    """
    from app.forms.entities import EntityEdit
    from app.forms.state import Address

    paths = marked(session.definition)
    names = privacy.is_across_a_border(privacy.promises(services))
    found = {path: value for path, value in fields.items() if _is_one(path, paths, names=names)}
    held = _held(services, record)
    if not found and not held:
        return ()
    found |= _repeating(fields, [value for value in found.values() if len(value) >= SHORTEST])
    for path in found:
        del fields[path]
    told = {**dict.fromkeys(held, ""), **found, privacy.CONSENT: session.consent("share")}
    return (
        EntityEdit(
            list=privacy.IDENTIFIERS,
            id=record_of(record),
            does="create",
            source=Address("/meta/identifiers"),
            properties=told,
        ),
    )


def joined(services: Services, record: RecordId, values: Mapping[str, str]) -> Mapping[str, str]:
    """Return the values of an interview with its identifiers, where they are held."""
    held = _held(services, record)
    known = {path: value for path, value in held.items() if path != privacy.CONSENT}
    return {**values, **known} if known else values


def all_held(services: Services) -> Mapping[RecordId, Mapping[str, str]]:
    """Return every row of identifiers by its own id, for whoever reads many interviews."""
    from app.store import registers

    rows = registers.list_entities(services.workspace, privacy.IDENTIFIERS)
    return {
        row.record: {path: v for path, v in row.properties.items() if path != privacy.CONSENT}
        for row in rows
    }


def _is_one(path: str, marked_paths: frozenset[str], *, names: bool) -> bool:
    if path.startswith(ANSWERS):
        return _INSTANCE.sub("", path.removeprefix(ANSWERS)) in marked_paths
    return names and _RESPONDENT.fullmatch(path) is not None


def _repeating(fields: Mapping[str, str], values: Sequence[str]) -> dict[str, str]:
    """Return the title and the answers that say one of the values, calculated ones too."""
    return {
        path: text
        for path, text in fields.items()
        if path.startswith((f"{ANSWERS}/", TITLE)) and any(value in text for value in values)
    }


def _held(services: Services, record: RecordId) -> Mapping[str, str]:
    from app.core.errors import AppError
    from app.store import registers

    try:
        row = registers.get_entity(services.workspace, privacy.IDENTIFIERS, record_of(record))
    except AppError:
        return {}
    return row.properties
