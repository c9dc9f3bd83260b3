"""The grading screen: hand-ins or answer groups, the articles with signs, and the decisions.

The screen connects its parts with the session and has no rules of its own. Article views are
made once and shown again with the next student's highlights.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from annotator.domain.grading_session import GradingPosition
from annotator.domain.identifiers import AnnotationId, HandInId, LessonId
from annotator.gui.articles.annotated_articles import AnnotatedArticles
from annotator.gui.errors import Interaction, told
from annotator.gui.grading.comment_controller import CommentController
from annotator.gui.grading.grading_controller import NO_GROUP_WAITS, GradingController
from annotator.gui.grading.grading_dialogs import GradingDialogs
from annotator.gui.grading.grading_footer import GradingFooter
from annotator.gui.grading.grading_header import GradingHeader
from annotator.gui.grading.grading_keys import LISTED, bank_number_of, gesture_of, level_of
from annotator.gui.grading.grading_rows import entry_row, group_row, in_order
from annotator.gui.grading.group_controller import GroupController
from annotator.gui.grading.hand_in_controller import HandInController
from annotator.gui.grading.side_panel import GradingSidePanel
from annotator.gui.theme import SPACE_2, SPACE_3, Theme
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.row_list import RowList
from annotator.services.grading_session import GradingEntry
from annotator.session.grading import GradingChanged, GradingSession

if TYPE_CHECKING:
    from annotator.domain.grading_session import Grader
    from annotator.wiring.application import Application

LEFT_WIDTH, RIGHT_WIDTH = 216, 360
#: How long a hand-in is looked at before it is claimed and remembered, in milliseconds.
CLAIM_PAUSE = 300
TITLE = "Grading"
NO_HAND_INS = (
    "No hand-in has been collected for this lesson yet. Collect some first, then come back."
)
EVERYTHING_DONE = "Everything is graded. “Return…” gives the hand-ins back."


class GradingScreen(QWidget):
    """A lesson's hand-ins, one after the other or by answer group."""

    backRequested = Signal()
    #: With the name of a colleague who grades a second time.
    secondRequested = Signal(str)

    def __init__(
        self,
        application: Application,
        theme: Theme,
        interaction: Interaction,
        lesson_id: str,
        grader: Grader | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Open the grading screen where its grader stopped."""
        super().__init__(parent)
        from annotator.wiring.grading import open_grading

        self.application = application
        self.theme = theme
        self._interaction = interaction
        self.session: GradingSession = open_grading(application, LessonId(lesson_id), grader)
        self._claimed: HandInId | None = None
        self._is_fresh = True
        self.by_groups = False
        self.names = False
        self._class_name = ""
        lesson = self.session.lesson
        self.header = GradingHeader(lesson.title, theme)
        self.left = RowList("Hand-ins", theme, lines=2)
        self.paper = AnnotatedArticles(lesson, theme)
        self.side = GradingSidePanel(lesson, theme)
        self.footer = GradingFooter()
        self.comments = CommentController(
            application, self.session, self.side.comments, interaction
        )
        self.student = HandInController(self.session, self.paper, self.side, self.comments)
        self.groups = GroupController(self.session, self.paper, self.side, self.comments)
        self.decider = GradingController(self.session, self, self, interaction)
        self.exits = GradingDialogs(application, self.session, self, self, interaction)
        # A colleague's decisions count for nothing yet, so nothing can go back from them.
        self.footer.hand_back.setVisible(not self.session.grader.is_second)
        self._empty = label(NO_HAND_INS, "muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(CLAIM_PAUSE)
        self.setAccessibleName(f"Grading desk: {lesson.title}")
        self._arrange()
        self._connect()
        self._resume()

    def _arrange(self) -> None:
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(SPACE_2)
        for number, part in enumerate((self.left, self.paper, self.side)):
            self._splitter.addWidget(part)
            self._splitter.setStretchFactor(number, 1 if part is self.paper else 0)
        self.left.setMinimumWidth(150)
        self.side.setMinimumWidth(300)
        self._splitter.setSizes([LEFT_WIDTH, 800, RIGHT_WIDTH])
        middle = QVBoxLayout()
        middle.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, 0)
        middle.addWidget(self._splitter, 1)
        middle.addWidget(self._empty, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(middle, 1)
        column.addWidget(self.footer)

    def _connect(self) -> None:
        """Join the signals of the parts; sorted by sender and signal."""
        self._clock.timeout.connect(self._on_clock_timeout)
        self._stop_listening = self.session.observers.add(self._on_session_changed)
        self.comments.finished.connect(self.left.setFocus)
        self.comments.said.connect(self.footer.tell)
        self.exits.returned.connect(self.enter)
        self.footer.gradedRequested.connect(self.decider.mark_graded)
        self.footer.returnRequested.connect(self.exits.hand_back)
        self.footer.stepRequested.connect(self._step)
        self.footer.takeOverRequested.connect(self.take_over)
        self.footer.ungradedRequested.connect(self.next_ungraded)
        self.header.backRequested.connect(self.backRequested)
        self.header.classChosen.connect(self._on_header_class_chosen)
        self.header.compareRequested.connect(self.exits.compare)
        self.header.secondRequested.connect(self.secondRequested)
        self.header.keysRequested.connect(self.show_keys)
        self.header.namesToggled.connect(self._on_header_names_toggled)
        self.header.redoRequested.connect(self.decider.redo)
        self.header.undoRequested.connect(self.decider.undo)
        self.header.viewChosen.connect(self._on_header_view_chosen)
        self.left.rowChosen.connect(self.go_to)
        self.paper.annotationChosen.connect(self._on_paper_annotation_chosen)
        self.paper.keyPressed.connect(self._on_paper_key_pressed)
        self.side.answers.pointsGiven.connect(self.decider.give_points)
        self.side.answerRequested.connect(self.decider.answer_request)
        self.side.flagToggled.connect(self.decider.flag)
        self.side.group.verdictGiven.connect(self.decider.give_verdict)
        self.side.items.creditSet.connect(self.decider.set_credit)
        self.side.items.verdictGiven.connect(self.decider.give_verdict)

    # -- the area's side -------------------------------------------------------

    def set_theme(self, theme: Theme) -> None:
        """Wear another theme."""
        self.theme = theme
        for part in (self.header, self.left, self.paper, self.side):
            part.set_theme(theme)
        self._show_left()

    def enter(self) -> None:
        """Read the hand-ins anew and go on where the grader stopped."""
        with told(self._interaction, TITLE):
            if not self._is_fresh:
                self.session.reload()
            self._is_fresh = False
            self.comments.read_bank()
        self._show_everything()
        self.left.setFocus()

    def leave(self) -> bool:
        """Store what is typed, and let go of the hand-in."""
        stored = self.comments.flush()
        with told(self._interaction, TITLE):
            self._remember()
            if self._claimed is not None:
                self.session.let_go(self._claimed)
                self._claimed = None
        return stored

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Give the keyboard to the list; Tab does not stop at the screen itself."""
        self.left.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Store what is typed, then stop listening."""
        self.leave()
        self._stop_listening()
        super().closeEvent(event)

    # -- show ------------------------------------------------------------------

    def _resume(self) -> None:
        place = self.session.place
        entries = in_order(self.session.entries, names=False)
        if place is not None:
            self.names, self.by_groups = place.names_shown, place.by_groups
            self.student.set_id(place.hand_in_id)
            self.groups.key = place.group or AnnotationId("")
        if self.student.id is None and entries:
            waiting = [e for e in entries if not self.session.is_done(e.id)]
            self.student.set_id((waiting or entries)[0].id)

    def _show_everything(self) -> None:
        has_any = bool(self.session.entries)
        self._splitter.setVisible(has_any)
        self._empty.setVisible(not has_any)
        self.footer.setEnabled(has_any)
        self.groups.shows_names = self.names
        self.header.show_view(by_groups=self.by_groups, names=self.names)
        self.header.show_graders(has_opinions=self.exits.has_opinions, second=self.session.grader)
        self.side.show_view(by_groups=self.by_groups)
        self.footer.graded.setVisible(not self.by_groups)
        if has_any and self.student.id is None:
            self._resume()
        self._show_left()
        if self.by_groups:
            group = self.groups.group or next(iter(self.session.groups), None)
            self.go_to(group.typical.id if group else "")
        elif self.student.id is not None:
            self.go_to(self.student.id)

    @property
    def entries(self) -> list[GradingEntry]:
        """Return the hand-ins of the chosen class as they are listed, or all of them."""
        of = [e for e in self.session.entries if self._class_name in ("", e.class_name)]
        return in_order(of, names=self.names)

    def _on_header_class_chosen(self, name: str) -> None:
        self._class_name = name
        entries = self.entries
        if entries and self.student.id not in [entry.id for entry in entries]:
            self.student.set_id(entries[0].id)
        self._show_everything()

    def _show_left(self) -> None:
        session = self.session
        self.header.offer_classes(sorted({e.class_name for e in session.entries if e.class_name}))
        entries = self.entries
        done = sum(session.is_done(entry.id) for entry in entries)
        self.header.show_progress(done, len(entries))
        if self.by_groups:
            self.left.setAccessibleName("Answer groups, the biggest first")
            rows = [group_row(session, session.lesson, g, self.theme) for g in session.groups]
            self.left.set_rows(rows, self.groups.key)
        else:
            self.left.setAccessibleName("Hand-ins")
            rows = [entry_row(session, entry, names=self.names) for entry in entries]
            self.left.set_rows(rows, self.student.id or "")

    def go_to(self, key: str) -> None:
        """Show another hand-in or answer group; what was written on the last one is stored."""
        self.comments.flush()
        self.decider.forget_warning()
        self.footer.tell("")
        if self.by_groups:
            self.groups.show(key)
        else:
            self.student.show(HandInId(key))
        self.left.choose(key)
        self._clock.start()

    def _on_session_changed(self, news: GradingChanged) -> None:
        self._show_left()
        if self.by_groups:
            self.groups.refresh()
        elif news.has_new_key or self.student.id in news.hand_ins:
            self.student.refresh()

    def _on_header_view_chosen(self, by_groups: bool) -> None:
        self.comments.flush()
        self.by_groups = by_groups
        self._show_everything()

    def _on_header_names_toggled(self, shown: bool) -> None:
        self.names = shown
        self.groups.shows_names = shown
        self._show_left()
        if self.by_groups:
            self.groups.refresh()
        self._clock.start()

    def _on_paper_annotation_chosen(self, annotation_id: str) -> None:
        if not self.by_groups:
            self.student.choose_annotation(annotation_id)

    # -- where -----------------------------------------------------------------

    def _on_clock_timeout(self) -> None:
        with told(self._interaction, TITLE):
            self._remember()

    def _remember(self) -> None:
        """Store the place and claim the hand-in; say who else is working on it."""
        self._clock.stop()
        if not self.session.entries:
            return
        grader, hand_in_id = self.session.grader, self.student.id
        group = self.groups.key or None
        place = GradingPosition(
            self.session.lesson.id, grader.id, hand_in_id, self.by_groups, group, self.names
        )
        other = self.session.move_to(place, self._claimed)
        self._claimed = None if other else hand_in_id
        if other and not self.by_groups:
            self.footer.tell(f"{other} is working on this hand-in now.", offers_take_over=True)

    def take_over(self) -> None:
        """Go on with a hand-in that somebody else works on."""
        if self.student.id is not None:
            with told(self._interaction, TITLE):
                self.session.take_over(self.student.id)
                self._claimed = self.student.id
                self.footer.tell("It is yours now.")

    def _step(self, by: int) -> None:
        self.left.step(by)

    def next_entry(self) -> None:
        """Go to the next hand-in or group."""
        self._step(1)

    def previous_entry(self) -> None:
        """Go to the previous hand-in or group."""
        self._step(-1)

    def next_ungraded(self) -> None:
        """Go to the next hand-in that waits for this grader, or the next open group."""
        if self.by_groups:
            group = self.groups.next_open
            if group is None:
                self.footer.tell(NO_GROUP_WAITS)
            else:
                self.go_to(group.typical.id)
            return
        keys = [row.key for row in self.left.rows]
        at = keys.index(self.student.id) if self.student.id in keys else -1
        later = [HandInId(key) for key in (*keys[at + 1 :], *keys[: at + 1])]
        waiting = next((one for one in later if not self.session.is_done(one)), None)
        if waiting is None:
            self.footer.tell(EVERYTHING_DONE)
        else:
            self.go_to(waiting)

    def switch_view(self) -> None:
        """Go over between students and answer groups."""
        self._on_header_view_chosen(not self.by_groups)

    # -- keys ------------------------------------------------------------------

    def show_keys(self) -> None:
        """Show what the keyboard can do here."""
        from annotator.gui.widgets.keys_dialog import KeysDialog

        dialog = KeysDialog((), self, first=LISTED)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def event(self, event: QEvent) -> bool:
        """Claim the keys of the grading screen before a menu of the window takes them."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (gesture_of(event) or level_of(event) or bank_number_of(event))
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key of the grading screen asks for."""
        if not self._do_key(event):
            super().keyPressEvent(event)

    def _do_key(self, event: QKeyEvent) -> bool:
        gesture, level, number = gesture_of(event), level_of(event), bank_number_of(event)
        if gesture:
            owners = (self, self.decider, self.exits)
            getattr(next(one for one in owners if hasattr(one, gesture)), gesture)()
        elif level and not self.by_groups:
            self.side.show_answers()
            self.side.answers.give_level(level)
        elif number:
            self.side.comments.insert(number)
        elif event.key() == Qt.Key.Key_F6:
            self.paper.board.focus_next()
        else:
            return False
        event.accept()
        return True

    def _on_paper_key_pressed(self, event: QKeyEvent) -> None:
        self._do_key(event)
