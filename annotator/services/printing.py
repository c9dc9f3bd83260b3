"""Print a class: one file a student, one file for all, or a zip; whole files or none."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol, TypeVar

from annotator.domain.errors import StorageTrouble, UnknownThing
from annotator.domain.file_names import safe_file_name
from annotator.domain.hand_ins import HandIn, name_key
from annotator.domain.identifiers import LessonId
from annotator.services.attempts import weigh
from annotator.services.grading import ClassGrades, GradedHandIn
from annotator.services.jobs import Job
from annotator.services.ports import Ports, StoredHandIn
from annotator.translation import _

#: Writes one student's worksheet to a path, whole or not at all.
WorksheetWriter = Callable[[GradedHandIn, Path], None]
#: Writes bytes to a path, whole or not at all.
WholeWriter = Callable[[Path, bytes], None]

#: Letters and digits of a code that stands in for a name.
CODE_LENGTH = 4
#: The time of every file in a zip, so that the same class gives the same bytes.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)

_Entry = TypeVar("_Entry")


class DocumentKind(StrEnum):
    """The documents that come from one lesson."""

    GRADED = "graded"
    COPY = "copy"
    BLANK = "blank"
    KEY = "key"
    REPORT = "report"
    HISTORY = "history"

    @property
    def is_of_student(self) -> bool:
        """Return whether there is one for each student."""
        return self in (DocumentKind.GRADED, DocumentKind.COPY, DocumentKind.HISTORY)


class BatchForm(StrEnum):
    """How the documents of a class are kept: a file each, one file, or a zip."""

    FILES = "files"
    MERGED = "merged"
    ZIP = "zip"


class Batch(Protocol):
    """Documents that are set one after the other, one a student, in roster order."""

    @property
    def stem(self) -> str:
        """Return what every file name begins with."""

    @property
    def names(self) -> Sequence[str]:
        """Return what tells the documents apart: names, or codes where nobody is named."""

    def each(self) -> Iterator[tuple[int, bytes]]:
        """Yield each document with its number in `names`, in the order in which they are done."""

    def together(self, step: Callable[[], bool]) -> bytes | None:
        """Return all documents as one file; `step` follows each and says whether to go on."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What a batch left behind: the files, all of them whole, and how many were wanted."""

    files: tuple[Path, ...]
    done: int
    wanted: int

    @property
    def is_cancelled(self) -> bool:
        """Return whether it was stopped before the last document."""
        return self.done < self.wanted


def print_files(
    batch: Batch,
    write: WholeWriter,
    folder: Path,
    *,
    job: Job | None = None,
) -> Printed:
    """Write one file a student; stopped or failed, the files that are there are whole."""
    job = job or Job()
    folder.mkdir(parents=True, exist_ok=True)
    names = _file_names(batch)
    written: dict[int, Path] = {}
    each = batch.each()
    try:
        while not job.is_stopped:
            found = next(each, None)
            if found is None:
                break
            number, document = found
            path = folder / names[number]
            _write_one(write, path, document, len(written), len(names))
            written[number] = path
            job.progress(len(written), len(names))
    finally:
        _close(each)
    files = tuple(written[number] for number in sorted(written))
    return Printed(files, len(files), len(names))


def print_merged(
    batch: Batch,
    write: WholeWriter,
    path: Path,
    *,
    job: Job | None = None,
) -> Printed:
    """Write all documents as one file with bookmarks; stopped, nothing is written."""
    job = job or Job()
    done = 0

    def step() -> bool:
        nonlocal done
        done += 1
        job.progress(done, len(batch.names))
        return not job.is_stopped

    document = None if job.is_stopped else batch.together(step)
    if document is None:
        return Printed((), 0, len(batch.names))
    path.parent.mkdir(parents=True, exist_ok=True)
    write(path, document)
    return Printed((path,), done, len(batch.names))


