"""The grading screen: hand-ins or answer groups, the articles with signs, and the decisions.

The screen joins its parts with the session and has no rules of its own. Article views are
made once and shown again with the next student's highlights.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QCloseEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from annotator.domain.grading import VerdictKind
from annotator.domain.grading_session import Grader
from annotator.domain.identifiers import LessonId
from annotator.gui.errors import Interaction, told
from annotator.gui.grading.comment_controller import CommentController
from annotator.gui.grading.grading_controller import GradingController
from annotator.gui.grading.grading_dialogs import GradingDialogs
from annotator.gui.grading.grading_keys import pressed_key
from annotator.gui.grading.grading_navigation import TITLE, GradingNavigation
from annotator.gui.grading.grading_panels import GradingPanels
from annotator.session.grading import GradingSession
from annotator.translation import _
from annotator.use_cases.grading import Grading


class GradingScreen(GradingPanels):
    """A lesson's hand-ins, one after the other or by answer group."""

    backRequested = Signal()
    #: With the name of a colleague who grades a second time.
    #: Emitted with the lesson's id and the name of the colleague who grades it too.
    secondRequested = Signal(str, str)

    def __init__(
        self,
        grading: Grading,
        interaction: Interaction,
        lesson_id: str,
        grader: Grader | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Open a lesson where its grader stopped."""
        self.session: GradingSession = grading.session(LessonId(lesson_id), grader)
        super().__init__(self.session.lesson, parent)
        self._interaction = interaction
        self._is_fresh = True
        session = self.session
        self.comments = CommentController(grading, session, self.side.comments, interaction)
        self.navigation = GradingNavigation(session, self, self.comments, interaction)
        self.controller = GradingController(self.navigation)
        self.dialogs = GradingDialogs(grading, self.navigation)
        # A colleague's decisions count for nothing yet, so nothing can go back from them.
        self.footer.hand_back.setVisible(not session.grader.is_second)
        self.setAccessibleName(_("Grading: {title}", title=session.lesson.title))
        self.keys = self._keys()
        self._connect()

    def _keys(self) -> Mapping[str, Callable[[], object]]:
        """Return what each key does."""
        controller, dialogs, navigation = self.controller, self.dialogs, self.navigation
        answers, verdict = self.side.answers, controller.give_verdict
        return {
            "J": partial(navigation.step, 1),
            "K": partial(navigation.step, -1),
            "U": navigation.next_ungraded,
            "N": partial(navigation.student.step_item, 1),
            "P": partial(navigation.student.step_item, -1),
            "A": partial(verdict, VerdictKind.ACCEPT),
            "Shift+A": partial(verdict, VerdictKind.ACCEPT_FOR_ALL),
            "R": partial(verdict, VerdictKind.REJECT),
            "I": partial(verdict, VerdictKind.IGNORE),
            "F": controller.flag,
            "C": self.side.comments.write,
            "O": controller.write_overall_comment,
            "D": controller.mark_graded,
            "H": dialogs.show_history,
            "Shift+R": dialogs.compare_rules,
            "G": navigation.switch_view,
            "[": partial(answers.step, -1),
            "]": partial(answers.step, 1),
            "Ctrl+Z": controller.undo,
            "Ctrl+Shift+Z": controller.redo,
            "Ctrl+Y": controller.redo,
            "F1": dialogs.show_keys,
            "F6": self.paper.board.focus_next,
            **{str(n): partial(controller.give_level, n) for n in range(1, 10)},
            **{f"Ctrl+{n}": partial(self.side.comments.insert, n) for n in range(1, 10)},
        }

    def _connect(self) -> None:
        """Join the signals of the parts; sorted by sender and signal."""
        controller, dialogs, navigation = self.controller, self.dialogs, self.navigation
        self._stop_listening = self.session.observers.add(navigation.show_changes)
        self.comments.finished.connect(self.left.setFocus)
        self.comments.said.connect(self.footer.tell)
        dialogs.returned.connect(self.enter)
        dialogs.rulesChanged.connect(self._on_dialogs_rules_changed)
        self.footer.gradedRequested.connect(controller.mark_graded)
        self.footer.returnRequested.connect(dialogs.hand_back)
        self.footer.stepRequested.connect(navigation.step)
        self.footer.takeOverRequested.connect(navigation.take_over)
        self.footer.ungradedRequested.connect(navigation.next_ungraded)
        self.header.backRequested.connect(self.backRequested)
        self.header.classChosen.connect(navigation.show_class)
        self.header.compareRequested.connect(dialogs.compare)
        self.header.keysRequested.connect(dialogs.show_keys)
        self.header.namesToggled.connect(navigation.show_names)
        self.header.redoRequested.connect(controller.redo)
        self.header.secondRequested.connect(
            partial(self.secondRequested.emit, self.session.lesson.id)
        )
        self.header.undoRequested.connect(controller.undo)
        self.header.viewChosen.connect(navigation.show_groups)
        self.left.rowChosen.connect(navigation.go_to)
        self.paper.annotationChosen.connect(self._on_paper_annotation_chosen)
        self.paper.keyPressed.connect(self._do_key)
        self.rules.compareRequested.connect(dialogs.compare_rules)
        self.side.answerRequested.connect(controller.answer_request)
        self.side.answers.pointsGiven.connect(controller.give_points)
        self.side.flagToggled.connect(controller.flag)
        self.side.group.verdictGiven.connect(controller.give_verdict)
        self.side.items.creditSet.connect(controller.set_credit)
        self.side.items.verdictGiven.connect(controller.give_verdict)

    # -- the area's side -------------------------------------------------------

    def enter(self) -> None:
        """Read the hand-ins anew and go on where the grader stopped."""
        with told(self._interaction, _(TITLE)):
            if not self._is_fresh:
                self.session.reload()
            self._is_fresh = False
            self.comments.read_bank()
        self.header.show_graders(has_opinions=self.dialogs.has_opinions, second=self.session.grader)
        is_second = self.session.grader.is_second
        self.rules.show_lesson(self.session.lesson, may_change=not is_second)
        self.navigation.show_everything()
        self.left.setFocus()

    def _on_dialogs_rules_changed(self) -> None:
        self.enter()
        self.footer.tell(_("Everybody is graded by the other rules now. Shift+R goes back."))

    def leave(self) -> bool:
        """Store what is typed, and let go of the hand-in."""
        stored = self.comments.flush()
        with told(self._interaction, _(TITLE)):
            self.navigation.let_go()
        return stored

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Give the keyboard to the list; Tab does not stop at the screen itself."""
        self.left.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Store what is typed, then stop listening."""
        self.leave()
        self._stop_listening()
        super().closeEvent(event)

    def _on_paper_annotation_chosen(self, annotation_id: str) -> None:
        if not self.navigation.by_groups:
            self.navigation.student.choose_annotation(annotation_id)

    # -- keys ------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Claim the keys of the screen before a menu of the window takes them."""
        is_claim = event.type() == QEvent.Type.ShortcutOverride
        if is_claim and isinstance(event, QKeyEvent) and pressed_key(event) in self.keys:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key asks for."""
        if not self._do_key(event):
            super().keyPressEvent(event)

    def _do_key(self, event: QKeyEvent) -> bool:
        do = self.keys.get(pressed_key(event))
        if do is None:
            return False
        do()
        event.accept()
        return True
