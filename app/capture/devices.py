"""What a microphone, a loudspeaker and a camera must be able to do, and the ones of this machine.

The three small protocols are all that the rest of the room knows of hardware; tests put devices of their own in their
place, so that everything but the hardware itself is real. The libraries are loaded when a device is opened: a machine
without them, or without the device, is told of in codes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import numpy as np

    Picture = np.ndarray[Any, np.dtype[np.uint8]]


@dataclass(frozen=True, slots=True)
class Sound:
    """Some sound: 16-bit mono samples, and when they came, by a clock that goes on while the machine sleeps."""

    samples: bytes
    at_ms: int


class OpenMicrophone(Protocol):
    """A microphone that is listening."""

    rate: int

    def read(self) -> Sound | None:
        """Wait for the next bit of sound; None when the microphone has gone."""
        ...

    def close(self) -> None:
        """Stop listening."""
        ...


class Microphone(Protocol):
    """The microphone that the system would use."""

    def open(self, rate: int) -> OpenMicrophone:
        """Listen, at ``rate`` samples to the second if it can. Raises AppError MICROPHONE_MISSING."""
        ...


class OpenSpeaker(Protocol):
    """A loudspeaker that sounds."""

    def write(self, samples: bytes) -> None:
        """Play 16-bit samples and come back when the next are wanted. Raises AppError SPEAKER_MISSING."""
        ...

    def close(self) -> None:
        """Be still at once."""
        ...


class Speaker(Protocol):
    """The loudspeaker that the system would use."""

    def open(self, rate: int, channels: int) -> OpenSpeaker:
        """Make ready to play. Raises AppError SPEAKER_MISSING, SOUND_LIBRARY_MISSING."""
        ...


class OpenCamera(Protocol):
    """A camera that is looking."""

    def read(self) -> Picture | None:
        """Wait for the next picture, rows of blue-green-red; None when the camera has gone."""
        ...

    def close(self) -> None:
        """Stop looking; its lamp goes out."""
        ...


class Camera(Protocol):
    """A camera of this machine."""

    def open(self) -> OpenCamera:
        """Look. Raises AppError CAMERA_MISSING."""
        ...


@dataclass(frozen=True, slots=True)
class Devices:
    """What a machine has to hear, sound and see with."""

    microphone: Microphone
    speaker: Speaker
    camera: Camera


def of_this_machine() -> Devices:
    """Return the devices of this machine; none of them is opened."""
    from app.capture.machine import SystemCamera, SystemMicrophone, SystemSpeaker

    return Devices(SystemMicrophone(), SystemSpeaker(), SystemCamera())
