"""A disk that fails at its n-th call, under everything that Python and SQLite write: the shim built, loaded and armed.

``python -m tests.faults.disk SCENARIO TEMPLATE TARGET KIND LASTS STRIDE`` copies TEMPLATE to TARGET/0, TARGET/STRIDE
and so on, and runs a scenario of `tests.operations.crashing_merges` in each, in a forked process whose n-th call to
the disk fails. It prints how each run ended: ``done`` all the same, ``told`` (an `AppError`), ``raised`` (our bug), or
``over`` when there were fewer calls than that.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path

from app.core.errors import AppError
from app.store import reserve

SOURCE = Path(__file__).with_name("failing_disk.c")
KINDS = {"EIO": 5, "ENOSPC": 28, "short write": 1}
MOST = 3000
OVER, DONE, TOLD, RAISED = 0, 1, 10, 11
WORDS = {OVER: "over", DONE: "done", TOLD: "told"}


def build(folder: Path) -> Path | None:
    """Compile the shim; None where that cannot be done."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if sys.platform != "linux" or compiler is None:
        return None
    made = folder / "failing_disk.so"
    command = [compiler, "-shared", "-fPIC", "-O1", "-o", str(made), str(SOURCE), "-ldl"]
    return made if subprocess.run(command, check=False).returncode == 0 else None


def run(scenario: str, template: Path, target: Path, fault: tuple[int, int], stride: int) -> None:
    """Let every n-th call fail, and print how it went."""
    from tests.operations.crashing_merges import SCENARIOS

    reserve.WHOLE_BYTES, reserve.FOR_OPENING_BYTES = 8192, 4096
    for number in range(0, MOST, stride):
        folder = target / str(number)
        shutil.copytree(template, folder)
        child = os.fork()
        if child == 0:
            armed = (str(folder).encode(), number, *fault)
            os._exit(_ending(partial(SCENARIOS[scenario], folder), armed))
        _, status = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(status)
        print(number, WORDS.get(code, f"raised {code}"), flush=True)
        if code == OVER:
            break


def _ending(work: Callable[[Callable[[], None]], None], armed: tuple[bytes, int, int, int]) -> int:
    """Do the work with the fault armed; say how it ended, with the fault or before it came."""
    shim = ctypes.CDLL(None)
    code = DONE
    try:
        work(lambda: shim.fault_arm(*armed))
    except AppError:
        code = TOLD
    except BaseException:  # noqa: BLE001 - whatever is raised is what we look for
        traceback.print_exc()
        code = RAISED
    hits = shim.fault_hits()
    return OVER if code == DONE and not hits else code


if __name__ == "__main__":
    what, source, place, kind, lasts, every = sys.argv[1:]
    run(what, Path(source), Path(place), (KINDS[kind], int(lasts)), int(every))
