"""What a teacher puts right in a comparison: each change, its undo, and no change twice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.comparisons import (
    ArticleSpan,
    Comparison,
    CountedFigure,
    FactGroup,
    Figure,
    OutletFigures,
    QuotedSourceKind,
    Speaker,
    Term,
    WordingRow,
    fact_id_of,
    figure_rows,
)
from annotator.domain.corrections import (
    AddSentence,
    Change,
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
from annotator.domain.identifiers import ArticleId, FactId, LessonId, WordingId
from annotator.domain.spans import Span
from annotator.services.comparing import (
    correct,
    corrected,
    corrections_of,
    quoted,
    undo_correction,
)
from annotator.services.comparison_records import comparison_of, comparison_record
from tests.fakes.ports import make_ports

A, B, C = ArticleId("a"), ArticleId("b"), ArticleId("c")
BODIES = {
    A: "A lorry hit a crowd. At least 50 were hurt. The bakery stayed open.",
    B: "A truck rammed protesters. About 70 were hurt. The mayor spoke.",
    C: "Some 59 were treated. Rain fell. Nobody was hit, said the mayor.",
}
CRASH, HURT = FactId("crash"), FactId("hurt")
VEHICLE, CROWD = WordingId("is:vehicle"), WordingId("is:crowd")
SENTENCES = [
    Quoted(article, text + ".")
    for article, body in BODIES.items()
    for text in body.removesuffix(".").split(". ")
]


def place(sentence: Quoted) -> ArticleSpan:
    start = BODIES[sentence.article_id].index(sentence.text)
    return ArticleSpan(sentence.article_id, Span(start, start + len(sentence.text)))


def number(article: ArticleId, text: str, value: float) -> CountedFigure:
    start = BODIES[article].index(text)
    at = ArticleSpan(article, Span(start, start + len(text)))
    return CountedFigure("Hurt", Figure(at, text, value))


COUNTS = (number(A, "At least 50", 50), number(B, "About 70", 70), number(C, "Some 59", 59))


def fact(fact_id: FactId, title: str, *sentences: Quoted) -> FactGroup:
    places = tuple(place(each) for each in sentences)
    have = {each.article_id for each in places}
    missing = tuple(each for each in BODIES if each not in have)
    return FactGroup(fact_id, title, places, missing, figure_rows(places, COUNTS), 0.5)


def term(article: ArticleId, text: str, quoted: int = 0) -> Term:
    start = BODIES[article].index(text)
    return Term(article, text, (Span(start, start + len(text)),), quoted)


@pytest.fixture
def comparison() -> Comparison:
    return found()


def found() -> Comparison:
    mayor = Speaker("The mayor", QuotedSourceKind.NAMED, 1, 3, (Span(33, 45),))
    return Comparison(
        facts=(
            fact(CRASH, "Crash", SENTENCES[0], SENTENCES[3]),
            fact(HURT, "Hurt", SENTENCES[1], SENTENCES[4]),
        ),
        wording=(
            WordingRow(VEHICLE, "The vehicle", (term(A, "lorry"), term(B, "truck"))),
            WordingRow(CROWD, "The crowd", (term(A, "crowd"), term(B, "protesters", 1))),
        ),
        speakers={A: (), B: (mayor,), C: (replace(mayor, name="the mayor"),)},
        figures=tuple(OutletFigures(each, 12, 3, 0.3, 1.5, 0.2) for each in BODIES),
        counts=COUNTS,
    )


def texts(group: FactGroup | None) -> list[str]:
    assert group is not None
    return [quoted(each, BODIES).text for each in group.places]


def apply(comparison: Comparison, *changes: Change) -> Comparison:
    return corrected(comparison, changes, BODIES)


def test_a_fact_gets_another_title(comparison: Comparison) -> None:
    changed = apply(comparison, RenameFact(CRASH, "The vehicle hits people"))
    assert [each.title for each in changed.facts] == ["The vehicle hits people", "Hurt"]


def test_two_rows_become_one_with_the_figures_of_both(comparison: Comparison) -> None:
    changed = apply(comparison, MergeFacts(CRASH, HURT))
    (row,) = changed.facts
    assert texts(row) == [SENTENCES[n].text for n in (0, 1, 3, 4)]
    assert row.title == "Crash"
    assert [figure.value for figure in row.figures[0].figures] == [50, 70]


def test_some_sentences_get_a_row_of_their_own_after_it(comparison: Comparison) -> None:
    merged = apply(comparison, MergeFacts(CRASH, HURT))
    split = apply(merged, SplitFact(CRASH, (SENTENCES[1], SENTENCES[4]), "How many"))
    assert [each.title for each in split.facts] == ["Crash", "How many"]
    assert texts(split.facts[0]) == [SENTENCES[0].text, SENTENCES[3].text]
    assert split.facts[0].figures == ()
    assert split.facts[1].figures[0].differ


def test_a_sentence_that_nobody_found_brings_its_figure(comparison: Comparison) -> None:
    changed = apply(comparison, AddSentence(SENTENCES[6], HURT))
    row = changed.fact(HURT)
    assert row is not None
    assert row.missing_in == ()
    assert [figure.value for figure in row.figures[0].figures] == [50, 70, 59]


def test_a_sentence_moves_to_another_row(comparison: Comparison) -> None:
    changed = apply(comparison, MoveSentence(SENTENCES[4], HURT, CRASH))
    assert texts(changed.fact(HURT)) == [SENTENCES[1].text]
    assert texts(changed.fact(CRASH))[-1] == SENTENCES[4].text
    hurt = changed.fact(HURT)
    assert hurt is not None
    assert hurt.missing_in == (B, C)
    assert hurt.figures == ()


def test_a_row_without_sentences_is_gone(comparison: Comparison) -> None:
    changed = apply(
        comparison, RemoveSentence(SENTENCES[0], CRASH), RemoveSentence(SENTENCES[3], CRASH)
    )
    assert [each.id for each in changed.facts] == [HURT]


def test_sentences_that_are_not_the_same_fact_are_not_shown(comparison: Comparison) -> None:
    assert [each.id for each in apply(comparison, DropFact(CRASH)).facts] == [HURT]


def test_groups_of_words_are_merged_renamed_and_dropped(comparison: Comparison) -> None:
    merged = apply(comparison, MergeWordings(VEHICLE, CROWD), RenameWording(VEHICLE, "Both"))
    (row,) = merged.wording
    assert row.name == "Both"
    assert {each.text for each in row.terms} == {"lorry", "truck", "crowd", "protesters"}
    assert [each.id for each in apply(comparison, DropWording(CROWD)).wording] == [VEHICLE]


def test_words_move_between_groups_and_leave_them(comparison: Comparison) -> None:
    truck = Quoted(B, "Truck")
    moved = apply(comparison, MoveTerm(truck, VEHICLE, CROWD))
    assert [len(row.terms) for row in moved.wording] == [1, 3]
    left = apply(moved, RemoveTerm(truck, CROWD), RemoveTerm(Quoted(A, "lorry"), VEHICLE))
    assert [row.id for row in left.wording] == [CROWD]


def test_the_same_words_of_one_outlet_are_counted_together(comparison: Comparison) -> None:
    again = Term(A, "Lorry", (Span(60, 65),), 1)
    rows = (*comparison.wording, WordingRow(WordingId("x"), "X", (again,)))
    merged = apply(replace(comparison, wording=rows), MergeWordings(VEHICLE, WordingId("x")))
    lorry = merged.wording[0].of(A)[0]
    assert (lorry.text, lorry.count, lorry.quoted) == ("lorry", 2, 1)


def test_a_source_is_tagged_in_every_article(comparison: Comparison) -> None:
    tagged = apply(comparison, CorrectQuotedSource("The mayor", "the town"))
    assert [tagged.speakers[each][0].side for each in (B, C)] == ["the town", "the town"]
    cleared = apply(tagged, CorrectQuotedSource("The mayor", ""))
    assert cleared == comparison


def test_what_is_no_source_is_not_shown(comparison: Comparison) -> None:
    changed = apply(comparison, DropQuotedSource(Quoted(B, "The mayor")))
    assert changed.speakers == {**comparison.speakers, B: ()}


@pytest.mark.parametrize(
    "change",
    [
        RenameFact(FactId("gone"), "x"),
        MergeFacts(CRASH, CRASH),
        MergeFacts(FactId("gone"), CRASH),
        SplitFact(CRASH, (Quoted(A, "Not there."),), "x"),
        MoveSentence(SENTENCES[0], HURT, CRASH),
        AddSentence(Quoted(A, "Not there."), CRASH),
        AddSentence(Quoted(ArticleId("gone"), "x"), CRASH),
        RemoveSentence(SENTENCES[1], CRASH),
        DropFact(FactId("gone")),
        MergeWordings(WordingId("gone"), CROWD),
        MoveTerm(Quoted(A, "lorry"), CROWD, VEHICLE),
        RemoveTerm(Quoted(C, "lorry"), VEHICLE),
        CorrectQuotedSource("Nobody", "x"),
        DropQuotedSource(Quoted(A, "Nobody")),
    ],
)
def test_a_change_about_something_that_is_gone_does_nothing(
    comparison: Comparison, change: Change
) -> None:
    assert apply(comparison, change) == comparison


def test_a_correction_outlives_a_change_elsewhere_in_the_article() -> None:
    where = [(A, BODIES[A].split(". ")[0])]
    assert fact_id_of(where) == fact_id_of(reversed(where))
    longer = {**BODIES, A: "New lead. " + BODIES[A]}
    shifted = replace(
        found(), facts=(replace(found().facts[0], places=(ArticleSpan(A, Span(10, 30)),)),)
    )
    changed = corrected(shifted, [RemoveSentence(SENTENCES[0], CRASH)], longer)
    assert changed.facts == ()


FACTS = st.sampled_from([CRASH, HURT, fact_id_of([(A, SENTENCES[0].text)]), FactId("gone")])
ROWS = st.sampled_from([VEHICLE, CROWD, WordingId("gone")])
SAID = st.sampled_from(SENTENCES)
WORDS = st.sampled_from([Quoted(A, "lorry"), Quoted(B, "truck"), Quoted(B, "protesters")])
CHANGES = st.one_of(
    st.builds(RenameFact, FACTS, st.sampled_from("xy")),
    st.builds(MergeFacts, FACTS, FACTS),
    st.builds(SplitFact, FACTS, st.lists(SAID, min_size=1, max_size=2).map(tuple), st.just("S")),
    st.builds(MoveSentence, SAID, FACTS, FACTS),
    st.builds(AddSentence, SAID, FACTS),
    st.builds(RemoveSentence, SAID, FACTS),
    st.builds(DropFact, FACTS),
    st.builds(RenameWording, ROWS, st.sampled_from("xy")),
    st.builds(MergeWordings, ROWS, ROWS),
    st.builds(DropWording, ROWS),
    st.builds(MoveTerm, WORDS, ROWS, ROWS),
    st.builds(RemoveTerm, WORDS, ROWS),
    st.builds(DropQuotedSource, st.just(Quoted(B, "The mayor"))),
    st.builds(
        CorrectQuotedSource, st.sampled_from(["The mayor", "Ada"]), st.sampled_from(["", "town"])
    ),
)


@given(CHANGES)
def test_a_change_that_is_applied_twice_is_applied_once(change: Change) -> None:
    once = apply(found(), change)
    assert apply(once, change) == once


@given(st.lists(CHANGES, max_size=6))
def test_whatever_is_corrected_every_row_stays_whole(changes: list[Change]) -> None:
    made = apply(found(), *changes)
    assert len({each.id for each in made.facts}) == len(made.facts)
    for each in made.facts:
        assert each.places
        assert len(set(each.places)) == len(each.places)
        assert {p.article_id for p in each.places} | set(each.missing_in) == set(BODIES)
        assert each.figures == figure_rows(each.places, COUNTS)
    assert all(row.terms for row in made.wording)
    assert comparison_of(comparison_record(made)) == made


def test_corrections_are_kept_in_order_and_the_last_gesture_is_undone_first() -> None:
    ports, lesson = make_ports(), LessonId("l")
    (first,) = correct(ports, lesson, DropFact(CRASH))
    second = correct(
        ports, lesson, CorrectQuotedSource("Ada", "town"), CorrectQuotedSource("Bo", "town")
    )
    correct(ports, LessonId("other"), DropFact(HURT))
    assert corrections_of(ports, lesson) == (first, *second)
    assert undo_correction(ports, lesson) == second
    assert undo_correction(ports, lesson) == (first,)
    assert undo_correction(ports, lesson) == ()
    assert len(corrections_of(ports, LessonId("other"))) == 1
