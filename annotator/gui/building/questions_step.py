"""The step of questions, rubric and standards; what the best work gets is always in view."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QTabWidget

from annotator.domain.drafts import LessonDraft
from annotator.domain.errors import AnnotatorError, StorageTrouble
from annotator.domain.identifiers import CategoryId
from annotator.domain.lessons import Lesson, Question, Standard
from annotator.gui.building.item_sheets import SheetList
from annotator.gui.building.questions_list import EMPTY, QuestionSheet
from annotator.gui.building.rubric_list import RubricList
from annotator.gui.building.rubric_points import RubricPoints
from annotator.gui.building.standards_panel import StandardsPanel
from annotator.gui.building.step import BuilderStep
from annotator.gui.look.theme import SPACE_2, SPACE_3
from annotator.gui.widgets.controls import named
from annotator.gui.widgets.layouts import row, scrolled, stretched
from annotator.gui.widgets.ready_choice import ReadyChoice, ReadyThing
from annotator.services import rubrics
from annotator.services.rubrics import ReadyQuestion, RubricPreset
from annotator.translation import N_, _

TABS = (N_("Questions"), N_("Rubric"), N_("Level and standards"))
HELP = N_(
    "Open questions are answered in the students' own words. One that needs two articles "
    "to answer shows more than one about a single text.\n\nThe rubric grades the answers and "
    "the work as a whole. Begin with one of the three that come with the program and "
    "change what does not fit. A criterion can grade one question.\n\nThe sum at the right "
    "is what the best work gets: every required key and the best level of each criterion. "
    "Optional keys add points without raising it.\n\nLevel and standards are for you and "
    "your colleagues: they stand on the lesson card and in what you print."
)


class QuestionsStep(BuilderStep):
    """Questions, rubric and standards on three tabs, the points beside them."""

    key: ClassVar[str] = "questions"
    trouble_title: ClassVar[str] = N_("Questions and rubric")
    help_text: ClassVar[str] = HELP

    def _build(self) -> None:
        known, own = self.editing.standards(), self.editing.standards_folder
        self._ready = self._known_questions()
        self.ready = ReadyChoice(_("Ready question"), _("Add this question"))
        head = row(stretched(self.ready), margins=0)
        self.questions = SheetList(QuestionSheet, _(EMPTY), head)
        self.rubric = RubricList(self._presets())
        self.standards = StandardsPanel(known.standards, known.warnings, own)
        self.points = RubricPoints()
        self.tabs = named(QTabWidget(), _("Questions, rubric and standards"))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setExpanding(False)
        self.tabs.tabBar().setDrawBase(False)
        parts = (scrolled(self.questions), scrolled(self.rubric), self.standards)
        for part, name in zip(parts, TABS, strict=True):
            self.tabs.addTab(named(part, _(name)), _(name))
        row(
            stretched(self.tabs),
            self.points,
            inside=self,
            margins=(SPACE_3, SPACE_2, SPACE_3, SPACE_3),
            spacing=SPACE_3,
        )
        self._connect()

    def _known_questions(self) -> tuple[ReadyQuestion, ...]:
        try:
            return self.editing.ready_questions()
        except StorageTrouble:
            return ()

    def _ready_questions(self) -> list[ReadyThing]:
        """Return the ready questions that the lesson does not have."""
        known = {question.id for question in self.session.draft.lesson.questions}
        return [
            ReadyThing(each.name, each.question.prompt, each.question)
            for each in self._ready
            if each.question.id not in known
        ]

    def _presets(self) -> tuple[RubricPreset, ...]:
        try:
            return self.editing.rubric_presets()
        except StorageTrouble:
            return ()

    def _connect(self) -> None:
        """Join the signals of the parts; sorted by sender and signal."""
        self.points.weighed.connect(self._on_points_weighed)
        self.questions.addRequested.connect(self._on_question_add_requested)
        self.questions.edited.connect(self.change)
        self.questions.requested.connect(self._on_requested)
        self.ready.taken.connect(self._on_ready_taken)
        self.rubric.addRequested.connect(self._on_criterion_add_requested)
        self.rubric.edited.connect(self.change)
        self.rubric.presetRequested.connect(self._on_preset_requested)
        self.rubric.requested.connect(self._on_requested)
        self.standards.form.edited.connect(self._on_standards_edited)
        self.standards.toggled.connect(self._on_standard_toggled)

    # -- what is shown -------------------------------------------------------------------

    def show_draft(self) -> None:
        """Show questions, rubric and points as they are now."""
        draft = self.session.draft
        self.questions.show_items(draft.lesson, draft.lesson.questions)
        self.rubric.show_items(draft.lesson, draft.lesson.criteria)
        self.ready.offer(self._ready_questions())
        self.standards.show_lesson(draft.lesson)
        self.points.show_points(draft.lesson, rubrics.points_of(draft))
        counts = (len(draft.lesson.questions), len(draft.lesson.criteria), 0)
        for number, (name, count) in enumerate(zip(TABS, counts, strict=True)):
            self.tabs.setTabText(number, f"{_(name)} {count}" if count else _(name))

    def leave(self) -> bool:
        """Store what is typed; where that is refused, say so and stay."""
        left = [self.questions.leave(), self.rubric.leave()]
        self.standards.form.flush()
        return all(left)

    def go_to(self, article_id: str, item_id: str) -> None:  # noqa: ARG002 - the contract's
        """Show a question or a criterion by its id."""
        lesson = self.session.draft.lesson
        is_criterion = item_id in {criterion.id for criterion in lesson.criteria}
        self.tabs.setCurrentIndex(int(is_criterion))
        for sheet in self.questions.sheets:
            if sheet.form.value.id == item_id:
                sheet.write()

    # -- change --------------------------------------------------------------------------

    def refuse(self, trouble: AnnotatorError) -> None:
        """Show again what is stored, then say why a change was not."""
        # First, so that leaving the step at once does not say it twice.
        self.questions.forget()
        self.rubric.forget()
        self.show_draft()
        super().refuse(trouble)

    def _on_requested(self, label: str, make: Callable[[LessonDraft], LessonDraft]) -> None:
        if self.leave():
            self.change(label, make)

    def _on_question_add_requested(self) -> None:
        if self.leave() and self.change(
            _("add a question"), lambda d: rubrics.added_question(d)[0]
        ):
            self.questions.sheets[-1].write()

    def _on_ready_taken(self, question: Question) -> None:
        if self.leave():
            self.change(_("add a question"), partial(rubrics.with_question, question=question))

    def _on_criterion_add_requested(self) -> None:
        if self.leave() and self.change(
            _("add a criterion"), lambda d: rubrics.added_criterion(d)[0]
        ):
            name = self.rubric.sheets[-1].name
            name.setFocus()
            name.selectAll()

    def _on_preset_requested(self, preset: RubricPreset) -> None:
        if self.session.draft.lesson.criteria and not self.interaction.ask(
            _("Replace the rubric?"),
            _(
                "The rubric of the lesson is replaced by “{preset}”. Undo brings it back.",
                preset=preset.name,
            ),
            _("Replace"),
            _("Keep"),
        ):
            return
        what = _("use the rubric “{preset}”", preset=preset.name)
        self.change(what, partial(rubrics.with_preset, preset=preset))

    def _on_points_weighed(self, category_id: str, weight: float) -> None:
        wanted = CategoryId(category_id)
        self.change(_("change a weight"), lambda d: rubrics.with_weight(d, wanted, weight))

    def _on_standard_toggled(self, standard: Standard, on: bool) -> None:
        known_as = f"{standard.set} {standard.code}"
        what = _("tag {standard}", standard=known_as)
        if not on:
            what = _("untag {standard}", standard=known_as)
        self.change_lesson(what, partial(rubrics.with_standard, standard=standard, on=on))

    def _on_standards_edited(self, typed: Lesson) -> None:
        make = partial(rubrics.with_frame, level=typed.level, minutes=typed.minutes)
        self.change_lesson(_("change level and time"), make)
