"""Prove a lesson: its key fits its texts, and its counts are those of a good lesson.

What breaks scoring is an error; what only makes a lesson weaker is advice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from annotator.domain.identifiers import ArticleId, CategoryId, KeyId, LinkId
from annotator.domain.keys import Alternative, AnswerKey, KeyAnnotation
from annotator.domain.lessons import Article, Lesson
from annotator.domain.notes import shortened
from annotator.domain.scheme import Category
from annotator.domain.snapping import snap_to_words
from annotator.domain.spans import Span
from annotator.domain.text import trimmed, whole_clusters, words
from annotator.domain.wording import listed
from annotator.services.asked_checks import asked_findings
from annotator.services.key_consistency import uneven_keys
from annotator.services.lesson_counts import (
    ArticleFacts,
    CountRules,
    article_facts,
)
from annotator.translation import N_, _


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    ADVICE = "advice"


class Subject(StrEnum):
    """What a finding is about: the key, a text, or what is said about the lesson."""

    KEY = "key"
    TEXT = "text"
    LESSON = "lesson"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that a check found, as a sentence that says what to do."""

    severity: Severity
    message: str
    article_id: ArticleId | None = None
    key_id: KeyId | None = None
    #: Whether it is one of many sentences that have no label.
    is_unlabelled: bool = False
    subject: Subject = Subject.KEY


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
        findings.append(_advice(_("The lesson has no answer key; nothing in it can be scored.")))
    else:
        findings += _strangers(lesson, key)
        for article, counted in zip(lesson.articles, facts, strict=True):
            findings += _article_findings(lesson, key, article)
            findings += _label_findings(lesson, key, article, counted, rules)
            findings += _count_findings(lesson, counted, rules)
        findings += _link_findings(lesson, key, rules)
        for uneven in uneven_keys(lesson, key, rules.longest_key):
            findings.append(_advice(uneven.message, uneven.article_id, uneven.key_id))
    for counted in facts:
        findings += _text_findings(counted, rules)
    findings += _required_findings(lesson, key, facts)
    findings += _outlet_findings(lesson)
    for about in asked_findings(lesson):
        make = _error if about.is_error else _advice
        findings.append(make(about.message, subject=Subject.LESSON))
    return LessonReport(facts, tuple(findings), len(known.links), len(_wide_links(known, rules)))


# -- the key against the texts -----------------------------------------------------------------


def _strangers(lesson: Lesson, key: AnswerKey) -> Iterator[Problem]:
    """Yield the keys on articles or with categories and techniques that the lesson has not."""
    articles = {article.id for article in lesson.articles}
    categories = {category.id: category for category in lesson.scheme.categories}
    for each in key.annotations:
        where = each.article_id if each.article_id in articles else None
        if where is None:
            message = _(
                "A key is on the article “{article_id}”, which the lesson has not.",
                article_id=each.article_id,
            )
            yield _error(message, None, each.id)
        category = categories.get(each.category_id)
        if category is None:
            message = _(
                "{key_name} has the category “{category_id}”, which the scheme has not.",
                key_name=_key_name(each),
                category_id=each.category_id,
            )
            yield _error(message, where, each.id)
        elif each.technique_id is not None and category.technique(each.technique_id) is None:
            known = ", ".join(technique.id for technique in category.techniques) or "none"
            yield _error(
                _(
                    "{key_name} has the technique “{technique_id}”, which {category} has "
                    "not. Choose one of: {known}.",
                    key_name=_key_name(each),
                    technique_id=each.technique_id,
                    category=category.name.lower(),
                    known=known,
                ),
                where,
                each.id,
            )
        elif not each.explanation.strip():
            message = _(
                "{key_name} has no explanation for students. Write one.", key_name=_key_name(each)
            )
            yield _advice(message, where, each.id)
    for sentence in key.unscored:
        if sentence.article_id not in articles:
            yield _error(
                _(
                    "An unscored sentence is in the article “{article_id}”, which the lesson has "
                    "not.",
                    article_id=sentence.article_id,
                )
            )


def _article_findings(lesson: Lesson, key: AnswerKey, article: Article) -> Iterator[Problem]:
    """Yield the keys of an article that stand where they cannot stand."""
    categories = {category.id: category for category in lesson.scheme.categories}
    tokens = words(article.body)
    last: dict[CategoryId, tuple[KeyAnnotation, Alternative]] = {}
    told: set[frozenset[KeyId]] = set()
    mine = [(k, w) for k in key.for_article(article.id) for w in k.wordings]
    for each, wording in sorted(mine, key=lambda pair: pair[1].span):
        category = categories.get(each.category_id)
        if category is None:
            continue
        trouble = _misplacement(article, category, wording, tokens)
        if trouble:
            yield _error(_(trouble, key=_wording_name(each, wording)), article.id, each.id)
        before, reached = last.get(category.id, (each, wording))
        pair = frozenset((before.id, each.id))
        if before is not each and reached.span.overlaps(wording.span) and pair not in told:
            told.add(pair)
            yield _overlap(article, each, wording, reached)
        if wording.span.end >= reached.span.end:
            last[category.id] = each, wording


