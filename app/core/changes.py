"""What an operation changed, by kind, so that every view can decide whether to look again."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Changes:
    """Kinds of thing that changed. A view compares with what it shows; ids narrow it down where they are known."""

    interviews: frozenset[str] = frozenset()
    drafts: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    entities: frozenset[str] = frozenset()
    members: bool = False
    settings: bool = False
    everything: bool = False

    def __or__(self, other: Changes) -> Changes:
        return Changes(
            **{f.name: getattr(self, f.name) | getattr(other, f.name) for f in fields(self)}
        )

    def __bool__(self) -> bool:
        return any(getattr(self, f.name) for f in fields(self))
