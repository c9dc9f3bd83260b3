"""Whether a hand-in fits a lesson: made on the version of today, or on an earlier one.

A student may hold an earlier version than the teacher, who has published a correction since.
Such a hand-in is good: it is checked against the texts that it was made on where they are
here, kept as it was made, and its places are looked for by their words in today's texts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from annotator.domain.annotations import Annotation, LinkEnd
from annotator.domain.errors import UnknownThing, WrongLesson
from annotator.domain.hand_ins import HandIn
from annotator.domain.identifiers import ArticleId
from annotator.domain.lessons import Lesson
from annotator.domain.notes import shortened
from annotator.services.ports import LessonParts, UnitOfWork
from annotator.services.reanchoring import (
    carried_over,
    carried_over_link,
    placed,
    placed_links,
)
from annotator.translation import _, ngettext

#: Of what has no place so many quotations are named.
_MOST_QUOTES = 5


@dataclass(frozen=True, slots=True)
class Fit:
    """How a hand-in stands in the lesson of today; `made_on` is None for today's version."""

    made_on: int | None = None
    version: int = 0
    annotations: int = 0
    unplaced: tuple[str, ...] = ()
    lost_links: int = 0
    lost_answers: int = 0

    @property
    def told(self) -> str:
        """Return what a teacher should know of it, in a sentence or two; empty for today's."""
        if self.made_on is None:
            return ""
        said = _(
            "Made on version {made_on}; it is scored on version {version}.",
            made_on=self.made_on,
            version=self.version,
        )
        lost = []
        if self.unplaced:
            quotes = ", ".join(
                f"“{shortened(quote, 40)}”" for quote in self.unplaced[:_MOST_QUOTES]
            )
            more = len(self.unplaced) - _MOST_QUOTES
            named = quotes + (_(" and {more} more", more=more) if more > 0 else "")
            lost.append(
                _(
                    "{number} of {annotations} annotations ({named})",
                    number=len(self.unplaced),
                    annotations=self.annotations,
                    named=named,
                )
            )
        if self.lost_links:
            lost.append(ngettext("{number} link", "{number} links", self.lost_links))
        if self.lost_answers:
            lost.append(ngettext("{number} answer", "{number} answers", self.lost_answers))
        if not lost:
            return _("{said} Everything in it has its place there.", said=said)
        return _(
            "{said} Without a place there, kept but not scored: {lost}.",
            said=said,
            lost=", ".join(lost),
        )


#: Made on the texts of today, all of it in place.
TODAYS = Fit()


def fit_of(unit: UnitOfWork, lesson: Lesson, hand_in: HandIn) -> Fit:
    """Return how a hand-in stands in the lesson.

    Raise UnknownThing if it belongs to another lesson, WrongLesson if it was made on texts
    that no version here has had, or if its quotations do not stand in them.
    """
    if hand_in.lesson_id != lesson.id:
        raise UnknownThing(
            "This hand-in belongs to the lesson “{lesson_id}”, not to “{lesson}”. The "
            "file was left as it is; collect it with its own lesson.",
            lesson_id=hand_in.lesson_id,
            lesson=lesson.id,
        )
    texts = {article.id: article.hash for article in lesson.articles}
    is_todays = hand_in.article_hashes == texts
    parts = unit.lessons.parts_ever(lesson.id)
    todays: Mapping[ArticleId, str] = {a.id: a.body for a in lesson.articles}
    bodies = todays if is_todays else _earlier_bodies(unit, lesson, hand_in, parts)
    _check_names(lesson, hand_in, parts)
    places: list[Annotation | LinkEnd] = [*hand_in.annotations]
    places += [end for link in hand_in.links for end in link.ends]
    for place in places:
        _check_place(bodies, place)
    return _fit(lesson, hand_in, is_todays=is_todays)


def _fit(lesson: Lesson, hand_in: HandIn, *, is_todays: bool) -> Fit:
    questions = {question.id for question in lesson.questions}
    if is_todays:
        annotations, links = hand_in.annotations, hand_in.links
    else:
        annotations = carried_over(lesson, hand_in.annotations)
        links = tuple(carried_over_link(lesson, link) for link in hand_in.links)
    unplaced = placed(lesson, annotations)[1]
    lost_answers = sum(
        bool(answer.text.strip()) and answer.question_id not in questions
        for answer in hand_in.answers
    )
    if is_todays and not unplaced and not lost_answers:
        return TODAYS
    return Fit(
        hand_in.lesson_version,
        lesson.version,
        len(annotations),
        tuple(each.anchor.exact for each in unplaced),
        len(links) - len(placed_links(lesson, links)),
        lost_answers,
    )


def _earlier_bodies(
    unit: UnitOfWork, lesson: Lesson, hand_in: HandIn, parts: LessonParts
) -> Mapping[ArticleId, str]:
    """Return the texts that a hand-in was made on, all of which were here once."""
    if hand_in.lesson_version > lesson.version:
        raise WrongLesson(
            "This hand-in was made on version {lesson_version} of the lesson, and here "
            "is version {version}. The file was left as it is; open the newer lesson "
            "file here first, then collect again.",
            lesson_version=hand_in.lesson_version,
            version=lesson.version,
        )
    if not hand_in.article_hashes:
        raise WrongLesson(
            "This hand-in does not say on which texts it was made. The file was left as it is; "
            "ask the student to hand in again."
        )
    known = unit.lessons.bodies(frozenset(hand_in.article_hashes.values()))
    for article_id, wanted in hand_in.article_hashes.items():
        if wanted not in known or article_id not in parts.articles:
            raise WrongLesson(
                "The article “{article_id}” has a text that no version of the lesson "
                "on this machine has had. The file was left as it is; collect it on "
                "the machine that handed out version {lesson_version}.",
                article_id=article_id,
                lesson_version=hand_in.lesson_version,
            )
    return {article_id: known[wanted] for article_id, wanted in hand_in.article_hashes.items()}


def _check_names(lesson: Lesson, hand_in: HandIn, parts: LessonParts) -> None:
    """Raise if the hand-in names a category or question that no version here has had."""
    used = (
        *((a.category_id, parts.categories) for a in hand_in.annotations),
        *((a.question_id, parts.questions) for a in hand_in.answers),
    )
    odd = next((name for name, known in used if name not in known), "")
    if odd:
        raise WrongLesson(
            "This hand-in names “{odd}”, which is no category or question of version "
            "{version} of the lesson or an earlier one here. The file was left as it "
            "is; collect it on the machine that handed out version {lesson_version}.",
            odd=odd,
            version=lesson.version,
            lesson_version=hand_in.lesson_version,
        )


def _check_place(bodies: Mapping[ArticleId, str], place: Annotation | LinkEnd) -> None:
    body = bodies.get(place.article_id, "")
    quoted = place.span.of(body) if place.span.end <= len(body) else ""
    if not quoted.strip() or quoted != place.anchor.exact:
        raise WrongLesson(
            "A quotation in this hand-in does not stand where the file says. "
            "The file was left as it is; ask the student to hand in again."
        )
