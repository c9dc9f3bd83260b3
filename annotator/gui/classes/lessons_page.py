"""What a class was given: assign, collect, look, grade, and the gradebook."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from annotator.domain.classes import Assignment, ClassGroup
from annotator.domain.errors import AnnotatorError
from annotator.domain.lessons import Lesson
from annotator.gui.classes.assign_dialog import AssignDialog, Assigned
from annotator.gui.classes.dialog_frame import button
from annotator.gui.classes.folder_memory import FolderMemory
from annotator.gui.classes.page_frame import lay_out_page
from annotator.gui.classes.when import moment
from annotator.gui.errors import Interaction, told
from annotator.gui.lists.rows_table import RowsTable, TableRow
from annotator.gui.task import TaskSlot
from annotator.gui.widgets.controls import paragraph
from annotator.services.class_lessons import Standing
from annotator.translation import N_, _
from annotator.use_cases.classes import ClassLessons

HEADERS = (N_("Lesson"), N_("Assigned"), N_("Due"), N_("Handed in"), N_("Late"))
EMPTY = N_(
    "This class has no lesson yet. Assign one: you set when it is due, and the program "
    "writes the lesson file that the students open."
)


class LessonsPage(QWidget):
    """The lessons of one class."""

    changed = Signal()
    collectRequested = Signal(object)
    gradingRequested = Signal(str)
    gradebookRequested = Signal()
    liveRequested = Signal(object)

    def __init__(
        self, lessons: ClassLessons, folder: FolderMemory, interaction: Interaction
    ) -> None:
        """Start without a class."""
        super().__init__()
        self._lessons = lessons
        self._memory = folder
        self._interaction = interaction
        self._group: ClassGroup | None = None
        self._given: dict[str, Assignment] = {}
        self._counting = TaskSlot(self, _("counting hand-ins"))
        self.assign = button(
            _("Assign a lesson…"),
            _("Choose a lesson, its due time and the lesson file"),
            self._on_assign_clicked,
            kind="primary",
        )
        self.gradebook = button(
            _("Gradebook"), _("All lessons and all students in one table"), self.gradebookRequested
        )
        self.table = RowsTable(_("Lessons of the class"), _("Enter collects the chosen lesson"))
        collect = partial(self._ask, self.collectRequested)
        self.table.rowActivated.connect(collect)
        self.empty = paragraph(_(EMPTY), "muted")
        self.collect = button(
            _("Collect…"), _("Take in the hand-ins on the chosen lesson"), collect
        )
        self.watch = button(
            _("Watch the class"),
            _("See who has begun, handed in or is stuck"),
            partial(self._ask, self.liveRequested),
        )
        self.grade = button(
            _("Grade"), _("Grade the hand-ins of the chosen lesson"), self._on_grade_clicked
        )
        self.file = button(
            _("Due time and file…"),
            _("Change when the chosen lesson is due, or write its file again"),
            self._on_file_clicked,
        )
        self.take_back = button(
            _("Take back"),
            _("The class does not have the chosen lesson any more"),
            self._on_take_back_clicked,
        )
        self._note = paragraph("", "muted")
        self._note.hide()
        lay_out_page(
            self,
            (self.assign, self.gradebook),
            (self._note, self.empty, self.table),
            (self.collect, self.watch, self.grade, self.file, self.take_back),
        )

    def show_class(self, group: ClassGroup) -> None:
        """Show the lessons of a class; the numbers come a moment later."""
        if self._group is None or self._group.id != group.id:
            self.tell("")
        self._group = group
        self._counting.cancel()
        given = self._lessons.assignments(group.id)
        self._given = {each.assignment.id: each.assignment for each in given}
        self._show(given)
        has = bool(given)
        for each in (self.table, self.collect, self.watch, self.grade, self.file, self.take_back):
            each.setVisible(has)
        self.gradebook.setEnabled(has)
        self.empty.setVisible(not has)
        if has:
            counting = partial(self._lessons.counted, group.id)
            self._counting.start(counting, self._on_counted, self._on_failed)

    def _show(self, found: Sequence[Standing]) -> None:
        rows = [_row(each) for each in found]
        self.table.show_rows(
            [*map(_, HEADERS)], rows, widths=(40, 20, 20, 12, 7), stretch=0, centred=(3, 4)
        )

    def _on_counted(self, found: Sequence[Standing]) -> None:
        if {each.assignment.id for each in found} == set(self._given):
            self._show(found)

    def _on_failed(self, trouble: AnnotatorError) -> None:
        self._interaction.tell(_("Lessons of the class"), str(trouble))

    def tell(self, text: str) -> None:
        """Say what happened; an empty text takes it away."""
        self._note.setText(text)
        self._note.setVisible(bool(text))

    @property
    def assignment(self) -> Assignment | None:
        """Return the chosen assignment."""
        return self._given.get(self.table.key)

    # -- what the buttons do ---------------------------------------------------------------------

    def _open(self, lessons: tuple[Lesson, ...], known: Assignment | None) -> None:
        assert self._group is not None
        dialog = AssignDialog(
            self._lessons,
            self._group,
            lessons,
            self._memory,
            self._interaction,
            known,
            self,
        )
        dialog.assigned.connect(self._on_assigned)
        dialog.open()

    def _on_assign_clicked(self) -> None:
        open_ones = self._lessons.assignable(self._group.id) if self._group else ()
        if not open_ones:
            self._interaction.tell(
                _("Assign a lesson"),
                _(
                    "The class has every lesson of this machine already. Build or open "
                    "another one under Lessons first."
                ),
            )
            return
        self._open(open_ones, None)

    def _on_file_clicked(self) -> None:
        known = self.assignment
        if known is None:
            return
        with told(self._interaction, _("Assign a lesson")):
            self._open((self._lessons.lesson(known.lesson_id),), known)

    def _on_assigned(self, assigned: Assigned) -> None:
        self.changed.emit()
        self.table.choose(assigned.assignment.id)
        due = assigned.assignment.due_at
        said = [
            _("Assigned, due {when}.", when=moment(due))
            if due
            else _("Assigned, without a due time.")
        ]
        if assigned.path is not None:
            file = assigned.path.name
            said.append(
                _("Give the students “{file}”: they open it once on each machine.", file=file)
            )
        self.tell(" ".join(said))

    def _ask(self, wanted: SignalInstance, _key: str = "") -> None:
        if self.assignment is not None:
            wanted.emit(self.assignment)

    def _on_grade_clicked(self) -> None:
        if self.assignment is not None:
            self.gradingRequested.emit(self.assignment.lesson_id)

    def _on_take_back_clicked(self) -> None:
        known = self.assignment
        if known is None or not self._interaction.ask(
            _("Take a lesson back"),
            _(
                "The class does not have this lesson any more, and who was excused from it is "
                "forgotten. Hand-ins and grades stay."
            ),
            _("Take back"),
            _("Keep"),
            careful=True,
        ):
            return
        with told(self._interaction, _("Take a lesson back")):
            self._lessons.take_back(known.id)
        self.changed.emit()


def _row(each: Standing) -> TableRow:
    one = each.assignment
    counted = each.students >= 0
    handed_in = "…"
    if counted:
        handed_in = _("{done} of {total}", done=each.handed_in, total=each.students)
    cells = (
        *(each.title, moment(one.assigned_at), moment(one.due_at) or _("no due time")),
        *(handed_in, str(each.late or "") if counted else ""),
    )
    tones = {2: "muted"} if one.due_at is None else {}
    return TableRow(one.id, cells, tones={**tones, 4: "warning"})
