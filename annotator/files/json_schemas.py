"""The JSON Schemas of the formats, made from the records that read and write them."""

from __future__ import annotations

import json
from pathlib import Path

from annotator.files.article_source import ArticleHead
from annotator.files.atomic import write_whole
from annotator.files.class_record import ClassRecord
from annotator.files.feedback_file import FeedbackRecord
from annotator.files.hand_in_record import HandInCollection
from annotator.files.key_source import KeyRecord
from annotator.files.lesson_record import SchemeRecord
from annotator.files.lesson_source import LessonSource
from annotator.files.package_record import PackageRecord
from annotator.files.score_json import ScoreText
from annotator.files.strict_model import StrictModel

_MODELS: dict[str, type[StrictModel]] = {
    "article-front-matter": ArticleHead,
    "class": ClassRecord,
    "feedback": FeedbackRecord,
    "hand-in": HandInCollection,
    "key-source": KeyRecord,
    "lesson-package": PackageRecord,
    "lesson-source": LessonSource,
    "scheme": SchemeRecord,
    "score-text": ScoreText,
}
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schemas() -> dict[str, str]:
    """Return the text of each schema file by its name."""
    found = {}
    for name, model in _MODELS.items():
        schema = {"$schema": _DIALECT, **model.model_json_schema(by_alias=True)}
        found[f"{name}.schema.json"] = json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
    return found


def write_json_schemas(folder: Path) -> None:
    """Write every schema into a folder."""
    for name, text in json_schemas().items():
        write_whole(folder / name, text.encode("utf-8"))
