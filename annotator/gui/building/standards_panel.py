"""Tag the lesson: the standards it serves, the level of its students, the time it takes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QSpinBox, QWidget

from annotator.domain.lessons import Lesson, Standard
from annotator.gui.lists.row import Row, Shape
from annotator.gui.lists.row_view import RowView
from annotator.gui.look.theme import SPACE_2, SPACE_3
from annotator.gui.widgets.controls import named, paragraph
from annotator.gui.widgets.form import Form
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.layouts import column, row, stretched
from annotator.services.rubrics import FEWEST_MINUTES, MOST_MINUTES, found_standards
from annotator.translation import N_, _

NONE_FOUND = N_("No standard has these words. Try fewer, or add a CSV file to the data folder.")
LONGEST_LEVEL = 80


class StandardsPanel(QWidget):
    """Two fields for level and minutes, and a list of standards to tick."""

    toggled = Signal(object, bool)

    def __init__(
        self,
        standards: Sequence[Standard],
        warnings: Sequence[str],
        folder: Path,
        parent: QWidget | None = None,
    ) -> None:
        """Offer standards; `folder` is where a school puts its own."""
        super().__init__(parent)
        self._known = tuple(standards)
        self._standards: tuple[Standard, ...] | None = None
        self._rows: dict[str, Standard] = {}
        self.level = named(QLineEdit(), _("Level of the students"))
        self.level.setPlaceholderText(_("Such as Grades 8 to 11"))
        self.level.setMaxLength(LONGEST_LEVEL)
        self.minutes = named(QSpinBox(), _("Minutes"))
        self.minutes.setRange(FEWEST_MINUTES, MOST_MINUTES)
        self.minutes.setSuffix(" " + _("minutes"))
        self.minutes.setKeyboardTracking(False)
        #: Brings the lesson with the level and the minutes as they are typed.
        self.form = Form(self, {"level": self.level, "minutes": self.minutes})
        self.search = named(QLineEdit(), _("Search the standards"))
        self.search.setPlaceholderText(_("Search, such as RI.8 or evidence"))
        self.search.setClearButtonEnabled(True)
        self.sum = label("", "muted")
        self.list = RowView(_("Standards"), shape=Shape(title=4, fits=True))
        self.none = paragraph(_(NONE_FOUND), "muted")
        own = _("Your own standards: CSV files with set, code, text in {folder}", folder=folder)
        hint = paragraph("\n".join((*warnings, own)), "warning" if warnings else "small")
        column(
            row(
                label(_("Level"), "muted"),
                stretched(self.level),
                label(_("Time"), "muted"),
                self.minutes,
                spacing=SPACE_2,
            ),
            SPACE_2,
            row(stretched(self.search), self.sum, spacing=SPACE_2),
            self.none,
            stretched(self.list),
            hint,
            inside=self,
            margins=(0, SPACE_3, SPACE_2, SPACE_3),
            spacing=SPACE_2,
        )
        self.list.checkToggled.connect(self._on_check_toggled)
        self.search.textChanged.connect(self._show_rows)

    def show_lesson(self, lesson: Lesson) -> None:
        """Show what a lesson is tagged with."""
        self.form.show(lesson)
        if lesson.standards != self._standards:
            self._standards = lesson.standards
            self._show_rows()

    def _show_rows(self) -> None:
        """List the tagged standards first, then the others that the search finds."""
        mine = self._standards or ()
        tagged = {_known_as(each) for each in mine}
        others = tuple(each for each in self._known if _known_as(each) not in tagged)
        rows = found_standards((*mine, *others), self.search.text())
        self._rows = {_known_as(standard): standard for standard in rows}
        self.list.set_rows([_row(each, on=_known_as(each) in tagged) for each in rows])
        self.list.setVisible(bool(rows))
        self.none.setVisible(not rows)
        self.sum.setText(_("{number} chosen", number=len(tagged)))

    def _on_check_toggled(self, wanted: str) -> None:
        standard = self._rows[wanted]
        self.toggled.emit(standard, standard not in (self._standards or ()))


def _known_as(standard: Standard) -> str:
    return f"{standard.set} {standard.code}"


def _row(standard: Standard, *, on: bool) -> Row:
    words = f": {standard.text}" if standard.text else ""
    return Row(_known_as(standard), _known_as(standard) + words, is_checked=on)
