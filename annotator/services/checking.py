"""Prove a lesson: its key fits its texts, and its counts are those of a good lesson.

What breaks scoring is an error; what only makes a lesson weaker is advice.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from annotator.domain.identifiers import ArticleId, CategoryId, KeyId, LinkId
from annotator.domain.keys import AnswerKey, KeyAnnotation, KeyStatus
from annotator.domain.lessons import Article, BlockKind, Lesson
from annotator.domain.notes import shortened
from annotator.domain.scheme import Category
from annotator.domain.snapping import snap_to_words
from annotator.domain.spans import Span
from annotator.domain.text import trimmed, whole_clusters, words
from annotator.scoring.readability import readability


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that a check found, as a sentence that says what to do."""

    severity: Severity
    message: str
    article_id: ArticleId | None = None
    key_id: KeyId | None = None
    #: Whether it is one of many sentences that have no label.
    is_unlabelled: bool = False


@dataclass(frozen=True, slots=True)
class UsualRange:
    """The least and the most of something that a good lesson has."""

    least: float
    most: float

    def hold(self, value: float) -> bool:
        """Return whether the value lies within, both ends included."""
        return self.least <= value <= self.most

    def __str__(self) -> str:
        """Return the bounds as people say them."""
        return f"{self.least:g} to {self.most:g}"


LOADED = CategoryId("loaded-language")
UNSUPPORTED = CategoryId("unsupported-claim")


@dataclass(frozen=True, slots=True)
class CountRules:
    """The counts of a good lesson; a teacher may want others.

    `keys` bounds the required and optional keys of a category in each article, `required`
    the required ones alone. An article of fewer words than `full_length` is an exercise and
    is not held to them. `labelled_share` is the one rule here that breaks a lesson.
    """

    keys: Mapping[CategoryId, UsualRange] = field(
        default_factory=lambda: MappingProxyType(
            {LOADED: UsualRange(8, 14), UNSUPPORTED: UsualRange(4, 7)}
        )
    )
    required: Mapping[CategoryId, UsualRange] = field(
        default_factory=lambda: MappingProxyType({LOADED: UsualRange(5, 8)})
    )
    traps: UsualRange = UsualRange(1, 2)
    words: UsualRange = UsualRange(450, 900)
    grade: UsualRange = UsualRange(8, 11)
    full_length: int = 300
    labelled_share: float = 0.9
    wide_links: int = 8
    wide_link_articles: int = 3


@dataclass(frozen=True, slots=True)
class KeyCount:
    """How many keys of one category an article has."""

    category_id: CategoryId
    required: int
    optional: int
    traps: int


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """What can be counted about one article; a subheading is no sentence to label."""

    article_id: ArticleId
    words: int
    sentences: int
    reading_grade: float | None
    keys: tuple[KeyCount, ...]
    labelled: int
    unscored: int
    links: int

    @property
    def traps(self) -> int:
        """Return the traps of all categories."""
        return sum(count.traps for count in self.keys)

    @property
    def labelled_share(self) -> float | None:
        """Return the share of the sentences that have a label, or None without sentences."""
        return self.labelled / self.sentences if self.sentences else None

    def count_of(self, category_id: CategoryId) -> KeyCount:
        """Return the counts of a category."""
        empty = KeyCount(category_id, 0, 0, 0)
        return next((count for count in self.keys if count.category_id == category_id), empty)


