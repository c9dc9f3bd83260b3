"""Take in the hand-ins on a lesson: from the folder or from files, each row with what to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from annotator.domain.errors import AnnotatorError
from annotator.domain.identifiers import AuthorId
from annotator.gui.classes.class_view import ClassView, strip
from annotator.gui.classes.collect_wording import HEADERS, Titles, entry_row, is_elsewhere, summary
from annotator.gui.classes.dialog_frame import button
from annotator.gui.classes.folder_memory import FolderMemory
from annotator.gui.classes.when import moment
from annotator.gui.errors import Interaction, told
from annotator.gui.lists.rows_table import RowsTable
from annotator.gui.look.theme import SPACE_2, SPACE_3
from annotator.gui.task import TaskSlot
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.controls import paragraph
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.layouts import STRETCH, row, stretched
from annotator.gui.widgets.progress_bar import ThinProgressBar
from annotator.services.collecting import (
    COLLECTING,
    Collected,
    CollectEntry,
    CollectReport,
)
from annotator.translation import N_, _, ngettext
from annotator.use_cases.classes import Collecting

KINDS = N_("Hand-ins and zips (*.handin *.handin* *.zip);;All files (*)")
EMPTY = N_(
    "Nothing was collected in this view yet. Collect the folder as often as you like: "
    "what is here already changes nothing, and no file is changed or deleted."
)


class CollectView(ClassView):
    """Collects for one class and one lesson."""

    gradingRequested = Signal(str)
    gradebookRequested = Signal()

    def __init__(
        self,
        collecting: Collecting,
        folder: FolderMemory,
        interaction: Interaction,
    ) -> None:
        """Prepare to collect; `enter` reads the lesson."""
        due = moment(collecting.assignment.due_at)
        about = (
            _("Due {due}: the newest attempt before that counts.", due=due)
            if due
            else _("No due time.")
        )
        super().__init__(_("Collect: {title}", title=collecting.lesson.title), about)
        self._use = collecting
        self._interaction = interaction
        self._memory = folder
        self._collecting = TaskSlot(self, _("collecting hand-ins"))
        self._collecting.busyChanged.connect(self._show_working)
        self._collecting.progressed.connect(self._on_collecting_progressed)
        self._report: CollectReport | None = None
        self._scored: int | None = None
        self.gradebook = button(
            _("Gradebook"), _("All lessons and students of the class"), self.gradebookRequested
        )
        self.grade = button(
            _("Grade"), _("Grade the hand-ins of this lesson"), self._on_grade_clicked
        )
        self.result = paragraph()
        self.table = RowsTable(_("Collected files"), _("Each row says what to do with the file"))
        self.table.rowChosen.connect(self._on_table_row_chosen)
        self.empty = paragraph(_(EMPTY), "muted")
        #: The whole sentence of the chosen row, which may be longer than its cell.
        self.told = paragraph("", "muted")
        tools, working = self._build_tools(), self._build_working()
        self._take_row, self._match_row = self._build_taking(), self._build_matching()
        self.lay_out(
            (self.gradebook, self.grade),
            tools,
            working,
            self.result,
            self.empty,
            stretched(self.table),
            self.told,
            self._take_row,
            self._match_row,
        )
        for each in (self.result, self.table, self._match_row, self._take_row):
            each.hide()
        self._show_folder()
        self._show_working(False)

    def _build_tools(self) -> QHBoxLayout:
        self.collect = button(
            _("Collect"),
            _("Take in every hand-in of the folder"),
            self._on_collect_clicked,
            kind="primary",
        )
        self.other = button(
            _("Other folder…"),
            _("Collect from another folder, or a USB stick"),
            self._on_other_clicked,
        )
        self.files = button(_("Choose files…"), _("Collect single files"), self._on_files_clicked)
        self._where = label("", "muted")
        ways = (self.collect, self.other, self.files)
        return row(*ways, stretched(self._where), spacing=SPACE_2)

    def _build_working(self) -> QWidget:
        self.cancel = button(
            _("Cancel"), _("Stop; what was collected until then is kept"), self._on_cancel_clicked
        )
        self.progress = ThinProgressBar()
        self.progress.setAccessibleDescription(_("How many files were collected and scored"))
        self._phase = label("", "muted")
        self._working = strip(self._phase, stretched(self.progress), self.cancel, spacing=SPACE_3)
        return self._working

    def _build_taking(self) -> QWidget:
        self.take = button(
            _("Let this one count"),
            _("Say that the student made this hand-in too"),
            self._on_take_clicked,
        )
        self.take_all = button(
            "", _("Say that the students made all of these hand-ins"), self._on_take_all_clicked
        )
        return strip(self.take, self.take_all, STRETCH)

    def _build_matching(self) -> QWidget:
        self._asking = label("", "")
        self.whose = ChoiceBox(_("Whose hand-in this is"))
        self.whose.setAccessibleDescription(_("The students of the class, the likeliest first"))
        self.whose.setMinimumContentsLength(34)
        self.match = button(
            _("It is this student"),
            _("Remember that this name belongs to the student"),
            self._on_match_clicked,
        )
        return strip(self._asking, self.whose, self.match, STRETCH)

    def enter(self) -> None:
        """Weigh what was collected anew: the due time or the list may have changed."""
        if self._report is not None:
            self._weigh()

    def leave(self) -> bool:
        """Stop what is running; what was collected is kept."""
        self._collecting.stop()
        return True

    # -- collecting ------------------------------------------------------------------------------

    def _show_folder(self) -> None:
        self._where.setText(_("from “{path}”", path=self._memory.path) if self._memory.path else "")
        self.collect.setText(_("Collect") if self._memory.path else _("Collect from a folder…"))

    def _on_collect_clicked(self) -> None:
        if self._memory.path is None:
            self._on_other_clicked()
            return
        # A share can be slow to list, so that is done beside the interface too.
        self._start(partial(self._use.find, self._memory.path))

    def _on_other_clicked(self) -> None:
        chosen = self._interaction.choose_folder(_("Collect from which folder?"), self._memory.path)
        if chosen is not None:
            self._memory.choose(chosen)
            self._show_folder()
            self._on_collect_clicked()

    def _on_files_clicked(self) -> None:
        chosen = self._interaction.choose_files(
            _("Collect which files?"), _(KINDS), self._memory.path
        )
        if chosen:
            self._start(partial(self._use.find_in, tuple(chosen)))

    def _start(self, find: Callable[[], Sequence[Path]]) -> None:
        """Collect the files that are found beside the interface, then score the lesson."""
        if self._collecting.is_busy:
            return
        self.progress.setValue(0)
        self._phase.setText(_(COLLECTING))
        collecting = partial(self._use.collect, find)
        self._collecting.start_job(collecting, self._on_collected, self._on_failed)

    def _on_collecting_progressed(self, done: int, total: int, phase: str) -> None:
        self._phase.setText(_("{phase} {done} of {total}", phase=_(phase), done=done, total=total))
        self.progress.setMaximum(max(1, total))
        self.progress.setValue(done)

    def _on_cancel_clicked(self) -> None:
        if self._collecting.is_busy:
            self._collecting.stop()
            self._phase.setText(_("Stopping…"))

    def _on_collected(self, collected: Collected) -> None:
        self._report, self._scored = collected.report, collected.scored
        self._show_report()
        self.table.setFocus()

    def _on_failed(self, trouble: AnnotatorError) -> None:
        self._interaction.tell(_("Collect"), str(trouble))

    def _show_working(self, is_working: bool) -> None:
        self._working.setVisible(is_working)
        for widget in (self.collect, self.other, self.files):
            widget.setEnabled(not is_working)

    # -- what was collected ----------------------------------------------------------------------

    def _show_report(self) -> None:
        report = self._report
        if report is None:
            return
        titles = self._use.titles()
        self.result.setText(summary(report, titles, self._scored))
        self.result.show()
        self.empty.hide()
        self.table.setVisible(bool(report.entries))
        entries = report.entries
        has_class = report.has_class and bool(self._use.members())
        order = sorted(range(len(entries)), key=lambda n: _urgency(entries[n], titles))
        rows = [entry_row(n, entries[n], titles, has_class=has_class) for n in order]
        self._show_choices()
        self.table.show_rows(
            [*map(_, HEADERS)], rows, widths=(30, 24, 22, 7, 40), stretch=4, centred=(3,)
        )

    def _show_choices(self) -> None:
        """Offer to let hand-ins count that came from another computer, one or all of them."""
        report, entry = self._report, self.entry
        waiting = len(report.set_aside) if report is not None else 0
        can_take = entry is not None and entry.can_be_taken
        self.take.setVisible(can_take)
        self.take_all.setText(
            ngettext(
                "Let the one from another computer count…",
                "Let all {number} from other computers count…",
                waiting,
            )
        )
        self.take_all.setVisible(waiting > 1)
        self._take_row.setVisible(can_take or waiting > 1)

    @property
    def entry(self) -> CollectEntry | None:
        """Return the entry of the chosen row."""
        report, key = self._report, self.table.key
        return report.entries[int(key)] if report is not None and key else None

    def _on_table_row_chosen(self) -> None:
        entry, report = self.entry, self._report
        chosen = (each.cells[-1] for each in self.table.rows.rows if each.key == self.table.key)
        self.told.setText(next(chosen, ""))
        self._show_choices()
        is_strange = entry is not None and report is not None and entry in report.strangers
        self._match_row.setVisible(is_strange)
        if not is_strange or entry is None or entry.hand_in is None:
            return
        self._asking.setText(_("“{name}” is", name=entry.hand_in.student_name))
        self.whose.clear()
        proposed = [proposal.member for proposal in entry.proposals]
        for proposal in entry.proposals:
            member = proposal.member
            self.whose.addItem(f"{member.roster.shown_name} – {proposal.reason}", member.student_id)
        for member in self._use.members():
            if member.is_active and member not in proposed:
                self.whose.addItem(member.roster.shown_name, member.student_id)
        self.match.setEnabled(self.whose.count() > 0)

    def _on_match_clicked(self) -> None:
        entry = self.entry
        student = self.whose.currentData()
        if entry is None or entry.hand_in is None or not student:
            return
        with told(self._interaction, _("Collect")):
            self._use.match(entry.hand_in.student_name, AuthorId(student))
            self._weigh()

    def _on_take_clicked(self) -> None:
        if self.entry is not None:
            self._take([self.entry])

    def _on_take_all_clicked(self) -> None:
        report = self._report
        if report is None:
            return
        count = len(report.set_aside)
        said = ngettext(
            "{number} hand-in came from another computer than the first one of this student. "
            "The newest counts then. Nothing is deleted, and you can choose the first one again.",
            "{number} hand-ins came from other computers than the first ones of these "
            "students. The newest of each student counts then. Nothing is deleted, and "
            "you can choose the first ones again.",
            count,
        )
        if self._interaction.ask(
            _("Collect"), said, _("Let them count"), _("Leave it"), careful=True
        ):
            self._take(report.set_aside)

    def _take(self, entries: Sequence[CollectEntry]) -> None:
        with told(self._interaction, _("Collect")):
            self._use.take(entries)
            self._weigh()

    def _weigh(self) -> None:
        """Give the hand-ins to their students anew; nothing is read from the folder again."""
        report = self._report
        if report is None:
            return
        with told(self._interaction, _("Collect")):
            self._report = self._use.weigh(report)
        self._show_report()

    def _on_grade_clicked(self) -> None:
        self.gradingRequested.emit(self._use.assignment.lesson_id)


def _urgency(entry: CollectEntry, titles: Titles) -> tuple[int, str]:
    """Return by what rows are sorted: what needs the teacher comes first."""
    name = entry.hand_in.student_name.casefold() if entry.hand_in else entry.path.name
    if is_elsewhere(entry, titles):
        return (4, name)
    if not entry.is_collected:
        return (0, name)
    if entry.member is None or entry.is_set_aside:
        return (1, name)
    if entry.has_odd_time:
        return (2, name)
    return (2 if entry.is_late else 3, name)
