"""What a practice lesson says at once: right or not, why, and a short score at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from annotator.domain.annotations import Annotation
from annotator.domain.identifiers import ArticleId, CategoryId
from annotator.domain.keys import AnswerKey, KeyAnnotation, KeyStatus
from annotator.domain.lessons import Lesson
from annotator.domain.scheme import CANNOT_TELL, Category, Unit
from annotator.domain.spans import Span
from annotator.scoring.credit import PreparedText, prepare_text, score_prepared_text
from annotator.scoring.results import KeyCredit, Outcome
from annotator.scoring.rules import rules_of
from annotator.translation import N_, _

NOT_WRONG = N_("That need not be wrong: write down why you marked it, and talk it over in class.")
NO_ANSWERS = N_(
    "The answers to this lesson are with your teacher. Hand your work in; they come back with it."
)


class KeyComparison(StrEnum):
    """How an annotation compares with the answer key."""

    RIGHT = "right"
    NEARLY = "nearly"
    LOOK_AGAIN = N_("look again")
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class PracticeRemark:
    """What is said about one annotation: a short verdict and the explanation."""

    sign: KeyComparison
    verdict: str
    explanation: str = ""

    @property
    def spoken(self) -> str:
        """Return the remark in one text."""
        return f"{self.verdict} {self.explanation}".strip()


@dataclass(frozen=True, slots=True)
class PracticeScore:
    """How far somebody is and how much of it is right."""

    labelled: int
    right: int
    sentences: int
    found: int
    words: int

    @property
    def is_complete(self) -> bool:
        """Return whether every sentence of the key has a label."""
        return self.labelled == self.sentences

    @property
    def text(self) -> str:
        """Return the score in one line; while there is more to label, how far it is."""
        if not self.is_complete:
            return _(
                "{labelled} of {sentences} sentences labelled",
                labelled=self.labelled,
                sentences=self.sentences,
            )
        parts = (
            [_("{right} of {sentences} sentences", right=self.right, sentences=self.sentences)]
            if self.sentences
            else []
        )
        parts += (
            [_("{found} of {words} words", found=self.found, words=self.words)]
            if self.words
            else []
        )
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Leftover:
    """What the end of a practice lesson comes back to: an answer that was not found, or a trap."""

    article_id: ArticleId
    span: Span
    quote: str
    remark: PracticeRemark


#: Which outcome of one annotation is told, where it met several answers.
_ORDER = (Outcome.FELL_FOR, Outcome.FOUND, Outcome.PARTLY, Outcome.OTHER_CATEGORY)


class Practice:
    """A lesson with its answers at hand; without a key it can only say who has them."""

    def __init__(self, lesson: Lesson, key: AnswerKey | None) -> None:
        """Prepare the texts; each is measured when it is first needed."""
        self._lesson = lesson
        self._key = key
        self._units: Mapping[CategoryId, Unit] = {c.id: c.unit for c in lesson.scheme.scored}
        self._prepared: dict[ArticleId, PreparedText] = {}

    @property
    def has_answers(self) -> bool:
        """Return whether the answers are on this machine."""
        return self._key is not None

    def remark(self, annotation: Annotation) -> PracticeRemark | None:
        """Return what to say about an annotation; None where the answers are not here."""
        if self._key is None:
            return None
        category = self._lesson.scheme.category(annotation.category_id)
        if not category.is_scored:
            return self._remark_on_unsure(annotation)
        met = {credit.outcome: credit for credit in self._credits(annotation)}
        credit = next((met[outcome] for outcome in _ORDER if outcome in met), None)
        if credit is not None:
            return self._remark_on(category, credit)
        return self._remark_on_unscored(annotation) or PracticeRemark(
            KeyComparison.EXTRA, _("This is not among the answers."), _(NOT_WRONG)
        )

    def score(self, annotations: Iterable[Annotation]) -> PracticeScore:
        """Return the score of all annotations together."""
        sentences: list[KeyCredit] = []
        words: list[KeyCredit] = []
        annotations = tuple(annotations)
        unsure = [a for a in annotations if a.category_id == CANNOT_TELL]
        for credit in self._all_credits(annotations):
            if credit.key.status is KeyStatus.REQUIRED:
                (sentences if self._is_label(credit.key) else words).append(credit)
        return PracticeScore(
            labelled=sum(
                bool(credit.earned_by) or any(_is_on(a, credit.key) for a in unsure)
                for credit in sentences
            ),
            right=sum(credit.outcome is Outcome.FOUND for credit in sentences),
            sentences=len(sentences),
            found=sum(credit.outcome is Outcome.FOUND for credit in words),
            words=len(words),
        )

    def review(self, annotations: Iterable[Annotation]) -> tuple[Leftover, ...]:
        """Return what was missed or wrong, traps and open sentences, in reading order."""
        left = []
        for credit in self._all_credits(annotations):
            key = credit.key
            is_trap = key.status is KeyStatus.TRAP
            is_open = key.status is KeyStatus.REQUIRED and credit.outcome is not Outcome.FOUND
            if is_trap or is_open:
                remark = self._remark_at_end(credit)
                left.append(Leftover(key.article_id, key.span, _line(key.quote), remark))
        for each in self._key.unscored if self._key else ():
            verdict = _("Nobody can tell of this sentence, so it is not counted.")
            remark = PracticeRemark(KeyComparison.EXTRA, verdict, each.explanation)
            words = each.span.of(self._lesson.article(each.article_id).body)
            left.append(Leftover(each.article_id, each.span, _line(words), remark))
        order = {article.id: number for number, article in enumerate(self._lesson.articles)}
        return tuple(sorted(left, key=lambda each: (order[each.article_id], each.span)))

    def _remark_at_end(self, credit: KeyCredit) -> PracticeRemark:
        key = credit.key
        name = self._lesson.scheme.category(key.category_id).name.lower()
        if credit.outcome is Outcome.FELL_FOR:
            sign, verdict = KeyComparison.LOOK_AGAIN, _("A trap: this is not {name}.", name=name)
        elif credit.outcome is Outcome.AVOIDED:
            sign, verdict = (
                KeyComparison.RIGHT,
                _("A trap that you left alone: this is not {name}.", name=name),
            )
        elif credit.outcome is Outcome.PARTLY:
            sign, verdict = KeyComparison.NEARLY, _("Nearly: all of this is {name}.", name=name)
        elif self._is_label(key):
            sign, verdict = KeyComparison.LOOK_AGAIN, _("This sentence is {name}.", name=name)
        elif credit.outcome is Outcome.OTHER_CATEGORY:
            sign, verdict = (
                KeyComparison.NEARLY,
                _("You marked it as something else: it is {name}.", name=name),
            )
        else:
            sign, verdict = KeyComparison.LOOK_AGAIN, _("Missed: {name}.", name=name)
        return PracticeRemark(sign, verdict, key.explanation)

    def _is_label(self, key: KeyAnnotation) -> bool:
        return self._units.get(key.category_id) is Unit.SENTENCE

    def _all_credits(self, annotations: Iterable[Annotation]) -> Iterator[KeyCredit]:
        """Yield what became of each key, by article and place."""
        by_article: dict[ArticleId, list[Annotation]] = {}
        for annotation in annotations:
            by_article.setdefault(annotation.article_id, []).append(annotation)
        for article in self._lesson.articles:
            mine = by_article.get(article.id, ())
            score = score_prepared_text(self._text(article.id), mine, rules_of(self._lesson))
            yield from sorted(score.credits, key=lambda credit: credit.key.span)

    def _text(self, article_id: ArticleId) -> PreparedText:
        if article_id not in self._prepared:
            keys = self._key.for_article(article_id) if self._key else ()
            body = self._lesson.article(article_id).body
            self._prepared[article_id] = prepare_text(body, keys, self._units)
        return self._prepared[article_id]

    def _credits(self, annotation: Annotation) -> list[KeyCredit]:
        """Return what the annotation alone would earn."""
        score = score_prepared_text(
            self._text(annotation.article_id), [annotation], rules_of(self._lesson)
        )
        return [credit for credit in score.credits if annotation.id in credit.earned_by]

    def _remark_on(self, category: Category, credit: KeyCredit) -> PracticeRemark:
        key = credit.key
        answer = self._lesson.scheme.category(key.category_id)
        name = answer.name.lower()
        if credit.outcome is Outcome.FELL_FOR:
            sign, verdict = (
                KeyComparison.LOOK_AGAIN,
                _("Look again: this is not {name}.", name=name),
            )
        elif credit.outcome is Outcome.FOUND:
            sign, verdict = KeyComparison.RIGHT, _("Right: {name}.", name=name)
        elif credit.outcome is Outcome.PARTLY:
            sign, verdict = (
                KeyComparison.NEARLY,
                _("Nearly: the answer is “{line}”.", line=_line(key.quote)),
            )
        elif category.is_sentence:
            sign, verdict = (
                KeyComparison.LOOK_AGAIN,
                _("Look again: the answer is {name}.", name=name),
            )
        else:
            sign, verdict = KeyComparison.NEARLY, _("The right words, but as {name}.", name=name)
        return PracticeRemark(sign, verdict, key.explanation)

    def _remark_on_unsure(self, annotation: Annotation) -> PracticeRemark | None:
        """Return what to say where a student cannot tell; it is never called wrong."""
        keys = self._key.for_article(annotation.article_id) if self._key else ()
        for key in keys:
            if self._is_label(key) and _is_on(annotation, key):
                name = self._lesson.scheme.category(key.category_id).name.lower()
                verdict = _("The answer is {name}.", name=name)
                return PracticeRemark(KeyComparison.EXTRA, verdict, key.explanation)
        open_ones = self._remark_on_unscored(annotation)
        return open_ones and replace(open_ones, sign=KeyComparison.RIGHT)

    def _remark_on_unscored(self, annotation: Annotation) -> PracticeRemark | None:
        category = self._lesson.scheme.category(annotation.category_id)
        if self._key is None or not category.is_sentence:
            return None
        for each in self._key.unscored:
            if each.article_id == annotation.article_id and each.span.overlaps(annotation.span):
                return PracticeRemark(
                    KeyComparison.EXTRA, _("People disagree on this one."), each.explanation
                )
        return None


def _is_on(annotation: Annotation, key: KeyAnnotation) -> bool:
    """Return whether a label is put on the sentence of a key."""
    return annotation.article_id == key.article_id and annotation.span.overlaps(key.span)


def _line(text: str) -> str:
    return " ".join(text.split())
