"""What a session tells its listeners and its draft log: frozen values, no behaviour.

**Address.** A node is named by its absolute path with the *identity* of every repeat instance on the way in braces:
``/data/person{0b7f...}/age``. It stays the same when rows before it come and go. *Ordinal paths*
(``/data/person[2]/age``) are for the command line, XPath and ODK XML; `FormSession.ordinal_path` and
`FormSession.address` translate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NewType

from app.forms.definition import nothing

Address = NewType("Address", str)

Missing = Literal["dont_know", "refused"]

Operation = Literal[
    "open",
    "set",
    "clear",
    "missing",
    "remark",
    "add",
    "remove",
    "attach",
    "language",
    "asked",
    "fact",
    "event",
    "undo",
    "redo",
    "move",
    "move_back",
]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a person did, as the draft log keeps it (records.md, "Drafts").

    ``path`` is an address ('' for language, undo and redo). ``payload`` holds what was given: ``value`` for set,
    ``missing`` (``dont_know``/``refused``) for missing, ``language`` for language and asked, ``id`` (identity of
    the new instance) and ``before`` (identity or '') for add, ``id``, ``text``, ``by``, ``at``, ``state`` for remark,
    what `notes` says for fact, what `audit` says for event, which changes nothing, what `move_log` says for move and
    move_back, which no session ever sees.
    ``effects`` holds what impure evaluation and actions produced while the step settled, address -> ODK lexical text,
    so that a replay applies them and recomputes pure calculations only. Every value is text: a step is JSON as it is.
    """

    op: Operation
    path: str = ""
    payload: Mapping[str, str] = field(default_factory=nothing)
    effects: Mapping[str, str] = field(default_factory=nothing)


@dataclass(frozen=True, slots=True)
class NodeState:
    """A node after everything has settled.

    ``value`` is ODK's lexical form, '' when unanswered or given as missing. ``relevant`` is inherited from all
    groups above. ``valid`` = relevant implies (constraint true or value empty) and (not required or answered or
    missing given); ``constraint_met`` is the first half of it alone. ``value``, ``required`` and ``readonly`` mean
    nothing for groups and repeats.
    """

    address: Address
    index: int
    relevant: bool
    value: str = ""
    required: bool = False
    readonly: bool = False
    valid: bool = True
    constraint_met: bool = True
    missing: Missing | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Everything one action of a person changed, delivered once, after recomputation has settled.

    ``step`` is what the draft log must append (None while opening, and for a pure redisplay). ``changed`` holds the
    new state of every changed node, ``gone`` the addresses that no longer exist, ``repeats`` the addresses of repeats
    (``/data/person``, parent instances with identities) whose set of instances changed. ``language`` says that every
    text must be read again.
    """

    step: Step | None
    changed: Mapping[Address, NodeState]
    gone: frozenset[Address] = frozenset()
    repeats: frozenset[Address] = frozenset()
    language: bool = False


@dataclass(frozen=True, slots=True)
class ChoiceState:
    """One choice as it can be taken now: ``value`` is stored, ``label`` shown; ``media`` maps kind to URI."""

    value: str
    label: str
    media: Mapping[str, str] = field(default_factory=nothing)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an interview cannot be finished yet: one node, one cause, in the form's own words ('' when it has none)."""

    address: Address
    cause: Literal["constraint", "required"]
    message: str
