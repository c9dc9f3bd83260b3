"""The pictures of the guide to worksheets show what is printed today.

After a wished change of looks: UPDATE_GOLDEN=1 pytest tests/unit/worksheets/test_guide_pictures.py
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops

from annotator.worksheets.sheets import PageOptions
from annotator.worksheets.typesetting import LayoutCache
from tests.unit.worksheets.kinds import KINDS

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "docs" / "images" / "worksheets"
#: Each picture with its document, options and page.
PICTURES: dict[str, tuple[str, PageOptions, int]] = {
    "graded-summary": ("graded", PageOptions(), 0),
    "graded-notes": ("graded", PageOptions(), 2),
    "graded-grey": ("graded", PageOptions(bw=True), 2),
    "graded-large": ("graded", PageOptions(size=18), 0),
    "copy": ("copy", PageOptions(), 1),
    "blank": ("blank", PageOptions(), 1),
    "blank-spread": ("blank", PageOptions(spread=True), 1),
    "key": ("key", PageOptions(), 1),
    "report-grades": ("report", PageOptions(), 0),
    "report-heat": ("report", PageOptions(), 2),
    "history": ("history", PageOptions(), 0),
}
CACHE = LayoutCache()


@pytest.mark.parametrize("name", sorted(PICTURES))
def test_a_picture_of_the_guide_shows_what_is_printed(name: str) -> None:
    kind, options, page = PICTURES[name]
    document = pypdfium2.PdfDocument(KINDS[kind](options, CACHE))
    picture = document[page].render(scale=0.85).to_pil().convert("RGB")
    path = FOLDER / f"{name}.png"
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        picture.quantize(32).save(path, optimize=True)
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
