"""The answer key as a file: quotations, not offsets, each found exactly once in its article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from annotator.domain.anchors import CONTEXT, QuoteAnchor, anchor_of, locate, places_of
from annotator.domain.annotating import MOST_ALTERNATIVES
from annotator.domain.annotations import Link, LinkEnd
from annotator.domain.errors import BadInput, NotAllowed
from annotator.domain.identifiers import TEACHER, ArticleId, KeyId, LinkId, TechniqueId
from annotator.domain.keys import (
    Acceptance,
    Alternative,
    AnswerKey,
    KeyAnnotation,
    KeyStatus,
    UnscoredSentence,
)
from annotator.domain.lessons import Article, Lesson
from annotator.domain.scheme import CANNOT_TELL, Category
from annotator.domain.spans import Span
from annotator.domain.text import normalise
from annotator.files.explaining import Step
from annotator.files.lesson_record import without_empty
from annotator.files.lesson_source_problems import ProblemList, TomlFile
from annotator.files.limits import LONGEST_ARTICLE
from annotator.files.reasons import Reason
from annotator.files.strict_model import Line, MaybeName, Moment, Name, Points, Prose, StrictModel
from annotator.files.toml_text import dump_toml
from annotator.services.answer_keys import alternative, key_id

Quote = Annotated[str, Field(min_length=1, max_length=LONGEST_ARTICLE)]
Around = Annotated[str, Field(max_length=200)]


class QuoteRecord(StrictModel):
    """Words, known by themselves and what stands around them."""

    quote: Quote
    prefix: Around = ""
    suffix: Around = ""


class PlaceRecord(QuoteRecord):
    """Words of an article."""

    article: Name


#: Other words of the entry's article: a quotation alone, or with what stands around it.
Also = Annotated[
    QuoteRecord,
    BeforeValidator(
        lambda given: {"quote": given} if isinstance(given, str) else given,
        json_schema_input_type=Quote | QuoteRecord,
    ),
]


class _Entry(PlaceRecord):
    status: Literal["required", "optional", "trap"] = "required"
    weight: Points | None = None
    technique: MaybeName = ""
    explanation: Prose = ""
    accepted: Moment | None = None


class KeyAnnotationRecord(_Entry):
    """One expected annotation on words."""

    category: Name
    also: Annotated[list[Also], Field(max_length=MOST_ALTERNATIVES, default_factory=list)]


class KeySentenceRecord(_Entry):
    """The label of one sentence, known by its opening words."""

    label: Name


class KeyLinkRecord(StrictModel):
    """Places in different articles that speak of the same thing."""

    id: Name
    title: Line
    note: Prose = ""
    missing: Annotated[list[Name], Field(max_length=20, default_factory=list)]
    places: Annotated[list[PlaceRecord], Field(min_length=1, max_length=100)]


class KeyRecord(StrictModel):
    """The whole key."""

    format: Literal[1]
    annotations: Annotated[list[KeyAnnotationRecord], Field(max_length=5_000, default_factory=list)]
    sentences: Annotated[list[KeySentenceRecord], Field(max_length=5_000, default_factory=list)]
    links: Annotated[list[KeyLinkRecord], Field(max_length=500, default_factory=list)]


_ENTRIES: dict[str, type[StrictModel]] = {
    "annotations": KeyAnnotationRecord,
    "sentences": KeySentenceRecord,
    "links": KeyLinkRecord,
}


class _Misplaced(Reason):
    """A part of an entry that does not fit the lesson: the field, and what is wrong with it."""

    def __init__(self, steps: tuple[Step, ...], sentence: str, /, **values: str) -> None:
        super().__init__(sentence, **values)
        self.steps = steps


def read_key(file: TomlFile, lesson: Lesson, problems: ProblemList) -> AnswerKey | None:
    """Return the key that a file holds for a lesson, or None with every problem noted."""
    before = len(problems.found)
    if problems.check(KeyRecord, file, file.data) is None and not _has_lists(file.data):
        return None
    broken = {problem.place.split(",")[0] for problem in problems.found[before:]}
    reading = _KeyReading(lesson)
    for name, number, raw in _entries(file.data):
        if f"{name} {number + 1}" in broken:
            continue
        record = _ENTRIES[name].model_validate(raw)
        try:
            reading.add(record)
        except _Misplaced as trouble:
            problems.note(file, (name, number, *trouble.steps), str(trouble))
    return reading.key() if len(problems.found) == before else None


def _has_lists(data: dict[str, Any]) -> bool:
    """Return whether the key is whole enough to look at its entries one by one."""
    return data.get("format") == 1 and all(
        isinstance(data.get(name, []), list)
        and all(isinstance(e, dict) for e in data.get(name, []))
        for name in _ENTRIES
    )


def _entries(data: dict[str, Any]) -> Iterator[tuple[str, int, Any]]:
    for name in _ENTRIES:
        for number, raw in enumerate(data.get(name, [])):
            yield name, number, raw


@dataclass(slots=True)
class _KeyReading:
    """The key as far as it has been read."""

    lesson: Lesson
    annotations: dict[KeyId, KeyAnnotation] = field(default_factory=dict)
    unscored: list[UnscoredSentence] = field(default_factory=list)
    links: dict[LinkId, Link] = field(default_factory=dict)

    def key(self) -> AnswerKey:
        return AnswerKey(
            tuple(self.annotations.values()), tuple(self.links.values()), tuple(self.unscored)
        )

    def add(self, record: StrictModel) -> None:
        """Add one entry; raise _Misplaced if it does not fit."""
        match record:
            case KeyAnnotationRecord():
                self._add_annotation(record)
            case KeySentenceRecord():
                self._add_sentence(record)
            case KeyLinkRecord():
                self._add_link(record)

    def _add_annotation(self, record: KeyAnnotationRecord) -> None:
        article = self._article(record.article, ("article",))
        category = self._category(record.category, ("category",))
        if category.is_sentence:
            raise _Misplaced(
                ("category",),
                "“{category}” is put on whole sentences; write it as an entry of [[sentences]]",
                category=category.id,
            )
        span = self._found(record, article, ())
        self._keep(record, article, category, span, self._also(record, article, span))

    def _also(
        self, record: KeyAnnotationRecord, article: Article, own: Span
    ) -> tuple[Alternative, ...]:
        found: dict[Span, Alternative] = {}
        for number, words in enumerate(record.also):
            span = self._within(words, article, own) or self._found(
                words, article, ("also", number), field=()
            )
            if span == own or span in found:
                raise _Misplaced(
                    ("also", number),
                    "“{quote}” is in this entry already; remove one of the two",
                    quote=_short(words.quote),
                )
            found[span] = alternative(article.body, span)
        return tuple(found[span] for span in sorted(found))

    def _within(self, words: QuoteRecord, article: Article, own: Span) -> Span | None:
        """Return the place of a quotation inside the entry's own words, if there is one only."""
        inside = [s for s in places_of(article.body, _anchor(words)) if own.contains(s)]
        return inside[0] if len(inside) == 1 else None

    def _add_sentence(self, record: KeySentenceRecord) -> None:
        article = self._article(record.article, ("article",))
        opening = self._found(record, article, ())
        sentence = next((s for s in article.sentences if s.start == opening.start), None)
        if sentence is None:
            raise _Misplaced(
                ("quote",),
                "“{quote}” is not where a sentence begins; quote the first words of the sentence",
                quote=_short(record.quote),
            )
        if record.label == CANNOT_TELL:
            self.unscored.append(UnscoredSentence(article.id, sentence, record.explanation))
            return
        category = self._category(record.label, ("label",), f", {CANNOT_TELL}")
        if not category.is_sentence:
            raise _Misplaced(
                ("label",),
                "“{category}” is put on words; write it as an entry of [[annotations]]",
                category=category.id,
            )
        self._keep(record, article, category, sentence)

    def _keep(
        self,
        record: _Entry,
        article: Article,
        category: Category,
        span: Span,
        also: tuple[Alternative, ...] = (),
    ) -> None:
        known_as = key_id(article.id, category.id, span)
        if known_as in self.annotations:
            raise _Misplaced(
                ("quote",),
                "“{quote}” is in the key already; remove one of the two",
                quote=_short(record.quote),
            )
        usual = self.lesson.weight_of(category)
        self.annotations[known_as] = KeyAnnotation(
            id=known_as,
            article_id=article.id,
            category_id=category.id,
            span=span,
            quote=span.of(article.body),
            status=KeyStatus(record.status),
            weight=usual if record.weight is None else record.weight,
            technique_id=TechniqueId(record.technique) if record.technique else None,
            explanation=record.explanation,
            accepted=Acceptance(TEACHER, record.accepted) if record.accepted else None,
            also=also,
        )

    def _add_link(self, record: KeyLinkRecord) -> None:
        ends = []
        for number, end in enumerate(record.places):
            article = self._article(end.article, ("places", number, "article"))
            span = self._found(end, article, ("places", number))
            ends.append(LinkEnd(article.id, span, anchor_of(article.body, span)))
        for number, name in enumerate(record.missing):
            self._article(name, ("missing", number))
        link_id = LinkId(record.id)
        if link_id in self.links:
            raise _Misplaced(
                ("id",), "the id “{id}” is taken already; choose another", id=record.id
            )
        self.links[link_id] = Link(
            id=link_id,
            author_id=TEACHER,
            ends=tuple(ends),
            title=record.title,
            note=record.note,
            missing_in=tuple(ArticleId(name) for name in record.missing),
        )

    def _article(self, name: str, steps: tuple[Step, ...]) -> Article:
        found = next((a for a in self.lesson.articles if a.id == name), None)
        if found is None:
            known = ", ".join(article.id for article in self.lesson.articles)
            raise _Misplaced(
                steps, "there is no article “{name}”; known are: {known}", name=name, known=known
            )
        return found

    def _category(self, name: str, steps: tuple[Step, ...], also: str = "") -> Category:
        found = self.lesson.scheme.called(name)
        if found is None:
            known = ", ".join(category.id for category in self.lesson.scheme.categories) + also
            raise _Misplaced(
                steps, "there is no category “{name}”; known are: {known}", name=name, known=known
            )
        return found

    def _found(
        self,
        words: QuoteRecord,
        article: Article,
        steps: tuple[Step, ...],
        field: tuple[Step, ...] = ("quote",),
    ) -> Span:
        try:
            return locate(article.body, _anchor(words))
        except BadInput as trouble:
            raise _Misplaced((*steps, *field), str(trouble)) from trouble


