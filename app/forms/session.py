"""The only door to a running form: open, answer, repeat, switch language, undo, validate, finish, subscribe.

Screens, the command line and the tests all come through here and never see the tree, the graph or the
compiler behind it. Every action settles completely before anybody is told: listeners get one `Batch` per action,
never a half-updated form. A session belongs to one thread at a time; it holds no lock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from app.core.collector import held_back
from app.forms.archive import to_snapshot
from app.forms.audit import EventName, events_in, options_of, to_csv
from app.forms.background import QUIET, background_audio
from app.forms.entities import EntityEdit, edits_of, minted_in, with_marks
from app.forms.noting import Noting
from app.forms.program import is_question
from app.forms.refusals import IncompleteInterview, NotAnswerable, Refusal
from app.forms.runner import Runner
from app.forms.snapshot import DeviceInfo, Remark, Snapshot
from app.forms.state import Address, Batch, Missing, Step
from app.forms.stored import StoredRunner
from app.forms.trail import AuditTrail
from app.records.repeats import new_identity
from app.xpath.elements import document_of

if TYPE_CHECKING:
    from app.core.clock import Clock
    from app.core.ids import RecordId
    from app.forms.definition import FormDefinition, Item
    from app.forms.instance import Cell, Repeat

__all__ = [
    "DeviceInfo",
    "FormSession",
    "IncompleteInterview",
    "NotAnswerable",
    "Remark",
    "Snapshot",
]

Listener = Callable[[Batch], None]
ONLY_LANGUAGE = "default"
"""What a form in one unnamed language calls it."""


class FormSession(Noting):
    """One interview in progress (or one finished interview, opened to be read or corrected)."""

    def __init__(
        self, runner: Runner, record: RecordId, languages: tuple[str, ...], opening: Step
    ) -> None:
        super().__init__(runner, record, languages)
        self._listeners: list[Listener] = []
        self._minted: Mapping[str, str] = {}
        self._trail: AuditTrail | None = None
        self.opening = opening
        """The first step of a draft: op ``open`` with the effects of opening. A replay starts with it."""

    @classmethod
    @held_back()
    def open(  # noqa: PLR0913
        cls,
        definition: FormDefinition,
        *,
        record: RecordId,
        clock: Clock,
        language: str | None = None,
        device: DeviceInfo | None = None,
        seed: int | None = None,
        attached: Mapping[str, str] | None = None,
        steps: Iterable[Step] = (),
        snapshot: Snapshot | None = None,
        lists: Mapping[str, Item | None] | None = None,
    ) -> FormSession:
        """Open a form: new, from a draft's log (``steps``, the first of them ``opening``), or from a ``snapshot``.

        ``steps`` after a ``snapshot`` are those of the correction. ``language`` is the form's own spelling and wins
        over nothing but the form's default; a ``language`` step in the log wins over it. ``seed`` makes random
        functions repeatable. ``attached`` maps file names of earlier answers to blob ids. ``lists`` are secondary
        instances of this very session by id (entity lists, the last saved interview); they win over the form's own.
        """
        languages = definition.languages or (ONLY_LANGUAGE,)
        log = list(steps)
        opening = log.pop(0) if log and log[0].op == "open" else None
        spoken = (opening.payload.get("language") if opening else None) or language
        is_stored = snapshot is not None and snapshot.finished
        runner = (StoredRunner if is_stored else Runner)(
            definition,
            record,
            clock,
            language=spoken if spoken in languages else definition.default_language or languages[0],
            device=device or DeviceInfo(),
            seed=seed,
        )
        if lists:
            give_lists(runner, lists)
        step = runner.open_snapshot(snapshot, opening) if snapshot else runner.open_new(opening)
        runner.attached.update(attached or {})
        runner.replay(log)
        session = cls(runner, record, languages, step)
        session._minted = minted_in(snapshot)
        session._follow(log, (device or DeviceInfo()).username)
        return session

    # --- what a person does. Each settles everything, delivers ONE batch to all subscribers and returns it.

    def answer(self, address: Address, value: str) -> Batch:
        """Give a question its answer in ODK's lexical form; ``""`` clears it. Raises NotAnswerable.

        A missing reason given before goes away. An answer that breaks its constraint is kept and reads as invalid.
        """
        step = Step("set" if value else "clear", address, {"value": value} if value else {})
        cell = self._question(address)
        return self._deliver(self._runner.act(step, lambda: self._runner.set_answer(cell, value)))

    def answer_within(self, address: Address, value: str, budget_ms: float) -> Batch | None:
        """Give an answer like `answer`, but return None after ``budget_ms`` if there is more to work out.

        Then call `go_on` from the event loop until it returns the batch; nobody is told before. Anything else that is
        done meanwhile finishes it first. Raises NotAnswerable.
        """
        step = Step("set" if value else "clear", address, {"value": value} if value else {})
        cell = self._question(address)
        batch = self._runner.act_within(
            step, lambda: self._runner.set_answer(cell, value), budget_ms
        )
        return self._went_back(batch)

    def go_on(self, budget_ms: float) -> Batch | None:
        """Go on with what `answer_within` left; None while there is still more to do."""
        return self._went_back(self._runner.go_on(budget_ms))

    @property
    def is_settling(self) -> bool:
        """Whether `go_on` must be called."""
        return self._runner.waiting is not None

    def attach(self, address: Address, name: str, blob: str) -> Batch:
        """Answer an upload with a file: its name is the value, ``blob`` is its bytes' id. Raises NotAnswerable.

        The place of a recording of the whole interview (`background_audio`) takes one too, past undo; '' empties it.
        """
        audio = background_audio(self.definition)
        quiet = audio is not None and audio.address == address
        cell = self._known(address) if quiet else self._question(address)
        payload = {"value": name, "blob": blob, **({QUIET: "yes"} if quiet else {})}
        step = Step("attach", address, payload)
        if name:
            self._runner.attached[name] = blob
        return self._deliver(self._runner.act(step, lambda: self._runner.set_answer(cell, name)))

    def give_missing(self, address: Address, missing: Missing) -> Batch:
        """Record don't know or refused instead of an answer, which is emptied. Raises NotAnswerable."""
        cell = self._question(address)
        step = Step("missing", address, {"missing": missing})
        return self._deliver(
            self._runner.act(step, lambda: self._runner.set_missing(cell, missing))
        )

    def add_repeat(self, repeat: Address, before: str | None = None) -> Batch:
        """Add an instance to ``/data/person``, at the end or before the instance with identity ``before``.

        ``repeat`` carries the identities of outer instances but not its own. The new identity stands in
        ``batch.step.payload["id"]``. Raises NotAnswerable for irrelevant, fixed or counted repeats.
        """
        found = self._repeat(repeat)
        if not self.count_allowed(repeat)[0]:
            raise NotAnswerable(
                Refusal.FIXED if found.parent.relevant else Refusal.IRRELEVANT, repeat
            )
        identity = new_identity()
        step = Step("add", repeat, {"id": identity, "before": before or ""})
        return self._deliver(
            self._runner.act(step, lambda: self._runner.add_row(found, identity, before or ""))
        )

    def remove_repeat(self, instance: Address) -> Batch:
        """Remove ``/data/person{ID}`` with everything in it; undo brings it back. Raises NotAnswerable."""
        cell = self._known(instance)
        if not cell.identity:
            raise NotAnswerable(Refusal.KIND, instance)
        if not cell.relevant:
            raise NotAnswerable(Refusal.IRRELEVANT, instance)
        if not self.count_allowed(self._runner.instance.repeat_of(cell).address)[1]:
            raise NotAnswerable(Refusal.FIXED, instance)
        if self._trail is not None:
            self._trail.removing = self.ordinal_path(instance)
        step = Step("remove", instance)
        return self._deliver(self._runner.act(step, lambda: self._runner.remove_row(cell)))

    def switch_language(self, language: str) -> Batch:
        """Show the form in another of its languages. Answers stay. Raises KeyError for a language it has not."""
        if language not in self.languages:
            raise KeyError(language)
        self._finish_settling()
        return self._deliver(self._runner.switch_language(language))

    def undo(self) -> Batch | None:
        """Take back the last answer, missing reason, remark, file or change of repeats; None when there is none."""
        self._finish_settling()
        return self._went_back(self._runner.go_back("undo"))

    def redo(self) -> Batch | None:
        """Do again what was last taken back; None when there is nothing or something else was done since."""
        self._finish_settling()
        return self._went_back(self._runner.go_back("redo"))

    @property
    def can_undo(self) -> bool:
        """Whether `undo` would do something."""
        return bool(self._runner.done)

    @property
    def can_redo(self) -> bool:
        """Whether `redo` would do something."""
        return bool(self._runner.undone)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` with every batch from now on; call the returned function to stop that."""
        self._listeners.append(listener)

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return stop

    # --- the audit log, in forms that keep one: batches of nothing but a step of the log, before what they tell of

    def visited(self, address: Address) -> None:
        """Note that a person looks at a question, or at a group that stands on one screen. Raises KeyError."""
        if self._trail is not None:
            self._log(self._trail.visited(address))

    def jumped(self) -> None:
        """Note that a person looks for a question to go to."""
        if self._trail is not None:
            self._log(self._trail.jumped())

    def reached_end(self) -> None:
        """Note that a person looks at the end of the interview."""
        if self._trail is not None:
            self._log(self._trail.reached_end())

    def left(self) -> None:
        """Note that a person looks away: before an interview is closed, so that the last visit has its end."""
        if self._trail is not None:
            self._log(self._trail.looked_away())

    def note_event(self, event: EventName) -> list[Step]:
        """Note what happens to the interview as a whole; returns the steps, for whoever saves without listening."""
        steps = self._trail.note(event) if self._trail is not None else []
        self._log(steps)
        return steps

    def audit_log(self, reason: str = "", before: bytes = b"") -> tuple[str, bytes] | None:
        """Return the node that takes the audit log and the log as it is when the interview ends now, or None.

        ``reason`` is why a finished interview was corrected, ``before`` the log that it had.
        """
        trail = self._trail
        if trail is None:
            return None
        last: tuple[EventName, ...] = ("form save", "form exit", "form finalize")
        if reason and trail.options.with_reasons:
            last = ("change reason", *last)
        return trail.options.path, to_csv(trail.options, trail.ending(*last, reason=reason), before)

    # --- the end

    def finish(self) -> Snapshot:
        """Note the end, settle and return what goes into the revision. Raises IncompleteInterview."""
        self._finish_settling()
        self._runner.complete()
        problems = self.validate()
        if problems:
            self._runner.take_back()
            self.note_event("finalize error")
            raise IncompleteInterview(problems)
        self._closed = True
        return self._snapshot(finished=True)

    def take_back_finish(self) -> None:
        """Open the interview again when what `finish` returned could not be saved. Nothing is lost."""
        if self._closed:
            self._closed = False
            self._runner.take_back()

    def snapshot(self) -> Snapshot:
        """Return the interview as it is now, for a hand-over or to look at."""
        return self._snapshot(finished=self._closed)

    def entity_edits(self) -> tuple[EntityEdit, ...]:
        """Return what finishing now would do to entity lists."""
        if not self.definition.entities:
            return ()
        self._finish_settling()
        return edits_of(self._runner, self._minted)

    # --- inside

    def _snapshot(self, *, finished: bool) -> Snapshot:
        runner = self._runner
        snapshot = to_snapshot(
            runner.evaluation,
            runner.remarks.values(),
            runner.asked,
            runner.attached,
            finished=finished,
        )
        snapshot = replace(snapshot, fields={**snapshot.fields, **runner.facts})
        return with_marks(snapshot, self.entity_edits()) if finished else snapshot

    def _deliver(self, batch: Batch) -> Batch:
        if self._trail is not None:
            self._log(self._trail.heard(batch))
        for listener in list(self._listeners):
            listener(batch)
        return batch

    def _log(self, steps: Iterable[Step]) -> None:
        for step in steps:
            for listener in list(self._listeners):
                listener(Batch(step, {}))

    def _follow(self, log: Iterable[Step], user: str) -> None:
        options = options_of(self.definition)
        if options is not None:
            self._trail = AuditTrail(options, self, self._runner.clock, user, events_in(log))

    def _went_back(self, batch: Batch | None) -> Batch | None:
        return None if batch is None else self._deliver(batch)

    def _finish_settling(self) -> None:
        if self._runner.waiting is not None:
            self._went_back(self._runner.go_on(None))

    def _repeat(self, address: Address) -> Repeat:
        self._finish_settling()
        if self._closed:
            raise NotAnswerable(Refusal.CLOSED, address)
        found = self._runner.instance.repeats.get(address)
        if found is None:
            raise NotAnswerable(Refusal.UNKNOWN, address)
        return found

    def _question(self, address: Address) -> Cell:
        cell = self._known(address)
        if not is_question(self._runner.program, cell):
            raise NotAnswerable(Refusal.KIND, address)
        if not cell.relevant:
            raise NotAnswerable(Refusal.IRRELEVANT, address)
        if cell.is_readonly():
            raise NotAnswerable(Refusal.READONLY, address)
        return cell


def give_lists(runner: Runner, lists: Mapping[str, Item | None]) -> None:
    """Let a session see secondary instances of its own; what was remembered of the form's is not good for it."""
    given = {name: document_of(root) for name, root in lists.items()}
    runner.scope.instances = {**runner.program.documents, **given}
    runner.scope.lists = {}
