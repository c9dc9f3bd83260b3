"""The parts of the grading screen beside each other; nothing is decided here."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from annotator.domain.lessons import Lesson
from annotator.gui.articles.annotated_articles import AnnotatedArticles
from annotator.gui.grading.grading_footer import GradingFooter
from annotator.gui.grading.grading_header import GradingHeader
from annotator.gui.grading.rules_note import RulesNote
from annotator.gui.grading.side_panel import GradingSidePanel
from annotator.gui.lists.row import TWO_LINES
from annotator.gui.lists.row_view import RowView
from annotator.gui.look.theme import SPACE_2, SPACE_3
from annotator.gui.widgets.controls import paragraph
from annotator.gui.widgets.layouts import column, stretched
from annotator.translation import N_, _

LEFT_WIDTH, RIGHT_WIDTH = 216, 360
NO_HAND_INS = N_(
    "No hand-in has been collected for this lesson yet. Collect some first, then come back."
)


class GradingPanels(QWidget):
    """What waits at the left, the articles in the middle, what is decided at the right."""

    def __init__(self, lesson: Lesson, parent: QWidget | None = None) -> None:
        """Build the panels once for the lesson."""
        super().__init__(parent)
        self.header = GradingHeader(lesson.title)
        self.rules = RulesNote()
        self.left = RowView(_("Hand-ins"), _("The chosen one is shown and graded"), shape=TWO_LINES)
        self.paper = AnnotatedArticles(lesson)
        self.side = GradingSidePanel(lesson)
        self.footer = GradingFooter()
        self.empty = paragraph(_(NO_HAND_INS), "muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(SPACE_2)
        for number, part in enumerate((self.left, self.paper, self.side)):
            self._splitter.addWidget(part)
            self._splitter.setStretchFactor(number, 1 if part is self.paper else 0)
        self.left.setMinimumWidth(150)
        self.side.setMinimumWidth(300)
        self._splitter.setSizes([LEFT_WIDTH, 800, RIGHT_WIDTH])
        middle = column(
            stretched(self._splitter), stretched(self.empty), margins=(SPACE_3, SPACE_2, SPACE_3, 0)
        )
        parts = (self.header, self.rules, stretched(middle), self.footer)
        column(*parts, inside=self, margins=0, spacing=0)

    def show_whether_any(self, has_any: bool) -> None:
        """Show the panels, or what to do where nothing has been collected."""
        self._splitter.setVisible(has_any)
        self.empty.setVisible(not has_any)
        self.footer.setEnabled(has_any)
