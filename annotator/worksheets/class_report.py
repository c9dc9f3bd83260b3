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
from annotator.translation import _, ngettext, speaking
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

#: Rows of the lists of what was missed most and of what the class disputes.
MOST_MISSED, MOST_DISPUTED = 10, 12


def class_report(
    sheet: ReportSheet, options: PageOptions, cache: LayoutCache | None = None
) -> bytes:
    """Return the report of a class on one lesson; the same input gives the same bytes."""
    with speaking(sheet.lesson.language):
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
        head_right=_("Class report"),
        foot=_("Class report · for the teacher"),
        looks=[heat_look(step, bw=bw) for step in range(1, HEAT_STEPS + 1)],
        outlined=_("in the key"),
    )
    return Content(
        _("Class report – {title}", title=lesson.title), lesson.language, setting, furniture, fill
    )


# -- grades ------------------------------------------------------------------------------------


def _share_of(entry: ReportEntry) -> float:
    score = entry.score
    return score.total / score.total_maximum if score.total_maximum else 0.0


def _opening(setting: Setting, sheet: ReportSheet, parent: Node) -> list[PageBlock]:
    blocks = setting.opening(_("Class report"), sheet.lesson.title, parent)
    if not sheet.entries:
        text = _("Nobody has handed in yet, so there is nothing to report.")
        return [*blocks, setting.paragraph(text, setting.styles.plain, parent)]
    reached = [_share_of(entry) for entry in sheet.entries]
    facts = [
        (_("Handed in"), str(len(sheet.entries))),
        (_("Mean"), share_text(mean(reached))),
        (_("Median"), share_text(median(reached))),
        (_("Lowest"), share_text(min(reached))),
        (_("Highest"), share_text(max(reached))),
    ]
    table = setting.table(
        parent,
        [0.2] * len(facts),
        [head for head, _value in facts],
        [[Run(value, Face.BOLD) for _unused, value in facts]],
        row_heads=False,
        before=setting.size * 0.6,
    )
    return [
        *blocks,
        table,
        setting.heading(_("Grades"), parent, bookmark=(_("Grades"), 1)),
        _distribution(setting, reached, parent),
        setting.heading(_("By category"), parent),
        _by_category(setting, sheet, parent),
        setting.heading(_("Agreement"), parent),
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
        _("{number} at {grades} %", number=count, grades=name)
        for name, count in zip(names, counts, strict=True)
        if count
    )
    alt = _("Bar chart of grades. Students: {said}.", said=said)
    return BarChart(setting, bars, alt, parent, below=_("students by per cent of all points"))


def _by_category(setting: Setting, sheet: ReportSheet, parent: Node) -> Table:
    rows: list[list[CellContent]] = []
    for number, category in enumerate(sheet.lesson.scheme.scored):
        scores = [entry.score.categories[number] for entry in sheet.entries]
        maximum = sum(score.maximum for score in scores)
        mean_share = sum(score.kept for score in scores) / maximum if maximum else 0.0
        counts = [sum(s.outcomes.get(o, 0) for s in scores) for o in ASKED]
        fell = sum(s.outcomes.get(Outcome.FELL_FOR, 0) for s in scores)
        look = setting.looks[category.id]
        name = (Run(f"{look.letter}  ", Face.BOLD, look.ink), Run(category.name))
        shown = [*(str(count) for count in counts), str(fell) if fell else "–"]
        rows.append([name, *shown, share_cell(setting, mean_share) if maximum else "–"])
    shares = (0.29, 0.1, 0.1, 0.1, 0.1, 0.1, 0.21)
    heads = (
        _("Category"),
        _("Found"),
        _("Partly"),
        _("Other"),
        _("Missed"),
        _("Traps"),
        _("Mean of points"),
    )
    return setting.table(parent, shares, heads, rows, numbers_from=1)


def _agreement(setting: Setting, sheet: ReportSheet, parent: Node) -> list[PageBlock]:
    """Return how far the class agrees with itself, in words and then as a coefficient."""
    by_category, together = class_alpha(
        sheet.lesson, [entry.hand_in.annotations for entry in sheet.entries]
    )
    rows = [_agreement_row(c.name, by_category[c.id]) for c in sheet.lesson.scheme.scored]
    rows.append(_agreement_row(_("All together"), together))
    style = setting.styles.small
    text = _(
        "How far students agree with one another about where each category lies, over "
        "the words of all articles. It says nothing about who is right and is no part "
        "of any grade. The coefficient is Krippendorff’s unitized alpha: 1 is full "
        "agreement, 0 is chance."
    )
    shares = (0.3, 0.5, 0.2)
    heads = (_("Category"), _("The class agrees"), _("Alpha"))
    table = setting.table(parent, shares, heads, rows, numbers_from=2)
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
        rows.append(
            [
                words,
                item.key.explanation or "–",
                _("{number} of {students}", number=item.found, students=item.students),
            ]
        )
    heading = setting.heading(_("Most missed"), parent, bookmark=(_("Most missed"), 1))
    shares = (0.42, 0.46, 0.12)
    heads = (_("Words"), _("Why"), _("Found by"))
    table = setting.table(parent, shares, heads, rows, numbers_from=2)
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
        _("Disputed sentences: discuss"), parent, bookmark=(_("Disputed sentences"), 1)
    )
    table = setting.table(parent, (0.68, 0.32), (_("Sentence"), _("The class says")), rows)
    return [heading, table]


def _votes(sheet: ReportSheet, each: Disagreement) -> str:
    said = votes_in_words(sheet.lesson, each)
    if not each.unlabelled:
        return said
    return _("{votes}, {number} no label", votes=said, number=each.unlabelled)


def _gradebook(setting: Setting, sheet: ReportSheet, parent: Node) -> list[PageBlock]:
    """Return the list to copy into a gradebook; anonymous, it holds codes only."""
    anonymous = setting.options.anonymous
    rows: list[list[CellContent]] = []
    for entry in sheet.entries:
        score = entry.score
        name = entry.code if anonymous else entry.shown_name
        shown = (
            Run(name),
            *(() if entry.is_final else (Run("\n" + _("not graded yet"), colour=QUIET),)),
        )
        is_scored = len(score.ungraded) < len(score.rubric)
        numbers = [
            str(entry.attempts),
            of_maximum(score.points, score.maximum),
            of_maximum(score.rubric_points, score.rubric_maximum) if is_scored else "–",
            score.grade.points,
            score.grade.text,
        ]
        rows.append([shown, "" if anonymous else entry.code, *numbers])
    shares = (0.26, 0.1, 0.08, 0.17, 0.12, 0.15, 0.12)
    heads = (
        _("Student"),
        "" if anonymous else _("Code"),
        _("Tries"),
        _("Highlights"),
        _("Rubric"),
        _("Points"),
        _("Grade"),
    )
    heading = setting.heading(_("For the gradebook"), parent, bookmark=(_("For the gradebook"), 1))
    waiting = sum(not entry.is_final for entry in sheet.entries)
    provisional = ngettext(
        "{number} not graded yet: the points of these students are provisional.",
        "{number} not graded yet: the points of these students are provisional.",
        waiting,
    )
    told = [setting.paragraph(provisional, setting.styles.small, parent)]
    table = setting.table(parent, shares, heads, rows, numbers_from=2)
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
    heading = setting.heading(_("Look at these"), parent, bookmark=(_("Look at these"), 1))
    plain = setting.styles.plain
    return [heading, *(setting.paragraph(f"{name}: {text}", plain, parent) for name, text in told)]
