"""Who is in a class: add, change, move, mark as left, hand out codes, export and delete."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMenu, QWidget

from annotator.domain.classes import ClassGroup, ClassMember, MemberState, RosterRow
from annotator.domain.errors import AnnotatorError
from annotator.domain.identifiers import AuthorId, ClassId
from annotator.domain.moments import short_date
from annotator.gui.classes.dialog_frame import button, menu_button
from annotator.gui.classes.folder_memory import FolderMemory
from annotator.gui.classes.page_frame import lay_out_page
from annotator.gui.classes.privacy_dialogs import ReceiptDialog
from annotator.gui.classes.roster_dialog import RosterDialog
from annotator.gui.classes.student_form import StudentForm
from annotator.gui.errors import Interaction, told
from annotator.gui.lists.rows_table import RowsTable, TableRow
from annotator.gui.task import TaskSlot
from annotator.gui.widgets.controls import named, paragraph
from annotator.gui.widgets.paper import paper_of, print_paper
from annotator.services.classes import (
    RosterChanges,
)
from annotator.services.privacy import ErasureReceipt
from annotator.translation import N_, _, ngettext
from annotator.use_cases.classes import ClassDirectory, RosterPreview

HEADERS = (
    *(N_("Name"), N_("Code"), N_("Number"), N_("Group"), N_("Needs")),
    N_("In the class"),
)
EMPTY = N_(
    "Nobody is in this class yet. Import the class list that your school or learning "
    "platform gives you (a CSV file; drop it here), or add students by hand."
)
ROSTERS = N_("Class lists (*.csv *.tsv *.txt)")
_STATES = {
    MemberState.ACTIVE: "",
    MemberState.LEFT: "left",
    MemberState.MOVED: N_("moved to another class"),
}
SURE = N_(
    "{name} will be deleted with all work, hand-ins, grades and what backups hold of them. "
    "Hand-in files in {folder} go too. This cannot be undone.\n\nSomebody who only left the "
    "class is better marked as left: then the grades stay."
)

LEAVES = N_("Mark the chosen student as left; all work stays")


class StudentsPage(QWidget):
    """The list of one class and what can be done with a student."""

    changed = Signal()
    namesForgotten = Signal(object)

    def __init__(
        self, directory: ClassDirectory, folder: FolderMemory, interaction: Interaction
    ) -> None:
        """Start without a class."""
        super().__init__()
        self._directory = directory
        self._memory = folder
        self._interaction = interaction
        self._group: ClassGroup | None = None
        self._groups: tuple[ClassGroup, ...] = ()
        self._members: dict[str, ClassMember] = {}
        self.import_list = button(
            _("Import class list…"),
            _("Read a CSV file and see what it changes first"),
            self._on_import_clicked,
            kind="primary",
        )
        self.add = button(_("Add student…"), _("Add one student by hand"), self._on_add_clicked)
        self.print_codes = button(
            _("Print codes…"),
            _("Print each student's code, to cut and hand out"),
            self._on_print_codes_clicked,
        )
        self.save_codes = button(
            _("Save codes…"), _("Save names and codes as a CSV file"), self._on_save_codes_clicked
        )
        self.table = RowsTable(_("Students"), _("Enter changes the chosen student"))
        self.table.rowActivated.connect(self._on_edit_clicked)
        self.table.rowChosen.connect(self._on_table_row_chosen)
        self.empty = paragraph(_(EMPTY), "muted")
        self.edit = button(
            _("Change…"),
            _("Change the chosen student's names, number, group or needs"),
            self._on_edit_clicked,
        )
        self.leave_class = button(_("Has left"), _(LEAVES), self._on_leave_clicked)
        self.move_to = menu_button(_("Move to"), _("Move the chosen student to another class"))
        self.more = menu_button(_("More"), _("More that can be done with the chosen student"))
        self._add_menus()
        self._note = paragraph("", "muted")
        self._note.hide()
        self._reading = TaskSlot(self, _("reading a class list"))
        self._writing = TaskSlot(self, _("writing a history"), in_turn=True)
        self._deleting = TaskSlot(self, _("deleting a student"), in_turn=True)
        self._deleting.busyChanged.connect(self.setDisabled)
        self.setAcceptDrops(True)
        lay_out_page(
            self,
            (self.import_list, self.add, self.print_codes, self.save_codes),
            (self._note, self.empty, self.table),
            (self.edit, self.leave_class, self.move_to, self.more),
        )

    def show_class(self, group: ClassGroup, groups: Sequence[ClassGroup]) -> None:
        """Read a class and show who is in it."""
        if self._group is None or self._group.id != group.id:
            self.tell("")
            self._reading.cancel()  # a list that comes late is not for another class
        self._group, self._groups = group, tuple(groups)
        members = self._directory.members(group.id)
        self._members = {member.student_id: member for member in members}
        order = sorted(members, key=lambda member: not member.is_active)
        self.table.show_rows(
            [*map(_, HEADERS)], [_row(m) for m in order], widths=(28, 7, 11, 8, 24, 16), stretch=4
        )
        for widget in (self.table, self.edit, self.leave_class, self.move_to, self.more):
            widget.setVisible(bool(members))
        self.print_codes.setEnabled(bool(members))
        self.save_codes.setEnabled(bool(members))
        self.empty.setVisible(not members)
        self._show_other_classes(group)

    def tell(self, text: str) -> None:
        """Say what happened; an empty text takes it away."""
        self._note.setText(text)
        self._note.setVisible(bool(text))

    @property
    def member(self) -> ClassMember | None:
        """Return the chosen student."""
        return self._members.get(self.table.key)

    # -- a class list ----------------------------------------------------------------------------

    def _on_import_clicked(self) -> None:
        path = self._interaction.choose_file(_("Import a class list"), _(ROSTERS), None)
        if path is not None:
            self.import_file(path)

    def import_file(self, path: Path) -> None:
        """Show what a class list would change."""
        self.tell(_("Reading “{file}”…", file=path.name))
        reading = partial(self._directory.read_roster, path)
        self._reading.start(reading, partial(self._on_roster_read, path), self._on_failed)

    def _on_roster_read(self, path: Path, preview: RosterPreview) -> None:
        self.tell("")
        if self._group is None:
            return
        dialog = RosterDialog(self._directory, self._group, self._groups, path, preview, self)
        dialog.imported.connect(self._on_imported)
        dialog.open()

    def _on_imported(self, changes: RosterChanges) -> None:
        self.changed.emit()
        self.tell(
            ngettext(
                "{number} student was added, {changed} changed, {left} marked as left. "
                "Nobody was deleted.",
                "{number} students were added, {changed} changed, {left} marked as left. "
                "Nobody was deleted.",
                len(changes.added),
                changed=len(changes.changed),
                left=len(changes.left),
            )
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept a class list."""
        if _lists(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Show what the class list that was dropped would change."""
        event.acceptProposedAction()
        for path in _lists(event)[:1]:
            self.import_file(path)

    # -- one student -----------------------------------------------------------------------------

    def _form(self, title: str, row: RosterRow) -> StudentForm:
        groups = {member.roster.section for member in self._members.values()} - {""}
        store = self._store_new if title.startswith("Add") else self._store_changed
        form = StudentForm(title, row, store, tuple(sorted(groups)), self)
        form.accepted.connect(self.changed)
        return form

    def _store_new(self, row: RosterRow) -> None:
        assert self._group is not None
        self._directory.add(self._group.id, row)

    def _store_changed(self, row: RosterRow) -> None:
        member = self.member
        assert self._group is not None
        assert member is not None
        self._directory.edit(self._group.id, member.student_id, row)

    def _on_add_clicked(self) -> None:
        if self._group is not None:
            self._form(_("Add a student to {group}", group=self._group.name), RosterRow()).open()

    def _on_edit_clicked(self) -> None:
        if self.member is not None:
            self._form(_("Change a student"), self.member.roster).open()

    def _on_leave_clicked(self) -> None:
        member, group = self.member, self._group
        if member is None or group is None:
            return
        with told(self._interaction, _("Class")):
            self._directory.set_active(group.id, member.student_id, is_active=not member.is_active)
        self.changed.emit()

    def _on_table_row_chosen(self) -> None:
        member = self.member
        is_in = member is None or member.is_active
        self.leave_class.setText(_("Has left") if is_in else _("Is back"))
        about = _(LEAVES) if is_in else _("Take the chosen student back into the class")
        named(self.leave_class, "", about, tip=about)
        for widget in (self.edit, self.leave_class, self.move_to, self.more):
            widget.setEnabled(member is not None)

    def _add_menus(self) -> None:
        self._moving = QMenu(self.move_to)
        self.move_to.setMenu(self._moving)
        menu = QMenu(self.more)
        menu.addAction(_("Take away the &PIN")).triggered.connect(self._on_pin_triggered)
        menu.addAction(_("&Export everything stored…")).triggered.connect(self._on_export_triggered)
        menu.addAction(_("Save the &history as PDF…")).triggered.connect(self._on_history_triggered)
        menu.addSeparator()
        menu.addAction(_("&Delete for good…")).triggered.connect(self._on_delete_triggered)
        self.more.setMenu(menu)

    def _show_other_classes(self, own: ClassGroup) -> None:
        self._moving.clear()
        for group in self._groups:
            if group.id != own.id:
                action = self._moving.addAction(group.name.replace("&", "&&"))
                action.triggered.connect(partial(self._move_to, group.id))
        if self._moving.isEmpty():
            self._moving.addAction(_("Make another class first")).setEnabled(False)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what the buttons below offer."""
        menu = self.more.menu()
        if self.member is not None and menu is not None:
            menu.popup(event.globalPos())

    def _move_to(self, target: ClassId) -> None:
        member, group = self.member, self._group
        if member is None or group is None:
            return
        with told(self._interaction, _("Move a student")):
            self._directory.move(member.student_id, group.id, target)
        self.changed.emit()

    def _on_pin_triggered(self) -> None:
        member = self.member
        if member is None:
            return
        with told(self._interaction, _("PIN")):
            self._directory.take_pin_away(member.student_id)
            self.tell(
                _(
                    "{name} has no PIN on this machine now. On another machine it "
                    "has to be taken away there.",
                    name=member.roster.shown_name,
                )
            )

    # -- codes -----------------------------------------------------------------------------------

    def _codes(self) -> list[tuple[str, str, str, str]]:
        active = [member for member in self._members.values() if member.is_active]
        return [
            (m.code, m.roster.shown_name, m.roster.student_id, m.roster.section) for m in active
        ]

    def _on_print_codes_clicked(self) -> None:
        if self._group is None:
            return
        paper = paper_of(
            _("Codes of {group}", group=self._group.name),
            (_("A student signs in with the code instead of the name. Keep this list."),),
            (_("Code"), _("Name"), _("Group")),
            [(code, name, section) for code, name, _number, section in self._codes()],
        )
        print_paper(paper, self)

    def _on_save_codes_clicked(self) -> None:
        group = self._group
        if group is None:
            return
        start = Path.home() / f"codes-{group.name}.csv".replace("/", "-")
        path = self._interaction.choose_new_file(_("Save the codes"), _("CSV files (*.csv)"), start)
        if path is None:
            return
        codes = self._codes()
        with told(self._interaction, _("Save the codes")):
            self._directory.save_codes(path, codes)
            self.tell(
                ngettext(
                    "The code of {number} student was saved in “{file}”.",
                    "The codes of {number} students were saved in “{file}”.",
                    len(codes),
                    file=path.name,
                )
            )

    # -- privacy ---------------------------------------------------------------------------------

    def _on_export_triggered(self) -> None:
        member = self.member
        if member is None:
            return
        start = Path.home() / f"{member.code}.json"
        path = self._interaction.choose_new_file(
            _("Export everything stored of a student"), _("JSON files (*.json)"), start
        )
        if path is None:
            return
        with told(self._interaction, _("Export a student")):
            self._directory.export_student(member.student_id, path)
            self.tell(
                _(
                    "Everything stored of {name} is in “{file}”.",
                    name=member.roster.shown_name,
                    file=path.name,
                )
            )

    def _on_history_triggered(self) -> None:
        member, group = self.member, self._group
        if member is None or group is None:
            return
        path = self._interaction.choose_new_file(
            _("Save a student's history"),
            _("PDF files (*.pdf)"),
            Path.home() / f"{member.code}.pdf",
        )
        if path is not None:
            self.tell(_("Setting the history…"))
            making = partial(self._write_history, group.id, member.student_id, path)
            self._writing.start(making, self.tell, self._on_failed)

    def _write_history(self, class_id: ClassId, student_id: AuthorId, path: Path) -> str:
        self._directory.save_history(class_id, student_id, path)
        return _("The history was saved in “{file}”.", file=path.name)

    def _on_delete_triggered(self) -> None:
        member = self.member
        if member is None:
            return
        folder = self._memory.path
        where = f"“{folder}”" if folder else _("the hand-in folder (none is set here)")
        text = _(SURE, name=member.roster.shown_name, folder=where)
        if not self._interaction.ask(
            _("Delete a student"), text, _("Delete for good"), _("Keep"), careful=True
        ):
            return
        self.tell(_("Deleting, and cleaning every backup…"))
        self._deleting.start(partial(self._delete, member), self._on_deleted, self._on_failed)

    def _delete(self, member: ClassMember) -> ErasureReceipt:
        return self._directory.delete_student(member.student_id, self._memory.known)

    def _on_deleted(self, receipt: ErasureReceipt) -> None:
        self.tell("")
        self.namesForgotten.emit(receipt.names)
        self.changed.emit()
        ReceiptDialog(receipt, self).open()

    def _on_failed(self, trouble: AnnotatorError) -> None:
        self.tell("")
        self._interaction.tell(_("Class"), str(trouble))


def _lists(event: QDropEvent) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in (".csv", ".tsv", ".txt")]


def _row(member: ClassMember) -> TableRow:
    roster = member.roster
    state = _(_STATES[member.state])
    if member.left_at is not None and state:
        state = f"{state}, {short_date(member.left_at)}"
    cells = (
        *(roster.shown_name, member.code, roster.student_id, roster.section),
        *(roster.accommodations, state),
    )
    return TableRow(member.student_id, cells, tone="" if member.is_active else "muted")
