"""The cleaning of one imported page: its blocks, a word on each, and every way back."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.domain.imports import Decision, ImportedPage
from annotator.domain.lessons import BlockKind
from annotator.gui.building.cleaning_list import CleaningList
from annotator.gui.building.cleaning_model import KIND_NAMES, BlockRow, CleaningModel
from annotator.gui.look.theme import SPACE_2, Theme
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.labels import ElidedLabel, label

NO_PAGE = (
    "This article was not imported into this lesson, so there is no page to clean. "
    "Its paragraphs can be edited under “Text”."
)
_KEYS = (
    "Space keeps or drops  ·  P paragraph, S subheading, C caption  ·  Backspace as the program "
    "chose  ·  Ctrl+A, Shift and Ctrl choose several"
)


class Shown(StrEnum):
    """Which blocks are listed."""

    ALL = "All blocks"
    KEPT = "Kept"
    DROPPED = "Dropped"
    CAPTIONS = "Captions"
    DECIDED = "Decided by you"


class CleaningView(QWidget):
    """What the page held and what becomes of it."""

    #: Emitted with the decisions by block, None for the program's choice, and their name.
    decided = Signal(object, str)
    pageTextRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a page."""
        super().__init__(parent)
        self.model = CleaningModel(self)
        self.list = CleaningList(self.model)
        self.shown = ChoiceBox("Which blocks are listed")
        self.kind = ChoiceBox("What the chosen blocks are")
        self.toggle = QPushButton("Keep")
        self.undecide = QPushButton("As the program chose")
        self.page_text = QPushButton("Take the page’s text again")
        self._counts = label("", "muted")
        self._edited = label(
            "The text was edited by hand since; decisions here keep those edits.", "muted"
        )
        self._origin = ElidedLabel("", 2, "small")
        self._build()
        self._connect()

    def _build(self) -> None:
        for choice in Shown:
            self.shown.addItem(choice.value, choice)
        for kind, name in KIND_NAMES.items():
            self.kind.addItem(name, kind)
        for box in (self.shown, self.kind):
            box.setMinimumContentsLength(9)
        self.shown.setAccessibleDescription("List all blocks, or some of them")
        self.kind.setAccessibleDescription("Paragraph, subheading or caption")
        self.toggle.setAccessibleDescription("Keep the chosen blocks in the article, or drop them")
        self.undecide.setAccessibleDescription("Take back your decisions about the chosen blocks")
        self.page_text.setAccessibleDescription(
            "Replace the edited text by the kept blocks; undo brings the edits back"
        )
        tools = QHBoxLayout()
        tools.setSpacing(SPACE_2)
        for widget in (self.shown, self.toggle, self.kind, self.undecide):
            tools.addWidget(widget)
        tools.addStretch(1)
        edited = QHBoxLayout()
        edited.setSpacing(SPACE_2)
        edited.addWidget(self._edited, 1)
        edited.addWidget(self.page_text)
        self._edited.setWordWrap(True)
        self._nothing = label("", "muted")
        self._nothing.setWordWrap(True)
        keys = label(_KEYS, "small")
        keys.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_2, 0, 0)
        column.setSpacing(SPACE_2)
        column.addLayout(tools)
        column.addWidget(self._counts)
        column.addLayout(edited)
        column.addWidget(self._nothing)
        column.addWidget(self.list, 1)
        column.addWidget(self._origin)
        column.addWidget(keys)
        self._keys = keys

    def _connect(self) -> None:
        self.kind.activated.connect(self._on_kind_activated)
        self.list.currentMoved.connect(self._on_current_moved)
        self.list.kindChosen.connect(self._on_kind_chosen)
        self.list.selectionModel().selectionChanged.connect(self._on_current_moved)
        self.list.toggled.connect(self._on_toggled)
        self.list.undecided.connect(self._on_undecided)
        self.page_text.clicked.connect(self.pageTextRequested)
        self.shown.activated.connect(self._on_shown_activated)
        self.toggle.clicked.connect(self._on_toggled)
        self.undecide.clicked.connect(self._on_undecided)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self.list.set_theme(theme)
        for box in (self.shown, self.kind):
            box.set_theme(theme)

    def show_page(self, page: ImportedPage | None, *, is_edited: bool) -> None:
        """Show a page with its decisions; the same page keeps its place."""
        is_new = self.model.set_page(page)
        rows = self.model.rows
        kept = sum(row.block.keep for row in rows)
        decided = sum(row.is_decided for row in rows)
        told = f"{kept} of {len(rows)} blocks are kept, {len(rows) - kept} dropped."
        self._counts.setText(told + (f" {decided} decided by you." if decided else ""))
        for part in (self._edited, self.page_text):
            part.setVisible(is_edited and page is not None)
        for tool in (self.shown, self.toggle, self.kind, self.undecide, self._counts, self._keys):
            tool.setVisible(page is not None)
        if is_new:
            self.shown.setCurrentIndex(0)
        self._filter()
        if is_new and rows:
            self.list.go_to(0)
            self.list.scrollToTop()
        if page is None:
            self._nothing.setText(NO_PAGE)
        self._on_current_moved()

    def _filter(self) -> None:
        # Qt hands a word back as plain text.
        wanted = Shown(self.shown.currentData())
        seen = 0
        for number, row in enumerate(self.model.rows):
            is_seen = _is_shown(row, wanted)
            seen += is_seen
            if self.list.isRowHidden(number) == is_seen:
                self.list.setRowHidden(number, not is_seen)
        self.list.setVisible(seen > 0)
        self._nothing.setText("" if seen else "No block is like that. List all blocks to go on.")
        self._nothing.setVisible(not seen)

    def _chosen(self) -> dict[int, BlockRow]:
        return {number: self.model.rows[number] for number in self.list.chosen_rows()}

    def _on_toggled(self) -> None:
        chosen = self._chosen()
        if not chosen:
            return
        keep = not all(row.block.keep for row in chosen.values())
        decisions = {
            number: Decision(keep=keep, kind=row.block.kind) for number, row in chosen.items()
        }
        self.decided.emit(decisions, _named("Keep" if keep else "Drop", chosen))

    def _on_kind_activated(self, _place: int) -> None:
        self._on_kind_chosen(BlockKind(self.kind.currentData()))

    def _on_kind_chosen(self, kind: BlockKind) -> None:
        chosen = self._chosen()
        decisions = {
            number: Decision(keep=row.block.keep, kind=kind) for number, row in chosen.items()
        }
        if decisions:
            self.decided.emit(decisions, _named("Change what is", chosen))

    def _on_undecided(self) -> None:
        chosen = self._chosen()
        if any(row.is_decided for row in chosen.values()):
            self.decided.emit(dict.fromkeys(chosen), _named("Take back decision on", chosen))

    def _on_shown_activated(self, _place: int) -> None:
        self._filter()
        self._on_current_moved()

    def _on_current_moved(self) -> None:
        chosen = self._chosen()
        for button in (self.toggle, self.kind):
            button.setEnabled(bool(chosen))
        self.undecide.setEnabled(any(row.is_decided for row in chosen.values()))
        all_kept = bool(chosen) and all(row.block.keep for row in chosen.values())
        self.toggle.setText("Drop" if all_kept else "Keep")
        kinds = {row.block.kind for row in chosen.values()}
        if len(kinds) == 1:
            self.kind.setCurrentIndex(self.kind.findData(kinds.pop()))
        current = self.list.currentIndex().row()
        row = chosen.get(current)
        told = f"On the page: {' '.join(row.block.raw.split())}" if row and row.was_changed else ""
        self._origin.setText(told)
        self._origin.setVisible(bool(told))


def _is_shown(row: BlockRow, wanted: Shown) -> bool:
    match wanted:
        case Shown.KEPT:
            return row.block.keep
        case Shown.DROPPED:
            return not row.block.keep
        case Shown.CAPTIONS:
            return row.block.kind is BlockKind.CAPTION
        case Shown.DECIDED:
            return row.is_decided
    return True


def _named(verb: str, chosen: dict[int, BlockRow]) -> str:
    return f"{verb} {'a block' if len(chosen) == 1 else f'{len(chosen)} blocks'}"
