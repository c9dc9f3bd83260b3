"""Annotations that lost their words in a corrected lesson: place them anew, or let them go."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.annotating import PlaceAgain, Remove
from annotator.domain.annotations import Annotation
from annotator.domain.lessons import Lesson
from annotator.domain.notes import shortened
from annotator.domain.scheme import Category
from annotator.gui.articles.article_board import ArticleBoard
from annotator.gui.look.icons import themed_icon
from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3
from annotator.gui.plain_text import set_tip
from annotator.gui.reading.attempts import Attempts
from annotator.gui.widgets.fitting_scroll import FittingScroll
from annotator.gui.widgets.labels import ElidedLabel, IconLabel, label
from annotator.session.reading import ReadingSession, WorkChanged
from annotator.translation import N_, _, ngettext

WHY = N_(
    "Your teacher corrected the lesson, and these words are not in it any more. Select the "
    "words that are meant now, then press “Place here”."
)
SELECT_FIRST = N_("Select the words in an article first, then press “Place here” again.")
NO_REASON = N_("no reason yet")
#: The most of the panel that the list takes, so that the notes keep their room.
HIGHEST = 260
#: A window of this height has room for this list, the annotations and a note.
HIGH_ENOUGH = 700
CHIP = 22


class LostRow(QWidget):
    """One annotation without a place: what it is, its words, its reason, what to do."""

    placeRequested = Signal(object)
    removeRequested = Signal(object)

    def __init__(self, annotation: Annotation, lesson: Lesson) -> None:
        """Show an annotation; one whose category is gone can only be removed."""
        super().__init__()
        self.annotation = annotation
        self.category = _category(lesson, annotation)
        self._chip = QLabel()
        quote = f"“{' '.join(annotation.quote.split())}”"
        words = ElidedLabel(quote, lines=2)
        set_tip(words, quote)
        outlets = {article.id: article.outlet for article in lesson.articles}
        name = self.category.name if self.category else _("Category is gone")
        reason = " ".join(annotation.reason.split()) or _(NO_REASON)
        where = outlets.get(annotation.article_id, "")
        facts = " · ".join(part for part in (name, where, reason) if part)
        more = ElidedLabel(facts, lines=2, role="small")
        set_tip(more, facts)
        spoken = shortened(annotation.quote)
        self.place = QPushButton(_("Place here"))
        self.place.setAccessibleName(_("Place “{quote}” here", quote=spoken))
        self.place.setAccessibleDescription(_("Put it on the words that are selected now"))
        self.remove = QPushButton()
        self.remove.setIcon(themed_icon("trash-2"))
        self.remove.setProperty("kind", "quiet")
        self.remove.setAccessibleName(_("Remove “{quote}”", quote=spoken))
        self.remove.setAccessibleDescription(_("Undo brings it back"))
        self.remove.setToolTip(_("Remove this annotation; undo brings it back"))
        self.setAccessibleName(f"{quote}, {facts}")
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_1)
        if self.category is not None:
            buttons.addWidget(self.place)
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        texts = QVBoxLayout()
        texts.setSpacing(SPACE_1)
        texts.addWidget(words)
        texts.addWidget(more)
        texts.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_2)
        row.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        self.place.clicked.connect(partial(self.placeRequested.emit, annotation))
        self.remove.clicked.connect(partial(self.removeRequested.emit, annotation))


class LostList(QFrame):
    """All annotations without a place; out of sight where there is none."""

    placeRequested = Signal(object)
    removeRequested = Signal(object)

    def __init__(self, lesson: Lesson, parent: QWidget | None = None) -> None:
        """Show nothing."""
        super().__init__(parent)
        self._lesson = lesson
        self._shown: tuple[Annotation, ...] = ()
        self._is_met = False
        self.rows: list[LostRow] = []
        self._sign = IconLabel("circle-alert", "warning")
        self._title = label("", "heading")
        self._title.setWordWrap(True)
        self.fold = QToolButton()
        self.fold.setProperty("kind", "quiet")
        self.fold.setCheckable(True)
        self.fold.setIcon(themed_icon("chevron-up", size=18, on="chevron-down"))
        self.fold.setAccessibleName(_("Annotations without a place"))
        self._hint = label(_(WHY), "small")
        self._hint.setWordWrap(True)
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, SPACE_1, 0)
        self._rows.setSpacing(SPACE_3)
        inside = QWidget()
        inside.setLayout(self._rows)
        self._scroll = FittingScroll(inside)
        self._scroll.setMaximumHeight(HIGHEST)
        head = QHBoxLayout()
        head.setSpacing(SPACE_2)
        head.addWidget(self._sign)
        head.addWidget(self._title, 1)
        head.addWidget(self.fold)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_2)
        column.setSpacing(SPACE_2)
        column.addLayout(head)
        column.addWidget(self._hint)
        column.addWidget(self._scroll)
        self.setAccessibleName(_("Annotations without a place"))
        self.fold.toggled.connect(self._on_fold_toggled)
        self._on_fold_toggled(False)
        self.hide()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin folded up where the notes below would lose their room."""
        super().showEvent(event)
        if not event.spontaneous() and not self._is_met:
            self._is_met = True
            self.fold.setChecked(self.window().height() < HIGH_ENOUGH)

    def _on_fold_toggled(self, folded: bool) -> None:
        for part in (self._hint, self._scroll):
            part.setVisible(not folded)
        self.fold.setAccessibleDescription(_("Show them") if folded else _("Fold them up"))
        set_tip(self.fold, _("Show them") if folded else _("Fold them up"))

    def set_annotations(self, annotations: Sequence[Annotation]) -> None:
        """Show exactly these."""
        if tuple(annotations) == self._shown:
            return
        self._shown = tuple(annotations)
        for row in self.rows:
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [LostRow(annotation, self._lesson) for annotation in annotations]
        for row in self.rows:
            row.placeRequested.connect(self.placeRequested)
            row.removeRequested.connect(self.removeRequested)
            self._rows.addWidget(row)
        number = len(self.rows)
        self._title.setText(
            ngettext(
                "{number} annotation lost its place",
                "{number} annotations lost their place",
                number,
            )
        )
        self.show_hint(_(WHY))
        self.setVisible(bool(self.rows))
        self._scroll.updateGeometry()

    def focus(self, annotation_id: str) -> None:
        """Bring the keyboard to what can be done about an annotation."""
        self.fold.setChecked(False)
        for row in self.rows:
            if row.annotation.id == annotation_id:
                self._scroll.ensureWidgetVisible(row)
                (row.remove if row.category is None else row.place).setFocus()

    def show_hint(self, text: str) -> None:
        """Say what to do, and tell it where it is another thing than before."""
        if text != self._hint.text():
            self._hint.setText(text)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))


