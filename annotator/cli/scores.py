"""annotator score: score one JSON file of answers against one of keys."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from annotator.cli.output import points_text, print_json, print_line
from annotator.cli.score_json import agreement_json, credit_json, lines_json
from annotator.domain.identifiers import LessonId
from annotator.domain.keys import AnswerKey
from annotator.domain.lessons import Article, Lesson
from annotator.scoring.hand_in import prepare_key, score_hand_in
from annotator.scoring.results import HandInScore, KeyCredit
from annotator.scoring.sums import sum_of
from annotator.translation import _


def score(
    key: Annotated[Path, typer.Option("--key", help="JSON file with text and key.")],
    answers: Annotated[Path, typer.Option("--answers", help="JSON file with text and answers.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Score answers against a key; both files name the same text."""
    lesson, scored, earned = _score_files(key, answers)
    if as_json:
        print_json(
            {
                "points": round(scored.points, 6),
                "maximum": round(scored.maximum, 6),
                "lines": lines_json(scored),
                "percent": scored.grade.percent,
                "credits": [credit_json(credit) for credit in earned],
                "semeval": agreement_json(scored.agreement),
                "kappa": None if scored.kappa is None else round(scored.kappa, 6),
                "highlighted_share": round(scored.articles[0].text.highlighted_share, 4),
            }
        )
        return
    print_line(
        _(
            "{grade}: {points} of {points2} points",
            grade=scored.grade.text,
            points=points_text(scored.points),
            points2=points_text(scored.maximum),
        )
    )
    for credit in earned:
        span = credit.key.span
        print_line(
            _(
                "{category_id} [{start}, {end}): {outcome}, {points} points",
                category_id=credit.key.category_id,
                start=span.start,
                end=span.end,
                outcome=credit.outcome.value,
                points=points_text(credit.points),
            )
        )
    for line in sum_of(lesson, scored).others:
        print_line(f"{line.name}: {points_text(line.points)}")


def _score_files(key: Path, answers: Path) -> tuple[Lesson, HandInScore, list[KeyCredit]]:
    """Score two files as a lesson of one article; return its credits in the key file's order."""
    from annotator.files.score_json import TEXT, read_score_files
    from annotator.use_cases.lessons import default_scheme

    given = read_score_files(key, answers)
    lesson = Lesson(
        id=LessonId(TEXT),
        version=1,
        title=key.name,
        scheme=default_scheme(),
        articles=(Article(TEXT, headline="", outlet="", body=given.text),),
        credit_rules=given.credit_rules,
    )
    for category_id in {k.category_id for k in given.key} | {a.category_id for a in given.answers}:
        lesson.scheme.category(category_id)
    scored = score_hand_in(prepare_key(lesson, AnswerKey(given.key)), given.answers)
    order = {key: number for number, key in reversed(list(enumerate(given.key)))}
    earned = sorted(scored.articles[0].text.credits, key=lambda credit: order[credit.key])
    return lesson, scored, earned
