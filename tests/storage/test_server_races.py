"""Two teachers at once on a real PostgreSQL server: nobody's work is lost or told wrongly."""

from __future__ import annotations

import threading
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from annotator.domain.drafts import LessonDraft
from annotator.domain.errors import AnnotatorError, ChangedMeanwhile, NotAllowed, StorageTrouble
from annotator.domain.grading_session import (
    Grader,
    GradingPosition,
    GradingState,
    GradingStateChange,
    GradingStatus,
    RegradeRequest,
)
from annotator.domain.identifiers import AuthorId, DraftId, HandInId
from annotator.services.collecting import CollectStatus, collect_files
from annotator.services.comments import add_comment
from annotator.services.deciding import DecisionRequest
from annotator.services.grading_session import (
    answer_request,
    decide,
    let_go,
    move_to,
    read_grading,
    take_over,
)
from annotator.services.lessons import install_lesson
from annotator.session.drafting import DraftSession
from annotator.storage import engine
from annotator.storage.database import open_server
from tests.fakes.ports import MemoryFiles, make_ports
from tests.storage import samples

FIRST = HandInId("hand-in-1")
ANN, BO = Grader(AuthorId("teacher:Ann"), "Ann"), Grader(AuthorId("teacher:Bo"), "Bo")


@pytest.fixture
def two(url):
    """Two programs of two teachers on one server, with a lesson, its key and a hand-in."""
    with ExitStack() as closing:
        stores = [open_server(url), open_server(url)]
        for store in stores:
            closing.callback(store.close)
        with stores[0].writing() as unit:
            unit.lessons.put(samples.lesson())
            unit.lessons.put_key(samples.LESSON, samples.answer_key())
            unit.hand_ins.put(replace(samples.stored(1), collected_at=samples.NOON))
            unit.commit()
        yield tuple(
            replace(make_ports(store, MemoryFiles()), new_id=_numbers(letter))
            for store, letter in zip(stores, "ab", strict=True)
        )


def _numbers(letter):
    numbers = count(1)
    return lambda: f"{letter}{next(numbers)}"


def read_status(ports):
    with ports.store.reading() as unit:
        return unit.grading.statuses([FIRST])[FIRST]


