"""The strip under the header that says whether the whole interview is being recorded, and lets it be paused."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from app.i18n import formats
from app.i18n.catalog import _
from app.ui import icons, keys, theme
from app.ui.runner.controls.sound import WHOLE, SoundState
from app.ui.widgets.buttons import secondary
from app.ui.widgets.labels import ElidedLabel, words
from app.ui.widgets.progress import ProgressStrip

METER_WIDTH = 120


class RecordingStrip(QFrame):
    """Hidden unless the form asks for a recording of the interview."""

    pressed = Signal()
    """A person wants it paused, resumed or tried again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dot, self._said = words(), ElidedLabel("bold")
        self.meter = ProgressStrip()
        self.meter.setFixedWidth(METER_WIDTH)
        self.button = secondary(self.pressed.emit)
        self._box = QHBoxLayout(self)
        self._box.setSpacing(12)
        self._box.addWidget(self._dot)
        self._box.addWidget(self._said, 1)
        self._box.addWidget(self.meter)
        self._box.addWidget(self.button)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._tone = ""
        self.be_as_wide(margin=64)
        self.hide()

    def be_as_wide(self, *, margin: int) -> None:
        """Keep the same margin as the question."""
        self._box.setContentsMargins(margin, 6, margin, 6)

    def show_state(self, state: SoundState, milliseconds: int, level: float) -> None:
        """Say that the interview is being recorded or that this is paused, for how long by now, and how loud it is."""
        time = formats.stopwatch(milliseconds / 1000)
        live = state is not SoundState.PAUSED
        if state is SoundState.PAUSED:
            text, verb = (
                _("The recording of the interview is paused at {time}"),
                _("Go on recording"),
            )
        elif state is SoundState.OPENING:
            text, verb = _("The microphone is being opened …"), _("Pause")
        else:
            text, verb = _("The interview is being recorded: {time}"), _("Pause")
        recording = state in {SoundState.RECORDING, SoundState.SAVING}
        icon = "circle-dot" if recording else "mic" if live else "pause"
        self._dress("alert" if recording else "notice", icon)
        self._say(text.format(time=time), verb, "pause" if live else "mic")
        self.meter.setVisible(live)
        self.meter.show_share(level)
        self.meter.setAccessibleName(_("Loudness"))

    def show_waiting(self) -> None:
        """Say that consent is missing."""
        self._dress("plain", "mic")
        self._say(
            _("The interview is not being recorded: the respondent has not agreed to it."), "", ""
        )
        self.meter.hide()

    def show_trouble(self, what: str) -> None:
        """Say why the interview is not being recorded."""
        self._dress("notice", "triangle-alert")
        self._say(what, _("Try again"), "rotate-ccw")
        self.meter.hide()

    def said(self) -> str:
        """Return what it says."""
        return self._said.whole()

    def _say(self, text: str, verb: str, icon: str) -> None:
        self._said.say(text)
        self.setAccessibleName(text)
        self.button.setVisible(bool(verb))
        if verb and self.button.text() != verb:
            self.button.words(
                verb, tip=_("Keys: {keys}").format(keys=", ".join(map(keys.label, WHOLE)))
            )
            self.button.set_icon(icon)
        self.show()

    def _dress(self, tone: str, icon: str) -> None:
        if tone != self._tone:
            self._tone = tone
            self.setProperty("kind", f"{tone}-box")
            theme.restyle(self)
            theme.restyle(self._said)
        token = "bridge" if tone == "plain" else tone
        self._dot.setPixmap(icons.pixmap(icon, token, 18, self.devicePixelRatioF()))
