"""Who built on whom among the revisions of one record: what somebody knew, what two people both started from.

Apart from `live`, which needs descent only to say what stands; here it is asked for the sake of showing it to a person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from app.core.ids import RevisionId
    from app.records.revision import Revision


class Descent:
    """The revisions of one record by id, with everything that each of them builds on."""

    def __init__(self, revisions: Iterable[Revision]) -> None:
        self.revisions = {revision.id: revision for revision in revisions}

    def above(self, name: RevisionId) -> frozenset[RevisionId]:
        """Return what a revision builds on, as far as it is held; not itself."""
        found: set[RevisionId] = set()
        waiting = list(self._parents(name))
        while waiting:
            each = waiting.pop()
            if each not in found:
                found.add(each)
                waiting.extend(self._parents(each))
        return frozenset(found)

    def shared(self, names: Collection[RevisionId]) -> frozenset[RevisionId]:
        """Return what all of these revisions build on."""
        each = [self.above(name) for name in names]
        return frozenset.intersection(*each) if each else frozenset()

    def before(self, names: Collection[RevisionId], paths: Collection[str]) -> Revision | None:
        """Return the latest revision that all of these build on and that wrote one of the fields, if any."""
        held = (self.revisions[name] for name in self.shared(names))
        wrote = [each for each in held if not each.decides.isdisjoint(paths)]
        return max(wrote, key=shown_order, default=None)

    def writers(self, paths: Collection[str]) -> list[Revision]:
        """Return every revision that wrote one of these fields, the latest first."""
        wrote = [each for each in self.revisions.values() if not each.decides.isdisjoint(paths)]
        return sorted(wrote, key=shown_order, reverse=True)

    def _parents(self, name: RevisionId) -> list[RevisionId]:
        return [each for each in self.revisions[name].parents if each in self.revisions]


def shown_order(revision: Revision) -> tuple[str, str, str]:
    """Return what orders revisions for the eye: clock, device, id."""
    return revision.hlc, revision.device, revision.id
