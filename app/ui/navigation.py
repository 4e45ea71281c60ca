"""What a page is to the window, and how a page asks to be somewhere else. No page knows another page's class.

    class FormsPage(Page):
        def title(self) -> str: ...             # in the current language; the window shows it in its header
        def retranslate(self) -> None: ...      # set every word again; called when the language was switched
        def enter(self) -> None: ...            # it has come into view: load what it shows, take the focus
        def may_leave(self) -> bool: ...        # False keeps it open; it has said why

A page takes the `Desk` in its constructor and builds there. ``fills_window`` True hides rail and header, as the
runner does (``runner.page.RunnerPage(desk, interview: OpenInterview)``: ``left`` when interrupted, and
``finished = Signal(str)`` with the record's id).
``footer`` is a widget for the window's bottom line. ``search_prompt`` not '' shows the search field of the header,
``search`` takes what is typed. A page that wants to close emits ``left``; it is deleted after that.

``desk.navigator.go("forms")`` brings a place of the rail into view, ``desk.navigator.open(page)`` lays a page over the
present one, ``page.left`` brings back what was under it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from app.ui.desk import Desk


class Page(QWidget):
    """One page of the window."""

    left = Signal()
    """It is done; show what was under it."""
    titled = Signal()
    """Its title has changed."""

    fills_window: ClassVar[bool] = False

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.footer: QWidget | None = None
        self.setObjectName("page")

    def title(self) -> str:
        """Return its title in the current language."""
        return ""

    def search_prompt(self) -> str:
        """Return what the header's search field says; '' when there is nothing to search here."""
        return ""

    def search(self, text: str) -> None:
        """Look for ``text``; '' shows everything again."""

    def enter_results(self) -> None:
        """Take the focus from the search field to what was found."""

    def enter(self) -> None:
        """It has come into view."""

    def retranslate(self) -> None:
        """Set every word again in the current language."""

    def may_leave(self) -> bool:
        """Whether it can be closed or left now; when not, it has said why."""
        return True


class Navigator(QObject):
    """Carries a page's wish to be somewhere else to the window."""

    place_wanted = Signal(str)
    """The code of a place of the rail."""
    page_wanted = Signal(object)
    """A Page to lay over the present one."""

    def go(self, place: str) -> None:
        """Bring a place of the rail into view; pages laid over it are closed."""
        self.place_wanted.emit(place)

    def open(self, page: Page) -> None:
        """Lay a page over the present one."""
        self.page_wanted.emit(page)
