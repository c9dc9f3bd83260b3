"""The rubrics that ship to begin with, from their data file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from annotator.domain.errors import StorageTrouble, UnreadableFile
from annotator.domain.lessons import Criterion
from annotator.files.lesson_record import LevelRecord, load
from annotator.files.limits import MEGABYTE, read_text_limited
from annotator.files.strict_model import Line, Name, Prose, StrictModel
from annotator.files.toml_text import TomlMistake, parse_toml
from annotator.services.rubrics import RubricPreset


class PresetCriterionRecord(StrictModel):
    """A row of a rubric."""

    id: Name
    name: Line
    levels: Annotated[list[LevelRecord], Field(min_length=1, max_length=10)]


class PresetRecord(StrictModel):
    """One rubric."""

    id: Name
    name: Line
    description: Prose = ""
    criteria: Annotated[list[PresetCriterionRecord], Field(min_length=1, max_length=50)]


class PresetsRecord(StrictModel):
    """The whole file."""

    format: Literal[1]
    presets: list[PresetRecord]


def read_presets(path: Path) -> tuple[RubricPreset, ...]:
    """Return the rubrics of a file that ships; raise StorageTrouble where it is damaged."""
    try:
        data = parse_toml(read_text_limited(path, MEGABYTE))
        record = PresetsRecord.model_validate(data)
    except (UnreadableFile, TomlMistake, ValidationError) as trouble:
        raise StorageTrouble(
            "The rubrics that ship with the program are damaged. Your lesson is not touched. "
            "Write the rubric by hand, or install the program again."
        ) from trouble
    return tuple(
        RubricPreset(
            each.id,
            each.name,
            each.description,
            tuple(load(Criterion, criterion) for criterion in each.criteria),
        )
        for each in record.presets
    )
