"""What a person does with several articles at once, joined to the header and the keys."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from annotator.domain.identifiers import ArticleId
from annotator.gui.reading.article_desk import ArticleDesk
from annotator.gui.reading.finding import Finding
from annotator.gui.reading.link_desk import LinkDesk
from annotator.gui.reading.reading_header import ReadingHeader
from annotator.gui.reading.sync_scroll import ScrollTogether
from annotator.gui.theme import Theme
from annotator.session.reading import ReadingSession

#: These keys move the article that has the keyboard, as they move tabs in a browser.
MOVE_KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
PAGE_STEPS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
SHIFT = Qt.KeyboardModifier.ShiftModifier


class SideBySide(QObject):
    """Which articles are seen, and what is looked for in them."""

    arranged = Signal()

    def __init__(
        self, session: ReadingSession, desk: ArticleDesk, header: ReadingHeader, theme: Theme
    ) -> None:
        """Join the desk with the header."""
        super().__init__(desk)
        self._desk = desk
        self._header = header
        self.finding = Finding(session.lesson, desk, theme)
        self.links = LinkDesk(session, desk, theme)
        self.together = ScrollTogether(desk, session)
        desk.arranged.connect(self._on_desk_arranged)
        desk.wholeDeskChanged.connect(self._on_desk_whole_desk_changed)
        header.articleWanted.connect(self._on_header_article_wanted)
        header.articlesChosen.connect(self._on_header_articles_chosen)
        header.findRequested.connect(self.finding.open)
        header.linkRequested.connect(self.links.mark_place)
        header.togetherToggled.connect(self.together.set_on)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self.finding.set_theme(theme)
        self.links.set_theme(theme)

    def handle_key(self, event: QKeyEvent) -> bool:
        """Do what a key asks for that no part of the room wanted; return whether it did."""
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        if key == Qt.Key.Key_F6:
            self._desk.focus_next(-1 if modifiers & SHIFT else 1)
        elif key == Qt.Key.Key_F11:
            self._desk.toggle_whole_desk()
        elif key in PAGE_STEPS and modifiers == MOVE_KEYS:
            self._desk.move_current(PAGE_STEPS[key])
        elif event.matches(QKeySequence.StandardKey.Find):
            self.finding.open()
        elif key == Qt.Key.Key_L and not modifiers and self._may_type_keys():
            self.links.mark_place()
        elif key == Qt.Key.Key_F3:
            self.finding.step(-1 if modifiers & SHIFT else 1)
        else:
            return False
        return True

    def _may_type_keys(self) -> bool:
        view = self._desk.current
        return view is not None and view.hasFocus() and view.single_keys

    def _on_desk_arranged(self) -> None:
        self._header.set_open(self._desk.shown_articles, tabs=self._desk.is_single)
        self.arranged.emit()

    def _on_desk_whole_desk_changed(self, whole: bool) -> None:
        self._header.set_panel_aside(aside=whole)

    def _on_header_article_wanted(self, article_id: str) -> None:
        self._desk.go_to(ArticleId(article_id))

    def _on_header_articles_chosen(self, wanted: tuple[ArticleId, ...]) -> None:
        self._desk.show_articles(wanted or self._desk.open_articles[:1])
