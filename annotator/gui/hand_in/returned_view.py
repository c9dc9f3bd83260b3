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
from annotator.domain.wording import points_text, signed_points
from annotator.gui.articles.annotated_articles import AnnotatedArticles
from annotator.gui.articles.category_signs import CategoryLetter
from annotator.gui.articles.outcome_layer import OutcomeHighlight
from annotator.gui.errors import Interaction, told
from annotator.gui.lists.row import Row, Tone
from annotator.gui.lists.row_view import RowView
from annotator.gui.lists.signs import OutcomeIcon
from annotator.gui.look.icons import themed_icon
from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.labels import ElidedLabel, label
from annotator.gui.widgets.note_field import NoteField
from annotator.gui.widgets.outcome_signs import OutcomeSign
from annotator.services.received import Received, annotations_of
from annotator.translation import N_, _, ngettext

if TYPE_CHECKING:
    from annotator.use_cases.returned import ReadingFeedback

TITLE = N_("Returned work")
UNCHECKED = N_("This lesson carries no teacher’s key, so nobody can check who wrote this.")
NO_LESSON = N_(
    "The lesson is not on this machine with the same articles, so they cannot be "
    "shown. What your teacher wrote is at the right."
)
ASK = N_("Ask your teacher to look again at something; it goes where your class hands in.")
SENT = N_("Sent. Your teacher sees it at the next look into the folder.")
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
        self.setAccessibleName(_("Returned: {lesson}", lesson=feedback.lesson_title))
        self.back = QToolButton()
        self.back.setProperty("kind", "quiet")
        self.back.setIcon(themed_icon("arrow-left"))
        self.back.setIconSize(QSize(20, 20))
        self.back.setAccessibleName(_("Back to the lessons"))
        self.back.setAccessibleDescription(_("Leave; the file can be opened again at any time"))
        self.back.setToolTip(_("Back to the lessons"))
        self.back.clicked.connect(self.closeRequested)
        self.others = ChoiceBox(_("Returned work"))
        self.others.setAccessibleDescription(_("Show other work that came back to you"))
        self.others.hide()
        self.others.activated.connect(self._on_others_activated)
        self._works: tuple[Received, ...] = ()
        self.list = RowView(
            _("Your highlights and what was missed"), _("The chosen one is shown in its article")
        )
        self.list.rowChosen.connect(self._choose)
        self.details = label("", "small")
        self.details.setWordWrap(True)
        self.field = NoteField(_("What should your teacher look at again?"), 2)
        self.field.setAccessibleDescription(_(ASK))
        self.send = QPushButton(_("Send"))
        self.send.setAccessibleDescription(_(ASK))
        self.send.clicked.connect(self.ask)
        self.paper: AnnotatedArticles | None = None
        if received.lesson is not None:
            self.paper = AnnotatedArticles(received.lesson)
            self.paper.annotationChosen.connect(self._on_paper_annotation_chosen)
        self._arrange()
        self._show(received.lesson)

    def _arrange(self) -> None:
        feedback = self._received.feedback
        grade = feedback.shown_grade
        self.total = label(grade.text, "title")
        top = QHBoxLayout()
        top.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_2)
        top.setSpacing(SPACE_2)
        top.addWidget(self.back)
        title = ElidedLabel(_("{lesson} – returned", lesson=feedback.lesson_title), role="heading")
        top.addWidget(title, 1, Qt.AlignmentFlag.AlignVCenter)
        top.addWidget(self.others)
        top.addWidget(
            label(
                _(
                    "{student}, attempt {attempt}",
                    student=feedback.student_name,
                    attempt=feedback.attempt,
                ),
                "muted",
            )
        )
        top.addWidget(self.total)
        top.addWidget(label(grade.beside, "muted"))
        middle = QSplitter(Qt.Orientation.Horizontal)
        middle.setChildrenCollapsible(False)
        middle.setHandleWidth(SPACE_2)
        middle.addWidget(self.paper or _wrapped(_(NO_LESSON), "muted"))
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
            column.addWidget(_wrapped(_(UNCHECKED), "warning"))
        if feedback.comment:
            column.addWidget(label(_("Your teacher writes"), "heading"))
            column.addWidget(_wrapped(feedback.comment))
        if feedback.request_answer:
            column.addWidget(label(_("You asked, your teacher answers"), "heading"))
            column.addWidget(_wrapped(feedback.request, "small"))
            column.addWidget(_wrapped(feedback.request_answer))
        column.addWidget(label(_("Your points"), "heading"))
        column.addWidget(_sum_of(feedback))
        if feedback.counted:
            column.addWidget(_wrapped(feedback.counted, "small"))
        column.addWidget(label(_("Your highlights"), "heading"))
        if feedback.untold:
            column.addWidget(_wrapped(_untold(feedback.untold), "small"))
        self.list.setMinimumHeight(170)
        column.addWidget(self.list, 1)
        column.addWidget(self.details)
        for each in feedback.criteria:
            given = _("not graded") if each.points is None else points_text(each.points)
            column.addWidget(
                label(
                    _(
                        "{criterion}: {given} of {points}",
                        criterion=each.name,
                        given=given,
                        points=points_text(each.maximum),
                    ),
                    "heading",
                )
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
        whole.addWidget(_wrapped(_(ASK), "small"))
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
                    signs=(
                        OutcomeIcon(_sign(note)),
                        *([CategoryLetter(category)] if category else []),
                    ),
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
            asked = _("Where does your class hand in?")
            folder = self._interaction.choose_folder(asked, None)
        if folder is None:
            return
        with told(self._interaction, _(TITLE)):
            self._returned.ask_again(self._received, self.field.toPlainText(), folder)
            self.field.clear()
            self.send.setEnabled(False)
            self._interaction.tell(_(TITLE), _(SENT))


def _untold(count: int) -> str:
    return ngettext(
        "{number} thing that you missed is not shown here. Ask your teacher about them.",
        "{number} things that you missed are not shown here. Ask your teacher about them.",
        count,
    )


def _sign(note: FeedbackNote) -> OutcomeSign:
    return _SIGNS.get(note.outcome, OutcomeSign.EXTRA)


def _told(note: FeedbackNote) -> Sequence[str]:
    lines = [note.outcome]
    if note.by_hand:
        lines.append(_("Set by your teacher: {verdict}", verdict=note.by_hand))
    if note.explanation:
        lines.append(_("Key: {explanation}", explanation=note.explanation))
    if note.reason:
        lines.append(_("You: {reason}", reason=note.reason))
    if note.comment:
        lines.append(_("Teacher: {comment}", comment=note.comment))
    return lines


def _sum_of(feedback: StudentFeedback) -> QLabel:
    """Return the lines that make the grade, and what they add up to; old files have none."""
    total = _of(feedback.total, feedback.total_maximum)
    if not feedback.lines:
        highlights = _of(feedback.points, feedback.maximum)
        return _wrapped(
            _("Highlights: {highlights}\nTogether: {total}", highlights=highlights, total=total),
            "small",
        )
    lines = [
        f"{line.name}: {points_text(line.points)} of {points_text(line.maximum)}"
        if line.maximum is not None
        else f"{line.name}: {signed_points(line.points)}"
        for line in feedback.lines
    ]
    lines += [
        _("{criterion}: not graded", criterion=each.name)
        for each in feedback.criteria
        if each.points is None
    ]
    return _wrapped("\n".join([*lines, _("Together: {total}", total=total)]), "small")


def _wrapped(text: str, role: str = "") -> QLabel:
    made = label(text, role)
    made.setWordWrap(True)
    return made


def _of(points: float, maximum: float) -> str:
    return _("{points} of {maximum}", points=points_text(points), maximum=points_text(maximum))
