"""Build the answer key: annotate as a student does, and say what each annotation counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QTabWidget

from annotator.domain.annotations import Link
from annotator.domain.errors import AnnotatorError
from annotator.domain.identifiers import ArticleId, KeyId
from annotator.domain.keys import AnswerKey
from annotator.domain.spans import Span
from annotator.gui.building.key_articles_panel import KeyArticlesPanel
from annotator.gui.building.key_coverage import KeyCoverage
from annotator.gui.building.key_editing_controller import TITLE, KeyEditingController
from annotator.gui.building.key_links import KeyLinks
from annotator.gui.building.key_merge import KeyMerge
from annotator.gui.building.step import BuilderStep
from annotator.gui.building.suggestion_controller import SuggestionController
from annotator.gui.look.theme import SPACE_2, SPACE_3
from annotator.gui.widgets.controls import named, paragraph
from annotator.gui.widgets.layouts import column, holding, row, sheet
from annotator.translation import N_, _

#: The width of the panel, in pixels and in letters.
PANEL_WIDTH, PANEL_LETTERS = 372, 46
KEY_FILES = N_("Keys and hand-ins (*.toml *.handin)")
NO_ARTICLES = N_(
    "There is no article to put a key on yet. Bring articles in at the step Articles, "
    "then come back."
)
HELP = N_(
    "Select words in an article and press the key of a category, as students will. A click "
    "on a highlight opens its note at the right.\n\nRequired keys make up the maximum. "
    "Optional ones add points without raising it. A trap takes its weight away: put it "
    "where students are likely to go wrong, and say why in the explanation.\n\nPress 0 in a "
    "sentence of which nobody can fairly say whether it is opinion or checkable. It is not "
    "scored.\n\nA key may be found on other words too: choose it, select them in the same "
    "article and press +. Mark the few words that carry a long claim this way. Any of them earns "
    "the one credit.\n\nSuggestions come from rules and word lists. A accepts one, C accepts it "
    "and opens its note, D dismisses it. Nothing is in the key before you accept it.\n\nMerge a "
    "key: open the key file of another teacher or the hand-in of a colleague who annotated "
    "the same articles, and take or leave each difference."
)


class KeyStep(BuilderStep):
    """The articles with the key on them; the list, the suggestions and the coverage beside."""

    key: ClassVar[str] = "key"
    trouble_title: ClassVar[str] = TITLE
    help_text: ClassVar[str] = HELP

    def _build(self) -> None:
        self._shown: tuple[object, ...] = ()
        self.controller = KeyEditingController(self.session, self.interaction, self)
        self.panel = self.controller.panel
        self.suggesting = SuggestionController(
            self.session, self.editing, self.controller, self.interaction, self
        )
        self.suggestions = self.suggesting.panel
        self.coverage = KeyCoverage()
        self.links = KeyLinks()
        self.merge = KeyMerge()
        self.tabs = named(QTabWidget(), _("Key, suggestions, coverage and links"))
        for part in (self.panel, self.suggestions, self.coverage, self.links):
            self.tabs.addTab(part, "")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setExpanding(False)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.setUsesScrollButtons(False)
        self._sheet = sheet(column(self.tabs, margins=1))
        self._sheet.setObjectName("key-panel")
        self._row = row(self._sheet, margins=(SPACE_3, SPACE_2, SPACE_3, SPACE_3), spacing=SPACE_3)
        self._work = holding(self._row)
        self.empty = paragraph(_(NO_ARTICLES), "muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.pages = QStackedWidget()
        for page in (self.empty, self._work, self.merge):
            self.pages.addWidget(page)
        column(self.pages, inside=self, margins=0)
        self._fit()
        self._connect()

    def _fit(self) -> None:
        """Make the panel wide enough for its tabs in the size of the moment."""
        letters = PANEL_LETTERS * self.fontMetrics().averageCharWidth()
        self._sheet.setFixedWidth(max(PANEL_WIDTH, letters))

    def _connect(self) -> None:
        """Join the signals of the parts; sorted by sender and signal."""
        self.controller.panelWanted.connect(self._on_panel_wanted)
        self.coverage.placeRequested.connect(self.controller.go_to)
        self.links.addRequested.connect(self.controller.link_selected)
        self.links.placeRequested.connect(self.controller.go_to)
        self.links.removeRequested.connect(self._on_link_remove_requested)
        self.links.reviseRequested.connect(self._on_link_revise_requested)
        self.merge.closed.connect(self._on_merge_closed)
        self.merge.merged.connect(self._on_merge_merged)
        self.suggesting.accepted.connect(self._on_suggestions_accepted)
        self.suggestions.counted.connect(self._show_counts)
        self.tabs.currentChanged.connect(self._on_tab_changed)

    @property
    def texts(self) -> KeyArticlesPanel | None:
        """Return the articles with the key on them; None while the draft has none."""
        return self.controller.texts

    # -- what is shown -------------------------------------------------------------------

    def show_draft(self) -> None:
        """Show the key as it is now."""
        draft = self.session.draft
        if self._shown and self._shown[0] is draft.lesson and self._shown[1] is draft.key:
            return
        self._shown = (draft.lesson, draft.key)
        if not draft.lesson.articles:
            self.pages.setCurrentWidget(self.empty)
            return
        self.pages.setCurrentWidget(self._work)  # a merge compares a key that is there no more
        self._replace_texts()
        self.controller.show_key()
        self.suggesting.show_draft()
        self._show_tab()
        self._show_counts()

    def _replace_texts(self) -> None:
        old = self.texts
        texts = self.controller.new_texts()
        if texts is None:
            return
        texts.board.caretMoved.connect(self._on_board_moved)
        texts.mergeRequested.connect(self._on_merge_requested)
        self._row.insertWidget(0, texts, 1)
        if old is not None:
            texts.place(old.board.open_articles, old.board.places())
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()

    def _show_tab(self) -> None:
        """Show what takes time to make only where it is looked at."""
        draft, tab = self.session.draft, self.tabs.currentWidget()
        if tab is self.coverage:
            self.coverage.show_key(draft.lesson, draft.key)
        elif tab is self.links:
            self.links.show_key(draft.lesson, draft.key)
        elif tab is self.suggestions:
            self.suggesting.follow()

    def _show_counts(self) -> None:
        offered = len(self.suggestions.offered)
        names = (
            _("Key {count}", count=self.panel.count),
            f"{_('Suggestions')} {offered or ''}".rstrip(),
            _("Coverage"),
            _("Links"),
        )
        for number, name in enumerate(names):
            self.tabs.setTabText(number, name)

    def changeEvent(self, event: QEvent) -> None:
        """Make room for the words in another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def leave(self) -> bool:
        """Store what is typed."""
        return self.controller.flush()

    def go_to(self, article_id: str, item_id: str) -> None:
        """Show an article, or a key annotation with its note."""
        self.show_draft()
        self.pages.setCurrentWidget(self._work)
        known = {article.id for article in self.session.draft.lesson.articles}
        is_shown = self.controller.show_entry(item_id)
        if not is_shown and self.texts is not None and article_id in known:
            self.texts.go_to(ArticleId(article_id), Span(0, 0))
            self.texts.focus_text()

    # -- what the parts ask --------------------------------------------------------------

    def _on_panel_wanted(self) -> None:
        self.tabs.setCurrentWidget(self.panel)

    def _on_link_remove_requested(self, link: Link) -> None:
        self.controller.attempt(self.controller.editing.remove_link, link)

    def _on_link_revise_requested(self, before: Link, after: Link) -> None:
        self.controller.attempt(self.controller.editing.revise_link, before, after)

    def _on_tab_changed(self) -> None:
        self._show_tab()
        if self.tabs.currentWidget() is not self.suggestions:
            self.suggesting.point(None)

    def _on_board_moved(self) -> None:
        if self.tabs.currentWidget() is self.suggestions:
            self.suggesting.follow()

    def _on_suggestions_accepted(self, made: Sequence[KeyId], is_changed: bool) -> None:
        if is_changed:
            self.controller.write_note(made[-1])
        else:
            self.controller.choose(made[-1])

    # -- merge -----------------------------------------------------------------------------

    def _on_merge_requested(self) -> None:
        if not self.leave():
            return
        draft = self.session.draft
        path = self.interaction.choose_file(_("Open a key or a hand-in"), _(KEY_FILES), None)
        if path is None:
            return
        try:
            other = self.editing.other_key(path, draft.lesson)
        except AnnotatorError as trouble:
            self.refuse(trouble)
            return
        self.merge.show_keys(draft.lesson, draft.key, other)
        self.pages.setCurrentWidget(self.merge)
        self.merge.table.setFocus()

    def _on_merge_merged(self, key: AnswerKey) -> None:
        self.pages.setCurrentWidget(self._work)
        self.controller.attempt(self.controller.editing.put, _("merge a key"), key)

    def _on_merge_closed(self) -> None:
        self.pages.setCurrentWidget(self._work)

    # -- Qt's events -----------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave a sentence unscored with 0, count words too with +, settle a suggestion."""
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        shifted = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        suggesting = self.tabs.currentWidget() is self.suggestions
        if plain and event.key() == Qt.Key.Key_0 and self.texts is not None:
            self.texts.request_unscored()
        elif (plain or shifted) and event.key() == Qt.Key.Key_Plus:
            self.controller.accept_also()
        elif not (suggesting and self.suggestions.take_key(event)):
            super().keyPressEvent(event)
