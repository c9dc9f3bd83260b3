"""annotator article import: other people's pages as clean articles."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from annotator.cli.output import print_line, print_trouble, shown_progress
from annotator.domain.parts import ProgramPart, need
from annotator.translation import _

if TYPE_CHECKING:
    from annotator.files.importing.importer import ImportResult

app = typer.Typer(help="Import articles from other files.", no_args_is_help=True)

_SHOWN = 90


@app.callback()
def articles() -> None:
    """Import articles from other files."""


@app.command("import")
def import_articles(
    files: Annotated[
        list[Path], typer.Argument(help="Files: .txt, .md, .html, .mhtml, .docx or .pdf.")
    ],
    into: Annotated[
        Path | None,
        typer.Option("--into", help="Write article sources into this folder.", file_okay=False),
    ] = None,
    encoding: Annotated[
        str,
        typer.Option(
            "--encoding", help="Read text in this encoding, e.g. macintosh or windows-1250."
        ),
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show each page as blocks, kept or dropped with the reason; nothing is fetched."""
    need(ProgramPart.IMPORTING)
    imported = 0
    if as_json:
        sys.stdout.write('{"files": [')
    for number, (result, written) in enumerate(_results(files, into, encoding)):
        imported += result.error is None
        if as_json:
            _write_json(result, written, first=number == 0)
        else:
            _print_result(result, written)
        if result.error is not None:
            print_trouble(result.error)
    if as_json:
        sys.stdout.write("\n]}\n")
    elif len(files) > 1:
        print_line(
            _("{imported} of {number} files imported.", imported=imported, number=len(files))
        )
    if not imported:
        raise typer.Exit(1)


def _results(
    files: list[Path], into: Path | None, encoding: str
) -> Iterator[tuple[ImportResult, str | None]]:
    """Yield what came of each file and the article source written for it, one at a time."""
    from annotator.domain.errors import BadInput
    from annotator.files.importing.encodings import check_encoding
    from annotator.files.importing.importer import ImportResult, import_files
    from annotator.files.importing.source_writer import ImportedArticleWriter
    from annotator.use_cases.article_import import ArticleImporter

    if encoding:
        check_encoding(encoding)
    read = partial(ArticleImporter().page_of_file, encoding=encoding)
    writer = ImportedArticleWriter(into) if into is not None else None
    if writer is not None:
        writer.prepare()
    with shown_progress(_("Importing")) as job:
        for number, result in enumerate(import_files(files, read), 1):
            written = None
            if writer is not None and result.page is not None and result.error is None:
                try:
                    written = str(writer.write(result.path, result.page))
                except BadInput as trouble:
                    result = ImportResult(result.path, result.page, str(trouble))
            job.progress(number, len(files))
            yield result, written


def _write_json(result: ImportResult, written: str | None, *, first: bool) -> None:
    """Write one file's part of the object, so that hundreds are never held at once."""
    from annotator.files.importing.report import file_json

    text = json.dumps(file_json(result, written), ensure_ascii=False)
    sys.stdout.write(("\n" if first else ",\n") + text)


def _print_result(result: ImportResult, written: str | None) -> None:
    from annotator.domain.imports import readings_told

    if result.page is None:
        return
    metadata = result.page.metadata
    print_line(f"{result.path}")
    for name in ("headline", "outlet", "byline", "date", "language", "url"):
        print_line(f"  {name + ':':<10}{getattr(metadata, name) or '–'}")
    blocks = result.page.current
    for block in blocks:
        sign = "+" if block.keep else "-"
        shown = block.text if len(block.text) <= _SHOWN else block.text[: _SHOWN - 1] + "…"
        print_line(f"  {sign} {shown}  ({block.reason})")
    kept = sum(block.keep for block in blocks)
    print_line(_("  {kept} blocks kept, {number} dropped.", kept=kept, number=len(blocks) - kept))
    told = readings_told(result.page.readings)
    if told:
        print_line(f"  {told}")
    if written is not None:
        print_line(_("  Written: {written}", written=written))
    print_line()
