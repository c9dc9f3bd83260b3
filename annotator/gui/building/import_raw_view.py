"""The raw text of an imported page, as it came, to read and to copy from."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from annotator.gui.look.theme import SPACE_2
from annotator.gui.widgets.controls import button, named, paragraph
from annotator.gui.widgets.layouts import column, stretched
from annotator.translation import N_, _

#: So many characters are shown at a time; a saved page can have millions.
PART = 200_000
_LEAD = N_("This is the page as it came, before any cleaning. It is kept with the lesson’s draft.")


class RawView(QWidget):
    """A read-only text that grows on request."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing."""
        super().__init__(parent)
        self._raw = ""
        self._shown = 0
        self.text = named(
            QPlainTextEdit(), _("Raw import"), _("The page as it came; it cannot be changed")
        )
        self.text.setReadOnly(True)
        self.text.setProperty("kind", "field")
        self.text.setTabChangesFocus(True)
        self.more = button(
            _("Show more"), _("Show the next part of the page"), self._on_more_clicked
        )
        self._lead = paragraph(_(_LEAD), "muted")
        column(
            self._lead,
            stretched(self.text),
            self.more,
            inside=self,
            margins=(0, SPACE_2, 0, 0),
            spacing=SPACE_2,
        )

    def show_raw(self, raw: str | None) -> None:
        """Show the beginning of a page; None where an article has no page."""
        if raw == self._raw and self.text.toPlainText():
            return
        self._raw = raw or ""
        self._shown = min(PART, len(self._raw))
        self._lead.setText(_(_LEAD) if raw is not None else _("This article has no imported page."))
        self.text.setPlainText(self._raw[: self._shown])
        self._fit()

    def _on_more_clicked(self) -> None:
        following = self._raw[self._shown : self._shown + PART]
        cursor = self.text.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        cursor.insertText(following)
        self._shown += len(following)
        self._fit()

    def _fit(self) -> None:
        rest = len(self._raw) - self._shown
        self.more.setVisible(rest > 0)
        self.more.setText(_("Show more ({rest:,} characters follow)", rest=rest))
