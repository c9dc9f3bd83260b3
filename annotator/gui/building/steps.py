"""The steps of the builder in their order, as a table; each is imported when it is opened."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from annotator.gui.building.step import BuilderStep
from annotator.gui.errors import Interaction
from annotator.session.drafting import DraftSession

if TYPE_CHECKING:
    from annotator.wiring.application import Application

_FOLDER = "annotator.gui.building"


@dataclass(frozen=True, slots=True)
class StepInfo:
    """One step: its key, its name at the left, and the module and class that make it."""

    key: str
    title: str
    module: str
    class_name: str

    @property
    def is_there(self) -> bool:
        """Return whether this program has the step."""
        return find_spec(f"{_FOLDER}.{self.module}") is not None

    def make(
        self,
        session: DraftSession,
        application: Application,
        interaction: Interaction,
        parent: QWidget | None = None,
    ) -> BuilderStep:
        """Import the step and return its widget on a draft."""
        kind = getattr(import_module(f"{_FOLDER}.{self.module}"), self.class_name)
        return cast("BuilderStep", kind(session, application, interaction, parent))


STEPS = (
    StepInfo("articles", "Articles", "articles_step", "ArticlesStep"),
    StepInfo("scheme", "Scheme", "scheme_step", "SchemeStep"),
    StepInfo("questions", "Questions", "questions_step", "QuestionsStep"),
    StepInfo("key", "Key", "key_step", "KeyStep"),
    StepInfo("check", "Check", "check_step", "CheckStep"),
    StepInfo("publish", "Publish", "publish_step", "PublishStep"),
)
