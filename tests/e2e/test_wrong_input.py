"""What a hostile or unlucky user does: one clear sentence, nothing lost, no trace."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from annotator import paths
from annotator.__main__ import main
from tests.e2e.conftest import Ran, Run

WARM_UP = "warm-up"
#: Words of its first article: one that a correction keeps, one that it takes away.
KEPT, LOST = "signed", "bread"
TROUBLE = re.compile(r"Traceback|Error:|Exception|unexpected")
POSIX = pytest.mark.skipif(os.name == "nt", reason="pipes and signals of POSIX")


def assert_refused(ran: Ran, *words: str) -> None:
    assert ran.status == 1, ran
    assert not TROUBLE.search(ran.err), ran.err
    for word in words:
        assert word in ran.err, ran.err


def started(tmp_path: Path, *words: object, data: str = "machine", **more: object):
    """Return a command that runs in a process of its own."""
    command = [sys.executable, "-m", "annotator", "--data-dir", str(tmp_path / data)]
    settings = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, **more}
    return subprocess.Popen([*command, *map(str, words)], encoding="utf-8", **settings)


# -- what is named -----------------------------------------------------------------------------


def test_a_package_that_is_not_there_is_told_from_an_unknown_lesson(
    run: Run, tmp_path: Path
) -> None:
    for missing in (tmp_path / "gone.lesson", tmp_path / "gone", "gone.lesson"):
        assert_refused(run("annotate", missing, "--student", "Ana"), "gone", "There is no file")
    assert_refused(run("annotate", "gone", "--student", "Ana"), "no lesson “gone”", "warm-up")
    assert_refused(run("grade", ""), "Name a lesson")


@POSIX
@pytest.mark.parametrize("kind", ["pipe", "loop", "dangling", "endless", "folder"])
def test_what_is_no_file_is_neither_read_nor_waited_for(
    run: Run, tmp_path: Path, kind: str
) -> None:
    drop = tmp_path / "drop"
    drop.mkdir()
    run("annotate", WARM_UP, "--student", "Ana", "--hand-in", drop)
    for name in ("x.lesson", "drop/0.handin"):
        place = tmp_path / name
        match kind:
            case "pipe":
                os.mkfifo(place)
            case "loop":
                place.symlink_to(place)
            case "dangling":
                place.symlink_to("nowhere")
            case "endless":
                place.symlink_to("/dev/zero")
            case "folder":
                place.mkdir()
    assert_refused(run("annotate", tmp_path / "x.lesson", "--student", "Ana"), "x.lesson")
    assert_refused(run("lesson", "unpack", tmp_path / "x.lesson", "-o", tmp_path / "u"), "x.lesson")
    collected = run("collect", drop, "--lesson", WARM_UP, "--json")
    assert collected.status == 0
    assert collected.json["new"] == 1
    assert collected.json["troubles"] == (0 if kind == "folder" else 1)


def test_a_folder_without_hand_ins_is_said_to_have_none(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ran = run("collect", tmp_path / "empty", "--lesson", WARM_UP)
    assert (ran.status, ran.err) == (0, "")
    assert "no hand-ins" in ran.out


@POSIX
def test_names_of_files_cannot_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    for name in ("a\x1b[2J.handin", "b\nc.handin", "d\u202ee.handin"):
        (tmp_path / name).write_bytes(b"nothing")
    ran = run("collect", tmp_path, "--lesson", WARM_UP)
    assert_refused(ran)
    assert len(ran.err.splitlines()) == 3
    assert not re.search("[\x1b\u202e]", ran.err)


def test_one_sentence_names_its_file_once(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.handin").write_bytes(b"nothing")
    assert run("collect", tmp_path, "--lesson", WARM_UP).err.count("a.handin") == 1


def test_any_name_goes_from_the_student_to_the_worksheet(run: Run, tmp_path: Path) -> None:
    drop, sheets = tmp_path / "drop", tmp_path / "sheets"
    drop.mkdir()
    odd = [
        "../../etc/passwd",
        "C:\\x",
        "مريم العربية",
        "\u202eevil",
        "👩‍👩‍👧",
        "-rf",
        "NUL",
        "..",
        "=1+1",
    ]
    typed = [*odd, "\x1b[31m", "x" * 80]
    signed_in = [
        run("annotate", WARM_UP, f"--student={name}", "--hand-in", drop, "--json").json["student"]
        for name in typed
    ]
    assert {path.parent for path in tmp_path.rglob("*.handin")} == {drop}
    run("collect", drop, "--lesson", WARM_UP)
    assert run("export", "worksheets", WARM_UP, "-o", sheets).status == 0
    assert [path.parent for path in tmp_path.rglob("*.pdf")] == [sheets] * len(typed)
    graded = run("grade", WARM_UP, "--json").json["students"]
    assert {student["student"] for student in graded} == set(signed_in)
    assert not re.search("[\x1b\u202e]", "".join(signed_in))


def test_names_that_differ_only_in_case_are_one_student(run: Run, tmp_path: Path) -> None:
    drop = tmp_path / "drop"
    drop.mkdir()
    for machine, name in (("one", "ana"), ("two", "ANA"), ("three", "Ａna")):
        run("annotate", WARM_UP, "--student", name, "--hand-in", drop, data=machine)
    assert run("collect", drop, "--lesson", WARM_UP, "--json").json["new"] == 3
    (student,) = run("grade", WARM_UP, "--json").json["students"]
    assert student["attempts"] == 3


@pytest.mark.parametrize("length", [81, 5_000])
def test_a_name_that_is_too_long_is_refused(run: Run, length: int) -> None:
    assert_refused(run("annotate", WARM_UP, "--student", "x" * length), "80")
    assert_refused(run("annotate", "x" * length, "--student", "Ana"), "no lesson")


# -- another version, another teacher ----------------------------------------------------------


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The warm-up as a teacher's own source folder."""
    folder = tmp_path / "source"
    shutil.copytree(paths.lessons_dir() / WARM_UP, folder)
    return folder


