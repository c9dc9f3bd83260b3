"""The cleaning of one imported page: its blocks, a word on each, and every way back."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from annotator.domain.imports import Decision, ImportedPage
from annotator.domain.lessons import BlockKind
from annotator.domain.paragraphs import CHOOSABLE_KINDS, KIND_NAMES
from annotator.gui.building.cleaning_rows import BlockRow, block_rows, listed
from annotator.gui.lists.row import Shape
from annotator.gui.lists.row_view import RowView
from annotator.gui.look.theme import SPACE_2
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.controls import button, paragraph
from annotator.gui.widgets.labels import ElidedLabel, label
from annotator.gui.widgets.layouts import STRETCH, column, row, stretched
from annotator.translation import N_, _, ngettext

NO_PAGE = N_(
    "This article was not imported into this lesson, so there is no page to clean. "
    "Its paragraphs can be edited under “Text”."
)
#: The name of the words that stand above the list where they are needed.
NOTE = "cleaningNote"
NOTHING_KEPT = N_(
    "The program found no article in this page, so it keeps nothing. Each block has its reason. "
    "Keep the blocks of the article here, or copy its text and paste it as an article of its own."
)
_KEYS = N_(
    "Space keeps or drops  ·  P paragraph, S subheading, C caption, Q quotation from "
    "elsewhere, E editor’s comment, L list item, T table row  ·  Backspace as the program "
    "chose  ·  Ctrl+A, Shift and Ctrl choose several"
)
_SPOKEN_KEYS = N_(
    "Space keeps or drops, P, S, C, Q, E, L and T say what a block is, Backspace takes the "
    "program's choice, Shift or Ctrl choose several"
)
_KIND_KEYS = {
    Qt.Key.Key_P: BlockKind.PARAGRAPH,
    Qt.Key.Key_S: BlockKind.SUBHEADING,
    Qt.Key.Key_C: BlockKind.CAPTION,
    Qt.Key.Key_Q: BlockKind.QUOTATION,
    Qt.Key.Key_E: BlockKind.EDITORS_COMMENT,
    Qt.Key.Key_L: BlockKind.LIST_ITEM,
    Qt.Key.Key_T: BlockKind.TABLE_ROW,
}
#: A long block is shown by its beginning.
_SHAPE = Shape(title=8, note=1, fits=True)


class Shown(StrEnum):
    """Which blocks are listed."""

    ALL = N_("All blocks")
    KEPT = N_("Kept")
    DROPPED = N_("Dropped")
    CAPTIONS = N_("Captions")
    DECIDED = N_("Decided by you")


class BlockList(RowView):
    """The blocks: Space keeps or drops, other single keys say what a block is."""

    kindChosen = Signal(object)
    undecided = Signal()

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__(_("Blocks of the page"), _(_SPOKEN_KEYS), shape=_SHAPE, several=True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Decide with single keys; the rest is moving and choosing."""
        key = Qt.Key(event.key())
        control = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        if event.modifiers() & control or not self.current:
            super().keyPressEvent(event)
        elif key in _KIND_KEYS:
            self.kindChosen.emit(_KIND_KEYS[key])
        elif key == Qt.Key.Key_Backspace:
            self.undecided.emit()
        elif key != Qt.Key.Key_Delete:
            super().keyPressEvent(event)


