"""The one rule of annotating holds over random gestures, for students' work and for keys."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotator.domain.annotating import (
    Add,
    AnnotationChange,
    Gesture,
    GestureOutcome,
    Note,
    PlaceAgain,
    PlainAnnotation,
    Recategorise,
    Remove,
    Resize,
    Revise,
    Ways,
    applied,
    outcome,
    reach,
)
from annotator.domain.errors import AnnotatorError, NotAllowed, UnknownThing
from annotator.domain.identifiers import ArticleId
from annotator.domain.notes import LONGEST_NOTE, checked_note, joined_notes, shortened
from annotator.domain.scheme import Category, LinePattern, Unit
from annotator.domain.snapping import Snap
from annotator.domain.spans import Span
from tests.fakes import sample_lesson
from tests.fakes.sample_lesson import CLAIM, LOADED, OPINION, REPORTING

BODY = (
    "The cruel council raised the price 👩‍👩‍👧 again. Parents said it was greedy. Lunch is over. "
    "“They lied,” she said. No one answered; the cafe\u0301\u0323 stayed shut.\n"
    "A second paragraph follows 🇪🇸 here. It ends."
)
ONE, TWO = ArticleId("a1"), ArticleId("a2")
LESSON = replace(
    sample_lesson.lesson(),
    articles=(sample_lesson.article(ONE, BODY), sample_lesson.article(TWO, BODY[20:])),
)
UNSURE = Category(
    "unsure",
    "Unsure",
    "?",
    "",
    "#000000",
    LinePattern.DOTTED,
    Unit.SENTENCE,  # type: ignore[arg-type]
)
LABELS = {OPINION, REPORTING, UNSURE.id}


@dataclass(frozen=True)
class Draw:
    """One gesture in numbers, which become real ones on the work that there is."""

    kind: type
    article: ArticleId
    category: str
    start: int
    length: int
    snap: Snap
    which: int
    text: str


DRAWS = st.builds(
    Draw,
    kind=st.sampled_from((Add, Add, Add, Revise, Recategorise, Resize, PlaceAgain, Remove)),
    article=st.sampled_from((ONE, TWO)),
    category=st.sampled_from((LOADED, CLAIM, OPINION, REPORTING, UNSURE.id)),
    start=st.integers(0, len(BODY)),
    length=st.sampled_from((0, 1, 3, 12, 40, 90)),
    snap=st.sampled_from(Snap),
    which=st.integers(0, 30),
    text=st.sampled_from(("", "", "Why.", "So.", "Why.\nSo.", "One\ntwo 👩‍👩‍👧")),
)


def student() -> Ways:
    numbers = itertools.count()
    return Ways(lambda old, *_place: old.id if old else f"n{next(numbers)}")


def key() -> Ways:
    return Ways(
        lambda _old, article, category, span: f"{article}/{category}/{span.start}-{span.end}",
        may_overlap=False,
        labels=(UNSURE,),
    )


WAYS = {"student": student, "key": key}


def gesture_of(draw: Draw, work: tuple[PlainAnnotation, ...]) -> Gesture | None:
    rough = Span(draw.start, draw.start + draw.length)
    note = Note(text=draw.text, rewrite=draw.text.upper())
    if draw.kind is Add:
        return Add(draw.article, draw.category, rough, draw.snap, note)  # type: ignore[arg-type]
    if not work:
        return None
    wanted = work[draw.which % len(work)].id
    made: dict[type, Gesture] = {
        Revise: Revise(wanted, note),
        Recategorise: Recategorise(wanted, draw.category),  # type: ignore[arg-type]
        Resize: Resize(wanted, rough, draw.snap),
        PlaceAgain: PlaceAgain(wanted, draw.article, rough, draw.snap),
        Remove: Remove((wanted, work[0].id, wanted)),
    }
    return made[draw.kind]


def lines(work: tuple[PlainAnnotation, ...]) -> set[str]:
    """Return every line that somebody wrote and that stands somewhere."""
    said = itertools.chain.from_iterable((a.note.text, a.note.rewrite) for a in work)
    return {line for text in said for line in text.split("\n") if line}


def taken_back(steps: tuple[AnnotationChange, ...]) -> list[AnnotationChange]:
    return [AnnotationChange(step.after, step.before) for step in reversed(steps)]


def near(work: tuple[PlainAnnotation, ...], gesture: Gesture) -> tuple[PlainAnnotation, ...]:
    """Return the part of the work that a session hands to the rule."""
    by_id = {a.id: a for a in work}
    match gesture:
        case Add() | PlaceAgain():
            article_id, rough = gesture.article_id, gesture.rough
        case Resize():
            article_id, rough = by_id[gesture.id].article_id, gesture.rough
        case Recategorise() | Revise():
            article_id, rough = by_id[gesture.id].article_id, by_id[gesture.id].span
        case Remove():
            return tuple(a for a in work if a.id in gesture.ids)
    area = reach(LESSON.article(article_id), rough)
    some = [a for a in work if a.article_id == article_id and a.span.overlaps(area)]
    named = [a for a in work if a.id == getattr(gesture, "id", None) and a not in some]
    return (*some, *named)


def attempt(
    work: tuple[PlainAnnotation, ...], gesture: Gesture, ways: Ways
) -> GestureOutcome | str:
    try:
        return outcome(LESSON, work, gesture, ways)
    except AnnotatorError as refused:
        return str(refused)


Round = tuple[tuple[PlainAnnotation, ...], Gesture, GestureOutcome, tuple[PlainAnnotation, ...]]


def rounds(draws: list[Draw], ways: Ways) -> Iterator[Round]:
    """Do one gesture after the other; yield the work before and after each that could be."""
    work: tuple[PlainAnnotation, ...] = ()
    for draw in draws:
        gesture = gesture_of(draw, work)
        made = attempt(work, gesture, ways) if gesture is not None else ""
        if gesture is None or isinstance(made, str):
            continue
        after = applied(work, made.steps)
        yield work, gesture, made, after
        work = after


@pytest.mark.parametrize("whose", WAYS)
@settings(max_examples=60, deadline=None)
@given(draws=st.lists(DRAWS, min_size=4, max_size=30))
def test_the_rule_holds_after_every_gesture(whose: str, draws: list[Draw]) -> None:
    ways = WAYS[whose]()
    for work, gesture, made, after in rounds(draws, ways):
        back = applied(after, taken_back(made.steps))
        assert set(back) == set(work), "undo is exact"
        assert len({(a.article_id, a.category_id, a.span) for a in after}) == len(after), "twins"
        assert len({a.id for a in after}) == len(after)
        for one, other in itertools.combinations(after, 2):
            if one.article_id != other.article_id or not one.span.overlaps(other.span):
                continue
            assert not {one.category_id, other.category_id} <= LABELS, "one label a sentence"
            assert ways.may_overlap or one.category_id != other.category_id
        if not isinstance(gesture, (Remove, Revise)):
            assert lines(work) <= lines(after), "no words of a note are lost"
        for each in after:
            assert each.quote == each.span.of(LESSON.article(each.article_id).body)
        assert set(made.stands) <= {a.id for a in after}


@pytest.mark.parametrize("whose", WAYS)
@settings(max_examples=30, deadline=None)
@given(draws=st.lists(DRAWS, min_size=4, max_size=25))
def test_a_gesture_done_twice_changes_nothing_more(whose: str, draws: list[Draw]) -> None:
    ways = WAYS[whose]()
    for _work, gesture, _made, after in rounds(draws, ways):
        again = attempt(after, gesture, ways)
        assert isinstance(again, str) or again.steps == ()


@pytest.mark.parametrize("whose", WAYS)
@settings(max_examples=30, deadline=None)
@given(draws=st.lists(DRAWS, min_size=4, max_size=25))
def test_what_is_within_reach_is_all_that_a_gesture_touches(whose: str, draws: list[Draw]) -> None:
    work: tuple[PlainAnnotation, ...] = ()
    for draw in draws:
        gesture = gesture_of(draw, work)
        if gesture is None:
            continue
        # Both count their new ids from the start, so that they can be compared.
        whole = attempt(work, gesture, WAYS[whose]())
        assert attempt(near(work, gesture), gesture, WAYS[whose]()) == whole
        if not isinstance(whole, str):
            named = GestureOutcome(tuple(_renamed(step, len(work)) for step in whole.steps))
            work = applied(work, named.steps)


def _renamed(step: AnnotationChange, number: int) -> AnnotationChange:
    """Return a step whose new annotation has an id that no other round gives."""
    if step.before is not None or step.after is None or "/" in step.after.id:
        return step
    return AnnotationChange(
        None, replace(step.after, id=f"{step.after.id}-{number}-{step.after.span}")
    )


# -- single cases ---------------------------------------------------------------------------------


def span(quote: str) -> Span:
    start = BODY.index(quote)
    return Span(start, start + len(quote))


def work_of(ways: Ways, *gestures: Gesture) -> tuple[PlainAnnotation, ...]:
    work: tuple[PlainAnnotation, ...] = ()
    for gesture in gestures:
        work = applied(work, outcome(LESSON, work, gesture, ways).steps)
    return work


def test_a_label_on_an_older_split_of_its_sentence_is_replaced_with_its_words() -> None:
    """A corrected lesson can leave a label on a part of today's sentence."""
    old = PlainAnnotation(
        "x", ONE, OPINION, span("Parents said"), "Parents said", Note(text="Old.")
    )
    ways = student()
    after = applied((old,), outcome(LESSON, (old,), Add(ONE, OPINION, span("greedy")), ways).steps)
    assert [(a.quote, a.note.text) for a in after] == [("Parents said it was greedy.", "Old.")]


