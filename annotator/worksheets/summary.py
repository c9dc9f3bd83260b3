"""The first page of a graded worksheet: who, how much, by category and by criterion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from annotator.domain.lessons import Criterion, Level
from annotator.scoring.results import CategoryScore, Outcome, RubricScore, SpanAgreement
from annotator.worksheets.blocks import Block, Paragraph
from annotator.worksheets.fonts import Face
from annotator.worksheets.legend import legend_table
from annotator.worksheets.marks import draw_bar
from annotator.worksheets.pen import Pen
from annotator.worksheets.setting import Setting
from annotator.worksheets.sheets import GradedSheet
from annotator.worksheets.styles import QUIET, TEXT, Look, TextStyle
from annotator.worksheets.tables import Cell, CellDrawing, Table, text_cell
from annotator.worksheets.tagging import Node
from annotator.worksheets.typesetting import Run
from annotator.worksheets.wording import moment, of_maximum, points, share

_MISSED = ("missed", "outline, M and number: in the key, not highlighted")
#: The largest type in tables of many narrow columns, and in the line of facts.
LARGEST_FIGURE, LARGEST_FACT = 9.5, 14.0
_FOUND = (Outcome.FOUND, Outcome.PARTLY, Outcome.OTHER_CATEGORY, Outcome.MISSED)


def summary_blocks(setting: Setting, sheet: GradedSheet, parent: Node) -> list[Block]:
    """Return the blocks of the first page."""
    anonymous = setting.options.anonymous
    name = sheet.code if anonymous else sheet.shown_name
    blocks: list[Block] = [
        setting.paragraph("Graded worksheet", setting.kicker, parent),
        setting.paragraph(
            sheet.lesson.title, setting.styles.title, parent, role="H1", bookmark=("Summary", 0)
        ),
        _facts(setting, sheet, name, parent),
        setting.heading("Points by category", parent),
        _categories(setting, sheet, parent),
        *_over_highlighted(setting, sheet, parent),
    ]
    if sheet.score.rubric:
        blocks += [setting.heading("Rubric", parent), _rubric(setting, sheet, parent)]
    if sheet.comment.strip():
        blocks += [
            setting.heading("Teacher’s comment", parent),
            setting.paragraph(sheet.comment, setting.styles.plain, parent),
        ]
    blocks += [
        setting.heading("How to read the marks", parent),
        legend_table(setting, sheet.lesson.scheme, parent, _MISSED),
        _agreement(setting, sheet, parent),
    ]
    return blocks


def _capped(style: TextStyle, largest: float = LARGEST_FIGURE) -> TextStyle:
    """Return the style no larger than its columns allow, however large the articles are."""
    if style.size <= largest:
        return style
    return replace(style, size=largest, leading=style.leading * largest / style.size)


def _facts(setting: Setting, sheet: GradedSheet, name: str, parent: Node) -> Table:
    hand_in, score = sheet.hand_in, sheet.score
    heads = ["Student", "Attempt", "Handed in", "Points"]
    values = [name, str(hand_in.attempt), moment(hand_in.handed_in)]
    total = of_maximum(score.total, score.total_maximum)
    cells = [text_cell(value) for value in values]
    cells.append(Cell((Run(total, Face.BOLD),), right=True))
    table = Table(
        setting.cache,
        setting.styles,
        setting.columns(0.42, 0.11, 0.29, 0.18),
        [text_cell(h, right=h == "Points") for h in heads],
        [cells],
        parent,
        style=_capped(
            replace(setting.styles.plain, size=setting.size * 1.05, leading=setting.size * 1.5),
            LARGEST_FACT,
        ),
        head_style=_capped(setting.styles.label),
    )
    table.before = setting.size * 0.6
    return table


def _categories(setting: Setting, sheet: GradedSheet, parent: Node) -> Table:
    heads = ["Category", "Found", "Partly", "Other cat.", "Missed", "Bonus", "Traps", "Points"]
    rows = [_category_row(setting, sheet, score) for score in sheet.score.categories]
    rows.append(
        [
            Cell((Run("Highlights together", Face.BOLD),)),
            *[text_cell("", right=True) for _ in range(6)],
            Cell(
                (Run(of_maximum(sheet.score.points, sheet.score.maximum), Face.BOLD),), right=True
            ),
        ]
    )
    return Table(
        setting.cache,
        setting.styles,
        setting.columns(0.34, 0.08, 0.08, 0.105, 0.09, 0.08, 0.08, 0.145),
        [text_cell(head, right=n > 0) for n, head in enumerate(heads)],
        rows,
        parent,
        style=_capped(setting.styles.small),
        head_style=_capped(setting.styles.label),
        row_heads=True,
    )


def _category_row(setting: Setting, sheet: GradedSheet, score: CategoryScore) -> list[Cell]:
    category = sheet.lesson.scheme.category(score.category_id)
    look = setting.looks[category.id]
    fell = score.outcomes.get(Outcome.FELL_FOR, 0)
    traps = fell + score.outcomes.get(Outcome.AVOIDED, 0)
    shown = [str(score.outcomes.get(outcome, 0)) for outcome in _FOUND]
    shown.append(f"+{points(score.bonus)}" if score.bonus else "–")
    shown.append(f"{fell} of {traps}" if traps else "–")
    shown.append(of_maximum(score.earned, score.maximum) if score.maximum else "–")
    reached = score.earned / score.maximum if score.maximum else 0.0
    name = Cell(
        (Run(f"{look.letter}  ", Face.BOLD, look.ink), Run(category.name)),
        drawing=_bar_beside(setting, look, reached) if score.maximum else None,
    )
    return [name, *[text_cell(value, right=True) for value in shown]]


def _bar_beside(setting: Setting, look: Look, reached: float) -> CellDrawing:
    style = _capped(setting.styles.small)
    name = setting.cache.typefaces.width(look.name, Face.REGULAR, style.size)

    def draw(pen: Pen, x: float, top: float, cell: float) -> None:
        width = min(48.0, cell - name - 3 * style.size)
        y = top - style.leading / 2 - 2.5
        if width > style.size:
            draw_bar(pen, x + cell - width, y, width, reached, look.ink)

    return draw


def _over_highlighted(setting: Setting, sheet: GradedSheet, parent: Node) -> list[Block]:
    over = [s for s in sheet.score.articles if s.over_highlighted]
    if not over:
        return []
    names = ", ".join(
        f"{sheet.lesson.article(s.article_id).outlet} ({share(s.text.highlighted_share)})"
        for s in over
    )
    text = (
        f" A large part of the words is highlighted in {names}. Highlight only the words that "
        "do it. This is a hint and takes no points away."
    )
    runs = (Run("Much highlighted.", Face.BOLD), Run(text))
    return [setting.paragraph(runs, setting.styles.plain, parent)]


# -- rubric ------------------------------------------------------------------------------------


def reached_level(criterion: Criterion, given: float) -> Level | None:
    """Return the best level that the points reach."""
    reached = [level for level in criterion.levels if level.points <= given + 1e-9]
    return max(reached, key=lambda level: level.points, default=None)


def _rubric(setting: Setting, sheet: GradedSheet, parent: Node) -> Table:
    rows = [_rubric_row(entry) for entry in sheet.score.rubric]
    last = [Cell((Run("Rubric together", Face.BOLD),)), text_cell("")]
    total = of_maximum(sheet.score.rubric_points, sheet.score.rubric_maximum)
    last.append(Cell((Run(total, Face.BOLD),), right=True))
    heads = ["Criterion", "Level reached", "Points"]
    return Table(
        setting.cache,
        setting.styles,
        setting.columns(0.24, 0.64, 0.12),
        [text_cell(head, right=head == "Points") for head in heads],
        [*rows, last],
        parent,
        row_heads=True,
    )


def _rubric_row(entry: RubricScore) -> list[Cell]:
    criterion = entry.criterion
    level = reached_level(criterion, entry.score.points) if entry.score else None
    if entry.score is None:
        runs = [Run("not graded yet: ", Face.ITALIC)]
        given = f"– / {points(criterion.maximum)}"
    else:
        runs = [Run(level.name if level else "no level", Face.BOLD)]
        if level and level.description:
            runs.append(Run(f" – {level.description}"))
        if entry.score.comment:
            runs.append(Run(f"\n{entry.score.comment}", Face.ITALIC))
        runs.append(Run("\n"))
        given = of_maximum(entry.score.points, criterion.maximum)
    cell = Cell([*runs, *_level_names(criterion, level)])
    return [text_cell(criterion.name), cell, text_cell(given, right=True)]


def _level_names(criterion: Criterion, reached: Level | None) -> Iterator[Run]:
    """Yield the names of all levels from the lowest, the reached one in bold."""
    separator = ""
    for level in sorted(criterion.levels, key=lambda level: level.points):
        is_reached = level is reached
        face, colour = (Face.BOLD, TEXT) if is_reached else (Face.REGULAR, QUIET)
        yield Run(separator + level.name, face, colour)
        separator = " · "


# -- agreement --------------------------------------------------------------------------------


def _agreement(setting: Setting, sheet: GradedSheet, parent: Node) -> Paragraph:
    score = sheet.score
    kappa = "–" if score.kappa is None else f"{score.kappa:.2f}"
    text = (
        f"Agreement with the key, no part of the grade: {_spans(score.agreement)}; "
        f"sentence labels: kappa {kappa} over {score.labelled_sentences} labelled sentences."
    )
    return setting.paragraph(text, replace(setting.styles.tiny, before=2), parent)


def _spans(agreement: SpanAgreement) -> str:
    return (
        f"highlighted words: precision {agreement.precision:.2f}, "
        f"recall {agreement.recall:.2f}, F1 {agreement.f1:.2f}"
    )
