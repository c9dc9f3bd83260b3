"""How the marks of a document are to be read."""

from __future__ import annotations

from annotator.domain.scheme import Category, Scheme
from annotator.translation import N_, _
from annotator.worksheets.canvas import PdfCanvas
from annotator.worksheets.fonts import Face
from annotator.worksheets.marks import draw_missed_outline, draw_pattern, draw_side_bar
from annotator.worksheets.setting import Setting
from annotator.worksheets.styles import CategoryInk
from annotator.worksheets.tables import CellContent, CellDrawing, Table, TableCell
from annotator.worksheets.tagging import Node
from annotator.worksheets.typesetting import Run

_SAMPLE = N_("some words")
_SENTENCE = N_("letter before, bar in the margin; ≠ means the key differs")
_UNSCORED = N_("letter before, no line; not scored")
_SPAN = N_("line under the words, letter and number after them")


def legend_table(
    setting: Setting, scheme: Scheme, parent: Node, outlined: tuple[str, str]
) -> Table:
    """Return the table of marks; `outlined` names and explains an outline round words."""
    rows: list[list[CellContent]] = []
    for category in scheme.categories:
        where = _(_SENTENCE if category.is_sentence else _SPAN)
        if not category.is_scored:
            where = _(_UNSCORED)
        rows.append([_sample_cell(setting, category), category.name, where])
    rows.append([_sample_cell(setting, None), *outlined])
    return _table(setting, (_("Mark"), _("Meaning"), _("Where")), rows, parent)


def scheme_table(setting: Setting, scheme: Scheme, parent: Node) -> Table:
    """Return the table of categories with their definitions, for work on paper."""
    rows: list[list[CellContent]] = []
    for category in scheme.categories:
        unit = _("Whole sentences:") if category.is_sentence else _("Words:")
        meaning = " ".join(part for part in (category.definition, category.prompt) if part)
        explained = (Run(f"{unit} ", Face.BOLD), Run(meaning or "–"))
        rows.append([_sample_cell(setting, category), category.name, explained])
    return _table(setting, (_("Mark"), _("Category"), _("What it is put on")), rows, parent)


def _table(
    setting: Setting, heads: tuple[str, str, str], rows: list[list[CellContent]], parent: Node
) -> Table:
    return setting.table(parent, (0.2, 0.24, 0.56), heads, rows, row_heads=False)


def _sample_cell(setting: Setting, category: Category | None) -> TableCell:
    look = setting.looks[category.id] if category else None
    return TableCell((Run(_(_SAMPLE)),), drawing=_sample(setting, look), indent=setting.size * 1.2)


def _sample(setting: Setting, look: CategoryInk | None) -> CellDrawing:
    size = setting.styles.small.size
    width = setting.cache.typefaces.width(_(_SAMPLE), Face.REGULAR, size)

    def draw(canvas: PdfCanvas, x: float, top: float, _width: float) -> None:
        y = top - (setting.styles.small.leading + size * 0.66) / 2
        start = x + setting.size * 1.2
        if look is None:
            draw_missed_outline(canvas, start - 2, y - 0.3 * size, width + 4, 1.25 * size)
            return
        letter = (x, y)
        if look.is_sentence:
            draw_side_bar(canvas, look, x + 2, y - 0.28 * size, y + 0.78 * size)
            letter = (x + 6, y + 0.36 * size)
        else:
            if look.tint is not None:
                canvas.fill(look.tint)
                canvas.area(start, y - 0.28 * size, width, 1.14 * size)
            draw_pattern(canvas, look, start, start + width, y - 0.33 * size, size / 9)
        canvas.text_begins()
        cut = size * (0.65 if look.is_sentence else 1.0)
        canvas.show(*letter, Face.BOLD, cut, look.letter, look.ink)
        canvas.text_ends()

    return draw
