"""Signatures with a key for sealing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from nacl.public import PrivateKey
from nacl.signing import SigningKey

from annotator.files.signing import SIGNATURE_LENGTH, _edwards, is_signed_by, sign

keys = st.binary(min_size=32, max_size=32)


@given(keys, st.binary(max_size=200))
def test_what_was_signed_is_known_as_such(private, message):
    public = bytes(PrivateKey(private).public_key)
    signature = sign(message, private)
    assert len(signature) == SIGNATURE_LENGTH
    assert is_signed_by(message, signature, public)


@given(keys, st.binary(min_size=1, max_size=50), st.integers(0, 511))
def test_one_changed_bit_is_enough_to_be_refused(private, message, bit):
    public = bytes(PrivateKey(private).public_key)
    signature = bytearray(sign(message, private))
    signature[bit // 8] ^= 1 << bit % 8
    assert not is_signed_by(message, bytes(signature), public)
    changed = bytes([message[0] ^ 1]) + message[1:]
    assert not is_signed_by(changed, sign(message, private), public)


@given(keys, keys)
def test_another_key_is_refused(private, other):
    public = bytes(PrivateKey(other).public_key)
    same = public == bytes(PrivateKey(private).public_key)
    assert is_signed_by(b"x", sign(b"x", private), public) is same


@given(keys)
def test_the_key_is_the_one_that_libsodium_converts(seed):
    signing = SigningKey(seed)
    edwards = bytes(signing.verify_key)
    converted = _edwards(bytes(signing.verify_key.to_curve25519_public_key()))
    assert converted == edwards[:31] + bytes([edwards[31] & 0x7F])


def test_nonsense_is_refused():
    assert not is_signed_by(b"x", b"", b"")
    for public in (b"\x00" * 32, b"\xff" * 32, (2**255 - 20).to_bytes(32, "little")):
        assert not is_signed_by(b"x", b"\x01" * 64, public)
