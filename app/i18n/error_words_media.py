"""What the error codes of microphone, camera and files as answers say; a part of the table in `error_words`.

Apart only because one file would be too long.
"""

from __future__ import annotations

from typing import Final

from app.core.errors import ErrorCode
from app.i18n.sentences import N_
from app.i18n.sentences import ErrorWords as Words

_INTERVIEW_GOES_ON = N_("The interview goes on without it; every answer is kept.")
_UNTIL_THEN = N_("Everything recorded until then is kept.")
_ANSWER_STAYS = N_("The answer stays as it was.")

MEDIA = {
    ErrorCode.MICROPHONE_MISSING: Words(
        N_("No microphone was found."),
        _INTERVIEW_GOES_ON,
        N_(
            "Plug a microphone in, or allow Sild to use it in the settings of the system, and try again. "
            "A recording made with another device can be chosen as a file."
        ),
    ),
    ErrorCode.MICROPHONE_GONE: Words(
        N_("The microphone stopped sending sound."),
        _UNTIL_THEN,
        N_("Plug the microphone in again and make another recording."),
    ),
    ErrorCode.SPEAKER_MISSING: Words(
        N_("No loudspeaker or headphones were found."),
        N_("The recording itself is kept."),
        N_("Plug headphones in and try again."),
    ),
    ErrorCode.SOUND_LIBRARY_MISSING: Words(
        N_("This computer lacks {library}, which Sild needs for sound."),
        _INTERVIEW_GOES_ON,
        N_(
            "On Debian and Ubuntu install the package libportaudio2. "
            "A recording made with another device can be chosen as a file."
        ),
    ),
    ErrorCode.SOUND_UNREADABLE: Words(
        N_("Sild cannot play a recording of this kind."),
        N_("The recording itself is kept."),
        N_("Save it as a file and play it with another program."),
    ),
    ErrorCode.CAMERA_MISSING: Words(
        N_("No camera was found."),
        _ANSWER_STAYS,
        N_(
            "Plug a camera in, or close the program that uses it, and try again. "
            "A picture taken with another device can be chosen as a file."
        ),
    ),
    ErrorCode.CAMERA_GONE: Words(
        N_("The camera stopped sending pictures."),
        _ANSWER_STAYS,
        N_("Plug the camera in again, or choose a picture as a file."),
    ),
    ErrorCode.PICTURE_UNREADABLE: Words(
        N_("The picture is damaged and could not be read."),
        _ANSWER_STAYS,
        N_("Copy the picture again from its source, or choose another."),
    ),
    ErrorCode.FILE_OF_OTHER_KIND: Words(
        N_("The file {path} is not what its name says, and not what the question asks for."),
        _ANSWER_STAYS,
        N_("Choose another file, or note as a remark what was meant."),
    ),
    ErrorCode.NO_ROOM: Words(
        N_("The file {path} needs {needed:size}, and the disk has {free:size} free."),
        _ANSWER_STAYS,
        N_("Free some space on the disk, or choose a shorter or smaller file."),
    ),
}  # fmt: skip
"""Sentences by code."""

__all__: Final = ["MEDIA"]
