"""A filled paper form: its cover, the sheet under way and refused, the list, two entries held against each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.operations import forms, interviews, keying, members
from app.operations.keying import Cover, Paper
from app.ui.keying.compare import ComparePage
from app.ui.keying.page import KeyingPage
from app.ui.keying.starting import CoverDialog, Known
from tests.tools.screens import Stage, state

NAME = "Sillamäe Tööriist OÜ"


def _paper(stage: Stage, number: str) -> Paper:
    rows = forms.list_forms(stage.services)
    form = next(row for row in rows if row.form_id == "business_interview")
    speech = {"et": "Eesti (et)", "ru": "Русский (ru)"}.get(stage.language, "")
    language = next((each for each in form.languages if stage.language in each), speech or None)
    return Paper(form.bundle, Cover(number, date(2026, 11, 3), "A. K."), language)


def _answer(session, more: dict[str, str]) -> None:
    """Answer what is asked, plainly, question after question."""
    from app.ui.keying.model import KeyingModel, LineKind
    from app.ui.keying.typed import Family

    model = KeyingModel(session, date(2026, 11, 3))
    model.go_to(-1)
    while model.line.kind is not LineKind.END:
        line = model.line
        if line.kind is LineKind.QUESTION and model.is_asked(line):
            asked = model.asked(line)
            text = {
                Family.ONE: lambda a: a.choices[0].code if a.choices else "*",
                Family.SEVERAL: lambda a: a.choices[-1].code if a.choices else "*",
                Family.RANKS: lambda a: " ".join(str(n + 1) for n in range(len(a.choices))),
                Family.WHOLE: lambda _a: "12",
                Family.NUMBER: lambda _a: "12,5",
                Family.DATE: lambda _a: "3.10.2024",
                Family.CONFIRMATION: lambda _a: "1",
            }.get(asked.family, lambda _a: NAME)(asked)
            if not model.state(line).value:
                model.enter(more.get(line.number, text))
                if model.state(line).required and not model.state(line).value:
                    session.give_missing(line.address, "dont_know")
                if not model.state(line).constraint_met:
                    session.give_missing(line.address, "dont_know")
        before = model.place
        model.forward()
        if model.place == before:
            break


def _keyed(stage: Stage, paper: Paper, **more: str) -> str:
    opened = keying.start_entry(stage.services, paper)
    session, draft = opened.interview.session, opened.interview.draft
    stop = session.subscribe(lambda batch: interviews.save_step(stage.services, draft, batch.step))
    _answer(session, {name.replace("_", ".").strip("q"): text for name, text in more.items()})
    stop()
    keying.complete_entry(stage.services, draft, session, interviews.summarise(session))
    return draft


_PAIRS: list[str] = []


def _pair(stage: Stage) -> str:
    if not _PAIRS:
        paper = _paper(stage, "1041")
        _PAIRS.append(_keyed(stage, paper))
        members.set_current_member(stage.services, "O. T.", "interviewer")
        _keyed(stage, paper, q1_2="Sillamäe Töörist OÜ", q2_2="2", q2_3="3", q3_1="2")
        other = replace(paper, cover=replace(paper.cover, number="1042"))
        _keyed(stage, other)
        members.set_current_member(stage.services, "A. K.", "interviewer")
    return _PAIRS[0]


@state("keying-cover")
def show_cover(stage: Stage) -> QWidget:
    services = stage.services
    known = Known(forms.list_forms(services), members.members(services), {}, date(2026, 11, 21))
    dialog = CoverDialog(known, stage.window)
    dialog.number.setText("1043")
    return stage.show(dialog)


_SHEETS: dict[str, KeyingPage] = {}


@state("keying-sheet")
def show_sheet(stage: Stage) -> QWidget:
    page = KeyingPage(
        stage.desk, keying.start_entry(stage.services, _paper(stage, f"20-{stage.language}"))
    )
    stage.desk.navigator.open(page)
    stage.settle()
    for _line in range(9):
        asked = page.model.line
        if page.model.is_asked(asked):
            choices = page.model.asked(asked).choices if asked.address else ()
            page.edit.setText(choices[0].code if choices else NAME)
            page.press_enter()
            if page.trouble.whole():
                page.edit.setText("*")
                page.press_enter()
    stage.settle()
    return stage.window


@state("keying-refused")
def show_refused(stage: Stage) -> QWidget:
    page = stage.shell.page
    if not isinstance(page, KeyingPage):
        show_sheet(stage)
        page = stage.shell.page
    while not page.model.asked(page.model.line).choices:
        page.model.forward()
    page._show()
    QTest.keyClicks(page.edit, "77")
    page.press_enter()
    stage.settle()
    return stage.window


@state("keying-list")
def show_list(stage: Stage) -> QWidget:
    _pair(stage)
    page = stage.shell.page
    if isinstance(page, KeyingPage):
        page.leave()
        stage.settle()
    stage.shell.go("interviews")
    listing = stage.shell.page
    listing._load()
    stage.settle()
    return stage.window


@state("keying-compare")
def show_compare(stage: Stage) -> QWidget:
    draft = _pair(stage)
    page = ComparePage(stage.desk, draft)
    stage.desk.navigator.open(page)
    stage.settle()
    page.take("second")
    stage.settle()
    return stage.window
