"""What the camera sees, to be looked at and taken; and pictures made no larger than a form allows.

The viewfinder runs on a thread of its own and is asked for its latest picture; nothing is kept until one is taken.
"""

from __future__ import annotations

import contextlib
import math
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.core.errors import AppError, ErrorCode

if TYPE_CHECKING:
    from app.capture.devices import Camera, Picture

_FRAMES_PER_SECOND: Final = 15
_PREVIEW_WIDTH: Final = 640
_JPEG_QUALITY: Final = 90


@dataclass(frozen=True, slots=True)
class Frame:
    """A small picture to be shown: rows of red-green-blue, ``3 * width`` bytes each."""

    width: int
    height: int
    octets: bytes
    number: int


class Viewfinder:
    """Looks through a camera until it is closed."""

    def __init__(self, camera: Camera) -> None:
        self._camera = camera
        self._closing = threading.Event()
        self._seen: Picture | None = None
        self._number = 0
        self.error: AppError | None = None
        """Why nothing is seen any more: CAMERA_MISSING, CAMERA_GONE."""
        self._thread = threading.Thread(target=self._run, name="camera", daemon=True)
        self._thread.start()

    def frame(self) -> Frame | None:
        """Return what is seen now, small; None before the first picture."""
        import cv2

        seen, number = self._seen, self._number
        if seen is None:
            return None
        height, width = seen.shape[:2]
        small = (_PREVIEW_WIDTH, max(1, round(height * _PREVIEW_WIDTH / width)))
        shown = cv2.cvtColor(
            cv2.resize(seen, small, interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2RGB
        )
        return Frame(*small, shown.tobytes(), number)

    @property
    def number(self) -> int:
        """The number of the latest picture; 0 before the first."""
        return self._number

    def take(self, max_pixels: int = 0) -> bytes:
        """Return the latest picture as JPEG, its longer side at most ``max_pixels``. Raises AppError CAMERA_GONE."""
        if self._seen is None:
            raise self.error or AppError(ErrorCode.CAMERA_GONE)
        return _as_jpeg(self._seen, max_pixels)

    def close(self) -> None:
        """Let the camera go."""
        self._closing.set()
        self._thread.join()

    def _run(self) -> None:
        try:
            with contextlib.closing(self._camera.open()) as looking:
                while not self._closing.is_set():
                    began = time.monotonic()
                    picture = looking.read()
                    if picture is None:
                        self.error = AppError(ErrorCode.CAMERA_GONE)
                        return
                    self._seen = picture
                    self._number += 1
                    left = 1 / _FRAMES_PER_SECOND - (time.monotonic() - began)
                    self._closing.wait(max(0.0, left))
        except AppError as error:
            self.error = error


def shrunk(content: bytes, max_pixels: int) -> bytes | None:
    """Return a picture as JPEG with a longer side of ``max_pixels``; None when it is no larger.

    Raises AppError PICTURE_UNREADABLE.
    """
    import cv2
    import numpy as np

    try:
        picture = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error as error:
        raise AppError(ErrorCode.PICTURE_UNREADABLE) from error
    if picture is None:
        raise AppError(ErrorCode.PICTURE_UNREADABLE)
    if max(picture.shape[:2]) <= max_pixels:
        return None
    return _as_jpeg(picture, max_pixels)  # type: ignore[arg-type]


def _as_jpeg(picture: Picture, max_pixels: int) -> bytes:
    import cv2

    height, width = picture.shape[:2]
    scale = min(1.0, max_pixels / max(height, width)) if max_pixels else 1.0
    if scale < 1.0:
        size = (max(1, math.floor(width * scale)), max(1, math.floor(height * scale)))
        picture = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)  # type: ignore[assignment]
    _done, octets = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY])
    return octets.tobytes()
