"""The alternatives of one entry of the key: other words on which it is found just as well."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from annotator.domain.annotating import AcceptNoMore
from annotator.domain.identifiers import ArticleId
from annotator.domain.keys import Alternative, KeyAnnotation
from annotator.domain.lessons import Lesson
from annotator.domain.notes import shortened
from annotator.gui.look.icons import themed_icon
from annotator.gui.look.theme import SPACE_1
from annotator.gui.widgets.controls import button, tool
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.layouts import clear, column, holding, row, scrolled, stretched
from annotator.translation import N_, _

ADD = N_("Count the selected words too")
TIP = N_(
    "Select other words of the same article that show the same: a few words of a long claim, or "
    "another place that makes it. Who marks any of them has found it. Key +"
)
#: So many are seen at once, in rows.
SEEN = 3


class KeyAlternatives(QWidget):
    """A button that takes in what is selected, and each alternative with its own two buttons."""

    addRequested = Signal()
    gestureRequested = Signal(object)
    placeRequested = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._shown: tuple[object, ...] = ()
        self.rows: list[QWidget] = []
        self._heading = label(_("Found on other words too"), "muted")
        self.add = button(
            _("Add selected words"), "", self.addRequested, kind="quiet", name=_(ADD), tip=_(TIP)
        )
        self._column = column(margins=0, spacing=0)
        self._scroll: QScrollArea = scrolled(holding(self._column))
        column(
            row(stretched(self._heading), self.add, spacing=SPACE_1),
            self._scroll,
            inside=self,
            margins=0,
            spacing=0,
        )

    def show_key(self, lesson: Lesson, key: KeyAnnotation) -> None:
        """Show the alternatives of a key annotation; a label has none."""
        self.setVisible(not lesson.scheme.category(key.category_id).is_sentence)
        wanted = (key.id, key.also, lesson.article(key.article_id).body)
        if wanted == self._shown:
            return
        self._shown = wanted
        clear(self._column)
        self.rows = [self._row(lesson, key, each) for each in key.also]
        for each in self.rows:
            self._column.addWidget(each)
        self._scroll.setVisible(bool(self.rows))
        tall = sum(each.sizeHint().height() for each in self.rows[:SEEN])
        self._scroll.setFixedHeight(tall)

    def _row(self, lesson: Lesson, key: KeyAnnotation, other: Alternative) -> QWidget:
        words = " ".join(other.span.of(lesson.article(key.article_id).body).split())
        go = button(
            f"“{shortened(words, 40)}”".replace("&", "&&"),
            "",
            partial(self._on_go_clicked, key.article_id, other),
            kind="jump",
            tip=words,
        )
        name = _("No longer count “{words}”", words=shortened(words, 40))
        gone = AcceptNoMore(key.id, other.span)
        remove = tool(name, "", partial(self._on_remove_clicked, gone), tip=name)
        remove.setIcon(themed_icon("trash-2"))
        return holding(row(stretched(go), remove, margins=0, spacing=SPACE_1))

    def _on_go_clicked(self, article_id: ArticleId, other: Alternative) -> None:
        self.placeRequested.emit(article_id, other.span)

    def _on_remove_clicked(self, gone: AcceptNoMore) -> None:
        self.gestureRequested.emit(gone)
