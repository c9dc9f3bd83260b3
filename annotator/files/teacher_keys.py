"""The teacher's key pair: one small file in the data folder, under a passphrase or not."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterator
from pathlib import Path

from nacl.utils import random

from annotator.domain.errors import KeyLocked, NotAllowed, StorageTrouble, UnreadableFile
from annotator.domain.passphrases import (
    CODE_LETTERS,
    normal_code,
    normal_passphrase,
    recovery_code,
)
from annotator.files.atomic import write_private_once, write_private_whole, write_trouble
from annotator.files.key_lock import (
    FIRST_LINE,
    MODEST,
    LockedKey,
    Opener,
    Strength,
    locked,
    read_locked,
)
from annotator.files.limits import read_limited
from annotator.files.sealing import (
    KEY_LENGTH,
    fingerprint,
    new_private_key,
    practice_private_key,
    public_key_of,
)
from annotator.services.private_files import make_private_folder

_OPEN_LINE = b"annotator-teacher-key 1\n"
_ANY_LINE = b"annotator-teacher-key "
_LARGEST = 4_000


class TeacherKeys:
    """The keys that this copy of the program can open hand-ins with.

    With a passphrase the private half is encrypted in the file and is only known between
    `unlock` and `lock`; the public half is always readable. `ask` returns a passphrase where
    one is needed and nobody has unlocked yet, or None where nobody can be asked.
    """

    def __init__(
        self,
        data_folder: Path,
        ask: Callable[[], str | None] | None = None,
        strength: Strength | None = None,
    ) -> None:
        self._path = data_folder / "teacher.key"
        self._ask = ask
        self._strength = strength or Strength()
        self._unlocked: bytes | None = None

    @property
    def path(self) -> Path:
        """Return the file with the private half; who has it, and its passphrase, reads hand-ins."""
        return self._path

    # -- the pair --------------------------------------------------------------------------------

    def private_key(self) -> bytes | None:
        """Return the teacher's private key, or None where none was made yet.

        Raise KeyLocked where a passphrase protects it and nobody has given that.
        """
        found = self._read()
        if not isinstance(found, LockedKey):
            return found
        if self._unlocked is None or public_key_of(self._unlocked) != found.public:
            self._unlocked = None
            self._unlock_by_asking(found)
        return self._unlocked

    def public_key(self) -> bytes | None:
        """Return the teacher's public key, or None where none was made yet."""
        found = self._read()
        if isinstance(found, LockedKey):
            return found.public
        return None if found is None else public_key_of(found)

    def ensure_public_key(self) -> bytes:
        """Return the teacher's public key; the pair is made at the first time."""
        known = self.public_key()
        if known is not None:
            return known
        made = new_private_key()
        self._make_folder()
        if write_private_once(self._path, _OPEN_LINE + base64.b64encode(made) + b"\n"):
            return public_key_of(made)
        winner = self.public_key()  # another copy of the program was a moment faster
        assert winner is not None
        return winner

    def recipient(self, lesson_key: bytes) -> bytes:
        """Return the public key to seal for: the lesson's, else this teacher's, else practice."""
        return lesson_key or self.public_key() or public_key_of(practice_private_key())

    def opener(self, wanted: str) -> bytes | None:
        """Return the private key whose public half has this fingerprint, or None.

        Raise KeyLocked where that is the teacher's and a passphrase protects it.
        """
        return next((k() for public, k in self._all() if fingerprint(public) == wanted), None)

    def _all(self) -> Iterator[tuple[bytes, Callable[[], bytes | None]]]:
        yield public_key_of(practice_private_key()), practice_private_key
        own = self.public_key()
        if own is not None:
            yield own, self.private_key

    # -- the passphrase --------------------------------------------------------------------------

    @property
    def has_passphrase(self) -> bool:
        """Return whether a passphrase protects the private half."""
        return isinstance(self._read(), LockedKey)

    @property
    def is_locked(self) -> bool:
        """Return whether a passphrase is needed before hand-ins can be opened."""
        return self._unlocked is None and self.has_passphrase

    def unlock(self, passphrase: str) -> bool:
        """Return whether the passphrase is right; if it is, the private half is known now."""
        return self._open(Opener.PASSPHRASE, normal_passphrase(passphrase))

    def unlock_with_code(self, code: str) -> bool:
        """Return whether the recovery code is right; if it is, the private half is known now."""
        return self._open(Opener.RECOVERY_CODE, normal_code(code))

    def lock(self) -> None:
        """Forget the private half until the passphrase is given again."""
        self._unlocked = None

    def set_passphrase(self, passphrase: str) -> str:
        """Protect the private half with a new passphrase and return the new recovery code.

        The pair is made where there was none. The file is replaced whole or not at all. Raise
        KeyLocked where another passphrase protects it and nobody has given that.
        """
        private = self.private_key() or new_private_key()
        code = recovery_code(random(CODE_LETTERS))
        secrets = {
            Opener.PASSPHRASE: normal_passphrase(passphrase),
            Opener.RECOVERY_CODE: normal_code(code),
        }
        self._make_folder()
        write_private_whole(self._path, self._locked(private, secrets).to_bytes())
        self._unlocked = private
        return code

    def remove_passphrase(self) -> None:
        """Let the private half lie open again; raise KeyLocked if nobody has unlocked it."""
        private = self.private_key()
        if private is None:
            raise NotAllowed("There is no passphrase here. Nothing was changed.")
        write_private_whole(self._path, _OPEN_LINE + base64.b64encode(private) + b"\n")
        self._unlocked = None

    def _locked(self, private: bytes, secrets: dict[Opener, str]) -> LockedKey:
        try:
            return locked(private, secrets, self._strength)
        except StorageTrouble:
            if self._strength == MODEST:
                raise
            return locked(private, secrets, MODEST)

    def _open(self, opens_with: Opener, secret: str) -> bool:
        found = self._read()
        if not isinstance(found, LockedKey):
            return True
        private = found.opened(opens_with, secret)
        if private is None:
            return False
        self._unlocked = private
        return True

    def _unlock_by_asking(self, found: LockedKey) -> None:
        given = None if self._ask is None else self._ask()
        if given is None:
            raise KeyLocked(
                "The teacher's key is protected by a passphrase. Nothing was changed. Open the "
                "teacher's area with it; on the command line, set ANNOTATOR_PASSPHRASE or "
                "type it when you are asked."
            )
        private = found.opened(Opener.PASSPHRASE, normal_passphrase(given))
        if private is None:
            raise KeyLocked("The passphrase is wrong. Nothing was changed. Try it again.")
        self._unlocked = private

    # -- the file --------------------------------------------------------------------------------

    def _read(self) -> bytes | LockedKey | None:
        """Return the private key, or the pair under lock, or None where there is no file."""
        try:
            data = read_limited(self._path, _LARGEST)
        except UnreadableFile as trouble:
            if isinstance(trouble.__cause__, FileNotFoundError | NotADirectoryError):
                return None
            raise  # a key that is there but closed must not be taken for none
        found = read_locked(data) if data.startswith(FIRST_LINE) else _decoded(data)
        if found is None:
            raise self._damaged(data)
        return found

    def _damaged(self, data: bytes) -> UnreadableFile:
        is_newer = data.startswith(_ANY_LINE) and not data.startswith((_OPEN_LINE, FIRST_LINE))
        if is_newer:
            return UnreadableFile(
                "“{path}” was written by a newer version of Annotator. It was left as "
                "it is. Use that version.",
                path=self._path,
            )
        return UnreadableFile(
            "“{path}” is not a teacher's key, or it is damaged. It was left as it is. "
            "Put your copy of it back; without it, hand-ins sealed for it cannot be "
            "opened.",
            path=self._path,
        )

    def _make_folder(self) -> None:
        try:
            make_private_folder(self._path.parent)
        except OSError as trouble:
            raise write_trouble(self._path, trouble) from trouble


def _decoded(data: bytes) -> bytes | None:
    if not data.startswith(_OPEN_LINE):
        return None
    try:
        key = base64.b64decode(data[len(_OPEN_LINE) :].strip(), validate=True)
    except binascii.Error:
        return None
    return key if len(key) == KEY_LENGTH else None
