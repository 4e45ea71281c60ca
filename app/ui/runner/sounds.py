"""What the studio asks of recordings without keeping anything in mind: loading, measuring, finding, wording."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.capture import playing
from app.core.errors import AppError, ErrorCode
from app.i18n import formats
from app.i18n.catalog import _
from app.i18n.messages import explain
from app.operations import attachments, recordings
from app.ui.runner.controls.sound import SoundState

if TYPE_CHECKING:
    from app.core.ids import BlobId, DraftId
    from app.forms.session import FormSession
    from app.forms.state import Address
    from app.operations.attachments import KeptFile
    from app.operations.services import Services
    from app.ui.runner.taping import Taping

LARGEST_BYTES: Final = 256 << 20
"""Recordings are played from memory; larger ones are saved as a file and played elsewhere."""
_AUDIO: Final = "audio/*"
_KEYS: Final = {
    ("record", SoundState.OPENING): "pause",
    ("record", SoundState.RECORDING): "pause",
    ("record", SoundState.PAUSED): "resume",
    ("stop", SoundState.OPENING): "stop",
    ("stop", SoundState.RECORDING): "stop",
    ("stop", SoundState.PAUSED): "stop",
    ("stop", SoundState.PLAYING): "still",
    ("stop", SoundState.HELD): "still",
    ("play", SoundState.PLAYING): "hold",
    ("play", SoundState.HELD): "go_on",
}


@dataclass(frozen=True, slots=True)
class FoundAgain:
    """A recording that a crash interrupted, made a file."""

    address: Address
    file: KeptFile
    milliseconds: int


def deed_of(key: str, state: SoundState, *, has_answer: bool) -> str:
    """Return what one of the keys means at a question in this state; '' for nothing."""
    if state is SoundState.IDLE and key == "record":
        return "record"
    if state is SoundState.IDLE and key == "play":
        return "play" if has_answer else ""
    return _KEYS.get((key, state), "")


def trouble(error: AppError) -> tuple[str, str]:
    """Put an error into a sentence and what was kept and can be done."""
    told = explain(error)
    return told.what, " ".join(part for part in (told.kept, told.remedy) if part)


def what_happened(tape: Taping) -> tuple[str, str]:
    """Say what is to be known of a recording that is over; two empty texts when nothing is."""
    kept = formats.stopwatch(tape.kept_ms / 1000)
    if tape.error is not None:
        told = explain(tape.error)
        if not tape.kept_ms:
            return trouble(tape.error)
        words = _("{length} of the recording were saved.").format(length=kept)
        return told.what, f"{words} {told.remedy}"
    if tape.slept_ms:
        missing = formats.duration(tape.slept_ms / 1000)
        return (
            _("The computer slept during the recording."),
            _("{time} were not recorded; what was said before and after is kept.").format(
                time=missing
            ),
        )
    return "", ""


def load(services: Services, blob: BlobId) -> bytes:
    """Read a recording to be played. Raises AppError SOUND_UNREADABLE when it is too large for that."""
    if attachments.size_of(services, blob) > LARGEST_BYTES:
        raise AppError(ErrorCode.SOUND_UNREADABLE)
    return attachments.read_file(services, blob)


def measure(services: Services, blob: BlobId) -> int:
    """Return how long a recording plays, in milliseconds. Raises AppError SOUND_UNREADABLE."""
    return playing.length_ms(load(services, blob))


def find_again(
    services: Services,
    draft: DraftId,
    attached: Collection[str],
    before: Mapping[str, BlobId | None],
) -> list[FoundAgain]:
    """Make files of what a crash left of recordings, behind what was ``before`` at the same place."""
    found = []
    for each in recordings.find_unended(services, draft, attached):
        address: Address = each.begun.address  # type: ignore[assignment]
        file = recordings.make_file(services, each.begun, before.get(address))
        if file is not None:
            found.append(FoundAgain(address, file, each.milliseconds))
    return found


def recorded(session: FormSession, whole: object) -> list[Address]:
    """Return the places of the recordings that an interview holds."""
    at = getattr(whole, "address", None)
    found = []
    for state in session.states():
        control = session.definition.nodes[state.index].control
        is_sound = control is not None and control.parameters.get("mediatype") == _AUDIO
        if state.value in session.attached and (is_sound or state.address == at):
            found.append(state.address)
    return found
