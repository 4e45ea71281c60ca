"""Random forms through Sild and ODK Web Forms: ``python -m tests.tools.differential --peer FOLDER --forms 300``.

FOLDER (or ``SILD_PEER``) holds ``session.mjs``, which drives ``@getodk/xforms-engine`` from npm without a browser. For
every seed a form and an interview are made, run through both engines at the still clock, and compared fact by fact by
the rules of the conformance folder. What differs is minimised. Differences that are meant are recognised by rule, made
sure of where Sild can be given the peer's way (``peer_ways``), counted apart, and the rule of the form that shows them
is taken away, so that they hide nothing behind them.
Ends with 1 when a difference is left that nobody has explained.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.core.errors import AppError
from tests.tools.random_forms.engines import Peer, opened, run_sild
from tests.tools.random_forms.facts import Difference, compared, until_error
from tests.tools.random_forms.generator import generate
from tests.tools.random_forms.interviews import Interview, Step
from tests.tools.random_forms.known import RULES, recognised
from tests.tools.random_forms.model import Form
from tests.tools.random_forms.peer_ways import WAYS
from tests.tools.random_forms.shrinking import Case, Shrinker
from tests.tools.random_forms.writing import written

VARIABLE = "SILD_PEER"
_MOST_PEELED = 12


@dataclass(slots=True)
class Tally:
    """What came of all forms."""

    forms: int = 0
    clean: int = 0
    refused: int = 0
    steps: int = 0
    facts: int = 0
    known: Counter[str] = field(default_factory=Counter)
    unexplained: list[tuple[int, Case]] = field(default_factory=list)


class Differential:
    """Runs forms through both engines."""

    def __init__(self, peer: Peer) -> None:
        self._peer = peer
        self._fell = ""
        self.tally = Tally()

    def try_seed(self, seed: int, steps: int) -> None:
        """Make the form and the interview of a seed and compare."""
        form = generate(seed)
        try:
            session = opened(written(form))
        except (AppError, ValueError) as error:
            self._refuse(seed, f"Sild: {error}")
            return
        taken = Interview(form, session, seed).steps(steps)
        self.tally.forms += 1
        self.tally.steps += len(taken)
        self._compare(seed, form, taken)

    def _compare(self, seed: int, form: Form, steps: list[Step]) -> None:
        for peeled in range(_MOST_PEELED):
            agreed, different = self._both(form, steps)
            if agreed < 0:
                self._refuse(seed, f"Web Forms: {self._fell}")
                return
            if not different:
                self.tally.facts += agreed
                if self._fell:
                    self.tally.known[f"Web Forms falls: {self._fell[:60]}"] += 1
                self.tally.clean += peeled == 0
                return
            case = Shrinker(self._judge, Case(form, steps, different[0])).shrink()
            name = recognised(case)
            if not name or not self._vanishes(name, case):
                self.tally.unexplained.append((seed, case))
                return
            self.tally.known[name] += 1
            form = _peeled(form, case)
        self.tally.facts += agreed

    def _vanishes(self, name: str, case: Case) -> bool:
        """Make sure of a class whose way Sild can be given: the difference must be gone then."""
        if name not in WAYS:
            return True
        with ExitStack() as given:
            for other in WAYS:
                if RULES[other](case):
                    given.enter_context(WAYS[other]())
            return case.difference not in self._judge(case.form, case.steps)

    def _refuse(self, seed: int, why: str) -> None:
        self.tally.refused += 1
        print(f"form {seed}: {why}")

    def _both(self, form: Form, steps: list[Step]) -> tuple[int, list[Difference]]:
        xform = written(form)
        theirs = self._peer.run(xform, steps)
        if theirs.get("load") != "ok":
            self._fell = str(theirs.get("error"))
            return -1, []
        theirs, self._fell = until_error(theirs)
        return compared(theirs, run_sild(xform, steps))

    def _judge(self, form: Form, steps: list[Step]) -> list[Difference]:
        return self._both(form, steps)[1]


def _peeled(form: Form, case: Case) -> Form:
    """Take from the whole form what shows a known difference: the rules that the minimal form still has."""
    guilty = [node for node in case.form.walk() if list(node.terms())]
    node = form.named(case.difference.name)
    found = case.form.named(case.difference.name)
    if found is None or node is None or not list(found.terms()):
        for each in guilty:
            whole = form.named(each.name)
            if whole is not None:
                form = form.put(replace(whole, binds=(), actions=(), count=None))
        return form
    kept = {name for name, _ in found.binds}
    binds = tuple((name, term) for name, term in node.binds if name not in kept)
    left = replace(node, binds=binds, actions=() if found.actions else node.actions)
    return form.put(replace(left, count=None if found.count is not None else node.count))


def report(tally: Tally, seconds: float) -> None:
    """Print what differs and the figures."""
    for seed, case in tally.unexplained:
        d = case.difference
        print(
            f"form {seed}: after step {d.step} {d.path} {d.fact}: peer {d.peer!r}, Sild {d.sild!r}"
        )
        for node in case.form.walk():
            print(f"    {describe(node)}")
        for step in case.steps:
            print(f"    {step}")
    print(
        f"{tally.forms} forms, {tally.steps} steps, {tally.facts} facts agreed, {tally.clean} forms without any"
        f" difference, {tally.refused} not comparable, {seconds:.0f} s"
    )
    for name, count in tally.known.most_common():
        print(f"  known: {count:4} {name}")
    print(f"  unexplained: {len(tally.unexplained)}")


def describe(node: object) -> str:
    """Return one line that says what a node is."""
    from tests.tools.random_forms.model import Node

    assert isinstance(node, Node)
    parts = [node.kind, node.name, node.type, node.control]
    parts += [f"{name}={term}" for name, term in node.binds]
    parts += [f"{action.event} {action.target} := {action.value}" for action in node.actions]
    if node.itemset is not None:
        parts.append(str(node.itemset))
    if node.count is not None:
        parts.append(f"count={node.count}")
    if node.default:
        parts.append(f"default={node.default}")
    if node.children:
        parts.append(f"[{' '.join(child.name for child in node.children)}]")
    return " ".join(part for part in parts if part)


def main(arguments: list[str] | None = None) -> int:
    chosen = _parser().parse_args(arguments)
    if chosen.peer is None:
        print(f"Name the folder with --peer or {VARIABLE}.", file=sys.stderr)
        return 2
    peer = Peer(chosen.peer)
    differential = Differential(peer)
    begun = time.monotonic()
    try:
        for seed in range(chosen.first, chosen.first + chosen.forms):
            differential.try_seed(seed, chosen.steps)
    finally:
        peer.close()
    report(differential.tally, time.monotonic() - begun)
    return 1 if differential.tally.unexplained else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.tools.differential", description=__doc__)
    default = os.environ.get(VARIABLE)
    parser.add_argument("--peer", type=Path, default=Path(default) if default else None)
    parser.add_argument("--forms", type=int, default=300, help="how many forms")
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--steps", type=int, default=50, help="steps per interview")
    return parser


if __name__ == "__main__":
    sys.exit(main())
