"""One student's hand-in on the screen: its items, its rubric, and the decisions about them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from annotator.domain.annotations import Annotation
from annotator.domain.grading import VerdictKind
from annotator.domain.identifiers import ArticleId, CriterionId, HandInId
from annotator.domain.notes import shortened
from annotator.gui.articles.outcome_layer import OutcomeHighlight
from annotator.gui.grading.comment_controller import CommentController
from annotator.gui.grading.grading_items import GradingItem, items_of
from annotator.gui.grading.grading_panels import GradingPanels
from annotator.gui.widgets.outcome_signs import OutcomeSign
from annotator.services.grading_session import GradingEntry
from annotator.session.grading import GradingSession
from annotator.translation import _

#: The longest name of what is commented on.
LONGEST = 36


class HandInController(QObject):
    """Shows hand-ins on the paper and the side, and does what is asked about the shown one."""

    def __init__(
        self, session: GradingSession, panels: GradingPanels, comments: CommentController
    ) -> None:
        """Begin without a hand-in."""
        super().__init__(panels)
        self._session = session
        self._paper = panels.paper
        self._side = panels.side
        self._comments = comments
        self._id: HandInId | None = None
        self._shown: tuple[Annotation, ...] = ()
        self._is_overall = False
        self.items: tuple[GradingItem, ...] = ()
        self.item: GradingItem | None = None
        panels.side.items.itemChosen.connect(self.choose)
        panels.side.tabChanged.connect(self._on_side_tab_changed)

    @property
    def id(self) -> HandInId | None:
        """Return the hand-in that is shown, if it is one of those that count."""
        return self._id if self._session.holds(self._id) else None

    @property
    def entry(self) -> GradingEntry | None:
        """Return the hand-in that is shown."""
        return None if self.id is None else self._session.entry(self.id)

    def set_id(self, hand_in_id: HandInId | None) -> None:
        """Note which hand-in is to be shown, without showing it."""
        self._id = hand_in_id

    def show(self, hand_in_id: HandInId) -> None:
        """Show a hand-in, with the first thing that waits chosen."""
        self._id = hand_in_id
        self._is_overall = False
        entry = self._session.entry(hand_in_id)
        self._show_work(entry, is_new=True)
        self._side.answers.begin()
        self._show_items(entry, next((item for item in self.items if item.is_open), None))

    def refresh(self) -> None:
        """Show the same hand-in after a decision; what is chosen stays chosen."""
        entry = self.entry
        if entry is None:
            return
        self._show_work(entry, is_new=self._shown != entry.graded.hand_in.annotations)
        self._show_items(entry, self._item(self.item.key if self.item else ""))

    def _show_work(self, entry: GradingEntry, *, is_new: bool) -> None:
        self.items = items_of(self._session.lesson, entry.graded)
        self._shown = entry.graded.hand_in.annotations
        if is_new:
            self._paper.show_work(self._shown, _marks_of(self.items))
        else:
            self._paper.show_marks(_marks_of(self.items))
        self._side.answers.show_hand_in(entry.graded)

    def _show_items(self, entry: GradingEntry, chosen: GradingItem | None) -> None:
        self._side.items.set_items(self.items, chosen.key if chosen else "")
        self._side.show_total(entry, sum(item.is_open for item in self.items))
        self._show_item(chosen)

    def _item(self, key: str) -> GradingItem | None:
        return next((item for item in self.items if item.key == key), None)

    # -- items -----------------------------------------------------------------

    def choose(self, key: str) -> None:
        """Choose an item: its place in the article, its details and its comment."""
        self._is_overall = False
        self._side.items.list.choose(key)
        self._side.show_words()
        self._show_item(self._item(key))

    def choose_annotation(self, annotation_id: str) -> None:
        """Choose the item that a highlight belongs to."""
        of = [i for i in self.items if i.annotation and i.annotation.id == annotation_id]
        if of:
            self.choose(of[0].key)

    def step_item(self, by: int) -> None:
        """Choose the next or the previous item."""
        keys = [item.key for item in self._side.items.shown]
        if not keys:
            return
        at = keys.index(self.item.key) + by if self.item and self.item.key in keys else 0
        self.choose(keys[max(0, min(len(keys) - 1, at))])

    def _show_item(self, item: GradingItem | None) -> None:
        self.item = item
        entry = self.entry
        override = None
        if item is not None and item.credit is not None and entry is not None:
            override = entry.graded.decisions.override_of(item.credit.key.id)
        self._side.items.show_item(item, override.reason if override else "")
        self._paper.point_at(item.article_id if item else None, item.span if item else None)
        self.show_comment()

    # -- decisions -------------------------------------------------------------

    def give_verdict(self, kind: VerdictKind) -> bool:
        """Decide about the chosen annotation and go on to the next that waits."""
        item = self.item
        if self.id is None or item is None or item.annotation is None or not item.is_extra:
            return False
        done = self._session.give_verdict(self.id, item.annotation, kind)
        self.go_on(item)
        return done

    def go_on(self, after: GradingItem) -> None:
        """Choose the next annotation that waits for a verdict, if one does."""
        keys = [item.key for item in self.items]
        at = keys.index(after.key) if after.key in keys else -1
        later = [item for item in (*self.items[at + 1 :], *self.items[: at + 1]) if item.is_open]
        if later:
            self._side.items.list.choose(later[0].key)
            self._show_item(later[0])

    def set_credit(self, credit: float | None, reason: str) -> bool:
        """Set the credit of the chosen key item by hand, or give it back to the rules."""
        item = self.item
        if self.id is None or item is None or item.credit is None:
            return False
        return self._session.override(self.id, item.credit.key.id, credit, reason)

    def give_points(self, criterion_id: str, points: float | None) -> bool:
        """Give points on a criterion of the rubric."""
        if self.id is None:
            return False
        return self._session.give_points(self.id, CriterionId(criterion_id), points)

    # -- comments --------------------------------------------------------------

    def show_comment(self) -> None:
        """Show the comment on what is chosen: an answer, an annotation, or the whole work."""
        if self.id is None:
            return
        criterion = self._side.answers.current
        annotation = self.item.annotation if self.item else None
        is_answer = self._side.shows_answers and not self._is_overall
        if is_answer and criterion is not None and criterion.question_id:
            about = _(
                "Comment on the answer: {criterion}", criterion=shortened(criterion.name, LONGEST)
            )
            self._comments.show(self.id, about, question=criterion.question_id)
        elif annotation is not None and not (is_answer or self._is_overall):
            about = _("Comment on “{quote}”", quote=shortened(annotation.quote, LONGEST))
            self._comments.show(self.id, about, annotation=annotation)
        else:
            self._comments.show(self.id, _("Comment on the whole work"))

    def write_overall(self) -> None:
        """Put the keyboard into the comment on the whole work."""
        self._is_overall = True
        self.show_comment()
        self._comments.panel.write()

    def _on_side_tab_changed(self) -> None:
        self._is_overall = False
        if not self._side.shows_group:
            self.show_comment()


def _marks_of(items: Sequence[GradingItem]) -> dict[ArticleId, list[OutcomeHighlight]]:
    marks: dict[ArticleId, list[OutcomeHighlight]] = {}
    for item in items:
        framed = item.sign is OutcomeSign.MISSED and not item.category.is_sentence
        mark = OutcomeHighlight(item.key, item.span, item.sign, framed)
        marks.setdefault(item.article_id, []).append(mark)
    return marks
