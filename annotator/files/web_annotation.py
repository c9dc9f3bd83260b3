"""Annotations, links and answers as W3C Web Annotations (JSON-LD), and back.

Each item is an Annotation of the W3C model. Its motivation says what it is: `classifying`
an annotation, `linking` a link, `replying` an answer. Offsets count code points, as the
model demands; each place carries its position and its quotation.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from annotator.domain.anchors import CONTEXT, QuoteAnchor
from annotator.domain.annotations import Annotation, Answer, Link, LinkEnd
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
from annotator.files.limits import LONGEST_ARTICLE
from annotator.files.strict_model import Moment, StrictModel, Typed
from annotator.translation import _

# A bounded repetition of a large class takes the pattern compiler 100 ms; a length costs nothing.
_LONGEST_URN = 240
_ID = r"[^\s\p{C}]+$"
_NAME = r"[A-Za-z0-9][A-Za-z0-9._-]*$"
AnnotationUrn = Annotated[
    str, StringConstraints(pattern=r"^urn:annotator:annotation:" + _ID, max_length=_LONGEST_URN)
]
LinkUrn = Annotated[
    str, StringConstraints(pattern=r"^urn:annotator:link:" + _ID, max_length=_LONGEST_URN)
]
QuestionUrn = Annotated[
    str, StringConstraints(pattern=r"^urn:annotator:question:" + _NAME, max_length=_LONGEST_URN)
]
ArticleUrn = Annotated[
    str, StringConstraints(pattern=r"^urn:annotator:article:" + _NAME, max_length=_LONGEST_URN)
]
AuthorUrn = Annotated[
    str, StringConstraints(pattern=r"^urn:annotator:author:" + _ID, max_length=_LONGEST_URN)
]
HashUrn = Annotated[str, StringConstraints(pattern=r"^urn:sha256:[0-9a-f]{64}$")]
Position = Annotated[int, Field(ge=0, le=LONGEST_ARTICLE)]
Context = Annotated[str, Field(max_length=CONTEXT)]


class TextBody(StrictModel):
    """One thing said of a place: its category, technique, reason or neutral rewrite."""

    type: Literal["TextualBody"] = "TextualBody"
    purpose: Literal["classifying", "tagging", "describing", "editing"]
    value: Typed


class ReplyBody(StrictModel):
    """What a student answered."""

    type: Literal["TextualBody"] = "TextualBody"
    purpose: Literal["replying"] = "replying"
    value: Typed


class PositionSelector(StrictModel):
    """Where a place stands: a half-open stretch of code points."""

    type: Literal["TextPositionSelector"] = "TextPositionSelector"
    start: Position
    end: Position


class QuoteSelector(StrictModel):
    """What stands at a place, with up to 32 code points before and after it."""

    type: Literal["TextQuoteSelector"] = "TextQuoteSelector"
    exact: Annotated[str, Field(min_length=1, max_length=LONGEST_ARTICLE)]
    prefix: Context = ""
    suffix: Context = ""


class Target(StrictModel):
    """One place in one article, known by the article's hash and by its name in the lesson."""

    source: HashUrn
    scope: ArticleUrn
    selector: tuple[PositionSelector, QuoteSelector]

    @model_validator(mode="after")
    def _agree(self) -> Self:
        position, quote = self.selector
        if position.end - position.start != len(quote.exact):
            raise ValueError(_("a quotation is not as long as its place"))
        return self


class AnnotationItem(StrictModel):
    """One annotation."""

    id: AnnotationUrn
    type: Literal["Annotation"] = "Annotation"
    motivation: Literal["classifying"] = "classifying"
    created: Moment
    body: Annotated[list[TextBody], Field(min_length=1, max_length=4)]
    target: Target

    @model_validator(mode="after")
    def _one_of_each(self) -> Self:
        purposes = [body.purpose for body in self.body]
        if purposes[0] != "classifying" or len(set(purposes)) < len(purposes):
            raise ValueError(_("an annotation needs its category first and each other body once"))
        return self


class LinkItem(StrictModel):
    """One link: places in different articles that speak of the same thing."""

    id: LinkUrn
    type: Literal["Annotation"] = "Annotation"
    motivation: Literal["linking"] = "linking"
    label: Typed = ""
    body: Annotated[list[TextBody], Field(max_length=1)]
    target: Annotated[list[Target], Field(min_length=1, max_length=200)]
    missing_in: Annotated[
        list[ArticleUrn],
        Field(alias="annotator:missingIn", max_length=20, default_factory=list),
    ]


class AnswerItem(StrictModel):
    """One answer to a question of the lesson."""

    type: Literal["Annotation"] = "Annotation"
    motivation: Literal["replying"] = "replying"
    body: ReplyBody
    target: QuestionUrn


