"""annotator annotate: what a student does, from a script."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from annotator.cli.context import opened_application
from annotator.cli.output import print_json, print_line, print_trouble, unplaced_json, unplaced_text
from annotator.domain.anchors import QuoteAnchor, locate
from annotator.domain.errors import BadInput
from annotator.domain.identifiers import ArticleId, CategoryId
from annotator.domain.lessons import Lesson
from annotator.domain.snapping import Snap
from annotator.domain.spans import Span
from annotator.domain.text import normalise
from annotator.translation import _


def annotate(
    context: typer.Context,
    lesson: Annotated[str, typer.Argument(help="A lesson's id, folder or package.")],
    student: Annotated[str, typer.Option("--student", help="The student's name or code.")],
    add: Annotated[
        list[str] | None, typer.Option("--add", help="ARTICLE:CATEGORY:QUOTE; repeatable.")
    ] = None,
    hand_in: Annotated[
        Path | None, typer.Option("--hand-in", help="Hand in to this folder.")
    ] = None,
    new_teacher: Annotated[
        bool, typer.Option("--new-teacher", help="Use a file of another teacher than before.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Annotate quotations as a student, and hand in. All of it is checked before any is stored."""
    with opened_application(context, writes=True) as application:
        opened = application.lessons.named(lesson, accepts_teacher=new_teacher)
        requested = _all_placed(opened, add or ())
        session = application.student_home.open(
            application.student_home.sign_in(student), opened.id
        )
        for article_id, category_id, span in requested:
            session.highlight(article_id, category_id, span, snap=Snap.CHARACTERS)
        receipt = session.hand_in(hand_in) if hand_in is not None else None
        total = len(session.all_annotations())
    if as_json:
        print_json(
            {
                "lesson": opened.id,
                "student": session.student.name,
                "annotations": total,
                "hand_in": str(receipt.path) if receipt else None,
                "attempt": receipt.hand_in.attempt if receipt else None,
                "unplaced": [unplaced_json(each) for each in session.unplaced],
            }
        )
        return
    print_line(
        _(
            "{student} has {total} annotations in “{title}”.",
            student=session.student.name,
            total=total,
            title=opened.title,
        )
    )
    if session.unplaced:
        print_trouble(
            _(
                "Of {student}'s work this version of the lesson has no place for "
                "{unplaced}. It is kept here and is not handed in; annotate again what you "
                "want to keep.",
                student=session.student.name,
                unplaced=unplaced_text(session.unplaced),
            )
        )
    if receipt is not None:
        print_line(
            _(
                "Handed in as attempt {attempt}: {path}",
                attempt=receipt.hand_in.attempt,
                path=receipt.path,
            )
        )


def _all_placed(
    lesson: Lesson, requests: Sequence[str]
) -> list[tuple[ArticleId, CategoryId, Span]]:
    """Return where every request stands, so that one wrong request stores nothing at all."""
    try:
        return [_placed(lesson, request) for request in requests]
    except BadInput as trouble:
        raise type(trouble)(_("{trouble} Nothing was stored.", trouble=trouble)) from None


def _placed(lesson: Lesson, request: str) -> tuple[ArticleId, CategoryId, Span]:
    """Return where ARTICLE:CATEGORY:QUOTE stands; raise with a sentence if it does not."""
    parts = request.split(":", 2)
    if len(parts) != 3 or not all(part.strip() for part in parts):
        raise BadInput(
            "“{request}” is not ARTICLE:CATEGORY:QUOTE, for example 1:loaded-language:regime.",
            request=request,
        )
    article = lesson.article_named(parts[0].strip())
    category = lesson.scheme.named(parts[1])
    try:
        span = locate(article.body, QuoteAnchor(normalise(parts[2])))
    except BadInput as trouble:
        raise type(trouble)(f"{article.id}: {trouble}") from None
    return article.id, category.id, span
