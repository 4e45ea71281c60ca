"""What a set of revisions of one record means: its live values, its conflicts, its heads. Order-free by construction.

Per field, a write is live unless another write of that field descends from it. One distinct live value is the value;
several are a conflict, and all are shown. Clocks only say which of them is shown first. Deletion is a write of the
record as a whole, and so is every ``put``: a deletion that knew of no later edit hides the record, an edit beside a
deletion is a conflict and keeps it visible.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.core.clock import Stamp
    from app.core.ids import DeviceId, RevisionId
    from app.records.revision import Revision


@dataclass(frozen=True, slots=True)
class Write:
    """Who wrote a value, where and when."""

    revision: RevisionId
    hlc: Stamp
    device: DeviceId
    actor: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of several live values of a field, and everybody who wrote it. ``value`` None: the field was removed."""

    value: str | None
    writes: tuple[Write, ...]


@dataclass(frozen=True, slots=True)
class LiveView:
    """A record as it stands.

    ``values`` has one text per field; where there is a conflict, the candidate that was written last.
    ``conflicts`` lists all candidates of a field, latest first. ``heads`` are the revisions that no other builds on,
    sorted; ``missing`` the parents that are named but not held. ``is_deleted`` means deleted and nothing beside it;
    ``is_deletion_disputed`` that somebody edited what somebody else deleted.
    """

    values: Mapping[str, str]
    conflicts: Mapping[str, tuple[Candidate, ...]]
    heads: tuple[RevisionId, ...]
    missing: frozenset[RevisionId]
    is_deleted: bool
    is_deletion_disputed: bool


def live_view(revisions: Iterable[Revision]) -> LiveView:
    """Return what a set of revisions of one record means, whatever their order."""
    held = {revision.id: revision for revision in revisions}
    if len(held) == 1:
        return _view_of_one(*held.values())
    history = _History(held)
    values: dict[str, str] = {}
    conflicts: dict[str, tuple[Candidate, ...]] = {}
    for path, writers in sorted(history.writers().items()):
        candidates = _candidates(history.latest(writers), path)
        if candidates[0].value is not None:
            values[path] = candidates[0].value
        if len(candidates) > 1:
            conflicts[path] = candidates
    standing = {revision.op for revision in history.latest(list(history.revisions.values()))}
    return LiveView(
        values=MappingProxyType(values),
        conflicts=MappingProxyType(conflicts),
        heads=history.heads(),
        missing=history.missing(),
        is_deleted=standing == {"delete"},
        is_deletion_disputed=standing == {"delete", "put"},
    )


def _view_of_one(revision: Revision) -> LiveView:
    """Return what a single revision means: nearly every interview has only one."""
    is_put = revision.op == "put"
    paths = (
        revision.decides | revision.fields.keys()
        if is_put and revision.parents
        else revision.decides
    )
    values = revision.fields
    if not paths >= revision.fields.keys():
        kept = sorted(paths & revision.fields.keys())
        values = MappingProxyType({path: revision.fields[path] for path in kept})
    return LiveView(
        values=values,
        conflicts=MappingProxyType({}),
        heads=(revision.id,),
        missing=frozenset(revision.parents),
        is_deleted=not is_put,
        is_deletion_disputed=False,
    )


def _candidates(writers: list[Revision], path: str) -> tuple[Candidate, ...]:
    by_value: dict[str | None, list[Revision]] = {}
    for writer in sorted(writers, key=_shown, reverse=True):
        by_value.setdefault(writer.fields.get(path), []).append(writer)
    return tuple(
        Candidate(value, tuple(Write(w.id, w.hlc, w.device, w.actor) for w in written))
        for value, written in by_value.items()
    )


def _shown(revision: Revision) -> tuple[str, str, str]:
    return revision.hlc, revision.device, revision.id


class _History:
    """The revisions of one record with their descent; ancestors are kept as the bits of one number each."""

    def __init__(self, revisions: Mapping[RevisionId, Revision]) -> None:
        self.revisions = revisions
        self._place = {name: place for place, name in enumerate(sorted(revisions))}
        self._above: dict[RevisionId, int] = {}
        for name in revisions:
            self._climb(name)

    def _climb(self, start: RevisionId) -> None:
        """Find the ancestors of one revision, without recursion: a history may be thousands deep."""
        waiting = [start]
        while waiting:
            name = waiting[-1]
            held = [parent for parent in self.revisions[name].parents if parent in self.revisions]
            unknown = [parent for parent in held if parent not in self._above]
            if unknown:
                waiting.extend(unknown)
                continue
            above = 0
            for parent in held:
                above |= self._above[parent] | 1 << self._place[parent]
            self._above[name] = above
            waiting.pop()

    def writers(self) -> dict[str, list[Revision]]:
        """Return who wrote each field. A revision whose parent is not held also speaks for what it took over."""
        writers: dict[str, list[Revision]] = {}
        for revision in self.revisions.values():
            paths = revision.decides
            if revision.op == "put" and any(
                parent not in self.revisions for parent in revision.parents
            ):
                paths = paths | revision.fields.keys()
            for path in paths:
                writers.setdefault(path, []).append(revision)
        return writers

    def latest(self, revisions: list[Revision]) -> list[Revision]:
        """Return those of the revisions from which no other of them descends."""
        if len(revisions) == 1:
            return revisions
        surpassed = 0
        for revision in revisions:
            surpassed |= self._above[revision.id]
        return [revision for revision in revisions if not surpassed >> self._place[revision.id] & 1]

    def heads(self) -> tuple[RevisionId, ...]:
        return tuple(sorted(revision.id for revision in self.latest(list(self.revisions.values()))))

    def missing(self) -> frozenset[RevisionId]:
        named = {parent for revision in self.revisions.values() for parent in revision.parents}
        return frozenset(named - self.revisions.keys())
