"""The records that lesson sources and lesson packages share, and the way to the domain."""

from __future__ import annotations

import base64
import binascii
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from annotator.domain.identifiers import (
    ArticleId,
    CategoryId,
    CriterionId,
    LessonId,
    QuestionId,
    TechniqueId,
)
from annotator.domain.lessons import (
    Article,
    Criterion,
    Feedback,
    Lesson,
    Level,
    Question,
    RequiredWork,
    Standard,
)
from annotator.domain.scheme import Category, LinePattern, Scheme, Technique, Unit
from annotator.files.explaining import Step
from annotator.files.sealing import KEY_LENGTH, is_sound
from annotator.files.strict_model import (
    Colour,
    Line,
    MaybeLine,
    MaybeName,
    Name,
    Points,
    Prose,
    Slug,
    StrictModel,
)

#: One place in a record with what is wrong there.
Inconsistency = tuple[tuple[Step, ...], str]


def _check_key(text: str) -> str:
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error as trouble:
        raise ValueError("“public_key” is not base64") from trouble
    if key and len(key) != KEY_LENGTH:
        raise ValueError(f"“public_key” must hold {KEY_LENGTH} bytes")
    if key and not is_sound(key):
        raise ValueError("“public_key” is a key that everybody can open")
    return text


PublicKeyText = Annotated[str, Field(max_length=64), AfterValidator(_check_key)]


class TechniqueRecord(StrictModel):
    """A sub-type of a category."""

    id: Name
    name: Line
    definition: Prose = ""
    example: Prose = ""


class CategoryRecord(StrictModel):
    """A category of a scheme."""

    id: Name
    name: Line
    letter: Annotated[Line, Field(max_length=4)]
    key: Annotated[Line, Field(max_length=1)]
    colour: Colour
    line: Literal["wavy", "dashed", "double", "dotted"]
    unit: Literal["span", "sentence"]
    definition: Prose = ""
    prompt: Prose = ""
    example: Prose = ""
    asks_rewrite: bool = False
    techniques: Annotated[list[TechniqueRecord], Field(max_length=50, default_factory=list)]


class RuleRecord(StrictModel):
    """A sentence that helps to tell the categories apart."""

    text: Annotated[Prose, Field(min_length=1)]


class SchemeRecord(StrictModel):
    """The categories of a lesson; also a file of its own in the schemes folder."""

    format: Literal[1] = 1
    id: Name
    rules: Annotated[list[RuleRecord], Field(max_length=50, default_factory=list)]
    categories: Annotated[list[CategoryRecord], Field(min_length=1, max_length=9)]


class QuestionRecord(StrictModel):
    """An open question."""

    id: Name
    prompt: Annotated[Prose, Field(min_length=1)]
    lines: Annotated[int, Field(ge=1, le=60)] = 6
    article: MaybeName = ""


class LevelRecord(StrictModel):
    """A level of a criterion."""

    name: Line
    points: Points
    description: Prose = ""


class CriterionRecord(StrictModel):
    """A row of the rubric."""

    id: Name
    name: Line
    question: MaybeName = ""
    levels: Annotated[list[LevelRecord], Field(min_length=1, max_length=10)]


class StandardRecord(StrictModel):
    """A standard that the lesson serves."""

    set: Line
    code: Line
    text: Prose = ""


class Requirements(StrictModel):
    """What students must give."""

    reason: Annotated[list[Name], Field(max_length=9, default_factory=list)]
    questions: Annotated[list[Name], Field(max_length=50, default_factory=list)]
    at_least: Annotated[
        dict[Name, Annotated[int, Field(ge=1, le=1_000)]],
        Field(max_length=9, default_factory=dict),
    ]


class LessonFields(StrictModel):
    """What a lesson source and a lesson package both say about a lesson."""

    slug: Slug
    version: Annotated[int, Field(ge=1, le=1_000_000)]
    title: Line
    summary: Prose = ""
    event: Prose = ""
    language: Annotated[Line, Field(max_length=35)] = "en"
    level: MaybeLine = ""
    minutes: Annotated[int, Field(ge=1, le=1_000)] = 45
    license: MaybeLine = ""
    source_note: Prose = ""
    feedback: Literal["after-hand-in", "at-once"] = "after-hand-in"
    instructions: Prose = ""
    public_key: PublicKeyText = ""
    hide_outlets: bool = False
    requirements: Requirements = Field(default_factory=lambda: Requirements.model_validate({}))
    weights: Annotated[dict[Name, Points], Field(max_length=9, default_factory=dict)]
    questions: Annotated[list[QuestionRecord], Field(max_length=50, default_factory=list)]
    criteria: Annotated[list[CriterionRecord], Field(max_length=50, default_factory=list)]
    standards: Annotated[list[StandardRecord], Field(max_length=100, default_factory=list)]


