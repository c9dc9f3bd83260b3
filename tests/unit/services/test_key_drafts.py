"""The key as the teacher builds it: each gesture makes a key that a lesson check accepts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.domain.annotating import Add, Note, Recategorise, Remove, Resize, Revise
from annotator.domain.errors import NotAllowed, UnknownThing
from annotator.domain.identifiers import TEACHER, ArticleId, TechniqueId
from annotator.domain.keys import AnswerKey, KeyStatus
from annotator.domain.snapping import Snap
from annotator.domain.spans import Span
from annotator.domain.suggestions import Suggestion
from annotator.services import key_drafts
from annotator.services.checking import check_lesson
from tests.fakes import sample_lesson
from tests.fakes.sample_lesson import BUGLE, CLAIM, LOADED, OPINION, REPORTING

LESSON = sample_lesson.lesson()
KEY = sample_lesson.key()
BUGLE_ID = ArticleId("bugle")
BODY = LESSON.article(BUGLE_ID).body


def span_of(quote):
    start = BODY.index(quote)
    return Span(start, start + len(quote))


def add(key, category_id, quote, **options):
    return do(key, Add(BUGLE_ID, category_id, span_of(quote), **options))


def do(key, gesture, lesson=LESSON):
    return key_drafts.changed_key(lesson, key, gesture)


def test_words_go_into_the_key_whole_with_the_usual_weight():
    edit = add(AnswerKey(), LOADED, "lapped a cru")
    (made,) = edit.key.annotations
    assert (made.quote, made.weight, made.status) == ("slapped a cruel", 1.0, KeyStatus.REQUIRED)
    assert edit.made == (made.id,)
    assert edit.label == "put into the key “slapped a cruel”"


def test_a_sentence_takes_the_weight_of_its_category():
    edit = add(AnswerKey(), OPINION, "worse")
    assert edit.key.annotations[0].quote == "Everyone knows it will only get worse."
    assert edit.key.annotations[0].weight == 0.25


def test_the_same_words_twice_change_nothing():
    again = add(KEY, LOADED, "greedy")
    assert again.key == KEY
    assert again.made == (next(k.id for k in KEY.annotations if k.quote == "greedy"),)


def test_words_that_overlap_the_same_category_are_refused_with_what_is_there():
    with pytest.raises(NotAllowed, match="“slapped” is in the key as loaded language already"):
        add(KEY, LOADED, "slapped a cruel price")


def test_a_label_replaces_the_other_label_of_its_sentence_and_keeps_its_explanation():
    labelled = add(AnswerKey(), OPINION, "worse", note=Note(text="Nobody knows."))
    edit = add(labelled.key, REPORTING, "worse")
    (label,) = edit.key.annotations
    assert (label.category_id, label.explanation) == (REPORTING, "Nobody knows.")


def test_nothing_selected_is_refused():
    with pytest.raises(NotAllowed, match="Select some words first"):
        do(KEY, Add(BUGLE_ID, LOADED, Span(3, 3)))


def test_a_note_changes_status_weight_technique_and_explanation():
    made = add(AnswerKey(), LOADED, "greedy")
    note = Note(TechniqueId("loaded-language-a"), "Not here.", status=KeyStatus.TRAP, weight=2.0)
    (after,) = do(made.key, Revise(made.made[0], note)).key.annotations
    assert key_drafts.note_of(after) == note


def test_a_technique_of_another_category_is_let_go():
    made = add(AnswerKey(), LOADED, "greedy")
    note = Note(technique_id=TechniqueId("opinion-a"))
    (after,) = do(made.key, Revise(made.made[0], note)).key.annotations
    assert after.technique_id is None


def test_a_weight_below_nothing_is_refused():
    made = add(AnswerKey(), LOADED, "greedy")
    with pytest.raises(NotAllowed, match="between 0 and 100"):
        do(made.key, Revise(made.made[0], Note(weight=-1)))


def test_another_category_keeps_the_note_and_takes_its_own_usual_weight():
    lesson = replace(LESSON, weights={**LESSON.weights, CLAIM: 3.0})
    made = add(AnswerKey(), LOADED, "greedy", note=Note(text="Says who?"))
    edit = do(made.key, Recategorise(made.made[0], CLAIM), lesson)
    (after,) = edit.key.annotations
    assert (after.category_id, after.weight, after.explanation) == (CLAIM, 3.0, "Says who?")
    assert edit.made == (after.id,)


def test_moved_ends_keep_everything_else():
    made = add(AnswerKey(), LOADED, "greedy", note=Note(status=KeyStatus.OPTIONAL, weight=2.0))
    wanted = span_of("greedy canteen")
    edit = do(made.key, Resize(made.made[0], wanted, Snap.CHARACTERS))
    (after,) = edit.key.annotations
    assert (after.quote, after.status, after.weight) == ("greedy canteen", KeyStatus.OPTIONAL, 2.0)


def test_removed_keys_are_gone_and_a_gone_one_is_told():
    ids = [each.id for each in KEY.annotations[:2]]
    after = do(KEY, Remove(tuple(ids))).key
    assert len(after.annotations) == len(KEY.annotations) - 2
    with pytest.raises(UnknownThing):
        do(after, Remove(tuple(ids)))


def test_cannot_tell_takes_the_label_away_and_a_second_time_is_taken_back():
    once = key_drafts.toggle_unscored(LESSON, KEY, BUGLE_ID, span_of("worse"))
    assert [u.span for u in once.key.unscored] == [
        span_of("Everyone knows it will only get worse.")
    ]
    assert not [k for k in once.key.for_article(BUGLE_ID) if k.category_id == OPINION]
    twice = key_drafts.toggle_unscored(LESSON, once.key, BUGLE_ID, span_of("worse"))
    assert twice.key.unscored == ()


def test_a_label_ends_cannot_tell():
    once = key_drafts.toggle_unscored(LESSON, KEY, BUGLE_ID, span_of("worse"))
    assert add(once.key, REPORTING, "worse").key.unscored == ()


def test_the_key_is_drawn_as_annotations_of_the_teacher_in_reading_order():
    drawn = key_drafts.annotations_of(LESSON, KEY, BUGLE_ID)
    assert {each.author_id for each in drawn} == {TEACHER}
    assert [each.span for each in drawn] == sorted(each.span for each in drawn)
    assert all(each.quote == each.span.of(BODY) for each in drawn)


def test_coverage_names_the_paragraphs_without_any_key():
    robbery = [k.id for k in KEY.for_article(BUGLE_ID) if k.quote == "robbery"]
    key = do(KEY, Remove(tuple(robbery))).key
    bugle, record = key_drafts.coverage_of(LESSON, key)
    assert [paragraph.number for paragraph in bugle.bare] == [3]
    assert [p.on_words for p in bugle.paragraphs] == [3, 1, 0]
    assert record.bare == ()


def test_what_is_built_by_gestures_has_no_error_in_the_lesson_check():
    key = AnswerKey()
    for category_id, quote in ((LOADED, "cruel"), (CLAIM, "Everyone knows"), (OPINION, "worse")):
        key = add(key, category_id, quote).key
    errors = check_lesson(LESSON, key).errors
    assert not [e for e in errors if "label" not in e.message]
    assert BUGLE


# -- where two entries would meet ---------------------------------------------------------------


def test_another_category_onto_an_entry_that_is_there_changes_nothing():
    key = add(AnswerKey(), LOADED, "greedy", note=Note(text="One.")).key
    edit = add(key, CLAIM, "greedy", note=Note(text="Two."))
    with pytest.raises(NotAllowed, match="carry loaded language already"):
        do(edit.key, Recategorise(edit.made[0], LOADED))


def test_a_label_keeps_every_explanation_that_it_replaces():
    unsure = key_drafts.toggle_unscored(LESSON, AnswerKey(), BUGLE_ID, span_of("worse")).key
    (sentence,) = unsure.unscored
    unsure = do(unsure, Revise(key_drafts.entry_id(sentence), Note(text="Both are fair."))).key
    words = add(unsure, CLAIM, "Everyone knows", note=Note(text="Who?"))
    edit = do(words.key, Recategorise(words.made[0], OPINION))
    (label,) = edit.key.annotations
    assert (label.category_id, label.explanation) == (OPINION, "Who?\nBoth are fair.")
    assert edit.key.unscored == ()
    again = key_drafts.toggle_unscored(LESSON, edit.key, BUGLE_ID, span_of("worse")).key
    assert [each.explanation for each in again.unscored] == ["Who?\nBoth are fair."]


def test_exact_letters_stay_exact_under_another_category():
    made = add(AnswerKey(), LOADED, "cru", snap=Snap.CHARACTERS)
    (after,) = do(made.key, Recategorise(made.made[0], CLAIM)).key.annotations
    assert (after.category_id, after.quote) == (CLAIM, "cru")


def test_words_whose_id_belongs_to_moved_words_get_one_of_their_own():
    made = add(AnswerKey(), LOADED, "greedy").key
    (old,) = made.annotations
    moved = replace(old, span=span_of("cruel"), quote="cruel")
    edit = add(AnswerKey((moved,)), LOADED, "greedy")
    assert [each.quote for each in edit.key.annotations] == ["cruel", "greedy"]
    assert len({each.id for each in edit.key.annotations}) == 2


def test_several_suggestions_are_one_step_and_keep_to_the_rule():
    def suggested(category_id, quote):
        return Suggestion(BUGLE_ID, category_id, span_of(quote), 0.5, f"Why {quote}.")

    both = [suggested(OPINION, "Everyone knows it will"), suggested(LOADED, "cruel")]
    edit = key_drafts.with_suggestions(LESSON, AnswerKey(), both)
    assert edit.label == "accept 2 suggestions"
    assert edit.made == tuple(each.id for each in edit.key.annotations)
    assert [each.explanation for each in edit.key.annotations] == [
        "Why Everyone knows it will.",
        "Why cruel.",
    ]
    one = key_drafts.with_suggestions(LESSON, AnswerKey(), both[1:])
    assert one.label == "put into the key “cruel”"


# -- links ------------------------------------------------------------------------------------


RECORD_ID = ArticleId("record")


def raised():
    body = LESSON.article(RECORD_ID).body
    start = body.index("raised the price")
    return Span(start, start + len("raised the pri"))


def test_places_of_two_articles_become_a_link_of_whole_words():
    places = [(BUGLE_ID, span_of("slapped")), (RECORD_ID, raised())]
    (link,) = key_drafts.add_link(LESSON, KEY, places).key.links
    assert [end.anchor.exact for end in link.ends] == ["slapped", "raised the price"]
    assert (link.id, link.title) == ("slapped", "slapped")
    key = key_drafts.add_link(LESSON, KEY, places).key
    assert key_drafts.add_link(LESSON, key, places).key == key, "it is linked already"
    other = [(BUGLE_ID, span_of("cruel")), (RECORD_ID, places[1][1])]
    assert [len(each.ends) for each in key_drafts.add_link(LESSON, key, other).key.links] == [3]


def test_a_link_within_one_article_is_refused():
    places = [(BUGLE_ID, span_of("slapped")), (RECORD_ID, Span(3, 3))]
    with pytest.raises(NotAllowed, match="select the words in each"):
        key_drafts.add_link(LESSON, KEY, places)


def test_a_link_is_renamed_marked_as_missing_elsewhere_and_removed():
    places = [(BUGLE_ID, span_of("slapped")), (RECORD_ID, raised())]
    key = key_drafts.add_link(LESSON, KEY, places).key
    (link,) = key.links
    wanted = replace(link, title=" The  rise ", missing_in=(RECORD_ID, ArticleId("third")))
    key = key_drafts.revise_link(key, link, wanted).key
    assert key.links[0].title == "The rise"
    assert key.links[0].missing_in == ("third",)
    assert key_drafts.remove_link(key, key.links[0]).key.links == ()
