"""Recordings: whether they are allowed, kept while they are made, made answers, and found again after a crash.

Apart from ``attachments`` because a recording is not there whole until it ends, and because somebody must have agreed
to it: while a form asks for consent to record (``bind::sild:consent`` = ``record``), only a yes allows it. A form that
never asks leaves it to the interviewer.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.core.errors import AppError, ErrorCode
from app.core.ids import BlobId
from app.forms.background import background_audio
from app.operations.attachments import KeptFile, keep_content
from app.operations.attachments import read_file as read_attachment

if TYPE_CHECKING:
    from collections.abc import Collection

    from app.capture.recording import Piece
    from app.core.ids import DraftId
    from app.forms.background import BackgroundAudio
    from app.forms.session import FormSession
    from app.operations.services import Services

TO_RECORD: Final = "record"
_NAME: Final = "audio"


@dataclass(frozen=True, slots=True)
class BegunRecording:
    """A recording that is being kept; ``name`` is what it will be called as an answer."""

    id: str
    address: str
    name: str


@dataclass(frozen=True, slots=True)
class FoundRecording:
    """A recording that was never ended, as it was found again; ``milliseconds`` of it were saved."""

    begun: BegunRecording
    milliseconds: int


def may_record(session: FormSession) -> bool:
    """Say whether recording is allowed now."""
    return not asks_for_consent(session) or session.consent(TO_RECORD) == "yes"


def was_refused(session: FormSession) -> bool:
    """Say whether consent to record was refused or withdrawn, and not merely not asked for yet."""
    return session.consent(TO_RECORD) == "no"


def asks_for_consent(session: FormSession) -> bool:
    """Say whether the form asks for consent to record at all."""
    return any(node.consent == TO_RECORD for node in session.definition.nodes)


def of_interview(session: FormSession) -> BackgroundAudio | None:
    """Return what the form says of recording the whole interview; None when it does not ask for that."""
    return background_audio(session.definition)


def begin_recording(services: Services, draft: DraftId, address: str) -> BegunRecording:
    """Make room for a recording. Raises AppError DISK_FULL."""
    from app.store import recordings

    id_ = recordings.begin(services.workspace, draft, address)
    return _begun(id_, address)


def keep_piece(services: Services, recording: BegunRecording, piece: Piece) -> None:
    """Keep the next seconds; they are on the disk when this returns. Raises AppError DISK_FULL."""
    from app.store import recordings

    recordings.append(
        services.workspace, recording.id, piece.place, piece.content, piece.milliseconds
    )


def make_file(
    services: Services, recording: BegunRecording, before: BlobId | None = None
) -> KeptFile | None:
    """Make a file of what is kept of a recording, behind an earlier one if there is one; None when nothing was heard.

    What is kept stays until the draft is opened again. Raises AppError DISK_FULL.
    """
    from app.capture import ogg
    from app.capture.opus import SUFFIX
    from app.store import recordings

    content = recordings.content_of(services.workspace, recording.id)
    if not ogg.milliseconds(content):
        return None
    earlier = _earlier(services, before)
    whole = ogg.join(earlier, content) if earlier else content
    return KeptFile(recording.name, keep_content(services, whole, SUFFIX).blob)


def find_unended(
    services: Services, draft: DraftId, attached: Collection[str]
) -> list[FoundRecording]:
    """Return what a crash left of recordings in a draft; those that became answers are tidied away.

    ``attached`` are the names of the files that the draft knows.
    """
    from app.store import recordings

    recordings.drop_strays(services.workspace)
    found = []
    for kept in recordings.list_of(services.workspace, draft):
        begun = _begun(kept.id, kept.address)
        if begun.name in attached or not kept.milliseconds:
            recordings.drop(services.workspace, kept.id)
        else:
            found.append(FoundRecording(begun, kept.milliseconds))
    return found


def forget_unused(services: Services, session: FormSession) -> None:
    """Take away for good what was recorded for an interview and is no answer of it: replaced, removed, withdrawn.

    For an interview that has just been finished for the first time: then nothing can bring such an answer back.
    """
    from app.store import blobs

    used = {state.value for state in session.states() if state.relevant}
    for name, blob in session.attached.items():
        if name.startswith(f"{_NAME}-") and name not in used:
            with contextlib.suppress(
                AppError
            ):  # the interview is finished, whatever the disk says now
                blobs.forget(services.workspace, BlobId(blob))


def drop_recording(services: Services, recording: BegunRecording) -> None:
    """Take what is kept of a recording away for good."""
    from app.store import recordings

    recordings.drop(services.workspace, recording.id)


def _earlier(services: Services, before: BlobId | None) -> bytes:
    """Return a recording made in an earlier sitting; b'' when there is none that this one could be put behind."""
    if before is None:
        return b""
    try:
        content = read_attachment(services, before)
    except AppError as error:
        if error.code is not ErrorCode.FILE_MISSING:
            raise
        return b""
    return content if content.startswith(b"OggS") and b"OpusHead" in content[:64] else b""


def _begun(id_: str, address: str) -> BegunRecording:
    from app.capture.opus import SUFFIX

    return BegunRecording(id_, address, f"{_NAME}-{id_[:18]}{SUFFIX}")
