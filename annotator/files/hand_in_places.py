"""Where hand-ins lie: in folders and zips of any depth, whatever a platform made of their names.

A file in a zip has the path of the zip with its name below it; nothing is unpacked.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from annotator.domain.errors import UnreadableFile
from annotator.files.guarded_zip import BROKEN_ZIP, count_entries
from annotator.files.limits import MEGABYTE, read_limited
from annotator.translation import _

SUFFIX = ".handin"
FIRST_WORDS = b"annotator-hand-in "
#: A class of 60 with ten attempts each, five folders deep, has a tenth of this.
MOST_LOOKED_AT, DEEPEST = 20_000, 12
#: A zip within a zip is read into memory, and so many of the largest together.
LARGEST_INNER, MOST_INNER = 50 * MEGABYTE, 4
#: What systems leave behind beside people's files.
_REMAINS = re.compile(r"\.|__MACOSX$|Thumbs\.db$|desktop\.ini$|.*\.part$", re.IGNORECASE)
_SEPARATORS = re.compile(r"[/\\]")


def hand_ins_below(place: Path, largest: int) -> tuple[Path, ...]:
    """Return the hand-ins in a folder or a zip and in all below it, in the order of their paths.

    A file is one by its ending or by its first line, up to `largest` bytes; a zip that cannot be
    read is returned as itself, so that reading it tells why. Raise UnreadableFile where there is
    no such place.
    """
    looked = _Looked(place)
    if place.is_file():
        if not _is_zip(place.name):
            raise no_folder(place, NotADirectoryError())
        return tuple(_in_zip_file(place, largest, looked))
    try:
        list(os.scandir(place))
    except OSError as trouble:
        raise no_folder(place, trouble) from trouble
    return tuple(sorted(_in_folder(place, largest, looked, 0)))


def no_folder(place: Path, trouble: OSError) -> UnreadableFile:
    """Return what to say where a folder with hand-ins cannot be looked into."""
    if isinstance(trouble, NotADirectoryError):
        return UnreadableFile(
            "“{folder}” is a file, not a folder. Nothing was changed. Name the folder or the zip "
            "that the hand-ins are in.",
            folder=place,
        )
    return UnreadableFile(
        "The folder “{folder}” could not be opened: {why}. Nothing was changed. Check its name, "
        "and that the share or stick is connected.",
        folder=place,
        why=trouble.strerror,
    )


def hand_in_bytes(path: Path, largest: int) -> bytes:
    """Return the bytes of a hand-in, also of one in a zip; raise UnreadableFile if it cannot be."""
    for outer in path.parents:
        if _is_zip(outer.name) and outer.is_file():
            return _from_zip(path, outer, largest)
    return read_limited(path, largest)


class _Looked:
    """How much was looked at, so that no folder and no zip is without an end."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._files = self._inner = 0

    def at(self, inner: int = 0) -> None:
        """Count one more file, or a zip in a zip by its bytes; raise where it is too much."""
        self._files += 1
        self._inner += inner
        if self._files > MOST_LOOKED_AT or self._inner > LARGEST_INNER * MOST_INNER:
            raise UnreadableFile(
                "“{folder}” holds more than hand-ins can be looked for in: {number:,} files, or "
                "zips within zips. Nothing was collected. Choose the folder of the class.",
                folder=self._place,
                number=MOST_LOOKED_AT,
            )


def _is_zip(name: str) -> bool:
    return name.casefold().endswith(".zip")


def _in_folder(folder: Path, largest: int, looked: _Looked, depth: int) -> Iterator[Path]:
    entries = []
    with suppress(OSError):  # a folder that may not be read holds nothing for us
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    for entry in entries:
        if _REMAINS.match(entry.name):
            continue
        looked.at()
        path = folder / entry.name
        if entry.is_dir(follow_symlinks=False):
            if depth < DEEPEST:
                yield from _in_folder(path, largest, looked, depth + 1)
        elif _has_suffix(entry.name):
            yield path
        elif entry.is_file():
            if _is_zip(entry.name):
                yield from _in_zip_file(path, largest, looked)
            elif _begins(path, largest):
                yield path


