"""The insights screen: an article as a heat map, and beside it what the class tells."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QTabBar, QWidget

from annotator.domain.errors import AnnotatorError
from annotator.domain.identifiers import CategoryId, LessonId
from annotator.gui.errors import Interaction
from annotator.gui.insights import wording
from annotator.gui.insights.entry_list import EntryList
from annotator.gui.insights.heat_legend import HeatLegend
from annotator.gui.insights.heat_view import HeatView
from annotator.gui.insights.wording import Entry
from annotator.gui.look.icons import themed_icon
from annotator.gui.look.theme import SPACE_2, SPACE_3, SPACE_4
from annotator.gui.plain_text import plain
from annotator.gui.task import TaskSlot
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.controls import button, paragraph
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.layouts import STRETCH, Part, column, row, stretched
from annotator.translation import N_, _, ngettext
from annotator.use_cases.insights import ReadingInsights

if TYPE_CHECKING:
    from annotator.scoring.insights import ClassInsights

#: Type on the projector, in points: of the article and of what stands beside it.
PRESENTED_ARTICLE, PRESENTED_LIST = 22.0, 17.0
NOTHING = N_(
    "There is nothing to learn from yet. Collect hand-ins of a lesson that has an answer key here; "
    "then this shows what the class highlighted, missed and disputes."
)
ASK = N_("Choose words in the article to read what students wrote about them.")
NOBODY = N_("Nobody highlighted these words.")
#: The lists at the right: key, name of the tab, what an empty one says.
LISTS = (
    ("missed", N_("Missed"), N_("Nothing was missed: everybody found every required key.")),
    ("disputed", N_("Disputed"), N_("No sentence divides the class.")),
    ("agreement", N_("Agreement"), N_("Agreement needs two hand-ins.")),
    ("confused", N_("Confused"), N_("Nothing was taken for something else.")),
    ("outlets", N_("Outlets"), N_("The lesson has no article.")),
)


class InsightsScreen(QWidget):
    """What a class did together; names are never shown here."""

    printRequested = Signal(str)
    troubleRaised = Signal(str)

    def __init__(
        self,
        reading: ReadingInsights,
        _interaction: Interaction,
        parent: QWidget | None = None,
    ) -> None:
        """Show an empty screen; `enter` reads which lessons there are."""
        super().__init__(parent)
        self._source = reading
        self._insights: ClassInsights | None = None
        self._reading = TaskSlot(self, _("reading the hand-ins of a class"))
        self._views: list[HeatView] = []
        self.setAccessibleName(_("Insights"))
        self._build()
        self._connect()
        self._show_nothing("")

    # -- its parts -----------------------------------------------------------------------------

    def _build(self) -> None:
        self._note = paragraph(role="muted")
        self._note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._body = _splitter(
            Qt.Orientation.Horizontal, self._build_article(), self._build_lists()
        )
        self._body.setSizes([780, 520])
        column(
            self._build_header(),
            stretched(self._note),
            stretched(self._body),
            inside=self,
            margins=(SPACE_4, SPACE_3, SPACE_4, SPACE_3),
            spacing=SPACE_2,
        )

    def _build_header(self) -> QHBoxLayout:
        self.lesson = ChoiceBox(_("Lesson"))
        self.lesson.setAccessibleDescription(_("The lesson whose hand-ins are shown"))
        self.lesson.setMinimumContentsLength(24)
        self._count = label("", "muted")
        self.present = button(
            f" {_('Present')}",
            _("Show everything in large type, for the projector"),
            name=_("Present"),
            tip=_("Large type for the projector"),
            checkable=True,
        )
        self.print = button(
            f" {_('Print the report…')}",
            _("Print this as the class report"),
            name=_("Print the report"),
        )
        self.present.setIcon(themed_icon("presentation"))
        self.print.setIcon(themed_icon("printer"))
        return row(*(self.lesson, self._count, STRETCH, self.present, self.print), spacing=SPACE_2)

    def _build_article(self) -> QWidget:
        self.articles = _tabs(_("Articles"))
        self.articles.setElideMode(Qt.TextElideMode.ElideRight)
        self.category = ChoiceBox(_("What is counted"))
        self.category.setMinimumContentsLength(20)
        self.category.setAccessibleDescription(_("Count one category, or all highlights of words"))
        self.legend = HeatLegend()
        self._pages = QStackedWidget()
        counted = row(self.category, stretched(self.legend), spacing=SPACE_2)
        return _page(self.articles, counted, stretched(self._pages))

    def _build_lists(self) -> QWidget:
        self.tabs = _tabs(_("What the class tells"))
        self.tabs.setObjectName("insight-tabs")
        self._stack = QStackedWidget()
        self.lists: dict[str, EntryList] = {}
        for key, name, empty in LISTS:
            self.tabs.addTab(_(name))
            self.lists[key] = EntryList(_(name), _(empty))
            self._stack.addWidget(self.lists[key])
        self._remarks_heading = label(_("What students wrote"), "heading")
        self.remarks = EntryList(_("What students wrote about these words"), _(ASK))
        return _splitter(
            Qt.Orientation.Vertical,
            _page(self.tabs, stretched(self._stack)),
            _page(self._remarks_heading, stretched(self.remarks)),
        )

    def _connect(self) -> None:
        """Join the signals of the parts; sorted by sender and signal."""
        self.articles.currentChanged.connect(self._pages.setCurrentIndex)
        self.category.currentIndexChanged.connect(self._show_heat)
        self.lesson.currentIndexChanged.connect(self._on_lesson_changed)
        for shown in self.lists.values():
            shown.entryChosen.connect(self.go_to)
        self.present.toggled.connect(self._apply_size)
        self.print.clicked.connect(self._on_print_clicked)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)

    # -- the area's side -----------------------------------------------------------------------

    def enter(self) -> None:
        """Read which lessons have hand-ins, and the newest of the chosen one."""
        found = self._source.lessons()
        chosen = self.lesson.currentData()
        with QSignalBlocker(self.lesson):
            self.lesson.clear()
            for number, (lesson, students) in enumerate(found):
                self.lesson.addItem(lesson.title, lesson.id)
                tip = plain(ngettext("{number} hand-in", "{number} hand-ins", students))
                self.lesson.setItemData(number, tip, Qt.ItemDataRole.ToolTipRole)
            self.lesson.setCurrentIndex(max(0, self.lesson.findData(chosen)))
        if found:
            self._read()
        else:
            self._show_nothing(_(NOTHING))

    def leave(self) -> bool:
        """Let nothing that is under way come in later."""
        self._reading.cancel()
        return True

    # -- reading -------------------------------------------------------------------------------

    def _on_lesson_changed(self) -> None:
        if self.lesson.currentData():
            self._read()

    def _read(self) -> None:
        if self._insights is None:
            self._show_nothing(_("Reading the hand-ins…"))
        reading = partial(self._source.of, LessonId(self.lesson.currentData()))
        self._reading.start(reading, self._on_insights_read, self._on_reading_failed)

    def _on_reading_failed(self, trouble: AnnotatorError) -> None:
        self._show_nothing(str(trouble))

    def _on_insights_read(self, insights: ClassInsights) -> None:
        if not insights.students:  # handed in on this machine, and not collected yet
            self._show_nothing(_(NOTHING))
            return
        before, self._insights = self._insights, insights
        if before is None or before.lesson != insights.lesson:
            self._show_lesson(insights)
        count = len(insights.students)
        self._count.setText(
            ngettext("{number} student, name hidden", "{number} students, names hidden", count)
        )
        self.legend.show_students(count)
        for key, entries in wording.ENTRIES.items():
            self.lists[key].show_entries(entries(insights))
        self.remarks.show_entries(())
        self._show_heat()
        self._show_body(is_there=True)

    def _show_lesson(self, insights: ClassInsights) -> None:
        for view in self._views:
            self._pages.removeWidget(view)
            view.deleteLater()
        self._views = []
        with QSignalBlocker(self.articles):
            while self.articles.count():
                self.articles.removeTab(0)
            for article in insights.lesson.articles:
                self.articles.addTab(article.outlet.replace("&", "&&"))
                view = HeatView(article)
                view.wordsChosen.connect(self._on_words_chosen)
                self._views.append(view)
                self._pages.addWidget(view)
        with QSignalBlocker(self.category):
            self.category.clear()
            self.category.addItem(_("All highlights of words"), "")
            for category in insights.lesson.scheme.categories:
                self.category.addItem(category.name, category.id)
        self._apply_size()

    def _show_nothing(self, said: str) -> None:
        self._insights = None
        self._count.setText("")
        self._note.setText(said)
        self._show_body(is_there=False)

    def _show_body(self, *, is_there: bool) -> None:
        self._body.setVisible(is_there)
        self._note.setVisible(not is_there)
        self.print.setEnabled(is_there)
        self.present.setEnabled(is_there)

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
            _("What students wrote ({number})", number=len(remarks))
            if remarks
            else _("What students wrote")
        )
        entries = list(wording.remark_entries(insights.lesson, remarks))
        self.remarks.show_entries(entries or [Entry(_(NOBODY))])

    # -- the projector -------------------------------------------------------------------------

    def _apply_size(self) -> None:
        presents = self.present.isChecked()
        for view in self._views:
            view.show_type(PRESENTED_ARTICLE if presents else None)
        font = QFont()
        if presents:
            font.setPointSizeF(PRESENTED_LIST)
        for shown in (*self.lists.values(), self.remarks):
            shown.setFont(font)

    def _on_print_clicked(self) -> None:
        self.printRequested.emit(str(self.lesson.currentData()))


def _splitter(orientation: Qt.Orientation, first: QWidget, second: QWidget) -> QSplitter:
    made = QSplitter(orientation)
    made.setChildrenCollapsible(False)
    made.setHandleWidth(SPACE_2)
    for number, (part, share) in enumerate(((first, 3), (second, 2))):
        made.addWidget(part)
        made.setStretchFactor(number, share)
    return made


def _tabs(name: str) -> QTabBar:
    made = QTabBar()
    made.setAccessibleName(name)
    made.setExpanding(False)
    made.setDrawBase(False)
    return made


def _page(*parts: Part) -> QWidget:
    made = QWidget()
    column(*parts, inside=made, margins=0, spacing=SPACE_2)
    return made
