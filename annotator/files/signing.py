"""Signatures with the teacher's key: everybody who has a lesson can check who wrote a file.

A lesson carries the teacher's public key for sealing, an X25519 key. XEdDSA (Perrin 2016, "The
XEdDSA and VXEdDSA Signature Schemes", revision 1) signs with the same pair, so that no second
key has to travel; what it makes is checked as an ordinary Ed25519 signature.
"""

from __future__ import annotations

import hashlib

from nacl.bindings import (
    crypto_scalarmult_ed25519_base_noclamp,
    crypto_sign_ed25519_pk_to_curve25519,
)
from nacl.exceptions import BadSignatureError
from nacl.exceptions import RuntimeError as SodiumError
from nacl.signing import VerifyKey
from nacl.utils import random

SIGNATURE_LENGTH = 64
#: The prime of the field, and the order of the base point.
_P = 2**255 - 19
_Q = 2**252 + 27742317777372353535851937790883648493
#: Tells the hash that makes the nonce from every other use: 2^256 - 2, little-endian.
_NONCE_PREFIX = b"\xfe" + b"\xff" * 31


def sign(message: bytes, private_key: bytes) -> bytes:
    """Return the signature of a message with an X25519 private key."""
    scalar = _clamped(private_key)
    point = _times_base(scalar % _Q)
    public = point[:31] + bytes([point[31] & 0x7F])
    if point[31] & 0x80:
        scalar = -scalar
    secret = (scalar % _Q).to_bytes(32, "little")
    nonce = _hash(_NONCE_PREFIX, secret, message, random(64))
    commitment = _times_base(nonce)
    challenge = _hash(commitment, public, message)
    answer = (nonce + challenge * scalar) % _Q
    return commitment + answer.to_bytes(32, "little")


def is_signed_by(message: bytes, signature: bytes, public_key: bytes) -> bool:
    """Return whether the holder of an X25519 public key's private half signed the message."""
    if len(signature) != SIGNATURE_LENGTH or len(public_key) != 32:
        return False
    edwards = _edwards(public_key)
    try:
        if crypto_sign_ed25519_pk_to_curve25519(edwards) != public_key:
            return False
        VerifyKey(edwards).verify(message, signature)
    except (BadSignatureError, SodiumError):
        return False
    return True


def _clamped(private_key: bytes) -> int:
    """Return the scalar that X25519 makes of a private key."""
    number = int.from_bytes(private_key, "little")
    return (number & ((1 << 254) - 8)) | (1 << 254)


def _times_base(scalar: int) -> bytes:
    return bytes(crypto_scalarmult_ed25519_base_noclamp(scalar.to_bytes(32, "little")))


def _edwards(public_key: bytes) -> bytes:
    """Return the Ed25519 key with sign bit 0 that belongs to an X25519 key."""
    u = (int.from_bytes(public_key, "little") & ((1 << 255) - 1)) % _P
    y = (u - 1) * pow(u + 1, _P - 2, _P) % _P
    return y.to_bytes(32, "little")


def _hash(*parts: bytes) -> int:
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little") % _Q
