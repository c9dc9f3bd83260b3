"""What an author does on articles, as edits."""

from __future__ import annotations

import pytest

from annotator.domain.annotating import (
    Add,
    Gesture,
    Note,
    PlaceAgain,
    Recategorise,
    Remove,
    Resize,
    Revise,
)
from annotator.domain.annotations import Annotation, Workspace
from annotator.domain.errors import NotAllowed
from annotator.domain.history import Edit
from annotator.domain.identifiers import ArticleId, AuthorId, CategoryId, QuestionId, TechniqueId
from annotator.domain.notes import LONGEST_NOTE
from annotator.domain.snapping import Snap
from annotator.domain.spans import Span
from annotator.services import annotating
from annotator.services.ports import Ports
from tests.fakes import sample_lesson
from tests.fakes.ports import make_ports
from tests.fakes.sample_lesson import CLAIM, LOADED, OPINION, REPORTING

LESSON = sample_lesson.lesson()
BUGLE = ArticleId("bugle")
MINE = Workspace(LESSON.id, AuthorId("ana"))


@pytest.fixture
def ports() -> Ports:
    return make_ports()


def annotations(ports: Ports) -> tuple[Annotation, ...]:
    with ports.store.reading() as unit:
        return unit.work.annotations(MINE)


def add(
    ports: Ports,
    category: CategoryId,
    rough: Span,
    *,
    snap: Snap = Snap.WORDS,
    note: Note | None = None,
) -> Edit | None:
    return do(ports, Add(BUGLE, category, rough, snap, note or Note()))


def do(ports: Ports, gesture: Gesture) -> Edit | None:
    return annotating.annotate(ports, LESSON, MINE, annotations(ports), gesture)


def span(quote: str) -> Span:
    return sample_lesson.span_of(LESSON, "bugle", quote)


def test_a_rough_selection_snaps_to_words_and_loses_outer_punctuation(ports: Ports) -> None:
    rough = span("reedy canteen slapp")
    add(ports, LOADED, rough)
    assert [a.quote for a in annotations(ports)] == ["greedy canteen slapped"]
    add(ports, CLAIM, span("only get worse. "))
    assert annotations(ports)[-1].quote == "only get worse"


def test_characters_can_be_taken_exactly_but_never_half_an_emoji(ports: Ports) -> None:
    add(ports, LOADED, span("reed"), snap=Snap.CHARACTERS)
    assert annotations(ports)[0].quote == "reed"
    family = span("👩‍👩‍👧")
    add(ports, LOADED, Span(family.start + 1, family.end - 1), snap=Snap.CHARACTERS)
    assert annotations(ports)[1].quote == "👩‍👩‍👧"


def test_an_annotation_keeps_its_quote_and_context(ports: Ports) -> None:
    add(ports, LOADED, span("cruel"))
    anchor = annotations(ports)[0].anchor
    body = LESSON.article("bugle").body
    assert anchor.exact == "cruel"
    assert body.startswith(anchor.prefix[-10:] + "cruel", span("cruel").start - 10)
    assert len(anchor.suffix) == 32


def test_a_sentence_category_takes_the_whole_sentence(ports: Ports) -> None:
    add(ports, OPINION, span("only get"))
    assert [a.quote for a in annotations(ports)] == ["Everyone knows it will only get worse."]


def test_a_caret_labels_its_sentence(ports: Ports) -> None:
    caret = span("Soup costs").start + 3
    add(ports, REPORTING, Span(caret, caret))
    assert annotations(ports)[0].quote == "Soup costs 2.40 euros, the price list says."


def test_two_sentences_are_labelled_in_one_step(ports: Ports) -> None:
    edit = add(ports, OPINION, span("worse. Soup costs"))
    assert edit is not None
    assert len(edit.changes) == 2
    assert len(annotations(ports)) == 2


def test_reporting_replaces_opinion_in_one_edit_and_keeps_the_reason(ports: Ports) -> None:
    add(ports, OPINION, span("only get"), note=Note(text="It guesses."))
    edit = add(ports, REPORTING, span("only get"))
    assert edit is not None
    assert [a.category_id for a in annotations(ports)] == [REPORTING]
    assert annotations(ports)[0].reason == "It guesses."


def test_marking_the_same_words_twice_changes_nothing(ports: Ports) -> None:
    assert add(ports, LOADED, span("cruel")) is not None
    assert add(ports, LOADED, span("cruel")) is None
    assert len(annotations(ports)) == 1


