"""The balance of a set of articles: what is uneven, so that a teacher can say why these."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from annotator.domain.drafts import LessonDraft
from annotator.domain.identifiers import ArticleId
from annotator.domain.keys import AnswerKey, KeyStatus
from annotator.domain.lessons import Article, BlockKind
from annotator.domain.notes import shortened
from annotator.domain.paragraphs import spans_by_line
from annotator.domain.quotations import find_quotations
from annotator.domain.spans import Span
from annotator.domain.text import words
from annotator.domain.wording import listed
from annotator.scoring.readability import Readability, readability
from annotator.services.article_drafts import details_of
from annotator.translation import N_, _, ngettext

#: Of so many paragraphs the counts are remembered.
_MOST_KNOWN = 20_000
_MOST_TEXTS = 60


@dataclass(frozen=True, slots=True)
class ArticleMeasure:
    """What is counted in one text: words, words inside quotation marks, reading grade."""

    words: int
    quoted: int
    grade: float | None

    @property
    def quote_share(self) -> float | None:
        """Return the share of the words that somebody else said, or None without words."""
        return self.quoted / self.words if self.words else None


@dataclass(frozen=True, slots=True)
class ArticleBalance:
    """One article of a set beside the others."""

    article_id: ArticleId
    number: int
    outlet: str
    measure: ArticleMeasure
    keys: int
    lacking: tuple[str, ...]

    @property
    def keys_per_100(self) -> float | None:
        """Return the key annotations in 100 words, or None without words."""
        return 100 * self.keys / self.measure.words if self.measure.words else None


@dataclass(frozen=True, slots=True)
class BalanceRemark:
    """One thing that is uneven, as a sentence, and the article to look at first."""

    message: str
    article_id: ArticleId | None = None


@dataclass(frozen=True, slots=True)
class LessonBalance:
    """A set of articles with what is uneven about it."""

    articles: tuple[ArticleBalance, ...]
    summary: str
    remarks: tuple[BalanceRemark, ...]


@dataclass(frozen=True, slots=True)
class BalanceRules:
    """How far articles of a set may differ before a teacher should know.

    `length` and `keys` are how often the smallest goes into the largest; `grade` is in school
    years, `quotes` in shares of the words, `days` between the first and the last date.
    """

    fewest: int = 2
    most: int = 5
    length: float = 2.0
    grade: float = 3.0
    quotes: float = 0.35
    keys: float = 2.5
    days: int = 7


Measure = Callable[[Article], ArticleMeasure]


def measure_article(article: Article) -> ArticleMeasure:
    """Return the counts of an article's text."""
    return MeasuredArticles()(article)


#: A paragraph with its sentences and its quotations, as spans of its own.
_Line = tuple[str, tuple[Span, ...], tuple[Span, ...]]
_Counts = tuple[int, int, Readability]


class MeasuredArticles:
    """The counts of texts; call it with an article.

    Each text and each paragraph is counted once: an edit costs what it changed.
    """

    def __init__(self) -> None:
        """Know no text."""
        self._known: dict[_Line, _Counts] = {}
        self._texts: dict[tuple[str, tuple[Span, ...], tuple[Span, ...]], ArticleMeasure] = {}

    def __call__(self, article: Article) -> ArticleMeasure:
        """Return the counts of an article's text."""
        text = (article.body, article.sentences, article.spans_of(BlockKind.QUOTATION))
        if text not in self._texts:
            if len(self._texts) >= _MOST_TEXTS:
                self._texts.clear()
            self._texts[text] = self._measured(article)
        return self._texts[text]

    def _measured(self, article: Article) -> ArticleMeasure:
        counts = [self._counted(line) for line in _lines_of(article)]
        spoken = Readability(
            words=sum(told.words for _words, _quoted, told in counts),
            sentences=sum(told.sentences for _words, _quoted, told in counts),
            syllables=sum(told.syllables for _words, _quoted, told in counts),
        )
        return ArticleMeasure(
            words=sum(count for count, _quoted, _told in counts),
            quoted=sum(quoted for _words, quoted, _told in counts),
            grade=spoken.grade,
        )

    def _counted(self, line: _Line) -> _Counts:
        known = self._known.get(line)
        if known is None:
            text, sentences, quotations = line
            tokens = words(text)
            quoted = sum(any(q.contains(token) for q in quotations) for token in tokens)
            known = (len(tokens), quoted, readability(text, sentences))
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[line] = known
        return known


def _lines_of(article: Article) -> Iterator[_Line]:
    """Yield the paragraphs of an article; a quotation may go over several of them."""
    elsewhere = article.spans_of(BlockKind.QUOTATION)
    quotations = [each.span for each in find_quotations(article.body, elsewhere)]
    sentences = spans_by_line(article.body, article.sentences)
    quoted = spans_by_line(article.body, quotations)
    for (text, spoken), (_unused, inside) in zip(sentences, quoted, strict=True):
        yield text, spoken, inside


