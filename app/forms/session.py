"""The only door to a running form: open, answer, repeat, switch language, undo, validate, finish, subscribe.

Screens, the command line and the tests all come through here and never see the tree, the graph or the
compiler behind it. Every action settles completely before anybody is told: listeners get one `Batch` per action,
never a half-updated form. A session belongs to one thread at a time; it holds no lock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from app.core.clock import Clock
from app.core.ids import RecordId
from app.forms.definition import FormDefinition, NodeDefinition, nothing
from app.forms.snapshot import DeviceInfo, Remark, RemarkState, Snapshot
from app.forms.state import Address, Batch, ChoiceState, Missing, NodeState, Problem, Step

__all__ = [
    "DeviceInfo",
    "FormSession",
    "IncompleteInterview",
    "NotAnswerable",
    "Remark",
    "Snapshot",
]

Listener = Callable[[Batch], None]


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

    definition: FormDefinition
    record: RecordId
    language: str
    """In the form's own spelling; ``default`` for a form in one unnamed language."""
    languages: tuple[str, ...]
    opening: Step
    """The first step of a draft: op ``open`` with the effects of opening. A replay starts with it."""

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
        ...

    # --- what a person does. Each settles everything, delivers ONE batch to all subscribers and returns it.

    def answer(self, address: Address, value: str) -> Batch:
        """Give a question its answer in ODK's lexical form; ``""`` clears it. Raises NotAnswerable.

        A missing reason given before goes away. An answer that breaks its constraint is kept and reads as invalid.
        """
        ...

    def attach(self, address: Address, name: str, blob: str) -> Batch:
        """Answer an upload question with a file: its name is the value, ``blob`` where its bytes are. Raises NotAnswerable."""
        ...

    def give_missing(self, address: Address, missing: Missing) -> Batch:
        """Record don't know or refused instead of an answer, which is emptied. Raises NotAnswerable."""
        ...

    def remark(
        self, address: Address, text: str, *, by: str, remark: str | None = None, state: RemarkState = "open"
    ) -> Batch:
        """Leave a remark, or change the one whose id is ``remark``; an empty text takes it away.

        Irrelevant and read-only nodes take remarks too. Raises NotAnswerable for an unknown address.
        """
        ...

    def note_asked(self, address: Address, language: str) -> Batch:
        """Note in which language the question was read out. Not a step of undo. Raises NotAnswerable."""
        ...

    def add_repeat(self, repeat: Address, before: str | None = None) -> Batch:
        """Add an instance to ``/data/person``, at the end or before the instance with identity ``before``.

        ``repeat`` carries the identities of outer instances but not its own. The new identity stands in
        ``batch.step.payload["id"]``. Raises NotAnswerable for irrelevant, fixed or counted repeats.
        """
        ...

    def remove_repeat(self, instance: Address) -> Batch:
        """Remove ``/data/person{ID}`` with everything in it; undo brings it back. Raises NotAnswerable."""
        ...

    def switch_language(self, language: str) -> Batch:
        """Show the form in another of its languages. Answers stay. Raises KeyError for a language it has not."""
        ...

    def undo(self) -> Batch | None:
        """Take back the last answer, missing reason, remark, file or change of repeats; None when there is none."""
        ...

    def redo(self) -> Batch | None:
        """Do again what was last taken back; None when there is nothing or something else was done since."""
        ...

    @property
    def can_undo(self) -> bool:
        """Whether `undo` would do something."""
        ...

    @property
    def can_redo(self) -> bool:
        """Whether `redo` would do something."""
        ...

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` with every batch from now on; call the returned function to stop that."""
        ...

    # --- what the session knows

    def state(self, address: Address) -> NodeState:
        """Return a node as it is now. Raises KeyError."""
        ...

    def states(self) -> Iterator[NodeState]:
        """Yield every node in document order, repeat instances in their order, irrelevant ones included."""
        ...

    def definition_of(self, address: Address) -> NodeDefinition:
        """Return the definition behind an address; a repeat's address needs no identity. Raises KeyError."""
        ...

    @property
    def root(self) -> Address:
        """The address of the root."""
        ...

    def children(self, address: Address) -> list[Address]:
        """Return the children of a group or repeat instance in instance order, each repeat as its instances."""
        ...

    def instances(self, repeat: Address) -> list[Address]:
        """Return the instances of ``/data/person`` in order. Raises KeyError."""
        ...

    def parent(self, address: Address) -> Address | None:
        """Return the node that holds this one; None for the root. Raises KeyError."""
        ...

    def label(self, address: Address, language: str | None = None) -> str:
        """Return the label with its outputs filled in, in ``language`` or the session's; '' when there is none."""
        ...

    def hint(self, address: Address, language: str | None = None) -> str:
        """Return the hint, like `label`."""
        ...

    def guidance(self, address: Address, language: str | None = None) -> str:
        """Return the guidance for interviewers, like `label`."""
        ...

    def constraint_message(self, address: Address, language: str | None = None) -> str:
        """Return what the form says when the constraint is broken, like `label`."""
        ...

    def required_message(self, address: Address, language: str | None = None) -> str:
        """Return what the form says when the answer is missing, like `label`."""
        ...

    def media(self, address: Address) -> Mapping[str, str]:
        """Return the media of the label in the session's language: kind -> URI."""
        ...

    def choices(self, address: Address, language: str | None = None) -> Sequence[ChoiceState]:
        """Return what can be chosen now, filtered and in order; empty for questions without choices."""
        ...

    def choice_labels(self, address: Address, value: str, language: str | None = None) -> list[str]:
        """Return the labels of the choices in ``value`` (space-separated for multiple selects), in its order.

        A value that is not offered (any more) stands for itself.
        """
        ...

    def remarks(self, address: Address | None = None) -> list[Remark]:
        """Return the remarks at one node, or all of them, oldest first."""
        ...

    def asked(self, address: Address) -> str | None:
        """Return the language in which the question was asked, if that was noted."""
        ...

    def count_allowed(self, repeat: Address) -> tuple[bool, bool]:
        """Return whether a person may add, and may remove, instances of ``/data/person`` now."""
        ...

    def instance_name(self, language: str | None = None) -> str:
        """Return the record's name as the form computes it, '' when it does not."""
        ...

    @property
    def attached(self) -> Mapping[str, str]:
        """File names given as answers -> blob ids."""
        ...

    def ordinal_path(self, address: Address) -> str:
        """Return ``/data/person[2]/age`` for ``/data/person{ID}/age``. Raises KeyError."""
        ...

    def address(self, ordinal_path: str) -> Address:
        """Return the address of ``/data/person[2]/age``; a missing ordinal on a way through a repeat means 1.

        Raises KeyError when there is no such node now. A path that ends in a repeat without an ordinal gives the
        repeat itself (``/data/person``).
        """
        ...

    # --- the end

    def validate(self) -> list[Problem]:
        """Return everything that keeps the interview from being finished, in document order."""
        ...

    def finish(self) -> Snapshot:
        """Note the end, settle and return what goes into the revision. Raises IncompleteInterview."""
        ...

    def snapshot(self) -> Snapshot:
        """Return the interview as it is now, for a hand-over or to look at."""
        ...
