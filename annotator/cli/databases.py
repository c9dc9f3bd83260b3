"""annotator db check | backup | upgrade."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from annotator import paths
from annotator.cli.context import data_folder, refuse_open_app
from annotator.cli.output import print_line, print_trouble

app = typer.Typer(help="Check, back up and upgrade the database.", no_args_is_help=True)


@app.command("check")
def check_database(context: typer.Context) -> None:
    """Check that the database is whole; exit 1 if it is not."""
    from annotator.storage.database import check

    report = check(_database(context))
    print_line(f"{report.path}: schema {report.schema_version}, {report.size / 1024:.0f} KiB")
    if report.newest_backup is not None:
        print_line(f"Newest backup: {report.newest_backup}")
    for problem in report.problems:
        print_trouble(problem)
    if not report.is_whole:
        print_trouble(
            "This is no whole database of the program. It was left as it is; go back to a backup."
        )
        raise typer.Exit(1)
    print_line("The database is whole.")


@app.command("backup")
def back_up_database(
    context: typer.Context,
    target: Annotated[
        Path | None, typer.Option("-o", "--output", help="The file to write.", dir_okay=False)
    ] = None,
) -> None:
    """Write a backup copy of the database now."""
    from annotator.storage.database import backup

    report = backup(_database(context), target)
    print_line(f"Backup written: {report.path} ({report.size / 1024:.0f} KiB)")


@app.command("upgrade")
def upgrade_database(context: typer.Context) -> None:
    """Bring the database to this version's schema; a backup is made first."""
    from annotator.storage.database import upgrade

    database = _database(context)
    if database.is_file():
        refuse_open_app(database.parent)
    report = upgrade(database)
    if report.from_version == report.to_version:
        print_line(f"The database has schema {report.to_version} already.")
        return
    print_line(f"Upgraded from schema {report.from_version} to {report.to_version}.")
    if report.backup is not None:
        print_line(f"The copy from before: {report.backup}")


def _database(context: typer.Context) -> Path:
    return data_folder(context) / paths.DATABASE_NAME
