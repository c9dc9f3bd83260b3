"""Network drives and synced folders are known by what the system says and by their names."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from annotator.storage.places import (
    DiskFacts,
    Mount,
    facts_of_this_machine,
    parse_linux_mounts,
    parse_mac_mounts,
    trouble_with,
)

PROC_MOUNTS = """\
/dev/sda2 / ext4 rw,relatime 0 0
tmpfs /tmp tmpfs rw 0 0
server:/homes /srv/homes nfs4 rw,vers=4.2 0 0
//school/share /mnt/school\\040share cifs rw 0 0
mira@host:/x /srv/homes/mira/remote fuse.sshfs rw 0 0
/dev/sdb1 /srv/homes/local ext4 rw 0 0
portal /run/user/1000/doc fuse.portal rw 0 0
broken line
"""
MAC_MOUNTS = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//mira@server/class on /Volumes/class work (smbfs, nodev, nosuid, mounted by mira)
map auto_home on /System/Volumes/Data/home (autofs, automounted)
"""
WINDOWS_DRIVES = {"C:\\": 3, "Z:\\": 4, "D:\\": 2}


@pytest.mark.parametrize(
    "folder, refused",
    [
        ("/opt/annotator", False),
        ("/srv/homes/mira/annotator", True),
        ("/srv/homes/mira/remote/annotator", True),
        ("/srv/homes/local/annotator", False),
        ("/srv/pupils/annotator", False),
        ("/mnt/school share/annotator", True),
        ("/mnt/school", False),
        ("/run/user/1000/doc/annotator", False),
        ("/opt/Dropbox/annotator", True),
        ("/opt/dropbox (School)/annotator", True),
        ("/opt/my dropboxes", False),
        ("/opt/Google Drive/x", True),
        ("/opt/OneDrive - Springfield High/x", True),
        ("/opt/Nextcloud", True),
    ],
)
def test_linux_knows_a_share_by_its_mount(folder, refused):
    facts = DiskFacts("linux", parse_linux_mounts(PROC_MOUNTS))
    trouble = trouble_with(PurePosixPath(folder) / "annotator.db", facts)
    assert (trouble is not None) == refused
    if trouble:
        assert folder in trouble
        assert "--data-dir “/var/tmp/annotator”" in trouble


@pytest.mark.parametrize(
    "folder, refused",
    [
        (r"C:\Users\mira\AppData\Local\Annotator", False),
        (r"D:\stick", False),
        (r"Z:\homes\mira", True),
        (r"\\server\share\mira", True),
        (r"\\?\UNC\server\share\mira", True),
        (r"\\?\C:\Users\mira", False),
        (r"C:\Users\mira\OneDrive\Documents", True),
        (r"C:\Users\mira\OneDrive - Springfield High\Annotator", True),
    ],
)
def test_windows_knows_a_share_by_its_drive(folder, refused):
    facts = DiskFacts("win32", drive_type=WINDOWS_DRIVES.__getitem__)
    trouble = trouble_with(PureWindowsPath(folder) / "annotator.db", facts)
    assert (trouble is not None) == refused
    if trouble:
        assert r"C:\Users\Public\Annotator" in trouble


@pytest.mark.parametrize(
    "folder, refused",
    [
        ("/Volumes/Own/Library/Application Support/Annotator", False),
        ("/Volumes/class work/annotator", True),
        ("/Volumes/Own/Library/CloudStorage/GoogleDrive-mira@school.example/My Drive", True),
        ("/Volumes/Own/Library/Mobile Documents/com~apple~CloudDocs", True),
    ],
)
def test_macos_knows_a_share_by_its_mount(folder, refused):
    facts = DiskFacts("darwin", parse_mac_mounts(MAC_MOUNTS))
    trouble = trouble_with(PurePosixPath(folder) / "annotator.db", facts)
    assert (trouble is not None) == refused


def test_a_later_mount_hides_an_earlier_one():
    mounts = (Mount("/", "ext4"), Mount("/data", "nfs"), Mount("/data", "ext4"))
    assert trouble_with(PurePosixPath("/data/a.db"), DiskFacts("linux", mounts)) is None


def test_this_machine_tells_of_its_disks():
    facts = facts_of_this_machine()
    if facts.platform == "linux" and Path("/proc/mounts").exists():
        assert "/" in {mount.folder for mount in facts.mounts}
