"""The teacher's key under a passphrase: what opens it, what does not, and what survives."""

from __future__ import annotations

import base64
import json
import os
import stat
from pathlib import Path

import pytest

from annotator.domain.errors import BadInput, KeyLocked, StorageTrouble, UnreadableFile
from annotator.domain.passphrases import new_passphrase, normal_code, wait_after
from annotator.files import atomic
from annotator.files.key_lock import FIRST_LINE, MODEST, Strength
from annotator.files.sealing import fingerprint, new_private_key, public_key_of
from annotator.files.teacher_keys import TeacherKeys

WEAK = Strength(ops=1, memory=8192)
WORDS = "four quiet green herons"


def keys_in(folder: Path, answer: str | None = None) -> TeacherKeys:
    return TeacherKeys(folder, None if answer is None else lambda: answer, WEAK)


@pytest.fixture
def made(tmp_path: Path) -> tuple[bytes, str]:
    """Put a key under a passphrase; return its private half and the recovery code."""
    keys = keys_in(tmp_path)
    keys.ensure_public_key()
    private = keys.private_key()
    assert private is not None
    return private, keys.set_passphrase(WORDS)


def test_the_key_from_before_is_kept_and_nowhere_readable(tmp_path, made):
    private, _ = made
    data = keys_in(tmp_path).path.read_bytes()
    assert data.startswith(FIRST_LINE)
    for form in (private, base64.b64encode(private), private.hex().encode(), WORDS.encode()):
        assert form not in data
    fresh = keys_in(tmp_path)
    assert fresh.public_key() == public_key_of(private)
    assert fresh.unlock(WORDS)
    assert fresh.private_key() == private


def test_a_key_without_a_passphrase_opens_as_before(tmp_path):
    old = new_private_key()
    path = tmp_path / "teacher.key"
    path.write_bytes(b"annotator-teacher-key 1\n" + base64.b64encode(old) + b"\n")
    keys = keys_in(tmp_path)
    assert keys.private_key() == old
    assert not keys.has_passphrase
    assert not keys.is_locked
    assert keys.unlock("anything")


def test_a_passphrase_makes_the_pair_where_there_was_none(tmp_path):
    keys = keys_in(tmp_path / "new")
    keys.set_passphrase(WORDS)
    assert public_key_of(keys.private_key()) == keys.public_key()


def test_a_wrong_passphrase_opens_nothing(tmp_path, made):
    keys = keys_in(tmp_path)
    assert keys.is_locked
    for wrong in ("", WORDS.upper(), WORDS[:-1], made[1]):
        assert not keys.unlock(wrong)
    with pytest.raises(KeyLocked, match="protected by a passphrase"):
        keys.private_key()
    with pytest.raises(KeyLocked):
        keys.opener(fingerprint(keys.public_key()))
    assert keys.is_locked


def test_letters_composed_by_another_keyboard_are_the_same(tmp_path):
    keys_in(tmp_path).set_passphrase("sechs schöne Vögel")
    assert keys_in(tmp_path).unlock(" sechs scho\u0308ne Vo\u0308gel ")


def test_locking_forgets_the_key_until_it_is_opened_again(tmp_path, made):
    keys = keys_in(tmp_path)
    keys.unlock(WORDS)
    keys.lock()
    with pytest.raises(KeyLocked):
        keys.private_key()


def test_the_recovery_code_opens_it_however_it_is_written(tmp_path, made):
    private, code = made
    assert len(normal_code(code)) == 25
    for written in (code, code.lower().replace("-", " "), code.replace("0", "o")):
        keys = keys_in(tmp_path)
        assert keys.unlock_with_code(written)
        assert keys.private_key() == private
    assert not keys_in(tmp_path).unlock_with_code("00000-" + code[6:-1] + "?")


def test_a_new_passphrase_needs_the_old_one_and_ends_the_old_ways_in(tmp_path, made):
    private, code = made
    with pytest.raises(KeyLocked):
        keys_in(tmp_path).set_passphrase("another four words")
    keys = keys_in(tmp_path)
    keys.unlock_with_code(code)
    keys.set_passphrase("another four words")
    fresh = keys_in(tmp_path)
    assert not fresh.unlock(WORDS)
    assert not fresh.unlock_with_code(code)
    assert fresh.unlock("another four words")
    assert fresh.private_key() == private


def test_a_passphrase_can_be_taken_away_by_who_has_it(tmp_path, made):
    with pytest.raises(KeyLocked):
        keys_in(tmp_path).remove_passphrase()
    keys = keys_in(tmp_path)
    keys.unlock(WORDS)
    keys.remove_passphrase()
    assert keys_in(tmp_path).private_key() == made[0]


def test_whoever_can_be_asked_is_asked_only_when_the_private_half_is_needed(tmp_path, made):
    asked = []
    keys = TeacherKeys(tmp_path, lambda: asked.append(1) or WORDS, WEAK)
    keys.public_key()
    keys.recipient(b"")
    keys.opener("0" * 16)
    assert asked == []
    assert keys.opener(fingerprint(keys.public_key())) == made[0]
    assert keys.private_key() == made[0]
    assert asked == [1]
    with pytest.raises(KeyLocked, match="wrong"):
        keys_in(tmp_path, "no").private_key()


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_nobody_else_may_read_the_locked_file(tmp_path, made):
    assert stat.S_IMODE(keys_in(tmp_path).path.stat().st_mode) == 0o600


