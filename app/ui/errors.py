"""How trouble is told: what happened, what was kept, what to do; and our own bugs, with details to copy.

Apart from the pages so that every error looks and reads the same. An `AppError` is the world's or the file's fault and
gets the sentences of ``i18n.messages``; anything else is a bug, is logged and is never swallowed.

    errors.show_error(self, error)        a dialog over the window of `self`
    errors.explain_in(box, error)         the same words in a `widgets.notice.NoticeBox` on the page
    errors.report_bug(exception)          the bug dialog; also what the excepthook calls
"""

from __future__ import annotations

import logging
import platform
import sys
from types import TracebackType
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QThread, QTimer, qVersion
from PySide6.QtWidgets import QApplication, QWidget

from app.core.bugs import describe_bug
from app.i18n.catalog import _

if TYPE_CHECKING:
    from app.core.errors import AppError
    from app.ui.widgets.dialogs import MessageDialog
    from app.ui.widgets.notice import NoticeBox

log: Final = logging.getLogger(__name__)


def show_error(over: QObject | None, error: AppError) -> None:
    """Tell about an error in a dialog and wait until it was read."""
    from app.i18n.messages import explain
    from app.ui.widgets.dialogs import MessageDialog

    told = explain(error)
    dialog = MessageDialog(_parent(over), title=told.what, text=told.kept, remedy=told.remedy)
    dialog.exec()


def explain_in(box: NoticeBox, error: AppError) -> None:
    """Tell about an error on the page itself."""
    from app.i18n.messages import explain

    told = explain(error)
    box.say("alert", told.what, "\n".join(part for part in (told.kept, told.remedy) if part))


def report_bug(error: BaseException) -> None:
    """Log a bug and show it with details to copy. From another thread it is shown when the window gets to it."""
    log.error("bug\n%s", describe_bug(error))
    app = QApplication.instance()
    if app is None:
        return
    if QThread.currentThread() is not app.thread():
        QTimer.singleShot(0, app, lambda: _show_bug(error))
    else:
        _show_bug(error)


def details(error: BaseException) -> str:
    """Return what a developer needs: versions and the trace, without anything that a person said."""
    from app import __version__

    head = f"Sild {__version__} · Python {platform.python_version()} · Qt {qVersion()} · {platform.platform()}"
    return head + "\n\n" + describe_bug(error)


def bug_dialog(error: BaseException, parent: QWidget | None) -> MessageDialog:
    """Make the dialog that tells of a bug, with details to copy."""
    from app.ui.widgets.dialogs import MessageDialog

    return MessageDialog(
        parent,
        title=_("Sild made a mistake"),
        text=_("Every answer that was marked as saved is kept."),
        remedy=_(
            "Go on working. If it happens again, copy the details and send them to the developers."
        ),
        details=details(error),
    )


def install_excepthook() -> None:
    """Let exceptions that nobody expected reach `report_bug` instead of the terminal only."""
    sys.excepthook = _excepthook


class _Shown:
    """Whether a bug is being shown: a bug that repeats at every paint must not pile up dialogs."""

    now = False


def _excepthook(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        QApplication.quit()
        return
    report_bug(error)


def _show_bug(error: BaseException) -> None:
    if _Shown.now:
        return
    _Shown.now = True
    try:
        bug_dialog(error, _parent(None)).exec()
    finally:
        _Shown.now = False


def _parent(over: QObject | None) -> QWidget | None:
    if isinstance(over, QWidget):
        return over.window()
    return QApplication.activeModalWidget() or QApplication.activeWindow()
