"""What each key annotation earns: found, partly, other category, missed, and traps."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.anchors import anchor_of
from annotator.domain.annotations import Annotation
from annotator.domain.errors import UnknownThing
from annotator.domain.identifiers import AnnotationId, ArticleId, AuthorId, CategoryId, KeyId
from annotator.domain.keys import Alternative, KeyAnnotation, KeyStatus
from annotator.domain.scheme import Unit
from annotator.domain.spans import Span
from annotator.domain.text import words
from annotator.scoring.credit import prepare_text, score_prepared_text
from annotator.scoring.results import Outcome
from annotator.scoring.rules import EDITIONS, NEWEST, Rules

LOADED, CLAIM, OPINION, REPORTING = (
    CategoryId(name) for name in ("loaded-language", "unsupported-claim", "opinion", "reporting")
)
UNITS = {LOADED: Unit.SPAN, CLAIM: Unit.SPAN, OPINION: Unit.SENTENCE, REPORTING: Unit.SENTENCE}
ARTICLE = ArticleId("01-ledger")
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
# A hundred words: w0 to w99.
TEXT = " ".join(f"w{n}" for n in range(100))
WORDS = words(TEXT)


def stretch(first, after):
    """Return the span of the words from `first` up to but not `after`."""
    return Span(WORDS[first].start, WORDS[after - 1].end)


def key(category, first, after, status=KeyStatus.REQUIRED, weight=1.0):
    span = stretch(first, after)
    name = KeyId(f"{category}-{first}-{after}-{status}")
    return KeyAnnotation(name, ARTICLE, category, span, span.of(TEXT), status, weight)


def annotate(category, span, text=TEXT, name=None):
    name = AnnotationId(name or f"{category}-{span.start}-{span.end}")
    return Annotation(
        name, ARTICLE, category, span, anchor_of(text, span), AuthorId("student"), NOON
    )


def mark(category, first, after):
    return annotate(category, stretch(first, after))


def score_text(text, keys, annotations, units, rules=None):
    prepared = prepare_text(text, keys, units)
    return score_prepared_text(prepared, annotations, rules or Rules())


def credit_of(expected, *annotations, rules=None):
    (found,) = score_text(TEXT, [expected], annotations, UNITS, rules).credits
    return found


def outcome(expected, *annotations, rules=None):
    found = credit_of(expected, *annotations, rules=rules)
    return found.outcome, found.credit


FOUND = (Outcome.FOUND, 1.0)
PARTLY = (Outcome.PARTLY, 0.5)
OTHER = (Outcome.OTHER_CATEGORY, 0.5)
MISSED = (Outcome.MISSED, 0.0)


# -- span categories ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "first, after, expected",
    [
        pytest.param(10, 14, FOUND, id="exactly it"),
        pytest.param(10, 12, FOUND, id="exactly half"),
        pytest.param(12, 20, FOUND, id="half, and more outside"),
        pytest.param(10, 11, PARTLY, id="less than half"),
        pytest.param(13, 14, PARTLY, id="its last word"),
        pytest.param(14, 16, MISSED, id="touching only"),
        pytest.param(50, 54, MISSED, id="elsewhere"),
    ],
)
def test_half_of_the_words_is_found(first, after, expected):
    assert outcome(key(LOADED, 10, 14), mark(LOADED, first, after)) == expected


def test_half_of_an_odd_number_of_words_needs_the_larger_half():
    assert outcome(key(LOADED, 10, 13), mark(LOADED, 10, 11)) == PARTLY
    assert outcome(key(LOADED, 10, 13), mark(LOADED, 10, 12)) == FOUND


def test_several_annotations_find_it_together():
    assert outcome(key(LOADED, 10, 14), mark(LOADED, 10, 11), mark(LOADED, 13, 14)) == FOUND
    assert outcome(key(LOADED, 10, 16), mark(LOADED, 10, 12), mark(LOADED, 11, 12)) == PARTLY


@pytest.mark.parametrize(
    "size, length, expected",
    [
        pytest.param(1, 12, FOUND, id="twelve words are always allowed"),
        pytest.param(1, 13, PARTLY, id="thirteen are not, for one word"),
        pytest.param(3, 12, FOUND, id="four times three"),
        pytest.param(3, 13, PARTLY, id="more than four times three"),
        pytest.param(5, 20, FOUND, id="four times five"),
        pytest.param(5, 21, PARTLY, id="more than four times five"),
    ],
)
def test_an_annotation_that_is_too_long_finds_only_partly(size, length, expected):
    assert outcome(key(LOADED, 10, 10 + size), mark(LOADED, 10, 10 + length)) == expected


def test_highlighting_everything_finds_nothing_in_full():
    keys = [key(LOADED, n, n + 3) for n in range(0, 90, 10)]
    score = score_text(TEXT, keys, [mark(LOADED, 0, 100)], UNITS)
    assert {c.outcome for c in score.credits} == {Outcome.PARTLY}
    assert score.highlighted_share == 1.0
    assert score.extras == ()


def test_a_too_long_annotation_does_not_spoil_a_good_one():
    assert outcome(key(LOADED, 10, 14), mark(LOADED, 0, 60), mark(LOADED, 10, 14)) == FOUND
    assert credit_of(key(LOADED, 10, 14), mark(LOADED, 0, 60), mark(LOADED, 10, 14)).earned_by == (
        mark(LOADED, 10, 14).id,
    )


def test_too_long_annotations_do_not_help_a_short_one_over_the_half():
    assert outcome(key(LOADED, 10, 14), mark(LOADED, 10, 11), mark(LOADED, 11, 40)) == PARTLY


def test_the_right_words_under_another_category():
    assert outcome(key(LOADED, 10, 14), mark(CLAIM, 10, 14)) == OTHER
    assert outcome(key(LOADED, 10, 14), mark(CLAIM, 10, 11)) == MISSED
    assert outcome(key(LOADED, 10, 14), mark(CLAIM, 0, 60)) == MISSED
    assert outcome(
        key(LOADED, 10, 14), mark(CLAIM, 10, 14), rules=Rules(other_category_credit=0.25)
    ) == (
        Outcome.OTHER_CATEGORY,
        0.25,
    )


def test_the_own_category_comes_before_another():
    assert outcome(key(LOADED, 10, 14), mark(CLAIM, 10, 14), mark(LOADED, 13, 16)) == PARTLY


def test_two_other_categories_do_not_add_up():
    third = CategoryId("omission")
    units = {**UNITS, third: Unit.SPAN}
    halves = [mark(CLAIM, 10, 11), mark(third, 11, 12)]
    (found,) = score_text(TEXT, [key(LOADED, 10, 14)], halves, units).credits
    assert found.outcome is Outcome.MISSED


def test_a_sentence_label_is_no_other_category_of_a_span():
    assert outcome(key(LOADED, 10, 14), mark(OPINION, 10, 14)) == MISSED


def test_points_are_weighted():
    found = credit_of(key(LOADED, 10, 14, weight=3), mark(LOADED, 13, 14))
    assert (found.credit, found.points) == (0.5, 1.5)


def test_rules_can_be_set_by_the_teacher():
    strict = Rules(found_share=0.75, partly_credit=0.0, longest_ratio=1, always_allowed_words=0)
    assert outcome(key(LOADED, 10, 14), mark(LOADED, 10, 13), rules=strict) == FOUND
    assert outcome(key(LOADED, 10, 14), mark(LOADED, 10, 12), rules=strict) == (Outcome.PARTLY, 0.0)
    assert outcome(key(LOADED, 10, 14), mark(LOADED, 10, 15), rules=strict) == (Outcome.PARTLY, 0.0)


def test_nothing_annotated_is_all_missed():
    assert outcome(key(LOADED, 10, 14)) == MISSED
    assert outcome(key(OPINION, 10, 20)) == MISSED
    assert score_text(TEXT, [], [], UNITS).credits == ()
    assert score_text("", [], [], UNITS).highlighted_share == 0.0


# -- emoji, signs, other scripts ---------------------------------------------------------------


@pytest.mark.parametrize(
    "text, expected, given, credit",
    [
        ("So sad 👩‍👩‍👧‍👦 today 🇻🇪!", "👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦", 1.0),
        ("👩‍👩‍👧‍👦👩‍👩‍👧‍👦 the mob 🇻🇪 came", "mob", "the mob", 1.0),
        ("👩‍👩‍👧‍👦 the mob 🇻🇪 came", "the mob 🇻🇪 came", "🇻🇪", 0.5),
        ("مشهد فوضى تامة", "فوضى تامة", "تامة", 1.0),
        ("a cafe\u0301 in ruins", "cafe\u0301 in ruins", "cafe\u0301", 0.5),
        ("Really ??!! he said", "??!!", "??", 1.0),
        ("Really ??!! he said", "??!!", "?", 0.5),
        ("Really ??!! he said", "??!!", "Really ??!! he", 1.0),
        ("Really ??!! he said", "??!!", "he", 0.0),
    ],
)
def test_any_script_and_even_bare_signs_are_scored(text, expected, given, credit):
    def place(quote):
        return Span(text.index(quote), text.index(quote) + len(quote))

    keys = [KeyAnnotation(KeyId("k"), ARTICLE, LOADED, place(expected))]
    score = score_text(text, keys, [annotate(LOADED, place(given), text)], UNITS)
    assert score.credits[0].credit == credit
    assert bool(score.extras) == (credit == 0)


# -- sentence categories -----------------------------------------------------------------------


def test_a_sentence_earns_all_or_nothing():
    assert outcome(key(OPINION, 10, 20), mark(OPINION, 10, 20)) == FOUND
    assert outcome(key(OPINION, 10, 20), mark(REPORTING, 10, 20)) == (Outcome.OTHER_CATEGORY, 0.0)
    assert outcome(key(OPINION, 10, 20), mark(LOADED, 10, 20)) == MISSED


def test_the_label_is_what_covers_at_least_half_of_the_sentence():
    assert outcome(key(OPINION, 10, 20), mark(OPINION, 10, 15)) == FOUND
    assert outcome(key(OPINION, 10, 20), mark(OPINION, 10, 14)) == MISSED
    assert outcome(key(OPINION, 10, 20), mark(OPINION, 10, 14), mark(REPORTING, 14, 20)) == (
        Outcome.OTHER_CATEGORY,
        0.0,
    )


def test_labels_of_key_and_student_are_paired_for_kappa():
    keys = [
        key(OPINION, 0, 10),
        key(REPORTING, 10, 20),
        key(OPINION, 20, 30, KeyStatus.OPTIONAL),
        key(REPORTING, 30, 40),
        key(OPINION, 40, 50, KeyStatus.TRAP),
        key(LOADED, 50, 52),
    ]
    given = [
        mark(OPINION, 0, 10),
        mark(OPINION, 10, 20),
        mark(REPORTING, 20, 30),
        mark(OPINION, 40, 50),
        mark(LOADED, 50, 52),
    ]
    assert score_text(TEXT, keys, given, UNITS).label_pairs == (
        (OPINION, OPINION),
        (REPORTING, OPINION),
        (OPINION, REPORTING),
    )


# -- traps and optional keys -------------------------------------------------------------------


@pytest.mark.parametrize(
    "given, expected",
    [
        ([mark(LOADED, 10, 12)], (Outcome.FELL_FOR, 0.0, -2.0)),
        ([mark(LOADED, 0, 60)], (Outcome.FELL_FOR, 0.0, -2.0)),
        ([mark(LOADED, 10, 11)], (Outcome.AVOIDED, 0.0, 0.0)),
        ([mark(CLAIM, 10, 14)], (Outcome.AVOIDED, 0.0, 0.0)),
        ([], (Outcome.AVOIDED, 0.0, 0.0)),
    ],
)
def test_a_trap_takes_its_weight_from_who_falls_for_it(given, expected):
    found = credit_of(key(LOADED, 10, 14, KeyStatus.TRAP, 2), *given)
    assert (found.outcome, found.credit, found.points) == expected


def test_a_sentence_can_be_a_trap():
    trap = key(OPINION, 10, 20, KeyStatus.TRAP)
    assert credit_of(trap, mark(OPINION, 10, 20)).outcome is Outcome.FELL_FOR
    assert credit_of(trap, mark(REPORTING, 10, 20)).outcome is Outcome.AVOIDED


def test_an_optional_key_earns_like_a_required_one():
    found = credit_of(key(LOADED, 10, 14, KeyStatus.OPTIONAL, 2), mark(LOADED, 10, 14))
    assert (found.outcome, found.points) == (Outcome.FOUND, 2.0)


# -- extras ------------------------------------------------------------------------------------


def extras(keys, *annotations):
    return [extra.id for extra in score_text(TEXT, keys, annotations, UNITS).extras]


def test_extras_meet_no_key_of_their_category_whatever_its_status():
    for status in KeyStatus:
        assert extras([key(LOADED, 10, 14, status)], mark(LOADED, 13, 20)) == []
    assert extras([key(LOADED, 10, 14)], mark(LOADED, 14, 20)) == [mark(LOADED, 14, 20).id]


def test_an_annotation_that_earned_other_category_is_no_extra():
    assert extras([key(LOADED, 10, 14)], mark(CLAIM, 10, 14)) == []
    # The key was found under its own category, so the second one earned nothing.
    assert extras([key(LOADED, 10, 14)], mark(CLAIM, 10, 14), mark(LOADED, 10, 14)) == [
        mark(CLAIM, 10, 14).id
    ]


def test_sentence_labels_are_never_extras():
    assert extras([key(OPINION, 10, 20)], mark(OPINION, 30, 40), mark(REPORTING, 50, 60)) == []


def test_extras_come_in_reading_order():
    assert extras([], mark(CLAIM, 9, 10), mark(LOADED, 3, 5), mark(CLAIM, 0, 1)) == [
        mark(CLAIM, 0, 1).id,
        mark(LOADED, 3, 5).id,
        mark(CLAIM, 9, 10).id,
    ]


def test_the_highlighted_share_counts_words_once_and_labels_never():
    given = [mark(LOADED, 0, 10), mark(CLAIM, 5, 20), mark(OPINION, 40, 90)]
    assert score_text(TEXT, [], given, UNITS).highlighted_share == 0.2


# -- the whole ---------------------------------------------------------------------------------


def test_credits_follow_the_order_of_the_key():
    keys = [key(LOADED, 30, 33), key(OPINION, 0, 20), key(LOADED, 10, 12)]
    assert [c.key for c in score_text(TEXT, keys, [], UNITS).credits] == keys


def test_the_points_of_one_text_stay_between_zero_and_its_maximum():
    keys = [
        key(LOADED, 10, 12, weight=2),
        key(LOADED, 20, 22, KeyStatus.OPTIONAL),
        key(CLAIM, 30, 32, KeyStatus.TRAP, 1.5),
    ]
    good, more, trapped = mark(LOADED, 10, 12), mark(LOADED, 20, 22), mark(CLAIM, 30, 32)

    def points(*annotations):
        score = score_text(TEXT, keys, annotations, UNITS)
        return score.points, score.maximum

    assert points() == (0.0, 2.0)
    assert points(good) == (2.0, 2.0)
    assert points(good, more) == (2.0, 2.0)
    assert points(good, trapped) == (0.5, 2.0)
    assert points(good, more, trapped) == (1.5, 2.0)
    assert points(trapped) == (0.0, 2.0)


def test_a_key_of_an_unknown_category_is_refused_by_name():
    with pytest.raises(UnknownThing, match=r"“propaganda”.*loaded-language"):
        score_text(TEXT, [key(CategoryId("propaganda"), 0, 3)], [], UNITS)


def test_annotations_of_unknown_categories_and_beyond_the_text_count_for_nothing():
    stray = annotate(LOADED, Span(len(TEXT) + 5, len(TEXT) + 9))
    score = score_text(
        TEXT, [key(LOADED, 10, 14)], [mark(CategoryId("other"), 10, 14), stray], UNITS
    )
    assert score.credits[0].outcome is Outcome.MISSED
    assert score.extras == (stray,)
    assert score.highlighted_share == 0.0


stretches = st.tuples(
    st.sampled_from([LOADED, CLAIM, OPINION, REPORTING]), st.integers(0, 99), st.integers(1, 30)
).map(lambda drawn: (drawn[0], drawn[1], min(drawn[1] + drawn[2], 100)))


@given(
    st.lists(stretches, max_size=12, unique=True),
    st.lists(
        st.tuples(stretches, st.sampled_from(KeyStatus)), max_size=8, unique_by=lambda k: k[0]
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_of_annotations_makes_no_difference(drawn, expected, random):
    keys = [key(*place, status) for place, status in expected]
    given = [mark(*place) for place in drawn]
    first = score_text(TEXT, keys, given, UNITS)
    random.shuffle(given)
    assert score_text(TEXT, keys, given, UNITS) == first


@given(st.lists(stretches, max_size=10, unique=True), st.lists(stretches, max_size=6, unique=True))
def test_the_rules_hold_as_they_are_written(drawn, expected):
    """Score with sets of word numbers, as the rules are printed, and compare."""
    keys = [key(*place) for place in expected]
    score = score_text(TEXT, keys, [mark(*place) for place in drawn], UNITS)
    for (category, first, after), credit in zip(expected, score.credits, strict=True):
        tokens = set(range(first, after))
        allowed = max(4 * len(tokens), 12)

        def share(of, tokens=tokens, allowed=allowed):
            taken = [range(a, b) for c, a, b in drawn if c == of and b - a <= allowed]
            return len(tokens & {n for numbers in taken for n in numbers}) / len(tokens)

        touched = any(c == category and tokens & set(range(a, b)) for c, a, b in drawn)
        if UNITS[category] is Unit.SENTENCE:
            continue
        if share(category) >= 0.5:
            assert (credit.outcome, credit.credit) == FOUND
        elif touched:
            assert (credit.outcome, credit.credit) == PARTLY
        elif share(CLAIM if category == LOADED else LOADED) >= 0.5:
            assert (credit.outcome, credit.credit) == OTHER
        else:
            assert (credit.outcome, credit.credit) == MISSED


@given(st.lists(stretches, max_size=12, unique=True))
def test_every_span_annotation_earns_or_touches_or_is_extra(drawn):
    keys = [
        key(LOADED, 10, 14),
        key(LOADED, 40, 60, KeyStatus.OPTIONAL),
        key(CLAIM, 70, 71, KeyStatus.TRAP),
    ]
    score = score_text(TEXT, keys, [mark(*place) for place in drawn], UNITS)
    earning = {name for credit in score.credits for name in credit.earned_by}
    assert not earning & {extra.id for extra in score.extras}


def seconds_for(size):
    text = " ".join(f"w{n}" for n in range(10 * size))
    places = words(text)
    spans = [Span(places[10 * n].start, places[10 * n + 3].end) for n in range(size)]
    keys = [KeyAnnotation(KeyId(str(n)), ARTICLE, LOADED, span) for n, span in enumerate(spans)]
    given = [annotate(LOADED, span, text, str(n)) for n, span in enumerate(spans)]
    given.append(annotate(LOADED, Span(0, len(text)), text, "all"))
    prepared = prepare_text(text, keys, UNITS)

    def once():
        begun = time.process_time()
        score_prepared_text(prepared, given, Rules())
        return time.process_time() - begun

    return min(once() for _ in range(3))


def test_four_times_the_annotations_cost_far_less_than_sixteen_times():
    assert seconds_for(2400) < 9 * seconds_for(600)


# -- a key with alternatives -------------------------------------------------------------------


def with_also(made, *places):
    """Return a key that is found on other stretches of words too."""
    spans = [stretch(*place) for place in places]
    return replace(made, also=tuple(Alternative(span, span.of(TEXT)) for span in spans))


@pytest.mark.parametrize("rules", EDITIONS.values(), ids=str)
@pytest.mark.parametrize(
    "marked, outcome",
    [
        ((10, 19), Outcome.FOUND),
        ((10, 13), Outcome.FOUND),
        ((50, 53), Outcome.FOUND),
        ((51, 53), Outcome.FOUND),
        ((14, 16), Outcome.PARTLY),
        ((53, 56), Outcome.MISSED),
    ],
)
def test_a_key_is_found_on_any_of_its_wordings(rules, marked, outcome):
    claim = with_also(key(CLAIM, 10, 19), (10, 13), (50, 53))
    score = score_text(TEXT, [claim], [mark(CLAIM, *marked)], UNITS, rules)
    assert [credit.outcome for credit in score.credits] == [outcome]
    assert score.credits[0].key is claim
    met = outcome is not Outcome.MISSED
    assert bool(score.credits[0].earned_by) is met
    assert bool(score.extras) is not met


def test_marking_two_wordings_is_one_credit_and_no_extra():
    claim = with_also(key(CLAIM, 10, 19), (50, 53))
    both = [mark(CLAIM, 10, 19), mark(CLAIM, 50, 53)]
    score = score_text(TEXT, [claim], both, UNITS, EDITIONS[NEWEST])
    assert [credit.points for credit in score.credits] == [1.0]
    assert score.credits[0].earned_by == tuple(each.id for each in both)
    assert score.extras == ()


def test_a_wording_is_measured_by_its_own_length():
    claim = with_also(key(CLAIM, 10, 12), (50, 53))
    long = mark(CLAIM, 44, 57)  # 13 words: four times three are allowed
    score = score_text(TEXT, [claim], [long], UNITS, EDITIONS[NEWEST])
    assert score.credits[0].outcome is Outcome.PARTLY
    shorter = mark(CLAIM, 44, 56)
    score = score_text(TEXT, [claim], [shorter], UNITS, EDITIONS[NEWEST])
    assert score.credits[0].outcome is Outcome.FOUND


def test_another_category_on_an_alternative_is_the_other_category():
    claim = with_also(key(CLAIM, 10, 19), (50, 53))
    score = score_text(TEXT, [claim], [mark(LOADED, 50, 53)], UNITS)
    assert score.credits[0].outcome is Outcome.OTHER_CATEGORY


def test_a_trap_snaps_on_any_of_its_wordings():
    trap = with_also(key(LOADED, 10, 12, KeyStatus.TRAP), (50, 53))
    for place in ((10, 12), (50, 53)):
        score = score_text(TEXT, [trap], [mark(LOADED, *place)], UNITS)
        assert [credit.points for credit in score.credits] == [-1.0]


def test_words_of_alternatives_are_not_counted_against_the_budget():
    claim = key(CLAIM, 10, 12)
    marks = [mark(CLAIM, 10, 12), mark(CLAIM, 40, 60)]
    plain = score_text(TEXT, [claim], marks, UNITS, EDITIONS[NEWEST])
    also = score_text(TEXT, [with_also(claim, (40, 60))], marks, UNITS, EDITIONS[NEWEST])
    assert (plain.word_use[CLAIM].right, also.word_use[CLAIM].right) == (2, 22)
    assert plain.word_use[CLAIM].share < also.word_use[CLAIM].share == 1.0


@given(
    st.lists(st.tuples(st.integers(0, 98), st.integers(1, 12)), max_size=8),
    st.tuples(st.integers(0, 90), st.integers(1, 9)),
    st.tuples(st.integers(0, 90), st.integers(1, 9)),
    st.sampled_from(sorted(EDITIONS)),
)
def test_an_alternative_never_lowers_what_a_key_earns(places, own, other, edition):
    marks = [mark(CLAIM, first, min(100, first + length)) for first, length in set(places)]
    claim = key(CLAIM, own[0], own[0] + own[1])
    before = score_text(TEXT, [claim], marks, UNITS, EDITIONS[edition])
    more = with_also(claim, (other[0], other[0] + other[1]))
    after = score_text(TEXT, [more], marks, UNITS, EDITIONS[edition])
    assert after.credits[0].counted >= before.credits[0].counted
