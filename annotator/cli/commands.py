"""The commands and options by name, so that the first help page needs none of them loaded."""

from __future__ import annotations

from typing import NamedTuple

from annotator.translation import N_, _


class Command(NamedTuple):
    """A command: its name, the module and the name in it that do it, and one line of help."""

    name: str
    module: str
    attribute: str
    summary: str


#: Attributes called `app` are groups of commands; the others are functions.
COMMANDS = (
    Command("demo", "demo", "play_demo", "Play a fictional class, from first highlight to PDF."),
    Command("annotate", "students", "annotate", "Annotate quotations as a student, and hand in."),
    Command("score", "scores", "score", "Score answers against a key that names the same text."),
    Command("collect", "classes", "collect", "Collect the hand-ins of a folder."),
    Command("grade", "classes", "grade", "Score every student's newest hand-in with the key."),
    Command("suggest", "language", "suggest", "Suggest what a teacher may put into the key."),
    Command("compare", "language", "compare", "Compare the articles of a lesson, fact by fact."),
    Command("lesson", "lessons", "app", "List, show, check, pack and unpack lessons."),
    Command("article", "articles", "app", "Import articles from other files."),
    Command("export", "exports", "app", "Write PDFs and other files."),
    Command("db", "databases", "app", "Check, back up and upgrade the database."),
)
DESCRIPTION = N_("Read articles side by side, highlight, hand in, score and print.")
WITHOUT_COMMAND = N_("Without a command the desktop app opens.")
DATA_DIR_HELP = N_("Use this folder for all data.")
VERSION_HELP = N_("Print the version.")
_OPTIONS = (
    ("--data-dir <dir>", DATA_DIR_HELP),
    ("--version", VERSION_HELP),
    ("--help", N_("Show this message and exit.")),
)


def overview() -> str:
    """Return the help page of the program itself, as the command line would print it."""
    lines = [_("Usage: annotator [OPTIONS] COMMAND [ARGS]..."), "", f"  {_(DESCRIPTION)}", ""]
    lines += [f"  {_(WITHOUT_COMMAND)}", "", _("Options:"), *_columns(_OPTIONS)]
    lines += ["", _("Commands:"), *_columns(tuple((each.name, each.summary) for each in COMMANDS))]
    return "\n".join(lines)


def _columns(rows: tuple[tuple[str, str], ...]) -> list[str]:
    width = max(len(name) for name, _unused in rows)
    return [f"  {name:<{width}}  {_(text)}" for name, text in rows]


def commands_named(words: list[str]) -> tuple[Command, ...]:
    """Return the commands that words may mean; all of them where no word is a command."""
    return tuple(each for each in COMMANDS if each.name in words) or COMMANDS
