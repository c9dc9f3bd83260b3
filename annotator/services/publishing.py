"""From a draft to a lesson for students: what is missing, what a correction does, and publish."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from annotator.domain.drafts import LessonDraft
from annotator.domain.errors import NotAllowed
from annotator.domain.identifiers import ArticleId
from annotator.domain.keys import AnswerKey
from annotator.domain.lessons import Article, Feedback, Lesson
from annotator.domain.notes import shortened
from annotator.scoring.budgets import with_word_budgets
from annotator.services.accepting import brought_up
from annotator.services.article_drafts import MOST_ARTICLES
from annotator.services.checking import Problem, Severity, Subject, check_lesson
from annotator.services.editing_articles import with_headlines
from annotator.services.lesson_counts import CountRules
from annotator.services.lessons import Installed, install_lesson, refuse_overtaken
from annotator.services.ports import Ports, UnitOfWork
from annotator.services.reanchoring import carried_over, placed
from annotator.translation import _, ngettext

#: Of what has no place after a correction so many quotations are named.
MOST_QUOTES = 12


class StepKey(StrEnum):
    """The step of the builder in which something is corrected."""

    ARTICLES = "articles"
    SCHEME = "scheme"
    QUESTIONS = "questions"
    KEY = "key"
    PUBLISH = "publish"


@dataclass(frozen=True, slots=True)
class DraftProblem:
    """One thing that a draft lacks: where it is corrected, and whether it must be."""

    step: StepKey
    message: str
    is_error: bool = True
    article_id: str = ""
    item_id: str = ""


#: Where what a check of the lesson says is corrected.
_STEPS = {
    Subject.KEY: StepKey.KEY,
    Subject.TEXT: StepKey.ARTICLES,
    Subject.LESSON: StepKey.PUBLISH,
}


def check_draft(draft: LessonDraft) -> tuple[DraftProblem, ...]:
    """Return what is wrong with a draft or could be better, the errors first."""
    found = [*_lesson_problems(draft.lesson), *_key_problems(draft)]
    return tuple(sorted(found, key=lambda problem: not problem.is_error))


def errors_by_step(problems: Sequence[DraftProblem]) -> Mapping[str, int]:
    """Return how many errors each step has; a step without any is not in it."""
    return Counter(problem.step.value for problem in problems if problem.is_error)


def _lesson_problems(lesson: Lesson) -> Iterator[DraftProblem]:
    if not lesson.title.strip():
        yield DraftProblem(StepKey.PUBLISH, _("The lesson has no title. Give it one."))
    if not lesson.articles:
        yield DraftProblem(StepKey.ARTICLES, _("The lesson has no article yet. Add one."))
    if len(lesson.articles) > MOST_ARTICLES:
        yield DraftProblem(
            StepKey.ARTICLES,
            _(
                "The lesson has {number} articles; {most_articles} are the most. Take some out.",
                number=len(lesson.articles),
                most_articles=MOST_ARTICLES,
            ),
        )
    seen: dict[str, Article] = {}
    for article in lesson.articles:
        yield from _article_problems(article)
        text = article.body[article.text_start :]
        twin = seen.setdefault(text, article)
        if twin is not article and text:
            message = _(
                "“{name}” has the same text as “{twin}”. Take one out.",
                name=_name(article),
                twin=_name(twin),
            )
            yield DraftProblem(StepKey.ARTICLES, message, article_id=article.id)
    if not lesson.scheme.categories:
        yield DraftProblem(StepKey.SCHEME, _("The scheme has no category. Add one."))
    for question in lesson.questions:
        if not question.prompt.strip():
            message = _("A question has no words. Write it, or take it out.")
            yield DraftProblem(StepKey.QUESTIONS, message, item_id=question.id)
    if lesson.feedback is Feedback.AT_ONCE:
        yield DraftProblem(
            StepKey.PUBLISH,
            _(
                "The lesson answers at once. That works on machines that hold the answer "
                "key, such as this one; the lesson file has no key, so elsewhere it "
                "answers after the hand-in."
            ),
            is_error=False,
        )


def _article_problems(article: Article) -> Iterator[DraftProblem]:
    wanted = (
        (_("headline"), article.headline),
        (_("outlet"), article.outlet),
        (_("text"), article.body[article.text_start :]),
    )
    for what, text in wanted:
        if not text.strip():
            message = _("“{name}” has no {what}. Write one.", name=_name(article), what=what)
            yield DraftProblem(StepKey.ARTICLES, message, article_id=article.id)
    if not article.byline.strip() and article.body.strip():
        message = _(
            "“{name}” names no author. If the page has one, add the byline.", name=_name(article)
        )
        yield DraftProblem(StepKey.ARTICLES, message, is_error=False, article_id=article.id)


def _name(article: Article) -> str:
    return article.outlet.strip() or article.headline.strip() or article.id


def _key_problems(draft: LessonDraft) -> Iterator[DraftProblem]:
    lesson, key = draft.lesson, key_of(draft)
    labels = {category.id for category in lesson.scheme.categories if category.is_sentence}
    labelled = {each.article_id for each in draft.key.annotations if each.category_id in labels}
    # A teacher may leave the labelling of sentences out; half of it would score wrongly.
    rules = CountRules() if labelled else CountRules(labelled_share=0.0)
    bare: Counter[ArticleId] = Counter()
    for finding in check_lesson(lesson, key, rules).findings:
        if finding.is_unlabelled and finding.article_id is not None:
            bare[finding.article_id] += 1
            continue
        yield _problem_of(finding, lesson)
    for article_id, count in bare.items():
        outlet = _name(lesson.article(article_id))
        message = ngettext(
            "{outlet}: {number} sentence has no label. Label it, or say that one cannot tell.",
            "{outlet}: {number} sentences have no label. Label them, or say that one cannot tell.",
            count,
            outlet=outlet,
        )
        yield DraftProblem(StepKey.KEY, message, is_error=False, article_id=article_id)


def _problem_of(finding: Problem, lesson: Lesson) -> DraftProblem:
    article_id = finding.article_id or ""
    known = next((article for article in lesson.articles if article.id == article_id), None)
    where = f"{_name(known)}: " if known is not None else ""
    step = _STEPS[finding.subject]
    return DraftProblem(
        step,
        where + finding.message,
        finding.severity is Severity.ERROR,
        article_id,
        finding.key_id or "",
    )


def key_of(draft: LessonDraft) -> AnswerKey | None:
    """Return the answer key of a draft, or None while nothing is in it."""
    return draft.key if draft.key != AnswerKey() else None


# -- what a correction does --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Revision:
    """What publishing now would do to the work that is here on the version before."""

    version: int
    #: Whether students need the new lesson file; a change of the key alone needs none.
    changes_lesson: bool
    changes_key: bool
    #: Whether hand-ins go to another key than those of the version before.
    changes_seal: bool = False
    changed_articles: tuple[str, ...] = ()
    students: int = 0
    hand_ins: int = 0
    moved: int = 0
    unplaced: tuple[str, ...] = ()
    #: Whether nothing was published before.
    is_first: bool = False

    @property
    def is_needed(self) -> bool:
        """Return whether publishing would change anything."""
        return self.changes_lesson or self.changes_key

    @property
    def sentences(self) -> tuple[str, ...]:
        """Return what a teacher should know before publishing."""
        if self.is_first:
            return ()
        if not self.is_needed:
            return (_("Nothing has changed since the lesson was published."),)
        if not self.changes_lesson:
            said = (
                _(
                    "Only the answer key changed: students need no new file, and what is "
                    "collected is scored by the new key."
                ),
            )
            return said
        return tuple(self._about_texts())

    def _about_texts(self) -> Iterator[str]:
        yield _(
            "This is a correction: it becomes version {version}. Students who have the earlier one "
            "need the new lesson file.",
            version=self.version,
        )
        if self.changes_seal:
            yield _("Hand-ins on the new version are sealed for your key of today.")
        if not self.changed_articles:
            yield _("No text changes, so all work keeps its place.")
            return
        yield _("Changed texts: {articles}.", articles=", ".join(self.changed_articles))
        if not self.students and not self.hand_ins:
            yield _("There is no work on this lesson on this machine yet.")
            return
        yield _(
            "Here are the work of {students} students and {hand_ins} hand-ins: {moved} annotations "
            "move with their words, {unplaced} have no place in the new texts. Those are kept and "
            "listed, never deleted.",
            students=self.students,
            hand_ins=self.hand_ins,
            moved=self.moved,
            unplaced=len(self.unplaced),
        )
        if self.unplaced:
            quotes = ", ".join(f"“{quote}”" for quote in self.unplaced[:MOST_QUOTES])
            more = len(self.unplaced) - MOST_QUOTES
            if more > 0:
                yield _("Without a place: {quotes} and {more} more.", quotes=quotes, more=more)
            else:
                yield _("Without a place: {quotes}.", quotes=quotes)


def next_version(draft: LessonDraft) -> LessonDraft:
    """Return the draft with its headlines in the texts, as its next version has them.

    Where nothing of the lesson changes there is no next version, and its texts stay.
    """
    before = draft.published
    is_same = before is not None and not _differs(draft.lesson, before)
    return draft if is_same else with_headlines(draft).draft


def _differs(lesson: Lesson, published: Lesson) -> bool:
    """Return whether a lesson says anything else than what was published of it."""
    after = replace(
        lesson,
        version=published.version,
        public_key=published.public_key,
        word_budgets=published.word_budgets,
    )
    return after != published


def preview(ports: Ports, draft: LessonDraft, public_key: bytes = b"") -> Revision:
    """Return what publishing a draft now would do to the work that is here.

    `public_key` is the teacher's, where it is known: a lesson that hands in to another one,
    such as one whose private half is lost, needs a new file.
    """
    with ports.store.reading() as unit:
        draft = next_version(brought_up(unit, draft))
        known_key = unit.lessons.find_key(draft.lesson.id)
        before = draft.published
        if before is None:
            return Revision(1, True, draft.key != AnswerKey(), is_first=True)
        changes_seal = bool(public_key) and before.public_key != public_key
        changes_lesson = _differs(draft.lesson, before) or changes_seal
        changes_key = draft.key != (known_key or AnswerKey())
        version = before.version + 1 if changes_lesson else before.version
        return _with_work(unit, draft, Revision(version, changes_lesson, changes_key, changes_seal))


def _with_work(unit: UnitOfWork, draft: LessonDraft, plan: Revision) -> Revision:
    assert draft.published is not None
    now = {article.id: article.hash for article in draft.lesson.articles}
    changed = [a for a in draft.published.articles if now.get(a.id) != a.hash]
    if not changed:
        return plan
    workspaces = unit.work.workspaces(draft.lesson.id)
    works = [unit.work.annotations(workspace) for workspace in workspaces]
    hand_ins = unit.hand_ins.of_lesson(draft.lesson.id)
    works += [stored.hand_in.annotations for stored in hand_ins]
    moved, unplaced = 0, []
    for work in works:
        carried = carried_over(draft.lesson, work)
        moved += sum(now is not was for was, now in zip(work, carried, strict=True))
        unplaced += [shortened(each.anchor.exact, 40) for each in placed(draft.lesson, carried)[1]]
    return replace(
        plan,
        changed_articles=tuple(_name(article) for article in changed),
        students=sum(bool(unit.work.annotations(workspace)) for workspace in workspaces),
        hand_ins=len(hand_ins),
        moved=moved,
        unplaced=tuple(dict.fromkeys(unplaced)),
    )


# -- publishing --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Published:
    """A published lesson, the draft that goes on from it, and what happened to work here."""

    draft: LessonDraft
    installed: Installed

    @property
    def lesson(self) -> Lesson:
        """Return the lesson as students get it, without its key."""
        return self.installed.lesson


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A published lesson and the file that students get."""

    published: Published
    path: Path


