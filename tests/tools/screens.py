"""The stage on which screens are photographed, and the register of everything that can be seen on it.

A state is a function that brings a screen about and returns the widget to photograph::

    @state("interviews-empty")
    def show_empty_list(stage: Stage) -> QWidget:
        stage.window.shell.go("interviews")
        stage.settle()
        return stage.window

What a state changes in the demonstration's workspace stays for the states after it, so it takes back what it did,
or registers itself late. `tests.tools.screenshots` runs them in the order of registration, in every language asked
for, by switching the language of the standing window.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

if TYPE_CHECKING:
    from app.operations.services import Services
    from app.ui.desk import Desk
    from app.ui.shell import Shell
    from app.ui.window import MainWindow

LONGEST_S = 60.0


@dataclass
class Stage:
    """A dressed window on the demonstration's workspace."""

    app: QApplication
    window: MainWindow
    services: Services
    folder: Path
    language: str = "en"
    props: list[QWidget] = field(default_factory=list)

    @property
    def shell(self) -> Shell:
        assert self.window.shell is not None
        return self.window.shell

    @property
    def desk(self) -> Desk:
        return self.shell.desk

    def keep(self, widget: QWidget) -> QWidget:
        """Put away a window or dialog of a state after its picture was taken."""
        self.props.append(widget)
        return widget

    def show(self, widget: QWidget) -> QWidget:
        """Show a window or dialog as large as the main window (a dialog in its own size)."""
        if not isinstance(widget, QDialog):
            widget.resize(self.window.size())
        widget.show()
        self.settle()
        return self.keep(widget)

    def settle(self) -> None:
        """Let everything under way come to its end and be painted."""
        self.wait_until(lambda: not self.window.tasks.is_busy)
        for _round in range(4):
            self.app.processEvents()
            self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def wait_until(self, is_so: Callable[[], bool]) -> None:
        """Wait for a condition; fail when it does not come true."""
        deadline = time.monotonic() + LONGEST_S
        self.app.processEvents()
        while not is_so():
            self.app.processEvents()
            time.sleep(0.005)
            if time.monotonic() > deadline:
                msg = "the screen did not settle"
                raise TimeoutError(msg)

    def clear(self) -> None:
        """Put everything away that a state has set up."""
        for widget in self.props:
            widget.close()
            widget.deleteLater()
        self.props = []
        self.window.activateWindow()
        self.settle()


State = Callable[[Stage], QWidget]
STATES: dict[str, State] = {}


def state(name: str) -> Callable[[State], State]:
    """Register a state under a name, which becomes the name of its picture."""

    def register(made: State) -> State:
        assert name not in STATES, name
        STATES[name] = made
        return made

    return register
