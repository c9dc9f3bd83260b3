"""The links of the key: what several articles speak of, and where it is missing."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.annotations import Link, LinkEnd
from annotator.domain.identifiers import ArticleId
from annotator.domain.keys import AnswerKey
from annotator.domain.lessons import Lesson
from annotator.domain.notes import shortened
from annotator.gui.look.icons import themed_icon
from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3, Theme
from annotator.gui.look.wearing import current_theme
from annotator.gui.widgets.check_box import CheckBox
from annotator.gui.widgets.delayed_save import DelayedSave, show_text
from annotator.gui.widgets.labels import label

EMPTY = (
    "A link joins places in two or more articles that speak of the same thing. Show the articles "
    "side by side, select the words in each, then link them."
)
LONGEST_TITLE = 500


class _EndButton(QPushButton):
    """One place of a link; a click goes there."""

    wanted = Signal(object, object)

    def __init__(self, lesson: Lesson, end: LinkEnd) -> None:
        quote = shortened(end.span.of(lesson.article(end.article_id).body), 38)
        super().__init__(f"{lesson.number_of(end.article_id)}  “{quote}”".replace("&", "&&"))
        self._place = end.article_id, end.span
        self.setProperty("kind", "jump")
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        self.wanted.emit(*self._place)


class LinkSheet(QWidget):
    """One link: its title to write, its places to go to, and where it is missing."""

    placeRequested = Signal(object, object)
    removed = Signal(object)
    revised = Signal(object, object)

    def __init__(self, lesson: Lesson, link: Link) -> None:
        """Show a link of a lesson's key."""
        theme = current_theme()
        super().__init__()
        self.link = link
        known = {article.id for article in lesson.articles}
        linked = {end.article_id for end in link.ends}
        self._others: tuple[ArticleId, ...] = tuple(
            article.id for article in lesson.articles if article.id not in linked
        )
        self.title = QLineEdit(link.title or link.id)
        self.title.setAccessibleName("Title of the link")
        self.title.setMaxLength(LONGEST_TITLE)
        self.title.setCursorPosition(0)
        self.remove = QToolButton()
        self.remove.setProperty("kind", "quiet")
        self.remove.setAccessibleName(f"Remove the link {link.title or link.id}")
        self.remove.setToolTip("Remove this link")
        self.remove.setIcon(themed_icon("trash-2", theme.text))
        head = QHBoxLayout()
        head.setSpacing(SPACE_1)
        head.addWidget(self.title, 1)
        head.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACE_2)
        column.setSpacing(SPACE_1)
        column.addLayout(head)
        if link.note.strip():
            note = label(link.note, "small")
            note.setWordWrap(True)
            column.addWidget(note)
        for end in link.ends:
            if end.article_id in known:
                button = _EndButton(lesson, end)
                button.wanted.connect(self.placeRequested)
                column.addWidget(button)
        numbers = ", ".join(str(lesson.number_of(each)) for each in self._others)
        self.missing = CheckBox(f"Missing in {numbers}")
        self.missing.setChecked(bool(self._others) and set(self._others) <= set(link.missing_in))
        self.missing.setVisible(bool(self._others))
        column.addWidget(self.missing)
        self.missing.clicked.connect(self._on_missing_clicked)
        self.remove.clicked.connect(self._on_remove_clicked)
        self._clock = DelayedSave(self)
        self._clock.due.connect(self._on_title_finished)
        self._clock.watch(self.title)
        self.title.editingFinished.connect(self._on_title_finished)

    def show_link(self, link: Link) -> None:
        """Show what a link with the same places says now."""
        self.link = link
        show_text(self.title, link.title or link.id)
        self.missing.setChecked(bool(self._others) and set(self._others) <= set(link.missing_in))

    def _on_title_finished(self) -> None:
        self._clock.stop()
        if self.title.isModified() and self.title.text().strip():
            self.revised.emit(self.link, replace(self.link, title=self.title.text()))

    def _on_missing_clicked(self, missing: bool) -> None:
        wanted = self._others if missing else ()
        self.revised.emit(self.link, replace(self.link, missing_in=wanted))

    def _on_remove_clicked(self) -> None:
        self.removed.emit(self.link)


class KeyLinks(QWidget):
    """All links of the key, and the button that makes one of what is selected."""

    addRequested = Signal()
    placeRequested = Signal(object, object)
    removeRequested = Signal(object)
    reviseRequested = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._shown: tuple[object, ...] = ()
        self.sheets: list[LinkSheet] = []
        self.add = QPushButton("Link the selected words")
        self.add.setToolTip("Joins what is selected in the articles that are side by side")
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName("Links of the key")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_3, 0, 0)
        column.setSpacing(SPACE_1)
        row = QHBoxLayout()
        row.setContentsMargins(SPACE_3, 0, SPACE_3, 0)
        row.addWidget(self.add)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.area, 1)
        self.add.clicked.connect(self.addRequested)

    def show_key(self, lesson: Lesson, key: AnswerKey, theme: Theme) -> None:
        """Show the links of a key."""
        places = tuple((link.id, link.ends, link.note) for link in key.links)
        if (lesson.articles, places, theme) == self._shown:
            # A field in which somebody types is not made anew.
            for sheet, link in zip(self.sheets, key.links, strict=True):
                sheet.show_link(link)
            return
        self._shown = (lesson.articles, places, theme)
        place = self.area.verticalScrollBar().value()
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_3)
        column.setSpacing(SPACE_2)
        if not key.links:
            empty = label(EMPTY, "muted")
            empty.setWordWrap(True)
            column.addWidget(empty)
        self.sheets = [LinkSheet(lesson, link) for link in key.links]
        for sheet in self.sheets:
            sheet.placeRequested.connect(self.placeRequested)
            sheet.removed.connect(self.removeRequested)
            sheet.revised.connect(self.reviseRequested)
            column.addWidget(sheet)
        column.addStretch(1)
        # Not at once: a field of the old page may be the one that told of the change.
        old = self.area.takeWidget()
        self.area.setWidget(page)
        if old is not None:
            old.hide()
            old.deleteLater()
        self.area.verticalScrollBar().setValue(place)
