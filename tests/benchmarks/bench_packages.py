"""Writing a package, and reading one, beside the raw sum of the same work in the same run.

``python -m tests.benchmarks.bench_packages [INTERVIEWS]`` prints both tables. The raw sum of writing is one zstd over
the lines, one SHA-256, one age and one write with fsync of the same bytes; that of reading is one read, one age, one
SHA-256, one zstd, and for every line the SHA-256 that is its id and orjson of it. Ours does more: chunks, signature,
every byte read back, canonical form, shape. Each is the best of several rounds, the two taking turns. Without age (a
project that has no coordinator's key yet) the same again.
"""

from __future__ import annotations

import hashlib
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import orjson
import pyrage
import zstandard
from pyrage import x25519

from app.core.ids import RecordId
from app.core.progress import Progress
from app.records.revision import TAG
from app.sync.judging import judge
from app.sync.reading import open_package
from app.sync.writing import Plan, write_package
from tests.benchmarks.frame import Other, Table, load, show
from tests.benchmarks.memory import peak_mb
from tests.sync.making import COORDINATOR, Laptop

ROUNDS = 4
WITHIN = 3.0
ANSWERS = 100
WORDS = ("eksport", "tootmine", "metsandus", "Ида-Вирумаа", "põllumajandus", "не знаю", "koostöö")


def interviews(count: int) -> list[bytes]:
    """Return the canonical bytes of finished interviews: choices, numbers, some sentences."""
    laptop, chance, made = Laptop("Aino"), random.Random(5), []
    paths = [f"answers/data/part_{n // 10}/question_{n}" for n in range(ANSWERS)]
    for number in range(count):
        fields = {path: _answer(place, chance) for place, path in enumerate(paths)}
        record = RecordId(f"{number:08}-7f43-4c35-9a2c-2f9b0f6b7a10")
        made.append(laptop.write(fields, record=record).canonical)
    return made


def _answer(place: int, chance: random.Random) -> str:
    if place % 7 == 0:
        return " ".join(chance.choices(WORDS, k=5)) + f" {chance.getrandbits(64):x}"
    if place % 3 == 0:
        return str(chance.randrange(100_000))
    return str(chance.randrange(1, 8))


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def turns(ours: Callable[[], object], raw: Callable[[], object]) -> tuple[float, float]:
    """Return the best of several rounds of each, taken in turns."""
    taken = [(timed(raw), timed(ours)) for _ in range(ROUNDS)]
    return min(mine for _, mine in taken), min(bare for bare, _ in taken)


def tables(folder: Path, count: int = 10_000) -> Iterator[Table]:
    """Measure sealed and plain packages."""
    lines = interviews(count)
    for sealed in (True, False):
        yield _table(folder, lines, sealed)


def _table(folder: Path, lines: list[bytes], sealed: bool) -> Table:
    count, size = len(lines), sum(map(len, lines)) / 1e6
    kind = "sealed" if sealed else "plain"
    table = Table(f"Packages, {kind}: {count:,} interviews of {ANSWERS} answers, {size:.1f} MB")
    ours = folder / f"{kind}.sildpack"
    bare = folder / f"{kind}.bare"
    best, raw = turns(lambda: write(ours, lines, sealed), lambda: write_bare(bare, lines, sealed))
    table.add("write, read back, call safe", best, Other("raw sum", raw, within=WITHIN))
    best, raw = turns(lambda: read(ours, count), lambda: read_bare(bare, sealed))
    table.add("open, verify, judge", best, Other("raw sum", raw, within=WITHIN))
    table.notes.append(
        f"the file has {ours.stat().st_size / 1e6:.1f} MB; peak memory {peak_mb() or 0:.0f} MB"
    )
    return table


def write(target: Path, lines: list[bytes], sealed: bool) -> None:
    laptop = Laptop("Aino")
    recipients = (COORDINATOR.recipient,) if sealed else ()
    plan = Plan(letter=laptop.letter(recipients=recipients), revisions=iter(lines))
    write_package(target, plan, sign=laptop.sign, progress=Progress())


def write_bare(target: Path, lines: list[bytes], sealed: bool) -> None:
    octets = zstandard.ZstdCompressor(level=3).compress(b"\n".join(lines))
    hashlib.sha256(octets).hexdigest()
    if sealed:
        octets = pyrage.encrypt(octets, [x25519.Recipient.from_str(COORDINATOR.recipient)])
    with target.open("wb") as file:
        file.write(octets)
        file.flush()
        os.fsync(file.fileno())


def read(source: Path, count: int) -> None:
    with open_package(source, identities=[COORDINATOR.secret]) as package:
        package.verify(Progress())
        judged = [judge(line).id for line in package.revision_lines(Progress())]  # type: ignore[union-attr]
    assert len(set(judged)) == count


def read_bare(source: Path, sealed: bool) -> None:
    octets = source.read_bytes()
    if sealed:
        octets = pyrage.decrypt(octets, [x25519.Identity.from_str(COORDINATOR.secret)])
    hashlib.sha256(octets).hexdigest()
    for line in zstandard.ZstdDecompressor().decompress(octets).split(b"\n"):
        hashlib.sha256(TAG + line).hexdigest()
        orjson.loads(line)


def main(count: int) -> None:
    """Print the tables."""
    with tempfile.TemporaryDirectory(prefix="sild-packages-") as home:
        before = load()
        for table in tables(Path(home), count):
            print(show(table, before, load()))
            before = load()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
