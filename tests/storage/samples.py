"""Values to store: small, but with everything that bites (emoji, right to left, no parts)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from annotator.domain.anchors import anchor_of
from annotator.domain.annotations import Annotation, Answer, Link, LinkEnd, Workspace
from annotator.domain.asked import AskedArticles, ReadingGroup
from annotator.domain.grading import CreditOverride, CriterionScore, Verdict, VerdictKind
from annotator.domain.hand_ins import HandIn
from annotator.domain.history import Change, Edit
from annotator.domain.identifiers import (
    TEACHER,
    AnnotationId,
    ArticleId,
    AuthorId,
    CategoryId,
    CriterionId,
    EditId,
    HandInId,
    KeyId,
    LessonId,
    LinkId,
    QuestionId,
    TechniqueId,
)
from annotator.domain.keys import Alternative, AnswerKey, KeyAnnotation, KeyStatus, UnscoredSentence
from annotator.domain.lessons import (
    Article,
    Block,
    BlockKind,
    Criterion,
    Feedback,
    Lesson,
    Level,
    Question,
    RequiredWork,
    Standard,
)
from annotator.domain.scheme import Category, LinePattern, Scheme, Technique, Unit
from annotator.domain.spans import Span
from annotator.services.ports import StoredHandIn

NOON = datetime(2026, 3, 2, 12, 0, 0, 123456, tzinfo=UTC)
LESSON = LessonId("street")
MIRA = AuthorId("mira")
WORKSPACE = Workspace(LESSON, MIRA)
LOADED, CLAIM = CategoryId("loaded-language"), CategoryId("unsupported-claim")
OPINION = CategoryId("opinion")
LEDGER, SPLASH = ArticleId("ledger"), ArticleId("splash")
WHY, HOW = QuestionId("why"), QuestionId("how")

LEDGER_BODY = (
    "A vehicle drove into the crowd 👩‍👩‍👧 on Tuesday. Seventy were hurt.\n"
    "Officials said “no comment”. \u05e9\u05dc\u05d5\u05dd e\u0301te\u0301."
)
SPLASH_BODY = (
    "Chaos as monster truck ploughs into hero crowd! 🇻🇪 Everybody knows who gave the order."
)


def article(article_id=LEDGER, body=LEDGER_BODY, **more):
    return Article(
        id=article_id, headline=f"Headline <b>&\"' {article_id}", outlet="Ledger", body=body, **more
    )


SCHEME = Scheme(
    id="press",
    categories=(
        Category(
            LOADED,
            "Loaded language",
            "L",
            "1",
            "#E69F00",
            LinePattern.WAVY,
            Unit.SPAN,
            definition="Words that push.",
            prompt="Which words push?",
            example="slammed",
            techniques=(
                Technique(TechniqueId("scare-quotes"), "Scare quotes", "“ ”", "“experts”"),
                Technique(TechniqueId("name-calling"), "Name calling"),
            ),
        ),
        Category(CLAIM, "Unsupported claim", "U", "2", "#56B4E9", LinePattern.DASHED, Unit.SPAN),
        Category(OPINION, "Opinion", "O", "3", "#CC79A7", LinePattern.DOUBLE, Unit.SENTENCE),
    ),
    rules=("Mark as few words as you can.", "Say why."),
)


def lesson(**changes):
    values = {
        "id": LESSON,
        "version": 1,
        "title": "One street, five stories",
        "scheme": SCHEME,
        "articles": (
            article(
                blocks=(Block(Span(0, 53)), Block(Span(54, 90), BlockKind.CAPTION)),
                sentences=(Span(0, 36), Span(37, 53)),
                byline="By A. Writer",
                date="2019-04-30",
                url="https://ledger.example/1?a=b&c",
                license="Used with permission.",
                source_note="Its last two paragraphs are left out.",
            ),
            article(SPLASH, SPLASH_BODY),
        ),
        "summary": "Five outlets, one street.",
        "event": "Caracas, 30 April 2019",
        "level": "grades 7 to 9",
        "minutes": 50,
        "license": "CC BY 4.0",
        "source_note": "Written for this lesson.",
        "instructions": "Read all.\nThen mark.",
        "feedback": Feedback.AT_ONCE,
        "reason_required": frozenset({LOADED, CLAIM}),
        "weights": {LOADED: 1.5, OPINION: 0.1},
        "questions": (
            Question(WHY, "Why do they differ?", 4, needs_all=True),
            Question(HOW, "How does the Splash begin?", article_id=SPLASH),
        ),
        "criteria": (
            Criterion(
                CriterionId("evidence"),
                "Evidence",
                (Level("none", 0.0), Level("some", 1.5, "One quotation."), Level("full", 3.0)),
                question_id=WHY,
            ),
            Criterion(CriterionId("care"), "Care", ()),
        ),
        "standards": (Standard("CCSS", "RI.8.9", "Analyse two texts."), Standard("ISTE", "3b")),
        "public_key": bytes(range(32)),
        "hide_outlets": True,
        "required_work": RequiredWork(frozenset({WHY}), {LOADED: 3, OPINION: 1}),
        "asked": AskedArticles(groups=(ReadingGroup("Réd 🌻", (SPLASH, LEDGER)),)),
        "credit_rules": 2,
        "word_budgets": {ArticleId("01-ledger"): {LOADED: 20}},
    }
    return Lesson(**{**values, **changes})


def annotation(number=1, words="👩‍👩‍👧", *, body=LEDGER_BODY, article_id=LEDGER, **changes):
    start = body.index(words)
    span = Span(start, start + len(words))
    values = {
        "id": AnnotationId(f"annotation-{number}"),
        "article_id": article_id,
        "category_id": LOADED,
        "span": span,
        "anchor": anchor_of(body, span),
        "author_id": MIRA,
        "created": NOON + timedelta(seconds=number),
        "technique_id": TechniqueId("scare-quotes"),
        "reason": "It pushes 😡 <b>&\"' \u202eright to left\u202c\nsecond line",
        "rewrite": "people",
    }
    return Annotation(**{**values, **changes})


def plain_annotation(number=2, words="Everybody knows", **changes):
    """An annotation without any optional part, made in another time zone."""
    zone = timezone(timedelta(hours=-4, minutes=-30))
    return annotation(
        number,
        words,
        body=SPLASH_BODY,
        article_id=SPLASH,
        category_id=CLAIM,
        technique_id=None,
        reason="",
        rewrite="",
        created=NOON.astimezone(zone),
        **changes,
    )


def link(number=1, **changes):
    first, second = annotation(), plain_annotation()
    values = {
        "id": LinkId(f"link-{number}"),
        "author_id": MIRA,
        "ends": tuple(LinkEnd(one.article_id, one.span, one.anchor) for one in (first, second)),
        "title": "crowd 👥",
        "note": "Both speak of it.",
        "missing_in": (ArticleId("ledger"),),
    }
    return Link(**{**values, **changes})


def answer(question_id=WHY, text="Because 🤷 they sell <papers>."):
    return Answer(question_id, MIRA, text)


def edit(number, *changes, workspace=WORKSPACE):
    return Edit(
        EditId(f"edit-{number}"),
        workspace,
        f"Mark as loaded language {number}",
        NOON + timedelta(minutes=number),
        changes or (Change(None, annotation(number)),),
    )


def answer_key():
    first = annotation()
    return AnswerKey(
        annotations=(
            KeyAnnotation(
                KeyId("k2"),
                LEDGER,
                LOADED,
                first.span,
                first.quote,
                KeyStatus.TRAP,
                0.1,
                TechniqueId("name-calling"),
                "A neutral word.",
                also=(Alternative(Span(0, 6), LEDGER_BODY[:6]),),
            ),
            KeyAnnotation(KeyId("k1"), SPLASH, OPINION, Span(0, 10)),
        ),
        links=(link(7, author_id=TEACHER),),
        unscored=(UnscoredSentence(LEDGER, Span(37, 53), "Nobody can say."),),
    )


def hand_in(number=1, *, name="Mira O’Hara 🌻", attempt=1, **changes):
    values = {
        "id": HandInId(f"hand-in-{number}"),
        "lesson_id": LESSON,
        "lesson_version": 1,
        "lesson_hash": lesson().hash,
        "article_hashes": {one.id: one.hash for one in lesson().articles},
        "student_name": name,
        "attempt": attempt,
        "handed_in": NOON,
        "annotations": (plain_annotation(), annotation()),
        "links": (link(2), link(1)),
        "answers": (answer(HOW, ""), answer()),
        "reading_group": "Réd 🌻",
    }
    return HandIn(**{**values, **changes})


def stored(number=1, **changes):
    return StoredHandIn(hand_in(number, **changes), f"digest-{number}")


def verdict(**changes):
    values = {
        "hand_in_id": HandInId("hand-in-1"),
        "annotation_id": AnnotationId("annotation-1"),
        "kind": VerdictKind.ACCEPT_FOR_ALL,
        "author_id": TEACHER,
        "at": NOON,
        "comment": "Well seen 👏",
    }
    return Verdict(**{**values, **changes})


def override(**changes):
    values = {
        "hand_in_id": HandInId("hand-in-1"),
        "key_id": KeyId("k1"),
        "credit": 0.1,
        "author_id": TEACHER,
        "at": NOON,
        "reason": "Said so in class.",
    }
    return CreditOverride(**{**values, **changes})


def criterion_score(**changes):
    values = {
        "hand_in_id": HandInId("hand-in-1"),
        "criterion_id": CriterionId("evidence"),
        "points": 1.5,
        "author_id": TEACHER,
        "at": NOON,
        "comment": "",
    }
    return CriterionScore(**{**values, **changes})
