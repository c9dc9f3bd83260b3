"""The comment bank."""

from __future__ import annotations

import pytest

from annotator.domain.errors import BadInput
from annotator.services.comments import (
    LONGEST_COMMENT,
    STARTERS,
    add_comment,
    bank_of,
    change_comment,
    found_comments,
    import_comments,
)
from tests.fakes import sample_lesson
from tests.fakes.ports import make_ports
from tests.fakes.sample_lesson import CLAIM, LOADED

SCHEME = sample_lesson.scheme()


@pytest.fixture
def ports():
    return make_ports()


def texts(comments):
    return [comment.text for comment in comments]


def test_a_new_bank_begins_with_comments_that_often_fit(ports):
    assert texts(bank_of(ports, SCHEME)) == [text for _, text in STARTERS]
    assert len(bank_of(ports, SCHEME)) == len(STARTERS), "only once"


def test_comments_are_found_by_words_and_those_of_the_category_come_first(ports):
    add_comment(ports, "Plain advice for everybody")
    add_comment(ports, "Name the source", CLAIM)
    add_comment(ports, "A calmer word", LOADED)
    bank = bank_of(ports, SCHEME)
    assert texts(found_comments(bank, CLAIM)) == ["Name the source", "Plain advice for everybody"]
    assert texts(found_comments(bank, CLAIM, "WORD calm")) == ["A calmer word"]
    assert found_comments(bank, CLAIM, "zebra") == ()


def test_a_comment_is_edited_in_place_and_goes_when_it_has_no_words(ports):
    made = add_comment(ports, "Name  the\nsource")
    assert made.text == "Name the source"
    assert add_comment(ports, "Name the source").id == made.id
    changed = change_comment(ports, made, "Name your source")
    assert texts(bank_of(ports, SCHEME)) == ["Name your source"]
    assert change_comment(ports, changed, " ") is None


def test_a_table_and_a_plain_list_are_imported_and_twice_changes_nothing(ports):
    table = 'Category;Comment\nU;"Name; the source"\nLoaded language;A calmer word\n;Good\n;\n'
    done = import_comments(ports, SCHEME, table)
    assert (done.added, done.skipped) == (3, 0)
    bank = bank_of(ports, SCHEME)
    assert [(c.category_id, c.text) for c in bank] == [
        (CLAIM, "Name; the source"),
        (LOADED, "A calmer word"),
        (None, "Good"),
    ]
    assert import_comments(ports, SCHEME, table).added == 0
    assert import_comments(ports, SCHEME, "First, a line\n\nAnother line\n").added == 2


def test_a_comment_without_words_or_without_end_is_refused(ports):
    with pytest.raises(BadInput, match="needs some words"):
        add_comment(ports, " \n")
    with pytest.raises(BadInput, match="Nothing was added"):
        import_comments(ports, SCHEME, "x" * (LONGEST_COMMENT + 1))
    with pytest.raises(BadInput, match="Nothing was imported"):
        import_comments(ports, SCHEME, "\n".join(f"c{n}" for n in range(1001)))


@pytest.mark.parametrize(
    "text",
    [
        'category;comment\n;"' + "x" * 140_000 + '"\n',
        'category;comment\nU;"' + "line\n" * 30_000,
        "word\n" * 400_000,
        "category;comment\n" + ";x\n" * 400_000,
    ],
    ids=["a long cell", "a cell without an end", "many lines", "many rows"],
)
def test_a_file_that_is_no_bank_is_told_and_nothing_is_added(ports, text):
    with pytest.raises(BadInput, match="Nothing was"):
        import_comments(ports, SCHEME, text)
    assert texts(bank_of(ports, SCHEME)) == [text for _, text in STARTERS]
