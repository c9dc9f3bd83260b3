"""A zip from a stranger, opened with distrust: few entries, plain names, honest sizes."""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Mapping
from typing import IO

from annotator.files.limits import MEGABYTE, in_megabytes
from annotator.files.reasons import Reason
from annotator.translation import N_

MOST_MEMBERS = 200
LARGEST_UNPACKED = 25 * MEGABYTE
#: Text packs to a tenth; what grows a hundredfold is a bomb.
LARGEST_RATIO = 100

_TOO_MANY = N_("it holds {number:,} entries, and {most} are the most allowed")

_END = struct.Struct("<4s4H2LH")
_END_MARK, _ZIP64_MARK = b"PK\x05\x06", b"PK\x06\x07"
_ZIP64_LOCATOR_SIZE = 20
_LONGEST_ENTRY = 400
_LONGEST_COMMENT, _ZIP64_COUNT = 0xFFFF, 0xFFFF
_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
#: What the library raises on archives that are broken or lie.
BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
#: The only moment that a zip knows for sure; a real one would make two equal packages differ.
_MOMENT = (1980, 1, 1, 0, 0, 0)
_UNIX, _PLAIN_FILE = 3, (stat.S_IFREG | 0o644) << 16


class BadZip(Reason):
    """An archive that is broken, foreign or hostile, said without its name."""


def read_zip(data: bytes) -> dict[str, bytes]:
    """Return the files of an archive by name; raise BadZip unless all of it can be trusted."""
    _check_end(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_members(archive.infolist())
            return {info.filename: _member(archive, info) for info in archive.infolist()}
    except BROKEN_ZIP as trouble:
        raise BadZip("it is damaged") from trouble


def count_entries(file: IO[bytes]) -> int:
    """Return how many entries a zip says it has, before its list of them is read.

    Raise BadZipFile where it has no end, or one for more than 65,535 entries.
    """
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - _END.size - _LONGEST_COMMENT))
    tail = file.read()
    place = tail.rfind(_END_MARK)
    if place < 0 or len(tail) - place < _END.size:
        raise zipfile.BadZipFile
    count = int(_END.unpack_from(tail, place)[4])
    if count == _ZIP64_COUNT:
        raise zipfile.BadZipFile
    file.seek(0)
    return count


def write_zip(members: Mapping[str, bytes]) -> bytes:
    """Return an archive of these files; equal files give equal bytes on every machine.

    Nothing is compressed: compressors differ between machines, and texts are small.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED, allowZip64=False) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, _MOMENT)
            info.create_system = _UNIX
            info.external_attr = _PLAIN_FILE
            archive.writestr(info, data)
    return buffer.getvalue()


def _check_end(data: bytes) -> None:
    """Refuse what is no whole zip, and long lists of entries before the library reads them."""
    if not data.startswith(b"PK"):
        raise BadZip("it is not a zip")
    end = len(data) - _END.size
    if end < 0 or data[end : end + 4] != _END_MARK:
        raise BadZip("its end is missing")
    _, disk, first_disk, here, count, size, _, comment = _END.unpack_from(data, end)
    if disk or first_disk or comment or here != count:
        raise BadZip("it is damaged")
    locator = end - _ZIP64_LOCATOR_SIZE
    if locator >= 0 and data[locator : locator + 4] == _ZIP64_MARK:
        raise BadZip("it holds more than {most} entries", most=MOST_MEMBERS)
    if count > MOST_MEMBERS or size > MOST_MEMBERS * _LONGEST_ENTRY:
        raise BadZip(_TOO_MANY, number=count, most=MOST_MEMBERS)


def _check_members(infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > MOST_MEMBERS:
        raise BadZip(_TOO_MANY, number=len(infos), most=MOST_MEMBERS)
    names = Counter(info.filename.casefold() for info in infos)
    for info in infos:
        _check_member(info)
        if names[info.filename.casefold()] > 1:
            raise BadZip("it holds two entries “{name}”", name=info.filename)
    if sum(info.file_size for info in infos) > LARGEST_UNPACKED:
        raise BadZip("it unpacks to more than {size}", size=in_megabytes(LARGEST_UNPACKED))


def _check_member(info: zipfile.ZipInfo) -> None:
    shown = info.orig_filename[:60]
    if info.orig_filename != info.filename or not _NAME.fullmatch(info.filename):
        raise BadZip(
            "it holds an entry with a name that is not allowed, “{name}”", name=_visible(shown)
        )
    if info.flag_bits & _ENCRYPTED:
        raise BadZip("its entry “{name}” is locked with a password", name=shown)
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise BadZip("its entry “{name}” is a link or a device, not a file", name=shown)
    if info.compress_type not in _PACKINGS:
        raise BadZip("its entry “{name}” is packed in a way that is not allowed", name=shown)
    if info.file_size > LARGEST_RATIO * max(info.compress_size, 1) + 1_000:
        raise BadZip("its entry “{name}” unpacks to a suspicious size", name=shown)


def _visible(name: str) -> str:
    return "".join(character if character.isprintable() else "?" for character in name)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with archive.open(info) as file:
        data = file.read(info.file_size + 1)
    if len(data) != info.file_size:
        raise BadZip("its entry “{name}” is not as long as it says", name=info.filename)
    return data
