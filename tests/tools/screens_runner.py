"""Every screen and state of the interview itself: questions of each family, messages, rows, the end, dialogs."""

from __future__ import annotations

import math
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

from app.core.errors import AppError, ErrorCode
from app.operations import forms, interviews
from app.ui.runner.help import KeysHelp
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


@state("runner-month")
def show_month(stage: Stage) -> QWidget:
    return _popup(stage, _at(stage, "/data/dates/month", "11.2026"))


@state("runner-year")
def show_year(stage: Stage) -> QWidget:
    return _popup(stage, _at(stage, "/data/dates/year", "2024"))


@state("runner-standing-scale")
def show_standing_scale(stage: Stage) -> QWidget:
    page = _at(stage, "/data/scales/standing", "7")
    page.stage.controls_flush()
    return page


@state("runner-stars")
def show_stars(stage: Stage) -> QWidget:
    page = _at(stage, "/data/scales/stars", "4")
    page.stage.controls_flush()
    return page


@state("runner-thousands")
def show_thousands(stage: Stage) -> QWidget:
    page = _at(stage, "/data/scales/turnover", "1234567")
    page.stage.controls_flush()
    page.stage.blocks[0]._more.setChecked(True)
    return page


@state("runner-table")
def show_table(stage: Stage) -> QWidget:
    page = _at(stage, "/data/table")
    page.give("/data/table/partners", "4")
    page.give("/data/table/staff", "2")
    return page


@state("runner-signature")
def show_signature(stage: Stage) -> QWidget:
    page = _at(stage, "/data/drawn/signed")
    _draw(
        page,
        [(40 + 3 * x, 120 + round(60 * math.sin(x / 9) * math.cos(x / 31))) for x in range(150)],
    )
    return page


@state("runner-typed-signature")
def show_typed_signature(stage: Stage) -> QWidget:
    page = _at(stage, "/data/drawn/signed")
    page.stage.blocks[0].control.canvas.write_name("Anna Saar", "–")  # type: ignore[union-attr]
    return page


@state("runner-drawing")
def show_drawing(stage: Stage) -> QWidget:
    page = _at(stage, "/data/drawn/sketch")
    _draw(page, [(120, 300), (120, 120), (300, 60), (480, 120), (480, 300), (120, 300)])
    return page


@state("runner-annotation")
def show_annotation(stage: Stage) -> QWidget:
    page = _at(stage, "/data/drawn/marked")
    picture = QImage(960, 520, QImage.Format.Format_RGB32)
    picture.fill(0xD9E7D2)
    path = stage.folder / "plan.png"
    picture.save(str(path))
    page.attach(page.session.address("/data/drawn/marked"), str(path))
    stage.settle()
    stage.settle()
    _draw(page, [(200, 160), (320, 120), (440, 180), (360, 260), (220, 240), (200, 160)])
    return page


def _draw(page: RunnerPage, points: list[tuple[int, int]]) -> None:
    canvas = page.stage.blocks[0].control.canvas  # type: ignore[union-attr]
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(*points[0]))
    for point in points[1:]:
        QTest.mouseMove(canvas, QPoint(*point))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(*points[-1]))
    page.stage.controls_flush()


def _popup(stage: Stage, page: RunnerPage) -> QWidget:
    page.stage.controls_flush()
    page.stage.blocks[0].control._open_calendar()  # type: ignore[union-attr]
    stage.settle()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    shown = page.grab()
    painter = QPainter(shown)
    painter.drawPixmap(page.mapFromGlobal(popup.pos()), popup.grab())
    painter.end()
    popup.close()
    return _framed(stage, shown)


@state("respondent-choice")
def show_respondent_choice(stage: Stage) -> QWidget:
    return _turned(_at(stage, "/data/choices/one", "3"))


@state("respondent-likert")
def show_respondent_likert(stage: Stage) -> QWidget:
    return _turned(_at(stage, "/data/choices/likert", "4"))


@state("respondent-number")
def show_respondent_number(stage: Stage) -> QWidget:
    return _turned(_at(stage, "/data/numbers/fraction", "1234567,5"))


@state("respondent-question")
def show_respondent_question(stage: Stage) -> QWidget:
    return _turned(_at(stage, "/data/opening/place", "2", form="business_interview"))


@state("respondent-signature")
def show_respondent_signature(stage: Stage) -> QWidget:
    return _turned(_at(stage, "/data/drawn/signed"))


def _turned(page: RunnerPage) -> QWidget:
    page.turned.toggle()
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
        stage, page, JumpDialog(page, page.outline.jump.text(), page.reader.places(), page.here())
    )


@state("runner-remark")
def show_remark(stage: Stage) -> QWidget:
    page = _sit_down(stage)
    at = page.here()
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


@state("keys-help")
def show_keys_help(stage: Stage) -> QWidget:
    page = _sit_down(stage)
    return _dialog(stage, page, KeysHelp(page))
