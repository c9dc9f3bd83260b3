"""The step of questions, rubric and standards; what the best work gets is always in view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QTabWidget, QWidget

from annotator.domain.drafts import LessonDraft
from annotator.domain.errors import AnnotatorError, StorageTrouble
from annotator.domain.identifiers import CategoryId, CriterionId, QuestionId
from annotator.domain.lessons import Criterion, Lesson, Question, Standard
from annotator.domain.notes import shortened
from annotator.gui.building.questions_list import QuestionsList
from annotator.gui.building.rubric_list import RubricList
from annotator.gui.building.rubric_points import RubricPoints
from annotator.gui.building.standards_panel import StandardsPanel
from annotator.gui.building.step import BuilderStep
from annotator.gui.errors import Interaction
from annotator.gui.theme import SPACE_2, SPACE_3, Theme
from annotator.services import rubrics
from annotator.services.rubrics import RubricPreset
from annotator.session.drafting import DraftSession

if TYPE_CHECKING:
    from annotator.wiring.application import Application

TITLE = "Questions and rubric"
TABS = ("Questions", "Rubric", "Level and standards")
SHEETS = "QScrollArea, QScrollArea > QWidget > QWidget#page { background: transparent; }"
HELP = """Open questions are answered in the students' own words. One that needs two articles to \
answer shows more than one about a single text.

The rubric grades the answers and the work as a whole. Begin with one of the three that come with \
the program and change what does not fit. A criterion can grade one question.

The sum at the right is what the best work gets: every required key and the best level of each \
criterion. Optional keys add points without raising it.