def _has_suffix(name: str) -> bool:
    return name.casefold().endswith(SUFFIX)


def _begins(path: Path, largest: int) -> bool:
    with suppress(OSError), path.open("rb") as file:  # it may be gone or locked by now
        begins = file.read(len(FIRST_WORDS)) == FIRST_WORDS
        return begins and os.fstat(file.fileno()).st_size <= largest
    return False


def _in_zip_file(path: Path, largest: int, looked: _Looked) -> list[Path]:
    try:
        with path.open("rb") as file:
            return list(_in_zip(path, file, largest, looked, is_inner=False))
    except BROKEN_ZIP:
        return [path]


def _in_zip(
    path: Path, file: IO[bytes], largest: int, looked: _Looked, *, is_inner: bool
) -> Iterator[Path]:
    with _opened(file) as archive:
        for info in archive.infolist():
            parts = _parts(info)
            if info.is_dir() or not parts or any(_REMAINS.match(part) for part in parts):
                continue
            looked.at()
            inside = path.joinpath(*parts)
            if _has_suffix(parts[-1]):
                yield inside
            elif _is_zip(parts[-1]) and not is_inner and info.file_size <= LARGEST_INNER:
                looked.at(info.file_size)
                with suppress(*BROKEN_ZIP):
                    inner = io.BytesIO(_member(archive, info, LARGEST_INNER))
                    yield from _in_zip(inside, inner, largest, looked, is_inner=True)
            elif info.file_size <= largest:
                with suppress(*BROKEN_ZIP):
                    if _member(archive, info, len(FIRST_WORDS)) == FIRST_WORDS:
                        yield inside


def _parts(info: zipfile.ZipInfo) -> tuple[str, ...]:
    """Return where an entry lies, without what would lead out of the zip."""
    return tuple(p for p in _SEPARATORS.split(info.filename) if p not in ("", ".", ".."))


@contextmanager
def _opened(file: IO[bytes]) -> Iterator[zipfile.ZipFile]:
    if count_entries(file) > MOST_LOOKED_AT:
        raise zipfile.BadZipFile
    with zipfile.ZipFile(file) as archive:
        yield archive


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    with archive.open(info) as file:
        return file.read(most)


def _from_zip(path: Path, outer: Path, largest: int) -> bytes:
    try:
        with outer.open("rb") as file:
            found = _read_inside(file, path.relative_to(outer).parts, largest)
    except BROKEN_ZIP as trouble:
        raise UnreadableFile(
            "“{name}” in “{zip}” cannot be read: the zip is damaged or locked with a password. It "
            "was left as it is. Download it again, or unpack it and collect the folder.",
            name=path.name,
            zip=outer.name,
        ) from trouble
    if found is None or len(found) > largest:
        raise UnreadableFile(
            "“{name}” in “{zip}” is not there any more, or too large. It was left as it is. "
            "Download the zip again.",
            name=path.name,
            zip=outer.name,
        )
    return found


def _read_inside(file: IO[bytes], parts: tuple[str, ...], largest: int) -> bytes | None:
    with _opened(file) as archive:
        for info in archive.infolist():
            mine = _parts(info)
            if mine == parts:
                return _member(archive, info, largest + 1)
            if mine == parts[: len(mine)] and _is_zip(mine[-1] if mine else ""):
                inner = io.BytesIO(_member(archive, info, LARGEST_INNER))
                return _read_inside(inner, parts[len(mine) :], largest)
    return None


def damaged_zip(path: Path) -> UnreadableFile:
    """Return what to say of a zip in which nothing can be looked for."""
    return UnreadableFile(
        _(
            "“{name}” cannot be opened: it is damaged, locked with a password or not a zip. It was "
            "left as it is. Download it again, or unpack it and collect the folder.",
            name=path.name,
        )
    )