def correct(source: Path, old: str, new: str) -> None:
    """Make the next version of a lesson, with other words in its texts and its key."""
    for path in (source / "lesson.toml", source / "key.toml", *source.glob("articles/*.md")):
        text = path.read_text(encoding="utf-8").replace(old, new)
        path.write_text(text.replace("version = 2", "version = 3"), encoding="utf-8")


def test_a_corrected_lesson_moves_the_work_and_lists_what_has_no_place(
    run: Run, tmp_path: Path, source: Path
) -> None:
    first, second, drop = tmp_path / "1.lesson", tmp_path / "2.lesson", tmp_path / "drop"
    drop.mkdir()
    run("lesson", "pack", source, "-o", first, data="teacher")
    add = ("--add", f"1:L:{KEPT}", "--add", f"1:L:{LOST}")
    run("annotate", first, "--student", "Ana", *add, "--hand-in", drop)
    assert run("collect", drop, "--lesson", WARM_UP, data="teacher").status == 0
    correct(source, LOST, "raised")
    run("lesson", "pack", source, "-o", second, data="teacher")
    graded = run("grade", WARM_UP, "--json", data="teacher").json["students"]
    assert [each["quote"] for each in graded[0]["unplaced"]] == [LOST]
    assert f"“{LOST}”" in run("grade", WARM_UP, data="teacher").err
    opened = run("annotate", second, "--student", "Ana", "--hand-in", drop)
    assert opened.status == 0
    assert "1 have no place" in opened.err
    assert f"“{LOST}”" in opened.err
    listed = run("annotate", WARM_UP, "--student", "Ana", "--json").json
    assert (listed["annotations"], len(listed["unplaced"])) == (1, 1)
    again = run("collect", drop, "--lesson", WARM_UP, "--json", data="teacher").json
    assert (again["new"], again["already"], again["troubles"]) == (1, 1, 0)
    assert "Made on version 2" in " ".join(each["message"] for each in again["files"])