def _overlap(
    article: Article, key: KeyAnnotation, wording: Alternative, other: Alternative
) -> Problem:
    message = _(
        "{key_name} overlaps “{short}” of the same category. Keep one of them, "
        "or make them touch no more.",
        key_name=_wording_name(key, wording),
        short=_short(other.quote),
    )
    return _error(message, article.id, key.id)


def _misplacement(
    article: Article, category: Category, key: Alternative, tokens: tuple[Span, ...]
) -> str:
    """Return what is wrong with the place of a key's words, or nothing."""
    if not 0 <= key.span.start < key.span.end <= len(article.body):
        return N_("{key} stands outside the text. Quote it again.")
    if key.quote and key.span.of(article.body) != key.quote:
        return N_("{key} does not stand where the key says. Quote it again.")
    if category.is_sentence:
        whole = key.span in article.sentences
        return "" if whole else N_("{key} is no whole sentence. Quote the first words of one.")
    core = trimmed(article.body, key.span)
    if not core:
        return N_("{key} has no word in it. Quote at least one.")
    if whole_clusters(article.body, key.span) != key.span:
        return N_("{key} splits a character in two. Quote the whole of it.")
    if snap_to_words(tokens, core) != core:
        return N_("{key} cuts a word. Quote the whole word.")
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
            message = _(
                "The unscored “{short}” is no whole sentence. Quote its first words.",
                short=_short(sentence.of(article.body)),
            )
            yield _error(message, article.id)
    bare = []
    to_label = set(article.sentences_to_label)
    for sentence in article.sentences:
        given = sorted({labels[k.category_id] for k in keys if k.span.overlaps(sentence)})
        given += [_("cannot tell")] * any(span.overlaps(sentence) for span in unscored)
        if len(given) > 1:
            yield _error(
                _(
                    "The sentence “{short}” is labelled {given}. Keep one.",
                    short=_short(sentence.of(article.body)),
                    given=listed(given),
                ),
                article.id,
            )
        elif not given and sentence in to_label:
            bare.append(sentence)
    yield from _unlabelled(article, facts, rules, bare)


def _unlabelled(
    article: Article, facts: ArticleFacts, rules: CountRules, bare: list[Span]
) -> Iterator[Problem]:
    share = facts.labelled_share
    if share is not None and share < rules.labelled_share:
        yield _error(
            _(
                "{labelled} of {sentences} sentences have a label ({share:.0%}); "
                "{labelled_share:.0%} are needed. Label more of them.",
                labelled=facts.labelled,
                sentences=facts.sentences,
                share=share,
                labelled_share=rules.labelled_share,
            ),
            article.id,
        )
    for sentence in bare:
        message = _(
            "The sentence “{short}” has no label. Label it, or say that one cannot tell.",
            short=_short(sentence.of(article.body)),
        )
        yield Problem(Severity.ADVICE, message, article.id, is_unlabelled=True)


# -- the links ---------------------------------------------------------------------------------


