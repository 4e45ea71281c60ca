"""``python -m tests.benchmarks [NAME ...] [--peers FOLDER] [--forms NAME,...] [--seconds N]``

engine   the form engine, beside Web Forms, lxml alone and published figures
answer   an answer made durable, beside a bare commit
window   first window, key press to painted frame, next question, memory
store    what a workspace takes by itself: list, finish, digest, back up, verify (`bench_store`'s own table)
merge    packages of 10,000 and 100,000 interviews, beside their raw sums
list     10,000 interviews in the window: open, search, sort, scroll
paper    the page of one interview, beside reportlab alone
packages 10,000 interviews into a package and out of it, beside the raw sum of the same work
postgres two coordinators who merge into one server at once, beside one who merges both packages in turn

Without names all are run. ``--peers`` (or the environment variable SILD_PEERS) names the folder in which Web Forms is
installed; ``--seconds`` is how long it may work on one form; ``--forms`` leaves out all other forms of ``engine``.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.benchmarks import peer_webforms
from tests.benchmarks.children import run_aloud
from tests.benchmarks.frame import Table, load, show
from tests.benchmarks.peer_webforms import WebForms

STORED = 10_000


def main() -> int:
    """Run the benches named and print their tables; exit status 0 whatever they say."""
    chosen = _arguments()
    missed: list[str] = []
    with tempfile.TemporaryDirectory(prefix="sild-benchmarks-") as made:
        for name in chosen.names or list(BENCHES):
            for table in _run(name, Path(made), chosen):
                if not table.sums_up:
                    missed += [f"{table.title}: {each}" for each in table.missed()]
    print("missed: " + ("; ".join(missed) if missed else "nothing"))
    return 0


def _run(name: str, folder: Path, chosen: argparse.Namespace) -> Iterator[Table]:
    before = load()
    for table in BENCHES[name](folder, chosen):
        after = load()
        print(show(table, before, after), flush=True)
        before = after
        yield table


def _engine(folder: Path, chosen: argparse.Namespace) -> Iterator[Table]:
    from tests.benchmarks import bench_engine

    peer = peer_webforms.find(chosen.peers, chosen.seconds)
    if isinstance(peer, str):
        print(f"{peer}\n")
    only = set(filter(None, chosen.forms.split(",")))
    return bench_engine.tables(folder, peer if isinstance(peer, WebForms) else None, only)


def _answer(folder: Path, _chosen: argparse.Namespace) -> Iterator[Table]:
    from tests.benchmarks import bench_answer

    return bench_answer.tables(folder)


def _window(folder: Path, _chosen: argparse.Namespace) -> Iterator[Table]:
    from tests.benchmarks import bench_window

    return bench_window.tables(folder)


def _store(_folder: Path, _chosen: argparse.Namespace) -> Iterator[Table]:
    print(run_aloud("bench_store", str(STORED)))
    return iter(())


def _list(folder: Path, _chosen: argparse.Namespace) -> Iterator[Table]:
    from tests.benchmarks import bench_list

    return bench_list.tables(folder)


def _merge(folder: Path, _chosen: argparse.Namespace) -> Iterator[Table]:
    from tests.benchmarks import bench_merge

    return bench_merge.tables(folder)


def _paper(folder: Path, _chosen: argparse.Namespace) -> Iterator[Table]:
    from tests.benchmarks import bench_paper

    return bench_paper.tables(folder)


def _packages(folder: Path, _chosen: argparse.Namespace) -> Iterator[Table]:
    from tests.benchmarks import bench_packages

    return bench_packages.tables(folder)


def _postgres(folder: Path, _chosen: argparse.Namespace) -> Iterator[Table]:
    from tests.benchmarks import bench_postgres

    return bench_postgres.tables(folder / "postgres")


BENCHES: dict[str, Callable[[Path, argparse.Namespace], Iterator[Table]]] = {
    "engine": _engine,
    "answer": _answer,
    "window": _window,
    "store": _store,
    "list": _list,
    "merge": _merge,
    "paper": _paper,
    "packages": _packages,
    "postgres": _postgres,
}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("names", nargs="*", choices=list(BENCHES), metavar="NAME")
    parser.add_argument("--peers", metavar="FOLDER")
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--forms", default="", metavar="NAME,...")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
