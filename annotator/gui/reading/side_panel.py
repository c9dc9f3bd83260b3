"""The panel at the right: annotations, questions and the scheme, one tab each."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QTabWidget, QVBoxLayout, QWidget

from annotator.gui.look.theme import RADIUS
from annotator.gui.reading.annotation_panel import AnnotationPanel
from annotator.gui.reading.links_panel import LinksPanel
from annotator.gui.reading.questions_panel import QuestionsPanel
from annotator.gui.reading.scheme_panel import SchemePanel
from annotator.translation import N_, _

NARROWEST = 300
WIDEST = 420
TABS = (N_("Annotations"), N_("Questions"), N_("Links"), N_("Scheme"))
TAB_PADDING = 20


class SidePanel(QWidget):
    """The three tabs in a sheet of their own."""

    def __init__(
        self,
        annotations: AnnotationPanel,
        questions: QuestionsPanel,
        scheme: SchemePanel,
        parent: QWidget | None = None,
    ) -> None:
        """Show the annotations first."""
        super().__init__(parent)
        self.setObjectName("side-panel")
        self.annotations = annotations
        self.questions = questions
        self.scheme = scheme
        self.links: LinksPanel | None = None
        self._counts = ("", "")
        self.tabs = QTabWidget()
        self.tabs.setObjectName("side-tabs")
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(_("Annotations, questions and scheme"))
        for part in (annotations, questions, scheme):
            self.tabs.addTab(part, "")
        self.tabs.tabBar().setAccessibleName(_("Panel"))
        self.tabs.tabBar().setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.setMinimumWidth(NARROWEST)
        self.setMaximumWidth(WIDEST)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(1, 2, 1, 2)
        column.addWidget(self.tabs, 1)

    def add_links(self, links: LinksPanel) -> None:
        """Give the links their tab, before the scheme."""
        self.links = links
        self.tabs.insertTab(2, links, "")
        links.wanted.connect(self.show_links)
        self._fit()

    def add_notice(self, notice: QWidget) -> None:
        """Give something that waits to be dealt with its place above the tabs."""
        self._column.insertWidget(0, notice)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sheet."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().mid(), 1))
        painter.setBrush(self.palette().base())
        sheet = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(sheet, RADIUS, RADIUS)
        painter.end()

    def set_counts(self, annotations: int, answered: int, questions: int) -> None:
        """Show how much there is on the tabs."""
        self._counts = (f"{annotations}", f"{answered}/{questions}" if questions else "")
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the numbers out where the tabs have no room for them."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        links = str(self.links.count or "") if self.links is not None else ""
        named = list(zip(map(_, TABS), (*self._counts, links, ""), strict=True))
        if self.links is None:
            del named[2]
        else:
            # A tab only once there is a link: before that the button above says it all.
            self.tabs.setTabVisible(2, self.links.count > 0)
        full = [f"{name} {count}".strip() for name, count in named]
        short = [name for name, _unused in named]
        metrics = self.tabs.tabBar().fontMetrics()
        seen = (text for n, text in enumerate(full) if self.tabs.isTabVisible(n))
        needed = sum(metrics.horizontalAdvance(text) + TAB_PADDING for text in seen)
        for number, text in enumerate(full if needed <= self.width() else short):
            self.tabs.setTabText(number, text)
            self.tabs.tabBar().setTabToolTip(number, full[number])

    def show_annotations(self) -> None:
        """Bring the annotations to the front."""
        self.tabs.setCurrentWidget(self.annotations)

    def show_questions(self) -> None:
        """Bring the questions to the front."""
        self.tabs.setCurrentWidget(self.questions)

    def show_links(self) -> None:
        """Bring the links to the front."""
        if self.links is not None:
            self.tabs.setCurrentWidget(self.links)

    def is_scheme_shown(self) -> bool:
        """Return whether the scheme is in front and in view."""
        return self.isVisible() and self.tabs.currentWidget() is self.scheme

    def show_scheme(self) -> None:
        """Bring the scheme to the front, with the keyboard in it."""
        self.tabs.setCurrentWidget(self.scheme)
        self.scheme.setFocus()

    def flush(self) -> bool:
        """Store what is typed anywhere in the panel; return False if that failed."""
        stored = [self.annotations.flush(), self.questions.flush()]
        if self.links is not None:
            stored.append(self.links.flush())
        return all(stored)
