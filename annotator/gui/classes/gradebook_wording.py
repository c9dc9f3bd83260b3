"""What a teacher reads in the gradebook: cells, parts of a grade, and how it came about."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.domain.classes import ClassMember, MemberState
from annotator.domain.lessons import Lesson
from annotator.domain.wording import points_text
from annotator.gui.classes.when import moment
from annotator.gui.lists.rows_table import TableRow
from annotator.scoring.results import SumPart
from annotator.scoring.sums import sum_of
from annotator.services.asked_words import counted_words
from annotator.services.gradebook import ClassGradebook, GradebookColumn, GradebookRow
from annotator.translation import N_, _

_STATES = {MemberState.LEFT: N_("left"), MemberState.MOVED: N_("moved")}


def all_lessons(gradebook: ClassGradebook) -> tuple[list[str], list[TableRow]]:
    """Return the headers and rows of every lesson, one column each."""
    headers = [_("Student"), *(column.title for column in gradebook.columns)]
    rows = []
    for member in gradebook.members:
        found = [column.rows.get(member.student_id) for column in gradebook.columns]
        tones = {n: _tone(row) for n, row in enumerate(found, 1) if _tone(row)}
        cells = (_name(member), *(_cell(row) for row in found))
        rows.append(TableRow(member.student_id, cells, tones=tones))
    return headers, rows


def one_lesson(
    gradebook: ClassGradebook, column: GradebookColumn
) -> tuple[list[str], list[TableRow]]:
    """Return the headers and rows of one lesson, one column for each part of the grade."""
    grades = column.gradebook
    if grades is None:
        return [_("Student"), _("Grade")], [
            TableRow(m.student_id, (_name(m), "–"), tone="muted") for m in gradebook.members
        ]
    lesson = grades.lesson
    headers = [
        *(_("Student"), _("Grade"), _("Points"), _("State")),
        *(category.name for category in lesson.scheme.scored),
        *(_("Bonus"), _("Traps"), _("Taken off"), _("By hand"), _("Limit"), _("Highlights")),
        *(criterion.name for criterion in lesson.criteria),
    ]
    rows = []
    for member in gradebook.members:
        row = column.rows.get(member.student_id)
        grade = row.grade if row is not None else None
        said = (grade.text, grade.points) if grade is not None else ("", "")
        cells = (_name(member), *said, state(row), *_parts(lesson, row, len(headers) - 4))
        tone = _tone(row)
        rows.append(TableRow(member.student_id, cells, tones={3: tone} if tone else {}))
    return headers, rows


def state(row: GradebookRow | None) -> str:
    """Return in words how it is with one grade."""
    if row is None:
        return ""
    if row.is_excused:
        return _("excused")
    if row.is_missing:
        return _("missing")
    said = [_("late")] if row.is_late else []
    if row.graded is not None and not row.is_fully_graded:
        said.append(_("not graded yet") if not row.graded.is_done else _("rubric not done"))
    return ", ".join(said) or _("graded")


def details(member: ClassMember | None, column: GradebookColumn | None) -> list[str]:
    """Return how one grade came about, a line each."""
    if member is None or column is None:
        return [_("Choose a cell to see how the grade came about.")]
    lines = [f"{member.roster.shown_name}: {column.title}"]
    row = column.rows.get(member.student_id)
    if column.trouble:
        return [*lines, column.trouble]
    if row is None or row.graded is None:
        return [*lines, state(row).capitalize() or _("Nothing was expected.")]
    score, hand_in = row.graded.score, row.graded.hand_in
    lines.append(f"{score.grade.line}, {state(row)}")
    lines.append(
        _(
            "Handed in {moment}, attempt {attempt}; {attempts} here",
            moment=moment(row.graded.handed_in),
            attempt=hand_in.attempt,
            attempts=row.graded.attempts,
        )
    )
    lines += row.graded.doubts
    counted = column.gradebook and counted_words(
        column.gradebook.lesson, score, hand_in.reading_group
    )
    lines += [counted] if counted else []
    if column.gradebook is None:
        return lines
    for line in sum_of(column.gradebook.lesson, score).lines:
        most = "" if line.maximum is None else f" of {points_text(line.maximum)}"
        lines.append(f"{line.name}: {points_text(line.points)}{most}")
    lines += [
        _("{criterion}: not graded yet", criterion=criterion.name) for criterion in score.ungraded
    ]
    return lines


def _name(member: ClassMember) -> str:
    name = member.roster.sortable_name
    return name if member.is_active else f"{name} ({_(_STATES[member.state])})"


def _cell(row: GradebookRow | None) -> str:
    if row is None:
        return "–"
    if row.grade is None:
        return state(row)
    said = row.grade.text
    said += " late" if row.is_late else ""
    return said if row.is_fully_graded else f"{said} (open)"


def _parts(lesson: Lesson, row: GradebookRow | None, width: int) -> Sequence[str]:
    if row is None or row.graded is None:
        return [""] * width
    score = row.graded.score
    added = sum_of(lesson, score)
    numbers = [added.category(part.category_id) for part in score.categories]
    numbers += [added.of(SumPart.BONUS), added.of(SumPart.TRAPS), added.taken_off]
    numbers += [added.of(SumPart.BY_HAND), added.of(SumPart.LIMIT), added.highlights]
    parts = [*map(points_text, numbers)]
    parts += [points_text(entry.score.points) if entry.score else "–" for entry in score.rubric]
    return (parts + [""] * width)[:width]


def _tone(row: GradebookRow | None) -> str:
    if row is None or row.is_excused:
        return "muted"
    if row.is_missing:
        return "danger"
    return "warning" if row.is_late or not row.is_fully_graded else ""
