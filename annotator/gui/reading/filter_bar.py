"""What narrows the list of annotations: words, category, article, missing reasons, order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.lessons import Lesson
from annotator.gui.look.icons import themed_icon
from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3
from annotator.gui.plain_text import plain
from annotator.gui.reading.annotation_filter import AnnotationFilterCriteria
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.labels import label
from annotator.translation import N_, _

BY_PLACE = N_("By place")
BY_TIME = N_("Newest first")


class SearchField(QLineEdit):
    """A field for words to look for; Escape empties it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty the field with Escape; everything else is typing."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            event.accept()
            return
        super().keyPressEvent(event)


class FilterBar(QWidget):
    """One row with the search; the choices below it are folded away until they are wanted."""

    wantedChanged = Signal(object)

    def __init__(self, lesson: Lesson, parent: QWidget | None = None) -> None:
        """Let everything through, by place."""
        super().__init__(parent)
        self._lesson = lesson
        self.search = SearchField()
        self.search.setPlaceholderText(_("Search"))
        self.search.setAccessibleName(_("Search my annotations"))
        self.search.setAccessibleDescription(_("Words in the quotation, the reason or the rewrite"))
        self.more = QToolButton()
        self.more.setIcon(themed_icon("list-filter"))
        self.more.setProperty("kind", "quiet")
        self.more.setCheckable(True)
        self.more.setAccessibleName(_("Filter and sort"))
        self.more.setToolTip(_("Filter and sort"))
        self.category = ChoiceBox(_("Category to show"))
        self.article = ChoiceBox(_("Article to show"))
        self.without_reason = QToolButton()
        self.without_reason.setCheckable(True)
        self.without_reason.setAccessibleDescription(_("Show only annotations without a reason"))
        self.order = ChoiceBox(_("Order"))
        self.order.addItems([_(BY_PLACE), _(BY_TIME)])
        self._shown = label("", "small")
        self.everything = QPushButton(_("Show all"))
        self.everything.setProperty("kind", "quiet")
        for box in (self.category, self.article, self.order):
            box.setMinimumContentsLength(6)
        self._arrange()
        self._connect()
        self.show_counts({}, {}, 0)
        self.show_result(0, 0)

    def _arrange(self) -> None:
        first, result = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.search, 1)
        first.addWidget(self.more)
        result.addWidget(self._shown, 1)
        result.addWidget(self.everything)
        self._choices = QWidget()
        choices = QVBoxLayout(self._choices)
        choices.setContentsMargins(0, 0, 0, 0)
        choices.setSpacing(SPACE_1)
        for pair in ((self.category, self.article), (self.without_reason, self.order)):
            row = QHBoxLayout()
            row.setSpacing(SPACE_2)
            for widget in pair:
                row.addWidget(widget, 1)
            choices.addLayout(row)
        self._result = QWidget()
        self._result.setLayout(result)
        result.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_1)
        column.setSpacing(SPACE_1)
        column.addLayout(first)
        column.addWidget(self._choices)
        column.addWidget(self._result)
        self._choices.hide()

    def _connect(self) -> None:
        for box in (self.category, self.article, self.order):
            box.currentIndexChanged.connect(self._tell)
        self.everything.clicked.connect(self.show_everything)
        self.more.toggled.connect(self._choices.setVisible)
        self.search.textChanged.connect(self._tell)
        self.without_reason.toggled.connect(self._tell)

    @property
    def wanted(self) -> AnnotationFilterCriteria:
        """Return what is chosen."""
        return AnnotationFilterCriteria(
            self.search.text(),
            self.category.currentData() or "",
            self.article.currentData() or "",
            self.without_reason.isChecked(),
            self.order.currentText() == _(BY_TIME),
        )

    def show_everything(self) -> None:
        """Take every filter away and leave the order."""
        blockers = [
            QSignalBlocker(widget)
            for widget in (self.search, self.category, self.article, self.without_reason)
        ]
        self.search.clear()
        self.category.setCurrentIndex(0)
        self.article.setCurrentIndex(0)
        self.without_reason.setChecked(False)
        for blocker in blockers:
            blocker.unblock()
        self._tell()
        self.search.setFocus()

    def show_counts(
        self, categories: Mapping[str, int], articles: Mapping[str, int], without_reason: int
    ) -> None:
        """Say how many annotations each choice would show."""
        named = [(c.id, c.name) for c in self._lesson.scheme.categories]
        self._fill(self.category, _("All categories"), named, categories)
        outlets = [(a.id, a.outlet) for a in self._lesson.articles]
        self._fill(self.article, _("All articles"), outlets, articles)
        self.without_reason.setText(_("Without reason ({number})", number=without_reason))

    def _fill(
        self,
        box: ChoiceBox,
        everything: str,
        named: Sequence[tuple[str, str]],
        counts: Mapping[str, int],
    ) -> None:
        texts = [everything, *(f"{name} ({counts.get(each, 0)})" for each, name in named)]
        if box.count() != len(texts):
            blocker = QSignalBlocker(box)
            box.addItem("", "")
            for each, _unused in named:
                box.addItem("", each)
            blocker.unblock()
        for row, text in enumerate(texts):
            if box.itemText(row) != text:
                box.setItemText(row, text)
                box.setItemData(row, plain(text), Qt.ItemDataRole.ToolTipRole)

    def show_result(self, shown: int, number: int) -> None:
        """Say how many of all annotations are shown, where some are not."""
        self._shown.setText(_("{shown} of {number} shown", shown=shown, number=number))
        self._result.setVisible(not self.wanted.is_everything)

    def _tell(self) -> None:
        self.wantedChanged.emit(self.wanted)
