"""Sealed drafts: unfinished work in a drop folder, one file for each student and lesson.

A file is two plain lines and three boxes:

    annotator-draft 2
    <the teacher's fingerprint> <pin|open> <salt> <lengths of the first two boxes>
    <a note that only the teacher can open: name, how far, and the key of the third box>
    <the key of the third box, locked with the PIN, or with the name where there is no PIN>
    <the work>

The two plain lines are authenticated with both boxes of the student's (XChaCha20-Poly1305), so
nobody can say of a draft that it needs no PIN without making all of it anew. Form 1 had boxes that
knew nothing of the lines; it still opens. What this protects and what it does not is said in
docs/decisions/0010.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from nacl import pwhash
from nacl.exceptions import CryptoError
from nacl.secret import Aead, SecretBox
from nacl.utils import random
from pydantic import Field

from annotator.domain.errors import NotAllowed, UnreadableFile
from annotator.domain.hand_ins import name_key
from annotator.domain.lessons import Lesson
from annotator.files import bounds
from annotator.files.atomic import write_whole
from annotator.files.hand_in_record import HandInCollection, PersonName, hand_in_of, record_of
from annotator.files.json_text import BadJson, read_json
from annotator.files.limits import MEGABYTE, read_limited
from annotator.files.sealing import fingerprint, open_sealed, seal
from annotator.files.strict_model import Moment, Slug, StrictModel
from annotator.files.teacher_keys import TeacherKeys
from annotator.services.draft_copies import DraftNote, WorkCopy

SUFFIX = ".draft"
LARGEST_DRAFT = 5 * MEGABYTE
FORMAT = 2
_HEAD = re.compile(
    rb"annotator-draft ([12])\n([0-9a-f]{16}) (pin|open) ([0-9a-f]{32}) (\d{1,6}) (\d{1,4})\n"
)


#: A key in its box, with nonce and tag.
_LOCKED_LENGTH = Aead.NONCE_SIZE + Aead.KEY_SIZE + Aead.MACBYTES
#: What stands in the name of a draft that was kept beside another.
_ASIDE = "_kept-"


class _NoteRecord(StrictModel):
    name: PersonName
    lesson: Slug
    percent: Annotated[int, Field(ge=0, le=100)]
    annotations: Annotated[int, Field(ge=0)]
    changed: Moment
    key: Annotated[str, Field(max_length=60)]


@dataclass(frozen=True, slots=True)
class _Parts:
    #: The plain lines that the boxes vouch for; nothing in form 1.
    head: bytes
    is_first_form: bool
    teacher: str
    has_pin: bool
    salt: bytes
    note: bytes
    locked: bytes
    body: bytes

    def opened_with(self, key: bytes, box: bytes) -> bytes:
        """Return what is in a box of the student's; raise CryptoError if it is not as it was."""
        if self.is_first_form:
            return bytes(SecretBox(key).decrypt(box))
        return bytes(Aead(key).decrypt(box, self.head))


class SealedDrafts:
    """The drafts in whatever folder the class hands in to."""

    def __init__(self, keys: TeacherKeys, program_version: str = "") -> None:
        self._keys = keys
        self._program_version = program_version

    def write(self, draft: WorkCopy, lesson: Lesson, folder: Path, pin: str) -> Path:
        """Seal a draft and put it in the place of the earlier one."""
        record = record_of(draft.work, self._program_version)
        payload = record.model_dump_json(exclude_none=True).encode("utf-8")
        key, salt = random(SecretBox.KEY_SIZE), random(pwhash.argon2id.SALTBYTES)
        note = _NoteRecord(
            name=draft.note.student_name,
            lesson=draft.note.lesson_id,
            percent=draft.note.percent,
            annotations=draft.note.annotations,
            changed=draft.note.changed_at,
            key=base64.b64encode(key).decode("ascii"),
        )
        recipient = self._keys.recipient(lesson.public_key)
        told = seal(note.model_dump_json().encode("utf-8"), recipient)
        way = "pin" if pin else "open"
        head = (
            f"annotator-draft {FORMAT}\n{fingerprint(recipient)} {way} {salt.hex()} "
            f"{len(told)} {_LOCKED_LENGTH}\n"
        ).encode("ascii")
        lock = _lock(lesson, draft.work.student_name, pin, salt)
        locked = bytes(Aead(lock).encrypt(key, head))
        body = bytes(Aead(key).encrypt(payload, head))
        path = folder / draft_name(lesson.id, draft.work.student_name)
        write_whole(path, head + told + locked + body)
        return path

    def set_aside(self, path: Path) -> bool:
        """Keep a draft under another name, where it is not found any more; return whether it is."""
        lesson, _unused, mark = path.name[: -len(SUFFIX)].rpartition("_")
        try:
            path.rename(path.with_name(f"{lesson}{_ASIDE}{random(4).hex()}_{mark}{SUFFIX}"))
        except OSError:  # the share is away, or files may not be renamed there
            return False
        return True

    def find(self, folder: Path, lesson: Lesson, student_name: str) -> Path | None:
        """Return the draft of a student on a lesson, or None where there is none."""
        path = folder / draft_name(lesson.id, student_name)
        try:
            return path if path.is_file() else None
        except OSError:  # a share that is away
            return None

    def needs_pin(self, path: Path) -> bool:
        """Return whether a draft was sealed with a PIN."""
        return _parts(path).has_pin

    def read(self, path: Path, lesson: Lesson, student_name: str, pin: str) -> WorkCopy:
        """Open a draft; raise NotAllowed if the PIN is another, UnreadableFile if damaged."""
        parts = _parts(path)
        lock = _lock(lesson, student_name, pin if parts.has_pin else "", parts.salt)
        try:
            key = parts.opened_with(lock, parts.locked)
        except CryptoError as trouble:
            if parts.has_pin:
                raise NotAllowed("This is not the PIN of this name. Type it again.") from trouble
            raise _damaged(path) from trouble
        return _opened(path, parts, key)

    def read_as_teacher(self, path: Path) -> WorkCopy:
        """Open a draft with the teacher's key, whatever PIN it has."""
        parts = _parts(path)
        try:
            key = base64.b64decode(self._note(path, parts).key, validate=True)
            return _opened(path, parts, key)
        except (binascii.Error, ValueError) as trouble:
            raise _damaged(path) from trouble

    def note(self, path: Path) -> DraftNote:
        """Return what the teacher can read of a draft without opening the work."""
        record = self._note(path, _parts(path))
        return DraftNote(
            record.name, record.lesson, record.percent, record.annotations, record.changed
        )

    def all_in(self, folder: Path) -> tuple[Path, ...]:
        """Return the drafts of a folder by name; none where the folder cannot be opened."""
        try:
            return tuple(sorted(p for p in folder.iterdir() if p.name.lower().endswith(SUFFIX)))
        except OSError:
            return ()

    def is_set_aside(self, path: Path) -> bool:
        """Return whether a draft was kept beside another."""
        return _ASIDE in path.name

    def remove(self, path: Path) -> None:
        """Delete a draft; nothing happens where there is none."""
        try:
            path.unlink(missing_ok=True)
        except OSError:
            return  # the share is away; the draft is older than the hand-in and loses to it

    def _note(self, path: Path, parts: _Parts) -> _NoteRecord:
        opener = self._keys.opener(parts.teacher)
        if opener is None:
            raise UnreadableFile(
                "“{name}” is unfinished work for another teacher. It was left as it is.",
                name=path.name,
            )
        told = open_sealed(parts.note, opener)
        try:
            return read_json(_NoteRecord, told or b"", bounds.SMALL)
        except BadJson as trouble:
            raise _damaged(path) from trouble


