"""The words of one hand-in: every item with its sign, and what can be done with the chosen one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDoubleSpinBox, QLineEdit, QPushButton, QWidget

from annotator.domain.grading import VerdictKind
from annotator.domain.scheme import CANNOT_TELL
from annotator.gui.articles.category_signs import CategoryLetter
from annotator.gui.grading.button_grid import ButtonGrid
from annotator.gui.grading.grading_items import GradingItem
from annotator.gui.lists.row import Row, Tone
from annotator.gui.lists.row_view import RowView
from annotator.gui.lists.signs import OutcomeIcon
from annotator.gui.look.icons import themed_icon
from annotator.gui.look.theme import SPACE_1, SPACE_2
from annotator.gui.widgets.controls import button, named, paragraph, tool
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.layouts import STRETCH, column, row, stretched
from annotator.gui.widgets.outcome_signs import OutcomeSign
from annotator.translation import N_, _

NOTHING = N_("Choose a row, or click a highlight in the text.")
_WAITS = N_("Show only what waits for a verdict")
_VERDICTS = (
    (VerdictKind.ACCEPT, N_("Accept  A"), N_("Give this student the points for it")),
    (
        VerdictKind.ACCEPT_FOR_ALL,
        N_("For all…  Shift+A"),
        N_("Into the key, for everybody who has it"),
    ),
    (VerdictKind.REJECT, N_("Reject  R"), N_("No points for it")),
    (VerdictKind.IGNORE, N_("Ignore  I"), N_("Neither points nor a word about it")),
)


class VerdictButtons(QWidget):
    """The four verdicts on an annotation that is not in the key."""

    verdictGiven = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a button for each verdict, with its key on it."""
        super().__init__(parent)
        self._kinds: dict[QPushButton, VerdictKind] = {}
        for kind, words, about in _VERDICTS:
            text, tip = _(words), _(about)
            name = text.split("  ")[0].rstrip("…")
            made = button(text, tip, self._on_button_clicked, name=name, tip=tip, checkable=True)
            self._kinds[made] = kind
        column(ButtonGrid(list(self._kinds)), inside=self, margins=0)

    def show_verdict(self, kind: VerdictKind | None) -> None:
        """Show which verdict was given, if any."""
        for shown, each in self._kinds.items():
            shown.setChecked(each is kind)

    def button(self, kind: VerdictKind) -> QPushButton:
        """Return the button of a verdict."""
        return next(made for made, each in self._kinds.items() if each is kind)

    def _on_button_clicked(self) -> None:
        clicked = self.sender()
        if isinstance(clicked, QPushButton):
            clicked.setChecked(not clicked.isChecked())  # it shows what is stored, not the click
            self.verdictGiven.emit(self._kinds[clicked])


