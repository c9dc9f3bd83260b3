"""annotator collect | grade: what a teacher does with a class, from a script."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from annotator.cli.context import teachers_application
from annotator.cli.output import (
    points_text,
    print_json,
    print_line,
    print_table,
    print_trouble,
    shown_progress,
    unplaced_json,
    unplaced_text,
)
from annotator.cli.score_json import hand_in_score_json
from annotator.domain.annotations import Annotation
from annotator.domain.errors import BadInput
from annotator.domain.identifiers import LessonId
from annotator.domain.keys import KeyAnnotation
from annotator.scoring.sums import sum_of
from annotator.services.asked_words import numbers_of
from annotator.services.collecting import (
    CollectEntry,
    CollectReport,
    CollectStatus,
    class_roll,
    collect_hand_ins,
    take_attempts,
    weigh_report,
)
from annotator.services.grading import ClassGrades, GradedHandIn, grade_class
from annotator.services.member_index import ClassRoll
from annotator.services.ports import Ports
from annotator.translation import _

#: The columns after the categories: what optional keys add and traps take, and the sums.
PARTS = ("bonus", "traps", "taken off", "highlights", "rubric", "total")


def collect(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="The drop folder, or a zip.")],
    lesson: Annotated[str, typer.Option("--lesson", help="A lesson's id, folder or package.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    take: Annotated[
        list[str] | None,
        typer.Option("--take", help="Let this file count although another computer's came first."),
    ] = None,
) -> None:
    """Collect the hand-ins of a folder; the same folder twice changes nothing."""
    with teachers_application(context, writes=True) as application:
        wanted, _unused = application.lessons.with_key(lesson)
        with shown_progress(_("Collecting")) as job:
            roll = _only_roll(application.ports, wanted.id)
            report = collect_hand_ins(application.ports, wanted, folder, job, roll=roll)
        if take:
            take_attempts(application.ports, _taken(report, take))
            report = weigh_report(application.ports, wanted, report, roll)
    if as_json:
        print_json(_report_json(report))
    elif not report.entries:
        print_line(
            _(
                "There are no hand-ins in “{folder}”, nor in the folders and zips in it.",
                folder=folder,
            )
        )
    else:
        print_line(
            _(
                "Collected {number} new hand-ins for “{title}”; {number2} were here already.",
                number=report.count(CollectStatus.NEW),
                title=wanted.title,
                number2=report.count(CollectStatus.ALREADY),
            )
        )
    for note in report.notes:
        print_trouble(note)
    for entry in report.doubtful:
        for doubt in entry.doubts:
            print_trouble(f"{entry.path.name}: {doubt.said}")
        if entry.is_set_aside:
            print_trouble(
                _("To let it count: collect again with --take {path}", path=entry.path.name)
            )
    for entry in report.carried:
        print_trouble(f"{entry.path.name}: {entry.fit.told}")
    for entry in report.strangers:
        print_trouble(f"{entry.path.name}: {_stranger_text(entry)}")
    for entry in report.troubles:
        named = entry.path.name in entry.message
        print_trouble(entry.message if named else f"{entry.path.name}: {entry.message}")
    if report.entries and len(report.troubles) == len(report.entries):
        raise typer.Exit(1)


def _only_roll(ports: Ports, lesson_id: LessonId) -> ClassRoll | None:
    """Return the list of the class that has the lesson, where that is one class."""
    with ports.store.reading() as unit:
        assignments = unit.classes.assignments(lesson_id)
    return class_roll(ports, assignments[0]) if len(assignments) == 1 else None


def _taken(report: CollectReport, names: Sequence[str]) -> list[CollectEntry]:
    """Return the entries of files that are to count; raise BadInput where there is no such one."""
    found = {entry.path.name: entry for entry in report.entries if entry.is_collected}
    for name in names:
        if Path(name).name not in found:
            raise BadInput(
                "“{name}” is not among the hand-ins that were collected. What was "
                "collected is kept. Name a file of the folder.",
                name=name,
            )
    return [found[Path(name).name] for name in names]


def _stranger_text(entry: CollectEntry) -> str:
    name = entry.hand_in.student_name if entry.hand_in else ""
    text = _("“{name}” is not on the class list. It was collected all the same.", name=name)
    if not entry.proposals:
        return text
    meant = " or ".join(f"“{each.member.roster.shown_name}”" for each in entry.proposals)
    return _("{text} Perhaps it is {meant}; say so in the app.", text=text, meant=meant)


def _report_json(report: CollectReport) -> dict[str, object]:
    return {
        "lesson": report.lesson_id,
        "new": report.count(CollectStatus.NEW),
        "already": report.count(CollectStatus.ALREADY),
        "troubles": len(report.troubles),
        "doubtful": len(report.doubtful),
        "set_aside": len(report.set_aside),
        "notes": list(report.notes),
        "files": [
            {
                "file": entry.path.name,
                "status": entry.status.value,
                "message": entry.message,
                "student": entry.hand_in.student_name if entry.hand_in else None,
                "attempt": entry.hand_in.attempt if entry.hand_in else None,
                "listed_as": entry.member.roster.shown_name if entry.member else None,
                "made_on": entry.fit.made_on,
                "late": entry.is_late,
                "counts": entry.counts,
                "doubts": [{"kind": d.kind.value, "text": d.text} for d in entry.doubts],
            }
            for entry in report.entries
        ],
    }


def grade(
    context: typer.Context,
    lesson: Annotated[str, typer.Argument(help="A lesson's id, folder or package.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Score every student's newest hand-in against the answer key."""
    with teachers_application(context) as application:
        wanted, _unused = application.lessons.with_key(lesson)
        grades = grade_class(application.ports, wanted.id)
    if as_json:
        print_json(grades_json(grades))
        return
    print_grades(grades)


