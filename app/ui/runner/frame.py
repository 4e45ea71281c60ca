"""How the runner is laid out: outline, header, question, undo bar, footer; and how it folds on a narrow window."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from app.ui.navigation import Page
from app.ui.runner.footer import Footer
from app.ui.runner.header import Header
from app.ui.runner.outline_panel import OutlinePanel
from app.ui.runner.recording_strip import RecordingStrip
from app.ui.runner.stage import COLUMN, Stage
from app.ui.runner.table_head import StickyHead
from app.ui.widgets.layouts import column, holder, scrolled
from app.ui.widgets.notice import NoticeBox
from app.ui.widgets.progress import ProgressLine
from app.ui.widgets.undo import UndoBar

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from app.ui.desk import Desk

NARROW = 1100
"""Below this width the outline folds away."""
_AIR = 8
_SLIM = 760
"""Below this width the room beside the question shrinks as well."""


class RunnerFrame(Page):
    """The widgets of the runner in their places; `page` brings them to life."""

    fills_window: ClassVar[bool] = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.outline, self.header, self.stage = OutlinePanel(), Header(), Stage()
        self.bottom, self.undo_bar = Footer(), UndoBar()
        self.area = scrolled(self.stage)
        self.sticky_head = StickyHead(self.area, self.stage)
        self.undo_bar.setMaximumWidth(COLUMN)
        self._is_narrow = False
        self.trouble, self.news = NoticeBox(), NoticeBox(closable=True)
        self.news.setMaximumWidth(COLUMN)
        self.trouble.setMaximumWidth(COLUMN)
        self.recording_strip, self.copying = RecordingStrip(), ProgressLine()
        self.copying.setMaximumWidth(COLUMN)
        self._bar_box = column(self.news, self.trouble, self.undo_bar, margins=(64, 0, 64, 8))
        middle = column(self.header, gap=0)
        middle.addWidget(self.recording_strip)
        middle.addWidget(self.area, 1)
        self._bar_box.insertWidget(0, self.copying)
        middle.addLayout(self._bar_box)
        upper = QHBoxLayout()
        upper.setContentsMargins(0, 0, 0, 0)
        upper.setSpacing(0)
        upper.addWidget(self.outline)
        upper.addWidget(holder(middle), 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        whole.addLayout(upper, 1)
        whole.addWidget(self.bottom)
        self.header.outline_wanted.connect(self._toggle_outline)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        margin = 64 if self.width() >= NARROW else 32 if self.width() >= _SLIM else 16
        self.header.be_narrow(narrow=narrow, margin=margin)
        self.stage.set_margin(margin)
        self.recording_strip.be_as_wide(margin=margin)
        self.bottom.be_slim(slim=self.width() < _SLIM)
        self._bar_box.setContentsMargins(margin, 0, margin, 8)
        if narrow != self._is_narrow:
            self._is_narrow = narrow
            self.outline.setVisible(not narrow)

    def minimumSizeHint(self) -> QSize:
        """Ask for little: what is folded only after the first look must not widen the window before."""
        return QSize(480, 320)

    def bring_into_view(self, focused: QWidget) -> None:
        """Scroll to what has the focus, and to its whole question where that fits."""
        block = self.stage.current_block()
        fits = block is not None and block.height() <= self.area.viewport().height()
        if block is not None and fits and block.isAncestorOf(focused):
            over = self.sticky_head.sizeHint().height() if self.stage.table_blocks() else 0
            self._show_whole(block, over)
        self.area.ensureWidgetVisible(focused, 0, 48)

    def _show_whole(self, block: QWidget, over: int) -> None:
        """Scroll until a question is whole in view, below ``over`` pixels that something covers."""
        bar, height = self.area.verticalScrollBar(), self.area.viewport().height()
        top = block.mapTo(self.stage, QPoint(0, 0)).y() - over - _AIR
        bottom = block.mapTo(self.stage, QPoint(0, block.height())).y() + _AIR
        if bar.value() > top:
            bar.setValue(top)
        elif bar.value() + height < bottom:
            bar.setValue(min(bottom - height, top))

    def put_above_bars(self, part: QWidget) -> None:
        """Put something between the question and what the interview has to say."""
        self._bar_box.insertWidget(0, part)

    def fold_outline(self) -> None:
        """Put the outline away again where there is little room for it."""
        if self._is_narrow:
            self.outline.hide()

    def _toggle_outline(self) -> None:
        self.outline.setVisible(self.outline.isHidden())
