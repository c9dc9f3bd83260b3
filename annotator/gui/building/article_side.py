"""The left side of the articles step: the list, its tools, what was done, and where to go."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.domain.identifiers import ArticleId
from annotator.gui.building.article_list import ArticleList
from annotator.gui.building.article_row import ArticleRow
from annotator.gui.look.icons import themed_icon
from annotator.gui.look.theme import SPACE_1, SPACE_2, Theme
from annotator.gui.look.wearing import current_theme
from annotator.gui.plain_text import set_tip
from annotator.gui.widgets.labels import label

_WIDTH = 236


class ArticleSide(QWidget):
    """The articles with what can be done to the chosen one and to all of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show an empty list."""
        theme = current_theme()
        super().__init__(parent)
        self.list = ArticleList()
        self.up = QPushButton()
        self.down = QPushButton()
        self.remove = QPushButton("Remove")
        self.undo_button = QPushButton("Undo")
        self.add_button = QPushButton("Add articles")
        self.balance_button = QPushButton("Balance of the set")
        self._count = label("Articles", "heading")
        self._notice = label("", "muted")
        self._build()
        self.up.clicked.connect(self._on_up_clicked)
        self.down.clicked.connect(self._on_down_clicked)
        self.set_theme(theme)
        self.tell("")

    def _build(self) -> None:
        self.setFixedWidth(_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(self._count)
        column.addWidget(self.list, 1)
        tools = QHBoxLayout()
        tools.setSpacing(SPACE_1)
        for button, name, told in (
            (self.up, "Move article up", "Move the chosen article up (Alt+Up)"),
            (self.down, "Move article down", "Move the chosen article down (Alt+Down)"),
            (self.remove, "Remove article", "Remove the chosen article; undo brings it back"),
        ):
            button.setAccessibleName(name)
            button.setAccessibleDescription(told)
            set_tip(button, told)
            tools.addWidget(button)
        tools.addStretch(1)
        column.addLayout(tools)
        notice = QHBoxLayout()
        notice.setSpacing(SPACE_2)
        self._notice.setWordWrap(True)
        self.undo_button.setAccessibleDescription("Take back the last step")
        notice.addWidget(self._notice, 1)
        notice.addWidget(self.undo_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(notice)
        self.add_button.setAccessibleDescription("Paste, drop or choose more articles")
        self.balance_button.setAccessibleDescription("See what is uneven about the set")
        column.addWidget(self.add_button)
        column.addWidget(self.balance_button)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self.list.set_theme(theme)
        for button, icon in (
            (self.up, "arrow-up"),
            (self.down, "arrow-down"),
            (self.remove, "trash-2"),
            (self.add_button, "plus"),
            (self.balance_button, "scale"),
        ):
            button.setIcon(themed_icon(icon, theme.text))

    def show_rows(self, rows: Sequence[ArticleRow], chosen: ArticleId | None) -> None:
        """Show the articles, with the tools for the chosen one."""
        self.list.show_rows(rows, chosen)
        self._count.setText(f"Articles  {len(rows)}" if rows else "Articles")
        place = next((number for number, row in enumerate(rows) if row.id == chosen), -1)
        self.up.setEnabled(place > 0)
        self.down.setEnabled(0 <= place < len(rows) - 1)
        self.remove.setEnabled(place >= 0)
        self.balance_button.setEnabled(bool(rows))

    def tell(self, notice: str) -> None:
        """Say what a step did, with a way back; nothing hides the line."""
        self._notice.setText(notice)
        self._notice.setVisible(bool(notice))
        self.undo_button.setVisible(bool(notice))

    def _on_up_clicked(self) -> None:
        self.list.move_current(-1)

    def _on_down_clicked(self) -> None:
        self.list.move_current(1)
