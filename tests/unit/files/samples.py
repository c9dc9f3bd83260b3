"""Lessons and hand-ins made of awkward text, for tests of every format."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from hypothesis import strategies as st

from annotator.domain.anchors import anchor_of
from annotator.domain.annotations import Annotation, Answer, Link, LinkEnd
from annotator.domain.hand_ins import HandIn
from annotator.domain.identifiers import (
    AnnotationId,
    ArticleId,
    AuthorId,
    HandInId,
    LinkId,
    QuestionId,
    TechniqueId,
)
from annotator.domain.lessons import Article, BlockKind, Lesson
from annotator.domain.paragraphs import (
    CHOOSABLE_KINDS,
    below_headline,
    joined_paragraphs,
    one_paragraph,
)
from annotator.domain.sentences import split_sentences
from annotator.domain.spans import Span
from annotator.files.strict_model import one_line
from tests.fakes import sample_lesson

STUDENT = AuthorId("4d1c9a")
NOON = datetime(2026, 5, 4, 12, 0, 7, 123456, tzinfo=UTC)

#: Emoji with joiners, flags, right-to-left, combining marks, mathematical letters, marks of
#: our own formats, and signs that mean something to TOML, JSON, HTML and formulas.
AWKWARD = (
    "👩‍👩‍👧 and 🇻🇪 flags",
    "שלום עולם, مرحبا بالعالم",
    "می‌خواهم",
    "cafe\u0301 na\u00efve \u0303x",
    "𝐁𝐎𝐋𝐃 claims",
    '"quoted" \\ back\\slash \'\'\' """',
    "<b>&amp;</b> =1+1 #hash [[table]]",
    "## not a heading",
    "[caption] not a caption",
    "[editor] no comment",
    "> - | none of them",
    "\\escaped",
    "+++",
    "“Curly” — dash… 日本語。",
    "\u2003wide space inside\u3000",
    "DEL\x7f and NUL\x00 go",
)

_letters = st.characters(exclude_categories=["Cs"])
paragraphs = st.one_of(
    st.sampled_from(AWKWARD),
    st.text(_letters, min_size=1, max_size=60),
    st.sampled_from(AWKWARD).flatmap(lambda a: st.text(_letters, max_size=8).map(a.__add__)),
)


@st.composite
def articles(draw: st.DrawFn, number: int) -> Article:
    """Draw an article as the import of any text would make it."""
    in_text = draw(st.booleans())
    first = (BlockKind.PARAGRAPH, BlockKind.SUBHEADING, BlockKind.CAPTION)
    kinds = st.sampled_from(CHOOSABLE_KINDS if in_text else first)
    headline = one_line(draw(paragraphs)) or "H"
    texts = draw(st.lists(paragraphs, min_size=1, max_size=6))
    tidy = [line for text in texts if (line := one_paragraph(text))]
    unlike = [f"Article {number}.", *tidy]  # no two articles are the same
    told = tuple((draw(kinds), text) for text in unlike)
    body, blocks = joined_paragraphs(below_headline(headline, told) if in_text else told)
    return Article(
        id=ArticleId(f"a{number}"),
        headline=headline,
        outlet="The “Bugle”",
        body=body,
        date="2026-05-04",
        blocks=blocks,
        sentences=split_sentences(body),
        license=draw(st.sampled_from(["", "CC BY 4.0"])),
        source_note=one_line(draw(paragraphs)),
    )


def typed_by_students() -> st.SearchStrategy[str]:
    """Return texts of any kind, controls included."""
    return st.one_of(st.sampled_from(AWKWARD), st.text(_letters, max_size=80))


def annotation(article: Article, span: Span, name: str = "n1", **said: str) -> Annotation:
    """Return a student's annotation on a stretch of an article."""
    technique = said.pop("technique", "")
    return Annotation(
        id=AnnotationId(name),
        article_id=article.id,
        category_id=sample_lesson.LOADED,
        span=span,
        anchor=anchor_of(article.body, span),
        author_id=STUDENT,
        created=NOON,
        technique_id=TechniqueId(technique) if technique else None,
        **said,
    )


def link(first: Article, second: Article) -> Link:
    """Return a link between the first words of two articles."""
    ends = tuple(
        LinkEnd(article.id, Span(0, 3), anchor_of(article.body, Span(0, 3)))
        for article in (first, second)
    )
    return Link(LinkId("l1"), STUDENT, ends, "The 🍲 price", "Same fact?", (second.id,))


def hand_in(
    lesson: Lesson,
    annotations: Sequence[Annotation] = (),
    links: Sequence[Link] = (),
    answers: Sequence[str] = (),
    name: str = "Ana",
) -> HandIn:
    """Return a hand-in on a lesson."""
    return HandIn(
        id=HandInId("7e57ab1e"),
        lesson_id=lesson.id,
        lesson_version=lesson.version,
        lesson_hash=lesson.hash,
        article_hashes={article.id: article.hash for article in lesson.articles},
        student_name=name,
        attempt=2,
        handed_in=NOON,
        annotations=tuple(annotations),
        links=tuple(links),
        answers=tuple(
            Answer(QuestionId(f"q{number}"), STUDENT, text) for number, text in enumerate(answers)
        ),
    )


def full_hand_in(lesson: Lesson | None = None) -> HandIn:
    """Return a hand-in with something of every kind."""
    lesson = lesson or sample_lesson.lesson()
    bugle, record = lesson.articles[:2]
    greedy = sample_lesson.span_of(lesson, "bugle", "greedy")
    family = sample_lesson.span_of(lesson, "bugle", "soup 👩‍👩‍👧 today")
    marks = [
        annotation(bugle, greedy, "n1", reason='It judges. <b>&"', rewrite="the", technique="t-1"),
        annotation(bugle, family, "n2"),
    ]
    return hand_in(lesson, marks, [link(bugle, record)], ["Soup 🍲\nis dearer.", ""])
