"""A desk to work at and interviews to hold: the real runner over a real workspace, without a screen."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.bootstrap import create_workspace
from app.forms.state import Address
from app.operations import forms, interviews
from app.operations.members import set_current_member
from app.ui import keys, theme
from app.ui.bus import Bus
from app.ui.desk import Desk
from app.ui.navigation import Navigator
from app.ui.preferences import Preferences
from app.ui.runner.page import RunnerPage
from app.ui.tasks import Tasks
from app.ui.widgets import focus

if TYPE_CHECKING:
    from app.core.ids import BundleId, RecordId
    from app.operations.interviews import OpenInterview
    from app.operations.services import Services

ROOT = Path(__file__).resolve().parents[3]
SHOWCASE = ROOT / "forms" / "runner_showcase.xlsx"
PATIENCE_S = 10.0

_SPACES = (
    'xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
    'xmlns:jr="http://openrosa.org/javarosa" xmlns:odk="http://www.opendatakit.org/xforms"'
)


def wait_until(is_so: Callable[[], bool]) -> None:
    """Let events happen until a condition comes true; other threads get their turn."""
    deadline = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline, "it did not come true"
        QApplication.processEvents()
        time.sleep(0.002)


@dataclass
class Interviewer:
    """Somebody at the keyboard in front of the runner."""

    page: RunnerPage
    opened: OpenInterview
    finished: list[str] = field(default_factory=list)

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(self._focused(), key, modifier)
        QApplication.processEvents()

    def ctrl(self, key: Qt.Key) -> None:
        self.press(key, Qt.KeyboardModifier.ControlModifier)

    def type(self, text: str) -> None:
        for letter in text:
            QTest.keyClicks(self._focused(), letter)
        QApplication.processEvents()

    def enter(self) -> None:
        self.press(Qt.Key.Key_Return)

    def answer_with(self, text: str) -> None:
        self.type(text)
        self.enter()

    def go(self, path: str) -> None:
        self.page.go_to(self.page.session.address(path))

    def value(self, path: str) -> str:
        return self.page.session.state(self.page.session.address(path)).value

    @property
    def here(self) -> str:
        """The ordinal path of the page in view; ``finish`` at the end."""
        page = self.page.model.page
        if page.kind.value == "finish":
            return "finish"
        return (
            page.address
            if page.kind.value == "rows"
            else self.page.session.ordinal_path(page.address)
        )

    def wait_until_saved(self) -> None:
        wait_until(lambda: self.page.log.is_safe)

    def _focused(self) -> QWidget:
        if QApplication.focusWidget() is None:
            self.page.activateWindow()
            wait_until(lambda: QApplication.focusWidget() is not None)
        focused = QApplication.focusWidget()
        assert focused is not None
        return focused


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, "light")
    keys.install(qapp)
    ring = focus.install(qapp)
    yield
    ring.deleteLater()


@pytest.fixture
def desk(tmp_path: Path, qapp: QApplication) -> Iterator[Desk]:
    services = create_workspace(tmp_path / "work.sild", name="Work").services
    set_current_member(services, "Anu Kask", "interviewer")
    tasks = Tasks()
    kept = Preferences(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    yield Desk(services, tasks, Bus(), Navigator(), kept)
    tasks.close()
    services.close()


Begin = Callable[..., Interviewer]


@pytest.fixture
def begin(desk: Desk, tmp_path: Path) -> Iterator[Begin]:
    """Start an interview with a form: ``begin()`` with the showcase, ``begin(xml)`` with one of its own."""
    hosts: list[QWidget] = []

    def start(
        xml: str = "",
        *,
        language: str | None = None,
        draft: object = None,
        case: RecordId | None = None,
    ) -> Interviewer:
        services = desk.services
        if draft is not None:
            opened = interviews.continue_interview(services, cast("OpenInterview", draft).draft)
        else:
            opened = interviews.start_interview(
                services, _bundle(services, tmp_path, xml), language=language, case=case
            )
        return _sit_down(desk, opened, hosts)

    yield start
    for host in hosts:
        for page in host.findChildren(RunnerPage):
            page.may_leave()
        host.close()
        host.deleteLater()
    wait_until(lambda: not desk.tasks.is_busy)


def xform(tree: str, binds: str = "", body: str = "", itext: str = "", title: str = "Form") -> str:
    """Write an XForm from the inside of its ``<data>``, its binds and its body."""
    return (
        f"<h:html {_SPACES}><h:head><h:title>{title}</h:title><model>{itext}"
        f'<instance><data id="form" version="1">{tree}</data></instance>{binds}</model></h:head>'
        f"<h:body>{body}</h:body></h:html>"
    )


def _bundle(services: Services, folder: Path, xml: str) -> BundleId:
    path = SHOWCASE
    if xml:
        path = folder / "form.xml"
        path.write_text(xml, encoding="utf-8")
    imported = forms.import_form(services, path)
    assert imported.bundle is not None, imported.check.findings
    return imported.bundle


def _sit_down(desk: Desk, opened: OpenInterview, hosts: list[QWidget]) -> Interviewer:
    """Put the runner into a window of its own size, as the shell does."""
    host = QWidget()
    host.resize(1366, 768)
    page = RunnerPage(desk, opened, host)
    page.resize(host.size())
    hosts.append(host)
    host.show()
    host.activateWindow()
    page.enter()
    wait_until(lambda: not desk.tasks.is_busy)
    sitting = Interviewer(page, opened)
    page.finished.connect(sitting.finished.append)
    return sitting


def address(text: str) -> Address:
    return Address(text)
