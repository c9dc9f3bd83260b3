"""One article as a file: TOML front matter between two lines of `+++`, then paragraphs.

What a paragraph begins with says what it is: `## ` a subheading, `[caption] ` a caption. A
backslash before such a beginning takes its meaning away. Form 2 knows more beginnings, and
its headline is the first line of the text; in form 1 the headline stands beside the text.
"""

from __future__ import annotations

import datetime
import re
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from annotator.domain.lessons import Article, BlockKind
from annotator.domain.paragraphs import (
    Paragraph,
    below_headline,
    joined_paragraphs,
    one_paragraph,
    text_paragraphs,
)
from annotator.domain.sentences import split_sentences
from annotator.domain.spans import Span
from annotator.domain.text import normalise, text_hash
from annotator.files.lesson_record import LESSONS, load, without_empty
from annotator.files.limits import LONGEST_ARTICLE
from annotator.files.strict_model import Line, MaybeLine, Name, StrictModel, WebAddress
from annotator.files.toml_text import dump_toml

_FENCE = "+++"
_FIRST_MARKS = {"## ": BlockKind.SUBHEADING, "[caption] ": BlockKind.CAPTION}
#: What a paragraph begins with, by the form of the file.
_MARKS = {
    1: _FIRST_MARKS,
    2: {
        **_FIRST_MARKS,
        "> ": BlockKind.QUOTATION,
        "[editor] ": BlockKind.EDITORS_COMMENT,
        "- ": BlockKind.LIST_ITEM,
        "| ": BlockKind.TABLE_ROW,
    },
}
_FIRST_KINDS = frozenset({BlockKind.PARAGRAPH, *_FIRST_MARKS.values()})
_ESCAPE = "\\"
Offset = Annotated[int, Field(ge=0, le=LONGEST_ARTICLE)]
_BLANK_LINES = re.compile(r"\n[ ]*\n\s*")


def _day(value: object) -> object:
    """Return a date that was written without quotation marks as text."""
    return value.isoformat() if type(value) is datetime.date else value


class ArticleHead(StrictModel):
    """The front matter of an article."""

    #: 2: the headline is the first line of the text, and paragraphs are of more kinds.
    format: Literal[1, 2] = 1
    id: Name
    headline: Line
    outlet: Line
    byline: MaybeLine = ""
    date: Annotated[MaybeLine, Field(max_length=100), BeforeValidator(_day)] = ""
    url: WebAddress = ""
    license: MaybeLine = ""
    source_note: MaybeLine = ""
    #: Where sentences start and end that no rule finds; they count while the body is the one
    #: whose SHA-256 is `sentences_of`, and nobody has to correct them after editing it.
    sentences: Annotated[
        list[Annotated[list[Offset], Field(min_length=2, max_length=2)]],
        Field(max_length=20_000, default_factory=list),
    ]
    sentences_of: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""


def split_front_matter(text: str) -> tuple[str, str] | None:
    """Return the front matter and the rest of an article file, or None where there is none."""
    normal = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    if not normal.startswith(_FENCE + "\n"):
        return None
    end = normal.find("\n" + _FENCE, len(_FENCE))
    if end < 0:
        return None
    after = normal.find("\n", end + 1)
    head = normal[len(_FENCE) + 1 : end + 1]
    return head, "" if after < 0 else normal[after + 1 :]


def article_of(head: ArticleHead, written: str) -> Article:
    """Return the article with this front matter and these paragraphs."""
    paragraphs = written_paragraphs(written, head.format)
    if head.format > 1 and paragraphs:
        paragraphs = below_headline(head.headline, paragraphs)
    body, blocks = joined_paragraphs(paragraphs)
    sentences = _told_sentences(head, body) or split_sentences(body)
    return load(Article, head, body=body, blocks=blocks, sentences=sentences)


def _told_sentences(head: ArticleHead, body: str) -> tuple[Span, ...]:
    """Return the sentences that the front matter tells of this very body, or none."""
    if head.sentences_of != text_hash(body):
        return ()
    spans = tuple(Span(start, end) for start, end in head.sentences if start < end <= len(body))
    in_order = all(before.end <= after.start for before, after in pairwise(spans))
    return spans if in_order and len(spans) == len(head.sentences) else ()


def written_paragraphs(written: str, form: int) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a text in normal form, with what each is in this form of files."""
    marks = _MARKS.get(form, _MARKS[max(_MARKS)])
    found = []
    for raw in _BLANK_LINES.split(normalise(written)):
        paragraph = raw.strip()
        kind = BlockKind.PARAGRAPH
        for mark, marked_kind in marks.items():
            if paragraph.startswith(mark):
                kind, paragraph = marked_kind, paragraph.removeprefix(mark)
                break
        paragraph = one_paragraph(paragraph.removeprefix(_ESCAPE))
        if paragraph:
            found.append((kind, paragraph))
    return tuple(found)


def is_canonical(body: str) -> bool:
    """Return whether a body is one that paragraphs make: each on a line, in normal form."""
    return normalise(body) == body and all(
        line and one_paragraph(line) == line for line in body.split("\n")
    )


def form_of(article: Article) -> int:
    """Return the form of files that an article needs; the first wherever that can say it all."""
    return 1 if all(block.kind in _FIRST_KINDS for block in article.blocks) else 2


def article_text(article: Article) -> str:
    """Return the article as the text of a source file."""
    head: dict[str, Any] = LESSONS.dump(Article, article)
    if article.sentences != split_sentences(article.body):
        head["sentences"] = [[span.start, span.end] for span in article.sentences]
        head["sentences_of"] = article.hash
    form = form_of(article)
    marks = {kind: mark for mark, kind in _MARKS[form].items()}
    if form > 1:
        head = {"format": form, **head}
    parts = []
    for kind, text in text_paragraphs(article):
        needs_escape = text.startswith((_ESCAPE, *_MARKS[form]))
        parts.append(marks.get(kind, "") + (_ESCAPE if needs_escape else "") + text)
    return f"{_FENCE}\n{dump_toml(without_empty(head))}{_FENCE}\n\n" + "\n\n".join(parts) + "\n"
