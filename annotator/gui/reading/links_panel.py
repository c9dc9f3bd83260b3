"""The list of links, and what the chosen one says: title, places, note, where it is missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.annotations import Link, LinkEnd
from annotator.domain.identifiers import ArticleId, LinkId
from annotator.domain.lessons import Lesson
from annotator.domain.linking import LONGEST_TITLE
from annotator.domain.notes import shortened
from annotator.domain.spans import Span
from annotator.gui.look.icons import themed_icon
from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3, SPACE_4
from annotator.gui.plain_text import set_tip
from annotator.gui.reading.link_threads import BADGE, Knot, badge_icon
from annotator.gui.widgets.delayed_save import DelayedSave, show_text
from annotator.gui.widgets.fitting_scroll import FittingScroll
from annotator.gui.widgets.labels import label
from annotator.gui.widgets.note_field import NoteField
from annotator.services.linking import LinkText
from annotator.translation import N_, _

EMPTY = N_(
    "No links yet.\n\n"
    "Select words in one article and press L. Then click, or select, the same thing in "
    "another article.\n\n"
    "A numbered thread joins the two, and you can note how they differ."
)


def title_of(link: Link) -> str:
    """Return the title of a link, or the words that it joins."""
    return link.title or " / ".join(shortened(end.anchor.exact, 24) for end in link.ends)


class LinksPanel(QWidget):
    """All links, and the chosen one below."""

    chosen = Signal(object)
    endChosen = Signal(object)
    endRemoveRequested = Signal(object, object)
    removeRequested = Signal(object)
    finished = Signal()
    wanted = Signal()

    def __init__(
        self,
        lesson: Lesson,
        save: Callable[[LinkId, LinkText], bool],
        parent: QWidget | None = None,
    ) -> None:
        """Start without links."""
        super().__init__(parent)
        self._lesson = lesson
        self._save = save
        self._links: tuple[Link, ...] = ()
        self._shown: Link | None = None
        self._built: tuple[LinkId, tuple[LinkEnd, ...]] | None = None
        self.list = QListWidget()
        self.list.setObjectName("links-list")
        self.list.setAccessibleName(_("My links"))
        self.list.setWordWrap(True)
        self.list.setIconSize(QSize(round(BADGE + 3), round(BADGE + 3)))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._empty = label(_(EMPTY), "muted")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        self._make_editor()
        self._scroll = FittingScroll(self._editor)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._empty, 1)
        column.addWidget(self.list, 1)
        column.addWidget(self._scroll)
        self.list.currentRowChanged.connect(self._on_list_current_row_changed)
        self.list.itemClicked.connect(self._on_list_item_clicked)
        self.list.itemActivated.connect(self._on_list_item_clicked)
        self.set_links(())

    def _make_editor(self) -> None:
        self._editor = QWidget()
        self.title = QLineEdit()
        self.title.setMaxLength(LONGEST_TITLE)
        self.title.setAccessibleName(_("Title of the link"))
        self.title.setPlaceholderText(_("What is it? For example: the vehicle"))
        self._places = QVBoxLayout()
        self._places.setSpacing(2)
        self._missing = QVBoxLayout()
        self._missing.setSpacing(2)
        self._missing_title = label(_("Missing in"), "small")
        self.note = NoteField(_("Note on the link"), 3)
        self.note.setPlaceholderText(_("How do they tell it differently?"))
        self.remove = QPushButton(_("Remove link"))
        column = QVBoxLayout(self._editor)
        column.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_2)
        column.setSpacing(SPACE_1)
        column.addWidget(self.title)
        column.addLayout(self._places)
        column.addWidget(self._missing_title)
        column.addLayout(self._missing)
        column.addWidget(self.note)
        column.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        self._clock = DelayedSave(self)
        self._clock.due.connect(self.flush)
        self._clock.watch(self.title, self.note)
        self.title.editingFinished.connect(self.flush)
        self.note.left.connect(self.flush)
        self.note.finished.connect(self._on_note_finished)
        self.remove.clicked.connect(self._on_remove_clicked)

    # -- show ------------------------------------------------------------------

    @property
    def count(self) -> int:
        """Return how many links there are."""
        return len(self._links)

    def set_links(self, links: Sequence[Link]) -> None:
        """Show exactly these links; the chosen one stays chosen while it is there."""
        self._links = tuple(links)
        shown = self._shown.id if self._shown is not None else None
        self._fill_list()
        self._empty.setVisible(not links)
        self.list.setVisible(bool(links))
        self.show_link(shown)

    def _fill_list(self) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for number, link in enumerate(self._links, 1):
            knot = Knot(link.id, number, Span(0, 0), len(link.ends) == 1)
            where = ", ".join(dict.fromkeys(self._outlet(end.article_id) for end in link.ends))
            where = _("Only in {where}", where=where) if len(link.ends) == 1 else where
            item = QListWidgetItem(badge_icon(knot), f"{title_of(link)}\n{where}", self.list)
            spoken = _(
                "Link {number}: {title}. {where}",
                number=number,
                title=title_of(link),
                where=where,
            )
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        self.list.blockSignals(False)

    def show_link(self, link_id: LinkId | None) -> None:
        """Choose a link: its row, and what it says."""
        found = next((link for link in self._links if link.id == link_id), None)
        self._shown = found
        self.list.blockSignals(True)
        self.list.setCurrentRow(self._links.index(found) if found is not None else -1)
        self.list.blockSignals(False)
        self._scroll.setVisible(found is not None)
        if found is None:
            return
        show_text(self.title, found.title)
        show_text(self.note, found.note)
        if self._built != (found.id, found.ends):
            # Only now: what has the keyboard is not made anew under somebody's fingers.
            self._built = (found.id, found.ends)
            self._fill_places(found)
            self._fill_missing(found)
        for box in self._boxes():
            box.blockSignals(True)
            box.setChecked(box.article_id in found.missing_in)
            box.blockSignals(False)
        self._scroll.updateGeometry()

    def _boxes(self) -> list[_MissingBox]:
        return self._editor.findChildren(_MissingBox)

    def _fill_places(self, link: Link) -> None:
        _clear(self._places)
        for end in link.ends:
            self._places.addWidget(self._place(link, end))

    def _place(self, link: Link, end: LinkEnd) -> QWidget:
        made = _Place(end, self._outlet(end.article_id), len(link.ends) > 1)
        made.chosen.connect(self.endChosen)
        made.removed.connect(self._on_place_removed)
        return made

    def _fill_missing(self, link: Link) -> None:
        _clear(self._missing)
        linked = {end.article_id for end in link.ends}
        others = [article for article in self._lesson.articles if article.id not in linked]
        self._missing_title.setVisible(bool(others))
        for article in others:
            box = _MissingBox(article.id, self._outlet(article.id))
            box.toggled.connect(self.flush)
            self._missing.addWidget(box)
            box.show()

    def _outlet(self, article_id: ArticleId) -> str:
        return self._lesson.article(article_id).outlet

    # -- write -----------------------------------------------------------------

    def flush(self) -> bool:
        """Store what is typed; return False if that failed."""
        self._clock.stop()
        link = self._shown
        if link is None:
            return True
        missing = (box.article_id for box in self._boxes() if box.isChecked())
        text = LinkText(self.title.text(), self.note.toPlainText(), tuple(missing))
        if text == LinkText(link.title, link.note, link.missing_in):
            return True
        return self._save(link.id, text)

    def _on_note_finished(self) -> None:
        if self.flush():
            self.finished.emit()

    def _on_place_removed(self, end: LinkEnd) -> None:
        if self._shown is not None and self.flush():
            self.endRemoveRequested.emit(self._shown.id, end)

    def _on_remove_clicked(self) -> None:
        if self._shown is not None:
            self.removeRequested.emit(self._shown.id)

    def _on_list_current_row_changed(self, row: int) -> None:
        wanted = self._links[row].id if 0 <= row < len(self._links) else None
        if self.flush():
            self.chosen.emit(wanted)

    def _on_list_item_clicked(self) -> None:
        if self._shown is not None:
            self.chosen.emit(self._shown.id)


class _Place(QWidget):
    """One place of a link: a click goes there, the cross takes it out."""

    chosen = Signal(object)
    removed = Signal(object)

    def __init__(self, end: LinkEnd, outlet: str, may_go: bool) -> None:
        """Show the outlet and the words."""
        super().__init__()
        self._end = end
        words = QPushButton()
        words.setProperty("kind", "quiet")
        words.setProperty("aligned", "left")
        words.setText(f"{outlet}: “{shortened(end.anchor.exact, 40)}”".replace("&", "&&"))
        set_tip(words, end.anchor.exact)
        words.setAccessibleName(_("Go to {outlet}: {exact}", outlet=outlet, exact=end.anchor.exact))
        out = QToolButton()
        out.setProperty("kind", "quiet")
        out.setIcon(themed_icon("x", size=16))
        out.setAccessibleName(_("Take {outlet} out of the link", outlet=outlet))
        out.setToolTip(_("Take this place out of the link"))
        out.setVisible(may_go)
        words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(words, 1)
        row.addWidget(out)
        words.clicked.connect(self._on_words_clicked)
        out.clicked.connect(self._on_out_clicked)

    def _on_words_clicked(self) -> None:
        self.chosen.emit(self._end)

    def _on_out_clicked(self) -> None:
        self.removed.emit(self._end)


class _MissingBox(QToolButton):
    """Says that an article does not have the thing."""

    def __init__(self, article_id: ArticleId, outlet: str) -> None:
        """Be off."""
        super().__init__()
        self.article_id = article_id
        self.setProperty("kind", "quiet")
        self.setCheckable(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setText(outlet.replace("&", "&&"))
        self.setAccessibleName(_("Missing in {outlet}", outlet=outlet))
        self.setIcon(themed_icon("square", size=18, on="square-check"))


def _clear(layout: QVBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
