"""The top of the grading screen: where you are, how far it is, and how it is looked at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QInputDialog, QWidget

from annotator.domain.grading_session import Grader
from annotator.gui.look.icons import themed_icon
from annotator.gui.look.theme import SPACE_2, SPACE_3, SPACE_4
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.controls import button, tool
from annotator.gui.widgets.labels import ElidedLabel, label
from annotator.gui.widgets.layouts import centred, row
from annotator.gui.widgets.progress_bar import ThinProgressBar
from annotator.translation import N_, _

ALL_CLASSES = N_("All classes")
NAMES = N_("Show names instead of codes")


class GradingHeader(QFrame):
    """Back, the lesson, students or groups, names or codes, undo and redo."""

    backRequested = Signal()
    viewChosen = Signal(bool)
    namesToggled = Signal(bool)
    classChosen = Signal(str)
    undoRequested = Signal()
    redoRequested = Signal()
    keysRequested = Signal()
    compareRequested = Signal()
    secondRequested = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        """Show the title of a lesson."""
        super().__init__(parent)
        self._lesson = title
        self.back = tool(
            _("Back to the lessons"),
            _("Leave the grading of this lesson; everything is stored"),
            self.backRequested,
            tip=_("Back to the lessons"),
        )
        self._title = ElidedLabel(title, role="heading")
        self.students = button(
            _("Students"), _("Grade one student after the other (G)"), checkable=True
        )
        self.groups = button(
            _("Answer groups"),
            _("Decide about what many marked alike, at once (G)"),
            checkable=True,
        )
        views = QButtonGroup(self)
        views.addButton(self.students)
        views.addButton(self.groups)
        self.students.setChecked(True)
        self.groups.toggled.connect(self.viewChosen)
        self._told = label("", "muted")
        self._bar = ThinProgressBar()
        self._bar.setFixedWidth(110)
        self.names = button(_("Names"), _(NAMES), kind="quiet", tip=_(NAMES), checkable=True)
        self.names.toggled.connect(self.namesToggled)
        self.classes = ChoiceBox(_("Class"))
        self.classes.setAccessibleDescription(_("Show the hand-ins of one class, or of all"))
        self.classes.setMinimumContentsLength(4)
        self.classes.currentTextChanged.connect(self._on_classes_current_text_changed)
        self.classes.hide()
        self.compare = button(
            _("Compare…"),
            _("Compare with a colleague's grading and settle it"),
            self.compareRequested,
            kind="quiet",
        )
        self.compare.hide()
        self.second = button(
            _("Second grader…"),
            _("Let a colleague grade the same hand-ins, unseen"),
            self._on_second_clicked,
            kind="quiet",
            tip=_("Let a colleague grade the same hand-ins without seeing yours"),
        )
        self.undo = tool(_("Undo"), _("Take back the last decision (Ctrl+Z)"), self.undoRequested)
        self.redo = tool(_("Redo"), _("Do it again (Ctrl+Shift+Z)"), self.redoRequested)
        self.keys = tool(_("Keys"), _("What the keyboard can do (F1)"), self.keysRequested)
        row(
            self.back,
            centred(self._title, 1),
            *(self.classes, self.students, self.groups, SPACE_4),
            *(self._bar, self._told, SPACE_4),
            *(self.second, self.compare, self.names, self.undo, self.redo, self.keys),
            inside=self,
            margins=(SPACE_3, SPACE_2, SPACE_3, SPACE_2),
            spacing=SPACE_2,
        )
        icons = {
            self.back: "arrow-left",
            self.undo: "undo-2",
            self.redo: "redo-2",
            self.keys: "keyboard",
        }
        for each, name in icons.items():
            each.setIcon(themed_icon(name))
            each.setIconSize(QSize(20, 20))

    def show_progress(self, done: int, total: int) -> None:
        """Show how many of the hand-ins are graded."""
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(done)
        self._bar.setAccessibleDescription(_("{done} of {total} graded", done=done, total=total))
        self._told.setText(_("{done} of {total} graded", done=done, total=total))

    def offer_classes(self, names: Sequence[str]) -> None:
        """Offer one class after the other where there are several; nobody is told."""
        wanted = [_(ALL_CLASSES), *names] if len(names) > 1 else [_(ALL_CLASSES)]
        if wanted != [self.classes.itemText(n) for n in range(self.classes.count())]:
            with QSignalBlocker(self.classes):
                self.classes.clear()
                self.classes.addItems(wanted)
        self.classes.setVisible(len(names) > 1)

    def _on_classes_current_text_changed(self, text: str) -> None:
        self.classChosen.emit("" if text == _(ALL_CLASSES) else text)

    def show_graders(self, *, has_opinions: bool, second: Grader) -> None:
        """Offer a second grading, and to compare where there is one; say who grades here."""
        self.second.setVisible(not second.is_second)
        self.compare.setVisible(has_opinions)
        if second.is_second:
            self._title.setText(
                _(
                    "{lesson} – second grading by {colleague}",
                    lesson=self._lesson,
                    colleague=second.name,
                )
            )

    def _on_second_clicked(self) -> None:
        name, given = QInputDialog.getText(
            self.window(), _("Second grader"), _("Name of the colleague who grades a second time:")
        )
        if given and name.strip():
            self.secondRequested.emit(name)

    def show_view(self, *, by_groups: bool, names: bool) -> None:
        """Show how the hand-ins are looked at; nobody is told."""
        wanted = {self.groups: by_groups, self.students: not by_groups, self.names: names}
        for each, on in wanted.items():
            with QSignalBlocker(each):
                each.setChecked(on)