def print_zip(
    batch: Batch,
    write: WholeWriter,
    path: Path,
    *,
    job: Job | None = None,
) -> Printed:
    """Write all files into one zip; stopped, nothing is written."""
    job = job or Job()
    names = _file_names(batch)
    documents: dict[int, bytes] = {}
    each = batch.each()
    try:
        for number, document in each:
            documents[number] = document
            job.progress(len(documents), len(names))
            if job.is_stopped:
                return Printed((), 0, len(names))
    finally:
        _close(each)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in sorted(documents):
            entry = zipfile.ZipInfo(names[number], _ZIP_TIME)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, documents[number], zipfile.ZIP_DEFLATED)
    path.parent.mkdir(parents=True, exist_ok=True)
    write(path, packed.getvalue())
    return Printed((path,), len(documents), len(names))


def print_worksheets(
    grades: ClassGrades,
    write: WorksheetWriter,
    folder: Path,
    *,
    student: str | None = None,
    job: Job | None = None,
) -> tuple[Path, ...]:
    """Write the graded worksheets of a class, or of one student; return the files."""
    job = job or Job()
    wanted = graded_of(grades, student)
    folder.mkdir(parents=True, exist_ok=True)
    names = _distinct(grades.lesson.id, [g.hand_in.student_name for g in wanted])
    written: list[Path] = []
    for graded, name in zip(wanted, names, strict=True):
        write(graded, folder / name)
        written.append(folder / name)
        job.progress(len(written), len(wanted))
    return tuple(written)


# -- who is printed ----------------------------------------------------------------------------


def graded_of(grades: ClassGrades, student: str | None) -> tuple[GradedHandIn, ...]:
    """Return the graded hand-ins of a class, or of one student; raise if there is none."""
    return _of_student(
        grades.graded, lambda g: g.hand_in.student_name, student, grades.lesson.title
    )


def newest_hand_ins(
    ports: Ports, lesson_id: LessonId, title: str, student: str | None = None
) -> tuple[HandIn, ...]:
    """Return the newest hand-in of each student, made or collected on this machine."""
    attempts: dict[str, list[StoredHandIn]] = {}
    with ports.store.reading() as unit:
        stored = unit.hand_ins.of_lesson(lesson_id)
    for each in stored:
        attempts.setdefault(name_key(each.hand_in.student_name), []).append(each)
    found = [weigh(mine, None).counting.hand_in for _unused, mine in sorted(attempts.items())]
    return _of_student(found, lambda h: h.student_name, student, title)


def _of_student(
    entries: Iterable[_Entry], name: Callable[[_Entry], str], student: str | None, title: str
) -> tuple[_Entry, ...]:
    if student is None:
        return tuple(entries)
    wanted = tuple(e for e in entries if name_key(name(e)) == name_key(student))
    if not wanted:
        raise UnknownThing(
            "No hand-in of “{student}” for “{title}” has been collected. Nothing was printed.",
            student=student,
            title=title,
        )
    return wanted


def student_codes(lesson_id: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return a short code for each name: the same in every print, telling nothing of the name."""
    codes: list[str] = []
    for name in names:
        digest = hashlib.sha256(f"{lesson_id}/{name_key(name)}".encode()).digest()
        whole = base64.b32encode(digest).decode("ascii")
        length = CODE_LENGTH
        while whole[:length] in codes:
            length += 1
        codes.append(whole[:length])
    return tuple(codes)


# -- files -------------------------------------------------------------------------------------


def _write_one(write: WholeWriter, path: Path, document: bytes, done: int, of: int) -> None:
    try:
        write(path, document)
    except StorageTrouble as trouble:
        kept = (
            _(" {done} of {of} files were written before this one and are whole.", done=done, of=of)
            if done
            else ""
        )
        raise StorageTrouble(f"{trouble}{kept}") from trouble


def _close(each: Iterator[tuple[int, bytes]]) -> None:
    close = getattr(each, "close", None)
    if close is not None:
        close()


def _file_names(batch: Batch) -> list[str]:
    return _distinct(batch.stem, batch.names)


def _distinct(stem: str, names: Sequence[str]) -> list[str]:
    """Return a file name for each name; names that look alike get numbers."""
    taken: set[str] = set()
    found = []
    for each in names:
        begins = f"{stem}_{safe_file_name(each)}"
        name = f"{begins}.pdf"
        number = 2
        while name.casefold() in taken:
            name = f"{begins}-{number}.pdf"
            number += 1
        taken.add(name.casefold())
        found.append(name)
    return found
