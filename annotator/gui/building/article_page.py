"""One article at the builder: its cleaning, text, details and raw import in tabs."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QTabWidget, QWidget

from annotator.domain.drafts import LessonDraft
from annotator.domain.identifiers import ArticleId
from annotator.domain.lessons import Article
from annotator.domain.notes import shortened
from annotator.gui.building.article_details import ArticleDetailsView
from annotator.gui.building.article_text_view import ArticleTextView
from annotator.gui.building.cleaning_view import CleaningView
from annotator.gui.building.import_raw_view import RawView
from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3, SPACE_4
from annotator.gui.widgets.controls import button, named, paragraph
from annotator.gui.widgets.labels import ElidedLabel, label
from annotator.gui.widgets.layouts import STRETCH, column, row, stretched
from annotator.services.article_drafts import article_problems, details_of, is_edited
from annotator.services.balance import ArticleMeasure
from annotator.services.editing_articles import unplaced_key
from annotator.translation import _, ngettext

_SHOWN_QUOTES = 4
_LONGEST_QUOTE = 60


class ArticlePage(QWidget):
    """Shows an article of a draft; its parts say what a person does."""

    undoRequested = Signal()
    redoRequested = Signal()
    headlinesRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without an article."""
        super().__init__(parent)
        self._article_id: ArticleId | None = None
        self.cleaning = CleaningView()
        self.text = ArticleTextView()
        self.details = ArticleDetailsView()
        self.raw = RawView()
        self.tabs = named(QTabWidget(), _("Parts of the article"))
        self._headline = ElidedLabel("", 1, "heading")
        self._facts = label("", "muted")
        self._version = paragraph("", "muted")
        self._lost = paragraph("", "warning")
        self.headlines = button(
            _("Let students mark the headlines"),
            _("Make each headline the first line of its text; the key moves with its words"),
            self.headlinesRequested,
        )
        self.tabs.setDocumentMode(True)
        named(self.tabs.tabBar(), _("Parts of the article"))
        for part, name in (
            (self.cleaning, _("Cleaning")),
            (self.text, _("Text")),
            (self.details, _("Details")),
            (self.raw, _("Raw import")),
        ):
            self.tabs.addTab(part, name)
        column(
            row(stretched(self._headline), self._facts, spacing=SPACE_3),
            row(self.headlines, STRETCH),
            self._version,
            self._lost,
            stretched(self.tabs),
            inside=self,
            margins=(SPACE_4, SPACE_3, SPACE_4, SPACE_2),
            spacing=SPACE_1,
        )
        self.text.undoRequested.connect(self.undoRequested)
        self.text.redoRequested.connect(self.redoRequested)

    def show_article(
        self, draft: LessonDraft, article_id: ArticleId, measure: ArticleMeasure
    ) -> None:
        """Show an article of a draft, keeping the tab and the place where it is the same one."""
        article = draft.lesson.article(article_id)
        page = draft.pages.get(article_id)
        is_another = article_id != self._article_id
        if is_another:
            self.tabs.setCurrentWidget(self.cleaning if page is not None else self.text)
        self._article_id = article_id
        self._headline.setText(article.headline or _("No headline yet"))
        self._facts.setText(facts_of(measure))
        is_beside = article.headline_span is None
        self.headlines.setVisible(is_beside and bool(article.headline and article.body))
        _show_line(self._version, version_line(draft, article))
        _show_line(self._lost, lost_line(draft, article_id))
        self.cleaning.show_page(page, is_edited=is_edited(draft, article_id))
        self.text.show_article(article)
        troubles = {
            problem.field: problem.message
            for problem in article_problems(draft)
            if problem.article_id == article_id
        }
        details = details_of(draft, article_id)
        self.details.show_details(details, troubles, has_page=page is not None, anew=is_another)
        self.raw.show_raw(page.raw if page is not None else None)

    def forget(self) -> None:
        """Show the next article from its beginning, whichever it is."""
        self._article_id = None

    def go_to(self, field: str) -> None:
        """Show a part of the article: a field of its details, or its text."""
        if field in self.details.fields:
            self.tabs.setCurrentWidget(self.details)
            self.details.go_to(field)
        elif field:
            self.tabs.setCurrentWidget(self.text)
            self.text.editor.setFocus()

    @property
    def has_unsaved(self) -> bool:
        """Return whether something typed could not be stored."""
        return self.text.has_unsaved or self.details.form.is_changed

    def flush(self) -> None:
        """Tell what was typed anywhere."""
        self.text.flush()
        self.details.form.flush()


def _show_line(line: QLabel, text: str) -> None:
    line.setText(text)
    line.setVisible(bool(text))


def facts_of(measure: ArticleMeasure) -> str:
    """Return the counts of a text on one line."""
    parts = [ngettext("{number:,} word", "{number:,} words", measure.words)]
    if measure.grade is not None:
        parts.append(_("grade {grade:.1f}", grade=measure.grade))
    if measure.quote_share is not None:
        parts.append(_("{share:.0%} quoted", share=measure.quote_share))
    return "  ·  ".join(parts)


def version_line(draft: LessonDraft, article: Article) -> str:
    """Return what an edit of a published article means; nothing where none is published."""
    if draft.published is None:
        return ""
    version = draft.published.version
    following = max(draft.lesson.version, version + 1)
    held = next((each for each in draft.published.articles if each.id == article.id), None)
    if held is None:
        return _(
            "New since version {version}. Publishing makes version {following}.",
            version=version,
            following=following,
        )
    if held == article:
        return _(
            "Published in version {version}, which stays as it is. What you change "
            "here makes version {following}.",
            version=version,
            following=following,
        )
    return _(
        "Changed since version {version}. Publishing makes version {following} and "
        "says what happens to work that is done.",
        version=version,
        following=following,
    )


def lost_line(draft: LessonDraft, article_id: ArticleId) -> str:
    """Return which words of the answer key have no place in the text, or nothing."""
    quotes = unplaced_key(draft, article_id).quotes
    if not quotes:
        return ""
    shown = [f"“{shortened(quote, _LONGEST_QUOTE)}”" for quote in quotes[:_SHOWN_QUOTES]]
    more = len(quotes) - len(shown)
    listed = ", ".join(shown)
    if more:
        listed = _("{listed} and {more} more", listed=listed, more=more)
    return ngettext(
        "The answer key quotes {listed}, which does not stand in the text now. It is "
        "kept in the key: undo, or mark other words there.",
        "The answer key quotes {listed}, which do not stand in the text now. It is "
        "kept in the key: undo, or mark other words there.",
        len(quotes),
        listed=listed,
    )
