"""Deleting for good: no trace anywhere, files of others stay, and an interruption is finished."""

from __future__ import annotations

import errno
import json
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from annotator.domain.classes import RosterRow
from annotator.domain.errors import AnnotatorError, StorageTrouble
from annotator.domain.identifiers import ArticleId, AuthorId, ClassId
from annotator.files.deletion_notes import DeletionNotes
from annotator.services.classes import assign_lesson, create_class, import_roster
from annotator.services.collecting import class_roll, collect_hand_ins
from annotator.services.lessons import install_lesson
from annotator.settings import ReadingHelp, Settings, load_settings, save_settings, student_code
from annotator.storage.backups import make_daily_backup
from annotator.use_cases.application import Application
from annotator.wiring.application import open_application
from tests.fakes import sample_lesson
from tests.fakes.sample_lesson import LOADED

NAME, OTHER = "Zoraïde Quillfeather", "Bob Ray"
LESSON = replace(sample_lesson.lesson(), public_key=b"")


@dataclass
class School:
    """A teacher's data folder and the drop folder, with a class that handed in and got back."""

    data: Path
    drop: Path
    student: AuthorId
    other: AuthorId
    group: ClassId
    code: str

    @contextmanager
    def open(self) -> Iterator[Application]:
        opened = open_application(self.data).with_deletions_finished()
        try:
            yield replace(opened, drop_folder=self.drop)
        finally:
            opened.close()

    @property
    def words(self) -> list[str]:
        """Return what must not be found after the deletion: names, and what was typed."""
        return [NAME, "Zoraïde", "Quillfeather", self.code, "zebrareason", "gnurequest"]


def make_school(folder: Path) -> School:
    """Let two students hand in, grade, return and ask again; leave traces wherever there can be."""
    data, drop = folder / "data", folder / "drop"
    drop.mkdir(parents=True)
    application = open_application(data)
    try:
        lesson = replace(LESSON, public_key=application.teacher_keys.ensure_public_key())
        install_lesson(application.ports, lesson, sample_lesson.key())
        group = create_class(application.ports, "7B")
        rows = (RosterRow("S-90210", "Quillfeather", "Zoraïde"), RosterRow("S-2", "Ray", "Bob"))
        import_roster(application.ports, group.id, rows)
        given = assign_lesson(
            application.ports, lesson.id, group.id, datetime.now(UTC) + timedelta(days=1)
        )
        with application.ports.store.reading() as unit:
            member, bob = sorted(unit.classes.members(group.id), key=lambda m: m.roster.last_name)
        lab = open_application(folder / "lab")
        try:
            install_lesson(lab.ports, lesson)
            for name in (NAME, OTHER, member.code):
                work(lab, name, drop)
            collect_hand_ins(
                application.ports, lesson, drop, roll=class_roll(application.ports, given)
            )
            grading = application.grading.session(lesson.id)
            done = application.grading.give_back(
                grading, grading.entries, data / "returned" / lesson.id
            )
            for path in done.files:
                shutil.copy(path, drop)
                if path.suffix == ".feedback":
                    lab.feedback.ask_again(lab.feedback.take_in(path), "gnurequest", drop)
        finally:
            lab.close()
        save_settings(
            data,
            Settings(last_name=NAME, remember_name=True).with_help(
                student_code(NAME), ReadingHelp(ruler=True)
            ),
        )
        (data / f".{'0f' * 8}.part").write_text(f"half a file of {NAME}", encoding="utf-8")
        make_daily_backup(data / "annotator.db", datetime(2026, 6, 1, tzinfo=UTC).date())
    finally:
        application.close()
    return School(data, drop, member.student_id, bob.student_id, group.id, member.code)


def work(lab: Application, name: str, drop: Path) -> None:
    """Let a student hand in, and leave a draft of a second attempt."""
    student = lab.student_home.sign_in(name)
    lesson = lab.lessons.named(LESSON.id)
    session = lab.student_home.open(student, lesson.id)
    span = sample_lesson.span_of(lesson, "bugle", "cruel")
    session.highlight(ArticleId("bugle"), LOADED, span)
    session.hand_in(drop)
    lab.student_home.machine(student, drafts_everywhere=True).save(lesson, drop)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> School:
    return make_school(tmp_path_factory.mktemp("school"))


@pytest.fixture
def school(made: School, tmp_path: Path) -> School:
    """Return a school of its own for each test."""
    shutil.copytree(made.data, tmp_path / "data")
    shutil.copytree(made.drop, tmp_path / "drop")
    return replace(made, data=tmp_path / "data", drop=tmp_path / "drop")


def contents(path: Path) -> Iterator[bytes]:
    """Yield a file's name and bytes, and those of what is packed in it."""
    yield path.name.encode()
    yield path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            for name in packed.namelist():
                yield name.encode()
                yield packed.read(name)


