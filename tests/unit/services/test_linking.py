"""Join what speaks of the same thing, as edits that undo and reopen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.domain.annotations import Link, LinkEnd
from annotator.domain.errors import NotAllowed
from annotator.domain.identifiers import ArticleId
from annotator.domain.spans import Span
from annotator.services.lessons import install_lesson
from annotator.services.linking import LinkText, end_of
from annotator.services.ports import Ports
from annotator.services.signing_in import sign_in
from annotator.session.reading import ReadingSession
from tests.fakes import sample_lesson
from tests.fakes.ports import make_ports

THIRD = sample_lesson.article("third", "Soup is dear. Nobody eats it.", "Third")
LESSON = replace(sample_lesson.lesson(), articles=(*sample_lesson.lesson().articles, THIRD))


@pytest.fixture
def ports() -> Ports:
    return make_ports()


def session(ports: Ports) -> ReadingSession:
    install_lesson(ports, LESSON)
    return ReadingSession(ports, LESSON, sign_in(ports, "Ana"))


def end(article_id: str, quote: str) -> LinkEnd:
    return end_of(LESSON.article(article_id), sample_lesson.span_of(LESSON, article_id, quote))


def quotes(link: Link) -> list[str]:
    return [each.anchor.exact for each in link.ends]


def test_an_end_is_whole_words_or_the_sentence_at_the_caret() -> None:
    assert end("bugle", "reedy cante").anchor.exact == "greedy canteen"
    caret = sample_lesson.span_of(LESSON, "record", "sad").start
    found = end_of(LESSON.article("record"), Span(caret, caret))
    assert found.anchor.exact == "It is a sad day for taste."
    last = len(LESSON.article("record").body)
    assert end_of(LESSON.article("record"), Span(last, last)) == found


def test_an_end_where_nothing_is_is_refused() -> None:
    empty = sample_lesson.article("empty", "")
    with pytest.raises(NotAllowed, match="nothing to link"):
        end_of(empty, Span(0, 0))


def test_joining_stores_a_link_that_undo_takes_back_after_reopening(ports: Ports) -> None:
    first = session(ports)
    told = []
    first.subscribe(told.append)
    first.join(end("bugle", "price on soup"), end("record", "price of soup"))
    assert quotes(first.links[0]) == ["price on soup", "price of soup"]
    assert [news.links for news in told] == [True]
    again = session(ports)
    assert again.links == first.links
    assert again.undo_label == "link “price on soup”"
    again.undo()
    assert session(ports).links == ()
    again.redo()
    assert session(ports).links == first.links


def test_two_places_of_one_article_are_not_a_link(ports: Ports) -> None:
    with pytest.raises(NotAllowed, match="same article"):
        session(ports).join(end("bugle", "soup"), end("bugle", "greedy"))


def test_a_third_place_joins_the_link_of_the_second(ports: Ports) -> None:
    work = session(ports)
    work.join(end("bugle", "soup"), end("record", "soup"))
    work.join(end("third", "Soup"), end("record", "price of soup"))
    assert [quotes(link) for link in work.links] == [["soup", "soup", "Soup"]]
    work.join(end("third", "Soup"), end("record", "soup"))
    assert len(work.links[0].ends) == 3, "what is joined already changes nothing"


def test_joining_two_links_makes_one_and_undo_parts_them(ports: Ports) -> None:
    work = session(ports)
    work.join(end("bugle", "greedy"), end("record", "canteen"))
    work.join(end("third", "Soup"), end("record", "soup"))
    work.join(end("bugle", "greedy"), end("third", "Soup"))
    assert [sorted(quotes(link)) for link in work.links] == [["Soup", "canteen", "greedy", "soup"]]
    work.undo()
    assert sorted(len(link.ends) for link in work.links) == [2, 2]
    assert session(ports).links == work.links


def test_links_that_become_one_keep_both_titles_notes_and_what_is_missing(ports: Ports) -> None:
    work = session(ports)
    work.join(end("bugle", "greedy"), end("record", "canteen"))
    work.revise_link(work.links[0], LinkText("Who", "Named\ndifferently", (ArticleId("third"),)))
    work.keep_alone(end("bugle", "slapped"))
    work.revise_link(work.links[1], LinkText("How", "Named\ntwice", (ArticleId("third"),)))
    before = work.links
    work.join(end("bugle", "slapped"), end("record", "canteen"))
    [link] = work.links
    assert (link.title, link.note) == ("Who / How", "Named\ndifferently\nNamed\ntwice")
    assert link.missing_in == ("third",)
    work.undo()
    assert set(work.links) == set(before)


def test_titles_too_long_to_be_one_go_into_the_note(ports: Ports) -> None:
    work = session(ports)
    work.join(end("bugle", "greedy"), end("record", "canteen"))
    work.join(end("bugle", "soup"), end("third", "Soup"))
    for number, letter in enumerate("ab"):
        work.revise_link(work.links[number], LinkText(letter * 150, f"Note {letter}"))
    work.join(end("bugle", "soup"), end("record", "canteen"))
    [link] = work.links
    assert link.title == "a" * 150
    assert link.note == "\n".join(["Note a", "b" * 150, "Note b"])


def test_a_link_keeps_its_number_when_its_text_changes(ports: Ports) -> None:
    work = session(ports)
    work.join(end("bugle", "greedy"), end("record", "canteen"))
    work.join(end("bugle", "soup"), end("record", "soup"))
    text = LinkText(" The  canteen ", "Named\nvery differently", (ArticleId("third"),))
    work.revise_link(work.links[0], text)
    assert work.links[0].title == "The canteen"
    assert work.links[0].note == "Named\nvery differently"
    assert work.links[0].missing_in == ("third",)
    assert session(ports).links == work.links
    work.undo()
    assert [quotes(link)[0] for link in work.links] == ["greedy", "soup"]


def test_what_is_linked_is_not_missing(ports: Ports) -> None:
    work = session(ports)
    work.join(end("bugle", "soup"), end("record", "soup"))
    work.revise_link(work.links[0], LinkText(missing_in=(ArticleId("third"), ArticleId("bugle"))))
    assert work.links[0].missing_in == ("third",)
    work.join(end("record", "soup"), end("third", "Soup"))
    assert work.links[0].missing_in == ()


def test_only_here_says_that_all_others_lack_it(ports: Ports) -> None:
    work = session(ports)
    work.keep_alone(end("record", "by 20 cents"))
    assert work.links[0].missing_in == ("bugle", "third")
    work.keep_alone(end("record", "by 20 cents"))
    assert len(work.links) == 1
    work.join(end("record", "by 20 cents"), end("bugle", "cruel"))
    assert work.links[0].missing_in == ("third",)


def test_taking_a_place_out_keeps_two_and_else_removes_the_link(ports: Ports) -> None:
    work = session(ports)
    work.join(end("bugle", "soup"), end("record", "soup"))
    work.join(end("bugle", "soup"), end("third", "Soup"))
    work.remove_end(work.links[0], work.links[0].ends[1])
    assert quotes(work.links[0]) == ["soup", "Soup"]
    work.remove_end(work.links[0], work.links[0].ends[0])
    assert work.links == ()
    work.undo()
    assert len(work.links) == 1


def test_a_title_that_is_a_book_is_refused_and_the_link_stays(ports: Ports) -> None:
    work = session(ports)
    work.join(end("bugle", "soup"), end("record", "soup"))
    with pytest.raises(NotAllowed, match="200 characters"):
        work.revise_link(work.links[0], LinkText("x" * 201))
    assert work.links[0].title == ""


def test_links_go_into_the_hand_in(ports: Ports, tmp_path) -> None:
    work = session(ports)
    work.join(end("bugle", "soup"), end("record", "soup"))
    receipt = work.hand_in(tmp_path)
    assert receipt.hand_in.links == work.links
