"""Sealed boxes: anybody can close one for a teacher, only the teacher can open it."""

from __future__ import annotations

import hashlib

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

#: Published on purpose. A hand-in on a lesson without a teacher's key is sealed to the pair
#: made from this line: every copy of the program can open it. It gives form, not secrecy.
_PRACTICE_SEED = b"annotator practice key 1: published, opens every practice hand-in"

#: The length of both halves of a key pair, in bytes.
KEY_LENGTH = 32


def new_private_key() -> bytes:
    """Return the private half of a new key pair."""
    return bytes(PrivateKey.generate())


def practice_private_key() -> bytes:
    """Return the private half of the published practice pair; it keeps no secret."""
    return hashlib.sha256(_PRACTICE_SEED).digest()


def public_key_of(private_key: bytes) -> bytes:
    """Return the public half that belongs to a private half."""
    return bytes(PrivateKey(private_key).public_key)


def fingerprint(public_key: bytes) -> str:
    """Return a short name for a public key: 16 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(public_key).hexdigest()[:16]


def seal(data: bytes, public_key: bytes) -> bytes:
    """Return `data` so that only the holder of the private half can read it."""
    return SealedBox(PublicKey(public_key)).encrypt(data)


def open_sealed(sealed: bytes, private_key: bytes) -> bytes | None:
    """Return what was sealed for this key, or None if it was changed or is for another key."""
    try:
        return SealedBox(PrivateKey(private_key)).decrypt(sealed)
    except CryptoError:
        return None
