"""The links of the key: what several articles speak of, and where it is missing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from annotator.domain.annotations import Link, LinkEnd
from annotator.domain.keys import AnswerKey
from annotator.domain.lessons import Lesson
from annotator.gui.theme import SPACE_1, SPACE_2, SPACE_3
from annotator.gui.widgets.labels import label
from annotator.services.annotating import shortened

EMPTY = (
    "The key has no links. A link joins places in two or more articles that speak of the same "
    "thing; links come with a key that you merge or import."
)


class _EndButton(QPushButton):
    """One place of a link; a click goes there."""

    wanted = Signal(object, object)

    def __init__(self, lesson: Lesson, end: LinkEnd) -> None:
        quote = shortened(end.span.of(lesson.article(end.article_id).body), 40)
        super().__init__(f"{lesson.number_of(end.article_id)}  “{quote}”".replace("&", "&&"))
        self._place = end.article_id, end.span
        self.setProperty("kind", "jump")
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        self.wanted.emit(*self._place)


class _RemoveButton(QPushButton):
    """Takes one link out of the key."""

    wanted = Signal(object)

    def __init__(self, link: Link) -> None:
        super().__init__("Remove this link")
        self._link = link
        self.setProperty("kind", "quiet")
        self.setAccessibleName(f"Remove the link {link.title or link.id}")
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        self.wanted.emit(self._link)


class KeyLinks(QScrollArea):
    """Each link with its title, its note, its places and where it is missing."""

    placeRequested = Signal(object, object)
    removeRequested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Links of the key")
        self._shown: tuple[object, ...] = ()

    def show_key(self, lesson: Lesson, key: AnswerKey) -> None:
        """Show the links of a key."""
        if (lesson.articles, key.links) == self._shown:
            return
        self._shown = (lesson.articles, key.links)
        place = self.verticalScrollBar().value()
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_3)
        column.setSpacing(SPACE_1)
        if not key.links:
            empty = label(EMPTY, "muted")
            empty.setWordWrap(True)
            column.addWidget(empty)
        for link in key.links:
            self._add_link(column, lesson, link)
        column.addStretch(1)
        self.setWidget(page)
        self.verticalScrollBar().setValue(place)

    def _add_link(self, column: QVBoxLayout, lesson: Lesson, link: Link) -> None:
        known = {article.id for article in lesson.articles}
        title = label(link.title or link.id)
        title.setStyleSheet("font-weight: bold;")
        title.setWordWrap(True)
        column.addWidget(title)
        if link.note.strip():
            note = label(link.note, "small")
            note.setWordWrap(True)
            column.addWidget(note)
        for end in link.ends:
            if end.article_id in known:
                button = _EndButton(lesson, end)
                button.wanted.connect(self.placeRequested)
                column.addWidget(button)
        missing = [lesson.article(each).outlet for each in link.missing_in if each in known]
        if missing:
            told = label(f"Not in: {', '.join(missing)}", "small")
            told.setWordWrap(True)
            column.addWidget(told)
        remove = _RemoveButton(link)
        remove.wanted.connect(self.removeRequested)
        column.addWidget(remove, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(SPACE_2)
