"""What is meant by "I hold this laptop's first hundred": four digits of the id at every place of its history.

A laptop whose folder was copied writes two different things at one place of its history. Counters alone cannot tell
them apart: a receipt for the one would count for the other, which then never arrives. So every letter says beside the
ranges what it holds there, and who holds something else at one of those places takes no receipt for that laptop: all
goes out again, arrives, and the twins are noticed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from app.core.ids import DeviceId

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from app.operations.services import Services
    from app.records.canonical import Leaves
    from app.sync.manifest import Letter
    from app.sync.ranges import SeqRanges

PROOFS: Final = "proofs"
DIGITS: Final = 4
_FIRST, _MORE = "first", "more"


def with_proofs(services: Services, letter: Letter) -> Letter:
    """Add to a letter what is meant by the ranges that it holds."""
    proofs: dict[str, Leaves] = {
        device: _told(services, device, ranges) for device, ranges in letter.holds.items()
    }
    return replace(letter, unknown={**letter.unknown, PROOFS: proofs})


def doubtful(services: Services, letter: Letter) -> set[DeviceId]:
    """Return the devices of which the writer of a letter holds something else than is held here."""
    proofs = letter.unknown.get(PROOFS)
    if not isinstance(proofs, dict):
        return set()
    return {
        DeviceId(device)
        for device, told in proofs.items()
        if device in letter.holds
        and isinstance(told, dict)
        and _is_other(services, DeviceId(device), letter.holds[DeviceId(device)], told)
    }


def _told(services: Services, device: DeviceId, ranges: SeqRanges) -> Mapping[str, Leaves]:
    """Return the digits of every place in the order of the ranges, and those of second contents by place."""
    from app.store import holdings

    first: dict[int, str] = {}
    more: dict[str, list[str]] = {}
    for seq, name in holdings.named(services.workspace, device):
        if seq in first:
            more.setdefault(str(seq), []).append(name[:DIGITS])
        else:
            first[seq] = name[:DIGITS]
    nothing = "-" * DIGITS
    return {_FIRST: "".join(first.get(seq, nothing) for seq in _numbers(ranges)), _MORE: more}


def _is_other(
    services: Services, device: DeviceId, ranges: SeqRanges, told: Mapping[str, Leaves]
) -> bool:
    from app.store import holdings

    first, more = told.get(_FIRST), told.get(_MORE)
    if not isinstance(first, str) or not isinstance(more, dict):
        return True
    digits = (first[at : at + DIGITS] for at in range(0, len(first), DIGITS))
    there = dict(zip(_numbers(ranges), digits, strict=False))
    return any(
        name[:DIGITS] != there.get(seq) and name[:DIGITS] not in more.get(str(seq), ())
        for seq, name in holdings.named(services.workspace, device)
        if seq in ranges
    )


def _numbers(ranges: SeqRanges) -> Iterator[int]:
    for first, last in ranges.spans:
        yield from range(first, last + 1)