Level and standards are for you and your colleagues: they stand on the lesson card and in what \
you print."""


class QuestionsStep(BuilderStep):
    """Questions, rubric and standards on three tabs, the points beside them."""

    key: ClassVar[str] = "questions"
    title: ClassVar[str] = "Questions"
    help_text: ClassVar[str] = HELP

    def __init__(
        self,
        session: DraftSession,
        application: Application,
        theme: Theme,
        interaction: Interaction,
        parent: QWidget | None = None,
    ) -> None:
        """Make the parts; nothing is shown before `show_draft`."""
        super().__init__(session, application, theme, interaction, parent)
        from annotator.wiring.building_rubrics import STANDARDS, known_standards

        known = known_standards(application.data_dir)
        folder = application.data_dir / STANDARDS
        self.questions = QuestionsList(theme)
        self.rubric = RubricList(_presets(), theme)
        self.standards = StandardsPanel(known.standards, known.warnings, folder)
        self.points = RubricPoints()
        self.tabs = QTabWidget()
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName("Questions, rubric and standards")
        self.tabs.tabBar().setExpanding(False)
        self.tabs.tabBar().setDrawBase(False)
        parts: tuple[QWidget, ...] = (
            _scrolling(self.questions, TABS[0]),
            _scrolling(self.rubric, TABS[1]),
            self.standards,
        )
        for part, name in zip(parts, TABS, strict=True):
            self.tabs.addTab(part, name)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_3)
        row.setSpacing(SPACE_3)
        row.addWidget(self.tabs, 1)
        row.addWidget(self.points)

    def _connect(self) -> None:
        """Join the signals of the parts; sorted by sender and signal."""
        self.points.weighed.connect(self._on_points_weighed)
        self.questions.addRequested.connect(self._on_question_add_requested)
        self.questions.askedToggled.connect(self._on_question_asked)
        self.questions.edited.connect(self._on_question_edited)
        self.questions.moved.connect(self._on_question_moved)
        self.questions.removed.connect(self._on_question_removed)
        self.rubric.addRequested.connect(self._on_criterion_add_requested)
        self.rubric.edited.connect(self._on_criterion_edited)
        self.rubric.moved.connect(self._on_criterion_moved)
        self.rubric.presetRequested.connect(self._on_preset_requested)
        self.rubric.removed.connect(self._on_criterion_removed)
        self.standards.framed.connect(self._on_framed)
        self.standards.toggled.connect(self._on_standard_toggled)

    # -- what is shown -------------------------------------------------------------------

    def show_draft(self) -> None:
        """Show questions, rubric and points as they are now."""
        draft = self.session.draft
        self.questions.show_lesson(draft.lesson)
        self.rubric.show_lesson(draft.lesson)
        self.standards.show_lesson(draft.lesson)
        self.points.show_points(draft.lesson, rubrics.points_of(draft))
        counts = (len(draft.lesson.questions), len(draft.lesson.criteria), 0)
        for number, (name, count) in enumerate(zip(TABS, counts, strict=True)):
            self.tabs.setTabText(number, f"{name} {count}" if count else name)

    def set_theme(self, theme: Theme) -> None:
        """Wear another theme."""
        super().set_theme(theme)
        self.questions.set_theme(theme)
        self.rubric.set_theme(theme)
        self.points.fit()

    def leave(self) -> bool:
        """Store what is typed; where that is refused, say so and stay."""
        for question in self.questions.sheets:
            question.tell()
        for criterion in self.rubric.sheets:
            criterion.tell()
        self.standards.tell()
        left = [sheet.is_changed for sheet in self.questions.sheets]
        left += [sheet.is_changed for sheet in self.rubric.sheets]
        return not any(left)

    def go_to(self, article_id: str, item_id: str) -> None:  # noqa: ARG002 - the contract's
        """Show a question or a criterion by its id."""
        lesson = self.session.draft.lesson
        if item_id in {criterion.id for criterion in lesson.criteria}:
            self.tabs.setCurrentIndex(1)
        else:
            self.tabs.setCurrentIndex(0)
            self._write(item_id)

    def _write(self, question_id: str) -> None:
        ids = [question.id for question in self.session.draft.lesson.questions]
        if question_id in ids:
            self.questions.sheets[ids.index(QuestionId(question_id))].write()

    # -- change --------------------------------------------------------------------------

    def _change(self, what: str, made: Callable[[], LessonDraft]) -> bool:
        """Store a change; where it is refused, say why and show again what is stored."""
        try:
            self.session.change(what, made())
        except AnnotatorError as trouble:
            # First, so that leaving the step at once does not say it twice.
            for sheet in self.questions.sheets:
                sheet.forget()
            self.show_draft()
            self.interaction.tell(TITLE, str(trouble))
            return False
        return True

    def _with_lesson(self, lesson: Lesson) -> LessonDraft:
        return replace(self.session.draft, lesson=lesson)

    def _on_question_add_requested(self) -> None:
        made: list[QuestionId] = []

        def add() -> LessonDraft:
            draft, question_id = rubrics.added_question(self.session.draft)
            made.append(question_id)
            return draft

        if self.leave() and self._change("add a question", add):
            self._write(made[0])

    def _on_question_edited(self, question: Question) -> None:
        what = f"change the question “{shortened(question.prompt)}”"
        self._change(what, partial(rubrics.changed_question, self.session.draft, question))

    def _on_question_asked(self, question_id: str, asked: bool) -> None:
        lesson = rubrics.with_question_asked(
            self.session.draft.lesson, QuestionId(question_id), asked=asked
        )
        what = "require an answer" if asked else "require no answer"
        self._change(what, partial(self._with_lesson, lesson))

    def _on_question_moved(self, question_id: str, step: int) -> None:
        if self.leave():
            wanted = QuestionId(question_id)
            moved = partial(rubrics.moved_question, self.session.draft, wanted, step)
            self._change("move a question", moved)

    def _on_question_removed(self, question_id: str) -> None:
        wanted = QuestionId(question_id)
        self._change(
            "remove a question", partial(rubrics.removed_question, self.session.draft, wanted)
        )

    def _on_criterion_add_requested(self) -> None:
        def add() -> LessonDraft:
            return rubrics.added_criterion(self.session.draft)[0]

        if self.leave() and self._change("add a criterion", add):
            name = self.rubric.sheets[-1].name
            name.setFocus()
            name.selectAll()

    def _on_criterion_edited(self, criterion: Criterion) -> None:
        what = f"change the criterion “{shortened(criterion.name)}”"
        self._change(what, partial(rubrics.changed_criterion, self.session.draft, criterion))

    def _on_criterion_moved(self, criterion_id: str, step: int) -> None:
        if self.leave():
            wanted = CriterionId(criterion_id)
            moved = partial(rubrics.moved_criterion, self.session.draft, wanted, step)
            self._change("move a criterion", moved)

    def _on_criterion_removed(self, criterion_id: str) -> None:
        wanted = CriterionId(criterion_id)
        self._change(
            "remove a criterion", partial(rubrics.removed_criterion, self.session.draft, wanted)
        )

    def _on_preset_requested(self, preset: RubricPreset) -> None:
        if self.session.draft.lesson.criteria and not self.interaction.ask(
            "Replace the rubric?",
            f"The rubric of the lesson is replaced by “{preset.name}”. Undo brings it back.",
            "Replace",
            "Keep",
        ):
            return
        what = f"use the rubric “{preset.name}”"
        self._change(what, partial(rubrics.with_preset, self.session.draft, preset))

    def _on_points_weighed(self, category_id: str, weight: float) -> None:
        weighed = partial(rubrics.with_weight, self.session.draft, CategoryId(category_id), weight)
        self._change("change a weight", weighed)

    def _on_standard_toggled(self, standard: Standard, on: bool) -> None:
        lesson = rubrics.with_standard(self.session.draft.lesson, standard, on=on)
        what = f"{'tag' if on else 'untag'} {standard.set} {standard.code}"
        # Not now: the list must not be made anew while it tells of its row.
        QTimer.singleShot(0, self, partial(self._change, what, partial(self._with_lesson, lesson)))

    def _on_framed(self, level: str, minutes: int) -> None:
        lesson = rubrics.with_frame(self.session.draft.lesson, level=level, minutes=minutes)
        self._change("change level and time", partial(self._with_lesson, lesson))


def _presets() -> tuple[RubricPreset, ...]:
    from annotator.wiring.building_rubrics import rubric_presets

    try:
        return rubric_presets()
    except StorageTrouble:
        return ()


def _scrolling(content: QWidget, name: str) -> QScrollArea:
    content.setObjectName("page")
    area = QScrollArea()
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setAccessibleName(name)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setStyleSheet(SHEETS)
    return area
