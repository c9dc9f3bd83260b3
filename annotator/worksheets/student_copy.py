"""The student's own copy: everything that was handed in, without any verdict."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.domain.annotations import Annotation
from annotator.domain.lessons import Article
from annotator.domain.moments import day_and_time
from annotator.domain.scheme import Category
from annotator.worksheets.article_flow import Marked, set_articles
from annotator.worksheets.blocks import PageBlock
from annotator.worksheets.documents import close_document
from annotator.worksheets.feedback import answer_blocks, named, own_words
from annotator.worksheets.fonts import Face
from annotator.worksheets.line_places import PrintedHighlight
from annotator.worksheets.notes import MarginNote
from annotator.worksheets.pages import Furniture, Pages, PdfDocument
from annotator.worksheets.setting import Setting, setting_for
from annotator.worksheets.sheets import CopySheet, PageOptions
from annotator.worksheets.styles import QUIET
from annotator.worksheets.tables import Table, text_cell
from annotator.worksheets.tagging import Node
from annotator.worksheets.typesetting import LayoutCache, Run
from annotator.worksheets.wording import quoted


@dataclass(frozen=True, slots=True)
class _Item:
    """An annotation with the label under which it is printed."""

    label: str
    annotation: Annotation
    category: Category


def student_copy(sheet: CopySheet, options: PageOptions, cache: LayoutCache | None = None) -> bytes:
    """Return the student's own copy; the same input gives the same bytes."""
    setting = setting_for(sheet.lesson, options, cache or LayoutCache())
    title = f"My copy – {sheet.lesson.title}"
    if not options.anonymous:
        title += f" – {sheet.shown_name}"
    document = PdfDocument(setting.cache, options, title=title, language=sheet.lesson.language)
    add_student_copy(document, setting, sheet)
    return document.finished()


def add_student_copy(
    document: PdfDocument, setting: Setting, sheet: CopySheet, chapter: str = ""
) -> None:
    """Set one copy into a document; with a chapter its bookmarks hang under it."""
    shown = sheet.code if setting.options.anonymous else sheet.shown_name
    furniture = Furniture(
        head_left=sheet.lesson.title,
        head_right=shown,
        foot=f"{sheet.code} · own copy · attempt {sheet.hand_in.attempt}",
        looks=list(setting.looks.values()),
        outlined="",
    )
    pages = Pages(document, setting, furniture, document.part(chapter))
    section = pages.section()
    pages.set(_opening(setting, sheet, shown, section))

    def marked(article: Article) -> Marked:
        items = _items(sheet, article)
        return Marked(
            [_mark(setting, item) for item in items],
            [_note(setting, item) for item in items if _says_something(item)],
            below=lambda parent, _: [] if items else _nothing(setting, parent),
        )

    set_articles(pages, setting, sheet.lesson, marked)
    if sheet.lesson.questions:
        pages.set(_answers(setting, sheet, pages.section()))
    close_document(setting, pages)


def _opening(setting: Setting, sheet: CopySheet, shown: str, parent: Node) -> list[PageBlock]:
    heads = ("Student", "Attempt", "Handed in")
    values = (shown, str(sheet.hand_in.attempt), day_and_time(sheet.hand_in.handed_in))
    facts = Table(
        setting.cache,
        setting.styles,
        setting.columns(0.46, 0.16, 0.38),
        [text_cell(head) for head in heads],
        [[text_cell(value) for value in values]],
        parent,
    )
    facts.before = setting.size * 0.6
    title = setting.paragraph(
        sheet.lesson.title, setting.styles.title, parent, role="H1", bookmark=("My work", 0)
    )
    kicker = setting.paragraph("My copy", setting.kicker, parent)
    return [kicker, title, facts, _counts(setting, sheet, parent), *_links(setting, sheet, parent)]


