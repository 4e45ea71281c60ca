"""The list of threats names tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]


def test_every_threat_has_a_test():
    told = (TOP / "sync" / "threats.md").read_text(encoding="utf-8")
    rows = [line for line in told.splitlines() if line.startswith("| ") and "`" in line]
    assert len(rows) > 25
    assert all(re.search(r"`test_\w+`", row) for row in rows)
    there = {
        name
        for path in TOP.rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    named = set(re.findall(r"`(test_\w+)`", told))
    assert named - there == set()
