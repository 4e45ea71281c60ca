"""Everything that is held about somebody: found by name in all that lies here, shown, and handed out as a copy.

Every revision is looked at, what was corrected long ago too, and every step of every draft, the wastebasket included. A
name is found in Estonian, Russian and Latin letters alike. What belongs to what was found comes along: the contacts and
the interviews of a case that bears the name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from app.core.progress import Progress
from app.operations import erasure
from app.operations.erasure import ErasureWish
from app.records.names import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from app.core.ids import RecordId
    from app.operations.services import Services
    from app.records.revision import Revision

HoldingKind = Literal[
    "interview", "case", "attempt", "entity", "member", "other", "draft", "wastebasket"
]
SHORTEST: Final = 2
"""So many letters a word must have to be looked for."""
_AT_ONCE: Final = 500
_WORD: Final = re.compile(r"[^\W_]+")
_TITLES: Final = ("meta/title", "label", "meta/name")
_SAYS: Final = (
    "answers/",
    "remark/",
    "property/",
    "label",
    "meta/title",
    "meta/name",
    "meta/respondent/",
)
_LISTS: Final[Mapping[str, HoldingKind]] = {"cases": "case", "attempts": "attempt"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where the name stands: a field's path and its value; ``is_past`` when it was corrected since."""

    path: str
    value: str
    is_past: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Something that is held. ``id`` is the record's, or the draft's; ``places`` is empty for what only belongs to it.

    ``may_go`` is False for members: who asked a question stays known as long as the answer does.
    """

    kind: HoldingKind
    id: str
    record_kind: str
    title: str
    changed_at: datetime
    places: tuple[Place, ...] = ()

    @property
    def may_go(self) -> bool:
        """Whether it can be erased."""
        return self.kind != "member"


@dataclass(frozen=True, slots=True)
class Found:
    """What is held about somebody, and where else it is: in packages, exports and backups."""

    text: str
    held: tuple[Held, ...]
    beyond: erasure.BeyondRecall

    def wish(self, chosen: Sequence[Held]) -> ErasureWish:
        """Return the wish to erase some of it."""
        return wish_for(chosen)


def find(services: Services, text: str, progress: Progress | None = None) -> Found:
    """Find everything held about somebody; each word of ``text`` must stand somewhere in it. Raises `Cancelled`."""
    words = _keys(text)
    if not words:
        return Found(text, (), erasure.BeyondRecall())
    progress = progress or Progress()
    wanted = _Wanted(words)
    found = {(each.kind, each.id): each for each in _in_records(services, wanted, progress)}
    for each in _belonging(services, list(found.values())):
        found.setdefault((each.kind, each.id), each)
    for each in _in_drafts(services, wanted, {id_ for _, id_ in found}):
        found[each.kind, each.id] = each
    held = tuple(sorted(found.values(), key=lambda each: (_ORDER.index(each.kind), each.title)))
    return Found(text, held, erasure.plan(services, wish_for(held)).beyond)


def wish_for(chosen: Iterable[Held]) -> ErasureWish:
    """Return the wish to erase what was found."""
    from app.core.ids import DraftId, RecordId

    going = [each for each in chosen if each.may_go]
    return ErasureWish(
        records=[(each.record_kind, RecordId(each.id)) for each in going if each.record_kind],
        drafts=[DraftId(each.id) for each in going if not each.record_kind],
    )


def save_copy(services: Services, found: Found, target: Path) -> int:
    """Write what is held as a file that a person can read (JSON): all of it, as it stands and as it stood.

    Returns how many things it holds. Raises AppError FILE_UNWRITABLE, DISK_FULL.
    """
    import orjson

    from app.core.files import write_atomically, writing
    from app.operations import export_log

    told = {
        "project": services.workspace.identity.name,
        "made": services.clock.now().isoformat(timespec="seconds"),
        "asked": found.text,
        "held": [_told(services, each) for each in found.held],
    }
    with writing(target):
        write_atomically(target, orjson.dumps(told, option=orjson.OPT_INDENT_2))
    for each in found.held:
        if each.kind == "interview":
            export_log.note(services, "copy", target, record=each.id)
    return len(found.held)


_ORDER: Final = (
    "interview",
    "draft",
    "wastebasket",
    "case",
    "attempt",
    "entity",
    "member",
    "other",
)


class _Wanted:
    """The words that are looked for, and the keys of the values met so far: most values are met again and again."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._keys: dict[str, str] = {}

    def stands_in(self, values: Iterable[str]) -> bool:
        """Whether every word stands in one of the values."""
        keys = [self._key_of(each) for each in values]
        return all(any(word in key for key in keys) for word in self._words)

    def is_named_in(self, value: str) -> bool:
        """Whether one of the words stands in a value."""
        return any(word in self._key_of(value) for word in self._words)

    def _key_of(self, value: str) -> str:
        """Return the words of a value as keys, a blank between them: none is found across two."""
        known = self._keys.get(value)
        if known is None:
            known = " ".join(map(_key, _WORD.findall(value)))
            self._keys[value] = known
        return known