def balance_of(
    draft: LessonDraft, measure: Measure = measure_article, rules: BalanceRules | None = None
) -> LessonBalance:
    """Return how the articles of a draft compare; `measure` may remember what it counted."""
    rules = rules or BalanceRules()
    keys = _key_counts(draft.key)
    rows = tuple(
        ArticleBalance(
            article_id=article.id,
            number=number,
            outlet=shortened(
                article.outlet or article.headline or _("Article {number}", number=number), 40
            ),
            measure=_told(draft, article, measure(article)),
            keys=keys[article.id],
            lacking=tuple(_lacking(draft, article)),
        )
        for number, article in enumerate(draft.lesson.articles, 1)
    )
    remarks = (
        *_number_remarks(rows, rules),
        *_outlet_remarks(draft),
        *_length_remarks(rows, rules),
        *_grade_remarks(rows, rules),
        *_quote_remarks(rows, rules),
        *_key_remarks(rows, rules),
        *_date_remarks(draft, rules),
        *_language_remarks(draft),
        *_lacking_remarks(rows),
    )
    return LessonBalance(rows, _summary(draft, rows), remarks)


def _told(draft: LessonDraft, article: Article, counted: ArticleMeasure) -> ArticleMeasure:
    """Return the counts without a grade where the formula for English says nothing."""
    is_english = details_of(draft, article.id).language[:2] in ("", "en")
    return counted if is_english else replace(counted, grade=None)


def _key_counts(key: AnswerKey) -> defaultdict[ArticleId, int]:
    """Return the required and optional key annotations of each article; traps do not count."""
    counts: defaultdict[ArticleId, int] = defaultdict(int)
    for each in key.annotations:
        counts[each.article_id] += each.status is not KeyStatus.TRAP
    return counts


def _lacking(draft: LessonDraft, article: Article) -> Iterator[str]:
    if not article.byline:
        yield N_("byline")
    if not article.date:
        yield N_("date")
    if not (article.license or draft.lesson.license):
        yield N_("licence")


def _summary(draft: LessonDraft, rows: Sequence[ArticleBalance]) -> str:
    """Return in one sentence what the set is: the beginning of “why these articles?”."""
    if not rows:
        return _("There is no article yet. Add two to five about the same event.")
    outlets = len({_folded(a.outlet) for a in draft.lesson.articles if a.outlet})
    parts = [
        ngettext("{number} article", "{number} articles", len(rows)),
        ngettext("from {number} outlet", "from {number} outlets", outlets)
        if outlets
        else _("from no outlet that is named"),
        _("{range} words", range=_range([row.measure.words for row in rows])),
    ]
    grades = [row.measure.grade for row in rows if row.measure.grade is not None]
    if grades:
        parts.append(_("reading grade {grades}", grades=_range([round(g) for g in grades])))
    shares = [s for row in rows if (s := row.measure.quote_share) is not None]
    if shares:
        parts.append(_("{range}% quoted", range=_range([round(100 * s) for s in shares])))
    return ", ".join(parts) + "."


# -- what is uneven ----------------------------------------------------------------------------


def _number_remarks(rows: Sequence[ArticleBalance], rules: BalanceRules) -> Iterator[BalanceRemark]:
    if len(rows) == 1:
        yield BalanceRemark(
            _("There is one article only, so nothing can be compared. Add another outlet's report.")
        )
    elif len(rows) > rules.most:
        yield BalanceRemark(
            _(
                "{number} articles are more than a class reads in one period; {fewest} to "
                "{most} work well.",
                number=len(rows),
                fewest=rules.fewest,
                most=rules.most,
            )
        )


def _outlet_remarks(draft: LessonDraft) -> Iterator[BalanceRemark]:
    numbers: defaultdict[str, list[Article]] = defaultdict(list)
    for article in draft.lesson.articles:
        if article.outlet:
            numbers[_folded(article.outlet)].append(article)
    for same in numbers.values():
        if len(same) > 1:
            which = listed([str(draft.lesson.number_of(article.id)) for article in same])
            yield BalanceRemark(
                _(
                    "Articles {which} are from the same outlet, {outlet}. Say why, or take "
                    "one from another outlet.",
                    which=which,
                    outlet=same[0].outlet,
                ),
                same[-1].id,
            )


def _length_remarks(rows: Sequence[ArticleBalance], rules: BalanceRules) -> Iterator[BalanceRemark]:
    written = sorted((row for row in rows if row.measure.words), key=lambda r: r.measure.words)
    if len(written) < 2:
        return
    short, long = written[0], written[-1]
    if long.measure.words > rules.length * short.measure.words:
        times = f"{long.measure.words / short.measure.words:.1f}".removesuffix(".0")
        yield BalanceRemark(
            _(
                "{named} is {times} times as long as {other} ({words:,} and {fewer:,} "
                "words). Shorten the long one, or give its readers more time.",
                named=_named(long),
                times=times,
                other=_named(short),
                words=long.measure.words,
                fewer=short.measure.words,
            ),
            long.article_id,
        )