def test_words_over_two_sentences_become_two_labels_with_the_same_note() -> None:
    ways = student()
    work = work_of(ways, Add(ONE, CLAIM, span("it was greedy. Lunch"), note=Note(text="Why.")))
    made = outcome(LESSON, work, Recategorise(work[0].id, OPINION), ways)
    after = applied(work, made.steps)
    assert [a.quote for a in after] == ["Parents said it was greedy.", "Lunch is over."]
    assert {a.note.text for a in after} == {"Why."}
    assert after[0].id == work[0].id
    assert made.label == "change “it was greedy. Lunch” to opinion"


def test_one_of_two_sentences_that_carries_the_label_already_is_left_alone() -> None:
    ways = student()
    words = Add(ONE, CLAIM, span("it was greedy. Lunch"), note=Note(text="Why."))
    work = work_of(ways, Add(ONE, OPINION, span("Lunch is"), note=Note(text="Mine.")), words)
    after = applied(work, outcome(LESSON, work, Recategorise(work[1].id, OPINION), ways).steps)
    assert [(a.quote, a.note.text) for a in after] == [
        ("Lunch is over.", "Mine."),
        ("Parents said it was greedy.", "Why."),
    ]


def test_a_label_without_words_cannot_become_a_highlight() -> None:
    dots = replace(LESSON, articles=(sample_lesson.article(ONE, "One day. … Nothing."),))
    [sentence] = [s for s in dots.articles[0].sentences if "…" in s.of("One day. … Nothing.")][:1]
    old = PlainAnnotation("x", ONE, OPINION, Span(9, 10), "…", Note(text="Odd."))
    assert sentence
    with pytest.raises(NotAllowed, match="no words here for loaded language"):
        outcome(dots, (old,), Recategorise("x", LOADED), student())


