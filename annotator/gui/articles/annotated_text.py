"""What the parts of an article view know of the view: its article, caret, selection and choice."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPointF
from PySide6.QtGui import QTextCursor

from annotator.domain.identifiers import AnnotationId
from annotator.domain.lessons import Article
from annotator.domain.spans import Span
from annotator.gui.articles.highlight_layout import Highlight
from annotator.gui.articles.hover_card import Layer


class AnnotatedText(Protocol):
    """The text of one article with its annotations, as its mouse, keys, handles and aids see it."""

    article: Article

    def caret(self) -> int:
        """Return the place of the caret."""

    def framed(self) -> Highlight | None:
        """Return the chosen annotation."""

    def hasFocus(self) -> bool:
        """Return whether the keyboard is here."""

    def layers_at(self, position: int) -> list[Layer]:
        """Return the annotations on a code point, innermost first."""

    def move_caret(self, position: int, mode: QTextCursor.MoveMode) -> None:
        """Move the caret and keep it in view."""

    def place_caret(self, position: int) -> None:
        """Put the caret somewhere."""

    def position_at(self, point: QPointF) -> int:
        """Return the code point at a point of the viewport."""

    def select(self, span: Span) -> None:
        """Select a stretch."""

    def selection(self) -> Span:
        """Return what is selected."""

    def sentence(self) -> int | None:
        """Return the index of the caret's sentence."""

    def set_active(self, annotation_id: AnnotationId | None) -> None:
        """Choose an annotation, or none."""

    def show_dragged(self, span: Span | None) -> None:
        """Frame the stretch that the chosen annotation would have."""
