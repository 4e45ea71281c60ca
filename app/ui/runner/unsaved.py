"""Steps that could not be written: tried again on the database's thread, or given up when a person says so.

Apart from `saving`, which counts them, because the runner and the keying of paper do the same with them.
"""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING

from app.i18n.catalog import _, ngettext
from app.operations import interviews
from app.ui.widgets.dialogs import ask

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtWidgets import QWidget

    from app.core.ids import DraftId
    from app.ui.desk import Desk


def try_again(desk: Desk, draft: DraftId, over: QWidget) -> Future[datetime | None]:
    """Write what could not be written before; the Future tells when it is durable."""
    services = desk.services
    moment: Future[datetime | None] = Future()
    desk.tasks.database(
        lambda _progress: interviews.retry_saving(services, draft),
        over,
        done=moment.set_result,
        failed=moment.set_exception,
    )
    return moment


def leaves_anyway(over: QWidget, count: int) -> bool:
    """Ask whether to leave although ``count`` answers would be lost."""
    text = ngettext(
        "{count} answer could not be written to the disk and will be lost.",
        "{count} answers could not be written to the disk and will be lost.",
        count,
    ).format(count=count)
    return ask(
        over,
        _("Not everything is saved"),
        text,
        _("Leave without saving"),
        kind="danger",
        no=_("Stay"),
    )
