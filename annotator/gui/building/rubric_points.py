"""What the best work gets, always in view: a weight for each category, the rubric, the sum."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QFrame, QGridLayout, QLabel, QWidget

from annotator.domain.lessons import Lesson
from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3, SPACE_4
from annotator.gui.widgets.controls import paragraph
from annotator.gui.widgets.labels import ElidedLabel, label
from annotator.gui.widgets.layouts import STRETCH, clear, column
from annotator.services.asked_words import asked_words
from annotator.services.rubrics import MOST_POINTS, PointsSum
from annotator.translation import N_, _, ngettext

#: The width of the sheet, in pixels and in letters.
WIDTH, LETTERS = 284, 38
HOW = N_(
    "The maximum is made of the required keys and the best level of each criterion. A "
    "weight is what one key of the category counts; keys with a weight of their own "
    "keep it."
)


class WeightField(QDoubleSpinBox):
    """The usual weight of one category."""

    weighed = Signal(str, float)

    def __init__(self, category_id: str, name: str) -> None:
        """Weigh a category."""
        super().__init__()
        self._category_id = category_id
        self.setAccessibleName(_("Weight of {name}", name=name))
        self.setRange(0, MOST_POINTS)
        self.setDecimals(2)
        self.setSingleStep(0.5)
        self.setKeyboardTracking(False)
        self.setFixedWidth(9 * self.fontMetrics().averageCharWidth() + 22)
        self.valueChanged.connect(self._on_value_changed)

    def show_weight(self, weight: float) -> None:
        """Show a weight without telling anybody."""
        with QSignalBlocker(self):
            self.setValue(weight)

    def _on_value_changed(self, weight: float) -> None:
        self.weighed.emit(self._category_id, weight)


class RubricPoints(QFrame):
    """A sheet with the sum that a student can reach."""

    weighed = Signal(str, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setProperty("role", "sheet")
        self._names: tuple[tuple[str, str], ...] = ()
        self.weights: list[WeightField] = []
        self._sums: list[QLabel] = []
        self.maximum = label("", "title")
        self.keys = label("", "muted")
        self.rubric = label("", "muted")
        self.asked = paragraph("", "muted")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SPACE_2)
        self._grid.setVerticalSpacing(SPACE_1)
        self._grid.setColumnStretch(0, 1)
        column(
            label(_("Maximum"), "muted"),
            self.maximum,
            self.keys,
            self.rubric,
            self.asked,
            SPACE_3,
            label(_("Weights"), "heading"),
            self._grid,
            SPACE_2,
            paragraph(_(HOW), "small"),
            STRETCH,
            inside=self,
            margins=(SPACE_4, SPACE_3, SPACE_4, SPACE_3),
            spacing=SPACE_2,
        )
        self._fit()

    def _fit(self) -> None:
        """Make the sheet wide enough for its words in the size of the moment."""
        self.setFixedWidth(max(WIDTH, LETTERS * self.fontMetrics().averageCharWidth()))

    def changeEvent(self, event: QEvent) -> None:
        """Make room for the words in another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def show_points(self, lesson: Lesson, points: PointsSum) -> None:
        """Show what the best work on a lesson gets."""
        names = tuple((c.id, c.name) for c in lesson.scheme.scored)
        if names != self._names:
            self._rebuild(names)
        self.maximum.setText(_("{maximum} points", maximum=_range(*points.maximum)))
        counted = _range(*(round(each, 2) for each in points.counted))
        self.keys.setText(_("{keys} from required keys", keys=counted))
        self.asked.setText(asked_words(lesson))
        self.asked.setVisible(not lesson.asked.is_all)
        self.rubric.setText(_("{rubric:g} from the rubric", rubric=points.rubric))
        rows = zip(self.weights, self._sums, points.categories, strict=True)
        for field, total, row in rows:
            field.show_weight(row.weight)
            total.setText(
                ngettext(
                    "{number} key, {points:g} points",
                    "{number} keys, {points:g} points",
                    row.required,
                    points=row.points,
                )
            )

    def _rebuild(self, names: tuple[tuple[str, str], ...]) -> None:
        clear(self._grid)
        self._names = names
        self.weights, self._sums = [], []
        for place, (category_id, name) in enumerate(names):
            field, total = WeightField(category_id, name), label("", "small")
            field.weighed.connect(self.weighed)
            self.weights.append(field)
            self._sums.append(total)
            self._grid.addWidget(ElidedLabel(name), 2 * place, 0)
            self._grid.addWidget(field, 2 * place, 1, 2, 1, Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(total, 2 * place + 1, 0)


def _range(least: float, most: float) -> str:
    """Return a number, or between which two it is."""
    if least == most:
        return f"{most:g}"
    return _("{least:g} to {most:g}", least=least, most=most)