def _grade_remarks(rows: Sequence[ArticleBalance], rules: BalanceRules) -> Iterator[BalanceRemark]:
    graded = [(row.measure.grade, row) for row in rows if row.measure.grade is not None]
    if len(graded) < 2:
        return
    (low, easy), (high, hard) = min(graded, key=_first), max(graded, key=_first)
    if high - low > rules.grade:
        yield BalanceRemark(
            _(
                "{named} is written for grade {high:.0f} and {other} for grade {low:.0f}. "
                "Explain hard words in the instructions, or shorten long sentences.",
                named=_named(hard),
                high=high,
                other=_named(easy),
                low=low,
            ),
            hard.article_id,
        )


def _quote_remarks(rows: Sequence[ArticleBalance], rules: BalanceRules) -> Iterator[BalanceRemark]:
    shares = [(s, row) for row in rows if (s := row.measure.quote_share) is not None]
    if len(shares) < 2:
        return
    (low, few), (high, many) = min(shares, key=_first), max(shares, key=_first)
    if high - low > rules.quotes:
        yield BalanceRemark(
            _(
                "{named} quotes others in {high:.0%} of its words and {other} in "
                "{low:.0%}. What is quoted is not the outlet's own language.",
                named=_named(many),
                high=high,
                other=_named(few),
                low=low,
            ),
            many.article_id,
        )


def _key_remarks(rows: Sequence[ArticleBalance], rules: BalanceRules) -> Iterator[BalanceRemark]:
    counted = [(each, row) for row in rows if (each := row.keys_per_100) is not None]
    if len(counted) < 2 or not any(density for density, _unused in counted):
        return
    (low, few), (high, many) = min(counted, key=_first), max(counted, key=_first)
    if not few.keys:
        yield BalanceRemark(
            ngettext(
                "{named} has no answer key yet, and {other} has {number} key annotation.",
                "{named} has no answer key yet, and {other} has {number} key annotations.",
                many.keys,
                named=_named(few),
                other=_named(many),
            ),
            few.article_id,
        )
    elif high > rules.keys * low:
        yield BalanceRemark(
            _(
                "{named} has {high:.1f} key annotations in 100 words and {other} "
                "{low:.1f}. One article then decides most of the score.",
                named=_named(many),
                high=high,
                other=_named(few),
                low=low,
            ),
            many.article_id,
        )


def _date_remarks(draft: LessonDraft, rules: BalanceRules) -> Iterator[BalanceRemark]:
    days = sorted(
        (day, article.id) for article in draft.lesson.articles if (day := _day(article.date))
    )
    if len(days) < 2:
        return
    apart = (days[-1][0] - days[0][0]).days
    if apart > rules.days:
        yield BalanceRemark(
            _(
                "The articles are {apart} days apart ({first} to {last}). Later reports know "
                "more; tell the class, or take reports of the same days.",
                apart=apart,
                first=days[0][0],
                last=days[-1][0],
            ),
            days[-1][1],
        )


def _language_remarks(draft: LessonDraft) -> Iterator[BalanceRemark]:
    for number, article in enumerate(draft.lesson.articles, 1):
        language = details_of(draft, article.id).language
        if language and language[:2] != draft.lesson.language[:2]:
            yield BalanceRemark(
                _(
                    "Article {number} is in the language “{language}”, and the lesson in "
                    "“{lessons}”. Translate it, or correct its language.",
                    number=number,
                    language=language,
                    lessons=draft.lesson.language,
                ),
                article.id,
            )


#: What an article can lack, and what is said where one lacks it and where several do.
_ADVICE = (
    (
        "byline",
        N_(
            "Article {which} has no byline. Students ask who wrote it; look at the page, or say "
            "that it is unsigned."
        ),
        N_(
            "Articles {which} have no byline. Students ask who wrote it; look at the page, or say "
            "that it is unsigned."
        ),
    ),
    (
        "date",
        N_("Article {which} has no date. Without it nobody can tell who knew what."),
        N_("Articles {which} have no date. Without it nobody can tell who knew what."),
    ),
    (
        "licence",
        N_("Article {which} has no licence. Say how your class may use the text."),
        N_("Articles {which} have no licence. Say how your class may use the text."),
    ),
)


def _lacking_remarks(rows: Sequence[ArticleBalance]) -> Iterator[BalanceRemark]:
    for what, one, many in _ADVICE:
        without = [row for row in rows if what in row.lacking]
        if without:
            which = listed([str(row.number) for row in without])
            message = _(many if len(without) > 1 else one, which=which)
            yield BalanceRemark(message, without[0].article_id)


# -- words -------------------------------------------------------------------------------------


def _first(pair: tuple[float, ArticleBalance]) -> float:
    return pair[0]


def _named(row: ArticleBalance) -> str:
    return (
        f"{row.number} {row.outlet}"
        if row.outlet != _("Article {number}", number=row.number)
        else row.outlet
    )


def _range(values: Sequence[int]) -> str:
    low, high = min(values), max(values)
    return f"{low:,}" if low == high else _("{low:,} to {high:,}", low=low, high=high)


def _folded(outlet: str) -> str:
    return " ".join(outlet.casefold().removeprefix("the ").split())


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        return None
