"""The cards of the start screen: where to go on, a lesson, and opening a file."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from annotator.gui.home.articles_picture import ArticlesPicture
from annotator.gui.home.lesson_text import facts, handed_in_words, progress_words, spoken
from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_6
from annotator.gui.widgets.card import Card
from annotator.gui.widgets.controls import paragraph
from annotator.gui.widgets.labels import Chip, ElidedLabel, IconLabel, label
from annotator.gui.widgets.layouts import (
    STRETCH,
    LayoutItem,
    Part,
    centred,
    column,
    row,
    stretched,
)
from annotator.gui.widgets.progress_bar import ThinProgressBar
from annotator.translation import _

if TYPE_CHECKING:  # the first window does not wait for the domain
    from annotator.services.lesson_entries import LessonEntry


class _EntryCard(Card):
    """A card that asks for its lesson when it is pressed."""

    lessonRequested = Signal(str)

    def __init__(self, entry: LessonEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = entry
        self.setAccessibleDescription(spoken(entry, datetime.now(UTC)))
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        self.lessonRequested.emit(self.entry.lesson.id)


class ContinueCard(_EntryCard):
    """The lesson that was open last: one press and the student is back in it."""

    def __init__(self, entry: LessonEntry, parent: QWidget | None = None) -> None:
        """Show the lesson, how far it is, and its articles in small."""
        super().__init__(entry, parent)
        lesson, progress = entry.lesson, entry.progress
        self.setAccessibleName(_("Continue: {title}", title=lesson.title))
        self._arrow = IconLabel("chevron-right", "accent", 24)
        state = handed_in_words(progress, datetime.now(UTC))
        words = column(
            ElidedLabel(lesson.title, lines=2, role="heading"),
            ElidedLabel(progress_words(progress), lines=2, role="muted"),
            SPACE_2,
            _bar(progress.percent),
            spacing=SPACE_1,
        )
        row(
            centred(ArticlesPicture(progress.articles, progress.articles_begun)),
            stretched(words),
            label(f"{progress.percent} %", "heading"),
            *([centred(Chip(state))] if state else []),
            self._arrow,
            inside=self,
            margins=(SPACE_6, SPACE_4, SPACE_4, SPACE_4),
            spacing=SPACE_6,
        )


class LessonCard(_EntryCard):
    """One lesson of this room."""

    def __init__(self, entry: LessonEntry, parent: QWidget | None = None) -> None:
        """Show title, event, summary, length, and how far the student is."""
        super().__init__(entry, parent)
        lesson, progress = entry.lesson, entry.progress
        self.setAccessibleName(lesson.title)
        parts: list[Part] = [ElidedLabel(lesson.title, lines=2, role="heading")]
        if lesson.event:
            parts.append(ElidedLabel(lesson.event, role="small"))
        parts += [SPACE_1, ElidedLabel(lesson.summary, lines=3), STRETCH, SPACE_2]
        parts.append(ElidedLabel(facts(lesson), lines=2, role="small"))
        if progress.is_begun:
            words = ElidedLabel(progress_words(progress), lines=2, role="small")
            parts += [SPACE_1, _bar(progress.percent), words]
        state = handed_in_words(progress, datetime.now(UTC))
        if state:
            parts += [SPACE_1, Chip(state)]
        sides = SPACE_4 + SPACE_1
        column(*parts, inside=self, margins=(sides, SPACE_4, sides, SPACE_4), spacing=SPACE_1)


class OpenFileCard(Card):
    """The last card: a lesson file from elsewhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Say that a file can be chosen or dropped."""
        super().__init__(parent)
        self.is_dashed = True
        self.setAccessibleName(_("Open a lesson file"))
        self.setAccessibleDescription(
            _("Add a lesson that your teacher gave you as a .lesson file.")
        )
        self._icon = IconLabel("folder-open", "accent", 28)
        middle = Qt.AlignmentFlag.AlignHCenter
        hint = paragraph(_("or drop a .lesson file on this window"), "small")
        hint.setAlignment(middle)
        column(
            STRETCH,
            LayoutItem(self._icon, 0, middle),
            LayoutItem(label(_("Open a file…"), "heading"), 0, middle),
            hint,
            STRETCH,
            inside=self,
            margins=SPACE_4,
            spacing=SPACE_3,
        )


def _bar(percent: int) -> ThinProgressBar:
    made = ThinProgressBar()
    made.setValue(percent)
    return made
