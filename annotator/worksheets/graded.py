"""The graded worksheet: one student's hand-in with its score, as a tagged PDF."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.domain.lessons import Article
from annotator.translation import _, speaking
from annotator.worksheets.article_flow import Marked, set_articles
from annotator.worksheets.blocks import PageBlock
from annotator.worksheets.documents import Content
from annotator.worksheets.feedback import answer_blocks, article_notes, sentence_blocks
from annotator.worksheets.line_places import PrintedHighlight
from annotator.worksheets.pages import Furniture, Pages
from annotator.worksheets.setting import Setting, setting_for
from annotator.worksheets.sheets import GradedSheet, PageOptions
from annotator.worksheets.summary import set_summary
from annotator.worksheets.tagging import Node
from annotator.worksheets.typesetting import LayoutCache
from annotator.worksheets.verdicts import ArticleWork, work_on


def graded_worksheet(
    sheet: GradedSheet, options: PageOptions, cache: LayoutCache | None = None
) -> bytes:
    """Return one graded worksheet; the same input gives the same bytes.

    Whoever prints a batch passes one `cache`.
    """
    with speaking(sheet.lesson.language):
        return graded_content(sheet, setting_for(sheet.lesson, options, cache)).alone()


def graded_content(sheet: GradedSheet, setting: Setting) -> Content:
    """Return what makes one graded worksheet."""
    lesson, is_anonymous = sheet.lesson, setting.options.anonymous
    works = {article.id: work_on(sheet, article) for article in lesson.articles}
    worked = {annotation.article_id for annotation in sheet.hand_in.annotations}
    counted = {article.article_id for article in sheet.score.counted}
    # Neither counted nor begun, an article would be read and said nothing about.
    printed = [article for article in lesson.articles if article.id in worked | counted]

    def marked(article: Article) -> Marked:
        work = works[article.id]
        return Marked(
            marks_of(setting, work),
            article_notes(setting, work),
            lambda section, line_number: [
                *([] if article.id in counted else _not_counted(setting, section)),
                *sentence_blocks(setting, work, section, line_number),
            ],
        )

    def fill(pages: Pages) -> None:
        set_summary(pages, setting, sheet, [*works.values()])
        set_articles(pages, setting, lesson, marked, printed)
        if lesson.questions:
            pages.set(_answers(setting, sheet, pages.section()))

    furniture = Furniture(
        head_left=lesson.title,
        head_right=sheet.code if is_anonymous else sheet.shown_name,
        foot=_(
            "{code} · graded worksheet · attempt {attempt}",
            code=sheet.code,
            attempt=sheet.hand_in.attempt,
        ),
        looks=[*setting.looks.values()],
        outlined=_("missed"),
    )
    title = _("Graded worksheet – {title}", title=lesson.title) + (
        "" if is_anonymous else f" – {sheet.shown_name}"
    )
    return Content(title, lesson.language, setting, furniture, fill)


def _not_counted(setting: Setting, section: Node) -> list[PageBlock]:
    text = _("This article does not count for the points; others are better.")
    return [setting.paragraph(text, setting.styles.small, section)]


def _answers(setting: Setting, sheet: GradedSheet, section: Node) -> list[PageBlock]:
    blocks: list[PageBlock] = [setting.chapter(_("Your answers"), section)]
    for number, question in enumerate(sheet.lesson.questions, 1):
        entries = [e for e in sheet.score.rubric if e.criterion.question_id == question.id]
        answers = sheet.hand_in.answers
        comment = sheet.decisions.comment_on(question=question.id)
        said = comment.text if comment else ""
        blocks += answer_blocks(setting, question, number, answers, entries, section, said)
    return blocks


def marks_of(setting: Setting, work: ArticleWork) -> list[PrintedHighlight]:
    """Return everything that is drawn on an article: highlights, labels, missed items."""
    return [*_highlights(setting, work), *_labels(setting, work), *_missed(work)]


def _highlights(setting: Setting, work: ArticleWork) -> Iterator[PrintedHighlight]:
    for note in work.notes:
        if not note.category.is_sentence:
            spoken = f"{note.category.name.lower()} {note.label}, {note.outcome}"
            span = note.annotation.span
            look = setting.looks[note.category.id]
            yield PrintedHighlight(span.start, span.end, note.label, spoken, look)


def _labels(setting: Setting, work: ArticleWork) -> Iterator[PrintedHighlight]:
    numbers = {note.annotation.id: note.label for note in work.notes}
    for annotation, category in work.labels:
        span = annotation.span
        differs = work.differs(span)
        label = numbers.get(annotation.id, category.letter) + ("≠" if differs else "")
        spoken = category.name.lower()
        if differs:
            spoken = _("{category}, other than the key", category=spoken)
        yield PrintedHighlight(span.start, span.end, label, spoken, setting.looks[category.id])


def _missed(work: ArticleWork) -> Iterator[PrintedHighlight]:
    for item in work.missed:
        span = item.credit.key.span
        name = item.category.name.lower()
        spoken = _("missed {number}, {category}", number=item.label, category=name)
        yield PrintedHighlight(span.start, span.end, item.label, spoken)
