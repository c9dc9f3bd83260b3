"""One answer group on the screen: where its words stand, who is in it, and one verdict for all."""

from __future__ import annotations

from PySide6.QtCore import QObject

from annotator.domain.annotations import Annotation
from annotator.domain.grading import Verdict, VerdictKind
from annotator.domain.identifiers import AnnotationId
from annotator.gui.articles.outcome_layer import OutcomeHighlight
from annotator.gui.grading.comment_controller import CommentController
from annotator.gui.grading.grading_panels import GradingPanels
from annotator.gui.grading.grading_rows import shown_name
from annotator.gui.widgets.outcome_signs import OutcomeSign
from annotator.scoring.answer_groups import AnswerGroup, Member
from annotator.session.grading import GradingSession


class GroupController(QObject):
    """Shows answer groups on the paper and the side, and decides about the shown one."""

    def __init__(
        self, session: GradingSession, panels: GradingPanels, comments: CommentController
    ) -> None:
        """Begin without a group."""
        super().__init__(panels)
        self._session = session
        self._paper = panels.paper
        self._side = panels.side
        self._comments = comments
        self.key = AnnotationId("")
        self.shows_names = False
        panels.side.group.memberChosen.connect(self._on_group_member_chosen)

    @property
    def group(self) -> AnswerGroup | None:
        """Return the group that is shown, as it is now."""
        return next((g for g in self._session.groups if g.typical.id == self.key), None)

    def show(self, key: str) -> None:
        """Show a group: its typical words in their article, and its members."""
        self.key = AnnotationId(key)
        group = self.group
        if group is None:
            self._paper.show_work((), {})
        else:
            self._show_words(group.typical)
        self.refresh()
        self._comments.show_group(key, group.category_id if group else None)

    def _show_words(self, annotation: Annotation) -> None:
        mark = OutcomeHighlight(annotation.id, annotation.span, OutcomeSign.EXTRA)
        self._paper.show_work((annotation,), {annotation.article_id: [mark]})
        self._paper.point_at(annotation.article_id, annotation.span)

    def refresh(self) -> None:
        """Show the members and their verdicts as they are now."""
        self._side.group.show_group(self.group, self._name_of, self._verdict_of)

    def judge(self, kind: VerdictKind) -> bool:
        """Give one verdict to everybody in the group who is not taken out."""
        group = self._side.group.chosen
        if group is None:
            return False
        is_judged = self._session.judge_group(group, kind, self._comments.group_comment)
        self._comments.clear_group_comment()
        return is_judged

    def accept_for_all(self, group: AnswerGroup) -> None:
        """Take the words of a group into the key, with the comment that goes with it."""
        self._session.accept_for_all(group, self._comments.group_comment)
        self._comments.clear_group_comment()

    @property
    def next_open(self) -> AnswerGroup | None:
        """Return the next group that has no verdict yet, from the shown one on."""
        groups = self._session.groups
        at = next((n for n, g in enumerate(groups) if g.typical.id == self.key), -1)
        later = (*groups[at + 1 :], *groups[: at + 1])
        return next((g for g in later if not self._session.is_decided(g)), None)

    def _name_of(self, member: Member) -> str:
        return shown_name(self._session.entry(member.hand_in_id), names=self.shows_names)

    def _verdict_of(self, member: Member) -> Verdict | None:
        return self._session.verdict(member.hand_in_id, member.annotation.id)

    def _on_group_member_chosen(self, annotation_id: str) -> None:
        """Show the words that one member chose."""
        for member in self.group.members if self.group else ():
            if member.annotation.id == annotation_id:
                self._show_words(member.annotation)