class CreditEditor(QWidget):
    """A credit that can be set by hand, with the reason."""

    creditSet = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show no credit yet."""
        super().__init__(parent)
        self._by_rules = 0.0
        self.field = named(
            QDoubleSpinBox(), _("Credit, 0 to 1"), _("The share of the points that this item earns")
        )
        self.field.setRange(0.0, 1.0)
        self.field.setSingleStep(0.25)
        self.field.setKeyboardTracking(False)
        self.reason = named(
            QLineEdit(), _("Reason for the credit"), _("Enter sets the credit with this reason")
        )
        self.reason.setPlaceholderText(_("Reason (optional)"))
        self.reason.returnPressed.connect(self._on_set)
        self.set_button = button(
            _("Set"), _("Set this credit by hand; it wins over the rules"), self._on_set
        )
        self.rules_button = button(
            _("By the rules"),
            _("Take the credit that was set by hand back"),
            self._on_rules_clicked,
            kind="quiet",
        )
        top = (label(_("Credit")), self.field, self.set_button, self.rules_button, STRETCH)
        column(row(*top, spacing=SPACE_1), self.reason, inside=self, margins=0, spacing=SPACE_1)

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

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without items."""
        super().__init__(parent)
        self._items: tuple[GradingItem, ...] = ()
        self.list = RowView(_("Items of this hand-in"), _("The chosen one is shown in its article"))
        self.list.rowChosen.connect(self.itemChosen)
        #: Stands beside the tabs.
        self.waiting = tool(
            _(_WAITS),
            _("Hide everything that has its credit or verdict"),
            tip=_(_WAITS),
            checkable=True,
        )
        self.waiting.setIcon(themed_icon("list-filter"))
        self.waiting.toggled.connect(self._on_waiting_toggled)
        self._said = paragraph(_(NOTHING), "muted")
        self._words = paragraph()
        self._why = paragraph(role="small")
        self.verdicts = VerdictButtons()
        self.verdicts.verdictGiven.connect(self.verdictGiven)
        self.credit = CreditEditor()
        self.credit.creditSet.connect(self.creditSet)
        column(
            stretched(self.list),
            *(self._said, self._words, self._why, self.verdicts, self.credit, SPACE_2),
            inside=self,
            margins=(0, SPACE_1, 0, 0),
            spacing=SPACE_1,
        )
        self.show_item(None, "")

    def set_items(self, items: Sequence[GradingItem], current: str) -> None:
        """Show these items with one of them chosen."""
        self._items = tuple(items)
        self._show_rows(current)

    @property
    def shown(self) -> tuple[GradingItem, ...]:
        """Return the items in the list."""
        keys = {row.id for row in self.list.rows}
        return tuple(item for item in self._items if item.key in keys)

    def _show_rows(self, current: str) -> None:
        only_open = self.waiting.isChecked()
        shown = [i for i in self._items if not only_open or i.is_open or i.key == current]
        self.list.set_rows([_row(item) for item in shown], current)

    def show_item(self, item: GradingItem | None, reason: str) -> None:
        """Show the details of an item; `reason` is that of a credit set by hand."""
        self._words.setVisible(item is not None)
        self._why.setVisible(False)
        self.verdicts.setVisible(item is not None and item.is_extra)
        self.credit.setVisible(item is not None and item.credit is not None)
        self._said.setVisible(item is None)
        if item is None:
            return
        became = _(item.sign.value) if item.sign.value else _("no points")
        head = f"{item.category.name}, {became}"
        self._words.setText(
            _("{head}: {points} points", head=head, points=item.points) if item.points else head
        )
        why = _told(item)
        self._why.setText(why)
        self._why.setVisible(bool(why))
        if item.credit is not None:
            self.credit.show_credit(item.credit.credit, reason, by_hand=item.credit.overridden)
        self.verdicts.show_verdict(item.verdict.kind if item.verdict else None)

    def _on_waiting_toggled(self, _on: bool) -> None:
        self._show_rows(self.list.current)


def _row(item: GradingItem) -> Row:
    is_missed = item.sign is OutcomeSign.MISSED
    return Row(
        item.key,
        item.quote,
        side=item.points,
        signs=(OutcomeIcon(item.sign), CategoryLetter(item.category)),
        tone=Tone.MUTED if is_missed else Tone.TEXT,
    )


def _told(item: GradingItem) -> str:
    """Return what the student wrote and what the key explains, a line each."""
    lines = []
    mine = item.annotation
    if mine is not None:
        if mine.category_id == CANNOT_TELL:
            lines.append(_("Student: cannot tell"))
        technique = item.category.technique(mine.technique_id or "")
        reason = mine.reason or _("no reason")
        if technique:
            named = technique.name.lower()
            lines.append(_("Student: {reason} ({technique})", reason=reason, technique=named))
        elif mine.reason:
            lines.append(_("Student: {reason}", reason=reason))
        if mine.rewrite:
            lines.append(_("Neutral: {rewrite}", rewrite=mine.rewrite))
        if item.credit is not None and mine.quote != item.quote:
            lines.append(_("Marked: “{quote}”", quote=" ".join(mine.quote.split())))
    if item.credit is not None and item.credit.key.explanation:
        lines.append(_("Key: {explanation}", explanation=item.credit.key.explanation))
    return "\n".join(lines)
