"""What a developer needs of a bug, without what a person said.

The message of a foreign exception may quote the very answer that upset it (``could not convert string to float: ...``),
so a report names the kind of every exception and where it passed, and leaves every message out.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator


def describe_bug(error: BaseException) -> str:
    """Return the trace of ``error`` and of what caused it, oldest first: files, lines, code, kinds; no messages."""
    return "\n".join(
        "".join(traceback.format_tb(each.__traceback__)) + _kind(each) for each in _causes(error)
    )


def _causes(error: BaseException) -> Iterator[BaseException]:
    chain: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in chain:
        chain.append(current)
        current = current.__cause__ or (
            None if current.__suppress_context__ else current.__context__
        )
    return reversed(chain)


def _kind(error: BaseException) -> str:
    kind = type(error)
    return (
        kind.__qualname__
        if kind.__module__ == "builtins"
        else f"{kind.__module__}.{kind.__qualname__}"
    )
