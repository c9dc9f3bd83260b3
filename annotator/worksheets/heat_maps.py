"""Heat maps: the articles with what a class highlighted, and its success with each key item."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.domain.heat_scale import heat_step
from annotator.domain.keys import KeyStatus
from annotator.domain.lessons import Article
from annotator.domain.spans import Span
from annotator.domain.wording import share_text
from annotator.scoring.class_results import ItemSuccess, heat_of
from annotator.scoring.results import Outcome
from annotator.translation import N_, _, ngettext
from annotator.worksheets.article_flow import Marked, set_articles
from annotator.worksheets.blocks import PageBlock
from annotator.worksheets.charts import heat_look, share_cell
from annotator.worksheets.fonts import Face
from annotator.worksheets.line_places import PrintedHighlight
from annotator.worksheets.pages import Pages
from annotator.worksheets.setting import Setting
from annotator.worksheets.sheets import ReportSheet
from annotator.worksheets.styles import QUIET, TEXT
from annotator.worksheets.tables import CellContent
from annotator.worksheets.tagging import Node
from annotator.worksheets.typesetting import Run
from annotator.worksheets.wording import quoted

#: The outcomes of what students were asked to find, in the order in which they are printed.
ASKED = (Outcome.FOUND, Outcome.PARTLY, Outcome.OTHER_CATEGORY, Outcome.MISSED)
_STATUS = {KeyStatus.OPTIONAL: N_("optional"), KeyStatus.TRAP: N_("trap: avoided, not avoided")}


def set_heat_maps(
    pages: Pages, setting: Setting, sheet: ReportSheet, items: Sequence[ItemSuccess]
) -> None:
    """Set every article with what the class highlighted, and its success with the key."""
    students = [entry.hand_in.annotations for entry in sheet.entries]

    def marked(article: Article) -> Marked:
        mine = [item for item in items if item.key.article_id == article.id]
        heat = heat_of(sheet.lesson, article, students)
        marks = [*_heat_marks(setting, heat, len(students)), *_key_marks(sheet, mine)]
        return Marked(
            marks, below=lambda parent, _unused: _item_blocks(setting, sheet, mine, parent)
        )

    intro = pages.section()
    text = ngettext(
        "The darker, the more of the {number} student highlighted the words, in whatever "
        "category; the raised number says how many, where it is more than a fifth of them. "
        "Outlined words are in the key.",
        "The darker, the more of the {number} students highlighted the words, in whatever "
        "category; the raised number says how many, where it is more than a fifth of them. "
        "Outlined words are in the key.",
        len(students),
    )
    heading = setting.heading(_("What the class highlighted"), intro, bookmark=(_("Heat maps"), 1))
    pages.set([heading, setting.paragraph(text, setting.styles.plain, intro)])
    set_articles(pages, setting, sheet.lesson, marked)


def _heat_marks(
    setting: Setting, heat: Sequence[tuple[Span, int]], of: int
) -> list[PrintedHighlight]:
    """Return tints; touching stretches of one step are one, with the highest of their numbers."""
    stretches: list[tuple[Span, int, int]] = []
    for span, count in heat:
        step = heat_step(count, of)
        if stretches and stretches[-1][0].end == span.start and stretches[-1][1] == step:
            last, _step, highest = stretches[-1]
            stretches[-1] = (last.joined(span), step, max(highest, count))
        else:
            stretches.append((span, step, count))
    return [
        PrintedHighlight(
            span.start,
            span.end,
            str(count) if step > 1 else "",
            _("highlighted by {number} of {students}", number=count, students=of),
            heat_look(step, bw=setting.options.bw),
        )
        for span, step, count in stretches
    ]


def _key_marks(sheet: ReportSheet, items: Sequence[ItemSuccess]) -> list[PrintedHighlight]:
    marks = []
    for item in items:
        category = sheet.lesson.scheme.category(item.key.category_id)
        if not category.is_sentence and item.key.status is KeyStatus.REQUIRED:
            span = item.key.span
            marks.append(
                PrintedHighlight(
                    span.start,
                    span.end,
                    "",
                    _("in the key, {category}", category=category.name.lower()),
                )
            )
    return marks


def _item_blocks(
    setting: Setting, sheet: ReportSheet, items: Sequence[ItemSuccess], parent: Node
) -> list[PageBlock]:
    """Return the class's success with each item of one article, sentences as one line."""
    scheme = sheet.lesson.scheme
    spans = [i for i in items if not scheme.category(i.key.category_id).is_sentence]
    rows: list[list[CellContent]] = []
    for item in sorted(spans, key=lambda i: i.key.span):
        look = setting.looks[item.key.category_id]
        counts = [item.outcomes[outcome] for outcome in ASKED]
        if item.key.status is KeyStatus.TRAP:
            counts = [item.found, 0, 0, item.outcomes[Outcome.FELL_FOR]]
        shown = [str(count) if count else "–" for count in counts]
        status = _STATUS.get(item.key.status)
        said = f" ({_(status)})" if status else ""
        words = (Run(quoted(item.key.quote, 60)), Run(said, colour=QUIET))
        letter = Run(look.letter, Face.BOLD, look.ink)
        rows.append([letter, words, *shown, share_cell(setting, item.share)])
    blocks: list[PageBlock] = []
    if rows:
        shares = (0.04, 0.4, 0.09, 0.09, 0.09, 0.09, 0.2)
        heads = (
            "",
            _("Words of the key"),
            _("Found"),
            _("Partly"),
            _("Other"),
            _("Missed"),
            _("Success"),
        )
        blocks.append(setting.heading(_("Success with the key"), parent, level=3))
        blocks.append(setting.table(parent, shares, heads, rows, numbers_from=2))
    sentences = [i for i in items if scheme.category(i.key.category_id).is_sentence]
    asked = sum(item.students for item in sentences)
    if asked:
        right = sum(item.found for item in sentences)
        runs = (
            Run(_("Sentence labels:") + " ", Face.BOLD, TEXT),
            Run(
                ngettext(
                    "{share} as in the key, over {number} sentence.",
                    "{share} as in the key, over {number} sentences.",
                    len(sentences),
                    share=share_text(right / asked),
                )
            ),
        )
        blocks.append(setting.paragraph(runs, setting.styles.small, parent))
    return blocks