def test_a_colleagues_lesson_does_not_take_the_place_of_a_teachers_own(
    run: Run, tmp_path: Path, source: Path
) -> None:
    mine, theirs = tmp_path / "mine.lesson", tmp_path / "theirs.lesson"
    run("lesson", "pack", source, "-o", mine, data="me")
    run("lesson", "pack", source, "-o", theirs, data="colleague")
    refused = run("collect", tmp_path, "--lesson", theirs, data="me")
    assert_refused(refused, "another teacher's", "Nothing was changed", "slug")
    run("annotate", mine, "--student", "Ana", "--add", f"1:L:{KEPT}", data="room")
    strange = run("annotate", theirs, "--student", "Ana", data="room")
    assert_refused(strange, "from another teacher", "still go to the first teacher")
    again = run("annotate", mine, "--student", "Ana", data="room")
    assert again.status == 0
    assert "1 annotations" in again.out


# -- the data folder ---------------------------------------------------------------------------


@pytest.mark.parametrize("folder", ["sp ace 😀", "a?b#c%20d", "'quoted\""])
def test_the_data_folder_may_have_any_name(run: Run, folder: str) -> None:
    if os.name == "nt" and re.search('[?"]', folder):
        pytest.skip("Windows has no such names")
    assert run("lesson", "list", data=folder).status == 0
    assert run("db", "check", data=folder).status == 0


def test_a_data_folder_that_cannot_be_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    assert_refused(run("lesson", "list", data="file/inside"), "file", "--data-dir")
    assert_refused(run("lesson", "list", data="n" * 300), "--data-dir")
    assert (tmp_path / "file").read_text() == "mine"


def test_an_empty_or_homeless_data_folder_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for given, words in (("", "--data-dir is empty"), ("~nobody-is-called-so/x", "home folder")):
        for words_after in (["lesson", "list"], ["db", "check"]):
            command = [sys.executable, "-m", "annotator", "--data-dir", given, *words_after]
            ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
            assert_refused(Ran(ran.returncode, ran.stdout, ran.stderr), words)
    assert list(tmp_path.iterdir()) == []


@POSIX
@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
def test_a_database_that_is_no_file_is_refused(run: Run, tmp_path: Path, kind: str) -> None:
    database = tmp_path / "machine" / paths.DATABASE_NAME
    database.parent.mkdir()
    match kind:
        case "pipe":
            os.mkfifo(database)
        case "device":
            database.symlink_to("/dev/null")
        case "folder":
            database.mkdir()
    assert_refused(run("lesson", "list"), "should be the database")


# -- the database ------------------------------------------------------------------------------


@pytest.fixture
def database(run: Run, tmp_path: Path) -> Path:
    run("annotate", WARM_UP, "--student", "Ana")
    return tmp_path / "machine" / paths.DATABASE_NAME


def changed(database: Path, statement: str) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(statement)
        connection.commit()


def test_a_newer_database_is_neither_used_nor_called_whole(run: Run, database: Path) -> None:
    changed(database, "PRAGMA user_version = 999")
    for command in (("lesson", "list"), ("db", "check"), ("db", "upgrade")):
        assert_refused(run(*command), "newer version", "not touched")
    assert run("db", "backup").status == 0


def test_a_database_of_another_program_is_not_called_whole(run: Run, database: Path) -> None:
    database.unlink()
    changed(database, "CREATE TABLE theirs (a)")
    assert_refused(run("db", "check"), "another program")
    assert_refused(run("lesson", "list"), "another program")


def test_a_database_that_lost_a_table_is_not_called_whole(run: Run, database: Path) -> None:
    changed(database, "DROP TABLE credit_override")
    assert_refused(run("db", "check"), "credit_override")


def test_a_damaged_database_is_kept_and_its_backup_named(run: Run, database: Path) -> None:
    run("lesson", "list")  # the second start of a day makes the day's backup
    torn = database.read_bytes()[:40_000] + bytes(40_000)
    database.write_bytes(torn)
    assert_refused(run("lesson", "list"), "damaged", "backups")
    assert_refused(run("db", "check"))
    assert_refused(run("db", "backup"), "damaged")
    assert database.read_bytes() == torn


