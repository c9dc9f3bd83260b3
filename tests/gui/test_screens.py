"""The table of screens, read as the layer check reads imports: what stands there is there."""

from __future__ import annotations

import inspect
from importlib import import_module
from typing import get_type_hints

import pytest
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from annotator.gui import screens
from annotator.gui.screens import REQUESTS, STEPS, ScreenInfo
from annotator.gui.teacher_area import TeacherArea
from annotator.use_cases.application import Application

ROWS = [
    *screens.TABS,
    *(row for row in vars(screens).values() if isinstance(row, ScreenInfo)),
]


@pytest.mark.parametrize("row", [*ROWS, *STEPS], ids=lambda row: row.key)
def test_each_row_names_a_widget_in_a_folder_of_screens(row: ScreenInfo) -> None:
    assert issubclass(row.load(), QWidget)
    assert row.load().__module__ == f"annotator.gui.{row.module}"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.key)
def test_each_screen_takes_what_the_application_makes_for_it(row: ScreenInfo) -> None:
    made = getattr(Application, row.gets)
    getter = made.fget if isinstance(made, property) else made
    modules = [f"annotator.use_cases.{n}" for n in ("classes", "comparing", "drafting", "grading")]
    modules += [f"annotator.use_cases.{n}" for n in ("insights", "library", "printing")]
    names = {name: kind for module in modules for name, kind in vars(import_module(module)).items()}
    gives = names[inspect.signature(getter).return_annotation]
    first = next(iter(get_type_hints(row.load().__init__, localns=names).values()))
    assert first is gives


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.key)
def test_whatever_a_screen_asks_of_its_frame_is_answered(row: ScreenInfo) -> None:
    asks = {name for name, kind in vars(row.load()).items() if isinstance(kind, Signal)}
    known = {name for name in asks if name.endswith(("Requested", "Forgotten", "folderChosen"))}
    assert known <= set(REQUESTS)
    assert all(callable(getattr(TeacherArea, answer)) for answer in REQUESTS.values())


def test_no_step_is_of_another_screen() -> None:
    assert {row.module.partition(".")[0] for row in STEPS} == {"building"}
