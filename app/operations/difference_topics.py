"""Which differences a record has, as a person sees them: several field paths that belong together are one.

Pure over the revisions of a record. An answer and the reason for none belong together, so do a value of a register
and where it came from, and everything in a row of a repeat that one person took away while another went on with it.
What the form works out, and notes about the record that nobody would decide, follow by themselves (`FOLLOWING`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from app.records.descent import Descent, shown_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from app.core.ids import RevisionId
    from app.records.live import LiveView
    from app.records.revision import Revision

Fields = Mapping[str, str | None]
"""What a decision writes, path -> text; None: the field is removed."""

ANSWERS: Final = "answers/"
MISSING: Final = "missing/"
ORDER: Final = "order/"
PROPERTY: Final = "property/"
SOURCE: Final = "meta/source/"
DELETED: Final = "deleted"
"""The key of a deletion that somebody disputes by an edit."""
FOLLOWING: Final = re.compile(
    r"asked/|order/|meta/(interviewer|finished|started|answered|total|title|language|times/|source/|refused/|keying_)"
    r"|remark/[^/]+/(by|at|path)$"
)
"""Fields that take the latest value by themselves once everything of their record is decided."""
_ROW: Final = re.compile(r"\{[^{}]*\}")


class Topic(StrEnum):
    """What a difference is about."""

    ANSWER = "answer"
    ROW = "row"
    DELETION = "deletion"
    LABEL = "label"
    PROPERTY = "property"
    REMARK = "remark"
    FACT = "fact"
    FOLLOWING = "following"
    """Nothing but what is worked out again differs."""


@dataclass(frozen=True, slots=True)
class Version:
    """One of several values that stand. ``fields`` are what taking it writes; ``writers`` wrote it, the latest first.

    ``value`` is the text of the field that matters, ``missing`` the reason for none; ``is_gone``: the row or the record
    was taken away.
    """

    fields: Fields
    writers: tuple[RevisionId, ...]
    value: str = ""
    missing: str = ""
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A difference of a record. ``key`` names it within the record; ``paths`` are all fields that are decided with it.

    ``versions`` stand as they were written, the earliest first.

    ``within`` is the key of the row or deletion without which it means nothing; ``before`` what all of them started
    from, None when there was nothing.
    """

    key: str
    topic: Topic
    versions: tuple[Version, ...]
    paths: tuple[str, ...]
    before: Version | None = None
    within: str = ""


