"""Every decision about one hand-in: who, when, what, and whether it was undone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.domain.grading_session import LoggedDecision
from annotator.domain.identifiers import TEACHER, AuthorId
from annotator.domain.moments import local, short_date
from annotator.gui.theme import SPACE_3, SPACE_6, Theme
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.row_list import Row, RowList

NOTHING = "Nothing has been decided about this hand-in yet."


class HistoryDialog(QDialog):
    """The log of one hand-in, the newest first."""

    def __init__(
        self,
        who: str,
        log: Sequence[LoggedDecision],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        """List these decisions about a student's hand-in."""
        super().__init__(parent)
        self.setWindowTitle("History")
        self.resize(520, 460)
        self.list = RowList("Decisions, the newest first", theme, lines=2)
        self.list.set_rows([_row(decision) for decision in reversed(log)])
        closing = QPushButton("Close")
        closing.setAccessibleDescription("Close this list")
        closing.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(closing)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_6, SPACE_6, SPACE_6, SPACE_6)
        column.setSpacing(SPACE_3)
        column.addWidget(label(f"What was decided about {who}", "heading"))
        column.addWidget(self.list if log else label(NOTHING, "muted"), 1)
        column.addLayout(buttons)


def _row(decision: LoggedDecision) -> Row:
    at = f"{short_date(decision.at)}, {local(decision.at):%H:%M:%S}"
    undone = " · undone" if decision.is_undone else ""
    return Row(
        decision.id,
        decision.label,
        detail=f"{at} · {author_name(decision.author_id)}{undone}",
        is_quiet=decision.is_undone,
    )


def author_name(author_id: AuthorId) -> str:
    """Return how a grader is called in the log."""
    return author_id.removeprefix(f"{TEACHER}:").title() if author_id != TEACHER else "Teacher"
