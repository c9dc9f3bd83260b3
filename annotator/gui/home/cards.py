"""The cards of the start screen: where to go on, a lesson, and opening a file."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from annotator.gui.home.articles_picture import ArticlesPicture
from annotator.gui.home.lesson_text import facts, handed_in_words, progress_words, spoken
from annotator.gui.look.icons import icon_pixmap
from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_6, Theme
from annotator.gui.look.wearing import current_theme
from annotator.gui.widgets.card import Card
from annotator.gui.widgets.labels import Chip, ElidedLabel, label
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
        theme = current_theme()
        super().__init__(entry, parent)
        lesson, progress = entry.lesson, entry.progress
        self.setAccessibleName(_("Continue: {title}", title=lesson.title))
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_6, SPACE_4, SPACE_4, SPACE_4)
        row.setSpacing(SPACE_6)
        picture = ArticlesPicture(progress.articles, progress.articles_begun)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(SPACE_1)
        words.addWidget(ElidedLabel(lesson.title, lines=2, role="heading"))
        words.addWidget(ElidedLabel(progress_words(progress), lines=2, role="muted"))
        bar = ThinProgressBar()
        bar.setValue(progress.percent)
        words.addSpacing(SPACE_2)
        words.addWidget(bar)
        row.addLayout(words, 1)
        row.addWidget(label(f"{progress.percent} %", "heading"))
        state = handed_in_words(progress, datetime.now(UTC))
        if state:
            row.addWidget(Chip(state), 0, Qt.AlignmentFlag.AlignVCenter)
        self._arrow = QLabel()
        row.addWidget(self._arrow)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw the arrow in the theme's accent."""
        self._arrow.setPixmap(_sharp("chevron-right", theme.accent, 24, self))


class LessonCard(_EntryCard):
    """One lesson of this room."""

    def __init__(self, entry: LessonEntry, parent: QWidget | None = None) -> None:
        """Show title, event, summary, length, and how far the student is."""
        super().__init__(entry, parent)
        lesson, progress = entry.lesson, entry.progress
        self.setAccessibleName(lesson.title)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4 + SPACE_1, SPACE_4, SPACE_4 + SPACE_1, SPACE_4)
        column.setSpacing(SPACE_1)
        column.addWidget(ElidedLabel(lesson.title, lines=2, role="heading"))
        if lesson.event:
            column.addWidget(ElidedLabel(lesson.event, role="small"))
        column.addSpacing(SPACE_1)
        column.addWidget(ElidedLabel(lesson.summary, lines=3))
        column.addStretch(1)
        column.addSpacing(SPACE_2)
        column.addWidget(ElidedLabel(facts(lesson), lines=2, role="small"))
        if progress.is_begun:
            bar = ThinProgressBar()
            bar.setValue(progress.percent)
            column.addSpacing(SPACE_1)
            column.addWidget(bar)
            column.addWidget(ElidedLabel(progress_words(progress), lines=2, role="small"))
        state = handed_in_words(progress, datetime.now(UTC))
        if state:
            column.addSpacing(SPACE_1)
            column.addWidget(Chip(state))


class OpenFileCard(Card):
    """The last card: a lesson file from elsewhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Say that a file can be chosen or dropped."""
        theme = current_theme()
        super().__init__(parent)
        self.is_dashed = True
        self.setAccessibleName(_("Open a lesson file"))
        self.setAccessibleDescription(
            _("Add a lesson that your teacher gave you as a .lesson file.")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        column.setSpacing(SPACE_3)
        self._icon = QLabel()
        centred = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(1)
        column.addWidget(self._icon, 0, centred)
        column.addWidget(label(_("Open a file…"), "heading"), 0, centred)
        hint = label(_("or drop a .lesson file on this window"), "small")
        hint.setWordWrap(True)
        hint.setAlignment(centred)
        column.addWidget(hint)
        column.addStretch(1)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw the icon in the theme's accent."""
        self._icon.setPixmap(_sharp("folder-open", theme.accent, 28, self))


def _sharp(name: str, colour: str, size: int, on: QWidget) -> QPixmap:
    return icon_pixmap(name, colour, size, on.devicePixelRatioF())