def test_a_backup_goes_where_it_is_wished_or_says_why_not(
    run: Run, database: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "stick" / "copy.db"
    assert run("db", "backup", "-o", copy).status == 0
    assert copy.read_bytes().startswith(b"SQLite format 3")
    (tmp_path / "file").write_text("mine")
    assert_refused(run("db", "backup", "-o", tmp_path / "file" / "copy.db"), "could not be written")
    assert_refused(run("db", "backup", "-o", database), "the database itself")


def test_a_database_on_which_another_copy_writes_is_waited_for_then_told(
    run: Run, database: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert run("lesson", "list").status == 0
        refused = run("annotate", WARM_UP, "--student", "Ben")
    assert_refused(refused, "Another copy", "kept")
    assert run("annotate", WARM_UP, "--student", "Ben").status == 0


# -- streams, signals and disks ----------------------------------------------------------------


@POSIX
def test_a_closed_or_full_output_is_no_mystery(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "annotator", "--data-dir", str(tmp_path / "machine"), "lesson"]
    for closed, status in ((">&-", 0), ("2>&-", 0), (">/dev/full", 1)):
        shell = ["sh", "-c", f'"$@" {closed}', "sh", *command, "list"]
        ran = subprocess.run(shell, capture_output=True, text=True, encoding="utf-8")
        assert ran.returncode == status, (closed, ran)
        assert not TROUBLE.search(ran.stderr)
        assert ("disk is full, so this could not be written" in ran.stderr) == (status == 1)


@POSIX
def test_a_reader_that_goes_away_leaves_no_trace(tmp_path: Path) -> None:
    process = started(tmp_path, "lesson", "list")
    process.stdout.close()
    assert process.stderr.read() == ""
    process.stderr.close()
    assert process.wait(60) in (0, 1)


@POSIX
def test_ctrl_c_ends_a_demo_without_a_trace_and_the_next_one_plays(
    run: Run, tmp_path: Path
) -> None:
    out = tmp_path / "demo"
    process = started(tmp_path, "demo", "--out", out, "--students", 200, "--no-window")
    while not list(out.glob("hand-ins/*.handin")):
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    printed, said = process.communicate(timeout=60)
    assert (process.returncode, printed, said) == (130, "", "")
    assert run("demo", "--out", out, "--students", 1, "--no-window").status == 0
    assert len(list(out.glob("hand-ins/*.handin"))) == 1


def test_ctrl_c_before_a_command_listens_leaves_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("annotator.cli.main.run_command_line", interrupted)
    assert main(["lesson", "list"]) == 130


@POSIX
def test_work_that_is_killed_midway_goes_on_where_it_was(run: Run, tmp_path: Path) -> None:
    drop = tmp_path / "drop"
    drop.mkdir()
    for number in range(6):
        run("annotate", WARM_UP, "--student", f"7B-{number}", "--hand-in", drop, data="students")
    process = started(tmp_path, "collect", drop, "--lesson", WARM_UP)
    database = tmp_path / "machine" / paths.DATABASE_NAME
    while not (database.exists() and collected(database)):
        assert process.poll() is None
    process.kill()
    process.communicate()
    before = collected(database)
    again = run("collect", drop, "--lesson", WARM_UP, "--json").json
    assert (again["new"] + again["already"], again["already"]) == (6, before)
    assert "whole" in run("db", "check").out


def collected(database: Path) -> int:
    """Return how many hand-ins a database holds; 0 while it is still being made."""
    try:
        with closing(sqlite3.connect(database)) as connection:
            return connection.execute("SELECT count(*) FROM hand_in").fetchone()[0]
    except sqlite3.OperationalError:
        return 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 200 KB, where this account may make one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(disk)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("only root can make a small disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@POSIX
def test_a_student_reads_what_became_of_the_work_when_the_disk_is_full(
    run: Run, small_disk: Path
) -> None:
    with (small_disk / "filler").open("wb", buffering=0) as filler, suppress(OSError):
        while True:
            filler.write(bytes(4096))
    words = ("annotate", WARM_UP, "--student", "Ana")
    assert_refused(run(*words, "--hand-in", small_disk), "not handed in", "kept here", "full")
    assert_refused(run("lesson", "pack", paths.lessons_dir() / WARM_UP, "-o", small_disk / "a"))
    assert [path.name for path in small_disk.iterdir()] == ["filler"]
    assert_refused(run("lesson", "list", data=small_disk.name), "full")
