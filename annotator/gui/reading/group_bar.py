"""Which reading group a student is in, and which articles are that group's."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from annotator.gui.articles.article_board import ArticleBoard
from annotator.gui.look.theme import SPACE_2
from annotator.gui.reading.attempts import Attempts
from annotator.gui.widgets.choice_box import ChoiceBox
from annotator.gui.widgets.labels import ElidedLabel, label
from annotator.gui.widgets.layouts import centred, row
from annotator.session.reading import ReadingSession
from annotator.translation import N_, _

CHOOSE = N_("Choose your group. Your teacher tells you which one is yours.")


class GroupBar(QWidget):
    """A choice above the articles; a lesson without groups does not show it."""

    def __init__(
        self,
        session: ReadingSession,
        board: ArticleBoard,
        attempt: Attempts,
        parent: QWidget | None = None,
    ) -> None:
        """Offer the groups of the session's lesson, the chosen one chosen."""
        super().__init__(parent)
        self._session = session
        self._board = board
        self._attempt = attempt
        self.choice = ChoiceBox(_("Your group"))
        names = [group.name for group in session.lesson.asked.groups]
        self.choice.fill([(_("Not chosen yet"), ""), *((name, name) for name in names)])
        self.choice.choose(session.group)
        caption = label(_("Your group"))
        caption.setBuddy(self.choice)
        self._tells = ElidedLabel("", lines=2, role="muted")
        row(caption, self.choice, centred(self._tells, 1), inside=self, spacing=SPACE_2, margins=0)
        self.choice.activated.connect(self._on_choice_activated)
        self.setVisible(bool(names))
        self._say()

    def _say(self) -> None:
        self._tells.setText(self._sentence())

    def _sentence(self) -> str:
        session = self._session
        if session.lesson.asked.group(session.group) is None:
            return _(CHOOSE)
        lesson = session.shown_lesson
        articles = [
            f"{lesson.number_of(each)} {lesson.article(each).outlet}"
            for each in session.portion.articles
        ]
        return _("Your group works on: {articles}.", articles=", ".join(articles))

    def _on_choice_activated(self) -> None:
        wanted = str(self.choice.currentData())
        if wanted != self._session.group and self._attempt(self._session.choose_group, wanted):
            self._say()
            if wanted:
                self._board.show_articles(self._session.portion.articles)
        self.choice.choose(self._session.group)
