"""One answer group: who is in it, with what words and why, and one verdict for all of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.domain.annotations import Annotation
from annotator.domain.grading import Verdict
from annotator.domain.identifiers import AnnotationId
from annotator.gui.grading.grading_items import VERDICT_SIGNS
from annotator.gui.grading.item_panel import VerdictButtons
from annotator.gui.theme import SPACE_1, Theme
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.outcome_signs import OutcomeSign
from annotator.gui.widgets.row_list import Row, RowList
from annotator.scoring.answer_groups import AnswerGroup, Member

NOTHING = (
    "Nobody marked anything that is not in the key, or everything has been decided. "
    "Go on by student."
)
_HINT = "Space takes an exception out."


class GroupPanel(QWidget):
    """The members of a group, each of which can be taken out of the verdict."""

    verdictGiven = Signal(object)
    memberChosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start without a group."""
        super().__init__(parent)
        self._group: AnswerGroup | None = None
        self._left_out: set[AnnotationId] = set()
        self._title = label(NOTHING, "muted")
        self._title.setWordWrap(True)
        self._hint = label(_HINT, "small")
        self.list = RowList("Students in this group", theme, lines=2)
        self.list.checkToggled.connect(self._on_list_check_toggled)
        self.list.rowChosen.connect(self.memberChosen)
        self.verdicts = VerdictButtons()
        self.verdicts.verdictGiven.connect(self.verdictGiven)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_1, 0, 0)
        column.setSpacing(SPACE_1)
        column.addWidget(self._title)
        column.addWidget(self._hint)
        column.addWidget(self.list, 1)
        column.addWidget(self.verdicts)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self.list.set_theme(theme)

    def show_group(
        self,
        group: AnswerGroup | None,
        name_of: Callable[[Member], str],
        verdict_of: Callable[[Member], Verdict | None],
    ) -> None:
        """Show a group; exceptions of another one are forgotten."""
        if self._key(group) != self._key(self._group):
            self._left_out.clear()
        self._group = group
        for each in (self.list, self._hint, self.verdicts):
            each.setVisible(group is not None)
        if group is None:
            self._title.setText(NOTHING)
            self.list.set_rows([])
            return
        noun = "student" if group.students == 1 else "students"
        self._title.setText(f"{group.students} {noun} marked “{group.typical.quote}”")
        rows = []
        for member in group.members:
            verdict = verdict_of(member)
            rows.append(
                Row(
                    member.annotation.id,
                    f"{name_of(member)}  “{member.annotation.quote}”",
                    VERDICT_SIGNS[verdict.kind] if verdict else OutcomeSign.EXTRA,
                    detail=member.annotation.reason or "no reason",
                    is_checked=member.annotation.id not in self._left_out,
                )
            )
        self.list.set_rows(rows)
        kinds = {verdict.kind if verdict else None for verdict in map(verdict_of, group.members)}
        self.verdicts.show_verdict(kinds.pop() if len(kinds) == 1 else None)

    @property
    def chosen(self) -> AnswerGroup | None:
        """Return the group without its exceptions; None where nobody is left."""
        if self._group is None:
            return None
        gone = [m.annotation for m in self._group.members if m.annotation.id in self._left_out]
        kept = self._group.without(gone)
        return kept if kept.members else None

    @property
    def left_out(self) -> tuple[Annotation, ...]:
        """Return the exceptions."""
        members = self._group.members if self._group else ()
        return tuple(m.annotation for m in members if m.annotation.id in self._left_out)

    def _on_list_check_toggled(self, key: str) -> None:
        self._left_out ^= {AnnotationId(key)}
        rows = [
            Row(r.key, r.text, r.sign, r.detail, is_checked=r.key not in self._left_out)
            for r in self.list.rows
        ]
        self.list.set_rows(rows)

    @staticmethod
    def _key(group: AnswerGroup | None) -> str:
        return group.typical.id if group else ""
