"""How far a key covers the articles, paragraph by paragraph."""

from __future__ import annotations

from annotator.domain.annotating import Remove
from annotator.domain.identifiers import ArticleId
from annotator.services.answer_keys import changed_key
from annotator.services.coverage import coverage_of
from tests.fakes import sample_lesson

LESSON = sample_lesson.lesson()
KEY = sample_lesson.key()


def test_coverage_names_the_paragraphs_without_any_key():
    robbery = [k.id for k in KEY.for_article(ArticleId("bugle")) if k.quote == "robbery"]
    key = changed_key(LESSON, KEY, Remove(tuple(robbery))).key
    bugle, record = coverage_of(LESSON, key)
    assert [paragraph.number for paragraph in bugle.bare] == [3]
    assert [p.on_words for p in bugle.paragraphs] == [3, 1, 0]
    assert record.bare == ()
