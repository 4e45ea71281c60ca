"""Network shares and cloud folders are refused, by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import AppError, ErrorCode
from app.store import location, workspace

MOUNTS = """\
sysfs /sys sysfs rw 0 0
/dev/sda1 / ext4 rw 0 0
host:/export /mnt/nfs nfs4 rw 0 0
//host/share /mnt/my\\040share cifs rw 0 0
sshfs#me@host: /home/me/remote fuse.sshfs rw 0 0
/dev/sdb1 /mnt/nfs/local ext4 rw 0 0
broken
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/me/field.sild", "ext4"),
        ("/mnt/nfs/field.sild", "nfs4"),
        ("/mnt/nfs", "nfs4"),
        ("/mnt/nfsx/field.sild", "ext4"),
        ("/mnt/my share/a/b", "cifs"),
        ("/home/me/remote/x", "fuse.sshfs"),
        ("/mnt/nfs/local/x", "ext4"),
    ],
)
def test_the_nearest_mount_decides(folder, kind):
    assert location.mounted_kind(folder, MOUNTS) == kind


def test_this_disk_is_no_share(tmp_path):
    assert location.network_kind(tmp_path) == ""


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("OneDrive/field.sild", "OneDrive"),
        ("OneDrive - Tallinna Ülikool/a/field.sild", "OneDrive"),
        ("Dropbox/field.sild", "Dropbox"),
        ("Dropbox (Personal)/field.sild", "Dropbox"),
        ("Google Drive/x/field.sild", "Google Drive"),
        ("GoogleDrive-me@example.org/My Drive/field.sild", "Google Drive"),
        ("Library/Mobile Documents/com~apple~CloudDocs/field.sild", "iCloud"),
        ("YandexDisk/field.sild", "Yandex.Disk"),
        ("Yandex.Disk/field.sild", "Yandex.Disk"),
        ("Nextcloud/field.sild", "Nextcloud"),
        ("Documents/field.sild", ""),
        ("My drives/field.sild", ""),
    ],
)
def test_cloud_folders_are_known_by_name(tmp_path, path, service):
    assert location.cloud_service(tmp_path / path) == service


@pytest.mark.parametrize(
    ("mark", "service"),
    [(".dropbox.cache", "Dropbox"), (".sync_1a2b.db", "Nextcloud"), (".dropbox", "Dropbox")],
)
def test_cloud_folders_are_known_by_what_the_service_leaves(tmp_path, mark, service):
    (tmp_path / mark).touch()
    assert location.cloud_service(tmp_path / "work" / "field.sild") == service


def test_the_folder_that_windows_names_as_onedrive_is_known(tmp_path, monkeypatch):
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "Firma"))
    assert location.cloud_service(tmp_path / "Firma" / "field.sild") == "OneDrive"


def test_a_program_folder_of_dropbox_at_home_is_no_synced_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    (tmp_path / ".dropbox").mkdir()
    assert location.cloud_service(tmp_path / "field.sild") == ""


def test_a_workspace_is_neither_made_nor_opened_there(tmp_path, clock, monkeypatch):
    with pytest.raises(AppError) as raised:
        workspace.create(tmp_path / "Dropbox" / "f.sild", name="F", clock=clock)
    assert raised.value.code is ErrorCode.WORKSPACE_IN_CLOUD_FOLDER
    assert raised.value.params["service"] == "Dropbox"
    made, _ = workspace.create(tmp_path / "f.sild", name="F", clock=clock)
    made.close()
    monkeypatch.setattr(location, "network_kind", lambda _: "nfs4")
    with pytest.raises(AppError) as raised:
        workspace.open(tmp_path / "f.sild", clock=clock)
    assert raised.value.code is ErrorCode.WORKSPACE_ON_NETWORK
    assert raised.value.params["kind"] == "nfs4"
