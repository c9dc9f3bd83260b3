"""Build the answer key: annotate as a student does, and say what each annotation counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.annotations import Annotation
from annotator.domain.errors import AnnotatorError
from annotator.domain.identifiers import ArticleId, CategoryId, KeyId
from annotator.domain.keys import Entry, KeyAnnotation
from annotator.domain.snapping import Snap
from annotator.domain.spans import Span
from annotator.gui.building.key_articles_panel import KeyArticlesPanel
from annotator.gui.building.key_coverage import KeyCoverage
from annotator.gui.building.key_gestures import TITLE, KeyGestures
from annotator.gui.building.key_layers import KeyPlaces, key_places
from annotator.gui.building.key_links import KeyLinks
from annotator.gui.building.key_merge import KeyMerge
from annotator.gui.building.key_panel import KeyPanel
from annotator.gui.building.step import BuilderStep
from annotator.gui.building.suggestion_controller import SuggestionController
from annotator.gui.look.theme import SPACE_2, SPACE_3, Theme
from annotator.gui.widgets.labels import label
from annotator.services import key_drafts

#: The width of the panel, in pixels and in letters.
PANEL_WIDTH, PANEL_LETTERS = 372, 46
PANEL_SHEET = """
QTabBar::tab { padding: 7px 9px; }
QListView { border: none; background: transparent; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; }
"""
NO_ARTICLES = (
    "There is no article to put a key on yet. Bring articles in at the step Articles, then come "
    "back."
)
HELP = """Select words in an article and press the key of a category, as students will. A click \
on a highlight opens its note at the right.

Required keys make up the maximum. Optional ones add points without raising it. A trap takes its \
weight away: put it where students are likely to go wrong, and say why in the explanation.

Press 0 in a sentence of which nobody can fairly say whether it is opinion or reporting. It is \
not scored.

Suggestions come from rules and word lists. A accepts one, C accepts it and opens its note, D \
dismisses it. Nothing is in the key before you accept it.