def grades_json(grades: ClassGrades) -> dict[str, object]:
    """Return a class's grades as the command line prints them."""
    return {
        "lesson": grades.lesson.id,
        "version": grades.lesson.version,
        "students": [_graded_json(entry) for entry in grades.graded],
    }


def _graded_json(entry: GradedHandIn) -> dict[str, object]:
    return {
        "student": entry.hand_in.student_name,
        "attempt": entry.hand_in.attempt,
        "attempts": entry.attempts,
        "handed_in": entry.handed_in.isoformat(),
        "doubts": list(entry.doubts),
        **hand_in_score_json(entry.score),
        "unplaced": [unplaced_json(each) for each in entry.unplaced],
    }


def print_grades(grades: ClassGrades) -> None:
    """Print a class's grades as a table."""
    if not grades.graded:
        print_line(
            _("No hand-ins of “{title}” have been collected yet.", title=grades.lesson.title)
        )
        return
    categories, is_all = grades.lesson.scheme.scored, grades.lesson.asked.is_all
    rows = []
    for entry in grades.graded:
        score = entry.score
        parts = {part.category_id: part for part in score.categories}
        rows.append(
            (
                entry.hand_in.student_name,
                *(_part_text(parts[c.id].earned, parts[c.id].maximum) for c in categories),
                f"+{points_text(sum(part.bonus for part in score.categories))}",
                f"-{points_text(sum(part.penalty for part in score.categories))}",
                points_text(sum_of(grades.lesson, score).taken_off),
                _part_text(score.points, score.maximum),
                _part_text(score.rubric_points, score.rubric_maximum),
                _part_text(score.total, score.total_maximum),
                score.grade.text,
                *([] if is_all else [numbers_of(grades.lesson, score.counted_ids)]),
                _("look: highlights over a third") if _over(entry) else "",
            )
        )
    counted = [] if is_all else ["counted"]
    heads = ("student", *(c.name for c in categories), *PARTS, "grade", *counted, "")
    print_table(heads, rows)
    _print_unplaced(grades)
    for entry in grades.graded:
        for doubt in entry.doubts:
            print_trouble(f"{entry.hand_in.student_name}: {doubt}")


def _print_unplaced(grades: ClassGrades) -> None:
    """Say what was made on another version of the articles and has no place in this one."""
    aside: list[tuple[str, Sequence[Annotation | KeyAnnotation]]] = [
        (_("the answer key"), grades.unplaced)
    ]
    aside += [(entry.hand_in.student_name, entry.unplaced) for entry in grades.graded]
    for whose, quoted in aside:
        if quoted:
            print_trouble(
                _(
                    "Of {whose}, version {version} of the lesson has no place for "
                    "{unplaced}. Kept, but not scored.",
                    whose=whose,
                    version=grades.lesson.version,
                    unplaced=unplaced_text(quoted),
                )
            )


def _part_text(points: float, maximum: float) -> str:
    return f"{points_text(points)}/{points_text(maximum)}"


def _over(entry: GradedHandIn) -> bool:
    return any(article.over_highlighted for article in entry.score.articles)