@dataclass(slots=True)
class Topics:
    """Sorts the conflicts of one record. ``is_worked_out`` tells of an address whether the form fills it in itself."""

    view: LiveView
    descent: Descent
    is_worked_out: Callable[[str], bool]
    following: set[str] = field(default_factory=set)
    _done: set[str] = field(default_factory=set)

    def found(self) -> list[Disagreement]:
        """Return the differences in the order of their paths; what follows by itself is in ``following`` then."""
        rows = list(self._rows())
        found = [*self._deletion(), *rows]
        for path in sorted(self.view.conflicts):
            if path in self._done:
                continue
            if self._follows(path):
                self.following.add(path)
                continue
            found.extend(self._single(path, rows))
        if not found and self.following:
            found.append(self._all_following())
        return [self._placed(each) for each in found]

    def _deletion(self) -> Iterable[Disagreement]:
        if not self.view.is_deletion_disputed:
            return
        heads = self._latest_first(self.view.heads)
        gone = tuple(each.id for each in heads if each.op == "delete")
        kept = tuple(each.id for each in heads if each.op == "put")
        versions = (Version({}, kept), Version({}, gone, is_gone=True))
        yield Disagreement(DELETED, Topic.DELETION, self._earliest_first(versions), ())

    def _rows(self) -> Iterable[Disagreement]:
        """Yield the rows that one has taken away and another has gone on with; the outermost where they nest."""
        taken: list[str] = []
        for path in sorted(self.view.conflicts):
            writers = self._writers(path)
            for row in _rows_of(path):
                if any(row.startswith(outer) for outer in taken):
                    break
                there = [each for each in writers if ORDER + row in each.fields]
                if 0 < len(there) < len(writers):
                    taken.append(row)
                    break
        for row in taken:
            yield self._row(row)

    def _row(self, row: str) -> Disagreement:
        inside = [path for path in self.view.conflicts if _is_in(path, row)]
        writers = {each.id: each for path in inside for each in self._writers(path)}
        latest = self._latest_first(writers)
        there = [each for each in latest if ORDER + row in each.fields]
        gone = [each for each in latest if ORDER + row not in each.fields]
        kept: dict[str, str | None] = {}
        for each in reversed(there):
            kept |= {path: value for path, value in each.fields.items() if _is_in(path, row)}
        paths = sorted({*kept, *inside})
        self._done |= {path for path in inside if len(self._said(path, there)) < 2}
        versions = (
            Version(kept, tuple(each.id for each in there)),
            Version(dict.fromkeys(paths), tuple(each.id for each in gone), is_gone=True),
        )
        return Disagreement(ORDER + row, Topic.ROW, self._earliest_first(versions), tuple(paths))

    def _single(self, path: str, rows: Sequence[Disagreement]) -> Iterable[Disagreement]:
        paths = _together(path)
        self._done.update(paths)
        lead = paths[0]
        within = next((row for row in rows if _is_in(path, row.key.removeprefix(ORDER))), None)
        writers = {each.id: each for one in paths for each in self._writers(one)}
        kept = self._latest_first(writers)
        if within is not None:
            kept = [each for each in kept if within.key in each.fields]
        versions: dict[tuple[str, str], list[Revision]] = {}
        for each in kept:  # the latest first, shown last
            versions.setdefault(_meant(each.fields, paths), []).append(each)
        if len(versions) < 2:
            self.following.update(each for each in paths if each in self.view.conflicts)
            return
        yield Disagreement(
            lead,
            _topic(lead),
            tuple(_version(by[0].fields, paths, by) for by in reversed(versions.values())),
            paths,
            within=within.key if within is not None else "",
        )

    def _all_following(self) -> Disagreement:
        paths = tuple(sorted(self.following))
        heads = self._latest_first(self.view.heads)
        latest = {path: self.view.values.get(path) for path in paths}
        version = Version(latest, tuple(each.id for each in heads))
        return Disagreement("meta/", Topic.FOLLOWING, (version,), paths)

    def _placed(self, found: Disagreement) -> Disagreement:
        """Say what it was before, and that it means nothing when the whole record goes."""
        is_inside = self.view.is_deletion_disputed and found.topic is not Topic.DELETION
        within = found.within or (DELETED if is_inside else "")
        return replace(found, before=self._before(found), within=within)

    def _before(self, found: Disagreement) -> Version | None:
        if found.topic in {Topic.ROW, Topic.DELETION, Topic.FOLLOWING}:
            return None
        names = [name for version in found.versions for name in version.writers]
        revision = self.descent.before(names, found.paths)
        return None if revision is None else _version(revision.fields, found.paths, [revision])

    def _follows(self, path: str) -> bool:
        if FOLLOWING.match(path):
            return True
        kind, _, address = path.partition("/")
        return f"{kind}/" in {ANSWERS, MISSING} and self.is_worked_out(f"/{address}")

    def _writers(self, path: str) -> list[Revision]:
        held = self.descent.revisions
        return [
            held[write.revision]
            for candidate in self.view.conflicts.get(path, ())
            for write in candidate.writes
        ]

    def _said(self, path: str, among: Sequence[Revision]) -> set[str | None]:
        return {each.fields.get(path) for each in among if path in each.decides}

    def _earliest_first(self, versions: Iterable[Version]) -> tuple[Version, ...]:
        held = self.descent.revisions
        return tuple(sorted(versions, key=lambda each: shown_order(held[each.writers[0]])))

    def _latest_first(self, names: Iterable[RevisionId]) -> list[Revision]:
        return sorted(
            (self.descent.revisions[name] for name in names), key=shown_order, reverse=True
        )


def plain_path(address: str) -> str:
    """Return the path of the question behind an address: without the rows it stands in."""
    return _ROW.sub("", address)


def _together(path: str) -> tuple[str, ...]:
    """Return the fields that are decided with this one, the one that matters first."""
    kind, _, rest = path.partition("/")
    if f"{kind}/" in {ANSWERS, MISSING}:
        return ANSWERS + rest, MISSING + rest
    if path.startswith(PROPERTY) or path in {"label", "list"}:
        return path, SOURCE + path
    return (path,)


def _topic(path: str) -> Topic:
    kind = path.partition("/")[0]
    named = {"answers": Topic.ANSWER, "property": Topic.PROPERTY, "remark": Topic.REMARK}
    return Topic.LABEL if path == "label" else named.get(kind, Topic.FACT)


def _meant(fields: Mapping[str, str], paths: Sequence[str]) -> tuple[str, str]:
    """Return what makes two versions differ: not where a value came from."""
    missing = fields.get(paths[1], "") if paths[0].startswith(ANSWERS) else ""
    return fields.get(paths[0], ""), missing


def _version(fields: Mapping[str, str], paths: Sequence[str], by: Sequence[Revision]) -> Version:
    value, missing = _meant(fields, paths)
    return Version(
        {path: fields.get(path) for path in paths},
        tuple(each.id for each in by),
        value,
        missing,
    )


def _rows_of(path: str) -> list[str]:
    """Return the addresses, without their first stroke, of the rows a field stands in, the outermost first."""
    address = path.partition("/")[2]
    return [address[: found.end()] for found in _ROW.finditer(address)]


def _is_in(path: str, row: str) -> bool:
    kind, _, address = path.partition("/")
    return kind in {"answers", "missing", "order", "asked"} and (
        address == row or address.startswith(f"{row}/")
    )
