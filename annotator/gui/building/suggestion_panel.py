"""The suggestions for one article: accept, change or dismiss, one key each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from annotator.domain.identifiers import ArticleId
from annotator.domain.keys import AnswerKey
from annotator.domain.lessons import Lesson
from annotator.domain.suggestions import Suggestion, SuggestionChoice
from annotator.gui.articles.category_signs import CategoryChip
from annotator.gui.building.suggestion_provider import SuggestionProvider
from annotator.gui.lists.row import Row, Shape
from annotator.gui.lists.row_model import RowModel
from annotator.gui.lists.row_view import RowView
from annotator.gui.look.theme import SPACE_1, SPACE_2, SPACE_3
from annotator.gui.widgets.check_box import CheckBox
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.controls import button, named, paragraph
from annotator.gui.widgets.layouts import column, row, stretched
from annotator.services.answer_keys import key_id
from annotator.services.offering import BUDGETS, USUAL_BUDGET, dismissed_among, still_open
from annotator.translation import N_, _

#: The words, the technique, and two lines of the reason.
SHAPE = Shape(note=1, more=2)
KEYS_TOLD = N_("A accepts, C accepts and changes, D dismisses")
WORDS, SENTENCES, DISMISSED = "words", "sentences", "dismissed"
KINDS = {WORDS: N_("Words"), SENTENCES: N_("Sentence labels"), DISMISSED: N_("Dismissed")}
AMOUNTS = dict(zip(BUDGETS, (N_("Few"), N_("Some"), N_("Many")), strict=True))
READING = N_("The article is being read. You can go on meanwhile.")
NO_ARTICLE = N_("Open an article to see what is suggested for it.")
ALL_DONE = N_(
    "Nothing is open here. Show more, look at the sentence labels, or go to the next article."
)
NONE_DISMISSED = N_("You dismissed nothing in this article.")
NEVER_GRADES = N_("Rules and word lists suggest these. Nothing is in the key before you accept it.")
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
        super().__init__(parent)
        self._source = source
        self._lesson: Lesson | None = None
        self._key = AnswerKey()
        self._choices: Sequence[SuggestionChoice] = ()
        self._article: ArticleId | None = None
        self._offered: tuple[Suggestion, ...] = ()
        self.kind = ChoiceBox(_("What is suggested"))
        self.kind.fill([(_(name), kind) for kind, name in KINDS.items()])
        self.amount = named(
            ChoiceBox(_("How many suggestions")), tip=_("How many suggestions for each 100 words")
        )
        self.amount.fill(
            [
                (_("{amount}: {number:g} per 100", amount=_(name), number=n), n)
                for n, name in AMOUNTS.items()
            ]
        )
        self.amount.choose(USUAL_BUDGET)
        self.quoted = CheckBox(_("Also inside quotations"))
        self.state = paragraph(_(NO_ARTICLE), "muted")
        self.again = button(_("Try again"), "", self._on_again_clicked)
        self.list = RowView(
            _("Suggestions"), _(KEYS_TOLD), shape=SHAPE, several=True, model=RowModel(key=place_of)
        )
        self.accept = self._button(_("Accept"), ACCEPT, _("Put it into the key as it is (A)"))
        self.change = self._button(
            _("Change"), CHANGE, _("Put it into the key and change it there (C)")
        )
        self.dismiss = self._button(_("Dismiss"), DISMISS, _("Do not show it again (D)"))
        self.order = button(
            _("Order…"),
            "",
            self.orderRequested,
            kind="quiet",
            name=_("Order of suggestions"),
            tip=_("Let the order follow what you accepted and dismissed before"),
        )
        for box in (self.kind, self.amount):
            box.setMinimumContentsLength(8)
            box.activated.connect(self._show)
        self._arrange()
        self.list.rowChosen.connect(self._on_row_chosen)
        self.quoted.toggled.connect(self._show)
        source.arrived.connect(self._on_source_arrived)

    def _button(self, name: str, what: str, tip: str) -> QPushButton:
        letter = next(key.name.removeprefix("Key_") for key, does in KEYS.items() if does == what)
        return button(f"{name}  {letter}", "", partial(self.ask, what), name=name, tip=tip)

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
        buttons = [stretched(each) for each in (self.accept, self.change, self.dismiss)]
        foot = paragraph(_(NEVER_GRADES), "small")
        foot.setContentsMargins(SPACE_3, 0, SPACE_3, SPACE_2)
        column(
            head,
            stretched(self.list),
            row(*buttons, margins=(SPACE_3, SPACE_2, SPACE_3, SPACE_1), spacing=SPACE_1),
            foot,
            inside=self,
            margins=0,
            spacing=SPACE_1,
        )

    # -- what is shown -----------------------------------------------------------------

    def show_key(self, lesson: Lesson, key: AnswerKey, choices: Sequence[SuggestionChoice]) -> None:
        """Leave out what is settled by now."""
        self._lesson, self._key, self._choices = lesson, key, choices
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
        return self._offered

    def _show(self) -> None:
        if self._lesson is None:
            return
        if self.isVisible() and self._article is not None:
            self._source.want(self._article)
        rows = self._rows()
        at = self.list.currentIndex().row()
        self.list.set_items(rows, partial(suggestion_row, self._lesson))
        if self.list.current_item is None:  # what was at hand is settled: the next one is
            self.list.choose_at(at)
        self._offered = rows
        state = self._state(rows)
        self.state.setText(state)
        self.state.setVisible(bool(state))
        has_trouble = bool(self._article and self._source.trouble(self._article))
        kind = self.kind.currentData()
        self.again.setVisible(has_trouble)
        self.amount.setEnabled(kind == WORDS)
        self.quoted.setVisible(kind == WORDS)
        for each in (self.accept, self.change, self.dismiss):
            each.setEnabled(bool(rows))
        self.dismiss.setEnabled(bool(rows) and kind != DISMISSED)
        self.counted.emit(len(rows))
        self.pointed.emit(self.list.current_item)

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
            return _(NO_ARTICLE)
        trouble = self._source.trouble(self._article)
        if trouble:
            return trouble
        if self._source.offer(self._article) is None:
            return _(READING)
        if rows:
            return ""
        return _(NONE_DISMISSED) if self.kind.currentData() == DISMISSED else _(ALL_DONE)

    # -- requests ----------------------------------------------------------------------

    def ask(self, what: str) -> None:
        """Ask for what is to happen with the chosen suggestions."""
        chosen = self.list.chosen_items or (self.list.current_item,)
        is_back = self.kind.currentData() == DISMISSED
        if self.offered and not (what == DISMISS and is_back):
            self.requested.emit(what, chosen[:1] if what == CHANGE else chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Accept with A, change with C, dismiss with D."""
        if not self.take_key(event):
            super().keyPressEvent(event)

    def take_key(self, event: QKeyEvent) -> bool:
        """Do what a single key asks for; return whether it is one of ours."""
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        what = KEYS.get(Qt.Key(event.key())) if plain else None
        if what is not None:
            self.ask(what)
        return what is not None

    def _on_again_clicked(self) -> None:
        if self._article is not None:
            self._source.try_again(self._article)
            self._show()

    def _on_source_arrived(self, article_id: ArticleId) -> None:
        if article_id == self._article:
            self._show()

    def _on_row_chosen(self) -> None:
        self.pointed.emit(self.list.current_item)

    # -- Qt's events ---------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Ask about the article only now that somebody looks."""
        super().showEvent(event)
        self._show()


def place_of(suggestion: Suggestion) -> str:
    """Return by what a suggestion is known in the list."""
    return key_id(suggestion.article_id, suggestion.category_id, suggestion.span)


def suggestion_row(lesson: Lesson, suggestion: Suggestion) -> Row:
    """Return a suggestion as a row: its words, its technique, and why it is suggested."""
    category = lesson.scheme.category(suggestion.category_id)
    technique = category.technique(suggestion.technique_id or "")
    body = lesson.article(suggestion.article_id).body
    words = f"“{' '.join(suggestion.span.of(body).split())}”"
    reason = suggestion.reason
    if suggestion.in_quotation:
        reason = _(
            "Quotes {speaker}. {reason}", speaker=suggestion.speaker or _("somebody"), reason=reason
        )
    return Row(
        place_of(suggestion),
        words,
        technique.name if technique else category.name,
        reason,
        signs=(CategoryChip(category),),
        spoken=f"{category.name}: {words}. {reason}",
        tip=reason,
    )