Item = Annotated[AnnotationItem | LinkItem | AnswerItem, Field(discriminator="motivation")]


def urn(kind: str, name: str) -> str:
    """Return the name by which a thing of Annotator is known in JSON-LD."""
    return f"urn:annotator:{kind}:{name}"


def name_in(identifier: str) -> str:
    """Return the name that an identifier made by `urn` ends with."""
    return identifier.split(":", 3)[3]


def annotation_item(annotation: Annotation, hashes: Mapping[ArticleId, str]) -> AnnotationItem:
    """Return an annotation as a Web Annotation on the article with its hash."""
    said = (
        ("tagging", annotation.technique_id or ""),
        ("describing", annotation.reason),
        ("editing", annotation.rewrite),
    )
    bodies = [TextBody(purpose="classifying", value=annotation.category_id)]
    bodies += [TextBody.model_validate({"purpose": p, "value": carried(v)}) for p, v in said if v]
    return AnnotationItem(
        id=urn("annotation", annotation.id),
        created=annotation.created,
        body=bodies,
        target=_target(annotation.article_id, annotation.span, annotation.anchor, hashes),
    )


def link_item(link: Link, hashes: Mapping[ArticleId, str]) -> LinkItem:
    """Return a link as a Web Annotation with one target for each end."""
    return LinkItem(
        id=urn("link", link.id),
        label=carried(link.title),
        body=[TextBody(purpose="describing", value=carried(link.note))] if link.note else [],
        target=[_target(end.article_id, end.span, end.anchor, hashes) for end in link.ends],
        missing_in=[urn("article", article_id) for article_id in link.missing_in],
    )


def answer_item(answer: Answer) -> AnswerItem:
    """Return an answer as a Web Annotation that replies to its question."""
    return AnswerItem(
        body=ReplyBody(value=carried(answer.text)), target=urn("question", answer.question_id)
    )


def annotation_of(item: AnnotationItem, author_id: AuthorId) -> Annotation:
    """Return the annotation that an item holds."""
    said = {body.purpose: body.value for body in item.body}
    technique = said.get("tagging")
    span, anchor = _place(item.target)
    return Annotation(
        id=AnnotationId(name_in(item.id)),
        article_id=_article_of(item.target),
        category_id=CategoryId(said["classifying"]),
        span=span,
        anchor=anchor,
        author_id=author_id,
        created=item.created,
        technique_id=TechniqueId(technique) if technique else None,
        reason=said.get("describing", ""),
        rewrite=said.get("editing", ""),
    )


def link_of(item: LinkItem, author_id: AuthorId) -> Link:
    """Return the link that an item holds."""
    return Link(
        id=LinkId(name_in(item.id)),
        author_id=author_id,
        ends=tuple(LinkEnd(_article_of(target), *_place(target)) for target in item.target),
        title=item.label,
        note=item.body[0].value if item.body else "",
        missing_in=tuple(ArticleId(name_in(name)) for name in item.missing_in),
    )


def answer_of(item: AnswerItem, author_id: AuthorId) -> Answer:
    """Return the answer that an item holds."""
    return Answer(QuestionId(name_in(item.target)), author_id, item.body.value)


def targets_of(item: AnnotationItem | LinkItem | AnswerItem) -> tuple[Target, ...]:
    """Return the places in articles that an item speaks of."""
    match item:
        case AnnotationItem():
            return (item.target,)
        case LinkItem():
            return tuple(item.target)
        case AnswerItem():
            return ()


def carried(text: str) -> str:
    """Return the text as JSON can carry it: a half of a surrogate pair becomes U+FFFD."""
    return text.encode("utf-8", "replace").decode("utf-8") if _has_surrogate(text) else text


def _has_surrogate(text: str) -> bool:
    return not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text)


def _target(
    article_id: ArticleId, span: Span, anchor: QuoteAnchor, hashes: Mapping[ArticleId, str]
) -> Target:
    return Target(
        source=f"urn:sha256:{hashes[article_id]}",
        scope=urn("article", article_id),
        selector=(
            PositionSelector(start=span.start, end=span.end),
            QuoteSelector(exact=anchor.exact, prefix=anchor.prefix, suffix=anchor.suffix),
        ),
    )


def _place(target: Target) -> tuple[Span, QuoteAnchor]:
    position, quote = target.selector
    anchor = QuoteAnchor(quote.exact, quote.prefix, quote.suffix)
    return Span(position.start, position.end), anchor


def _article_of(target: Target) -> ArticleId:
    return ArticleId(name_in(target.scope))
