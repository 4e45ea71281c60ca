"""The day on paper and in a calendar: saved, printed, or written as an .ics file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from app.i18n.catalog import _, current_language, ngettext
from app.operations import agenda, reports
from app.ui.errors import explain_in

if TYPE_CHECKING:
    from datetime import date

    from app.core.progress import Progress
    from app.ui.desk import Desk
    from app.ui.navigation import Page
    from app.ui.widgets.notice import NoticeBox


def save_day_list(desk: Desk, over: Page, notice: NoticeBox, day: date) -> None:
    """Save a day's list as a PDF in the language of the window."""
    services, language = desk.services, current_language()
    target = _target(desk, over, _("Save the day list"), f"{day:%Y-%m-%d}.pdf", "PDF (*.pdf)")
    if target is None:
        return

    def write(progress: Progress) -> None:
        reports.save_pdf(agenda.day_list(services, day, language, progress), target)

    desk.tasks.compute(
        write, over, done=partial(_saved, notice, target), failed=partial(explain_in, notice)
    )


def print_day_list(desk: Desk, over: Page, notice: NoticeBox, day: date) -> None:
    """Print a day's list."""
    from app.ui.interviews.paper import choose_printer, print_pages

    printer = choose_printer(over, _("Day list"))
    if printer is None:
        return
    services, language = desk.services, current_language()

    def send(progress: Progress) -> int:
        return print_pages(agenda.day_list(services, day, language, progress), printer, progress)

    desk.tasks.compute(
        send, over, done=partial(_printed, notice), failed=partial(explain_in, notice)
    )


def save_calendar(desk: Desk, over: Page, notice: NoticeBox) -> None:
    """Save all appointments to come as a calendar file."""
    services = desk.services
    kinds = _("Calendar (*.ics)")
    target = _target(desk, over, _("Save the appointments"), _("appointments") + ".ics", kinds)
    if target is None:
        return

    def tell(count: int) -> None:
        told = ngettext("{count} appointment in {name}", "{count} appointments in {name}", count)
        notice.say("good", told.format(count=count, name=target.name))

    desk.tasks.database(
        lambda _progress: agenda.write_calendar(services, target),
        over,
        done=tell,
        failed=partial(explain_in, notice),
    )


def _target(desk: Desk, over: Page, title: str, name: str, kinds: str) -> Path | None:
    start = desk.preferences.folder("save") / name
    chosen, _kind = QFileDialog.getSaveFileName(over, title, str(start), kinds)
    if not chosen:
        return None
    target = Path(chosen).with_suffix(Path(name).suffix)
    desk.preferences.remember_folder("save", target.parent)
    return target


def _saved(notice: NoticeBox, target: Path, _nothing: object) -> None:
    notice.say("good", _("Saved as {name}").format(name=target.name))


def _printed(notice: NoticeBox, pages: int) -> None:
    told = ngettext(
        "{count} page was sent to the printer", "{count} pages were sent to the printer", pages
    )
    notice.say("good", told.format(count=pages))