def traces(school: School, *words: str) -> set[tuple[str, str]]:
    """Return where words stand in either folder, in any of the ways in which bytes hold text."""
    found = set()
    for folder in (school.data, school.drop):
        for path in (p for p in folder.rglob("*") if p.is_file()):
            told = list(contents(path))
            for word in words:
                forms = {
                    word.encode("utf-8"),
                    word.encode("utf-16-le"),
                    word.encode("utf-16-be"),
                    word.replace(" ", "-").encode("utf-8"),
                    json.dumps(word)[1:-1].encode(),
                }
                if any(form in part for form in forms for part in told):
                    found.add((str(path.relative_to(folder.parent)), word))
    return found


def kinds(school: School) -> set[str]:
    return {p.suffix for folder in (school.data, school.drop) for p in folder.rglob("*")}


def bobs_files(folder: Path) -> set[str]:
    return {p.name for p in folder.rglob("*") if "Bob-Ray" in p.name}


def test_no_trace_of_a_deleted_student_is_left_in_any_file_or_name(school: School) -> None:
    before = traces(school, *school.words)
    places = {place for place, _ in before}
    # Otherwise the test below would prove nothing.
    assert any("backups" in place for place in places)
    assert any(place.startswith("data/returned") and ".pdf" in place for place in places)
    assert any(place.endswith(".feedback") and "returned" in place for place in places)
    assert any(place.endswith(".regrade") for place in places)
    assert any(place.endswith(".handin") for place in places)
    assert any(place.endswith("settings.json") for place in places)
    assert any(place.endswith(".part") for place in places)
    drafts = list(school.drop.glob("*.draft"))
    kept = bobs_files(school.data) | bobs_files(school.drop)
    with school.open() as application:
        receipt = application.erasing.delete_student(school.student, [school.drop])
        assert receipt.is_complete, receipt.lines
        assert traces(school, *school.words) == set()
    assert traces(school, *school.words) == set()
    assert len(list(school.drop.glob("*.draft"))) == len(drafts) - 2  # the name's and the code's
    assert bobs_files(school.data) | bobs_files(school.drop) == kept
    assert load_settings(school.data)[0].reading == ()
    assert list(school.data.glob("erasing.*")) == []
    assert f"deleted: {len(receipt.files_removed)}" in "\n".join(receipt.lines)
    (entries,) = (line for line in receipt.lines if line.startswith("Entries deleted:"))
    assert "hand in 2" in entries
    assert "_" not in entries, "words, no names of tables"


def test_a_year_goes_with_its_class_and_all_files(school: School) -> None:
    with school.open() as application:
        receipt = application.erasing.purge_classes([school.group], [school.drop])
        assert receipt.is_complete, receipt.lines
        with application.ports.store.reading() as unit:
            assert unit.classes.all() == ()
    assert traces(school, *school.words, OTHER) == set()
    assert [p.name for p in school.drop.iterdir()] == []


def test_what_only_bears_the_name_is_kept_and_told_of(school: School) -> None:
    essay = school.drop / "essay_Zoraïde-Quillfeather.pdf"
    essay.write_bytes(b"%PDF")
    foreign = school.drop / "other_Zoraide-Quillfeather_20260101T000000Z_abc.handin"
    foreign.write_bytes(b"no hand-in of ours")
    with school.open() as application:
        receipt = application.erasing.delete_student(school.student, [school.drop])
    assert not receipt.is_complete
    assert essay.exists()
    assert foreign.exists()
    assert sum("bears the name" in line for line in receipt.lines) == 2


def test_a_folder_that_is_away_is_named(school: School, tmp_path: Path) -> None:
    with school.open() as application:
        receipt = application.erasing.delete_student(school.student, [tmp_path / "stick"])
    assert any(f"“{tmp_path / 'stick'}” could not be reached" in line for line in receipt.lines)


def test_with_a_passphrase_a_later_start_finishes_by_the_names_of_files(school: School) -> None:
    with school.open() as application:
        application.teacher_keys.set_passphrase("four quiet green herons")
        interrupt(application, school, after_rows=True)
    with school.open() as application:
        (receipt,) = application.receipts
        assert receipt.is_complete, receipt.lines
    left = {place for place, _ in traces(school, *school.words)}
    assert left == set()


