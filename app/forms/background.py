"""What a form asks for in the background, while questions are answered: a recording of the whole interview.

Apart from ``actions``, which the session carries out by itself: a recording needs a microphone, a consent and a
person who sees that it runs, so the window does it and hands the file over with `FormSession.attach`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.forms.state import Address

if TYPE_CHECKING:
    from app.forms.definition import FormDefinition

RECORD: Final = "odk:recordaudio"
POSITION: Final = "odk:setgeopoint"
QUIET: Final = "background"
"""In the payload of a step: it came of itself, undo passes it over."""


@dataclass(frozen=True, slots=True)
class BackgroundAudio:
    """That a form wants the whole interview recorded, and where the name of the file goes.

    ``quality`` is ``voice-only`` (also when the form is silent), ``low``, ``normal`` or ``external``.
    """

    address: Address
    quality: str = "voice-only"


def background_audio(definition: FormDefinition) -> BackgroundAudio | None:
    """Return what the form wants recorded; None for a form that wants nothing, or in a repeat, where no one can."""
    for action in definition.actions:
        index = definition.by_path.get(action.target)
        if action.kind == RECORD and index is not None and definition.nodes[index].repeat < 0:
            quality = action.other.get("odk:quality", "").strip()
            return BackgroundAudio(Address(action.target), quality or "voice-only")
    return None
