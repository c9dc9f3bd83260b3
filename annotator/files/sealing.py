"""Sealed boxes: anybody can close one for a teacher, only the teacher can open it."""

from __future__ import annotations

import hashlib

from nacl.bindings import crypto_scalarmult
from nacl.exceptions import CryptoError
from nacl.exceptions import RuntimeError as SodiumError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import SecretBox

from annotator.domain.errors import NotAllowed

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


def is_sound(public_key: bytes) -> bool:
    """Return whether a key closes anything: what is sealed to a point of low order is open."""
    if len(public_key) != KEY_LENGTH:
        return False
    try:
        crypto_scalarmult(practice_private_key(), public_key)
    except SodiumError:
        return False
    return True


def class_key(lesson_id: str, public_key: bytes) -> bytes:
    """Return the secret that whoever has a lesson file of a teacher can make, and nobody else.

    A lesson without a teacher's key gives form, not secrecy, as for hand-ins.
    """
    known = public_key or public_key_of(practice_private_key())
    return hashlib.blake2b(
        lesson_id.encode("utf-8"), key=known, digest_size=KEY_LENGTH, person=b"annotator-class1"
    ).digest()


def key_name(key: bytes) -> str:
    """Return by what a file tells which secret opens it, without telling the secret."""
    return hashlib.blake2b(key, digest_size=8, person=b"annotator-name 1").hexdigest()


def lock_with(key: bytes, data: bytes) -> bytes:
    """Return `data` so that only who has the secret can read it."""
    return bytes(SecretBox(key).encrypt(data))


def open_locked(key: bytes, locked: bytes) -> bytes | None:
    """Return what was locked with this secret, or None if it was changed or is another's."""
    try:
        return bytes(SecretBox(key).decrypt(locked))
    except (CryptoError, ValueError):
        return None


def seal(data: bytes, public_key: bytes) -> bytes:
    """Return `data` so that only the holder of the private half can read it.

    Raise NotAllowed if it is no key that keeps anything closed.
    """
    if not is_sound(public_key):
        raise NotAllowed(
            "The teacher's key in this lesson is wrong, so nothing can be sealed for the teacher. "
            "Your work is kept here. Ask your teacher for the lesson file again."
        )
    return SealedBox(PublicKey(public_key)).encrypt(data)


def open_sealed(sealed: bytes, private_key: bytes) -> bytes | None:
    """Return what was sealed for this key, or None if it was changed or is for another key."""
    try:
        return SealedBox(PrivateKey(private_key)).decrypt(sealed)
    except CryptoError:
        return None
