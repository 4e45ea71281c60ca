"""Kills itself with SIGKILL at the n-th thing it does to the disk, for every n. Run as a program by the crash tests.

``python -m tests.store.crashing SCENARIO TEMPLATE TARGET STRIDE`` copies TEMPLATE to TARGET/0, TARGET/STRIDE, ... and
runs the scenario in each, in a forked process that dies before its n-th file operation or SQL statement. It stops after
the first run that lives to its end, and prints which one that was.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine, event

from app.core.clock import StillClock
from app.core.ids import DraftId
from app.store import (
    finishing,
    founding,
    keys,
    migration,
    passphrase,
    reserve,
    restoring,
    workspace,
)
from tests.store.conftest import PASSPHRASE

MOMENT = "2026-05-05T09:00:00+03:00"
FILE_EVENTS = {"os.rename", "os.remove", "os.truncate", "os.mkdir", "os.rmdir"}
LATER = Path(__file__).parent / "later_versions"
NEW_PASSPHRASE = "uus sild"


class Countdown:
    """Dies when it reaches nought."""

    def __init__(self, folder: Path, steps: int) -> None:
        self._folder = str(folder)
        self._left = steps

    def step(self) -> None:
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        self._left -= 1

    def heard(self, name: str, args: tuple[object, ...]) -> None:
        writes = name == "open" and isinstance(args[1], str) and args[1] not in {"r", "rb"}
        if (name in FILE_EVENTS or writes) and str(args[0]).startswith(self._folder):
            self.step()

    def start(self) -> None:
        sys.addaudithook(self.heard)
        event.listen(Engine, "before_cursor_execute", lambda *_: self.step())
        event.listen(Engine, "commit", lambda *_: self.step())


def opened(folder: Path, secret: str | None = None) -> workspace.Workspace:
    return workspace.open(folder, secret, clock=StillClock.at(MOMENT))


def set_one(folder: Path, start: Callable[[], None]) -> None:
    with opened(folder) as held:
        start()
        passphrase.set_passphrase(held, PASSPHRASE)


def change(folder: Path, start: Callable[[], None]) -> None:
    with opened(folder, PASSPHRASE) as held:
        start()
        passphrase.change_passphrase(held, PASSPHRASE, NEW_PASSPHRASE)


def remove(folder: Path, start: Callable[[], None]) -> None:
    with opened(folder, PASSPHRASE) as held:
        start()
        passphrase.remove_passphrase(held, PASSPHRASE)


def finish(folder: Path, start: Callable[[], None]) -> None:
    with opened(folder) as held:
        draft = held.call(lambda c: c.exec_driver_sql("SELECT id FROM draft").scalar_one())
        start()
        fields = {"answers/data/a": "1", "meta/status": "finished"}
        finishing.finish(held, DraftId(draft), finishing.Finished(fields=fields, actor="m"))


def migrate(folder: Path, start: Callable[[], None]) -> None:
    founding.VERSIONS = ("0001", "0002", "0003", "0004")
    migration.LOCATIONS = [*migration.LOCATIONS, LATER]
    start()
    opened(folder).close()


def create(folder: Path, start: Callable[[], None]) -> None:
    shutil.rmtree(folder)
    start()
    workspace.create(folder, name="New", clock=StillClock.at(MOMENT))[0].close()


def restore(folder: Path, start: Callable[[], None]) -> None:
    start()
    restoring.restore(folder, clock=StillClock.at(MOMENT)).close()


SCENARIOS = {
    "set": set_one,
    "change": change,
    "remove": remove,
    "finish": finish,
    "migrate": migrate,
    "create": create,
    "restore": restore,
}


def run(scenario: str, template: Path, target: Path, stride: int) -> int:
    for steps in range(0, 1000, stride):
        folder = target / str(steps) / template.name
        shutil.copytree(template, folder)
        child = os.fork()
        if child == 0:
            SCENARIOS[scenario](folder, Countdown(folder.parent, steps).start)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if os.WIFEXITED(status):
            return steps if os.WEXITSTATUS(status) == 0 else -1
    return -1


if __name__ == "__main__":
    keys.MEMORY_KIB, keys.ROUNDS = 64, 1
    reserve.WHOLE_BYTES, reserve.FOR_OPENING_BYTES = 8192, 4096
    print(run(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])))
