"""The bottom of the reading room: what is stored, how much there is, where the caret is."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout, QWidget

from annotator.domain.identifiers import CategoryId
from annotator.domain.scheme import Category, Scheme
from annotator.gui.look.theme import SPACE_1, SPACE_3, SPACE_4
from annotator.gui.widgets.labels import ElidedLabel, label
from annotator.session.reading import ReadingSession
from annotator.translation import N_, _, ngettext

SAVED = N_("Saved")
WRITING = N_("Writing…")
NOT_SAVED = N_("Not saved yet")


def articles_begun(session: ReadingSession) -> str:
    """Return how many of the articles asked for are begun; nothing where that is all of them."""
    if session.lesson.asked.is_all:
        return ""
    portion = session.portion
    return ngettext(
        "{begun} of {number} article begun",
        "{begun} of {number} articles begun",
        portion.least,
        begun=portion.least - portion.missing(session.begun),
    )


class StatusLine(QWidget):
    """One quiet line of text."""

    def __init__(
        self,
        scheme: Scheme,
        wanted: Mapping[CategoryId, int] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Start with nothing annotated; `wanted` is how many the teacher asks for."""
        super().__init__(parent)
        self._scheme = scheme
        self._wanted = wanted or {}
        self._saved = label(_(SAVED), "small")
        self._counts = ElidedLabel("", role="small")
        self._counted, self._notice = "", ""
        self._place = label("", "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_4, SPACE_1, SPACE_4, SPACE_1 + 2)
        row.setSpacing(SPACE_3)
        row.addWidget(self._saved)
        row.addWidget(self._counts, 1)
        row.addWidget(self._place)
        self.setAccessibleName(_("Status"))

    def set_saved(self, text: str) -> None:
        """Say whether everything is stored."""
        self._saved.setText(text)

    def set_counts(self, counts: Mapping[str, int], articles: str = "") -> None:
        """Show how many annotations there are of each category; `articles` goes before."""
        total = sum(counts.values())
        annotations = ngettext("{number} annotation", "{number} annotations", total)
        parts = [
            self._count_of(c, counts.get(c.id, 0))
            for c in self._scheme.categories
            if c.is_scored or counts.get(c.id)
        ]
        self._counted = " · ".join([*filter(None, [articles]), annotations, *parts])
        self._show()

    def set_notice(self, text: str) -> None:
        """Say what is worth a look before the counts, or nothing."""
        self._notice = text
        self._show()

    def _show(self) -> None:
        self._counts.setText("· " + " · ".join(filter(None, [self._notice, self._counted])))

    def _count_of(self, category: Category, number: int) -> str:
        wanted = self._wanted.get(category.id, 0)
        if number < wanted:
            return _(
                "{category} {number} of {wanted}",
                category=category.name,
                number=number,
                wanted=wanted,
            )
        return f"{category.name} {number}"

    def set_place(self, outlet: str, sentence: int | None, sentences: int) -> None:
        """Say in which sentence of which article the caret is."""
        where = (
            _("sentence {sentence} of {sentences}", sentence=sentence + 1, sentences=sentences)
            if sentence is not None
            else ""
        )
        self._place.setText(", ".join(part for part in (outlet, where) if part))
