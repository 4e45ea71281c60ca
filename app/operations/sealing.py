"""A finished interview written as ODK's encrypted submission, for a form that carries a public key.

Apart from ``interviews`` because cryptography is loaded for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.errors import AppError, ErrorCode
from app.core.ids import BlobId
from app.operations import forms, interviews
from app.operations.attachments import read_file
from app.operations.editions import edition_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from app.forms.sealing import Plain
    from app.operations.services import Services


@dataclass(frozen=True, slots=True)
class SealedInterview:
    """The files that were written; the last one, ``submission.xml``, names the others."""

    files: tuple[Path, ...]


def seal_interview(services: Services, id_: str, folder: Path) -> SealedInterview:
    """Write a finished interview sealed into a folder. It stays in the workspace as it is.

    Raises AppError INTERVIEW_UNKNOWN, INTERVIEW_NOT_FINISHED, FORM_WITHOUT_KEY, PUBLIC_KEY_BROKEN, FILE_UNWRITABLE,
    DISK_FULL.
    """
    from app.forms.sealing import seal
    from app.reports import pages

    sealed = seal(_plain(services, id_))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        detail = error.strerror or type(error).__name__
        raise AppError(ErrorCode.FILE_UNWRITABLE, path=str(folder), detail=detail) from error
    for name, content in sealed.items():
        pages.save(content, folder / name)
    return SealedInterview(tuple(folder / name for name in sealed))


def _plain(services: Services, id_: str) -> Plain:
    from app.forms.sealing import Plain
    from app.forms.submission import to_xml

    row = interviews.get_interview(services, id_)
    if row.kind != "finished":
        raise AppError(ErrorCode.INTERVIEW_NOT_FINISHED, id=id_)
    definition = forms.load_definition(services, row.bundle)
    key = definition.submission.get("base64RsaPublicKey", "")
    if not key:
        raise AppError(ErrorCode.FORM_WITHOUT_KEY, form=definition.form_id)
    session = interviews.read_interview(services, id_)
    edition = edition_of(services, row.record)
    return Plain(
        form_id=definition.form_id,
        version=definition.version,
        instance_id=edition.instance_id,
        key=key,
        xml=to_xml(session, edition),
        media=_media(services, session.snapshot().attached),
    )


def _media(services: Services, attached: Mapping[str, str]) -> dict[str, bytes]:
    return {name: read_file(services, BlobId(attached[name])) for name in sorted(attached)}
