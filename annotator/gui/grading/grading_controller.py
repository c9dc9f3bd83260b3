"""What a grader decides with keys and buttons, joined with the session.

Each gesture acts on what is shown: the chosen annotation of a student, or a whole answer
group. What happened is said at the bottom of the screen.
"""

from __future__ import annotations

from operator import itemgetter

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from annotator.domain.grading import VerdictKind
from annotator.domain.identifiers import HandInId
from annotator.gui.errors import told
from annotator.gui.grading.grading_navigation import TITLE, GradingNavigation
from annotator.gui.grading.grading_rows import shown_name
from annotator.gui.grading.preview_dialog import PreviewDialog
from annotator.scoring.answer_groups import AnswerGroup
from annotator.translation import N_, _, said

NOTHING_CHOSEN = N_("Choose a highlight that is not in the key first (N and P go through them).")
NOTHING_TO_UNDO = N_("There is nothing to undo.")
NOTHING_TO_REDO = N_("There is nothing to do again.")


class GradingController(QObject):
    """The decisions about what is shown."""

    def __init__(self, navigation: GradingNavigation) -> None:
        """Decide about what the navigation shows."""
        super().__init__(navigation)
        self._navigation = navigation
        self._session, self._interaction = navigation.session, navigation.interaction
        self._student, self._groups = navigation.student, navigation.groups
        self._panels, self._comments = navigation.panels, navigation.comments
        self._warned: HandInId | None = None
        navigation.moved.connect(self._on_navigation_moved)

    def _on_navigation_moved(self) -> None:
        """Warn again before a hand-in without all its points is marked as graded."""
        self._warned = None

    # -- decide ----------------------------------------------------------------

    def give_verdict(self, kind: VerdictKind) -> None:
        """Give a verdict on what is chosen, or on everything in the group."""
        if kind is VerdictKind.ACCEPT_FOR_ALL:
            self._accept_for_all()
            return
        with told(self._interaction, _(TITLE)):
            if self._navigation.by_groups:
                if self._groups.judge(kind):
                    self._navigation.after_group()
            elif self._student.item is None or not self._student.item.is_extra:
                self._panels.footer.tell(_(NOTHING_CHOSEN))
            else:
                self._student.give_verdict(kind)

    def _accept_for_all(self) -> None:
        """Show whose points change, then take the words into the key."""
        by_groups, item = self._navigation.by_groups, self._student.item
        group = self._panels.side.group.chosen if by_groups else None
        if not by_groups and item is not None and item.is_extra and item.annotation:
            group = self._session.group_of(item.annotation.id)
        if group is None:
            self._panels.footer.tell(_(NOTHING_CHOSEN))
            return
        with told(self._interaction, _(TITLE)):
            if not self._is_agreed(group):
                return
            if by_groups:
                self._groups.accept_for_all(group)
            else:
                self._session.accept_for_all(group)
            quote = group.typical.quote
            self._panels.footer.tell(
                _("“{quote}” is in the key now. Ctrl+Z takes it back.", quote=quote)
            )
            if by_groups:
                self._navigation.after_group()
            elif item is not None:
                self._student.go_on(item)

    def _is_agreed(self, group: AnswerGroup) -> bool:
        """Show what accepting for all would change; return whether that is wanted."""
        changes = [
            (
                shown_name(change.entry, names=self._navigation.names),
                change.before.grade,
                change.after.grade,
            )
            for change in self._session.preview_for_all(group)
        ]
        category = self._session.lesson.scheme.category(group.category_id)
        dialog = PreviewDialog(
            group.typical.quote, category.name, sorted(changes, key=itemgetter(0)), self._panels
        )
        agreed = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return agreed

    def set_credit(self, credit: float | None, reason: str) -> None:
        """Set the credit of the chosen key item by hand, or give it back to the rules."""
        with told(self._interaction, _(TITLE)):
            self._student.set_credit(credit, reason)

    def give_level(self, number: int) -> None:
        """Give the level of this number on the current criterion of a student's rubric."""
        if not self._navigation.by_groups:
            self._panels.side.show_answers()
            self._panels.side.answers.give_level(number)

    def give_points(self, criterion_id: str, points: float | None) -> None:
        """Give points on a criterion of the rubric, or take them back."""
        with told(self._interaction, _(TITLE)):
            self._student.give_points(criterion_id, points)

    def flag(self) -> None:
        """Flag the hand-in, or take the flag away."""
        if self._student.id is not None and not self._navigation.by_groups:
            with told(self._interaction, _(TITLE)):
                self._session.toggle_flag(self._student.id)

    def mark_graded(self) -> None:
        """Mark the hand-in as graded and go on; say first what has no points yet."""
        entry = self._student.entry
        if entry is None or self._navigation.by_groups:
            self._navigation.next_ungraded()
            return
        missing = entry.graded.score.ungraded
        if missing and self._warned != entry.id:
            self._warned = entry.id
            names = ", ".join(f"“{criterion.name}”" for criterion in missing)
            missing_points = _(
                "{criteria}: no points yet. Press D again to go on all the same.", criteria=names
            )
            self._panels.footer.tell(missing_points)
            return
        self._comments.flush()
        with told(self._interaction, _(TITLE)):
            self._session.mark_graded(entry.id)
            self._navigation.next_ungraded()

    def write_overall_comment(self) -> None:
        """Put the keyboard into the comment on the whole work."""
        if not self._navigation.by_groups:
            self._student.write_overall()

    def answer_request(self) -> None:
        """Show what the student asks, with room for an answer."""
        entry = self._student.entry
        if entry is None or entry.request is None:
            return
        from annotator.gui.grading.request_dialog import RequestDialog

        dialog = RequestDialog(entry.request, self._panels)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            with told(self._interaction, _(TITLE)):
                self._session.answer_request(entry.id, dialog.answer)
        dialog.deleteLater()

    # -- undo ------------------------------------------------------------------

    def undo(self) -> None:
        """Take back the newest decision."""
        self._comments.flush()
        with told(self._interaction, _(TITLE)):
            done = self._session.undo()
            self._panels.footer.tell(
                _("Undone: {step}.", step=said(done)) if done else _(NOTHING_TO_UNDO)
            )

    def redo(self) -> None:
        """Do the undone decision again."""
        with told(self._interaction, _(TITLE)):
            done = self._session.redo()
            self._panels.footer.tell(
                _("Done again: {step}.", step=said(done)) if done else _(NOTHING_TO_REDO)
            )
