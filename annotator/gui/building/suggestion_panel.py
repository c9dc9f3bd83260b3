"""The suggestions for one article: accept, change or dismiss, one key each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.domain.identifiers import ArticleId
from annotator.domain.keys import AnswerKey
from annotator.domain.lessons import Lesson
from annotator.domain.suggestions import Suggestion, SuggestionChoice
from annotator.gui.building.suggestion_list import SuggestionList
from annotator.gui.building.suggestion_provider import SuggestionProvider
from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3, Theme
from annotator.gui.look.wearing import current_theme
from annotator.gui.plain_text import set_tip
from annotator.gui.widgets.check_box import CheckBox
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.labels import label
from annotator.services.offering import BUDGETS, USUAL_BUDGET, dismissed_among, still_open

WORDS, SENTENCES, DISMISSED = "words", "sentences", "dismissed"
KINDS = {WORDS: "Words", SENTENCES: "Sentence labels", DISMISSED: "Dismissed"}
AMOUNTS = dict(zip(BUDGETS, ("Few", "Some", "Many"), strict=True))
READING = "The article is being read. You can go on meanwhile."
NO_ARTICLE = "Open an article to see what is suggested for it."
ALL_DONE = (
    "Nothing is open here. Show more, look at the sentence labels, or go to the next article."
)
NONE_DISMISSED = "You dismissed nothing in this article."
NEVER_GRADES = "Rules and word lists suggest these. Nothing is in the key before you accept it."
ACCEPT, CHANGE, DISMISS = "accept", "change", "dismiss"
KEYS = {Qt.Key.Key_A: ACCEPT, Qt.Key.Key_C: CHANGE, Qt.Key.Key_D: DISMISS}


class SuggestionPanel(QWidget):
    """A ranked list that stays within a budget; what is settled leaves it."""

    #: What is wanted (ACCEPT, CHANGE, DISMISS), and of which suggestions.
    requested = Signal(str, object)
    pointed = Signal(object)
    counted = Signal(int)
    orderRequested = Signal()

    def __init__(self, source: SuggestionProvider, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        theme = current_theme()
        super().__init__(parent)
        self._source = source
        self._theme = theme
        self._lesson: Lesson | None = None
        self._key = AnswerKey()
        self._choices: Sequence[SuggestionChoice] = ()
        self._article: ArticleId | None = None
        self.kind = ChoiceBox("What is suggested")
        self.amount = ChoiceBox("How many suggestions")
        self.quoted = CheckBox("Also inside quotations")
        self.state = label(NO_ARTICLE, "muted")
        self.again = QPushButton("Try again")
        self.list = SuggestionList()
        self.accept = QPushButton("Accept  A")
        self.change = QPushButton("Change  C")
        self.dismiss = QPushButton("Dismiss  D")
        self.order = QPushButton("Order…")
        self.order.setProperty("kind", "quiet")
        self.order.setAccessibleName("Order of suggestions")
        self.order.setToolTip("Let the order follow what you accepted and dismissed before")
        self._set_up()
        self._arrange()
        self._connect()

    def _set_up(self) -> None:
        for kind, name in KINDS.items():
            self.kind.addItem(name, kind)
        for amount, name in AMOUNTS.items():
            self.amount.addItem(f"{name}: {amount:g} per 100", amount)
        self.amount.setToolTip("How many suggestions for each 100 words")
        self.amount.setCurrentIndex(self.amount.findData(USUAL_BUDGET))
        for box in (self.kind, self.amount):
            box.setMinimumContentsLength(8)
        self.state.setWordWrap(True)
        tips = (
            (self.accept, "Accept", "Put it into the key as it is (A)"),
            (self.change, "Change", "Put it into the key and change it there (C)"),
            (self.dismiss, "Dismiss", "Do not show it again (D)"),
        )
        for button, name, tip in tips:
            button.setAccessibleName(name)
            set_tip(button, tip)

    def _arrange(self) -> None:
        head = QGridLayout()
        head.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, 0)
        head.setSpacing(SPACE_1)
        head.addWidget(self.kind, 0, 0)
        head.addWidget(self.amount, 0, 1)
        head.addWidget(self.quoted, 1, 0)
        head.addWidget(self.order, 1, 1, Qt.AlignmentFlag.AlignRight)
        head.addWidget(self.state, 2, 0, 1, 2)
        head.addWidget(self.again, 3, 0)
        head.setColumnStretch(1, 1)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_1)
        buttons.setSpacing(SPACE_1)
        for button in (self.accept, self.change, self.dismiss):
            buttons.addWidget(button, 1)
        foot = label(NEVER_GRADES, "small")
        foot.setWordWrap(True)
        foot.setContentsMargins(SPACE_3, 0, SPACE_3, SPACE_2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        column.addWidget(foot)

    def _connect(self) -> None:
        self._source.arrived.connect(self._on_source_arrived)
        self.accept.clicked.connect(self._on_accept_clicked)
        self.again.clicked.connect(self._on_again_clicked)
        self.amount.activated.connect(self._show)
        self.change.clicked.connect(self._on_change_clicked)
        self.dismiss.clicked.connect(self._on_dismiss_clicked)
        self.kind.activated.connect(self._show)
        self.order.clicked.connect(self.orderRequested)
        self.list.clicked.connect(self._on_list_clicked)
        self.list.selectionModel().currentRowChanged.connect(self._on_row_changed)
        self.quoted.toggled.connect(self._show)

    # -- what is shown -----------------------------------------------------------------

    def show_key(
        self, lesson: Lesson, key: AnswerKey, choices: Sequence[SuggestionChoice], theme: Theme
    ) -> None:
        """Leave out what is settled by now."""
        if theme is not self._theme:
            for box in (self.kind, self.amount):
                box.set_theme(theme)
        self._lesson, self._key, self._choices, self._theme = lesson, key, choices, theme
        self._source.set_lesson(lesson)
        self._show()

    def show_article(self, article_id: ArticleId | None) -> None:
        """Suggest for another article."""
        if article_id != self._article:
            self._article = article_id
            self._show()

    @property
    def article(self) -> ArticleId | None:
        """Return the article that is suggested for."""
        return self._article

    @property
    def offered(self) -> tuple[Suggestion, ...]:
        """Return what the list shows."""
        return self.list.suggestions.rows

    def _show(self) -> None:
        if self._lesson is None:
            return
        if self.isVisible() and self._article is not None:
            self._source.want(self._article)
        rows = self._rows()
        self.list.show_suggestions(self._lesson, rows, self._theme)
        state = self._state(rows)
        self.state.setText(state)
        self.state.setVisible(bool(state))
        has_trouble = bool(self._article and self._source.trouble(self._article))
        self.again.setVisible(has_trouble)
        self.amount.setEnabled(self.kind.currentData() == WORDS)
        self.quoted.setVisible(self.kind.currentData() == WORDS)
        for button in (self.accept, self.change, self.dismiss):
            button.setEnabled(bool(rows))
        self.dismiss.setEnabled(bool(rows) and self.kind.currentData() != DISMISSED)
        self.counted.emit(len(rows))
        self.pointed.emit(self.list.current() if rows else None)

    def _rows(self) -> tuple[Suggestion, ...]:
        offer = self._source.offer(self._article) if self._article is not None else None
        if offer is None or self._lesson is None:
            return ()
        kind = self.kind.currentData()
        if kind == DISMISSED:
            every = (*offer.on_words, *offer.on_sentences)
            return still_open(
                dismissed_among(every, self._choices), self._key, (), self._lesson.scheme
            )
        found = offer.on_sentences
        if kind == WORDS:
            found = offer.within(self.amount.currentData(), quoted=self.quoted.isChecked())
        return still_open(found, self._key, self._choices, self._lesson.scheme)

    def _state(self, rows: Sequence[Suggestion]) -> str:
        if self._article is None:
            return NO_ARTICLE
        trouble = self._source.trouble(self._article)
        if trouble:
            return trouble
        if self._source.offer(self._article) is None:
            return READING
        if rows:
            return ""
        return NONE_DISMISSED if self.kind.currentData() == DISMISSED else ALL_DONE

    # -- requests ------------------------------------------------------------------------

    def request(self, what: str) -> None:
        """Ask for what is to happen with the chosen suggestions."""
        chosen = self.list.chosen()
        is_back = self.kind.currentData() == DISMISSED
        if not chosen or not self.offered or (what == DISMISS and is_back):
            return
        self.requested.emit(what, chosen[:1] if what == CHANGE else chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Accept with A, change with C, dismiss with D."""
        if not self.take_key(event):
            super().keyPressEvent(event)

    def take_key(self, event: QKeyEvent) -> bool:
        """Do what a single key asks for; return whether it is one of ours."""
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        what = KEYS.get(Qt.Key(event.key())) if plain else None
        if what is None:
            return False
        self.request(what)
        return True

    def _on_accept_clicked(self) -> None:
        self.request(ACCEPT)

    def _on_change_clicked(self) -> None:
        self.request(CHANGE)

    def _on_dismiss_clicked(self) -> None:
        self.request(DISMISS)

    def _on_again_clicked(self) -> None:
        if self._article is not None:
            self._source.try_again(self._article)
            self._show()

    def _on_source_arrived(self, article_id: ArticleId) -> None:
        if article_id == self._article:
            self._show()

    def _on_row_changed(self, current: QModelIndex) -> None:
        if current.isValid():
            self.pointed.emit(self.list.current())

    def _on_list_clicked(self) -> None:
        self.pointed.emit(self.list.current())

    # -- Qt's events ---------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Ask about the article only now that somebody looks."""
        super().showEvent(event)
        self._show()
