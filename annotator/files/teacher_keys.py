"""The teacher's key pair: one small file in the data folder."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from pathlib import Path

from annotator.domain.errors import UnreadableFile
from annotator.files.atomic import write_private_once, write_trouble
from annotator.files.limits import read_limited
from annotator.files.sealing import (
    KEY_LENGTH,
    fingerprint,
    new_private_key,
    practice_private_key,
    public_key_of,
)

_FIRST_LINE = b"annotator-teacher-key 1\n"
_LARGEST = 1_000


class TeacherKeys:
    """The keys that this copy of the program can open hand-ins with."""

    def __init__(self, data_folder: Path) -> None:
        self._path = data_folder / "teacher.key"

    @property
    def path(self) -> Path:
        """Return the file that holds the private half; whoever has it can read hand-ins."""
        return self._path

    def private_key(self) -> bytes | None:
        """Return the teacher's private key, or None where none was made yet."""
        try:
            data = read_limited(self._path, _LARGEST)
        except UnreadableFile as trouble:
            if isinstance(trouble.__cause__, FileNotFoundError | NotADirectoryError):
                return None
            raise  # a key that is there but closed must not be taken for none
        key = _decoded(data)
        if key is None:
            raise UnreadableFile(
                f"“{self._path}” is not a teacher's key, or it is damaged. It was left as it is. "
                "Put your copy of it back; without it, hand-ins sealed for it cannot be opened."
            )
        return key

    def public_key(self) -> bytes | None:
        """Return the teacher's public key, or None where none was made yet."""
        private = self.private_key()
        return None if private is None else public_key_of(private)

    def ensure_public_key(self) -> bytes:
        """Return the teacher's public key; the pair is made at the first time."""
        known = self.public_key()
        if known is not None:
            return known
        made = new_private_key()
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as trouble:
            raise write_trouble(self._path, trouble) from trouble
        if write_private_once(self._path, _FIRST_LINE + base64.b64encode(made) + b"\n"):
            return public_key_of(made)
        winner = self.public_key()  # another copy of the program was a moment faster
        assert winner is not None
        return winner

    def recipient(self, lesson_key: bytes) -> bytes:
        """Return the public key to seal for: the lesson's, else this teacher's, else practice."""
        return lesson_key or self.public_key() or public_key_of(practice_private_key())

    def opener(self, wanted: str) -> bytes | None:
        """Return the private key whose public half has this fingerprint, or None."""
        return next((k for k in self._all() if fingerprint(public_key_of(k)) == wanted), None)

    def _all(self) -> Iterator[bytes]:
        yield practice_private_key()
        own = self.private_key()
        if own is not None:
            yield own


def _decoded(data: bytes) -> bytes | None:
    if not data.startswith(_FIRST_LINE):
        return None
    try:
        key = base64.b64decode(data[len(_FIRST_LINE) :].strip(), validate=True)
    except binascii.Error:
        return None
    return key if len(key) == KEY_LENGTH else None
