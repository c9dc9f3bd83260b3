"""The insights screen: an article as a heat map, and beside it what the class tells."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.errors import AnnotatorError
from annotator.domain.identifiers import CategoryId, LessonId
from annotator.gui.errors import Interaction
from annotator.gui.insights import wording
from annotator.gui.insights.entry_list import EntryList
from annotator.gui.insights.heat_legend import HeatLegend
from annotator.gui.insights.heat_view import HeatView
from annotator.gui.insights.wording import Entry
from annotator.gui.plain_text import plain
from annotator.gui.task import TaskSlot
from annotator.gui.theme import SPACE_2, SPACE_3, SPACE_4, Theme
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.icons import themed_icon
from annotator.gui.widgets.labels import label
from annotator.services.insights import insights_of, lessons_with_insights

if TYPE_CHECKING:
    from annotator.scoring.insights import ClassInsights
    from annotator.wiring.application import Application

#: Type on the projector, in points: of the article and of what stands beside it.
PRESENTED_ARTICLE, PRESENTED_LIST = 22.0, 17.0
NOTHING = (
    "There is nothing to learn from yet. Collect hand-ins of a lesson that has an answer key here; "
    "then this shows what the class highlighted, missed and disputes."
)
ASK = "Choose words in the article to read what students wrote about them."
NOBODY = "Nobody highlighted these words."
#: Five tabs beside an article on a small screen, and edges that do not draw the eye.
_SHEET = """
QTabBar#insight-tabs::tab { padding: 7px 10px; }
"""
#: The lists at the right: key, name of the tab, what an empty one says.
LISTS = (
    ("missed", "Missed", "Nothing was missed: everybody found every required key."),
    ("disputed", "Disputed", "No sentence divides the class."),
    ("agreement", "Agreement", "Agreement needs two hand-ins."),
    ("confused", "Confused", "Nothing was taken for something else."),
    ("outlets", "Outlets", "The lesson has no article."),
)


class InsightsScreen(QWidget):
    """What a class did together; names are never shown here."""

    printRequested = Signal(str)
    troubleRaised = Signal(str)

    def __init__(
        self,
        application: Application,
        theme: Theme,
        interaction: Interaction,
        parent: QWidget | None = None,
    ) -> None:
        """Show an empty screen; `enter` reads which lessons there are."""
        super().__init__(parent)
        self._application = application
        self._theme = theme
        self._interaction = interaction
        self._insights: ClassInsights | None = None
        self._reading = TaskSlot(self, "reading the hand-ins of a class")
        self._views: list[HeatView] = []
        self.setAccessibleName("Insights")
        self._build(theme)
        self._connect()
        self.set_theme(theme)
        self._show_nothing("")

    # -- its parts -----------------------------------------------------------------------------

    def _build(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_3, SPACE_4, SPACE_3)
        column.setSpacing(SPACE_2)
        column.addLayout(self._build_header(theme))
        self._note = label("", "muted")
        self._note.setWordWrap(True)
        self._note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._body = QSplitter(Qt.Orientation.Horizontal)
        self._body.setChildrenCollapsible(False)
        self._body.setHandleWidth(SPACE_2)
        self._body.addWidget(self._build_article(theme))
        self._body.addWidget(self._build_lists(theme))
        self._body.setStretchFactor(0, 3)
        self._body.setStretchFactor(1, 2)
        self._body.setSizes([780, 520])
        self.setStyleSheet(_SHEET)
        column.addWidget(self._note, 1)
        column.addWidget(self._body, 1)

    def _build_header(self, theme: Theme) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        self.lesson = ChoiceBox("Lesson", theme)
        self.lesson.setAccessibleDescription("The lesson whose hand-ins are shown")
        self.lesson.setMinimumContentsLength(24)
        self._count = label("", "muted")
        self.present = QPushButton(" Present")
        self.present.setCheckable(True)
        self.present.setAccessibleName("Present")
        self.present.setToolTip("Large type for the projector")
        self.present.setAccessibleDescription("Show everything in large type, for the projector")
        self.print = QPushButton(" Print the report…")
        self.print.setAccessibleName("Print the report")
        self.print.setAccessibleDescription("Print this as the class report")
        row.addWidget(self.lesson)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self.present)
        row.addWidget(self.print)
        return row

    def _build_article(self, theme: Theme) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        self.articles = QTabBar()
        self.articles.setAccessibleName("Articles")
        self.articles.setExpanding(False)
        self.articles.setDrawBase(False)
        self.articles.setElideMode(Qt.TextElideMode.ElideRight)
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        self.category = ChoiceBox("What is counted", theme)
        self.category.setMinimumContentsLength(20)
        self.category.setAccessibleDescription("Count one category, or all highlights of words")
        self.legend = HeatLegend(theme)
        row.addWidget(self.category)
        row.addWidget(self.legend, 1)
        self._pages = QStackedWidget()
        column.addWidget(self.articles)
        column.addLayout(row)
        column.addWidget(self._pages, 1)
        return holder

    def _build_lists(self, theme: Theme) -> QWidget:
        holder = QSplitter(Qt.Orientation.Vertical)
        holder.setChildrenCollapsible(False)
        holder.setHandleWidth(SPACE_2)
        top = QWidget()
        column = QVBoxLayout(top)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        self.tabs = QTabBar()
        self.tabs.setObjectName("insight-tabs")
        self.tabs.setAccessibleName("What the class tells")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self._stack = QStackedWidget()
        self.lists: dict[str, EntryList] = {}
        for key, name, empty in LISTS:
            self.tabs.addTab(name)
            self.lists[key] = EntryList(name, empty, theme)
            self._stack.addWidget(self.lists[key])
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        bottom = QWidget()
        lower = QVBoxLayout(bottom)
        lower.setContentsMargins(0, 0, 0, 0)
        lower.setSpacing(SPACE_2)
        self._remarks_heading = label("What students wrote", "heading")
        self.remarks = EntryList("What students wrote about these words", ASK, theme)
        lower.addWidget(self._remarks_heading)
        lower.addWidget(self.remarks, 1)
        holder.addWidget(top)
        holder.addWidget(bottom)
        holder.setStretchFactor(0, 3)
        holder.setStretchFactor(1, 2)
        return holder

    def _connect(self) -> None:
        """Join the signals of the parts; sorted by sender and signal."""
        self.articles.currentChanged.connect(self._on_articles_current_changed)
        self.category.currentIndexChanged.connect(self._show_heat)
        self.lesson.currentIndexChanged.connect(self._on_lesson_changed)
        for shown in self.lists.values():
            shown.chosen.connect(self.go_to)
        self.present.toggled.connect(self._on_present_toggled)
        self.print.clicked.connect(self._on_print_clicked)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)

    # -- the area's side -----------------------------------------------------------------------

    def enter(self) -> None:
        """Read which lessons have hand-ins, and the newest of the chosen one."""
        found = lessons_with_insights(self._application.ports)
        chosen = self.lesson.currentData()
        self.lesson.blockSignals(True)
        self.lesson.clear()
        for lesson, students in found:
            self.lesson.addItem(lesson.title, lesson.id)
            row = self.lesson.count() - 1
            self.lesson.setItemData(row, plain(f"{students} hand-ins"), Qt.ItemDataRole.ToolTipRole)
        self.lesson.setCurrentIndex(max(0, self.lesson.findData(chosen)))
        self.lesson.blockSignals(False)
        if found:
            self._read()
        else:
            self._show_nothing(NOTHING)

    def leave(self) -> bool:
        """Let nothing that is under way come in later."""
        self._reading.cancel()
        return True

    def set_theme(self, theme: Theme) -> None:
        """Wear another theme."""
        self._theme = theme
        self.legend.set_theme(theme)
        for shown in (*self.lists.values(), self.remarks):
            shown.set_theme(theme)
        self.present.setIcon(themed_icon("presentation", theme.text))
        self.print.setIcon(themed_icon("printer", theme.text))
        self._apply_size()

    # -- reading -------------------------------------------------------------------------------

    def _on_lesson_changed(self) -> None:
        if self.lesson.currentData():
            self._read()

    def _read(self) -> None:
        if self._insights is None:
            self._show_nothing("Reading the hand-ins…")
        reading = partial(insights_of, self._application.ports, LessonId(self.lesson.currentData()))
        self._reading.start(reading, self._on_insights_read, self._on_reading_failed)

    def _on_reading_failed(self, trouble: AnnotatorError) -> None:
        self._show_nothing(str(trouble))

    def _on_insights_read(self, insights: ClassInsights) -> None:
        if not insights.students:  # handed in on this machine, and not collected yet
            self._show_nothing(NOTHING)
            return
        before, self._insights = self._insights, insights
        if before is None or before.lesson != insights.lesson:
            self._show_lesson(insights)
        count = len(insights.students)
        self._count.setText("1 student" if count == 1 else f"{count} students, names hidden")
        self.legend.show_students(count)
        made = {
            "missed": wording.missed_entries,
            "disputed": wording.disputed_entries,
            "agreement": wording.agreement_entries,
            "confused": wording.confusion_entries,
            "outlets": wording.outlet_entries,
        }
        for key, entries in made.items():
            self.lists[key].show_entries(entries(insights))
        self.remarks.show_entries(())
        self._show_heat()
        self._note.hide()
        self._body.show()
        self.print.setEnabled(True)
        self.present.setEnabled(True)

    def _show_lesson(self, insights: ClassInsights) -> None:
        for view in self._views:
            self._pages.removeWidget(view)
            view.deleteLater()
        self._views = []
        self.articles.blockSignals(True)
        while self.articles.count():
            self.articles.removeTab(0)
        for article in insights.lesson.articles:
            self.articles.addTab(article.outlet.replace("&", "&&"))
            view = HeatView(article, self._theme)
            view.wordsChosen.connect(self._on_words_chosen)
            self._views.append(view)
            self._pages.addWidget(view)
        self.articles.blockSignals(False)
        self.category.blockSignals(True)
        self.category.clear()
        self.category.addItem("All highlights of words", "")
        for category in insights.lesson.scheme.categories:
            self.category.addItem(category.name, category.id)
        self.category.blockSignals(False)
        self._apply_size()

    def _show_nothing(self, said: str) -> None:
        self._insights = None
        self._count.setText("")
        self._body.hide()
        self._note.setText(said)
        self._note.show()
        self.print.setEnabled(False)
        self.present.setEnabled(False)

    @property
    def is_ready(self) -> bool:
        """Return whether the insights of the chosen lesson are shown."""
        return self._insights is not None and self._body.isVisibleTo(self)

    # -- the article ---------------------------------------------------------------------------

    @property
    def view(self) -> HeatView:
        """Return the article in view."""
        return self._views[self.articles.currentIndex()]

    @property
    def _chosen_category(self) -> CategoryId | None:
        chosen = self.category.currentData()
        return CategoryId(chosen) if chosen else None

    def _show_heat(self) -> None:
        insights = self._insights
        if insights is None:
            return
        for view in self._views:
            heat = insights.heat(view.article, self._chosen_category)
            view.show_heat(heat, len(insights.students))

    def _on_articles_current_changed(self, number: int) -> None:
        self._pages.setCurrentIndex(number)

    def go_to(self, entry: Entry) -> None:
        """Show the place that an entry is about."""
        insights = self._insights
        if insights is None or entry.article_id is None:
            return
        self.articles.setCurrentIndex(insights.lesson.number_of(entry.article_id) - 1)
        self.view.point_out(entry.span)
        if entry.span is not None:
            self._show_remarks(entry.span.start)

    def _on_words_chosen(self, position: int) -> None:
        self.view.point_out(None)
        self._show_remarks(position)

    def _show_remarks(self, position: int) -> None:
        insights = self._insights
        if insights is None:
            return
        article = self.view.article
        remarks = insights.remarks_at(article.id, position, self._chosen_category)
        self._remarks_heading.setText(
            f"What students wrote ({len(remarks)})" if remarks else "What students wrote"
        )
        entries = list(wording.remark_entries(insights.lesson, remarks))
        self.remarks.show_entries(entries or [Entry(NOBODY)])

    # -- the projector -------------------------------------------------------------------------

    def _on_present_toggled(self) -> None:
        self._apply_size()

    def _apply_size(self) -> None:
        presents = self.present.isChecked()
        for view in self._views:
            view.set_theme(self._theme, PRESENTED_ARTICLE if presents else None)
        for shown in (*self.lists.values(), self.remarks):
            font = self.font()
            if presents:
                font.setPointSizeF(PRESENTED_LIST)
            shown.setFont(font)

    def _on_print_clicked(self) -> None:
        self.printRequested.emit(str(self.lesson.currentData()))