@dataclass(frozen=True, slots=True)
class LessonReport:
    """Everything that a check of a lesson found and counted."""

    articles: tuple[ArticleFacts, ...]
    findings: tuple[Problem, ...]
    links: int
    wide_links: int

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Return what must be corrected before the lesson is used."""
        return tuple(f for f in self.findings if f.severity is Severity.ERROR)

    @property
    def advice(self) -> tuple[Problem, ...]:
        """Return what would make the lesson better."""
        return tuple(f for f in self.findings if f.severity is Severity.ADVICE)


def check_lesson(
    lesson: Lesson, key: AnswerKey | None, rules: CountRules | None = None
) -> LessonReport:
    """Return what is wrong with a lesson and its key, and the counts of each article."""
    rules = rules or CountRules()
    known = key or AnswerKey()
    facts = tuple(article_facts(lesson, known, article) for article in lesson.articles)
    findings: list[Problem] = []
    if key is None:
        findings.append(_advice("The lesson has no answer key; nothing in it can be scored."))
    else:
        findings += _strangers(lesson, key)
        for article, counted in zip(lesson.articles, facts, strict=True):
            findings += _article_findings(lesson, key, article)
            findings += _label_findings(lesson, key, article, counted, rules)
            findings += _count_findings(lesson, counted, rules)
        findings += _link_findings(lesson, key, rules)
    for counted in facts:
        findings += _text_findings(counted, rules)
    findings += _required_findings(lesson, key, facts)
    findings += _outlet_findings(lesson)
    return LessonReport(facts, tuple(findings), len(known.links), len(_wide_links(known, rules)))


def article_facts(lesson: Lesson, key: AnswerKey, article: Article) -> ArticleFacts:
    """Return what can be counted about one article."""
    mine = key.for_article(article.id)
    labels = {c.id for c in lesson.scheme.categories if c.is_sentence}
    sentences = sentences_to_label(article)
    return ArticleFacts(
        article_id=article.id,
        words=len(words(article.body)),
        sentences=len(sentences),
        reading_grade=readability(article.body, article.sentences).grade,
        keys=tuple(_key_count(category, mine) for category in lesson.scheme.categories),
        labelled=len({k.span for k in mine if k.category_id in labels} & set(sentences)),
        unscored=sum(sentence.article_id == article.id for sentence in key.unscored),
        links=sum(any(end.article_id == article.id for end in link.ends) for link in key.links),
    )


def sentences_to_label(article: Article) -> tuple[Span, ...]:
    """Return the sentences of an article without its subheadings."""
    headings = [b.span for b in article.blocks if b.kind is BlockKind.SUBHEADING]
    return tuple(s for s in article.sentences if not any(h.contains(s) for h in headings))


def _key_count(category: Category, keys: Iterable[KeyAnnotation]) -> KeyCount:
    statuses = Counter(key.status for key in keys if key.category_id == category.id)
    return KeyCount(
        category.id,
        required=statuses[KeyStatus.REQUIRED],
        optional=statuses[KeyStatus.OPTIONAL],
        traps=statuses[KeyStatus.TRAP],
    )


# -- the key against the texts -----------------------------------------------------------------


def _strangers(lesson: Lesson, key: AnswerKey) -> Iterator[Problem]:
    """Yield the keys on articles or with categories and techniques that the lesson has not."""
    articles = {article.id for article in lesson.articles}
    categories = {category.id: category for category in lesson.scheme.categories}
    for each in key.annotations:
        where = each.article_id if each.article_id in articles else None
        if where is None:
            message = f"A key is on the article “{each.article_id}”, which the lesson has not."
            yield _error(message, None, each.id)
        category = categories.get(each.category_id)
        if category is None:
            message = f"has the category “{each.category_id}”, which the scheme has not"
            yield _error(f"{_key_name(each)} {message}.", where, each.id)
        elif each.technique_id is not None and category.technique(each.technique_id) is None:
            known = ", ".join(technique.id for technique in category.techniques) or "none"
            yield _error(
                f"{_key_name(each)} has the technique “{each.technique_id}”, which "
                f"{category.name.lower()} has not. Choose one of: {known}.",
                where,
                each.id,
            )
        elif not each.explanation.strip():
            message = f"{_key_name(each)} has no explanation for students. Write one."
            yield _advice(message, where, each.id)
    for sentence in key.unscored:
        if sentence.article_id not in articles:
            message = f"An unscored sentence is in the article “{sentence.article_id}”"
            yield _error(f"{message}, which the lesson has not.")


def _article_findings(lesson: Lesson, key: AnswerKey, article: Article) -> Iterator[Problem]:
    """Yield the keys of an article that stand where they cannot stand."""
    categories = {category.id: category for category in lesson.scheme.categories}
    tokens = words(article.body)
    last: dict[CategoryId, KeyAnnotation] = {}
    for each in key.for_article(article.id):
        category = categories.get(each.category_id)
        if category is None:
            continue
        trouble = _misplacement(article, category, each, tokens)
        if trouble:
            yield _error(f"{_key_name(each)} {trouble}", article.id, each.id)
        before = last.get(category.id)
        if before is not None and before.span.overlaps(each.span):
            yield _error(
                f"{_key_name(each)} overlaps “{_short(before.quote)}” of the same category. "
                "Keep one of them, or make them touch no more.",
                article.id,
                each.id,
            )
        if before is None or each.span.end > before.span.end:
            last[category.id] = each


def _misplacement(
    article: Article, category: Category, key: KeyAnnotation, tokens: tuple[Span, ...]
) -> str:
    """Return what is wrong with the place of a key, or nothing."""
    if not 0 <= key.span.start < key.span.end <= len(article.body):
        return "stands outside the text. Quote it again."
    if key.quote and key.span.of(article.body) != key.quote:
        return "does not stand where the key says. Quote it again."
    if category.is_sentence:
        whole = key.span in article.sentences
        return "" if whole else "is no whole sentence. Quote the first words of one."
    core = trimmed(article.body, key.span)
    if not core:
        return "has no word in it. Quote at least one."
    if whole_clusters(article.body, key.span) != key.span:
        return "splits a character in two. Quote the whole of it."
    if snap_to_words(tokens, core) != core:
        return "cuts a word. Quote the whole word."
    return ""


def _label_findings(
    lesson: Lesson, key: AnswerKey, article: Article, facts: ArticleFacts, rules: CountRules
) -> Iterator[Problem]:
    """Yield sentences with two labels, and tell if too few have one."""
    labels = {c.id: c.name.lower() for c in lesson.scheme.categories if c.is_sentence}
    if not labels or facts.labelled_share is None:
        return
    unscored = [s.span for s in key.unscored if s.article_id == article.id]
    keys = [k for k in key.for_article(article.id) if k.category_id in labels]
    for sentence in unscored:
        if sentence not in article.sentences:
            message = f"The unscored “{_short(sentence.of(article.body))}” is no whole sentence."
            yield _error(f"{message} Quote its first words.", article.id)
    bare = []
    to_label = set(sentences_to_label(article))
    for sentence in article.sentences:
        given = sorted({labels[k.category_id] for k in keys if k.span.overlaps(sentence)})
        given += ["cannot tell"] * any(span.overlaps(sentence) for span in unscored)
        if len(given) > 1:
            yield _error(
                f"The sentence “{_short(sentence.of(article.body))}” is labelled "
                f"{' and '.join(given)}. Keep one.",
                article.id,
            )
        elif not given and sentence in to_label:
            bare.append(sentence)
    yield from _unlabelled(article, facts, rules, bare)


def _unlabelled(
    article: Article, facts: ArticleFacts, rules: CountRules, bare: list[Span]
) -> Iterator[Problem]:
    share = facts.labelled_share or 0.0
    if share < rules.labelled_share:
        yield _error(
            f"{facts.labelled} of {facts.sentences} sentences have a label ({share:.0%}); "
            f"{rules.labelled_share:.0%} are needed. Label more of them.",
            article.id,
        )
    for sentence in bare:
        message = (
            f"The sentence “{_short(sentence.of(article.body))}” has no label. "
            "Label it, or say that one cannot tell."
        )
        yield Problem(Severity.ADVICE, message, article.id, is_unlabelled=True)


# -- the links ---------------------------------------------------------------------------------


def _link_findings(lesson: Lesson, key: AnswerKey, rules: CountRules) -> Iterator[Problem]:
    bodies = {article.id: article.body for article in lesson.articles}
    for link in key.links:
        name = f"The link “{link.title or link.id}”"
        linked = {end.article_id for end in link.ends}
        for stranger in sorted((linked | set(link.missing_in)) - bodies.keys()):
            yield _error(f"{name} names the article “{stranger}”, which the lesson has not.")
        if len(linked) < 2:
            yield _error(f"{name} stays in one article. Add a place in another one.")
        for both in sorted(linked & set(link.missing_in)):
            yield _error(f"{name} has a place in “{both}” and says that it is missing there.")
        for end in link.ends:
            body = bodies.get(end.article_id)
            if body is not None and end.span.of(body) != end.anchor.exact:
                message = f"{name} quotes “{_short(end.anchor.exact)}”, which does not stand there."
                yield _error(f"{message} Quote it again.", end.article_id)
    wide = len(_wide_links(key, rules))
    if len(lesson.articles) >= rules.wide_link_articles and wide < rules.wide_links:
        yield _advice(
            f"{wide} links join {rules.wide_link_articles} articles or more; "
            f"a good lesson has {rules.wide_links} of them."
        )


def _wide_links(key: AnswerKey, rules: CountRules) -> tuple[LinkId, ...]:
    """Return the links that join enough articles."""
    return tuple(
        link.id
        for link in key.links
        if len({end.article_id for end in link.ends}) >= rules.wide_link_articles
    )


# -- the counts --------------------------------------------------------------------------------


def _count_findings(lesson: Lesson, facts: ArticleFacts, rules: CountRules) -> Iterator[Problem]:
    """Yield advice where a full-length article has too few keys or too many."""
    if facts.words < rules.full_length:
        return
    for category in lesson.scheme.categories:
        count = facts.count_of(category.id)
        name = category.name.lower()
        both, bounds = count.required + count.optional, rules.keys.get(category.id)
        if bounds is not None and not bounds.hold(both):
            yield _advice(f"{both} keys of {name}; a good lesson has {bounds}.", facts.article_id)
        bounds = rules.required.get(category.id)
        if bounds is not None and not bounds.hold(count.required):
            message = f"{count.required} required keys of {name}; a good lesson has {bounds}."
            yield _advice(message, facts.article_id)
    if not rules.traps.hold(facts.traps):
        message = f"{facts.traps} traps; a good lesson has {rules.traps}."
        yield _advice(message, facts.article_id)


def _text_findings(facts: ArticleFacts, rules: CountRules) -> Iterator[Problem]:
    """Yield advice where a full-length article is too long or too hard to read."""
    if facts.words < rules.full_length:
        return
    if not rules.words.hold(facts.words):
        yield _advice(f"{facts.words} words; {rules.words} read well.", facts.article_id)
    grade = facts.reading_grade
    if grade is not None and not rules.grade.hold(round(grade, 1)):
        message = f"The reading level is grade {grade:.1f}; grade {rules.grade} is meant."
        yield _advice(message, facts.article_id)


# -- what students must do and must not see ----------------------------------------------------


def _required_findings(
    lesson: Lesson, key: AnswerKey | None, facts: Sequence[ArticleFacts]
) -> Iterator[Problem]:
    """Yield requirements that no student could meet, and those beyond the key."""
    asked = lesson.required_work
    for question_id in sorted(asked.questions - {question.id for question in lesson.questions}):
        yield _error(f"The lesson requires the question “{question_id}”, which it has not.")
    for category_id, least in asked.annotations.items():
        category = next((c for c in lesson.scheme.categories if c.id == category_id), None)
        if category is None:
            yield _error(f"The lesson requires the category “{category_id}”, which it has not.")
            continue
        asks = f"The lesson requires {least} annotations of {category.name.lower()}"
        most = sum(len(article.sentences) for article in lesson.articles)
        if category.is_sentence and least > most:
            yield _error(f"{asks}, but has {most} sentences. Require fewer.")
            continue
        counts = [each.count_of(category.id) for each in facts]
        known = sum(count.required + count.optional for count in counts)
        if key is not None and least > known:
            yield _advice(f"{asks}; its key has {known}. Require fewer.")


def _outlet_findings(lesson: Lesson) -> Iterator[Problem]:
    """Yield the texts that give an outlet away while the lesson hides it."""
    if not lesson.hide_outlets:
        return
    for article in lesson.articles:
        for what, text in (("headline", article.headline), ("text", article.body)):
            if _names(text, article.outlet):
                yield _advice(f"Its {what} names the outlet, which is to stay hidden.", article.id)
    about = "\n".join((lesson.title, lesson.event, lesson.summary, lesson.instructions))
    about = "\n".join((about, *(question.prompt for question in lesson.questions)))
    for article in lesson.articles:
        if _names(about, article.outlet):
            yield _advice(
                f"The words about the lesson name “{article.outlet}”, which is to stay hidden.",
                article.id,
            )


def _names(text: str, outlet: str) -> bool:
    name = outlet.strip().casefold().removeprefix("the ")
    return bool(name) and re.search(rf"\b{re.escape(name)}\b", text.casefold()) is not None


def _key_name(key: KeyAnnotation) -> str:
    return f"The key “{_short(key.quote or key.id)}”"


def _short(text: str) -> str:
    return shortened(text, 50)


def _error(
    message: str, article_id: ArticleId | None = None, key_id: KeyId | None = None
) -> Problem:
    return Problem(Severity.ERROR, message, article_id, key_id)


def _advice(
    message: str, article_id: ArticleId | None = None, key_id: KeyId | None = None
) -> Problem:
    return Problem(Severity.ADVICE, message, article_id, key_id)
