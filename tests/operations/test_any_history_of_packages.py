"""Whatever laptops, coordinators and sticks do, in any order: see `histories` for what must stay true.

A few histories every day; ``python -m tests.tools.history_soak`` tries as many as one likes.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from app.store import reserve
from tests.faults.tallies import tried
from tests.operations.histories import Histories, make_template
from tests.operations.test_packages import quick_passphrases

__all__ = ["quick_passphrases"]
EVERY_DAY = settings(
    max_examples=4,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def test_any_history_of_packages(tmp_path: Path, workbook: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reserve, "WHOLE_BYTES", 8192)
    monkeypatch.setattr(reserve, "FOR_OPENING_BYTES", 4096)
    make_template(tmp_path, workbook)
    machine = type("Here", (Histories,), {"template": tmp_path})
    tried(EVERY_DAY.max_examples)
    run_state_machine_as_test(machine, settings=EVERY_DAY)