def test_the_usual_weight_is_that_of_the_category_and_another_one_stays() -> None:
    ways = key()
    lesson = replace(LESSON, weights={OPINION: 0.5, CLAIM: 3.0})
    made = outcome(lesson, (), Add(ONE, CLAIM, span("cruel"), note=Note(weight=3.0)), ways)
    assert [s.after.note.weight for s in made.steps if s.after] == [None]
    made = outcome(lesson, (), Add(ONE, CLAIM, span("cruel"), note=Note(weight=2.0)), ways)
    assert [s.after.note.weight for s in made.steps if s.after] == [2.0]


@pytest.mark.parametrize("weight", [-0.01, 100.01, float("nan")])
def test_a_weight_out_of_bounds_is_refused_also_when_it_is_new(weight: float) -> None:
    with pytest.raises(NotAllowed, match="between 0 and 100 points"):
        outcome(LESSON, (), Add(ONE, CLAIM, span("cruel"), note=Note(weight=weight)), key())


@pytest.mark.parametrize("weight", [0.0, 100.0])
def test_the_outermost_weights_are_allowed(weight: float) -> None:
    assert outcome(
        LESSON, (), Add(ONE, CLAIM, span("cruel"), note=Note(weight=weight)), key()
    ).steps


def test_what_is_gone_is_told() -> None:
    for gesture in (Revise("x", Note()), Recategorise("x", LOADED), Resize("x", Span(0, 3))):
        with pytest.raises(UnknownThing, match="not there any more"):
            outcome(LESSON, (), gesture, student())


def test_notes_that_meet_too_long_are_refused_whole() -> None:
    ways = student()
    work = work_of(ways, Add(ONE, OPINION, span("greedy"), note=Note(text="x" * LONGEST_NOTE)))
    gesture = Add(ONE, REPORTING, span("greedy"), note=Note(text="y"))
    with pytest.raises(NotAllowed, match="20,002"):
        outcome(LESSON, work, gesture, ways)


@example(["a", "a\nb", "b"], "a\nb")
@example(["a\nb", "b", "a"], "a\nb")
@example(["", " ", "one"], "one")
@example(["one", "two", "one"], "one\ntwo")
@example(["on", "one"], "on\none")
@given(st.just([" as typed "]), st.just(" as typed "))
def test_notes_are_joined_each_once(texts: list[str], joined: str) -> None:
    assert joined_notes(texts) == joined


def test_a_quote_is_told_in_one_short_line() -> None:
    assert shortened("a\n b") == "a b"
    assert shortened("x" * 28) == "x" * 28
    assert shortened("x" * 29) == "x" * 27 + "…"
    assert shortened("word " * 9, 10) == "word word…"


def test_a_note_of_the_longest_length_is_kept() -> None:
    assert checked_note("x" * LONGEST_NOTE) == "x" * LONGEST_NOTE
