"""What the step of questions and rubric needs beyond the draft: presets and standards."""

from __future__ import annotations

from pathlib import Path

from annotator import paths
from annotator.files.rubric_presets import read_presets
from annotator.files.standards_csv import StandardsFound, read_standards
from annotator.services.rubrics import RubricPreset

STANDARDS = "standards"


def rubric_presets() -> tuple[RubricPreset, ...]:
    """Return the rubrics that ship."""
    return read_presets(paths.resources_dir() / "rubrics" / "presets.toml")


def known_standards(data_dir: Path) -> StandardsFound:
    """Return the standards that ship and those in the data folder, which win."""
    return read_standards((paths.resources_dir() / STANDARDS, data_dir / STANDARDS))
