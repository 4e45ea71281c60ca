"""Pictures that a form or an answer speaks of, fetched off the window's thread and kept while the interview is open.

Whoever draws asks by key and gets what there is so far; when a picture has arrived, ``arrived`` says so and it is asked
for again. A picture that cannot be read is None for good: its name is shown instead. The pictures of the next page are
fetched while a person is still at this one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QByteArray, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap

from app.operations import attachments

if TYPE_CHECKING:
    from app.core.errors import AppError
    from app.core.ids import BlobId, BundleId
    from app.ui.desk import Desk
    from app.ui.runner.model import RunnerModel
    from app.ui.runner.reading import InterviewReader

MOST_PIXELS: Final = QSize(1440, 960)
"""Larger pictures are kept smaller than they are: nobody sees more of them here."""
LARGEST_BYTES: Final = 128 << 20
"""Larger files are not read only to be shown."""
MOST_AHEAD: Final = 24
"""Questions of the next page of which pictures are fetched ahead."""
BLOB: Final = "blob:"
"""Prefix of the key of a file given as an answer."""


class Pictures(QObject):
    """The pictures of one interview, by URI of the form or by ``blob:`` and the blob's id."""

    arrived = Signal()
    """A picture that was asked for can be shown, or is known not to exist."""

    def __init__(self, desk: Desk, bundle: BundleId, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._bundle = bundle
        self._kept: dict[str, QPixmap | None] = {}
        self._asked: set[str] = set()

    def get(self, key: str) -> QPixmap | None:
        """Return a picture if it is here; else fetch it."""
        if key in self._kept:
            return self._kept[key]
        if key and key not in self._asked:
            self._asked.add(key)
            self._desk.tasks.database(
                lambda _progress: self._read(key),
                self,
                done=lambda found: self._keep(key, found),
                failed=lambda error: self._give_up(key, error),
            )
        return None

    def look_ahead(self, model: RunnerModel, reader: InterviewReader) -> None:
        """Fetch the pictures of the page that follows, once the page in view is painted."""
        QTimer.singleShot(0, self, lambda: self._fetch_following(model, reader))

    def _fetch_following(self, model: RunnerModel, reader: InterviewReader) -> None:
        following = model.following
        for address in following.questions[:MOST_AHEAD] if following else ():
            question = reader.question(address)
            for media in (question.media, *(choice.media for choice in question.choices)):
                self.get(media.get("image", ""))

    def _read(self, key: str) -> QImage | None:
        """Read and decode a picture, away from the window's thread, which would stand still for as long."""
        content = self._content(key)
        return decoded_image(content) if content else None

    def _content(self, key: str) -> bytes | None:
        services = self._desk.services
        if key.startswith(BLOB):
            blob: BlobId = key.removeprefix(BLOB)  # type: ignore[assignment]
            too_large = attachments.size_of(services, blob) > LARGEST_BYTES
            return None if too_large else attachments.read_file(services, blob)
        return attachments.form_file(services, self._bundle, key)

    def _keep(self, key: str, found: QImage | None) -> None:
        self._kept[key] = QPixmap.fromImage(found) if found is not None else None
        self.arrived.emit()

    def _give_up(self, key: str, _error: AppError) -> None:
        self._keep(key, None)


def decoded(content: bytes) -> QPixmap | None:
    """Read a picture, no larger than it can be seen; None when it is none."""
    image = decoded_image(content)
    return None if image is None else QPixmap.fromImage(image)


def decoded_image(content: bytes) -> QImage | None:
    """Read a picture on any thread, no larger than it can be seen; None when it is none."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and (
        size.width() > MOST_PIXELS.width() or size.height() > MOST_PIXELS.height()
    ):
        reader.setScaledSize(size.scaled(MOST_PIXELS, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image
