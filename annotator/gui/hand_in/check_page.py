"""The check before handing in: what is missing, and where the work goes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.gui.hand_in.wording import Jump, MissingGroup
from annotator.gui.look.icons import IconLabel, themed_icon
from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3, SPACE_4
from annotator.gui.plain_text import set_tip
from annotator.gui.widgets.fitting_scroll import FittingScroll
from annotator.gui.widgets.jump_button import JumpButton
from annotator.gui.widgets.labels import ElidedLabel, label
from annotator.translation import N_, _

ICON = 20
#: So many missing things of one kind get a line of their own.
SHOWN = 3
ASKED_FOR = N_("Your teacher asks for this, and it is still missing:")
STILL_OPEN = N_("This is open too; it can stay so:")
STILL_MISSING = N_("Some things are still missing:")
NO_FOLDER = N_("You choose the folder next. Your teacher knows which one.")


class CheckPage(QWidget):
    """What is missing with counts; the student decides, nothing is forbidden."""

    backRequested = Signal()
    folderRequested = Signal()
    handInRequested = Signal()
    jumpRequested = Signal(object)

    def __init__(
        self,
        missing: Sequence[MissingGroup],
        complete: str,
        *,
        may_choose_folder: bool,
        parent: QWidget | None = None,
    ) -> None:
        """Show the lines of what is missing, or the sentence that nothing is."""
        super().__init__(parent)
        self._may_choose_folder = may_choose_folder
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_3)
        lines = QWidget()
        lines.setLayout(self._build_lines(missing, complete))
        column.addWidget(FittingScroll(lines))
        if missing:
            rest = label(_("Choose a line to go there, or hand in as it is."), "muted")
            rest.setWordWrap(True)
            column.addWidget(rest)
        column.addSpacing(SPACE_2)
        column.addLayout(self._build_folder())
        self._trouble = label("", "danger")
        self._trouble.setWordWrap(True)
        self._trouble.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._trouble.hide()
        column.addWidget(self._trouble)
        column.addStretch(1)
        column.addLayout(self._build_buttons(bool(missing)))

    def _build_lines(self, missing: Sequence[MissingGroup], complete: str) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_3)
        grid.setVerticalSpacing(SPACE_2)
        grid.setColumnStretch(1, 1)
        if not missing:
            self._add_line(grid, MissingGroup(complete, ()), "check", "accent")
        asked = [group for group in missing if group.is_asked_for]
        rest = [group for group in missing if not group.is_asked_for]
        for heading, groups, icon, ink in (
            (_(ASKED_FOR), asked, "circle-alert", "danger"),
            (_(STILL_OPEN) if asked else _(STILL_MISSING), rest, "circle-dot", "warning"),
        ):
            if groups:
                row = grid.rowCount()
                if asked and groups is rest:
                    grid.setRowMinimumHeight(row, SPACE_2)
                grid.addWidget(label(heading), row + 1, 0, 1, 2)
            for group in groups:
                self._add_line(grid, group, icon, ink)
        return grid

    def _add_line(self, grid: QGridLayout, group: MissingGroup, icon: str, ink: str) -> None:
        row = grid.rowCount()
        sign = IconLabel(icon, ink, ICON)
        words = label(group.line)
        words.setWordWrap(True)
        grid.addWidget(sign, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(words, row, 1)
        if group.jumps:
            grid.addLayout(self._build_jumps(group.jumps), row + 1, 1)

    def _build_jumps(self, jumps: Sequence[Jump]) -> QVBoxLayout:
        """Return a button for each of the first, and one for the rest."""
        column = QVBoxLayout()
        column.setSpacing(SPACE_1)
        shown = list(jumps[:SHOWN])
        if len(jumps) > SHOWN:
            rest = jumps[SHOWN]
            shown.append(Jump(f"{len(jumps) - SHOWN} more", rest.place, rest.id))
        for jump in shown:
            button = JumpButton(jump.text)
            button.setIcon(themed_icon("arrow-right", "accent", 16))
            button.setAccessibleDescription(_("Close this check and go there"))
            button.clicked.connect(partial(self.jumpRequested.emit, jump))
            column.addWidget(button)
        return column

    def _build_folder(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        self._folder = ElidedLabel(_(NO_FOLDER), lines=2, role="muted")
        self._choose = QPushButton(_("Other folder…"))
        self._choose.setProperty("kind", "quiet")
        self._choose.setAccessibleDescription(_("Choose the folder into which your work goes"))
        self._choose.clicked.connect(self.folderRequested)
        self._choose.hide()
        row.addWidget(self._folder, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._choose)
        return row

    def _build_buttons(self, is_missing: bool) -> QHBoxLayout:
        self._back = QPushButton(_("Go back"))
        self._hand_in = QPushButton(_("Hand in anyway") if is_missing else _("Hand in"))
        self._hand_in.setProperty("kind", "primary")
        self._back.setAccessibleDescription(_("Close this check; nothing is handed in"))
        self._hand_in.setAccessibleDescription(_("Write your work into the folder of your class"))
        self._back.clicked.connect(self.backRequested)
        self._hand_in.clicked.connect(self.handInRequested)
        self._default = self._back if is_missing else self._hand_in
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        row.setContentsMargins(0, SPACE_4, 0, 0)
        row.addStretch(1)
        row.addWidget(self._back)
        row.addWidget(self._hand_in)
        return row

    def focus_default(self) -> None:
        """Bring the keyboard to the button that is most likely meant."""
        self._default.setDefault(True)
        self._default.setFocus()

    def show_folder(self, folder: Path | None) -> None:
        """Say where the work goes."""
        self._folder.setText(
            _(NO_FOLDER) if folder is None else _("Your work goes to: {folder}", folder=folder)
        )
        set_tip(self._folder, "" if folder is None else str(folder))
        self._choose.setVisible(folder is not None and self._may_choose_folder)

    def show_working(self, working: bool) -> None:
        """Hold the buttons while the work is being sealed."""
        for button in (self._hand_in, self._choose):
            button.setEnabled(not working)
        if working:
            self.show_trouble("")

    def show_trouble(self, text: str) -> None:
        """Say why handing in did not work, and what was kept."""
        self._trouble.setText(text)
        self._trouble.setVisible(bool(text))