def _link_findings(lesson: Lesson, key: AnswerKey, rules: CountRules) -> Iterator[Problem]:
    bodies = {article.id: article.body for article in lesson.articles}
    for link in key.links:
        name = _("The link “{title}”", title=link.title or link.id)
        linked = {end.article_id for end in link.ends}
        for stranger in sorted((linked | set(link.missing_in)) - bodies.keys()):
            yield _error(
                _(
                    "{name} names the article “{stranger}”, which the lesson has not.",
                    name=name,
                    stranger=stranger,
                )
            )
        if len(linked) < 2:
            yield _error(_("{name} stays in one article. Add a place in another one.", name=name))
        for both in sorted(linked & set(link.missing_in)):
            yield _error(
                _(
                    "{name} has a place in “{both}” and says that it is missing there.",
                    name=name,
                    both=both,
                )
            )
        for end in link.ends:
            body = bodies.get(end.article_id)
            if body is not None and end.span.of(body) != end.anchor.exact:
                message = _(
                    "{name} quotes “{short}”, which does not stand there. Quote it again.",
                    name=name,
                    short=_short(end.anchor.exact),
                )
                yield _error(message, end.article_id)
    wide = len(_wide_links(key, rules))
    if len(lesson.articles) >= rules.wide_link_articles and wide < rules.wide_links:
        yield _advice(
            _(
                "{wide} links join {wide_link_articles} articles or more; a good lesson "
                "has {wide_links} of them.",
                wide=wide,
                wide_link_articles=rules.wide_link_articles,
                wide_links=rules.wide_links,
            )
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
    """Yield advice where a full-length article has nothing of a kind to find, or no trap."""
    if facts.words < rules.full_length:
        return
    for category in lesson.scheme.scored:
        count = facts.count_of(category.id)
        if not category.is_sentence and not count.required + count.optional:
            message = _(
                "No key of {name}. Read it once more; if there is nothing to find, that is a "
                "finding too.",
                name=category.name.lower(),
            )
            yield _advice(message, facts.article_id)
    if not facts.traps:
        message = _(
            "No trap. A loud word in somebody’s quoted speech, or a surprising fact with its "
            "source, shows who looks twice."
        )
        yield _advice(message, facts.article_id)


def _text_findings(facts: ArticleFacts, rules: CountRules) -> Iterator[Problem]:
    """Yield advice where a full-length article is too long or too hard to read."""
    if facts.words < rules.full_length:
        return
    if not rules.words.hold(facts.words):
        yield _advice(
            _("{words} words; {usual} read well.", words=facts.words, usual=rules.words),
            facts.article_id,
            subject=Subject.TEXT,
        )
    grade = facts.reading_grade
    if grade is not None and not rules.grade.hold(round(grade, 1)):
        message = _(
            "The reading level is grade {grade:.1f}; grade {usual} is meant.",
            grade=grade,
            usual=rules.grade,
        )
        yield _advice(message, facts.article_id, subject=Subject.TEXT)


# -- what students must do and must not see ----------------------------------------------------


def _required_findings(
    lesson: Lesson, key: AnswerKey | None, facts: Sequence[ArticleFacts]
) -> Iterator[Problem]:
    """Yield requirements that no student could meet, and those beyond the key."""
    asked = lesson.required_work
    for question_id in sorted(asked.questions - {question.id for question in lesson.questions}):
        yield _error(
            _(
                "The lesson requires the question “{question_id}”, which it has not.",
                question_id=question_id,
            ),
            subject=Subject.LESSON,
        )
    for category_id, least in asked.annotations.items():
        category = next((c for c in lesson.scheme.categories if c.id == category_id), None)
        if category is None:
            yield _error(
                _(
                    "The lesson requires the category “{category_id}”, which it has not.",
                    category_id=category_id,
                ),
                subject=Subject.LESSON,
            )
            continue
        asked_for: dict[str, object] = {"least": least, "category": category.name.lower()}
        most = sum(len(article.sentences) for article in lesson.articles)
        if category.is_sentence and least > most:
            message = _(
                "The lesson requires {least} annotations of {category}, but has {most} sentences. "
                "Require fewer.",
                most=most,
                **asked_for,
            )
            yield _error(message, subject=Subject.LESSON)
            continue
        counts = [each.count_of(category.id) for each in facts]
        known = sum(count.required + count.optional for count in counts)
        if key is not None and least > known:
            message = _(
                "The lesson requires {least} annotations of {category}; its key has {known}. "
                "Require fewer.",
                known=known,
                **asked_for,
            )
            yield _advice(message, subject=Subject.LESSON)


def _outlet_findings(lesson: Lesson) -> Iterator[Problem]:
    """Yield the texts that give an outlet away while the lesson hides it."""
    if not lesson.hide_outlets:
        return
    for article in lesson.articles:
        for what, text in ((_("headline"), article.headline), (_("text"), article.body)):
            if _names(text, article.outlet):
                yield _advice(
                    _("Its {what} names the outlet, which is to stay hidden.", what=what),
                    article.id,
                    subject=Subject.LESSON,
                )
    about = "\n".join((lesson.title, lesson.event, lesson.summary, lesson.instructions))
    about = "\n".join((about, *(question.prompt for question in lesson.questions)))
    for article in lesson.articles:
        if _names(about, article.outlet):
            yield _advice(
                _(
                    "The words about the lesson name “{outlet}”, which is to stay hidden.",
                    outlet=article.outlet,
                ),
                article.id,
                subject=Subject.LESSON,
            )


def _names(text: str, outlet: str) -> bool:
    name = outlet.strip().casefold().removeprefix("the ")
    return bool(name) and re.search(rf"\b{re.escape(name)}\b", text.casefold()) is not None


def _key_name(key: KeyAnnotation) -> str:
    return _("The key “{short}”", short=_short(key.quote or key.id))


def _wording_name(key: KeyAnnotation, wording: Alternative) -> str:
    if wording.span == key.span:
        return _key_name(key)
    name = _key_name(key)
    return _("{key_name}, as “{short}”,", key_name=name, short=_short(wording.quote))


def _short(text: str) -> str:
    return shortened(text, 50)


def _error(
    message: str,
    article_id: ArticleId | None = None,
    key_id: KeyId | None = None,
    subject: Subject = Subject.KEY,
) -> Problem:
    return Problem(Severity.ERROR, message, article_id, key_id, subject=subject)


def _advice(
    message: str,
    article_id: ArticleId | None = None,
    key_id: KeyId | None = None,
    subject: Subject = Subject.KEY,
) -> Problem:
    return Problem(Severity.ADVICE, message, article_id, key_id, subject=subject)
