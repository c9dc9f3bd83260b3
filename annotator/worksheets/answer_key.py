"""The answer key: every article with what the teacher expects, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.errors import BadInput
from annotator.domain.keys import AnswerKey, KeyAnnotation, KeyStatus, UnscoredSentence
from annotator.domain.lessons import Article, Lesson
from annotator.domain.scheme import Category
from annotator.domain.wording import points_text
from annotator.translation import N_, _, speaking
from annotator.worksheets.article_flow import Marked, set_articles
from annotator.worksheets.blocks import PageBlock
from annotator.worksheets.documents import Content
from annotator.worksheets.feedback import named
from annotator.worksheets.fonts import Face
from annotator.worksheets.legend import legend_table
from annotator.worksheets.line_places import PrintedHighlight
from annotator.worksheets.notes import MarginNote
from annotator.worksheets.pages import Furniture, Pages
from annotator.worksheets.setting import Setting, setting_for
from annotator.worksheets.sheets import LessonSheet, PageOptions
from annotator.worksheets.styles import QUIET, CategoryInk, look_of
from annotator.worksheets.tagging import Node
from annotator.worksheets.typesetting import LayoutCache, Run
from annotator.worksheets.wording import quoted

_OPTIONAL = N_("A number with + is optional: it adds points and is not missed where it is absent.")
LONGEST_ALTERNATIVE = 60
_TRAP = (N_("trap"), N_("outline, T and number: not to be highlighted"))


_OPEN = N_("cannot tell, not scored")
_STATUS = {
    KeyStatus.REQUIRED: N_("required"),
    KeyStatus.OPTIONAL: N_("optional"),
    KeyStatus.TRAP: N_("trap"),
}


@dataclass(frozen=True, slots=True)
class _Item:
    """A key annotation with the number under which it is printed."""

    label: str
    key: KeyAnnotation
    category: Category


def answer_key(sheet: LessonSheet, options: PageOptions, cache: LayoutCache | None = None) -> bytes:
    """Return the answer key as a file; the same input gives the same bytes.

    Raise BadInput where the sheet holds no key.
    """
    lesson, key = sheet.lesson, sheet.key
    if key is None:
        raise BadInput(
            "This machine has no answer key of “{title}”, so there is none to print. "
            "Open the lesson on the teacher’s machine.",
            title=lesson.title,
        )
    with speaking(lesson.language):
        return _content(lesson, key, setting_for(lesson, options, cache)).alone()


def _content(lesson: Lesson, key: AnswerKey, setting: Setting) -> Content:
    def marked(article: Article) -> Marked:
        items = _items(lesson, key, article)
        spans = [item for item in items if not item.category.is_sentence]
        sentences = [item for item in items if item.category.is_sentence]
        unsure = look_of(lesson.scheme.unsure, bw=setting.options.bw)
        open_ones = [each for each in key.unscored if each.article_id == article.id]
        listed = [*_notes(setting, sentences), *(_open_note(article, unsure, e) for e in open_ones)]
        return Marked(
            [*_marks(setting, items), *(_open_mark(unsure, each) for each in open_ones)],
            _notes(setting, spans),
            title=_("Expected"),
            listed=sorted(listed, key=lambda note: note.position),
            listed_title=_("Sentence labels"),
        )

    def fill(pages: Pages) -> None:
        pages.set(_opening(setting, lesson, key, pages.section()))
        set_articles(pages, setting, lesson, marked)

    furniture = Furniture(
        head_left=lesson.title,
        head_right=_("Answer key"),
        foot=_("Answer key · not for students"),
        looks=[*setting.looks.values()],
        outlined=_("trap"),
    )
    return Content(
        _("Answer key – {title}", title=lesson.title), lesson.language, setting, furniture, fill
    )


def _opening(setting: Setting, lesson: Lesson, key: AnswerKey, parent: Node) -> list[PageBlock]:
    shares = (0.4, 0.15, 0.15, 0.15, 0.15)
    heads = (_("Category"), _("Required"), _("Optional"), _("Traps"), _("Points"))
    rows = [_count_row(key, category) for category in lesson.scheme.scored]
    return [
        *setting.opening(_("Answer key"), lesson.title, parent),
        *_paragraphs(setting, lesson.summary, parent),
        setting.table(parent, shares, heads, rows, numbers_from=1),
        setting.heading(_("How to read the marks"), parent),
        legend_table(setting, lesson.scheme, parent, (_(_TRAP[0]), _(_TRAP[1]))),
        setting.paragraph(_(_OPTIONAL), setting.styles.small, parent),
    ]


def _paragraphs(setting: Setting, text: str, parent: Node) -> list[PageBlock]:
    rows = [row for row in text.split("\n") if row.strip()]
    return [setting.paragraph(row, setting.styles.plain, parent) for row in rows]


def _count_row(key: AnswerKey, category: Category) -> list[str]:
    mine = [k for k in key.annotations if k.category_id == category.id]
    counts = [str(sum(k.status is status for k in mine)) for status in KeyStatus]
    total = sum(k.weight for k in mine if k.status is KeyStatus.REQUIRED)
    return [category.name, *counts, points_text(total)]


def _items(lesson: Lesson, key: AnswerKey, article: Article) -> list[_Item]:
    """Return the article's items; words are numbered, sentences have their letter only."""
    items: list[_Item] = []
    number = 0
    for annotation in key.for_article(article.id):
        category = lesson.scheme.category(annotation.category_id)
        label = "T" if annotation.status is KeyStatus.TRAP else category.letter
        if not category.is_sentence:
            number += 1
            label += str(number)
        items.append(_Item(label, annotation, category))
    return items