class CleaningView(QWidget):
    """What the page held and what becomes of it."""

    #: Emitted with the decisions by block, None for the program's choice, and their name.
    decided = Signal(object, str)
    pageTextRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a page."""
        super().__init__(parent)
        self.rows: tuple[BlockRow, ...] = ()
        self.list = BlockList()
        self.shown = ChoiceBox(_("Which blocks are listed"))
        self.shown.fill([(_(choice.value), choice) for choice in Shown])
        self.kind = ChoiceBox(_("What the chosen blocks are"))
        self.kind.fill([(_(KIND_NAMES[kind]), kind) for kind in CHOOSABLE_KINDS])
        for box in (self.shown, self.kind):
            box.setMinimumContentsLength(9)
        self.shown.setAccessibleDescription(_("List all blocks, or some of them"))
        self.kind.setAccessibleDescription(
            _("Paragraph, subheading, caption, quotation, editor’s comment and more")
        )
        self.toggle = button(_("Keep"), _("Keep the chosen blocks in the article, or drop them"))
        self.undecide = button(
            _("As the program chose"), _("Take back your decisions about the chosen blocks")
        )
        self.page_text = button(
            _("Take the page’s text again"),
            _("Replace the edited text by the kept blocks; undo brings the edits back"),
            self.pageTextRequested,
        )
        self._counts = label("", "muted")
        self._edited = paragraph(
            _("The text was edited by hand since; decisions here keep those edits."), "muted"
        )
        self._origin = ElidedLabel("", 2, "small")
        self._nothing = paragraph("", "muted")
        self._nothing.setObjectName(NOTE)
        self._keys = paragraph(_(_KEYS), "small")
        tools = (self.shown, self.toggle, self.kind, self.undecide, STRETCH)
        column(
            row(*tools, spacing=SPACE_2),
            self._counts,
            row(stretched(self._edited), self.page_text, spacing=SPACE_2),
            self._nothing,
            stretched(self.list),
            self._origin,
            self._keys,
            inside=self,
            margins=(0, SPACE_2, 0, 0),
            spacing=SPACE_2,
        )
        self._connect()

    def _connect(self) -> None:
        self.kind.activated.connect(self._on_kind_activated)
        self.list.checkToggled.connect(self._on_toggled)
        self.list.kindChosen.connect(self._on_kind_chosen)
        self.list.selectionModel().currentChanged.connect(self._show_chosen)
        self.list.severalChosen.connect(self._show_chosen)
        self.list.undecided.connect(self._on_undecided)
        self.shown.activated.connect(self._show_rows)
        self.toggle.clicked.connect(self._on_toggled)
        self.undecide.clicked.connect(self._on_undecided)

    def show_page(self, page: ImportedPage | None, *, is_edited: bool) -> None:
        """Show a page with its decisions; the same page keeps its place."""
        before, self.rows = self.rows, block_rows(page)
        is_new = [each.program for each in before] != [each.program for each in self.rows]
        kept = sum(each.block.keep for each in self.rows)
        decided = sum(each.is_decided for each in self.rows)
        told = _(
            "{kept} of {all} blocks are kept, {dropped} dropped.",
            kept=kept,
            all=len(self.rows),
            dropped=len(self.rows) - kept,
        )
        yours = _("{decided} decided by you.", decided=decided) if decided else ""
        self._counts.setText(f"{told} {yours}".strip())
        for tool in (self.shown, self.toggle, self.kind, self.undecide, self._counts, self._keys):
            tool.setVisible(page is not None)
        for part in (self._edited, self.page_text):
            part.setVisible(is_edited and page is not None)
        if is_new:
            self.shown.setCurrentIndex(0)
        self._show_rows()
        if is_new and self.rows:
            self.list.choose(self.rows[0].id)
            self.list.scrollToTop()
        if page is None:
            self._nothing.setText(_(NO_PAGE))

    def _show_rows(self) -> None:
        # Qt hands a word back as plain text.
        wanted = Shown(self.shown.currentData())
        seen = [each for each in self.rows if _is_shown(each, wanted)]
        self.list.set_items(seen, listed)
        self.list.setVisible(bool(seen))
        note = "" if seen else _("No block is like that. List all blocks to go on.")
        if seen and not any(each.block.keep for each in self.rows):
            note = _(NOTHING_KEPT)
        self._nothing.setText(note)
        self._nothing.setVisible(bool(note))
        self._show_chosen()

    def _chosen(self) -> dict[int, BlockRow]:
        found = self.list.chosen_items or (self.list.current_item,)
        return {each.number: each for each in found if each is not None}

    def _on_toggled(self) -> None:
        chosen = self._chosen()
        if not chosen:
            return
        keep = not all(each.block.keep for each in chosen.values())
        decisions = {
            number: Decision(keep=keep, kind=each.block.kind) for number, each in chosen.items()
        }
        count = len(chosen)
        label_ = (
            ngettext("Keep {number} block", "Keep {number} blocks", count)
            if keep
            else ngettext("Drop {number} block", "Drop {number} blocks", count)
        )
        self.decided.emit(decisions, label_)

    def _on_kind_activated(self, _place: int) -> None:
        self._on_kind_chosen(BlockKind(self.kind.currentData()))

    def _on_kind_chosen(self, kind: BlockKind) -> None:
        chosen = self._chosen()
        decisions = {
            number: Decision(keep=each.block.keep, kind=kind) for number, each in chosen.items()
        }
        if decisions:
            label_ = ngettext(
                "Change what {number} block is", "Change what {number} blocks are", len(chosen)
            )
            self.decided.emit(decisions, label_)

    def _on_undecided(self) -> None:
        chosen = self._chosen()
        if any(each.is_decided for each in chosen.values()):
            label_ = ngettext(
                "Take back decision on {number} block",
                "Take back decision on {number} blocks",
                len(chosen),
            )
            self.decided.emit(dict.fromkeys(chosen), label_)

    def _show_chosen(self) -> None:
        chosen = self._chosen()
        for part in (self.toggle, self.kind):
            part.setEnabled(bool(chosen))
        self.undecide.setEnabled(any(each.is_decided for each in chosen.values()))
        all_kept = bool(chosen) and all(each.block.keep for each in chosen.values())
        self.toggle.setText(_("Drop") if all_kept else _("Keep"))
        kinds = {each.block.kind for each in chosen.values()}
        if len(kinds) == 1:
            self.kind.choose(kinds.pop())
        at_hand = self.list.current_item
        told = ""
        if at_hand is not None and at_hand.was_changed:
            told = _("On the page: {words}", words=" ".join(at_hand.block.raw.split()))
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
