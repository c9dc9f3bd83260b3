"""The check before handing in: what is missing, and where the work goes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from annotator.gui.hand_in.wording import Jump, MissingGroup
from annotator.gui.look.icons import themed_icon
from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3, SPACE_4
from annotator.gui.plain_text import set_tip
from annotator.gui.widgets.controls import button, named, paragraph
from annotator.gui.widgets.fitting_scroll import FittingScroll
from annotator.gui.widgets.jump_button import JumpButton
from annotator.gui.widgets.labels import ElidedLabel, IconLabel, label
from annotator.gui.widgets.layouts import STRETCH, centred, column, holding, row
from annotator.translation import N_, _, ngettext

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
        self._trouble = paragraph(role="danger")
        self._trouble.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._trouble.hide()
        rest = paragraph(_("Choose a line to go there, or hand in as it is."), "muted")
        column(
            FittingScroll(holding(self._build_lines(missing, complete))),
            *([rest] if missing else []),
            SPACE_2,
            self._build_folder(),
            self._trouble,
            STRETCH,
            self._build_buttons(bool(missing)),
            inside=self,
            margins=0,
            spacing=SPACE_3,
        )

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
                place = grid.rowCount()
                if asked and groups is rest:
                    grid.setRowMinimumHeight(place, SPACE_2)
                grid.addWidget(label(heading), place + 1, 0, 1, 2)
            for group in groups:
                self._add_line(grid, group, icon, ink)
        return grid

    def _add_line(self, grid: QGridLayout, group: MissingGroup, icon: str, ink: str) -> None:
        place = grid.rowCount()
        grid.addWidget(IconLabel(icon, ink, ICON), place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(paragraph(group.line), place, 1)
        if group.jumps:
            grid.addLayout(self._build_jumps(group.jumps), place + 1, 1)

    def _build_jumps(self, jumps: Sequence[Jump]) -> QVBoxLayout:
        """Return a button for each of the first, and one for the rest."""
        shown = list(jumps[:SHOWN])
        if len(jumps) > SHOWN:
            rest, more = jumps[SHOWN], len(jumps) - SHOWN
            shown.append(
                Jump(ngettext("{number} more", "{number} more", more), rest.place, rest.id)
            )
        return column(*map(self._jump_button, shown), spacing=SPACE_1)

    def _jump_button(self, jump: Jump) -> JumpButton:
        made = named(JumpButton(jump.text), tells=_("Close this check and go there"))
        made.setIcon(themed_icon("arrow-right", "accent", 16))
        made.clicked.connect(partial(self.jumpRequested.emit, jump))
        return made

    def _build_folder(self) -> QHBoxLayout:
        self._folder = ElidedLabel(_(NO_FOLDER), lines=2, role="muted")
        self._choose = button(
            _("Other folder…"),
            _("Choose the folder into which your work goes"),
            self.folderRequested,
            kind="quiet",
        )
        self._choose.hide()
        return row(centred(self._folder, 1), self._choose, spacing=SPACE_2)

    def _build_buttons(self, is_missing: bool) -> QHBoxLayout:
        self._back = button(
            _("Go back"), _("Close this check; nothing is handed in"), self.backRequested
        )
        self._hand_in = button(
            _("Hand in anyway") if is_missing else _("Hand in"),
            _("Write your work into the folder of your class"),
            self.handInRequested,
            kind="primary",
        )
        self._default = self._back if is_missing else self._hand_in
        margins = (0, SPACE_4, 0, 0)
        return row(STRETCH, self._back, self._hand_in, spacing=SPACE_2, margins=margins)

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
        for each in (self._hand_in, self._choose):
            each.setEnabled(not working)
        if working:
            self.show_trouble("")

    def show_trouble(self, text: str) -> None:
        """Say why handing in did not work, and what was kept."""
        self._trouble.setText(text)
        self._trouble.setVisible(bool(text))
