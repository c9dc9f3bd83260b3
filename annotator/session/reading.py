"""A student at work on a lesson: the work in memory, each gesture stored first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.domain.annotating import (
    Add,
    Gesture,
    Note,
    PlaceAgain,
    Recategorise,
    Remove,
    Resize,
    Revise,
    reach,
)
from annotator.domain.annotations import Annotation, Answer, Item, Link, LinkEnd
from annotator.domain.asked import Portion
from annotator.domain.board_layout import BoardLayout
from annotator.domain.errors import UnknownThing
from annotator.domain.hand_ins import Student
from annotator.domain.history import Change, Edit
from annotator.domain.identifiers import AnnotationId, ArticleId, CategoryId, QuestionId
from annotator.domain.lessons import Feedback, Lesson
from annotator.domain.snapping import Snap
from annotator.domain.spans import Span
from annotator.services import annotating, handing_in, history, linking
from annotator.services.feedback import Practice
from annotator.services.handing_in import Missing, Receipt
from annotator.services.history import Stepped
from annotator.services.lesson_entries import Progress
from annotator.services.lessons import choose_group, progress_of, remember_place
from annotator.services.linking import LinkText
from annotator.services.ports import Ports, ReadingPlace
from annotator.services.reanchoring import placed, placed_links
from annotator.services.signing_in import workspace_of
from annotator.session.observers import Observers
from annotator.session.ordered_annotations import OrderedAnnotations
from annotator.translation import said


@dataclass(frozen=True, slots=True)
class WorkChanged:
    """What a gesture changed, so that a view redraws no more than that."""

    articles: frozenset[ArticleId]
    answers: bool
    added: tuple[AnnotationId, ...] = ()
    removed: tuple[AnnotationId, ...] = ()
    links: bool = False


class ReadingSession:
    """One student's open lesson: annotations by article, answers, undo and redo.

    `unplaced` are the annotations whose words this version of the lesson does not have.
    Every method that changes something stores it first and tells the observers after.
    """

    def __init__(self, ports: Ports, lesson: Lesson, student: Student) -> None:
        """Read the student's work on the lesson."""
        self.lesson = lesson
        self.student = student
        self.workspace = workspace_of(student, lesson.id)
        self.changed: Observers[WorkChanged] = Observers()
        self.undo_label: str | None = None
        self.redo_label: str | None = None
        self._ports = ports
        self._answers: dict[QuestionId, Answer] = {}
        with ports.store.reading() as unit:
            stored = unit.work.annotations(self.workspace)
            links = unit.work.links(self.workspace)
            answers = unit.work.answers(self.workspace)
            last_done = unit.edits.last_done(self.workspace)
            next_undone = unit.edits.next_undone(self.workspace)
            places = unit.work.places()
            at_once = lesson.feedback is Feedback.AT_ONCE
            key = unit.lessons.find_key(lesson.id) if at_once else None
            made = lesson.hide_outlets and unit.hand_ins.of_student(lesson.id, student.name)
        self._hides_outlets = lesson.hide_outlets and not made
        annotations, self.unplaced = placed(lesson, stored)
        self._links: tuple[Link, ...] = placed_links(lesson, links)
        by_article: dict[ArticleId, list[Annotation]] = {}
        for annotation in annotations:
            by_article.setdefault(annotation.article_id, []).append(annotation)
        self._annotations = {key: OrderedAnnotations(some) for key, some in by_article.items()}
        self._answers = {answer.question_id: answer for answer in answers}
        self.practice = Practice(lesson, key) if at_once else None
        self._set_labels(last_done, next_undone)
        self.place = next((p for p in places if p.workspace == self.workspace), None)

    # -- what there is ---------------------------------------------------------

    def annotations(self, article_id: ArticleId) -> tuple[Annotation, ...]:
        """Return the annotations of one article in reading order."""
        mine = self._annotations.get(article_id)
        return mine.in_order() if mine is not None else ()

    def all_annotations(self) -> tuple[Annotation, ...]:
        """Return every annotation, by article and place."""
        return tuple(a for art in self.lesson.articles for a in self.annotations(art.id))

    def annotation(self, annotation_id: AnnotationId) -> Annotation:
        """Return one annotation; raise UnknownThing if it is gone."""
        found = self.find(annotation_id)
        if found is None:
            raise UnknownThing("This annotation is not there any more.")
        return found

    @property
    def answers(self) -> Mapping[QuestionId, str]:
        """Return the answers so far by question."""
        return {question_id: answer.text for question_id, answer in self._answers.items()}

    @property
    def shown_lesson(self) -> Lesson:
        """Return the lesson as it may be shown: without outlets where they are hidden still."""
        return self.lesson.without_outlets() if self._hides_outlets else self.lesson

    @property
    def links(self) -> tuple[Link, ...]:
        """Return the links in the order in which they were made."""
        return self._links

    @property
    def progress(self) -> Progress:
        """Return how far the work is."""
        answers = tuple(self._answers.values())
        return progress_of(self.lesson, self.all_annotations(), answers, group=self.group)

    @property
    def group(self) -> str:
        """Return the reading group that the student chose, or nothing."""
        return self.place.reading_group if self.place else ""

    @property
    def begun(self) -> frozenset[ArticleId]:
        """Return the articles in which there is an annotation."""
        return frozenset(one for one, mine in self._annotations.items() if mine)

    @property
    def portion(self) -> Portion:
        """Return what the student is asked for."""
        return self.lesson.portion(self.group, self.begun)

    def missing(self) -> Missing:
        """Return what a hand-in still lacks."""
        return handing_in.missing_before_hand_in(
            self.lesson, self.all_annotations(), tuple(self._answers.values()), self.group
        )

    # -- gestures --------------------------------------------------------------

    def do(self, gesture: Gesture) -> tuple[Annotation, ...]:
        """Store what a gesture changes in one step; return the annotations that it made."""
        near = self._touched(gesture)
        edit = annotating.annotate(self._ports, self.lesson, self.workspace, near, gesture)
        self._take(edit)
        changes = edit.changes if edit else ()
        return tuple(c.after for c in changes if isinstance(c.after, Annotation))

    def _touched(self, gesture: Gesture) -> Sequence[Annotation]:
        """Return the annotations that a gesture names or can meet."""
        match gesture:
            case Add() | PlaceAgain():
                near = self._near(gesture.article_id, gesture.rough)
                lost = (self._held(gesture.id),) if isinstance(gesture, PlaceAgain) else ()
                return (*near, *lost)
            case Recategorise():
                old = self._held(gesture.id)
                return self._near(old.article_id, old.span)
            case Resize():
                old = self._held(gesture.id)
                return (*self._near(old.article_id, gesture.rough), old)
            case Revise():
                return (self._held(gesture.id),)
            case Remove():
                return tuple(map(self._held, gesture.ids))

    def _held(self, annotation_id: str) -> Annotation:
        """Return an annotation with its place, or one that lost it; raise UnknownThing."""
        lost = next((each for each in self.unplaced if each.id == annotation_id), None)
        return lost if lost is not None else self.annotation(AnnotationId(annotation_id))

    def highlight(
        self,
        article_id: ArticleId,
        category_id: CategoryId,
        rough: Span,
        *,
        snap: Snap = Snap.WORDS,
        note: Note | None = None,
    ) -> tuple[Annotation, ...]:
        """Annotate what a rough selection means; return the new annotations."""
        return self.do(Add(article_id, category_id, rough, snap, note or Note()))

    def find(self, annotation_id: str) -> Annotation | None:
        """Return an annotation, or None if it is gone."""
        every = (mine.get(AnnotationId(annotation_id)) for mine in self._annotations.values())
        return next((found for found in every if found is not None), None)

    def answer(self, question_id: QuestionId, text: str) -> None:
        """Store the answer to a question."""
        existing = tuple(self._answers.values())
        self._take(
            annotating.write_answer(
                self._ports, self.lesson, self.workspace, existing, question_id, text
            )
        )

    def join(self, first: LinkEnd, second: LinkEnd) -> None:
        """Link two places in different articles."""
        self._take(linking.join_ends(self._ports, self.workspace, self._links, first, second))

    def keep_alone(self, end: LinkEnd) -> None:
        """Note that something stands in one article only."""
        self._take(linking.keep_alone(self._ports, self.lesson, self.workspace, self._links, end))

    def revise_link(self, link: Link, text: LinkText) -> None:
        """Store title, note and where the thing is missing."""
        self._take(linking.revise_link(self._ports, self.lesson, self.workspace, link, text))

    def remove_end(self, link: Link, end: LinkEnd) -> None:
        """Take one place out of a link."""
        self._take(linking.remove_end(self._ports, self.workspace, link, end))

    def remove_links(self, links: Sequence[Link]) -> None:
        """Remove links in one step."""
        self._take(linking.remove_links(self._ports, self.workspace, links))

    def undo(self) -> None:
        """Take back the newest gesture, also one of an earlier run of the program."""
        self._step(history.undo(self._ports, self.lesson, self.workspace))

    def redo(self) -> None:
        """Do the last undone gesture again."""
        self._step(history.redo(self._ports, self.lesson, self.workspace))

    def hand_in(self, folder: Path) -> Receipt:
        """Seal the work into a file in the drop folder."""
        receipt = handing_in.hand_in(self._ports, self.lesson, self.student, folder)
        self._hides_outlets = False
        return receipt

    def remember(
        self,
        articles: Sequence[ArticleId],
        positions: Mapping[ArticleId, int],
        layout: BoardLayout | None = None,
    ) -> None:
        """Store which articles are open, how far each is read in code points, how arranged."""
        self.place = ReadingPlace(
            self.workspace,
            self._ports.now(),
            tuple(articles),
            dict(positions),
            layout,
            self.group,
        )
        remember_place(self._ports, self.place)

    def choose_group(self, name: str) -> None:
        """Store in which reading group the student is; nothing of the work changes."""
        self.place = choose_group(self._ports, self.workspace, name)
        self.changed.tell(WorkChanged(frozenset(), answers=False))

    def subscribe(self, listener: Callable[[WorkChanged], None]) -> Callable[[], None]:
        """Call the listener after each change; return the function that stops it."""
        return self.changed.add(listener)

    # -- keeping memory and store alike ----------------------------------------

    def _near(self, article_id: ArticleId, rough: Span) -> tuple[Annotation, ...]:
        """Return the annotations that a gesture on a rough selection can touch."""
        mine = self._annotations.get(article_id)
        area = reach(self.lesson.article(article_id), rough)
        return mine.overlapping(area) if mine is not None else ()

    def _take(self, edit: Edit | None) -> None:
        """Bring memory to what a new edit stored; what had been undone is gone by it."""
        if edit is not None:
            self._set_labels(edit, None)
            self._show(edit.changes)

    def _step(self, stepped: Stepped | None) -> None:
        if stepped is not None:
            self._set_labels(stepped.last_done, stepped.next_undone)
            self._show(stepped.changes)

    def _set_labels(self, last_done: Edit | None, next_undone: Edit | None) -> None:
        self.undo_label = said(last_done.label) if last_done else None
        self.redo_label = said(next_undone.label) if next_undone else None

    def _show(self, changes: Sequence[Change]) -> None:
        """Bring memory to what the store holds now and tell the observers."""
        for change in changes:
            # A link that changes keeps its number, so it is replaced and not made anew.
            if change.before is not None and not isinstance(change.after, Link):
                self._drop(change.before)
            if change.after is not None:
                self._keep(change.after)
        before = [c.before for c in changes if isinstance(c.before, Annotation)]
        after = [c.after for c in changes if isinstance(c.after, Annotation)]
        gone = {a.id for a in before} - {a.id for a in after}
        made = {a.id for a in after} - {a.id for a in before} - {a.id for a in self.unplaced}
        self.changed.tell(
            WorkChanged(
                articles=frozenset(a.article_id for a in (*before, *after)),
                answers=any(isinstance(c.before or c.after, Answer) for c in changes),
                added=tuple(a.id for a in after if a.id in made),
                removed=tuple(a.id for a in before if a.id in gone),
                links=any(isinstance(c.before or c.after, Link) for c in changes),
            )
        )

    def _drop(self, item: Item) -> None:
        match item:
            case Annotation():
                self.unplaced = tuple(each for each in self.unplaced if each.id != item.id)
                if item.article_id in self._annotations:
                    self._annotations[item.article_id].drop(item.id)
            case Answer():
                self._answers.pop(item.question_id, None)
            case Link():
                self._links = tuple(link for link in self._links if link.id != item.id)

    def _keep(self, item: Item) -> None:
        match item:
            case Annotation():
                here, aside = placed(self.lesson, (item,))
                self.unplaced += aside
                for each in here:
                    self._annotations.setdefault(item.article_id, OrderedAnnotations()).put(each)
            case Answer():
                self._answers[item.question_id] = item
            case Link():
                others = dict.fromkeys((*(link.id for link in self._links), item.id))
                known = {link.id: link for link in (*self._links, item)}
                self._links = tuple(known[link_id] for link_id in others)
