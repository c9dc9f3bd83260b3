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
    QVBoxLayout,
    QWidget,
)

from annotator.domain.lessons import Feedback, Lesson
from annotator.domain.text import normalise
from annotator.gui.theme import SPACE_1, SPACE_2, SPACE_3, SPACE_4, TARGET, Theme
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.delayed_save import DelayedSave
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
        self._clock = DelayedSave(self)
        self._clock.due.connect(self.store)
        self.texts: dict[str, QLineEdit | NoteField] = {}
        self._build()

    # -- building --------------------------------------------------------------------------------

    def _build(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, SPACE_2, SPACE_2)
        self._column.setSpacing(SPACE_4)
        self._column.addWidget(self._build_about())
        self._column.addWidget(self._build_rules())
        self._column.addStretch(1)

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
            self._clock.watch(made)
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
        self.feedback = ChoiceBox("When students see the answers", self._theme)
        self.feedback.setAccessibleDescription("Answers come after the hand-in, or at once")
        for feedback, text in FEEDBACK:
            self.feedback.addItem(text, feedback.value)
        self.feedback.activated.connect(self.store)
        caption = label("Students see the answers")
        caption.setBuddy(self.feedback)
        self.feedback.setMaximumWidth(WIDEST_CHOICE)
        grid.addWidget(caption, 0, 0)
        grid.addWidget(self.feedback, 0, 1)
        column.addLayout(grid)
        self.hide_outlets = QCheckBox("Hide outlets and authors until the hand-in")
        self.hide_outlets.setMinimumHeight(TARGET)
        self.hide_outlets.setAccessibleDescription("Students judge the words without the name")
        self.hide_outlets.clicked.connect(self.store)
        column.addSpacing(SPACE_2)
        column.addWidget(self.hide_outlets)
        column.addSpacing(SPACE_2)
        self.elsewhere = label("", "muted")
        self.elsewhere.setWordWrap(True)
        column.addWidget(self.elsewhere)
        return sheet

    def put_first(self, widget: QWidget) -> None:
        """Show a widget above the fields, until it is put elsewhere."""
        self._column.insertWidget(0, widget)

    # -- showing ---------------------------------------------------------------------------------

    def show_lesson(self, lesson: Lesson) -> None:
        """Show a lesson; a field in which somebody types keeps what is typed."""
        self._is_showing = True
        self._lesson = lesson
        for name, field in self.texts.items():
            _show_text(field, getattr(lesson, name))
        self.feedback.setCurrentIndex([one for one, _ in FEEDBACK].index(lesson.feedback))
        self.hide_outlets.setChecked(lesson.hide_outlets)
        self.elsewhere.setText("\n".join(set_elsewhere(lesson)))
        self._is_showing = False

    # -- storing ---------------------------------------------------------------------------------

    def store(self) -> None:
        """Tell what was changed since the lesson was shown, as one step."""
        if self._lesson is None or self._is_showing:
            return
        self._clock.stop()
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
        values["feedback"] = Feedback(self.feedback.currentData())
        values["hide_outlets"] = self.hide_outlets.isChecked()
        return values


def set_elsewhere(lesson: Lesson) -> tuple[str, ...]:
    """Return what other steps set and a teacher looks for before publishing."""
    level = f", {lesson.level}" if lesson.level else ""
    asked = [
        f"{lesson.required_work.annotations[category.id]} of {category.name.lower()}"
        for category in lesson.scheme.categories
        if lesson.required_work.annotations.get(category.id)
    ]
    questions = len(lesson.required_work.questions)
    if questions:
        asked.append("1 answer" if questions == 1 else f"{questions} answers")
    reasons = [c.name.lower() for c in lesson.scheme.categories if c.id in lesson.reason_required]
    if reasons:
        asked.append("a reason for " + " and ".join(reasons))
    wants = "; ".join(asked) or "nothing"
    return (
        f"Time and level: {lesson.minutes} minutes{level} (step Questions).",
        f"The hand-in check asks for: {wants} (steps Scheme and Questions).",
    )


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
