"""Log an attempt within seconds and without the mouse: channel by its digit, outcome by its number, Enter keeps it.

The keys of a call that nobody answered: ``2`` ``3`` Enter. Of an appointment: ``2`` ``1``, the day and the hour, Enter.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QCompleter, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.i18n import formats
from app.i18n.catalog import _
from app.operations.attempts import MEANINGS, Channel, NewAttempt, Outcome
from app.operations.typed_times import read_moment
from app.ui import keys
from app.ui.cases.outcome_field import OutcomeField
from app.ui.cases.states import channel_words
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.chips import ChipChoice, ChipRow
from app.ui.widgets.fields import Field
from app.ui.widgets.labels import ElidedLabel, words
from app.ui.widgets.layouts import STRETCH, column, holder, row, scrolled, tab_order
from app.ui.widgets.notice import NoticeBox

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from PySide6.QtGui import QKeyEvent, QShowEvent

PAUSE_DAYS: Final = 14
WIDTH: Final = 780
HEIGHT: Final = 680
SCREEN_EDGE: Final = 16


class ChannelRow(ChipRow):
    """Channels as chips with their digits; a digit chooses and goes on to the next field."""

    settled = Signal()
    """A digit was typed."""

    def __init__(self, current: Channel) -> None:
        super().__init__()
        parts = [
            ChipChoice(each.value, f"{number} {channel_words(each)}")
            for number, each in enumerate(Channel, start=1)
        ]
        self.show_choices(parts, current.value)
        self.setAccessibleName(_("Channel"))

    @property
    def channel(self) -> Channel:
        """The channel that is chosen."""
        return Channel(self.current)

    def focus_chosen(self) -> None:
        """Bring the keyboard to the chosen channel."""
        self.chip(self.current).setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_0.value
        channels = list(Channel)
        if 1 <= number <= len(channels):
            self.chip(channels[number - 1].value).click()
            self.settled.emit()
        else:
            super().keyPressEvent(event)


class AttemptDialog(QDialog):
    """What a person says of one attempt; `attempt` is it once the dialog was accepted."""

    def __init__(
        self,
        name: str,
        people: Sequence[str],
        now: datetime,
        channel: Channel = Channel.PHONE,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._now = now
        self.attempt: NewAttempt | None = None
        self.setWindowTitle(_("Log an attempt"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.channels = ChannelRow(channel)
        self.outcomes = OutcomeField()
        self.at, self.who, self.note, self.next = (QLineEdit() for _each in range(4))
        self._at, self._who, self._note, self._next = (
            Field(each) for each in (self.at, self.who, self.note, self.next)
        )
        self._consequence = NoticeBox()
        self.log = primary(self._log, "check")
        self.log.setDefault(True)
        self._cancel = secondary(self.reject)
        heading = ElidedLabel("question")
        heading.say(name)
        self._build(heading)
        self._fill(people)
        self._connect()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.channels.focus_chosen()

    # --- inside

    def _build(self, heading: QWidget) -> None:
        channel_label = words("bold", text=_("Channel"))
        left = column(
            column(channel_label, self.channels, gap=2),
            self._at, self._who, self._note, self._next, STRETCH, gap=10,
        )  # fmt: skip
        right = column(self.outcomes, gap=0)
        sides = QHBoxLayout()
        sides.setContentsMargins(4, 0, 4, 4)
        sides.setSpacing(24)
        sides.addLayout(left, 1)
        sides.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(heading)
        self._area = scrolled(holder(sides))
        layout.addWidget(self._area, 1)
        layout.addWidget(self._consequence)
        layout.addLayout(row(STRETCH, self._cancel, self.log))
        room = self.screen().availableGeometry().size() - QSize(SCREEN_EDGE, SCREEN_EDGE)
        self.resize(QSize(WIDTH, HEIGHT).boundedTo(room))

    def _fill(self, people: Sequence[str]) -> None:
        self._at.words(_("When"))
        self._who.words(_("Spoken with"))
        self._note.words(_("Note"))
        self._next.words(_("Next appointment"), _("For example 24.11 10:30, 14:00 or +2 9:15"))
        self.at.setText(f"{self._now:%d.%m.%Y %H:%M}")
        self.log.words(_("Log"), tip=keys.label("Return"))
        self._cancel.words(_("Cancel"))
        known = [person for person in dict.fromkeys(people) if person]
        if known:
            completer = QCompleter(known, self.who)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
            self.who.setCompleter(completer)
        fields = (
            self.outcomes.number,
            self.who,
            self.note,
            self.next,
            self.log,
            self._cancel,
            self.at,
        )
        tab_order(*fields)

    def _connect(self) -> None:
        self.channels.settled.connect(self.outcomes.number.setFocus)
        self.outcomes.chosen.connect(self._on_outcome)
        self.next.textChanged.connect(self._on_next)
        self.at.textChanged.connect(lambda: self._at.complain(""))

    def _on_outcome(self) -> None:
        outcome = self.outcomes.outcome
        meaning = MEANINGS[outcome] if outcome else None
        if meaning is not None and meaning.is_hard_refusal:
            self._consequence.say(
                "alert", _("The case is locked for everybody. Nobody contacts it again.")
            )
        elif meaning is not None and meaning.is_soft_refusal:
            until = formats.date(self._now + timedelta(days=PAUSE_DAYS))
            told = _("The case rests until {date}; then another interviewer should try.")
            self._consequence.say("notice", told.format(date=until))
        else:
            self._consequence.be_silent()
        self._next.setVisible(meaning is None or not meaning.is_final)
        self.log.words(
            _("Log and lock the case") if meaning and meaning.is_hard_refusal else _("Log")
        )

    def _on_next(self) -> None:
        self._next.complain("")
        at = read_moment(self.next.text(), self._now)
        hint = _("For example 24.11 10:30, 14:00 or +2 9:15")
        if at is not None:
            day = formats.date_time(at, style="long")
            hint = _("{weekday}, {day}").format(weekday=formats.weekday(at), day=day)
        self._next.words(_("Next appointment"), hint)

    def _log(self) -> None:
        outcome, at = self.outcomes.outcome, self._moment_of_attempt()
        if outcome is None:
            self.outcomes.field.complain(
                _("Type the number of an outcome or choose it in the list.")
            )
            self.outcomes.number.setFocus()
        elif at is None:
            self._at.complain(_("Write the day and the hour, not later than now."))
            self._go_to(self.at)
        else:
            self._keep(outcome, at)

    def _keep(self, outcome: Outcome, at: datetime) -> None:
        agreed = read_moment(self.next.text(), self._now) if self._next.isVisible() else None
        wanted = self._next.isVisible() and bool(self.next.text().strip())
        if (wanted or outcome is Outcome.APPOINTMENT) and (agreed is None or agreed <= self._now):
            self._next.complain(_("Write a day and an hour to come, such as 24.11 10:30."))
            self._go_to(self.next)
            return
        self.attempt = NewAttempt(
            at=at,
            channel=self.channels.channel,
            outcome=outcome,
            who=self.who.text(),
            note=self.note.text(),
            next=agreed,
        )
        self.accept()

    def _go_to(self, field: QWidget) -> None:
        field.setFocus()
        self._area.ensureWidgetVisible(field)

    def _moment_of_attempt(self) -> datetime | None:
        """Return when the attempt was: an hour alone is today's, or yesterday's when today it is still to come."""
        text = self.at.text().strip()
        at = read_moment(text, self._now)
        if at is not None and at > self._now and " " not in text:
            at -= timedelta(days=1)
        return at if at is not None and at <= self._now else None
