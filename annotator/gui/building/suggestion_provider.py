"""Asks the language process what each article offers, and keeps the answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from annotator.domain.errors import AnnotatorError
from annotator.domain.identifiers import ArticleId
from annotator.domain.lessons import Article, Lesson
from annotator.domain.scheme import Scheme
from annotator.gui.widgets.language_worker import Answer, LanguageWorker
from annotator.services.comparison_records import told_text
from annotator.services.offering import BUDGETS, Offer, offer_of

#: So much more is asked for than shown, because what is quoted is shown on request only.
SPARE = 2


class SuggestionProvider(QObject):
    """Answers by the article's text and the scheme; nothing waits for the process."""

    arrived = Signal(object)

    def __init__(
        self, worker: LanguageWorker, shipped: Scheme, parent: QObject | None = None
    ) -> None:
        """Ask through a worker that knows the techniques of the scheme that ships."""
        super().__init__(parent)
        self._shipped = shipped
        self._worker = worker
        self._lesson: Lesson | None = None
        self._answers: dict[str, Answer] = {}
        self._offers: dict[str, tuple[Scheme, Offer]] = {}
        self._names: dict[ArticleId, tuple[Article, str]] = {}
        self._asked: set[str] = set()
        self._troubles: dict[str, str] = {}
        #: Adds to a request what the teacher let be learned.
        self.prepare: Callable[[Mapping[str, Any]], dict[str, Any]] = dict

    def forget(self) -> None:
        """Ask anew about every article, as after a change of the order."""
        self._answers.clear()
        self._offers.clear()
        self._asked.clear()
        self._troubles.clear()

    def set_lesson(self, lesson: Lesson) -> None:
        """Speak of another state of the lesson; answers to texts that stay are kept."""
        self._lesson = lesson

    def want(self, article_id: ArticleId) -> None:
        """Ask about an article, unless its answer is here or on its way."""
        article = self._article(article_id)
        if article is None or self._lesson is None:
            return
        name = self._name(article)
        if name in self._answers or name in self._asked or name in self._troubles:
            return
        self._asked.add(name)
        self._worker.ask(
            self.prepare(
                {
                    "do": "suggest",
                    **told_text(article),
                    "language": self._lesson.language or "en",
                    "per_hundred": SPARE * max(BUDGETS),
                }
            ),
            partial(self._on_answer, article_id, name),
            partial(self._on_trouble, article_id, name),
        )

    def try_again(self, article_id: ArticleId) -> None:
        """Ask once more after a trouble."""
        article = self._article(article_id)
        if article is not None:
            self._troubles.pop(self._name(article), None)
            self.want(article_id)

    def offer(self, article_id: ArticleId) -> Offer | None:
        """Return what the article offers, or None while that is not known."""
        article = self._article(article_id)
        if article is None or self._lesson is None:
            return None
        name, scheme = self._name(article), self._lesson.scheme
        known = self._offers.get(name)
        if known is not None and known[0] is scheme:
            return known[1]
        answer = self._answers.get(name)
        if answer is None:
            return None
        offer = offer_of(answer, article, scheme, self._shipped)
        self._offers[name] = (scheme, offer)
        return offer

    def trouble(self, article_id: ArticleId) -> str:
        """Return why nothing can be offered, or nothing."""
        article = self._article(article_id)
        return self._troubles.get(self._name(article), "") if article is not None else ""

    def _article(self, article_id: ArticleId) -> Article | None:
        articles = self._lesson.articles if self._lesson is not None else ()
        return next((each for each in articles if each.id == article_id), None)

    def _name(self, article: Article) -> str:
        """Return language, hash and kinds of an article's text; a long one takes time to hash."""
        assert self._lesson is not None
        known = self._names.get(article.id)
        if known is None or known[0] is not article:
            kinds = " ".join(block.kind.value for block in article.blocks)
            known = self._names[article.id] = article, f"{article.hash} {kinds}"
        return f"{self._lesson.language} {known[1]}"

    def _on_answer(self, article_id: ArticleId, name: str, answer: Answer) -> None:
        self._asked.discard(name)
        self._answers[name] = answer
        self._offers.pop(name, None)
        self.arrived.emit(article_id)

    def _on_trouble(self, article_id: ArticleId, name: str, trouble: AnnotatorError) -> None:
        self._asked.discard(name)
        self._troubles[name] = str(trouble)
        self.arrived.emit(article_id)
