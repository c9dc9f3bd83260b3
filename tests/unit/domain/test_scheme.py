"""The categories of a scheme, by whatever they are called."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.domain.errors import UnknownThing
from annotator.domain.scheme import Scheme
from annotator.files.lesson_source import read_source
from annotator.paths import lessons_dir, schemes_dir
from tests.fakes import sample_lesson

NOW = read_source(lessons_dir() / "warm-up", schemes_dir())[0].scheme
#: A lesson made before the category had its new name keeps its own words.
BEFORE = sample_lesson.scheme()


@pytest.mark.parametrize("scheme", [NOW, BEFORE], ids=["now", "before"])
@pytest.mark.parametrize("word", ["reporting", "Reporting", "R", "Checkable", " checkable "])
def test_lessons_of_both_times_know_the_word_of_the_other(scheme: Scheme, word: str) -> None:
    assert scheme.named(word).id == "reporting"


def test_its_own_letter_and_name_find_a_category_first() -> None:
    assert NOW.named("c").id == "reporting"
    loaded, *rest = BEFORE.categories
    own = replace(BEFORE, categories=(replace(loaded, name="Checkable"), *rest))
    assert own.named("checkable").id == loaded.id


def test_a_scheme_without_the_category_does_not_know_its_words() -> None:
    other = replace(NOW, categories=NOW.categories[:3])
    with pytest.raises(UnknownThing, match="no category “reporting”"):
        other.named("reporting")
