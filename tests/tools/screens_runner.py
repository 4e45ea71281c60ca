"""Every screen and state of the interview itself: questions of each family, messages, rows, the end, dialogs."""

from __future__ import annotations

from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

from app.core.errors import AppError, ErrorCode
from app.operations import forms, interviews
from app.ui.runner.jump import JumpDialog
from app.ui.runner.page import RunnerPage
from app.ui.runner.remark import RemarkDialog
from app.ui.runner.saving import Keeper
from tests.tools.screens import Stage, state

if TYPE_CHECKING:
    from app.core.ids import BundleId

FORMS = Path(__file__).resolve().parents[2] / "forms"
SPELLED = {"et": "Estonian (et)", "ru": "Russian (ru)", "en": "English (en)"}
GLOSS = {"et": "ru", "ru": "et", "en": "et"}
_bundles: dict[tuple[str, str], BundleId] = {}


def _sit_down(stage: Stage, form: str = "runner_showcase", *, gloss: bool = True) -> RunnerPage:
    """Start an interview in the language of the pictures, with a gloss beside it."""
    key = (str(stage.folder), form)
    if key not in _bundles:
        imported = forms.import_form(stage.services, FORMS / f"{form}.xlsx")
        assert imported.bundle is not None
        _bundles[key] = imported.bundle
    opened = interviews.start_interview(
        stage.services, _bundles[key], language=SPELLED[stage.language], test=True
    )
    page = RunnerPage(stage.desk, opened)
    stage.show(page)
    page.activateWindow()
    if gloss:
        page.show_gloss(SPELLED[GLOSS[stage.language]])
    page.enter()
    return page


def _at(stage: Stage, path: str, *typed: str, form: str = "runner_showcase") -> RunnerPage:
    """Sit down at one question and type; each text is followed by what it settles."""
    page = _sit_down(stage, form)
    page.go_to(page.session.address(path))
    for text in typed:
        _type(stage, text)
    stage.settle()
    return page


