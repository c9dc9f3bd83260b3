"""Say what is at the caret, for those who cannot see highlights, quotations or headlines.

Highlights are paint, which no screen reader knows of, and so is what a paragraph is. So the
text's description tells what is at the caret, and entering it is announced once.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import AnnotationId
from annotator.domain.lessons import BlockKind
from annotator.domain.paragraphs import KIND_NAMES, kind_at
from annotator.domain.scheme import Scheme
from annotator.gui.articles.article_view import ArticleView
from annotator.translation import N_, _

NOTHING_HERE = N_("No annotation at the caret.")


def spoken(scheme: Scheme, annotation: Annotation) -> str:
    """Return an annotation as it is told: category, technique, words and reason."""
    category = scheme.category(annotation.category_id)
    technique = category.technique(annotation.technique_id or "")
    name = f"{category.name}, {technique.name}" if technique else category.name
    reason = " ".join(annotation.reason.split()) or _("no reason yet")
    words = "" if category.is_sentence else f" “{' '.join(annotation.quote.split())}”"
    return f"{name}{words}: {reason}."


class CaretVoice(QObject):
    """Tells what the caret of the articles meets, and what has been done."""

    def __init__(self, scheme: Scheme, room: QWidget) -> None:
        """Start silent; what is said comes from the room."""
        super().__init__(room)
        self._room = room
        self._scheme = scheme
        self._met: frozenset[AnnotationId] = frozenset()
        self._kinds: dict[ArticleView, BlockKind] = {}
        self._keys: dict[ArticleView, str] = {}

    def follow(self, view: ArticleView) -> None:
        """Describe what is at the caret; announce what it has just entered."""
        here = [annotation for annotation, _unused in view.layers_at(view.caret())]
        kind = kind_at(view.article, view.caret())
        self._describe(view, kind, here)
        entered = [a for a in here if a.id not in self._met]
        self._met = frozenset(a.id for a in here)
        said = [spoken(self._scheme, a) for a in entered]
        if kind is not self._kinds.get(view, BlockKind.PARAGRAPH):
            said.insert(0, f"{_(KIND_NAMES[kind])}.")
        if said and view.hasFocus():
            self._kinds[view] = kind
            text = " ".join(said)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(view, text))

    def tell_added(self, annotations: Iterable[Annotation]) -> None:
        """Announce new annotations."""
        for annotation in annotations:
            category = self._scheme.category(annotation.category_id)
            self.tell(f"{category.name}: {annotation.quote}")

    def tell(self, text: str) -> None:
        """Let a screen reader say what has just been done."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._room, text))

    def _describe(self, view: ArticleView, kind: BlockKind, here: list[Annotation]) -> None:
        if view not in self._keys:
            self._keys[view] = view.accessibleDescription()
        told = " ".join(spoken(self._scheme, a) for a in here)
        text = _("At the caret: {annotations}", annotations=told) if told else _(NOTHING_HERE)
        if kind is not BlockKind.PARAGRAPH:
            text = f"{_(KIND_NAMES[kind])}. {text}"
        text = f"{text} {self._keys[view]}"
        if view.accessibleDescription() != text:
            view.setAccessibleDescription(text)
