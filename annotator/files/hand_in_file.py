"""Sealed hand-in files: written whole into a drop folder, read with distrust.

A file is two plain lines and a sealed box:

    annotator-hand-in 1
    3f2a9c0d11aa22bb 5231
    <5231 bytes that only the holder of the key with that fingerprint can open>
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from annotator.domain.errors import NotAllowed, TamperedFile, UnreadableFile
from annotator.domain.hand_ins import HandIn
from annotator.domain.lessons import Lesson
from annotator.files import bounds
from annotator.files.atomic import write_whole
from annotator.files.explaining import first_problem
from annotator.files.hand_in_places import (
    SUFFIX,
    damaged_zip,
    hand_in_bytes,
    hand_ins_below,
    no_folder,
)
from annotator.files.hand_in_record import FORMAT, HandInCollection, hand_in_of, record_of
from annotator.files.json_text import BadJson, read_json
from annotator.files.limits import MEGABYTE, in_megabytes
from annotator.files.sealing import fingerprint, open_sealed, seal
from annotator.files.teacher_keys import TeacherKeys
from annotator.services.ports import StoredHandIn
from annotator.translation import _

LARGEST_HAND_IN = 5 * MEGABYTE

_KIND = b"annotator-hand-in "
_HEAD = re.compile(rb"annotator-hand-in (\d{1,9})\n(?:([0-9a-f]{16}) (\d{1,9})\n)?")
#: How many letters of the lesson, of the name and of the random part a file name keeps.
_LESSON_LETTERS, _NAME_LETTERS, _RANDOM_LETTERS = 40, 40, 12


class SealedHandIns:
    """The hand-in files of a class, in whatever folder the teacher chose."""

    def __init__(
        self, keys: TeacherKeys, new_id: Callable[[], str], program_version: str = ""
    ) -> None:
        self._keys = keys
        self._new_id = new_id
        self._program_version = program_version

    def write(self, hand_in: HandIn, lesson: Lesson, folder: Path) -> Path:
        """Seal a hand-in for the lesson's teacher and write it whole or not at all."""
        payload = self._payload(hand_in)
        recipient = self._keys.recipient(lesson.public_key)
        sealed = seal(payload, recipient)
        head = f"annotator-hand-in {FORMAT}\n{fingerprint(recipient)} {len(sealed)}\n"
        path = self._free_path(hand_in, folder)
        write_whole(path, head.encode("ascii") + sealed)
        return path

    def read(self, path: Path) -> StoredHandIn:
        """Open a sealed file; raise UnreadableFile if it is damaged, foreign or not for us."""
        if path.suffix.casefold() == ".zip":  # found as itself: nothing could be looked for in it
            raise damaged_zip(path)
        payload = self._opened(path, hand_in_bytes(path, LARGEST_HAND_IN))
        record = _checked(path, payload)
        return StoredHandIn(
            hand_in_of(record),
            digest=hashlib.sha256(payload).hexdigest(),
            arrived_at=_time_of(path),
        )

    def find(self, folder: Path) -> tuple[Path, ...]:
        """Return the hand-ins that lie in a folder itself; raise if there is no folder."""
        try:
            return tuple(
                sorted(
                    path
                    for path in folder.iterdir()
                    if path.name.lower().endswith(SUFFIX)
                    and not path.name.startswith(".")
                    and not path.is_dir()
                )
            )
        except OSError as trouble:
            raise no_folder(folder, trouble) from trouble

    def find_below(self, place: Path) -> tuple[Path, ...]:
        """Return the hand-ins in a folder or zip and in all below it; raise if it is not there."""
        return hand_ins_below(place, LARGEST_HAND_IN)

    def _payload(self, hand_in: HandIn) -> bytes:
        try:
            record = record_of(hand_in, self._program_version)
        except ValidationError as trouble:
            raise NotAllowed(
                "Your work cannot be handed in as it is: {why}. It is kept "
                "here. Change that, then hand in again.",
                why=first_problem(trouble),
            ) from trouble
        payload = record.model_dump_json(exclude_defaults=False, exclude_none=True).encode("utf-8")
        if len(payload) > LARGEST_HAND_IN - MEGABYTE or not bounds.holds(payload, bounds.HAND_IN):
            raise NotAllowed(
                "Your work is larger than a hand-in of {size} can be. It is "
                "kept here. Shorten the longest notes or take out the links with the "
                "most places, then hand in again.",
                size=in_megabytes(LARGEST_HAND_IN),
            )
        return payload

    def _free_path(self, hand_in: HandIn, folder: Path) -> Path:
        """Return a name that no file has: an earlier hand-in is never replaced."""
        moment = hand_in.handed_in.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        random = re.sub("[^A-Za-z0-9]", "", self._new_id())[-_RANDOM_LETTERS:] or "0"
        lesson = _plain(hand_in.lesson_id, _LESSON_LETTERS) or "lesson"
        student = _plain(hand_in.student_name, _NAME_LETTERS) or "student"
        stem = f"{lesson}_{student}_{moment}_{random}"
        path, number = folder / f"{stem}{SUFFIX}", 2
        while os.path.lexists(path):  # no error where the folder cannot be looked into
            path, number = folder / f"{stem}-{number}{SUFFIX}", number + 1
        return path

    def _opened(self, path: Path, data: bytes) -> bytes:
        """Return what was sealed; each way in which it can fail has its own sentence."""
        head = _HEAD.match(data)
        if head is None:
            raise _not_a_hand_in(path, data)
        if int(head[1]) > FORMAT:
            raise _newer(path)
        if head[2] is None:
            raise _damaged(path, _("its first lines are not whole"))
        sealed = data[head.end() :]
        if len(sealed) != int(head[3]):
            cut = len(sealed) < int(head[3])
            raise _damaged(
                path, _("its end is missing") if cut else _("there is more in it than there was")
            )
        opener = self._keys.opener(head[2].decode("ascii"))
        if opener is None:
            raise UnreadableFile(
                "“{name}” is sealed for another teacher. It was left as it is. Collect "
                "it with the copy of Annotator in which the lesson was made.",
                name=path.name,
            )
        payload = open_sealed(sealed, opener)
        if payload is None:
            raise TamperedFile(str(_damaged(path, _("it was changed after it was sealed"))))
        return payload