Merge a key: open the key file of another teacher or the hand-in of a colleague who annotated \
the same articles, and take or leave each difference."""


class KeyStep(BuilderStep):
    """The articles with the key on them; the list, the suggestions and the coverage beside."""

    key: ClassVar[str] = "key"
    title: ClassVar[str] = "Key"
    help_text: ClassVar[str] = HELP

    def _build(self) -> None:
        session, interaction = self.session, self.interaction
        self.gestures = KeyGestures(session, interaction)
        self.panel = KeyPanel(self.gestures.save_note, self.gestures.save_reason)
        self.suggesting = SuggestionController(
            session, self.application, self.gestures, interaction, self
        )
        self.suggestions = self.suggesting.panel
        self.coverage = KeyCoverage()
        self.links = KeyLinks()
        self.merge = KeyMerge()
        self.tabs = QTabWidget()
        self.empty: QLabel = label(NO_ARTICLES, "muted")
        self.texts: KeyArticlesPanel | None = None
        self._active: str | None = None
        self._shown: tuple[object, ...] = ()
        self._drawn: dict[ArticleId, tuple[object, ...]] = {}
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        for part in (self.panel, self.suggestions, self.coverage, self.links):
            self.tabs.addTab(part, "")
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName("Key, suggestions, coverage and links")
        self.tabs.tabBar().setExpanding(False)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.setUsesScrollButtons(False)
        sheet = self._sheet = QFrame()
        sheet.setProperty("role", "sheet")
        sheet.setStyleSheet(PANEL_SHEET)
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.tabs)
        work = QWidget()
        self._row = QHBoxLayout(work)
        self._row.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_3)
        self._row.setSpacing(SPACE_3)
        self._row.addWidget(sheet)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.pages = QStackedWidget()
        for page in (self.empty, work, self.merge):
            self.pages.addWidget(page)
        self._work = work
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)
        self._fit()

    def _fit(self) -> None:
        """Make the panel wide enough for its tabs in the size of the moment."""
        letters = PANEL_LETTERS * self.fontMetrics().averageCharWidth()
        self._sheet.setFixedWidth(max(PANEL_WIDTH, letters))

    def _connect(self) -> None:
        """Join the signals of the parts; sorted by sender and signal."""
        editor = self.panel.editor
        self.coverage.placeRequested.connect(self._on_place_requested)
        editor.categoryRequested.connect(self._on_category_requested)
        editor.finished.connect(self._on_editor_finished)
        editor.removeRequested.connect(self._on_remove_requested)
        self.links.addRequested.connect(self._on_link_add_requested)
        self.links.placeRequested.connect(self._on_place_requested)
        self.links.removeRequested.connect(self.gestures.remove_link)
        self.links.reviseRequested.connect(self.gestures.revise_link)
        self.merge.closed.connect(self._on_merge_closed)
        self.merge.merged.connect(self._on_merge_merged)
        self.panel.chosen.connect(self._on_panel_chosen)
        self.panel.list.noteRequested.connect(self._on_note_requested)
        self.panel.list.removeRequested.connect(self._on_remove_requested)
        self.suggestions.counted.connect(self._show_counts)
        self.suggesting.accepted.connect(self._on_suggestions_accepted)
        self.tabs.currentChanged.connect(self._on_tab_changed)

    # -- what is shown -------------------------------------------------------------------

    def show_draft(self) -> None:
        """Show the key as it is now."""
        draft = self.session.draft
        now = (draft.lesson, draft.key, self.theme)
        if self._shown and all(one is other for one, other in zip(now, self._shown, strict=True)):
            return
        is_same_key = bool(self._shown) and all(
            one is other for one, other in zip(now[:2], self._shown[:2], strict=True)
        )
        if not is_same_key and self.pages.currentWidget() is self.merge:
            self.pages.setCurrentWidget(self._work)  # it compares a key that is there no more
        self._shown = now
        if not draft.lesson.articles:
            self.pages.setCurrentWidget(self.empty)
            return
        if self.pages.currentWidget() is self.empty:
            self.pages.setCurrentWidget(self._work)
        self._make_texts()
        self._redraw()
        self.panel.show_key(draft.lesson, draft.key, self.theme)
        self.suggesting.show_draft(self.theme)
        self._show_tab()
        if self._active is not None and self.panel.entry(self._active) is None:
            self._choose(None)
        self._show_counts()

    def _make_texts(self) -> None:
        """Make the articles anew where their text, their outlet or the scheme is another."""
        lesson, old = self.session.draft.lesson, self.texts
        if (
            old is not None
            and old.lesson.articles == lesson.articles
            and old.lesson.scheme == lesson.scheme
        ):
            return
        texts = KeyArticlesPanel(lesson, self._annotations, self._places)
        texts.activated.connect(self._on_texts_activated)
        texts.categoryRequested.connect(self._on_category_requested)
        texts.board.caretMoved.connect(self._on_board_moved)
        texts.highlightRequested.connect(self._on_highlight_requested)
        texts.mergeRequested.connect(self._on_merge_requested)
        texts.noteRequested.connect(self._on_note_requested)
        texts.removeRequested.connect(self._on_remove_requested)
        texts.resizeRequested.connect(self._on_resize_requested)
        texts.unscoredRequested.connect(self._on_unscored_requested)
        self.texts = self.suggesting.texts = texts
        self._drawn.clear()
        self._row.insertWidget(0, texts, 1)
        if old is not None:
            texts.place(old.board.open_articles, old.board.places())
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()

    def _annotations(self, article_id: ArticleId) -> Sequence[Annotation]:
        draft = self.session.draft
        known = {article.id for article in draft.lesson.articles}
        if article_id not in known:
            return ()
        return key_drafts.annotations_of(draft.lesson, draft.key, article_id)

    def _places(self, article_id: ArticleId) -> KeyPlaces:
        return key_places(self.session.draft.key, article_id)

    def _redraw(self) -> None:
        """Draw the key where it is another one than the one that is drawn."""
        if self.texts is None:
            return
        key = self.session.draft.key
        for article in self.texts.lesson.articles:
            unscored = tuple(u for u in key.unscored if u.article_id == article.id)
            drawn = (key.for_article(article.id), unscored)
            if self._drawn.get(article.id) != drawn:
                self._drawn[article.id] = drawn
                self.texts.redraw(article.id, self._annotations(article.id))

    def _show_tab(self) -> None:
        """Show what takes time to make only where it is looked at."""
        draft, tab = self.session.draft, self.tabs.currentWidget()
        if tab is self.coverage:
            self.coverage.show_key(draft.lesson, draft.key, self.theme)
        elif tab is self.links:
            self.links.show_key(draft.lesson, draft.key, self.theme)
        elif tab is self.suggestions:
            self.suggesting.follow()

    def _show_counts(self) -> None:
        offered = len(self.suggestions.offered)
        names = (
            f"Key {self.panel.count}",
            f"Suggestions {offered or ''}".rstrip(),
            "Coverage",
            "Links",
        )
        for number, name in enumerate(names):
            self.tabs.setTabText(number, name)

    def set_theme(self, theme: Theme) -> None:
        """Wear another theme."""
        super().set_theme(theme)
        self._fit()
        self.merge.set_theme(theme)
        if self.texts is not None:
            self.texts.set_theme(theme)
        self.show_draft()

    def leave(self) -> bool:
        """Store what is typed."""
        return self.panel.editor.flush()

    def go_to(self, article_id: str, item_id: str) -> None:
        """Show an article, or a key annotation with its note."""
        self.show_draft()
        self.pages.setCurrentWidget(self._work)
        entry = self.panel.entry(item_id)
        known = {article.id for article in self.session.draft.lesson.articles}
        if entry is not None:
            self._show_entry(entry)
        elif self.texts is not None and article_id in known:
            self.texts.go_to(ArticleId(article_id), Span(0, 0))
            self.texts.focus_text()

    # -- the chosen entry ----------------------------------------------------------------

    def _choose(self, entry: Entry | None) -> None:
        """Open the note of an entry and frame it in its article."""
        if not self.panel.open(entry):
            return
        self._active = key_drafts.entry_id(entry) if entry is not None else None
        if self.texts is not None:
            is_key = isinstance(entry, KeyAnnotation)
            article_id = entry.article_id if entry is not None else None
            self.texts.set_active(article_id, self._active if is_key else None)

    def _show_entry(self, entry: Entry) -> None:
        self.tabs.setCurrentWidget(self.panel)
        if self.texts is not None:
            self.texts.go_to(entry.article_id, entry.span, point=True)
        self._choose(entry)

    def _choose_made(self, made: Sequence[KeyId]) -> None:
        if made:
            self._choose(self.panel.entry(made[-1]))

    # -- requests --------------------------------------------------------------------------

    def _on_highlight_requested(
        self, article_id: ArticleId, category_id: str, rough: Span, snap: Snap
    ) -> None:
        if not self.leave():
            return
        made = self.gestures.add(article_id, CategoryId(category_id), rough, snap)
        self._choose_made(made)
        entry = self.panel.entry(made[-1]) if made else None
        if entry is not None and self.texts is not None:
            self.texts.board.view(article_id).place_caret(entry.span.end)

    def _on_texts_activated(self, key_id: str) -> None:
        self._choose(self.panel.entry(key_id))

    def _on_panel_chosen(self, wanted: str) -> None:
        entry = self.panel.entry(wanted)
        if entry is not None:
            self._show_entry(entry)

    def _on_note_requested(self, wanted: str) -> None:
        entry = self.panel.entry(wanted)
        if entry is not None:
            self.tabs.setCurrentWidget(self.panel)
            self._choose(entry)
            self.panel.editor.write()

    def _on_category_requested(self, wanted: str, category_id: str) -> None:
        if self.leave():
            self._choose_made(self.gestures.change_category(wanted, CategoryId(category_id)))

    def _on_resize_requested(self, wanted: str, rough: Span, snap: Snap) -> None:
        if self.leave():
            self._choose_made(self.gestures.resize(wanted, rough, snap))

    def _on_remove_requested(self, wanted: Sequence[str]) -> None:
        if self._active in wanted or self.leave():
            self.gestures.remove(wanted)

    def _on_unscored_requested(self, article_id: ArticleId, rough: Span) -> None:
        if self.leave():
            self.gestures.toggle_unscored(article_id, rough)

    def _on_editor_finished(self) -> None:
        if self.texts is not None:
            self.texts.focus_text()

    def _on_place_requested(self, article_id: ArticleId, span: Span) -> None:
        if self.texts is not None:
            self.texts.go_to(article_id, span, point=True)

    def _on_link_add_requested(self) -> None:
        if self.texts is not None and self.leave():
            views = self.texts.board.views()
            self.gestures.add_link([(view.article.id, view.selection()) for view in views])

    def _on_tab_changed(self) -> None:
        self._show_tab()
        if self.tabs.currentWidget() is not self.suggestions:
            self.suggesting.point(None)

    def _on_board_moved(self) -> None:
        if self.tabs.currentWidget() is self.suggestions:
            self.suggesting.follow()

    # -- suggestions -----------------------------------------------------------------------

    def _on_suggestions_accepted(self, made: Sequence[KeyId], is_changed: bool) -> None:
        if is_changed:
            self._on_note_requested(made[-1])
        else:
            self._choose_made(made)

    # -- merge -----------------------------------------------------------------------------

    def _on_merge_requested(self) -> None:
        if not self.leave():
            return
        draft = self.session.draft
        path = self.interaction.choose_file("Open a key or a hand-in", KEY_FILES, None)
        if path is None:
            return
        try:
            other = self.application.editing(draft.id).other_key(path, draft.lesson)
        except AnnotatorError as trouble:
            self.interaction.tell(TITLE, str(trouble))
            return
        self.merge.show_keys(draft.lesson, draft.key, other)
        self.pages.setCurrentWidget(self.merge)
        self.merge.table.setFocus()

    def _on_merge_merged(self, key: object) -> None:
        draft = self.session.draft
        self.pages.setCurrentWidget(self._work)
        if isinstance(key, type(draft.key)):
            self.gestures.put("merge a key", key)

    def _on_merge_closed(self) -> None:
        self.pages.setCurrentWidget(self._work)

    # -- Qt's events -----------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave a sentence unscored with 0; settle the suggestion at hand from the text too."""
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        suggesting = self.tabs.currentWidget() is self.suggestions
        if plain and event.key() == Qt.Key.Key_0 and self.texts is not None:
            self.texts.request_unscored()
        elif not (suggesting and self.suggestions.take_key(event)):
            super().keyPressEvent(event)


KEY_FILES = "Keys and hand-ins (*.toml *.handin)"
