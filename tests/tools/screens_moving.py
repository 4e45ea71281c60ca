"""A draft whose questionnaire was corrected: the list's offer, what becomes of it, and the way back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.core.ids import DraftId
from app.operations import forms, interviews, moving
from app.ui.interviews.moving import MovingPage
from app.ui.interviews.times import TimesPage
from tests.tools.screens import Stage, state

HEAD = ("type", "name", "label::Eesti (et)", "label::Русский (ru)", "label::English (en)")
COMPANY = ("text", "company", "Ettevõtte nimi", "Название предприятия", "Name of the company")
STAFF = ("integer", "staff", "Töötajate arv", "Число работников", "Number of employees")
EXPORT = ("select_one share", "export", "Ekspordi osakaal", "Доля экспорта", "Share of exports")
SITE = ("text", "site", "Koduleht", "Сайт", "Web site")
PHONE = ("text", "phone", "Telefon", "Телефон", "Telephone")
PARTNERS = (
    ("begin_repeat", "partner", "Partner", "Партнёр", "Partner"),
    ("text", "who", "Partneri nimi", "Название партнёра", "Partner's name"),
    ("end_repeat", "", "", "", ""),
)
CHOICES = (
    ("none", "ei ekspordi", "не экспортирует", "does not export"),
    ("some", "alla 10%", "менее 10 %", "under 10 %"),
    ("most", "üle 50%", "более 50 %", "over 50 %"),
)


@dataclass(frozen=True)
class Version:
    """A version of the questionnaire."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    choices: tuple[tuple[str, ...], ...] = CHOICES


ONE = Version("1", (COMPANY, STAFF, EXPORT, PHONE, *PARTNERS))
TWO = Version("2", (COMPANY, EXPORT, SITE, PHONE, *PARTNERS), CHOICES[:2])


def _imported(stage: Stage, version: Version) -> str:
    from openpyxl import Workbook

    book = Workbook()
    survey = book.active
    survey.title = "survey"
    for row in (HEAD, *version.rows):
        survey.append(row)
    choices = book.create_sheet("choices")
    choices.append(("list_name", *HEAD[1:]))
    for choice in version.choices:
        choices.append(("share", *choice))
    settings = book.create_sheet("settings")
    settings.append(("form_title", "form_id", "version", "instance_name", "default_language"))
    settings.append(("Küsitlus 2026", "corrected", version.name, "${company}", HEAD[2][7:]))
    path: Path = stage.folder / f"corrected-{version.name}.xlsx"
    book.save(path)
    bundle = forms.import_form(stage.services, path).bundle
    assert bundle is not None
    return bundle


_DRAFTS: list[DraftId] = []


def _draft(stage: Stage) -> DraftId:
    if not _DRAFTS:
        opened = interviews.start_interview(stage.services, _imported(stage, ONE))
        session = opened.session
        session.subscribe(
            lambda batch: interviews.save_step(stage.services, opened.draft, batch.step)
        )
        for name, value in {
            "company": "Viru Puit OÜ",
            "staff": "12",
            "export": "most",
            "partner[1]/who": "Jõhvi Metall AS",
        }.items():
            session.answer(session.address(f"/data/{name}"), value)
        session.give_missing(session.address("/data/phone"), "refused")
        interviews.close_interview(stage.services, opened.draft)
        _imported(stage, TWO)
        _DRAFTS.append(opened.draft)
    return _DRAFTS[0]


@state("moving-offered")
def show_moving_offered(stage: Stage) -> QWidget:
    draft = _draft(stage)
    stage.shell.go("interviews")
    page = stage.shell.page
    page.chips.chip("").click()
    page._undo.withdraw()
    page._wanted_id = draft
    page._load()
    stage.settle()
    page.table.choose(page.model.place_of(draft))
    stage.settle()
    return stage.window


@state("moving-preview")
def show_moving_preview(stage: Stage) -> QWidget:
    return _page(stage)


@state("moving-done")
def show_moving_done(stage: Stage) -> QWidget:
    show_moving_offered(stage)
    listing = stage.shell.page
    listing.versions.button.click()
    stage.settle()
    stage.shell.page.confirm.click()
    stage.settle()
    return stage.window


@state("moving-back")
def show_moving_back(stage: Stage) -> QWidget:
    shown = _page(stage)
    stage.props.append(_Restored(stage))
    return shown


class _Restored(QWidget):
    """Takes the move back when the picture was taken."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage

    def closeEvent(self, event: object) -> None:
        moving.take_back(self._stage.services, _draft(self._stage))


def _page(stage: Stage) -> QWidget:
    stage.shell.go("interviews")
    stage.desk.navigator.open(MovingPage(stage.desk, _draft(stage)))
    stage.settle()
    return stage.window


@state("interview-times")
def show_interview_times(stage: Stage) -> QWidget:
    """A finished interview of the demonstration whose times are known."""
    from app.operations import timing

    stage.shell.go("interviews")
    stage.settle()
    rows = interviews.list_interviews(stage.services)
    longest = max(rows, key=lambda row: timing.read_times(stage.services, row.id).total.active_ms)
    stage.desk.navigator.open(TimesPage(stage.desk, longest.id))
    stage.settle()
    return stage.window
