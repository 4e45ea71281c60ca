"""One number for everything a workspace holds, so that two of them can be told equal over the telephone."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.core.ids import RevisionId


def digest(ids: Iterable[RevisionId]) -> str:
    """Return the SHA-256 over the ids of all held revisions, ascending, each followed by a line feed.

    The order in which they came, and whether one came twice, makes no difference.
    """
    total = hashlib.sha256()
    for revision in sorted(set(ids)):
        total.update(f"{revision}\n".encode())
    return total.hexdigest()
