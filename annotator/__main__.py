"""Start the desktop app, or run a command: the only place that knows both."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from annotator import paths
from annotator.domain.errors import AnnotatorError
from annotator.domain.version import VERSION
from annotator.services.offline import stay_offline
from annotator.translation import machine_language, speak

#: Files of these kinds open the app with them: a lesson, or work that was returned.
OPENED_SUFFIXES = (".lesson", ".feedback")
DATA_DIR_OPTION = "--data-dir"
#: Makes a frozen copy of the program its own language process; nobody types it.
LANGUAGE_WORKER = "--language-worker"
#: Likewise its own process for reading articles.
IMPORT_WORKER = "--import-worker"
#: How a shell knows that Ctrl+C ended a program.
INTERRUPTED = 130
#: Qt platforms that draw into memory, where nobody could ever close the window.
UNSEEN_PLATFORMS = ("offscreen", "minimal")


class Desktop:
    """The desktop app as the command line sees it."""

    def can_open(self) -> bool:
        """Return whether somebody would see it: a display, and not one in memory only."""
        from annotator.gui.display import has_display

        return has_display() and os.environ.get("QT_QPA_PLATFORM") not in UNSEEN_PLATFORMS

    def open(self, data_dir: Path | None) -> int:
        """Open the app on a data folder; return its exit status."""
        return open_app(data_dir, ())


def open_app(data_dir: Path | None, files: Sequence[Path]) -> int:
    """Open the app with these files; where no window can open it says why and returns 1."""
    from annotator.gui.display import why_no_window

    if (sentence := why_no_window()) is not None:
        sys.stderr.write(sentence + "\n")
        return 1
    from annotator.gui.app import run

    return run(data_dir, files)


def app_arguments(words: Sequence[str]) -> tuple[Path | None, list[Path]] | None:
    """Return data folder and files where the words open the app; else None."""
    rest, folder = list(words), None
    if rest and rest[0].startswith(f"{DATA_DIR_OPTION}="):
        folder = rest.pop(0).partition("=")[2]
    elif len(rest) > 1 and rest[0] == DATA_DIR_OPTION:
        folder, rest = rest[1], rest[2:]
    if folder == "" or not all(word.casefold().endswith(OPENED_SUFFIXES) for word in rest):
        return None
    data_dir = None if folder is None else Path(folder)
    return data_dir, [Path(word).absolute() for word in rest]


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the app where no command is named, without loading the commands; else run one."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    if words != ["--version"]:
        with suppress(AnnotatorError):  # no resources, which whoever needs them tells
            speak(machine_language(paths.translations_dir()))
    if words in (["--version"], ["--help"]):
        return _say_at_once(words[0])
    try:
        if words[:1] == [LANGUAGE_WORKER]:
            stay_offline()
            from annotator.nlp.worker import main as serve_language

            return serve_language(words[1:])
        if words[:1] == [IMPORT_WORKER]:
            from annotator.files.importing.worker import main as serve_import

            return serve_import(words[1:])
        opening = app_arguments(words)
        if opening is not None:
            return open_app(*opening)
        stay_offline()
        from annotator.cli.main import run_command_line

        return run_command_line(words, Desktop())
    except KeyboardInterrupt:  # Ctrl+C before the command itself listens for it
        return INTERRUPTED


def _say_at_once(option: str) -> int:
    """Print the version or the first help page without loading what does the commands."""
    from annotator.cli.commands import overview

    text = f"annotator {VERSION}" if option == "--version" else overview()
    if sys.stdout is not None:  # closed by a script, or a program without a console
        sys.stdout.write(text + "\n")
    return 0


if __name__ == "__main__":
    if getattr(sys, "frozen", False):
        # Setting worksheets in several processes starts a frozen copy again for each.
        from multiprocessing import freeze_support

        freeze_support()
    sys.exit(main())
