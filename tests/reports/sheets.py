"""The shipped questionnaires, read once for all tests of paper."""

from __future__ import annotations

import datetime as dt
import tempfile
from functools import cache
from pathlib import Path

from app.core.places import data_folder
from app.core.progress import Progress
from app.forms.loading import load_file
from app.forms.print_view import PrintView, print_view
from app.reports.questionnaire import SheetWish, render_cards, render_questionnaire

ET, RU, EN = "Estonian (et)", "Russian (ru)", "English (en)"
MORNING = dt.datetime(2026, 11, 21, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=2)))


@cache
def shipped(name: str) -> PrintView:
    """Read a workbook of the program into a print view."""
    with tempfile.TemporaryDirectory() as cache_folder:
        loaded = load_file(data_folder("forms") / f"{name}.xlsx", Path(cache_folder))
    assert loaded.definition is not None
    return print_view(loaded.definition)


@cache
def sheet(name: str, language: str, second: str = "", *, with_cards: bool = True) -> bytes:
    """Make the blank questionnaire of a shipped form."""
    wish = SheetWish(MORNING, language, second, with_cards=with_cards)
    return render_questionnaire(shipped(name), wish, Progress())


def cards(name: str, language: str, second: str = "", **more: object) -> bytes:
    """Make the show cards of a shipped form."""
    wish = SheetWish(MORNING, language, second, with_cards=True, **more)
    return render_cards(shipped(name), wish, Progress())
