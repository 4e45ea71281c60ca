"""Damages packages as memory sticks do: cut off, a bit changed, a block zeroed, two blocks swapped, bytes added.

Shared by the tests and by ``tests.tools.damaged_packages``, which tries thousands.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path

from app.core.errors import AppError, ErrorCode
from app.core.progress import Progress
from app.sync.reading import open_package, read_whole
from tests.sync.making import COORDINATOR, Laptop, enclosure, send

BLOCK = 512
TOLD = {
    ErrorCode.PACKAGE_FOREIGN,
    ErrorCode.PACKAGE_INCOMPLETE,
    ErrorCode.PACKAGE_DAMAGED,
    ErrorCode.PACKAGE_UNSAFE,
    ErrorCode.PACKAGE_NEWER,
    ErrorCode.PACKAGE_UNSIGNED,
    ErrorCode.PACKAGE_NOT_FOR_US,
    ErrorCode.PACKAGE_PASSPHRASE_NEEDED,
}
"""What a damaged package may be called."""


def originals(folder: Path) -> dict[str, Path]:
    """Write a package of each sort."""
    laptop, noise = Laptop("Aino"), random.Random(1)
    lines = [noise.randbytes(60).hex().encode() for _ in range(300)]
    blobs = [enclosure(noise.randbytes(9_000))]
    forms = [enclosure(noise.randbytes(700).hex().encode())]
    made = {}
    for name, recipients in (("plain", ()), ("sealed", (COORDINATOR.recipient,))):
        made[name] = folder / f"{name}.sildpack"
        letter = {"recipients": recipients}
        send(made[name], laptop, lines, letter=letter, blobs=blobs, forms=forms)
    return made


def cut(octets: bytearray, chance: random.Random) -> bytearray:
    return octets[: chance.randrange(len(octets))]


def change_a_bit(octets: bytearray, chance: random.Random) -> bytearray:
    octets[chance.randrange(len(octets))] ^= 1 << chance.randrange(8)
    return octets


def zero_a_block(octets: bytearray, chance: random.Random) -> bytearray:
    at = chance.randrange(len(octets))
    octets[at : at + BLOCK] = bytes(len(octets[at : at + BLOCK]))
    return octets


def swap_blocks(octets: bytearray, chance: random.Random) -> bytearray:
    one, other = sorted(chance.sample(range(len(octets) // BLOCK), 2))
    first, second = (octets[n * BLOCK : (n + 1) * BLOCK] for n in (one, other))
    octets[one * BLOCK : (one + 1) * BLOCK] = second
    octets[other * BLOCK : (other + 1) * BLOCK] = first
    return octets


def add_bytes(octets: bytearray, chance: random.Random) -> bytearray:
    at = chance.choice([0, len(octets), chance.randrange(len(octets))])
    return octets[:at] + chance.randbytes(chance.randrange(1, 600)) + octets[at:]


Damage = Callable[[bytearray, random.Random], bytearray]
WAYS: Sequence[Damage] = (cut, change_a_bit, zero_a_block, swap_blocks, add_bytes)


def told_of(path: Path) -> ErrorCode | None:
    """Go through a package to its last byte; return what was said against it, None when nothing was."""
    try:
        with open_package(path, identities=[COORDINATOR.secret]) as package:
            package.verify(Progress())
            for _ in package.revision_lines(Progress()):
                pass
            for piece in package.pieces():
                for _ in read_whole([package], piece.sha256, piece.kind):
                    pass
    except AppError as error:
        return error.code
    return None


def damage(original: bytes, way: Damage, chance: random.Random, target: Path) -> bool:
    """Write a damaged copy; False when it happens to be the same."""
    octets = bytes(way(bytearray(original), chance))
    target.write_bytes(octets)
    return octets != original
