"""The top of the reading room: where I am, what I can do, what is shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.identifiers import ArticleId
from annotator.domain.lessons import Lesson
from annotator.gui.articles.category_button import CategoryButton
from annotator.gui.look.icons import themed_icon
from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3, SPACE_4
from annotator.gui.plain_text import set_tip
from annotator.gui.widgets.labels import ElidedLabel, label
from annotator.translation import _

#: The narrowest that the lesson's title gets before category names give way.
TITLE_WIDTH = 150


class ReadingHeader(QWidget):
    """Two rows: the tools on top, below them which articles are open."""

    backRequested = Signal()
    categoryRequested = Signal(str)
    undoRequested = Signal()
    redoRequested = Signal()
    findRequested = Signal()
    handInRequested = Signal()
    linkRequested = Signal()
    articlesChosen = Signal(object)
    articleWanted = Signal(str)
    readingHelpRequested = Signal()
    textStepRequested = Signal(int)
    panelToggled = Signal(bool)
    togetherToggled = Signal(bool)

    def __init__(self, lesson: Lesson, parent: QWidget | None = None) -> None:
        """Show the lesson's title and its categories."""
        super().__init__(parent)
        self._back = _button("arrow-left", _("Back to the lessons"), _("Everything is stored"))
        self._title = ElidedLabel(lesson.title, role="heading")
        set_tip(self._title, lesson.title)
        self.categories = [CategoryButton(c) for c in lesson.scheme.categories]
        self._undo = _button("undo-2", _("Undo"))
        self._redo = _button("redo-2", _("Redo"))
        self.hand_in = QPushButton(_("Hand in"))
        self.hand_in.setProperty("kind", "primary")
        self.hand_in.setAccessibleDescription(_("Check what is missing and hand your work in"))
        self.search = _button("search", _("Find in the articles"), "Ctrl+F")
        self.link = _button("link", _("Same thing in another article"), _("Link two places (L)"))
        self.together = _button("arrow-up-down", _("Scroll articles together"))
        self.together.setCheckable(True)
        self.together.setChecked(True)
        self.together.setAccessibleDescription(
            _("Linked sentences stay beside each other; without links articles move in proportion")
        )
        self.aa = _button("a-large-small", _("Reading help"), _("Size, spacing, paper, ruler"))
        self._panel = _button("panel-right", _("Show the panel with notes and questions"))
        self._panel.setCheckable(True)
        self._panel.setChecked(True)
        self.articles = [
            ArticleChip(number, article.id, article.outlet)
            for number, article in enumerate(lesson.articles, 1)
        ]
        self._shown = label(_articles(lesson), "muted")
        self._has_tabs = False
        self._had_panel = True
        self._more: list[QToolButton] = []
        self._arrange()
        self._connect()
        self.set_labels(None, None)

    def _arrange(self) -> None:
        self._tools = tools = QHBoxLayout()
        tools.setSpacing(SPACE_1 + 2)
        tools.addWidget(self._back)
        tools.addWidget(self._title, 1, Qt.AlignmentFlag.AlignVCenter)
        tools.addSpacing(SPACE_2)
        for number, button in enumerate(self.categories):
            before = self.categories[number - 1].category if number else button.category
            if before.is_sentence != button.category.is_sentence:
                tools.addSpacing(SPACE_2)
            tools.addWidget(button)
        tools.addSpacing(SPACE_2)
        tools.addWidget(self._undo)
        tools.addWidget(self._redo)
        tools.addSpacing(SPACE_2)
        tools.addWidget(self.hand_in)
        self._chosen = chosen = QHBoxLayout()
        chosen.setSpacing(SPACE_1 + 2)
        chosen.addWidget(self._shown)
        for chip in self.articles:
            chosen.addWidget(chip)
        chosen.addStretch(1)
        for button_ in (
            self.link,
            self.together,
            self.search,
            self.aa,
            self._panel,
        ):
            chosen.addWidget(button_)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_1 + 2)
        rows.setSpacing(SPACE_1 + 2)
        rows.addLayout(tools)
        rows.addLayout(chosen)

    def _connect(self) -> None:
        self._back.clicked.connect(self.backRequested)
        self._undo.clicked.connect(self.undoRequested)
        self._redo.clicked.connect(self.redoRequested)
        self.hand_in.clicked.connect(self.handInRequested)
        self.link.clicked.connect(self.linkRequested)
        self.together.toggled.connect(self.togetherToggled)
        self.search.clicked.connect(self.findRequested)
        self.aa.clicked.connect(self.readingHelpRequested)
        self._panel.toggled.connect(self.panelToggled)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        for button in self.categories:
            self._group.addButton(button)
        self._group.buttonClicked.connect(self._on_category_clicked)
        for chip in self.articles:
            chip.clicked.connect(self._on_chip_clicked)

    def add_tool(self, button: QToolButton) -> None:
        """Put one more tool between the categories and undo."""
        self._more.append(button)
        self._tools.insertWidget(self._tools.indexOf(self._undo) - 1, button)
        QWidget.setTabOrder(self.categories[-1] if self.categories else self._back, button)
        self._fit(self.width())

    @property
    def last(self) -> QWidget:
        """Return the control after which the keyboard leaves the header."""
        return self._panel

    def set_labels(self, undo: str | None, redo: str | None) -> None:
        """Say what undo and redo would do."""
        undoing = _("Undo {step}", step=undo) if undo else _("Nothing to undo")
        redoing = _("Redo {step}", step=redo) if redo else _("Nothing to redo")
        for button, text, done, keys in (
            (self._undo, undoing, undo, "Ctrl+Z"),
            (self._redo, redoing, redo, "Ctrl+Shift+Z"),
        ):
            button.setEnabled(done is not None)
            set_tip(button, f"{text} ({keys})" if done else text)
            button.setAccessibleDescription(text)

    def set_open(self, shown: Sequence[ArticleId], *, tabs: bool = False) -> None:
        """Show which articles can be seen; as tabs, a click shows one instead of another."""
        self._has_tabs = tabs
        for chip in self.articles:
            chip.set_tab(is_tab=tabs)
            chip.setChecked(chip.article_id in shown)

    def show_panel(self) -> None:
        """Bring the panel back if it was put away."""
        self._panel.setChecked(True)

    def set_panel_aside(self, *, aside: bool) -> None:
        """Put the panel away for a while, and bring it back after if it was there."""
        if aside:
            self._had_panel = self._panel.isChecked()
        self._panel.setChecked(self._had_panel and not aside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the names of the categories out where they do not fit."""
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _fit(self, width: int) -> None:
        buttons = (self._back, *self._more, self._undo, self._redo, self.hand_in)
        others = sum(button.sizeHint().width() for button in buttons)
        names = sum(button.full_width() for button in self.categories)
        gaps = 8 * SPACE_2 + 2 * SPACE_3 + SPACE_4
        short = others + names + gaps + TITLE_WIDTH > width
        for button in self.categories:
            button.set_short(short)
        # Nothing in this row gives way but the outlets.
        missing = sum(chip.missing_width() for chip in self.articles)
        full = self._chosen.minimumSize().width() + missing + 2 * SPACE_3
        for chip in self.articles:
            chip.set_short(full > width)

    def changeEvent(self, event: QEvent) -> None:
        """Leave out other words in another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit(self.width())

    def minimumSizeHint(self) -> QSize:
        """Return a width that lets the window be small; the title and the names give way."""
        return QSize(480, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line that parts the tools from the articles."""
        painter = QPainter(self)
        painter.setPen(QPen(self.palette().mid(), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()

    def _on_category_clicked(self, button: QAbstractButton) -> None:
        if isinstance(button, CategoryButton):
            self.categoryRequested.emit(button.category.id)

    def _on_chip_clicked(self) -> None:
        chip = self.sender()
        if self._has_tabs and isinstance(chip, ArticleChip):
            chip.setChecked(True)
            self.articleWanted.emit(chip.article_id)
            return
        self.articlesChosen.emit(tuple(c.article_id for c in self.articles if c.isChecked()))


class ArticleChip(QToolButton):
    """Opens and closes one article."""

    def __init__(self, number: int, article_id: ArticleId, outlet: str) -> None:
        """Name the article by its number and outlet."""
        super().__init__()
        self.article_id = article_id
        self._number, self._outlet = str(number), outlet
        self._full = f"{number}  {outlet}"
        self.set_short(False)
        self.setCheckable(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(16, 16))
        self.setAccessibleName(_("Article {number}, {outlet}", number=number, outlet=outlet))
        self.set_tab(is_tab=False)
        # Always an icon, so that the words stay where they are; empty while it is closed.
        self.setIcon(themed_icon("", "accent", 16, on="check"))

    def set_tab(self, *, is_tab: bool) -> None:
        """Say what a click does: show this article instead, or show and hide it."""
        self.setAccessibleDescription(
            _("Show this article") if is_tab else _("Show or hide this article")
        )
        set_tip(
            self,
            _("Show {outlet}", outlet=self._outlet)
            if is_tab
            else _("Show or hide {outlet}", outlet=self._outlet),
        )

    def set_short(self, short: bool) -> None:
        """Show the number alone, where there is little room."""
        self._is_short = short
        text = self._number if short else self._full
        self.setText(text.replace("&", "&&"))

    def missing_width(self) -> int:
        """Return how much wider the button is with the outlet shown."""
        measure = self.fontMetrics().horizontalAdvance
        return measure(self._full) - measure(self._number) if self._is_short else 0


def _articles(lesson: Lesson) -> str:
    if lesson.asked.at_least is None:
        return _("Articles")
    return _("Articles (at least {number})", number=lesson.portion("").least)


def _button(icon: str, name: str, tip: str = "") -> QToolButton:
    made = QToolButton()
    made.setProperty("kind", "quiet")
    made.setIcon(themed_icon(icon))
    made.setIconSize(QSize(20, 20))
    made.setAccessibleName(name)
    set_tip(made, f"{name}. {tip}" if tip else name)
    return made
