"""What merging a package would change: the numbers of the preview, and of the report after it.

Reads only. Lines are gone through once, in batches, keeping names and places; whole revisions are looked at only for
records that are held already or came more than once, a few hundred at a time. So a package of any size is planned in
bounded memory, and a first import never compares anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol, TypeVar

from app.core.clock import FAR_AHEAD
from app.core.ids import DeviceId, RecordId, RevisionId
from app.records.erasures import Erased, erased_by
from app.records.live import Candidate, live_view
from app.records.revision import Kind, Revision
from app.sync.judging import Misfit, Why
from app.sync.ranges import DeviceRanges, SeqRanges, by_device, gaps, ranges_of, union

if TYPE_CHECKING:
    from app.core.progress import Progress

BATCH = 1_000
COMPARED_AT_ONCE = 500
MOST_MISFITS = 10_000

Place = tuple[DeviceId, int]
Touched = tuple[RecordId, str]
"""A record and its kind."""
T = TypeVar("T")


class Held(Protocol):
    """What has to be known of the workspace; every call is for many at once (at most `BATCH`)."""

    def known(self, ids: Sequence[RevisionId]) -> set[RevisionId]:
        """Return which of these revisions are held."""
        ...

    def at(self, places: Sequence[Place]) -> Mapping[Place, Sequence[RevisionId]]:
        """Return the revisions that are held at these places of their devices' histories."""
        ...

    def of_records(self, records: Sequence[RecordId]) -> Mapping[RecordId, Sequence[Revision]]:
        """Return all held revisions of these records; a record of which there is none is not named."""
        ...

    def ranges(self) -> DeviceRanges:
        """Return what is held by device, erased revisions included."""
        ...


class Incoming(Protocol):
    """The judged lines of one or more packages; staged, or read again from the package (`Reread`)."""

    def __iter__(self) -> Iterator[Revision | Misfit]:
        """Yield every line, judged."""
        ...

    def of_records(self, records: Sequence[RecordId]) -> Mapping[RecordId, Sequence[Revision]]:
        """Return all incoming revisions of these records, known ones too."""
        ...


class Reread:
    """Incoming lines that are read and judged anew each time they are gone through: nothing has to be staged."""

    def __init__(self, judged: Callable[[], Iterable[Revision | Misfit]]) -> None:
        self._judged = judged

    def __iter__(self) -> Iterator[Revision | Misfit]:
        return iter(self._judged())

    def of_records(self, records: Sequence[RecordId]) -> Mapping[RecordId, Sequence[Revision]]:
        """Return all incoming revisions of these records."""
        wanted: dict[RecordId, list[Revision]] = {record: [] for record in records}
        for each in self._judged():
            if isinstance(each, Revision) and each.record in wanted:
                wanted[each.record].append(each)
        return wanted


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field with several live values after the merge; ``is_new`` when there was no conflict before."""

    record: RecordId
    kind: str
    path: str
    candidates: tuple[Candidate, ...]
    is_new: bool


@dataclass(frozen=True, slots=True)
class Deletion:
    """A record that somebody deleted while somebody else edited it; it stays visible."""

    record: RecordId
    kind: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Clone:
    """Two contents at one place of a device's history: two laptops write as one."""

    device: DeviceId
    seq: int
    revisions: tuple[RevisionId, ...]


@dataclass(frozen=True, slots=True)
class OddClock:
    """A device whose clock runs more than a day ahead of ours."""

    device: DeviceId
    ahead: timedelta
    revisions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePlan:
    """What a merge would change.

    ``new`` are the ids to add, in the order in which they came; ``known`` how many were held already; ``refused`` the
    ids of erased revisions that came again; ``erasing`` held ids that an erasure in the package takes away. ``touched``
    are the records with something new and their kinds; ``records`` counts them by kind, ``added`` those of them of
    which nothing was held. ``parked`` counts new revisions of kinds that this version does not know. ``settled`` counts
    the conflicts that are over afterwards. ``gaps`` is what is missing by device afterwards. ``misfits`` are the first
    10,000 lines that are set aside, ``set_aside`` how many there are.
    """

    new: tuple[RevisionId, ...]
    known: int
    parked: int
    touched: tuple[Touched, ...]
    records: Mapping[str, int]
    added: Mapping[str, int]
    conflicts: tuple[Conflict, ...]
    settled: int
    deletions: tuple[Deletion, ...]
    misfits: tuple[Misfit, ...]
    set_aside: int
    refused: tuple[RevisionId, ...]
    erasing: tuple[RevisionId, ...]
    clones: tuple[Clone, ...]
    gaps: DeviceRanges
    odd_clocks: tuple[OddClock, ...]