class LostPlaces(QObject):
    """Joins the list with the articles and the session."""

    def __init__(
        self,
        session: ReadingSession,
        lesson: Lesson,
        board: ArticleBoard,
        attempt: Attempts,
        parent: QObject,
    ) -> None:
        """Join what the session could not place; `lesson` is what may be shown of it."""
        super().__init__(parent)
        self._session = session
        self._board = board
        self._attempt = attempt
        self.list = LostList(lesson)
        self.list.placeRequested.connect(self._on_list_place_requested)
        self.list.removeRequested.connect(self._on_list_remove_requested)

    def take_news(self, _news: WorkChanged | None = None) -> None:
        """Show what is without a place now; the list must have its place in the room."""
        self.list.set_annotations(self._session.unplaced)

    def _on_list_place_requested(self, annotation: Annotation) -> None:
        view = self._board.current
        category = _category(self._session.lesson, annotation)
        rough = view.selection() if view is not None else None
        index = view.sentence() if view is not None else None
        if view is None or rough is None:
            self.list.show_hint(_(SELECT_FIRST))
            return
        if not rough and category is not None and category.is_sentence and index is not None:
            rough = view.article.sentences[index]
        if not rough:
            self.list.show_hint(_(SELECT_FIRST))
            return
        again = PlaceAgain(annotation.id, view.article.id, rough)
        if self._attempt(self._session.do, again):
            view.place_caret(rough.end)
            view.setFocus()

    def _on_list_remove_requested(self, annotation: Annotation) -> None:
        gone = self._attempt(self._session.do, Remove((annotation.id,)))
        if gone and self._board.current is not None:
            self._board.current.setFocus()


def _category(lesson: Lesson, annotation: Annotation) -> Category | None:
    known = (c for c in lesson.scheme.categories if c.id == annotation.category_id)
    return next(known, None)
