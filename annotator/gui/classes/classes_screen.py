"""The tab of classes: the list of classes, and of the chosen one the students and lessons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QMenu, QStackedWidget, QTabBar, QWidget

from annotator.domain.classes import Assignment, ClassGroup
from annotator.domain.errors import AnnotatorError
from annotator.gui.classes.collect_view import CollectView
from annotator.gui.classes.dialog_frame import DialogFrame, button, menu_button
from annotator.gui.classes.folder_memory import FolderMemory
from annotator.gui.classes.gradebook_view import GradebookView
from annotator.gui.classes.lessons_page import LessonsPage
from annotator.gui.classes.live_view import LiveView
from annotator.gui.classes.privacy_dialogs import PurgeDialog, ReceiptDialog
from annotator.gui.classes.students_page import StudentsPage
from annotator.gui.classes.when import moment
from annotator.gui.errors import Interaction, told
from annotator.gui.lists.row import Row
from annotator.gui.lists.row_view import RowView
from annotator.gui.look.theme import SPACE_2, SPACE_3, SPACE_4, SPACE_6, SPACE_8
from annotator.gui.widgets.controls import named, paragraph
from annotator.gui.widgets.labels import ElidedLabel, label
from annotator.gui.widgets.layouts import STRETCH, column, row, stretched
from annotator.services.privacy import ErasureReceipt
from annotator.translation import N_, _, ngettext
from annotator.use_cases.classes import ClassDirectory, ClassSummary

EMPTY = N_(
    "Make your first class. Then import its list, assign a lesson, and collect what the "
    "students hand in."
)


class NameDialog(DialogFrame):
    """Asks for the name of a class."""

    def __init__(self, title: str, name: str, yes: str, parent: QWidget) -> None:
        """Show a name to change, or none."""
        super().__init__(title, _("Such as 7B, or 7B English."), yes, _("Keep this name"), parent)
        self.field = named(QLineEdit(name), _("Name of the class"), _("As your students know it"))
        self.field.setMaxLength(80)
        self.body.addWidget(self.field)
        self.field.setFocus()
        self.field.selectAll()


class ClassesScreen(QWidget):
    """Everything about classes; views on one lesson or the gradebook lie on top."""

    gradingRequested = Signal(str)
    folderChosen = Signal(object)
    namesForgotten = Signal(object)

    def __init__(
        self,
        directory: ClassDirectory,
        interaction: Interaction,
        parent: QWidget | None = None,
    ) -> None:
        """Start empty; `enter` reads the classes."""
        super().__init__(parent)
        self._directory = directory
        self._interaction = interaction
        self._classes: dict[str, ClassSummary] = {}
        #: Of deletions that the start of the program finished; each is shown once.
        self._receipts = directory.receipts
        self._view: CollectView | LiveView | GradebookView | None = None
        self.list = RowView(
            _("Classes"), _("Choose a class to see its students and lessons"), searches=True
        )
        self.new = button(_("New class…"), _("Make a class"), self._on_new_clicked)
        self.folder = FolderMemory(directory.drop_folder, self)
        self.students = StudentsPage(directory, self.folder, interaction)
        self.lessons = LessonsPage(directory.lessons, self.folder, interaction)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(_("Students or lessons of the class"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for text in (_("&Students"), _("Less&ons")):
            self.tabs.addTab(text)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._name = ElidedLabel("", 1, "title")
        self._about = label("", "muted")
        self.more = menu_button(
            _("Class"), _("Rename this class, or delete classes at the end of a year")
        )
        menu = QMenu(self.more)
        menu.addAction(_("&Rename…")).triggered.connect(self._on_rename_triggered)
        menu.addSeparator()
        menu.addAction(_("&Delete classes at the end of a year…")).triggered.connect(self.purge)
        self.more.setMenu(menu)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.students)
        self._pages.addWidget(self.lessons)
        head = row(stretched(column(self._name, self._about, spacing=0)))
        head.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        self._chosen, left, overview = QWidget(), QWidget(), QWidget()
        chosen = (head, self.tabs, stretched(self._pages))
        column(*chosen, inside=self._chosen, spacing=SPACE_3, margins=0)
        classes = (label(_("Classes"), "heading"), stretched(self.list), self.new)
        column(*classes, inside=left, spacing=SPACE_2, margins=0)
        left.setFixedWidth(max(190, 22 * self.fontMetrics().averageCharWidth()))
        edges = (SPACE_6, SPACE_4, SPACE_6, SPACE_4)
        row(left, stretched(self._chosen), inside=overview, spacing=SPACE_6, margins=edges)
        self._stack.addWidget(overview)
        self._stack.addWidget(self._build_empty())
        column(self._stack, inside=self, margins=0)

    def _build_empty(self) -> QWidget:
        page = QWidget()
        self.first = button(
            _("New class…"), _("Make your first class"), self._on_new_clicked, kind="primary"
        )
        column(
            label(_("No classes yet"), "title"),
            paragraph(_(EMPTY), "muted"),
            row(self.first, STRETCH),
            STRETCH,
            inside=page,
            spacing=SPACE_3,
            margins=SPACE_8,
        )
        return page

    def _connect(self) -> None:
        """Join the signals of the parts; sorted by sender and signal."""
        self.folder.chosen.connect(self.folderChosen)
        self.lessons.changed.connect(self._show_class)
        self.lessons.collectRequested.connect(self.open_collect)
        self.lessons.gradingRequested.connect(self.gradingRequested)
        self.lessons.gradebookRequested.connect(self.open_gradebook)
        self.lessons.liveRequested.connect(self.open_live)
        self.list.rowChosen.connect(self._show_class)
        self.students.changed.connect(self._read)
        self.students.namesForgotten.connect(self.namesForgotten)
        self.tabs.currentChanged.connect(self._pages.setCurrentIndex)

    # -- what the area asks of a screen ----------------------------------------------------------

    def enter(self) -> None:
        """Read the classes anew; a view on top reads its own."""
        self._read()
        if self._view is not None:
            self._view.enter()
        receipts, self._receipts = self._receipts, ()
        for receipt in receipts:
            ReceiptDialog(receipt, self).open()

    def leave(self) -> bool:
        """Return whether the screen can be left: not while something is being collected."""
        return self._view is None or self._view.leave()

    # -- classes ---------------------------------------------------------------------------------

    def _read(self) -> None:
        self._classes = {each.group.id: each for each in self._directory.overview()}
        self.list.set_rows([_row(each) for each in self._classes.values()])
        self._choose(self.list.current)
        if self._view is None:
            self._stack.setCurrentIndex(0 if self._classes else 1)

    def _choose(self, class_id: str) -> None:
        self.list.choose(class_id or next(iter(self._classes), None))
        self._show_class()

    @property
    def group(self) -> ClassGroup | None:
        """Return the chosen class."""
        chosen = self._classes.get(self.list.current)
        return chosen.group if chosen else None

    def _show_class(self) -> None:
        chosen = self._classes.get(self.list.current)
        self._chosen.setVisible(chosen is not None)
        if chosen is None:
            return
        self._name.setText(chosen.group.name)
        self.students.show_class(chosen.group, [each.group for each in self._classes.values()])
        self.lessons.show_class(chosen.group)
        students = [ngettext("{number} student", "{number} students", chosen.active)]
        if chosen.gone:
            gone = ngettext("{number} left or moved", "{number} left or moved", chosen.gone)
            students.append(gone)
        lessons = ngettext("{number} lesson", "{number} lessons", chosen.lessons)
        self._about.setText(f"{', '.join(students)} · {lessons}")

    def _on_new_clicked(self) -> None:
        dialog = NameDialog(_("New class"), "", _("Make the class"), self)
        dialog.accepting.connect(partial(self._name_class, dialog, self._directory.create))
        dialog.open()

    def _on_rename_triggered(self) -> None:
        group = self.group
        if group is not None:
            dialog = NameDialog(_("Rename the class"), group.name, _("Rename"), self)
            rename = partial(self._directory.rename, group.id)
            dialog.accepting.connect(partial(self._name_class, dialog, rename))
            dialog.open()

    def _name_class(self, dialog: NameDialog, store: Callable[[str], ClassGroup]) -> None:
        before = len(self._classes)
        try:
            named_class = store(dialog.field.text())
        except AnnotatorError as refusal:
            dialog.say(_class_name_sentence(str(refusal)))
            return
        dialog.accept()
        self._read()
        self._choose(named_class.id)
        if len(self._classes) > before:
            self.tabs.setCurrentIndex(0)

    # -- the end of a year -----------------------------------------------------------------------

    def purge(self) -> None:
        """Ask which classes go at the end of a year."""
        dialog = PurgeDialog(
            [(each.group, _last_use(each)) for each in self._classes.values()],
            self._count_only_in,
            self._purge_classes,
            self,
        )
        dialog.purged.connect(self._on_purged)
        dialog.open()

    def _count_only_in(self, groups: Sequence[ClassGroup]) -> int:
        return self._directory.count_only_in([group.id for group in groups])

    def _purge_classes(self, groups: Sequence[ClassGroup]) -> ErasureReceipt:
        return self._directory.purge([group.id for group in groups], self.folder.known)

    def _on_purged(self, receipt: ErasureReceipt) -> None:
        self.namesForgotten.emit(receipt.names)
        self._read()
        ReceiptDialog(receipt, self).open()

    # -- views on top ----------------------------------------------------------------------------

    def open_collect(self, assignment: Assignment) -> None:
        """Show the view that takes in hand-ins."""
        view = CollectView(self._directory.collecting(assignment), self.folder, self._interaction)
        view.gradebookRequested.connect(self.open_gradebook)
        view.gradingRequested.connect(self.gradingRequested)
        self._put_on_top(view)

    def open_live(self, assignment: Assignment) -> None:
        """Show the view on the drop folder while the class works."""
        view = LiveView(self._directory.live(assignment), self.folder, self._interaction)
        view.collectRequested.connect(self.open_collect)
        self._put_on_top(view)

    def open_gradebook(self) -> None:
        """Show the gradebook of the chosen class."""
        if self.group is not None:
            results = self._directory.results(self.group.id)
            self._put_on_top(GradebookView(results, self.group.name, self._interaction))

    def _put_on_top(self, view: CollectView | LiveView | GradebookView) -> None:
        if not self.leave():
            view.deleteLater()
            return
        self._drop_view()
        view.backRequested.connect(self.back)
        self._view = view
        self._stack.addWidget(view)
        self._stack.setCurrentWidget(view)
        with told(self._interaction, _("Classes")):
            view.enter()
        view.setFocus()

    def back(self) -> None:
        """Go back to the classes."""
        if not self.leave():
            return
        self._drop_view()
        self._read()
        self.lessons.table.setFocus()

    def _drop_view(self) -> None:
        view, self._view = self._view, None
        if view is not None:
            self._stack.removeWidget(view)
            view.hide()
            view.deleteLater()
        self._stack.setCurrentIndex(0 if self._classes else 1)


def _class_name_sentence(text: str) -> str:
    """Return the refusal of a name in the words of a class."""
    if text.startswith("Type your name"):
        return _("Type a name for the class first.")
    return text.replace("Use your code.", "Choose a shorter one.")


def _row(each: ClassSummary) -> Row:
    name = each.group.name
    spoken = f"{name}, {ngettext('{number} student', '{number} students', each.active)}"
    return Row(each.group.id, name, side=str(each.active), spoken=spoken)


def _last_use(each: ClassSummary) -> str:
    students = ngettext("{number} student", "{number} students", each.students)
    if each.last_assigned_at is None:
        return _("{students}, no lesson yet", students=students)
    last = moment(each.last_assigned_at)
    return _("{students}, last lesson {when}", students=students, when=last)
