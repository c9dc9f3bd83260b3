"""The answers beside the rubric: one block a criterion, a button and a number key a level."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QWidget

from annotator.domain.identifiers import CriterionId, QuestionId
from annotator.domain.lessons import Criterion, Lesson
from annotator.domain.wording import points_text
from annotator.gui.grading.button_grid import ButtonGrid
from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3
from annotator.gui.widgets.controls import button, paragraph
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.layouts import STRETCH, column
from annotator.services.grading import GradedHandIn
from annotator.translation import N_, _

NO_ANSWER = N_("No answer.")
NO_RUBRIC = N_("This lesson has no questions and no rubric: the highlights make the grade.")


class CriterionBlock(QFrame):
    """One criterion: its question, the answer, and the levels from the best down."""

    levelChosen = Signal(str, float)
    entered = Signal(str)

    def __init__(self, criterion: Criterion, prompt: str, parent: QWidget | None = None) -> None:
        """Show the criterion without an answer."""
        super().__init__(parent)
        self.criterion = criterion
        self.setProperty("role", "sheet")
        self.setAccessibleName(_("Criterion {criterion}", criterion=criterion.name))
        self._name = label(criterion.name, "heading")
        self._prompt = paragraph(prompt, "small")
        self._prompt.setVisible(bool(prompt))
        self.answer = paragraph()
        self.answer.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        expected = criterion.expectation
        self.expected = paragraph(expected.description if expected else "", "small")
        self.expected.setVisible(expected is not None)
        self.buttons: list[QPushButton] = []
        for number, level in enumerate(criterion.levels, 1):
            points = points_text(level.points)
            made = button(
                f"{number}  {level.name} · {points}",
                level.description or _("Level {number} of the rubric", number=number),
                self._on_button_clicked,
                name=_("{level}, {points} points", level=level.name, points=points),
                tip=level.description,
                checkable=True,
            )
            made.installEventFilter(self)
            self.buttons.append(made)
        column(
            *(self._name, self._prompt, self.answer, self.expected, ButtonGrid(self.buttons)),
            inside=self,
            margins=(SPACE_3, SPACE_2, SPACE_3, SPACE_2),
            spacing=SPACE_1,
        )

    def set_current(self, *, current: bool) -> None:
        """Show whether the number keys give points here."""
        self.setProperty("current", current)
        self.style().unpolish(self)
        self.style().polish(self)

    def show_points(self, points: float | None) -> None:
        """Show the level that was given."""
        exact = next((n for n, x in enumerate(self.criterion.levels) if x.points == points), -1)
        for number, each in enumerate(self.buttons):
            each.setChecked(number == exact)
        given = "–" if points is None else points_text(points)
        maximum = points_text(self.criterion.maximum)
        self._name.setText(f"{self.criterion.name}  {given} / {maximum}")

    def _on_button_clicked(self) -> None:
        clicked = self.sender()
        if isinstance(clicked, QPushButton):
            clicked.setChecked(not clicked.isChecked())  # it shows what is stored, not the click
            level = self.criterion.levels[self.buttons.index(clicked)]
            self.levelChosen.emit(self.criterion.id, level.points)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Become the current criterion when one of its levels gets the keyboard."""
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit(self.criterion.id)
        return super().eventFilter(watched, event)


