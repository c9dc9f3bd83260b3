"""Import a class list: every row with what is wrong with it, and what becomes of who is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from annotator.domain.classes import ClassGroup, ClassMember, number_key
from annotator.domain.errors import AnnotatorError
from annotator.domain.identifiers import AuthorId, ClassId
from annotator.gui.classes.class_view import strip
from annotator.gui.classes.dialog_frame import DialogFrame
from annotator.gui.lists.rows_table import RowsTable, TableRow
from annotator.gui.look.theme import SPACE_2
from annotator.gui.widgets.check_box import CheckBox
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.layouts import column, scrolled, stretched
from annotator.services.classes import (
    RosterChanges,
)
from annotator.translation import N_, _, ngettext
from annotator.use_cases.classes import ClassDirectory, RosterEntry, RosterPreview

HEADERS = (
    *(N_("Line"), N_("Name"), N_("What happens"), N_("Number"), N_("Group"), N_("Email")),
    N_("Needs"),
)
_LEFT, _STAYS = "left", "stays"


class RosterDialog(DialogFrame):
    """Shows what a roster file changes in a class, and changes it when told to."""

    imported = Signal(object)

    def __init__(
        self,
        directory: ClassDirectory,
        group: ClassGroup,
        groups: tuple[ClassGroup, ...],
        path: Path,
        preview: RosterPreview,
        parent: QWidget | None = None,
    ) -> None:
        """Show the preview of a file for a class."""
        super().__init__(
            _("Class list for {group}", group=group.name),
            "",
            _("Import"),
            _("Bring the class in line with this list"),
            parent,
        )
        self._directory = directory
        self._group = group
        self._others = tuple(each for each in groups if each.id != group.id)
        self._preview = preview
        self.fates: dict[AuthorId, ChoiceBox] = {}
        self.table = RowsTable(_("Rows of the file"), _("Each row says what happens to it"))
        self.complete = CheckBox(_("This is the &whole class"))
        self.complete.setAccessibleDescription(
            _("When ticked, you decide below about everybody who is not in the file")
        )
        self.complete.setChecked(True)
        self.complete.toggled.connect(self._on_complete_toggled)
        missing = QWidget()
        self._missing_rows = column(inside=missing, spacing=SPACE_2, margins=0)
        self._area = scrolled(missing)
        self._area.setMaximumHeight(170)
        self.table.setMinimumHeight(200)
        self._heading = label("", "heading")
        self._path = path
        self.reading = ChoiceBox(_("How the names read"))
        self.reading.setAccessibleDescription(
            _("Choose the line in which the names are spelt right; the file stays as it is")
        )
        self._asked_reading = strip(
            label(_("The file can be read in more than one way. Which names are right?")),
            stretched(self.reading),
        )
        self._offer_readings()
        self.reading.currentIndexChanged.connect(self._on_reading_changed)
        self.body.addWidget(self._asked_reading)
        self.body.addWidget(self.table, 1)
        for each in (self.complete, self._heading, self._area):
            self.body.addWidget(each)
        self.accepting.connect(self._on_accepting)
        self.fit(980, 640)
        self._show(path)

    def _offer_readings(self) -> None:
        table = self._preview.table
        self.reading.fill((each.sample, each.encoding) for each in table.readings)
        self.reading.choose(table.encoding)
        self._asked_reading.setVisible(len(table.readings) > 1)

    def _on_reading_changed(self) -> None:
        readings = self._preview.table.readings
        try:
            preview = self._directory.read_roster(self._path, self.reading.currentData())
        except AnnotatorError as trouble:
            self.say(str(trouble))
            return
        table = replace(preview.table, readings=readings)  # all of them can be chosen again
        self._preview = replace(preview, table=table)
        self._show(self._path)

    def _changes(self) -> RosterChanges:
        return self._directory.preview_roster(
            self._group.id, self._preview.rows, complete=self.complete.isChecked()
        )

    def _show(self, path: Path) -> None:
        changes = self._changes()
        fates = _fates(changes)
        rows = [_row(entry, *_what_happens(entry, fates)) for entry in self._preview.entries]
        self.table.show_rows([*map(_, HEADERS)], rows, widths=(4, 22, 44, 9, 7, 16, 12))
        self.sentence.setText(self._summary(path, changes))
        self.sentence.show()
        self._show_changes(changes)

    def _summary(self, path: Path, changes: RosterChanges) -> str:
        preview = self._preview
        said = [
            _(
                "“{file}” ({kind}): {new} new, {changed} changed, {same} as before",
                file=path.name,
                kind=_(preview.kind.value),
                new=len(changes.added),
                changed=len(changes.changed),
                same=len(changes.unchanged),
            )
        ]
        if preview.left_out:
            said.append(
                ngettext(
                    "{number} row cannot be used",
                    "{number} rows cannot be used",
                    len(preview.left_out),
                )
            )
        told = ["; ".join(said) + ".", *preview.notes]
        if changes.without_zeros:
            told.append(
                ngettext(
                    "{number} number has lost its zeros at the beginning, as in a spreadsheet: the "
                    "student is known all the same, and the number stays as it was.",
                    "{number} numbers have lost their zeros at the beginning, as in a spreadsheet: "
                    "the students are known all the same, and the numbers stay as they were.",
                    len(changes.without_zeros),
                )
            )
        if unused := ", ".join(f"“{name}”" for name in preview.unused_columns[:6]):
            told.append(_("Columns that are not read: {names}.", names=unused))
        return " ".join(told)

    def _show_missing(self, missing: tuple[ClassMember, ...]) -> None:
        """Ask about everybody who is in the class and not in the file; nobody is deleted."""
        while (item := self._missing_rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self.fates = {}
        self._heading.setText(_("Not in this file: {number}", number=len(missing)))
        self._heading.setVisible(bool(missing))
        self._area.setVisible(bool(missing))
        for member in missing:
            self._missing_rows.addWidget(self._asked(member))
        self._missing_rows.addStretch(1)

    def _asked(self, member: ClassMember) -> QWidget:
        name = member.roster.shown_name
        box = ChoiceBox(_("What becomes of {name}", name=name))
        box.setAccessibleDescription(_("Nothing is deleted: hand-ins and grades stay in any case"))
        box.addItem(_("has left the class"), _LEFT)
        box.addItem(_("stays in the class"), _STAYS)
        for other in self._others:
            box.addItem(_("moved to {class_name}", class_name=other.name), other.id)
        box.setMinimumContentsLength(22)
        self.fates[member.student_id] = box
        return strip(stretched(label(name)), box)

    def _on_complete_toggled(self) -> None:
        self._show_changes(self._changes())

    def _show_changes(self, changes: RosterChanges) -> None:
        self._show_missing(changes.left)
        self.yes.setEnabled(not changes.is_empty)
        self.yes.setText(_("Nothing to change") if changes.is_empty else _("Import"))

    def _on_accepting(self) -> None:
        chosen = {student: box.currentData() for student, box in self.fates.items()}
        moving = {s: ClassId(fate) for s, fate in chosen.items() if fate not in (_LEFT, _STAYS)}
        staying = [student for student, fate in chosen.items() if fate != _LEFT]
        try:
            changes = self._directory.import_roster(
                self._group.id,
                self._preview.rows,
                complete=self.complete.isChecked(),
                staying=staying,
            )
            for student, target in moving.items():
                self._directory.move(student, self._group.id, target)
        except AnnotatorError as trouble:
            self.say(str(trouble))
            return
        self.imported.emit(changes)
        self.accept()


def _row(entry: RosterEntry, text: str, tone: str) -> TableRow:
    row = entry.row
    cells = (
        *(str(entry.line), row.shown_name, text, row.student_id),
        *(row.section, row.email, row.accommodations),
    )
    return TableRow(str(entry.line), cells, tones={2: tone} if tone else {}, tip=text)


def _fates(changes: RosterChanges) -> Mapping[tuple[str, str], str]:
    """Return what happens to each row by number and name."""
    found: dict[tuple[str, str], str] = {}
    for text, members in ((_("as before"), changes.unchanged), (_("changed"), changes.changed)):
        for member in members:
            number = number_key(member.roster.student_id)
            found[number, member.roster.shown_name] = text
            found[number, ""] = text
    return found


def _what_happens(entry: RosterEntry, fates: Mapping[tuple[str, str], str]) -> tuple[str, str]:
    said = " ".join(problem.message for problem in entry.problems)
    if not entry.is_usable:
        return _("Left out. {why}", why=said), "danger"
    number, name = number_key(entry.row.student_id), entry.row.shown_name
    fate = fates.get((number, name)) or (fates.get((number, "")) if number else None) or _("new")
    return (f"{fate}. {said}", "warning") if said else (fate, "")
