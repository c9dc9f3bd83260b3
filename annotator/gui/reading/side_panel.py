"""The panel at the right: annotations, questions and the scheme, one tab each."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QTabWidget, QVBoxLayout, QWidget

from annotator.gui.reading.annotation_panel import AnnotationPanel
from annotator.gui.reading.questions_panel import QuestionsPanel
from annotator.gui.reading.scheme_panel import SchemePanel
from annotator.gui.theme import RADIUS, SPACE_2, Theme

NARROWEST = 300
WIDEST = 420


class SidePanel(QWidget):
    """The three tabs in a sheet of their own."""

    def __init__(
        self,
        annotations: AnnotationPanel,
        questions: QuestionsPanel,
        scheme: SchemePanel,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        """Show the annotations first."""
        super().__init__(parent)
        self.annotations = annotations
        self.questions = questions
        self.scheme = scheme
        self.tabs = QTabWidget()
        self.tabs.setObjectName("side-tabs")
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(annotations, "Annotations")
        self.tabs.addTab(questions, "Questions")
        self.tabs.addTab(scheme, "Scheme")
        self.tabs.tabBar().setAccessibleName("Panel")
        self.tabs.tabBar().setExpanding(False)
        self.setMinimumWidth(NARROWEST)
        self.setMaximumWidth(WIDEST)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        for part in (self.annotations, self.scheme):
            part.set_theme(theme)
        self.setStyleSheet(
            f"#side-tabs::pane {{ background: {theme.surface}; border: 1px solid {theme.border};"
            f" border-radius: {RADIUS}px; top: -1px; }}"
            f"QTabBar::tab {{ background: transparent; color: {theme.muted};"
            f" padding: 6px 10px; border: none; border-bottom: 2px solid transparent;"
            f" margin-right: {SPACE_2 // 2}px; }}"
            f"QTabBar::tab:selected {{ color: {theme.text};"
            f" border-bottom: 2px solid {theme.accent}; font-weight: bold; }}"
            f"QTabBar::tab:hover {{ color: {theme.text}; }}"
            f"QTabBar::tab:focus {{ color: {theme.focus}; }}"
            f"QScrollArea > QWidget > QWidget {{ background: {theme.surface}; }}"
            f"QListView {{ background: {theme.surface}; border: none; }}"
        )

    def set_counts(self, annotations: int, answered: int, questions: int) -> None:
        """Show how much there is on the tabs."""
        self.tabs.setTabText(0, f"Annotations {annotations}")
        self.tabs.setTabText(1, f"Questions {answered}/{questions}")

    def show_annotations(self) -> None:
        """Bring the annotations to the front."""
        self.tabs.setCurrentWidget(self.annotations)

    def show_questions(self) -> None:
        """Bring the questions to the front."""
        self.tabs.setCurrentWidget(self.questions)

    def flush(self) -> bool:
        """Store what is typed anywhere in the panel; return False if that failed."""
        stored = [self.annotations.flush(), self.questions.flush()]
        return all(stored)
