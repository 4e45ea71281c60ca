"""What stands on the cover of a filled paper form that is being keyed in, and who keyed it.

Kept beside the drafts, as a setting per draft: drafts are local, and so is this. When the interview is finished, what
counts of it goes into the interview's ``meta/`` fields. Apart from ``keying``, because finishing needs only this.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Final

from app.core.ids import BundleId, DraftId
from app.forms.definition import nothing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.operations.services import Services
    from app.store.drafts import Draft

PREFIX: Final = "keying/entry/"
MODE: Final = "paper"


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover of a filled form. ``interviewer`` is a member's id or a name, whoever held the interview."""

    number: str
    day: date
    interviewer: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One keying of one paper form. ``pair`` is the same for both entries of a paper; ``differences`` -1: unknown.

    ``keyers`` are the ids of everybody who keyed here. ``record`` is the finished interview, '' until then.
    ``result`` is what comparing brought, as fields for the interview.
    """

    draft: DraftId
    pair: str
    form_id: str
    bundle: BundleId
    cover: Cover
    is_second: bool = False
    keyers: tuple[str, ...] = ()
    is_complete: bool = False
    differences: int = -1
    record: str = ""
    decisions: str = ""
    result: Mapping[str, str] = field(default_factory=nothing)

    @property
    def paper(self) -> tuple[str, str]:
        """What names the paper: its form and its number, however that is written."""
        return self.form_id, " ".join(self.cover.number.split()).casefold()


def read_all(services: Services) -> list[Entry]:
    """Return every entry that was begun here, finished ones too."""
    from app.store import settings

    kept = settings.all_settings(services.workspace)
    found = (
        _read(DraftId(name.removeprefix(PREFIX)), text)
        for name, text in kept.items()
        if name.startswith(PREFIX)
    )
    return [entry for entry in found if entry is not None]


def read(services: Services, draft: DraftId) -> Entry | None:
    """Return what is known of a draft that is keyed from paper; None for every other draft."""
    from app.store import settings

    return _read(draft, settings.get_setting(services.workspace, PREFIX + draft))


def write(services: Services, entry: Entry) -> None:
    """Keep an entry."""
    from app.store import settings

    told = {
        "pair": entry.pair,
        "form_id": entry.form_id,
        "bundle": entry.bundle,
        "cover": asdict(entry.cover) | {"day": entry.cover.day.isoformat()},
        "is_second": entry.is_second,
        "keyers": entry.keyers,
        "is_complete": entry.is_complete,
        "differences": entry.differences,
        "record": entry.record,
        "decisions": entry.decisions,
        "result": dict(entry.result),
    }
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    settings.set_setting(services.workspace, PREFIX + entry.draft, text)


def forget(services: Services, draft: DraftId) -> None:
    """Forget an entry whose draft is gone for good."""
    from app.store import settings

    settings.set_setting(services.workspace, PREFIX + draft, "")


def note_finished(services: Services, draft: DraftId, record: str) -> None:
    """Note that a paper has become an interview; of the keying nothing more is kept than that."""
    entry = read(services, draft)
    if entry is not None:
        cover = replace(entry.cover, interviewer="")
        write(services, replace(entry, cover=cover, record=record, decisions="", result=nothing()))


def meta_of(services: Services, draft: Draft) -> dict[str, str]:
    """Return what the interview made of a draft says of its paper; nothing for an interview held with Sild."""
    entry = read(services, draft.id)
    if entry is None or draft.is_correction:
        return {}
    started = noon_of(services, entry.cover.day)
    told = {
        "meta/mode": MODE,
        "meta/paper": entry.cover.number,
        "meta/keyed_by": " ".join(entry.keyers),
        "meta/interviewer": entry.cover.interviewer,
        "meta/started": started.isoformat(timespec="seconds"),
        **entry.result,
    }
    return {path: value for path, value in told.items() if value}


def noon_of(services: Services, day: date) -> datetime:
    """Return the middle of an interview's day; nobody knows the hour."""
    return datetime.combine(day, time(12), services.clock.now().tzinfo)


def _read(draft: DraftId, text: str) -> Entry | None:
    """Read what `write` wrote; what cannot be read is no entry."""
    try:
        told = json.loads(text)
        cover = told["cover"]
        return Entry(
            draft=draft,
            pair=told["pair"],
            form_id=told["form_id"],
            bundle=BundleId(told["bundle"]),
            cover=Cover(
                cover["number"], date.fromisoformat(cover["day"]), cover.get("interviewer", "")
            ),
            is_second=told["is_second"] is True,
            keyers=tuple(told["keyers"]),
            is_complete=told["is_complete"] is True,
            differences=int(told["differences"]),
            record=told["record"],
            decisions=told["decisions"],
            result=dict(told["result"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