def scheme_of(record: SchemeRecord) -> Scheme:
    """Return the scheme that a record describes."""
    return Scheme(
        id=record.id,
        categories=tuple(_category_of(category) for category in record.categories),
        rules=tuple(rule.text for rule in record.rules),
    )


def _category_of(record: CategoryRecord) -> Category:
    return Category(
        id=CategoryId(record.id),
        name=record.name,
        letter=record.letter,
        key=record.key,
        colour=record.colour,
        line=LinePattern(record.line),
        unit=Unit(record.unit),
        definition=record.definition,
        prompt=record.prompt,
        example=record.example,
        techniques=tuple(
            Technique(TechniqueId(t.id), t.name, t.definition, t.example) for t in record.techniques
        ),
        asks_rewrite=record.asks_rewrite,
    )


def lesson_of(fields: LessonFields, scheme: Scheme, articles: Sequence[Article]) -> Lesson:
    """Return the lesson that the fields, a scheme and articles make."""
    return Lesson(
        id=LessonId(fields.slug),
        version=fields.version,
        title=fields.title,
        scheme=scheme,
        articles=tuple(articles),
        summary=fields.summary,
        event=fields.event,
        language=fields.language,
        level=fields.level,
        minutes=fields.minutes,
        license=fields.license,
        source_note=fields.source_note,
        instructions=fields.instructions,
        feedback=Feedback(fields.feedback),
        reason_required=frozenset(CategoryId(name) for name in fields.requirements.reason),
        weights={CategoryId(name): weight for name, weight in fields.weights.items()},
        questions=tuple(_question_of(question) for question in fields.questions),
        criteria=tuple(_criterion_of(criterion) for criterion in fields.criteria),
        standards=tuple(Standard(s.set, s.code, s.text) for s in fields.standards),
        public_key=base64.b64decode(fields.public_key),
        hide_outlets=fields.hide_outlets,
        required_work=_required_work_of(fields.requirements),
    )


def _required_work_of(record: Requirements) -> RequiredWork:
    return RequiredWork(
        questions=frozenset(QuestionId(name) for name in record.questions),
        annotations={CategoryId(name): least for name, least in record.at_least.items()},
    )


def _question_of(record: QuestionRecord) -> Question:
    article = ArticleId(record.article) if record.article else None
    return Question(QuestionId(record.id), record.prompt, record.lines, article)


def _criterion_of(record: CriterionRecord) -> Criterion:
    levels = tuple(Level(each.name, each.points, each.description) for each in record.levels)
    question = QuestionId(record.question) if record.question else None
    return Criterion(CriterionId(record.id), record.name, levels, question)


def inconsistencies(
    fields: LessonFields, scheme: SchemeRecord, article_ids: Iterable[str]
) -> Iterator[Inconsistency]:
    """Yield the places where a lesson names something that it does not have, or twice."""
    categories = {category.id for category in scheme.categories}
    questions = {question.id for question in fields.questions}
    articles = set(article_ids)
    for number, name in enumerate(fields.requirements.reason):
        if name not in categories:
            yield ("requirements", "reason", number), _unknown("category", name, categories)
    for number, name in enumerate(fields.requirements.questions):
        if name not in questions:
            yield ("requirements", "questions", number), _unknown("question", name, questions)
    for path, names in (
        (("requirements", "at_least"), fields.requirements.at_least),
        (("weights",), fields.weights),
    ):
        for name in names:
            if name not in categories:
                yield (*path, name), _unknown("category", name, categories)
    for number, question in enumerate(fields.questions):
        if question.article and question.article not in articles:
            yield (
                ("questions", number, "article"),
                _unknown("article", question.article, articles),
            )
    for number, criterion in enumerate(fields.criteria):
        if criterion.question and criterion.question not in questions:
            yield (
                ("criteria", number, "question"),
                _unknown("question", criterion.question, questions),
            )
    yield from _repeated([each.id for each in fields.questions], ("questions",), "id")
    yield from _repeated([each.id for each in fields.criteria], ("criteria",), "id")


