"""The database of a department on a real PostgreSQL server keeps the same promises as a file.

The tests that are imported here are those of the file, run once more on the server.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from itertools import count

import pytest
from sqlalchemy import create_engine, make_url

from annotator.domain.errors import BadInput, NewerData, StorageTrouble, UnknownThing
from annotator.domain.grading_session import Grader
from annotator.domain.identifiers import AuthorId, HandInId, KeyId
from annotator.domain.keys import KeyAnnotation, KeyStatus
from annotator.domain.text import words
from annotator.services.deciding import DecisionRequest
from annotator.services.grading_session import decide
from annotator.settings import Policy
from annotator.storage.database import open_server
from annotator.wiring import application as wiring
from tests.fakes.ports import MemoryFiles, make_ports
from tests.storage import samples
from tests.storage.test_classes import (  # noqa: F401
    stored,
    test_a_member_who_left_stays_with_the_time,
    test_assignments_excuses_and_typed_names_come_back,
    test_members_come_back_as_a_register_sorts_them,
)
from tests.storage.test_drafts import (  # noqa: F401
    draft,
    test_a_draft_comes_back_as_it_was,
    test_drafts_are_listed_by_change_and_go_with_their_pages,
)
from tests.storage.test_grading_session import (  # noqa: F401
    desk_store,
    test_comments_stand_among_the_decisions_and_can_be_removed,
    test_every_kind_of_decision_can_be_removed,
    test_gestures_come_back_whole_with_their_author_and_time,
    test_places_requests_and_opinions_come_back,
    test_the_comment_bank_and_returned_work_come_back,
    test_what_was_undone_stays_in_the_log_but_cannot_be_redone_after_a_new_gesture,
)
from tests.storage.test_hand_ins import (  # noqa: F401
    handed_in,
    test_decisions_come_back_and_the_newer_replaces_the_older,
    test_hand_ins_come_by_name_and_attempt,
    test_the_same_hand_in_twice_changes_nothing,
    test_work_goes_on_after_the_hand_in_without_changing_it,
)
from tests.storage.test_history import (  # noqa: F401
    test_a_new_edit_drops_the_undone_ones_for_good,
    test_the_histories_of_two_authors_do_not_touch,
    test_undo_and_redo_move_along_the_history,
)
from tests.storage.test_lessons import (  # noqa: F401
    test_a_changed_article_is_stored_beside_the_old_one,
    test_articles_and_categories_keep_the_order_of_the_lesson,
    test_work_on_what_a_newer_version_dropped_is_kept_and_comes_back,
    worked_store,
)
from tests.storage.test_round_trips import (  # noqa: F401
    test_an_answer_key_comes_back_the_same,
    test_students_come_back_and_are_found_by_any_spelling,
)
from tests.storage.test_work import (  # noqa: F401
    test_annotations_come_in_reading_order,
    test_putting_again_replaces_and_removing_twice_is_harmless,
    test_two_authors_may_use_the_same_number,
    test_without_commit_nothing_is_kept,
)

_NUMBERS = count(1)


@pytest.fixture
def store(url):
    """An empty database on the server, in place of a file."""
    opened = open_server(url)
    yield opened
    opened.close()


@pytest.fixture
def graded(class_store):
    """A database with a lesson, its key and a hand-in."""
    with class_store.writing() as unit:
        unit.lessons.put_key(samples.LESSON, samples.answer_key())
        unit.hand_ins.put(samples.stored(1))
        unit.commit()
    return class_store


FIRST = HandInId("hand-in-1")


def test_two_graders_at_once_lose_nothing(graded, url):
    colleague = open_server(url)
    together = threading.Barrier(2)

    def grade(store, letter):
        together.wait()
        for number in range(25):
            with store.writing() as unit:
                unit.decisions.put(samples.override(key_id=KeyId(f"{letter}{number}")))
                unit.commit()

    threads = [
        threading.Thread(target=grade, args=(store, letter))
        for store, letter in ((graded, "a"), (colleague, "b"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    colleague.close()
    with graded.reading() as unit:
        kept = {each.key_id for each in unit.decisions.of_hand_ins([FIRST])[FIRST].overrides}
    assert kept == {f"{letter}{number}" for letter in "ab" for number in range(25)}


def test_of_two_graders_who_saw_the_same_one_is_refused(graded, url):
    colleague = open_server(url)
    with graded.reading() as unit:
        seen = unit.grading.statuses([FIRST])[FIRST].revision
    with colleague.writing() as unit:
        assert unit.grading.advance(FIRST, seen)
        unit.commit()
    colleague.close()
    with graded.writing() as unit:
        assert not unit.grading.advance(FIRST, seen)
        assert unit.grading.advance(FIRST, seen + 1)


def test_of_two_stale_writes_at_the_same_moment_one_wins(graded, url):
    colleague = open_server(url)
    together = threading.Barrier(2)
    outcomes = []

    def decide(store):
        together.wait()
        with store.writing() as unit:
            outcomes.append(unit.grading.advance(FIRST, 0))
            unit.commit()

    threads = [threading.Thread(target=decide, args=(each,)) for each in (graded, colleague)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    colleague.close()
    assert sorted(outcomes) == [False, True]


def test_two_graders_who_accept_for_all_at_once_lose_no_key(graded, url):
    colleague = open_server(url)
    together = threading.Barrier(2)
    troubles = []

    def accept(store, letter):
        ports = replace(
            make_ports(store, MemoryFiles()), new_id=lambda: f"{letter}{next(_NUMBERS)}"
        )
        grader = Grader(AuthorId(f"teacher:{letter}"), letter)
        together.wait()
        try:
            category = samples.LOADED if letter == "a" else samples.CLAIM
            for number, span in enumerate(words(samples.SPLASH_BODY)[:10]):
                quote, key_id = span.of(samples.SPLASH_BODY), KeyId(f"{letter}{number}")
                added = KeyAnnotation(
                    key_id, samples.SPLASH, category, span, quote, KeyStatus.OPTIONAL
                )
                decide(
                    ports, samples.LESSON, grader, "Accept for all", [DecisionRequest(added)], {}
                )
        except Exception as trouble:  # noqa: BLE001 - the test shows whatever it was
            troubles.append(trouble)

    threads = [
        threading.Thread(target=accept, args=(store, letter))
        for store, letter in ((graded, "a"), (colleague, "b"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    colleague.close()
    assert troubles == []
    with graded.reading() as unit:
        kept = {each.id for each in unit.lessons.find_key(samples.LESSON).annotations}
    assert kept >= {f"{letter}{number}" for letter in "ab" for number in range(10)}


def test_what_points_nowhere_is_refused_with_a_sentence(class_store):
    stranger = replace(samples.annotation(), article_id="nowhere")
    with (
        pytest.raises(UnknownThing, match="Nothing of the step was stored"),
        class_store.writing() as unit,
    ):
        unit.work.put(samples.WORKSPACE, stranger)


def test_the_same_edit_twice_is_refused_with_a_sentence(class_store):
    step = samples.edit(1)
    with class_store.writing() as unit:
        unit.edits.append(step)
        unit.commit()
    with (
        pytest.raises(BadInput, match="what was there is kept"),
        class_store.writing() as unit,
    ):
        unit.edits.append(step)


def test_opening_twice_at_once_migrates_once(server):
    name = f"bare_{next(_NUMBERS)}"
    admin = create_engine(make_url(server), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE template0")
    admin.dispose()
    bare = make_url(server).set(database=name).render_as_string(hide_password=False)
    troubles = []

    def start():
        try:
            open_server(bare).close()
        except StorageTrouble as trouble:
            troubles.append(trouble)

    threads = [threading.Thread(target=start) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert troubles == []


def test_a_database_of_a_newer_program_is_refused(url):
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    with pytest.raises(NewerData, match="Install the newer version"):
        open_server(url)


def test_a_server_that_is_not_there_is_told_without_the_password(server):
    away = make_url(server).set(
        username="ms-smith", password="hush", query={"host": "/nowhere/at/all"}
    )
    with pytest.raises(StorageTrouble, match="does not answer") as told:
        open_server(away.render_as_string(hide_password=False))
    assert "hush" not in str(told.value)


@pytest.mark.parametrize("address", ["postgres//", "oracle9://x/y", "postgresql+nothing://x/y"])
def test_an_address_that_is_none_is_told(address):
    with pytest.raises(StorageTrouble, match="address of the shared database"):
        open_server(address)


def test_a_policy_opens_the_house_on_the_server(url, tmp_path, monkeypatch):
    policy = Policy(data_dir=tmp_path, database_url=url)
    monkeypatch.setattr(wiring, "load_policy", lambda: (policy, ()))
    opened = wiring.open_application()
    try:
        opened.lessons.install_shipped()
        student = opened.student_home.sign_in("Zoë O’Hara")
        assert opened.student_home.entries(student)
        assert not (tmp_path / "annotator.db").exists()
        receipt = opened.erasing.delete_student(student.id, ())
        assert receipt.rows["student"] == 1
        assert "Ask whoever looks after the server" in " ".join(receipt.lines)
        with opened.ports.store.reading() as unit:
            assert unit.students.all() == ()
    finally:
        opened.close()
