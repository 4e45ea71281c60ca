"""A workspace in memory, for planning merges: what it holds, and what a plan does to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from app.core.ids import RecordId, RevisionId
from app.core.progress import Progress
from app.records.digest import digest
from app.records.erasures import erased_by
from app.records.live import LiveView, live_view
from app.records.revision import Revision
from app.sync.judging import Misfit, Rules, judge
from app.sync.merge import MergePlan, Place, Reread, plan_merge
from app.sync.ranges import DeviceRanges, SeqRanges, ranges_of, union
from tests.sync.making import MINUTE_MS, START_MS, line

NOW = datetime.fromtimestamp((START_MS + 1_000 * MINUTE_MS) / 1000, UTC)


class Shelf:
    """Holds revisions, and the ids of those that were erased."""

    def __init__(self, revisions: Iterable[Revision] = ()) -> None:
        self.held = {revision.id: revision for revision in revisions}
        self.erased: dict[RevisionId, Place] = {}

    def known(self, ids: Sequence[RevisionId]) -> set[RevisionId]:
        return self.held.keys() & set(ids)

    def at(self, places: Sequence[Place]) -> Mapping[Place, Sequence[RevisionId]]:
        found: dict[Place, list[RevisionId]] = {}
        for each in self.held.values():
            if (each.device, each.seq) in places:
                found.setdefault((each.device, each.seq), []).append(each.id)
        return found

    def of_records(self, records: Sequence[RecordId]) -> Mapping[RecordId, Sequence[Revision]]:
        found: dict[RecordId, list[Revision]] = {}
        for each in self.held.values():
            if each.record in records:
                found.setdefault(each.record, []).append(each)
        return found

    def ranges(self) -> DeviceRanges:
        held = ranges_of((each.device, each.seq) for each in self.held.values())
        return union(held, ranges_of(self.erased.values()))

    def plan(self, revisions: Iterable[Revision | bytes]) -> MergePlan:
        """Say what these would change."""
        octets = [each if isinstance(each, bytes) else each.canonical for each in revisions]
        rules = Rules(erased=self.erased.keys())
        judged: list[Revision | Misfit] = [
            judge(line(each, number), rules) for number, each in enumerate(octets, 1)
        ]
        return plan_merge(Reread(lambda: judged), self, now=NOW, progress=Progress())

    def merge(self, revisions: Iterable[Revision]) -> MergePlan:
        """Do it, as a store does."""
        coming = list(revisions)
        plan = self.plan(coming)
        new = set(plan.new)
        self.held |= {each.id: each for each in coming if each.id in new}
        places = {each.id: (each.device, each.seq) for each in (*coming, *self.held.values())}
        named = {gone.id for each in self.held.values() for gone in erased_by(each)}
        for name in named:
            self.held.pop(name, None)
            self.erased.setdefault(name, places.get(name, (coming[0].device, 1)))
        return plan

    def digest(self) -> str:
        return digest(self.held)

    def view(self, record: RecordId) -> LiveView:
        return live_view(each for each in self.held.values() if each.record == record)


__all__ = ["NOW", "SeqRanges", "Shelf"]
