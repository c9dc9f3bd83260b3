"""How much of the article is highlighted, and a hint before it is too much."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from annotator.domain.identifiers import ArticleId, CategoryId
from annotator.domain.scheme import Category, Scheme
from annotator.gui.articles.line_patterns import SignLabel
from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3
from annotator.gui.look.wearing import current_theme
from annotator.gui.plain_text import set_tip
from annotator.gui.widgets.labels import ElidedLabel, label
from annotator.gui.widgets.layouts import column, row, stretched
from annotator.services.highlighting import TOO_MUCH, BudgetState, WordsMarked
from annotator.translation import N_, _

HINT = N_("That is a lot, so nothing stands out. Keep the words that do the work.")
#: What a student is told of a budget, by how the marked words stand to it.
TOLD = {
    BudgetState.WITHIN: N_("{category}: {used} of about {budget} words."),
    BudgetState.NEAR: N_(
        "{category}: {used} of about {budget} words. That is about enough. Keep the words that "
        "matter most."
    ),
    BudgetState.OVER: N_(
        "{category}: {used} words, and about {budget} are enough. Too many can lower your points. "
        "Take away those you are least sure of."
    ),
}
BAR = QSize(72, 10)
SIGN = 20
#: Where the notch is on the bar of a budget, so that there is room beyond it.
NOTCH = 0.6


class MeterBar(QWidget):
    """A small bar with a notch where it becomes too much."""

    def __init__(self, notch: float = TOO_MUCH) -> None:
        """Show an empty bar."""
        super().__init__()
        self.share = 0.0
        self._notch = notch
        self.setFixedSize(BAR)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bar."""
        theme, area = current_theme(), QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter = QPainter(self)
        painter.setPen(QPen(QColor(theme.edge), 1))
        painter.drawRect(area)
        filled = QRectF(area)
        filled.setWidth(area.width() * min(1.0, self.share))
        colour = theme.warning if self.share > self._notch else theme.accent
        painter.fillRect(filled, QColor(colour))
        notch = area.left() + area.width() * self._notch
        painter.setPen(QPen(QColor(theme.text), 1))
        painter.drawLine(round(notch), 0, round(notch), self.height())
        painter.end()


class BudgetRow(QWidget):
    """The words marked in one category: its sign, a bar, and “12 of about 40 words”."""

    def __init__(self, category: Category) -> None:
        """Show nothing marked."""
        super().__init__()
        self._category = category
        self.told = ""
        self.bar = MeterBar(NOTCH)
        self.words = ElidedLabel("", role="small")
        parts = (SignLabel(category, SIGN), self.bar, stretched(self.words))
        row(*parts, inside=self, margins=0, spacing=SPACE_2)

    def show_marked(self, marked: WordsMarked) -> None:
        """Show how many words are marked."""
        self.bar.share = NOTCH * marked.used / max(1, marked.budget)
        self.bar.update()
        text = _("{used} of about {budget} words", used=marked.used, budget=marked.budget)
        self.words.setText(text)
        self.told = f"{self._category.name}: {text}"
        self.setAccessibleName(self.told)
        set_tip(self.words, self.told)


class MeterLine(QWidget):
    """The meter of the article in which the keyboard is: by budgets where students have some."""

    #: Says what is worth a look of the article at hand, or nothing.
    noticed = Signal(str)
    #: Says what has come to stand in another way to its budget.
    stateChanged = Signal(str)

    def __init__(self, scheme: Scheme, parent: QWidget | None = None) -> None:
        """Show nothing highlighted."""
        super().__init__(parent)
        self._scheme = scheme
        self._states: dict[tuple[ArticleId, CategoryId], BudgetState] = {}
        self.bar = MeterBar()
        self.words = ElidedLabel("", role="small")
        self.rows = {category.id: BudgetRow(category) for category in scheme.categories}
        self.hint = label(_(HINT), "warning")
        self.hint.setWordWrap(True)
        column(
            row(self.bar, stretched(self.words), spacing=SPACE_2),
            *self.rows.values(),
            self.hint,
            inside=self,
            margins=(SPACE_3, SPACE_1, SPACE_3, SPACE_2),
            spacing=SPACE_1,
        )
        for part in (*self.rows.values(), self.hint):
            part.hide()
        self.setAccessibleName(_("Highlighted so far"))

    def show_share(self, share: float, outlet: str) -> None:
        """Show a share, 0 to 1, of an article's words."""
        self._show_rows(())
        self.bar.share = share
        self.bar.update()
        text = _("{share:.0f} % highlighted, {outlet}", share=share * 100, outlet=outlet)
        self.words.setText(text)
        set_tip(self.words, text)
        self.hint.setVisible(share > TOO_MUCH)
        self.hint.setText(_(HINT))
        self.setAccessibleDescription(f"{text}. {_(HINT)}" if share > TOO_MUCH else text)
        self.noticed.emit("")

    def _show_rows(self, marked: Sequence[WordsMarked]) -> None:
        """Show the rows of these categories, or the bar of the whole where there is none."""
        wanted = {each.category_id: each for each in marked}
        self.bar.setVisible(not wanted)
        for category_id, shown in self.rows.items():
            if category_id in wanted:
                shown.show_marked(wanted[category_id])
            shown.setVisible(category_id in wanted)

    def show_marked(self, marked: Sequence[WordsMarked], outlet: str) -> None:
        """Show how many words of an article are marked in the categories that have a budget.

        How each stands to its budget is told once, when that has changed.
        """
        self._show_rows(marked)
        self.words.setText(_("Marked in {outlet}", outlet=outlet))
        set_tip(self.words, self.words.text())
        warned = [each for each in marked if each.state is not BudgetState.WITHIN]
        hints = [self._told(each) for each in warned]
        self.hint.setText(" ".join(hints))
        self.hint.setVisible(bool(hints))
        said = [self._told(each) for each in marked]
        self.setAccessibleDescription(" ".join((self.words.text() + ".", *said)))
        self.noticed.emit(" · ".join(self.rows[each.category_id].told for each in warned))
        for each in marked:
            self._tell_if_changed(each)

    def _told(self, marked: WordsMarked) -> str:
        name = self._scheme.category(marked.category_id).name
        return _(TOLD[marked.state], category=name, used=marked.used, budget=marked.budget)

    def _tell_if_changed(self, marked: WordsMarked) -> None:
        place = (marked.article_id, marked.category_id)
        before, self._states[place] = self._states.get(place), marked.state
        if before is not None and before is not marked.state:
            self.stateChanged.emit(self._told(marked))
