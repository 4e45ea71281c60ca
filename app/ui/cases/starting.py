"""What a person does with one case, wherever it is shown: try it, interview it, change it; a locked one says no.

Apart from the pages because the list and the page of a case both do this. Each function asks, does it off the window's
thread, announces what changed and tells its page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from app.i18n import formats
from app.i18n.catalog import _
from app.operations import attempts, cases, forms, quotas
from app.operations.attempts import Caution, Channel
from app.ui.cases.ages import as_of_words
from app.ui.interviews import holding
from app.ui.widgets.dialogs import ask

if TYPE_CHECKING:
    from app.core.ids import RecordId
    from app.operations.attempts import Logged
    from app.operations.cases import Case, CaseRow
    from app.operations.forms import FormRow
    from app.operations.quotas import Full
    from app.ui.desk import Desk
    from app.ui.navigation import Page

LoggedSlot = Callable[["CaseRow", "Logged"], object]


class LastChannel:
    """The channel of the last attempt, with which the next begins."""

    now = Channel.PHONE


def log_attempt(desk: Desk, row: CaseRow, over: Page, logged: LoggedSlot) -> None:
    """Let a person log an attempt; ``logged`` is told once it is kept."""
    if not may_go_on(desk, row, over):
        return
    from app.ui.cases.attempt import AttemptDialog

    now = desk.services.clock.now()
    dialog = AttemptDialog(row.case.name, [row.case.contact], now, LastChannel.now, over)
    if dialog.exec() != QDialog.DialogCode.Accepted or dialog.attempt is None:
        return
    new, services, case = dialog.attempt, desk.services, row.case.id
    LastChannel.now = new.channel
    desk.tasks.database(
        lambda _progress: attempts.log_attempt(services, case, new),
        over,
        done=lambda kept: logged(row, kept),
    )


def interview(desk: Desk, row: CaseRow, over: Page) -> None:
    """Go on with the interview of a case, or start one."""
    if row.draft is not None:
        holding.go_on(desk, row.draft, over)
    elif may_go_on(desk, row, over):
        services = desk.services
        desk.tasks.database(
            lambda _progress: _Beginning(
                forms.list_forms(services),
                None if row.case.test else quotas.full_cell(services, row.case.quota),
            ),
            over,
            done=lambda read: _begin(desk, row, over, read),
        )


def key_in(desk: Desk, row: CaseRow, over: Page) -> None:
    """Key in the filled paper form of a case; the interview is over, so nothing speaks against it but a lock."""
    from app.ui.keying import opening

    case = row.case
    opening.key_in(desk, over, case=case.id, speech=case.language, test=case.test)


def change(desk: Desk, case: Case, over: Page, done: Callable[[Case], object]) -> None:
    """Let a person write a new case, or change what is known of one."""
    from app.ui.cases.editing import CaseDialog

    services = desk.services

    def find(written: Case, tell: Callable[[list[str]], object]) -> None:
        desk.tasks.database(lambda _progress: cases.namesakes(services, written), dialog, done=tell)

    dialog = CaseDialog(case, services.clock.now().date(), find, over)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return
    kept = dialog.case

    def announce(changes: object) -> None:
        desk.bus.announce(changes, over)  # type: ignore[arg-type]
        done(kept)

    desk.tasks.database(lambda _progress: cases.change_case(services, kept), over, done=announce)


def keep(desk: Desk, case: Case, over: Page, done: Callable[[], object]) -> None:
    """Write a case as it was before."""
    services = desk.services

    def announce(changes: object) -> None:
        desk.bus.announce(changes, over)  # type: ignore[arg-type]
        done()

    desk.tasks.database(lambda _progress: cases.change_case(services, case), over, done=announce)


def take_back(desk: Desk, attempt: RecordId, over: Page, done: Callable[[], object]) -> None:
    """Take an attempt back."""
    services = desk.services

    def announce(changes: object) -> None:
        desk.bus.announce(changes, over)  # type: ignore[arg-type]
        done()

    desk.tasks.database(
        lambda _progress: attempts.take_back_attempt(services, attempt), over, done=announce
    )


def may_go_on(desk: Desk, row: CaseRow, over: Page) -> bool:
    """Whether a case may be contacted now: a lock is explained, a caution is asked about."""
    from app.core.errors import AppError
    from app.ui.errors import show_error

    if row.standing.is_locked:
        from app.core.errors import ErrorCode

        show_error(over, AppError(ErrorCode.CASE_LOCKED))
        return False
    if row.standing.refused_to == "" and row.standing.pause_until is None:
        return True
    return all(_agree(row, caution, over) for caution in attempts.cautions(desk.services, row))


def _agree(row: CaseRow, caution: Caution, over: Page) -> bool:
    if caution is Caution.PAUSED and row.standing.pause_until is not None:
        day = formats.date(row.standing.pause_until, style="long")
        text = _("Somebody there said no. The case rests until {date}.").format(date=day)
    else:
        text = _("They said no to you. Another interviewer may have more success.")
    return ask(over, _("Contact them all the same?"), text, _("Go on"))


@dataclass(frozen=True, slots=True)
class _Beginning:
    """What is to be known before an interview begins; ``full`` is the case's quota cell when it wants no more."""

    forms: Sequence[FormRow]
    full: Full | None


def _begin(desk: Desk, row: CaseRow, over: Page, read: _Beginning) -> None:
    if read.full is None or _agree_to_more(read.full, over):
        _pick_form(desk, row, over, read.forms)


def _agree_to_more(full: Full, over: Page) -> bool:
    """Warn that enough interviews are there; whoever goes on all the same may."""
    text = _("{cell}: {done} of {wanted} are done.").format(
        cell=full.cell.name,
        done=formats.number(full.cell.done),
        wanted=formats.number(full.cell.target or 0),
    )
    text = f"{text} {as_of_words(full.as_of)}"
    more = _("One more is kept and counted as over the quota.")
    return ask(over, _("The quota cell is full"), f"{text}\n{more}", _("Start all the same"))


def _pick_form(desk: Desk, row: CaseRow, over: Page, known: Sequence[FormRow]) -> None:
    from app.ui.interviews.picker import FormPicker

    usable = [form for form in known if not form.retired]
    if not usable:
        desk.navigator.go("forms")
        return
    picker = FormPicker(usable, "", over, row.case.language)
    picker.practice.setChecked(row.case.test)
    picked = picker.picked() if picker.exec() else None
    if picked is not None:
        holding.start(
            desk, picked.bundle, picked.language, over, test=picked.test, case=row.case.id
        )
