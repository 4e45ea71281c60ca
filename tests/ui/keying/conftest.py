"""A desk with a questionnaire and somebody who keys filled papers in, at the real pages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.operations import forms, keying
from app.operations.keying import Cover, Paper, Rule
from app.ui.keying.page import KeyingPage

HEAD = ("type", "name", "label::English (en)", "label::Estonian (et)", "required", "relevant",
        "constraint", "constraint_message")  # fmt: skip
SURVEY = (
    ("begin_group", "firm", "The firm", "Ettevõte", "", "", "", ""),
    ("text", "company", "Company", "Ettevõte", "yes", "", "", ""),
    ("integer", "staff", "Staff", "Töötajaid", "", "", ". < 5000", "At most 5000."),
    ("select_one yesno", "export", "Exports", "Eksport", "", "", "", ""),
    ("decimal", "share", "Share of exports", "Osakaal", "", "${export} = 'yes'", "", ""),
    ("date", "since", "Since when", "Alates", "", "", "", ""),
    ("end_group", "", "", "", "", "", "", ""),
    ("begin_repeat", "partner", "Partner", "Partner", "", "", "", ""),
    ("text", "who", "Name of the partner", "Partneri nimi", "", "", "", ""),
    ("select_multiple ties", "tie", "Ties", "Seosed", "", "", "", ""),
    ("end_repeat", "", "", "", "", "", "", ""),
    ("begin_group", "last", "The end", "Lõpp", "", "", "", ""),
    ("rank ties", "order", "Order of ties", "Järjestus", "", "", "", ""),
    ("select_one county", "where", "County", "Maakond", "", "", "", ""),
    ("geopoint", "place", "Place", "Koht", "", "", "", ""),
    ("end_group", "", "", "", "", "", "", ""),
)
CHOICES = (
    ("yesno", "yes", "yes", "jah"),
    ("yesno", "no", "no", "ei"),
    ("ties", "buys", "buys", "ostab"),
    ("ties", "sells", "sells", "müüb"),
    ("ties", "owns", "owns", "omab"),
    *(("county", f"{code}", f"County {code}", f"Maakond {code}") for code in range(37, 52)),
)


@pytest.fixture(scope="session")
def workbook(tmp_path_factory) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    survey = book.active
    survey.title = "survey"
    for row in (HEAD, *SURVEY):
        survey.append(row)
    choices = book.create_sheet("choices")
    choices.append(("list_name", "name", *HEAD[2:4]))
    for row in CHOICES:
        choices.append(row)
    settings = book.create_sheet("settings")
    settings.append(("form_title", "form_id", "version", "instance_name", "default_language"))
    settings.append(("Paper", "paper", "1", "${company}", "English (en)"))
    path = tmp_path_factory.mktemp("keying") / "paper.xlsx"
    book.save(path)
    return path


@pytest.fixture
def bundle(services, workbook):
    return forms.import_form(services, workbook).bundle


@pytest.fixture
def paper(bundle) -> Paper:
    return Paper(bundle, Cover("17", date(2026, 10, 3), "Mari Maasikas"), "English (en)")


@pytest.fixture
def once(services) -> None:
    """Papers of the form are keyed once."""
    keying.set_rule(services, "paper", Rule.NONE)


class Keyer:
    """Somebody at the keyboard whose eyes are on the paper."""

    def __init__(self, page: KeyingPage) -> None:
        self.page = page
        self.done: list = []
        page.completed.connect(self.done.append)

    def press(self, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.page.edit, key, modifier)
        QApplication.processEvents()

    def ctrl(self, key: Qt.Key) -> None:
        self.press(key, Qt.KeyboardModifier.ControlModifier)

    def type(self, text: str) -> None:
        QTest.keyClicks(self.page.edit, text)
        QApplication.processEvents()

    def line(self, *texts: str) -> None:
        """Type lines as they stand on paper, each with Enter on the number pad."""
        for text in texts:
            self.type(text)
            self.press(Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)

    @property
    def here(self) -> str:
        """What the field is called that takes the next keys."""
        return self.page.edit.accessibleName()

    @property
    def trouble(self) -> str:
        return self.page.trouble.whole()

    def value(self, path: str) -> str:
        session = self.page.session
        return session.state(session.address(path)).value


@pytest.fixture
def sit_down(show, desk, settle):
    """Open the sheet of a paper; the pages it opens are not shown."""

    def open_(paper: Paper) -> Keyer:
        page = KeyingPage(desk, keying.start_entry(desk.services, paper))
        page.resize(1100, 700)
        show(page)
        page.enter()
        settle(desk.tasks)
        return Keyer(page)

    return open_
