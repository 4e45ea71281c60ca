"""Files that were given as answers, and files that a form speaks of: kept in the workspace, never beside it.

Apart from ``interviews`` and ``forms`` because a file is the one answer that is not text.
"""

from __future__ import annotations

import contextlib
import mimetypes
import os
import shutil
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, Final

from app.core.errors import AppError, ErrorCode
from app.core.files import writing
from app.core.ids import BlobId
from app.core.progress import Progress

if TYPE_CHECKING:
    from pathlib import Path

    from app.core.ids import BundleId
    from app.operations.services import Services


SPARE_BYTES: Final = 64 << 20
"""Room that a file as an answer must leave for the answers themselves."""
LARGEST_PICTURE_BYTES: Final = 128 << 20
"""Larger pictures are kept as they are: reading them whole would take too much memory."""
SHRINKABLE: Final = frozenset({"image/png", "image/jpeg", "image/webp", "image/bmp", "image/tiff"})


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file in the workspace, as `FormSession.attach` wants it. ``name`` is unique and says nothing personal."""

    name: str
    blob: BlobId
    is_corrected: bool = False
    """The name of the file said another kind of picture than it is."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question asks for: ``media_type`` as the form says it, pictures no larger than ``max_pixels`` (0: any)."""

    media_type: str = "*/*"
    max_pixels: int = 0


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that was given as an answer; ``label`` is the question's, in the language of the interview."""

    name: str
    blob: BlobId
    label: str
    media_type: str
    size_bytes: int


ANYTHING: Final = Wanted()


def keep_file(
    services: Services, path: Path, wanted: Wanted = ANYTHING, progress: Progress | None = None
) -> KeptFile:
    """Copy a file into the workspace piece by piece; it is there whole before this returns, or not at all.

    Raises AppError FILE_MISSING, FILE_UNREADABLE, FILE_OF_OTHER_KIND, PICTURE_UNREADABLE, NO_ROOM, DISK_FULL;
    Cancelled.
    """
    try:
        with path.open("rb") as content:
            return _keep(services, path, content, wanted, progress)
    except FileNotFoundError as error:
        raise AppError(ErrorCode.FILE_MISSING, path=str(path)) from error
    except OSError as error:
        detail = error.strerror or type(error).__name__
        raise AppError(ErrorCode.FILE_UNREADABLE, path=str(path), detail=detail) from error


def _keep(
    services: Services,
    path: Path,
    content: BinaryIO,
    wanted: Wanted,
    progress: Progress | None,
) -> KeptFile:
    from app.capture import kinds
    from app.store import blobs

    head = content.read(kinds.HEAD_BYTES)
    kind = kinds.kind_of(head)
    if not kinds.fits(kind, wanted.media_type):
        raise AppError(ErrorCode.FILE_OF_OTHER_KIND, path=str(path))
    size = content.seek(0, os.SEEK_END)
    content.seek(0)
    _refuse_without_room(services, path, size)
    if wanted.max_pixels and kind in SHRINKABLE and size <= LARGEST_PICTURE_BYTES:
        from app.capture.camera import shrunk

        smaller = shrunk(content.read(), wanted.max_pixels)
        content.seek(0)
        if smaller is not None:
            return keep_content(services, smaller, ".jpg")
    own = path.suffix.lower()
    suffix = kinds.honest_ending(kind, own)
    blob = blobs.add_blob(services.workspace, content, _media_type(f"given{suffix}"), progress)
    return KeptFile(f"{blob[:16]}{suffix}", blob, is_corrected=suffix != own)


def list_attachments(services: Services, id_: str) -> list[Attachment]:
    """Return the files that were given as answers in a draft or finished interview, in the order of the form.

    Raises AppError INTERVIEW_UNKNOWN.
    """
    from app.operations import interviews
    from app.store import blobs

    session = interviews.read_interview(services, id_)
    found = []
    for state in session.states():
        held = session.attached.get(state.value) if state.value and state.relevant else None
        if held is None:
            continue
        blob = BlobId(held)
        known = blobs.get_blob(services.workspace, blob)
        label = session.label(state.address) or session.definition_of(state.address).name
        size = known.size_bytes if known else 0
        media_type = known.media_type if known else _media_type(state.value)
        found.append(Attachment(state.value, blob, label, media_type, size))
    return found


def save_attachment(
    services: Services, blob: BlobId, target: Path, progress: Progress | None = None
) -> None:
    """Write a file that was given as an answer to the disk, piece by piece.

    Raises AppError FILE_MISSING, WORKSPACE_DAMAGED, FILE_UNWRITABLE, DISK_FULL; Cancelled. What was written of it then
    is taken away again.
    """
    from app.store import blobs

    known = blobs.get_blob(services.workspace, blob)
    total = known.size_bytes if known else 0
    progress, done = progress or Progress(), 0
    aside = target.with_name(f"{target.name}.part")
    try:
        with writing(target), aside.open("wb") as file:
            for piece in blobs.read_blob(services.workspace, blob):
                progress.step(done, total, "copying_file")
                file.write(piece)
                done += len(piece)
        with writing(target):
            aside.replace(target)
    finally:
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)


def keep_content(services: Services, content: bytes, suffix: str) -> KeptFile:
    """Keep bytes that were made here, such as a drawing, as a file; they never touch the disk outside the workspace.

    Raises AppError DISK_FULL.
    """
    from app.store import blobs

    blob = blobs.add_blob(services.workspace, content, _media_type(f"made{suffix}"))
    return KeptFile(f"{blob[:16]}{suffix}", blob)


def read_file(services: Services, blob: BlobId) -> bytes:
    """Return a file that was given as an answer. Raises AppError FILE_MISSING, WORKSPACE_DAMAGED."""
    from app.store import blobs

    return b"".join(blobs.read_blob(services.workspace, blob))


def size_of(services: Services, blob: BlobId) -> int:
    """Return how large a file that was given as an answer is; 0 when it is not held."""
    from app.store import blobs

    held = blobs.get_blob(services.workspace, blob)
    return held.size_bytes if held is not None else 0


def form_file(services: Services, bundle: BundleId, uri: str) -> bytes | None:
    """Return the file that a form speaks of by ``jr://images/a.png`` or by name; None when it was imported without."""
    from app.forms.bundle import MEDIA
    from app.store import forms as store

    return store.get_file(services.workspace, bundle, MEDIA + PurePosixPath(uri).name)


def _refuse_without_room(services: Services, path: Path, size: int) -> None:
    folder = services.workspace.folder
    free = shutil.disk_usage(folder).free
    if size + SPARE_BYTES > free:
        raise AppError(ErrorCode.NO_ROOM, path=str(path), needed=size, free=free)


def _media_type(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"
