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
from annotator.worksheets.documents import close_document
from annotator.worksheets.fonts import Face
from annotator.worksheets.heat_maps import ASKED, set_heat_maps
from annotator.worksheets.pages import Furniture, Pages, PdfDocument
from annotator.worksheets.setting import Setting, setting_for
from annotator.worksheets.sheets import PageOptions, ReportEntry, ReportSheet
from annotator.worksheets.styles import QUIET
from annotator.worksheets.tables import Table, TableCell, text_cell
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
    setting = setting_for(sheet.lesson, options, cache or LayoutCache())
    lesson = sheet.lesson
    document = PdfDocument(
        setting.cache, options, title=f"Class report – {lesson.title}", language=lesson.language
    )
    furniture = Furniture(
        head_left=lesson.title,
        head_right="Class report",
        foot="Class report · for the teacher",
        looks=[heat_look(step, bw=options.bw) for step in range(1, HEAT_STEPS + 1)],
        outlined="in the key",
    )
    pages = Pages(document, setting, furniture, document.part())
    section = pages.section()
    pages.set(_opening(setting, sheet, section))
    if sheet.entries:
        items = success_of_items(entry.score for entry in sheet.entries)
        pages.set(_most_missed(setting, sheet, items, pages.section()))
        pages.set(_disputed(setting, sheet, pages.section()))
        pages.set(_gradebook(setting, sheet, pages.section()))
        set_heat_maps(pages, setting, sheet, items)
    close_document(setting, pages)
    return document.finished()


# -- grades ------------------------------------------------------------------------------------


def _share_of(entry: ReportEntry) -> float:
    score = entry.score
    return score.total / score.total_maximum if score.total_maximum else 0.0


def _opening(setting: Setting, sheet: ReportSheet, parent: Node) -> list[PageBlock]:
    blocks: list[PageBlock] = [
        setting.paragraph("Class report", setting.kicker, parent),
        setting.paragraph(
            sheet.lesson.title,
            setting.styles.title,
            parent,
            role="H1",
            bookmark=("Class report", 0),
        ),
    ]
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
    table = Table(
        setting.cache,
        setting.styles,
        setting.columns(*[0.2] * 5),
        [text_cell(head) for head, _ in facts],
        [[TableCell((Run(value, Face.BOLD),)) for _, value in facts]],
        parent,
    )
    table.before = setting.size * 0.6
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
    rows = []
    for number, category in enumerate(sheet.lesson.scheme.categories):
        scores = [entry.score.categories[number] for entry in sheet.entries]
        maximum = sum(score.maximum for score in scores)
        mean_share = sum(score.earned for score in scores) / maximum if maximum else 0.0
        counts = [sum(s.outcomes.get(o, 0) for s in scores) for o in ASKED]
        fell = sum(s.outcomes.get(Outcome.FELL_FOR, 0) for s in scores)
        look = setting.looks[category.id]
        name = TableCell((Run(f"{look.letter}  ", Face.BOLD, look.ink), Run(category.name)))
        shown = [*(str(count) for count in counts), str(fell) if fell else "–"]
        mean_cell = share_cell(setting, mean_share) if maximum else text_cell("–", right=True)
        rows.append([name, *(text_cell(text, right=True) for text in shown), mean_cell])
    heads = ["Category", "Found", "Partly", "Other", "Missed", "Traps", "Mean of points"]
    return Table(
        setting.cache,
        setting.styles,
        setting.columns(0.29, 0.1, 0.1, 0.1, 0.1, 0.1, 0.21),
        [text_cell(head, right=n > 0) for n, head in enumerate(heads)],
        rows,
        parent,
        row_heads=True,
    )


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
    table = Table(
        setting.cache,
        setting.styles,
        setting.columns(0.3, 0.5, 0.2),
        [text_cell("Category"), text_cell("The class agrees"), text_cell("Alpha", right=True)],
        rows,
        parent,
        row_heads=True,
    )
    return [table, setting.paragraph(text, style, parent)]


def _agreement_row(name: str, alpha: float | None) -> list[TableCell]:
    shown = coefficient_text(alpha)
    return [text_cell(name), text_cell(agreement_in_words(alpha)), text_cell(shown, right=True)]


# -- the key -----------------------------------------------------------------------------------


def _most_missed(
    setting: Setting, sheet: ReportSheet, items: Sequence[ItemSuccess], parent: Node
) -> list[PageBlock]:
    scheme = sheet.lesson.scheme
    worst = missed_items(sheet.lesson, items)[:MOST_MISSED]
    if not worst:
        return []
    rows = []
    for item in worst:
        category = scheme.category(item.key.category_id)
        outlet = sheet.lesson.article(item.key.article_id).outlet
        words = (
            Run(quoted(item.key.quote, 80)),
            Run(f"\n{outlet} · {category.name}", colour=QUIET),
        )
        said = text_cell(f"{item.found} of {item.students}", right=True)
        rows.append([TableCell(words), text_cell(item.key.explanation or "–"), said])
    heading = setting.heading("Most missed", parent, bookmark=("Most missed", 1))
    table = Table(
        setting.cache,
        setting.styles,
        setting.columns(0.42, 0.46, 0.12),
        [text_cell("Words"), text_cell("Why"), text_cell("Found by", right=True)],
        rows,
        parent,
        row_heads=True,
    )
    return [heading, table]


def _disputed(setting: Setting, sheet: ReportSheet, parent: Node) -> list[PageBlock]:
    students = [entry.hand_in.annotations for entry in sheet.entries]
    found = [d for d in disputed_sentences(sheet.lesson, students) if d.dispute >= DISPUTED]
    if not found:
        return []
    rows = []
    for each in found[:MOST_DISPUTED]:
        article = sheet.lesson.article(each.article_id)
        sentence = (Run(quoted(each.sentence.of(article.body), 150)),)
        outlet = Run(f"\n{article.outlet}", colour=QUIET)
        rows.append(
            [TableCell((*sentence, outlet)), TableCell((Run(_votes(sheet, each), Face.BOLD),))]
        )
    heading = setting.heading(
        "Disputed sentences: discuss", parent, bookmark=("Disputed sentences", 1)
    )
    table = Table(
        setting.cache,
        setting.styles,
        setting.columns(0.68, 0.32),
        [text_cell("Sentence"), text_cell("The class says")],
        rows,
        parent,
        row_heads=True,
    )
    return [heading, table]


def _votes(sheet: ReportSheet, each: Disagreement) -> str:
    said = votes_in_words(sheet.lesson, each)
    return said + (f", {each.unlabelled} no label" if each.unlabelled else "")


def _gradebook(setting: Setting, sheet: ReportSheet, parent: Node) -> list[PageBlock]:
    """Return the list to copy into a gradebook; anonymous, it holds codes only."""
    anonymous = setting.options.anonymous
    rows = []
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
        cells = [text_cell(number, right=True) for number in numbers]
        rows.append([TableCell(shown), text_cell("" if anonymous else entry.code), *cells])
    heads = ["Student", "" if anonymous else "Code", "Tries", "Highlights", "Rubric", "Total", "%"]
    heading = setting.heading("For the gradebook", parent, bookmark=("For the gradebook", 1))
    waiting = sum(not entry.is_final for entry in sheet.entries)
    told = [setting.paragraph(_WAITING.format(waiting), setting.styles.small, parent)]
    table = Table(
        setting.cache,
        setting.styles,
        setting.columns(0.28, 0.11, 0.08, 0.18, 0.12, 0.15, 0.08),
        [text_cell(head, right=n > 1) for n, head in enumerate(heads)],
        rows,
        parent,
        row_heads=True,
    )
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
