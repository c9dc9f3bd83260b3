"""The left side of the articles step: the list, its tools, what was done, and where to go."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from annotator.domain.identifiers import ArticleId
from annotator.gui.lists.row import TWO_LINES, Row, TitleStyle, Tone
from annotator.gui.lists.row_view import RowView
from annotator.gui.lists.signs import Number
from annotator.gui.look.icons import themed_icon
from annotator.gui.look.theme import SPACE_1, SPACE_2
from annotator.gui.widgets.controls import button, paragraph
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.layouts import STRETCH, column, row, stretched
from annotator.translation import N_, _

_WIDTH = 236
_KEYS = N_("Arrows choose, Alt+Up and Alt+Down move the article, Delete removes it")
_EMPTY = N_("No article yet. Two to five about the same event make a lesson.")


class ArticleSide(QWidget):
    """The articles with what can be done to the chosen one and to all of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show an empty list."""
        super().__init__(parent)
        self.list = RowView(
            _("Articles of the lesson"), _(_KEYS), shape=TWO_LINES, moves=True, empty=_(_EMPTY)
        )
        self.up = _tool(
            "", "arrow-up", _("Move article up"), _("Move the chosen article up (Alt+Up)")
        )
        self.up.clicked.connect(partial(self.list.move_current, -1))
        self.down = _tool(
            "",
            "arrow-down",
            _("Move article down"),
            _("Move the chosen article down (Alt+Down)"),
        )
        self.down.clicked.connect(partial(self.list.move_current, 1))
        self.remove = _tool(
            _("Remove"),
            "trash-2",
            _("Remove article"),
            _("Remove the chosen article; undo brings it back"),
        )
        self.undo_button = button(_("Undo"), _("Take back the last step"))
        self.add_button = button(_("Add articles"), _("Paste, drop or choose more articles"))
        self.add_button.setIcon(themed_icon("plus"))
        self.balance_button = button(_("Balance of the set"), _("See what is uneven about the set"))
        self.balance_button.setIcon(themed_icon("scale"))
        self._count = label(_("Articles"), "heading")
        self._notice = paragraph("", "muted")
        notice = row(stretched(self._notice), self.undo_button, spacing=SPACE_2)
        notice.setAlignment(self.undo_button, Qt.AlignmentFlag.AlignTop)
        column(
            self._count,
            stretched(self.list),
            row(self.up, self.down, self.remove, STRETCH, spacing=SPACE_1),
            notice,
            self.add_button,
            self.balance_button,
            inside=self,
            margins=0,
            spacing=SPACE_2,
        )
        self.setFixedWidth(_WIDTH)
        self.tell("")

    def show_rows(self, rows: Sequence[Row], chosen: ArticleId | None) -> None:
        """Show the articles, with the tools for the chosen one."""
        self.list.set_rows(rows, chosen or "")
        self._count.setText(_("Articles  {number}", number=len(rows)) if rows else _("Articles"))
        place = next((number for number, each in enumerate(rows) if each.id == chosen), -1)
        self.up.setEnabled(place > 0)
        self.down.setEnabled(0 <= place < len(rows) - 1)
        self.remove.setEnabled(place >= 0)
        self.balance_button.setEnabled(bool(rows))

    def tell(self, notice: str) -> None:
        """Say what a step did, with a way back; nothing hides the line."""
        self._notice.setText(notice)
        self._notice.setVisible(bool(notice))
        self.undo_button.setVisible(bool(notice))


def article_row(number: int, article_id: ArticleId, title: str, facts: str, trouble: str) -> Row:
    """Return an article as a row: its number, its outlet, and its counts or what it needs."""
    told = [part for part in (title, facts, trouble) if part]
    return Row(
        article_id,
        title,
        trouble or facts,
        signs=(Number(number),),
        face=TitleStyle.BOLD,
        note_tone=Tone.WARNING if trouble else Tone.MUTED,
        spoken=", ".join((_("Article {number}", number=number), *told)),
        tip="\n".join(told),
    )


def _tool(text: str, icon: str, name: str, tells: str) -> QPushButton:
    made = button(text, tells, name=name, tip=tells)
    made.setIcon(themed_icon(icon))
    return made