def _marks(setting: Setting, items: Sequence[_Item]) -> list[PrintedHighlight]:
    marks = []
    for item in items:
        key = item.key
        is_trap = key.status is KeyStatus.TRAP
        spoken = f"{_(_STATUS[key.status])} {item.category.name.lower()} {item.label}"
        look = None if is_trap else setting.looks[key.category_id]
        label = item.label + ("+" if key.status is KeyStatus.OPTIONAL else "")
        marks.append(PrintedHighlight(key.span.start, key.span.end, label, spoken, look))
    return marks


def _open_mark(look: CategoryInk, sentence: UnscoredSentence) -> PrintedHighlight:
    span = sentence.span
    return PrintedHighlight(span.start, span.end, look.letter, _(_OPEN), look)


def _open_note(article: Article, look: CategoryInk, sentence: UnscoredSentence) -> MarginNote:
    """Return why nobody can tell of a sentence that is not scored."""
    lines: list[tuple[Run, ...]] = [(Run(_(_OPEN), Face.BOLD),)]
    if sentence.explanation:
        lines.append((Run(sentence.explanation),))
    quote = sentence.span.of(article.body)
    return MarginNote(sentence.span.start, look.letter, quote, look.ink, tuple(lines))


def _notes(setting: Setting, items: Sequence[_Item]) -> list[MarginNote]:
    """Return what is expected and why."""
    notes = []
    for item in items:
        key, category = item.key, item.category
        source = [_("accepted answer")] if key.accepted else []
        told = ", ".join([_(_STATUS[key.status]), points_text(key.weight), *source])
        head = [Run(told, Face.BOLD)]
        head.append(Run(f" · {named(category, key.technique_id)}", colour=QUIET))
        lines: list[tuple[Run, ...]] = [tuple(head)]
        if key.also:
            also = "; ".join(quoted(each.quote, LONGEST_ALTERNATIVE) for each in key.also)
            lines.append((Run(_("Also found on: {quotes}", quotes=also), colour=QUIET),))
        if key.explanation:
            lines.append((Run(key.explanation),))
        position = key.span.start if category.is_sentence else key.span.end
        ink = setting.looks[key.category_id].ink
        notes.append(MarginNote(position, item.label, key.quote, ink, tuple(lines)))
    return notes