def _anchor(words: QuoteRecord) -> QuoteAnchor:
    return QuoteAnchor(normalise(words.quote), normalise(words.prefix), normalise(words.suffix))


def key_text(lesson: Lesson, key: AnswerKey) -> str:
    """Return a key as the text of a key file; raise NotAllowed if a place cannot be quoted."""
    sentence_categories = {c.id for c in lesson.scheme.categories if c.is_sentence}
    data: dict[str, Any] = {"format": 1, "annotations": [], "sentences": [], "links": []}
    for each in key.annotations:
        body = lesson.article(each.article_id).body
        common = {
            "status": each.status.value,
            "weight": _own_weight(lesson, each),
            "technique": each.technique_id,
            "explanation": each.explanation,
            # When, but not from whom: a key file tells of no student.
            "accepted": each.accepted.at if each.accepted else None,
        }
        if each.category_id in sentence_categories:
            place = _opening(body, each.article_id, each.span)
            data["sentences"].append(without_empty({**place, "label": each.category_id, **common}))
        else:
            place = _quoted(body, each.article_id, each.span)
            entry = {"article": each.article_id, "category": each.category_id, **place}
            entry["also"] = [_also_data(body, each, other.span) for other in each.also]
            data["annotations"].append(without_empty({**entry, **common}))
    for sentence in key.unscored:
        body = lesson.article(sentence.article_id).body
        place = _opening(body, sentence.article_id, sentence.span)
        told = {"label": CANNOT_TELL, "explanation": sentence.explanation}
        data["sentences"].append(without_empty({**place, **told}))
    data["links"] = [_link_data(lesson, link) for link in key.links]
    return dump_toml(without_empty(data))


