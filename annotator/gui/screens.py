"""The screens that are loaded when they are shown: which module and class, and what each gets.

Nothing is imported before `load`. The modules stand here as text, so a test reads this table
as the layer check reads imports: each is there, and each screen takes what its row says.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from annotator.translation import N_

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from annotator.gui.errors import Interaction
    from annotator.use_cases.application import Application


@dataclass(frozen=True, slots=True)
class ScreenInfo:
    """One screen: its key, where it is, and the attribute of the application that it gets.

    A tab has a title with the letter that Alt reaches it by, a step one of its own. Any other
    screen is opened on a subject, a draft's id or a lesson's, and gets what is made for that.
    """

    key: str
    module: str
    class_name: str
    gets: str
    title: str = ""

    def load(self) -> type[Any]:
        """Import the screen; return its class."""
        found: type[Any] = getattr(import_module(f"annotator.gui.{self.module}"), self.class_name)
        return found

    def make(
        self,
        application: Application,
        interaction: Interaction,
        *subject: object,
    ) -> QWidget:
        """Return the screen on what it gets of the application."""
        gets = getattr(application, self.gets)
        use_case = gets(*subject) if callable(gets) else gets
        more = () if callable(gets) else subject
        made: QWidget = self.load()(use_case, interaction, *more)
        return made


#: The tabs of the teacher's area in the order in which they stand.
TABS = (
    ScreenInfo("lessons", "building.lessons_screen", "LessonsScreen", "library", N_("&Lessons")),
    ScreenInfo("classes", "classes.classes_screen", "ClassesScreen", "classes", N_("&Classes")),
    ScreenInfo("grading", "grading.grading_overview", "GradingOverview", "grading", N_("&Grading")),
    ScreenInfo(
        "insights", "insights.insights_screen", "InsightsScreen", "insights", N_("&Insights")
    ),
)

#: What is shown on top of the tabs.
BUILDER = ScreenInfo("builder", "building.builder_screen", "BuilderScreen", "editing")
COMPARE = ScreenInfo("compare", "compare.compare_screen", "CompareScreen", "comparing")
GRADE = ScreenInfo("grade", "grading.grading_screen", "GradingScreen", "grading")
PRINT = ScreenInfo("print", "printing.print_screen", "PrintScreen", "printing")

#: The steps of the builder in their order; each gets what the builder has.
STEPS = (
    ScreenInfo("articles", "building.articles_step", "ArticlesStep", "", N_("Articles")),
    ScreenInfo("scheme", "building.scheme_step", "SchemeStep", "", N_("Scheme")),
    ScreenInfo("questions", "building.questions_step", "QuestionsStep", "", N_("Questions")),
    ScreenInfo("key", "building.key_step", "KeyStep", "", N_("Key")),
    ScreenInfo("check", "building.check_step", "CheckStep", "", N_("Check")),
    ScreenInfo("publish", "building.publish_step", "PublishStep", "", N_("Publish")),
)

#: The signals by which a screen asks its frame for something, and the frame's method for each.
REQUESTS = {
    "backRequested": "back",
    "builderRequested": "open_builder",
    "compareRequested": "open_compare",
    "folderChosen": "remember_folder",
    "gradingRequested": "open_grading",
    "namesForgotten": "forget_names",
    "pageRequested": "open_page",
    "printRequested": "open_printing",
    "secondRequested": "open_second_grading",
    "tryRequested": "try_lesson",
}
