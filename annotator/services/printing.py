"""Print a class's worksheets, one file a student."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from annotator.domain.errors import UnknownThing
from annotator.domain.file_names import safe_file_name
from annotator.domain.hand_ins import name_key
from annotator.services.grading import ClassGrades, GradedHandIn

#: Writes one student's worksheet to a path, whole or not at all.
WorksheetWriter = Callable[[GradedHandIn, Path], None]


def print_worksheets(
    grades: ClassGrades,
    write: WorksheetWriter,
    folder: Path,
    *,
    student: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Path, ...]:
    """Write the graded worksheets of a class, or of one student; return the files."""
    wanted = grades.graded
    if student is not None:
        wanted = tuple(g for g in wanted if name_key(g.hand_in.student_name) == name_key(student))
        if not wanted:
            raise UnknownThing(
                f"No hand-in of “{student}” for “{grades.lesson.title}” has been collected. "
                "Nothing was printed."
            )
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for number, graded in enumerate(wanted, 1):
        path = folder / _file_name(grades, graded, {each.name for each in written})
        write(graded, path)
        written.append(path)
        if progress is not None:
            progress(number, len(wanted))
    return tuple(written)


def _file_name(grades: ClassGrades, graded: GradedHandIn, taken: set[str]) -> str:
    stem = f"{grades.lesson.id}_{safe_file_name(graded.hand_in.student_name)}"
    name = f"{stem}.pdf"
    number = 2
    while name in taken:
        name = f"{stem}-{number}.pdf"
        number += 1
    return name
