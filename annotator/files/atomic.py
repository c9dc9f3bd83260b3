"""Files that are written whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
from contextlib import suppress
from pathlib import Path

from annotator.domain.errors import StorageTrouble
from annotator.services.private_files import settle_folder
from annotator.translation import N_

_FULL = N_(
    "“{name}” could not be written: the disk is full. What was there before is unchanged. Make "
    "room or choose another folder, then try again."
)
_FORBIDDEN = N_(
    "“{name}” could not be written: the folder or the file is read-only here. What was there "
    "before is unchanged. Choose a folder in which you may write, then try again."
)
_NO_FOLDER = N_(
    "“{name}” could not be written: there is no folder “{folder}”. What was there before is "
    "unchanged. Create it or choose another folder, then try again."
)
_TOO_LONG = N_(
    "“{name}” could not be written: its name is too long. What was there before is unchanged. "
    "Choose a shorter name or another folder, then try again."
)
_USUAL = N_(
    "“{name}” could not be written: {why}. What was there before is unchanged. Choose another "
    "folder, then try again."
)
_SENTENCES = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), _FULL),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), _FORBIDDEN),
    **dict.fromkeys((errno.ENOENT, errno.ENOTDIR), _NO_FOLDER),
    errno.ENAMETOOLONG: _TOO_LONG,
}
#: Windows translates line ends in files that are not opened as binary.
_BINARY = getattr(os, "O_BINARY", 0)
#: A new file as the user's umask wants it, and one that nobody else may read.
_SHARED_MODE, _PRIVATE_MODE = 0o666, 0o600


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` to `path`, replacing what was there; raise StorageTrouble and keep it if not.

    The bytes go to a new file in the same folder, reach the disk, and only then take the
    place of the old ones, so that nobody ever sees half a file.
    """
    _replace(path, data, _SHARED_MODE)


def write_private_whole(path: Path, data: bytes) -> None:
    """Write a file that only its owner may read, as `write_whole` does."""
    _replace(path, data, _PRIVATE_MODE)


def _replace(path: Path, data: bytes, mode: int) -> None:
    try:
        temporary = _write_beside(path, data, mode)
    except OSError as trouble:
        raise write_trouble(path, trouble) from trouble
    try:
        temporary.replace(path)
    except OSError as trouble:
        # A share can answer with an error although it did what it was asked to.
        if not _took_place(temporary, path, data):
            _drop(temporary)
            raise write_trouble(path, trouble) from trouble
    settle_folder(path.parent)


def write_private_once(path: Path, data: bytes) -> bool:
    """Write a file that only its owner may read, unless it is there; return whether it was new.

    Of two programs that do this at once one wins and the other finds the winner's file.
    """
    try:
        temporary = _write_beside(path, data, _PRIVATE_MODE)
        try:
            return _give_name_once(temporary, path)
        finally:
            _drop(temporary)
            settle_folder(path.parent)
    except OSError as trouble:
        raise write_trouble(path, trouble) from trouble


def write_trouble(path: Path, trouble: OSError) -> StorageTrouble:
    """Return the sentence for a file that could not be written."""
    sentence = _SENTENCES.get(trouble.errno or 0, _USUAL)
    why = trouble.strerror or type(trouble).__name__
    return StorageTrouble(sentence, name=path.name, folder=path.parent, why=why)


def _write_beside(path: Path, data: bytes, mode: int) -> Path:
    """Write a new file in the folder of `path` and return it; nothing stays behind on failure."""
    temporary = path.with_name(f".{secrets.token_hex(8)}.part")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        _drop(temporary)
        raise
    return temporary


def _drop(temporary: Path) -> None:
    """Delete what is not needed; whether that works changes nothing about the file."""
    with suppress(OSError):
        temporary.unlink(missing_ok=True)


def _took_place(temporary: Path, path: Path, data: bytes) -> bool:
    """Return whether the new bytes stand under their name in spite of an error."""
    try:
        return not temporary.exists() and path.read_bytes() == data
    except OSError:
        return False


def _give_name_once(temporary: Path, path: Path) -> bool:
    """Give the finished file its name unless something has that name already."""
    if os.name == "nt":  # here a rename never replaces
        try:
            temporary.rename(path)
        except FileExistsError:
            return False
        return True
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        return False
    except OSError:  # sticks and some shares know no second names
        if path.exists():
            return False
        temporary.rename(path)
    return True
