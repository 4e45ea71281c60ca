"""An interview on paper: its PDF made and turned into images, saved, printed; all off the window's thread.

Apart from `finished`, which shows it. ``operations.reports`` makes the document; only printing needs Qt.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from app.core.errors import AppError, ErrorCode
from app.operations import reports
from app.ui.errors import show_error

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

    from app.core.progress import Progress
    from app.operations.services import Services

SCREEN_SCALE: Final = 2.0
"""Pixels to the point of page images on the screen: sharp up to 150 %."""
PRINT_SCALE: Final = 300 / 72


@dataclass(frozen=True, slots=True)
class Paper:
    """A document ready to be looked at."""

    language: str
    pdf: bytes
    images: tuple[QImage, ...]


def make(services: Services, id_: str, language: str, progress: Progress) -> Paper:
    """Make the pages of one interview in a language. Raises AppError, `Cancelled`."""
    pdf = reports.interview_page(services, id_, language, progress)
    return Paper(language, pdf, tuple(images_of(pdf, SCREEN_SCALE, progress)))


def images_of(pdf: bytes, scale: float, progress: Progress) -> Iterator[QImage]:
    """Yield the pages of a PDF as images. Raises `Cancelled`."""
    for page in reports.page_images(pdf, scale, progress):
        kind = QImage.Format.Format_RGBA8888
        image = QImage(page.rgba, page.width, page.height, page.width * 4, kind)
        yield image.convertToFormat(QImage.Format.Format_RGB32)


def choose_printer(over: QWidget, name: str) -> QPrinter | None:
    """Let a person choose where ``name`` is printed; None when they think better of it or there is no printer."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

    if not QPrinterInfo.availablePrinterNames():
        show_error(over, AppError(ErrorCode.PRINTER_MISSING))
        return None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setFullPage(True)
    accepted = QPrintDialog(printer, over).exec() == QPrintDialog.DialogCode.Accepted
    return printer if accepted else None


def print_pages(pdf: bytes, printer: QPrinter, progress: Progress) -> int:
    """Print a PDF page by page and return how many. Raises `Cancelled`."""
    painter = QPainter(printer)
    printed = 0
    try:
        for image in images_of(pdf, PRINT_SCALE, progress):
            if printed:
                printer.newPage()
            room = QRectF(painter.viewport())
            fitting = min(room.width() / image.width(), room.height() / image.height())
            size = image.size() * fitting
            left = (room.width() - size.width()) / 2
            painter.drawImage(QRectF(left, 0, size.width(), size.height()), image)
            printed += 1
    finally:
        painter.end()
    return printed
