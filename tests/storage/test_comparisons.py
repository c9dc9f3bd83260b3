"""What a teacher put right in a comparison comes back as it was, in its order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from annotator.domain.corrections import (
    AddSentence,
    Correction,
    CorrectQuotedSource,
    DropFact,
    DropQuotedSource,
    DropWording,
    MergeFacts,
    MergeWordings,
    MoveSentence,
    MoveTerm,
    Quoted,
    RemoveSentence,
    RemoveTerm,
    RenameFact,
    RenameWording,
    SplitFact,
)
from annotator.domain.identifiers import ArticleId, CorrectionId, FactId, LessonId, WordingId

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
LESSON = LessonId("l")
ONE, OTHER = FactId("one"), FactId("other")
ROW, ROW_2 = WordingId("is:vehicle"), WordingId("who:müller")
SAID = Quoted(ArticleId("a"), "“Nerves of steel!” 😀")
CHANGES = (
    RenameFact(ONE, "The crash"),
    MergeFacts(ONE, OTHER),
    SplitFact(ONE, (SAID, Quoted(ArticleId("b"), "x")), "Apart"),
    MoveSentence(SAID, ONE, OTHER),
    AddSentence(SAID, ONE),
    RemoveSentence(SAID, ONE),
    DropFact(ONE),
    RenameWording(ROW, "The car"),
    MergeWordings(ROW, ROW_2),
    DropWording(ROW),
    MoveTerm(SAID, ROW, ROW_2),
    RemoveTerm(SAID, ROW),
    CorrectQuotedSource("Müller", "the town"),
    DropQuotedSource(SAID),
)


def all_corrections() -> tuple[Correction, ...]:
    # The clock of a school machine can be set back: the order is not that of the time.
    return tuple(
        Correction(CorrectionId(f"c{n}"), LESSON, change, NOON - timedelta(minutes=n))
        for n, change in enumerate(CHANGES)
    )


def test_every_kind_of_change_survives_a_restart_in_its_order(store, open_again):
    made = all_corrections()
    for each in made:
        with store.writing() as unit:
            unit.corrections.append(each)
            unit.commit()
    with open_again().reading() as unit:
        assert unit.corrections.of_lesson(LESSON) == made
        assert unit.corrections.of_lesson(LessonId("another")) == ()


def test_what_is_removed_is_gone_and_the_next_comes_last(store):
    first, second, third = all_corrections()[:3]
    with store.writing() as unit:
        unit.corrections.append(first)
        unit.corrections.append(second)
        unit.corrections.remove(second)
        unit.corrections.remove(second)
        unit.corrections.append(third)
        unit.commit()
    with store.reading() as unit:
        assert unit.corrections.of_lesson(LESSON) == (first, third)
