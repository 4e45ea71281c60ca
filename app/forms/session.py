"""The only door to a running form: open, answer, repeat, switch language, undo, validate, finish, subscribe.

Screens, the command line and the tests all come through here and never see the tree, the graph or the
compiler behind it. Every action settles completely before anybody is told: listeners get one `Batch` per action,
never a half-updated form. A session belongs to one thread at a time; it holds no lock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from app.core.clock import Clock
from app.core.ids import RecordId
from app.forms.archive import to_snapshot
from app.forms.definition import FormDefinition, NodeDefinition, nothing
from app.forms.instance import Cell, Repeat
from app.forms.runner import Runner, is_question, remark_of
from app.forms.snapshot import DeviceInfo, Remark, RemarkState, Snapshot
from app.forms.state import Address, Batch, ChoiceState, Missing, NodeState, Problem, Step
from app.records.repeats import new_identity

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


class NotAnswerable(Exception):  # noqa: N818 - names the refusal
    """The node is not relevant, read only, unknown or of the wrong kind. Nothing was changed.

    ``reason`` is ``unknown``, ``irrelevant``, ``readonly``, ``kind``, ``fixed`` or ``closed`` (the interview is finished).
    """

    def __init__(self, reason: str, address: str) -> None:
        super().__init__(reason, address)
        self.reason = reason
        self.address = address


class IncompleteInterview(Exception):  # noqa: N818 - names the refusal
    """The interview cannot be finished: ``problems`` says where and why. Nothing was changed."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(len(problems))
        self.problems = tuple(problems)


