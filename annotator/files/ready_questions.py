"""The questions that ship to choose from, from their data file."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from annotator.domain.errors import StorageTrouble, UnreadableFile
from annotator.domain.identifiers import QuestionId
from annotator.domain.lessons import Question
from annotator.files.lesson_record import QuestionRecord
from annotator.files.limits import MEGABYTE, read_text_limited
from annotator.files.strict_model import Line, StrictModel
from annotator.files.toml_text import TomlMistake, parse_toml
from annotator.services.rubrics import ReadyQuestion


class ReadyQuestionRecord(QuestionRecord):
    """A question with the few words that it is chosen by."""

    name: Line


class ReadyQuestionsRecord(StrictModel):
    """The whole file."""

    format: Literal[1]
    questions: list[ReadyQuestionRecord]


def read_ready_questions(path: Path) -> tuple[ReadyQuestion, ...]:
    """Return the questions of a file that ships; raise StorageTrouble where it is damaged."""
    try:
        data = parse_toml(read_text_limited(path, MEGABYTE))
        record = ReadyQuestionsRecord.model_validate(data)
    except (UnreadableFile, TomlMistake, ValidationError) as trouble:
        raise StorageTrouble(
            "The questions that ship with the program are damaged. Your lesson is not touched. "
            "Write the questions by hand, or install the program again."
        ) from trouble
    return tuple(
        ReadyQuestion(each.name, Question(QuestionId(each.id), each.prompt, each.lines))
        for each in record.questions
    )