def _time_of(path: Path) -> datetime | None:
    """Return when a file was written, as its folder tells it; None where that is no time."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        return None


def _checked(path: Path, payload: bytes) -> HandInCollection:
    try:
        return read_json(HandInCollection, payload, bounds.HAND_IN)
    except BadJson as trouble:
        if trouble.is_newer:
            raise _newer(path) from trouble
        raise UnreadableFile(
            "“{name}” could be opened, but what is in it is not a hand-in as Annotator "
            "writes it ({why}). It was left as it is. Ask the student to hand in "
            "again.",
            name=path.name,
            why=trouble,
        ) from trouble


def _not_a_hand_in(path: Path, data: bytes) -> UnreadableFile:
    if _KIND.startswith(data) or data.startswith(_KIND):
        if data:
            return _damaged(path, _("its first lines are not whole"))
        return UnreadableFile(
            "“{name}” is empty. It was left as it is. Copy it again, or ask the student to hand "
            "in again.",
            name=path.name,
        )
    return UnreadableFile(
        "“{name}” is not a hand-in of Annotator. It was left as it is. Remove it from "
        "the folder, or ask the student for the right file.",
        name=path.name,
    )


def _damaged(path: Path, how: str) -> UnreadableFile:
    return UnreadableFile(
        "“{name}” is damaged: {why}. It was left as it is. Copy it again, or ask the "
        "student to hand in again.",
        name=path.name,
        why=how,
    )


def _newer(path: Path) -> UnreadableFile:
    # Not NewerData: that stops a program, and one file must not stop a batch.
    return UnreadableFile(
        "“{name}” was written by a newer version of Annotator. It was left as it is. "
        "Install the newer version here, then collect again.",
        name=path.name,
    )


def _plain(text: str, longest: int) -> str:
    """Return the ASCII letters and digits of a text, joined by hyphens, for a file name."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^A-Za-z0-9]+", "-", ascii_text).strip("-")[:longest].strip("-")
