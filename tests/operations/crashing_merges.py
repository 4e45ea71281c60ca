"""Kills itself with SIGKILL at the n-th thing that a merge, a finish or a writing does, for every n.

``python -m tests.operations.crashing_merges SCENARIO TEMPLATE TARGET STRIDE`` copies TEMPLATE to TARGET/0,
TARGET/STRIDE, ... and runs the scenario in each, in a forked process that dies before its n-th file operation or SQL
statement. It stops after the first run that lives to its end, and prints which one that was.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from app import bootstrap
from app.core.clock import StillClock
from app.core.ids import DraftId
from app.operations import interviews, sync, workspace
from app.operations.services import Services
from tests.store.crashing import Countdown

MOMENT = "2026-11-22T09:00:00+02:00"
OFFICE, FIELD, PACKAGE = "office.sild", "Mari.sild", "field.sildpack"


def opened(folder: Path) -> Services:
    return bootstrap.open_workspace(folder, clock=StillClock.at(MOMENT))


def merge(folder: Path, start: Callable[[], None]) -> None:
    services = opened(folder / OFFICE)
    start()
    sync.merge_packages(services, [folder / PACKAGE])
    services.close()


def unmerge(folder: Path, start: Callable[[], None]) -> None:
    services = opened(folder / OFFICE)
    start()
    sync.undo_merge(services)
    services.close()


def write(folder: Path, start: Callable[[], None]) -> None:
    services = opened(folder / FIELD)
    start()
    sync.prepare_package(services, folder / PACKAGE)
    services.close()


def finish(folder: Path, start: Callable[[], None]) -> None:
    """Finish the interview that lies half done on the laptop."""
    services = opened(folder / FIELD)
    (row,) = interviews.open_drafts(services)
    going_on = interviews.continue_interview(services, DraftId(row.id))
    start()
    interviews.finish_interview(services, going_on.draft, going_on.session)
    services.close()


def back_up(folder: Path, start: Callable[[], None]) -> None:
    services = opened(folder / FIELD)
    start()
    workspace.back_up(services)
    services.close()


SCENARIOS = {
    "merge": merge,
    "unmerge": unmerge,
    "write": write,
    "finish": finish,
    "back_up": back_up,
}


def run(scenario: str, template: Path, target: Path, stride: int) -> int:
    for steps in range(0, 5000, stride):
        folder = target / str(steps)
        shutil.copytree(template, folder)
        child = os.fork()
        if child == 0:
            SCENARIOS[scenario](folder, Countdown(folder, steps).start)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if os.WIFEXITED(status):
            return steps if os.WEXITSTATUS(status) == 0 else -1
    return -1


if __name__ == "__main__":
    print(run(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])))
