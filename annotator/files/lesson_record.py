"""The records that lesson sources and lesson packages share, and the way to the domain."""

from __future__ import annotations

import base64
import binascii
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, Field

from annotator.domain.identifiers import CategoryId
from annotator.domain.lessons import (
    FIRST_CREDIT_RULES,
    Article,
    Criterion,
    Lesson,
    Question,
    RequiredWork,
)
from annotator.domain.records import Records, RecordShape
from annotator.domain.scheme import Category, Scheme
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
    is_nothing,
)
from annotator.scoring.rules import EDITIONS, NEWEST
from annotator.translation import N_, _

_Value = TypeVar("_Value")

#: One place in a record with what is wrong there.
Inconsistency = tuple[tuple[Step, ...], str]


def _check_key(text: str) -> str:
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error as trouble:
        raise ValueError(_("“public_key” is not base64")) from trouble
    if key and len(key) != KEY_LENGTH:
        raise ValueError(_("“public_key” must hold {number} bytes", number=KEY_LENGTH))
    if key and not is_sound(key):
        raise ValueError(_("“public_key” is a key that everybody can open"))
    return text


PublicKeyText = Annotated[str, Field(max_length=64), AfterValidator(_check_key)]


def _check_edition(edition: int) -> int:
    if edition not in EDITIONS:
        raise ValueError(_("“credit_rules” must be a number from 1 to {newest}", newest=NEWEST))
    return edition


# What the first edition does not have is not written: older programs, which know no editions,
# read such a lesson.
def _is_first(edition: int) -> bool:
    return edition == FIRST_CREDIT_RULES


def _is_empty(budgets: dict[str, dict[str, int]]) -> bool:
    return not budgets


CreditRules = Annotated[int, AfterValidator(_check_edition)]
WordBudget = Annotated[int, Field(ge=0, le=1_000_000)]


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
    line: Literal["wavy", "dashed", "double", "dotted", "dash-dot", "none"]
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
    audience: Annotated[MaybeLine, Field(exclude_if=is_nothing)] = ""
    rules: Annotated[list[RuleRecord], Field(max_length=50, default_factory=list)]
    categories: Annotated[list[CategoryRecord], Field(min_length=1, max_length=9)]


class QuestionRecord(StrictModel):
    """An open question."""

    id: Name
    prompt: Annotated[Prose, Field(min_length=1)]
    lines: Annotated[int, Field(ge=1, le=60)] = 6
    article: MaybeName = ""
    needs_all: Annotated[bool, Field(exclude_if=is_nothing)] = False


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


class ReadingGroupRecord(StrictModel):
    """Students who work on the same articles."""

    name: Annotated[Line, Field(max_length=40)]
    articles: Annotated[list[Name], Field(min_length=1, max_length=20)]


class AskedRecord(StrictModel):
    """Which articles a student works on; all where nothing is said."""

    at_least: Annotated[int, Field(ge=1, le=20)] | None = None
    groups: Annotated[list[ReadingGroupRecord], Field(max_length=20, default_factory=list)]


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
    credit_rules: Annotated[CreditRules, Field(exclude_if=_is_first)] = FIRST_CREDIT_RULES
    requirements: Requirements = Field(default_factory=lambda: Requirements.model_validate({}))
    asked: Annotated[AskedRecord, Field(exclude_if=is_nothing)] = Field(
        default_factory=lambda: AskedRecord.model_validate({})
    )
    weights: Annotated[dict[Name, Points], Field(max_length=9, default_factory=dict)]
    questions: Annotated[list[QuestionRecord], Field(max_length=50, default_factory=list)]
    criteria: Annotated[list[CriterionRecord], Field(max_length=50, default_factory=list)]
    standards: Annotated[list[StandardRecord], Field(max_length=100, default_factory=list)]
    word_budgets: Annotated[
        dict[Name, dict[Name, WordBudget]],
        Field(max_length=100, default_factory=dict, exclude_if=_is_empty),
    ]


#: Lessons as their records hold them; scheme, articles and what is required are put beside.
LESSONS = Records(
    {
        Article: RecordShape(elsewhere=frozenset({"body", "blocks", "sentences"})),
        Criterion: RecordShape({"question_id": "question"}),
        Lesson: RecordShape(
            {"id": "slug"},
            elsewhere=frozenset({"scheme", "articles", "reason_required", "required_work"}),
        ),
        Question: RecordShape({"article_id": "article"}),
        RequiredWork: RecordShape({"annotations": "at_least"}),
    }
)


