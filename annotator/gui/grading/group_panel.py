"""One answer group: who is in it, with what words and why, and one verdict for all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from annotator.domain.annotations import Annotation
from annotator.domain.grading import Verdict
from annotator.domain.identifiers import AnnotationId
from annotator.gui.grading.grading_items import VERDICT_SIGNS
from annotator.gui.grading.item_panel import VerdictButtons
from annotator.gui.lists.row import TWO_LINES, Row
from annotator.gui.lists.row_view import RowView
from annotator.gui.lists.signs import OutcomeIcon
from annotator.gui.look.theme import SPACE_1
from annotator.gui.widgets.controls import paragraph
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.layouts import column, stretched
from annotator.gui.widgets.outcome_signs import OutcomeSign
from annotator.scoring.answer_groups import AnswerGroup, Member
from annotator.translation import N_, _, ngettext

NOTHING = N_(
    "Nobody marked anything that is not in the key, or everything has been decided. "
    "Go on by student."
)
_HINT = N_("Space takes an exception out.")


class GroupPanel(QWidget):
    """The members of a group, each of which can be taken out of the verdict."""

    verdictGiven = Signal(object)
    memberChosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a group."""
        super().__init__(parent)
        self._group: AnswerGroup | None = None
        self._left_out: set[AnnotationId] = set()
        self._title = paragraph(_(NOTHING), "muted")
        self._hint = label(_(_HINT), "small")
        self.list = RowView(_("Students in this group"), _(_HINT), shape=TWO_LINES)
        self.list.checkToggled.connect(self._on_list_check_toggled)
        self.list.rowChosen.connect(self.memberChosen)
        self.verdicts = VerdictButtons()
        self.verdicts.verdictGiven.connect(self.verdictGiven)
        column(
            self._title,
            self._hint,
            stretched(self.list),
            self.verdicts,
            inside=self,
            margins=(0, SPACE_1, 0, 0),
            spacing=SPACE_1,
        )

    def show_group(
        self,
        group: AnswerGroup | None,
        name_of: Callable[[Member], str],
        verdict_of: Callable[[Member], Verdict | None],
    ) -> None:
        """Show a group; exceptions of another one are forgotten."""
        if group is None or self._group is None or group.typical.id != self._group.typical.id:
            self._left_out.clear()
        self._group = group
        for each in (self.list, self._hint, self.verdicts):
            each.setVisible(group is not None)
        if group is None:
            self._title.setText(_(NOTHING))
            self.list.set_rows([])
            return
        who = ngettext("{number} student", "{number} students", group.students)
        self._title.setText(_("{who} marked “{quote}”", who=who, quote=group.typical.quote))
        verdicts = [verdict_of(member) for member in group.members]
        self.list.set_rows(
            [
                Row(
                    member.annotation.id,
                    f"{name_of(member)}  “{member.annotation.quote}”",
                    member.annotation.reason or _("no reason"),
                    signs=(
                        OutcomeIcon(VERDICT_SIGNS[verdict.kind] if verdict else OutcomeSign.EXTRA),
                    ),
                    is_checked=member.annotation.id not in self._left_out,
                )
                for member, verdict in zip(group.members, verdicts, strict=True)
            ]
        )
        kinds = {verdict.kind if verdict else None for verdict in verdicts}
        self.verdicts.show_verdict(kinds.pop() if len(kinds) == 1 else None)

    @property
    def chosen(self) -> AnswerGroup | None:
        """Return the group without its exceptions; None where nobody is left."""
        if self._group is None:
            return None
        kept = self._group.without(self.left_out)
        return kept if kept.members else None

    @property
    def left_out(self) -> tuple[Annotation, ...]:
        """Return the exceptions."""
        members = self._group.members if self._group else ()
        return tuple(m.annotation for m in members if m.annotation.id in self._left_out)

    def _on_list_check_toggled(self, key: str) -> None:
        self._left_out ^= {AnnotationId(key)}
        rows = self.list.rows
        self.list.set_rows([replace(r, is_checked=r.id not in self._left_out) for r in rows])
