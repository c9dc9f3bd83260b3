"""To say that one cannot tell earns nothing and costs nothing."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.anchors import anchor_of
from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import AnnotationId, ArticleId, AuthorId, CategoryId
from annotator.domain.keys import UnscoredSentence
from annotator.domain.scheme import CANNOT_TELL
from annotator.domain.spans import Span
from annotator.scoring.class_statistics import class_alpha
from annotator.scoring.hand_in import prepare_key, score_hand_in
from tests.fakes import sample_lesson
from tests.fakes.sample_lesson import CLAIM, LOADED, OPINION, REPORTING

LESSON = sample_lesson.with_cannot_tell()
BEFORE = sample_lesson.lesson()
KEY = sample_lesson.key()
SENTENCES = [(a, s) for a in LESSON.articles for s in a.sentences]


def mark(number: int, article_id: ArticleId, category_id: CategoryId, span: Span) -> Annotation:
    anchor = anchor_of(LESSON.article(article_id).body, span)
    name = AnnotationId(str(number))
    return Annotation(name, article_id, category_id, span, anchor, AuthorId("mira"), created=None)


labels = st.lists(
    st.tuples(st.sampled_from((LOADED, CLAIM, OPINION, REPORTING)), st.sampled_from(SENTENCES)),
    max_size=8,
    unique_by=lambda one: (one[1][0].id, one[1][1]),
)


@given(labels, st.sets(st.sampled_from(SENTENCES), max_size=6))
def test_it_changes_no_score(given_labels, unsure):
    work = [mark(n, a.id, c, s) for n, (c, (a, s)) in enumerate(given_labels)]
    places = enumerate(sorted(unsure, key=str), 100)
    doubts = [mark(n, article.id, CANNOT_TELL, span) for n, (article, span) in places]
    prepared = prepare_key(LESSON, KEY)
    assert score_hand_in(prepared, work + doubts) == score_hand_in(prepared, work)


def test_a_scheme_with_it_scores_as_one_without():
    work = [mark(n, k.article_id, k.category_id, k.span) for n, k in enumerate(KEY.annotations)]
    with_label = score_hand_in(prepare_key(LESSON, KEY), work)
    assert with_label == score_hand_in(prepare_key(BEFORE, KEY), work)
    assert CANNOT_TELL not in {each.category_id for each in with_label.categories}


def test_a_label_on_what_the_key_leaves_open_is_not_scored():
    article = LESSON.articles[0]
    labelled = {k.span for k in KEY.for_article(article.id)}
    sentence = next(s for s in article.sentences if s not in labelled)
    key = replace(KEY, unscored=(UnscoredSentence(article.id, sentence, "It only asks."),))
    for category in (OPINION, REPORTING, CANNOT_TELL):
        work = [mark(1, article.id, category, sentence)]
        assert score_hand_in(prepare_key(LESSON, key), work).points == 0.0
        assert score_hand_in(prepare_key(LESSON, key), work).labelled_sentences == 0


def test_the_agreement_of_a_class_leaves_it_out():
    article, sentence = SENTENCES[0]
    work = [[mark(1, article.id, OPINION, sentence)], [mark(2, article.id, CANNOT_TELL, sentence)]]
    by_category, _ = class_alpha(LESSON, work)
    assert CANNOT_TELL not in by_category