def _counts(setting: Setting, sheet: CopySheet, parent: Node) -> Table:
    scheme, articles = sheet.lesson.scheme, sheet.lesson.articles
    rows = []
    for article in articles:
        mine = [a for a in sheet.hand_in.annotations if a.article_id == article.id]
        counts = [sum(a.category_id == c.id for a in mine) for c in scheme.categories]
        rows.append(
            [
                text_cell(article.outlet),
                *(text_cell(str(n) if n else "–", right=True) for n in counts),
            ]
        )
    share = 0.66 / max(len(scheme.categories), 1)
    heads = ["Article", *(category.name for category in scheme.categories)]
    return Table(
        setting.cache,
        setting.styles,
        setting.columns(0.34, *[share] * len(scheme.categories)),
        [text_cell(head, right=n > 0) for n, head in enumerate(heads)],
        rows,
        parent,
        row_heads=True,
    )


def _links(setting: Setting, sheet: CopySheet, parent: Node) -> list[PageBlock]:
    """Return the links between articles, one line each end."""
    if not sheet.hand_in.links:
        return []
    rows = []
    for link in sheet.hand_in.links:
        ends = "\n".join(
            f"{sheet.lesson.article(end.article_id).outlet}: {quoted(end.anchor.exact, 90)}"
            for end in link.ends
        )
        missing = ", ".join(sheet.lesson.article(a).outlet for a in link.missing_in)
        said = [part for part in (link.note, f"Not in {missing}." if missing else "") if part]
        rows.append([text_cell(link.title or "–"), text_cell(ends), text_cell("\n".join(said))])
    table = Table(
        setting.cache,
        setting.styles,
        setting.columns(0.2, 0.5, 0.3),
        [text_cell(head) for head in ("Link", "Where", "Note")],
        rows,
        parent,
        row_heads=True,
    )
    return [setting.heading("Links between the articles", parent), table]


def _items(sheet: CopySheet, article: Article) -> list[_Item]:
    """Return the annotations of one article in reading order; those of words are numbered."""
    mine = sorted(
        (a for a in sheet.hand_in.annotations if a.article_id == article.id),
        key=lambda a: (a.span, a.category_id, a.id),
    )
    items: list[_Item] = []
    number = 0
    for annotation in mine:
        category = sheet.lesson.scheme.category(annotation.category_id)
        label = category.letter
        if not category.is_sentence:
            number += 1
            label += str(number)
        items.append(_Item(label, annotation, category))
    return items


def _says_something(item: _Item) -> bool:
    own = item.annotation.reason or item.annotation.rewrite
    return bool(own) or not item.category.is_sentence


def _mark(setting: Setting, item: _Item) -> PrintedHighlight:
    span = item.annotation.span
    label = "" if item.category.is_sentence else f" {item.label}"
    spoken = item.category.name.lower() + label
    return PrintedHighlight(
        span.start, span.end, item.label, spoken, setting.looks[item.category.id]
    )


def _note(setting: Setting, item: _Item) -> MarginNote:
    annotation = item.annotation
    span = annotation.span
    about = Run(named(item.category, annotation.technique_id), colour=QUIET)
    lines = [(about,), *own_words(annotation)]
    if not annotation.reason:
        lines.append((Run("no reason given", Face.ITALIC, QUIET),))
    position = span.start if item.category.is_sentence else span.end
    ink = setting.looks[item.category.id].ink
    return MarginNote(position, item.label, annotation.quote, ink, tuple(lines))


def _nothing(setting: Setting, parent: Node) -> list[PageBlock]:
    return [setting.paragraph("Nothing is highlighted.", setting.styles.plain, parent)]


def _answers(setting: Setting, sheet: CopySheet, section: Node) -> list[PageBlock]:
    blocks: list[PageBlock] = [setting.chapter("My answers", section)]
    for number, question in enumerate(sheet.lesson.questions, 1):
        blocks += answer_blocks(setting, question, number, sheet.hand_in.answers, [], section)
    return blocks
