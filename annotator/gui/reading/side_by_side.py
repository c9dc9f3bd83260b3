"""What a person does with several articles at once, joined to the header and the keys."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from annotator.domain.identifiers import ArticleId
from annotator.domain.lessons import Lesson
from annotator.gui.articles.article_board import ArticleBoard
from annotator.gui.articles.article_column import ArticleColumn
from annotator.gui.look.theme import SPACE_1, SPACE_2
from annotator.gui.look.wearing import current_theme
from annotator.gui.preferences import Preferences
from annotator.gui.reading.find_controller import FindController
from annotator.gui.reading.link_controller import LinkController
from annotator.gui.reading.reading_header import ReadingHeader
from annotator.gui.reading.reading_help import ReadingHelpPanel
from annotator.gui.reading.reading_ruler import LineNumberLayer, RulerLayer
from annotator.gui.reading.sync_scroll import ScrollTogether
from annotator.session.reading import ReadingSession
from annotator.settings import ReadingHelp

#: These keys move the article that has the keyboard, as they move tabs in a browser.
MOVE_KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
PAGE_STEPS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
ALT = Qt.KeyboardModifier.AltModifier
KEYPAD = Qt.KeyboardModifier.KeypadModifier
NO_MODIFIER = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class SideBySide(QObject):
    """Which articles are seen, and what is looked for in them."""

    arranged = Signal()

    def __init__(
        self,
        session: ReadingSession,
        lesson: Lesson,
        board: ArticleBoard,
        header: ReadingHeader,
    ) -> None:
        """Join the board with the header; `lesson` is what may be shown of the session's."""
        super().__init__(board)
        self._board = board
        self._header = header
        self.finding = FindController(lesson, board)
        self.links = LinkController(session, lesson, board)
        self.links.panel.finished.connect(self._return_to_text)
        self.together = ScrollTogether(board, session)
        self._student = session.student.name
        self._preferences: Preferences | None = None
        self._help = ReadingHelp()
        self.aa = ReadingHelpPanel(self._help, board)
        self._rulers: list[RulerLayer] = []
        board.arranged.connect(self._on_board_arranged)
        board.textResized.connect(self._on_board_text_resized)
        board.wholeBoardChanged.connect(self._on_board_whole_board_changed)
        header.articleWanted.connect(self._on_header_article_wanted)
        header.articlesChosen.connect(self._on_header_articles_chosen)
        header.findRequested.connect(self.finding.open)
        header.linkRequested.connect(self.links.mark_place)
        header.togetherToggled.connect(self._on_header_together_toggled)
        header.readingHelpRequested.connect(self._on_header_reading_help_requested)
        board.columnMade.connect(self._on_board_column_made)
        self.aa.belong_to(header.aa)
        self.aa.changed.connect(self._on_aa_changed)
        self.aa.closed.connect(self._return_to_text)
        self.aa.stepRequested.connect(header.textStepRequested)

    def follow(self, preferences: Preferences) -> None:
        """Set the articles as this student likes to read them, and remember what changes."""
        liked = preferences.reading_help(self._student)
        self._keep(liked)
        self.aa.show_help(liked)
        self._header.together.setChecked(liked.together)
        self._preferences = preferences

    def _keep(self, help_: ReadingHelp) -> None:
        self._help = help_
        self._board.set_help(help_)
        for ruler in self._rulers:
            ruler.switch(on=help_.ruler)
        if self._preferences is not None:
            self._preferences.keep_reading_help(self._student, help_)

    def _on_board_text_resized(self) -> None:
        self._keep(replace(self._help, text_size=current_theme().text_size))

    def _on_board_column_made(self, column: ArticleColumn) -> None:
        ruler = RulerLayer(self._board, column.view)
        ruler.switch(on=self._help.ruler)
        column.view.extra_layers += (ruler, LineNumberLayer(column.view))
        self._rulers.append(ruler)

    def _on_aa_changed(self, help_: ReadingHelp) -> None:
        self._keep(replace(help_, text_size=self._help.text_size, together=self._help.together))

    def _on_header_together_toggled(self, together: bool) -> None:
        self.together.set_on(together)
        self._keep(replace(self._help, together=together))

    def _on_header_reading_help_requested(self) -> None:
        room = self._header.parentWidget()
        if self.aa.isVisible() or room is None:
            self.aa.hide()
            return
        self.aa.setParent(room)
        self.aa.adjustSize()
        button = self._header.aa
        corner = button.mapTo(room, button.rect().bottomRight())
        size = self.aa.sizeHint()
        self.aa.setGeometry(
            max(0, corner.x() - size.width()),
            corner.y() + SPACE_1,
            min(size.width(), room.width()),
            min(size.height(), room.height() - corner.y() - SPACE_2),
        )
        self.aa.show()
        self.aa.raise_()
        self.aa.larger.setFocus()

    def _return_to_text(self) -> None:
        if self._board.current is not None:
            self._board.current.setFocus()

    def handle_key(self, event: QKeyEvent) -> bool:
        """Do what a key asks for that no part of the room wanted; return whether it did."""
        key, modifiers = Qt.Key(event.key()), event.modifiers() & ~KEYPAD
        step = {NO_MODIFIER: 1, SHIFT: -1}.get(modifiers, 0)
        if key == Qt.Key.Key_F6 and step:
            self._board.focus_next(step)
        elif key == Qt.Key.Key_F3 and step:
            self.finding.step(step)
        elif key == Qt.Key.Key_F11 and modifiers == NO_MODIFIER:
            self._board.toggle_whole_board()
        elif key in PAGE_STEPS and modifiers == MOVE_KEYS:
            self._board.move_current(PAGE_STEPS[key])
        elif event.matches(QKeySequence.StandardKey.Find):
            self.finding.open()
        elif key == Qt.Key.Key_L and self._may_link(modifiers):
            self.links.mark_place()
        else:
            return False
        return True

    def _may_link(self, modifiers: Qt.KeyboardModifier) -> bool:
        """Return whether the key of links counts: in a text, alone only where that is wanted."""
        view = self._board.current
        if view is None or not view.hasFocus():
            return False
        return modifiers == ALT or (modifiers == NO_MODIFIER and view.single_keys)

    def _on_board_arranged(self) -> None:
        self._header.set_open(self._board.shown_articles, tabs=self._board.is_single)
        # Tab goes as the eye does: the header, the articles from left to right, the panel.
        before = self._header.last
        for column in self._board.shown_columns():
            for stop in (column.card.more, column.view):
                QWidget.setTabOrder(before, stop)
                before = stop
        self.arranged.emit()

    def _on_board_whole_board_changed(self, whole: bool) -> None:
        self._header.set_panel_aside(aside=whole)

    def _on_header_article_wanted(self, article_id: str) -> None:
        self._board.go_to(ArticleId(article_id))

    def _on_header_articles_chosen(self, wanted: tuple[ArticleId, ...]) -> None:
        self._board.show_articles(wanted or self._board.open_articles[:1])
