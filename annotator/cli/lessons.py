"""annotator lesson list | show | check | pack | unpack."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from annotator import paths
from annotator.cli.context import opened_application, teachers_application
from annotator.cli.output import print_json, print_line, print_table, print_trouble
from annotator.domain.lessons import Lesson
from annotator.domain.scheme import Category
from annotator.services.asked_words import asked_words
from annotator.services.checking import LessonReport, Problem, check_lesson
from annotator.services.lesson_counts import ArticleFacts
from annotator.services.lesson_entries import LessonSummary
from annotator.translation import _

app = typer.Typer(help="List, show, check, pack and unpack lessons.", no_args_is_help=True)


@app.command("list")
def list_lessons(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """List the lessons on this machine."""
    with opened_application(context) as application:
        lessons = [entry.lesson for entry in application.student_home.entries(None)]
    if as_json:
        print_json({"lessons": [_summary(lesson) for lesson in lessons]})
        return
    rows = [(each.id, str(each.version), str(each.articles), each.title) for each in lessons]
    print_table(("lesson", "version", "articles", "title"), rows)


@app.command("show")
def show_lesson(
    context: typer.Context,
    lesson: Annotated[str, typer.Argument(help="A lesson's id, folder or package.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show what a lesson holds; never its answer key."""
    with opened_application(context) as application:
        shown = application.lessons.named(lesson)
    if as_json:
        print_json(_details(shown))
        return
    print_line(_("{title}  (version {version})", title=shown.title, version=shown.version))
    print_line(shown.summary)
    print_line()
    for number, article in enumerate(shown.articles, 1):
        print_line(f"{number}  {article.id}: {article.headline}  ({article.outlet})")
    if not shown.asked.is_all:
        print_line(asked_words(shown))
    for number, question in enumerate(shown.questions, 1):
        print_line(_("Question {number}: {prompt}", number=number, prompt=question.prompt))


@app.command("check")
def check_source(
    path: Annotated[str, typer.Argument(help="A lesson's source folder or a shipped lesson.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Check a lesson source: quotations, labels, counts; print length and reading level."""
    from annotator.files.lesson_source import inspect_source

    source = inspect_source(_source_folder(path), paths.schemes_dir())
    report = check_lesson(source.lesson, source.key) if source.lesson else None
    errors = [str(problem) for problem in source.problems]
    errors += [_finding_text(finding) for finding in report.errors] if report else []
    if as_json:
        print_json(_check_json(source.lesson, report, errors))
    elif source.lesson is not None and report is not None:
        _print_check(source.lesson, report)
    for error in errors:
        print_trouble(error)
    if errors:
        raise typer.Exit(1)
    if not as_json:
        print_line(_("The lesson is whole: every quotation stands once where it should."))


def _finding_text(finding: Problem) -> str:
    return f"{finding.article_id}: {finding.message}" if finding.article_id else finding.message


def _print_check(lesson: Lesson, report: LessonReport) -> None:
    print_line(_("{title}  (version {version})", title=lesson.title, version=lesson.version))
    print_table(
        (
            "article",
            "words",
            "grade",
            "sentences",
            "labelled",
            *(c.id for c in _spans(lesson)),
            "traps",
        ),
        [_facts_row(lesson, facts) for facts in report.articles],
    )
    print_line(
        _(
            "Links: {links}, of which {wide_links} join three articles or more. Keys are "
            "shown as required + optional.",
            links=report.links,
            wide_links=report.wide_links,
        )
    )
    for finding in report.advice:
        print_line(_("Advice: {finding}", finding=_finding_text(finding)))


def _facts_row(lesson: Lesson, facts: ArticleFacts) -> tuple[str, ...]:
    counts = [facts.count_of(category.id) for category in _spans(lesson)]
    return (
        facts.article_id,
        str(facts.words),
        "–" if facts.reading_grade is None else f"{facts.reading_grade:.1f}",
        str(facts.sentences),
        "–" if facts.labelled_share is None else f"{facts.labelled_share:.0%}",
        *(f"{count.required}+{count.optional}" for count in counts),
        str(facts.traps),
    )


def _spans(lesson: Lesson) -> tuple[Category, ...]:
    return tuple(c for c in lesson.scheme.categories if not c.is_sentence)


def _check_json(
    lesson: Lesson | None, report: LessonReport | None, errors: list[str]
) -> dict[str, object]:
    return {
        "lesson": lesson.id if lesson else None,
        "errors": errors,
        "advice": [_finding_text(finding) for finding in report.advice] if report else [],
        "links": report.links if report else 0,
        "wide_links": report.wide_links if report else 0,
        "articles": [
            {
                "article": facts.article_id,
                "words": facts.words,
                "reading_grade": facts.reading_grade and round(facts.reading_grade, 1),
                "sentences": facts.sentences,
                "labelled_share": facts.labelled_share,
                "unscored": facts.unscored,
                "traps": facts.traps,
                "keys": {
                    count.category_id: {"required": count.required, "optional": count.optional}
                    for count in facts.keys
                },
            }
            for facts in (report.articles if report else ())
        ],
    }


@app.command("pack")
def pack_lesson(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="The lesson's source folder.")],
    target: Annotated[Path, typer.Option("-o", "--output", help="The .lesson file to write.")],
) -> None:
    """Write the package that students get; the answer key stays in your data folder."""
    with teachers_application(context, writes=True) as application:
        packed = application.lessons.pack(folder, target)
    print_line(
        _(
            "Packed “{title}” into {target}. The answer key is not in it.",
            title=packed.title,
            target=target,
        )
    )


@app.command("unpack")
def unpack_lesson(
    package: Annotated[Path, typer.Argument(help="The .lesson file.")],
    folder: Annotated[Path, typer.Option("-o", "--output", help="The new source folder.")],
) -> None:
    """Write a package as a source folder; a package holds no answer key."""
    from annotator.files.lesson_package import unpack

    lesson = unpack(package, folder)
    print_line(_("Unpacked “{title}” into {folder}.", title=lesson.title, folder=folder))


def _source_folder(named: str) -> Path:
    """Return the folder named, or that of the shipped lesson with this name."""
    shipped = paths.lessons_dir() / named
    if not Path(named).exists() and shipped.is_dir():
        return shipped
    return Path(named)


def _summary(lesson: LessonSummary) -> dict[str, object]:
    return {
        "id": lesson.id,
        "version": lesson.version,
        "title": lesson.title,
        "event": lesson.event,
        "articles": lesson.articles,
        "questions": lesson.questions,
        "minutes": lesson.minutes,
    }


def _details(lesson: Lesson) -> dict[str, object]:
    return {
        **_summary(LessonSummary.of(lesson)),
        "articles": [
            {
                "id": article.id,
                "outlet": article.outlet,
                "headline": article.headline,
                "byline": article.byline,
                "date": article.date,
                "hash": article.hash,
                "sentences": len(article.sentences),
            }
            for article in lesson.articles
        ],
        "categories": [
            {"id": c.id, "name": c.name, "letter": c.letter, "unit": c.unit.value}
            for c in lesson.scheme.categories
        ],
        "questions": [{"id": q.id, "prompt": q.prompt} for q in lesson.questions],
    }
