"""A theme change and a text-size step with five articles open, until all is painted again."""

from __future__ import annotations

import statistics
from functools import partial

from PySide6.QtWidgets import QApplication

from annotator.gui.look.theme import DARK, LIGHT, Theme
from annotator.gui.look.wearing import wear
from tests.bench import reading_room
from tests.bench.measuring import Row, cpu_seconds

#: What a change may take of the processor, in milliseconds.
BAR = 100.0
TURNS = 5
#: The characters and annotations of one article, as in a real lesson.
LENGTH, EACH = 4_000, 60


def run() -> list[Row]:
    """Change to and fro."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    wear(app, LIGHT)
    five = [reading_room.long_article(f"a{n}", LENGTH, seed=n) for n in range(5)]

    def change(theme: Theme) -> None:
        wear(app, theme)
        reading_room.settle()

    rows = []
    with reading_room.room_with(five, EACH):
        for name, other in (
            ("theme changed, five articles", DARK),
            ("text a step larger, five articles", LIGHT.with_text_size(16)),
        ):
            spent = [
                cpu_seconds(partial(change, theme))
                for _ in range(TURNS)
                for theme in (other, LIGHT)
            ]
            mine = statistics.median(spent[2:]) * 1e3
            rows.append(Row(name, mine, BAR, "ms", mine / BAR, 1.0, "the bar of 0.1 s"))
    return rows
