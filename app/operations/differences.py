"""Differences to settle: what stands in several versions after packages came together, with who said what and when.

Reading only. `difference_plan` keeps what a person has decided so far, `settling` applies it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, Literal

from app.core.clock import FAR_AHEAD, StillClock
from app.core.errors import AppError
from app.core.progress import Progress
from app.operations.difference_topics import (
    Disagreement,
    Fields,
    Topic,
    Topics,
    Version,
    plain_path,
)
from app.records.descent import Descent
from app.records.sitting import is_fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from app.core.clock import Clock, Stamp
    from app.core.ids import DeviceId, RecordId, RevisionId
    from app.forms.definition import FormDefinition
    from app.forms.session import FormSession
    from app.operations.services import Services
    from app.records.live import LiveView
    from app.records.revision import Revision

__all__ = [
    "Author",
    "Disagreement",
    "Fields",
    "Sheet",
    "Topic",
    "Version",
    "count_differences",
    "differs",
    "list_sheets",
    "open_sheet",
]

OddClock = Literal["", "ahead", "behind"]
LONG_BEHIND: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote a version, on which device, when by that device's clock, and whether that clock can be right."""

    person: str
    device: str
    at: datetime
    clock: OddClock
    reason: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One record with its differences. ``session`` holds an interview as it would be by the versions written last.

    It is for reading only, and belongs to whoever was given the sheet.
    """

    record: RecordId
    kind: str
    view: LiveView
    descent: Descent
    differences: tuple[Disagreement, ...]
    following: frozenset[str]
    authors: Mapping[RevisionId, Author]
    session: FormSession | None = None
    names: Mapping[str, str] | None = None
    """Names of members by id."""
    apart: Mapping[str, str] = field(default_factory=dict)
    """Direct identifiers of an interview, which have a record of their own: to be read, never written here."""

    @property
    def title(self) -> str:
        """What the record is called; '' when nothing names it."""
        values = {**self.apart, **self.view.values}
        return values.get("meta/title") or values.get("label") or values.get("meta/name") or ""

    @property
    def bundle(self) -> str:
        """The form of an interview, '' for everything else."""
        return self.view.values.get("meta/form", "") if self.kind == "interview" else ""

    @property
    def register(self) -> str:
        """The register of an entity."""
        return self.view.values.get("list", "")

    def history(self, difference: Disagreement) -> list[tuple[Version, Author]]:
        """Return every value that was ever written in the field of a difference, the latest first."""
        lead = difference.key
        return [
            (_one(revision, difference), self.authors[revision.id])
            for revision in self.descent.writers(difference.paths or (lead,))
        ]


def differs(services: Services, record: str) -> bool:
    """Say whether anything of a record stands in several versions."""
    from app.store import holdings

    return any(each == record for each, _kind, _path in holdings.list_conflicts(services.workspace))


def count_differences(services: Services) -> int:
    """Count what a person has to settle, without opening the interviews."""
    from app.records.live import live_view
    from app.store import holdings

    conflicts = holdings.list_conflicts(services.workspace)
    records = sorted({record for record, _kind, _path in conflicts})
    held = holdings.of_records(services.workspace, records)
    count = 0
    for record, kind in {(record, kind) for record, kind, _path in conflicts}:
        revisions = [each for each in held.get(record, ()) if each.kind == kind]
        view = live_view(revisions)
        definition = _definition(services, kind, view.values)
        if not view.is_deleted:
            count += len(_topics(view, Descent(revisions), definition).found())
    return count


def list_sheets(services: Services, progress: Progress | None = None) -> list[Sheet]:
    """Open every record that has differences, interviews first, then by title. Raises `Cancelled`."""
    from app.store import holdings

    progress = progress or Progress()
    conflicts = holdings.list_conflicts(services.workspace)
    places = list(dict.fromkeys((record, kind) for record, kind, _path in conflicts))
    people = _People(services)
    found = []
    for done, (record, kind) in enumerate(places):
        progress.step(done, len(places), "reading")
        sheet = _sheet(services, record, kind, people)
        if sheet.differences and not sheet.view.is_deleted:
            found.append(sheet)
    return sorted(
        found, key=lambda each: (each.kind != "interview", each.title.casefold(), each.record)
    )


def open_sheet(services: Services, record: RecordId, kind: str) -> Sheet:
    """Open one record with its differences, which may be none."""
    return _sheet(services, record, kind, _People(services))


def session_with(services: Services, sheet: Sheet, fields: Fields) -> FormSession | None:
    """Open an interview as it would be with these fields written; None for every other record.

    What the form works out of anything that stands in several versions is worked out anew.
    """
    if sheet.kind != "interview":
        return None
    values = {**sheet.apart, **sheet.view.values}
    for path, value in fields.items():
        if value is None:
            values.pop(path, None)
        else:
            values[path] = value
    definition = _definition(services, sheet.kind, values)
    if definition is None:
        return None
    return _session(services, sheet, values, definition, {*sheet.view.conflicts, *fields})


def _definition(services: Services, kind: str, values: Mapping[str, str]) -> FormDefinition | None:
    """Return the form of an interview; None for other records, and while its form has not come or cannot be read."""
    from app.core.ids import BundleId
    from app.operations import forms

    if kind != "interview":
        return None
    try:
        return forms.load_definition(services, BundleId(values.get("meta/form", "")))
    except AppError:
        return None


def _sheet(services: Services, record: RecordId, kind: str, people: _People) -> Sheet:
    from app.records.live import live_view
    from app.store import revisions

    held = [
        each for each in revisions.revisions_of(services.workspace, record) if each.kind == kind
    ]
    view, descent = live_view(held), Descent(held)
    definition = _definition(services, kind, view.values)
    topics = _topics(view, descent, definition)
    found = topics.found()
    sheet = Sheet(
        record,
        kind,
        view,
        descent,
        tuple(_in_order(found, definition)),
        frozenset(topics.following),
        people.authors(descent),
        names=people.members,
    )
    if definition is None:
        return sheet
    sheet = replace(sheet, apart=_apart(services, record, view))
    shown = {**sheet.apart, **_with_everything(view, found)}
    return replace(sheet, session=_session(services, sheet, shown, definition, ()))


def _apart(services: Services, record: RecordId, view: LiveView) -> Mapping[str, str]:
    from app.operations import identifiers

    whole = identifiers.joined(services, record, view.values)
    return {path: value for path, value in whole.items() if path not in view.values}


def _topics(view: LiveView, descent: Descent, definition: FormDefinition | None) -> Topics:
    return Topics(view, descent, lambda address: _is_worked_out(definition, address))


def _with_everything(view: LiveView, found: Iterable[Disagreement]) -> dict[str, str]:
    """Return the fields by which every question that is in question has a place, taken away or not."""
    shown = dict(view.values)
    for each in found:
        for version in each.versions:
            shown |= {path: value for path, value in version.fields.items() if value is not None}
    return shown


def _session(
    services: Services,
    sheet: Sheet,
    values: Mapping[str, str],
    definition: FormDefinition,
    disputed: Iterable[str],
) -> FormSession:
    from app.forms.session import FormSession, Snapshot
    from app.operations import given, members
    from app.operations.folding import FILES

    fields = {p: v for p, v in values.items() if not p.startswith("meta/") or is_fact(p)}
    attached = {p.removeprefix(FILES): v for p, v in values.items() if p.startswith(FILES)}
    is_test = values.get("meta/test", "") == "true"
    spoken = values.get("meta/language") or None
    return FormSession.open(
        definition,
        record=sheet.record,
        clock=_clock(services, values),
        language=spoken,
        device=members.device(services),
        snapshot=Snapshot(fields, attached, finished=True, disputed=frozenset(disputed)),
        lists=given.lists_of(
            services, definition, sheet.record, before=_moment(values, "started"), test=is_test
        ),
    )


def _clock(services: Services, values: Mapping[str, str]) -> Clock:
    """Return a clock that stands when the interview was finished: rules may ask for the day."""
    finished = _moment(values, "finished")
    return StillClock(finished) if finished is not None else services.clock


def _moment(values: Mapping[str, str], name: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(values.get(f"meta/{name}", ""))
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def _is_worked_out(definition: FormDefinition | None, address: str) -> bool:
    index = definition.by_path.get(plain_path(address)) if definition is not None else None
    if definition is None or index is None:
        return False
    node = definition.nodes[index]
    return node.control is None or node.bind.calculate is not None


def _in_order(
    found: Sequence[Disagreement], definition: FormDefinition | None
) -> list[Disagreement]:
    """Put differences as the questionnaire asks; what is no question stands behind."""
    if definition is None:
        return list(found)

    def place(each: Disagreement) -> tuple[int, int, str]:
        index = definition.by_path.get(plain_path("/" + each.key.partition("/")[2]))
        if each.topic is Topic.DELETION:
            return (-1, 0, "")
        return (0, index, each.key) if index is not None else (1, 0, each.key)

    return sorted(found, key=place)


def _one(revision: Revision, difference: Disagreement) -> Version:
    fields = {path: revision.fields.get(path) for path in difference.paths}
    if difference.topic is Topic.DELETION:
        return Version({}, (revision.id,), is_gone=revision.op == "delete")
    if difference.topic is Topic.ROW:
        return Version(fields, (revision.id,), is_gone=difference.key not in revision.fields)
    lead = difference.paths[0]
    missing = difference.paths[1] if lead.startswith("answers/") else ""
    return Version(
        fields, (revision.id,), revision.fields.get(lead, ""), revision.fields.get(missing, "")
    )


class _People:
    """Names of members and devices, asked once."""

    def __init__(self, services: Services) -> None:
        from app.operations import sync_keys
        from app.store import registers

        self.members = registers.names_of_members(services.workspace)
        self._devices = {key.device: key.name for key in sync_keys.list_keys(services)}
        self._own = services.workspace.device.id
        self._now = services.clock.now()

    def authors(self, descent: Descent) -> dict[RevisionId, Author]:
        """Say who wrote each revision of a record."""
        held = descent.revisions
        return {
            revision.id: Author(
                self.members.get(revision.actor, revision.actor),
                self._device(revision.device),
                written_at(revision.hlc).astimezone(self._now.tzinfo),
                self._clock(revision, [held[p] for p in revision.parents if p in held]),
                revision.reason,
            )
            for revision in held.values()
        }

    def _device(self, device: DeviceId) -> str:
        return self._devices.get(device, "") or device[:8]

    def _clock(self, revision: Revision, parents: Sequence[Revision]) -> OddClock:
        at = written_at(revision.hlc)
        if at > self._now + FAR_AHEAD:
            return "ahead"
        latest = max((written_at(parent.hlc) for parent in parents), default=at)
        is_behind = latest <= self._now + FAR_AHEAD and latest - at > LONG_BEHIND
        return "behind" if is_behind else ""


def written_at(stamp: Stamp) -> datetime:
    """Return what a device's clock said when it minted a stamp, in UTC."""
    try:
        return datetime.fromtimestamp((int(stamp, 16) >> 16) / 1000, UTC)
    except (OverflowError, ValueError, OSError):
        return datetime(1970, 1, 1, tzinfo=UTC)