class FormSession:
    """One interview in progress (or one finished interview, opened to be read or corrected)."""

    def __init__(
        self, runner: Runner, record: RecordId, languages: tuple[str, ...], opening: Step
    ) -> None:
        self._runner = runner
        self._listeners: list[Listener] = []
        self._closed = False
        self.definition: FormDefinition = runner.program.definition
        self.record = record
        self.languages = languages
        """As the form spells them; ``default`` alone for a form in one unnamed language."""
        self.opening = opening
        """The first step of a draft: op ``open`` with the effects of opening. A replay starts with it."""

    @property
    def language(self) -> str:
        """The language now shown, in the form's own spelling."""
        return self._runner.texts.language

    @classmethod
    def open(  # noqa: PLR0913 - the one constructor of the whole engine; all but three have defaults
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
    ) -> FormSession:
        """Open a form: new, from a draft's log (``steps``, the first of them ``opening``), or from a ``snapshot``.

        ``steps`` after a ``snapshot`` are those of the correction. ``language`` is the form's own spelling and wins
        over nothing but the form's default; a ``language`` step in the log wins over it. ``seed`` makes random
        functions repeatable. ``attached`` maps file names of earlier answers to blob ids.
        """
        languages = definition.languages or (ONLY_LANGUAGE,)
        log = list(steps)
        opening = log.pop(0) if log and log[0].op == "open" else None
        spoken = (opening.payload.get("language") if opening else None) or language
        runner = Runner(
            definition,
            record,
            clock,
            language=spoken if spoken in languages else definition.default_language or languages[0],
            device=device or DeviceInfo(),
            seed=seed,
        )
        step = runner.open_snapshot(snapshot, opening) if snapshot else runner.open_new(opening)
        runner.attached.update(attached or {})
        runner.replay(log)
        return cls(runner, record, languages, step)

    # --- what a person does. Each settles everything, delivers ONE batch to all subscribers and returns it.

    def answer(self, address: Address, value: str) -> Batch:
        """Give a question its answer in ODK's lexical form; ``""`` clears it. Raises NotAnswerable.

        A missing reason given before goes away. An answer that breaks its constraint is kept and reads as invalid.
        """
        step = Step("set" if value else "clear", address, {"value": value} if value else {})
        cell = self._question(address)
        return self._deliver(self._runner.act(step, lambda: self._runner.set_answer(cell, value)))

    def attach(self, address: Address, name: str, blob: str) -> Batch:
        """Answer an upload question with a file: its name is the value, ``blob`` where its bytes are. Raises NotAnswerable."""
        cell = self._question(address)
        step = Step("attach", address, {"value": name, "blob": blob})
        self._runner.attached[name] = blob
        return self._deliver(self._runner.act(step, lambda: self._runner.set_answer(cell, name)))

    def give_missing(self, address: Address, missing: Missing) -> Batch:
        """Record don't know or refused instead of an answer, which is emptied. Raises NotAnswerable."""
        cell = self._question(address)
        step = Step("missing", address, {"missing": missing})
        return self._deliver(self._runner.act(step, lambda: self._runner.set_missing(cell, missing)))

    def remark(
        self, address: Address, text: str, *, by: str, remark: str | None = None, state: RemarkState = "open"
    ) -> Batch:
        """Leave a remark, or change the one whose id is ``remark``; an empty text takes it away.

        Irrelevant and read-only nodes take remarks too. Raises NotAnswerable for an unknown address.
        """
        self._known(address)
        payload = {
            "id": remark or new_identity(),
            "text": text,
            "by": by,
            "at": self._runner.clock.now().isoformat(timespec="seconds"),
            "state": state,
        }
        step = Step("remark", address, payload)
        note = remark_of(step)
        return self._deliver(self._runner.act(step, lambda: self._runner.set_remark(note)))

    def note_asked(self, address: Address, language: str) -> Batch:
        """Note in which language the question was read out. Not a step of undo. Raises NotAnswerable."""
        cell = self._known(address)
        self._runner.asked[address] = language
        step = Step("asked", address, {"language": language})
        return self._deliver(Batch(step, {address: cell.state()}))

    def add_repeat(self, repeat: Address, before: str | None = None) -> Batch:
        """Add an instance to ``/data/person``, at the end or before the instance with identity ``before``.

        ``repeat`` carries the identities of outer instances but not its own. The new identity stands in
        ``batch.step.payload["id"]``. Raises NotAnswerable for irrelevant, fixed or counted repeats.
        """
        found = self._repeat(repeat)
        if not self.count_allowed(repeat)[0]:
            raise NotAnswerable("fixed" if found.parent.relevant else "irrelevant", repeat)
        identity = new_identity()
        step = Step("add", repeat, {"id": identity, "before": before or ""})
        return self._deliver(
            self._runner.act(step, lambda: self._runner.add_row(found, identity, before or ""))
        )

    def remove_repeat(self, instance: Address) -> Batch:
        """Remove ``/data/person{ID}`` with everything in it; undo brings it back. Raises NotAnswerable."""
        cell = self._known(instance)
        if not cell.identity:
            raise NotAnswerable("kind", instance)
        if not self.count_allowed(self._runner.instance.repeat_of(cell).address)[1]:
            raise NotAnswerable("fixed", instance)
        step = Step("remove", instance)
        return self._deliver(self._runner.act(step, lambda: self._runner.remove_row(cell)))

    def switch_language(self, language: str) -> Batch:
        """Show the form in another of its languages. Answers stay. Raises KeyError for a language it has not."""
        if language not in self.languages:
            raise KeyError(language)
        return self._deliver(self._runner.switch_language(language))

    def undo(self) -> Batch | None:
        """Take back the last answer, missing reason, remark, file or change of repeats; None when there is none."""
        return self._went_back(self._runner.go_back("undo"))

    def redo(self) -> Batch | None:
        """Do again what was last taken back; None when there is nothing or something else was done since."""
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

    # --- what the session knows

    def state(self, address: Address) -> NodeState:
        """Return a node as it is now. Raises KeyError."""
        return self._cell(address).state()

    def states(self) -> Iterator[NodeState]:
        """Yield every node in document order, repeat instances in their order, irrelevant ones included."""
        return (cell.state() for cell in self._runner.instance.all_cells())

    def definition_of(self, address: Address) -> NodeDefinition:
        """Return the definition behind an address; a repeat's address needs no identity. Raises KeyError."""
        repeat = self._runner.instance.repeats.get(address)
        return self.definition.nodes[(repeat or self._cell(address)).index]

    @property
    def root(self) -> Address:
        """The address of the root."""
        return self._runner.instance.root.address

    def children(self, address: Address) -> list[Address]:
        """Return the children of a group or repeat instance in instance order, each repeat as its instances."""
        found: list[Address] = []
        for child in self._cell(address).children:
            found.extend(r.address for r in child.rows) if isinstance(child, Repeat) else found.append(
                child.address
            )
        return found

    def instances(self, repeat: Address) -> list[Address]:
        """Return the instances of ``/data/person`` in order. Raises KeyError."""
        return [row.address for row in self._runner.instance.repeats[repeat].rows]

    def parent(self, address: Address) -> Address | None:
        """Return the node that holds this one; None for the root. Raises KeyError."""
        repeat = self._runner.instance.repeats.get(address)
        cell = repeat.parent if repeat else self._cell(address).parent
        return None if cell is None else Address(cell.address)

    def label(self, address: Address, language: str | None = None) -> str:
        """Return the label with its outputs filled in, in ``language`` or the session's; '' when there is none."""
        return self._text(address, "label", language)

    def hint(self, address: Address, language: str | None = None) -> str:
        """Return the hint, like `label`."""
        return self._text(address, "hint", language)

    def guidance(self, address: Address, language: str | None = None) -> str:
        """Return the guidance for interviewers, like `label`."""
        return self._text(address, "guidance", language)

    def constraint_message(self, address: Address, language: str | None = None) -> str:
        """Return what the form says when the constraint is broken, like `label`."""
        cell = self._cell(address)
        return self._runner.texts.of(self._node(cell).bind.constraint_message, cell, language)

    def required_message(self, address: Address, language: str | None = None) -> str:
        """Return what the form says when the answer is missing, like `label`."""
        cell = self._cell(address)
        return self._runner.texts.of(self._node(cell).bind.required_message, cell, language)

    def media(self, address: Address) -> Mapping[str, str]:
        """Return the media of the label in the session's language: kind -> URI."""
        control = self._node(self._seen(address)).control
        return self._runner.texts.media(control.label) if control else nothing()

    def choices(self, address: Address, language: str | None = None) -> Sequence[ChoiceState]:
        """Return what can be chosen now, filtered and in order; empty for questions without choices."""
        cell = self._cell(address)
        return self._runner.texts.choices(cell, self._node(cell), language)

    def choice_labels(self, address: Address, value: str, language: str | None = None) -> list[str]:
        """Return the labels of the choices in ``value`` (space-separated for multiple selects), in its order.

        A value that is not offered (any more) stands for itself.
        """
        labels = {each.value: each.label for each in self.choices(address, language)}
        return [labels.get(each) or each for each in value.split()]

    def remarks(self, address: Address | None = None) -> list[Remark]:
        """Return the remarks at one node, or all of them, oldest first."""
        found = self._runner.remarks.values()
        return [each for each in found if address is None or each.address == address]

    def asked(self, address: Address) -> str | None:
        """Return the language in which the question was asked, if that was noted."""
        return self._runner.asked.get(address)

    def count_allowed(self, repeat: Address) -> tuple[bool, bool]:
        """Return whether a person may add, and may remove, instances of ``/data/person`` now."""
        found = self._runner.instance.repeats[repeat]
        node = self.definition.nodes[found.index]
        free = not self._closed and node.count is None and not node.fixed
        return free and self._runner.is_open(found), free and bool(found.rows) and found.parent.relevant

    def instance_name(self, language: str | None = None) -> str:
        """Return the record's name as the form computes it, '' when it does not."""
        path = self.definition.instance_name
        index = self.definition.by_path.get(path) if path else None
        cell = None if index is None else self._runner.instance.cells.get(Address(path or ""))
        return "" if cell is None else cell.shown

    @property
    def attached(self) -> Mapping[str, str]:
        """File names given as answers -> blob ids."""
        return self._runner.attached

    def ordinal_path(self, address: Address) -> str:
        """Return ``/data/person[2]/age`` for ``/data/person{ID}/age``. Raises KeyError."""
        repeat = self._runner.instance.repeats.get(address)
        if repeat is None:
            return self._runner.instance.ordinal_path(self._cell(address))
        parent = self._runner.instance.ordinal_path(repeat.parent)
        return f"{parent}/{self.definition.nodes[repeat.index].name}"

    def address(self, ordinal_path: str) -> Address:
        """Return the address of ``/data/person[2]/age``; a missing ordinal on a way through a repeat means 1.

        Raises KeyError when there is no such node now. A path that ends in a repeat without an ordinal gives the
        repeat itself (``/data/person``).
        """
        return Address(self._runner.instance.at_ordinal_path(ordinal_path).address)

    # --- the end

    def validate(self) -> list[Problem]:
        """Return everything that keeps the interview from being finished, in document order."""
        found: list[Problem] = []
        for cell in self._runner.instance.all_cells():
            if cell.relevant and not cell.met:
                found.append(Problem(cell.address, "constraint", self.constraint_message(cell.address)))
            elif cell.relevant and cell.required and not cell.answered and not cell.children:
                found.append(Problem(cell.address, "required", self.required_message(cell.address)))
        return found

    def finish(self) -> Snapshot:
        """Note the end, settle and return what goes into the revision. Raises IncompleteInterview."""
        self._runner.complete()
        problems = self.validate()
        if problems:
            self._runner.take_back()
            raise IncompleteInterview(problems)
        self._closed = True
        return self._snapshot(finished=True)

    def snapshot(self) -> Snapshot:
        """Return the interview as it is now, for a hand-over or to look at."""
        return self._snapshot(finished=self._closed)

    # --- inside

    def _snapshot(self, *, finished: bool) -> Snapshot:
        runner = self._runner
        return to_snapshot(
            runner.evaluation, runner.remarks.values(), runner.asked, runner.attached, finished=finished
        )

    def _deliver(self, batch: Batch) -> Batch:
        for listener in list(self._listeners):
            listener(batch)
        return batch

    def _went_back(self, batch: Batch | None) -> Batch | None:
        return None if batch is None else self._deliver(batch)

    def _cell(self, address: Address) -> Cell:
        return self._runner.instance.cells[address]

    def _node(self, cell: Cell) -> NodeDefinition:
        return self.definition.nodes[cell.index]

    def _seen(self, address: Address) -> Cell:
        """Return the node at an address; for a repeat, an instance that stands for all."""
        repeat = self._runner.instance.repeats.get(address)
        return repeat.ghost if repeat is not None else self._cell(address)

    def _text(self, address: Address, which: str, language: str | None) -> str:
        cell = self._seen(address)
        control = self._node(cell).control
        return self._runner.texts.of(getattr(control, which), cell, language) if control else ""

    def _known(self, address: Address) -> Cell:
        if self._closed:
            raise NotAnswerable("closed", address)
        cell = self._runner.instance.cells.get(address)
        if cell is None:
            raise NotAnswerable("unknown", address)
        return cell

    def _repeat(self, address: Address) -> Repeat:
        if self._closed:
            raise NotAnswerable("closed", address)
        found = self._runner.instance.repeats.get(address)
        if found is None:
            raise NotAnswerable("unknown", address)
        return found

    def _question(self, address: Address) -> Cell:
        cell = self._known(address)
        if not is_question(self._runner.program, cell):
            raise NotAnswerable("kind", address)
        if not cell.relevant:
            raise NotAnswerable("irrelevant", address)
        if cell.is_readonly():
            raise NotAnswerable("readonly", address)
        return cell
