"""What a project promises about people: on which side of the border things stay, and until when they are kept.

The promises are one record of the project (kind ``setting``), so they travel with packages: who joins knows them::

    meta/keep_until            the day after which what was collected is due to be erased; nothing goes by itself
    meta/home                  the side of the border whose project this is: EE or RU
    meta/stays_home            "true": identifiers and registers never leave that side
    meta/side/DEVICE           on which side a laptop is; the home side where nothing is said

A record's jurisdiction is that of the project's home side unless the case says another country. What may not cross is
left out of packages (`sync_sending`); it stays unconfirmed on purpose and goes as soon as the promise allows.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

from app.core.changes import Changes
from app.core.ids import RecordId
from app.operations import members

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.operations.services import Services
    from app.sync.ranges import DeviceRanges

Side = Literal["EE", "RU"]
SIDES: Final[tuple[Side, ...]] = ("EE", "RU")
IDENTIFIERS: Final = "identifiers"
"""The register of direct identifiers that questions marked ``sild:identifier`` ask for."""
CONSENT: Final = "consent_to_share"
"""What a row of identifiers says of the respondent's consent to let them cross: ``yes`` or nothing."""
FREE: Final = frozenset({"cases", "attempts"})
"""Registers without which nobody can work: the holder's own rows go along to the other side too."""
_KEEP: Final = "meta/keep_until"
_HOME: Final = "meta/home"
_STAYS: Final = "meta/stays_home"
_SIDE: Final = "meta/side/"
_TRUE: Final = "true"


@dataclass(frozen=True, slots=True, kw_only=True)
class Promises:
    """What the project promises. ``keep_until`` None: no date was set; ``sides`` by device."""

    keep_until: date | None = None
    home: Side = "EE"
    stays_home: bool = False
    sides: Mapping[str, Side] = field(default_factory=dict)

    def side_of(self, device: str) -> Side:
        """Return on which side of the border a laptop is."""
        return self.sides.get(device, self.home)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBack:
    """What stays on its side of the border when a package leaves: rows by register, and people's identifiers."""

    registers: Mapping[str, int] = field(default_factory=dict)
    identifiers: int = 0

    def __bool__(self) -> bool:
        return bool(self.registers or self.identifiers)


def promises(services: Services) -> Promises:
    """Return what the project promises."""
    from app.records.live import live_view
    from app.store import holdings

    record = _record_of(services)
    held = holdings.of_kind(services.workspace, "setting", [record])
    values = live_view(held).values if held else {}
    sides = {
        path.removeprefix(_SIDE): _side(value)
        for path, value in values.items()
        if path.startswith(_SIDE)
    }
    return Promises(
        keep_until=_day(values.get(_KEEP, "")),
        home=_side(values.get(_HOME, "")),
        stays_home=values.get(_STAYS) == _TRUE,
        sides=sides,
    )


def promise(services: Services, wanted: Promises) -> Changes:
    """Change what the project promises; everybody learns of it with the next package."""
    from app.records.live import live_view
    from app.records.revision import Content, Kind
    from app.store import holdings, revisions

    record = _record_of(services)
    held = holdings.of_kind(services.workspace, "setting", [record])
    view = live_view(held) if held else None
    before = view.values if view else {}
    fields = {path: value for path, value in _fields(wanted).items() if value}
    changed = {p for p in fields.keys() | before.keys() if fields.get(p) != before.get(p)}
    if changed:
        content = Content(
            record=record,
            kind=Kind.SETTING,
            fields=fields,
            decides=frozenset(changed),
            parents=view.heads if view else (),
            actor=members.actor(services),
        )
        revisions.write(services.workspace, content)
    return Changes(settings=True)


def held_back(services: Services, receivers: Sequence[str]) -> HeldBack:
    """Say what a package for these devices would leave out, because it must not cross the border."""
    registers = _registers_that_stay(services, receivers)
    counts = {name: len(records) for name, records in registers.items()}
    return HeldBack(
        identifiers=counts.pop(IDENTIFIERS, 0),
        registers={name: count for name, count in sorted(counts.items()) if count},
    )


def without_what_stays(
    services: Services, ranges: DeviceRanges, receivers: Sequence[str]
) -> DeviceRanges:
    """Return ranges less the places of what must not go to these devices."""
    from app.operations import sync_contents
    from app.records.revision import Kind
    from app.sync.ranges import difference

    registers = _registers_that_stay(services, receivers)
    records = sorted({each for some in registers.values() for each in some})
    if not records:
        return ranges
    return difference(ranges, sync_contents.places_of(services, Kind.ENTITY, records))


def crosses(known: Promises, own: str, receivers: Sequence[str]) -> bool:
    """Whether a package of one device for others crosses the border."""
    return any(known.side_of(each) != known.side_of(own) for each in receivers)


def is_across_a_border(known: Promises) -> bool:
    """Whether somebody of the project works on the other side."""
    return any(side != known.home for side in known.sides.values())


def _registers_that_stay(services: Services, receivers: Sequence[str]) -> dict[str, list[RecordId]]:
    from app.store import registers

    known = promises(services)
    workspace = services.workspace
    if not crosses(known, workspace.device.id, receivers):
        return {}
    names = [
        name
        for name in registers.counts_by_list(workspace)
        if name not in FREE and (known.stays_home or name == IDENTIFIERS)
    ]
    return {
        name: [
            each.record
            for each in registers.list_entities(workspace, name)
            if name != IDENTIFIERS or each.properties.get(CONSENT) != "yes"
        ]
        for name in names
    }


def _record_of(services: Services) -> RecordId:
    space = uuid.uuid5(uuid.NAMESPACE_URL, f"sild:{services.workspace.identity.project}")
    return RecordId(str(uuid.uuid5(space, "privacy")))


def _fields(wanted: Promises) -> dict[str, str]:
    return {
        _KEEP: wanted.keep_until.isoformat() if wanted.keep_until else "",
        _HOME: wanted.home,
        _STAYS: _TRUE if wanted.stays_home else "",
        **{f"{_SIDE}{device}": side for device, side in wanted.sides.items()},
    }


def _side(text: str) -> Side:
    return next((side for side in SIDES if side == text), "EE")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
