"""What stands inside a hand-in file: a W3C annotation collection with the lesson it is for."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Literal, Self

from pydantic import FailFast, Field, StringConstraints, model_validator

from annotator.domain.annotations import Annotation, Answer, Link
from annotator.domain.errors import NotAllowed
from annotator.domain.hand_ins import LONGEST_NAME, HandIn, clean_name
from annotator.domain.identifiers import TEACHER, ArticleId, AuthorId, HandInId, LessonId
from annotator.files.strict_model import MaybeLine, Moment, Name, Sha256, Slug, StrictModel
from annotator.files.web_annotation import (
    AnnotationItem,
    AnswerItem,
    AuthorUrn,
    Item,
    LinkItem,
    annotation_item,
    annotation_of,
    answer_item,
    answer_of,
    link_item,
    link_of,
    name_in,
    targets_of,
    urn,
)
from annotator.translation import _

#: The newest form of the collection that this program reads and writes.
FORMAT = 1
#: Annotations, links and answers together; the longest hand-in of the demo class has 263.
MOST_ITEMS = 2_000

HandInUrn = Annotated[
    str, StringConstraints(pattern=r"^urn:annotator:hand-in:[A-Za-z0-9._-]+$", max_length=140)
]
PersonName = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]


class HandInStudentRecord(StrictModel):
    """The student; the id is the one on the machine where the work was done."""

    id: AuthorUrn | None = None
    type: Literal["Person"] = "Person"
    name: PersonName


class Software(StrictModel):
    """The program that wrote the file."""

    type: Literal["Software"] = "Software"
    name: Literal["Annotator"] = "Annotator"
    version: Annotated[MaybeLine, Field(alias="annotator:version")]


class LessonReference(StrictModel):
    """The lesson that the work is on."""

    id: Slug
    version: Annotated[int, Field(ge=1, le=1_000_000)]
    hash: Sha256


class ItemPage(StrictModel):
    """The only page of the collection."""

    type: Literal["AnnotationPage"] = "AnnotationPage"
    start_index: Annotated[Literal[0], Field(alias="startIndex")] = 0
    items: Annotated[list[Item], Field(max_length=MOST_ITEMS), FailFast()]


class ContextNames(StrictModel):
    """The prefix under which Annotator's own names stand."""

    annotator: Literal["urn:annotator:"] = "urn:annotator:"


class HandInCollection(StrictModel):
    """One hand-in as a W3C AnnotationCollection."""

    #: What the names mean, for programs that read JSON-LD; nothing is ever fetched.
    context: Annotated[
        tuple[Literal["http://www.w3.org/ns/anno.jsonld"], ContextNames], Field(alias="@context")
    ]
    id: HandInUrn
    type: Literal["AnnotationCollection"] = "AnnotationCollection"
    format: Annotated[Literal[1], Field(alias="annotator:format")] = 1
    creator: HandInStudentRecord
    generator: Software
    created: Moment
    lesson: Annotated[LessonReference, Field(alias="annotator:lesson")]
    articles: Annotated[
        dict[Name, Sha256], Field(alias="annotator:articles", min_length=1, max_length=50)
    ]
    attempt: Annotated[int, Field(alias="annotator:attempt", ge=1, le=10_000)]
    #: The reading group, where the lesson has groups and the student chose one.
    group: Annotated[MaybeLine | None, Field(alias="annotator:group", max_length=40)] = None
    total: Annotated[int, Field(ge=0, le=MOST_ITEMS)]
    first: ItemPage

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if self.total != len(self.first.items):
            raise ValueError(_("the collection does not hold as many items as it says"))
        if self.creator.id is None and self.first.items:
            raise ValueError(_("the items have no author"))
        if self.creator.id == urn("author", TEACHER):
            raise ValueError(_("a student cannot hand in under the teacher's id"))
        if not _is_plain_name(self.creator.name):
            raise ValueError(_("the name has spaces or signs that a name cannot have"))
        self._check_places()
        self._check_names()
        return self

    def _check_places(self) -> None:
        for item in self.first.items:
            for target in targets_of(item):
                known = self.articles.get(name_in(target.scope))
                if target.source != f"urn:sha256:{known}":
                    raise ValueError(_("an item is on an article that the file does not name"))
            if isinstance(item, LinkItem):
                for article in item.missing_in:
                    if name_in(article) not in self.articles:
                        raise ValueError(_("a link names an article that the file does not name"))

    def _check_names(self) -> None:
        items = self.first.items
        names = Counter(item.target if isinstance(item, AnswerItem) else item.id for item in items)
        if names and max(names.values()) > 1:
            raise ValueError(_("two items have the same id"))


def _is_plain_name(name: str) -> bool:
    """Return whether a name is one that somebody can sign in with."""
    try:
        return clean_name(name) == name
    except NotAllowed:
        return False


def record_of(hand_in: HandIn, program_version: str) -> HandInCollection:
    """Return a hand-in as a collection; pydantic refuses what could not be read back."""
    hashes = hand_in.article_hashes
    items: list[AnnotationItem | LinkItem | AnswerItem] = []
    items += [annotation_item(annotation, hashes) for annotation in hand_in.annotations]
    items += [link_item(link, hashes) for link in hand_in.links]
    items += [answer_item(answer) for answer in hand_in.answers]
    author = _author_of(hand_in)
    return HandInCollection(
        context=("http://www.w3.org/ns/anno.jsonld", ContextNames()),
        id=urn("hand-in", hand_in.id),
        creator=HandInStudentRecord(
            id=None if author is None else urn("author", author), name=hand_in.student_name
        ),
        generator=Software(version=program_version),
        created=hand_in.handed_in,
        lesson=LessonReference(
            id=hand_in.lesson_id, version=hand_in.lesson_version, hash=hand_in.lesson_hash
        ),
        articles={str(article_id): known for article_id, known in sorted(hashes.items())},
        attempt=hand_in.attempt,
        group=hand_in.reading_group or None,
        total=len(items),
        first=ItemPage(items=items),
    )


def hand_in_of(record: HandInCollection) -> HandIn:
    """Return the hand-in that a collection holds."""
    author = AuthorId("" if record.creator.id is None else name_in(record.creator.id))
    annotations: list[Annotation] = []
    links: list[Link] = []
    answers: list[Answer] = []
    for item in record.first.items:
        match item:
            case AnnotationItem():
                annotations.append(annotation_of(item, author))
            case LinkItem():
                links.append(link_of(item, author))
            case AnswerItem():
                answers.append(answer_of(item, author))
    return HandIn(
        id=HandInId(name_in(record.id)),
        lesson_id=LessonId(record.lesson.id),
        lesson_version=record.lesson.version,
        lesson_hash=record.lesson.hash,
        article_hashes={ArticleId(name): known for name, known in record.articles.items()},
        student_name=record.creator.name,
        attempt=record.attempt,
        handed_in=record.created,
        annotations=tuple(annotations),
        links=tuple(links),
        answers=tuple(answers),
        reading_group=record.group or "",
    )


def _author_of(hand_in: HandIn) -> AuthorId | None:
    """Return the one author of everything in the hand-in, or None of an empty one."""
    authors = {annotation.author_id for annotation in hand_in.annotations}
    authors |= {link.author_id for link in hand_in.links}
    authors |= {answer.author_id for answer in hand_in.answers}
    if len(authors) > 1:
        raise ValueError(f"a hand-in of several authors: {sorted(authors)}")
    return authors.pop() if authors else None
