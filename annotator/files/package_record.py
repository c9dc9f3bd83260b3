"""What stands inside a lesson package: `lesson.json` and the way to the domain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Literal

from pydantic import FailFast, Field, StringConstraints

from annotator.domain.lessons import Article, Block, BlockKind, Lesson
from annotator.domain.paragraphs import paragraphs_of
from annotator.domain.spans import Span
from annotator.domain.text import text_hash
from annotator.files.article_source import form_of, is_canonical
from annotator.files.lesson_record import (
    LESSONS,
    LessonFields,
    SchemeRecord,
    fields_of,
    inconsistencies,
    lesson_of,
    load,
    scheme_data,
    scheme_inconsistencies,
    scheme_of,
)
from annotator.files.lesson_source import MOST_ARTICLES
from annotator.files.limits import LONGEST_ARTICLE
from annotator.files.reasons import Reason
from annotator.files.strict_model import (
    Line,
    MaybeLine,
    Name,
    Sha256,
    StrictModel,
    WebAddress,
)

KIND = "annotator-lesson"
#: The newest form of a package that this program reads and writes: in form 2 the headline is
#: the first line of an article's text, and its paragraphs are of more kinds.
FORMAT = 2

ArticleFile = Annotated[
    str,
    StringConstraints(
        pattern=r"^articles/[0-9]{2}-[A-Za-z0-9][A-Za-z0-9._-]*\.txt$", max_length=90
    ),
]
Offset = Annotated[int, Field(ge=0, le=LONGEST_ARTICLE)]
BlockName = Literal[
    "paragraph",
    "headline",
    "subheading",
    "caption",
    "quotation",
    "editors-comment",
    "list-item",
    "table-row",
]


class ArticleRecord(StrictModel):
    """An article of a package: all but its text, which is a file of its own."""

    id: Name
    headline: Line
    outlet: Line
    byline: MaybeLine = ""
    date: Annotated[MaybeLine, Field(max_length=100)] = ""
    url: WebAddress = ""
    license: MaybeLine = ""
    source_note: MaybeLine = ""
    file: ArticleFile
    sha256: Sha256
    blocks: Annotated[
        list[BlockName],
        Field(min_length=1, max_length=5_000),
        FailFast(),
    ]
    sentences: Annotated[list[tuple[Offset, Offset]], Field(max_length=20_000), FailFast()]


class PackageRecord(LessonFields):
    """The whole of `lesson.json`; nothing in it could hold an answer key."""

    kind: Literal["annotator-lesson"] = "annotator-lesson"
    format: Literal[1, 2] = 1
    scheme: SchemeRecord
    articles: Annotated[list[ArticleRecord], Field(min_length=1, max_length=MOST_ARTICLES)]


class PackageMistake(Reason):
    """A package whose parts do not fit together, said without the package's name."""


def record_of(lesson: Lesson) -> PackageRecord:
    """Return a lesson as the record of its package."""
    articles = [
        {
            **LESSONS.dump(Article, article),
            "file": f"articles/{number:02d}-{article.id}.txt",
            "sha256": article.hash,
            "blocks": [kind.value for kind, _ in paragraphs_of(article)],
            "sentences": [(span.start, span.end) for span in article.sentences],
        }
        for number, article in enumerate(lesson.articles, 1)
    ]
    data = {
        **fields_of(lesson),
        # Programs of before read all that they can understand, and refuse the rest.
        "format": max(map(form_of, lesson.articles), default=1),
        "scheme": scheme_data(lesson.scheme),
        "articles": articles,
    }
    return PackageRecord.model_validate(data)


def lesson_in(record: PackageRecord, bodies: Mapping[str, str]) -> Lesson:
    """Return the lesson of a package; raise PackageMistake if its parts do not fit."""
    ids = [article.id for article in record.articles]
    if len(set(ids)) < len(ids) or len(set(bodies.values())) < len(ids):
        raise PackageMistake("two of its articles are the same")
    for _, message in scheme_inconsistencies(record.scheme):
        raise PackageMistake(message)
    for _, message in inconsistencies(record, record.scheme, ids):
        raise PackageMistake(message)
    articles = [_article_in(article, bodies[article.file]) for article in record.articles]
    return lesson_of(record, scheme_of(record.scheme), articles)


def _article_in(record: ArticleRecord, body: str) -> Article:
    lines = body.split("\n")
    if text_hash(body) != record.sha256:
        raise PackageMistake("the text of the article “{article}” was changed", article=record.id)
    if not body or len(body) > LONGEST_ARTICLE or not is_canonical(body):
        raise PackageMistake(
            "the text of the article “{article}” is not in Annotator's form", article=record.id
        )
    if len(lines) != len(record.blocks):
        raise PackageMistake(
            "the article “{article}” has another number of paragraphs", article=record.id
        )
    headlines = [number for number, kind in enumerate(record.blocks) if kind == "headline"]
    if headlines and (headlines != [0] or lines[0] != record.headline):
        raise PackageMistake(
            "the headline of the article “{article}” is another one in its text", article=record.id
        )
    return load(
        Article,
        record,
        body=body,
        blocks=_blocks_in(lines, record.blocks),
        sentences=_sentences_in(record, len(body)),
    )


def _blocks_in(lines: list[str], kinds: Iterable[str]) -> tuple[Block, ...]:
    blocks = []
    start = 0
    for line, kind in zip(lines, kinds, strict=True):
        blocks.append(Block(Span(start, start + len(line)), BlockKind(kind)))
        start += len(line) + 1
    return tuple(blocks)


def _sentences_in(record: ArticleRecord, length: int) -> tuple[Span, ...]:
    reached = 0
    for start, end in record.sentences:
        if not reached <= start < end <= length:
            raise PackageMistake(
                "the sentences of the article “{article}” are out of order", article=record.id
            )
        reached = end
    return tuple(Span(start, end) for start, end in record.sentences)
