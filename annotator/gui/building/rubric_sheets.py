"""The rubric: each criterion on a sheet, its levels as rows with points and words."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QGridLayout, QLineEdit, QWidget

from annotator.domain.lessons import Criterion, Lesson, Level
from annotator.domain.notes import shortened
from annotator.gui.building.item_sheets import Item, ItemSentences, ItemSheet
from annotator.gui.look.icons import themed_icon
from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.controls import button, named, tool
from annotator.gui.widgets.delayed_save import show_text
from annotator.gui.widgets.exact_value import exact_value
from annotator.gui.widgets.form import ValueField, words_typed
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.layouts import STRETCH, clear, column, row, stretched
from annotator.gui.widgets.note_field import NoteField
from annotator.services import rubrics
from annotator.translation import N_, _

WHOLE_WORK = N_("The work as a whole")
LONGEST_NAME = 500


class LevelRow:
    """The fields of one level, in a row of the grid."""

    def __init__(self, levels: LevelsField, number: int) -> None:
        """Make the fields of the level with this number, counted from 0."""
        self._stored = Level("", 0.0)
        self.name = named(QLineEdit(), _("Name of level {number}", number=number + 1))
        self.name.setMaxLength(LONGEST_NAME)
        letter = self.name.fontMetrics().averageCharWidth()
        self.name.setFixedWidth(14 * letter + 24)
        self.points = named(QDoubleSpinBox(), _("Points of level {number}", number=number + 1))
        self.points.setRange(0, rubrics.MOST_POINTS)
        self.points.setDecimals(2)
        self.points.setKeyboardTracking(False)
        self.points.setFixedWidth(6 * letter + 36)
        self.text = NoteField(_("What level {number} means", number=number + 1), 2)
        self.text.setPlaceholderText(_("What such work looks like"))
        self.remove = tool(
            _("Remove level {number}", number=number + 1), "", partial(levels.removed.emit, number)
        )
        self.remove.setIcon(themed_icon("x", size=16))
        self.name.textEdited.connect(levels.typing)
        self.text.textChanged.connect(levels.typing)
        self.name.editingFinished.connect(levels.changed)
        self.points.valueChanged.connect(levels.changed)
        self.text.left.connect(levels.changed)
        self.text.finished.connect(levels.changed)

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """Return the widgets from left to right."""
        return self.name, self.points, self.text, self.remove

    def show_level(self, level: Level) -> None:
        """Show a level."""
        self._stored = level
        with QSignalBlocker(self.points):
            self.points.setValue(level.points)
        show_text(self.name, level.name)
        show_text(self.text, level.description)

    def typed(self) -> Level:
        """Return the level as the fields have it; digits that are not shown stay."""
        return Level(
            words_typed(self.name.text(), self._stored.name),
            exact_value(self.points, self._stored.points),
            words_typed(self.text.toPlainText(), self._stored.description),
        )


class LevelsField(ValueField):
    """The levels of a criterion in a grid."""

    removed = Signal(int)

    def __init__(self) -> None:
        """Show no level yet."""
        super().__init__()
        self.rows: list[LevelRow] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE_1)
        self._grid.setVerticalSpacing(SPACE_1)
        self._grid.setColumnStretch(2, 1)

    def value(self) -> tuple[Level, ...]:
        """Return the levels as the fields have them."""
        return tuple(each.typed() for each in self.rows)

    def show_value(self, value: tuple[Level, ...]) -> None:
        """Show other levels."""
        if len(value) != len(self.rows):
            self._rebuild(len(value))
        for each, level in zip(self.rows, value, strict=True):
            each.show_level(level)
            each.remove.setEnabled(len(value) > 1)

    def _rebuild(self, count: int) -> None:
        clear(self._grid)
        self.rows = [LevelRow(self, number) for number in range(count)]
        for number, each in enumerate(self.rows):
            for place, part in enumerate(each.parts):
                top = Qt.AlignmentFlag(0) if part is each.text else Qt.AlignmentFlag.AlignTop
                self._grid.addWidget(part, number, place, top)


class CriterionSheet(ItemSheet):
    """One criterion: its name, the question it grades, and its levels."""

    sentences = ItemSentences(
        up=N_("Move criterion {number} up"),
        down=N_("Move criterion {number} down"),
        remove=N_("Remove criterion {number}"),
        add=N_("Add a criterion"),
        changed=N_("change the criterion “{words}”"),
        moved=N_("move a criterion"),
        removed=N_("remove a criterion"),
    )
    words = "name"
    changed = staticmethod(rubrics.changed_criterion)
    moved = staticmethod(rubrics.moved_criterion)
    removed = staticmethod(rubrics.removed_criterion)

    def __init__(self, number: int) -> None:
        """Show no criterion yet."""
        super().__init__(number)
        self.name = named(QLineEdit(), _("Name of criterion {number}", number=number))
        self.name.setMaxLength(LONGEST_NAME)
        self.question = ChoiceBox(_("What criterion {number} grades", number=number))
        self.question.setMinimumContentsLength(12)
        self._maximum = label("", "muted")
        self.levels = LevelsField()
        self.add_level = button(_("Add a level"), "", self._on_add_level, kind="quiet")
        column(
            row(
                stretched(self.name, 3),
                stretched(self.question, 2),
                self._maximum,
                self.tools,
                spacing=SPACE_2,
            ),
            self.levels,
            row(self.add_level, STRETCH),
            inside=self,
            margins=(SPACE_3, SPACE_2, SPACE_3, SPACE_2),
            spacing=SPACE_2,
        )
        self._fill_in(
            {"name": self.name, "question_id": self.question, "levels": self.levels}, _may_store
        )
        self.levels.removed.connect(self._on_level_removed)

    @property
    def rows(self) -> list[LevelRow]:
        """Return the fields of the levels."""
        return self.levels.rows

    def show_item(self, lesson: Lesson, item: Item) -> None:
        """Show a criterion."""
        assert isinstance(item, Criterion)
        questions = [
            (f"{number}. {shortened(each.prompt, 40)}", each.id)
            for number, each in enumerate(lesson.questions, 1)
        ]
        self.question.fill([(_(WHOLE_WORK), ""), *questions])
        self._maximum.setText(_("{maximum:g} points", maximum=item.maximum))
        self.add_level.setEnabled(len(item.levels) < rubrics.MOST_LEVELS)
        super().show_item(lesson, item)

    def _on_add_level(self) -> None:
        self._on_edited(rubrics.with_level(self.form.typed()))

    def _on_level_removed(self, number: int) -> None:
        self._on_edited(rubrics.without_level(self.form.typed(), number))


def _may_store(criterion: Criterion) -> bool:
    return all(name.strip() for name in (criterion.name, *(x.name for x in criterion.levels)))
