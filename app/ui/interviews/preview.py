"""Pages of a document on the screen: one under another on the ground, at any size, as they will be printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from app.i18n.catalog import _
from app.ui import theme

POINTS_PER_INCH: Final = 72.0
PIXELS_PER_INCH: Final = 96.0
ZOOMS: Final = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
MARGIN: Final = 24
GAP: Final = 16


class PagesView(QAbstractScrollArea):
    """Shows page images. Ctrl and wheel or + and - zoom; Page Up and Page Down turn pages."""

    zoomed = Signal(float)
    """The size of the paper on the screen, 1 = as large as the paper."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._images: Sequence[QImage] = ()
        self._sizes: list[QSizeF] = []
        self._zoom = 1.0
        self._fits_width = True
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(self.viewport().update)
        self.horizontalScrollBar().valueChanged.connect(self.viewport().update)
        theme.watch().changed.connect(self.viewport().update)
        self.retranslate()

    @property
    def zoom(self) -> float:
        """The size of the paper on the screen, 1 = as large as the paper."""
        return self._zoom

    def show_pages(self, images: Sequence[QImage], rendered_at: float) -> None:
        """Show pages that were drawn with ``rendered_at`` pixels to the point; keeps the place."""
        self._images = images
        scale = PIXELS_PER_INCH / POINTS_PER_INCH / rendered_at
        self._sizes = [QSizeF(image.width() * scale, image.height() * scale) for image in images]
        if self._fits_width:
            self._fit()
        self._measure()
        self.retranslate()

    def zoom_by(self, steps: int) -> None:
        """Go to the next larger (1) or smaller (-1) size."""
        beyond = [
            z for z in ZOOMS if (z > self._zoom + 0.01 if steps > 0 else z < self._zoom - 0.01)
        ]
        if beyond:
            self._set_zoom(beyond[0] if steps > 0 else beyond[-1], fits_width=False)

    def fit_width(self) -> None:
        """Make a page as wide as the view, but no larger than twice the paper."""
        self._fits_width = True
        self._fit()

    def retranslate(self) -> None:
        """Name the view."""
        self.setAccessibleName(_("Preview of the page"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(event.rect(), theme.colour("ground"))
        for image, box in zip(self._images, self._boxes(), strict=True):
            if not box.intersects(QRectF(self.viewport().rect())):
                continue
            painter.drawImage(box, image)
            painter.setPen(theme.colour("line"))
            painter.drawRect(box.adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fits_width:
            self._fit()
        self._measure()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        if event.key() in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.zoom_by(1)
        elif event.key() == Qt.Key.Key_Minus:
            self.zoom_by(-1)
        elif event.key() == Qt.Key.Key_Home:
            bar.setValue(0)
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        widest = max((size.width() for size in self._sizes), default=0.0)
        if widest:
            room = self.viewport().width() - 2 * MARGIN
            self._set_zoom(max(0.4, min(1.4, room / widest)), fits_width=True)

    def _set_zoom(self, zoom: float, *, fits_width: bool) -> None:
        bar = self.verticalScrollBar()
        share = bar.value() / bar.maximum() if bar.maximum() else 0.0
        self._fits_width = fits_width
        self._zoom = zoom
        self._measure()
        bar.setValue(round(share * bar.maximum()))
        self.viewport().update()
        self.zoomed.emit(zoom)

    def _measure(self) -> None:
        height = sum(size.height() * self._zoom + GAP for size in self._sizes) + MARGIN
        width = max((size.width() * self._zoom for size in self._sizes), default=0.0) + 2 * MARGIN
        view = self.viewport().size()
        self.verticalScrollBar().setPageStep(view.height())
        self.verticalScrollBar().setSingleStep(48)
        self.verticalScrollBar().setRange(0, max(0, round(height - view.height())))
        self.horizontalScrollBar().setPageStep(view.width())
        self.horizontalScrollBar().setRange(0, max(0, round(width - view.width())))

    def _boxes(self) -> list[QRectF]:
        top = 1.0 - self.verticalScrollBar().value()
        left = -float(self.horizontalScrollBar().value())
        boxes: list[QRectF] = []
        for size in self._sizes:
            shown = size * self._zoom
            room = max(self.viewport().width(), shown.width() + 2 * MARGIN)
            x = round(left + (room - shown.width()) / 2)
            boxes.append(QRectF(QPointF(x, round(top)), shown))
            top += shown.height() + GAP
        return boxes
