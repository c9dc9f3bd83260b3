"""The gradebook of a class: students by lessons, or one lesson by its parts."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from annotator.domain.classes import ClassGroup, ClassMember
from annotator.domain.errors import AnnotatorError
from annotator.gui.classes.dialog_frame import button
from annotator.gui.classes.export_dialog import ExportDialog
from annotator.gui.classes.gradebook_wording import all_lessons, details, one_lesson
from annotator.gui.classes.view_header import ViewHeader
from annotator.gui.errors import Interaction, told
from annotator.gui.lists.rows_table import RowsTable
from annotator.gui.plain_text import counted
from annotator.gui.task import TaskSlot
from annotator.gui.theme import SPACE_2, SPACE_3, SPACE_4, SPACE_6, Theme
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.labels import label
from annotator.services.classes import excuse_student, take_back_excuse
from annotator.services.gradebook import ClassGradebook, GradebookColumn, class_gradebook
from annotator.wiring.application import Application

LEGEND = "(open): the rubric is not fully graded yet. Enter on a missing cell excuses, and back."


class GradebookView(QWidget):
    """All grades of a class in one table, with how each came about."""

    backRequested = Signal()

    def __init__(
        self, application: Application, group: ClassGroup, theme: Theme, interaction: Interaction
    ) -> None:
        """Prepare; `enter` reads and scores beside the interface."""
        super().__init__()
        self._application = application
        self._group = group
        self._theme = theme
        self._interaction = interaction
        self.gradebook: ClassGradebook | None = None
        self._scoring = TaskSlot(self, "scoring a class")
        self.header = ViewHeader(f"Gradebook of {group.name}", "Scoring…", theme)
        self.export = button("Export…", "Look at the grades as a file first, then save", "primary")
        self.export.setEnabled(False)
        self.header.add(self.export)
        self.lesson = ChoiceBox("Lessons shown", theme)
        self.lesson.setAccessibleDescription("All lessons, or the parts of one")
        self.lesson.setMinimumContentsLength(30)
        self.excuse = button("Excuse", "Excuse the student from the lesson of the chosen cell")
        self.table = RowsTable("Gradebook", "Arrow keys choose a cell", by_cells=True)
        self._details = label("", "")
        self._details.setWordWrap(True)
        self._legend = label(LEGEND, "small")
        self._doubtful = label("", "warning")
        self._doubtful.setWordWrap(True)
        self._lay_out()
        self.excuse.clicked.connect(self._on_excuse_clicked)
        self.export.clicked.connect(self._on_export_clicked)
        self.header.backRequested.connect(self.backRequested)
        self.lesson.currentIndexChanged.connect(self._show)
        self.table.rowActivated.connect(self._on_table_row_activated)
        self.table.rowChosen.connect(self._on_table_row_chosen)

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(SPACE_2)
        tools.addWidget(self.lesson)
        tools.addWidget(self.excuse)
        tools.addStretch(1)
        tools.addWidget(self._legend)
        sheet = QFrame()
        sheet.setProperty("role", "sheet")
        sheet.setFixedWidth(max(250, 30 * self.fontMetrics().averageCharWidth()))
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        inside.addWidget(self._details)
        inside.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(SPACE_4)
        middle.addWidget(self.table, 1)
        middle.addWidget(sheet)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_6, SPACE_4, SPACE_6, SPACE_4)
        column.setSpacing(SPACE_3)
        column.addWidget(self.header)
        column.addLayout(tools)
        column.addWidget(self._doubtful)
        column.addLayout(middle, 1)
        self._doubtful.hide()

    def set_theme(self, theme: Theme) -> None:
        """Wear another theme."""
        self._theme = theme
        self.header.set_theme(theme)
        self.lesson.set_theme(theme)

    def enter(self) -> None:
        """Read and score the class anew."""
        scoring = partial(class_gradebook, self._application.ports, self._group.id)
        self._scoring.start_job(scoring, self._on_scored, self._on_failed)

    def leave(self) -> bool:
        """Stop reading; nothing waits to be stored."""
        self._scoring.cancel()
        return True

    def _on_scored(self, gradebook: ClassGradebook) -> None:
        self.gradebook = gradebook
        place = max(0, self.lesson.currentIndex())
        self.lesson.blockSignals(True)
        self.lesson.clear()
        self.lesson.addItem("All lessons")
        for column in gradebook.columns:
            self.lesson.addItem(column.title)
        self.lesson.setCurrentIndex(min(place, self.lesson.count() - 1))
        self.lesson.blockSignals(False)
        self.export.setEnabled(any(column.gradebook for column in gradebook.columns))
        students, lessons = len(gradebook.members), len(gradebook.columns)
        self.header.tell(f"{counted(students, 'student')}, {counted(lessons, 'lesson')}")
        doubtful = gradebook.doubtful
        more = f" … and {len(doubtful) - 3} more." if len(doubtful) > 3 else ""
        self._doubtful.setText("\n".join(doubtful[:3]) + more)
        self._doubtful.setVisible(bool(doubtful))
        self._show()

    def _on_failed(self, trouble: AnnotatorError) -> None:
        self._interaction.tell("Gradebook", str(trouble))

    def _show(self) -> None:
        gradebook = self.gradebook
        if gradebook is None:
            return
        place = self.lesson.currentIndex()
        if place <= 0:
            headers, rows = all_lessons(gradebook)
            widths = [24, *[22] * (len(headers) - 1)]
        else:
            headers, rows = one_lesson(gradebook, gradebook.columns[place - 1])
            widths = [24, 8, 22, *[max(8, min(18, len(head))) for head in headers[3:]]]
        centred = range(1, len(headers))
        self.table.show_rows(headers, rows, widths=widths, centred=centred)

    # -- the chosen cell -------------------------------------------------------------------------

    @property
    def member(self) -> ClassMember | None:
        """Return the student of the chosen cell."""
        members = self.gradebook.members if self.gradebook else ()
        return next((each for each in members if each.student_id == self.table.key), None)

    @property
    def column(self) -> GradebookColumn | None:
        """Return the lesson of the chosen cell."""
        if self.gradebook is None:
            return None
        place = self.lesson.currentIndex()
        number = place - 1 if place > 0 else self.table.column - 1
        return self.gradebook.columns[number] if 0 <= number < len(self.gradebook.columns) else None

    def _on_table_row_chosen(self) -> None:
        member, column = self.member, self.column
        self._details.setText("\n\n".join(details(member, column)))
        row = column.rows.get(member.student_id) if member and column else None
        excused = row is not None and row.is_excused
        self.excuse.setText("Not excused" if excused else "Excuse")
        self.excuse.setEnabled(row is not None and member is not None)

    def _on_table_row_activated(self) -> None:
        member, column = self.member, self.column
        row = column.rows.get(member.student_id) if member and column else None
        if row is not None and (row.is_missing or row.is_excused):
            self._on_excuse_clicked()

    def _on_excuse_clicked(self) -> None:
        member, column = self.member, self.column
        row = column.rows.get(member.student_id) if member and column else None
        if member is None or column is None or row is None:
            return
        ports = self._application.ports
        with told(self._interaction, "Gradebook"):
            if row.is_excused:
                take_back_excuse(ports, column.assignment, member.student_id)
            else:
                excuse_student(ports, column.assignment, member.student_id)
        self.enter()

    def _on_export_clicked(self) -> None:
        if self.gradebook is None:
            return
        dialog = ExportDialog(self.gradebook, self.column, self._theme, self._interaction, self)
        dialog.written.connect(self.header.tell)
        dialog.open()
