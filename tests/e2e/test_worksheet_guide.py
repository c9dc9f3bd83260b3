"""The pictures of the guide to worksheets show what the demo class prints today.

After a wanted change of looks: ANNOTATOR_PICTURES=1 pytest tests/e2e/test_worksheet_guide.py
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops

from annotator.services.grading import grade_class
from annotator.services.histories import student_attempts
from annotator.services.printing import newest_hand_ins
from annotator.use_cases.application import Application
from annotator.use_cases.rendering import renderer as make_renderer
from annotator.wiring.application import open_application
from annotator.worksheets.sheets import PageOptions
from tests.e2e.conftest import NoDesktop

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "images" / "worksheets"
CARACAS = "caracas-2019-04-30"
#: Each picture with its document, options and page.
PICTURES: dict[str, tuple[str, PageOptions, int]] = {
    "graded-summary": ("graded", PageOptions(), 0),
    "graded-notes": ("graded", PageOptions(), 1),
    "graded-grey": ("graded", PageOptions(bw=True), 1),
    "graded-large": ("graded", PageOptions(size=18), 0),
    "copy": ("copy", PageOptions(), 3),
    "blank": ("blank", PageOptions(), 2),
    "blank-spread": ("blank", PageOptions(spread=True), 1),
    "key": ("key", PageOptions(), 1),
    "report-grades": ("report", PageOptions(), 0),
    "report-heat": ("report", PageOptions(), 5),
    "history": ("history", PageOptions(), 0),
}


def made(application: Application, kind: str, options: PageOptions) -> bytes:
    """Return a document of the demo class."""
    lesson, key = application.lessons.with_key(CARACAS)
    grades = grade_class(application.ports, lesson.id)
    renderer = make_renderer(options)
    if kind == "graded":
        return dict(renderer.graded(grades, "7B-01").each())[0]
    if kind == "copy":
        hand_ins = newest_hand_ins(application.ports, lesson.id, lesson.title, "7B-02")
        return dict(renderer.copies(lesson, hand_ins).each())[0]
    if kind == "history":
        return renderer.history(student_attempts(application.ports, "7B-01"))
    if kind == "report":
        return renderer.report(grades)
    return renderer.blank(lesson) if kind == "blank" else renderer.key(lesson, key)


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """Play the demo class once."""
    from annotator.cli.main import run_command_line

    out = tmp_path_factory.mktemp("demo") / "class"
    words = ["demo", "--out", str(out), "--students", "12", "--seed", "7", "--no-window"]
    assert run_command_line(words, NoDesktop()) == 0
    opened = open_application(out / "data")
    yield opened
    opened.close()


@pytest.mark.parametrize("name", sorted(PICTURES))
def test_a_picture_of_the_guide_shows_what_is_printed(application: Application, name: str) -> None:
    kind, options, page = PICTURES[name]
    document = pypdfium2.PdfDocument(made(application, kind, options))
    picture = document[page].render(scale=0.85).to_pil().convert("RGB")
    path = FOLDER / f"{name}.png"
    if os.environ.get("ANNOTATOR_PICTURES"):
        path.parent.mkdir(parents=True, exist_ok=True)
        picture.quantize(64, kmeans=3).save(path, optimize=True)
    known = Image.open(path).convert("RGB")
    assert picture.size == known.size
    apart = ImageChops.difference(picture, known).convert("L").histogram()
    assert sum(apart[64:]) < 0.004 * picture.width * picture.height


def test_the_guide_shows_every_picture_and_no_other_is_kept() -> None:
    guide = (ROOT / "docs" / "worksheets.md").read_text(encoding="utf-8")
    shown = set(re.findall(r"\]\(images/worksheets/([a-z-]+)\.png\)", guide))
    assert shown == set(PICTURES) == {path.stem for path in FOLDER.iterdir()}


def test_pictures_are_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 500_000
