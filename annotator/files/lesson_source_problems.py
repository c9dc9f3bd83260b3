"""What is wrong in a lesson folder: every problem with its file, line and remedy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import ValidationError

from annotator.domain.errors import BadInput, UnreadableFile
from annotator.files.explaining import Step, explain, place
from annotator.files.limits import MEGABYTE, read_text_limited
from annotator.files.strict_model import StrictModel
from annotator.files.toml_text import TomlMistake, line_of, lines_of, parse_toml
from annotator.translation import _

#: The longest key that ships has 81 kB; an article of the longest kind can have 1.6 MB.
LARGEST_SOURCE = 2 * MEGABYTE

#: What pydantic adds to a place to say which of two forms it took; no part of a file.
NAMED, INLINE = "<by name>", "<inline>"
TAGS = frozenset({NAMED, INLINE})

_Model = TypeVar("_Model", bound=StrictModel)


@dataclass(frozen=True, slots=True)
class LessonSourceProblem:
    """One thing that is wrong in one file of a lesson folder."""

    file: str
    message: str
    place: str = ""
    line: int | None = None

    def __str__(self) -> str:
        """Return the problem as one sentence: file, line, place, what is wrong, what to do."""
        where = self.file
        where += f", line {self.line}" if self.line else ""
        where += f" ({self.place})" if self.place else ""
        return f"{where}: {self.message}" + ("" if self.message.endswith((".", "?")) else ".")


class BadLessonSource(BadInput):
    """A lesson folder that cannot be read; its sentence names the first problem."""

    def __init__(self, folder: Path, problems: Sequence[LessonSourceProblem]) -> None:
        self.problems = tuple(problems)
        count = len(self.problems) - 1
        told = {"number": count, "folder": folder}
        more = _("{number} more: `annotator lesson check {folder}` lists all.", **told)
        super().__init__(f"{self.problems[0]} {more}" if count else str(self.problems[0]))


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A TOML text that was read, and the line of everything in it."""

    name: str
    data: dict[str, Any]
    lines: Mapping[tuple[Step, ...], int]

    def problem(self, steps: Sequence[Step], message: str) -> LessonSourceProblem:
        """Return a problem at a place of this file."""
        where = place(steps) if steps else ""
        return LessonSourceProblem(self.name, message, where, line_of(self.lines, steps))


def newest_form(model: type[StrictModel]) -> int:
    """Return the highest form of a record that this program knows."""
    known = model.model_fields.get("format")
    return max(get_args(known.annotation), default=1) if known is not None else 1


@dataclass(slots=True)
class ProblemList:
    """The problems found so far; reading goes on as far as it makes sense."""

    found: list[LessonSourceProblem] = field(default_factory=list)

    def read_text(self, folder: Path, name: str) -> str | None:
        """Return the text of a file of the folder, or None with a problem noted."""
        try:
            return read_text_limited(folder / name, LARGEST_SOURCE)
        except UnreadableFile as trouble:
            self.found.append(LessonSourceProblem(name, str(trouble)))
            return None

    def read_toml(self, name: str, text: str, first_line: int = 1) -> TomlFile | None:
        """Return what a TOML text holds, or None with a problem noted."""
        try:
            data = parse_toml(text)
        except TomlMistake as trouble:
            line = None if trouble.line is None else trouble.line + first_line - 1
            message = _("this is not TOML: {why}; correct the line", why=trouble)
            self.found.append(LessonSourceProblem(name, message, line=line))
            return None
        return TomlFile(name, data, lines_of(text, first_line))

    def check(
        self, model: type[_Model], file: TomlFile, data: Any, prefix: tuple[Step, ...] = ()
    ) -> _Model | None:
        """Return the data as a record, or None with every mistake in it noted."""
        if not self.check_format(file, data, prefix, newest_form(model)):
            return None
        try:
            return model.model_validate(data)
        except ValidationError as trouble:
            for error in trouble.errors(include_url=False, include_input=False):
                error["loc"] = tuple(step for step in error["loc"] if step not in TAGS)
                self.found.append(file.problem((*prefix, *error["loc"]), explain(error, model)))
            return None

    def check_format(
        self, file: TomlFile, data: Any, prefix: tuple[Step, ...] = (), newest: int = 1
    ) -> bool:
        """Return whether the data is of a form that this program knows; note it if not."""
        number = data.get("format") if isinstance(data, dict) else None
        if isinstance(number, int) and number > newest:
            message = _(
                "this was written for a newer version of Annotator; install that version to read it"
            )
            self.found.append(file.problem((*prefix, "format"), message))
            return False
        return True

    def note(self, file: TomlFile, steps: Sequence[Step], message: str) -> None:
        """Note a problem at a place of a file."""
        self.found.append(file.problem(steps, message))
