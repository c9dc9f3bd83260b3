"""What came back, read-only: the own highlights with signs, the score, and the teacher's words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.lessons import Lesson
from annotator.domain.moments import short_day
from annotator.domain.returned import FeedbackNote, StudentFeedback
from annotator.domain.wording import of_maximum, points_text, signed_points
from annotator.gui.articles.annotated_articles import AnnotatedArticles
from annotator.gui.articles.category_signs import CategoryLetter
from annotator.gui.articles.outcome_layer import OutcomeHighlight
from annotator.gui.errors import Interaction, told
from annotator.gui.lists.row import Row, Tone
from annotator.gui.lists.row_view import RowView
from annotator.gui.lists.signs import Outcome
from annotator.gui.look.icons import themed_icon
from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.labels import ElidedLabel, label
from annotator.gui.widgets.note_field import NoteField
from annotator.gui.widgets.outcome_signs import OutcomeSign
from annotator.services.received import Received, annotations_of

if TYPE_CHECKING:
    from annotator.use_cases.returned import ReadingFeedback

TITLE = "Returned work"
UNCHECKED = "This lesson carries no teacher’s key, so nobody can check who wrote this."
NO_LESSON = (
    "The lesson is not on this machine with the same articles, so they cannot be shown. What your "
    "teacher wrote is at the right."
)
ASK = "Ask your teacher to look again at something; it goes where your class hands in."
SENT = "Sent. Your teacher sees it at the next look into the folder."
_SIGNS = {sign.value: sign for sign in OutcomeSign}
PANEL_WIDTH = 380


class ReturnedView(QWidget):
    """One graded hand-in as its student sees it."""

    closeRequested = Signal()
    #: With other work that came back to the same student.
    otherRequested = Signal(object)

    def __init__(
        self,
        returned: ReadingFeedback,
        received: Received,
        interaction: Interaction,
        parent: QWidget | None = None,
    ) -> None:
        """Show what came back."""
        super().__init__(parent)
        self._returned = returned
        self._received = received
        self._interaction = interaction
        feedback = received.feedback
        self.setAccessibleName(f"Returned: {feedback.lesson_title}")
        self.back = QToolButton()
        self.back.setProperty("kind", "quiet")
        self.back.setIcon(themed_icon("arrow-left"))
        self.back.setIconSize(QSize(20, 20))
        self.back.setAccessibleName("Back to the lessons")
        self.back.setAccessibleDescription("Leave; the file can be opened again at any time")
        self.back.setToolTip("Back to the lessons")
        self.back.clicked.connect(self.closeRequested)
        self.others = ChoiceBox("Returned work")
        self.others.setAccessibleDescription("Show other work that came back to you")
        self.others.hide()
        self.others.activated.connect(self._on_others_activated)
        self._works: tuple[Received, ...] = ()
        self.list = RowView("Your highlights and what was missed")
        self.list.rowChosen.connect(self._choose)
        self.details = label("", "small")
        self.details.setWordWrap(True)
        self.field = NoteField("What should your teacher look at again?", 2)
        self.field.setAccessibleDescription(ASK)
        self.send = QPushButton("Send")
        self.send.setAccessibleDescription(ASK)
        self.send.clicked.connect(self.ask)
        self.paper: AnnotatedArticles | None = None
        if received.lesson is not None:
            self.paper = AnnotatedArticles(received.lesson)
            self.paper.annotationChosen.connect(self._on_paper_annotation_chosen)
        self._arrange()
        self._show(received.lesson)

    def _arrange(self) -> None:
        feedback = self._received.feedback
        total = of_maximum(feedback.total, feedback.total_maximum)
        self.total = label(total, "title")
        top = QHBoxLayout()
        top.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_2)
        top.setSpacing(SPACE_2)
        top.addWidget(self.back)
        title = ElidedLabel(f"{feedback.lesson_title} – returned", role="heading")
        top.addWidget(title, 1, Qt.AlignmentFlag.AlignVCenter)
        top.addWidget(self.others)
        top.addWidget(label(f"{feedback.student_name}, attempt {feedback.attempt}", "muted"))
        top.addWidget(self.total)
        middle = QSplitter(Qt.Orientation.Horizontal)
        middle.setChildrenCollapsible(False)
        middle.setHandleWidth(SPACE_2)
        middle.addWidget(self.paper or _wrapped(NO_LESSON, "muted"))
        middle.addWidget(self._panel())
        middle.setStretchFactor(0, 1)
        middle.setSizes([900, PANEL_WIDTH])
        around = QVBoxLayout()
        around.setContentsMargins(SPACE_3, 0, SPACE_3, SPACE_3)
        around.addWidget(middle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addLayout(around, 1)

    def _panel(self) -> QWidget:
        feedback = self._received.feedback
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(SPACE_2, 0, SPACE_2, 0)
        column.setSpacing(SPACE_1)
        if not self._received.is_checked:
            column.addWidget(_wrapped(UNCHECKED, "warning"))
        if feedback.comment:
            column.addWidget(label("Your teacher writes", "heading"))
            column.addWidget(_wrapped(feedback.comment))
        if feedback.request_answer:
            column.addWidget(label("You asked, your teacher answers", "heading"))
            column.addWidget(_wrapped(feedback.request, "small"))
            column.addWidget(_wrapped(feedback.request_answer))
        column.addWidget(label("Your points", "heading"))
        column.addWidget(_sum_of(feedback))
        column.addWidget(label("Your highlights", "heading"))
        if feedback.untold:
            column.addWidget(_wrapped(_untold(feedback.untold), "small"))
        self.list.setMinimumHeight(170)
        column.addWidget(self.list, 1)
        column.addWidget(self.details)
        for each in feedback.criteria:
            given = "not graded" if each.points is None else points_text(each.points)
            column.addWidget(
                label(f"{each.name}: {given} of {points_text(each.maximum)}", "heading")
            )
            level = ". ".join(text for text in (each.level, each.comment) if text)
            if level:
                column.addWidget(_wrapped(level, "small"))
        for answer in feedback.answers:
            if answer.comment:
                column.addWidget(_wrapped(answer.prompt, "small"))
                column.addWidget(_wrapped(answer.comment))
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        panel = QWidget()
        panel.setMinimumWidth(300)
        asking = QHBoxLayout()
        asking.setSpacing(SPACE_1)
        asking.addWidget(self.field, 1)
        asking.addWidget(self.send)
        whole = QVBoxLayout(panel)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(SPACE_1)
        whole.addWidget(scroll, 1)
        whole.addWidget(_wrapped(ASK, "small"))
        whole.addLayout(asking)
        return panel

    def offer(self, works: Sequence[Received]) -> None:
        """Offer everything that came back, where it is more than this."""
        self._works = tuple(works)
        shown = [work.feedback.hand_in_id for work in self._works]
        for work in self._works:
            at = short_day(work.feedback.returned_at)
            self.others.addItem(f"{work.feedback.lesson_title}, {at}")
        self.others.setVisible(len(self._works) > 1)
        if self._received.feedback.hand_in_id in shown:
            self.others.setCurrentIndex(shown.index(self._received.feedback.hand_in_id))

    def _on_others_activated(self, number: int) -> None:
        chosen = self._works[number]
        if chosen.feedback.hand_in_id != self._received.feedback.hand_in_id:
            self.otherRequested.emit(chosen)

    # -- show ------------------------------------------------------------------

    def _show(self, lesson: Lesson | None) -> None:
        self._show_rows(lesson)
        if self.paper is None or lesson is None:
            return
        notes = self._received.feedback.notes
        sentences = {c.id for c in lesson.scheme.categories if c.is_sentence}
        marks: dict[object, list[OutcomeHighlight]] = {}
        for number, note in enumerate(notes):
            framed = note.outcome == "missed" and note.category_id not in sentences
            mark = OutcomeHighlight(str(number), note.span, _sign(note), framed)
            marks.setdefault(note.article_id, []).append(mark)
        drawn = annotations_of(lesson, self._received.feedback)
        self.paper.show_work(drawn, {a.id: marks.get(a.id, []) for a in lesson.articles})

    def _show_rows(self, lesson: Lesson | None) -> None:
        categories = {c.id: c for c in lesson.scheme.categories} if lesson else {}
        rows = []
        for number, note in enumerate(self._received.feedback.notes):
            category = categories.get(note.category_id)
            rows.append(
                Row(
                    str(number),
                    note.quote,
                    side=points_text(note.points) if note.points else "",
                    signs=(Outcome(_sign(note)), *([CategoryLetter(category)] if category else [])),
                    tone=Tone.MUTED if note.outcome == "missed" else Tone.TEXT,
                )
            )
        self.list.set_rows(rows)

    def _choose(self, key: str) -> None:
        note = self._received.feedback.notes[int(key)]
        self.details.setText("\n".join(_told(note)))
        lesson = self._received.lesson
        if self.paper is not None and lesson is not None:
            body = lesson.article(note.article_id).body
            if note.span.end <= len(body):
                self.paper.point_at(note.article_id, note.span)

    def _on_paper_annotation_chosen(self, annotation_id: str) -> None:
        self.list.choose(annotation_id)
        self._choose(annotation_id)

    # -- ask -------------------------------------------------------------------

    def ask(self) -> None:
        """Send what is written to the teacher."""
        folder = self._returned.drop_folder
        if folder is None:
            asked = "Where does your class hand in?"
            folder = self._interaction.choose_folder(asked, None)
        if folder is None:
            return
        with told(self._interaction, TITLE):
            self._returned.ask_again(self._received, self.field.toPlainText(), folder)
            self.field.clear()
            self.send.setEnabled(False)
            self._interaction.tell(TITLE, SENT)


def _untold(count: int) -> str:
    things = "1 thing that you missed is" if count == 1 else f"{count} things that you missed are"
    return f"{things} not shown here. Ask your teacher about them."


def _sign(note: FeedbackNote) -> OutcomeSign:
    return _SIGNS.get(note.outcome, OutcomeSign.EXTRA)


def _told(note: FeedbackNote) -> Sequence[str]:
    lines = [note.outcome]
    if note.by_hand:
        lines.append(f"Set by your teacher: {note.by_hand}")
    if note.explanation:
        lines.append(f"Key: {note.explanation}")
    if note.reason:
        lines.append(f"You: {note.reason}")
    if note.comment:
        lines.append(f"Teacher: {note.comment}")
    return lines


def _sum_of(feedback: StudentFeedback) -> QLabel:
    """Return the lines that make the grade, and what they add up to; old files have none."""
    total = f"{points_text(feedback.total)} of {points_text(feedback.total_maximum)}"
    if not feedback.lines:
        highlights = f"{points_text(feedback.points)} of {points_text(feedback.maximum)}"
        return _wrapped(f"Highlights: {highlights}\nTogether: {total}", "small")
    lines = [
        f"{line.name}: {points_text(line.points)} of {points_text(line.maximum)}"
        if line.maximum is not None
        else f"{line.name}: {signed_points(line.points)}"
        for line in feedback.lines
    ]
    lines += [f"{each.name}: not graded" for each in feedback.criteria if each.points is None]
    return _wrapped("\n".join([*lines, f"Together: {total}"]), "small")


def _wrapped(text: str, role: str = "") -> QLabel:
    made = label(text, role)
    made.setWordWrap(True)
    return made
