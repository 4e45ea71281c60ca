"""How much memory a process holds, from the system itself."""

from __future__ import annotations

import sys
from pathlib import Path

STATUS = Path("/proc/self/status")


def resident_mb() -> float | None:
    """Return what this process holds in memory now; None where the system does not say."""
    return _field("VmRSS:")


def peak_mb() -> float | None:
    """Return the most this process has held in memory; None where the system does not say."""
    found = _field("VmHWM:")
    if found is not None or sys.platform == "win32":
        return found
    import resource

    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def _field(name: str) -> float | None:
    if not STATUS.exists():
        return None
    for line in STATUS.read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1]) / 1024
    return None
