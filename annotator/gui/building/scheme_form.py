"""One category in fields: its name, its signs, what it means, what it asks."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.lessons import Lesson
from annotator.domain.scheme import Category, LinePattern, Unit
from annotator.gui.building.scheme_colours import ColourField
from annotator.gui.theme import SPACE_2, SPACE_3, Theme
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.delayed_save import DelayedSave, show_text
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.note_field import NoteField

UNITS = {Unit.SPAN: "Words", Unit.SENTENCE: "Whole sentences"}
LINES = {
    LinePattern.WAVY: "Wavy",
    LinePattern.DASHED: "Dashed",
    LinePattern.DOUBLE: "Double",
    LinePattern.DOTTED: "Dotted, no tint",
}
MOST_ASKED = 1000
LONGEST_PROMPT = 2000
LONGEST_SHOWN = 1000


class SchemeForm(QWidget):
    """The fields of one category; a change is told when a field is left or chosen."""

    #: Something in the category itself was changed.
    edited = Signal()
    reasonToggled = Signal(bool)
    leastChanged = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Show no category yet."""
        super().__init__(parent)
        self._category: Category | None = None
        self.name = QLineEdit()
        self.letter = QLineEdit()
        self.shortcut = QLineEdit()
        self.colour = ColourField()
        self.line = ChoiceBox("Line under the words", theme)
        self.unit = ChoiceBox("What it is put on", theme)
        self.definition = NoteField("Definition", 2)
        self.prompt = QLineEdit()
        self.example = NoteField("Example", 2)
        self.rewrite = QCheckBox("Ask students for a neutral rewrite")
        self.reason = QCheckBox("A reason is required")
        self.least = QSpinBox()
        self._clock = DelayedSave(self)
        self._set_up()
        self._arrange()
        self._connect()

    def _set_up(self) -> None:
        for field, name, most in (
            (self.name, "Name", LONGEST_SHOWN),
            (self.letter, "Letter in the margin", 4),
            (self.shortcut, "Key", 1),
            (self.prompt, "Question to students", LONGEST_PROMPT),
        ):
            field.setAccessibleName(name)
            field.setMaxLength(most)
        for short in (self.letter, self.shortcut):
            short.setFixedWidth(44)
            short.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.prompt.setPlaceholderText("What a student is asked about each annotation")
        for pattern, name in LINES.items():
            self.line.addItem(name, pattern.value)
        for unit, name in UNITS.items():
            self.unit.addItem(name, unit.value)
        for box in (self.line, self.unit):
            box.setMinimumContentsLength(9)
        self.least.setAccessibleName("Annotations asked for")
        self.least.setRange(0, MOST_ASKED)
        self.least.setSpecialValueText("none")
        self.least.setKeyboardTracking(False)

    def _arrange(self) -> None:
        signs = QHBoxLayout()
        signs.setSpacing(SPACE_2)
        for text, field in (("Letter", self.letter), ("Key", self.shortcut)):
            signs.addWidget(label(text, "muted"))
            signs.addWidget(field)
            signs.addSpacing(SPACE_2)
        signs.addWidget(label("Line", "muted"))
        signs.addWidget(self.line)
        signs.addStretch(1)
        asked = QHBoxLayout()
        asked.setSpacing(SPACE_2)
        asked.addWidget(self.least)
        asked.addWidget(label("annotations asked for before handing in", "muted"))
        asked.addStretch(1)
        ticks = QVBoxLayout()
        ticks.setSpacing(0)
        ticks.addWidget(self.rewrite)
        ticks.addWidget(self.reason)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(SPACE_3)
        form.setVerticalSpacing(SPACE_2)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(label("Name", "muted"), self.name)
        form.addRow(label("Put on", "muted"), self.unit)
        form.addRow(label("Signs", "muted"), signs)
        form.addRow(label("Colour", "muted"), self.colour)
        form.addRow(label("Definition", "muted"), self.definition)
        form.addRow(label("Question", "muted"), self.prompt)
        form.addRow(label("Example", "muted"), self.example)
        form.addRow(label("Students", "muted"), ticks)
        form.addRow(QWidget(), asked)

    def _connect(self) -> None:
        self._clock.due.connect(self.edited)
        self._clock.watch(self.definition, self.example)
        for field in (self.name, self.letter, self.shortcut, self.prompt):
            self._clock.watch(field)
            field.editingFinished.connect(self.edited)
        for note in (self.definition, self.example):
            note.left.connect(self.edited)
            note.finished.connect(self.edited)
        for box in (self.line, self.unit):
            box.activated.connect(self.edited)
        self.colour.changed.connect(self.edited)
        self.least.valueChanged.connect(self.leastChanged)
        self.reason.clicked.connect(self.reasonToggled)
        self.rewrite.clicked.connect(self.edited)

    def show_category(self, lesson: Lesson, category: Category) -> None:
        """Show a category; a field that is written in keeps what is typed if it is the same."""
        before, self._category = self._category, category
        if before is not None and before.id == category.id and self.typed() == category:
            self._show_asked(lesson, category)
            return
        for field, text in (
            (self.name, category.name),
            (self.letter, category.letter),
            (self.shortcut, category.key),
            (self.prompt, category.prompt),
        ):
            show_text(field, text)
            field.setModified(False)
        for note, text in (
            (self.definition, category.definition),
            (self.example, category.example),
        ):
            show_text(note, text)
        self.colour.show_colour(category.colour)
        self.line.setCurrentIndex(self.line.findData(category.line.value))
        self.unit.setCurrentIndex(self.unit.findData(category.unit.value))
        self.rewrite.setChecked(category.asks_rewrite)
        self._show_asked(lesson, category)

    def _show_asked(self, lesson: Lesson, category: Category) -> None:
        self.reason.setChecked(category.id in lesson.reason_required)
        self.least.blockSignals(True)
        self.least.setValue(lesson.required_work.annotations.get(category.id, 0))
        self.least.blockSignals(False)

    def typed(self) -> Category | None:
        """Return the category as the fields have it."""
        if self._category is None:
            return None
        return replace(
            self._category,
            name=self.name.text(),
            letter=self.letter.text(),
            key=self.shortcut.text(),
            colour=self.colour.colour,
            line=LinePattern(self.line.currentData()),
            unit=Unit(self.unit.currentData()),
            definition=self.definition.toPlainText(),
            # A field of one line would lose the line ends of an imported question.
            prompt=self.prompt.text() if self.prompt.isModified() else self._category.prompt,
            example=self.example.toPlainText(),
            asks_rewrite=self.rewrite.isChecked(),
        )

    def set_theme(self, theme: Theme) -> None:
        """Wear another theme."""
        for box in (self.line, self.unit):
            box.set_theme(theme)
        for note in (self.definition, self.example):
            note.fit()
