"""The row under a question: don't know, refused, remark, undo, each with its key. It wraps on a narrow window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.i18n.catalog import _, pgettext
from app.ui import keys
from app.ui.runner.buttons import KeyButton
from app.ui.widgets.layouts import Flow

if TYPE_CHECKING:
    from app.forms.state import Missing

DONT_KNOW = ("F2", "Ctrl+2")
REFUSED = ("F3", "Ctrl+3")
LANGUAGE = ("F6", "Ctrl+6")
GLOSS = ("Shift+F6", "Ctrl+Shift+G")
RESPONDENTS = ("F5", "Ctrl+5")
BREAK_OFF = ("F10", "Ctrl+0")
CLOSING = ("F12", "Ctrl+E")
REMARK = ("Ctrl+M",)
NEXT_REMARK = ("Shift+F2", "Ctrl+Shift+M")
JUMP = ("Ctrl+J",)
RESPONDENT = ("F11", "Ctrl+R")
ALOUD = ("Ctrl+P",)
GUIDANCE = ("F4", "Ctrl+4")
HELP = ("F1", "Ctrl+H", "Ctrl+/")
UNDO = ("Ctrl+Z",)
REDO = ("Ctrl+Shift+Z", "Ctrl+Y")


class KeysRow(QWidget):
    """What can be done with the question in view apart from answering it."""

    missing_given = Signal(str)
    """``dont_know`` or ``refused``."""
    remark_wanted = Signal()
    """A person wants to leave a remark."""
    undo_wanted = Signal()
    """A person wants to take back the last step."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[bool, Missing | None, int] | None = None
        flow = Flow(self, gap=8)
        self.dont_know = KeyButton("quiet", DONT_KNOW[0], cap_first=True)
        self.refused = KeyButton("quiet", REFUSED[0], cap_first=True)
        self.remark = KeyButton("quiet", REMARK[0], cap_first=True)
        self.undo = KeyButton("quiet", UNDO[0], cap_first=True)
        self.dont_know.clicked.connect(lambda: self.missing_given.emit("dont_know"))
        self.refused.clicked.connect(lambda: self.missing_given.emit("refused"))
        self.remark.clicked.connect(self.remark_wanted)
        self.undo.clicked.connect(self.undo_wanted)
        flow.add_all((self.dont_know, self.refused, self.remark, self.undo))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.retranslate()

    def show_for(self, *, offers_missing: bool, missing: Missing | None, remarks: int) -> None:
        """Show what goes with the question that has the focus."""
        shown = (offers_missing, missing, remarks)
        if shown == self._shown:
            return
        self._shown = shown
        self.dont_know.setVisible(offers_missing)
        self.refused.setVisible(offers_missing)
        self.dont_know.mark(on=missing == "dont_know")
        self.refused.mark(on=missing == "refused")
        words = pgettext("key", "remark")
        self.remark.say(f"{words} ({remarks})" if remarks else words, tip=self.remark.toolTip())
        self.updateGeometry()

    def show_undo(self, *, possible: bool) -> None:
        """Say whether there is something to take back."""
        self.undo.setEnabled(possible)

    def retranslate(self) -> None:
        """Take the words of the current language."""
        self._shown = None
        for button, text, chords in (
            (self.dont_know, pgettext("key", "don't know"), DONT_KNOW),
            (self.refused, pgettext("key", "refused"), REFUSED),
            (self.remark, pgettext("key", "remark"), REMARK),
            (self.undo, pgettext("key", "undo"), UNDO),
        ):
            button.say(
                text, tip=_("Keys: {keys}").format(keys=", ".join(keys.label(c) for c in chords))
            )