def draft_name(lesson_id: str, student_name: str) -> str:
    """Return the name of a draft, which does not show the student's."""
    return f"{lesson_id[:40]}_{mark_of(name_key(student_name))}{SUFFIX}"


def hash_pin(pin: str) -> str:
    """Return the hash by which a PIN is known (Argon2id)."""
    return pwhash.argon2id.str(
        pin.encode("utf-8"),
        opslimit=pwhash.argon2id.OPSLIMIT_INTERACTIVE,
        memlimit=pwhash.argon2id.MEMLIMIT_INTERACTIVE,
    ).decode("ascii")


def is_pin(pin: str, pin_hash: str) -> bool:
    """Return whether a PIN is the one of this hash."""
    try:
        return pwhash.verify(pin_hash.encode("ascii"), pin.encode("utf-8"))
    except (CryptoError, ValueError, UnicodeEncodeError):
        return False


def mark_of(key: str) -> str:
    """Return what stands for a name in the name of a draft, from its `name_key`."""
    return hashlib.sha256(key.encode("utf-8")).hexdigest()[:16]


def _lock(lesson: Lesson, student_name: str, pin: str, salt: bytes) -> bytes:
    if not pin:
        # No secret: whoever knows the name can open it, as whoever types it can sign in.
        line = f"annotator draft without a PIN\n{lesson.id}\n{name_key(student_name)}"
        return hashlib.sha256(salt + line.encode("utf-8")).digest()
    return pwhash.argon2id.kdf(
        SecretBox.KEY_SIZE,
        pin.encode("utf-8"),
        salt,
        opslimit=pwhash.argon2id.OPSLIMIT_INTERACTIVE,
        memlimit=pwhash.argon2id.MEMLIMIT_INTERACTIVE,
    )


def _parts(path: Path) -> _Parts:
    data = read_limited(path, LARGEST_DRAFT)
    head = _HEAD.match(data)
    if head is None:
        raise _damaged(path)
    start, noted, locked = head.end(), int(head[5]), int(head[6])
    return _Parts(
        head=head[0],
        is_first_form=head[1] == b"1",
        teacher=head[2].decode("ascii"),
        has_pin=head[3] == b"pin",
        salt=bytes.fromhex(head[4].decode("ascii")),
        note=data[start : start + noted],
        locked=data[start + noted : start + noted + locked],
        body=data[start + noted + locked :],
    )


def _opened(path: Path, parts: _Parts, key: bytes) -> WorkCopy:
    try:
        payload = parts.opened_with(key, parts.body)
        work = hand_in_of(read_json(HandInCollection, payload, bounds.HAND_IN))
    except (CryptoError, BadJson) as trouble:
        raise _damaged(path) from trouble
    note = DraftNote(work.student_name, work.lesson_id, 0, len(work.annotations), work.handed_in)
    return WorkCopy(work, note)


def _damaged(path: Path) -> UnreadableFile:
    return UnreadableFile(
        "“{name}” is damaged or no draft of Annotator, so it was not used. It was left "
        "as it is, and the work on this machine is as it was. Go on here, or tell your "
        "teacher.",
        name=path.name,
    )
