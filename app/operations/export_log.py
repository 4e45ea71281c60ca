"""What left the workspace as a readable file: kept on this machine, so that people can be told where their words went.

Apart from `exports` and `reports`, which write the files. Nothing of what stands in them is noted: only when, by whom,
what kind of file, of which questionnaire or which interview, and where it was put.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

import orjson

from app.operations import members

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from app.core.ids import RecordId
    from app.operations.services import Services

NAME: Final = "export/made/"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportMade:
    """A file that was made. ``form`` is what was asked for; ``record`` the one interview it is of, '' for many."""

    at: datetime
    kind: str
    file: str
    form: str = ""
    record: str = ""
    interviews: int = 1
    by: str = ""


def note(
    services: Services,
    kind: str,
    target: Path,
    *,
    form: str = "",
    record: str = "",
    interviews: int = 1,
) -> None:
    """Note that a file was made. Raises AppError DISK_FULL."""
    from app.store import settings

    now = services.clock.now()
    told = {
        "at": now.isoformat(timespec="seconds"),
        "kind": kind,
        "file": str(target),
        "form": form,
        "record": record,
        "interviews": str(interviews),
        "by": members.actor(services),
    }
    name = f"{NAME}{now:%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:8]}"
    settings.set_setting(services.workspace, name, orjson.dumps(told).decode())


def list_exports(services: Services) -> tuple[ExportMade, ...]:
    """List what was made here, the latest first."""
    from app.store import settings

    found = [
        _read(value)
        for name, value in settings.all_settings(services.workspace).items()
        if name.startswith(NAME)
    ]
    made = [each for each in found if each is not None]
    return tuple(sorted(made, key=lambda each: each.at, reverse=True))


def may_hold(services: Services, records: Sequence[RecordId]) -> tuple[ExportMade, ...]:
    """Return the files that hold one of these interviews, or may: those of its questionnaire that are younger."""
    from app.store import views

    rows = [row for each in records if (row := views.get_row(services.workspace, each)) is not None]
    forms: Collection[str] = {
        text for row in rows for text in (row.bundle, row.form_id, f"{row.form_id}@{row.version}")
    }
    first = min((row.changed_at for row in rows), default=None)
    wanted = {str(each) for each in records}
    return tuple(
        made
        for made in list_exports(services)
        if made.record in wanted
        or (first is not None and not made.record and made.form in forms and made.at >= first)
    )


def _read(value: str) -> ExportMade | None:
    try:
        told = orjson.loads(value)
        return ExportMade(
            at=datetime.fromisoformat(told["at"]),
            kind=told["kind"],
            file=told["file"],
            form=told["form"],
            record=told["record"],
            interviews=int(told["interviews"]),
            by=told["by"],
        )
    except (ValueError, TypeError, KeyError):
        return None
