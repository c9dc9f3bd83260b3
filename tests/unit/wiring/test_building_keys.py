"""A second key for a draft: from a key file, from a hand-in, and from what does not fit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.errors import UnreadableFile
from annotator.domain.hand_ins import HandIn
from annotator.domain.identifiers import ArticleId, HandInId
from annotator.files.key_source import key_text
from annotator.services import answer_keys
from annotator.use_cases.drafting import other_key
from tests.fakes import sample_lesson
from tests.fakes.ports import MemoryFiles, make_ports

LESSON = sample_lesson.lesson()
KEY = sample_lesson.key()


def test_a_key_file_of_the_same_lesson_comes_back_whole(tmp_path):
    path = tmp_path / "key.toml"
    path.write_text(key_text(LESSON, KEY), encoding="utf-8")
    found = other_key(make_ports(), path, LESSON)
    assert {each.id for each in found.key.annotations} == {each.id for each in KEY.annotations}
    assert (found.name, found.left_out) == ("key.toml", 0)


def test_what_fits_of_a_key_for_another_version_is_taken_and_the_rest_counted(tmp_path):
    path = tmp_path / "key.toml"
    text = key_text(LESSON, KEY).replace('"greedy"', '"generous"')
    path.write_text(text, encoding="utf-8")
    found = other_key(make_ports(), path, LESSON)
    assert found.left_out == 1
    assert len(found.key.annotations) == len(KEY.annotations) - 1


@pytest.mark.parametrize(
    "text, told",
    [
        ("not toml at all [", "this is not TOML"),
        ("format = 1\n", "nothing on the articles"),
        ("format = 2\nannotations = 5\n", "newer version"),
        ('format = 1\n[[annotations]]\narticle = "x"\ncategory = "y"\nquote = "z"\n', "nothing on"),
    ],
)
def test_a_file_that_fits_nothing_is_one_sentence(tmp_path, text, told):
    path = tmp_path / "key.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFile, match=told) as trouble:
        other_key(make_ports(), path, LESSON)
    assert "Your key was not changed." in str(trouble.value)


def test_a_colleague_s_hand_in_is_a_key_with_their_name():
    files = MemoryFiles()
    drawn = answer_keys.annotations_of(LESSON, KEY, ArticleId("bugle"))
    hand_in = HandIn(
        HandInId("h1"),
        LESSON.id,
        1,
        LESSON.hash,
        {a.id: a.hash for a in LESSON.articles},
        "Ms Gray",
        1,
        make_ports().now(),
        annotations=(*drawn, replace(drawn[0], article_id=ArticleId("gone"))),
    )
    path = files.write(hand_in, LESSON, Path("drop"))
    found = other_key(make_ports(files=files), path, LESSON)
    assert (found.name, found.left_out) == ("Ms Gray", 1)
    assert len(found.key.annotations) == len(KEY.for_article(ArticleId("bugle")))
