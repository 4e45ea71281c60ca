"""What a session refuses, and why. Import them from ``session``."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.forms.state import Problem


class Refusal(StrEnum):
    """Why a node takes no answer."""

    UNKNOWN = "unknown"
    IRRELEVANT = "irrelevant"
    READONLY = "readonly"
    KIND = "kind"
    """It is no question: a group, a calculation, a repeat."""
    FIXED = "fixed"
    """The form decides how many instances there are."""
    CLOSED = "closed"
    """The interview is finished."""


class NotAnswerable(Exception):  # noqa: N818
    """The node is not relevant, read only, unknown or of the wrong kind. Nothing was changed.

    ``reason`` is one of `Refusal`.
    """

    def __init__(self, reason: Refusal, address: str) -> None:
        super().__init__(reason, address)
        self.reason = reason
        self.address = address


class IncompleteInterview(Exception):  # noqa: N818
    """The interview cannot be finished: ``problems`` says where and why. Nothing was changed."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(len(problems))
        self.problems = tuple(problems)
