"""The lessons that ship are read once, and again whenever anything about them changed."""

from __future__ import annotations

import shutil

import pytest

from annotator import paths
from annotator.domain.identifiers import LessonId
from annotator.use_cases import lessons as installing
from annotator.use_cases.shipped_lessons import NOTE_NAME
from annotator.wiring.application import open_application

WARM_UP = LessonId("warm-up")


@pytest.fixture
def read(monkeypatch, tmp_path):
    """Return the names of the folders that were read, on a copy of the warm-up alone."""
    lessons = tmp_path / "lessons"
    shutil.copytree(paths.lessons_dir() / "warm-up", lessons / "warm-up")
    monkeypatch.setattr(paths, "lessons_dir", lambda: lessons)
    seen: list[str] = []
    plain = installing._source

    def watched(folder):
        seen.append(folder.name)
        return plain(folder)

    monkeypatch.setattr(installing, "_source", watched)
    return seen


def start(folder):
    application = open_application(folder)
    try:
        application.lessons.install_shipped()
        with application.ports.store.reading() as unit:
            lesson = unit.lessons.find(WARM_UP)
            assert lesson is not None
            assert unit.lessons.hashes() == {WARM_UP: lesson.hash}
            return lesson
    finally:
        application.close()


def test_a_second_start_reads_no_source(read, tmp_path):
    first = start(tmp_path / "data")
    assert start(tmp_path / "data") == first
    assert read == ["warm-up"]


def test_a_changed_source_is_read_again(read, tmp_path):
    start(tmp_path / "data")
    source = tmp_path / "lessons" / "warm-up" / "lesson.toml"
    text = source.read_text(encoding="utf-8").replace("minutes = ", "minutes = 1", 1)
    source.write_text(text, encoding="utf-8")
    assert start(tmp_path / "data").minutes > 100
    assert read == ["warm-up", "warm-up"]


def test_a_key_that_is_here_follows_its_lesson_to_the_next_version(read, tmp_path):
    folder = tmp_path / "lessons" / "warm-up"
    change(folder / "lesson.toml", 'feedback = "at-once"', 'feedback = "after-hand-in"')
    assert key_after_start(tmp_path / "data") is None
    application = open_application(tmp_path / "data")
    application.lessons.with_key(WARM_UP)  # a teacher grades
    application.close()
    change(folder / "lesson.toml", "version = 2", "version = 3")
    change(folder / "articles" / "01-thornwick-bell.md", "monstrous", "shocking")
    change(folder / "key.toml", "monstrous", "shocking")
    key = key_after_start(tmp_path / "data")
    assert "shocking" in [each.quote for each in key.annotations]


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def key_after_start(folder):
    start(folder)
    application = open_application(folder)
    try:
        with application.ports.store.reading() as unit:
            return unit.lessons.find_key(WARM_UP)
    finally:
        application.close()


def test_another_database_in_the_folder_gets_the_lessons(read, tmp_path):
    start(tmp_path / "data")
    for each in (tmp_path / "data").glob("annotator.db*"):
        each.unlink()
    start(tmp_path / "data")
    assert read == ["warm-up", "warm-up"]


@pytest.mark.parametrize("note", [b"", b"[" * 100_000, b"[]", b'{"warm-up": 5}', b"\xff"])
def test_a_damaged_note_is_as_none(read, tmp_path, note):
    start(tmp_path / "data")
    (tmp_path / "data" / NOTE_NAME).write_bytes(note)
    start(tmp_path / "data")
    assert read == ["warm-up", "warm-up"]
