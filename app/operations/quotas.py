"""Quotas: how many interviews each cell wants, how many it has, and a warning when a cell is full.

Cells are named in the cases themselves (``Case.quota``), such as "EE · 10–49". Targets are fields of one record that
travels with every campaign, one field for each cell, so that two coordinators who set different cells never conflict::

    quota/CELL/target          how many are wanted (CELL: percent-encoded)
    quota/CELL/done/DEVICE     how many a coordinator's device counted
    meta/counted/DEVICE        when it did

A laptop in the field holds its own cases only, so what is done elsewhere it knows from the latest such count: that is
the date of every warning. A quota never forbids anything; what goes beyond it is kept and shown.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote

from app.core.changes import Changes
from app.core.ids import RecordId
from app.operations import cases, members, sync_keys
from app.operations.cases import CaseState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.operations.cases import CaseRow
    from app.operations.services import Services
    from app.records.live import LiveView

QUOTA: Final = "quota/"
COUNTED: Final = "meta/counted/"
_NAME: Final = {"meta/setting": "quotas"}
MOST: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. ``target`` None: nobody said how many are wanted. ``beyond`` names the cases over the target."""

    name: str
    target: int | None
    done: int
    open: int
    beyond: tuple[str, ...] = ()

    @property
    def is_full(self) -> bool:
        """Whether no more interviews are wanted."""
        return self.target is not None and self.done >= self.target

    @property
    def over(self) -> int:
        """How many there are more than were wanted."""
        return max(0, self.done - self.target) if self.target is not None else 0


@dataclass(frozen=True, slots=True)
class QuotaTable:
    """All cells by name. ``as_of`` is how old the numbers from elsewhere are; None: there are none."""

    cells: tuple[Cell, ...]
    as_of: datetime | None

    def cell(self, name: str) -> Cell | None:
        """Return one cell."""
        return next((each for each in self.cells if each.name == name), None)


@dataclass(frozen=True, slots=True)
class Full:
    """The cell of a case has all it wants."""

    cell: Cell
    as_of: datetime | None


def read_quotas(services: Services) -> QuotaTable:
    """Count every cell that a case or a target names; practice is left out."""
    view = _view(services)
    targets = _targets(view.values) if view else {}
    published, counted = _published(view.values) if view else ({}, None)
    if sync_keys.is_coordinator(services):
        published, counted = {}, None
    by_cell: dict[str, list[CaseRow]] = {name: [] for name in (*targets, *published)}
    for row in cases.list_cases(services):
        if row.case.quota and not row.case.test:
            by_cell.setdefault(row.case.quota, []).append(row)
    cells = tuple(
        _cell(name, targets.get(name), by_cell[name], (published.get(name, 0), counted))
        for name in sorted(by_cell)
    )
    return QuotaTable(cells, counted or _last_merge(services))


def full_cell(services: Services, quota: str) -> Full | None:
    """Return the cell when it has all it wants, as far as is known here; None when there is room, or no such cell."""
    table = read_quotas(services) if quota else None
    cell = table.cell(quota) if table else None
    return Full(cell, table.as_of) if table and cell and cell.is_full else None


def set_target(services: Services, name: str, target: int | None) -> Changes:
    """Say how many interviews a cell wants; None takes the cell out of the quotas."""
    return set_targets(services, {name: target})


def set_targets(services: Services, targets: Mapping[str, int | None]) -> Changes:
    """Say how many interviews each of some cells wants, in one step."""
    told = {
        f"{_place(name)}/target": "" if target is None else str(min(max(target, 0), MOST))
        for name, target in targets.items()
        if name.strip()
    }
    _write(services, told)
    return Changes(settings=True)


def make_cells(rows: Iterable[str], columns: Iterable[str]) -> list[str]:
    """Name the cells of a table, such as sides of the border by size of the firm."""
    across = [" ".join(each.split()) for each in columns if each.strip()]
    down = [" ".join(each.split()) for each in rows if each.strip()]
    return [f"{one} · {other}" for one in down for other in across] or down or across


