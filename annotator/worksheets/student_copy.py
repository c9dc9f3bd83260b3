"""The student's own copy: everything that was handed in, without any verdict."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from annotator.domain.annotations import Annotation
from annotator.domain.lessons import Article
from annotator.domain.moments import day_and_time
from annotator.domain.scheme import Category
from annotator.translation import _, speaking
from annotator.worksheets.article_flow import Marked, set_articles
from annotator.worksheets.blocks import PageBlock
from annotator.worksheets.documents import Content
from annotator.worksheets.feedback import answer_blocks, named, own_words
from annotator.worksheets.fonts import Face
from annotator.worksheets.line_places import PrintedHighlight
from annotator.worksheets.notes import MarginNote
from annotator.worksheets.pages import Furniture, Pages
from annotator.worksheets.setting import Setting, setting_for
from annotator.worksheets.sheets import CopySheet, PageOptions
from annotator.worksheets.styles import QUIET
from annotator.worksheets.tables import Table
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
    with speaking(sheet.lesson.language):
        return copy_content(sheet, setting_for(sheet.lesson, options, cache)).alone()


def copy_content(sheet: CopySheet, setting: Setting) -> Content:
    """Return what makes one copy."""
    lesson, is_anonymous = sheet.lesson, setting.options.anonymous
    shown = sheet.code if is_anonymous else sheet.shown_name

    def marked(article: Article) -> Marked:
        items = _items(sheet, article)
        return Marked(
            [_mark(setting, item) for item in items],
            [_note(setting, item) for item in items if _says_something(item)],
            below=lambda parent, _unused: [] if items else _nothing(setting, parent),
        )

    def fill(pages: Pages) -> None:
        pages.set(_opening(setting, sheet, shown, pages.section()))
        set_articles(pages, setting, lesson, marked)
        if lesson.questions:
            pages.set(_answers(setting, sheet, pages.section()))

    foot = _(
        "{code} · own copy · attempt {attempt}", code=sheet.code, attempt=sheet.hand_in.attempt
    )
    furniture = Furniture(lesson.title, shown, foot, [*setting.looks.values()])
    title = _("My copy – {title}", title=lesson.title) + (
        "" if is_anonymous else f" – {sheet.shown_name}"
    )
    return Content(title, lesson.language, setting, furniture, fill)


def _opening(setting: Setting, sheet: CopySheet, shown: str, parent: Node) -> list[PageBlock]:
    shares = (0.46, 0.16, 0.38)
    heads = (_("Student"), _("Attempt"), _("Handed in"))
    values = (shown, str(sheet.hand_in.attempt), day_and_time(sheet.hand_in.handed_in))
    return [
        *setting.opening(_("My copy"), sheet.lesson.title, parent, bookmark=_("My work")),
        setting.table(parent, shares, heads, [values], row_heads=False, before=setting.size * 0.6),
        _counts(setting, sheet, parent),
        *_links(setting, sheet, parent),
    ]


def _counts(setting: Setting, sheet: CopySheet, parent: Node) -> Table:
    categories = sheet.lesson.scheme.categories
    rows = []
    for article in sheet.lesson.articles:
        mine = Counter(
            a.category_id for a in sheet.hand_in.annotations if a.article_id == article.id
        )
        rows.append([article.outlet, *(str(mine[c.id] or "–") for c in categories)])
    shares = [0.34, *[0.66 / max(len(categories), 1)] * len(categories)]
    heads = [_("Article"), *(category.name for category in categories)]
    return setting.table(parent, shares, heads, rows, numbers_from=1)


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
        said = [
            part
            for part in (link.note, _("Not in {missing}.", missing=missing) if missing else "")
            if part
        ]
        rows.append([link.title or "–", ends, "\n".join(said)])
    table = setting.table(parent, (0.2, 0.5, 0.3), (_("Link"), _("Where"), _("Note")), rows)
    return [setting.heading(_("Links between the articles"), parent), table]


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
        lines.append((Run(_("no reason given"), Face.ITALIC, QUIET),))
    position = span.start if item.category.is_sentence else span.end
    ink = setting.looks[item.category.id].ink
    return MarginNote(position, item.label, annotation.quote, ink, tuple(lines))


def _nothing(setting: Setting, parent: Node) -> list[PageBlock]:
    return [setting.paragraph(_("Nothing is highlighted."), setting.styles.plain, parent)]


def _answers(setting: Setting, sheet: CopySheet, section: Node) -> list[PageBlock]:
    blocks: list[PageBlock] = [setting.chapter(_("My answers"), section)]
    for number, question in enumerate(sheet.lesson.questions, 1):
        blocks += answer_blocks(setting, question, number, sheet.hand_in.answers, [], section)
    return blocks
