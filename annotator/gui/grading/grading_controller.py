"""What a grader decides with keys and buttons, joined with the session.

Each gesture acts on what the screen shows: the chosen annotation of a student, or a whole answer
group. What happened is said at the bottom of the grading screen.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from annotator.domain.grading import VerdictKind
from annotator.domain.identifiers import HandInId
from annotator.gui.errors import Interaction, told
from annotator.gui.grading.comment_controller import CommentController
from annotator.gui.grading.grading_footer import GradingFooter
from annotator.gui.grading.grading_rows import shown_name
from annotator.gui.grading.group_controller import GroupController
from annotator.gui.grading.hand_in_controller import HandInController
from annotator.gui.grading.preview_dialog import PreviewDialog
from annotator.gui.grading.side_panel import GradingSidePanel
from annotator.scoring.answer_groups import AnswerGroup
from annotator.session.grading import GradingSession

TITLE = "Grading"
NO_GROUP_WAITS = "Every answer group has a verdict. Go on by student (G)."
NOTHING_CHOSEN = "Choose a highlight that is not in the key first (N and P go through them)."
NOTHING_TO_UNDO = "There is nothing to undo."
NOTHING_TO_REDO = "There is nothing to do again."


class Desk(Protocol):
    """What the decisions need of the screen."""

    by_groups: bool
    names: bool
    comments: CommentController
    footer: GradingFooter
    groups: GroupController
    side: GradingSidePanel
    student: HandInController

    def go_to(self, key: str) -> None:
        """Show another hand-in or answer group."""

    def next_ungraded(self) -> None:
        """Go to the next one that waits."""


class GradingController(QObject):
    """The decisions of one grading screen."""

    def __init__(
        self, session: GradingSession, screen: Desk, window: QWidget, interaction: Interaction
    ) -> None:
        """Decide about what a grading screen shows; dialogs stand before `window`."""
        super().__init__(window)
        self._session = session
        self._screen = screen
        self._window = window
        self._interaction = interaction
        self._warned: HandInId | None = None

    def forget_warning(self) -> None:
        """Warn again before a hand-in without all its points is marked as graded."""
        self._warned = None

    # -- what is chosen --------------------------------------------------------

    def next_item(self) -> None:
        """Go to the next item of the hand-in."""
        self._screen.student.step_item(1)

    def previous_item(self) -> None:
        """Go to the previous item of the hand-in."""
        self._screen.student.step_item(-1)

    def next_criterion(self) -> None:
        """Go to the next criterion of the rubric."""
        self._screen.side.answers.step(1)

    def previous_criterion(self) -> None:
        """Go to the previous criterion of the rubric."""
        self._screen.side.answers.step(-1)

    # -- decide ----------------------------------------------------------------

    def give_verdict(self, kind: VerdictKind) -> None:
        """Give a verdict on what is chosen, or on everything in the group."""
        if kind is VerdictKind.ACCEPT_FOR_ALL:
            self.accept_for_all()
        else:
            self._judge(kind)

    def _judge(self, kind: VerdictKind) -> None:
        with told(self._interaction, TITLE):
            if self._screen.by_groups:
                if self._screen.groups.judge(kind):
                    self._after_group()
            elif self._screen.student.item is None or not self._screen.student.item.is_extra:
                self._screen.footer.tell(NOTHING_CHOSEN)
            else:
                self._screen.student.give_verdict(kind)

    def accept(self) -> None:
        """Accept the chosen annotation, or everything in the group."""
        self._judge(VerdictKind.ACCEPT)

    def reject(self) -> None:
        """Reject the chosen annotation, or everything in the group."""
        self._judge(VerdictKind.REJECT)

    def ignore(self) -> None:
        """Leave the chosen annotation, or everything in the group, without a word."""
        self._judge(VerdictKind.IGNORE)

    def accept_for_all(self) -> None:
        """Show whose points change, then take the words into the key."""
        item = self._screen.student.item
        group = self._screen.side.group.chosen if self._screen.by_groups else None
        if not self._screen.by_groups and item is not None and item.is_extra and item.annotation:
            group = self._session.group_of(item.annotation.id)
        if group is None:
            self._screen.footer.tell(NOTHING_CHOSEN)
            return
        with told(self._interaction, TITLE):
            if not self._is_agreed(group):
                return
            if self._screen.by_groups:
                self._screen.groups.accept_for_all(group)
            else:
                self._session.accept_for_all(group)
            self._screen.footer.tell(
                f"“{group.typical.quote}” is in the key now. Ctrl+Z takes it back."
            )
            if self._screen.by_groups:
                self._after_group()
            elif item is not None:
                self._screen.student.go_on(item)

    def _is_agreed(self, group: AnswerGroup) -> bool:
        """Show what accepting for all would change; return whether that is wanted."""
        changes = [
            (shown_name(change.entry, names=self._screen.names), change.before, change.after)
            for change in self._session.preview_for_all(group)
        ]
        category = self._session.lesson.scheme.category(group.category_id)
        dialog = PreviewDialog(group.typical.quote, category.name, sorted(changes), self._window)
        agreed = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return agreed

    def _after_group(self) -> None:
        following = self._screen.groups.next_open
        if following is not None:
            self._screen.go_to(following.typical.id)
        else:
            self._screen.groups.show(self._screen.groups.key)
            self._screen.footer.tell(NO_GROUP_WAITS)

    def set_credit(self, credit: float | None, reason: str) -> None:
        """Set the credit of the chosen key item by hand, or give it back to the rules."""
        with told(self._interaction, TITLE):
            self._screen.student.set_credit(credit, reason)

    def give_points(self, criterion_id: str, points: float | None) -> None:
        """Give points on a criterion of the rubric, or take them back."""
        with told(self._interaction, TITLE):
            self._screen.student.give_points(criterion_id, points)

    def flag(self) -> None:
        """Flag the hand-in, or take the flag away."""
        if self._screen.student.id is not None and not self._screen.by_groups:
            with told(self._interaction, TITLE):
                self._session.toggle_flag(self._screen.student.id)

    def mark_graded(self) -> None:
        """Mark the hand-in as graded and go on; say first what has no points yet."""
        entry = self._screen.student.entry
        if entry is None or self._screen.by_groups:
            self._screen.next_ungraded()
            return
        missing = entry.graded.score.ungraded
        if missing and self._warned != entry.id:
            self._warned = entry.id
            names = ", ".join(f"“{criterion.name}”" for criterion in missing)
            self._screen.footer.tell(
                f"{names}: no points yet. Press D again to go on all the same."
            )
            return
        self._screen.comments.flush()
        with told(self._interaction, TITLE):
            self._session.mark_graded(entry.id)
            self._screen.next_ungraded()

    def write_comment(self) -> None:
        """Put the keyboard into the comment on what is chosen."""
        self._screen.side.comments.write()

    def write_overall_comment(self) -> None:
        """Put the keyboard into the comment on the whole work."""
        if not self._screen.by_groups:
            self._screen.student.write_overall()

    def answer_request(self) -> None:
        """Show what the student asks, with room for an answer."""
        entry = self._screen.student.entry
        if entry is None or entry.request is None:
            return
        from annotator.gui.grading.request_dialog import RequestDialog

        dialog = RequestDialog(entry.request, self._window)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            with told(self._interaction, TITLE):
                self._session.answer_request(entry.id, dialog.answer)
        dialog.deleteLater()

    # -- undo ------------------------------------------------------------------

    def undo(self) -> None:
        """Take back the newest decision."""
        self._screen.comments.flush()
        with told(self._interaction, TITLE):
            done = self._session.undo()
            self._screen.footer.tell(f"Undone: {done}." if done else NOTHING_TO_UNDO)

    def redo(self) -> None:
        """Do the undone decision again."""
        with told(self._interaction, TITLE):
            done = self._session.redo()
            self._screen.footer.tell(f"Done again: {done}." if done else NOTHING_TO_REDO)