def load(kind: type[_Value], record: StrictModel, **elsewhere: Any) -> _Value:
    """Return the value of the domain that a record describes; what it leaves out is usual."""
    return LESSONS.load(kind, record.model_dump(exclude_defaults=True), **elsewhere)


def scheme_of(record: SchemeRecord) -> Scheme:
    """Return the scheme that a record describes."""
    categories = tuple(load(Category, each) for each in record.categories)
    return Scheme(record.id, categories, tuple(rule.text for rule in record.rules))


def lesson_of(fields: LessonFields, scheme: Scheme, articles: Sequence[Article]) -> Lesson:
    """Return the lesson that the fields, a scheme and articles make."""
    asked = fields.requirements
    return load(
        Lesson,
        fields,
        scheme=scheme,
        articles=tuple(articles),
        reason_required=frozenset(CategoryId(name) for name in asked.reason),
        required_work=load(RequiredWork, asked),
    )


_UNKNOWN = {
    "article": N_("there is no article “{name}”; known are: {known}"),
    "category": N_("there is no category “{name}”; known are: {known}"),
    "question": N_("there is no question “{name}”; known are: {known}"),
}
_BOTH = N_("“at_least” and “groups” cannot both be there; take one of them out")
_TOO_MANY = N_("at least {at_least} articles are asked for, but there are {number}")
_TAKEN = {
    "name": N_("the name “{value}” is taken already; choose another"),
    "id": N_("the id “{value}” is taken already; choose another"),
    "key": N_("the key “{value}” is taken already; choose another"),
    "letter": N_("the letter “{value}” is taken already; choose another"),
}


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
    yield from _asked_inconsistencies(fields.asked, articles)
    yield from _repeated([each.id for each in fields.questions], ("questions",), "id")
    yield from _repeated([each.id for each in fields.criteria], ("criteria",), "id")


def _asked_inconsistencies(asked: AskedRecord, articles: set[str]) -> Iterator[Inconsistency]:
    if asked.at_least is not None and asked.groups:
        yield ("asked", "at_least"), _(_BOTH)
    if asked.at_least is not None and asked.at_least > len(articles):
        said = _(_TOO_MANY, at_least=asked.at_least, number=len(articles))
        yield ("asked", "at_least"), said
    for number, group in enumerate(asked.groups):
        for place, name in enumerate(group.articles):
            if name not in articles:
                where = ("asked", "groups", number, "articles", place)
                yield where, _unknown("article", name, articles)
    yield from _repeated([each.name for each in asked.groups], ("asked", "groups"), "name")


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
                _(_TAKEN[field], value=value),
            )


def _unknown(kind: str, name: str, known: Iterable[str]) -> str:
    listed = ", ".join(sorted(known)) or _("none")
    return _(_UNKNOWN[kind], name=name, known=listed)


def fields_of(lesson: Lesson) -> dict[str, Any]:
    """Return the fields of a lesson as plain data; what is empty is left out."""
    asked = LESSONS.dump(RequiredWork, lesson.required_work)
    told = {
        **LESSONS.dump(Lesson, lesson),
        "requirements": {"reason": sorted(lesson.reason_required), **asked},
    }
    if lesson.credit_rules == FIRST_CREDIT_RULES:
        del told["credit_rules"]
    return without_empty({name: told[name] for name in LessonFields.model_fields if name in told})


def scheme_data(scheme: Scheme) -> dict[str, Any]:
    """Return a scheme as plain data; what is empty is left out."""
    return without_empty(
        {
            "id": scheme.id,
            "rules": [{"text": rule} for rule in scheme.rules],
            "categories": LESSONS.dump(tuple[Category, ...], scheme.categories),
        }
    )


def without_empty(data: dict[str, Any]) -> dict[str, Any]:
    """Return plain data without the entries that say nothing, at any depth.

    What is false is left out too, so that older programs, which do not know it, read the rest.
    """
    kept = {name: _telling(value) for name, value in data.items()}
    return {n: v for n, v in kept.items() if v is not False and v not in ("", None, [], {})}


def _telling(value: Any) -> Any:
    if isinstance(value, list):
        return [_telling(each) for each in value]
    return without_empty(value) if isinstance(value, dict) else value
