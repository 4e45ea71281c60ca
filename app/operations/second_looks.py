"""Interviews that need a look: merged of versions made apart, and no longer in line with the rules of their form.

Each version was right when it was finished; together they may break a rule that neither broke. Nothing is mended here:
the interview is flagged until somebody corrects it. What was found is kept beside the heads it was found at, so that
looking again costs nothing while nothing has changed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, cast

from app.core.errors import AppError
from app.core.ids import RecordId
from app.core.progress import Progress
from app.operations import identifiers
from app.operations.difference_topics import plain_path

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.forms.session import FormSession
    from app.operations.differences import Sheet
    from app.operations.services import Services

SETTING: Final = "differences/second_looks"
Cause = Literal["constraint", "required", "contradiction"]
"""``contradiction``: there is an answer and a reason for none."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that an interview breaks: the address of the question, and which kind of rule."""

    address: str
    cause: Cause


@dataclass(frozen=True, slots=True)
class SecondLook:
    """An interview that needs a look, opened to be read, with what is wrong."""

    record: RecordId
    title: str
    session: FormSession
    broken: tuple[Broken, ...]


def look_again(services: Services, progress: Progress | None = None) -> Mapping[RecordId, int]:
    """Hold every interview that was merged against its form; return how many rules each of the flagged ones breaks.

    Only those that changed since are looked at. Raises `Cancelled`; nothing is kept then.
    """
    from app.store import settings, settling

    progress = progress or Progress()
    kept = _kept(services)
    heads = settling.interviews_combined(services.workspace)
    told: dict[str, tuple[str, list[tuple[str, str]]]] = {}
    for done, (record, names) in enumerate(heads.items()):
        progress.step(done, len(heads), "checking")
        seen = " ".join(names)
        before = kept.get(record)
        broken = before[1] if before and before[0] == seen else _found(services, record)
        told[record] = (seen, broken)
    written = json.dumps(told, separators=(",", ":"))
    if told != kept:
        settings.set_setting(services.workspace, SETTING, written)
    return {RecordId(record): len(each[1]) for record, each in told.items() if each[1]}


def list_second_looks(services: Services, progress: Progress | None = None) -> list[SecondLook]:
    """Return the flagged interviews with what is wrong in them, by title. Raises `Cancelled`."""
    from app.operations import differences

    found = []
    for record in look_again(services, progress):
        sheet = differences.open_sheet(services, record, "interview")
        broken = tuple(Broken(a, cast("Cause", c)) for a, c in _kept(services)[record][1])
        session = _checked(services, sheet)
        if session is not None:
            found.append(SecondLook(record, sheet.title, session, broken))
    return sorted(found, key=lambda each: (each.title.casefold(), each.record))


def _found(services: Services, record: RecordId) -> list[tuple[str, str]]:
    from app.operations import differences

    try:
        sheet = differences.open_sheet(services, record, "interview")
        session = _checked(services, sheet)
    except AppError:
        return []
    is_half_done = sheet.view.values.get("meta/status") == "draft"
    if session is None or sheet.view.is_deleted or is_half_done:
        return []
    kept_apart = identifiers.marked(session.definition)
    found: list[tuple[str, str]] = [
        (each.address, each.cause)
        for each in session.validate()
        if each.cause != "required" or plain_path(each.address) not in kept_apart
    ]
    return found + [(address, "contradiction") for address in _contradictions(sheet)]


def _checked(services: Services, sheet: Sheet) -> FormSession | None:
    """Open an interview with every rule awake of whatever any correction ever wrote."""
    from app.operations import differences

    held = sheet.descent.revisions.values()
    written = {path for each in held if each.parents for path in each.decides}
    return differences.session_with(
        services, sheet, {path: sheet.view.values.get(path) for path in written}
    )


def _contradictions(sheet: Sheet) -> Sequence[str]:
    values = sheet.view.values
    missing = (path.partition("/")[2] for path in values if path.startswith("missing/"))
    return sorted(f"/{place}" for place in missing if values.get(f"answers/{place}"))


def _kept(services: Services) -> dict[str, tuple[str, list[tuple[str, str]]]]:
    """Return by record the heads that were looked at, and what was found."""
    from app.store import settings

    try:
        kept = json.loads(settings.get_setting(services.workspace, SETTING) or "{}")
        return {
            record: (told[0], [(at, why) for at, why in told[1]]) for record, told in kept.items()
        }
    except (ValueError, TypeError, IndexError, AttributeError):
        return {}
