"""Things of a lesson in their order, such as questions: each on a sheet with tools of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLayout, QWidget

from annotator.domain.drafts import LessonDraft
from annotator.domain.lessons import Criterion, Lesson, Question
from annotator.domain.notes import shortened
from annotator.gui.look.icons import themed_icon
from annotator.gui.look.theme import SPACE_2, SPACE_3
from annotator.gui.widgets.controls import button, paragraph, tool
from annotator.gui.widgets.form import Form
from annotator.gui.widgets.layouts import STRETCH, clear, column, row
from annotator.translation import _

Item = Question | Criterion


@dataclass(frozen=True, slots=True)
class ItemSentences:
    """What is said of one kind of thing; `{number}` is its place, `{words}` what it is known by."""

    up: str
    down: str
    remove: str
    add: str
    changed: str
    moved: str
    removed: str


class ItemTools(QWidget):
    """Up, down and away, for one row of a list."""

    moved = Signal(int)
    removed = Signal()

    def __init__(self, sentences: ItemSentences, number: int) -> None:
        """Name the row that is meant."""
        super().__init__()
        up, down, remove = (
            _(sentence, number=number)
            for sentence in (sentences.up, sentences.down, sentences.remove)
        )
        self.up = tool(up, "", partial(self.moved.emit, -1), tip=up)
        self.down = tool(down, "", partial(self.moved.emit, 1), tip=down)
        self.remove = tool(remove, "", self.removed, tip=remove)
        self.up.setIcon(themed_icon("arrow-up"))
        self.down.setIcon(themed_icon("arrow-down"))
        self.remove.setIcon(themed_icon("trash-2"))
        row(self.up, self.down, self.remove, inside=self, margins=0, spacing=0)

    def show_place(self, at: int, count: int) -> None:
        """Let the first one move down only, the last one up only."""
        self.up.setEnabled(at > 0)
        self.down.setEnabled(at < count - 1)


class ItemSheet(QFrame):
    """One thing in fields; what is to become of it is told as a function of the draft.

    `edited` comes from the fields; what is `requested` wants all that is typed stored first.
    """

    edited = Signal(str, object)
    requested = Signal(str, object)

    sentences: ClassVar[ItemSentences]
    #: Which attribute has the words by which a thing is known.
    words: ClassVar[str]
    changed: Callable[[LessonDraft, Any], LessonDraft]
    moved: Callable[[LessonDraft, Any, int], LessonDraft]
    removed: Callable[[LessonDraft, Any], LessonDraft]

    def __init__(self, number: int) -> None:
        """Show nothing yet."""
        super().__init__()
        self.setProperty("role", "sheet")
        self.tools = ItemTools(self.sentences, number)
        self.form: Form
        self.tools.moved.connect(self._on_moved)
        self.tools.removed.connect(self._on_removed)

    def _fill_in(self, fields: dict[str, QWidget], may_store: Callable[[Any], bool]) -> None:
        self.form = Form(self, fields, may_store)
        self.form.edited.connect(self._on_edited)

    def show_item(self, lesson: Lesson, item: Item) -> None:  # noqa: ARG002 - others need it
        """Show a thing of a lesson; what is being typed stays."""
        self.form.show(item)

    def _on_edited(self, item: Item) -> None:
        label = _(self.sentences.changed, words=shortened(getattr(item, self.words)))
        self.edited.emit(label, lambda draft: self.changed(draft, item))

    def _on_moved(self, step: int) -> None:
        item = self.form.value
        self.requested.emit(_(self.sentences.moved), lambda draft: self.moved(draft, item.id, step))

    def _on_removed(self) -> None:
        item = self.form.value
        self.form.show(item, anew=True)  # what is typed goes with it
        self.requested.emit(_(self.sentences.removed), lambda draft: self.removed(draft, item.id))


class SheetList(QWidget):
    """All sheets in their order below a head, and the button for one more."""

    edited = Signal(str, object)
    requested = Signal(str, object)
    addRequested = Signal()

    def __init__(
        self,
        kind: type[ItemSheet],
        empty: str,
        head: QLayout | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Show nothing yet; `empty` says what to do then."""
        super().__init__(parent)
        self._kind = kind
        self._ids: tuple[str, ...] = ()
        self.sheets: list[Any] = []
        self.empty = paragraph(empty, "muted")
        self.add = button(_(kind.sentences.add), "", self.addRequested)
        self._sheets = column(spacing=SPACE_3)
        column(
            *([head] if head is not None else []),
            self._sheets,
            self.empty,
            row(self.add, STRETCH),
            STRETCH,
            inside=self,
            margins=(0, SPACE_3, SPACE_2, SPACE_3),
            spacing=SPACE_3,
        )

    def show_items(self, lesson: Lesson, items: Sequence[Item]) -> None:
        """Show things of a lesson."""
        ids = tuple(item.id for item in items)
        if ids != self._ids:
            self._rebuild(len(ids))
            self._ids = ids
        for number, (sheet, item) in enumerate(zip(self.sheets, items, strict=True)):
            sheet.show_item(lesson, item)
            sheet.tools.show_place(number, len(ids))
        self.empty.setVisible(not ids)

    def _rebuild(self, count: int) -> None:
        clear(self._sheets)
        self.sheets = [self._kind(number) for number in range(1, count + 1)]
        for sheet in self.sheets:
            sheet.edited.connect(self.edited)
            sheet.requested.connect(self.requested)
            self._sheets.addWidget(sheet)

    def leave(self) -> bool:
        """Tell of all that is typed; return whether everything could be stored."""
        for sheet in tuple(self.sheets):
            sheet.form.flush()
        return not any(sheet.form.is_changed for sheet in self.sheets)

    def forget(self) -> None:
        """Let go of what is typed and cannot be stored."""
        for sheet in self.sheets:
            sheet.form.show(sheet.form.value, anew=True)
