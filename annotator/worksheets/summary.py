"""The first page of a graded worksheet: who, how much, by category and by criterion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from annotator.domain.lessons import Criterion, Level
from annotator.domain.moments import day_and_time
from annotator.domain.wording import of_maximum, points_text, share_text, signed_points
from annotator.scoring.results import CategoryScore, Outcome, RubricScore, SpanAgreement
from annotator.scoring.sums import ScoreSum, sum_of
from annotator.services.asked_words import counted_words
from annotator.translation import N_, _, ngettext
from annotator.worksheets.blocks import PageBlock, Paragraph
from annotator.worksheets.canvas import PdfCanvas
from annotator.worksheets.fonts import Face
from annotator.worksheets.marks import draw_bar
from annotator.worksheets.pages import Pages
from annotator.worksheets.practice import advice_for
from annotator.worksheets.setting import Setting
from annotator.worksheets.sheets import GradedSheet
from annotator.worksheets.styles import QUIET, SPREAD_GAP, TEXT, CategoryInk
from annotator.worksheets.tables import CellContent, CellDrawing, Table, TableCell
from annotator.worksheets.tagging import Node
from annotator.worksheets.typesetting import Run
from annotator.worksheets.verdicts import ArticleWork

_READING = N_(
    "A line under words is your highlight; the letter and number after it lead to the note "
    "beside the text. A letter before a sentence, with a bar in the margin, is your label; ≠ "
    "means that the key has another. A dotted outline with M and a number was missed. The sign "
    "before a note says the same as its words: a tick for found, a half-filled square for half, "
    "a cross for wrong, an empty square for missed, a plus for more than the key asks."
)
#: Narrower than this a table of eight columns does not fit.
NARROW = 420.0
_FOUND = {
    Outcome.FOUND: N_("found"),
    Outcome.PARTLY: N_("partly"),
    Outcome.OTHER_CATEGORY: N_("other category"),
    Outcome.MISSED: N_("missed"),
}


def set_summary(
    pages: Pages, setting: Setting, sheet: GradedSheet, works: Sequence[ArticleWork]
) -> None:
    """Set the first page; on a wide page it stands in two columns below the title."""
    section = pages.section()
    pages.set(_title(setting, sheet, section))
    if setting.options.spread:
        narrow = setting.narrowed((setting.measure - SPREAD_GAP) / 2)
        blocks = _blocks(narrow, sheet, works, section)
        pages.set_columns(blocks, 2, narrow.measure + SPREAD_GAP)
    else:
        pages.set(_blocks(setting, sheet, works, section))


def _title(setting: Setting, sheet: GradedSheet, parent: Node) -> list[PageBlock]:
    name = sheet.code if setting.options.anonymous else sheet.shown_name
    return [
        *setting.opening(_("Graded worksheet"), sheet.lesson.title, parent, bookmark=_("Summary")),
        _facts(setting, sheet, name, parent),
    ]


def _blocks(
    setting: Setting, sheet: GradedSheet, works: Sequence[ArticleWork], parent: Node
) -> list[PageBlock]:
    blocks: list[PageBlock] = [
        setting.heading(_("Points by category"), parent),
        *_counted(setting, sheet, parent),
        _categories(setting, sheet, parent),
        *_over_highlighted(setting, sheet, parent),
    ]
    if sheet.score.rubric:
        blocks += [setting.heading(_("Rubric"), parent), _rubric(setting, sheet, parent)]
    if sheet.comment.strip():
        blocks += [
            setting.heading(_("Teacher’s comment"), parent),
            setting.paragraph(sheet.comment, setting.styles.plain, parent),
        ]
    blocks += _practice(setting, sheet, works, parent)
    if setting.options.signature:
        blocks.append(_signature(setting, parent))
    return [
        *blocks,
        setting.heading(_("How to read the marks"), parent),
        setting.paragraph(_(_READING), setting.styles.small, parent),
        _agreement(setting, sheet, parent),
    ]


def _counted(setting: Setting, sheet: GradedSheet, parent: Node) -> list[PageBlock]:
    said = counted_words(sheet.lesson, sheet.score, sheet.hand_in.reading_group)
    return [setting.paragraph(said, setting.styles.plain, parent)] if said else []


def _practice(
    setting: Setting, sheet: GradedSheet, works: Sequence[ArticleWork], parent: Node
) -> list[PageBlock]:
    advice = advice_for(sheet, works)
    if not advice:
        return []
    title = setting.heading(_("What to practise next"), parent)
    rows = [(Run(f"{head} ", Face.BOLD), Run(text)) for head, text in advice]
    node = Node("L", home=parent)
    style = setting.styles.plain
    items = [setting.paragraph(r, style, Node("LI", home=node), role="LBody") for r in rows]
    return [title, *items]


def _signature(setting: Setting, parent: Node) -> Table:
    shares = (0.5, 0.5)
    heads = (_("Date and signature of the teacher"), _("Seen at home"))
    return setting.table(parent, shares, heads, [["\n"] * 2], row_heads=False, before=setting.size)


def _facts(setting: Setting, sheet: GradedSheet, name: str, parent: Node) -> Table:
    hand_in, score = sheet.hand_in, sheet.score
    values: list[CellContent] = [
        name,
        str(hand_in.attempt),
        day_and_time(hand_in.handed_in),
        (Run(score.grade.text, Face.BOLD), Run(f"\n{score.grade.beside}", colour=QUIET)),
    ]
    size = setting.size
    shares = (0.27, 0.17, 0.28, 0.28) if setting.is_large_print else (0.34, 0.12, 0.3, 0.24)
    return setting.table(
        parent,
        shares,
        (_("Student"), _("Attempt"), _("Handed in"), _("Grade")),
        [values],
        numbers_from=3,
        row_heads=False,
        style=replace(setting.styles.plain, size=size, leading=size * 1.4),
        before=size * 0.6,
    )


def _categories(setting: Setting, sheet: GradedSheet, parent: Node) -> Table:
    """Return the points by category and what else counts: lines that add up to the last one.

    In large print what became of the key is in words, without narrow columns.
    """
    added = sum_of(sheet.lesson, sheet.score)
    shares: Sequence[float]
    heads: Sequence[str]
    if setting.is_large_print or setting.measure < NARROW:
        shares = (0.3, 0.45, 0.25)
        heads = (_("Category"), _("What became of it"), _("Points"))
        rows = [_category_in_words(setting, sheet, each, added) for each in sheet.score.categories]
        numbers_from = 2
    else:
        shares = (0.38, 0.09, 0.09, 0.09, 0.1, 0.09, 0.16)
        heads = (
            _("Category"),
            _("Found"),
            _("Partly"),
            _("Other"),
            _("Missed"),
            _("Traps"),
            _("Points"),
        )
        rows = [_category_row(setting, sheet, each, added) for each in sheet.score.categories]
        numbers_from = 1
    rows += [
        _wide_row(Run(line.name), signed_points(line.points), len(heads)) for line in added.others
    ]
    together = Run(of_maximum(added.highlights, sheet.score.maximum), Face.BOLD)
    rows.append(_wide_row(Run(_("Highlights together"), Face.BOLD), together, len(heads)))
    return setting.table(parent, shares, heads, rows, numbers_from=numbers_from)


def _wide_row(name: Run, given: CellContent, columns: int) -> list[CellContent]:
    """Return a row with a name over all columns but the last, which holds points."""
    return [TableCell((name,), spans=True), *[""] * (columns - 2), given]


def _category_in_words(
    setting: Setting, sheet: GradedSheet, score: CategoryScore, added: ScoreSum
) -> list[CellContent]:
    category = sheet.lesson.scheme.category(score.category_id)
    look = setting.looks[category.id]
    facts = [f"{score.outcomes[o]} {_(_FOUND[o])}" for o in _FOUND if score.outcomes.get(o)]
    fell = score.outcomes.get(Outcome.FELL_FOR, 0)
    if fell:
        facts.append(
            _(
                "{number} of {traps} traps",
                number=fell,
                traps=fell + score.outcomes.get(Outcome.AVOIDED, 0),
            )
        )
    name = (Run(f"{look.letter}  ", Face.BOLD, look.ink), Run(category.name))
    return [name, ", ".join(facts) or "–", _earned(score, added)]


def _earned(score: CategoryScore, added: ScoreSum) -> str:
    if not score.maximum:
        return "–"
    return of_maximum(added.category(score.category_id), score.maximum)


def _category_row(
    setting: Setting, sheet: GradedSheet, score: CategoryScore, added: ScoreSum
) -> list[CellContent]:
    category = sheet.lesson.scheme.category(score.category_id)
    look = setting.looks[category.id]
    fell = score.outcomes.get(Outcome.FELL_FOR, 0)
    traps = fell + score.outcomes.get(Outcome.AVOIDED, 0)
    shown = [str(score.outcomes.get(outcome, 0)) for outcome in _FOUND]
    shown.append(_("{number} of {traps}", number=fell, traps=traps) if traps else "–")
    shown.append(_earned(score, added))
    reached = score.kept / score.maximum if score.maximum else 0.0
    name = TableCell(
        (Run(f"{look.letter}  ", Face.BOLD, look.ink), Run(category.name)),
        drawing=_bar_beside(setting, look, reached) if score.maximum else None,
    )
    return [name, *shown]


def _bar_beside(setting: Setting, look: CategoryInk, reached: float) -> CellDrawing:
    style = setting.styles.small
    name = setting.cache.typefaces.width(look.name, Face.REGULAR, style.size)

    def draw(canvas: PdfCanvas, x: float, top: float, cell: float) -> None:
        width = min(48.0, cell - name - 3 * style.size)
        y = top - style.leading / 2 - 2.5
        if width > style.size:
            draw_bar(canvas, x + cell - width, y, width, reached, look.ink)

    return draw


def _over_highlighted(setting: Setting, sheet: GradedSheet, parent: Node) -> list[PageBlock]:
    beyond = _beyond_budget(sheet)
    if beyond:
        text = " " + _(
            "{places}. Right words cost nothing; so many others make each of them count less.",
            places="; ".join(beyond),
        )
        runs = (Run(_("Too many words marked."), Face.BOLD), Run(text))
        return [setting.paragraph(runs, setting.styles.plain, parent)]
    over = [s for s in sheet.score.articles if s.over_highlighted]
    if not over:
        return []
    names = ", ".join(
        f"{sheet.lesson.article(s.article_id).outlet} ({share_text(s.text.highlighted_share)})"
        for s in over
    )
    text = " " + _(
        "A large part of the words is highlighted in {names}. Highlight only the "
        "words that do it. This is a hint and takes no points away.",
        names=names,
    )
    runs = (Run(_("Much highlighted."), Face.BOLD), Run(text))
    return [setting.paragraph(runs, setting.styles.plain, parent)]


def _beyond_budget(sheet: GradedSheet) -> list[str]:
    """Return in words where so many words are marked that it costs points."""
    lesson = sheet.lesson
    return [
        _(
            "{outlet}, {category}: {marked} words, {right} of them right or beside, {budget} "
            "others free",
            outlet=lesson.article(each.article_id).outlet,
            category=lesson.scheme.category(category_id).name,
            marked=use.marked,
            right=use.right,
            budget=use.budget,
        )
        for each in sheet.score.articles
        for category_id, use in each.text.word_use.items()
        if each.counts and use.share < 1
    ]


# -- rubric ------------------------------------------------------------------------------------


def reached_level(criterion: Criterion, given: float) -> Level | None:
    """Return the best level that the points reach."""
    reached = [level for level in criterion.levels if level.points <= given + 1e-9]
    return max(reached, key=lambda level: level.points, default=None)


def _rubric(setting: Setting, sheet: GradedSheet, parent: Node) -> Table:
    shares: Sequence[float] = (0.24, 0.62, 0.14)
    heads: Sequence[str] = (_("Criterion"), _("Level reached"), _("Points"))
    rows = [_rubric_row(entry) for entry in sheet.score.rubric]
    if all(entry.criterion.expectation for entry in sheet.score.rubric):
        shares = (0.17, 0.24, 0.26, 0.24, 0.09)
        heads = (_("Criterion"), _("Below it"), _("What is expected"), _("Above it"), _("Points"))
        rows = [_single_point_row(sheet, entry) for entry in sheet.score.rubric]
    added, score = sum_of(sheet.lesson, sheet.score), sheet.score
    sums = (
        (_("Rubric together"), added.rubric, score.rubric_maximum),
        (_("Highlights and rubric"), added.total, score.total_maximum),
    )
    rows += [
        _wide_row(Run(name, Face.BOLD), Run(of_maximum(given, most), Face.BOLD), len(heads))
        for name, given, most in sums
    ]
    return setting.table(parent, shares, heads, rows, numbers_from=len(heads) - 1)


def _rubric_row(entry: RubricScore) -> list[CellContent]:
    criterion = entry.criterion
    level = reached_level(criterion, entry.score.points) if entry.score else None
    if entry.score is None:
        runs = [Run(_("not graded yet:") + " ", Face.ITALIC)]
        given = f"– / {points_text(criterion.maximum)}"
    else:
        runs = [Run(level.name if level else _("no level"), Face.BOLD)]
        if level and level.description:
            runs.append(Run(f" – {level.description}"))
        if entry.score.comment:
            runs.append(Run(f"\n{entry.score.comment}", Face.ITALIC))
        runs.append(Run("\n"))
        given = of_maximum(entry.score.points, criterion.maximum)
    return [criterion.name, [*runs, *_level_names(criterion, level)], given]


def _single_point_row(sheet: GradedSheet, entry: RubricScore) -> list[CellContent]:
    """Return the expectation, with what the teacher said on the side that the points are on."""
    criterion, score = entry.criterion, entry.score
    expected = criterion.expectation
    words = expected.description if expected else ""
    if score is None:
        runs = [Run(words), Run("\n" + _("not graded yet"), Face.ITALIC)]
        return [criterion.name, "", runs, "", f"– / {points_text(criterion.maximum)}"]
    answer = criterion.question_id
    comment = sheet.decisions.comment_on(question=answer) if answer else None
    said = score.comment or (comment.text if comment else "")
    given = of_maximum(score.points, criterion.maximum)
    if score.points >= criterion.maximum:
        return [criterion.name, "", [Run(words, Face.BOLD)], said, given]
    level = reached_level(criterion, score.points)
    name = level.name if level else _("no level")
    below = [Run(name, Face.BOLD), *([Run(f"\n{said}")] if said else [])]
    return [criterion.name, below, [Run(words)], "", given]


def _level_names(criterion: Criterion, reached: Level | None) -> Iterator[Run]:
    """Yield the names of all levels from the lowest, the reached one in bold."""
    for number, level in enumerate(sorted(criterion.levels, key=lambda level: level.points)):
        if number:
            yield Run(" · ", colour=QUIET)
        is_reached = level is reached
        face, colour = (Face.BOLD, TEXT) if is_reached else (Face.REGULAR, QUIET)
        yield Run(level.name, face, colour)


# -- agreement --------------------------------------------------------------------------------


def _agreement(setting: Setting, sheet: GradedSheet, parent: Node) -> Paragraph:
    score = sheet.score
    kappa = "–" if score.kappa is None else f"{score.kappa:.2f}"
    text = ngettext(
        "Agreement with the key, no part of the grade: {words}; sentence labels: kappa {kappa} "
        "over {number} labelled sentence.",
        "Agreement with the key, no part of the grade: {words}; sentence labels: kappa {kappa} "
        "over {number} labelled sentences.",
        score.labelled_sentences,
        words=_spans(score.agreement),
        kappa=kappa,
    )
    return setting.paragraph(text, replace(setting.styles.tiny, before=2), parent)


def _spans(agreement: SpanAgreement) -> str:
    return _(
        "highlighted words: precision {precision:.2f}, recall {recall:.2f}, F1 {f1:.2f}",
        precision=agreement.precision,
        recall=agreement.recall,
        f1=agreement.f1,
    )
