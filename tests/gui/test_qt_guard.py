"""The pinned Qt binding does not eat Python's None (PySide6 6.12.0 does, and aborts)."""

from __future__ import annotations

import sys

import PySide6
from PySide6.QtWidgets import QLabel


def test_the_pinned_binding_is_installed():
    assert PySide6.__version__ == "6.11.3"


def test_a_hundred_void_calls_do_not_drop_references_to_none(qtbot):
    label = QLabel()
    qtbot.addWidget(label)
    label.setText("warm")
    # From Python 3.12 on None cannot die and the count stands still; on 3.11 it can.
    before = sys.getrefcount(None)
    for _ in range(100):
        label.setText("cold")
        label.update()
    assert sys.getrefcount(None) > before - 10


def test_a_hundred_void_calls_return_none(qtbot):
    label = QLabel()
    qtbot.addWidget(label)
    assert {label.setText("again") for _ in range(100)} == {None}