def together(*works):
    """Do all of it at the same moment; return what each returned or raised."""
    start = threading.Barrier(len(works))
    results = [None] * len(works)

    def run(number, work):
        start.wait()
        try:
            results[number] = work()
        except AnnotatorError as trouble:
            results[number] = trouble

    threads = [threading.Thread(target=run, args=each) for each in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


# -- reading -----------------------------------------------------------------------------------


def test_a_reading_unit_sees_one_moment(two):
    mine, theirs = two
    with mine.store.reading() as unit:
        before = unit.grading.statuses([FIRST])
        with theirs.store.writing() as other:
            other.grading.put_state(FIRST, GradingState.GRADED)
            other.commit()
        assert unit.grading.statuses([FIRST]) == before
    with mine.store.reading() as unit:
        assert unit.grading.statuses([FIRST])[FIRST].state is GradingState.GRADED


def test_a_lesson_that_is_published_anew_is_read_whole(two):
    """The parts of a lesson are read one after the other, and a colleague publishes between."""
    mine, theirs = two

    def publish():
        for version in range(2, 22):
            title = samples.lesson(version=version, title=f"Version {version}")
            articles = (samples.article(body=f"Text {version}."), title.articles[1])
            install_lesson(theirs, replace(title, articles=articles))

    def read():
        found = []
        for _ in range(60):
            with mine.store.reading() as unit:
                found.append(unit.lessons.find(samples.LESSON))
        return found

    _, found = together(publish, read)
    torn = [
        each
        for each in found
        if each.version > 1 and each.articles[0].body != f"Text {each.version}."
    ]
    assert torn == []


def test_what_is_on_the_desk_is_as_old_as_its_revision(two, monkeypatch):
    """Else the next step of this grader would overwrite a colleague's that nobody has seen."""
    mine, theirs = two
    read = mine.store.reading

    @contextmanager
    def reading():
        with read() as unit:
            yield unit
        seen = read_status(theirs).revision
        with suppress(NotAllowed):
            decide(
                theirs,
                samples.LESSON,
                BO,
                "Credit",
                [DecisionRequest(samples.override())],
                {FIRST: seen},
            )

    monkeypatch.setattr(mine.store, "reading", reading)
    (entry,) = read_grading(mine, samples.LESSON, ANN).entries
    assert read_status(theirs).revision == 1
    assert (entry.status.revision, entry.graded.decisions.overrides) == (0, ())


# -- claims ------------------------------------------------------------------------------------


def test_letting_go_of_a_claim_leaves_a_colleagues_grade(two):
    mine, theirs = two
    place = GradingPosition(samples.LESSON, ANN.id, FIRST)

    def grade():
        status = take_over(theirs, FIRST, BO)
        for _ in range(20):  # Ann may come to it again in between
            mark = GradingStateChange(FIRST, GradingState.GRADED, flagged=True)
            try:
                return decide(
                    theirs,
                    samples.LESSON,
                    BO,
                    "Graded",
                    [DecisionRequest(mark)],
                    {FIRST: status.revision},
                )
            except AnnotatorError:
                status = take_over(theirs, FIRST, BO)
        raise AssertionError("never")

    for _ in range(15):
        with mine.store.writing() as unit:
            unit.grading.put_state(FIRST, GradingState.NOT_GRADED)
            unit.grading.put_flag(FIRST, flagged=False)
            unit.commit()
        move_to(mine, place, ANN)
        together(lambda: let_go(mine, FIRST, ANN), grade)
        with mine.store.reading() as unit:
            status = unit.grading.statuses([FIRST])[FIRST]
        assert (status.state, status.flagged) == (GradingState.GRADED, True)
        assert status.claimed_by == "Bo"


def test_each_part_of_a_status_is_written_alone(two):
    """What one program read a while ago it does not write back with what it changes."""
    mine, theirs = two
    with theirs.store.writing() as unit:
        unit.grading.advance(FIRST, 0)
        unit.grading.put_state(FIRST, GradingState.GRADED)
        unit.commit()
    with mine.store.writing() as unit:
        unit.grading.claim(FIRST, "Ann", samples.NOON)
        unit.grading.put_flag(FIRST, flagged=True)
        unit.grading.put_returned(FIRST, samples.NOON)
        unit.grading.release(FIRST, "Bo")
        unit.commit()
    with theirs.store.reading() as unit:
        assert unit.grading.statuses([FIRST])[FIRST] == GradingStatus(
            FIRST, GradingState.GRADED, True, 1, "Ann", samples.NOON, samples.NOON
        )


def test_an_answer_does_not_stand_under_a_newer_request(two):
    mine, theirs = two
    asked = RegradeRequest(FIRST, samples.NOON, "Why 2?")
    newer = RegradeRequest(FIRST, samples.NOON + timedelta(hours=1), "And why 1?")
    with theirs.store.writing() as unit:
        unit.grading.put_request(asked)
        unit.commit()
    with theirs.store.writing() as unit:
        unit.grading.put_request(newer)
        unit.commit()
    with pytest.raises(ChangedMeanwhile, match="asked anew"):
        answer_request(mine, asked, "Because.")
    with mine.store.reading() as unit:
        assert unit.grading.requests([FIRST])[FIRST] == newer


# -- collecting --------------------------------------------------------------------------------


def test_two_collectors_at_once_store_each_hand_in_once(two):
    files = MemoryFiles()
    # Several of each name, so that both make the student too.
    for number in range(2, 42):
        name = f"Student {number // 4}"
        made = samples.hand_in(number, name=name, attempt=number % 4 + 1)
        files.write(made, samples.lesson(), Path("/drop"))
    paths = files.find(Path("/drop"))
    reports = together(
        *(
            lambda ports=ports: collect_files(
                replace(ports, hand_in_files=files), samples.lesson(), paths
            )
            for ports in two
        )
    )
    told = [entry for report in reports for entry in report.entries if not entry.is_collected]
    assert [(entry.status, entry.message) for entry in told] == []
    assert sum(report.count(CollectStatus.NEW) for report in reports) == 40
    with two[0].store.reading() as unit:
        assert len(unit.hand_ins.of_lesson(samples.LESSON)) == 41
        names = [student.name for student in unit.students.all()]
    assert len(names) == len(set(names))


# -- publishing --------------------------------------------------------------------------------


def test_of_two_who_correct_the_same_version_one_is_told(two):
    def publish(ports, title):
        corrected = samples.lesson(version=2, title=title)
        return install_lesson(ports, corrected, follows=1)

    outcomes = together(*(lambda p=p, t=t: publish(p, t) for p, t in zip(two, "AB", strict=True)))
    told = [each for each in outcomes if isinstance(each, ChangedMeanwhile)]
    won = [each for each in outcomes if not isinstance(each, ChangedMeanwhile)]
    assert (len(told), len(won)) == (1, 1)
    assert "Nothing was changed" in str(told[0])
    with two[0].store.reading() as unit:
        assert unit.lessons.find(samples.LESSON).title == won[0].lesson.title


def test_of_two_at_one_draft_neither_overwrites_the_other(two):
    mine, theirs = two
    draft = LessonDraft(DraftId("d"), samples.lesson(title="Before"), samples.NOON)
    with mine.store.writing() as unit:
        unit.drafts.put(draft)
        unit.commit()
    here, there = DraftSession(mine, draft.id), DraftSession(theirs, draft.id)
    there.change("Title", replace(there.draft, lesson=samples.lesson(title="Theirs")))
    with pytest.raises(ChangedMeanwhile, match="by a colleague"):
        here.change("Title", replace(here.draft, lesson=samples.lesson(title="Mine")))
    assert DraftSession(mine, draft.id).draft.lesson.title == "Theirs"
    there.change("Title", replace(there.draft, lesson=samples.lesson(title="Theirs again")))


def test_a_comment_that_is_added_is_the_one_returned(two):
    def add(ports, letter):
        return [add_comment(ports, f"{letter}{number}").text for number in range(10)]

    mine, theirs = together(*(lambda p=p, x=x: add(p, x) for p, x in zip(two, "AB", strict=True)))
    assert mine == [f"A{number}" for number in range(10)]
    assert theirs == [f"B{number}" for number in range(10)]
    with two[0].store.reading() as unit:
        positions = [comment.position for comment in unit.comment_bank.all()]
    assert positions == list(range(1, 21))


# -- waiting for a turn ------------------------------------------------------------------------


def test_who_waits_too_long_for_a_turn_is_told(two, monkeypatch):
    monkeypatch.setattr(engine, "BUSY_TIMEOUT", 20)
    mine, theirs = two
    with theirs.store.writing() as unit:
        unit.grading.put_state(FIRST, GradingState.GRADED)
        with (
            pytest.raises(StorageTrouble, match="colleague's program is writing"),
            mine.store.writing() as other,
        ):
            other.grading.put_state(FIRST, GradingState.NOT_GRADED)
        unit.commit()


def test_a_turn_is_not_kept_by_a_machine_that_fell_silent(two, monkeypatch):
    monkeypatch.setattr(engine, "_SILENCE", 300)
    mine, theirs = two

    def be_silent():
        with theirs.store.writing() as unit:
            unit.grading.put_flag(FIRST, flagged=True)
            with mine.store.writing() as other:  # waits until the server takes the turn away
                other.grading.put_state(FIRST, GradingState.GRADED)
                other.commit()
            unit.commit()

    with pytest.raises(StorageTrouble, match="was silent for too long"):
        be_silent()
    with mine.store.reading() as unit:
        status = unit.grading.statuses([FIRST])[FIRST]
    assert (status.state, status.flagged) == (GradingState.GRADED, False)