def _key(word: str) -> str:
    """Return what a word is looked for by: digits as they stand, or a number with doubled digits would find many."""
    return word if any(letter.isdigit() for letter in word) else name_key(word)


def _keys(text: str) -> tuple[str, ...]:
    words = _WORD.findall(text)
    return tuple(dict.fromkeys(key for each in words if len(key := _key(each)) >= SHORTEST))


def _in_records(services: Services, wanted: _Wanted, progress: Progress) -> Iterator[Held]:
    from app.store import searching

    seen: dict[tuple[str, RecordId], None] = {}
    for done, total, revisions in searching.everything(services.workspace, _AT_ONCE):
        progress.step(done, total, "searching")
        for revision in revisions:
            said = (value for path, value in revision.fields.items() if path.startswith(_SAYS))
            if wanted.stands_in(said):
                seen[revision.kind, revision.record] = None
    for revisions in searching.histories(services.workspace, list(seen)):
        yield _held(revisions, wanted)


def _held(revisions: Sequence[Revision], wanted: _Wanted) -> Held:
    from app.records.live import live_view

    view = live_view(revisions)
    first = revisions[0]
    places = dict.fromkeys(
        (path, value)
        for revision in revisions
        for path, value in revision.fields.items()
        if path.startswith(_SAYS) and wanted.is_named_in(value)
    )
    title = next((view.values[path] for path in _TITLES if view.values.get(path)), "")
    return Held(
        kind=_kind_of(first.kind, view.values.get("list", "")),
        id=first.record,
        record_kind=first.kind,
        title=title,
        changed_at=_moment(max(each.hlc for each in revisions)),
        places=tuple(
            Place(path, value, is_past=view.values.get(path) != value) for path, value in places
        ),
    )


def _kind_of(kind: str, name: str) -> HoldingKind:
    if kind == "entity":
        return _LISTS.get(name, "entity")
    if kind == "interview":
        return "interview"
    return "member" if kind == "member" else "other"


def _moment(hlc: str) -> datetime:
    from datetime import UTC, datetime

    return datetime.fromtimestamp((int(hlc, 16) >> 16) / 1000, UTC)


def _belonging(services: Services, held: Sequence[Held]) -> Iterator[Held]:
    """Yield the contacts and the interviews of the cases that were found."""
    from app.store import registers, searching

    cases = {each.id for each in held if each.kind == "case"}
    if not cases:
        return
    workspace = services.workspace
    tried = registers.list_entities(workspace, "attempts")
    records = [("entity", e.record) for e in tried if e.properties.get("case") in cases]
    asked = registers.interviews_of_cases(workspace)
    records += [("interview", e.record) for e in asked if e.case in cases and e.is_finished]
    for revisions in searching.histories(workspace, records):
        yield _held(revisions, _Wanted(()))


def _in_drafts(services: Services, wanted: _Wanted, known: set[str]) -> Iterator[Held]:
    from app.store import searching

    for draft, texts in searching.drafts(services.workspace):
        values = [*texts, draft.title]
        belongs = draft.record in known or bool(draft.case_id and draft.case_id in known)
        if belongs or wanted.stands_in(values):
            places = (Place("", text) for text in dict.fromkeys(values))
            yield Held(
                kind="wastebasket" if draft.discarded_at else "draft",
                id=draft.id,
                record_kind="",
                title=draft.title,
                changed_at=draft.changed_at,
                places=tuple(each for each in places if wanted.is_named_in(each.value)),
            )


def _told(services: Services, held: Held) -> dict[str, object]:
    from app.core.ids import DraftId, RecordId
    from app.store import revisions, searching

    told: dict[str, object] = {
        "kind": held.kind,
        "id": held.id,
        "title": held.title,
        "changed": held.changed_at.isoformat(timespec="seconds"),
    }
    if held.record_kind:
        from app.records.live import live_view

        history = [
            each
            for each in revisions.revisions_of(services.workspace, RecordId(held.id))
            if each.kind == held.record_kind
        ]
        told["stands"] = dict(live_view(history).values)
        told["stood"] = [dict(each.fields) for each in history[:-1]]
    else:
        told["steps"] = searching.texts_of(services.workspace, DraftId(held.id))
    return told
