"""One category in fields: its name, its signs, what it means, what it asks."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QSpinBox, QWidget

from annotator.domain.lessons import Lesson
from annotator.domain.scheme import Category, LinePattern, Unit
from annotator.gui.building.scheme_colours import ColourField
from annotator.gui.look.theme import SPACE_2, SPACE_3
from annotator.gui.widgets.check_box import CheckBox
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.controls import named
from annotator.gui.widgets.form import Form
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.layouts import STRETCH, column, row
from annotator.gui.widgets.note_field import NoteField
from annotator.translation import N_, _

UNITS = {Unit.SPAN: N_("Words"), Unit.SENTENCE: N_("Whole sentences")}
LINES = {
    LinePattern.WAVY: N_("Wavy"),
    LinePattern.DASHED: N_("Dashed"),
    LinePattern.DOUBLE: N_("Double"),
    LinePattern.DOTTED: N_("Dotted, no tint"),
    LinePattern.DASH_DOT: N_("Dash and dot"),
    LinePattern.NONE: N_("No line, letter only"),
}
MOST_ASKED = 1000
LONGEST_PROMPT = 2000
LONGEST_SHOWN = 1000


class SchemeForm(QWidget):
    """The fields of one category; a change is told when a field is left or chosen."""

    reasonToggled = Signal(bool)
    leastChanged = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show no category yet."""
        super().__init__(parent)
        self.name = _line(_("Name"), LONGEST_SHOWN)
        self.letter = _line(_("Letter in the margin"), 4)
        self.shortcut = _line(_("Key"), 1)
        self.colour = ColourField()
        self.line = ChoiceBox(_("Line under the words"))
        self.line.fill([(_(name), pattern.value) for pattern, name in LINES.items()])
        self.unit = ChoiceBox(_("What it is put on"))
        self.unit.fill([(_(name), unit.value) for unit, name in UNITS.items()])
        self.definition = NoteField(_("Definition"), 2)
        self.prompt = _line(_("Question to students"), LONGEST_PROMPT)
        self.prompt.setPlaceholderText(_("What a student is asked about each annotation"))
        self.example = NoteField(_("Example"), 2)
        self.rewrite = CheckBox(_("Ask students for a neutral rewrite"))
        self.reason = CheckBox(_("A reason is required"))
        self.least = named(QSpinBox(), _("Annotations asked for"))
        self.least.setRange(0, MOST_ASKED)
        self.least.setSpecialValueText(_("none"))
        self.least.setKeyboardTracking(False)
        for short in (self.letter, self.shortcut):
            short.setFixedWidth(44)
            short.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for box in (self.line, self.unit):
            box.setMinimumContentsLength(9)
        #: Brings the category as it is typed.
        self.form = Form(
            self,
            {
                "name": self.name,
                "letter": self.letter,
                "key": self.shortcut,
                "colour": self.colour,
                "line": self.line,
                "unit": self.unit,
                "definition": self.definition,
                "prompt": self.prompt,
                "example": self.example,
                "asks_rewrite": self.rewrite,
            },
        )
        self._arrange()
        self.least.valueChanged.connect(self.leastChanged)
        self.reason.clicked.connect(self.reasonToggled)

    def _arrange(self) -> None:
        letter, key, line = (label(text, "muted") for text in (_("Letter"), _("Key"), _("Line")))
        signs = row(
            *(letter, self.letter, SPACE_2, key, self.shortcut, SPACE_2, line, self.line, STRETCH),
            spacing=SPACE_2,
        )
        told = label(_("annotations asked for before handing in"), "muted")
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(SPACE_3)
        form.setVerticalSpacing(SPACE_2)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(label(_("Name"), "muted"), self.name)
        form.addRow(label(_("Put on"), "muted"), self.unit)
        form.addRow(label(_("Signs"), "muted"), signs)
        form.addRow(label(_("Colour"), "muted"), self.colour)
        form.addRow(label(_("Definition"), "muted"), self.definition)
        form.addRow(label(_("Question"), "muted"), self.prompt)
        form.addRow(label(_("Example"), "muted"), self.example)
        form.addRow(label(_("Students"), "muted"), column(self.rewrite, self.reason, spacing=0))
        form.addRow(QWidget(), row(self.least, told, STRETCH, spacing=SPACE_2))

    def show_category(self, lesson: Lesson, category: Category, *, anew: bool) -> None:
        """Show a category; `anew` takes the place of what is typed."""
        self.form.show(category, anew=anew)
        self.reason.setChecked(category.id in lesson.reason_required)
        with QSignalBlocker(self.least):
            self.least.setValue(lesson.required_work.annotations.get(category.id, 0))


def _line(name: str, longest: int) -> QLineEdit:
    made = named(QLineEdit(), name)
    made.setMaxLength(longest)
    return made
