"""What can be wrong with an expression: codes, parameters and the place, never words.

A syntax error is the only exception of this room. Evaluation is total: a value that makes no sense gives
NaN, false or ``''``, as ODK's engines mostly do, so a form can never be brought down by an answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class SyntaxFault(StrEnum):
    """Why an expression cannot be read. Parameters are named in the comment."""

    EMPTY = "empty"
    UNEXPECTED = "unexpected"  # found
    UNEXPECTED_END = "unexpected_end"
    UNCLOSED = "unclosed"  # opened: ( or [
    UNKNOWN_CHARACTER = "unknown_character"  # found
    UNTERMINATED_TEXT = "unterminated_text"
    DESCENDANTS = "descendants"  # the // of XPath
    UNSUPPORTED_AXIS = "unsupported_axis"  # axis
    UNSUPPORTED_NODE_TEST = "unsupported_node_test"  # test
    VARIABLE = "variable"  # name: $x, or ${x} that was not replaced by a path
    TOO_LONG = "too_long"  # length, limit
    TOO_DEEP = "too_deep"  # limit


class CallFault(StrEnum):
    """Why a function call cannot work. Parameters are named in the comment."""

    UNKNOWN_FUNCTION = "unknown_function"  # name
    DIALECT_FUNCTION = "dialect_function"  # name: another product's function, not of the standard
    TOO_FEW_ARGUMENTS = "too_few_arguments"  # name, found, minimum
    TOO_MANY_ARGUMENTS = "too_many_arguments"  # name, found, maximum
    UNPAIRED_ARGUMENTS = "unpaired_arguments"  # name, found
    UNREADABLE_PATTERN = "unreadable_pattern"  # name, pattern, at, reason (a `PatternFault`)


class PatternFault(StrEnum):
    """Why the pattern of a ``regex()`` cannot be read."""

    NOTHING_TO_REPEAT = "nothing_to_repeat"
    REVERSED_COUNT = "reversed_count"
    REVERSED_RANGE = "reversed_range"
    TOO_DEEP = "too_deep"
    TOO_LARGE = "too_large"
    UNCLOSED = "unclosed"
    UNEXPECTED = "unexpected"
    UNEXPECTED_END = "unexpected_end"
    UNKNOWN_CHARACTER = "unknown_character"
    UNKNOWN_ESCAPE = "unknown_escape"
    UNKNOWN_GROUP = "unknown_group"
    UNKNOWN_GROUP_KIND = "unknown_group_kind"
    UNKNOWN_PROPERTY = "unknown_property"


class XPathSyntaxError(Exception):
    """The text is not an expression. ``at`` counts characters from 0; the codes are those of `SyntaxFault`."""

    def __init__(self, message_code: SyntaxFault, at: int, **params: str | int) -> None:
        super().__init__(message_code.value, at, params)
        self.message_code = message_code
        self.at = at
        self.params: Mapping[str, str | int] = params

    def __str__(self) -> str:
        return f"{self.message_code.value} at {self.at}: {dict(self.params)}"
