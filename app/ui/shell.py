"""The shell of an open workspace: rail, header with search and language, the page in view, the line of what is saved.

Apart from `window`, which stands before any workspace is open. Pages of places are made when first wanted and kept;
pages laid over them are deleted when they are left.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.i18n.catalog import _, current_language, pgettext
from app.ui import keys
from app.ui.rail import Place, Rail
from app.ui.runner.reading_order import walk_in_order
from app.ui.widgets.fields import SearchField
from app.ui.widgets.labels import ElidedLabel
from app.ui.widgets.layouts import column, holder, row, scrolled
from app.ui.widgets.notice import NoticeBox
from app.ui.widgets.segments import LanguageSwitch

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from app.ui.desk import Desk
    from app.ui.navigation import Page
    from app.ui.opening import StateLine

FOLD_BELOW: Final = 1100
PLACES: Final = (
    Place("cases", "briefcase"),
    Place("interviews", "message-square"),
    Place("forms", "clipboard-list"),
    Place("sync", "arrow-left-right"),
    Place("wastebasket", "trash-2"),
    Place("settings", "settings", at_foot=True),
)

RING_ROOM: Final = 4
"""Room around a page for the focus ring of what stands at its edge."""

Maker = Callable[["Desk"], "Page"]


class Shell(QWidget):
    """Everything a person sees of an open workspace."""

    language_chosen = Signal(str)
    """The language a person wants the window to speak."""

    def __init__(self, desk: Desk, makers: dict[str, Maker], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ground")
        self.desk = desk
        self._makers = makers
        self._pages: dict[str, Page] = {}
        self._over: list[Page] = []
        self._place = ""
        self.rail = Rail(PLACES)
        self._title = ElidedLabel("title")
        self.search = SearchField("Ctrl+K")
        self.search.setMinimumWidth(140)
        self.search.setMaximumWidth(300)
        self.languages = LanguageSwitch(current_language())
        self.notice = NoticeBox(closable=True)
        self._stack = PageStack()
        self._footers = QStackedWidget()
        self._state = ElidedLabel("saved")
        self.state: StateLine | None = None
        self._build()
        self._connect()
        self.retranslate()

    # --- where we are

    @property
    def page(self) -> Page | None:
        """The page in view."""
        return self._over[-1] if self._over else self._pages.get(self._place)

    @property
    def is_filled(self) -> bool:
        """Whether the page in view has the window to itself, as an interview has."""
        page = self.page
        return page is not None and page.fills_window

    def go(self, place: str) -> None:
        """Bring a place into view, closing what lies over the present one."""
        if not all(page.may_leave() for page in reversed(self._over)):
            return
        for page in reversed(self._over):
            self._remove(page)
        self._over = []
        if place not in self._pages:
            self._pages[place] = self._take_in(self._makers[place](self.desk))
        self._place = place
        self._show_page()

    def open(self, page: Page) -> None:
        """Lay a page over the one in view."""
        page.left.connect(lambda: self._close(page))
        self._over.append(self._take_in(page))
        self._show_page()

    def may_close(self) -> bool:
        """Whether every page lets the window close."""
        return all(page.may_leave() for page in reversed(self._over))

    def show_title(self) -> None:
        """Write the title of the page in view into the window's frame again."""
        self._show_header()

    def say_saved(self, text: str) -> None:
        """Show what is saved, who works here, where."""
        self._state.say(text)

    def focus_search(self) -> bool:
        """Bring the keyboard to the search field; False when this page has none."""
        if not self.search.isVisible():
            return False
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
        return True

    def retranslate(self) -> None:
        """Set every word again, on every page."""
        self.rail.words(
            {
                "cases": pgettext("place", "Cases"),
                "interviews": _("Interviews"),
                "forms": _("Questionnaires"),
                "sync": pgettext("place", "Sync"),
                "wastebasket": _("Wastebasket"),
                "settings": _("Settings"),
            }
        )
        self.languages.select(current_language())
        self.languages.setAccessibleName(_("Language of the window"))
        for page in (*self._pages.values(), *self._over):
            page.retranslate()
        if self.state is not None:
            self.state.retranslate()
        self._show_header()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        folded = self.width() < FOLD_BELOW
        if folded != self.rail.is_folded:
            self.rail.fold(folded=folded)

    def focusNextPrevChild(self, onwards: bool) -> bool:  # noqa: FBT001 - Qt's signature
        """Let Tab walk as the eye does; what came onto a page later would be walked last."""
        page = self.page
        if page is not None and not page.fills_window:
            walk_in_order(self.rail, self._header, page, page.footer or self._no_footer)
        return super().focusNextPrevChild(onwards)

    # --- inside

    def _build(self) -> None:
        header = row(self._title, self.search, self.languages, gap=12)
        header.setStretch(0, 1)
        header.setStretch(1, 1)
        self._header = holder(column(header, self.notice, gap=12))
        footer = row(self._footers, self._state, gap=16)
        footer.setStretch(0, 3)
        footer.setStretch(1, 1)
        self._state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._footer = holder(footer)
        self._footers.setMaximumHeight(44)
        self._no_footer = QWidget()
        self._footers.addWidget(self._no_footer)
        self._body = QVBoxLayout()
        self._body.setSpacing(12 - RING_ROOM)
        self._body.addWidget(self._header)
        self._body.addWidget(scrolled(self._stack), 1)
        self._body.addWidget(self._footer)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.rail)
        layout.addLayout(self._body, 1)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.go)
        self.languages.chosen.connect(self.language_chosen)
        self.search.sought.connect(self._on_sought)
        self.search.left_downwards.connect(self._on_left_downwards)
        self.desk.navigator.place_wanted.connect(self.go)
        self.desk.navigator.page_wanted.connect(self.open)
        keys.bind(self, "Ctrl+K", "Ctrl+F", slot=self.focus_search)
        for number, place in enumerate(PLACES, start=1):
            keys.bind(self, f"Alt+{number}", slot=partial(self._jump, place.code))

    def _jump(self, place: str) -> bool:
        if self._over and self._over[-1].fills_window:
            return False
        self.go(place)
        return True

    def _take_in(self, page: Page) -> Page:
        self._stack.addWidget(page)
        if page.footer is not None:
            self._footers.addWidget(page.footer)
        page.titled.connect(self._show_header)
        return page

    def _close(self, page: Page) -> None:
        if page not in self._over:
            return
        self._over.remove(page)
        self._remove(page)
        self._show_page()

    def _remove(self, page: Page) -> None:
        self._stack.removeWidget(page)
        if page.footer is not None:
            self._footers.removeWidget(page.footer)
            page.footer.deleteLater()
        page.deleteLater()

    def _show_page(self) -> None:
        page = self.page
        if page is None:
            return
        self.rail.select(self._place)
        self.rail.setVisible(not page.fills_window)
        self._header.setVisible(not page.fills_window)
        self._footer.setVisible(not page.fills_window)
        edge = 0 if page.fills_window else RING_ROOM
        side = 0 if page.fills_window else 24
        self._body.setContentsMargins(side - edge, side and 16, side - edge, side and 12)
        self._stack.setContentsMargins(edge, edge, edge, edge)
        for line in (self._header, self._footer):
            line.setContentsMargins(edge, 0, edge, 0)
        self._stack.setCurrentWidget(page)
        self._footers.setCurrentWidget(page.footer or self._no_footer)
        self.search.clear()
        self._show_header()
        page.enter()

    def _show_header(self) -> None:
        page = self.page
        if page is None:
            return
        self._title.say(page.title())
        prompt = page.search_prompt()
        self.search.setVisible(bool(prompt))
        self.search.words(prompt)
        self.window().setWindowTitle(f"{page.title()} – Sild" if page.title() else "Sild")

    def _on_sought(self, text: str) -> None:
        if self.page is not None:
            self.page.search(text)

    def _on_left_downwards(self) -> None:
        if self.page is not None:
            self.page.enter_results()


class PageStack(QStackedWidget):
    """Pages of which one is in view; no taller than that one wants, so that a low window scrolls only where it must."""

    def sizeHint(self) -> QSize:
        return self._of_page().expandedTo(QSize(0, 0))

    def minimumSizeHint(self) -> QSize:
        return self._of_page()

    def _of_page(self) -> QSize:
        page = self.currentWidget()
        if page is None:
            return QSize()
        edges = self.contentsMargins()
        return page.minimumSizeHint() + QSize(
            edges.left() + edges.right(), edges.top() + edges.bottom()
        )
