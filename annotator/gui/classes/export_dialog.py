"""Export the grades of a lesson: looked at as a table first, then written."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLocale, QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from annotator.domain.errors import AnnotatorError
from annotator.gui.classes.dialog_frame import DialogFrame, button
from annotator.gui.errors import Interaction, told
from annotator.gui.lists.rows_table import RowsTable, TableRow
from annotator.gui.look.theme import SPACE_2
from annotator.gui.plain_text import set_tip
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.controls import paragraph
from annotator.gui.widgets.layouts import STRETCH, row
from annotator.services.gradebook import (
    ClassGradebook,
    GradebookColumn,
    LessonGradebook,
    with_numbers,
)
from annotator.translation import _, ngettext
from annotator.use_cases.classes import ClassResults, GradebookFile, GradebookFormat, RosterPreview


class ExportDialog(DialogFrame):
    """Shows what would be written, in the columns that the other system reads."""

    written = Signal(str)

    def __init__(
        self,
        results: ClassResults,
        gradebook: ClassGradebook,
        chosen: GradebookColumn | None,
        interaction: Interaction,
        parent: QWidget | None = None,
    ) -> None:
        """Offer the lessons of a book that have grades."""
        super().__init__(
            _("Export the grades of {group}", group=gradebook.group.name),
            _(
                "This is what the file will hold; nothing is written yet. A cell that a "
                "spreadsheet would run is written with an apostrophe before it."
            ),
            _("Save…"),
            _("Choose where to write the file"),
            parent,
            no=_("Close"),
        )
        self._results = results
        self._interaction = interaction
        self._columns = [column for column in gradebook.columns if column.gradebook is not None]
        self._roster: RosterPreview | None = None
        self.file: GradebookFile | None = None
        self.lesson = ChoiceBox(_("Lesson"))
        self.lesson.setAccessibleDescription(_("Whose grades are exported"))
        for column in self._columns:
            self.lesson.addItem(column.title)
        if chosen in self._columns:
            self.lesson.setCurrentIndex(self._columns.index(chosen))
        self.format = ChoiceBox(_("Format"))
        self.format.setAccessibleDescription(_("Who is to read the file"))
        for each in results.formats:
            self.format.addItem(_(each.name), each.key)
        if QLocale.system().decimalPoint() == ",":
            self.format.choose("plain-semicolon")
        for box in (self.lesson, self.format):
            box.setMinimumContentsLength(24)
        self.theirs = button(
            _("Fill in their file…"),
            _("Choose the file that the other system gave"),
            self._on_theirs_clicked,
        )
        self.work = ChoiceBox(_("Work"))
        self.work.setAccessibleDescription(_("Whether work that is not graded yet is exported too"))
        self.work.setMinimumContentsLength(20)
        self._advice = paragraph("", "warning")
        self.table = RowsTable(_("What is written"), _("The columns that the other system reads"))
        tools = (self.lesson, self.format, self.work, self.theirs)
        self.body.addLayout(row(*tools, STRETCH, spacing=SPACE_2))
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._advice)
        self.lesson.currentIndexChanged.connect(self._on_lesson_changed)
        self.work.currentIndexChanged.connect(self.show_preview)
        self.format.currentIndexChanged.connect(self._on_format_changed)
        self.accepting.connect(self._on_accepting)
        self.fit(1080, 660)
        self._offer_work()
        self._on_format_changed()

    @property
    def wanted(self) -> GradebookFormat:
        """Return the chosen format."""
        return self._results.formats[self.format.currentIndex()]

    def _gradebook(self) -> LessonGradebook | None:
        place = self.lesson.currentIndex()
        return self._columns[place].gradebook if 0 <= place < len(self._columns) else None

    def _on_lesson_changed(self) -> None:
        self._offer_work()
        self.show_preview()

    def _offer_work(self) -> None:
        """Offer what is graded, and beside it the rest with its number, graded alone first."""
        gradebook = self._gradebook()
        open_rows = gradebook.provisional if gradebook is not None else ()
        with QSignalBlocker(self.work):
            self.work.clear()
            self.work.addItem(_("Only graded work"), False)
            if open_rows:
                self.work.addItem(
                    ngettext(
                        "Also {number} not graded yet, provisional",
                        "Also {number} not graded yet, provisional",
                        len(open_rows),
                    ),
                    True,
                )
        self.work.setVisible(bool(open_rows))

    def _on_format_changed(self) -> None:
        self._roster = None
        self.theirs.setVisible(bool(self.wanted.needs))
        set_tip(self.theirs, _("Choose {needs}", needs=_(self.wanted.needs)))
        self.show_preview()

    def _on_theirs_clicked(self) -> None:
        path = self._interaction.choose_file(
            _("Choose {needs}", needs=_(self.wanted.needs)), _("CSV files (*.csv *.txt)"), None
        )
        if path is None:
            return
        with told(self._interaction, _("Export grades")):
            self._roster = self._results.read_roster(path)
        self.show_preview()

    def show_preview(self) -> None:
        """Show the table that would be written."""
        gradebook = self._gradebook()
        self.yes.setEnabled(gradebook is not None)
        if gradebook is None:
            self.say(_("No lesson of this class has a gradebook: their answer keys are not here."))
            return
        if self._roster is not None:
            gradebook = with_numbers(gradebook, self._roster.rows)
        self.file = self._results.file_of(
            gradebook, self.wanted, self._roster, provisional=bool(self.work.currentData())
        )
        main = self.file.main
        rows = [TableRow(str(n), tuple(cells)) for n, cells in enumerate(main.rows)]
        columns = zip(main.header, *main.rows, strict=True)
        widths = [min(28, max(map(len, cells))) for cells in columns]
        self.table.show_rows(main.header, rows, widths=widths)
        # What the command line calls by its options stands here as what can be pressed.
        pressed = {"--roster": self.theirs.text(), "--provisional": self.work.itemText(1)}
        advice = [*self.file.advice, *gradebook.doubtful]
        for option, shown in pressed.items():
            advice = [each.replace(option, f"“{shown}”") for each in advice]
        self._advice.setText("\n".join(advice))
        self._advice.setVisible(bool(advice))

    def _on_accepting(self) -> None:
        gradebook = self._gradebook()
        if self.file is None or gradebook is None:
            return
        ending = self.wanted.ending
        kinds = _("Archives (*.zip)") if ending == ".zip" else _("CSV files (*.csv)")
        name = f"{gradebook.lesson.id}-{gradebook.class_name}-{self.wanted.key}{ending}"
        path = self._interaction.choose_new_file(
            _("Save the gradebook"), kinds, Path.home() / name.replace("/", "-").replace(" ", "-")
        )
        if path is None:
            return
        try:
            self._results.write(self.file, path if path.suffix else path.with_suffix(ending))
        except AnnotatorError as trouble:
            self.say(str(trouble))
            return
        shown = gradebook if self.work.currentData() else gradebook.only_graded()
        points = sum(row.points is not None for row in shown.rows)
        self.written.emit(
            ngettext(
                "Points of {points} of {number} student were written into “{file}”.",
                "Points of {points} of {number} students were written into “{file}”.",
                len(gradebook.rows),
                points=points,
                file=path.name,
            )
        )
        self.accept()
