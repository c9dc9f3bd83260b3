"""Items and changes as plain JSON values, for the history and for links."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from annotator.domain.anchors import QuoteAnchor
from annotator.domain.annotations import Annotation, Answer, Item, Link, LinkEnd
from annotator.domain.history import Change
from annotator.domain.identifiers import (
    AnnotationId,
    ArticleId,
    AuthorId,
    CategoryId,
    LinkId,
    QuestionId,
    TechniqueId,
)
from annotator.domain.spans import Span

#: A JSON object as the database returns it.
Json = Mapping[str, Any]


def change_to_json(change: Change) -> dict[str, Any]:
    """Return a change as a JSON object."""
    return {
        "before": None if change.before is None else item_to_json(change.before),
        "after": None if change.after is None else item_to_json(change.after),
    }


def change_from_json(value: Json) -> Change:
    """Return the change that a JSON object holds."""
    before, after = value["before"], value["after"]
    return Change(
        before=None if before is None else item_from_json(before),
        after=None if after is None else item_from_json(after),
    )


def item_to_json(item: Item) -> dict[str, Any]:
    """Return an annotation, link or answer as a JSON object that names its kind."""
    match item:
        case Annotation():
            return {"kind": "annotation", **_annotation_to_json(item)}
        case Link():
            return {"kind": "link", **link_to_json(item)}
        case Answer():
            return {
                "kind": "answer",
                "question": item.question_id,
                "author": item.author_id,
                "text": item.text,
            }


def item_from_json(value: Json) -> Item:
    """Return the item that a JSON object holds."""
    match value["kind"]:
        case "annotation":
            return _annotation_from_json(value)
        case "link":
            return link_from_json(value)
        case "answer":
            return Answer(
                question_id=QuestionId(value["question"]),
                author_id=AuthorId(value["author"]),
                text=value["text"],
            )
        case other:
            raise ValueError(f"the history holds an item of an unknown kind: {other!r}")


def link_to_json(link: Link) -> dict[str, Any]:
    """Return a link as a JSON object."""
    return {
        "id": link.id,
        "author": link.author_id,
        "ends": ends_to_json(link.ends),
        "title": link.title,
        "note": link.note,
        "missing": list(link.missing_in),
    }


def link_from_json(value: Json) -> Link:
    """Return the link that a JSON object holds."""
    return Link(
        id=LinkId(value["id"]),
        author_id=AuthorId(value["author"]),
        ends=ends_from_json(value["ends"]),
        title=value["title"],
        note=value["note"],
        missing_in=tuple(ArticleId(article) for article in value["missing"]),
    )


def ends_to_json(ends: tuple[LinkEnd, ...]) -> list[dict[str, Any]]:
    """Return the ends of a link as JSON objects."""
    return [{"article": end.article_id, **_place_to_json(end.span, end.anchor)} for end in ends]


def ends_from_json(values: list[Json]) -> tuple[LinkEnd, ...]:
    """Return the ends of a link that JSON objects hold."""
    return tuple(
        LinkEnd(ArticleId(value["article"]), span_of(value), _anchor_of(value)) for value in values
    )


def span_of(value: Json) -> Span:
    """Return the span that a JSON object holds."""
    return Span(value["start"], value["end"])


def _annotation_to_json(annotation: Annotation) -> dict[str, Any]:
    return {
        "id": annotation.id,
        "article": annotation.article_id,
        "category": annotation.category_id,
        **_place_to_json(annotation.span, annotation.anchor),
        "author": annotation.author_id,
        "created": annotation.created.isoformat(),
        "technique": annotation.technique_id,
        "reason": annotation.reason,
        "rewrite": annotation.rewrite,
    }


def _annotation_from_json(value: Json) -> Annotation:
    technique = value["technique"]
    return Annotation(
        id=AnnotationId(value["id"]),
        article_id=ArticleId(value["article"]),
        category_id=CategoryId(value["category"]),
        span=span_of(value),
        anchor=_anchor_of(value),
        author_id=AuthorId(value["author"]),
        created=datetime.fromisoformat(value["created"]),
        technique_id=None if technique is None else TechniqueId(technique),
        reason=value["reason"],
        rewrite=value["rewrite"],
    )


def _place_to_json(span: Span, anchor: QuoteAnchor) -> dict[str, Any]:
    return {
        "start": span.start,
        "end": span.end,
        "exact": anchor.exact,
        "prefix": anchor.prefix,
        "suffix": anchor.suffix,
    }


def _anchor_of(value: Json) -> QuoteAnchor:
    return QuoteAnchor(value["exact"], value["prefix"], value["suffix"])
