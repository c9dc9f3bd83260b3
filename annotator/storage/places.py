"""Where a database may lie: on this computer's own disk, not on a shared or synced one.

Two machines that write to one database over a network, or a program that copies the file
while it is written, damage it sooner or later.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePath

from annotator.domain.errors import StorageTrouble
from annotator.translation import _

_NETWORK_FILE_SYSTEMS = re.compile(
    r"nfs\d?|cifs|smb\d?|smbfs|smbnetfs|afs|afpfs|ncpfs|coda|ceph|glusterfs|lustre|davfs2?|webdav"
    r"|fuse\.(sshfs|rclone|davfs2?|glusterfs\S*|gvfsd-fuse|smbnetfs|s3fs|gcsfuse|google-drive\S*"
    r"|onedriver|jmtpfs|curlftpfs)"
)
#: Folders that a program keeps the same on several machines.
_SYNCED_FOLDERS = re.compile(
    r"(onedrive|dropbox|google ?drive|nextcloud|owncloud|icloud ?drive|pcloud ?drive|megasync)"
    r"([ (-].*)?|mobile documents|cloudstorage|my drive",
    re.IGNORECASE,
)
#: What GetDriveTypeW of Windows calls a network drive.
_DRIVE_REMOTE = 4

_OWN_DISKS = {
    "win32": r"C:\Users\Public\Annotator",
    "darwin": "/Users/Shared/Annotator",
    "linux": "/var/tmp/annotator",  # noqa: S108  (an example in a sentence)
}


@dataclass(frozen=True, slots=True)
class Mount:
    """Where a disk or share stands in the tree of folders, and its kind."""

    folder: str
    kind: str


@dataclass(frozen=True, slots=True)
class DiskFacts:
    """What is known of this machine's disks; `drive_type` is asked on Windows only."""

    platform: str
    mounts: tuple[Mount, ...] = ()
    drive_type: Callable[[str], int] | None = None


def refuse_shared_place(path: Path, facts: DiskFacts | None = None) -> None:
    """Raise StorageTrouble if the path lies on a network drive or in a synced folder."""
    facts = facts or facts_of_this_machine()
    trouble = trouble_with(path.absolute(), facts) or trouble_with(path.resolve(), facts)
    if trouble:
        raise StorageTrouble(trouble)


def trouble_with(path: PurePath, facts: DiskFacts) -> str | None:
    """Return the sentence that refuses this absolute path, or None where it is fine."""
    folder = path.parent
    synced = next((part for part in folder.parts if _SYNCED_FOLDERS.fullmatch(part)), None)
    if synced:
        trouble = _(
            "The data folder “{folder}” lies in “{synced}”, a folder that is copied to other "
            "computers while it changes. Nothing was written.",
            folder=folder,
            synced=synced,
        )
    elif _is_remote(path, facts):
        trouble = _(
            "The data folder “{folder}” lies on a network drive, where two computers can damage "
            "it. Nothing was written.",
            folder=folder,
        )
    else:
        return None
    example = _OWN_DISKS.get(facts.platform, _OWN_DISKS["linux"])
    advice = _(
        "Choose a folder on this computer's own disk, for example with: --data-dir “{example}”. "
        "Hand-ins and lessons may lie on a share, the database may not.",
        example=example,
    )
    return f"{trouble} {advice}"


def facts_of_this_machine() -> DiskFacts:
    """Return what the operating system says about its disks."""
    if sys.platform == "win32":
        import ctypes

        return DiskFacts(sys.platform, drive_type=ctypes.windll.kernel32.GetDriveTypeW)
    if sys.platform == "darwin":
        return DiskFacts(sys.platform, mounts=parse_mac_mounts(_mac_mounts()))
    try:
        table = Path("/proc/mounts").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        table = ""
    return DiskFacts(sys.platform, mounts=parse_linux_mounts(table))


def parse_linux_mounts(table: str) -> tuple[Mount, ...]:
    """Return the mounts that /proc/mounts lists."""
    fields = (line.split(" ") for line in table.splitlines())
    return tuple(Mount(_unescaped(one[1]), one[2]) for one in fields if len(one) >= 3)


def parse_mac_mounts(table: str) -> tuple[Mount, ...]:
    """Return the mounts that the `mount` command of macOS lists."""
    found = (re.fullmatch(r".* on (/.*) \((\w+)[,)].*", line) for line in table.splitlines())
    return tuple(Mount(match[1], match[2]) for match in found if match)


def _mac_mounts() -> str:
    import subprocess

    try:
        told = subprocess.run(
            ["/sbin/mount"], capture_output=True, text=True, errors="replace", timeout=5, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return told.stdout


def _unescaped(field: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), field)


def _is_remote(path: PurePath, facts: DiskFacts) -> bool:
    if facts.platform == "win32":
        # \\?\C:\ is a long local path, \\?\UNC\ and \\server\share are shares.
        drive = path.drive.upper().replace("\\\\?\\UNC\\", "\\\\").removeprefix("\\\\?\\")
        if drive.startswith("\\\\"):
            return True
        return facts.drive_type is not None and facts.drive_type(f"{drive}\\") == _DRIVE_REMOTE
    holders = (path.as_posix(), *(folder.as_posix() for folder in path.parents))
    under = {mount.folder: mount.kind for mount in facts.mounts}
    nearest = next((under[folder] for folder in holders if folder in under), "")
    return _NETWORK_FILE_SYSTEMS.fullmatch(nearest) is not None