def publish(services: Services) -> None:
    """Write down what this coordinator counts, for laptops that hold their own cases only; nothing without quotas."""
    if _view(services) is None or not sync_keys.is_coordinator(services):
        return
    device = services.workspace.device.id
    told = {
        f"{_place(cell.name)}/done/{device}": str(cell.done) for cell in read_quotas(services).cells
    }
    if _write(services, told):
        _write(services, {COUNTED + device: services.clock.now().isoformat(timespec="seconds")})


def _cell(
    name: str, target: int | None, rows: Iterable[CaseRow], published: tuple[int, datetime | None]
) -> Cell:
    """Count a cell: what a coordinator counted, and what was finished here since."""
    elsewhere, since = published
    held = list(rows)
    done = sorted(
        (row for row in held if row.standing.state is CaseState.DONE),
        key=lambda row: (row.standing.last.timestamp() if row.standing.last else 0.0, row.case.id),
    )
    fresh = [
        row for row in done if since is None or (row.standing.last and row.standing.last > since)
    ]
    beyond = done[target:] if target is not None and since is None else []
    return Cell(
        name,
        target,
        elsewhere + len(fresh),
        sum(row.standing.is_open for row in held),
        tuple(row.case.name for row in beyond),
    )


def _targets(values: Mapping[str, str]) -> dict[str, int]:
    found = {}
    for path, text in values.items():
        if path.startswith(QUOTA) and path.endswith("/target") and text.isdecimal():
            found[unquote(path.split("/")[1])] = int(text)
    return found


def _published(values: Mapping[str, str]) -> tuple[dict[str, int], datetime | None]:
    """Return the latest count of any coordinator, and when it was made."""
    counts = {
        path.removeprefix(COUNTED): text
        for path, text in values.items()
        if path.startswith(COUNTED)
    }
    if not counts:
        return {}, None
    at, device = max((text, device) for device, text in counts.items())
    end = f"/done/{device}"
    found = {
        unquote(path.split("/")[1]): int(text)
        for path, text in values.items()
        if path.startswith(QUOTA) and path.endswith(end) and text.isdecimal()
    }
    try:
        return found, datetime.fromisoformat(at)
    except ValueError:
        return {}, None


def _last_merge(services: Services) -> datetime | None:
    from app.store import merging

    kept = (each.at for each in merging.list_merges(services.workspace) if each.undone_at is None)
    latest = max(kept, default=None)
    return latest.astimezone(services.clock.now().tzinfo) if latest else None


def _place(name: str) -> str:
    return QUOTA + quote(" ".join(name.split()), safe="")


def _record(services: Services) -> RecordId:
    """Return the id of the record: the same on every machine of a project."""
    name = f"sild:quotas:{services.workspace.identity.project}"
    return RecordId(str(uuid.uuid5(uuid.NAMESPACE_URL, name)))


def _view(services: Services) -> LiveView | None:
    from app.records.live import live_view
    from app.store import revisions

    held = revisions.revisions_of(services.workspace, _record(services))
    return live_view(held) if held else None


def _write(services: Services, told: Mapping[str, str]) -> bool:
    """Write what differs; returns whether anything did."""
    from app.records.revision import Content, Kind
    from app.store import revisions

    view = _view(services)
    before: Mapping[str, str] = view.values if view else {}
    wanted = {**_NAME, **told}
    decides = frozenset(path for path, text in wanted.items() if before.get(path, "") != text)
    if not decides:
        return False
    fields = {path: text for path, text in {**before, **wanted}.items() if text}
    content = Content(
        record=_record(services),
        kind=Kind.SETTING,
        fields=fields,
        decides=decides,
        parents=view.heads if view else (),
        actor=members.actor(services),
    )
    revisions.write(services.workspace, content)
    return True
