"""The screens of the teacher's area, as tables: one row a tab, one row a screen on top.

A maker gets the area and imports its screen itself, so that nothing is loaded before it is
shown. It connects the signals of its screen with what the area can do: `area.push(screen)`,
`area.back`, `area.open_builder(draft_id)`, `area.open_compare(lesson_id)`,
`area.open_grading(lesson_id)`, `area.open_printing(lesson_id)`, `area.try_lesson(lesson)`.
A screen whose maker is not in the table is not offered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from annotator.gui.errors import Interaction
from annotator.gui.look.theme import Theme

if TYPE_CHECKING:
    from annotator.domain.lessons import Lesson
    from annotator.wiring.application import Application


class Area(Protocol):
    """What a maker can use of the teacher's area."""

    application: Application
    interaction: Interaction

    @property
    def theme(self) -> Theme:
        """Return the theme that is worn now."""

    def offers(self, key: str) -> bool:
        """Return whether a screen on top of the tabs is there, by its key in `PUSHED`."""

    def push(self, screen: QWidget) -> None:
        """Show a screen on top of what is shown."""

    def back(self) -> None:
        """Close the screen on top."""

    def remember_folder(self, folder: Path) -> None:
        """Pass on where the class hands in, so that nobody has to choose it again."""

    def forget_names(self, names: Iterable[str]) -> None:
        """Pass on who was deleted, so that the settings forget them too."""

    def open_builder(self, draft_id: str) -> None:
        """Show the builder on a draft."""

    def open_compare(self, lesson_id: str) -> None:
        """Show the comparison of a lesson's articles."""

    def open_grading(self, lesson_id: str) -> None:
        """Show the grading screen of a lesson."""

    def open_printing(self, lesson_id: str) -> None:
        """Show what can be printed of a lesson."""

    def try_lesson(self, lesson: Lesson) -> None:
        """Show a lesson as a student sees it; nothing that is done there is kept."""


@dataclass(frozen=True, slots=True)
class TabInfo:
    """One tab: its key, its name with the letter that Alt reaches it by, and its maker."""

    key: str
    text: str
    make: Callable[[Area], QWidget]


def make_lessons(area: Area) -> QWidget:
    """Return the list of lessons and drafts."""
    from annotator.gui.building.lessons_screen import LessonsScreen

    screen = LessonsScreen(area.application, area.interaction)
    screen.builderRequested.connect(area.open_builder)
    screen.compareRequested.connect(area.open_compare)
    screen.printRequested.connect(area.open_printing)
    screen.offer(compare=area.offers("compare"), printing=area.offers("printing"))
    return screen


def make_builder(area: Area, draft_id: str) -> QWidget:
    """Return the builder on a draft."""
    from annotator.gui.building.builder_screen import BuilderScreen

    screen = BuilderScreen(area.application, area.interaction, draft_id)
    screen.backRequested.connect(area.back)
    screen.tryRequested.connect(area.try_lesson)
    return screen


def make_printing(area: Area, lesson_id: str) -> QWidget:
    """Return what can be printed of a lesson."""
    from annotator.gui.printing.print_screen import PrintScreen

    screen = PrintScreen(area.application, area.interaction, lesson_id)
    screen.backRequested.connect(area.back)
    return screen


def make_compare(area: Area, lesson_id: str) -> QWidget:
    """Return the comparison of a lesson's articles."""
    from annotator.gui.compare.compare_screen import CompareScreen

    screen = CompareScreen(area.application, area.interaction, lesson_id)
    screen.backRequested.connect(area.back)
    return screen


def make_insights(area: Area) -> QWidget:
    """Return what a class did together."""
    from annotator.gui.insights.insights_screen import InsightsScreen

    screen = InsightsScreen(area.application, area.interaction)
    screen.printRequested.connect(area.open_printing)
    return screen


def make_classes(area: Area) -> QWidget:
    """Return the classes: lists, assigning, collecting and the gradebook."""
    from annotator.gui.classes.classes_screen import ClassesScreen

    screen = ClassesScreen(area.application, area.interaction)
    screen.gradingRequested.connect(area.open_grading)
    screen.namesForgotten.connect(area.forget_names)
    screen.folderChosen.connect(area.remember_folder)
    screen.offer_grading(is_there=area.offers("grading"))
    return screen


def make_grading(area: Area) -> QWidget:
    """Return the lessons that somebody handed in."""
    from annotator.gui.grading.grading_overview import GradingOverview

    screen = GradingOverview(area.application, area.interaction)
    screen.gradingRequested.connect(area.open_grading)
    return screen


def make_grading_screen(area: Area, lesson_id: str) -> QWidget:
    """Return the grading screen of a lesson."""
    from annotator.gui.grading.grading_screen import GradingScreen

    screen = GradingScreen(area.application, area.interaction, lesson_id)

    def let_second_grade(name: str) -> None:
        from annotator.wiring.grading import colleague

        screen = GradingScreen(area.application, area.interaction, lesson_id, colleague(name))
        screen.backRequested.connect(area.back)
        area.push(screen)

    screen.backRequested.connect(area.back)
    screen.secondRequested.connect(let_second_grade)
    return screen


#: In the order in which they stand: Lessons, Classes, Grading, Insights.
TABS: tuple[TabInfo, ...] = (
    TabInfo("lessons", "&Lessons", make_lessons),
    TabInfo("classes", "&Classes", make_classes),
    TabInfo("grading", "&Grading", make_grading),
    TabInfo("insights", "&Insights", make_insights),
)

#: Screens on top of the tabs by key ("builder", "compare", "screen", "printing"); their maker
#: gets the area and what they are opened on: a draft's id or a lesson's.
PUSHED: Mapping[str, Callable[[Area, str], QWidget]] = MappingProxyType(
    {
        "builder": make_builder,
        "printing": make_printing,
        "compare": make_compare,
        "grading": make_grading_screen,
    }
)
