"""Hand-ins on an earlier version are collected, and no earlier version comes back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.identifiers import ArticleId, QuestionId
from annotator.domain.lessons import Lesson
from annotator.services.collecting import CollectStatus, collect_hand_ins
from annotator.services.grading import grade_class
from annotator.services.lessons import install_lesson, open_lesson
from annotator.services.ports import Ports, StoredHandIn
from annotator.services.signing_in import sign_in
from annotator.session.reading import ReadingSession
from tests.fakes import sample_lesson
from tests.fakes.ports import MemoryFiles, make_ports
from tests.fakes.sample_lesson import LOADED

LESSON = sample_lesson.lesson()
KEY = sample_lesson.key()
DROP = Path("drop")


def corrected(old: str = "cruel", new: str = "stern", version: int = 2) -> Lesson:
    """Return a later version in which one word of the Bugle is another."""
    bugle, *others = LESSON.articles
    body = bugle.body.replace(old, new)
    assert body != bugle.body
    changed = sample_lesson.article(bugle.id, body, bugle.outlet)
    return replace(LESSON, version=version, articles=(changed, *others))


@pytest.fixture
def files() -> MemoryFiles:
    return MemoryFiles()


@pytest.fixture
def teacher(files: MemoryFiles) -> Ports:
    """A teacher who published version 2 after version 1 was handed out and worked on."""
    made = make_ports(files=files)
    install_lesson(made, LESSON, KEY)
    student = make_ports(files=files)
    install_lesson(student, LESSON)
    session = ReadingSession(student, LESSON, sign_in(student, "Ana"))
    for quote in ("slapped", "cruel", "greedy"):
        span = sample_lesson.span_of(LESSON, "bugle", quote)
        session.highlight(ArticleId("bugle"), LOADED, span)
    session.answer(QuestionId("agree"), "The price.")
    session.hand_in(DROP)
    install_lesson(made, corrected())
    return made


def collect(ports: Ports):
    (entry,) = collect_hand_ins(ports, open_lesson(ports, LESSON.id), DROP).entries
    return entry


def test_a_hand_in_on_an_earlier_version_is_collected_and_scored_on_todays(teacher: Ports) -> None:
    entry = collect(teacher)
    assert entry.status is CollectStatus.NEW
    assert entry.fit.made_on == 1
    assert entry.message == (
        "Attempt 1 collected. Made on version 1; it is scored on version 2. "
        "Without a place there, kept but not scored: 1 of 3 annotations (“cruel”)."
    )
    (graded,) = grade_class(teacher, LESSON.id).graded
    body = corrected().articles[0].body
    assert [a.span.of(body) for a in graded.hand_in.annotations] == ["greedy", "slapped"]
    assert [a.quote for a in graded.unplaced] == ["cruel"]
    assert graded.score.points > 0
    assert open_lesson(teacher, LESSON.id) == corrected()
    assert collect(teacher).status is CollectStatus.ALREADY


def test_where_everything_has_its_place_that_is_said_too(
    teacher: Ports, files: MemoryFiles
) -> None:
    install_lesson(teacher, corrected("Everyone knows", "Everybody knows", version=3))
    assert collect(teacher).fit.told == (
        "Made on version 1; it is scored on version 3. Everything in it has its place there."
    )


def test_what_names_a_category_or_question_of_an_earlier_version_is_collected(
    teacher: Ports,
) -> None:
    scheme = LESSON.scheme
    fewer = replace(scheme, categories=tuple(c for c in scheme.categories if c.id != LOADED))
    newest = replace(corrected(version=3), scheme=fewer, questions=(), criteria=(), weights={})
    install_lesson(teacher, newest, replace(KEY, annotations=()))
    entry = collect(teacher)
    assert entry.status is CollectStatus.NEW
    assert (len(entry.fit.unplaced), entry.fit.lost_answers) == (3, 1)
    assert "1 answer" in entry.message
    (graded,) = grade_class(teacher, LESSON.id).graded
    assert graded.hand_in.annotations == ()


@pytest.mark.parametrize(
    "changes, words",
    [
        ({"lesson_version": 3}, "made on version 3 of the lesson, and here is version 2"),
        ({"article_hashes": {}}, "does not say on which texts"),
        ({"article_hashes": {ArticleId("bugle"): "0" * 64}}, "no version of the lesson"),
    ],
)
def test_a_text_that_was_never_here_is_refused(teacher: Ports, files, changes, words) -> None:
    ((path, stored),) = files.files.items()
    files.files[path] = StoredHandIn(replace(stored.hand_in, **changes), "other")
    entry = collect(teacher)
    assert entry.status is CollectStatus.CHANGED_ARTICLE
    assert words in entry.message
    assert open_lesson(teacher, LESSON.id) == corrected()


def test_a_quotation_is_checked_in_the_text_that_it_was_made_on(teacher: Ports, files) -> None:
    ((path, stored),) = files.files.items()
    first, *others = stored.hand_in.annotations
    forged = replace(first, anchor=replace(first.anchor, exact="kind"))
    made = replace(stored.hand_in, annotations=(forged, *others))
    files.files[path] = StoredHandIn(made, "other")
    assert "does not stand where" in collect(teacher).message


# -- no way back -------------------------------------------------------------------------------


@pytest.mark.parametrize("seal", [b"", b"t" * 32])
def test_an_earlier_version_never_replaces_a_later_one(seal: bytes) -> None:
    ports = make_ports()
    newer = replace(corrected(), public_key=b"t" * 32)
    install_lesson(ports, newer, KEY)
    offered = replace(LESSON, public_key=seal)
    made = install_lesson(ports, offered, KEY, own_seal=b"t" * 32, is_source=not seal)
    assert (made.lesson, made.older) == (newer, 1)
    assert made.news == (
        "The file has version 1. Version 2 is here, and it stays, with all work on it."
    )
    assert open_lesson(ports, LESSON.id) == newer


def test_an_equal_version_and_a_teachers_first_seal_still_come_in() -> None:
    ports = make_ports()
    install_lesson(ports, corrected())
    sealed = replace(LESSON, public_key=b"t" * 32)
    assert install_lesson(ports, sealed).older == 0
    assert open_lesson(ports, LESSON.id) == sealed
    other = replace(sealed, title="Another title")
    install_lesson(ports, other)
    assert open_lesson(ports, LESSON.id) == other
