"""A recording as the answer: made here with the microphone, played back at the question, or chosen from the disk.

The control never sees a microphone: it says what a person wants (``asked``) and draws the `SoundView` that the studio
hands it. The first button is always the next thing to do, so recording and pausing are one key.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt

from app.i18n import formats
from app.i18n.catalog import _
from app.ui import icons, keys
from app.ui.runner.controls.attachment import FileControl
from app.ui.widgets.buttons import Button, secondary
from app.ui.widgets.labels import words
from app.ui.widgets.layouts import STRETCH, row
from app.ui.widgets.notice import NoticeBox
from app.ui.widgets.progress import ProgressStrip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.ui.runner.questions import Question

RECORD: Final = ("F8", "Ctrl+8")
"""Record, pause, go on; away from a question of this kind the recording of the interview."""
WHOLE: Final = ("Shift+F8", "Ctrl+Shift+P")
"""Pause the recording of the interview, or go on with it, from anywhere."""
STOP: Final = ("F9", "Ctrl+9")
PLAY: Final = ("F7", "Ctrl+7")
METER_WIDTH: Final = 220


class SoundState(Enum):
    """What goes on at a question that takes a recording."""

    IDLE = "idle"
    OPENING = "opening"
    RECORDING = "recording"
    PAUSED = "paused"
    SAVING = "saving"
    PLAYING = "playing"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class SoundView:
    """What the studio knows about one question: ``level`` 0-1, times in milliseconds, -1 for a length not known."""

    state: SoundState = SoundState.IDLE
    at_ms: int = 0
    length_ms: int = -1
    level: float = 0.0
    is_allowed: bool = True
    trouble: tuple[str, str] = ("", "")
    """What went wrong, and what was kept and can be done."""


@dataclass(frozen=True, slots=True)
class _Deed:
    """What a button does now: a word for the studio, an icon, a key."""

    what: str
    icon: str
    chord: str


_RECORD = _Deed("record", "mic", RECORD[0])
_AGAIN = _Deed("record", "rotate-ccw", "")
_PAUSE = _Deed("pause", "pause", RECORD[0])
_RESUME = _Deed("resume", "mic", RECORD[0])
_STOP = _Deed("stop", "square", STOP[0])
_PLAY = _Deed("play", "play", PLAY[0])
_HOLD = _Deed("hold", "pause", PLAY[0])
_GO_ON = _Deed("go_on", "play", PLAY[0])
_STILL = _Deed("still", "square", STOP[0])
_DEEDS: Final = {
    SoundState.OPENING: (_PAUSE, _STOP),
    SoundState.RECORDING: (_PAUSE, _STOP),
    SoundState.PAUSED: (_RESUME, _STOP),
    SoundState.SAVING: (_STOP, _STOP),
    SoundState.PLAYING: (_HOLD, _STILL),
    SoundState.HELD: (_GO_ON, _STILL),
}


class SoundControl(FileControl):
    """Record, listen, replace, remove."""

    def __init__(self) -> None:
        super().__init__()
        self.view = SoundView()
        self._deeds: tuple[_Deed, _Deed] = (_RECORD, _AGAIN)
        self._dot, self._said = words(), words("bold")
        self.meter = ProgressStrip()
        self.meter.setFixedWidth(METER_WIDTH)
        self.notice = NoticeBox()
        top = row(self._dot, self._said, self.meter, STRETCH, gap=12)
        self.body.insertLayout(0, top)
        self.body.insertWidget(1, self.notice)

    def more_buttons(self) -> tuple[Button, ...]:
        """Make the two buttons whose deeds change with what goes on."""
        self.first, self.second = secondary(lambda: self._do(0)), secondary(lambda: self._do(1))
        return self.first, self.second

    def draw_question(self) -> None:
        """Say what is asked for, and ask how things stand."""
        super().draw_question()
        self.first.setAccessibleDescription(self.question.name)
        self.view = SoundView()
        self.asked.emit("look")

    def show_words(self, question: Question) -> None:
        """Show the same question in another language, as things stand."""
        self.question = question
        self.setAccessibleName(question.name)
        super().draw_question()
        self.draw_answer()

    def draw_answer(self) -> None:
        """Show whether there is a recording."""
        super().draw_answer()
        self._name.hide()
        self._draw()

    def show_sound(self, view: SoundView) -> None:
        """Show what goes on now."""
        if view != self.view:
            self.view = view
            self._draw()

    def focus_widget(self) -> QWidget:
        return self.first if self.first.isEnabled() else self.choose_button

    # --- inside

    def _do(self, which: int) -> None:
        self.asked.emit(self._deeds[which].what)

    def _draw(self) -> None:
        view, has_answer = self.view, bool(self.state.value)
        idle = view.state is SoundState.IDLE
        had_focus = self.first.hasFocus()
        usual = (_PLAY, _AGAIN) if has_answer else (_RECORD, _AGAIN)
        self._deeds = _DEEDS.get(view.state, usual)
        for button, deed in zip((self.first, self.second), self._deeds, strict=True):
            self._dress(button, deed)
        self.second.setVisible(has_answer or not idle)
        self.first.setEnabled(has_answer or view.is_allowed or not idle)
        self.second.setEnabled(not idle or view.is_allowed)
        # Enter goes on from a question that is answered; everywhere else it does what the button says
        self.first.setProperty("enter", "next" if idle and has_answer else "")
        self.choose_button.setVisible(idle)
        self.remove_button.setVisible(idle and has_answer)
        self._hint.setVisible(idle)
        self._draw_state()
        self._draw_notice()
        if had_focus and not self.first.isEnabled():
            self.focus_widget().setFocus(Qt.FocusReason.OtherFocusReason)

    def _draw_state(self) -> None:
        view = self.view
        live = view.state in {SoundState.RECORDING, SoundState.PAUSED}
        playing = view.state in {SoundState.PLAYING, SoundState.HELD}
        self.meter.setVisible(live or playing)
        if playing:
            self.meter.show_share(view.at_ms / max(1, view.length_ms))
        else:
            self.meter.show_share(view.level)
        text = self._state_words()
        token = "alert" if view.state is SoundState.RECORDING else "ink"
        icon = {SoundState.RECORDING: "circle-dot", SoundState.PAUSED: "pause"}.get(
            view.state, "mic"
        )
        self._dot.setPixmap(icons.pixmap(icon, token, 18, self.devicePixelRatioF()))
        self._dot.setVisible(bool(text))
        self._said.setText(text)
        self._said.setVisible(bool(text))
        self.meter.setAccessibleName(text)

    def _state_words(self) -> str:
        view = self.view
        at, length = formats.stopwatch(view.at_ms / 1000), formats.stopwatch(view.length_ms / 1000)
        if view.state is SoundState.OPENING:
            return _("The microphone is being opened …")
        if view.state is SoundState.RECORDING:
            return _("Recording {time}").format(time=at)
        if view.state is SoundState.PAUSED:
            return _("Paused at {time}").format(time=at)
        if view.state is SoundState.SAVING:
            return _("The recording is being saved …")
        if view.state in {SoundState.PLAYING, SoundState.HELD}:
            return _("{time} of {length}").format(time=at, length=length)
        if not self.state.value:
            return ""
        if view.length_ms < 0:
            return _("There is a recording.")
        return _("There is a recording of {length}.").format(length=length)

    def _draw_notice(self) -> None:
        title, text = self.view.trouble
        if title:
            self.notice.say("notice", title, text)
        elif not self.view.is_allowed and self.view.state is SoundState.IDLE:
            self.notice.say(
                "plain",
                _("Recording is only possible while the respondent agrees to it."),
                _("Answer the question about consent to record first."),
            )
        else:
            self.notice.be_silent()

    def _dress(self, button: Button, deed: _Deed) -> None:
        text = {
            "record": _("Record") if deed is _RECORD else _("Record again"),
            "pause": _("Pause"),
            "resume": _("Go on recording"),
            "stop": _("Stop"),
            "play": _("Play"),
            "hold": _("Pause"),
            "go_on": _("Go on playing"),
            "still": _("Stop playing"),
        }[deed.what]
        tip = _("Keys: {keys}").format(keys=keys.label(deed.chord)) if deed.chord else ""
        if button.text() != text or button.toolTip() != tip:
            button.words(text, tip=tip)
            button.set_icon(deed.icon)
