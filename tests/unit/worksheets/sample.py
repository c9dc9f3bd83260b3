"""A small lesson with a class's hand-in: two articles, every kind of mark, awkward characters."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from annotator.domain.anchors import anchor_of
from annotator.domain.annotations import Annotation, Answer
from annotator.domain.grading import CriterionScore, Decisions, Verdict, VerdictKind
from annotator.domain.hand_ins import HandIn
from annotator.domain.identifiers import (
    TEACHER,
    AnnotationId,
    ArticleId,
    AuthorId,
    CategoryId,
    CriterionId,
    HandInId,
    KeyId,
    LessonId,
    QuestionId,
    TechniqueId,
)
from annotator.domain.keys import AnswerKey, KeyAnnotation, KeyStatus
from annotator.domain.lessons import Article, Block, BlockKind, Criterion, Lesson, Level, Question
from annotator.domain.scheme import Category, LinePattern, Scheme, Technique, Unit
from annotator.domain.sentences import split_sentences
from annotator.domain.spans import Span
from annotator.scoring.hand_in import prepare_key, score_hand_in
from annotator.worksheets.sheets import GradedSheet

AT = datetime(2026, 4, 30, 9, 5, tzinfo=UTC)
LOADED, UNSUPPORTED = CategoryId("loaded-language"), CategoryId("unsupported-claim")
OPINION, REPORTING = CategoryId("opinion"), CategoryId("reporting")

SCHEME = Scheme(
    "three",
    (
        Category(
            LOADED,
            "Loaded language",
            "L",
            "1",
            "#E69F00",
            LinePattern.WAVY,
            Unit.SPAN,
            techniques=(Technique(TechniqueId("metaphor"), "charged metaphor"),),
        ),
        Category(
            UNSUPPORTED,
            "Unsupported claim",
            "U",
            "2",
            "#56B4E9",
            LinePattern.DASHED,
            Unit.SPAN,
            techniques=(Technique(TechniqueId("vague"), "vague source"),),
        ),
        Category(OPINION, "Opinion", "O", "3", "#CC79A7", LinePattern.DOUBLE, Unit.SENTENCE),
        Category(REPORTING, "Reporting", "R", "4", "#999999", LinePattern.DOTTED, Unit.SENTENCE),
    ),
)

HARBOUR = """\
The harbour council voted on Monday to close the old fish market on Pier 4 at the end of March. \
Seven members voted for the plan and four against it, according to the published minutes.
Council leader Dana Reyes said the building needs repairs that would cost 2.4 million crowns. \
“We looked at every other way to pay for this,” she told the meeting. An engineer's report from \
January lists cracks in two of the twelve supporting columns.
What happens next
Stallholders may move to a hall near the station until autumn. Nineteen of the thirty-one \
families who sell there have asked for a place, the market office said. Some of them say they \
will lose most of their customers, and many experts agree.
The decision is a sad one, but it is the right one. A roof that may fall cannot be argued with. \
The council will answer questions in the town hall on Thursday at six.
"""

SPLASH = """\
Heartless bureaucrats have torn the living heart out of our harbour. In a shameful late-night \
ambush, the council slammed the door on Pier 4, the beloved market where generations of families \
earned an honest living.
Everybody knows the real reason: the land is worth a fortune. Insiders say a luxury hotel has \
been promised the site, and the regime at the town hall refuses to deny it. Nobody should \
believe the so-called engineer's report, which appeared out of nowhere in January.
“They want us gone,” said Rosa Lindqvist, 61, who has sold herring here since she was a girl. \
She wiped away a tear as the gulls cried over the empty stalls. Thousands of jobs will vanish \
within a year.
Seven council members voted for the closure. Remember their names. This is the worst betrayal \
that the harbour has ever seen, and it must be stopped 🐟 now.
"""


def article_of(identifier: str, outlet: str, headline: str, body: str) -> Article:
    """Return an article whose short lines are subheadings."""
    body = body.strip("\n")
    blocks = []
    start = 0
    for line in body.split("\n"):
        kind = BlockKind.SUBHEADING if len(line) < 40 else BlockKind.PARAGRAPH
        blocks.append(Block(Span(start, start + len(line)), kind))
        start += len(line) + 1
    return Article(
        ArticleId(identifier),
        headline,
        outlet,
        body,
        byline="By staff",
        date="30 April 2026",
        blocks=tuple(blocks),
        sentences=split_sentences(body),
    )


LEDGER = article_of("ledger", "Harbour Ledger", "Council votes to close Pier 4 market", HARBOUR)
PAPER = article_of("splash", "The Daily Splash", "Market MURDERED in the dead of night", SPLASH)

RUBRIC = (
    Criterion(
        CriterionId("explaining"),
        "Explaining",
        (
            Level("Beginning", 1, "names the words only"),
            Level("Developing", 2, "says what the words do"),
            Level("Secure", 3, "says what they do, and to whom"),
            Level("Strong", 4, "weighs the effect against a neutral wording"),
        ),
    ),
    Criterion(
        CriterionId("comparing"),
        "Comparing",
        (Level("Basic", 0), Level("Emergent", 2), Level("Proficient", 4, "uses both articles")),
        QuestionId("q1"),
    ),
)

LESSON = Lesson(
    LessonId("pier-4"),
    1,
    "Pier 4: one vote, two stories",
    SCHEME,
    (LEDGER, PAPER),
    questions=(
        Question(QuestionId("q1"), "Which article helps you more to decide for yourself, and why?"),
        Question(QuestionId("q2"), "What is left out of both?"),
    ),
    criteria=RUBRIC,
)

_KEYS: tuple[tuple[Article, CategoryId, str, KeyStatus, str, str], ...] = (
    (LEDGER, UNSUPPORTED, "many experts agree", KeyStatus.REQUIRED, "vague", "No expert is named."),
    (LEDGER, LOADED, "a sad one", KeyStatus.OPTIONAL, "", "It says how to feel."),
    (LEDGER, UNSUPPORTED, "2.4 million crowns", KeyStatus.TRAP, "", "The speaker is named."),
    (PAPER, LOADED, "Heartless bureaucrats", KeyStatus.REQUIRED, "", "Name-calling."),
    (PAPER, LOADED, "torn the living heart out", KeyStatus.REQUIRED, "metaphor", "A metaphor."),
    (PAPER, LOADED, "shameful late-night ambush", KeyStatus.REQUIRED, "", "A vote is no ambush."),
    (PAPER, UNSUPPORTED, "Everybody knows", KeyStatus.REQUIRED, "vague", "Who is everybody?"),
    (PAPER, UNSUPPORTED, "Insiders say", KeyStatus.REQUIRED, "vague", "Which insiders?"),
    (PAPER, LOADED, "regime", KeyStatus.REQUIRED, "", "An elected council is no regime."),
    (PAPER, LOADED, "so-called", KeyStatus.REQUIRED, "", "It doubts without a reason."),
    (PAPER, UNSUPPORTED, "Thousands of jobs will vanish", KeyStatus.REQUIRED, "", "No source."),
)


def _place(article: Article, quote: str) -> Span:
    start = article.body.index(quote)
    return Span(start, start + len(quote))


def answer_key() -> AnswerKey:
    """Return the key: the listed items, and every sentence labelled by a plain rule."""
    keys = [
        KeyAnnotation(
            KeyId(f"k{number}"),
            article.id,
            category,
            _place(article, quote),
            quote,
            status,
            technique_id=TechniqueId(technique) if technique else None,
            explanation=why,
        )
        for number, (article, category, quote, status, technique, why) in enumerate(_KEYS)
    ]
    for article in LESSON.articles:
        for number, sentence in enumerate(article.sentences):
            quote = sentence.of(article.body)
            opinion = any(w in quote for w in ("sad", "heart", "believe", "worst", "Remember"))
            why = "It judges." if opinion else "It can be checked."
            category = OPINION if opinion else REPORTING
            keys.append(
                KeyAnnotation(
                    KeyId(f"{article.id}-s{number}"),
                    article.id,
                    category,
                    sentence,
                    quote,
                    weight=0.25,
                    explanation=why,
                )
            )
    return AnswerKey(tuple(keys))


TYPED = '<b>not bold</b> & "quoted" – café, naïve; 5 < 6 > 4 &amp; 100 %'


def annotation(
    number: int, article: Article, category: CategoryId, span: Span, reason: str = "", **more: str
) -> Annotation:
    """Return an annotation of the sample student."""
    technique = more.get("technique")
    return Annotation(
        AnnotationId(f"a{number:04}"),
        article.id,
        category,
        span,
        anchor_of(article.body, span),
        AuthorId("student"),
        AT,
        TechniqueId(technique) if technique else None,
        reason,
        more.get("rewrite", ""),
    )


def annotations() -> tuple[Annotation, ...]:
    """Return what the sample student highlighted and labelled."""
    wanted: tuple[tuple[Article, CategoryId, str, str, str], ...] = (
        (LEDGER, UNSUPPORTED, "many experts agree", TYPED, "two engineers agree"),
        (LEDGER, UNSUPPORTED, "2.4 million crowns", "A big number.", ""),
        (LEDGER, LOADED, "A roof that may fall", "", ""),
        (PAPER, LOADED, "Heartless bureaucrats have torn the living heart out", "Insult.", "staff"),
        (PAPER, LOADED, "torn the living heart", "Metaphor 👩‍👩‍👧 of an operation.", "closed"),
        (PAPER, UNSUPPORTED, "shameful late-night ambush", "Was it late?", "evening vote"),
        (PAPER, LOADED, "the council slammed the door on Pier 4, the beloved market", "", ""),
        (PAPER, UNSUPPORTED, "Everybody knows the real reason", "Who is everybody?", "Some say"),
        (PAPER, LOADED, "so-called engineer's report", "It sneers.\nAnd gives no reason.", "the"),
        (PAPER, LOADED, "worst betrayal", "", ""),
    )
    found = [
        annotation(n, article, category, _place(article, quote), reason, rewrite=rewrite)
        for n, (article, category, quote, reason, rewrite) in enumerate(wanted)
    ]
    for article in LESSON.articles:
        for number, sentence in enumerate(article.sentences[:-2]):
            text = sentence.of(article.body)
            opinion = "sad" in text or "heart" in text or number % 5 == 3
            category = OPINION if opinion else REPORTING
            found.append(annotation(len(found), article, category, sentence))
    return tuple(found)


ANSWERS = (
    Answer(
        QuestionId("q1"),
        AuthorId("student"),
        "The Ledger, because it says who said what.\n\nThe Splash says “everybody knows” & <i>.",
    ),
)


def hand_in(
    given: Iterable[Annotation] = (), answers: tuple[Answer, ...] = ANSWERS, name: str = "Ada Quill"
) -> HandIn:
    """Return a hand-in of the given annotations."""
    return HandIn(
        HandInId("h1"),
        LESSON.id,
        1,
        LESSON.hash,
        {article.id: article.hash for article in LESSON.articles},
        name,
        2,
        AT,
        tuple(given),
        answers=answers,
    )


def decisions() -> Decisions:
    """Return a verdict on an extra and one graded criterion."""
    handed = HandInId("h1")
    return Decisions(
        verdicts=(
            Verdict(handed, AnnotationId("a0009"), VerdictKind.ACCEPT, TEACHER, AT, "Good eye."),
        ),
        criterion_scores=(
            CriterionScore(handed, CriterionId("explaining"), 3, TEACHER, AT, "Clear reasons."),
        ),
    )


def sheet(work: HandIn | None = None, lesson: Lesson = LESSON, **more: str) -> GradedSheet:
    """Return the graded sheet of the sample student, or of other work."""
    work = work if work is not None else hand_in(annotations())
    key = answer_key()
    decided = decisions()
    return GradedSheet(
        lesson,
        key,
        work,
        score_hand_in(prepare_key(lesson, key), work.annotations, decided),
        more.get("shown_name", work.student_name),
        more.get("code", "7B-014"),
        more.get("comment", "Your reasons are clear. Next time, ask who is speaking."),
        decided,
    )