def changed(data: bytes, **parts: object) -> bytes:
    found = json.loads(data[len(FIRST_LINE) :])
    found["locks"][0].update(parts)
    return FIRST_LINE + json.dumps(found).encode()


def test_a_box_salt_or_strength_that_was_changed_opens_nothing(tmp_path, made):
    path = keys_in(tmp_path).path
    data = path.read_bytes()
    lock = json.loads(data[len(FIRST_LINE) :])["locks"][0]
    for part in ("box", "salt"):
        raw = bytearray(base64.b64decode(lock[part]))
        raw[3] ^= 1
        path.write_bytes(changed(data, **{part: base64.b64encode(raw).decode()}))
        assert not keys_in(tmp_path).unlock(WORDS)
    path.write_bytes(changed(data, ops=2))
    assert not keys_in(tmp_path).unlock(WORDS)


def test_a_public_half_that_was_exchanged_is_noticed(tmp_path, made):
    path = keys_in(tmp_path).path
    found = json.loads(path.read_bytes()[len(FIRST_LINE) :])
    found["public"] = base64.b64encode(public_key_of(new_private_key())).decode()
    path.write_bytes(FIRST_LINE + json.dumps(found).encode())
    assert not keys_in(tmp_path).unlock(WORDS)


@pytest.mark.parametrize(
    "parts",
    [{"memory": 1 << 40}, {"ops": 10_000}, {"ops": 0}, {"salt": "AAAA"}, {"box": "AAAA"},
     {"opens_with": "a smile"}, {"ops": "many"}, {"box": 7}, {"ops": float("inf")},
     {"memory": 1 << 30}, {"ops": 10}],
)  # fmt: skip
def test_a_forged_lock_is_told_as_damage_and_costs_nothing(tmp_path, made, parts):
    keys = keys_in(tmp_path)
    data = changed(keys.path.read_bytes(), **parts)
    keys.path.write_bytes(data)
    with pytest.raises(UnreadableFile, match="damaged"):
        keys.unlock(WORDS)
    with pytest.raises(UnreadableFile):
        keys.ensure_public_key()
    assert keys.path.read_bytes() == data


@pytest.mark.parametrize("rest", [b"", b"[]", b"{}", b"\xff", b'{"public": "", "locks": []}'])
def test_a_torn_file_is_told_as_damage(tmp_path, rest):
    (tmp_path / "teacher.key").write_bytes(FIRST_LINE + rest)
    with pytest.raises(UnreadableFile, match="damaged"):
        keys_in(tmp_path).public_key()


def test_a_file_of_a_newer_program_is_left_alone_and_said(tmp_path):
    (tmp_path / "teacher.key").write_bytes(b"annotator-teacher-key 3\nwhatever")
    with pytest.raises(UnreadableFile, match="newer version"):
        keys_in(tmp_path).public_key()


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_power_cut_while_setting_leaves_the_key_from_before(tmp_path, monkeypatch, step):
    keys = keys_in(tmp_path)
    keys.ensure_public_key()
    before = keys.path.read_bytes()

    class PowerCut(BaseException):
        pass

    def cut(*_args):
        raise PowerCut

    with monkeypatch.context() as patch:
        if step == "fsync":
            patch.setattr(atomic.os, "fsync", cut)
        else:
            patch.setattr(atomic.Path, "replace", cut)
        with pytest.raises(PowerCut):
            keys.set_passphrase(WORDS)
    assert keys.path.read_bytes() == before
    assert not keys_in(tmp_path).has_passphrase


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="a folder that is closed")
def test_a_read_only_folder_is_told_and_changes_nothing(tmp_path):
    keys = keys_in(tmp_path)
    keys.ensure_public_key()
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(StorageTrouble, match="unchanged"):
            keys.set_passphrase(WORDS)
    finally:
        tmp_path.chmod(0o700)
    assert not keys.has_passphrase


def test_a_machine_with_little_memory_takes_the_modest_strength(tmp_path, monkeypatch):
    from annotator.files import key_lock

    real = key_lock.argon2id.kdf

    def scarce(size, secret, salt, ops, memory):
        if memory > MODEST.memory:
            raise key_lock.SodiumTrouble("out of memory")
        return real(size, secret, salt, ops, memory)

    monkeypatch.setattr(key_lock.argon2id, "kdf", scarce)
    keys = TeacherKeys(tmp_path)
    keys.set_passphrase(WORDS)
    assert TeacherKeys(tmp_path).unlock(WORDS)
    lock = json.loads(keys.path.read_bytes()[len(FIRST_LINE) :])["locks"][0]
    assert (lock["ops"], lock["memory"]) == (MODEST.ops, MODEST.memory)


# -- what a passphrase may be ------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed, again, said",
    [
        ("short", "short", "at least 8"),
        ("aaaaaaaaaa", "aaaaaaaaaa", "easy to guess"),
        (WORDS, WORDS + "s", "not the same"),
        ("ab12" * 60, "ab12" * 60, "at most 200"),
    ],
)
def test_a_poor_passphrase_is_refused_with_the_reason(typed, again, said):
    with pytest.raises(BadInput, match=said):
        new_passphrase(typed, again)


def test_the_wait_grows_and_stays_short():
    assert [wait_after(n) for n in range(8)] == [0, 1, 2, 4, 8, 16, 30, 30]
