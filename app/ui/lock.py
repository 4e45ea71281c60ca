"""The lock of an open window: after a while without a touch, or by its keys, everything is covered until somebody
proves who they are.

Apart from `window`, which only owns it. The workspace stays open behind the cover: answers are being saved and
recordings go on. What stands in windows of its own (the respondent's view, a dialog) is closed, as Esc would.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.i18n.catalog import _
from app.operations import locking
from app.ui import keys
from app.ui.start.unlock import UnlockStep

if TYPE_CHECKING:
    from app.core.changes import Changes
    from app.core.errors import AppError
    from app.ui.shell import Shell

CHORD: Final = "Ctrl+Shift+L"
LOOK_EVERY_MS: Final = 2_000
MINUTE_MS: Final = 60_000
_TOUCHES: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class Cover(QWidget):
    """What a locked window shows: nothing but the way back in."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("ground")
        self.setAutoFillBackground(True)
        self.step = UnlockStep()
        self.step.offer_no_other()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.step)
        self.hide()

    def retranslate(self) -> None:
        """Set every word again."""
        self.step.retranslate()
        self.setAccessibleName(_("Locked"))


class Lock(QObject):
    """Covers the shell of a protected workspace, and uncovers it."""

    locked = Signal()
    """Everything is covered."""
    unlocked = Signal()
    """Somebody proved who they are."""

    def __init__(self, shell: Shell, window: QWidget) -> None:
        super().__init__(window)
        self._shell, self._window = shell, window
        self._desk = shell.desk
        self._minutes = 0
        self._focus: QWidget | None = None
        self.cover = Cover(window)
        self._idle = QElapsedTimer()
        self._idle.start()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.cover.step.passphrase_given.connect(lambda given: self._check(given, None))
        self.cover.step.recovery_key_given.connect(lambda key: self._check(None, key))
        self._desk.bus.changed.connect(self._on_changed)
        keys.bind(window, CHORD, slot=self.lock)
        window.installEventFilter(self)
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)
        self.load()

    @property
    def is_locked(self) -> bool:
        """Whether the window is covered."""
        return not self.cover.isHidden()

    def load(self) -> None:
        """Look up after how long it locks."""
        services = self._desk.services
        self._desk.tasks.database(
            lambda _progress: locking.idle_minutes(services), self, done=self._set_minutes
        )

    def look(self) -> None:
        """Lock if nothing was touched for long enough."""
        if self._minutes and self._idle.hasExpired(self._minutes * MINUTE_MS):
            self.lock()

    def lock(self) -> bool:
        """Cover everything; a workspace without a passphrase says why it cannot."""
        if self.is_locked:
            return True
        if not locking.is_protected(self._desk.services):
            self._shell.notice.say(
                "notice",
                _("This workspace has no passphrase, so it cannot be locked"),
                _("Set a passphrase in the settings."),
            )
            return True
        self._focus = QApplication.focusWidget()
        if not self._close_others():
            return True
        self.cover.step.ask_for(self._desk.services.workspace.folder)
        self.cover.setGeometry(self._window.rect())
        self._shell.setVisible(False)
        self.cover.show()
        self.cover.raise_()
        self._window.setWindowTitle("Sild")
        self.cover.step.enter()
        self.locked.emit()
        return True

    def retranslate(self) -> None:
        """Set every word again."""
        self.cover.retranslate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self._idle.restart()
        elif watched is self._window and event.type() == QEvent.Type.Resize:
            self.cover.setGeometry(self._window.rect())
        return False

    def _close_others(self) -> bool:
        """Close dialogs, menus and the respondent's view: they show what the cover hides.

        False when one stays, as a recovery key does until somebody has put it away: then it is tried again later.
        """
        while (popup := QApplication.activePopupWidget()) is not None and popup.close():
            pass
        for other in self._others():
            other.close()
        return not any(other.isModal() for other in self._others())

    def _others(self) -> list[QWidget]:
        shown = (each for each in QApplication.topLevelWidgets() if each.isVisible())
        return [each for each in shown if each is not self._window and each.isWindow()]

    def _check(self, passphrase: str | None, recovery_key: str | None) -> None:
        services = self._desk.services
        self.cover.step.be_busy(busy=True)
        self._desk.tasks.compute(
            lambda _progress: locking.check(services, passphrase, recovery_key),
            self,
            done=lambda _nothing: self._open(),
            failed=self._on_failed,
        )

    def _on_failed(self, error: AppError) -> None:
        self.cover.step.be_busy(busy=False)
        self.cover.step.explain(error)

    def _open(self) -> None:
        self._idle.restart()
        self.cover.step.ask_for(self._desk.services.workspace.folder)
        self.cover.hide()
        self._shell.setVisible(True)
        self._shell.show_title()
        if self._focus is not None:
            self._focus.setFocus()
        self._focus = None
        self.unlocked.emit()

    def _set_minutes(self, minutes: int) -> None:
        self._minutes = minutes

    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        if changes.settings:
            self.load()
