#!/usr/bin/env python3
"""Collect what is to be translated, and make catalogues of what was.

    python tools/messages.py              # write the template, update every catalogue
    python tools/messages.py --new de     # begin a catalogue for a language

Every sentence that the program shows stands in a call of `_`, `N_`, `ngettext` or `stored`. They
go into resources/translations/annotator.pot. A translator fills in <language>/LC_MESSAGES/
annotator.po beside it with any tool that opens .po files; from it the .mo is made that the
program reads. Both are kept in the project, so that nothing is compiled where it is installed.
"""

from __future__ import annotations

import argparse
import ast
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from typer.main import get_command

from annotator.cli.main import build_app

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
#: Where the rules for articles say their reasons.
RULES = ROOT / "resources"
DOMAIN = "annotator"
TEMPLATE = f"{DOMAIN}.pot"
#: How many sentences each function takes: its first arguments. Errors look up their first one.
FUNCTIONS = {"_": 1, "N_": 1, "ngettext": 2, "stored": 2}
#: The class of errors that tell a person something.
TROUBLE = "AnnotatorError"
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
COMMENT = """\
# Translations template of Annotator, made by tools/messages.py.
# {name} in braces is filled in: keep it as it is, wherever the sentence needs it.
# & stands before the letter that Alt chooses in a menu.
#"""


class Message(NamedTuple):
    """A sentence, or its forms for one and for many, and the file that shows it."""

    id: str | tuple[str, str]
    file: str


def troubles_in(package: Path) -> frozenset[str]:
    """Return the names of all errors that tell a person something."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in package.rglob("*.py"))
    classes = [n for tree in trees for n in ast.walk(tree) if isinstance(n, ast.ClassDef)]
    names, size = {TROUBLE}, 0
    while len(names) > size:
        size = len(names)
        names |= {c.name for c in classes for b in c.bases if getattr(b, "id", "") in names}
    return frozenset(names)


def messages_in(
    source: str, file: str, troubles: frozenset[str] = frozenset({TROUBLE})
) -> Iterator[Message]:
    """Yield what the source text of a module marks."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            name = node.func.id
            taken = node.args[: FUNCTIONS.get(name, int(name in troubles))]
            texts = [
                each.value
                for each in taken
                if isinstance(each, ast.Constant) and isinstance(each.value, str) and each.value
            ]
            if texts:
                yield Message((texts[0], texts[1]) if len(texts) == 2 else texts[0], file)


def all_messages(package: Path = ROOT / "annotator") -> Iterator[Message]:
    """Yield what the package marks, by file and place."""
    troubles = troubles_in(package)
    for path in sorted(package.rglob("*.py")):
        name = path.relative_to(package.parent).as_posix()
        yield from messages_in(path.read_text(encoding="utf-8"), name, troubles)
    yield from command_line()
    yield from rules()


def command_line() -> Iterator[Message]:
    """Yield the help of every command and option, which is looked up when it is printed."""
    waiting = [get_command(build_app())]
    while waiting:
        command = waiting.pop()
        waiting += getattr(command, "commands", {}).values()
        for part in (command, *command.params):
            for text in (getattr(part, "help", None), getattr(part, "short_help", None)):
                if text:
                    yield Message(text, "annotator/cli")


def rules() -> Iterator[Message]:
    """Yield the reasons that word lists and rules give to a teacher."""
    for path in (*RULES.glob("importing/*.toml"), *RULES.glob("lexicons/loaded.toml")):
        for text in reasons_in(tomllib.loads(path.read_text(encoding="utf-8"))):
            yield Message(text, path.relative_to(ROOT).as_posix())


def reasons_in(value: object) -> Iterator[str]:
    """Yield each `reason` of a document."""
    if isinstance(value, dict):
        yield from (text for name, text in value.items() if name == "reason")
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from reasons_in(each)


def template() -> Catalog:
    """Return the catalogue of everything that is to be translated."""
    made = Catalog(project="Annotator", header_comment=COMMENT, fuzzy=False)
    for message in all_messages():
        flags = ("python-brace-format",) if "{" in "".join(message.id) else ()
        made.add(message.id, locations=[(message.file, None)], flags=flags)
    return made


def written(catalogue: Catalog, path: Path) -> None:
    """Write a catalogue as text; nothing in it tells when or where that was."""
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.creation_date = catalogue.revision_date = LONG_AGO
    with path.open("wb") as file:
        write_po(file, catalogue, width=98, include_lineno=False, sort_by_file=True)


def update(folder: Path, known: Catalog) -> None:
    """Bring the template and every catalogue up to date and make the files that are read."""
    written(known, folder / TEMPLATE)
    for path in sorted(folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=path.parent.parent.name)
        catalogue.update(known, update_header_comment=True)
        written(catalogue, path)
        with path.with_suffix(".mo").open("wb") as out:
            write_mo(out, catalogue)


def main(arguments: list[str]) -> int:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--new", metavar="LANGUAGE", help="begin a catalogue, such as de or pt_BR")
    chosen = parser.parse_args(arguments)
    known = template()
    if chosen.new:
        path = FOLDER / chosen.new / "LC_MESSAGES" / f"{DOMAIN}.po"
        if path.exists():
            print(f"{path} is there already; nothing was changed.")
            return 1
        begun = Catalog(chosen.new, project="Annotator", fuzzy=False)
        begun.update(known)
        written(begun, path)
    update(FOLDER, known)
    print(f"{len(known)} sentences in {FOLDER / TEMPLATE}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
