"""Signatures with the teacher's key: everybody who has a lesson can check who wrote a file.

A lesson carries the teacher's public key for sealing, an X25519 key. XEdDSA (Perrin 2016, "The
XEdDSA and VXEdDSA Signature Schemes", revision 1) signs with the same pair, so that no second
key has to travel; what it makes is checked as an ordinary Ed25519 signature.
"""

from __future__ import annotations

import hashlib

from nacl.bindings import (
    crypto_core_ed25519_scalar_add,
    crypto_core_ed25519_scalar_mul,
    crypto_core_ed25519_scalar_negate,
    crypto_core_ed25519_scalar_reduce,
    crypto_scalarmult_ed25519_base_noclamp,
    crypto_sign_ed25519_pk_to_curve25519,
)
from nacl.exceptions import BadSignatureError
from nacl.exceptions import RuntimeError as SodiumError
from nacl.signing import VerifyKey
from nacl.utils import random

SIGNATURE_LENGTH = 64
#: The prime of the field.
_P = 2**255 - 19
#: Tells the hash that makes the nonce from every other use: 2^256 - 2, little-endian.
_NONCE_PREFIX = b"\xfe" + b"\xff" * 31


def sign(message: bytes, private_key: bytes) -> bytes:
    """Return the signature of a message with an X25519 private key."""
    secret = _scalar_of(private_key)
    public = crypto_scalarmult_ed25519_base_noclamp(secret)
    if public[31] & 0x80:  # of the two keys with this x the one of sign 0 is meant
        secret = crypto_core_ed25519_scalar_negate(secret)
        public = public[:31] + bytes([public[31] & 0x7F])
    nonce = _hash(_NONCE_PREFIX, secret, message, random(64))
    commitment = crypto_scalarmult_ed25519_base_noclamp(nonce)
    challenge = _hash(commitment, public, message)
    product = crypto_core_ed25519_scalar_mul(challenge, secret)
    return bytes(commitment + crypto_core_ed25519_scalar_add(nonce, product))


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


def _scalar_of(private_key: bytes) -> bytes:
    """Return the scalar that X25519 makes of a private key, below the order of the base point."""
    first, last = private_key[0] & 0xF8, private_key[31] & 0x7F | 0x40
    clamped = bytes([first]) + private_key[1:31] + bytes([last])
    return bytes(crypto_core_ed25519_scalar_reduce(clamped + bytes(32)))


def _edwards(public_key: bytes) -> bytes:
    """Return the Ed25519 key with sign bit 0 that belongs to an X25519 key.

    libsodium has only the way back; both keys are public.
    """
    u = (int.from_bytes(public_key, "little") & ((1 << 255) - 1)) % _P
    y = (u - 1) * pow(u + 1, _P - 2, _P) % _P
    return y.to_bytes(32, "little")


def _hash(*parts: bytes) -> bytes:
    """Return the SHA-512 as a scalar."""
    return bytes(crypto_core_ed25519_scalar_reduce(hashlib.sha512(b"".join(parts)).digest()))
