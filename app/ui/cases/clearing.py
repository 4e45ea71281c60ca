"""Practice data taken away in one step: counted, asked about, deleted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.i18n import formats
from app.i18n.catalog import _, ngettext
from app.operations import practice
from app.ui.widgets.dialogs import ask

if TYPE_CHECKING:
    from app.core.changes import Changes
    from app.operations.practice import TestData
    from app.ui.desk import Desk
    from app.ui.navigation import Page
    from app.ui.widgets.notice import NoticeBox


def delete_practice(
    desk: Desk, over: Page, notice: NoticeBox, done: Callable[[Changes], object]
) -> None:
    """Delete what is marked as practice, after a yes; ``done`` is told what changed."""
    services = desk.services

    def deleted(changes: Changes) -> None:
        notice.say("good", _("The practice data was deleted."))
        done(changes)

    def ask_first(found: TestData) -> None:
        if not found:
            notice.say("plain", _("There is no practice data."))
        elif ask(over, _("Delete the practice data?"), _told(found), _("Delete"), kind="danger"):
            desk.tasks.database(
                lambda _progress: practice.delete_test_data(services), over, done=deleted
            )

    desk.tasks.database(lambda _progress: practice.test_data(services), over, done=ask_first)


def _told(found: TestData) -> str:
    contacts = ngettext("{count} contact", "{count} contacts", len(found.cases))
    held = ngettext("{count} interview", "{count} interviews", found.interviews)
    what = formats.enumeration(
        [contacts.format(count=len(found.cases)), held.format(count=found.interviews)]
    )
    return _("Marked as practice: {what}. Attempts go with their contacts.").format(what=what)
