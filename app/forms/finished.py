"""A finished interview to read, print, report on and write out: exactly what is stored, never worked out anew.

Apart from ``session``, whose interviews can change. Screens and reports read it as any other session; it is closed,
so that whatever would change it is refused.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.core.collector import held_back
from app.forms.entities import EntityEdit, edits_as_stored
from app.forms.session import ONLY_LANGUAGE, FormSession, give_lists
from app.forms.snapshot import DeviceInfo, Snapshot
from app.forms.stored import ReadRunner

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.core.clock import Clock
    from app.core.ids import RecordId
    from app.forms.definition import FormDefinition, Item
    from app.forms.runner import Runner
    from app.forms.state import Step


class FinishedInterview(FormSession):
    """One finished interview as it stands. Make it with `read`."""

    def __init__(
        self, runner: Runner, record: RecordId, languages: tuple[str, ...], opening: Step
    ) -> None:
        super().__init__(runner, record, languages, opening)
        self._stored = Snapshot(finished=True)
        self._edits: tuple[EntityEdit, ...] = ()

    @classmethod
    @held_back()
    def read(
        cls,
        definition: FormDefinition,
        snapshot: Snapshot,
        *,
        record: RecordId,
        clock: Clock,
        language: str | None = None,
        lists: Mapping[str, Item | None] | None = None,
    ) -> FinishedInterview:
        """Open what is stored. ``clock`` should stand when it was finished: texts may quote the time.

        ``lists`` as for `FormSession.open`: choices are named after them, no answer changes with them.
        """
        languages = definition.languages or (ONLY_LANGUAGE,)
        spoken = language if language in languages else definition.default_language or languages[0]
        runner = ReadRunner(
            definition, record, clock, language=spoken, device=DeviceInfo(), seed=None
        )
        if lists:
            give_lists(runner, lists)
        step = runner.open_snapshot(snapshot, None)
        found = cls(runner, record, languages, step)
        used = set(snapshot.fields.values())
        attached = {name: blob for name, blob in snapshot.attached.items() if name in used}
        found._stored = replace(snapshot, attached=attached, finished=True)
        found._edits = edits_as_stored(runner, snapshot)
        found._closed = True
        return found

    def snapshot(self) -> Snapshot:
        """Return what is stored."""
        return self._stored

    def entity_edits(self) -> tuple[EntityEdit, ...]:
        """Return what finishing it did to entity lists."""
        return self._edits
