"""What holds for every kind of document: looks, words, structure, and quietness in grey.

After a wanted change of looks: UPDATE_GOLDEN=1 pytest tests/unit/worksheets/test_every_kind.py,
then look at the pictures before they are kept.
"""

from __future__ import annotations

import io
import os
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat

from annotator.domain.heat_scale import HEAT_STEPS
from annotator.worksheets.charts import heat_look
from annotator.worksheets.class_report import class_report
from annotator.worksheets.sheets import PageOptions, ReportSheet
from annotator.worksheets.styles import BLACK, contrast
from annotator.worksheets.typesetting import LayoutCache
from tests.unit.worksheets import sample
from tests.unit.worksheets.kinds import KINDS, report_sheet

GOLDEN = Path(__file__).parent / "golden"
UPDATE = bool(os.environ.get("UPDATE_GOLDEN"))
VARIANTS = {
    "a4": PageOptions(),
    "letter-bw": PageOptions("letter", bw=True, punched=True, signature=True),
    "columns": PageOptions(columns=2),
    "spread": PageOptions(spread=True),
    "large": PageOptions(size=18, anonymous=True),
}
CACHE = LayoutCache()


@pytest.fixture(scope="module", params=sorted(KINDS))
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def pages_of(file: bytes, scale: float) -> list[Image.Image]:
    return [p.render(scale=scale).to_pil().convert("RGB") for p in pypdfium2.PdfDocument(file)]


def beside_one_another(pages: list[Image.Image]) -> Image.Image:
    sheet = Image.new("RGB", (sum(p.width for p in pages), max(p.height for p in pages)), "white")
    x = 0
    for page in pages:
        sheet.paste(page, (x, 0))
        x += page.width
    return sheet


def assert_alike(image: Image.Image, known: Image.Image) -> None:
    """Fail where more than a few pixels of the pictures differ clearly."""
    assert image.size == known.size
    apart = ImageChops.difference(image, known).convert("L")
    clearly = sum(apart.histogram()[48:]) / (image.width * image.height)
    assert clearly < 0.004
    assert ImageStat.Stat(apart).mean[0] < 0.8


@pytest.mark.parametrize("variant", ["a4", "letter-bw"])
def test_the_first_pages_look_as_they_did(kind: str, variant: str) -> None:
    file = KINDS[kind](VARIANTS[variant], CACHE)
    picture = beside_one_another(pages_of(file, 0.45)[:2])
    path = GOLDEN / f"{kind}-{variant}.png"
    if UPDATE:
        GOLDEN.mkdir(exist_ok=True)
        picture.quantize(48).save(path, optimize=True)
    assert_alike(picture, Image.open(path).convert("RGB"))


def test_a_picture_of_another_document_is_not_alike() -> None:
    one, other = (Image.open(GOLDEN / f"{k}-a4.png").convert("RGB") for k in ("graded", "copy"))
    with pytest.raises(AssertionError):
        assert_alike(one, other)


def test_the_words_read_back_as_they_did(kind: str) -> None:
    file = KINDS[kind](PageOptions(), CACHE)
    text = "\n\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file)).pages)
    path = GOLDEN / f"{kind}.txt"
    if UPDATE:
        path.write_text(text + "\n", encoding="utf-8", newline="\n")
    assert text + "\n" == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("variant", sorted(VARIANTS))
def test_a_checker_of_tagged_pdf_finds_nothing(kind: str, variant: str, tmp_path: Path) -> None:
    pdfua = pytest.importorskip("pdfua")
    path = tmp_path / "document.pdf"
    path.write_bytes(KINDS[kind](VARIANTS[variant], CACHE))
    assert [f"{f.rule_id} {f.message}" for f in pdfua.validate(path).findings] == []


def test_the_same_input_gives_the_same_bytes(kind: str) -> None:
    assert KINDS[kind](PageOptions(), LayoutCache()) == KINDS[kind](PageOptions(), CACHE)


