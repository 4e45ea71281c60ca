"""Packages of 10,000 and 100,000 interviews written and merged into an encrypted workspace, beside their raw sums.

The raw sum of a merge is the same rows, those of the list of interviews too, decompressed, hashed and inserted by
executemany in the same run; that of a package is the same rows read, compressed, hashed and sealed. All figures are
seconds of the process's own work, because the wall clock of a busy machine tells of its other work. What a preview
holds the window with is its thread's work between two ticks of a window's event loop (`preview_child`).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.children import run_child
from tests.benchmarks.frame import Other, Table

ROWS = (10_000, 100_000)
HELD_MS = 50
"""Three frames: a longer pause can be felt."""
NO_SCREEN = {"QT_QPA_PLATFORM": "offscreen"}


def tables(folder: Path, sizes: tuple[int, ...] = ROWS) -> Iterator[Table]:
    """Measure."""
    smaller: float | None = None
    for rows in sizes:
        place = folder / f"merge-{rows}"
        place.mkdir(parents=True)
        made = run_child("merge_child", "make", str(place), str(rows))
        shown = run_child("preview_child", str(place), environment=NO_SCREEN)["preview"]
        told = run_child("merge_child", "merge", str(place), str(rows))
        first = told["first"]
        table = Table(
            f"merge: {rows:,} interviews of a hundred answers, {made['package_mb']:.0f} MB"
        )
        table.add(
            "write the package",
            made["write"],
            Other("raw sum", made["write_raw"], within=3),
            unit="s",
        )
        table.add("merge it, encrypted", first, Other("raw sum", told["raw"], within=4), unit="s")
        if smaller is not None:
            growth = Other(f"{rows // sizes[0]} times the smaller one", smaller, within=1.5)
            table.add("grows linearly", first, growth, unit="s")
        table.add(
            "the same package again",
            told["again"],
            Other("the first time", first, within=0.4),
            unit="s",
        )
        table.add("a preview holds the window, longest", shown["held"], limit=HELD_MS)
        table.add("a preview holds the window, 99 of 100", shown["held_p99"], limit=HELD_MS / 2)
        table.add("peak memory", told["peak_mb"], unit="MB", limit=500)
        smaller = smaller if smaller is not None else first * (sizes[-1] // rows)
        yield table