def scheme_inconsistencies(scheme: SchemeRecord) -> Iterator[Inconsistency]:
    """Yield the places where two categories or techniques have the same name, letter or key."""
    for field in ("id", "letter", "key"):
        values = [str(getattr(category, field)).casefold() for category in scheme.categories]
        yield from _repeated(values, ("categories",), field)
    for number, category in enumerate(scheme.categories):
        names = [technique.id for technique in category.techniques]
        yield from _repeated(names, ("categories", number, "techniques"), "id")


def _repeated(values: Sequence[str], path: tuple[Step, ...], field: str) -> Iterator[Inconsistency]:
    counts = Counter(values)
    for number, value in enumerate(values):
        if counts[value] > 1 and values.index(value) < number:
            yield (
                (*path, number, field),
                f"the {field} “{value}” is taken already; choose another",
            )


def _unknown(kind: str, name: str, known: Iterable[str]) -> str:
    listed = ", ".join(sorted(known)) or "none"
    return f"there is no {kind} “{name}”; known are: {listed}"


def fields_of(lesson: Lesson) -> dict[str, Any]:
    """Return the fields of a lesson as plain data; what is empty is left out."""
    data: dict[str, Any] = {
        "slug": lesson.id,
        "version": lesson.version,
        "title": lesson.title,
        "summary": lesson.summary,
        "event": lesson.event,
        "language": lesson.language,
        "level": lesson.level,
        "minutes": lesson.minutes,
        "license": lesson.license,
        "source_note": lesson.source_note,
        "feedback": lesson.feedback.value,
        "instructions": lesson.instructions,
        "public_key": base64.b64encode(lesson.public_key).decode("ascii"),
        # Left out where it is false, so that older programs read such lessons too.
        "hide_outlets": lesson.hide_outlets or None,
        "requirements": _requirements_data(lesson),
        "weights": {name: float(lesson.weights[name]) for name in sorted(lesson.weights)},
        "questions": [_question_data(question) for question in lesson.questions],
        "criteria": [_criterion_data(criterion) for criterion in lesson.criteria],
        "standards": [
            without_empty({"set": s.set, "code": s.code, "text": s.text}) for s in lesson.standards
        ],
    }
    return without_empty(data)


def _requirements_data(lesson: Lesson) -> dict[str, Any]:
    asked = lesson.required_work
    return without_empty(
        {
            "reason": sorted(lesson.reason_required),
            "questions": sorted(asked.questions),
            "at_least": {name: asked.annotations[name] for name in sorted(asked.annotations)},
        }
    )


def scheme_data(scheme: Scheme) -> dict[str, Any]:
    """Return a scheme as plain data; what is empty is left out."""
    return without_empty(
        {
            "id": scheme.id,
            "rules": [{"text": rule} for rule in scheme.rules],
            "categories": [_category_data(category) for category in scheme.categories],
        }
    )


def without_empty(data: dict[str, Any]) -> dict[str, Any]:
    """Return the entries that say something."""
    return {key: value for key, value in data.items() if value not in ("", None, [], {})}


def _category_data(category: Category) -> dict[str, Any]:
    data = {
        "id": category.id,
        "name": category.name,
        "letter": category.letter,
        "key": category.key,
        "colour": category.colour,
        "line": category.line.value,
        "unit": category.unit.value,
        "definition": category.definition,
        "prompt": category.prompt,
        "example": category.example,
        # Left out where it is false, so that older programs read such schemes too.
        "asks_rewrite": category.asks_rewrite or None,
        "techniques": [
            without_empty(
                {"id": t.id, "name": t.name, "definition": t.definition, "example": t.example}
            )
            for t in category.techniques
        ],
    }
    return without_empty(data)


def _question_data(question: Question) -> dict[str, Any]:
    return without_empty(
        {
            "id": question.id,
            "prompt": question.prompt,
            "lines": question.lines,
            "article": question.article_id,
        }
    )


def _criterion_data(criterion: Criterion) -> dict[str, Any]:
    levels = [
        without_empty(
            {"name": each.name, "points": float(each.points), "description": each.description}
        )
        for each in criterion.levels
    ]
    data = {"id": criterion.id, "name": criterion.name, "question": criterion.question_id}
    return without_empty({**data, "levels": levels})
