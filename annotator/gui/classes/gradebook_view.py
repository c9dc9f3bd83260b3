"""The gradebook of a class: students by lessons, or one lesson by its parts."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QFrame

from annotator.domain.classes import ClassMember
from annotator.domain.errors import AnnotatorError
from annotator.domain.grades import GradeScale
from annotator.gui.classes.class_view import ClassView
from annotator.gui.classes.dialog_frame import button
from annotator.gui.classes.export_dialog import ExportDialog
from annotator.gui.classes.gradebook_wording import all_lessons, details, one_lesson
from annotator.gui.classes.scale_dialog import ScaleDialog
from annotator.gui.errors import Interaction, told
from annotator.gui.lists.rows_table import RowsTable
from annotator.gui.look.theme import SPACE_2, SPACE_4
from annotator.gui.task import TaskSlot
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.controls import paragraph
from annotator.gui.widgets.layouts import STRETCH, column, row, stretched
from annotator.services.gradebook import (
    ClassGradebook,
    GradebookColumn,
    GradebookRow,
)
from annotator.translation import N_, _, ngettext
from annotator.use_cases.classes import ClassResults

LEGEND = N_(
    "(open): the rubric is not fully graded yet. Enter on a missing cell excuses, and back."
)


class GradebookView(ClassView):
    """All grades of a class in one table, with how each came about."""

    def __init__(self, results: ClassResults, name: str, interaction: Interaction) -> None:
        """Prepare; `enter` reads and scores beside the interface."""
        super().__init__(_("Gradebook of {name}", name=name), _("Scoring…"))
        self._name = name
        self._results = results
        self._interaction = interaction
        self.gradebook: ClassGradebook | None = None
        self._scoring = TaskSlot(self, _("scoring a class"))
        self.export = button(
            _("Export…"),
            _("Look at the grades as a file first, then save"),
            self._on_export_clicked,
            kind="primary",
        )
        self.export.setEnabled(False)
        self.lesson = ChoiceBox(_("Lessons shown"))
        self.lesson.setAccessibleDescription(_("All lessons, or the parts of one"))
        self.lesson.setMinimumContentsLength(30)
        self.lesson.currentIndexChanged.connect(self._show)
        self.excuse = button(
            _("Excuse"),
            _("Excuse the student from the lesson of the chosen cell"),
            self._on_excuse_clicked,
        )
        self.scale = button(
            _("Grade scale…"),
            _("Say grades in per cent, in points or by steps with names"),
            self._on_scale_clicked,
        )
        self.table = RowsTable(_("Gradebook"), _("Arrow keys choose a cell"), by_cells=True)
        self.table.rowActivated.connect(self._on_table_row_activated)
        self.table.rowChosen.connect(self._on_table_row_chosen)
        self._details = paragraph()
        self._doubtful = paragraph("", "warning")
        self._doubtful.hide()
        sheet = QFrame()
        sheet.setProperty("role", "sheet")
        sheet.setFixedWidth(max(250, 30 * self.fontMetrics().averageCharWidth()))
        column(self._details, STRETCH, inside=sheet, margins=SPACE_4)
        self.lay_out(
            (self.export,),
            row(
                self.lesson,
                self.excuse,
                self.scale,
                SPACE_2,
                stretched(paragraph(_(LEGEND), "small")),
                spacing=SPACE_2,
            ),
            self._doubtful,
            stretched(row(stretched(self.table), sheet, spacing=SPACE_4)),
        )

    def enter(self) -> None:
        """Read and score the class anew."""
        self._scoring.start_job(self._results.read, self._on_scored, self._on_failed)

    def leave(self) -> bool:
        """Stop reading; nothing waits to be stored."""
        self._scoring.cancel()
        return True

    def _on_scored(self, gradebook: ClassGradebook) -> None:
        self.gradebook = gradebook
        place = max(0, self.lesson.currentIndex())
        with QSignalBlocker(self.lesson):
            self.lesson.clear()
            self.lesson.addItems([_("All lessons"), *(each.title for each in gradebook.columns)])
            self.lesson.setCurrentIndex(min(place, self.lesson.count() - 1))
        self.export.setEnabled(any(each.gradebook for each in gradebook.columns))
        students, lessons = len(gradebook.members), len(gradebook.columns)
        self.tell(
            ", ".join(
                (
                    ngettext("{number} student", "{number} students", students),
                    ngettext("{number} lesson", "{number} lessons", lessons),
                )
            )
        )
        doubtful = gradebook.doubtful
        rest = len(doubtful) - 3
        more = ngettext("… and {number} more.", "… and {number} more.", rest) if rest > 0 else ""
        self._doubtful.setText("\n".join((*doubtful[:3], more)).rstrip())
        self._doubtful.setVisible(bool(doubtful))
        self._show()

    def _on_failed(self, trouble: AnnotatorError) -> None:
        self._interaction.tell(_("Gradebook"), str(trouble))

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

    @property
    def grade(self) -> GradebookRow | None:
        """Return what the student of the chosen cell has of its lesson."""
        member, lesson = self.member, self.column
        return lesson.rows.get(member.student_id) if member and lesson else None

    def _on_table_row_chosen(self) -> None:
        self._details.setText("\n\n".join(details(self.member, self.column)))
        grade = self.grade
        self.excuse.setText(_("Not excused") if grade and grade.is_excused else _("Excuse"))
        self.excuse.setEnabled(grade is not None)

    def _on_table_row_activated(self) -> None:
        if self.grade is not None and (self.grade.is_missing or self.grade.is_excused):
            self._on_excuse_clicked()

    def _on_excuse_clicked(self) -> None:
        member, lesson, grade = self.member, self.column, self.grade
        if member is None or lesson is None or grade is None:
            return
        with told(self._interaction, _("Gradebook")):
            self._results.set_excused(
                lesson.assignment, member.student_id, is_excused=not grade.is_excused
            )
        self.enter()

    def _on_scale_clicked(self) -> None:
        with told(self._interaction, _("Grade scale")):
            dialog = ScaleDialog(self._name, self._results.scale, self)
            dialog.chosen.connect(self._on_scale_chosen)
            dialog.open()

    def _on_scale_chosen(self, scale: GradeScale, for_all: bool) -> None:
        with told(self._interaction, _("Grade scale")):
            self._results.set_scale(scale, for_all=for_all)
        self.enter()

    def _on_export_clicked(self) -> None:
        if self.gradebook is None:
            return
        dialog = ExportDialog(self._results, self.gradebook, self.column, self._interaction, self)
        dialog.written.connect(self.tell)
        dialog.open()
