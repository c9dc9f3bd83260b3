"""How much the program is willing to take from a file it does not know."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from annotator.domain.errors import UnreadableFile
from annotator.domain.paragraphs import LONGEST_BODY
from annotator.translation import _

MEGABYTE = 1_000_000

#: The longest article, in code points.
LONGEST_ARTICLE = LONGEST_BODY
#: The longest text of any other kind: instructions, a reason, an answer.
LONGEST_TEXT = 100_000
#: The longest line: a title, a name, an address.
LONGEST_LINE = 1_000
#: The longest short name: an id, a letter, a code.
LONGEST_NAME = 64

#: A drop folder may hold a pipe; opening one must not wait for a writer.
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)
_BINARY = getattr(os, "O_BINARY", 0)


def read_limited(path: Path, max_bytes: int) -> bytes:
    """Return the bytes of a file; raise UnreadableFile if it is missing, no file or too large."""
    try:
        descriptor = os.open(path, os.O_RDONLY | _NO_WAIT | _BINARY)
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise UnreadableFile(
                    "“{path}” is not a file. Nothing was changed. Name a file.", path=path
                )
            data = file.read(max_bytes + 1)
    except IsADirectoryError as trouble:
        raise UnreadableFile(
            "“{path}” is a folder, not a file. Nothing was changed. Name a file in it.", path=path
        ) from trouble
    except OSError as trouble:
        raise UnreadableFile(_read_trouble(path, trouble)) from trouble
    if len(data) > max_bytes:
        raise UnreadableFile(
            "“{name}” is larger than {size}, the most that a file of this kind "
            "can have. It was left as it is. Check that it is the right file.",
            name=path.name,
            size=in_megabytes(max_bytes),
        )
    return data


def read_text_limited(path: Path, max_bytes: int) -> str:
    """Return the text of a UTF-8 file, without a byte order mark; raise UnreadableFile if not."""
    data = read_limited(path, max_bytes)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        line = data.count(b"\n", 0, trouble.start) + 1
        raise UnreadableFile(
            "“{name}” is not UTF-8 text: line {line} holds a byte that means nothing "
            "there. It was left as it is. Save it again with the encoding UTF-8.",
            name=path.name,
            line=line,
        ) from trouble


def in_megabytes(size: int) -> str:
    """Return a size as people write it."""
    return f"{size / MEGABYTE:g} MB"


def _read_trouble(path: Path, trouble: OSError) -> str:
    if trouble.errno in (errno.ENOENT, errno.ENOTDIR):
        return _(
            "There is no file “{path}”. Nothing was changed. Check the name and the folder.",
            path=path,
        )
    if trouble.errno in (errno.EACCES, errno.EPERM):
        if path.is_dir():  # what Windows says of a folder
            return _(
                "“{path}” is a folder, not a file. Nothing was changed. Name a file in it.",
                path=path,
            )
        return _(
            "“{path}” may not be read by you. Nothing was changed. Ask its owner, or "
            "copy it to a folder of yours.",
            path=path,
        )
    reason = trouble.strerror or type(trouble).__name__
    return _(
        "“{path}” could not be read: {why}. Nothing was changed. Copy it again, then retry.",
        path=path,
        why=reason,
    )