class AnswersPanel(QScrollArea):
    """Every criterion of the rubric, and answers to questions without one."""

    pointsGiven = Signal(str, object)
    currentChanged = Signal()

    def __init__(self, lesson: Lesson, parent: QWidget | None = None) -> None:
        """Build the blocks once for the lesson."""
        super().__init__(parent)
        self._lesson = lesson
        self._current: CriterionId | None = None
        self._answers: dict[QuestionId, str] = {}
        self._given: dict[CriterionId, float | None] = {}
        self.blocks: list[CriterionBlock] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Answers and rubric"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        prompts = {question.id: question.prompt for question in lesson.questions}
        parts: list[QWidget] = []
        shown: set[QuestionId] = set()
        for criterion in lesson.criteria:
            asked = criterion.question_id
            prompt = prompts.get(asked, "") if asked and asked not in shown else ""
            if asked:
                shown.add(asked)
            block = CriterionBlock(criterion, prompt)
            block.levelChosen.connect(self._give)
            block.entered.connect(self._on_block_entered)
            self.blocks.append(block)
            parts.append(block)
        self._others = {q.id: paragraph() for q in lesson.questions if q.id not in shown}
        for question_id, answer in self._others.items():
            parts += [label(prompts[question_id], "small"), answer]
        if not parts:
            parts.append(paragraph(_(NO_RUBRIC), "muted"))
        inside = QWidget()
        margins = (0, SPACE_1, SPACE_2, 0)
        column(*parts, STRETCH, inside=inside, margins=margins, spacing=SPACE_2)
        self.setWidget(inside)

    def show_hand_in(self, graded: GradedHandIn) -> None:
        """Show a student's answers and the points given so far."""
        self._answers = {a.question_id: a.text.strip() for a in graded.hand_in.answers}
        first_of: set[QuestionId | None] = set()
        for block in self.blocks:
            asked = block.criterion.question_id
            text = self._answers.get(asked, "") if asked else ""
            block.answer.setText(text or _(NO_ANSWER))
            block.answer.setVisible(asked is not None and asked not in first_of)
            first_of.add(asked)
            score = graded.decisions.score_on(block.criterion.id)
            self._given[block.criterion.id] = score.points if score else None
            block.show_points(score.points if score else None)
        for question_id, answer in self._others.items():
            answer.setText(self._answers.get(question_id, "") or _(NO_ANSWER))

    def begin(self) -> None:
        """Make the first criterion without points the current one."""
        waiting = [b.criterion.id for b in self.blocks if self._given[b.criterion.id] is None]
        everything = [b.criterion.id for b in self.blocks]
        self._choose(next(iter([*waiting, *everything]), None))
        self.verticalScrollBar().setValue(0)

    @property
    def current(self) -> Criterion | None:
        """Return the criterion that number keys give points on."""
        return next((b.criterion for b in self.blocks if b.criterion.id == self._current), None)

    @property
    def graded_count(self) -> int:
        """Return how many criteria have points."""
        return sum(points is not None for points in self._given.values())

    def give_level(self, number: int) -> bool:
        """Give the level of this number on the current criterion; return whether there is one."""
        criterion = self.current
        if criterion is None or not 1 <= number <= len(criterion.levels):
            return False
        self._give(criterion.id, criterion.levels[number - 1].points)
        return True

    def _give(self, criterion_id: str, points: float) -> None:
        """Give points and go on; the level that is given already is taken back."""
        self._current = CriterionId(criterion_id)
        again = self._given.get(CriterionId(criterion_id)) == points
        self.pointsGiven.emit(criterion_id, None if again else points)
        if not again:
            self._go_on()

    def _go_on(self) -> None:
        ids = [block.criterion.id for block in self.blocks]
        at = ids.index(self._current) if self._current in ids else 0
        later = [one for one in (*ids[at + 1 :], *ids[:at]) if self._given.get(one) is None]
        self._choose(later[0] if later else self._current)

    def step(self, by: int) -> None:
        """Make the next or the previous criterion the current one."""
        ids = [block.criterion.id for block in self.blocks]
        if ids:
            at = ids.index(self._current) if self._current in ids else -by
            self._choose(ids[max(0, min(len(ids) - 1, at + by))])

    def _choose(self, criterion_id: CriterionId | None) -> None:
        self._current = criterion_id
        for block in self.blocks:
            mine = block.criterion.id == criterion_id
            if mine != bool(block.property("current")):
                block.set_current(current=mine)
            if mine:
                self.ensureWidgetVisible(block, 0, SPACE_2)
                self.horizontalScrollBar().setValue(0)
        self.currentChanged.emit()

    def _on_block_entered(self, criterion_id: str) -> None:
        self._choose(CriterionId(criterion_id))