def _type(stage: Stage, text: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    if text.isascii():
        QTest.keyClicks(focused, text)
    stage.settle()


def _press(stage: Stage, key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)
    stage.settle()


def _dialog(stage: Stage, page: RunnerPage, dialog: QDialog) -> QWidget:
    stage.keep(page)
    return stage.show(dialog)


def _end(page: RunnerPage) -> None:
    page._go(len(page.model.pages) - 1)


# --- questions


@state("runner-choice")
def show_choice(stage: Stage) -> QWidget:
    return _at(stage, "/data/choices/one", "3")


@state("runner-several")
def show_several(stage: Stage) -> QWidget:
    return _at(stage, "/data/choices/several", "13")


@state("runner-likert")
def show_likert(stage: Stage) -> QWidget:
    return _at(stage, "/data/choices/likert", "4")


@state("runner-columns")
def show_columns(stage: Stage) -> QWidget:
    return _at(stage, "/data/choices/one_columns")


@state("runner-rank")
def show_rank(stage: Stage) -> QWidget:
    return _at(stage, "/data/choices/ranked", "3")


@state("runner-text")
def show_text(stage: Stage) -> QWidget:
    return _at(stage, "/data/texts/short_text", "Viru Metall")


@state("runner-long-text")
def show_long_text(stage: Stage) -> QWidget:
    return _at(stage, "/data/texts/long_text")


@state("runner-note")
def show_note(stage: Stage) -> QWidget:
    return _at(stage, "/data/texts/a_note")


@state("runner-number")
def show_number(stage: Stage) -> QWidget:
    return _at(stage, "/data/numbers/fraction", "1234567,5")


@state("runner-range")
def show_range(stage: Stage) -> QWidget:
    page = _at(stage, "/data/numbers/slider", "7")
    page.stage.controls_flush()
    return page


@state("runner-date")
def show_date(stage: Stage) -> QWidget:
    page = _at(stage, "/data/dates/day", "21.11.2026")
    page.stage.controls_flush()
    return page


@state("runner-moment")
def show_moment(stage: Stage) -> QWidget:
    return _at(stage, "/data/dates/moment")


@state("runner-cascade")
def show_cascade(stage: Stage) -> QWidget:
    page = _at(stage, "/data/cascade/region")
    choices = page.session.choices(page.session.address("/data/cascade/region"))
    page.give("/data/cascade/region", choices[0].value)
    stage.settle()
    page.stage.focus_beside(1)
    return page


@state("runner-real-question")
def show_real_question(stage: Stage) -> QWidget:
    return _at(stage, "/data/opening/place", "2", form="business_interview")


# --- what is said at the field


@state("runner-dont-know")
def show_dont_know(stage: Stage) -> QWidget:
    page = _at(stage, "/data/choices/one")
    page.give_missing("dont_know")
    return page


@state("runner-required")
def show_required(stage: Stage) -> QWidget:
    page = _at(stage, "/data/rules/needed")
    page.next()
    return page


@state("runner-constraint")
def show_constraint(stage: Stage) -> QWidget:
    page = _at(stage, "/data/rules/limited", "99")
    page.next()
    return page


@state("runner-not-saved")
def show_not_saved(stage: Stage) -> QWidget:
    page = _sit_down(stage)

    def refuse(_step: object) -> Future[object]:
        refused: Future[object] = Future()
        refused.set_exception(AppError(ErrorCode.DISK_FULL, path="work.sild"))
        return refused

    page.log._keeper = Keeper(refuse, Future)  # type: ignore[arg-type]
    _type(stage, "Viru Metall")
    page.stage.controls_flush()
    stage.wait_until(lambda: page.log.error is not None)
    page.log.stop()
    return page


# --- rows, the end


@state("runner-rows")
def show_rows(stage: Stage) -> QWidget:
    return _with_rows(stage)


@state("runner-rows-undo")
def show_rows_undo(stage: Stage) -> QWidget:
    page = _with_rows(stage)
    page.remove_row(page.session.instances(page.session.address("/data/person"))[0])
    return page


def _with_rows(stage: Stage) -> RunnerPage:
    page = _sit_down(stage)
    repeat = page.session.address("/data/person")
    page.add_row(repeat)
    for row, (name, age) in zip(
        page.session.instances(repeat), (("Anna Saar", "44"), ("Борис Орлов", "51")), strict=False
    ):
        page.give(f"{row}/person_name", name)
        page.give(f"{row}/age", age)
    page.go_to(repeat)
    stage.settle()
    return page


@state("runner-end-problems")
def show_end_problems(stage: Stage) -> QWidget:
    page = _sit_down(stage)
    page.give("/data/rules/limited", "99")
    _end(page)
    return page


@state("runner-end-ready")
def show_end_ready(stage: Stage) -> QWidget:
    page = _sit_down(stage)
    page.give("/data/rules/needed", "Viru")
    _end(page)
    return page


# --- dialogs and narrow windows


@state("runner-jump")
def show_jump(stage: Stage) -> QWidget:
    page = _sit_down(stage)
    return _dialog(
        stage, page, JumpDialog(page, page.outline.jump.text(), page.reader.places(), page._here())
    )


@state("runner-remark")
def show_remark(stage: Stage) -> QWidget:
    page = _sit_down(stage)
    at = page._here()
    page.session.remark(at, "Helistada raamatupidajale", by="O. T.")
    return _dialog(stage, page, RemarkDialog(page, "1.1", page.session.remarks(at), "A. K."))


@state("runner-dropdown")
def show_dropdown(stage: Stage) -> QWidget:
    page = _at(stage, "/data/choices/one_minimal")
    control = page.stage.blocks[0].control
    with suppress(AttributeError):
        control.open()  # type: ignore[union-attr]
        stage.keep(control.popup)  # type: ignore[union-attr]
        return control.popup  # type: ignore[union-attr, no-any-return]
    return page


@state("runner-narrow")
def show_narrow(stage: Stage) -> QWidget:
    page = _at(stage, "/data/choices/several", "1")
    page.resize(1024, 640)
    stage.settle()
    return _framed(stage, page.grab())


@state("runner-slim")
def show_slim(stage: Stage) -> QWidget:
    """At 200 % of a small screen: 683 x 384 points."""
    page = _at(stage, "/data/choices/several", "1")
    page.resize(683, 384)
    stage.settle()
    return _framed(stage, page.grab())


def _framed(stage: Stage, picture: QPixmap) -> QWidget:
    shown = QLabel()
    shown.setPixmap(picture)
    shown.resize(shown.sizeHint())
    return stage.keep(shown)
