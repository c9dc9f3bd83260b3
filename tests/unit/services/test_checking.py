"""A lesson is proved: misplaced keys are errors, odd counts are advice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.domain.anchors import anchor_of
from annotator.domain.annotations import Link, LinkEnd
from annotator.domain.identifiers import (
    TEACHER,
    ArticleId,
    CategoryId,
    KeyId,
    LinkId,
    QuestionId,
    TechniqueId,
)
from annotator.domain.keys import AnswerKey, KeyAnnotation, KeyStatus, UnscoredSentence
from annotator.domain.lessons import Block, BlockKind, Lesson, RequiredWork
from annotator.domain.sentences import split_sentences
from annotator.domain.spans import Span
from annotator.services.checking import LessonReport, check_lesson
from annotator.services.lesson_counts import CountRules, UsualRange
from tests.fakes import sample_lesson
from tests.fakes.sample_lesson import CLAIM, LOADED, OPINION, REPORTING, span_of

LESSON = sample_lesson.lesson()
BUGLE, RECORD = LESSON.articles


def entry(
    article_id: str, category: CategoryId, span: Span, lesson: Lesson = LESSON, **fields: object
) -> KeyAnnotation:
    made = KeyAnnotation(
        id=KeyId(f"{article_id}/{category}/{span.start}-{span.end}"),
        article_id=ArticleId(article_id),
        category_id=category,
        span=span,
        quote=span.of(lesson.article(article_id).body) if article_id in ("bugle", "record") else "",
        explanation="Because.",
    )
    return replace(made, **fields)


def labels() -> tuple[KeyAnnotation, ...]:
    """Return a label on every sentence."""
    return tuple(
        entry(article.id, REPORTING, sentence)
        for article in LESSON.articles
        for sentence in article.sentences
    )


def errors(*entries: KeyAnnotation, **parts: object) -> list[str]:
    key = replace(AnswerKey((*labels(), *entries)), **parts)
    return [finding.message for finding in check_lesson(LESSON, key).errors]


def greedy(**fields: object) -> KeyAnnotation:
    return replace(entry("bugle", LOADED, span_of(LESSON, "bugle", "greedy")), **fields)


# -- errors ------------------------------------------------------------------------------------


def test_a_sound_key_has_no_errors() -> None:
    assert errors(greedy(), greedy(category_id=CLAIM)) == []


@pytest.mark.parametrize(
    "fields, said",
    [
        ({"article_id": "nowhere"}, "A key is on the article “nowhere”"),
        ({"category_id": "sarcasm"}, "has the category “sarcasm”, which the scheme has not"),
        ({"technique_id": TechniqueId("x")}, "Choose one of: loaded-language-a"),
        ({"span": Span(0, 99_999)}, "stands outside the text"),
        ({"span": Span(4, 4)}, "stands outside the text"),
        ({"quote": "greedier"}, "does not stand where the key says"),
        ({"span": Span(4, 9), "quote": "greed"}, "cuts a word"),
        ({"span": Span(3, 4), "quote": " "}, "has no word in it"),
    ],
)
def test_a_key_that_does_not_fit_is_an_error(fields: dict, said: str) -> None:
    (found,) = errors(greedy(**fields))
    assert said in found


def test_a_key_that_splits_a_family_of_emoji_is_an_error() -> None:
    start = BUGLE.body.index("👩‍👩‍👧")
    for span in (Span(start, start + 1), Span(start - 5, start + 3)):
        (found,) = errors(entry("bugle", LOADED, span))
        assert "splits a character in two" in found or "has no word" in found


def test_a_label_on_a_part_of_a_sentence_is_an_error() -> None:
    whole = RECORD.sentences[0]
    part = entry("record", OPINION, Span(whole.start, whole.end - 1))
    assert any("is no whole sentence" in message for message in errors(part))


def test_overlaps_of_one_category_are_errors_and_of_two_are_not() -> None:
    span = span_of(LESSON, "bugle", "greedy canteen")
    assert errors(greedy(), entry("bugle", CLAIM, span)) == []
    (found,) = errors(greedy(), entry("bugle", LOADED, span))
    assert "overlaps" in found
    assert "of the same category" in found


def test_an_overlap_is_found_behind_a_shorter_one() -> None:
    whole = span_of(LESSON, "bugle", "greedy canteen slapped a cruel price")
    inner = [span_of(LESSON, "bugle", word) for word in ("canteen", "cruel")]
    found = errors(*(entry("bugle", LOADED, span) for span in (whole, *inner)))
    assert len(found) == 2


def test_a_sentence_with_two_labels_is_an_error() -> None:
    sentence = RECORD.sentences[1]
    (found,) = errors(entry("record", OPINION, sentence))
    assert "is labelled opinion and reporting" in found
    unscored = (UnscoredSentence(RECORD.id, sentence),)
    (found,) = errors(unscored=unscored)
    assert "is labelled reporting and cannot tell" in found


def test_unscored_sentences_must_be_sentences_of_the_lesson() -> None:
    odd = (UnscoredSentence(RECORD.id, Span(0, 3)), UnscoredSentence(ArticleId("x"), Span(0, 3)))
    found = " ".join(errors(unscored=odd))
    assert "is no whole sentence" in found
    assert "in the article “x”" in found


def test_nine_sentences_in_ten_need_a_label() -> None:
    text = " ".join(f"Sentence number {n}." for n in range(20))
    article = sample_lesson.article("bugle", text)
    lesson = replace(LESSON, articles=(article,))

    def check(labelled: int) -> LessonReport:
        keys = tuple(
            entry("bugle", REPORTING, sentence, lesson) for sentence in article.sentences[:labelled]
        )
        return check_lesson(lesson, AnswerKey(keys))

    assert check(18).errors == ()
    (found,) = check(17).errors
    assert "17 of 20 sentences have a label (85%); 90% are needed" in found.message
    assert check(17).articles[0].labelled_share == 0.85
    assert sum("has no label" in f.message for f in check(18).advice) == 2


def test_a_subheading_needs_no_label() -> None:
    article = sample_lesson.article("bugle", "One sentence.\nA heading\nAnother one.")
    heading = Span(14, 23)
    blocks = tuple(
        Block(b.span, BlockKind.SUBHEADING if b.span == heading else b.kind) for b in article.blocks
    )
    article = replace(article, blocks=blocks)
    assert len(split_sentences(article.body)) == 3
    assert [s.of(article.body) for s in article.sentences_to_label] == [
        "One sentence.",
        "Another one.",
    ]


def link(*places: tuple[str, Span], missing: tuple[str, ...] = ()) -> Link:
    bodies = {article.id: article.body for article in LESSON.articles}
    ends = tuple(
        LinkEnd(ArticleId(name), span, anchor_of(bodies.get(ArticleId(name), "x" * 99), span))
        for name, span in places
    )
    return Link(LinkId("l"), TEACHER, ends, "Soup", missing_in=tuple(map(ArticleId, missing)))


@pytest.mark.parametrize(
    "made, said",
    [
        (link(("bugle", Span(0, 3)), ("bugle", Span(4, 10))), "stays in one article"),
        (link(("bugle", Span(0, 3)), ("x", Span(0, 3))), "names the article “x”"),
        (link(("bugle", Span(0, 3)), ("record", Span(0, 3)), missing=("y",)), "article “y”"),
        (
            link(("bugle", Span(0, 3)), ("record", Span(0, 3)), missing=("record",)),
            "says that it is missing there",
        ),
    ],
)
def test_a_link_that_does_not_join_articles_is_an_error(made: Link, said: str) -> None:
    (found,) = errors(links=(made,))
    assert said in found


def test_a_link_whose_quotation_moved_is_an_error() -> None:
    good = link(("bugle", Span(0, 3)), ("record", Span(0, 3)))
    moved = replace(good, ends=(replace(good.ends[0], span=Span(1, 4)), good.ends[1]))
    (found,) = errors(links=(moved,))
    assert "does not stand there" in found


# -- counts ------------------------------------------------------------------------------------


def test_the_facts_of_an_article_are_counted() -> None:
    key = sample_lesson.key()
    key = replace(key, unscored=(UnscoredSentence(RECORD.id, RECORD.sentences[0]),))
    bugle, record = check_lesson(LESSON, key).articles
    loaded = bugle.count_of(LOADED)
    assert (loaded.required, loaded.optional, loaded.traps, bugle.traps) == (2, 1, 1, 1)
    assert bugle.count_of(CategoryId("none")).required == 0
    assert (bugle.sentences, bugle.labelled) == (4, 2)
    assert (record.sentences, record.labelled, record.unscored) == (2, 1, 1)
    assert record.words == 17
    assert record.reading_grade is not None
    assert 0 < record.reading_grade < 8


LOOSE = CountRules(full_length=0, labelled_share=0.0)


def advice(rules: CountRules, key: AnswerKey | None = None) -> list[str]:
    report = check_lesson(LESSON, sample_lesson.key() if key is None else key, rules)
    return [f"{finding.article_id}: {finding.message}" for finding in report.advice]


def test_an_article_with_nothing_to_find_is_advice_and_no_number_of_keys_is_asked_for() -> None:
    said = advice(LOOSE)
    assert not [text for text in said if "bugle: " in text and ("No key" in text or "trap" in text)]
    assert "record: No key of loaded language." in "\n".join(said)
    assert "record: No trap." in "\n".join(said)
    assert check_lesson(LESSON, sample_lesson.key(), LOOSE).errors == ()


def test_length_and_reading_level_outside_the_bounds_are_advice() -> None:
    said = advice(LOOSE)
    assert "record: 17 words; 450 to 900 read well." in said
    assert any(text.startswith("record: The reading level is grade") for text in said)


def test_the_bounds_can_be_others() -> None:
    rules = replace(LOOSE, words=UsualRange(10, 50), grade=UsualRange(-5, 20))
    said = [text for text in advice(rules) if "read well" in text or "reading level" in text]
    assert said == []


def test_a_short_exercise_is_not_held_to_the_counts_of_a_lesson() -> None:
    assert [text for text in advice(CountRules()) if "No key" in text or "No trap" in text] == []


def test_trap_keys_do_not_count_as_keys_to_find() -> None:
    key = sample_lesson.key()
    traps = tuple(
        replace(k, status=KeyStatus.TRAP) if k.category_id == LOADED else k for k in key.annotations
    )
    assert "bugle: No key of loaded language." in "\n".join(advice(LOOSE, AnswerKey(traps)))


def test_links_over_three_articles_are_counted_in_lessons_that_have_three() -> None:
    third = sample_lesson.article("third", "Soup is dear. Soup is art.", "Third")
    lesson = replace(LESSON, articles=(*LESSON.articles, third))
    pair = link(("bugle", Span(0, 3)), ("record", Span(0, 3)))
    end = LinkEnd(third.id, Span(0, 4), anchor_of(third.body, Span(0, 4)))
    wide = replace(pair, id=LinkId("wide"), ends=(*pair.ends, end))
    report = check_lesson(lesson, AnswerKey(links=(pair, wide)))
    assert (report.links, report.wide_links) == (2, 1)
    assert any("1 links join 3 articles or more" in f.message for f in report.advice)
    assert [article.links for article in report.articles] == [2, 2, 1]
    two = check_lesson(LESSON, AnswerKey(links=(pair,)))
    assert not any("links join" in f.message for f in two.advice)


def test_a_key_without_an_explanation_is_advice() -> None:
    key = AnswerKey((*labels(), greedy(explanation=" ")))
    said = [finding.message for finding in check_lesson(LESSON, key).advice]
    assert said == ["The key “greedy” has no explanation for students. Write one."]


def test_a_lesson_without_a_key_has_facts_and_one_advice() -> None:
    report = check_lesson(LESSON, None)
    assert report.errors == ()
    assert [finding.message for finding in report.advice] == [
        "The lesson has no answer key; nothing in it can be scored."
    ]
    assert report.articles[1].words == 17


# -- what students must do and must not see ----------------------------------------------------


def said(lesson: Lesson, key: AnswerKey | None = None) -> LessonReport:
    return check_lesson(lesson, key if key is not None else AnswerKey(labels()))


def test_a_requirement_that_nobody_can_meet_is_an_error() -> None:
    asked = RequiredWork(frozenset({QuestionId("gone")}), {OPINION: 1000, CategoryId("nothing"): 1})
    errors = [f.message for f in said(replace(LESSON, required_work=asked)).errors]
    assert errors == [
        "The lesson requires the question “gone”, which it has not.",
        "The lesson requires 1000 annotations of opinion, but has 6 sentences. Require fewer.",
        "The lesson requires the category “nothing”, which it has not.",
    ]


def test_more_required_than_the_key_has_is_advice() -> None:
    key = sample_lesson.key()
    for least, expected in ((3, False), (4, True)):
        asked = RequiredWork(annotations={sample_lesson.LOADED: least})
        advice = [f.message for f in said(replace(LESSON, required_work=asked), key).advice]
        told = "The lesson requires 4 annotations of loaded language; its key has 3. Require fewer."
        assert (told in advice) == expected


def test_a_headline_that_names_a_hidden_outlet_is_advice() -> None:
    hidden = replace(LESSON, hide_outlets=True)
    advice = [(f.article_id, f.message) for f in said(hidden).advice]
    told = "Its headline names the outlet, which is to stay hidden."
    assert ("bugle", told) in advice
    assert ("record", told) in advice
    plain = tuple(replace(article, headline="Soup") for article in LESSON.articles)
    prompt = replace(LESSON.questions[0], prompt="What does the bugle leave out?")
    again = said(replace(hidden, articles=plain, questions=(prompt,))).advice
    assert [f.message for f in again if "hidden" in f.message] == [
        "The words about the lesson name “The Bugle”, which is to stay hidden."
    ]
    assert not [f for f in said(LESSON).advice if "hidden" in f.message]
