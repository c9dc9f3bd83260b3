"""The key as the teacher builds it: each gesture makes a key that a lesson check accepts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.domain.annotating import Add, Note, Recategorise, Remove, Resize, Revise
from annotator.domain.errors import NotAllowed, UnknownThing
from annotator.domain.identifiers import TEACHER, ArticleId, TechniqueId
from annotator.domain.keys import AnswerKey, KeyStatus
from annotator.domain.scheme import CANNOT_TELL
from annotator.domain.snapping import Snap
from annotator.domain.spans import Span
from annotator.services import answer_keys
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
    return answer_keys.changed_key(lesson, key, gesture)


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
    assert answer_keys.note_of(after) == note


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


def test_cannot_tell_takes_the_label_away():
    once = add(KEY, CANNOT_TELL, "worse")
    assert [u.span for u in once.key.unscored] == [
        span_of("Everyone knows it will only get worse.")
    ]
    assert not [k for k in once.key.for_article(BUGLE_ID) if k.category_id == OPINION]


def test_what_clashes_with_an_entry_is_what_the_rule_would_not_let_stand_beside_it():
    words = add(AnswerKey(), LOADED, "slapped a cruel").key
    other = add(AnswerKey(), LOADED, "cruel price").key.annotations[0]
    assert answer_keys.clashing_entries(LESSON, words, other) == words.annotations
    claim = replace(other, category_id=CLAIM)
    assert answer_keys.clashing_entries(LESSON, words, claim) == ()
    label = add(AnswerKey(), REPORTING, "worse").key.annotations[0]
    unsure = add(AnswerKey(), CANNOT_TELL, "worse").key
    assert answer_keys.clashing_entries(LESSON, unsure, label) == unsure.unscored


def test_a_label_ends_cannot_tell():
    once = add(KEY, CANNOT_TELL, "worse")
    assert add(once.key, REPORTING, "worse").key.unscored == ()


def test_the_key_is_drawn_as_annotations_of_the_teacher_in_reading_order():
    drawn = answer_keys.annotations_of(LESSON, KEY, BUGLE_ID)
    assert {each.author_id for each in drawn} == {TEACHER}
    assert [each.span for each in drawn] == sorted(each.span for each in drawn)
    assert all(each.quote == each.span.of(BODY) for each in drawn)


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
    unsure = add(AnswerKey(), CANNOT_TELL, "worse").key
    (sentence,) = unsure.unscored
    unsure = do(unsure, Revise(answer_keys.entry_id(sentence), Note(text="Both are fair."))).key
    words = add(unsure, CLAIM, "Everyone knows", note=Note(text="Who?"))
    edit = do(words.key, Recategorise(words.made[0], OPINION))
    (label,) = edit.key.annotations
    assert (label.category_id, label.explanation) == (OPINION, "Who?\nBoth are fair.")
    assert edit.key.unscored == ()
    again = add(edit.key, CANNOT_TELL, "worse").key
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
