"""Collecting, grading and printing a class, and the class that plays itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.annotations import Link, LinkEnd
from annotator.domain.errors import NotAllowed, UnknownThing
from annotator.domain.grading_session import Grader
from annotator.domain.hand_ins import HandIn
from annotator.domain.identifiers import (
    TEACHER,
    ArticleId,
    CategoryId,
    HandInId,
    LessonId,
    LinkId,
    QuestionId,
)
from annotator.services.collecting import CollectStatus, collect_hand_ins
from annotator.services.demo_class import play_class, play_teacher
from annotator.services.grading import (
    ClassGrades,
    GradedHandIn,
    grade_class,
)
from annotator.services.lessons import install_lesson, list_lessons, open_lesson
from annotator.services.ports import Ports, StoredHandIn
from annotator.services.printing import print_worksheets
from annotator.services.signing_in import sign_in
from annotator.session.grading import GradingSession
from annotator.session.reading import ReadingSession
from tests.fakes import sample_lesson
from tests.fakes.memory_store import MemoryHandIns
from tests.fakes.ports import MemoryFiles, make_ports
from tests.fakes.sample_lesson import LOADED

ME = Grader(TEACHER, "ada")
LESSON = sample_lesson.lesson()
KEY = sample_lesson.key()
DROP = Path("drop")


@pytest.fixture
def files() -> MemoryFiles:
    return MemoryFiles()


@pytest.fixture
def ports(files: MemoryFiles) -> Ports:
    made = make_ports(files=files)
    install_lesson(made, LESSON, KEY)
    return made


def student_works(files: MemoryFiles, name: str, *quotes: str) -> HandIn:
    """Let a student on a machine of their own highlight, answer and hand in."""
    machine = make_ports(files=files)
    machine = replace(machine, new_id=lambda ids=machine.new_id: f"{len(files.files)}-{ids()}")
    session = ReadingSession(machine, LESSON, sign_in(machine, name))
    for quote in quotes:
        session.highlight(ArticleId("bugle"), LOADED, sample_lesson.span_of(LESSON, "bugle", quote))
    session.answer(QuestionId("agree"), "The price.")
    return session.hand_in(DROP).hand_in


def test_collecting_a_folder_twice_changes_nothing(ports: Ports, files: MemoryFiles) -> None:
    student_works(files, "Ana", "cruel")
    student_works(files, "Ben", "slapped")
    first = collect_hand_ins(ports, LESSON, DROP)
    grades = grade_class(ports, LESSON.id)
    second = collect_hand_ins(ports, LESSON, DROP)
    assert first.count(CollectStatus.NEW) == 2
    assert second.count(CollectStatus.ALREADY) == 2
    assert grade_class(ports, LESSON.id) == grades


def test_one_bad_file_does_not_stop_the_others(ports: Ports, files: MemoryFiles) -> None:
    files.files[DROP / "0-broken.handin"] = None
    student_works(files, "Ana", "cruel")
    report = collect_hand_ins(ports, LESSON, DROP)
    assert [entry.status for entry in report.entries] == [
        CollectStatus.UNREADABLE,
        CollectStatus.NEW,
    ]
    assert "damaged" in report.troubles[0].message


def altered(files: MemoryFiles, hand_in: HandIn, **changes: object) -> None:
    """Put an altered copy of a hand-in into the folder."""
    other = replace(hand_in, id=HandInId("altered"), **changes)  # type: ignore[arg-type]
    files.files[DROP / "altered.handin"] = StoredHandIn(other, digest="other")


def test_another_lesson_a_changed_article_and_a_false_quote_are_named(
    ports: Ports, files: MemoryFiles
) -> None:
    hand_in = student_works(files, "Ana", "cruel")
    annotation = hand_in.annotations[0]
    wrong_quote = replace(annotation, anchor=replace(annotation.anchor, exact="kind"))
    end = LinkEnd(ArticleId("ghost"), annotation.span, annotation.anchor)
    false_link = Link(LinkId("link"), annotation.author_id, (end,))
    cases = (
        ({"lesson_id": LessonId("other")}, CollectStatus.WRONG_LESSON, "belongs to the lesson"),
        (
            {"article_hashes": {**hand_in.article_hashes, ArticleId("bugle"): "0" * 64}},
            CollectStatus.CHANGED_ARTICLE,
            "no version of the lesson on this machine",
        ),
        ({"annotations": (wrong_quote,)}, CollectStatus.CHANGED_ARTICLE, "does not stand where"),
        ({"links": (false_link,)}, CollectStatus.CHANGED_ARTICLE, "does not stand where"),
        (
            {"annotations": (replace(annotation, category_id=CategoryId("ghost")),)},
            CollectStatus.CHANGED_ARTICLE,
            "names “ghost”",
        ),
        (
            {"answers": (replace(hand_in.answers[0], question_id=QuestionId("ghost")),)},
            CollectStatus.CHANGED_ARTICLE,
            "names “ghost”",
        ),
    )
    for changes, status, words in cases:
        altered(files, hand_in, **changes)
        report = collect_hand_ins(ports, LESSON, DROP)
        entry = next(e for e in report.entries if e.path.name == "altered.handin")
        assert entry.status is status
        assert words in entry.message
    assert len(grade_class(ports, LESSON.id).graded) == 1


def test_what_the_store_refuses_does_not_stop_the_others(
    ports: Ports, files: MemoryFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = student_works(files, "Ana", "cruel")
    student_works(files, "Ben", "slapped")
    put = MemoryHandIns.put

    def put_all_but_one(hand_ins: MemoryHandIns, stored: StoredHandIn) -> None:
        if stored.hand_in.id == refused.id:
            raise NotAllowed("It was left out.")
        put(hand_ins, stored)

    monkeypatch.setattr(MemoryHandIns, "put", put_all_but_one)
    report = collect_hand_ins(ports, LESSON, DROP)
    assert [entry.status for entry in report.entries] == [CollectStatus.REFUSED, CollectStatus.NEW]
    assert report.troubles[0].message == "It was left out."


def test_the_same_number_with_other_content_is_a_conflict(ports: Ports, files: MemoryFiles) -> None:
    hand_in = student_works(files, "Ana", "cruel")
    collect_hand_ins(ports, LESSON, DROP)
    forged = replace(hand_in, student_name="Eve")
    files.files[DROP / "forged.handin"] = StoredHandIn(forged, digest="forged")
    report = collect_hand_ins(ports, LESSON, DROP)
    assert report.count(CollectStatus.CONFLICT) == 1
    assert [g.hand_in.student_name for g in grade_class(ports, LESSON.id).graded] == ["Ana"]


def test_a_hand_in_made_on_this_machine_can_be_collected_here(files: MemoryFiles) -> None:
    ports = make_ports(files=files)
    install_lesson(ports, LESSON, KEY)
    session = ReadingSession(ports, LESSON, sign_in(ports, "Ana"))
    session.highlight(ArticleId("bugle"), LOADED, sample_lesson.span_of(LESSON, "bugle", "greedy"))
    session.hand_in(DROP)
    assert grade_class(ports, LESSON.id).graded == ()
    assert collect_hand_ins(ports, LESSON, DROP).count(CollectStatus.NEW) == 1
    assert len(grade_class(ports, LESSON.id).graded) == 1


def only(ports: Ports) -> GradedHandIn:
    (graded,) = grade_class(ports, LESSON.id).graded
    return graded


def test_the_newest_attempt_counts_and_all_are_kept(ports: Ports, files: MemoryFiles) -> None:
    machine = make_ports(files=files)
    session = ReadingSession(machine, LESSON, sign_in(machine, "Ana"))
    session.hand_in(DROP)
    session.highlight(ArticleId("bugle"), LOADED, sample_lesson.span_of(LESSON, "bugle", "greedy"))
    session.hand_in(DROP)
    collect_hand_ins(ports, LESSON, DROP)
    graded = only(ports)
    assert (graded.hand_in.attempt, graded.attempts) == (2, 2)
    assert graded.score.points == 1


def test_without_a_key_grading_says_so(ports: Ports) -> None:
    install_lesson(ports, replace(LESSON, id=LessonId("keyless")))
    with pytest.raises(UnknownThing, match="no answer key"):
        grade_class(ports, LessonId("keyless"))
    with pytest.raises(UnknownThing, match="no lesson"):
        grade_class(ports, LessonId("nothing"))


def test_an_override_wins_and_survives_rescoring(ports: Ports, files: MemoryFiles) -> None:
    student_works(files, "Ana")
    collect_hand_ins(ports, LESSON, DROP)
    graded = only(ports)
    missed = graded.score.articles[0].text.credits[0].key
    grading = GradingSession(ports, LESSON.id, ME)
    grading.override(graded.hand_in.id, missed.id, 1.0, "Said it aloud.")
    assert only(ports).score.points == graded.score.points + missed.weight
    with pytest.raises(NotAllowed, match="between 0 and 1"):
        grading.override(graded.hand_in.id, missed.id, 1.5)


def test_accept_for_all_adds_to_the_key_and_rescores_everyone(
    ports: Ports, files: MemoryFiles
) -> None:
    student_works(files, "Ana", "Everyone knows")
    student_works(files, "Ben", "Everyone knows", "slapped")
    collect_hand_ins(ports, LESSON, DROP)
    before = grade_class(ports, LESSON.id)
    grading = GradingSession(ports, LESSON.id, ME)
    (group,) = grading.groups
    assert grading.accept_for_all(group)
    after = grade_class(ports, LESSON.id)
    gained = [
        b.score.points - a.score.points for a, b in zip(before.graded, after.graded, strict=True)
    ]
    assert gained == [1, 1]
    assert len(after.key.annotations) == len(before.key.annotations) + 1
    assert not grading.accept_for_all(group)
    assert grade_class(ports, LESSON.id).key == after.key


def test_rubric_points_outside_the_criterion_are_refused(ports: Ports, files: MemoryFiles) -> None:
    student_works(files, "Ana")
    collect_hand_ins(ports, LESSON, DROP)
    graded = only(ports)
    criterion = LESSON.criteria[0]
    assert graded.score.ungraded == (criterion,)
    grading = GradingSession(ports, LESSON.id, Grader(TEACHER, "ada"))
    grading.give_points(graded.hand_in.id, criterion.id, 4)
    assert only(ports).score.rubric_points == 4
    with pytest.raises(NotAllowed, match="0 to 4"):
        grading.give_points(graded.hand_in.id, criterion.id, 5)


def test_worksheets_of_names_that_look_alike_do_not_overwrite_each_other(
    ports: Ports, files: MemoryFiles, tmp_path: Path
) -> None:
    for name in ("A/B", "A:B", "..", "Ünal"):
        student_works(files, name)
    collect_hand_ins(ports, LESSON, DROP)
    grades = grade_class(ports, LESSON.id)

    def write(graded: GradedHandIn, path: Path) -> None:
        path.write_text(graded.hand_in.student_name, encoding="utf-8")

    written = print_worksheets(grades, write, tmp_path / "out")
    assert len(set(written)) == 4
    assert {path.parent for path in written} == {tmp_path / "out"}
    assert {path.read_text(encoding="utf-8") for path in written} == {"A/B", "A:B", "..", "Ünal"}
    with pytest.raises(UnknownThing, match="Nothing was printed"):
        print_worksheets(grades, write, tmp_path, student="Nobody")


def played(seed: int) -> ClassGrades:
    files = MemoryFiles()
    ports = make_ports(files=files)
    install_lesson(ports, LESSON, KEY)
    play_class(ports, LESSON, KEY, DROP, students=6, seed=seed)
    collect_hand_ins(ports, LESSON, DROP)
    play_teacher(ports, LESSON, seed)
    return grade_class(ports, LESSON.id)


def test_the_same_seed_plays_the_same_class() -> None:
    assert played(7) == played(7)
    assert [g.score.total for g in played(7).graded] != [g.score.total for g in played(8).graded]


def test_played_students_differ_in_skill_and_have_codes_for_names() -> None:
    grades = played(7)
    assert [g.hand_in.student_name for g in grades.graded] == [f"7B-{n:02}" for n in range(1, 7)]
    totals = {g.score.total for g in grades.graded}
    assert len(totals) > 3
    assert all(not g.score.ungraded for g in grades.graded)


def test_lessons_are_listed_with_what_was_open_last_first(ports: Ports) -> None:
    install_lesson(ports, replace(LESSON, id=LessonId("z"), title="Zebra"))
    student = sign_in(ports, "Ana")
    assert [e.lesson.title for e in list_lessons(ports, student)] == ["Canteen prices", "Zebra"]
    session = ReadingSession(ports, open_lesson(ports, LessonId("z")), student)
    session.remember([ArticleId("bugle")], {})
    assert [e.lesson.title for e in list_lessons(ports, student)] == ["Zebra", "Canteen prices"]
    assert next(iter(list_lessons(ports, sign_in(ports, "Ben")))).lesson.title != "Zebra"


def test_installing_an_equal_lesson_again_writes_nothing(ports: Ports) -> None:
    store = ports.store
    before = store.writes  # type: ignore[attr-defined]
    install_lesson(ports, LESSON, KEY)
    install_lesson(ports, LESSON)
    assert store.writes == before  # type: ignore[attr-defined]
    install_lesson(ports, replace(LESSON, title="New title"))
    assert store.writes == before + 1  # type: ignore[attr-defined]


def test_opening_an_unknown_lesson_names_the_known(ports: Ports) -> None:
    with pytest.raises(UnknownThing, match="canteen"):
        open_lesson(ports, LessonId("nothing"))
