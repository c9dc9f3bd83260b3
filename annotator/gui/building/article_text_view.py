"""The text of one article for editing: typed in, split, joined, moved, deleted."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from annotator.domain.identifiers import ArticleId
from annotator.domain.lessons import Article, BlockKind
from annotator.domain.paragraphs import (
    CHOOSABLE_KINDS,
    KIND_NAMES,
    Paragraph,
    text_paragraphs,
    tidy_paragraphs,
)
from annotator.gui.building.article_editor import ParagraphEditor
from annotator.gui.look.icons import themed_icon
from annotator.gui.look.theme import SPACE_2
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.controls import button, paragraph
from annotator.gui.widgets.delayed_save import DelayedSave
from annotator.gui.widgets.layouts import STRETCH, column, row, stretched
from annotator.services.editing_articles import (
    join_with_next,
    move_paragraph,
    split_paragraph,
    with_kind,
)
from annotator.translation import N_, _

_KEYS = N_(
    "Enter splits  ·  Ctrl+J joins with the next  ·  Alt+Up and Alt+Down move  ·  "
    "Ctrl+Shift+K deletes  ·  Ctrl+Z undoes"
)


class ArticleTextView(QWidget):
    """An editor of paragraphs that says what the text is now, and what was done."""

    #: Emitted with the paragraphs as they were typed, and the name of the step.
    edited = Signal(object, str)
    undoRequested = Signal()
    redoRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without an article."""
        super().__init__(parent)
        self._article_id: ArticleId | None = None
        self._is_typed = False
        self._saving = DelayedSave(self)
        self.editor = ParagraphEditor()
        self.kind = ChoiceBox(_("What the paragraph is"))
        self.kind.fill([(_(KIND_NAMES[kind]), kind) for kind in CHOOSABLE_KINDS])
        self.kind.setMinimumContentsLength(9)
        self.kind.setAccessibleDescription(
            _("Paragraph, subheading, caption, quotation, editor’s comment and more")
        )
        self.split = _tool(_("Split"), _("Split the paragraph where the caret is"))
        self.join = _tool(_("Join with next"), _("Join the paragraph with the next one"))
        self.up = _tool("", _("Move the paragraph up"), _("Move up"))
        self.up.setIcon(themed_icon("arrow-up"))
        self.down = _tool("", _("Move the paragraph down"), _("Move down"))
        self.down.setIcon(themed_icon("arrow-down"))
        self.delete = _tool(_("Delete"), _("Delete the paragraph; undo brings it back"))
        tools = (self.kind, self.split, self.join, self.up, self.down, self.delete, STRETCH)
        column(
            row(*tools, spacing=SPACE_2),
            stretched(self.editor),
            paragraph(_(_KEYS), "small"),
            inside=self,
            margins=(0, SPACE_2, 0, 0),
            spacing=SPACE_2,
        )
        self._connect()

    def _connect(self) -> None:
        self._saving.due.connect(self.flush)
        self.delete.clicked.connect(self._on_delete)
        self.down.clicked.connect(partial(self._move, 1))
        self.editor.caretMoved.connect(self._on_caret_moved)
        self.editor.deleteRequested.connect(self._on_delete)
        self.editor.joinRequested.connect(self._on_join)
        self.editor.moveRequested.connect(self._move)
        self.editor.redoRequested.connect(self.redoRequested)
        self.editor.splitRequested.connect(self._on_split)
        self.editor.typed.connect(self._on_typed)
        self.editor.undoRequested.connect(self.undoRequested)
        self.join.clicked.connect(self._on_join)
        self.kind.activated.connect(self._on_kind_activated)
        self.split.clicked.connect(self._on_split)
        self.up.clicked.connect(partial(self._move, -1))

    @property
    def has_unsaved(self) -> bool:
        """Return whether something was typed that nobody has been told of."""
        return self._is_typed

    def show_article(self, article: Article) -> None:
        """Show an article; what already stands here is left alone, with its caret."""
        stored = text_paragraphs(article)
        is_same = article.id == self._article_id
        shown = tidy_paragraphs(self.editor.paragraphs())
        if not is_same or shown != stored:
            self._forget_typing()
            self.editor.set_paragraphs(stored, _change_place(shown, stored) if is_same else (0, 0))
            self.editor.ensureCursorVisible()
        self._article_id = article.id
        self._on_caret_moved()

    def flush(self) -> None:
        """Tell what was typed, if anything."""
        if self._is_typed:
            self._forget_typing()
            self.edited.emit(self.editor.paragraphs(), _("Edit the text"))

    def keep_typed(self) -> None:
        """Know that what stands here could not be stored: it is told again later."""
        self._is_typed = True

    def _forget_typing(self) -> None:
        self._saving.stop()
        self._is_typed = False

    def _on_typed(self) -> None:
        self._is_typed = True
        self._saving.touch()
        self._on_caret_moved()

    def _change(
        self, paragraphs: tuple[Paragraph, ...], caret: tuple[int, int], label_: str
    ) -> None:
        self.flush()
        self.editor.set_paragraphs(paragraphs, caret)
        self.edited.emit(paragraphs, label_)
        self._on_caret_moved()

    def _on_split(self) -> None:
        number, offset = self.editor.caret()
        paragraphs = split_paragraph(self.editor.paragraphs(), number, offset)
        self._change(paragraphs, (number + 1, 0), _("Split a paragraph"))

    def _on_join(self) -> None:
        number, _unused = self.editor.caret()
        before = self.editor.paragraphs()
        if number + 1 < len(before):
            end = len(before[number][1])
            self._change(join_with_next(before, number), (number, end), _("Join two paragraphs"))

    def _move(self, steps: int) -> None:
        number, offset = self.editor.caret()
        paragraphs = self.editor.paragraphs()
        if 0 <= number + steps < len(paragraphs):
            moved = move_paragraph(paragraphs, number, steps)
            self._change(moved, (number + steps, offset), _("Move a paragraph"))

    def _on_delete(self) -> None:
        number, _unused = self.editor.caret()
        paragraphs = self.editor.paragraphs()
        rest = (*paragraphs[:number], *paragraphs[number + 1 :])
        if paragraphs != rest:
            self._change(rest, (number, 0), _("Delete a paragraph"))

    def _on_kind_activated(self, _place: int) -> None:
        caret = self.editor.caret()
        kind = BlockKind(self.kind.currentData())
        paragraphs = with_kind(self.editor.paragraphs(), caret[0], kind)
        self._change(paragraphs, caret, _("Change what a paragraph is"))
        self.editor.setFocus()

    def _on_caret_moved(self) -> None:
        number, offset = self.editor.caret()
        paragraphs = self.editor.paragraphs() or ()
        if number >= len(paragraphs):
            return
        kind, text = paragraphs[number]
        self.kind.setCurrentIndex(self.kind.findData(kind))
        self.split.setEnabled(0 < offset < len(text))
        self.join.setEnabled(number + 1 < len(paragraphs))
        self.up.setEnabled(number > 0)
        self.down.setEnabled(number + 1 < len(paragraphs))
        self.delete.setEnabled(bool(text) or len(paragraphs) > 1)
        self.editor.viewport().update()


def _change_place(before: tuple[Paragraph, ...], after: tuple[Paragraph, ...]) -> tuple[int, int]:
    """Return the paragraph and the code point at which two texts begin to differ."""
    pairs = zip(before, after, strict=False)
    number = next((n for n, (old, new) in enumerate(pairs) if old != new), None)
    if number is None:
        return min(len(before), len(after)), 0
    old, new = before[number][1], after[number][1]
    letters = zip(old, new, strict=False)
    least = min(len(old), len(new))
    return number, next((n for n, (one, other) in enumerate(letters) if one != other), least)


def _tool(text: str, tells: str, name: str = "") -> QPushButton:
    return button(text, tells, name=name, tip=tells)
