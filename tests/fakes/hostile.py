"""A lesson, a class and people whose every word looks like a page that loads a file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtGui import Qt as Markup
from PySide6.QtWidgets import QAbstractItemView, QLabel, QMessageBox, QTableView, QTextEdit, QWidget

from annotator.domain.lessons import Article, Block, Lesson
from annotator.domain.sentences import split_sentences
from annotator.domain.spans import Span
from tests.fakes import sample_lesson

#: What is no word to a reader: names of files, kinds, hashes, colours and keys.
_KEPT = frozenset({"id", "body", "letter", "key", "colour", "url", "date", "language", "level"})
_TIP = Qt.ItemDataRole.ToolTipRole
_ROWS = 12


class Bait:
    """A picture that nothing may open, and words that ask for it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "bait.png"
        self.path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
        # A read shows as a later time of access only where that was older than the change.
        os.utime(self.path, (0, 1_000_000))

    def words(self, text: str = "Ann") -> str:
        """Return words that a careless label would draw as a picture."""
        return f'<img src="{self.path.as_uri()}"><b>{text}</b>'

    def name(self, text: str) -> str:
        """Return the same in few letters, for a person or a class."""
        return f"<img src='x.png'><b>{text}</b>"

    @property
    def was_opened(self) -> bool:
        """Return whether anything has read the picture."""
        return self.path.stat().st_atime != 0

    def lesson(self) -> Lesson:
        """Return the sample lesson with bait for every text."""
        made: Lesson = self._baited(sample_lesson.lesson())
        return replace(made, articles=tuple(map(self._with_line, made.articles)))

    def _with_line(self, article: Article) -> Article:
        """Return an article that has bait as its last paragraph."""
        start = len(article.body) + 1
        body = f"{article.body}\n{self.words('The end.')}"
        blocks = (*article.blocks, Block(Span(start, len(body))))
        return replace(article, body=body, blocks=blocks, sentences=split_sentences(body))

    def _baited(self, value: Any, name: str = "") -> Any:
        if type(value) is str:  # neither an id nor an enumeration
            return self.words(value) if value and name not in _KEPT else value
        if isinstance(value, tuple):
            return tuple(self._baited(each, name) for each in value)
        if is_dataclass(value) and not isinstance(value, type | Span):
            changed = {f.name: self._baited(getattr(value, f.name), f.name) for f in fields(value)}
            return replace(value, **changed)
        return value


def taken_for_markup(window: QWidget) -> list[str]:
    """Return what of a window Qt would draw as a page and not as text."""
    found = []
    for thing in (window, *window.findChildren(QWidget), *window.findChildren(QAction)):
        name = f"{type(thing).__name__} {thing.objectName()}"
        tips = _rich(thing.toolTip(), thing.whatsThis())
        found += [f"tip of {name}: {tip[:60]}" for tip in tips]
        if isinstance(thing, QLabel) and _is_rich(thing.textFormat(), thing.text()):
            found.append(f"label {name}: {thing.text()[:60]}")
        if isinstance(thing, QMessageBox) and _is_rich(thing.textFormat(), thing.text()):
            found.append(f"box {name}: {thing.text()[:60]}")
        if isinstance(thing, QTextEdit) and "<img" in thing.toHtml():
            found.append(f"text {name}")
        if isinstance(thing, QAbstractItemView):
            found += [f"tip in {name}: {tip[:60]}" for tip in _tips(thing)]
    return found


def _is_rich(form: Qt.TextFormat, text: str) -> bool:
    if form == Qt.TextFormat.AutoText:
        return Markup.mightBeRichText(text)
    return form == Qt.TextFormat.RichText


def _tips(view: QAbstractItemView) -> Iterator[str]:
    """Yield the tips of a view's items that Qt would take for pages."""
    model = view.model()
    if model is None:
        return
    for row in range(min(model.rowCount(), _ROWS)):
        # A list keeps its one column to itself.
        is_list = isinstance(model, QAbstractListModel)
        for column in range(1 if is_list else model.columnCount(QModelIndex())):
            yield from _rich(model.index(row, column).data(_TIP))
    if isinstance(view, QTableView):
        yield from _rich(*_heads(model))


def _heads(model: QAbstractItemModel) -> Iterator[Any]:
    for column in range(model.columnCount(QModelIndex())):
        yield model.headerData(column, Qt.Orientation.Horizontal, _TIP)
    for row in range(min(model.rowCount(), _ROWS)):
        yield model.headerData(row, Qt.Orientation.Vertical, _TIP)


def _rich(*tips: Any) -> Iterator[str]:
    yield from (tip for tip in tips if isinstance(tip, str) and Markup.mightBeRichText(tip))
