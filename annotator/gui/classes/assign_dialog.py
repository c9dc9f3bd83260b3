"""Give a lesson to a class: when it is due, and the lesson file that the class opens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QDateTime, QTime, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDateTimeEdit,
    QFormLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from annotator.domain.classes import Assignment, ClassGroup
from annotator.domain.errors import AnnotatorError
from annotator.domain.identifiers import LessonId
from annotator.domain.lessons import Lesson
from annotator.gui.classes.dialog_frame import DialogFrame, button
from annotator.gui.classes.folder_memory import FolderMemory
from annotator.gui.errors import Interaction
from annotator.gui.look.theme import SPACE_2, SPACE_3
from annotator.gui.widgets.check_box import CheckBox
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.controls import named, paragraph
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.layouts import row, stretched
from annotator.services.class_lessons import ClassFile
from annotator.translation import N_, _
from annotator.use_cases.classes import ClassLessons

PUBLIC = N_(
    "This lesson ships with the program, and so does its answer key: anybody can look it up. "
    "Use it for practice; for a grade, build your own from a copy."
)
NAMES = N_(
    "The names of the class then stand in the lesson file. Without this, students pick "
    "or type their code from your code list."
)
DRAFTS = N_(
    "Unfinished work is then kept in the hand-in folder too, sealed: for machines that "
    "forget everything at reboot, and so that you see who has begun."
)
PINS = N_(
    "Who has no PIN then keeps no unfinished work in the folder. So nobody who may "
    "write to the folder can put other work there in a student’s name."
)
KINDS = N_("Lesson files (*.lesson)")


@dataclass(frozen=True, slots=True)
class Assigned:
    """What was assigned, and the lesson file where one was written."""

    assignment: Assignment
    path: Path | None


class AssignDialog(DialogFrame):
    """Assigns a lesson, and writes the class's lesson file where that is wanted."""

    assigned = Signal(object)

    def __init__(
        self,
        use: ClassLessons,
        group: ClassGroup,
        lessons: tuple[Lesson, ...],
        folder: FolderMemory,
        interaction: Interaction,
        known: Assignment | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Offer lessons for a class; `known` is changed where the class has the lesson already."""
        super().__init__(
            _("Assign a lesson to {group}", group=group.name),
            "",
            _("Assign and save the file…"),
            _("Assign the lesson and write the lesson file for this class"),
            parent,
        )
        self._use = use
        self._group = group
        self._interaction = interaction
        self._lessons = lessons
        self._memory = folder
        self.lesson = named(ChoiceBox(_("Lesson")), "", _("The lesson that the class is given"))
        for lesson in lessons:
            self.lesson.addItem(lesson.title, lesson.id)
        self.has_due = named(CheckBox(_("&Due by")), "", _("What comes later is late"))
        end_of_day = QDateTime(QDateTime.currentDateTime().date(), QTime(23, 59))
        about = _("Day and time of this machine's clock")
        self.due = named(QDateTimeEdit(end_of_day), _("Due by"), about)
        self.due.setCalendarPopup(True)
        self.due.setDisplayFormat("ddd d MMM yyyy, HH:mm")
        self.folder = named(
            QLineEdit(),
            _("Hand-in folder"),
            _("Where the students' machines find the folder; empty lets each machine ask once"),
        )
        self.folder.setPlaceholderText(_("A shared folder, as the students' machines name it"))
        boxes = {
            about: named(CheckBox(text), "", about, tip=about)
            for text, about in (
                (_("Students pick their &name from the class list"), _(NAMES)),
                (_("Keep &unfinished work in the hand-in folder"), _(DRAFTS)),
                (_("Unfinished work needs a P&IN"), _(PINS)),
            )
        }
        self.with_names, self.drafts, self.pins = boxes.values()
        self.pins.setEnabled(False)
        self.drafts.toggled.connect(self.pins.setEnabled)
        self._lay_out(boxes)
        self.only = button(
            _("Assign only"), _("Assign the lesson without writing a file"), self._on_only_clicked
        )
        self.buttons.insertWidget(2, self.only)
        self._fill(known)
        self.lesson.currentIndexChanged.connect(self._on_lesson_changed)
        self.has_due.toggled.connect(self.due.setEnabled)
        self.accepting.connect(self._on_accepting)
        self._on_lesson_changed()
        self.fit(640)

    def _lay_out(self, boxes: Mapping[str, QCheckBox]) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(SPACE_3)
        form.setVerticalSpacing(SPACE_2)
        browse = button(
            _("Choose…"), _("Choose the hand-in folder on this machine"), self._on_browse_clicked
        )
        form.addRow(_caption(_("&Lesson"), self.lesson), self.lesson)
        form.addRow(self.has_due, self.due)
        line = row(stretched(self.folder), browse, spacing=SPACE_2)
        form.addRow(_caption(_("&Hand in to"), self.folder), line)
        self.body.addLayout(form)
        for about, box in boxes.items():
            said = paragraph(about, "small")
            said.setIndent(28)
            self.body.addWidget(box)
            self.body.addWidget(said)
        self.body.addStretch(1)
        self._public = paragraph(_(PUBLIC), "warning")
        self.body.addWidget(self._public)

    def _fill(self, known: Assignment | None) -> None:
        self.folder.setText(str(self._memory.path or ""))
        due = known.due_at if known else None
        self.has_due.setChecked(due is not None)
        self.due.setEnabled(due is not None)
        if due is not None:
            self.due.setDateTime(QDateTime.fromSecsSinceEpoch(int(due.timestamp())))
        if known is not None:
            self.lesson.setCurrentIndex(self.lesson.findData(known.lesson_id))
            self.lesson.setEnabled(False)
            self.title.setText(_("Lesson file and due time for {group}", group=self._group.name))
            self.only.setText(_("Save the due time"))

    @property
    def due_at(self) -> datetime | None:
        """Return the due time in UTC, or None."""
        if not self.has_due.isChecked():
            return None
        return datetime.fromtimestamp(self.due.dateTime().toSecsSinceEpoch(), UTC)

    def _lesson_id(self) -> LessonId:
        return LessonId(self.lesson.currentData() or "")

    def _on_lesson_changed(self) -> None:
        self._public.setVisible(self._use.is_public(self._lesson_id()))

    def _on_browse_clicked(self) -> None:
        start = Path(self.folder.text()) if self.folder.text() else None
        chosen = self._interaction.choose_folder(_("Where does the class hand in?"), start)
        if chosen is not None:
            self.folder.setText(str(chosen))

    def _on_only_clicked(self) -> None:
        self._assign(None)

    def _on_accepting(self) -> None:
        stem = f"{self._lesson_id()}-{self._group.name}".replace("/", "-").replace(" ", "-")
        path = self._interaction.choose_new_file(
            _("Save the lesson file of the class"), _(KINDS), Path.home() / f"{stem}.lesson"
        )
        if path is not None:
            self._assign(path.with_suffix(".lesson"))

    def _assign(self, path: Path | None) -> None:
        lesson_id = self._lesson_id()
        requested = ClassFile(
            with_names=self.with_names.isChecked(),
            drop_folder=self.folder.text(),
            keeps_drafts=self.drafts.isChecked(),
            needs_pins=self.drafts.isChecked() and self.pins.isChecked(),
            due_at=self.due_at,
        )
        try:
            made = self._use.assign(lesson_id, self._group, requested, path)
        except AnnotatorError as trouble:
            self.say(str(trouble))
            return
        self.assigned.emit(Assigned(made, path))
        self.accept()


def _caption(text: str, field: QWidget) -> QLabel:
    made = label(text)
    made.setBuddy(field)
    return made
