"""Every decision about one hand-in: who, when, what, and whether it was undone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QWidget

from annotator.domain.grading_session import LoggedDecision
from annotator.domain.identifiers import TEACHER, AuthorId
from annotator.domain.moments import local, short_date
from annotator.gui.lists.row import TWO_LINES, Row, Tone
from annotator.gui.lists.row_view import RowView
from annotator.gui.look.theme import SPACE_3, SPACE_6
from annotator.gui.widgets.controls import button
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.layouts import STRETCH, column, row, stretched
from annotator.translation import N_, _, said

NOTHING = N_("Nothing has been decided about this hand-in yet.")


class HistoryDialog(QDialog):
    """The log of one hand-in, the newest first."""

    def __init__(
        self, who: str, log: Sequence[LoggedDecision], parent: QWidget | None = None
    ) -> None:
        """List these decisions about a student's hand-in."""
        super().__init__(parent)
        self.setWindowTitle(_("History"))
        self.resize(520, 460)
        self.list = RowView(
            _("Decisions, the newest first"),
            _("What was undone is quiet"),
            shape=TWO_LINES,
            empty=_(NOTHING),
        )
        self.list.set_rows([_row(decision) for decision in reversed(log)])
        column(
            label(_("What was decided about {who}", who=who), "heading"),
            stretched(self.list),
            row(STRETCH, button(_("Close"), _("Close this list"), self.accept)),
            inside=self,
            margins=SPACE_6,
            spacing=SPACE_3,
        )


def _row(decision: LoggedDecision) -> Row:
    at = f"{short_date(decision.at)}, {local(decision.at):%H:%M:%S}"
    note = f"{at} · {author_name(decision.author_id)}"
    if decision.is_undone:
        note = _("{note} · undone", note=note)
    return Row(
        decision.id,
        said(decision.label),
        note,
        tone=Tone.MUTED if decision.is_undone else Tone.TEXT,
    )


def author_name(author_id: AuthorId) -> str:
    """Return how a grader is called in the log."""
    return author_id.removeprefix(f"{TEACHER}:").title() if author_id != TEACHER else _("Teacher")