def test_black_and_white_has_no_colour_at_all(kind: str) -> None:
    for page in pages_of(KINDS[kind](VARIANTS["letter-bw"], CACHE), 0.5):
        # The black of the text is a little warm; anything more would be seen.
        assert max(page.convert("HSV").getchannel("S").getextrema()) < 32


@pytest.mark.parametrize("variant", sorted(VARIANTS))
def test_nothing_stands_in_the_margins(kind: str, variant: str) -> None:
    options = VARIANTS[variant]
    left = 68 if options.punched else 44
    for page in pages_of(KINDS[kind](options, CACHE), 1.0):
        width, height = page.size
        for edge in ((0, 0, left, height), (width - 38, 0, width, height)):
            assert page.crop(edge).getextrema() == ((255, 255),) * 3


def test_every_page_has_its_number_and_every_page_of_an_article_the_legend(kind: str) -> None:
    pages = pypdf.PdfReader(io.BytesIO(KINDS[kind](PageOptions(), CACHE))).pages
    for number, page in enumerate(pages, 1):
        text = page.extract_text()
        assert f"Page {number} of {len(pages)}" in text
        if kind not in ("history", "report"):
            assert "Loaded language" in text
            assert "Reporting" in text


# -- structure -----------------------------------------------------------------------------------


def leaves(file: bytes) -> list[tuple[str, Any]]:
    """Return each element of the tree with its role, in reading order."""
    root: Any = pypdf.PdfReader(io.BytesIO(file)).trailer["/Root"]
    found: list[tuple[str, Any]] = []

    def walk(element: Any) -> None:
        found.append((element["/S"], element))
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            kid = kid.get_object()
            if isinstance(kid, dict) and "/S" in kid:
                walk(kid)

    walk(root["/StructTreeRoot"]["/K"][0].get_object())
    return found


def test_charts_are_figures_that_say_their_numbers() -> None:
    figures = [e for role, e in leaves(KINDS["report"](PageOptions(), CACHE)) if role == "/Figure"]
    assert [str(f["/Alt"])[:20] for f in figures] == ["Bar chart of grades."]
    assert "Students: 2 at 20–29 %, 5 at 30–39 %, 5 at 40–49 %." in figures[0]["/Alt"]


def test_notes_follow_their_article_as_a_list() -> None:
    roles = [role for role, _ in leaves(KINDS["graded"](PageOptions(), CACHE))]
    assert roles.count("/H2") >= 4
    first = roles.index("/Div")
    assert roles.index("/L", first) > roles.index("/P", first)
    assert roles.count("/LI") == roles.count("/LBody") >= 14


def test_a_heat_map_says_how_many_highlighted_the_words() -> None:
    said = [str(e.get("/Alt", "")) for _, e in leaves(KINDS["report"](PageOptions(), CACHE))]
    assert any(text.startswith("highlighted by") and " of 12" in text for text in said)


# -- heat ----------------------------------------------------------------------------------------


def lightness(colour: tuple[float, float, float]) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    y = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 116 * y ** (1 / 3) - 16


@pytest.mark.parametrize("bw", [False, True])
def test_the_steps_of_the_heat_scale_are_even_to_the_eye_and_words_stay_readable(bw: bool) -> None:
    tints = [heat_look(step, bw=bw).tint for step in range(1, HEAT_STEPS + 1)]
    steps = [lightness(tint) for tint in tints if tint]
    apart = [a - b for a, b in pairwise(steps)]
    assert min(apart) > 6
    assert max(apart) - min(apart) < 1.5
    assert all(contrast(BLACK, tint) >= 7 for tint in tints if tint)


def test_a_report_on_nobody_says_so() -> None:
    file = class_report(ReportSheet(sample.LESSON, sample.answer_key(), ()), PageOptions(), CACHE)
    assert "Nobody has handed in yet" in pypdf.PdfReader(io.BytesIO(file)).pages[0].extract_text()


def test_an_anonymous_report_names_nobody() -> None:
    file = class_report(report_sheet(), PageOptions(anonymous=True), CACHE)
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file)).pages)
    assert "Student 3" not in text
    assert "K003" in text
