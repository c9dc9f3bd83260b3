"""The class report: grades, success with the key, heat, disputed sentences, the gradebook."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean, median

from annotator.domain.heat_scale import HEAT_STEPS
from annotator.domain.wording import coefficient_text, of_maximum, share_text
from annotator.scoring.class_results import (
    DISPUTED,
    Disagreement,
    ItemSuccess,
    agreement_in_words,
    disputed_sentences,
    missed_items,
    success_of_items,
    votes_in_words,
)
from annotator.scoring.class_statistics import class_alpha
from annotator.scoring.results import Outcome
from annotator.worksheets.blocks import PageBlock
from annotator.worksheets.charts import BarChart, PaperBar, heat_look, share_cell
from annotator.worksheets.documents import Content
from annotator.worksheets.fonts import Face
from annotator.worksheets.heat_maps import ASKED, set_heat_maps
from annotator.worksheets.pages import Furniture, Pages
from annotator.worksheets.setting import Setting, setting_for
from annotator.worksheets.sheets import PageOptions, ReportEntry, ReportSheet
from annotator.worksheets.styles import QUIET
from annotator.worksheets.tables import CellContent, Table
from annotator.worksheets.tagging import Node
from annotator.worksheets.typesetting import LayoutCache, Run
from annotator.worksheets.wording import quoted

#: Beside the list for the gradebook, where something in it is not final.
_WAITING = "{} not graded yet: the points of these students are provisional."
#: Rows of the lists of what was missed most and of what the class disputes.
MOST_MISSED, MOST_DISPUTED = 10, 12


def class_report(
    sheet: ReportSheet, options: PageOptions, cache: LayoutCache | None = None
) -> bytes:
    """Return the report of a class on one lesson; the same input gives the same bytes."""
    return _content(sheet, setting_for(sheet.lesson, options, cache)).alone()


def _content(sheet: ReportSheet, setting: Setting) -> Content:
    def fill(pages: Pages) -> None:
        pages.set(_opening(setting, sheet, pages.section()))
        if sheet.entries:
            items = success_of_items(entry.score for entry in sheet.entries)
            pages.set(_most_missed(setting, sheet, items, pages.section()))
            pages.set(_disputed(setting, sheet, pages.section()))
            pages.set(_gradebook(setting, sheet, pages.section()))
            set_heat_maps(pages, setting, sheet, items)

    lesson, bw = sheet.lesson, setting.options.bw
    furniture = Furniture(
        head_left=lesson.title,
        head_right="Class report",
        foot="Class report · for the teacher",
        looks=[heat_look(step, bw=bw) for step in range(1, HEAT_STEPS + 1)],
        outlined="in the key",
    )
    return Content(f"Class report – {lesson.title}", lesson.language, setting, furniture, fill)


# -- grades ------------------------------------------------------------------------------------


def _share_of(entry: ReportEntry) -> float:
    score = entry.score
    return score.total / score.total_maximum if score.total_maximum else 0.0


def _opening(setting: Setting, sheet: ReportSheet, parent: Node) -> list[PageBlock]:
    blocks = setting.opening("Class report", sheet.lesson.title, parent)
    if not sheet.entries:
        text = "Nobody has handed in yet, so there is nothing to report."
        return [*blocks, setting.paragraph(text, setting.styles.plain, parent)]
    reached = [_share_of(entry) for entry in sheet.entries]
    facts = [
        ("Handed in", str(len(sheet.entries))),
        ("Mean", share_text(mean(reached))),
        ("Median", share_text(median(reached))),
        ("Lowest", share_text(min(reached))),
        ("Highest", share_text(max(reached))),
    ]
    table = setting.table(
        parent,
        [(head, 0.2) for head, _ in facts],
        [[Run(value, Face.BOLD) for _, value in facts]],
        row_heads=False,
        before=setting.size * 0.6,
    )
    return [
        *blocks,
        table,
        setting.heading("Grades", parent, bookmark=("Grades", 1)),
        _distribution(setting, reached, parent),
        setting.heading("By category", parent),
        _by_category(setting, sheet, parent),
        setting.heading("Agreement", parent),
        *_agreement(setting, sheet, parent),
    ]


def _distribution(setting: Setting, reached: Sequence[float], parent: Node) -> BarChart:
    counts = [0] * 10
    for value in reached:
        counts[min(int(value * 10 + 1e-9), 9)] += 1
    names = [f"{n * 10}–{n * 10 + 9}" for n in range(9)] + ["90–100"]
    bars = [
        PaperBar(name, float(count), str(count) if count else "")
        for name, count in zip(names, counts, strict=True)
    ]
    said = ", ".join(
        f"{count} at {name} %" for name, count in zip(names, counts, strict=True) if count
    )
    alt = f"Bar chart of grades. Students: {said}."
    return BarChart(setting, bars, alt, parent, below="students by per cent of all points")


def _by_category(setting: Setting, sheet: ReportSheet, parent: Node) -> Table:
    rows: list[list[CellContent]] = []
    for number, category in enumerate(sheet.lesson.scheme.categories):
        scores = [entry.score.categories[number] for entry in sheet.entries]
        maximum = sum(score.maximum for score in scores)
        mean_share = sum(score.earned for score in scores) / maximum if maximum else 0.0
        counts = [sum(s.outcomes.get(o, 0) for s in scores) for o in ASKED]
        fell = sum(s.outcomes.get(Outcome.FELL_FOR, 0) for s in scores)
        look = setting.looks[category.id]
        name = (Run(f"{look.letter}  ", Face.BOLD, look.ink), Run(category.name))
        shown = [*(str(count) for count in counts), str(fell) if fell else "–"]
        rows.append([name, *shown, share_cell(setting, mean_share) if maximum else "–"])
    heads = (
        ("Category", 0.29),
        ("Found", 0.1),
        ("Partly", 0.1),
        ("Other", 0.1),
        ("Missed", 0.1),
        ("Traps", 0.1),
        ("Mean of points", 0.21),
    )
    return setting.table(parent, heads, rows, numbers_from=1)


def _agreement(setting: Setting, sheet: ReportSheet, parent: Node) -> list[PageBlock]:
    """Return how far the class agrees with itself, in words and then as a coefficient."""
    by_category, together = class_alpha(
        sheet.lesson, [entry.hand_in.annotations for entry in sheet.entries]
    )
    rows = [_agreement_row(c.name, by_category[c.id]) for c in sheet.lesson.scheme.categories]
    rows.append(_agreement_row("All together", together))
    style = setting.styles.small
    text = (
        "How far students agree with one another about where each category lies, over the words "
        "of all articles. It says nothing about who is right and is no part of any grade. The "
        "coefficient is Krippendorff’s unitized alpha: 1 is full agreement, 0 is chance."
    )
    heads = (("Category", 0.3), ("The class agrees", 0.5), ("Alpha", 0.2))
    table = setting.table(parent, heads, rows, numbers_from=2)
    return [table, setting.paragraph(text, style, parent)]


def _agreement_row(name: str, alpha: float | None) -> list[str]:
    return [name, agreement_in_words(alpha), coefficient_text(alpha)]


# -- the key -----------------------------------------------------------------------------------


def _most_missed(
    setting: Setting, sheet: ReportSheet, items: Sequence[ItemSuccess], parent: Node
) -> list[PageBlock]:
    scheme = sheet.lesson.scheme
    worst = missed_items(sheet.lesson, items)[:MOST_MISSED]
    if not worst:
        return []
    rows: list[list[CellContent]] = []
    for item in worst:
        category = scheme.category(item.key.category_id)
        outlet = sheet.lesson.article(item.key.article_id).outlet
        words = (
            Run(quoted(item.key.quote, 80)),
            Run(f"\n{outlet} · {category.name}", colour=QUIET),
        )
        rows.append([words, item.key.explanation or "–", f"{item.found} of {item.students}"])
    heading = setting.heading("Most missed", parent, bookmark=("Most missed", 1))
    heads = (("Words", 0.42), ("Why", 0.46), ("Found by", 0.12))
    table = setting.table(parent, heads, rows, numbers_from=2)
    return [heading, table]


def _disputed(setting: Setting, sheet: ReportSheet, parent: Node) -> list[PageBlock]:
    students = [entry.hand_in.annotations for entry in sheet.entries]
    found = [d for d in disputed_sentences(sheet.lesson, students) if d.dispute >= DISPUTED]
    if not found:
        return []
    rows: list[list[CellContent]] = []
    for each in found[:MOST_DISPUTED]:
        article = sheet.lesson.article(each.article_id)
        sentence = Run(quoted(each.sentence.of(article.body), 150))
        outlet = Run(f"\n{article.outlet}", colour=QUIET)
        rows.append([(sentence, outlet), Run(_votes(sheet, each), Face.BOLD)])
    heading = setting.heading(
        "Disputed sentences: discuss", parent, bookmark=("Disputed sentences", 1)
    )
    table = setting.table(parent, (("Sentence", 0.68), ("The class says", 0.32)), rows)
    return [heading, table]


def _votes(sheet: ReportSheet, each: Disagreement) -> str:
    said = votes_in_words(sheet.lesson, each)
    return said + (f", {each.unlabelled} no label" if each.unlabelled else "")


def _gradebook(setting: Setting, sheet: ReportSheet, parent: Node) -> list[PageBlock]:
    """Return the list to copy into a gradebook; anonymous, it holds codes only."""
    anonymous = setting.options.anonymous
    rows: list[list[CellContent]] = []
    for entry in sheet.entries:
        score = entry.score
        name = entry.code if anonymous else entry.shown_name
        shown = (Run(name), *(() if entry.is_final else (Run("\nnot graded yet", colour=QUIET),)))
        is_scored = len(score.ungraded) < len(score.rubric)
        numbers = [
            str(entry.attempts),
            of_maximum(score.points, score.maximum),
            of_maximum(score.rubric_points, score.rubric_maximum) if is_scored else "–",
            of_maximum(score.total, score.total_maximum),
            share_text(_share_of(entry)),
        ]
        rows.append([shown, "" if anonymous else entry.code, *numbers])
    heads = (
        ("Student", 0.28),
        ("" if anonymous else "Code", 0.11),
        ("Tries", 0.08),
        ("Highlights", 0.18),
        ("Rubric", 0.12),
        ("Total", 0.15),
        ("%", 0.08),
    )
    heading = setting.heading("For the gradebook", parent, bookmark=("For the gradebook", 1))
    waiting = sum(not entry.is_final for entry in sheet.entries)
    told = [setting.paragraph(_WAITING.format(waiting), setting.styles.small, parent)]
    table = setting.table(parent, heads, rows, numbers_from=2)
    return [heading, *(told if waiting else []), table, *_doubts(setting, sheet, parent)]


def _doubts(setting: Setting, sheet: ReportSheet, parent: Node) -> list[PageBlock]:
    """Return what cannot be true of hand-ins that count, or may not be, a paragraph each."""
    told = [
        (entry.code if setting.options.anonymous else entry.shown_name, doubt)
        for entry in sheet.entries
        for doubt in entry.doubts
    ]
    if not told:
        return []
    heading = setting.heading("Look at these", parent, bookmark=("Look at these", 1))
    plain = setting.styles.plain
    return [heading, *(setting.paragraph(f"{name}: {text}", plain, parent) for name, text in told)]
