"""Lesson packages: a zip of `lesson.json`, the articles' texts and checksums.

The answer key is not in a package: it is made without, never hidden in it.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from pydantic import RootModel, ValidationError

from annotator.domain.errors import NewerData, NotAllowed, UnreadableFile
from annotator.domain.lessons import Lesson
from annotator.domain.sign_in import SignIn
from annotator.files import bounds
from annotator.files.atomic import write_whole
from annotator.files.class_record import CLASS_MEMBER, ClassRecord, class_record, sign_in_of
from annotator.files.explaining import first_problem
from annotator.files.guarded_zip import BadZip, read_zip, write_zip
from annotator.files.json_text import BadJson, read_json
from annotator.files.lesson_source import check_bodies, write_source
from annotator.files.limits import MEGABYTE, in_megabytes, read_limited
from annotator.files.package_record import (
    PackageMistake,
    PackageRecord,
    lesson_in,
    record_of,
)
from annotator.files.strict_model import Sha256

SUFFIX = ".lesson"
#: The lessons that ship have 30 kB; twenty articles of the longest kind have 20 MB.
LARGEST_PACKAGE = 25 * MEGABYTE
LESSON_MEMBER, CHECKSUM_MEMBER = "lesson.json", "checksums.json"


class _Checksums(RootModel[dict[str, Sha256]]):
    """The SHA-256 of each member but the one that holds them."""


def write_package(path: Path, lesson: Lesson, sign_in: SignIn | None = None) -> None:
    """Write the package of a lesson whole or not at all; equal lessons give equal bytes.

    With `sign_in` it also tells who of a class may be picked.
    """
    write_whole(path, package_bytes(lesson, sign_in))


def package_bytes(lesson: Lesson, sign_in: SignIn | None = None) -> bytes:
    """Return the package of a lesson; raise NotAllowed if nobody could read it back."""
    check_bodies(lesson)
    try:
        record = record_of(lesson)
    except ValidationError as trouble:
        raise NotAllowed(
            "The lesson “{title}” cannot be packed: {why}. Nothing was "
            "written. Correct that, then pack again.",
            title=lesson.title,
            why=first_problem(trouble),
        ) from trouble
    told = record.model_dump_json(indent=1).encode("utf-8") + b"\n"
    members = {LESSON_MEMBER: told}
    for article, described in zip(lesson.articles, record.articles, strict=True):
        members[described.file] = article.body.encode("utf-8")
    if sign_in is not None:
        picked = class_record(sign_in).model_dump_json(indent=1, exclude_none=True)
        members[CLASS_MEMBER] = picked.encode("utf-8") + b"\n"
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in sorted(members.items())}
    members[CHECKSUM_MEMBER] = json.dumps(sums, indent=1).encode("ascii") + b"\n"
    packed = write_zip(members)
    if len(packed) > LARGEST_PACKAGE or not bounds.holds(told, bounds.LESSON):
        raise NotAllowed(
            "The lesson “{title}” is too long for one file, which can have "
            "{size} and {values:,} sentences, paragraphs and other entries. "
            "Nothing was written. Take out articles or shorten them, then pack again.",
            title=lesson.title,
            size=in_megabytes(LARGEST_PACKAGE),
            values=bounds.LESSON.values,
        )
    return packed


def read_package(path: Path) -> Lesson:
    """Return the lesson of a package; raise UnreadableFile or NewerData with a clear sentence."""
    return read_class_package(path)[0]


def read_class_package(path: Path) -> tuple[Lesson, SignIn | None]:
    """Return the lesson of a package, and the sign-in of the class that it was written for."""
    data = read_limited(path, LARGEST_PACKAGE)
    try:
        members = read_zip(data)
        record = _record(path, members)
        _check_sums(members)
        return lesson_in(record, _bodies(record, members)), _sign_in(members)
    except (BadZip, PackageMistake) as trouble:
        raise UnreadableFile(
            "“{name}” is not a lesson that can be used: {why}. Nothing was "
            "changed. Copy it again, or ask your teacher for it.",
            name=path.name,
            why=trouble,
        ) from trouble


def unpack(package: Path, folder: Path) -> Lesson:
    """Write the lesson of a package as a new source folder, and return it."""
    lesson = read_package(package)
    write_source(folder, lesson)
    return lesson


def _record(path: Path, members: dict[str, bytes]) -> PackageRecord:
    if LESSON_MEMBER not in members:
        raise BadZip("it is a zip, but not one that Annotator made")
    try:
        record = read_json(PackageRecord, members[LESSON_MEMBER], bounds.LESSON)
    except BadJson as trouble:
        if trouble.is_newer:
            raise NewerData(
                "“{name}” was made by a newer version of Annotator. Nothing was "
                "changed. Install the newer version here, or ask your teacher for an "
                "older package.",
                name=path.name,
            ) from trouble
        raise BadZip("its {name} is wrong, {why}", name=LESSON_MEMBER, why=trouble) from trouble
    expected = {LESSON_MEMBER, CHECKSUM_MEMBER, *(article.file for article in record.articles)}
    found = members.keys() - {CLASS_MEMBER}
    if found != expected:
        odd = min(found ^ expected)
        if odd in expected:
            raise BadZip("it misses “{name}”", name=odd)
        raise BadZip("it holds an entry that does not belong to it, “{name}”", name=odd)
    return record


def _sign_in(members: dict[str, bytes]) -> SignIn | None:
    if CLASS_MEMBER not in members:
        return None
    try:
        return sign_in_of(read_json(ClassRecord, members[CLASS_MEMBER], bounds.CLASS_LIST))
    except BadJson as trouble:
        raise BadZip("its {name} is wrong, {why}", name=CLASS_MEMBER, why=trouble) from trouble


def _check_sums(members: dict[str, bytes]) -> None:
    try:
        sums = read_json(_Checksums, members[CHECKSUM_MEMBER], bounds.SMALL).root
    except BadJson as trouble:
        raise BadZip("its {name} is wrong", name=CHECKSUM_MEMBER) from trouble
    found = {
        name: hashlib.sha256(data).hexdigest()
        for name, data in members.items()
        if name != CHECKSUM_MEMBER
    }
    if found != sums:
        raise BadZip("its content was changed after it was made")


def _bodies(record: PackageRecord, members: dict[str, bytes]) -> dict[str, str]:
    try:
        return {article.file: members[article.file].decode("utf-8") for article in record.articles}
    except UnicodeDecodeError as trouble:
        raise BadZip("one of its texts is not UTF-8") from trouble
