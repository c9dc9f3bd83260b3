"""Nothing moves: the program has no animation, so there is none to turn off."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractAnimation, Qt
from PySide6.QtTest import QTest

from annotator.gui.articles.flash import Flash

GUI = Path(__file__).parents[3] / "annotator" / "gui"
MOVING = re.compile(
    r"\b(QPropertyAnimation|QVariantAnimation|QSequentialAnimationGroup|QParallelAnimationGroup"
    r"|QTimeLine|QMovie|QGraphicsOpacityEffect|UI_Animate|UI_Fade)\w*"
)


def test_no_module_of_the_interface_moves_anything() -> None:
    moving = [
        f"{path.name}: {found[0]}"
        for path in sorted(GUI.rglob("*.py"))
        if (found := MOVING.search(path.read_text(encoding="utf-8")))
    ]
    assert moving == []


@pytest.mark.parametrize("gesture", ["find", "help", "panel", "whole"])
def test_what_comes_and_goes_is_there_at_once(board, gesture) -> None:
    room = board.open()
    wanted = {
        "find": (room.header.search, room.side_by_side.finding.bar),
        "help": (room.header.aa, room.side_by_side.aa),
        "panel": (room.header._panel, room.panel),
    }
    if gesture == "whole":
        board.press(Qt.Key.Key_F11)
        assert len(room.board.views()) == 1
    else:
        button, part = wanted[gesture]
        before = part.isVisible()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert part.isVisible() is not before
    assert room.findChildren(QAbstractAnimation) == []


def test_what_is_pointed_out_stands_still(board) -> None:
    room = board.open()
    board.drag(0, "greedy")
    board.press("1")
    room.focus_annotation(board.annotation("greedy").id)
    flash = board.view().viewport().findChild(Flash)
    first = flash.grab().toImage()
    place = flash.geometry()
    assert flash.grab().toImage() == first
    assert flash.geometry() == place
