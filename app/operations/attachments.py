"""Files that were given as answers, and files that a form speaks of: kept in the workspace, never beside it.

Apart from ``interviews`` and ``forms`` because a file is the one answer that is not text.
"""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from app.core.errors import AppError, ErrorCode

if TYPE_CHECKING:
    from pathlib import Path

    from app.core.ids import BlobId, BundleId
    from app.operations.services import Services


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file in the workspace, as `FormSession.attach` wants it. ``name`` is unique and says nothing personal."""

    name: str
    blob: BlobId


def keep_file(services: Services, path: Path) -> KeptFile:
    """Copy a file into the workspace; it is there whole before this returns.

    Raises AppError FILE_MISSING, FILE_UNREADABLE, DISK_FULL.
    """
    from app.store import blobs

    try:
        with path.open("rb") as content:
            blob = blobs.add_blob(services.workspace, content, _media_type(path.name))
    except FileNotFoundError as error:
        raise AppError(ErrorCode.FILE_MISSING, path=str(path)) from error
    except OSError as error:
        detail = error.strerror or type(error).__name__
        raise AppError(ErrorCode.FILE_UNREADABLE, path=str(path), detail=detail) from error
    return KeptFile(f"{blob[:16]}{path.suffix.lower()}", blob)


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


def form_file(services: Services, bundle: BundleId, uri: str) -> bytes | None:
    """Return the file that a form speaks of by ``jr://images/a.png`` or by name; None when it was imported without."""
    from app.forms.bundle import bundle_of
    from app.store import forms as store

    files = store.get_files(services.workspace, bundle)
    return bundle_of(files).attachments.get(PurePosixPath(uri).name)


def _media_type(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"