def test_one_span_may_carry_two_categories(ports: Ports) -> None:
    add(ports, LOADED, span("cruel"))
    add(ports, CLAIM, span("cruel"))
    assert {a.category_id for a in annotations(ports)} == {LOADED, CLAIM}


def test_nothing_selected_is_refused_with_a_sentence(ports: Ports) -> None:
    with pytest.raises(NotAllowed, match="Select some words"):
        add(ports, LOADED, Span(5, 5))
    with pytest.raises(NotAllowed):
        add(ports, LOADED, Span(span("today").end, span("today").end + 2))


def test_a_selection_beyond_the_end_is_cut(ports: Ports) -> None:
    body = LESSON.article("bugle").body
    add(ports, LOADED, Span(len(body) - 8, len(body) + 100))
    assert annotations(ports)[0].quote == "parent"


def test_the_edit_is_named_for_the_menu(ports: Ports) -> None:
    edit = add(ports, LOADED, span("cruel"))
    assert edit is not None
    assert edit.label == "highlight “cruel”"


def test_a_technique_of_another_category_is_let_go(ports: Ports) -> None:
    add(ports, LOADED, span("cruel"), note=Note(TechniqueId("opinion-a"), "Why."))
    assert annotations(ports)[0].technique_id is None
    assert annotations(ports)[0].reason == "Why."


def test_revising_stores_the_note_and_nothing_new_is_no_edit(ports: Ports) -> None:
    add(ports, LOADED, span("cruel"))
    note = Note(TechniqueId("loaded-language-a"), '<b>&" 😀', "high")
    assert do(ports, Revise(annotations(ports)[0].id, note))
    revised = annotations(ports)[0]
    assert (revised.reason, revised.rewrite) == ('<b>&" 😀', "high")
    assert do(ports, Revise(revised.id, note)) is None


def test_a_reason_that_is_too_long_is_refused_and_the_old_one_kept(ports: Ports) -> None:
    add(ports, LOADED, span("cruel"), note=Note(text="Short."))
    with pytest.raises(NotAllowed, match="20,001"):
        do(ports, Revise(annotations(ports)[0].id, Note(text="x" * (LONGEST_NOTE + 1))))
    assert annotations(ports)[0].reason == "Short."


def test_half_an_emoji_and_a_nul_in_a_reason_do_no_harm(ports: Ports) -> None:
    add(ports, LOADED, span("cruel"), note=Note(text="a\x00\ud83d b \ud83d\ude00"))
    assert annotations(ports)[0].reason == "a\ufffd b 😀"


def test_changing_the_category_keeps_id_and_note(ports: Ports) -> None:
    add(ports, LOADED, span("cruel"), note=Note(text="It judges."))
    before = annotations(ports)[0]
    do(ports, Recategorise(before.id, CLAIM))
    after = annotations(ports)[0]
    assert (after.id, after.category_id, after.reason) == (before.id, CLAIM, "It judges.")


def test_changing_a_span_to_a_sentence_label_widens_it(ports: Ports) -> None:
    add(ports, CLAIM, span("only get worse"))
    do(ports, Recategorise(annotations(ports)[0].id, OPINION))
    assert [a.quote for a in annotations(ports)] == ["Everyone knows it will only get worse."]


def test_resizing_moves_edges_but_not_a_sentence_label(ports: Ports) -> None:
    add(ports, LOADED, span("cruel"))
    do(ports, Resize(annotations(ports)[0].id, span("cruel price")))
    assert annotations(ports)[0].quote == "cruel price"
    add(ports, OPINION, span("Everyone"))
    label = next(a for a in annotations(ports) if a.category_id == OPINION)
    assert do(ports, Resize(label.id, span("Everyone"))) is None


def test_removing_several_is_one_edit(ports: Ports) -> None:
    add(ports, LOADED, span("cruel"))
    add(ports, LOADED, span("greedy"))
    edit = do(ports, Remove(tuple(a.id for a in annotations(ports))))
    assert edit is not None
    assert edit.label == "remove 2 annotations"
    assert annotations(ports) == ()


