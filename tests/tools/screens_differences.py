"""Differences to settle: cards of choices, long texts and rows, an own answer refused, the history, a second look."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.core.clock import HybridClock, StillClock
from app.core.ids import DeviceId, RecordId
from app.operations import cases, interviews
from app.records.live import live_view
from app.records.revision import Content, Kind, Place, compose
from app.store import keyring, revisions
from app.ui.differences.page import TO_LOOK, DifferencesPage
from tests.tools.screens import Stage, state

DEVICES = ((DeviceId("1a" * 32), "A. K."), (DeviceId("2b" * 32), "O. T."))
STORY = (
    "Perefirma teises põlves: isa ostis esimese pingi 1994. aastal, tütar viis tööd Soome.",
    "Perefirma teises põlves: isa ostis esimese pingi 1996. aastal, tütar viis tööd Rootsi.",
)


def _apart(
    stage: Stage, record: RecordId, kind: Kind, sides: tuple[Mapping[str, str | None], ...]
) -> None:
    """Let two laptops change a record, neither knowing of the other."""
    held = [
        each
        for each in revisions.revisions_of(stage.services.workspace, record)
        if each.kind == kind
    ]
    view = live_view(held)
    now = stage.services.clock.now()
    for side, (device, name) in zip(sides, DEVICES, strict=True):
        key = keyring.KnownKey(device=device, name=name, since=now, changed_at=now)
        keyring.put_keys(stage.services.workspace, [key])
        place = DEVICES.index((device, name))
        ahead = timedelta(days=40) if kind is Kind.ENTITY and place else timedelta(hours=-place - 1)
        clock = HybridClock(StillClock(now + ahead))
        fields = {p: v for p, v in {**view.values, **side}.items() if v is not None}
        content = Content(
            record=record,
            kind=kind,
            fields=fields,
            decides=frozenset(side),
            parents=view.heads,
            actor=name,
            reason=""
            if kind is Kind.ENTITY
            else ("Majandusaasta aruandest", "Öeldi telefonis")[place],
        )
        made = compose(content, Place(clock.tick(), device, abs(hash((record, place))) % 10**9))
        revisions.add(stage.services.workspace, [made])


_MADE: list[str] = []


def _differing(stage: Stage) -> str:
    """Make two interviews and a contact differ, once; return the first interview."""
    if _MADE:
        return _MADE[0]
    rows = interviews.list_interviews(stage.services)
    firms = [r for r in rows if r.form_id == "business_interview" and r.kind == "finished"]
    first, second = firms[0].record, firms[1].record
    values = revisions.view_of(stage.services.workspace, first).values
    row = next(p.removeprefix("order/") for p in sorted(values) if p.startswith("order/data/firm"))
    inside = {p: None for p in values if f"/{row}/" in f"/{p}" or p.endswith(f"/{row}")}
    _apart(
        stage,
        first,
        Kind.INTERVIEW,
        (
            {
                "answers/data/markets/turnover": "b3",
                "answers/data/markets/export_markets": "LV NO",
                "answers/data/chain/story": STORY[0],
                "answers/data/firm/employees": "13",
                **inside,
            },
            {
                "answers/data/markets/turnover": "b4",
                "answers/data/markets/export_markets": "LV FI",
                "answers/data/chain/story": STORY[1],
                "answers/data/firm/employees": None,
                "missing/data/firm/employees": "refused",
                f"answers/{row}/respondent_role": "director",
            },
        ),
    )
    _apart(
        stage,
        second,
        Kind.INTERVIEW,
        ({"answers/data/firm/founded": "2020"}, {"answers/data/firm/employees": "-5"}),
    )
    case = cases.list_cases(stage.services)[0].case
    _apart(
        stage,
        case.id,
        Kind.ENTITY,
        (
            {"property/phone": "+372 5550 1111", "property/contact": "Kim Näide"},
            {"property/phone": "+372 5550 2222", "property/contact": "Kim Näidis"},
        ),
    )
    _MADE.append(first)
    return first


def _page(stage: Stage, key: str = "") -> DifferencesPage:
    record = _differing(stage)
    page = stage.shell.page
    if not isinstance(page, DifferencesPage):
        page = DifferencesPage(stage.desk, record)
        stage.desk.navigator.open(page)
        stage.settle()
    stage.settle()
    at = next(
        (n for n, line in enumerate(page.model.lines) if line.difference.key.endswith(key)), 0
    )
    page.list.choose(at)
    page.list.setFocus()
    stage.settle()
    return page


@state("differences-cards")
def show_cards(stage: Stage) -> QWidget:
    page = _page(stage, "turnover")
    if not page.model.plan:
        page.take(1)
        page.list.choose(page.model.place_of((_differing(stage), "answers/data/markets/turnover")))
    stage.settle()
    return stage.window


@state("differences-text")
def show_text(stage: Stage) -> QWidget:
    page = _page(stage, "story")
    page.pane.toggle_history()
    stage.settle()
    return stage.window


@state("differences-own")
def show_own(stage: Stage) -> QWidget:
    page = _page(stage, "employees")
    if page.pane.history.isVisible():
        page.pane.toggle_history()
    page.pane.write_own()
    QTest.keyClicks(page.pane.own.line, "-7")
    page.pane.own.try_it()
    stage.settle()
    return stage.window


@state("differences-row")
def show_row(stage: Stage) -> QWidget:
    page = _page(stage)
    at = next(
        n for n, line in enumerate(page.model.lines) if line.difference.key.startswith("order/")
    )
    page.list.choose(at)
    stage.settle()
    return stage.window


@state("differences-contact")
def show_contact(stage: Stage) -> QWidget:
    _page(stage, "phone")
    return stage.window


@state("differences-look")
def show_second_look(stage: Stage) -> QWidget:
    page = _page(stage)
    page.which.button(TO_LOOK).click()
    stage.settle()
    return stage.window


@state("differences-list")
def show_badges(stage: Stage) -> QWidget:
    page = stage.shell.page
    if isinstance(page, DifferencesPage):
        page.left.emit()
        stage.settle()
    stage.shell.go("interviews")
    stage.settle()
    return stage.window


@state("differences-strip")
def show_strip(stage: Stage) -> QWidget:
    _differing(stage)
    page = stage.shell.page
    if isinstance(page, DifferencesPage):
        page.left.emit()
        stage.settle()
    stage.shell.go("sync")
    stage.settle()
    stage.shell.page.strip.look()
    stage.settle()
    return stage.window
