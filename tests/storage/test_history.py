"""Undo and redo are data: they survive closing the program, and one workspace is one history."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.annotations import Workspace
from annotator.domain.errors import UnknownThing
from annotator.domain.history import Change
from annotator.domain.identifiers import AuthorId, EditId, LessonId
from annotator.storage import rows
from annotator.translation import packed, stored
from tests.storage import samples


def append(store, *numbers, workspace=samples.WORKSPACE):
    with store.writing() as unit:
        for number in numbers:
            unit.edits.append(samples.edit(number, workspace=workspace))
        unit.commit()


def set_undone(store, number, *, undone):
    with store.writing() as unit:
        unit.edits.set_undone(EditId(f"edit-{number}"), undone=undone)
        unit.commit()


def ends_of(store, workspace=samples.WORKSPACE):
    with store.reading() as unit:
        done, undone = unit.edits.last_done(workspace), unit.edits.next_undone(workspace)
    return done and done.id, undone and undone.id


def test_an_empty_history_has_no_ends(class_store):
    assert ends_of(class_store) == (None, None)


def test_undo_and_redo_move_along_the_history(class_store):
    append(class_store, 1, 2, 3)
    seen = [ends_of(class_store)]
    for number, undone in ((3, True), (2, True), (1, True), (1, False), (2, False)):
        set_undone(class_store, number, undone=undone)
        seen.append(ends_of(class_store))
    assert seen == [
        ("edit-3", None),
        ("edit-2", "edit-3"),
        ("edit-1", "edit-2"),
        (None, "edit-1"),
        ("edit-1", "edit-2"),
        ("edit-2", "edit-3"),
    ]


def test_a_new_edit_drops_the_undone_ones_for_good(class_store):
    append(class_store, 1, 2, 3)
    set_undone(class_store, 3, undone=True)
    set_undone(class_store, 2, undone=True)
    append(class_store, 4)
    assert ends_of(class_store) == ("edit-4", None)
    set_undone(class_store, 4, undone=True)
    assert ends_of(class_store) == ("edit-1", "edit-4")
    with class_store.reading() as unit:
        left = unit._connection.execute(rows.edit.select()).all()
    assert [row.id for row in left] == ["edit-1", "edit-4"]
    set_undone(class_store, 1, undone=True)
    assert ends_of(class_store) == (None, "edit-1")


@given(moves=st.lists(st.sampled_from(["add", "undo", "redo", "ben", "warm-up"]), max_size=30))
def test_the_history_moves_like_two_stacks(moves, class_store_once):
    """Whatever is done in whatever order, beside other work: of the class, of the author."""
    done, undone = [], []
    warm_up = LessonId("warm-up")
    workspaces = {
        "add": samples.WORKSPACE,
        "ben": Workspace(samples.LESSON, AuthorId("ben")),
        "warm-up": Workspace(warm_up, samples.MIRA),
    }
    with class_store_once.writing() as unit:
        unit.lessons.put(samples.lesson(id=warm_up))
        for number, move in enumerate(moves):
            if move == "undo" and done:
                unit.edits.set_undone(done[-1], undone=True)
                undone.append(done.pop())
            elif move == "redo" and undone:
                unit.edits.set_undone(undone[-1], undone=False)
                done.append(undone.pop())
            elif move in workspaces:
                unit.edits.append(samples.edit(number, workspace=workspaces[move]))
                if move == "add":
                    done.append(EditId(f"edit-{number}"))
                    undone.clear()
                else:
                    unit.edits.set_undone(EditId(f"edit-{number}"), undone=True)
            last = unit.edits.last_done(samples.WORKSPACE)
            following = unit.edits.next_undone(samples.WORKSPACE)
            assert (last and last.id) == (done[-1] if done else None)
            assert (following and following.id) == (undone[-1] if undone else None)


def test_the_histories_of_two_authors_do_not_touch(class_store):
    other = Workspace(samples.LESSON, AuthorId("ben"))
    append(class_store, 1, 2)
    append(class_store, 3, workspace=other)
    set_undone(class_store, 2, undone=True)
    append(class_store, 4, workspace=other)
    assert ends_of(class_store) == ("edit-1", "edit-2")
    assert ends_of(class_store, other) == ("edit-4", None)


def test_history_and_work_survive_closing_the_program(open_again):
    first = open_again()
    changed = replace(samples.annotation(), reason="Better words 🙂")
    step = samples.edit(
        1,
        Change(None, samples.plain_annotation()),
        Change(samples.annotation(), changed),
        Change(samples.link(), None),
        Change(None, samples.answer()),
    )
    with first.writing() as unit:
        unit.lessons.put(samples.lesson())
        unit.work.put(samples.WORKSPACE, changed)
        unit.edits.append(step)
        unit.edits.append(samples.edit(2))
        unit.edits.set_undone(EditId("edit-2"), undone=True)
        unit.commit()
    first.close()
    with open_again().reading() as unit:
        assert unit.edits.last_done(samples.WORKSPACE) == step
        assert unit.edits.next_undone(samples.WORKSPACE) == samples.edit(2)
        assert unit.work.annotations(samples.WORKSPACE) == (changed,)


def test_a_step_that_another_window_dropped_is_told_of(class_store):
    with pytest.raises(UnknownThing, match="no longer in the history"):
        set_undone(class_store, 99, undone=True)


def test_the_name_of_a_step_is_kept_as_its_parts_and_an_old_one_as_it_is(class_store):
    label = stored("remove {number} link", "remove {number} links", number=3)
    with class_store.writing() as unit:
        unit.edits.append(replace(samples.edit(1), label=label))
        unit.commit()
    with class_store.reading() as unit:
        found = unit.edits.last_done(samples.WORKSPACE).label
        kept = unit._connection.exec_driver_sql("SELECT label FROM edit").scalar_one()
    assert (found, packed(found)) == ("remove 3 links", packed(label))
    assert kept == packed(label)
    append(class_store, 2)
    with class_store.reading() as unit:
        assert unit.edits.last_done(samples.WORKSPACE) == samples.edit(2)
