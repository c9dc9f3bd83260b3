"""The open questions of a lesson, each on a sheet of its own."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.identifiers import ArticleId
from annotator.domain.lessons import Lesson, Question
from annotator.gui.plain_text import set_tip
from annotator.gui.theme import SPACE_1, SPACE_2, SPACE_3, Theme
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.delayed_save import DelayedSave, show_text
from annotator.gui.widgets.icons import themed_icon
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.note_field import NoteField
from annotator.services.rubrics import FEWEST_LINES, MOST_LINES

EMPTY = (
    "There is no open question yet. Add one that needs two articles to answer, such as: What do "
    "all of them agree on?"
)


class ItemTools(QWidget):
    """Up, down and away, for one row of a list."""

    moved = Signal(int)
    removed = Signal()

    def __init__(self, what: str, theme: Theme) -> None:
        """Name the row that is meant."""
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.up, self.down, self.remove = QToolButton(), QToolButton(), QToolButton()
        for button, icon, name in (
            (self.up, "arrow-up", f"Move {what} up"),
            (self.down, "arrow-down", f"Move {what} down"),
            (self.remove, "trash-2", f"Remove {what}"),
        ):
            button.setProperty("kind", "quiet")
            button.setAccessibleName(name)
            set_tip(button, name)
            button.setProperty("icon_name", icon)
            row.addWidget(button)
        self.set_theme(theme)
        self.up.clicked.connect(self._on_up)
        self.down.clicked.connect(self._on_down)
        self.remove.clicked.connect(self.removed)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        for button in (self.up, self.down, self.remove):
            button.setIcon(themed_icon(button.property("icon_name"), theme.text))

    def show_place(self, at: int, count: int) -> None:
        """Let the first one move down only, the last one up only."""
        self.up.setEnabled(at > 0)
        self.down.setEnabled(at < count - 1)

    def _on_up(self) -> None:
        self.moved.emit(-1)

    def _on_down(self) -> None:
        self.moved.emit(1)


class QuestionSheet(QFrame):
    """One question: its words, what it is about, the lines on paper, and whether it is asked."""

    edited = Signal(object)
    askedToggled = Signal(str, bool)
    moved = Signal(str, int)
    removed = Signal(str)

    def __init__(self, number: int, theme: Theme) -> None:
        """Show no question yet."""
        super().__init__()
        self.setProperty("role", "sheet")
        self._question: Question | None = None
        self._heading = label(f"Question {number}", "muted")
        self.prompt = NoteField(f"Question {number}", 2)
        self.about = ChoiceBox(f"What question {number} is about", theme)
        self.about.setMinimumContentsLength(14)
        self.lines = QSpinBox()
        self.lines.setRange(FEWEST_LINES, MOST_LINES)
        self.lines.setSuffix(" lines")
        self.lines.setAccessibleName(f"Lines on paper for question {number}")
        self.lines.setKeyboardTracking(False)
        self.asked = QCheckBox("Required")
        self.asked.setToolTip("The hand-in says so where it has no answer")
        self.tools = ItemTools(f"question {number}", theme)
        top, bottom = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self._heading)
        top.addStretch(1)
        top.addWidget(self.tools)
        bottom.setSpacing(SPACE_2)
        bottom.addWidget(label("About", "muted"))
        bottom.addWidget(self.about, 1)
        bottom.addWidget(self.lines)
        bottom.addWidget(self.asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_3)
        column.setSpacing(SPACE_1)
        column.addLayout(top)
        column.addWidget(self.prompt)
        column.addLayout(bottom)
        self._clock = DelayedSave(self)
        self._clock.due.connect(self._on_clock_due)
        self._clock.watch(self.prompt)
        self.about.activated.connect(self.tell)
        self.asked.clicked.connect(self._on_asked_clicked)
        self.lines.valueChanged.connect(self.tell)
        self.prompt.left.connect(self.tell)
        self.prompt.finished.connect(self.tell)
        self.tools.moved.connect(self._on_moved)
        self.tools.removed.connect(self._on_removed)

    def show_question(self, lesson: Lesson, question: Question) -> None:
        """Show a question; words that are being written stay."""
        typing = self._question == question and self.prompt.hasFocus()
        self._question = None
        self.about.clear()
        self.about.addItem("All articles", "")
        for number, article in enumerate(lesson.articles, 1):
            self.about.addItem(f"{number} {article.outlet}", article.id)
        self.about.setCurrentIndex(max(0, self.about.findData(question.article_id or "")))
        self.lines.setValue(question.lines)
        self.asked.setChecked(question.id in lesson.required_work.questions)
        if not typing:
            show_text(self.prompt, question.prompt)
        self._question = question

    def typed(self) -> Question | None:
        """Return the question as the fields have it."""
        if self._question is None:
            return None
        return replace(
            self._question,
            prompt=self.prompt.toPlainText().strip(),
            lines=self.lines.value(),
            article_id=ArticleId(self.about.currentData()) if self.about.currentData() else None,
        )

    @property
    def is_changed(self) -> bool:
        """Return whether something is typed that is not stored."""
        return self._question is not None and self.typed() != self._question

    def forget(self) -> None:
        """Let go of what is typed; the next question that is shown takes its place."""
        self._question = None

    def tell(self) -> None:
        """Tell of the question where it is another one now."""
        self._clock.stop()
        if self.is_changed:
            self.edited.emit(self.typed())

    def _on_clock_due(self) -> None:
        if self.prompt.toPlainText().strip():  # none yet is said when the field is left
            self.tell()

    def write(self) -> None:
        """Put the keyboard into the words, all of them selected."""
        self.prompt.setFocus()
        self.prompt.selectAll()

    def _on_asked_clicked(self, asked: bool) -> None:
        if self._question is not None:
            self.askedToggled.emit(self._question.id, asked)

    def _on_moved(self, step: int) -> None:
        if self._question is not None:
            self.moved.emit(self._question.id, step)

    def _on_removed(self) -> None:
        if self._question is not None:
            self.removed.emit(self._question.id)


class QuestionsList(QWidget):
    """All questions in their order, and the button for one more."""

    edited = Signal(object)
    askedToggled = Signal(str, bool)
    moved = Signal(str, int)
    removed = Signal(str)
    addRequested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._theme = theme
        self._ids: tuple[str, ...] | None = None
        self.sheets: list[QuestionSheet] = []
        self.empty = label(EMPTY, "muted")
        self.empty.setWordWrap(True)
        self.add = QPushButton("Add a question")
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, SPACE_3, SPACE_2, SPACE_3)
        self._column.setSpacing(SPACE_3)
        self._column.addWidget(self.empty)
        self._column.addLayout(row)
        self._column.addStretch(1)
        self.add.clicked.connect(self.addRequested)

    def show_lesson(self, lesson: Lesson) -> None:
        """Show the questions of a lesson."""
        ids = tuple(question.id for question in lesson.questions)
        if ids != self._ids:
            self._rebuild(len(ids))
            self._ids = ids
        for number, (sheet, question) in enumerate(zip(self.sheets, lesson.questions, strict=True)):
            sheet.show_question(lesson, question)
            sheet.tools.show_place(number, len(ids))
        self.empty.setVisible(not ids)

    def _rebuild(self, count: int) -> None:
        for sheet in self.sheets:
            self._column.removeWidget(sheet)
            sheet.hide()
            sheet.deleteLater()
        self.sheets = [QuestionSheet(number, self._theme) for number in range(1, count + 1)]
        for number, sheet in enumerate(self.sheets):
            sheet.askedToggled.connect(self.askedToggled)
            sheet.edited.connect(self.edited)
            sheet.moved.connect(self.moved)
            sheet.removed.connect(self.removed)
            self._column.insertWidget(number, sheet)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        for sheet in self.sheets:
            sheet.tools.set_theme(theme)
            sheet.about.set_theme(theme)
            sheet.prompt.fit()