def test_an_answer_is_stored_and_an_empty_one_removed(ports: Ports) -> None:
    question = QuestionId("agree")
    annotating.write_answer(ports, LESSON, MINE, (), question, "The price of soup.")
    with ports.store.reading() as unit:
        stored = unit.work.answers(MINE)
    assert [a.text for a in stored] == ["The price of soup."]
    annotating.write_answer(ports, LESSON, MINE, stored, question, "  ")
    with ports.store.reading() as unit:
        assert unit.work.answers(MINE) == ()


def test_a_question_the_lesson_does_not_have_is_refused(ports: Ports) -> None:
    with pytest.raises(NotAllowed, match="no question"):
        annotating.write_answer(ports, LESSON, MINE, (), QuestionId("other"), "x")


def test_an_annotation_is_placed_anew_with_its_reason_and_one_label_a_sentence(
    ports: Ports,
) -> None:
    add(ports, REPORTING, span("cruel"))
    add(ports, OPINION, span("Everyone"), note=Note(text="Nobody knows."))
    old = next(a for a in annotations(ports) if a.category_id == OPINION)
    article = LESSON.article("bugle")
    edit = do(ports, PlaceAgain(old.id, BUGLE, span("cruel")))
    [left] = annotations(ports)
    assert (left.id, left.category_id, left.reason) == (old.id, OPINION, "Nobody knows.")
    assert left.span == article.sentences[0]
    assert left.anchor.exact == article.sentences[0].of(article.body)
    assert edit is not None
    assert edit.label.startswith("place “The greedy")


def test_an_annotation_is_not_placed_where_nothing_is_selected_or_the_same_stands(
    ports: Ports,
) -> None:
    add(ports, LOADED, span("cruel"))
    add(ports, LOADED, span("greedy"))
    before = annotations(ports)
    for rough, said in ((span("cruel"), "carry loaded language already"), (Span(3, 3), "Select")):
        with pytest.raises(NotAllowed, match=said):
            do(ports, PlaceAgain(before[0].id, BUGLE, rough))
    assert annotations(ports) == before


# -- where two notes or two equal annotations would meet -----------------------------------------


def test_resizing_onto_an_equal_annotation_changes_nothing(ports: Ports) -> None:
    add(ports, LOADED, span("cruel price"), note=Note(text="One."))
    add(ports, LOADED, span("cruel"), note=Note(text="Two."))
    before = annotations(ports)
    with pytest.raises(NotAllowed, match="carry loaded language already"):
        do(ports, Resize(next(a.id for a in before if a.quote == "cruel"), span("cruel price")))
    assert annotations(ports) == before


def test_a_category_changed_onto_an_existing_one_loses_no_note(ports: Ports) -> None:
    add(ports, LOADED, span("cruel"), note=Note(text="One.", rewrite="high"))
    add(ports, CLAIM, span("cruel"), note=Note(text="Two."))
    before = annotations(ports)
    for each, wanted in ((before[0], before[1]), (before[1], before[0])):
        with pytest.raises(NotAllowed, match="already"):
            do(ports, Recategorise(each.id, wanted.category_id))
    assert annotations(ports) == before


def test_a_label_keeps_every_note_of_what_it_replaces(ports: Ports) -> None:
    add(ports, OPINION, span("only get"), note=Note(text="It guesses.", rewrite="It may."))
    add(ports, CLAIM, span("Everyone"), note=Note(text="Who says so?", rewrite="Some think"))
    claim = next(a for a in annotations(ports) if a.category_id == CLAIM)
    do(ports, Recategorise(claim.id, REPORTING))
    [left] = annotations(ports)
    assert (left.id, left.category_id) == (claim.id, REPORTING)
    assert left.reason.split("\n") == ["Who says so?", "It guesses.", "It may."]
    assert left.rewrite == "Some think"


def test_a_label_that_says_the_same_is_not_said_twice(ports: Ports) -> None:
    add(ports, OPINION, span("only get"), note=Note(text="It guesses.\nNobody knows."))
    add(ports, REPORTING, span("only get"), note=Note(text="Nobody knows."))
    assert [a.reason for a in annotations(ports)] == ["It guesses.\nNobody knows."]


def test_exact_letters_stay_exact_under_another_category(ports: Ports) -> None:
    add(ports, LOADED, span("cru"), snap=Snap.CHARACTERS)
    do(ports, Recategorise(annotations(ports)[0].id, CLAIM))
    assert [(a.category_id, a.quote) for a in annotations(ports)] == [(CLAIM, "cru")]
