"""Breaking an interview off: why, and when it goes on. Esc goes on with the interview."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from app.i18n import formats
from app.i18n.catalog import _
from app.i18n.meeting import reason_words
from app.operations.sitting import BreakOff, Reason, new_id
from app.operations.typed_times import read_moment
from app.ui.runner.numbered import NumberedChips
from app.ui.widgets.buttons import Button, secondary
from app.ui.widgets.fields import Field
from app.ui.widgets.labels import words
from app.ui.widgets.notice import NoticeBox
from app.ui.widgets.tall_dialog import TallDialog

if TYPE_CHECKING:
    from collections.abc import Sequence

PAUSE_DAYS: Final = 14


@dataclass(frozen=True, slots=True)
class Moment:
    """When an interview is broken off and by whom; ``has_case`` says whether an attempt is made of it."""

    now: datetime
    by: str
    has_case: bool


class BreakOffDialog(TallDialog):
    """Asks why; `broken` is the break-off once the dialog was accepted, None when there is none to be told."""

    def __init__(self, parent: QWidget | None, moment: Moment, people: Sequence[str]) -> None:
        super().__init__(parent, _("Break the interview off"))
        self._moment = moment
        self.broken: BreakOff | None = None
        self.reasons = NumberedChips()
        self.said, self.next, self.who = QLineEdit(), QLineEdit(), QLineEdit()
        self._said, self._next, self._who = (
            Field(each) for each in (self.said, self.next, self.who)
        )
        self._consequence = NoticeBox()
        self.leave = self.add_button(secondary(self._leave))
        self.stay = self.add_button(secondary(self.reject))
        self.agree = self.add_button(Button("primary"))
        self._build(people)

    def _build(self, people: Sequence[str]) -> None:
        kept = _("Every answer is kept; the interview goes on where it was left.")
        self.inside.addWidget(words("soft", wrap=True, text=kept))
        self.inside.addWidget(words("bold", text=_("Reason")))
        for part in (self.reasons, self._said, self._next, self._who, self._consequence):
            self.inside.addWidget(part)
        self.reasons.show_words(_("Reason"), {each: reason_words(each) for each in Reason}, "")
        self._said.words(_("In their words"))
        self._next.words(_("Next appointment"), _("For example 24.11 10:30, 14:00 or +2 9:15"))
        self._who.words(_("Agreed with"))
        self.leave.words(_("Only leave"))
        self.stay.words(_("Go on asking"))
        self.agree.words(_("Break off"))
        self.agree.setDefault(True)
        self.agree.clicked.connect(self._agree)
        known = [person for person in dict.fromkeys(people) if person]
        completer = QCompleter(known, self.who)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        self.who.setCompleter(completer)
        self.reasons.settled.connect(self.said.setFocus)
        self.reasons.chosen.connect(self._on_reason)
        self.next.textChanged.connect(self._on_next)
        self.said.textChanged.connect(lambda: self._said.complain(""))
        self.reasons.focus_chosen()

    @property
    def _reason(self) -> Reason | None:
        return Reason(self.reasons.current) if self.reasons.current else None

    def _on_reason(self) -> None:
        self._said.complain("")
        for_good = self._reason is Reason.REFUSES_FOR_GOOD
        self._next.setVisible(not for_good)
        self._who.setVisible(not for_good)
        if for_good and self._moment.has_case:
            self._consequence.say(
                "alert", _("The case is locked for everybody. Nobody contacts it again.")
            )
        elif self._reason is Reason.REFUSES and self._moment.has_case:
            until = formats.date(self._moment.now + timedelta(days=PAUSE_DAYS))
            told = _("The case rests until {date}; then another interviewer should try.")
            self._consequence.say("notice", told.format(date=until))
        else:
            self._consequence.be_silent()
        self.fit()

    def _on_next(self) -> None:
        self._next.complain("")
        at = read_moment(self.next.text(), self._moment.now)
        hint = _("For example 24.11 10:30, 14:00 or +2 9:15")
        if at is not None:
            day = formats.date_time(at, style="long")
            hint = _("{weekday}, {day}").format(weekday=formats.weekday(at), day=day)
        self._next.words(_("Next appointment"), hint)

    def _leave(self) -> None:
        self.broken = None
        self.accept()

    def _agree(self) -> None:
        reason, said = self._reason, self.said.text().strip()
        now = self._moment.now
        written = "" if self._next.isHidden() else self.next.text().strip()
        agreed = read_moment(written, now) if written else None
        if reason is None:
            self.reasons.focus_chosen()
            self._said.complain(_("Choose a reason: type its digit."))
        elif reason is Reason.OTHER and not said:
            self._said.complain(_("Say in a few words why."))
            self.said.setFocus()
        elif written and (agreed is None or agreed <= now):
            self._next.complain(_("Write a day and an hour to come, such as 24.11 10:30."))
            self.next.setFocus()
        else:
            self.broken = BreakOff(
                id=new_id(),
                reason=reason,
                at=now,
                words=said,
                by=self._moment.by,
                next=agreed,
                who=" ".join(self.who.text().split()) if not self._who.isHidden() else "",
            )
            self.accept()