def plan_merge(incoming: Incoming, held: Held, *, now: datetime, progress: Progress) -> MergePlan:
    """Say what merging would change, reading only; the same function serves preview and report."""
    survey = _Survey(held, now)
    for done, batch in enumerate(_batches(incoming, BATCH)):
        progress.step(done * BATCH, 0, "planning_merge")
        survey.take(batch)
    refused = survey.refuse_erased()
    comparison = _Comparison(incoming, held, survey)
    touched = list(survey.touched)
    for done, some in enumerate(_batches(touched, COMPARED_AT_ONCE)):
        progress.step(done * COMPARED_AT_ONCE, len(touched), "comparing_records")
        comparison.take(some)
    return MergePlan(
        new=tuple(survey.new),
        known=survey.known,
        parked=sum(1 for kind in survey.new.values() if _is_parked(kind)),
        touched=tuple(touched),
        records=_counted(touched),
        added=_counted(comparison.added),
        conflicts=tuple(comparison.conflicts),
        settled=comparison.settled,
        deletions=tuple(comparison.deletions),
        misfits=tuple(survey.misfits),
        set_aside=survey.set_aside,
        refused=refused,
        erasing=survey.erasing(),
        clones=survey.clones(),
        gaps=gaps(union(held.ranges(), survey.ranges())),
        odd_clocks=survey.odd_clocks(),
    )


@dataclass
class _Survey:
    """What the first pass keeps: names and places, no contents."""

    held: Held
    now: datetime
    new: dict[RevisionId, str] = field(default_factory=dict)
    known: int = 0
    misfits: list[Misfit] = field(default_factory=list)
    set_aside: int = 0
    touched: dict[Touched, int] = field(default_factory=dict)
    erased: dict[RevisionId, Erased] = field(default_factory=dict)
    _seen_known: set[RevisionId] = field(default_factory=set)
    _record_of: dict[RevisionId, Touched] = field(default_factory=dict)
    _places: dict[DeviceId, dict[int, RevisionId]] = field(default_factory=dict)
    _clones: dict[Place, set[RevisionId]] = field(default_factory=dict)
    _clocks: dict[DeviceId, tuple[int, int]] = field(default_factory=dict)
    _refused: dict[RevisionId, None] = field(default_factory=dict)

    def take(self, batch: Sequence[Revision | Misfit]) -> None:
        """Take note of some lines."""
        fresh: dict[RevisionId, Revision] = {}
        for each in batch:
            if isinstance(each, Misfit):
                self._set_aside(each)
            elif each.id not in self.new and each.id not in self._seen_known:
                fresh[each.id] = each
        there = self.held.known(list(fresh))
        self.known += len(there)
        self._seen_known |= there
        added = [revision for revision in fresh.values() if revision.id not in there]
        for revision in added:
            self._add(revision)
        self._look_for_clones(added)

    def _set_aside(self, misfit: Misfit) -> None:
        if misfit.why is Why.ERASED:
            self._refused[RevisionId(misfit.revision)] = None
            return
        self.set_aside += 1
        if len(self.misfits) < MOST_MISFITS:
            self.misfits.append(misfit)

    def _add(self, revision: Revision) -> None:
        touched = (revision.record, revision.kind)
        self.new[revision.id] = revision.kind
        self.touched[touched] = self.touched.get(touched, 0) + 1
        self._record_of[revision.id] = touched
        if revision.kind == Kind.ERASURE:
            self.erased |= {each.id: each for each in erased_by(revision)}
        ahead = (int(revision.hlc, 16) >> 16) - int((self.now + FAR_AHEAD).timestamp() * 1000)
        if ahead > 0:
            most, count = self._clocks.get(revision.device, (0, 0))
            self._clocks[revision.device] = (max(most, ahead), count + 1)

    def _look_for_clones(self, added: Sequence[Revision]) -> None:
        there = self.held.at([(revision.device, revision.seq) for revision in added])
        for revision in added:
            place = (revision.device, revision.seq)
            own = self._places.setdefault(revision.device, {})
            others = {*there.get(place, ()), own.setdefault(revision.seq, revision.id)}
            if others != {revision.id}:
                self._clones.setdefault(place, set()).update(others, {revision.id})

    def refuse_erased(self) -> tuple[RevisionId, ...]:
        """Take out what an erasure in the same package names, whichever came first; return all that was refused."""
        for name in [name for name in self.new if name in self.erased]:
            del self.new[name]
            self._refused[name] = None
            touched = self._record_of[name]
            self.touched[touched] -= 1
            if not self.touched[touched]:
                del self.touched[touched]
        return tuple(self._refused)

    def erasing(self) -> tuple[RevisionId, ...]:
        """Return what is held and would be erased."""
        named = sorted(self.erased)
        return tuple(
            name for some in _batches(named, BATCH) for name in sorted(self.held.known(some))
        )

    def clones(self) -> tuple[Clone, ...]:
        return tuple(
            Clone(device, seq, tuple(sorted(ids)))
            for (device, seq), ids in sorted(self._clones.items())
        )

    def ranges(self) -> DeviceRanges:
        """Return what came by device, and what came to be erased."""
        came = by_device({device: SeqRanges.of(seqs) for device, seqs in self._places.items()})
        places = ((each.device, each.seq) for each in self.erased.values() if each.seq)
        return union(came, ranges_of(places))

    def odd_clocks(self) -> tuple[OddClock, ...]:
        return tuple(
            OddClock(device, FAR_AHEAD + timedelta(milliseconds=most), count)
            for device, (most, count) in sorted(self._clocks.items())
        )


