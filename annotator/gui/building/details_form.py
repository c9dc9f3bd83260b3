"""What a lesson says about itself, as a form: each field is stored when it is left."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.identifiers import CategoryId, QuestionId
from annotator.domain.lessons import Feedback, Lesson, RequiredWork
from annotator.domain.text import normalise
from annotator.gui.theme import SPACE_1, SPACE_2, SPACE_3, SPACE_4, TARGET, Theme
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.note_field import NoteField

LONGEST_LINE = 300
WIDEST_CHOICE = 260


@dataclass(frozen=True, slots=True)
class TextField:
    """One text of a lesson: which, how it is called, and how many lines it shows."""

    name: str
    text: str
    lines: int
    description: str


TEXTS = (
    TextField("title", "Title", 1, "What students see on the start screen"),
    TextField("event", "Event", 1, "What happened, where and when"),
    TextField("summary", "Summary", 2, "One or two sentences on the lesson's card"),
    TextField("instructions", "Instructions", 4, "What students do, in order"),
    TextField("level", "Level", 1, "Whom it is for, such as grade 8 to 10"),
    TextField("language", "Language of the articles", 1, "A code such as en, de or es"),
    TextField("license", "License of the lesson", 1, "Under which terms others may use it"),
    TextField("source_note", "Note on the sources", 2, "Where the texts are from"),
)
FEEDBACK = (
    (Feedback.AFTER_HAND_IN, "After the hand-in"),
    (Feedback.AT_ONCE, "At once, for practice"),
)


class DetailsForm(QWidget):
    """The fields; `changed` brings what was done and the lesson with it."""

    changed = Signal(str, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Make empty fields."""
        super().__init__(parent)
        self._theme = theme
        self._lesson: Lesson | None = None
        self._is_showing = False
        self.texts: dict[str, QLineEdit | NoteField] = {}
        self.minimums: dict[CategoryId, QSpinBox] = {}
        self.asked: dict[QuestionId, QCheckBox] = {}
        self._build()

    # -- building --------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, SPACE_2, SPACE_2)
        column.setSpacing(SPACE_4)
        column.addWidget(self._build_about())
        column.addWidget(self._build_rules())
        column.addStretch(1)

    def _sheet(self, heading: str) -> tuple[QFrame, QVBoxLayout]:
        sheet = QFrame()
        sheet.setProperty("role", "sheet")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(SPACE_4, SPACE_3, SPACE_4, SPACE_4)
        column.setSpacing(SPACE_1)
        column.addWidget(label(heading, "heading"))
        return sheet, column

    def _build_about(self) -> QWidget:
        sheet, column = self._sheet("About the lesson")
        for field in TEXTS:
            made: QLineEdit | NoteField
            if field.lines == 1:
                made = QLineEdit()
                made.setMaxLength(LONGEST_LINE)
                made.editingFinished.connect(self.store)
            else:
                made = NoteField(field.text, field.lines)
                made.left.connect(self.store)
                made.finished.connect(self.store)
            made.setAccessibleName(field.text)
            made.setAccessibleDescription(field.description)
            made.setPlaceholderText(field.description)
            caption = label(field.text, "small")
            caption.setBuddy(made)
            column.addSpacing(SPACE_1)
            column.addWidget(caption)
            column.addWidget(made)
            self.texts[field.name] = made
        return sheet

    def _build_rules(self) -> QWidget:
        sheet, column = self._sheet("How students work")
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_3)
        grid.setVerticalSpacing(SPACE_2)
        grid.setColumnStretch(1, 1)
        self.minutes = QSpinBox()
        self.minutes.setRange(1, 1000)
        self.minutes.setSuffix(" minutes")
        self.minutes.setAccessibleName("Minutes")
        self.minutes.setAccessibleDescription("How long the lesson takes")
        self.minutes.editingFinished.connect(self.store)
        self.feedback = ChoiceBox("When students see the answers", self._theme)
        self.feedback.setAccessibleDescription("Answers come after the hand-in, or at once")
        for feedback, text in FEEDBACK:
            self.feedback.addItem(text, feedback.value)
        self.feedback.activated.connect(self.store)
        for row, (text, field) in enumerate(
            (("Time", self.minutes), ("Students see the answers", self.feedback))
        ):
            caption = label(text)
            caption.setBuddy(field)
            grid.addWidget(caption, row, 0)
            field.setMaximumWidth(WIDEST_CHOICE)
            grid.addWidget(field, row, 1)
        column.addLayout(grid)
        self.hide_outlets = QCheckBox("Hide outlets and authors until the hand-in")
        self.hide_outlets.setMinimumHeight(TARGET)
        self.hide_outlets.setAccessibleDescription("Students judge the words without the name")
        self.hide_outlets.clicked.connect(self.store)
        column.addSpacing(SPACE_2)
        column.addWidget(self.hide_outlets)
        column.addSpacing(SPACE_2)
        column.addWidget(label("The hand-in check asks for", "small"))
        self._asking = QGridLayout()
        self._asking.setHorizontalSpacing(SPACE_3)
        self._asking.setColumnStretch(1, 1)
        column.addLayout(self._asking)
        said = "A student can hand in with less; the check only says what is missing."
        hint = label(said, "small")
        hint.setWordWrap(True)
        column.addWidget(hint)
        return sheet

    # -- showing ---------------------------------------------------------------------------------

    def show_lesson(self, lesson: Lesson) -> None:
        """Show a lesson; a field in which somebody types keeps what is typed."""
        self._is_showing = True
        self._lesson = lesson
        for name, field in self.texts.items():
            _show_text(field, getattr(lesson, name))
        if not self.minutes.hasFocus():
            self.minutes.setValue(lesson.minutes)
        self.feedback.setCurrentIndex([one for one, _ in FEEDBACK].index(lesson.feedback))
        self.hide_outlets.setChecked(lesson.hide_outlets)
        self._show_asking(lesson)
        self._is_showing = False

    def _show_asking(self, lesson: Lesson) -> None:
        categories = [(each.id, each.name) for each in lesson.scheme.categories]
        questions = [(each.id, each.prompt) for each in lesson.questions]
        if [key for key, _ in categories] != list(self.minimums) or [
            key for key, _ in questions
        ] != list(self.asked):
            self._rebuild_asking(categories, questions)
        for category_id, name in categories:
            box = self.minimums[category_id]
            box.setAccessibleName(f"At least, {name}")
            if not box.hasFocus():
                box.setValue(lesson.required_work.annotations.get(category_id, 0))
        for question_id, prompt in questions:
            self.asked[question_id].setText(_line(prompt))
            self.asked[question_id].setChecked(question_id in lesson.required_work.questions)

    def _rebuild_asking(
        self, categories: list[tuple[CategoryId, str]], questions: list[tuple[QuestionId, str]]
    ) -> None:
        while (item := self._asking.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.minimums, self.asked = {}, {}
        for row, (category_id, name) in enumerate(categories):
            box = QSpinBox()
            box.setRange(0, 100)
            box.setPrefix("at least ")
            box.setSpecialValueText("any number")
            box.setAccessibleDescription("How many annotations of the category are asked for")
            box.editingFinished.connect(self.store)
            caption = label(name)
            caption.setBuddy(box)
            self._asking.addWidget(caption, row, 0)
            box.setMaximumWidth(WIDEST_CHOICE)
            self._asking.addWidget(box, row, 1)
            self.minimums[category_id] = box
        for row, (question_id, _prompt) in enumerate(questions, len(categories)):
            tick = QCheckBox()
            tick.setMinimumHeight(TARGET)
            tick.setAccessibleDescription("An answer to this question is asked for")
            tick.clicked.connect(self.store)
            self._asking.addWidget(tick, row, 0, 1, 2)
            self.asked[question_id] = tick

    # -- storing ---------------------------------------------------------------------------------

    def store(self) -> None:
        """Tell what was changed since the lesson was shown, as one step."""
        if self._lesson is None or self._is_showing:
            return
        before = self._lesson
        after = replace(before, **self._typed())
        if after != before:
            self._lesson = after
            self.changed.emit(_what(before, after), after)

    def _typed(self) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for name, field in self.texts.items():
            values[name] = _text_of(field)
        values["language"] = values["language"] or "en"
        values["minutes"] = self.minutes.value()
        values["feedback"] = Feedback(self.feedback.currentData())
        values["hide_outlets"] = self.hide_outlets.isChecked()
        wanted = {one: box.value() for one, box in self.minimums.items() if box.value()}
        asked = frozenset(one for one, tick in self.asked.items() if tick.isChecked())
        values["required_work"] = RequiredWork(asked, wanted)
        return values


def _show_text(field: QLineEdit | NoteField, text: str) -> None:
    if isinstance(field, QLineEdit):
        if not field.hasFocus() or not field.isModified():
            field.setText(text)
            field.setCursorPosition(0)
    elif not field.hasFocus() and field.toPlainText() != text:
        field.setPlainText(text)


def _text_of(field: QLineEdit | NoteField) -> str:
    if isinstance(field, QLineEdit):
        return _line(field.text())
    return normalise(field.toPlainText()).strip()


def _line(text: str) -> str:
    return " ".join(normalise(text).split())


def _what(before: Lesson, after: Lesson) -> str:
    texts = [field for field in TEXTS if getattr(before, field.name) != getattr(after, field.name)]
    if len(texts) == 1:
        return f"change the {texts[0].text.lower()}"
    return "change the lesson's details" if texts else "change how students work"
