"""annotator suggest | compare: language help for teachers, never a grade."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from annotator import paths
from annotator.cli.context import teachers_application
from annotator.cli.output import print_json, print_line, print_table
from annotator.domain.errors import BadInput
from annotator.domain.lessons import Block, Lesson
from annotator.domain.parts import ProgramPart, need
from annotator.domain.text import normalise
from annotator.translation import _

#: Endings of files that are read as one article of plain text.
TEXT_ENDINGS = (".txt", ".md")
LARGEST_TEXT = 2_000_000


def suggest(
    context: typer.Context,
    named: Annotated[
        str,
        typer.Argument(metavar="LESSON_OR_FILE", help="A lesson, or an article as a text file."),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Suggest what a teacher may put into the answer key, each with its reason."""
    need(ProgramPart.LANGUAGE)
    from annotator.nlp.language_help import LanguageHelp
    from annotator.nlp.records import reading_record

    texts, language = _texts(context, named)
    language_help = LanguageHelp(paths.resources_dir() / "lexicons")
    articles = [
        {
            "article": name,
            **reading_record(language_help.read(text, language, blocks), text),
        }
        for name, (text, blocks) in texts.items()
    ]
    if as_json:
        print_json({"articles": articles})
        return
    for article in articles:
        print_line(
            _(
                "{article}  ({article2} words)",
                article=article["article"],
                article2=article["words"],
            )
        )
        for each in article["suggestions"]:
            quoted = f"  [quotes {each['speaker'] or 'somebody'}]" if each["in_quotation"] else ""
            print_line(f"  {each['category']}: “{each['quote']}”{quoted}")
            print_line(f"      {each['reason']}")
        print_line()


def compare(
    context: typer.Context,
    lesson: Annotated[str, typer.Argument(help="A lesson's id, folder or package.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Compare a lesson's articles: the same facts, who leaves them out, the words for them."""
    need(ProgramPart.LANGUAGE)
    from annotator.nlp.language_help import LanguageHelp
    from annotator.services.comparing import corrected, corrections_of
    from annotator.services.comparison_records import comparison_record

    with teachers_application(context) as application:
        opened = application.lessons.named(lesson)
        changes = [each.change for each in corrections_of(application.ports, opened.id)]
    bodies = {article.id: article.body for article in opened.articles}
    if len(bodies) < 2:
        raise BadInput(
            "“{title}” has one article; to compare, a lesson needs two.", title=opened.title
        )
    language_help = LanguageHelp(paths.resources_dir() / "lexicons")
    blocks = {article.id: article.blocks for article in opened.articles}
    found = language_help.compare(bodies, opened.language, blocks)
    compared = comparison_record(corrected(found, changes, bodies))
    if as_json:
        print_json({"lesson": opened.id, **compared})
        return
    _print_figures(compared)
    _print_facts(opened, compared)
    _print_wording(compared)


def _texts(
    context: typer.Context, named: str
) -> tuple[dict[str, tuple[str, tuple[Block, ...]]], str]:
    """Return the bodies to read by name, with their paragraphs, and their language."""
    path = Path(named)
    if path.suffix.casefold() in TEXT_ENDINGS:
        from annotator.files.limits import read_text_limited

        return {path.name: (normalise(read_text_limited(path, LARGEST_TEXT)), ())}, "en"
    with teachers_application(context) as application:
        lesson = application.lessons.named(named)
    texts = {str(article.id): (article.body, article.blocks) for article in lesson.articles}
    return texts, lesson.language


def _print_figures(compared: dict[str, Any]) -> None:
    print_table(
        ("article", "words", "opinion", _("loaded per 100"), "attributed"),
        [
            (
                row["article"],
                str(row["words"]),
                f"{row['opinion_share']:.0%}",
                f"{row['loaded_per_hundred']:.1f}",
                f"{row['attributed_share']:.0%}",
            )
            for row in compared["figures"]
        ],
    )


def _print_facts(lesson: Lesson, compared: dict[str, Any]) -> None:
    for fact in compared["facts"]:
        print_line()
        print_line(_("Fact: {fact}", fact=fact["title"]))
        for place in fact["places"]:
            body = lesson.article(place["article"]).body
            print_line(f"  {place['article']}: {body[place['start'] : place['end']]}")
        if fact["missing_in"]:
            print_line(_("  not mentioned: {fact}", fact=", ".join(fact["missing_in"])))
        for row in fact["figures"]:
            if row["differ"]:
                said = ", ".join(f"{f['article']} {f['text']}" for f in row["figures"])
                print_line(_("  figures differ ({row}): {said}", row=row["of"], said=said))


def _print_wording(compared: dict[str, Any]) -> None:
    for row in compared["wording"]:
        print_line()
        print_line(_("Words for: {row}", row=row["name"]))
        for term in row["terms"]:
            quoted = f", {term['quoted']} quoted" if term["quoted"] else ""
            print_line(f"  {term['article']}: {term['text']} ({term['count']}{quoted})")
