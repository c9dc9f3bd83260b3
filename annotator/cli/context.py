"""What every command is given: the data folder, and the application built on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import typer

if TYPE_CHECKING:
    from annotator.use_cases.application import Application

#: How long a command waits for another one that looks whether the app is open, in seconds.
_PATIENCE = 2.0


class DesktopApp(Protocol):
    """The app with a window, which the command line does not know itself."""

    def can_open(self) -> bool:
        """Return whether there is a display to open it on."""

    def open(self, data_dir: Path | None) -> int:
        """Open the app on a data folder; return its exit status."""


@dataclass(frozen=True, slots=True)
class CommandContext:
    """The data folder that was chosen before the command, and the way to the app."""

    data_dir: Path | None
    desktop: DesktopApp


def command_context(context: typer.Context) -> CommandContext:
    """Return what the command line was given before this command."""
    found = context.find_object(CommandContext)
    assert found is not None
    return found


def data_folder(context: typer.Context) -> Path:
    """Return the folder for all data: the one that was named, the policy's, or the usual one."""
    from annotator import paths
    from annotator.settings import load_policy

    policy, _ = load_policy()
    return paths.data_dir(command_context(context).data_dir or policy.data_dir)


def refuse_open_app(folder: Path) -> None:
    """Raise FolderInUse where the app is open on a data folder; for commands that write there.

    What the app shows would be older than what is stored, and it could write it back.
    """
    from annotator.use_cases.exclusive import Exclusive

    Exclusive.take(folder, _PATIENCE).release()


@contextmanager
def opened_application(context: typer.Context, *, writes: bool = False) -> Iterator[Application]:
    """Open the application on the chosen data folder with the shipped lessons in it.

    A command that stores people's work says that it `writes`: it gives way to an open app.
    """
    from annotator.cli.output import print_trouble
    from annotator.cli.passphrase import given_passphrase
    from annotator.wiring.application import open_application

    folder = command_context(context).data_dir
    if writes:
        refuse_open_app(data_folder(context))
    opened = open_application(folder, tell=print_trouble, ask_passphrase=given_passphrase)
    application = opened.with_deletions_finished()
    try:
        for warning in application.warnings:
            print_trouble(warning)
        application.lessons.install_shipped()
        yield application
    finally:
        application.close()


@contextmanager
def teachers_application(context: typer.Context, *, writes: bool = False) -> Iterator[Application]:
    """Open the application for what only a teacher may see or do.

    Raise NotAllowed or KeyLocked where the machine does not let a teacher in.
    """
    with opened_application(context, writes=writes) as application:
        application.access.require()
        yield application
