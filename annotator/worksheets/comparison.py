"""The comparison of a lesson's articles on paper: outlets, wording, figures, facts, sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from annotator.domain.comparisons import (
    Comparison,
    FactGroup,
    FigureRow,
    OutletFigures,
    QuotedSourceKind,
    Speaker,
    WordingRow,
)
from annotator.domain.identifiers import ArticleId
from annotator.domain.lessons import Lesson
from annotator.translation import N_, _, ngettext, speaking
from annotator.worksheets.blocks import PageBlock
from annotator.worksheets.charts import number_cell, share_cell
from annotator.worksheets.documents import Content
from annotator.worksheets.fonts import Face
from annotator.worksheets.pages import Furniture, Pages
from annotator.worksheets.setting import Setting, setting_for
from annotator.worksheets.sheets import PageOptions
from annotator.worksheets.styles import QUIET
from annotator.worksheets.tables import CellContent
from annotator.worksheets.tagging import Node
from annotator.worksheets.typesetting import LayoutCache, Run

NOT_MENTIONED = N_("not mentioned")
NOTHING = "–"
BY_RULES = N_(
    "Sentences and words were matched by rules and put right by the teacher. “Not "
    "mentioned” means that no sentence was found. The figures of an outlet are a rough "
    "measure and no verdict on it."
)
KINDS = (
    (QuotedSourceKind.NAMED, N_("Named")),
    (QuotedSourceKind.INSTITUTIONAL, N_("Institution")),
    (QuotedSourceKind.ANONYMOUS, N_("Anonymous")),
    (QuotedSourceKind.VAGUE, N_("Vague")),
)
UNCLEAR = N_("Unclear")
#: Sources that are listed for each article, the most heard first.
MOST_SOURCES = 12


@dataclass(frozen=True, slots=True)
class ComparisonSheet:
    """A comparison to print; `figures` are the outlets' and `counted_from` says whence."""

    lesson: Lesson
    comparison: Comparison
    figures: tuple[OutletFigures, ...]
    counted_from: str


def comparison_document(
    sheet: ComparisonSheet, options: PageOptions, cache: LayoutCache | None = None
) -> bytes:
    """Return the comparison as a tagged PDF; the same input gives the same bytes."""
    with speaking(sheet.lesson.language):
        return _content(sheet, setting_for(sheet.lesson, options, cache)).alone()


def _content(sheet: ComparisonSheet, setting: Setting) -> Content:
    def fill(pages: Pages) -> None:
        for part in (_opening, _numbers, _wording, _facts, _sources):
            pages.set(part(setting, sheet, pages.section()))

    lesson = sheet.lesson
    furniture = Furniture(lesson.title, _("Comparison"), _("Comparison · for the teacher"))
    return Content(
        _("Comparison – {title}", title=lesson.title), lesson.language, setting, furniture, fill
    )


def _outlet(sheet: ComparisonSheet, article_id: ArticleId) -> str:
    article = sheet.lesson.article(article_id)
    return article.outlet or _("Article {number}", number=sheet.lesson.number_of(article_id))


def _opening(setting: Setting, sheet: ComparisonSheet, parent: Node) -> list[PageBlock]:
    count = len(sheet.lesson.articles)
    most = max((each.loaded_per_hundred for each in sheet.figures), default=0.0) or 1.0
    rows: list[list[CellContent]] = [
        [
            _outlet(sheet, each.article_id),
            str(each.words),
            share_cell(setting, each.opinion_share),
            number_cell(
                setting,
                f"{each.loaded_per_hundred:.1f}",
                each.loaded_per_hundred / most,
                "10.0 ",
            ),
        ]
        for each in sheet.figures
    ]
    shares = (0.28, 0.1, 0.31, 0.31)
    heads = (_("Outlet"), _("Words"), _("Opinion"), _("Loaded words in 100"))
    plain, small = setting.styles.plain, setting.styles.small
    return [
        *setting.opening(_("Comparison"), sheet.lesson.title, parent),
        setting.paragraph(
            ngettext(
                "The same story in {number} article.",
                "The same story in {number} articles.",
                count,
            )
            + " "
            + _(BY_RULES),
            plain,
            parent,
        ),
        setting.heading(_("How each outlet tells it"), parent, bookmark=(_("Outlets"), 1)),
        setting.table(parent, shares, heads, rows, numbers_from=1),
        setting.paragraph(
            _("Counted from the {source}.", source=sheet.counted_from), small, parent
        ),
    ]


# -- figures and wording -----------------------------------------------------------------------


def _numbers(setting: Setting, sheet: ComparisonSheet, parent: Node) -> list[PageBlock]:
    found = dict.fromkeys(
        row for fact in sheet.comparison.facts for row in fact.figures if row.differ
    )
    if not found:
        return []
    blocks: list[PageBlock] = [
        setting.heading(_("Figures that differ"), parent, bookmark=(_("Figures that differ"), 1))
    ]
    for row in found:
        blocks += _by_outlet(setting, sheet, row.of, _figures_of(sheet, row), parent)
    return blocks


