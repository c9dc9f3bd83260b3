"""Work on a lesson whose texts change: moved with its words, or kept aside and listed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.anchors import QuoteAnchor, anchor_of
from annotator.domain.annotating import Remove
from annotator.domain.annotations import Annotation, Link, LinkEnd
from annotator.domain.errors import AnotherTeacher, NotAllowed
from annotator.domain.grading_session import Grader
from annotator.domain.hand_ins import HandIn
from annotator.domain.history import Change
from annotator.domain.identifiers import (
    TEACHER,
    AnnotationId,
    ArticleId,
    AuthorId,
    CategoryId,
    KeyId,
    LinkId,
)
from annotator.domain.keys import AnswerKey
from annotator.domain.lessons import Lesson
from annotator.domain.spans import Span
from annotator.services.collecting import collect_hand_ins
from annotator.services.grading import grade_class
from annotator.services.history import record_edit
from annotator.services.lessons import install_lesson, list_lessons
from annotator.services.ports import Ports
from annotator.services.reanchoring import carried_over, find_again, placed, stands
from annotator.services.signing_in import sign_in
from annotator.session.grading import GradingSession
from annotator.session.reading import ReadingSession
from tests.fakes import sample_lesson
from tests.fakes.memory_store import MemoryStore
from tests.fakes.ports import MemoryFiles, make_ports
from tests.fakes.sample_lesson import BUGLE, CLAIM, LOADED, OPINION

LESSON = sample_lesson.lesson()
KEY = sample_lesson.key()
DROP = Path("drop")
NEWER = "Correction: a figure was wrong. " + BUGLE.replace("cruel ", "").replace("2.40", "2.60")


def corrected(body: str = NEWER, **changes: object) -> Lesson:
    """Return version 2 of the lesson, with another text of its first article."""
    first = sample_lesson.article("bugle", body)
    made = replace(LESSON, version=2, articles=(first, *LESSON.articles[1:]))
    return replace(made, **changes)  # type: ignore[arg-type]


# -- one quotation -----------------------------------------------------------------------------


def place(old: str, quote: str, new: str) -> str | None:
    """Return what stands around the place where a quotation of `old` is found in `new`."""
    start = old.index(quote)
    found = find_again(new, anchor_of(old, Span(start, start + len(quote))))
    return None if found is None else new[max(0, found.span.start - 6) : found.span.end]


def test_a_quotation_is_found_by_its_words_and_their_neighbours() -> None:
    old = "The mayor was furious. Later the mayor was calm, the paper says."
    assert place(old, "furious", "New: " + old) == "r was furious"
    assert place(old, "calm", old.replace("Later", "Afterwards")) == "r was calm"
    assert place(old, "Later", old.replace("furious", "angry")) == "ngry. Later"


def test_a_quotation_that_is_not_sure_is_not_found() -> None:
    old = "The mayor was furious. Later the mayor was calm, the paper says."
    assert place(old, "furious", "Nobody at all knows why: furious cats.") is None
    assert place(old, "furious", old.replace("furious", "angry")) is None
    assert place("one war only", "war", "one warm only") is None
    assert find_again("a b a b", QuoteAnchor("a")) is None
    assert find_again("a b", QuoteAnchor("")) is None


@given(st.text("ab 😀é.", min_size=12), st.data())
def test_what_did_not_change_is_found_where_it_went(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    shift = data.draw(st.text("xyz ", max_size=9))
    found = find_again(shift + text, anchor_of(text, span))
    if found is not None:
        assert found.span.of(shift + text) == span.of(text)
    assert stands(text, span, anchor_of(text, span))


def test_thousands_of_annotations_are_carried_over_in_little_time() -> None:
    body = " ".join(f"{'abcdef'[number % 6]} {number}" for number in range(18_000))
    old, new = corrected(body), corrected("A longer start. " + body)
    starts = range(0, len(body) - 40, len(body) // 2_000)
    made = [_annotation(old, number, Span(at, at + 1 + at % 9)) for number, at in enumerate(starts)]
    seconds = -process_time()
    carried = carried_over(new, made)
    seconds += process_time()
    assert len(placed(new, carried)[0]) == len(made)
    assert seconds < 5


@pytest.mark.parametrize("weaker_first", [True, False])
def test_of_two_with_the_same_words_the_better_evidence_wins(weaker_first: bool) -> None:
    old = corrected(
        "Nobody saw the mayor, angry as never. Later we saw the mayor, angry again then."
    )
    new = corrected("Later we saw the mayor, angry again then. That is all of it, they say.")
    body = old.article("bugle").body
    first = body.index("angry")
    weak, strong = (
        _annotation(old, number, Span(at, at + len("angry")))
        for number, at in enumerate((first, body.index("angry", first + 1)))
    )
    order = (weak, strong) if weaker_first else (strong, weak)
    carried = {a.id: a for a in carried_over(new, order)}
    assert carried[strong.id].span == Span(24, 29)
    assert carried[weak.id] == weak, "its words went to the other one"


def _annotation(lesson: Lesson, number: int, span: Span) -> Annotation:
    return Annotation(
        AnnotationId(f"a{number}"),
        ArticleId("bugle"),
        LOADED,
        span,
        anchor_of(lesson.articles[0].body, span),
        AuthorId("ana"),
        datetime(2026, 5, 4, tzinfo=UTC),
    )


# -- a room of students ------------------------------------------------------------------------


@pytest.fixture
def files() -> MemoryFiles:
    return MemoryFiles()


@pytest.fixture
def ports(files: MemoryFiles) -> Ports:
    made = make_ports(files=files)
    install_lesson(made, LESSON)
    return made


def session_of(ports: Ports, lesson: Lesson, name: str = "Ana") -> ReadingSession:
    return ReadingSession(ports, lesson, sign_in(ports, name))


def highlighted(ports: Ports, *quotes: str, name: str = "Ana") -> ReadingSession:
    session = session_of(ports, LESSON, name)
    for quote in quotes:
        span = sample_lesson.span_of(LESSON, "bugle", quote)
        session.highlight(ArticleId("bugle"), LOADED, span)
    return session


def quotes_of(session: ReadingSession) -> list[str]:
    """Return the words that stand under each annotation now."""
    bodies = {article.id: article.body for article in session.lesson.articles}
    return [a.span.of(bodies[a.article_id]) for a in session.all_annotations()]


def test_annotations_move_with_their_words_and_the_lost_are_kept_and_listed(ports: Ports) -> None:
    highlighted(ports, "slapped", "cruel", "robbery")
    highlighted(ports, "greedy", name="Ben")
    installed = install_lesson(ports, corrected())
    assert (installed.moved, installed.unplaced) == (3, 1)
    assert "3 annotations" in installed.news
    ana = session_of(ports, corrected())
    assert quotes_of(ana) == ["slapped", "robbery"]
    assert [a.quote for a in ana.unplaced] == ["cruel"]
    assert quotes_of(session_of(ports, corrected(), "Ben")) == ["greedy"]
    (entry,) = list_lessons(ports, ana.student)
    assert entry.progress.annotations == 2


def test_what_had_no_place_comes_back_with_its_words(ports: Ports) -> None:
    before = highlighted(ports, "slapped", "cruel", "robbery").all_annotations()
    install_lesson(ports, corrected())
    install_lesson(ports, replace(LESSON, version=3))
    again = session_of(ports, replace(LESSON, version=3))
    assert again.all_annotations() == before
    assert again.unplaced == ()


def test_undo_and_redo_put_what_was_made_before_where_it_stands_now(ports: Ports) -> None:
    session = highlighted(ports, "slapped", "robbery", "cruel")
    gone = tuple(a.id for a in session.all_annotations() if a.quote == "robbery")
    session.do(Remove(gone))
    install_lesson(ports, corrected())
    session = session_of(ports, corrected())
    session.undo()
    assert quotes_of(session) == ["slapped", "robbery"]
    session.undo()
    session.undo()
    session.undo()
    assert quotes_of(session) == []
    assert session.unplaced == ()
    for _ in range(4):
        session.redo()
    assert quotes_of(session) == ["slapped"]
    assert [a.quote for a in session.unplaced] == ["cruel"]
    assert quotes_of(session_of(ports, corrected())) == ["slapped"]


def test_two_annotations_never_end_on_the_same_words(ports: Ports) -> None:
    body = "It was a big day for the town and for its band. He spoke of a big plan to all."
    old = corrected(body, version=2)
    install_lesson(ports, old)
    session = session_of(ports, old)
    for start in (body.index("big"), body.rindex("big")):
        session.highlight(ArticleId("bugle"), LOADED, Span(start, start + 3))
    new = corrected("Indeed: he spoke of a big plan to all.", version=3)
    assert install_lesson(ports, new).unplaced == 1
    assert quotes_of(session_of(ports, new)) == ["big"]


def test_links_move_with_their_words_or_wait(ports: Ports) -> None:
    session = session_of(ports, LESSON)

    def end(article_id: str, quote: str) -> LinkEnd:
        span = sample_lesson.span_of(LESSON, article_id, quote)
        return LinkEnd(
            ArticleId(article_id), span, anchor_of(LESSON.article(article_id).body, span)
        )

    for number, quote in enumerate(("slapped", "cruel")):
        ends = (end("bugle", quote), end("record", "raised"))
        link = Link(LinkId(f"link-{number}"), session.student.id, ends)
        record_edit(ports, session.workspace, "link", [Change(None, link)])
    install_lesson(ports, corrected())
    receipt = session_of(ports, corrected()).hand_in(DROP)
    (link,) = receipt.hand_in.links
    assert link.ends[0].span.of(corrected().articles[0].body) == "slapped"


def test_only_what_has_a_place_is_handed_in_and_the_receipt_says_so(
    ports: Ports, files: MemoryFiles
) -> None:
    highlighted(ports, "slapped", "cruel")
    install_lesson(ports, corrected())
    receipt = session_of(ports, corrected()).hand_in(DROP)
    assert [a.quote for a in receipt.hand_in.annotations] == ["slapped"]
    assert [a.quote for a in receipt.left_out] == ["cruel"]
    assert collect_hand_ins(ports, corrected(), DROP).troubles == ()


def test_a_lesson_that_was_replaced_while_open_is_not_handed_in(ports: Ports) -> None:
    session = highlighted(ports, "slapped")
    install_lesson(ports, corrected())
    with pytest.raises(NotAllowed, match="kept here"):
        session.hand_in(DROP)


def test_a_category_that_is_gone_keeps_its_annotations_aside(ports: Ports) -> None:
    span = sample_lesson.span_of(LESSON, "bugle", "slapped")
    anchor = anchor_of(LESSON.articles[0].body, span)
    session = session_of(ports, LESSON)
    odd = Annotation(
        "odd",
        ArticleId("bugle"),
        CategoryId("ghost"),
        span,
        anchor,
        session.student.id,
        ports.now(),
    )  # type: ignore[arg-type]
    record_edit(ports, session.workspace, "odd", [Change(None, odd)])
    again = session_of(ports, LESSON)
    assert (again.all_annotations(), again.unplaced) == ((), (odd,))


# -- a teacher ---------------------------------------------------------------------------------


@pytest.fixture
def teacher(files: MemoryFiles) -> Ports:
    made = make_ports(files=files)
    install_lesson(made, LESSON, KEY)
    student = make_ports(files=files)
    install_lesson(student, LESSON)
    highlighted(student, "slapped", "cruel", "greedy", "Everyone knows").hand_in(DROP)
    collect_hand_ins(made, LESSON, DROP)
    return made


def test_hand_ins_on_an_earlier_text_are_scored_on_their_words(teacher: Ports) -> None:
    (before,) = grade_class(teacher, LESSON.id).graded
    install_lesson(teacher, corrected())
    grades = grade_class(teacher, LESSON.id)
    (after,) = grades.graded
    body = corrected().articles[0].body
    assert [a.span.of(body) for a in after.hand_in.annotations] == [
        a.quote for a in before.hand_in.annotations if a.quote != "cruel"
    ]
    assert [a.quote for a in after.unplaced] == ["cruel"]
    assert [k.quote for k in grades.unplaced] == [
        "cruel",
        "Soup costs 2.40 euros, the price list says.",
    ]
    assert all(k.span.of(body) == k.quote for k in grades.key.for_article(ArticleId("bugle")))
    earned = {c.key.quote: c.credit for a in after.score.articles for c in a.text.credits}
    assert earned["slapped"] == earned["greedy"] == 1


def accept_for_all(grading: GradingSession, made: HandIn, quote: str) -> None:
    group = grading.group_of(next(a.id for a in made.annotations if a.quote == quote))
    assert group is not None
    assert grading.accept_for_all(group)


def test_what_the_teacher_decided_survives_a_corrected_key(teacher: Ports) -> None:
    (entry,) = grade_class(teacher, LESSON.id).graded
    missed = next(k for k in KEY.annotations if k.category_id == CLAIM)
    grading = GradingSession(teacher, LESSON.id, Grader(TEACHER, "ada"))
    grading.override(entry.hand_in.id, missed.id, 1.0)
    accept_for_all(grading, entry.hand_in, "Everyone knows")
    body = NEWER.replace("slapped", "put")
    newer = corrected(body)
    kept = [k for k in KEY.annotations if k.article_id == "bugle" and k.quote in body]
    starts = [body.index(k.quote) for k in kept]
    moved = [
        replace(k, span=Span(start, start + len(k.quote)), id=KeyId(f"new-{start}-{k.category_id}"))
        for k, start in zip(kept, starts, strict=True)
    ]
    key = AnswerKey(tuple(moved))
    install_lesson(teacher, newer, key)
    grades = grade_class(teacher, LESSON.id)
    (after,) = grades.graded
    earned = {c.key.id: c.credit for a in after.score.articles for c in a.text.credits}
    assert earned[missed.id] == 1
    assert "Everyone knows" in [k.quote for k in grades.key.annotations]
    writes = store_of(teacher).writes
    install_lesson(teacher, newer, key)
    assert store_of(teacher).writes == writes


def test_an_equal_key_again_keeps_what_was_accepted_for_all(teacher: Ports) -> None:
    (entry,) = grade_class(teacher, LESSON.id).graded
    grading = GradingSession(teacher, LESSON.id, Grader(TEACHER, "ada"))
    accept_for_all(grading, entry.hand_in, "Everyone knows")
    key = grade_class(teacher, LESSON.id).key
    writes = store_of(teacher).writes
    install_lesson(teacher, LESSON, KEY)
    assert grade_class(teacher, LESSON.id).key == key
    assert store_of(teacher).writes == writes


def store_of(ports: Ports) -> MemoryStore:
    assert isinstance(ports.store, MemoryStore)
    return ports.store


def test_another_teachers_lesson_does_not_take_the_place_of_ones_own(teacher: Ports) -> None:
    mine, theirs = replace(LESSON, public_key=b"m" * 32), replace(LESSON, public_key=b"t" * 32)
    install_lesson(teacher, mine, KEY)
    with pytest.raises(NotAllowed, match="another teacher's"):
        install_lesson(teacher, theirs, own_seal=b"m" * 32)
    assert grade_class(teacher, LESSON.id).lesson == mine


@pytest.mark.parametrize("seal", [b"b" * 32, b""], ids=["another key", "no key"])
@pytest.mark.parametrize("own_seal", [b"", b"a" * 32, b"o" * 32])
def test_a_strangers_file_does_not_take_the_place_of_a_sealed_lesson(
    ports: Ports, seal: bytes, own_seal: bytes
) -> None:
    sealed = replace(LESSON, public_key=b"a" * 32)
    install_lesson(ports, sealed)
    highlighted(ports, "slapped")
    theirs = replace(corrected(), public_key=seal)
    with pytest.raises(NotAllowed, match=r"was not used|Nothing was changed"):
        install_lesson(ports, theirs, own_seal=own_seal)
    with ports.store.reading() as unit:
        assert unit.lessons.find(LESSON.id) == sealed
    assert quotes_of(session_of(ports, LESSON)) == ["slapped"]


def test_another_teachers_file_is_used_where_somebody_was_asked(ports: Ports) -> None:
    install_lesson(ports, replace(LESSON, public_key=b"a" * 32))
    theirs = replace(LESSON, public_key=b"b" * 32)
    highlighted(ports, "slapped")
    with pytest.raises(AnotherTeacher):
        install_lesson(ports, theirs)
    assert install_lesson(ports, theirs, accepts_teacher=True).lesson == theirs
    assert quotes_of(session_of(ports, LESSON)) == ["slapped"]
    # Nobody is asked about a file that names no teacher, or in the place of one's own lesson.
    with pytest.raises(NotAllowed):
        install_lesson(ports, replace(corrected(), public_key=b""), accepts_teacher=True)
    stranger = replace(LESSON, public_key=b"c" * 32)
    with pytest.raises(NotAllowed):
        install_lesson(ports, stranger, own_seal=b"b" * 32, accepts_teacher=True)


def test_a_teachers_own_folder_keeps_the_seal_when_its_texts_change(ports: Ports) -> None:
    install_lesson(ports, replace(LESSON, public_key=b"m" * 32))
    changed = install_lesson(ports, corrected(), own_seal=b"m" * 32, is_source=True).lesson
    assert changed == replace(corrected(), public_key=b"m" * 32)
    with pytest.raises(NotAllowed):
        install_lesson(ports, LESSON, own_seal=b"o" * 32, is_source=True)


def test_a_teacher_may_seal_what_was_another_teachers(ports: Ports) -> None:
    install_lesson(ports, replace(LESSON, public_key=b"a" * 32))
    mine = replace(LESSON, public_key=b"m" * 32)
    assert install_lesson(ports, mine, own_seal=b"m" * 32).lesson == mine


def test_a_folder_does_not_take_the_seal_from_a_packed_lesson(ports: Ports) -> None:
    sealed = replace(LESSON, public_key=b"a" * 32)
    install_lesson(ports, sealed)
    assert install_lesson(ports, LESSON, KEY).lesson == sealed
    with ports.store.reading() as unit:
        assert unit.lessons.find(LESSON.id) == sealed


def test_a_sentence_label_moves_with_its_sentence(ports: Ports) -> None:
    session = session_of(ports, LESSON)
    span = sample_lesson.span_of(LESSON, "bugle", "Everyone knows it will only get worse.")
    session.highlight(ArticleId("bugle"), OPINION, span)
    install_lesson(ports, corrected())
    moved = session_of(ports, corrected())
    (label,) = moved.all_annotations()
    assert label.span in corrected().articles[0].sentences