def _link_data(lesson: Lesson, link: Link) -> dict[str, Any]:
    places = [
        _quoted(lesson.article(end.article_id).body, end.article_id, end.span) for end in link.ends
    ]
    data = {
        "id": link.id,
        "title": link.title,
        "note": link.note,
        "missing": list(link.missing_in),
        "places": [without_empty(each) for each in places],
    }
    return without_empty(data)


def _own_weight(lesson: Lesson, key: KeyAnnotation) -> float | None:
    """Return the weight of a key annotation where it is not the usual one of its category."""
    usual = lesson.weight_of(lesson.scheme.category(key.category_id))
    return None if key.weight == usual else float(key.weight)


def _quoted(body: str, article_id: ArticleId, span: Span) -> dict[str, Any]:
    """Return a quotation with just enough of the text around it to be found once."""
    full = anchor_of(body, span)
    for length in (0, 4, 8, 16, CONTEXT, 200):
        before = body[max(0, span.start - length) : span.start]
        anchor = QuoteAnchor(full.exact, before, body[span.end : span.end + length])
        if len(places_of(body, anchor)) == 1:
            return {
                "article": article_id,
                "quote": anchor.exact,
                "prefix": anchor.prefix,
                "suffix": anchor.suffix,
            }
    raise NotAllowed(
        "“{quote}” stands several times in the article “{article}” with the same "
        "text around it. Nothing was written. Put the key on a longer stretch.",
        quote=_short(full.exact),
        article=article_id,
    )


def _also_data(body: str, key: KeyAnnotation, span: Span) -> str | dict[str, Any]:
    """Return other words of an entry: the quotation alone where that is enough."""
    quote = span.of(body)
    inside = [s for s in places_of(body, QuoteAnchor(quote)) if key.span.contains(s)]
    if inside == [span]:
        return quote
    place = without_empty(_quoted(body, key.article_id, span))
    del place["article"]
    return quote if place.keys() == {"quote"} else place


def _opening(body: str, article_id: ArticleId, sentence: Span) -> dict[str, Any]:
    """Return the fewest opening words of a sentence that stand once in the article."""
    text = sentence.of(body)
    ends = [n for n, character in enumerate(text) if character == " " and n >= 12]
    for end in ends:
        if len(places_of(body, QuoteAnchor(text[:end]))) == 1:
            return {"article": article_id, "quote": text[:end]}
    return _quoted(body, article_id, sentence)


def _short(text: str, longest: int = 60) -> str:
    return text if len(text) <= longest else text[: longest - 3] + "..."
