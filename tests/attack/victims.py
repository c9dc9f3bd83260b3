"""What is going on when a program is killed or its disk is full, and what must be there after.

    python -m tests.attack.victims WORK FOLDER

prints a line for each gesture that was confirmed, until it is stopped or has no more to do. What
a person would be told comes last, behind an exclamation mark; what nobody may be told behind two.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from alembic import command

from annotator.domain.errors import AnnotatorError
from annotator.domain.identifiers import LessonId
from annotator.domain.text import words
from annotator.services.collecting import CollectEntry, collect_file, collect_files
from annotator.services.demo_class import play_class
from annotator.services.lessons import install_lesson
from annotator.services.ports import HandInFiles
from annotator.session.reading import ReadingSession
from annotator.storage import database
from annotator.storage.engine import open_engine
from annotator.storage.schema import SCHEMA_VERSION, alembic_config
from annotator.use_cases.application import Application
from annotator.wiring.application import open_application

LESSON = LessonId("caracas-2019-04-30")
STUDENTS = 3
_OLD_STUDENTS = 300


@dataclass(frozen=True)
class Work:
    """Something that goes on: `go` yields what was confirmed, `lost` names what is not there.

    Both get a folder that `make` has filled.
    """

    name: str
    make: Callable[[Path], None]
    go: Callable[[Path], Iterator[str]]
    lost: Callable[[Path, Sequence[str]], list[str]]


@contextmanager
def application_in(folder: Path) -> Iterator[Application]:
    """Open the program on a folder as it does at its start."""
    application = open_application(folder / "data")
    try:
        yield application
    finally:
        application.close()


def whole(folder: Path) -> list[str]:
    """Return what is wrong with the database of a folder."""
    return list(database.check(folder / "data" / "annotator.db").problems)


def make_class(folder: Path) -> None:
    """Make a class that has handed in."""
    with application_in(folder) as application:
        lesson, key = application.lessons.with_key(LESSON)
        assert key is not None
        (folder / "drop").mkdir()
        play_class(application.ports, lesson, key, folder / "drop", students=STUDENTS, seed=7)


def make_collected(folder: Path) -> None:
    """Make a class whose hand-ins are collected."""
    make_class(folder)
    with application_in(folder) as application:
        lesson, _ = application.lessons.with_key(LESSON)
        collect_files(application.ports, lesson, files_of(application).find(folder / "drop"))


def files_of(application: Application) -> HandInFiles:
    """Return the hand-in files of an application."""
    return application.ports.hand_in_files


# -- students ----------------------------------------------------------------------------------


def opened(application: Application) -> ReadingSession:
    """Open the lesson as a student."""
    return application.student_home.open(application.student_home.sign_in("Zoë"), LESSON)


def annotate(folder: Path) -> Iterator[str]:
    """Highlight one word after the other."""
    with application_in(folder) as application:
        session = opened(application)
        category = next(c for c in session.lesson.scheme.categories if not c.is_sentence)
        for article in session.lesson.articles:
            for token in words(article.body):
                for made in session.highlight(article.id, category.id, token):
                    yield made.id


def not_annotated(folder: Path, confirmed: Sequence[str]) -> list[str]:
    """Return the confirmed annotations that are not there."""
    with application_in(folder) as application:
        there = {one.id for one in opened(application).all_annotations()}
    return [one for one in confirmed if one not in there] + whole(folder)


def hand_in(folder: Path) -> Iterator[str]:
    """Hand in again and again."""
    with application_in(folder) as application:
        session = application.student_home.open(application.student_home.sign_in("7B-01"), LESSON)
        while True:
            yield session.hand_in(folder / "drop").path.name


def not_handed_in(folder: Path, confirmed: Sequence[str]) -> list[str]:
    """Return the files that were confirmed and are not whole."""
    with application_in(folder) as application:
        found = files_of(application).find(folder / "drop")
        broken = [path.name for path in found if _unread(files_of(application), path)]
    there = {path.name for path in found}
    return [one for one in confirmed if one not in there] + broken + whole(folder)


def _unread(files: HandInFiles, path: Path) -> bool:
    try:
        files.read(path)
    except AnnotatorError:
        return True
    return False


# -- teachers ----------------------------------------------------------------------------------


def collect(folder: Path) -> Iterator[str]:
    """Collect one hand-in after the other."""
    with application_in(folder) as application:
        lesson, _ = application.lessons.with_key(LESSON)
        for path in files_of(application).find(folder / "drop"):
            yield _id_of(collect_file(application.ports, lesson, path))


def _id_of(entry: CollectEntry) -> str:
    assert entry.is_collected, entry.message
    assert entry.hand_in is not None
    return entry.hand_in.id


def not_collected(folder: Path, confirmed: Sequence[str]) -> list[str]:
    """Return the confirmed hand-ins that are not there, and what cannot be collected after."""
    with application_in(folder) as application:
        with application.ports.store.reading() as unit:
            stored = unit.hand_ins.of_lesson(LESSON)
        there = {one.hand_in.id for one in stored if one.collected_at is not None}
        lesson, _ = application.lessons.with_key(LESSON)
        after = collect_files(
            application.ports, lesson, files_of(application).find(folder / "drop")
        )
    lost = [one for one in confirmed if one not in there]
    return lost + [entry.message for entry in after.troubles] + whole(folder)


def grade(folder: Path) -> Iterator[str]:
    """Write a comment on one hand-in after the other."""
    with application_in(folder) as application:
        grading = application.grading.session(LESSON)
        number = 0
        while True:
            for entry in grading.entries:
                number += 1
                assert grading.comment(entry.id, f"Comment {number}")
                yield f"{entry.id} {number}"


def not_graded(folder: Path, confirmed: Sequence[str]) -> list[str]:
    """Return the hand-ins whose newest confirmed comment is not there."""
    newest = dict(one.split() for one in confirmed)
    lost = []
    with application_in(folder) as application:
        for entry in application.grading.session(LESSON).entries:
            comment = entry.graded.decisions.comment_on()
            there = int(comment.text.split()[1]) if comment else 0
            if there < int(newest.get(entry.id, 0)):
                lost.append(f"{entry.id} has comment {there}, not {newest[entry.id]}")
    return lost + whole(folder)


def publish(folder: Path) -> Iterator[str]:
    """Correct a lesson again and again."""
    with application_in(folder) as application:
        lesson, key = application.lessons.with_key(LESSON)
        while True:
            number = lesson.version + 1
            changed = {"version": number, "title": f"Version {number}"}
            lesson = replace(lesson, **changed, instructions=f"Version {number}")
            install_lesson(application.ports, lesson, key, is_source=True)
            yield str(number)


def not_published(folder: Path, confirmed: Sequence[str]) -> list[str]:
    """Return the newest confirmed version if an older one is there, or half of one."""
    with application_in(folder) as application, application.ports.store.reading() as unit:
        lesson, key = unit.lessons.find(LESSON), unit.lessons.find_key(LESSON)
    assert lesson is not None
    lost = [] if key is not None else ["the answer key"]
    newest = int(confirmed[-1]) if confirmed else 0
    if lesson.version < newest:
        lost.append(f"version {newest}; {lesson.version} is there")
    if newest and lesson.title != lesson.instructions:
        lost.append(f"half of “{lesson.title}”")
    return lost + whole(folder)


# -- the database ------------------------------------------------------------------------------


def make_old(folder: Path) -> None:
    """Make a database of the first shape with students in it."""
    (folder / "data").mkdir()
    engine = open_engine(folder / "data" / "annotator.db")
    with engine.connect() as connection:
        connection.begin()
        command.upgrade(alembic_config(connection), "0001")
        for number in range(_OLD_STUDENTS):
            connection.exec_driver_sql(
                "INSERT INTO student (id, name, name_key) VALUES (?, ?, ?)",
                (f"s{number}", f"Student {number}", f"student {number}"),
            )
        connection.exec_driver_sql("PRAGMA user_version=1")
        connection.commit()
    engine.dispose()


def migrate(folder: Path) -> Iterator[str]:
    """Open a database of an older version."""
    yield "begun"
    database.open_store(folder / "data" / "annotator.db").close()
    yield "migrated"


def not_migrated(folder: Path, _confirmed: Sequence[str]) -> list[str]:
    """Return what is not there once the program has been started again."""
    path = folder / "data" / "annotator.db"
    database.open_store(path).close()
    with closing(sqlite3.connect(path)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM student").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    lost = [] if count == _OLD_STUDENTS else [f"{_OLD_STUDENTS - count} students"]
    return lost + ([] if version == SCHEMA_VERSION else [f"shape {version}"]) + whole(folder)


def back_up(folder: Path) -> Iterator[str]:
    """Make one backup after the other."""
    number = 0
    while True:
        number += 1
        target = folder / "copies" / f"copy-{number}.db"
        database.backup(folder / "data" / "annotator.db", target)
        yield target.name


def not_backed_up(folder: Path, confirmed: Sequence[str]) -> list[str]:
    """Return the backups that were confirmed and are not there, and those that are not whole."""
    there = {path.name: path for path in (folder / "copies").glob("*.db")}
    broken = [name for name, path in there.items() if not database.check(path).is_whole]
    return [one for one in confirmed if one not in there] + broken + whole(folder)


WORKS = (
    Work("annotating", make_class, annotate, not_annotated),
    Work("handing in", make_class, hand_in, not_handed_in),
    Work("collecting", make_class, collect, not_collected),
    Work("grading", make_collected, grade, not_graded),
    Work("publishing", make_collected, publish, not_published),
    Work("migrating", make_old, migrate, not_migrated),
    Work("backing up", make_collected, back_up, not_backed_up),
)


class Templates:
    """What works begin with, each made once and copied for each try."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._made: dict[str, Path] = {}

    def fresh(self, work: Work, place: Path) -> Path:
        """Return a new copy of what a work begins with."""
        name = work.make.__name__
        if name not in self._made:
            made = self._place / name
            made.mkdir()
            work.make(made)
            self._made[name] = made
        shutil.rmtree(place, ignore_errors=True)
        return Path(shutil.copytree(self._made[name], place))


def work_named(name: str) -> Work:
    """Return the work with this name."""
    return next(each for each in WORKS if each.name == name)


def dice_of(seed: str) -> random.Random:
    """Return dice that fall the same in each run."""
    return random.Random(seed)


def main() -> None:
    """Work until there is no more to do."""
    name, folder = sys.argv[1], Path(sys.argv[2])
    try:
        for confirmed in work_named(name).go(folder):
            print(confirmed, flush=True)
    except AnnotatorError as trouble:
        print(f"! {trouble}", flush=True)
    except OSError as trouble:  # the command line has a sentence for each
        print(f"! {trouble.strerror}", flush=True)
    except Exception as bug:  # noqa: BLE001 - told apart from what people may see
        print(f"!! {type(bug).__name__}: {bug}", flush=True)


if __name__ == "__main__":
    main()
