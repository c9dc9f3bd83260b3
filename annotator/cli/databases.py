"""annotator db check | backup | upgrade."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from annotator import paths
from annotator.cli.context import data_folder, refuse_open_app
from annotator.cli.output import print_line, print_trouble
from annotator.translation import _

app = typer.Typer(help="Check, back up and upgrade the database.", no_args_is_help=True)


@app.command("check")
def check_database(context: typer.Context) -> None:
    """Check that the database is whole; exit 1 if it is not."""
    from annotator.storage.database import check

    report = check(_database(context))
    print_line(
        _(
            "{path}: schema {schema_version}, {size:.0f} KiB",
            path=report.path,
            schema_version=report.schema_version,
            size=report.size / 1024,
        )
    )
    if report.newest_backup is not None:
        print_line(_("Newest backup: {newest_backup}", newest_backup=report.newest_backup))
    for problem in report.problems:
        print_trouble(problem)
    if not report.is_whole:
        print_trouble(
            _(
                "This is no whole database of the program. It was left as it is; go back "
                "to a backup."
            )
        )
        raise typer.Exit(1)
    print_line(_("The database is whole."))


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
    print_line(
        _("Backup written: {path} ({size:.0f} KiB)", path=report.path, size=report.size / 1024)
    )


@app.command("upgrade")
def upgrade_database(context: typer.Context) -> None:
    """Bring the database to this version's schema; a backup is made first."""
    from annotator.storage.database import upgrade

    database = _database(context)
    if database.is_file():
        refuse_open_app(database.parent)
    report = upgrade(database)
    if report.from_version == report.to_version:
        print_line(_("The database has schema {to_version} already.", to_version=report.to_version))
        return
    print_line(
        _(
            "Upgraded from schema {from_version} to {to_version}.",
            from_version=report.from_version,
            to_version=report.to_version,
        )
    )
    if report.backup is not None:
        print_line(_("The copy from before: {backup}", backup=report.backup))


def _database(context: typer.Context) -> Path:
    return data_folder(context) / paths.DATABASE_NAME
