"""From a draft to a lesson for students: what stops it, what a correction does, publishing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.annotating import Add
from annotator.domain.drafts import LessonDraft
from annotator.domain.errors import NotAllowed
from annotator.domain.identifiers import ArticleId, DraftId, QuestionId
from annotator.domain.keys import AnswerKey, UnscoredSentence
from annotator.domain.lessons import BlockKind, Lesson, Question, RequiredWork
from annotator.domain.spans import Span
from annotator.services import lesson_library
from annotator.services.editing_articles import edit_paragraphs, with_headlines
from annotator.services.lesson_library import (
    copied,
    copied_draft,
    delete_draft,
    find_draft,
    list_library,
    new_draft,
    reopen,
    set_archived,
)
from annotator.services.lessons import install_lesson, list_lessons, open_lesson
from annotator.services.publishing import (
    StepKey,
    check_draft,
    errors_by_step,
    preview,
    publish,
)
from annotator.services.signing_in import sign_in
from annotator.session.reading import ReadingSession
from annotator.translation import speaking
from tests.fakes import sample_lesson
from tests.fakes.ports import make_ports
from tests.fakes.pseudo import pseudo_language
from tests.fakes.sample_lesson import LOADED

SEAL = bytes(range(32))


def spans_only() -> AnswerKey:
    """Return the sample key without the labels of sentences, as a teacher may begin."""
    key = sample_lesson.headed_key()
    labels = (sample_lesson.OPINION, sample_lesson.REPORTING)
    return replace(key, annotations=tuple(
        each for each in key.annotations if each.category_id not in labels
    ), unscored=())  # fmt: skip


@pytest.fixture
def ports():
    return make_ports()


@pytest.fixture
def draft(ports) -> LessonDraft:
    made = new_draft(ports, sample_lesson.scheme(), "Soup")
    lesson = replace(sample_lesson.headed_lesson(), id=made.lesson.id, title="Soup", public_key=b"")
    return replace(made, lesson=lesson, key=spans_only())


def errors(draft: LessonDraft) -> list[tuple[StepKey, str]]:
    return [(each.step, each.message) for each in check_draft(draft) if each.is_error]


def with_body(lesson: Lesson, article_id: str, old: str, new: str) -> Lesson:
    articles = [
        sample_lesson.article(a.id, a.body[a.text_start :].replace(old, new), a.outlet)
        if a.id == article_id
        else a
        for a in lesson.articles
    ]
    changed = sample_lesson.headed(replace(lesson, articles=tuple(articles)))
    kept = [
        new if a.id == article_id else a
        for a, new in zip(lesson.articles, changed.articles, strict=False)
    ]
    return replace(lesson, articles=tuple(kept))


# -- what stops it -----------------------------------------------------------------------------


def test_an_empty_draft_needs_a_title_and_an_article(ports):
    draft = new_draft(ports, sample_lesson.scheme(), "")
    assert [step for step, _ in errors(draft)] == [StepKey.PUBLISH, StepKey.ARTICLES]
    with pytest.raises(NotAllowed, match=r"no title.*1 more.*Nothing was changed"):
        publish(ports, draft, SEAL)
    assert list_lessons(ports, None) == ()


def test_a_draft_of_which_every_sentence_is_left_bare_can_be_published(draft):
    assert errors(draft) == []
    bare = [p for p in check_draft(draft) if "no label" in p.message]
    assert len(bare) == len(draft.lesson.articles)
    assert all(problem.article_id for problem in bare)


def test_an_article_without_text_headline_or_outlet_is_named(draft):
    first, second = draft.lesson.articles
    bad = replace(draft.lesson, articles=(replace(first, headline=" ", outlet=""), second))
    assert errors_by_step(check_draft(replace(draft, lesson=bad))) == {"articles": 2}
    twin = replace(draft.lesson, articles=(first, replace(first, id=second.id)))
    [*_, (step, message)] = [e for e in errors(replace(draft, lesson=twin)) if "same text" in e[1]]
    assert step is StepKey.ARTICLES
    assert message.endswith("Take one out.")


def test_a_key_whose_words_changed_is_named_with_its_place(draft):
    changed = with_body(draft.lesson, "bugle", "greedy", "hungry")
    found = [p for p in check_draft(replace(draft, lesson=changed)) if p.is_error]
    assert {problem.step for problem in found} == {StepKey.KEY}
    keys = {str(each.id) for each in draft.key.annotations}
    assert all(problem.item_id in keys and problem.article_id == "bugle" for problem in found)


def test_a_problem_is_corrected_in_the_same_step_in_every_language(draft, tmp_path):
    long = draft.lesson.article(ArticleId("bugle")).body.replace("\n", " ") + "\n"
    body = "\n".join([long.strip()] * 40)
    wordy = edit_paragraphs(
        draft, ArticleId("bugle"), [(BlockKind.PARAGRAPH, line) for line in body.split("\n")]
    ).draft
    lesson = replace(
        wordy.lesson,
        hide_outlets=True,
        title=f"{wordy.lesson.articles[0].outlet} and soup",
        required_work=RequiredWork(annotations={LOADED: 900}),
    )
    bad = replace(wordy, lesson=lesson)
    english = [(each.step, each.item_id) for each in check_draft(bad)]
    assert {step for step, _ in english} >= {StepKey.ARTICLES, StepKey.PUBLISH, StepKey.KEY}
    with speaking(pseudo_language(tmp_path)):
        said = check_draft(bad)
    assert [(each.step, each.item_id) for each in said] == english
    assert all("‹" in each.message for each in said)


def test_a_question_without_words_is_an_error_of_its_step(draft):
    asked = replace(draft.lesson, questions=(Question(QuestionId("q1"), "  "),))
    assert errors_by_step(check_draft(replace(draft, lesson=asked)))["questions"] == 1


# -- publishing --------------------------------------------------------------------------------


def test_publishing_installs_the_lesson_with_its_key_and_seal(ports, draft):
    published = publish(ports, draft, SEAL)
    assert published.lesson.version == 1
    assert published.lesson.public_key == SEAL
    assert open_lesson(ports, draft.lesson.id) == published.lesson
    with ports.store.reading() as unit:
        assert unit.lessons.find_key(draft.lesson.id) == draft.key
    assert published.draft.published == published.lesson
    assert not preview(ports, published.draft).is_needed


def test_a_change_of_the_key_alone_needs_no_new_version(ports, draft):
    after = publish(ports, draft, SEAL).draft
    corrected = replace(after, key=replace(after.key, annotations=after.key.annotations[1:]))
    plan = preview(ports, corrected)
    assert (plan.version, plan.changes_lesson, plan.changes_key) == (1, False, True)
    assert "no new file" in plan.sentences[0]
    assert publish(ports, corrected, SEAL).lesson.version == 1


def test_a_changed_title_makes_the_next_version_and_keeps_all_work_in_its_place(ports, draft):
    after = publish(ports, draft, SEAL).draft
    corrected = replace(after, lesson=replace(after.lesson, title="Soup, again"))
    plan = preview(ports, corrected)
    assert (plan.version, plan.changed_articles) == (2, ())
    assert any("keeps its place" in sentence for sentence in plan.sentences)
    assert publish(ports, corrected, SEAL).lesson.version == 2


def test_a_correction_says_what_happens_to_work_before_and_does_just_that(ports, draft):
    after = publish(ports, draft, SEAL).draft
    mira = ReadingSession(ports, open_lesson(ports, draft.lesson.id), sign_in(ports, "Mira"))
    for quote in ("greedy", "cruel"):
        span = sample_lesson.span_of(mira.lesson, "bugle", quote)
        mira.highlight(mira.lesson.articles[0].id, sample_lesson.LOADED, span)
    lesson = with_body(after.lesson, "bugle", "The greedy canteen", "On Monday the canteen")
    corrected = replace(after, lesson=lesson, key=AnswerKey())
    plan = preview(ports, corrected)
    assert plan.changed_articles == ("The Bugle",)
    assert (plan.students, plan.moved, plan.unplaced) == (1, 1, ("greedy",))
    assert any("1 annotations move" in s and "never deleted" in s for s in plan.sentences)
    assert plan.sentences[-1] == "Without a place: “greedy”."
    installed = publish(ports, corrected, SEAL).installed
    assert (installed.lesson.version, installed.moved, installed.unplaced) == (2, 1, 1)
    again = ReadingSession(ports, open_lesson(ports, draft.lesson.id), sign_in(ports, "Mira"))
    assert [each.anchor.exact for each in again.all_annotations()] == ["cruel"]
    assert [each.anchor.exact for each in again.unplaced] == ["greedy"]


def test_publishing_twice_without_a_change_changes_nothing(ports, draft):
    after = publish(ports, draft, SEAL).draft
    assert preview(ports, after).sentences == (
        "Nothing has changed since the lesson was published.",
    )
    assert publish(ports, after, SEAL).lesson == after.published


def test_a_teacher_with_a_new_key_publishes_the_same_lesson_sealed_for_it(ports, draft):
    """The way back from a lost key: see the IT guide, “A forgotten passphrase”."""
    after = publish(ports, draft, SEAL).draft
    new = bytes(32)
    plan = preview(ports, after, new)
    assert (plan.version, plan.changes_seal, plan.changed_articles) == (2, True, ())
    assert any("your key of today" in sentence for sentence in plan.sentences)
    again = publish(ports, after, new).lesson
    assert (again.id, again.version, again.public_key) == (after.lesson.id, 2, new)


# -- the library ---------------------------------------------------------------------------------


def test_the_shelf_shows_drafts_with_their_problems_and_lessons_with_their_counts(ports, draft):
    lesson = sample_lesson.lesson()
    install_lesson(ports, lesson)
    session = ReadingSession(ports, lesson, sign_in(ports, "Mira"))
    session.hand_in(Path("drop"))
    first, second = list_library(ports)
    assert (first.title, first.version, first.problems) == ("Soup", 0, 1)
    assert (second.title, second.version, second.problems) == ("Canteen prices", 1, None)
    assert (second.hand_ins, second.draft_id) == (1, None)


def test_a_draft_is_checked_again_only_when_it_changed(ports, draft, monkeypatch):
    checked = []
    real = lesson_library.check_draft
    monkeypatch.setattr(
        lesson_library, "check_draft", lambda each: checked.append(each.id) or real(each)
    )
    first = list_library(ports)
    assert list_library(ports, first) == first
    assert checked == [draft.id]
    with ports.store.writing() as unit:
        unit.drafts.put(replace(draft, changed_at=ports.now()))
        unit.commit()
    [entry] = list_library(ports, first)
    assert entry.problems == 0
    assert checked == [draft.id, draft.id]


def test_a_published_draft_and_its_lesson_are_one_entry(ports, draft):
    after = publish(ports, draft, SEAL).draft
    with ports.store.writing() as unit:
        unit.drafts.put(after)
        unit.commit()
    [entry] = list_library(ports)
    assert (entry.version, entry.draft_id, entry.problems) == (1, draft.id, None)


def test_a_lesson_that_is_put_away_leaves_the_students_screen_and_comes_back(ports):
    install_lesson(ports, sample_lesson.lesson())
    [entry] = list_library(ports)
    set_archived(ports, entry, is_archived=True)
    assert list_lessons(ports, None) == ()
    [away] = list_library(ports)
    assert away.is_archived
    set_archived(ports, away, is_archived=False)
    assert len(list_lessons(ports, None)) == 1


def test_a_draft_can_be_put_away_and_deleted(ports):
    draft = new_draft(ports, sample_lesson.scheme())
    [entry] = list_library(ports)
    set_archived(ports, entry, is_archived=True)
    assert list_library(ports)[0].is_archived
    delete_draft(ports, draft.id)
    assert list_library(ports) == ()


def test_a_copy_is_another_lesson_with_everything_in_it(ports, draft):
    lesson = replace(sample_lesson.lesson(), public_key=SEAL)
    copy = copied(ports, lesson, sample_lesson.key())
    assert copy.lesson.id != lesson.id
    assert copy.lesson.title == "Canteen prices (copy)"
    assert copy.lesson.public_key == b""
    assert copy.lesson.articles == lesson.articles
    assert copy.key == sample_lesson.key()
    twin = copied_draft(ports, copy.id)
    assert find_draft(ports, twin.id).lesson.articles == lesson.articles
    assert len({twin.lesson.id, copy.lesson.id, lesson.id}) == 3


def test_a_lesson_is_reopened_once(ports):
    lesson = sample_lesson.lesson()
    install_lesson(ports, lesson, sample_lesson.key())
    draft = reopen(ports, lesson, sample_lesson.key())
    assert draft.published == lesson
    assert not preview(ports, draft).is_needed
    assert reopen(ports, lesson, None).id == draft.id
    assert draft.id != DraftId(lesson.id)


# -- lessons whose headlines stand beside their texts ---------------------------------------------


def published_before(ports, draft: LessonDraft) -> LessonDraft:
    """Return the draft of a lesson that was published when headlines were beside the texts."""
    articles = sample_lesson.lesson().articles
    lesson = replace(draft.lesson, public_key=SEAL, articles=articles)
    labels = (sample_lesson.OPINION, sample_lesson.REPORTING)
    words = (k for k in sample_lesson.key().annotations if k.category_id not in labels)
    key = AnswerKey(tuple(words))
    install_lesson(ports, lesson, key, own_seal=SEAL)
    return replace(draft, lesson=lesson, published=lesson, key=key)


def test_the_next_version_has_its_headlines_in_the_texts_and_loses_nothing(ports, draft):
    before = published_before(ports, draft)
    ana = ReadingSession(ports, before.lesson, sign_in(ports, "Ana"))
    bugle = before.lesson.articles[0]
    ana.do(Add(bugle.id, LOADED, sample_lesson.span_of(before.lesson, "bugle", "greedy")))
    corrected = replace(before, lesson=replace(before.lesson, title="Soup again"))
    plan = preview(ports, corrected, SEAL)
    assert (plan.version, plan.moved, plan.unplaced) == (before.lesson.version + 1, 1, ())
    made = publish(ports, corrected, SEAL)
    shift = len(bugle.headline) + 1
    assert made.lesson.articles[0].body == f"{bugle.headline}\n{bugle.body}"
    keys = zip(before.key.annotations, made.draft.key.annotations, strict=True)
    assert all(now.id == was.id for was, now in keys)
    moved = [k.span.start for k in made.draft.key.for_article(bugle.id)]
    assert moved == [k.span.start + shift for k in before.key.for_article(bugle.id)]
    again = ReadingSession(ports, made.lesson, sign_in(ports, "Ana"))
    assert [a.quote for a in again.all_annotations()] == ["greedy"]


def test_a_change_of_the_key_alone_leaves_the_texts_of_before(ports, draft):
    before = published_before(ports, draft)
    less = replace(before, key=AnswerKey(before.key.annotations[1:]))
    made = publish(ports, less, SEAL)
    assert made.lesson == before.lesson
    assert made.draft.key.annotations == before.key.annotations[1:]


def test_a_headline_that_begins_like_its_text_takes_no_key_from_it(draft):
    twin = sample_lesson.article("bugle", "Greedy canteens are greedy. Greedy canteens pay.")
    twin = replace(twin, headline="Greedy canteens are everywhere")
    word = replace(draft.key.annotations[1], span=Span(0, 6), quote="Greedy")
    lesson = replace(draft.lesson, articles=(twin, draft.lesson.articles[1]))
    made = with_headlines(replace(draft, lesson=lesson, key=AnswerKey((word,))))
    assert made.draft.key.annotations[0].span == Span(len(twin.headline) + 1, 37)


def test_an_unscored_sentence_moves_with_a_file_of_the_next_version(ports):
    before = sample_lesson.lesson()
    sentence = UnscoredSentence(ArticleId("bugle"), before.articles[0].sentences[-1])
    install_lesson(ports, before, replace(sample_lesson.key(), unscored=(sentence,)))
    newer = replace(sample_lesson.headed_lesson(), version=2)
    install_lesson(ports, newer)
    with ports.store.reading() as unit:
        [moved] = unit.lessons.find_key(newer.id).unscored
    assert moved.span == newer.articles[0].sentences[-1]
