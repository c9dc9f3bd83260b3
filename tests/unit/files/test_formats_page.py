"""The page about formats cannot lie: its examples are read by the program."""

from __future__ import annotations

import re
from pathlib import Path

from annotator.files.hand_in_record import HandInCollection, hand_in_of
from annotator.files.importing.report import ImportReport
from annotator.files.lesson_source import read_source
from annotator.files.package_record import PackageRecord
from annotator.files.score_json import ScoreText

PAGE = Path(__file__).parents[3] / "docs" / "formats.md"
TEXT = PAGE.read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"(?ms)^```\w+ (\S+)\n(.*?)^```$", TEXT))


def test_the_examples_of_a_lesson_folder_make_a_lesson(tmp_path: Path) -> None:
    for name in ("lesson.toml", "key.toml", "articles/01-bugle.md", "schemes/default.toml"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(EXAMPLES[name], encoding="utf-8")
    lesson, key = read_source(tmp_path, tmp_path / "schemes")
    assert lesson.articles[0].body.startswith(
        "Soup is dearer\nA greedy canteen raised the price of soup. Every"
    )
    assert key is not None
    assert [each.quote for each in key.annotations] == [
        "greedy",
        "Everyone knows it will only get worse.",
    ]


def test_the_json_examples_follow_their_formats() -> None:
    PackageRecord.model_validate_json(EXAMPLES["lesson.json"])
    ScoreText.model_validate_json(EXAMPLES["score-text"])
    ImportReport.model_validate_json(EXAMPLES["import-report"])
    hand_in = hand_in_of(HandInCollection.model_validate_json(EXAMPLES["hand-in"]))
    assert hand_in.annotations[0].rewrite == "the"
    assert hand_in.answers[0].text == "Soup is dearer."


def test_the_page_fits_on_a_few_sheets() -> None:
    assert len(TEXT.splitlines()) < 380
