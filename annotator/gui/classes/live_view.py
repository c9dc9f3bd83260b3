"""Watch the drop folder while a class works: who has begun, handed in, or is stuck."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent

from annotator.domain.errors import AnnotatorError
from annotator.gui.classes.class_view import ClassView
from annotator.gui.classes.dialog_frame import button
from annotator.gui.classes.folder_memory import FolderMemory
from annotator.gui.classes.when import ago, moment
from annotator.gui.errors import Interaction
from annotator.gui.lists.rows_table import RowsTable, TableRow
from annotator.gui.look.theme import SPACE_2
from annotator.gui.task import TaskSlot
from annotator.gui.widgets.controls import paragraph
from annotator.gui.widgets.labels import Chip
from annotator.gui.widgets.layouts import STRETCH, row, stretched
from annotator.services.classroom import Doing, Glance, StudentNow
from annotator.translation import N_, _, ngettext
from annotator.use_cases.classes import LiveClass

HEADERS = (N_("Student"), N_("Now"), N_("How far"), N_("Annotations"), N_("Last change"))
#: How often the folder is looked at, in milliseconds; shares tell nobody when they change.
PAUSE = 4000
NO_FOLDER = N_(
    "Choose the folder that the class hands in to; then it is looked at every few seconds."
)
NO_DRAFTS = N_(
    "Who has begun can be seen only where unfinished work goes to the folder too: tick "
    "that when you write the lesson file, or set it in the policy of the machines."
)
TAKE_IN = N_(
    "{name} has not handed in. The work is taken in as it lies in the folder now; a "
    "hand-in that comes later counts instead."
)
_ORDER = (Doing.STUCK, Doing.WORKING, Doing.NOTHING, Doing.HANDED_IN)
_TONES = {Doing.STUCK: "warning", Doing.NOTHING: "muted", Doing.HANDED_IN: "accent"}


class LiveView(ClassView):
    """The class at this moment; nothing is collected or changed by looking."""

    collectRequested = Signal(object)

    def __init__(
        self,
        live: LiveClass,
        folder: FolderMemory,
        interaction: Interaction,
    ) -> None:
        """Prepare to look at the folder."""
        due = moment(live.assignment.due_at)
        super().__init__(live.lesson.title, _("Due {due}", due=due) if due else _("No due time"))
        self._live = live
        self._interaction = interaction
        self._memory = folder
        self._glance: Glance | None = None
        self._looking = TaskSlot(self, _("looking at the class folder"))
        self._taking = TaskSlot(self, _("taking work in"), in_turn=True)
        self.take_in = button(
            _("Take in as it is"),
            _("Collect the chosen student's unfinished work as it is now"),
            self._on_take_in_clicked,
        )
        self.take_in.setEnabled(False)
        self.other = button(_("Other folder…"), _("Look at another folder"), self._on_other_clicked)
        self.collect = button(
            _("Collect…"), _("Take in the hand-ins"), self._on_collect_clicked, kind="primary"
        )
        self._chips = {doing: Chip("") for doing in _ORDER}
        self._note = paragraph(_(NO_FOLDER), "muted")
        self.trouble = paragraph("", "danger")
        self.table = RowsTable(_("The class now"), _("Who is stuck stands first"))
        self.table.rowChosen.connect(self._on_table_row_chosen)
        self._timer = QTimer(self, interval=PAUSE)
        self._timer.timeout.connect(self.look)
        self.lay_out(
            (self.take_in, self.other, self.collect),
            row(*self._chips.values(), STRETCH, spacing=SPACE_2),
            self._note,
            self.trouble,
            stretched(self.table),
        )
        for each in (self.table, self.trouble, *self._chips.values()):
            each.hide()

    def enter(self) -> None:
        """Look at once."""
        self.look()

    def leave(self) -> bool:
        """Stop looking."""
        self._timer.stop()
        return True

    def showEvent(self, event: QShowEvent) -> None:
        """Look again and again while the view is seen."""
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop looking while nobody does."""
        super().hideEvent(event)
        self._timer.stop()

    # -- looking ---------------------------------------------------------------------------------

    def look(self) -> None:
        """Look at the folder beside the interface, unless that is being done already."""
        if self._memory.path is None or self._looking.is_busy:
            return
        looking = partial(self._live.look, self._memory.path, self._glance)
        self._looking.start(looking, self._on_looked, self._on_failed)

    def _on_looked(self, glance: Glance) -> None:
        self._glance = glance
        self.trouble.hide()
        now = self._live.now()
        for doing, chip in self._chips.items():
            chip.setText(f"{glance.count(doing)} {_(doing.value)}")
            chip.show()
        order = sorted(glance.students, key=lambda each: _ORDER.index(each.doing))
        rows = [_row(each, ago(each.at, now)) for each in order]
        self.table.show_rows(
            [*map(_, HEADERS)], rows, widths=(32, 22, 12, 12, 24), stretch=0, centred=(2, 3)
        )
        self.table.show()
        self._note.setText(self._beside(glance))
        self._note.setVisible(bool(self._note.text()))

    def _beside(self, glance: Glance) -> str:
        said = []
        if glance.strangers:
            names = ", ".join(f"“{name}”" for name in glance.strangers[:5])
            said.append(_("Not on the list: {names}. Collect to say whose they are.", names=names))
        if glance.unreadable:
            said.append(
                ngettext(
                    "{number} file cannot be opened; collect to see why.",
                    "{number} files cannot be opened; collect to see why.",
                    len(glance.unreadable),
                )
            )
        if not glance.has_drafts and glance.count(Doing.HANDED_IN) < len(glance.students):
            said.append(_(NO_DRAFTS))
        return " ".join(said)

    def _on_failed(self, trouble: AnnotatorError) -> None:
        # The share may be back at the next look, so this is no dialog.
        self.trouble.setText(str(trouble))
        self.trouble.show()

    @property
    def student(self) -> StudentNow | None:
        """Return the student of the chosen row."""
        students = self._glance.students if self._glance else ()
        return next((s for s in students if s.member.student_id == self.table.key), None)

    def _on_table_row_chosen(self) -> None:
        student = self.student
        self.take_in.setEnabled(student is not None and student.draft is not None)

    def _on_take_in_clicked(self) -> None:
        student = self.student
        if student is None or student.draft is None:
            return
        name = student.member.roster.shown_name
        if self._interaction.ask(
            _("Take in unfinished work"), _(TAKE_IN, name=name), _("Take in"), _("No")
        ):
            taking = partial(self._live.take_in, student.draft)
            self._taking.start(taking, self._on_taken_in, self._on_take_in_failed)

    def _on_taken_in(self, is_news: bool) -> None:
        self.tell(_("The work was taken in.") if is_news else _("This work was here already."))

    def _on_take_in_failed(self, trouble: AnnotatorError) -> None:
        self._interaction.tell(_("Take in unfinished work"), str(trouble))

    def _on_other_clicked(self) -> None:
        chosen = self._interaction.choose_folder(
            _("Where does the class hand in?"), self._memory.path
        )
        if chosen is not None:
            self._memory.choose(chosen)
            self._looking.cancel()  # the other folder may answer late
            self._glance = None
            self.look()

    def _on_collect_clicked(self) -> None:
        self.collectRequested.emit(self._live.assignment)


def _row(each: StudentNow, changed: str) -> TableRow:
    doing = [_(each.doing.value)]
    if each.doing is Doing.HANDED_IN and each.attempts > 1:
        doing.append(ngettext("{number} time", "{number} times", each.attempts))
    if each.doing is Doing.HANDED_IN and each.is_late:
        doing.append(_("late"))
    how_far = "" if each.percent is None else f"{each.percent} %"
    count = "" if each.annotations is None else str(each.annotations)
    cells = (each.member.roster.shown_name, ", ".join(doing), how_far, count, changed)
    tones = {1: _TONES[each.doing]} if each.doing in _TONES else {}
    return TableRow(each.member.student_id, cells, tones=tones)
