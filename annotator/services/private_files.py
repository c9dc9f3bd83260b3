"""Keep the data folder to its owner: names, grades, keys and PINs are nobody else's to read.

Where the system has modes, folders are 0700 and files 0600, whatever the account's umask says;
what an older version made is repaired at the start. On Windows the folder in the account's profile
is the account's own already; one that lies elsewhere gets an access list for its owner, and what is
made in it inherits that.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from annotator.translation import _

FOLDER_MODE, FILE_MODE = 0o700, 0o600
_OTHERS = 0o077
#: What the program makes in a data folder; a folder that holds more is not its own to close.
_OWN = ("annotator.", "settings.json", "teacher.key", "lessons.json", "shipped.json", "erasing.")
_OWN_FOLDERS = ("backups", "returned", "standards")
_UNFINISHED = ".part"
#: Whoever keeps the machine must be able to restore it: the system, and its administrators.
_KEEPERS = ("*S-1-5-18", "*S-1-5-32-544")
#: In seconds; a share that is away must not keep a class waiting.
_PATIENCE = 10
_HAS_MODES = sys.platform != "win32"

#: Runs a program of the system and returns its exit status.
Runner = Callable[[Sequence[str]], int]


def make_private_folder(folder: Path) -> None:
    """Make a folder that only its owner may enter; one that is there stays as it is."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=FOLDER_MODE, exist_ok=True)


def make_private_file(path: Path) -> None:
    """Make an empty file that only its owner may read, unless there is one."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE))


def settle_folder(folder: Path) -> None:
    """Make a new name in a folder survive a power cut, where the system can.

    The file has its name already: a folder that may be written but not read, or a share that
    cannot do this, must not make anybody believe that nothing was written.
    """
    if not _HAS_MODES:
        return
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def protect_data_folder(
    folder: Path,
    *,
    environment: Mapping[str, str] = os.environ,
    is_windows: bool = not _HAS_MODES,
    run: Runner | None = None,
) -> tuple[str, ...]:
    """Close a data folder and what the program made in it to others; return what to say.

    A folder that holds other things too is not the program's own: it stays as it is, and only
    the program's files in it are closed.
    """
    try:
        inside = list(folder.iterdir())
        ours = [path for path in inside if _is_own(path)]
        closing = [each for path in ours for each in _tree(path)]
        if len(ours) == len(inside):
            closing.append(folder)
        if is_windows:
            is_closed = folder not in closing or _closed_by_list(folder, environment, run or _run)
        else:
            is_closed = False not in [_closed(each) for each in closing]
    except OSError:
        return ()  # a folder that cannot be listed is told of where it is opened
    return () if is_closed else (_open_to_others(folder),)


def _is_own(path: Path) -> bool:
    if path.name.endswith(_UNFINISHED) or path.name.startswith(_OWN):
        return True
    return path.name in _OWN_FOLDERS and path.is_dir()


def _tree(path: Path) -> Iterator[Path]:
    """Yield a file, or a folder with all in it; links lead out and are left alone."""
    if path.is_symlink():
        return
    yield path
    if path.is_dir():
        for inside in path.iterdir():
            yield from _tree(inside)


def _closed(path: Path) -> bool:
    """Take the rights of others away; return whether they have none now."""
    try:
        info = path.lstat()
        if info.st_mode & _OTHERS:
            path.chmod(FOLDER_MODE if stat.S_ISDIR(info.st_mode) else FILE_MODE)
    except FileNotFoundError:
        return True  # another window tidied it away meanwhile
    except OSError:
        return False
    return True


def _open_to_others(folder: Path) -> str:
    return _(
        "Other accounts of this computer may be able to read the data folder "
        "“{folder}”, and that could not be changed. Nothing else is affected. Ask "
        "whoever looks after this computer to give the folder to your account alone.",
        folder=folder,
    )


# -- Windows -------------------------------------------------------------------------------------


def access_list_command(folder: Path, environment: Mapping[str, str]) -> tuple[str, ...]:
    """Return the command that leaves a folder to its account and the keepers of the machine."""
    tool = Path(environment.get("SYSTEMROOT", r"C:\Windows"), "System32", "icacls.exe")
    account = environment.get("USERNAME", "")
    domain = environment.get("USERDOMAIN", "")
    owner = f"{domain}\\{account}" if domain else account
    grants = [word for who in (owner, *_KEEPERS) for word in ("/grant:r", f"{who}:(OI)(CI)F")]
    return (str(tool), str(folder), "/inheritance:r", *grants, "/Q")


def _closed_by_list(folder: Path, environment: Mapping[str, str], run: Runner) -> bool:
    """Return whether a folder is its account's alone, after it was made so."""
    home = environment.get("USERPROFILE", "")
    if home and folder.is_relative_to(home):
        return True  # the profile is closed to other accounts by Windows itself
    return bool(environment.get("USERNAME")) and run(access_list_command(folder, environment)) == 0


def _run(command: Sequence[str]) -> int:
    import subprocess  # only few machines keep their data elsewhere than in the profile

    unseen = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        return subprocess.run(
            command, capture_output=True, timeout=_PATIENCE, check=False, creationflags=unseen
        ).returncode
    except (OSError, subprocess.SubprocessError):
        return 1
