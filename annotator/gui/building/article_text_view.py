"""The text of one article for editing: typed in, split, joined, moved, deleted."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.domain.identifiers import ArticleId
from annotator.domain.lessons import Article, BlockKind
from annotator.domain.paragraphs import Paragraph, tidy_paragraphs
from annotator.gui.building.article_editor import ParagraphEditor
from annotator.gui.building.cleaning_model import KIND_NAMES
from annotator.gui.look.icons import themed_icon
from annotator.gui.look.theme import SPACE_2, Theme
from annotator.gui.look.wearing import current_theme
from annotator.gui.plain_text import set_tip
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.delayed_save import DelayedSave
from annotator.gui.widgets.labels import label
from annotator.services.editing_articles import (
    article_paragraphs,
    join_with_next,
    move_paragraph,
    split_paragraph,
    with_kind,
)

_KEYS = (
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
        theme = current_theme()
        super().__init__(parent)
        self._article_id: ArticleId | None = None
        self._is_typed = False
        self._saving = DelayedSave(self)
        self.editor = ParagraphEditor()
        self.kind = ChoiceBox("What the paragraph is")
        self.split = QPushButton("Split")
        self.join = QPushButton("Join with next")
        self.up = QPushButton()
        self.down = QPushButton()
        self.delete = QPushButton("Delete")
        self._build()
        self._connect()
        self.set_theme(theme)

    def _build(self) -> None:
        for kind, name in KIND_NAMES.items():
            self.kind.addItem(name, kind)
        self.kind.setMinimumContentsLength(9)
        self.kind.setAccessibleDescription("Paragraph, subheading or caption")
        tools = QHBoxLayout()
        tools.setSpacing(SPACE_2)
        tools.addWidget(self.kind)
        for button, name, told in (
            (self.split, "", "Split the paragraph where the caret is"),
            (self.join, "", "Join the paragraph with the next one"),
            (self.up, "Move up", "Move the paragraph up"),
            (self.down, "Move down", "Move the paragraph down"),
            (self.delete, "", "Delete the paragraph; undo brings it back"),
        ):
            if name:
                button.setAccessibleName(name)
            button.setAccessibleDescription(told)
            set_tip(button, told)
            tools.addWidget(button)
        tools.addStretch(1)
        keys = label(_KEYS, "small")
        keys.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_2, 0, 0)
        column.setSpacing(SPACE_2)
        column.addLayout(tools)
        column.addWidget(self.editor, 1)
        column.addWidget(keys)

    def _connect(self) -> None:
        self._saving.due.connect(self.flush)
        self.delete.clicked.connect(self._on_delete)
        self.down.clicked.connect(self._on_down)
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
        self.up.clicked.connect(self._on_up)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self.editor.set_theme(theme)
        self.kind.set_theme(theme)
        self.up.setIcon(themed_icon("arrow-up", theme.text))
        self.down.setIcon(themed_icon("arrow-down", theme.text))

    @property
    def has_unsaved(self) -> bool:
        """Return whether something was typed that nobody has been told of."""
        return self._is_typed

    def show_article(self, article: Article) -> None:
        """Show an article; what already stands here is left alone, with its caret."""
        stored = article_paragraphs(article)
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
            self.edited.emit(self.editor.paragraphs(), "Edit the text")

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
        self._change(paragraphs, (number + 1, 0), "Split a paragraph")

    def _on_join(self) -> None:
        number, _ = self.editor.caret()
        before = self.editor.paragraphs()
        if number + 1 < len(before):
            end = len(before[number][1])
            self._change(join_with_next(before, number), (number, end), "Join two paragraphs")

    def _on_up(self) -> None:
        self._move(-1)

    def _on_down(self) -> None:
        self._move(1)

    def _move(self, steps: int) -> None:
        number, offset = self.editor.caret()
        paragraphs = self.editor.paragraphs()
        if 0 <= number + steps < len(paragraphs):
            moved = move_paragraph(paragraphs, number, steps)
            self._change(moved, (number + steps, offset), "Move a paragraph")

    def _on_delete(self) -> None:
        number, _ = self.editor.caret()
        paragraphs = self.editor.paragraphs()
        rest = (*paragraphs[:number], *paragraphs[number + 1 :])
        if paragraphs != rest:
            self._change(rest, (number, 0), "Delete a paragraph")

    def _on_kind_activated(self, _place: int) -> None:
        caret = self.editor.caret()
        kind = BlockKind(self.kind.currentData())
        paragraphs = with_kind(self.editor.paragraphs(), caret[0], kind)
        self._change(paragraphs, caret, "Change what a paragraph is")
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
