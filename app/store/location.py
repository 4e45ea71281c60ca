"""Where a workspace must not lie: on a network share, or in a folder that a cloud service copies behind our back.

SQLite's locks do not hold there, and a service that copies a database while it is written copies a broken one.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

from app.core.errors import AppError, ErrorCode

NETWORK_KINDS = frozenset(
    {
        "afs",
        "afpfs",
        "beegfs",
        "ceph",
        "cifs",
        "coda",
        "davfs",
        "fuse.davfs2",
        "fuse.gvfsd-fuse",
        "fuse.rclone",
        "fuse.s3fs",
        "fuse.sshfs",
        "glusterfs",
        "fuse.glusterfs",
        "gfs2",
        "gpfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "ocfs2",
        "smb2",
        "smb3",
        "smbfs",
        "vboxsf",
        "webdav",
    }
)
CLOUD_FOLDERS = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "mobile documents": "iCloud",
    "yandexdisk": "Yandex.Disk",
    "yandex.disk": "Yandex.Disk",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "pcloud drive": "pCloud",
    "megasync": "MEGA",
    "box sync": "Box",
    "cloud.mail.ru": "Cloud Mail.ru",
}
CLOUD_MARKS = {
    ".dropbox.cache": "Dropbox",
    ".dropbox": "Dropbox",
    ".sync_": "Nextcloud",
    ".yandexdisk": "Yandex.Disk",
    ".tmp.driveupload": "Google Drive",
}
_ONEDRIVE_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_DRIVE_REMOTE = 4
_MACOS_STATFS_BYTES = 4096
_MACOS_TYPE_AT, _MACOS_TYPE_BYTES = 72, 16
_MACOS_FLAGS_AT, _MACOS_LOCAL = 64, 0x1000


def refuse_unsafe(folder: Path) -> None:
    """Raise AppError WORKSPACE_ON_NETWORK or WORKSPACE_IN_CLOUD_FOLDER where a database would not be safe."""
    place = _nearest(folder)
    kind = network_kind(place)
    if kind:
        raise AppError(ErrorCode.WORKSPACE_ON_NETWORK, path=str(folder), kind=kind)
    service = cloud_service(folder)
    if service:
        raise AppError(ErrorCode.WORKSPACE_IN_CLOUD_FOLDER, path=str(folder), service=service)


def network_kind(folder: Path) -> str:
    """Return the kind of network share that a folder lies on, '' when it lies on this machine."""
    if sys.platform == "win32":
        return _windows_kind(folder)
    if sys.platform == "darwin":
        return _macos_kind(folder)
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""
    kind = mounted_kind(str(folder.resolve()), mounts)
    return kind if kind in NETWORK_KINDS else ""


def mounted_kind(folder: str, mounts: str) -> str:
    """Return the kind of file system that a folder lies on, by the lines of ``/proc/mounts``; the last mount counts.

    >>> mounted_kind("/mnt/share/a", "disk / ext4 rw 0 0\\nhost:/x /mnt/share nfs4 rw 0 0")
    'nfs4'
    """
    best, found = -1, ""
    for line in mounts.splitlines():
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        point = _unescaped(parts[1]).rstrip("/")
        if (folder == point or folder.startswith(point + "/")) and len(point) >= best:
            best, found = len(point), parts[2]
    return found


def cloud_service(folder: Path) -> str:
    """Return the service that copies a folder, '' when none is known to."""
    whole = folder.absolute()
    for variable in _ONEDRIVE_VARIABLES:
        root = os.environ.get(variable)
        if root and whole.is_relative_to(root):
            return "OneDrive"
    for parent in (whole, *whole.parents):
        service = _named_service(parent.name.casefold()) or _marked_service(parent)
        if service:
            return service
    return ""


def _named_service(name: str) -> str:
    if name in CLOUD_FOLDERS:
        return CLOUD_FOLDERS[name]
    first = (
        name.split(" - ", maxsplit=1)[0]
        .split(" (", maxsplit=1)[0]
        .split("-", maxsplit=1)[0]
        .strip()
    )
    return CLOUD_FOLDERS.get(first, "") if first in {"onedrive", "dropbox", "googledrive"} else ""


def _marked_service(folder: Path) -> str:
    for mark, service in CLOUD_MARKS.items():
        if mark == ".dropbox" and folder == Path.home():
            continue
        found = any(folder.glob(".sync_*.db")) if mark == ".sync_" else (folder / mark).exists()
        if found:
            return service
    return ""


def _nearest(folder: Path) -> Path:
    """Return the folder, or the nearest one above it that exists."""
    return next((place for place in (folder, *folder.absolute().parents) if place.exists()), folder)


def _unescaped(point: str) -> str:
    for octal, letter in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        point = point.replace(octal, letter)
    return point


def _windows_kind(folder: Path) -> str:
    if sys.platform == "win32":
        anchor = folder.absolute().anchor
        if anchor.startswith("\\\\"):
            return "smb"
        return "smb" if ctypes.windll.kernel32.GetDriveTypeW(anchor) == _DRIVE_REMOTE else ""
    return ""


def _macos_kind(folder: Path) -> str:
    """Ask statfs; the offsets are those of ``struct statfs`` with 64-bit inodes."""
    answer = ctypes.create_string_buffer(_MACOS_STATFS_BYTES)
    try:
        system = ctypes.CDLL(None)
        statfs = getattr(system, "statfs$INODE64", None) or system.statfs
        failed = statfs(os.fsencode(folder), answer)
    except (OSError, AttributeError):
        return ""
    flags = int.from_bytes(answer.raw[_MACOS_FLAGS_AT : _MACOS_FLAGS_AT + 4], "little")
    kind = (
        answer.raw[_MACOS_TYPE_AT : _MACOS_TYPE_AT + _MACOS_TYPE_BYTES]
        .split(b"\0")[0]
        .decode("ascii", "replace")
    )
    return kind if not failed and not flags & _MACOS_LOCAL else ""
