"""A small lesson of two articles with its key, for tests of use cases and screens."""

from __future__ import annotations

from dataclasses import replace

from annotator.domain.anchors import QuoteAnchor, locate
from annotator.domain.identifiers import (
    ArticleId,
    CategoryId,
    CriterionId,
    KeyId,
    LessonId,
    QuestionId,
    TechniqueId,
)
from annotator.domain.keys import AnswerKey, KeyAnnotation, KeyStatus
from annotator.domain.lessons import Article, Block, Criterion, Lesson, Level, Question
from annotator.domain.paragraphs import below_headline, joined_paragraphs, text_paragraphs
from annotator.domain.scheme import UNSURE, Category, LinePattern, Scheme, Technique, Unit
from annotator.domain.sentences import split_sentences
from annotator.domain.spans import Span
from annotator.domain.text import normalise

LOADED = CategoryId("loaded-language")
CLAIM = CategoryId("unsupported-claim")
OPINION = CategoryId("opinion")
REPORTING = CategoryId("reporting")

BUGLE = (
    "The greedy canteen slapped a cruel price on soup 👩‍👩‍👧 today.\n"
    "Everyone knows it will only get worse. Soup costs 2.40 euros, the price list says.\n"
    "“This is robbery,” said one parent."
)
RECORD = "The canteen raised the price of soup by 20 cents. It is a sad day for taste."


def scheme() -> Scheme:
    """Return the four categories with a technique each."""

    def category(
        category_id: CategoryId, letter: str, key: str, line: LinePattern, unit: Unit
    ) -> Category:
        name = category_id.replace("-", " ").capitalize()
        technique = Technique(TechniqueId(f"{category_id}-a"), f"{name} A", "One way to do it.")
        colours = {"L": "#E69F00", "U": "#56B4E9", "O": "#CC79A7", "R": "#8A8A8A"}
        return Category(
            category_id,
            name,
            letter,
            key,
            colours[letter],
            line,
            unit,
            definition=f"What {name.lower()} is.",
            prompt=f"Why is it {name.lower()}?",
            techniques=(technique,),
            asks_rewrite=category_id == LOADED,
        )

    return Scheme(
        "sample",
        (
            category(LOADED, "L", "1", LinePattern.WAVY, Unit.SPAN),
            category(CLAIM, "U", "2", LinePattern.DASHED, Unit.SPAN),
            category(OPINION, "O", "3", LinePattern.DOUBLE, Unit.SENTENCE),
            category(REPORTING, "R", "4", LinePattern.DOTTED, Unit.SENTENCE),
        ),
        rules=("Words inside quotation marks belong to the speaker.",),
    )


def article(article_id: str, body: str, outlet: str = "The Bugle") -> Article:
    """Return an article with its paragraphs and sentences."""
    text = normalise(body)
    blocks, start = [], 0
    for line in text.split("\n"):
        blocks.append(Block(Span(start, start + len(line))))
        start += len(line) + 1
    return Article(
        ArticleId(article_id),
        f"Soup is dearer ({outlet})",
        outlet,
        text,
        byline="A. Writer",
        date="2026-05-04",
        blocks=tuple(blocks),
        sentences=split_sentences(text),
    )


def lesson() -> Lesson:
    """Return the lesson of two articles, one question and one criterion."""
    levels = (Level("Full", 4), Level("Part", 2), Level("None", 0))
    return Lesson(
        id=LessonId("canteen"),
        version=1,
        title="Canteen prices",
        scheme=scheme(),
        articles=(article("bugle", BUGLE), article("record", RECORD, "School Record")),
        summary="Two papers, one soup.",
        event="A school canteen, 4 May 2026",
        reason_required=frozenset({LOADED, CLAIM}),
        weights={OPINION: 0.25, REPORTING: 0.25},
        questions=(Question(QuestionId("agree"), "What do both agree on?"),),
        criteria=(Criterion(CriterionId("comparing"), "Comparing", levels, QuestionId("agree")),),
    )


def key(made: Lesson | None = None) -> AnswerKey:
    """Return the key of the lesson, or of another form of it."""
    made = made or lesson()
    entries = (
        ("bugle", LOADED, "slapped", KeyStatus.REQUIRED),
        ("bugle", LOADED, "greedy", KeyStatus.REQUIRED),
        ("bugle", LOADED, "cruel", KeyStatus.OPTIONAL),
        ("bugle", LOADED, "robbery", KeyStatus.TRAP),
        ("bugle", CLAIM, "Everyone knows it will only get worse.", KeyStatus.REQUIRED),
        ("bugle", OPINION, "Everyone knows it will only get worse.", KeyStatus.REQUIRED),
        (
            "bugle",
            REPORTING,
            "Soup costs 2.40 euros, the price list says.",
            KeyStatus.REQUIRED,
        ),
        ("record", OPINION, "It is a sad day for taste.", KeyStatus.REQUIRED),
    )
    return AnswerKey(tuple(_key_annotation(made, *entry) for entry in entries))


def _key_annotation(
    made: Lesson, article_id: str, category_id: CategoryId, quote: str, status: KeyStatus
) -> KeyAnnotation:
    body = made.article(article_id).body
    span = locate(body, QuoteAnchor(quote))
    category = made.scheme.category(category_id)
    return KeyAnnotation(
        KeyId(f"{article_id}/{category_id}/{span.start}-{span.end}"),
        ArticleId(article_id),
        category_id,
        span,
        quote=quote,
        status=status,
        weight=made.weight_of(category),
        technique_id=category.techniques[0].id,
        explanation=f"About “{quote}”.",
    )


def span_of(made: Lesson, article_id: str, quote: str) -> Span:
    """Return where a quotation stands."""
    return locate(made.article(article_id).body, QuoteAnchor(quote))


def headed(made: Lesson) -> Lesson:
    """Return a lesson with each headline as the first line of its article's text."""
    return replace(made, articles=tuple(map(_headed, made.articles)))


def headed_lesson() -> Lesson:
    """Return the lesson as it is built today: each headline is the first line of its text."""
    return headed(lesson())


def headed_key() -> AnswerKey:
    """Return the key of the lesson as it is built today."""
    return key(headed_lesson())


def _headed(made: Article) -> Article:
    body, blocks = joined_paragraphs(below_headline(made.headline, text_paragraphs(made)))
    return replace(made, body=body, blocks=blocks, sentences=split_sentences(body))


def with_cannot_tell(made: Lesson | None = None) -> Lesson:
    """Return a lesson whose scheme lets a student say that one cannot tell."""
    made = made or lesson()
    label = replace(UNSURE, key="5", definition="You cannot tell.")
    return replace(made, scheme=replace(made.scheme, categories=(*made.scheme.categories, label)))
