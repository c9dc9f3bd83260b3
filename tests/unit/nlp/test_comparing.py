"""The same fact, the differing figures and the words for one thing, across articles."""

from __future__ import annotations

import pytest

from annotator import paths
from annotator.domain.comparisons import Comparison
from annotator.domain.identifiers import ArticleId
from annotator.files.lesson_source import read_source
from annotator.nlp.language_help import LanguageHelp
from annotator.nlp.lesson_words import folded
from tests.eval.own import SIDES
from tests.unit.nlp.conftest import LEXICONS

A, B, C = ArticleId("a"), ArticleId("b"), ArticleId("c")
TEXTS = {
    A: (
        "A lorry drove into a crowd in Velm on Sunday. At least 50 people were hurt, the "
        "hospital said. The bakery on the square stayed open."
    ),
    B: (
        "A truck ploughed into protesters in Velm. About 70 people were injured. "
        "“The rioters threw stones,” said Ada Berg."
    ),
    C: "Rain fell in Velm on Sunday. The mayor of Velm opened a new swimming pool.",
}


@pytest.fixture(scope="module")
def help_() -> LanguageHelp:
    return LanguageHelp(LEXICONS)


@pytest.fixture(scope="module")
def small(help_: LanguageHelp) -> Comparison:
    return help_.compare(TEXTS)


@pytest.fixture(scope="module")
def flagship(help_: LanguageHelp) -> tuple[Comparison, dict[ArticleId, str]]:
    lesson, _ = read_source(paths.lessons_dir() / "caracas-2019-04-30", paths.schemes_dir())
    bodies = {a.id: a.body for a in lesson.articles}
    return help_.compare(bodies), bodies


def test_a_fact_told_in_other_words_is_found_with_who_leaves_it_out(small: Comparison) -> None:
    told = [
        {(p.article_id, p.span.of(TEXTS[p.article_id])[:7]) for p in fact.places}
        for fact in small.facts
    ]
    vehicle = next(n for n, places in enumerate(told) if (A, "A lorry") in places)
    assert (B, "A truck") in told[vehicle]
    assert small.facts[vehicle].missing_in == (C,)


def test_figures_that_differ_stand_side_by_side(small: Comparison) -> None:
    rows = [row for fact in small.facts for row in fact.figures if row.of == "Hurt"]
    assert [(f.place.article_id, f.text, f.value) for f in rows[0].figures] == [
        (A, "At least 50", 50.0),
        (B, "About 70", 70.0),
    ]
    assert rows[0].differ
    for figure in rows[0].figures:
        assert figure.place.span.of(TEXTS[figure.place.article_id]) == figure.text


def test_the_words_for_one_thing_are_listed_by_outlet_with_quoted_ones_marked(
    small: Comparison,
) -> None:
    rows = {row.id: row for row in small.wording}
    vehicle = rows["is:vehicle"]
    assert [t.text for t in vehicle.of(A)] == ["lorry"]
    assert [t.text for t in vehicle.of(B)] == ["truck"]
    crowd = {t.text: t for t in rows["is:crowd"].of(B)}
    assert crowd["rioters"].quoted == 1
    assert crowd["protesters"].quoted == 0
    for row in small.wording:
        for term in row.terms:
            assert term.count == len(term.places)
            assert term.places[0].of(TEXTS[term.article_id]) == term.text


def test_outlets_are_counted(small: Comparison) -> None:
    figures = {f.article_id: f for f in small.figures}
    assert figures[A].sentences == 3
    assert 0 < figures[B].attributed_share < 1
    assert [s.name for s in small.speakers[B]] == ["Ada Berg"]


@pytest.mark.parametrize(
    "words, articles",
    [
        ("vehicles drove into the crowd", 5),
        ("three-minute video", 5),
        ("people were", 4),
    ],
)
def test_the_flagship_shows_the_vehicle_the_video_and_the_injured(
    flagship: tuple[Comparison, dict[ArticleId, str]], words: str, articles: int
) -> None:
    comparison, bodies = flagship
    holding = [
        {p.article_id for p in fact.places}
        for fact in comparison.facts
        if any(words in p.span.of(bodies[p.article_id]) for p in fact.places)
    ]
    assert max(map(len, holding)) >= articles


def test_the_flagship_shows_how_many_were_injured(
    flagship: tuple[Comparison, dict[ArticleId, str]],
) -> None:
    rows = [row for fact in flagship[0].facts for row in fact.figures if row.of == "Hurt"]
    assert {50.0, 59.0, 70.0} <= {f.value for row in rows for f in row.figures}
    assert all(row.differ for row in rows)


def test_the_flagship_shows_what_the_crowd_is_called(
    flagship: tuple[Comparison, dict[ArticleId, str]],
) -> None:
    crowd = next(row for row in flagship[0].wording if row.id == "is:crowd")
    said = {term.text.casefold() for term in crowd.terms}
    assert {"rioters", "mob", "demonstrators", "innocent civilians"} <= said
    assert len({term.article_id for term in crowd.terms}) == 5


def told_of(help_: LanguageHelp, side: dict[str, str]) -> object:
    """Return how two articles about a side compare, with its names taken out."""
    one = (
        "{other} of the {party} left {country} on Sunday, the embassy said. A lorry hit 50 people "
        "near the palace. “The rioters threw stones,” said {person}."
    )
    other = (
        "On Sunday {other} of the {party} fled {country}. Some 70 people were hit by a truck near "
        "the palace. {person} called the mob a disgrace."
    )
    bodies = {A: one.format(**side), B: other.format(**side)}
    found = help_.compare(bodies)

    def plain(text: str) -> str:
        for key, name in side.items():
            for part in name.split():
                text = text.replace(part, key)
        return text

    facts = [
        [(p.article_id, plain(p.span.of(bodies[p.article_id]))) for p in fact.places]
        for fact in found.facts
    ]
    words = [
        [(term.article_id, plain(term.text), term.quoted) for term in row.terms]
        for row in found.wording
        if row.id.startswith("is:")
    ]
    figures = [(f.opinion_share, f.loaded_per_hundred) for f in found.figures]
    return facts, words, figures


def test_the_other_side_is_compared_in_the_same_way(help_: LanguageHelp) -> None:
    assert told_of(help_, SIDES[0]) == told_of(help_, SIDES[1])


@pytest.mark.parametrize(
    "one, other", [("Guaidó’s", "guaido"), ("recognise", "recognize"), ("armour", "armor")]
)
def test_spellings_of_one_word_fold_together(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize("text", ["", "\n\n", ".", "“", "😀", "said said said", "“a\n“b\n“c”"])
def test_scraps_of_text_can_be_compared(help_: LanguageHelp, text: str) -> None:
    comparison = help_.compare({A: text, B: "A dog ran to Velm.", C: text + " x"})
    assert [f.article_id for f in comparison.figures] == [A, B, C]
