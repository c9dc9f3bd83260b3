"""The command line: one Typer app, exit 0 done, 1 wrong input, 2 usage."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.main import get_command

from annotator.cli.commands import (
    COMMANDS,
    DATA_DIR_HELP,
    DESCRIPTION,
    VERSION_HELP,
    WITHOUT_COMMAND,
    Command,
    commands_named,
)
from annotator.cli.context import CommandContext, DesktopApp, command_context
from annotator.cli.output import print_line, print_trouble
from annotator.domain.errors import AnnotatorError, BadInput, system_trouble
from annotator.domain.version import VERSION
from annotator.translation import _


def build_app(commands: Sequence[Command] = COMMANDS) -> typer.Typer:
    """Return the command line with these commands; only their modules are loaded."""
    app = typer.Typer(
        name="annotator",
        help=_(DESCRIPTION),
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback(invoke_without_command=True, help=f"{_(DESCRIPTION)}\n\n{_(WITHOUT_COMMAND)}")(
        start
    )
    for command in commands:
        part = getattr(import_module(f"annotator.cli.{command.module}"), command.attribute)
        if isinstance(part, typer.Typer):
            app.add_typer(part, name=command.name, short_help=command.summary)
        else:
            app.command(command.name, short_help=command.summary)(part)
    return app


def speak_in_help(command: Any) -> None:
    """Say what a command and its parts are for in the language that is spoken."""
    for part in (command, *command.params):
        for name in ("help", "short_help"):
            if text := getattr(part, name, None):
                setattr(part, name, _(text))
    for each in getattr(command, "commands", {}).values():
        speak_in_help(each)


def start(
    context: typer.Context,
    data_dir: Annotated[
        Path | None,
        typer.Option("--data-dir", help=DATA_DIR_HELP, file_okay=False),
    ] = None,
    version: Annotated[bool, typer.Option("--version", help=VERSION_HELP)] = False,
) -> None:
    """Take the options that stand before a command; without a command open the app."""
    if version:
        print_line(_("annotator {version}", version=VERSION))
        raise typer.Exit
    outer = context.obj
    assert isinstance(outer, CommandContext)
    if data_dir is not None and not data_dir.name and not data_dir.anchor:
        raise BadInput("--data-dir is empty. Nothing was changed. Name a folder after it.")
    context.obj = CommandContext(data_dir or outer.data_dir, outer.desktop)
    if context.invoked_subcommand is None:
        raise typer.Exit(command_context(context).desktop.open(context.obj.data_dir))


def run_command_line(arguments: Sequence[str], desktop: DesktopApp) -> int:
    """Run one command; return 0 done, 1 the input was wrong, 2 usage."""
    _prepare_streams()
    try:
        command = get_command(build_app(commands_named(list(arguments))))
        speak_in_help(command)
        command(
            args=list(arguments),
            prog_name="annotator",
            obj=CommandContext(None, desktop),
            standalone_mode=True,
        )
    except AnnotatorError as trouble:
        print_trouble(str(trouble))
        return 1
    except OSError as trouble:
        print_trouble(str(system_trouble(trouble)))
        return 1
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except Exception:  # no stack trace reaches a person; the log has where it happened
        logging.getLogger("annotator").debug("unexpected", exc_info=True)
        print_trouble(
            _(
                "Something unexpected went wrong in the program; what was stored before is kept. "
                "Try again; if it happens again, report the command you typed."
            )
        )
        return 1
    return 0


def _prepare_streams() -> None:
    """Let every terminal and pipe take every character; what is closed takes all and shows none."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by a script, or a program without a console
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
        reconfigure = getattr(getattr(sys, name), "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
