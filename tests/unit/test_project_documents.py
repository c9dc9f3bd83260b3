"""The documents for whoever works on the program next: what they name is there, and works."""

from __future__ import annotations

import io
import re
import tomllib
from pathlib import Path
from typing import Any

import pypdf
import pytest

from annotator.domain.lessons import Lesson
from annotator.files import gradebook
from annotator.files.gradebook import gradebook_file, write_gradebook
from annotator.files.lesson_source import read_scheme
from annotator.files.lesson_source_problems import ProblemList
from annotator.files.roster import RosterPreview
from annotator.services.collecting import collect_hand_ins
from annotator.services.gradebook import LessonGradebook, gradebook_of
from annotator.services.grading import grade_class
from annotator.services.handing_in import hand_in
from annotator.services.lessons import install_lesson
from annotator.services.page_options import PageOptions
from annotator.services.signing_in import sign_in
from annotator.translation import _, speaking
from annotator.worksheets.documents import Content
from annotator.worksheets.pages import Furniture, Pages
from annotator.worksheets.setting import setting_for
from annotator.worksheets.typesetting import LayoutCache
from tests.fakes import sample_lesson
from tests.fakes.ports import make_ports

ROOT = Path(__file__).parents[2]
ARCHITECTURE, CONTRIBUTING = ROOT / "ARCHITECTURE.md", ROOT / "CONTRIBUTING.md"
#: Files that a list tells one to make.
TO_BE_MADE = {"resources/translations/de/LC_MESSAGES/annotator.po"}
_PLACE = re.compile(r"`((?:annotator|resources|tests|tools|docs|locks)/[\w./-]+)`")
_WIDTH = 78


def box(name: str) -> str:
    """Return what stands in a box of a list, as it would be typed."""
    text = CONTRIBUTING.read_text(encoding="utf-8")
    (found,) = re.findall(rf"^   ```\w+ {name}\n(.*?)^   ```$", text, re.DOTALL | re.MULTILINE)
    return re.sub(r"^ {3}", "", found, flags=re.MULTILINE)


def floors() -> str:
    """Draw the floors as the import contract has them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    (layers,) = (c["layers"] for c in contracts if c["name"] == "Imports go down only")
    rows = ["   ".join(f"[ {name} ]" for name in re.findall(r"\w+", layer)) for layer in layers]
    down = f"\n{'|'.center(_WIDTH).rstrip()}\n"
    return "```\n" + down.join(row.center(_WIDTH).rstrip() for row in rows) + "\n```\n"


@pytest.mark.parametrize("document", [ARCHITECTURE, CONTRIBUTING], ids=lambda path: path.name)
def test_what_a_document_names_is_there(document: Path) -> None:
    named = set(_PLACE.findall(document.read_text(encoding="utf-8"))) - TO_BE_MADE
    assert len(named) > 10
    assert sorted(name for name in named if not (ROOT / name).exists()) == []


def test_the_picture_of_the_floors_is_the_contract() -> None:
    text = ARCHITECTURE.read_text(encoding="utf-8")
    drawn = text.split("<!-- floors -->\n")[1].split("<!-- end of floors -->")[0]
    assert drawn == floors()


def test_every_room_is_told_of() -> None:
    text = ARCHITECTURE.read_text(encoding="utf-8")
    rooms = {
        path.name for path in (ROOT / "annotator").iterdir() if (path / "__init__.py").exists()
    }
    told = {
        name
        for line in text.split("\n")
        if line.startswith("| `")
        for name in re.findall(r"`(\w+)`", line.split("|")[1])
    }
    assert rooms - told == set()


def test_a_technique_is_added_as_the_list_says(tmp_path: Path) -> None:
    shipped = (ROOT / "resources/schemes/default.toml").read_text(encoding="utf-8")
    first, second = re.split(
        r"(?=^\[\[categories\]\]\nid = \"unsupported)", shipped, flags=re.MULTILINE
    )
    (tmp_path / "default.toml").write_text(f"{first}{box('technique')}\n{second}", encoding="utf-8")
    problems = ProblemList()
    record = read_scheme(tmp_path, "default", problems)
    assert problems.found == []
    assert record is not None
    assert record.categories[0].techniques[-1].name == "Nickname"


def test_a_gradebook_format_is_added_as_the_list_says(tmp_path: Path) -> None:
    room: dict[str, Any] = {**vars(gradebook), "RosterPreview": RosterPreview}
    exec(box("gradebook"), room)
    ports, lesson, drop = make_ports(), sample_lesson.lesson(), tmp_path / "drop"
    install_lesson(ports, lesson, sample_lesson.key())
    hand_in(ports, lesson, sign_in(ports, "Mira"), drop)
    collect_hand_ins(ports, lesson, drop)
    made: LessonGradebook = gradebook_of(grade_class(ports, lesson.id), ())
    file = gradebook_file(made, room["ROW"], provisional=True)
    write_gradebook(file, tmp_path / "totals.csv")
    assert (tmp_path / "totals.csv").read_text(encoding="utf-8").split() == [
        "name,total",
        "Mira,0.00",
    ]


def test_a_document_is_added_as_the_list_says(tmp_path: Path) -> None:
    room: dict[str, Any] = {
        each.__name__: each
        for each in (
            Content,
            Furniture,
            Pages,
            PageOptions,
            LayoutCache,
            Lesson,
            setting_for,
            speaking,
            _,
        )
    }
    exec(box("document"), room)
    lesson = sample_lesson.lesson()
    path = tmp_path / "list.pdf"
    path.write_bytes(room["word_list"](lesson, PageOptions()))
    words = pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages[0].extract_text()
    assert lesson.scheme.categories[0].name in words
    assert "Word list" in words
    pdfua = pytest.importorskip("pdfua")
    assert pdfua.validate(path).findings in ([], ())