def _figures_of(sheet: ComparisonSheet, row: FigureRow) -> list[Sequence[Run]]:
    return [
        _joined([f.text for f in row.figures if f.place.article_id == article_id], Face.BOLD)
        for article_id in sheet.comparison.articles
    ]


def _wording(setting: Setting, sheet: ComparisonSheet, parent: Node) -> list[PageBlock]:
    if not sheet.comparison.wording:
        return []
    blocks: list[PageBlock] = [
        setting.heading(_("Words for the same thing"), parent, bookmark=(_("Wording"), 1))
    ]
    for row in sheet.comparison.wording:
        blocks += _by_outlet(setting, sheet, row.name, _words_of(sheet, row), parent)
    return blocks


def _words_of(sheet: ComparisonSheet, row: WordingRow) -> list[Sequence[Run]]:
    cells = []
    for article_id in sheet.comparison.articles:
        said = [
            f"“{term.text}”" if term.quoted == term.count else term.text
            for term in row.of(article_id)
        ]
        counts = [term.count for term in row.of(article_id)]
        texts = [t if n == 1 else f"{t} (×{n})" for t, n in zip(said, counts, strict=True)]
        cells.append(_joined(texts))
    return cells


def _joined(texts: Sequence[str], face: Face = Face.REGULAR) -> Sequence[Run]:
    if not texts:
        return (Run(NOTHING, colour=QUIET),)
    return (Run(", ".join(texts), face),)


def _by_outlet(
    setting: Setting,
    sheet: ComparisonSheet,
    title: str,
    cells: Sequence[Sequence[Run]],
    parent: Node,
) -> list[PageBlock]:
    """Return a title and under it what each outlet has, an outlet a row."""
    rows: list[list[CellContent]] = [
        [_outlet(sheet, article_id), runs]
        for article_id, runs in zip(sheet.comparison.articles, cells, strict=True)
    ]
    shares = (0.24, 0.76)
    heads = (_("Outlet"), _("In its words"))
    return [_title(setting, title, parent), setting.table(parent, shares, heads, rows)]


def _title(setting: Setting, text: str, parent: Node) -> PageBlock:
    style = replace(setting.styles.label, before=setting.size * 0.5, after=1.0)
    return setting.paragraph(text, style, parent, role="H3")


# -- facts and sources -------------------------------------------------------------------------


def _facts(setting: Setting, sheet: ComparisonSheet, parent: Node) -> list[PageBlock]:
    facts = sheet.comparison.facts
    if not facts:
        return []
    blocks: list[PageBlock] = [setting.heading(_("Facts"), parent, bookmark=(_("Facts"), 1))]
    for fact in facts:
        blocks += _by_outlet(setting, sheet, fact.title, _sentences_of(sheet, fact), parent)
    return blocks


def _sentences_of(sheet: ComparisonSheet, fact: FactGroup) -> list[Sequence[Run]]:
    cells: list[Sequence[Run]] = []
    for article_id in sheet.comparison.articles:
        body = sheet.lesson.article(article_id).body
        said = [place.span.of(body) for place in fact.of(article_id)]
        is_told = bool(said)
        text = "\n".join(said) if is_told else _(NOT_MENTIONED)
        cells.append((Run(text) if is_told else Run(text, Face.ITALIC, QUIET),))
    return cells


def _sources(setting: Setting, sheet: ComparisonSheet, parent: Node) -> list[PageBlock]:
    speakers = sheet.comparison.speakers
    if not any(speakers.values()):
        return []
    rows = [
        [
            _outlet(sheet, article_id),
            *(str(_words_from(speakers.get(article_id, ()), kind)) for kind, _name in KINDS),
        ]
        for article_id in sheet.comparison.articles
    ]
    shares = (0.36, *[0.16] * len(KINDS))
    heads = [_("Words passed on"), *(_(name) for _kind, name in KINDS)]
    blocks: list[PageBlock] = [
        setting.heading(_("Who gets to speak"), parent, bookmark=(_("Sources"), 1)),
        setting.table(parent, shares, heads, rows, numbers_from=1),
    ]
    for article_id in sheet.comparison.articles:
        blocks += _sources_of(setting, sheet, article_id, parent)
    return blocks


def _words_from(speakers: Sequence[Speaker], kind: QuotedSourceKind) -> int:
    return sum(each.words for each in speakers if each.kind is kind)


def _sources_of(
    setting: Setting, sheet: ComparisonSheet, article_id: ArticleId, parent: Node
) -> list[PageBlock]:
    speakers = sheet.comparison.speakers.get(article_id, ())[:MOST_SOURCES]
    if not speakers:
        return []
    names = dict(KINDS)
    rows = [
        [
            each.name,
            _(names.get(each.kind, UNCLEAR)).lower(),
            each.side or NOTHING,
            str(each.statements),
            str(each.words),
        ]
        for each in speakers
    ]
    shares = (0.42, 0.16, 0.18, 0.14, 0.1)
    heads = (_("Source"), _("Kind"), _("Side"), _("Statements"), _("Words"))
    title = _title(setting, _outlet(sheet, article_id), parent)
    return [title, setting.table(parent, shares, heads, rows, numbers_from=3)]
