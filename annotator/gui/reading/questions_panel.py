"""The open questions of a lesson, each with a field for the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from annotator.domain.identifiers import QuestionId
from annotator.domain.lessons import Lesson, Question
from annotator.gui.look.theme import SPACE_1, SPACE_3, SPACE_4
from annotator.gui.widgets.controls import paragraph
from annotator.gui.widgets.delayed_save import DelayedSave
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.note_field import NoteField
from annotator.services.asked_words import beyond_words
from annotator.translation import N_, _

ANSWER_ASKED_FOR = N_("Your teacher asks for this answer.")


def tells_of(lesson: Lesson, question: Question) -> str:
    """Return what a student should know before answering a question."""
    said = []
    if lesson.goes_beyond(question):
        said.append(beyond_words(lesson))
    if question.id in lesson.required_work.questions:
        said.append(_(ANSWER_ASKED_FOR))
    return " ".join(said)


class QuestionField(QWidget):
    """One question and its answer."""

    finished = Signal()

    def __init__(
        self,
        number: int,
        question: Question,
        save: Callable[[QuestionId, str], bool],
        *,
        tells: str = "",
    ) -> None:
        """Show the question without an answer; `tells` is what to know before answering."""
        super().__init__()
        self.question_id = question.id
        self._save = save
        self._stored = ""
        self._clock = DelayedSave(self)
        prompt = label(f"{number}. {question.prompt}")
        prompt.setWordWrap(True)
        self.field = NoteField(
            _("Answer to question {number}", number=number), min(8, max(3, question.lines))
        )
        self.field.setAccessibleDescription(f"{question.prompt} {tells}".strip())
        self.field.setPlaceholderText(_("Write your answer"))
        prompt.setBuddy(self.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        column.addWidget(prompt)
        if tells:
            column.addWidget(paragraph(tells, "small"))
        column.addWidget(self.field)
        self._clock.due.connect(self.flush)
        self._clock.watch(self.field)
        self.field.left.connect(self.flush)
        self.field.finished.connect(self._on_field_finished)

    def show_answer(self, text: str) -> None:
        """Show the stored answer, unless it is what stands there."""
        if self.field.toPlainText() != text:
            self.field.setPlainText(text)
        self._stored = self.field.toPlainText()
        self._clock.stop()

    def flush(self) -> bool:
        """Store what is typed; return False if that failed and the text is only here."""
        self._clock.stop()
        typed = self.field.toPlainText()
        if typed == self._stored:
            return True
        if self._save(self.question_id, typed):
            self._stored = typed
            return True
        return False

    def _on_field_finished(self) -> None:
        if self.flush():
            self.finished.emit()


class QuestionsPanel(QScrollArea):
    """All questions below each other."""

    finished = Signal()

    def __init__(
        self,
        lesson: Lesson,
        save: Callable[[QuestionId, str], bool],
        parent: QWidget | None = None,
    ) -> None:
        """Show the questions without answers."""
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setObjectName("questions")
        self.setAccessibleName(_("Questions"))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_3)
        column.setSpacing(SPACE_4)
        self._fields = [
            QuestionField(number, question, save, tells=tells_of(lesson, question))
            for number, question in enumerate(lesson.questions, 1)
        ]
        for field in self._fields:
            column.addWidget(field)
            field.finished.connect(self.finished)
        if not self._fields:
            column.addWidget(label(_("This lesson has no questions."), "muted"))
        column.addStretch(1)
        self.setWidget(inside)

    def show_answers(self, answers: Mapping[QuestionId, str]) -> None:
        """Show the stored answers."""
        for field in self._fields:
            field.show_answer(answers.get(field.question_id, ""))

    def flush(self) -> bool:
        """Store what is typed; return False if some of it could not be stored."""
        # Each is tried, also after one that failed.
        stored = [field.flush() for field in self._fields]
        return all(stored)

    def write(self, question_id: QuestionId) -> None:
        """Put the keyboard into the answer to a question."""
        for field in self._fields:
            if field.question_id == question_id:
                self.ensureWidgetVisible(field)
                field.field.setFocus()
