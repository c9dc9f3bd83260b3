"""What is sealed stays closed, or is not sealed at all."""

from __future__ import annotations

import pytest

from annotator.domain.errors import NotAllowed
from annotator.files.sealing import is_sound, new_private_key, open_sealed, public_key_of, seal
from tests.attack.forged import LOW_ORDER


@pytest.mark.parametrize("key", [*LOW_ORDER, b"", b"short", bytes(33)])
def test_a_key_that_everybody_can_open_seals_nothing(key: bytes) -> None:
    assert not is_sound(key)
    with pytest.raises(NotAllowed, match="Your work is kept here"):
        seal(b"work", key)


def test_a_real_key_seals() -> None:
    private = new_private_key()
    assert is_sound(public_key_of(private))
    assert open_sealed(seal(b"work", public_key_of(private)), private) == b"work"
