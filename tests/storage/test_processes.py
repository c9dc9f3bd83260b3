"""Several copies of the program, and one that is killed: what was stored stays stored."""

from __future__ import annotations

import time

import pytest

from annotator.storage import database
from tests.storage import samples

STARTING = """
import pathlib, sys, time
import alembic.command
from annotator.storage.database import open_store
print("ready", flush=True)
start = float(sys.stdin.readline())
for number in range(int(sys.argv[2])):
    while time.time() < start + number * 0.15:
        pass
    store = open_store(pathlib.Path(sys.argv[1]) / f"{number}" / "annotator.db")
    print(store.warnings)
    store.close()
"""

WRITING = """
import pathlib, sys
from dataclasses import replace
from annotator.domain.annotations import Workspace
from annotator.domain.history import Change
from annotator.domain.identifiers import AuthorId, EditId
from annotator.storage.database import open_store
from tests.storage import samples
path, author, last = pathlib.Path(sys.argv[1]), AuthorId(sys.argv[2]), int(sys.argv[3])
store = open_store(path)
workspace = Workspace(samples.LESSON, author)
print("ready", flush=True)
sys.stdin.readline()
for number in range(last):
    one = samples.annotation(number, author_id=author)
    step = samples.edit(number, Change(None, one), workspace=workspace)
    step = replace(step, id=EditId(f"{author}-{number}"))
    with store.writing() as unit:
        # Reading before writing is what fails where the lock is taken too late.
        unit.edits.last_done(workspace)
        unit.work.put(workspace, one)
        unit.edits.append(step)
        unit.commit()
    print(one.id, flush=True)
"""


def run_all(processes):
    """Let the processes go at once; return what each printed."""
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    together = time.time() + 0.2
    for process in processes:
        process.stdin.write(f"{together}\n")
        process.stdin.flush()
    ended = [process.communicate(timeout=120) for process in processes]
    assert [error for _out, error in ended] == [""] * len(processes)
    return [out.split() for out, _error in ended]


def test_copies_that_make_the_database_at_once_all_open_it(tmp_path, start):
    """Few of these meetings are close enough to hurt, so there are many."""
    meetings = 20
    printed = run_all([start(STARTING, tmp_path, meetings) for _ in range(2)])
    assert printed == [["()"] * meetings] * 2
    for number in range(meetings):
        assert database.check(tmp_path / f"{number}" / "annotator.db").is_whole


def test_two_copies_that_write_two_hundred_times_never_fail(class_store, path, start):
    authors = ("ann", "ben")
    printed = run_all([start(WRITING, path, author, 200) for author in authors])
    for author, acknowledged in zip(authors, printed, strict=True):
        workspace = samples.Workspace(samples.LESSON, author)
        with class_store.reading() as unit:
            found = unit.work.annotations(workspace)
            last = unit.edits.last_done(workspace)
        assert sorted(one.id for one in found) == sorted(acknowledged)
        assert len(found) == 200
        assert last.id == f"{author}-199"
    assert database.check(path).is_whole


@pytest.mark.parametrize("acknowledged", [1, 17, 60])
def test_work_that_was_acknowledged_survives_a_killed_program(
    class_store, path, start, open_again, acknowledged
):
    class_store.close()
    process = start(WRITING, path, "mira", 100_000)
    process.stdout.readline()
    process.stdin.write("go\n")
    process.stdin.flush()
    seen = [process.stdout.readline().strip() for _ in range(acknowledged)]
    process.kill()
    # Not by `communicate`, which leaves out what the stream has read ahead.
    out, error = process.stdout.read(), process.stderr.read()
    assert (seen[0], error) == ("annotation-0", "")
    seen += out.splitlines()
    with open_again().reading() as unit:
        found = unit.work.annotations(samples.WORKSPACE)
        last = unit.edits.last_done(samples.WORKSPACE)
    # Of the last line the kill may have left a part, of the last commit no line at all.
    whole = seen if out.endswith("\n") or not out else seen[:-1]
    assert len(whole) >= acknowledged
    assert set(whole) <= {one.id for one in found}
    assert len(found) - len(whole) in (0, 1)
    # A gesture and its step in the history are there together, or neither is.
    assert last.changes[0].after in found
    assert last.id == f"mira-{len(found) - 1}"
    assert database.check(path).is_whole
