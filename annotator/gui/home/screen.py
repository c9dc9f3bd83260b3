"""The start screen of a student: who is here, where to go on, which lessons there are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from annotator.gui.home.name_panel import NamePanel
from annotator.gui.home.wordmark import Wordmark
from annotator.gui.look.theme import SPACE_2, SPACE_3, SPACE_4, SPACE_6, SPACE_8, TARGET
from annotator.gui.widgets.card_grid import CardGrid
from annotator.gui.widgets.controls import button, paragraph
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.layouts import (
    STRETCH,
    LayoutItem,
    column,
    holding,
    row,
    scrolled,
    stretched,
)
from annotator.translation import N_, _

if TYPE_CHECKING:  # the first paint has no cards and does not wait for them
    from annotator.gui.home.cards import ContinueCard, LessonCard, OpenFileCard
    from annotator.services.lesson_entries import LessonEntry

#: Wider than this the eye has to travel, so the sheet stays in the middle.
WIDEST = 1080
EMPTY = N_(
    "There is no lesson on this machine yet. Your teacher gives you one as a .lesson file: "
    "open it here, or drop it on this window."
)
WAITING = N_("Getting the lessons ready…")


class HomeScreen(QWidget):
    """A quiet sheet with the lessons on it; says what a person asks for and does nothing itself."""

    fileRequested = Signal()
    helpRequested = Signal()
    lessonRequested = Signal(str)
    nameGiven = Signal(str)
    nameWithdrawn = Signal()
    teacherRequested = Signal()
    retryRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show the frame; the lessons come when the application is open."""
        super().__init__(parent)
        self._continue: ContinueCard | None = None
        self._open_file: OpenFileCard | None = None
        self._entries: tuple[LessonEntry, ...] | None = None
        self.names = NamePanel()
        self._retry = button(
            _("Try again"), _("Look for the lessons once more"), self.retryRequested
        )
        self._build()
        self._connect()
        self.show_waiting()

    def _build(self) -> None:
        self._trouble = paragraph(role="danger")
        self._notice = paragraph(role="muted")
        for widget in (self._trouble, self._retry, self._notice):
            widget.hide()
        self._continue_heading = label(_("Continue"), "heading")
        self._continue_place = QVBoxLayout()
        self._continue_gap = QWidget()
        self._continue_gap.setFixedHeight(SPACE_4)
        self._lessons_heading = label(_("Lessons in this room"), "heading")
        self._teacher = button(
            _("For teachers"),
            _("Build lessons, collect and grade work"),
            self.teacherRequested,
            kind="quiet",
            name=_("For teachers"),
        )
        self._quiet_line = paragraph(role="muted")
        self._grid = CardGrid()
        left = LayoutItem(self._retry, 0, Qt.AlignmentFlag.AlignLeft)
        centre = column(
            self._build_header(),
            SPACE_4,
            column(self._trouble, left, self._notice, spacing=SPACE_2),
            self._continue_heading,
            self._continue_place,
            self._continue_gap,
            row(stretched(self._lessons_heading), self._teacher),
            self._quiet_line,
            self._grid,
            STRETCH,
            margins=(SPACE_8, SPACE_6, SPACE_8, SPACE_8),
            spacing=SPACE_3,
        )
        sheet = holding(centre)
        sheet.setMaximumWidth(WIDEST)
        self._area = scrolled(holding(row(STRETCH, stretched(sheet, 1000), STRETCH, margins=0)))
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        column(self._area, inside=self, margins=0)

    def _build_header(self) -> QHBoxLayout:
        self._help = button("?", "", self.helpRequested, kind="round", name=_("Keys and help"))
        self._help.setFixedWidth(TARGET + 4)
        self._help.setToolTip(_("Keys and help (F1)"))
        top = Qt.AlignmentFlag.AlignTop
        return row(
            LayoutItem(Wordmark(), 0, top),
            STRETCH,
            LayoutItem(self.names, 1000, top),
            LayoutItem(self._help, 0, top),
            spacing=SPACE_3,
        )

    def _connect(self) -> None:
        self._teacher.hide()
        self.names.nameGiven.connect(self.nameGiven)
        self.names.nameWithdrawn.connect(self.nameWithdrawn)

    # -- what it shows -----------------------------------------------------------------------

    def show_waiting(self) -> None:
        """Show that the lessons are on their way."""
        self._clear_trouble()
        self._entries = None
        self._show_continue(None)
        self._quiet_line.setText(_(WAITING))
        self._quiet_line.show()
        self._grid.hide()

    def show_entries(self, entries: Sequence[LessonEntry]) -> None:
        """Show the lessons; the one that was open last stands on its own above."""
        from annotator.gui.home.cards import LessonCard, OpenFileCard

        self._clear_trouble()
        if self._is_shown(entries):
            return
        self._entries = tuple(entries)
        first = entries[0] if entries else None
        last = first if first is not None and first.place is not None else None
        self._show_continue(last)
        cards = [LessonCard(entry) for entry in entries if entry is not last]
        for card in cards:
            card.lessonRequested.connect(self.lessonRequested)
        self._open_file = OpenFileCard()
        self._open_file.clicked.connect(self.fileRequested)
        self._quiet_line.setText(_(EMPTY))
        self._quiet_line.setVisible(not entries)
        self._grid.set_cards([*cards, self._open_file])
        self._grid.show()
        self._order_focus(cards)

    def offer_teacher(self) -> None:
        """Show the way into the teacher's area, once there is an application behind it."""
        self._teacher.show()

    def show_trouble(self, text: str) -> None:
        """Say why there are no lessons, and offer to try again."""
        self._entries = None
        self._show_continue(None)
        self._quiet_line.hide()
        self._grid.hide()
        self._lessons_heading.hide()
        self._trouble.setText(text)
        self._trouble.show()
        self._retry.show()
        self._retry.setFocus()

    def show_notice(self, text: str) -> None:
        """Say something that needs no answer; an empty text takes it away."""
        self._notice.setText(text)
        self._notice.setVisible(bool(text))

    def focus_lesson(self, lesson_id: str) -> None:
        """Bring the keyboard to the card of a lesson and into view."""
        from annotator.gui.home.cards import ContinueCard, LessonCard

        for card in [*self.findChildren(ContinueCard), *self.findChildren(LessonCard)]:
            if card.entry.lesson.id == lesson_id and card.isVisibleTo(self):
                card.setFocus(Qt.FocusReason.OtherFocusReason)
                self._area.ensureWidgetVisible(card)

    def focus_lessons(self) -> None:
        """Bring the keyboard to the lesson that comes first."""
        if self._entries:
            self.focus_lesson(self._entries[0].lesson.id)

    def _is_shown(self, entries: Sequence[LessonEntry]) -> bool:
        """Return whether these cards stand here; what tells of times is drawn anew."""
        told = any(entry.progress.handed_in for entry in entries)
        return self._entries == tuple(entries) and not told

    def _clear_trouble(self) -> None:
        self._trouble.hide()
        self._retry.hide()
        self._lessons_heading.show()

    def _show_continue(self, entry: LessonEntry | None) -> None:
        if self._continue is not None:
            self._continue_place.removeWidget(self._continue)
            self._continue.hide()
            self._continue.deleteLater()
            self._continue = None
        if entry is not None:
            from annotator.gui.home.cards import ContinueCard

            self._continue = ContinueCard(entry)
            self._continue.lessonRequested.connect(self.lessonRequested)
            self._continue_place.addWidget(self._continue)
            self._continue.show()
        self._continue_heading.setVisible(entry is not None)
        self._continue_gap.setVisible(entry is not None)

    def _order_focus(self, cards: Sequence[LessonCard]) -> None:
        """Let Tab go as the eye does: continue, the lessons, the file; teachers and help last."""
        order = [self._continue, *cards, self._open_file, self._teacher, self._help]
        chain = [widget for widget in order if widget is not None]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)
