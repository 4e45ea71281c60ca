"""The window: how soon it is there, how soon a key is seen, what it holds in memory.

First window: the program is started again and again as a person starts it, on a workspace where a person's own lies;
the first start, which warms the file caches, is not counted. Memory: the demonstration is open and an interview is
under way. Keys in a form of 1,000 questions are measured by `bench_runner`, which runs after.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from tests.benchmarks.children import TOP, run_child
from tests.benchmarks.frame import Other, Table, from_values
from tests.benchmarks.sampling import timed
from tests.benchmarks.screen import environment

STARTS = 5


def tables(folder: Path) -> Iterator[Table]:
    """Measure."""
    demo = Path(run_child("workspaces", "demo", str(folder / "demonstration")))
    home = folder / "home"
    own = home / "data" / "sild" / "sild.sild"
    own.parent.mkdir(parents=True)
    shutil.copytree(demo, own)
    yield _first_window(home)
    yield _interview(demo, home)
    yield from_values(run_child("bench_runner", "--json", environment=environment(home)))


def _first_window(home: Path) -> Table:
    table = Table("window: starting, with 40 interviews in the workspace")
    told = [_start(home) for _ in range(STARTS + 1)][1:]
    qt = [timed(_bare_qt)[0] for _ in range(STARTS)]
    table.add(
        "first window painted, warm",
        median(each["first"] for each in told),
        Other("Qt alone: an empty window painted", median(qt)),
        limit=1000,
    )
    table.add("list of interviews painted", median(each["list"] for each in told))
    table.add("resident at the first paint", told[-1]["first_mb"], unit="MB")
    table.add("resident with the list", told[-1]["list_mb"], unit="MB", limit=250)
    table.notes.append("first windows: " + ", ".join(f"{each['first']:.0f} ms" for each in told))
    return table


def _start(home: Path) -> Any:
    return run_child("first_window_child", str(time.monotonic_ns()), environment=environment(home))


def _bare_qt() -> None:
    """Start Python and Qt, paint an empty window, end."""
    code = (
        "from PySide6.QtWidgets import QApplication, QWidget\n"
        "app = QApplication([]); window = QWidget(); window.resize(1366, 768); window.show()\n"
        "app.processEvents(); window.repaint()"
    )
    surroundings = environment(Path())
    subprocess.run([sys.executable, "-c", code], cwd=TOP, env=surroundings, check=True)


def _interview(demo: Path, home: Path) -> Table:
    table = Table("window: an interview with business_interview, autosave on")
    told = run_child("window_child", str(demo), environment=environment(home))
    table.add("start the interview and paint its first question", told["start"])
    for name, key, limit in (
        ("letter typed, painted", "letter", 16),
        ("choice taken, recomputed, painted", "choice", 16),
        ("Enter to the next question, painted", "next", 50),
    ):
        table.add(f"{name}, median", told[key]["median"], limit=limit)
        table.add(f"{name}, 95th percentile", told[key]["p95"], limit=limit)
        table.notes.append(f"{name}: {told[key]['n']} times, largest {told[key]['max']:.1f} ms")
    table.add("resident, demonstration open", told["list_mb"], unit="MB", limit=250)
    table.add("resident, an interview under way", told["resident_mb"], unit="MB", limit=250)
    return table
