"""Many long histories of laptops and packages: ``python -m tests.tools.history_soak --help``.

The same machine as the test of every day (`tests.operations.histories`), for as long as one likes. Ends with an error,
and the shortest history that shows it, when something that must always be true is not. ``--last-write-wins`` breaks
Sild on purpose, as a program that lets the latest clock decide would be: then the machine must find it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from app.records import live
from app.store import reserve
from tests.operations.histories import Histories, make_template
from tests.operations.workbooks import write_workbook


def let_the_last_write_win() -> None:
    """Let of all writes only that of the latest clock be live."""
    latest = live._History.latest

    def last(history: object, revisions: list[object]) -> list[object]:
        return sorted(latest(history, revisions), key=live._shown)[-1:]  # type: ignore[arg-type]

    live._History.latest = last  # type: ignore[assignment]


def soak(examples: int, steps: int, number: int, *, shrinks: bool) -> None:
    """Try so many histories of so many steps."""
    reserve.WHOLE_BYTES, reserve.FOR_OPENING_BYTES = 8192, 4096
    from app.sync import seal

    seal.seal_by_passphrase = lambda octets, word: octets + word.encode()
    seal.unseal_by_passphrase = lambda octets, word, *, path="": octets.removesuffix(word.encode())
    with tempfile.TemporaryDirectory(prefix="sild-histories-") as home:
        make_template(Path(home), write_workbook(Path(home) / "firm.xlsx"))
        machine = type("Here", (Histories,), {"template": Path(home)})
        phases = [Phase.explicit, Phase.generate, *([Phase.shrink] if shrinks else [])]
        wish = settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            phases=phases,
            suppress_health_check=list(HealthCheck),
        )
        run_state_machine_as_test(seed(number)(machine), settings=wish)
    print(f"{examples} histories of up to {steps} steps: nothing found (seed {number})")


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    asked.add_argument("--examples", type=int, default=200)
    asked.add_argument("--steps", type=int, default=40)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--no-shrinking", action="store_true")
    asked.add_argument("--last-write-wins", action="store_true")
    chosen = asked.parse_args()
    if chosen.last_write_wins:
        let_the_last_write_win()
    sys.exit(soak(chosen.examples, chosen.steps, chosen.seed, shrinks=not chosen.no_shrinking))