@dataclass
class _Comparison:
    """What the second pass finds: the live view of a record before and after."""

    incoming: Incoming
    held: Held
    survey: _Survey
    conflicts: list[Conflict] = field(default_factory=list)
    deletions: list[Deletion] = field(default_factory=list)
    added: list[Touched] = field(default_factory=list)
    settled: int = 0

    def take(self, some: Sequence[Touched]) -> None:
        """Compare some records; what came once and is held not at all needs no comparing."""
        records = list(dict.fromkeys(record for record, _ in some))
        there = {
            record: [each for each in revisions if each.id not in self.survey.erased]
            for record, revisions in self.held.of_records(records).items()
        }
        doubtful: list[Touched] = []
        for record, kind in some:
            is_held = any(each.kind == kind for each in there.get(record, ()))
            if not is_held:
                self.added.append((record, kind))
            if not _is_parked(kind) and (is_held or self.survey.touched[record, kind] > 1):
                doubtful.append((record, kind))
        if not doubtful:
            return
        coming = self.incoming.of_records([record for record, _ in doubtful])
        for record, kind in doubtful:
            before = [each for each in there.get(record, ()) if each.kind == kind]
            new = [
                each
                for each in coming.get(record, ())
                if each.kind == kind and each.id in self.survey.new
            ]
            self._compare(record, kind, before, new)

    def _compare(
        self, record: RecordId, kind: str, before: list[Revision], new: list[Revision]
    ) -> None:
        was, becomes = live_view(before), live_view((*before, *new))
        self.settled += len(was.conflicts.keys() - becomes.conflicts.keys())
        self.conflicts += [
            Conflict(record, kind, path, candidates, path not in was.conflicts)
            for path, candidates in becomes.conflicts.items()
        ]
        if becomes.is_deletion_disputed:
            self.deletions.append(Deletion(record, kind, not was.is_deletion_disputed))


def _is_parked(kind: str) -> bool:
    return kind not in Kind.__members__.values()


def _counted(touched: Iterable[Touched]) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for _, kind in touched:
        counts[kind] = counts.get(kind, 0) + 1
    return MappingProxyType(dict(sorted(counts.items())))


def _batches(things: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(things)
    while batch := list(islice(rest, size)):
        yield batch
