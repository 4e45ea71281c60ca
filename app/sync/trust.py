"""Whether a package may come in: is it of this project, and is its signer one of ours?

Apart from `reading`, which only proves who signed. The answer is the person's where we do not know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.errors import AppError, ErrorCode
from app.sync.fingerprints import fingerprint, matches

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from app.core.ids import DeviceId
    from app.sync.manifest import Manifest


def admit(
    path: Path,
    manifest: Manifest,
    *,
    project: str,
    trusted: Collection[DeviceId],
    revoked: Collection[DeviceId] = (),
    admitted: Iterable[str] = (),
) -> None:
    """Refuse a package of another project, of an unknown or of a revoked signer.

    ``admitted`` are fingerprints, in hex or words, that a person let in for once. They help an unknown signer and a
    revoked one (its revisions after the revocation are still set aside), never another project's package.
    Raises AppError PACKAGE_OTHER_PROJECT, PACKAGE_SIGNER_UNKNOWN, PACKAGE_SIGNER_REVOKED, FINGERPRINT_MISTYPED.
    """
    letter = manifest.letter
    told = {"path": str(path), "fingerprint": fingerprint(letter.device)}
    if letter.project != project:
        raise AppError(ErrorCode.PACKAGE_OTHER_PROJECT, project=letter.project_name, **told)
    if any(matches(letter.device, each) for each in admitted):
        return
    if letter.device in revoked:
        raise AppError(ErrorCode.PACKAGE_SIGNER_REVOKED, **told)
    if letter.device not in trusted:
        raise AppError(ErrorCode.PACKAGE_SIGNER_UNKNOWN, **told)
