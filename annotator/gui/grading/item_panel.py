"""The words of one hand-in: every item with its sign, and what can be done with the chosen one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.grading import VerdictKind
from annotator.gui.articles.highlight_colours import highlight_colours
from annotator.gui.grading.grading_items import GradingItem
from annotator.gui.plain_text import set_tip
from annotator.gui.theme import SPACE_1, SPACE_2, Theme
from annotator.gui.widgets.icons import themed_icon
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.outcome_signs import OutcomeSign
from annotator.gui.widgets.row_list import Row, RowList

NOTHING = "Choose a row, or click a highlight in the text."
_WAITS = "Show only what waits for a verdict"
_VERDICTS = (
    (VerdictKind.ACCEPT, "Accept  A", "Give this student the points for it"),
    (VerdictKind.ACCEPT_FOR_ALL, "For all…  Shift+A", "Into the key, for everybody who has it"),
    (VerdictKind.REJECT, "Reject  R", "No points for it"),
    (VerdictKind.IGNORE, "Ignore  I", "Neither points nor a word about it"),
)


class VerdictButtons(QWidget):
    """The four verdicts on an annotation that is not in the key."""

    verdictGiven = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a button for each verdict, with its key on it."""
        super().__init__(parent)
        self._kinds: dict[QPushButton, VerdictKind] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(SPACE_1)
        for number, (kind, text, tip) in enumerate(_VERDICTS):
            button = QPushButton(text)
            button.setAccessibleName(text.split("  ")[0].rstrip("…"))
            button.setAccessibleDescription(tip)
            set_tip(button, tip)
            button.setCheckable(True)
            button.clicked.connect(self._on_button_clicked)
            self._kinds[button] = kind
            grid.addWidget(button, number // 2, number % 2)

    def show_verdict(self, kind: VerdictKind | None) -> None:
        """Show which verdict was given, if any."""
        for button, each in self._kinds.items():
            button.setChecked(each is kind)

    def button(self, kind: VerdictKind) -> QPushButton:
        """Return the button of a verdict."""
        return next(button for button, each in self._kinds.items() if each is kind)

    def _on_button_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            button.setChecked(not button.isChecked())  # it shows what is stored, not the click
            self.verdictGiven.emit(self._kinds[button])


class CreditEditor(QWidget):
    """A credit that can be set by hand, with the reason."""

    creditSet = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show no credit yet."""
        super().__init__(parent)
        self._by_rules = 0.0
        self.field = QDoubleSpinBox()
        self.field.setRange(0.0, 1.0)
        self.field.setSingleStep(0.25)
        self.field.setAccessibleName("Credit, 0 to 1")
        self.field.setAccessibleDescription("The share of the points that this item earns")
        self.field.setKeyboardTracking(False)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("Reason (optional)")
        self.reason.setAccessibleName("Reason for the credit")
        self.reason.setAccessibleDescription("Enter sets the credit with this reason")
        self.reason.returnPressed.connect(self._on_set)
        self.set_button = QPushButton("Set")
        self.set_button.setAccessibleDescription("Set this credit by hand; it wins over the rules")
        self.set_button.clicked.connect(self._on_set)
        self.rules_button = QPushButton("By the rules")
        self.rules_button.setProperty("kind", "quiet")
        self.rules_button.setAccessibleDescription("Take the credit that was set by hand back")
        self.rules_button.clicked.connect(self._on_rules_clicked)
        top = QHBoxLayout()
        top.setSpacing(SPACE_1)
        top.addWidget(label("Credit"))
        top.addWidget(self.field)
        top.addWidget(self.set_button)
        top.addWidget(self.rules_button)
        top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        column.addLayout(top)
        column.addWidget(self.reason)

    def show_credit(self, credit: float, reason: str, *, by_hand: bool) -> None:
        """Show a credit and whether it was set by hand."""
        self.field.setValue(credit)
        self.reason.setText(reason)
        self.rules_button.setEnabled(by_hand)

    def _on_set(self) -> None:
        self.field.interpretText()
        self.creditSet.emit(self.field.value(), self.reason.text())

    def _on_rules_clicked(self) -> None:
        self.creditSet.emit(None, "")


class ItemPanel(QWidget):
    """The list of items and the details of the chosen one."""

    itemChosen = Signal(str)
    verdictGiven = Signal(object)
    creditSet = Signal(object, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start without items."""
        super().__init__(parent)
        self._theme = theme
        self._items: tuple[GradingItem, ...] = ()
        self.list = RowList("Items of this hand-in", theme)
        self.list.rowChosen.connect(self.itemChosen)
        #: Stands beside the tabs.
        self.waiting = QToolButton()
        self.waiting.setCheckable(True)
        self.waiting.setProperty("kind", "quiet")
        self.waiting.setAccessibleName(_WAITS)
        set_tip(self.waiting, _WAITS)
        self.waiting.setAccessibleDescription("Hide everything that has its credit or verdict")
        self.waiting.toggled.connect(self._on_waiting_toggled)
        self._said = label(NOTHING, "muted")
        self._said.setWordWrap(True)
        self._words = label("")
        self._words.setWordWrap(True)
        self._why = label("", "small")
        self._why.setWordWrap(True)
        self.verdicts = VerdictButtons()
        self.verdicts.verdictGiven.connect(self.verdictGiven)
        self.credit = CreditEditor()
        self.credit.creditSet.connect(self.creditSet)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_1, 0, 0)
        column.setSpacing(SPACE_1)
        column.addWidget(self.list, 1)
        column.addWidget(self._said)
        column.addWidget(self._words)
        column.addWidget(self._why)
        column.addWidget(self.verdicts)
        column.addWidget(self.credit)
        column.addSpacing(SPACE_2)
        self.show_item(None, "")
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self.waiting.setIcon(themed_icon("list-filter", theme.text))
        self.list.set_theme(theme)
        self._show_rows(self.list.current)

    def set_items(self, items: Sequence[GradingItem], current: str) -> None:
        """Show these items with one of them chosen."""
        self._items = tuple(items)
        self._show_rows(current)

    @property
    def shown(self) -> tuple[GradingItem, ...]:
        """Return the items in the list."""
        keys = {row.key for row in self.list.rows}
        return tuple(item for item in self._items if item.key in keys)

    def _show_rows(self, current: str) -> None:
        only_open = self.waiting.isChecked()
        shown = [i for i in self._items if not only_open or i.is_open or i.key == current]
        self.list.set_rows([self._row(item) for item in shown], current)

    def _row(self, item: GradingItem) -> Row:
        colour = highlight_colours(item.category, self._theme).letter
        return Row(
            item.key,
            item.quote,
            item.sign,
            right=item.points,
            letter=item.category.letter,
            colour=colour,
            is_quiet=item.sign is OutcomeSign.MISSED,
        )

    def show_item(self, item: GradingItem | None, reason: str) -> None:
        """Show the details of an item; `reason` is that of a credit set by hand."""
        self._words.setVisible(item is not None)
        self._why.setVisible(False)
        self.verdicts.setVisible(item is not None and item.is_extra)
        self.credit.setVisible(item is not None and item.credit is not None)
        self._said.setVisible(item is None)
        if item is None:
            return
        head = f"{item.category.name}, {item.sign.value or 'no points'}"
        self._words.setText(head if not item.points else f"{head}: {item.points} points")
        why = _told(item)
        self._why.setText(why)
        self._why.setVisible(bool(why))
        if item.credit is not None:
            self.credit.show_credit(item.credit.credit, reason, by_hand=item.credit.overridden)
        self.verdicts.show_verdict(item.verdict.kind if item.verdict else None)

    def _on_waiting_toggled(self, _on: bool) -> None:
        self._show_rows(self.list.current)


def _told(item: GradingItem) -> str:
    """Return what the student wrote and what the key explains, a line each."""
    lines = []
    mine = item.annotation
    if mine is not None:
        technique = item.category.technique(mine.technique_id or "")
        if mine.reason or technique:
            named = f" ({technique.name.lower()})" if technique else ""
            lines.append(f"Student: {mine.reason or 'no reason'}{named}")
        if mine.rewrite:
            lines.append(f"Neutral: {mine.rewrite}")
        if item.credit is not None and mine.quote != item.quote:
            lines.append(f"Marked: “{' '.join(mine.quote.split())}”")
    if item.credit is not None and item.credit.key.explanation:
        lines.append(f"Key: {item.credit.key.explanation}")
    return "\n".join(lines)
