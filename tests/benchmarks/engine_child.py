"""Runs one form and its script through our engine in a process of its own and prints the times as JSON.

``python -m tests.benchmarks.engine_child BASE [--open]`` reads ``BASE.xml`` and ``BASE.plan.json``. Opening is
everything from the bytes of the XForm to a session in which everything has settled: reading, compiling, ordering, the
first evaluation. The first opening of the process finds every cache empty (``--open`` does no more than that); the
later ones, after the script, find the expressions parsed. Memory is that of the one interview, before the form is
opened again. An answer is the door's ``answer`` with all that follows, the batch included, and reading the grand total.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from app.core.clock import SystemClock
from app.core.ids import new_record_id
from app.forms.definition import FormDefinition
from app.forms.reader import read_xform
from app.forms.session import FormSession, NotAnswerable
from app.forms.state import Address
from tests.benchmarks.memory import peak_mb, resident_mb
from tests.benchmarks.sampling import best, each_timed, spread, timed

REOPENINGS = 3


class Interview:
    """A session driven by paths with ordinals, as the scripts give them."""

    def __init__(self, xml: bytes) -> None:
        self.session = FormSession.open(
            read_xform(xml, {}), record=new_record_id(), clock=SystemClock()
        )
        self.refused = 0
        self._addresses: dict[str, Address] = {}

    def address(self, path: str) -> Address:
        found = self._addresses.get(path)
        if found is None:
            found = self._addresses[path] = self.session.address(path)
        return found

    def put(self, path: str, value: str) -> None:
        try:
            self.session.answer(self.address(path), value)
        except NotAnswerable:
            self.refused += 1

    def get(self, path: str) -> str:
        return self.session.state(self.address(path)).value


def measure(base: Path) -> dict[str, Any]:
    """Run the script; keys as the Web Forms driver names them, where it has them."""
    xml = base.with_suffix(".xml").read_bytes()
    plan = json.loads(base.with_suffix(".plan.json").read_text())
    found, definition = _one_interview(xml, plan)
    found["open_again"] = best(
        lambda: FormSession.open(definition, record=new_record_id(), clock=SystemClock())
    )
    found["open"] += each_timed(lambda _: Interview(xml), range(REOPENINGS))
    return found


def _one_interview(xml: bytes, plan: dict[str, Any]) -> tuple[dict[str, Any], FormDefinition]:
    found: dict[str, Any] = {"imports_mb": resident_mb()}
    first, interview = timed(lambda: Interview(xml))
    found["open"] = [first]
    found["fill"] = _spread(each_timed(lambda op: interview.put(*op), plan["fill"]))
    found["answer"] = _spread(_answers(interview, plan["flat"], plan["probe"]))
    found["grand"] = interview.get(plan["probe"])
    found["cascade"] = _cascade(interview, plan["cascade"])
    if plan["repeat"]:
        found["repeat"] = _repeat(interview, plan)
        found["sum_age"] = interview.get(plan["repeat_probe"])
    found["language"] = _languages(interview)
    found |= {"refused": interview.refused, "resident_mb": resident_mb(), "peak_mb": peak_mb()}
    return found, interview.session.definition


def _answers(interview: Interview, ops: list[list[str]], probe: str) -> list[float]:
    def answer(op: list[str]) -> None:
        interview.put(*op)
        interview.get(probe)

    return each_timed(answer, ops)


def _cascade(interview: Interview, trios: list[list[list[str]]]) -> dict[str, float]:
    def choose(op: list[str]) -> None:
        path, value, following = op
        interview.put(path, value)
        if following:
            for choice in interview.session.choices(interview.address(following)):
                choice.label  # noqa: B018 - the driver of the others reads every label too

    return _spread(each_timed(choose, [op for trio in trios for op in trio if op[2]]))


def _repeat(interview: Interview, plan: dict[str, Any]) -> dict[str, Any]:
    adds: list[float] = []
    answers: list[float] = []
    repeat, probe = Address(plan["repeat"]), plan["repeat_probe"]

    def add() -> None:
        interview.session.add_repeat(repeat)
        interview.get(probe)

    for number, ops in enumerate(plan["repeat_answers"]):
        if number:
            adds.append(timed(add)[0])
        answers += _answers(interview, ops, probe)
    return {
        "instances": len(adds) + 1,
        "add_first": _spread(adds[:9]),
        "add_last": _spread(adds[-9:]),
        "answer_filling": _spread(answers),
        "answer_at_full": _spread(_answers(interview, plan["repeat_again"], probe)),
    }


def _languages(interview: Interview) -> dict[str, Any]:
    """Time the switch, and the switch with reading every label that is asked, which the driver of the others times."""
    session = interview.session
    alone: list[float] = []
    read: list[float] = []
    for number in range(1, 7):
        language = session.languages[number % len(session.languages)]
        alone += each_timed(session.switch_language, [language])
        read.append(alone[-1] + timed(lambda: _read_labels(session))[0])
    return {"switch": _spread(alone), "with_labels": _spread(read)}


def _read_labels(session: FormSession) -> int:
    return sum(len(session.label(state.address)) for state in session.states() if state.relevant)


def _spread(times: list[float]) -> dict[str, float]:
    told = spread(times)
    return {
        "n": told.count,
        "median": told.median,
        "p95": told.p95,
        "max": told.largest,
        "total": told.total,
    }


def first_opening(base: Path) -> dict[str, Any]:
    """Open the form once, as the first thing this process does."""
    xml = base.with_suffix(".xml").read_bytes()
    return {"open": [timed(lambda: Interview(xml))[0]]}


if __name__ == "__main__":
    work = first_opening if "--open" in sys.argv else measure
    print(json.dumps(work(Path(sys.argv[1]))))
