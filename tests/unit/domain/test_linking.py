"""What joins what: a link takes in all that it meets, and loses no word of it."""

from __future__ import annotations

import pytest

from annotator.domain.anchors import anchor_of
from annotator.domain.annotations import Link, LinkEnd
from annotator.domain.history import Change
from annotator.domain.identifiers import ArticleId, AuthorId, LinkId
from annotator.domain.linking import LONGEST_TITLE, has_end, linked, said
from annotator.domain.notes import joined_notes, shortened
from annotator.domain.spans import Span

BODY = "The mayor lied about the bridge. The bridge is shut."


def end(article: str, start: int, stop: int) -> LinkEnd:
    span = Span(start, stop)
    return LinkEnd(ArticleId(article), span, anchor_of(BODY, span))


def link(name: str, *ends: LinkEnd, title: str = "", note: str = "", missing: str = "") -> Link:
    missing_in = tuple(ArticleId(each) for each in missing.split())
    return Link(LinkId(name), AuthorId("student"), ends, title, note, missing_in)


A, B, C, D = end("01", 4, 9), end("02", 4, 9), end("03", 4, 9), end("04", 4, 9)


def test_a_link_that_meets_no_other_is_new() -> None:
    old, new = link("old", A, B), link("new", end("01", 10, 14), C)
    assert linked([old], new) == (Change(None, new),)


def test_a_link_that_meets_another_adds_its_places_to_it() -> None:
    old = link("old", A, B, title="Mayor")
    (change,) = linked([old], link("new", A, C))
    assert change == Change(old, link("old", A, B, C, title="Mayor"))


def test_the_oldest_takes_the_others_in_with_their_words() -> None:
    one = link("one", A, B, title="Mayor", note="He lied.", missing="03 05")
    two = link("two", C, D, title="Bridge", note="It is shut.", missing="06")
    apart = link("three", end("01", 20, 30), end("02", 20, 30), title="Apart")
    after = link(
        "one", A, B, C, D, title="Mayor / Bridge", note="He lied.\nIt is shut.", missing="05 06"
    )
    assert linked([one, apart, two], link("new", A, C)) == (Change(one, after), Change(two, None))


@pytest.mark.parametrize("spare", [0, 1])
def test_titles_that_are_too_long_together_go_into_the_note(spare: int) -> None:
    long = "m" * (LONGEST_TITLE - len(" / Bridge") + spare)
    one, two = link("one", A, B, title=long, note="Note"), link("two", C, D, title="Bridge")
    change, _ = linked([one, two], link("new", A, C))
    found = (change.after.title, change.after.note)
    assert found == ((long, "Note\nBridge") if spare else (f"{long} / Bridge", "Note"))


def test_places_that_are_linked_already_change_nothing() -> None:
    old = link("old", A, B, title="Mayor")
    assert linked([old], link("new", A, end("02", 5, 8))) == ()


@pytest.mark.parametrize(
    "place, has",
    [
        (end("01", 4, 9), True),
        (end("01", 5, 8), True),
        (end("01", 0, 14), True),
        (end("01", 6, 14), False),
        (end("02", 4, 9), False),
    ],
)
def test_a_place_is_met_inside_or_around(place: LinkEnd, has: bool) -> None:
    assert has_end(link("old", A, C), place) is has


def test_nothing_is_missing_where_a_place_is_linked() -> None:
    told = said(link("old", A, B), "  The \n mayor ", "Note", [ArticleId("02"), ArticleId("03")])
    assert (told.title, told.note, told.missing_in) == ("The mayor", "Note", ("03",))


@pytest.mark.parametrize(
    "texts, joined",
    [
        (["a", "b", "a"], "a\nb"),
        (["a", " ", "b"], "a\nb"),
        (["a", "a\nb"], "a\nb"),
        (["ab", "a"], "ab\na"),
        ([" a "], " a "),
    ],
)
def test_notes_that_meet_hold_each_part_once(texts: list[str], joined: str) -> None:
    assert joined_notes(texts) == joined


def test_a_long_text_is_cut_with_an_ellipsis() -> None:
    assert shortened("a" * 28) == "a" * 28
    assert shortened("a" * 29) == "a" * 27 + "…"
    assert shortened("one  two\nthree", 9) == "one two…"
