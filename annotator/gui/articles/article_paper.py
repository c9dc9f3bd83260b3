"""How a text widget becomes the paper of an article: read-only, without Qt's own caret."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QFrame, QTextEdit

from annotator.domain.lessons import Article
from annotator.gui.look.theme import Theme, blend
from annotator.translation import _


def make_paper(view: QTextEdit, article: Article) -> None:
    """Make a text widget show an article that can be read and selected, not changed."""
    view.setReadOnly(True)
    view.setUndoRedoEnabled(False)
    view.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setAcceptDrops(False)
    # The caret is drawn by the view: steady, and wide enough to be found.
    view.setCursorWidth(0)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.viewport().setMouseTracking(True)
    view.viewport().setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
    view.setAccessibleName(
        _("Article of {outlet}: {headline}", outlet=article.outlet, headline=article.headline)
    )
    view.setAccessibleDescription(
        _(
            "Read-only text. Arrows move the caret, Alt with arrows moves by sentence, Ctrl with "
            "up and down by paragraph, Shift selects, the number keys annotate, Enter opens the "
            "note, Delete removes."
        )
    )


@lru_cache(maxsize=16)
def paper_palette(theme: Theme) -> QPalette:
    """Return the palette of paper; a selection is a wash under which highlights stay seen."""
    # Nothing else, so that Qt tells of another palette around it.
    palette = QPalette()
    role = QPalette.ColorRole
    chosen = QColor(blend(theme.surface, theme.accent, 0.38))
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
        palette.setColor(group, role.Base, QColor(theme.surface))
        palette.setColor(group, role.Text, QColor(theme.text))
        palette.setColor(group, role.Highlight, chosen)
        palette.setColor(group, role.HighlightedText, QColor(theme.text))
    return palette
