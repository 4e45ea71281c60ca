"""Screens of people's rights and of the lock: finding, what cannot be recalled, what is due, the covered window."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QScrollArea, QWidget

from app.operations import cases, erasure, export_log, people, privacy
from app.ui.privacy.erasing import PlanDialog
from app.ui.privacy.page import PrivacyPage
from app.ui.settings.page import SettingsPage
from tests.tools.screens import Stage, state

NAME = "Õie Otsing"


def _page(stage: Stage, name: str = NAME) -> PrivacyPage:
    if not people.find(stage.services, NAME).held:
        case = replace(cases.new_case(stage.services), name=f"{NAME} FIE", contact="Ыйе Отсинг")
        cases.add_case(stage.services, case)
        export_log.note(stage.services, "csv", Path("/media/stick/interviews.csv"), record=case.id)
    stage.shell.go("settings")
    page = PrivacyPage(stage.desk)
    stage.shell.open(page)
    stage.settle()
    page.name.setText(name)
    page._find()
    stage.settle()
    return page


@state("privacy-found")
def show_found(stage: Stage) -> QWidget:
    _page(stage)
    return stage.window


@state("privacy-nobody")
def show_nobody(stage: Stage) -> QWidget:
    _page(stage, "Mitte Keegi")
    return stage.window


@state("privacy-plan")
def show_plan(stage: Stage) -> QWidget:
    page = _page(stage)
    plan = erasure.plan(stage.services, people.wish_for(page.chosen()))
    return stage.show(PlanDialog(stage.window, plan))


@state("privacy-settings")
def show_settings(stage: Stage) -> QWidget:
    wanted = privacy.Promises(keep_until=date(2026, 1, 31), stays_home=True)
    privacy.promise(stage.services, wanted)
    stage.shell.go("settings")
    page = stage.shell.page
    assert isinstance(page, SettingsPage)
    page.people.load()
    stage.settle()
    privacy.promise(stage.services, privacy.Promises())
    around = page.findChild(QScrollArea)
    assert around is not None
    around.ensureWidgetVisible(page.people.look_up)
    return stage.window


@state("locked")
def show_locked(stage: Stage) -> QWidget:
    assert stage.window.lock is not None
    cover = stage.window.lock.cover
    cover.setGeometry(stage.window.rect())
    cover.step.ask_for(stage.services.workspace.folder)
    cover.show()
    cover.raise_()
    stage.settle()
    stage.keep(_Uncover(cover))
    return cover


class _Uncover(QWidget):
    """Takes the cover away when the picture was taken."""

    def __init__(self, cover: QWidget) -> None:
        super().__init__()
        self._cover = cover

    def close(self) -> bool:
        self._cover.hide()
        return super().close()