def interrupt(application: Application, school: School, *, after_rows: bool) -> None:
    """Begin a deletion whose files cannot be looked for."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(
            "annotator.files.person_files.FilesOfPeople.find", _stop if after_rows else None
        )
        with pytest.raises(Stopped):
            application.erasing.delete_student(school.student, [school.drop])


class Stopped(BaseException):
    """The program was ended."""


def _stop(*_: object) -> None:
    raise Stopped


def test_a_file_that_cannot_be_deleted_now_goes_with_the_next_start(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.unlink

    def unlink(self: Path, missing_ok: bool = False) -> None:
        if self.suffix == ".pdf":
            raise PermissionError(errno.EACCES, "is open in another program", str(self))
        real(self, missing_ok)

    with school.open() as application:
        monkeypatch.setattr(Path, "unlink", unlink)
        receipt = application.erasing.delete_student(school.student, [school.drop])
        monkeypatch.undo()
    assert receipt.unfinished
    assert "is being deleted" in receipt.lines[0]
    assert "tries again at its next start" in "\n".join(receipt.lines)
    with school.open() as application:
        (later,) = application.receipts
        assert later.is_complete, later.lines
    assert traces(school, *school.words) == set()
    with school.open() as application:
        assert application.receipts == ()


def test_where_the_note_cannot_be_written_nothing_is_deleted(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = traces(school, NAME)
    with school.open() as application:
        monkeypatch.setattr(DeletionNotes, "put", _full)
        with pytest.raises(StorageTrouble):
            application.erasing.delete_student(school.student, [school.drop])
        monkeypatch.undo()
        with application.ports.store.reading() as unit:
            assert school.student in {one.id for one in unit.students.all()}
    assert {place for place, _ in before} <= {place for place, _ in traces(school, NAME)}


def _full(*_: object) -> None:
    raise StorageTrouble("The disk is full.")


def test_a_damaged_note_is_told_of_and_kept(school: School) -> None:
    note = school.data / "erasing.x.json"
    note.write_text("{")
    with school.open() as application:
        assert any("erasing.x.json" in line for line in application.warnings)
        assert application.receipts == ()
    assert note.exists()


# -- kill and full disk at every step --------------------------------------------------------------


#: Every so many steps are tried; all of them were, once, and take ten minutes.
STRIDE = 11


class Steps:
    """Counts what reaches the disk and the database, and lets something happen at one of it."""

    def __init__(self, number: int, happen: Callable[[], None]) -> None:
        self._left = number
        self._happen = happen
        self.is_over = False

    def step(self) -> None:
        self._left -= 1
        if self._left == 0:
            self.is_over = True
            self._happen()

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Watch statements of the eraser, and files that are written, renamed and deleted."""
        steps = self

        class Watched(sqlite3.Connection):
            def execute(self, *words: object) -> sqlite3.Cursor:
                if not str(words[0]).startswith(("SELECT", "PRAGMA secure", "PRAGMA temp")):
                    steps.step()
                return super().execute(*words)  # type: ignore[arg-type]

        connect = sqlite3.connect
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(
                "annotator.storage.erasing.sqlite3.connect",
                lambda *a, **k: connect(*a, **{"factory": Watched, **k}),
            )
            for name in ("unlink", "replace"):
                patched.setattr(Path, name, self._watching(getattr(Path, name)))
            yield

    def _watching(self, real: Callable[..., object]) -> Callable[..., object]:
        def call(*words: object, **requests: object) -> object:
            self.step()
            return real(*words, **requests)

        return call


@pytest.mark.skipif(sys.platform == "win32", reason="a process is forked here")
def test_after_a_kill_at_any_step_the_next_start_finishes_or_nothing_was_done(
    school: School, tmp_path: Path
) -> None:
    told = json.dumps([school.student, str(school.data.parent), str(tmp_path / "kills")])
    command = [sys.executable, "-m", "tests.unit.wiring.killed_deletions", told]
    subprocess.run(command, check=True, timeout=300)
    ends = [
        whole_or_gone(replace(school, data=folder / "data", drop=folder / "drop"))
        for folder in sorted((tmp_path / "kills").iterdir())
    ]
    assert ends.count(True) > 1


def test_after_a_full_disk_at_any_step_nothing_is_said_to_be_done_that_is_not(
    school: School, tmp_path: Path
) -> None:
    number, was_full, stride = 2, True, STRIDE
    while was_full:
        one = fresh(school, tmp_path / f"full{number}")
        steps = Steps(number, no_room)
        with one.open() as application:
            backups = sorted(p.name for p in (one.data / "backups").iterdir())
            try:
                with steps.watched():
                    receipt = application.erasing.delete_student(one.student, [one.drop])
                is_said = receipt.is_complete
            except AnnotatorError:
                is_said = False
        assert sorted(p.name for p in (one.data / "backups").glob("*.db")) == backups
        if is_said:
            assert traces(one, *one.words) == set()
        whole_or_gone(one)
        was_full = steps.is_over
        shutil.rmtree(one.data.parent)
        number += stride


def no_room() -> None:
    trouble = _NoRoom(errno.ENOSPC, "No space left on device")
    trouble.sqlite_errorcode = sqlite3.SQLITE_FULL
    raise trouble


class _NoRoom(OSError, sqlite3.OperationalError):
    """A full disk, as a file and as SQLite tell of it."""

    sqlite_errorcode = sqlite3.SQLITE_FULL


def fresh(school: School, folder: Path) -> School:
    shutil.copytree(school.data, folder / "data")
    shutil.copytree(school.drop, folder / "drop")
    return replace(school, data=folder / "data", drop=folder / "drop")


def whole_or_gone(school: School) -> bool:
    """Start anew and see that the student is here as before, or gone without a trace."""
    with school.open() as application:
        with application.ports.store.reading() as unit:
            is_here = school.student in {one.id for one in unit.students.all()}
        if is_here:
            assert application.receipts == ()
            again = application.erasing.delete_student(school.student, [school.drop])
            assert again.is_complete, again.lines
    assert traces(school, *school.words) == set()
    assert list(school.data.glob("erasing.*")) == []
    return not is_here