def ready_lesson(ports: Ports, draft: LessonDraft, public_key: bytes) -> Lesson:
    """Return the lesson that publishing a draft makes; nothing is stored.

    Raise NotAllowed with the first problem if the draft cannot be published yet, and
    ChangedMeanwhile if somebody published a newer version than the draft corrects.
    """
    errors = [problem for problem in check_draft(draft) if problem.is_error]
    if errors:
        others = len(errors) - 1
        more = ngettext(
            "There is {number} more problem.", "There are {number} more problems.", others
        )
        raise NotAllowed(
            "The lesson cannot be published yet: {problem} Nothing was changed.",
            problem=f"{errors[0].message} {more}" if others else errors[0].message,
        )
    with ports.store.reading() as unit:
        refuse_overtaken(unit.lessons.find(draft.lesson.id), _version_before(draft))
    plan = preview(ports, draft, public_key)
    draft = next_version(draft)
    lesson = replace(draft.lesson, version=plan.version, public_key=public_key)
    # Where students need no new file, what theirs says of the words still holds.
    known = draft.published if draft.published and not plan.changes_lesson else None
    return with_word_budgets(lesson, draft.key, known.word_budgets if known else None)


def publish(ports: Ports, draft: LessonDraft, public_key: bytes) -> Published:
    """Install a draft as the lesson's next version, with its key, and return what came of it.

    `public_key` is the teacher's, to which students seal their hand-ins. Raise NotAllowed if
    the draft cannot be published yet, ChangedMeanwhile if somebody published a newer version
    than the draft corrects; nothing is changed then.
    """
    lesson = ready_lesson(ports, draft, public_key)
    draft = next_version(draft)
    installed = install_lesson(
        ports,
        lesson,
        draft.key,
        own_seal=public_key,
        seen=draft.accepted_ids,
        follows=_version_before(draft),
    )
    with ports.store.reading() as unit:
        key = unit.lessons.find_key(lesson.id) or draft.key
    after = replace(
        draft,
        lesson=installed.lesson,
        published=installed.lesson,
        key=key,
        accepted_ids=key.accepted_ids,
    )
    return Published(after, installed)


def _version_before(draft: LessonDraft) -> int:
    return draft.published.version if draft.published else 0
