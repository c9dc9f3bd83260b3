"""The two JSON files that `annotator score` compares: a key and answers on one text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import FailFast, Field

from annotator.domain.anchors import anchor_of
from annotator.domain.annotating import MOST_ALTERNATIVES
from annotator.domain.annotations import Annotation
from annotator.domain.errors import BadInput, UnreadableFile
from annotator.domain.identifiers import AnnotationId, ArticleId, AuthorId, CategoryId, KeyId
from annotator.domain.keys import KeyAnnotation, KeyStatus
from annotator.domain.lessons import FIRST_CREDIT_RULES
from annotator.domain.spans import Span
from annotator.files import bounds
from annotator.files.json_text import BadJson, read_json
from annotator.files.lesson_record import CreditRules
from annotator.files.limits import LONGEST_ARTICLE, MEGABYTE, read_text_limited
from annotator.files.strict_model import Name, Points, StrictModel
from annotator.services.answer_keys import alternative

LARGEST_FILE = 5 * MEGABYTE
MOST_ANNOTATIONS = 5_000

#: The article and the author that such files speak of without naming them.
TEXT = ArticleId("text")
ANSWERER = AuthorId("answers")
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)

Offset = Annotated[int, Field(ge=0, le=LONGEST_ARTICLE)]


class ScorePlace(StrictModel):
    """A stretch of the text."""

    start: Offset
    end: Offset


class ScoreAnnotation(ScorePlace):
    """One annotation of such a file; status, weight and alternatives count in a key only."""

    category: Name
    status: Literal["required", "optional", "trap"] = "required"
    weight: Points = 1.0
    also: Annotated[list[ScorePlace], Field(max_length=MOST_ALTERNATIVES, default_factory=list)]


class ScoreText(StrictModel):
    """The whole file: a text and the annotations on it, in code points.

    The key's edition of the credit rules counts; without one it is the first.
    """

    text: Annotated[str, Field(max_length=LONGEST_ARTICLE)]
    credit_rules: CreditRules = FIRST_CREDIT_RULES
    annotations: Annotated[list[ScoreAnnotation], Field(max_length=MOST_ANNOTATIONS), FailFast()]


@dataclass(frozen=True, slots=True)
class ScoreFiles:
    """A text, what should be annotated in it and what was."""

    text: str
    key: tuple[KeyAnnotation, ...]
    answers: tuple[Annotation, ...]
    #: The edition of the credit rules that the key names.
    credit_rules: int = FIRST_CREDIT_RULES


def read_score_files(key_path: Path, answers_path: Path) -> ScoreFiles:
    """Return a key and answers; raise BadInput if one is wrong or they are on different texts."""
    key = _read(key_path)
    answers = _read(answers_path)
    if key.text != answers.text:
        raise BadInput(
            "“{key}” and “{answers}” are on different texts (they part at character {place}). "
            "Nothing was scored. Annotate the same text in both files.",
            key=key_path.name,
            answers=answers_path.name,
            place=_first_difference(key.text, answers.text),
        )
    return ScoreFiles(
        text=key.text,
        key=tuple(_key_annotation(each, key.text) for each in key.annotations),
        answers=tuple(_answer(n, each, key.text) for n, each in enumerate(answers.annotations, 1)),
        credit_rules=key.credit_rules,
    )


def _read(path: Path) -> ScoreText:
    try:
        text = read_text_limited(path, LARGEST_FILE)
        record = read_json(ScoreText, text.encode("utf-8"), bounds.SCORED)
    except BadJson as trouble:
        raise UnreadableFile(
            "“{name}” cannot be scored: {why}. Nothing was scored. It must be JSON "
            'like {{"text": "...", "annotations": [{{"category": "loaded-language", '
            '"start": 0, "end": 5}}]}}.',
            name=path.name,
            why=trouble,
        ) from trouble
    seen: dict[tuple[str, int, int], int] = {}
    for number, each in enumerate(record.annotations, 1):
        wrong = next(
            (p for p in (each, *each.also) if not p.start < p.end <= len(record.text)), None
        )
        if wrong is not None:
            raise UnreadableFile(
                "“{name}” cannot be scored: annotations {number} goes from {start} to "
                "{end}, which is no stretch of a text of {length} characters. Nothing "
                "was scored. Count code points from 0, the end behind the last one.",
                name=path.name,
                number=number,
                start=wrong.start,
                end=wrong.end,
                length=len(record.text),
            )
        first = seen.setdefault((each.category, each.start, each.end), number)
        if first != number:
            raise UnreadableFile(
                "“{name}” cannot be scored: annotations {number} repeats annotations "
                "{first}. Nothing was scored. Remove one of the two.",
                name=path.name,
                number=number,
                first=first,
            )
    return record


def _first_difference(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _key_annotation(record: ScoreAnnotation, text: str) -> KeyAnnotation:
    span = Span(record.start, record.end)
    return KeyAnnotation(
        id=KeyId(f"{TEXT}/{record.category}/{span.start}-{span.end}"),
        article_id=TEXT,
        category_id=CategoryId(record.category),
        span=span,
        quote=span.of(text),
        status=KeyStatus(record.status),
        weight=record.weight,
        also=tuple(alternative(text, Span(each.start, each.end)) for each in record.also),
    )


def _answer(number: int, record: ScoreAnnotation, text: str) -> Annotation:
    span = Span(record.start, record.end)
    return Annotation(
        id=AnnotationId(f"a{number}"),
        article_id=TEXT,
        category_id=CategoryId(record.category),
        span=span,
        anchor=anchor_of(text, span),
        author_id=ANSWERER,
        created=_LONG_AGO,
    )
