"""The links of the key: what several articles speak of, and where it is missing."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from annotator.domain.annotations import Link, LinkEnd
from annotator.domain.keys import AnswerKey
from annotator.domain.lessons import Lesson
from annotator.domain.notes import shortened
from annotator.gui.look.icons import themed_icon
from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3
from annotator.gui.widgets.check_box import CheckBox
from annotator.gui.widgets.controls import button, named, paragraph, tool
from annotator.gui.widgets.form import Form
from annotator.gui.widgets.layouts import (
    STRETCH,
    clear,
    column,
    holding,
    row,
    scrolled,
    stretched,
)
from annotator.translation import N_, _

EMPTY = N_(
    "A link joins places in two or more articles that speak of the same thing. Show "
    "the articles side by side, select the words in each, then link them."
)
LONGEST_TITLE = 500


class LinkSheet(QWidget):
    """One link: its title to write, its places to go to, and where it is missing."""

    placeRequested = Signal(object, object)
    removed = Signal(object)
    revised = Signal(object, object)

    def __init__(self, lesson: Lesson, link: Link) -> None:
        """Show a link of a lesson's key."""
        super().__init__()
        known = {article.id for article in lesson.articles}
        linked = {end.article_id for end in link.ends}
        self._others = tuple(a.id for a in lesson.articles if a.id not in linked)
        self.title = named(QLineEdit(), _("Title of the link"))
        self.title.setMaxLength(LONGEST_TITLE)
        self._form = Form(self, {"title": self.title}, _may_store)
        self._form.edited.connect(self._on_edited)
        name = _("Remove the link {title}", title=link.title or link.id)
        self.remove = tool(name, "", self._on_remove_clicked, tip=_("Remove this link"))
        self.remove.setIcon(themed_icon("trash-2"))
        numbers = ", ".join(str(lesson.number_of(each)) for each in self._others)
        self.missing = CheckBox(_("Missing in {numbers}", numbers=numbers))
        self.missing.clicked.connect(self._on_missing_clicked)
        parts: list[QWidget] = [paragraph(link.note, "small")] if link.note.strip() else []
        parts += [self._place(lesson, end) for end in link.ends if end.article_id in known]
        column(
            row(stretched(self.title), self.remove, spacing=SPACE_1),
            *parts,
            self.missing,
            inside=self,
            margins=(0, 0, 0, SPACE_2),
            spacing=SPACE_1,
        )
        self.missing.setVisible(bool(self._others))
        self.show_link(link)

    def _place(self, lesson: Lesson, end: LinkEnd) -> QPushButton:
        """Return the button that goes to a place of the link."""
        quote = shortened(end.span.of(lesson.article(end.article_id).body), 38)
        return button(
            f"{lesson.number_of(end.article_id)}  “{quote}”".replace("&", "&&"),
            "",
            partial(self.placeRequested.emit, end.article_id, end.span),
            kind="jump",
        )

    def show_link(self, link: Link) -> None:
        """Show what a link with the same places says now."""
        self.link = link
        self._form.show(replace(link, title=link.title or link.id))
        self.missing.setChecked(bool(self._others) and set(self._others) <= set(link.missing_in))

    def _on_edited(self, typed: Link) -> None:
        if typed.title.strip():
            self.revised.emit(self.link, replace(self.link, title=typed.title))

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
        self.add = button(
            _("Link the selected words"),
            "",
            self.addRequested,
            tip=_("Joins what is selected in the articles that are side by side"),
        )
        self._empty = paragraph(_(EMPTY), "muted")
        self._list = column(margins=0, spacing=SPACE_2)
        page = column(self._empty, self._list, STRETCH, margins=SPACE_3, spacing=SPACE_2)
        self.area = named(scrolled(holding(page)), _("Links of the key"))
        column(
            row(self.add, STRETCH, margins=(SPACE_3, 0, SPACE_3, 0)),
            stretched(self.area),
            inside=self,
            margins=(0, SPACE_3, 0, 0),
            spacing=SPACE_1,
        )

    def show_key(self, lesson: Lesson, key: AnswerKey) -> None:
        """Show the links of a key."""
        places = tuple((link.id, link.ends, link.note) for link in key.links)
        if (lesson.articles, places) != self._shown:
            self._shown = (lesson.articles, places)
            self._rebuild(lesson, key)
        # A field in which somebody types is not made anew.
        for sheet, link in zip(self.sheets, key.links, strict=True):
            sheet.show_link(link)

    def _rebuild(self, lesson: Lesson, key: AnswerKey) -> None:
        place = self.area.verticalScrollBar().value()
        clear(self._list)
        self.sheets = [LinkSheet(lesson, link) for link in key.links]
        for sheet in self.sheets:
            sheet.placeRequested.connect(self.placeRequested)
            sheet.removed.connect(self.removeRequested)
            sheet.revised.connect(self.reviseRequested)
            self._list.addWidget(sheet)
        self._empty.setVisible(not self.sheets)
        self.area.verticalScrollBar().setValue(place)


def _may_store(link: Link) -> bool:
    return bool(link.title.strip())
