"""The reading room: articles side by side, the tools above, the notes at the right.

The room connects its parts with the session and has no rules of its own. What a person
does is stored by the session first; the room draws what the session then tells.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from annotator.domain.annotating import Add, Note, Recategorise, Remove, Resize, Revise
from annotator.domain.identifiers import AnnotationId, ArticleId, CategoryId, QuestionId
from annotator.domain.snapping import Snap
from annotator.domain.spans import Span
from annotator.gui.articles.article_board import ArticleBoard
from annotator.gui.articles.article_column import ArticleColumn
from annotator.gui.articles.article_menu import article_menu
from annotator.gui.articles.article_view import ArticleView
from annotator.gui.articles.caret_voice import CaretVoice
from annotator.gui.bridge import SessionBridge
from annotator.gui.look.theme import SPACE_2, SPACE_3
from annotator.gui.look.wearing import current_theme
from annotator.gui.reading.annotating_tools import AnnotatingTools
from annotator.gui.reading.annotation_panel import AnnotationPanel
from annotator.gui.reading.attempts import Attempts
from annotator.gui.reading.chosen_annotation import ChosenAnnotation
from annotator.gui.reading.group_bar import GroupBar
from annotator.gui.reading.lost_places import LostPlaces
from annotator.gui.reading.questions_panel import QuestionsPanel
from annotator.gui.reading.reading_header import ReadingHeader
from annotator.gui.reading.scheme_panel import SchemePanel
from annotator.gui.reading.side_by_side import SideBySide
from annotator.gui.reading.side_panel import SidePanel
from annotator.gui.reading.status_line import NOT_SAVED, SAVED, StatusLine, articles_begun
from annotator.session.reading import ReadingSession, WorkChanged
from annotator.translation import _, ngettext

PANEL_WIDTH = 328
#: How long after the last scroll or choice the place is stored, in milliseconds.
PLACE_PAUSE = 1500


class ReadingRoom(QWidget):
    """A student's open lesson on the screen."""

    closeRequested = Signal()
    handInRequested = Signal()
    troubleRaised = Signal(str)
    textSizeChanged = Signal(int)

    def __init__(self, session: ReadingSession, parent: QWidget | None = None) -> None:
        """Open the lesson of a session where its student left off."""
        super().__init__(parent)
        self._session = session
        self._is_placed = False
        self._attempt = Attempts(self)
        lesson = session.shown_lesson
        self.hides_outlets = lesson is not session.lesson
        self.header = ReadingHeader(lesson)
        self.tools = AnnotatingTools(self.header.categories, self)
        self.header.add_tool(self.tools.highlighter_button)
        self.board = ArticleBoard(lesson, session.annotations)
        self.side_by_side = SideBySide(session, lesson, self.board, self.header)
        self.group = GroupBar(session, self.board, self._attempt)
        self.board.add_banner(self.group)
        self.panel = SidePanel(
            AnnotationPanel(lesson, self._save_note, session.practice),
            QuestionsPanel(lesson, self._save_answer),
            SchemePanel(lesson),
        )
        self.panel.add_links(self.side_by_side.links.panel)
        self.lost = LostPlaces(session, lesson, self.board, self._attempt, self)
        self.panel.add_notice(self.lost.list)
        self.lost.take_news()
        self.chosen = ChosenAnnotation(session, self.board, self.header, self.panel, self)
        self.status = StatusLine(lesson.scheme, lesson.required_work.annotations)
        self._place_clock = QTimer(self)
        self._place_clock.setSingleShot(True)
        self._place_clock.setInterval(PLACE_PAUSE)
        self._voice = CaretVoice(lesson.scheme, self)
        self._bridge = SessionBridge(session, self)
        self.setAccessibleName(_("Reading room: {title}", title=lesson.title))
        self._arrange()
        self._connect()
        self._show_everything()

    def _arrange(self) -> None:
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(SPACE_2)
        self._splitter.addWidget(self.board)
        self._splitter.addWidget(self.panel)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        middle = QHBoxLayout()
        middle.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, 0)
        middle.addWidget(self._splitter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(middle, 1)
        column.addWidget(self.side_by_side.finding.bar)
        column.addWidget(self.status)

    def _connect(self) -> None:
        """Join the signals of the parts; sorted by sender and signal."""
        annotations = self.panel.annotations
        self._attempt.troubleRaised.connect(self.troubleRaised)
        self._bridge.workChanged.connect(self.lost.take_news)
        self._bridge.workChanged.connect(self.side_by_side.links.take_news)
        self._bridge.workChanged.connect(self._on_work_changed)
        self._place_clock.timeout.connect(self.remember_place)
        annotations.categoryRequested.connect(self._on_category_change_requested)
        annotations.chosen.connect(self.chosen.show)
        annotations.finished.connect(self._return_to_text)
        annotations.meter.noticed.connect(self.status.set_notice)
        annotations.meter.stateChanged.connect(self._voice.tell)
        annotations.practice_line.placeRequested.connect(self.chosen.show_place)
        annotations.removeRequested.connect(self._on_remove_requested)
        self.chosen.troubleRaised.connect(self.troubleRaised)
        self.board.caretMoved.connect(self._on_board_caret_moved)
        self.board.columnMade.connect(self._on_board_column_made)
        self.board.resized.connect(self._place_clock.start)
        self.destroyed.connect(self._bridge.close)
        self.header.backRequested.connect(self._on_header_back_requested)
        self.header.categoryRequested.connect(self._on_header_category_requested)
        self.header.handInRequested.connect(self._on_header_hand_in_requested)
        self.header.panelToggled.connect(self.panel.setVisible)
        self.header.redoRequested.connect(self.redo)
        self.header.textStepRequested.connect(self._on_header_text_step_requested)
        self.header.undoRequested.connect(self.undo)
        self.panel.questions.finished.connect(self._return_to_text)
        self.side_by_side.arranged.connect(self._place_clock.start)
        self.side_by_side.links.troubleRaised.connect(self.troubleRaised)

    def _on_board_column_made(self, column: ArticleColumn) -> None:
        view = column.view
        self.tools.join(view)
        self.chosen.join(view)
        view.highlightRequested.connect(self._on_view_highlight_requested)
        view.categoryRequested.connect(self._on_category_change_requested)
        view.menuRequested.connect(self._on_view_menu_requested)
        view.removeRequested.connect(self._on_remove_requested)
        view.resizeRequested.connect(self._on_view_resize_requested)
        view.verticalScrollBar().valueChanged.connect(self._place_clock.start)

    # -- the window's side -----------------------------------------------------

    def flush(self) -> bool:
        """Store everything that is typed; return False if some of it could not be stored."""
        return self.panel.flush()

    def remember_place(self) -> None:
        """Store what is typed, which articles are open and how far each is read."""
        self._place_clock.stop()
        self.flush()
        if self._is_placed:
            # What was opened for want of a choice is opened anew on another screen.
            board = self.board
            layout = board.layout_of_articles
            self._attempt(self._session.remember, board.chosen_articles, board.places(), layout)

    def go_to(self, place: str, thing: str) -> None:
        """Show what a hand-in lacks: a reason, an answer, an article, a category, a place."""
        ways = {
            "reason": self.focus_reason,
            "question": self.focus_question,
            "article": self.focus_article,
            "category": self.focus_category,
            "lost": self.focus_lost,
            "group": self.focus_group,
        }
        ways[place](thing)

    def focus_annotation(self, annotation_id: str) -> None:
        """Show an annotation: its place in the article, its row and its note."""
        self.chosen.show(annotation_id)

    def focus_question(self, question_id: str) -> None:
        """Put the keyboard into the answer to a question."""
        self.header.show_panel()
        self.panel.show_questions()
        self.panel.questions.write(QuestionId(question_id))

    def focus_reason(self, annotation_id: str) -> None:
        """Show an annotation with the keyboard in its reason."""
        self.focus_annotation(annotation_id)
        self.chosen.write_note(annotation_id)

    def focus_article(self, article_id: str) -> None:
        """Put the keyboard into an article, opened if it was closed."""
        self.board.view(ArticleId(article_id)).setFocus()

    def focus_category(self, category_id: str) -> None:
        """Show what a category means, with the keyboard in the text to use it."""
        self.header.show_panel()
        self.panel.show_scheme()
        self.panel.scheme.show_category(CategoryId(category_id))
        self._return_to_text()

    def focus_lost(self, annotation_id: str) -> None:
        """Put the keyboard to an annotation that lost its place."""
        self.header.show_panel()
        self.lost.list.focus(annotation_id)

    def focus_group(self, _name: str) -> None:
        """Put the keyboard into the choice of the reading group."""
        self.group.choice.setFocus()

    def show_scheme(self) -> None:
        """Show what the categories mean; a second time goes back to the text."""
        if self.panel.is_scheme_shown():
            self.panel.show_annotations()
            self._return_to_text()
        else:
            self.header.show_panel()
            self.panel.show_scheme()

    def undo(self) -> None:
        """Take back the newest step."""
        if self.flush():
            self._attempt(self._session.undo)

    def redo(self) -> None:
        """Do the undone step again."""
        if self.flush():
            self._attempt(self._session.redo)

    # -- show ------------------------------------------------------------------

    def _show_everything(self) -> None:
        for article in self._session.lesson.articles:
            part = self._session.annotations(article.id)
            self.panel.annotations.set_part(article.id, part)
        self.panel.questions.show_answers(self._session.answers)
        self._show_counts()

    def _show_counts(self) -> None:
        counts = self.panel.annotations.counts()
        answered = sum(bool(text.strip()) for text in self._session.answers.values())
        questions = len(self._session.lesson.questions)
        self.panel.set_counts(counts.total(), answered, questions)
        self.status.set_counts(counts, articles_begun(self._session))
        self.header.set_labels(self._session.undo_label, self._session.redo_label)

    def _place(self) -> None:
        """Open the articles of last time, or as many as the window holds well."""
        self._is_placed = True
        place = self._session.place
        articles = [article.id for article in self._session.lesson.articles]
        room = self.width() - PANEL_WIDTH - 4 * SPACE_3
        asked = self._session.portion.articles if self._session.group else ()
        wanted = [each for each in (place and place.articles) or asked if each in articles]
        if place and place.positions:
            self.board.set_places(place.positions)
        # The room takes its shape first, so that no article is laid out twice.
        self._splitter.setSizes([max(1, self.width() - PANEL_WIDTH), PANEL_WIDTH])
        layout = self.layout()
        if layout is not None:
            layout.activate()
        self.board.restore(wanted, self.board.usual_number(room), place.layout if place else None)
        view = self.board.current
        if view is not None:
            self._on_board_caret_moved(view)

    def _on_work_changed(self, news: WorkChanged) -> None:
        for article_id in news.articles:
            part = self._session.annotations(article_id)
            self.board.redraw(article_id, part)
            self.panel.annotations.set_part(article_id, part)
        if news.answers:
            self.panel.questions.show_answers(self._session.answers)
        if news.added:
            self.chosen.choose(self._session.find(news.added[-1]))
            self._voice.tell_added(map(self._session.annotation, news.added))
            if self._session.practice is not None:
                # The answer is in the panel; without it the lesson makes no sense.
                self.header.show_panel()
                self.panel.show_annotations()
        else:
            self.chosen.refresh()
        self._show_counts()
        self.status.set_saved(_(SAVED))

    # -- requests ----------------------------------------------------------------

    def _save_note(self, annotation_id: AnnotationId, note: Note) -> bool:
        return self._tell_stored(self._attempt(self._session.do, Revise(annotation_id, note)))

    def _save_answer(self, question_id: QuestionId, text: str) -> bool:
        return self._tell_stored(self._attempt(self._session.answer, question_id, text))

    def _tell_stored(self, stored: bool) -> bool:
        self.status.set_saved(_(SAVED) if stored else _(NOT_SAVED))
        return stored

    def _on_category_change_requested(self, annotation_id: str, category_id: str) -> None:
        self._attempt(self._session.do, Recategorise(annotation_id, CategoryId(category_id)))

    def _on_view_resize_requested(self, annotation_id: str, rough: Span, snap: Snap) -> None:
        self._attempt(self._session.do, Resize(annotation_id, rough, snap))

    def _on_view_highlight_requested(self, category_id: str, rough: Span, snap: Snap) -> None:
        view = self.sender()
        if not isinstance(view, ArticleView):
            return
        had_selection = bool(view.selection())
        gesture = Add(view.article.id, CategoryId(category_id), rough, snap)
        if self.flush() and self._attempt(self._session.do, gesture) and had_selection:
            made = self.chosen.annotation
            view.place_caret(made.span.end if made else view.selection().end)

    def _on_header_category_requested(self, category_id: str) -> None:
        view = self.board.current
        if view is not None:
            view.marking.request_highlight(self._session.lesson.scheme.category(category_id))

    def _on_remove_requested(self, annotation_ids: tuple[AnnotationId, ...]) -> None:
        if self.flush() and self._attempt(self._session.do, Remove(annotation_ids)):
            self._return_to_text()
            number = len(annotation_ids)
            self._voice.tell(
                ngettext("{number} annotation removed", "{number} annotations removed", number)
            )

    def _on_view_menu_requested(self, place: QPoint) -> None:
        view = self.sender()
        if isinstance(view, ArticleView):
            article_menu(view, self.header.categories).popup(place)

    def _return_to_text(self) -> None:
        if self.board.current is not None:
            self.board.current.setFocus()

    def _on_board_caret_moved(self, view: ArticleView) -> None:
        article = view.article
        self.status.set_place(article.outlet, view.sentence(), len(article.sentences))
        self.panel.annotations.show_article(article.id)
        self._voice.follow(view)

    def _on_header_back_requested(self) -> None:
        if self.flush():
            self.closeRequested.emit()

    def _on_header_hand_in_requested(self) -> None:
        if self.flush():
            self.handInRequested.emit()

    def _on_header_text_step_requested(self, step: int) -> None:
        worn = current_theme()
        wanted = worn.with_text_size(worn.text_size + step).text_size
        if wanted != worn.text_size:
            self.textSizeChanged.emit(wanted)

    # -- Qt's events -----------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo and redo where no menu has done it, and go to the next article."""
        standard = QKeySequence.StandardKey
        if event.matches(standard.Undo):
            self.undo()
        elif event.matches(standard.Redo):
            self.redo()
        elif not self.side_by_side.handle_key(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on to the text; a proxy would catch Tab on its way round."""
        super().focusInEvent(event)
        self._return_to_text()

    def showEvent(self, event: QShowEvent) -> None:
        """Open the articles when it is known how wide the room is."""
        super().showEvent(event)
        if not self._is_placed:
            self._place()

    def hideEvent(self, event: QHideEvent) -> None:
        """Store what is typed when the room goes out of sight."""
        self.flush()
        super().hideEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Store what is typed and the place, then stop listening."""
        self.remember_place()
        self._bridge.close()
        super().closeEvent(event)
