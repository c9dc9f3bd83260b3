"""Which articles are asked for travels with lessons, and the chosen group with hand-ins."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.asked import AskedArticles, ReadingGroup
from annotator.domain.identifiers import ArticleId
from annotator.domain.lessons import Lesson
from annotator.files.hand_in_record import hand_in_of, record_of
from annotator.files.lesson_package import package_bytes, read_package, write_package
from annotator.files.lesson_source import inspect_source, read_source, write_source
from tests.fakes import sample_lesson
from tests.unit.files import samples
from tests.unit.files.source_folder import SourceFolder

BUGLE, RECORD = ArticleId("bugle"), ArticleId("record")
GROUPS = AskedArticles(groups=(ReadingGroup("Red", (BUGLE,)), ReadingGroup("Bleu é", (RECORD,))))


def lesson(asked: AskedArticles) -> Lesson:
    plain = sample_lesson.lesson()
    first, *rest = plain.questions
    return replace(plain, asked=asked, questions=(replace(first, needs_all=True), *rest))


@pytest.mark.parametrize("asked", [AskedArticles(at_least=1), GROUPS])
def test_it_comes_back_from_a_package_and_from_a_folder(
    asked: AskedArticles, tmp_path: Path
) -> None:
    given = lesson(asked)
    write_package(tmp_path / "x.lesson", given)
    assert read_package(tmp_path / "x.lesson") == given
    write_source(tmp_path / "folder", given)
    assert read_source(tmp_path / "folder", tmp_path)[0] == given


def test_a_lesson_that_asks_for_all_is_packed_as_before() -> None:
    told = package_bytes(sample_lesson.lesson())
    assert b"asked" not in told
    assert b"needs_all" not in told


def test_the_group_of_a_hand_in_comes_back_and_is_no_field_without_groups() -> None:
    plain = samples.full_hand_in()
    assert "group" not in record_of(plain, "1").model_dump_json(exclude_none=True).replace(
        "annotator:articles", ""
    )
    grouped = replace(plain, reading_group="Bleu é")
    assert hand_in_of(record_of(grouped, "1")) == grouped
    assert hand_in_of(record_of(plain, "1")) == plain


@pytest.mark.parametrize(
    "wrong, said",
    [
        ("at_least = 3", "at least 3 articles are asked for, but there are 2"),
        ("at_least = 0", "at_least"),
        (
            'at_least = 1\n[[asked.groups]]\nname = "Red"\narticles = ["bugle"]',
            "“at_least” and “groups” cannot both be there",
        ),
        ('[[asked.groups]]\nname = "Red"\narticles = ["bungle"]', "no article “bungle”"),
        ('[[asked.groups]]\nname = "Red"\narticles = []', "articles"),
        (
            '[[asked.groups]]\nname = "Red"\narticles = ["bugle"]\n'
            '[[asked.groups]]\nname = "Red"\narticles = ["record"]',
            "the name “Red” is taken already",
        ),
    ],
)
def test_what_cannot_be_asked_is_one_clear_problem(wrong: str, said: str, tmp_path: Path) -> None:
    source = SourceFolder(tmp_path)
    file = source.lesson / "lesson.toml"
    file.write_text(f"{file.read_text('utf-8')}\n[asked]\n{wrong}\n", "utf-8")
    (problem,) = inspect_source(source.lesson, source.schemes).problems
    assert problem.file == "lesson.toml"
    assert said in str(problem)
