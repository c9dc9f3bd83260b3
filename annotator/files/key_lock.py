"""A private key under lock: encrypted once for the passphrase and once for the recovery code.

The file is a first line and one JSON object:

    annotator-teacher-key 2
    {"public": "...", "locks": [{"opens_with": "passphrase", "ops": 3, "memory": 268435456,
     "salt": "...", "box": "..."}, {"opens_with": "recovery-code", ...}]}

Each box is the private half in a libsodium secret box, whose key is made with Argon2id from
what the teacher types. Everything is in base64.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from nacl.exceptions import CryptoError
from nacl.exceptions import RuntimeError as SodiumTrouble
from nacl.pwhash import argon2id
from nacl.secret import SecretBox
from nacl.utils import random

from annotator.domain.errors import StorageTrouble
from annotator.files.sealing import KEY_LENGTH, public_key_of

FIRST_LINE = b"annotator-teacher-key 2\n"
#: A file may not ask for more than this program ever asks: a forged one cannot stop the machine.
_MOST_OPS, _MOST_MEMORY = argon2id.OPSLIMIT_MODERATE, argon2id.MEMLIMIT_MODERATE


class Opener(StrEnum):
    """What opens a lock."""

    PASSPHRASE = "passphrase"  # noqa: S105
    RECOVERY_CODE = "recovery-code"


@dataclass(frozen=True, slots=True)
class Strength:
    """How much work a guess costs: passes, and memory in bytes."""

    ops: int = argon2id.OPSLIMIT_MODERATE
    memory: int = argon2id.MEMLIMIT_MODERATE


#: What a machine with little memory can do.
MODEST = Strength(argon2id.OPSLIMIT_INTERACTIVE, argon2id.MEMLIMIT_INTERACTIVE)


@dataclass(frozen=True, slots=True)
class Lock:
    """The private key in one box."""

    opens_with: Opener
    strength: Strength
    salt: bytes
    box: bytes

    def opened(self, secret: str) -> bytes | None:
        """Return the private key, or None if the secret is wrong or the box was changed."""
        key = _stretched(secret, self.salt, self.strength)
        try:
            return bytes(SecretBox(key).decrypt(self.box))
        except CryptoError:
            return None


@dataclass(frozen=True, slots=True)
class LockedKey:
    """A key pair whose private half is under lock; the public half is readable."""

    public: bytes
    locks: tuple[Lock, ...]

    def opened(self, opens_with: Opener, secret: str) -> bytes | None:
        """Return the private half, or None if the secret is wrong or the file was changed."""
        for lock in self.locks:
            private = lock.opened(secret) if lock.opens_with is opens_with else None
            # A public half that was exchanged would send hand-ins to somebody else.
            if private is not None and public_key_of(private) == self.public:
                return private
        return None

    def to_bytes(self) -> bytes:
        """Return the file."""
        data = {
            "public": _in_base64(self.public),
            "locks": [
                {
                    "opens_with": lock.opens_with.value,
                    "ops": lock.strength.ops,
                    "memory": lock.strength.memory,
                    "salt": _in_base64(lock.salt),
                    "box": _in_base64(lock.box),
                }
                for lock in self.locks
            ],
        }
        return FIRST_LINE + json.dumps(data, indent=1).encode("ascii") + b"\n"


def locked(private: bytes, secrets: dict[Opener, str], strength: Strength) -> LockedKey:
    """Return a private key under one lock for each secret."""
    return LockedKey(
        public_key_of(private),
        tuple(_lock(private, opens, secret, strength) for opens, secret in secrets.items()),
    )


def _lock(private: bytes, opens_with: Opener, secret: str, strength: Strength) -> Lock:
    salt = random(argon2id.SALTBYTES)
    key = _stretched(secret, salt, strength)
    return Lock(opens_with, strength, salt, bytes(SecretBox(key).encrypt(private)))


def _stretched(secret: str, salt: bytes, strength: Strength) -> bytes:
    try:
        return argon2id.kdf(
            SecretBox.KEY_SIZE, secret.encode("utf-8"), salt, strength.ops, strength.memory
        )
    except SodiumTrouble as trouble:
        raise StorageTrouble(
            "This machine has not enough free memory ({memory} MB) to check a "
            "passphrase. Nothing was changed. Close other programs, then try again.",
            memory=strength.memory >> 20,
        ) from trouble


def read_locked(data: bytes) -> LockedKey | None:
    """Return the key in a file that starts with `FIRST_LINE`, or None if it is damaged."""
    try:
        found = json.loads(data[len(FIRST_LINE) :])
        public = base64.b64decode(found["public"], validate=True)
        locks = tuple(_read_lock(each) for each in found["locks"])
    except (ValueError, TypeError, KeyError, ArithmeticError, RecursionError, binascii.Error):
        return None
    if len(public) != KEY_LENGTH or not 1 <= len(locks) <= len(Opener):
        return None
    return LockedKey(public, locks)


def _read_lock(found: dict[str, Any]) -> Lock:
    strength = Strength(int(found["ops"]), int(found["memory"]))
    salt = base64.b64decode(found["salt"], validate=True)
    box = base64.b64decode(found["box"], validate=True)
    is_sane = (
        argon2id.OPSLIMIT_MIN <= strength.ops <= _MOST_OPS
        and argon2id.MEMLIMIT_MIN <= strength.memory <= _MOST_MEMORY
        and len(salt) == argon2id.SALTBYTES
        and len(box) == KEY_LENGTH + SecretBox.NONCE_SIZE + SecretBox.MACBYTES
    )
    if not is_sane:
        raise ValueError("no lock that this program makes")
    return Lock(Opener(found["opens_with"]), strength, salt, box)


def _in_base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
