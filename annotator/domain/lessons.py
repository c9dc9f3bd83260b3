"""What the teacher gives: articles, scheme, instructions, questions and rubric."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from annotator.domain.asked import AskedArticles, Portion
from annotator.domain.errors import UnknownThing
from annotator.domain.identifiers import ArticleId, CategoryId, CriterionId, LessonId, QuestionId
from annotator.domain.scheme import Category, Scheme
from annotator.domain.spans import Span
from annotator.domain.text import text_hash
from annotator.translation import N_, _

#: What stands instead of a byline that the teacher hides.
HIDDEN = N_("Outlet and author are shown after you hand in")


#: The edition of the credit rules by which lessons are graded that do not name one.
FIRST_CREDIT_RULES = 1


class BlockKind(StrEnum):
    """What a paragraph of an article is."""

    PARAGRAPH = "paragraph"
    #: The article's own, always its first line; articles of before have none in their text.
    HEADLINE = "headline"
    SUBHEADING = "subheading"
    CAPTION = "caption"
    #: Words of somebody else that stand by themselves: a letter, a post, a speech.
    QUOTATION = "quotation"
    #: What the outlet says in its own name about the report: a second voice.
    EDITORS_COMMENT = "editors-comment"
    LIST_ITEM = "list-item"
    #: One row of a table, its cells parted by bars.
    TABLE_ROW = "table-row"

    @property
    def is_labelled(self) -> bool:
        """Return whether its sentences are asked for a label; the others may have one."""
        return self in _LABELLED

    @property
    def is_heading(self) -> bool:
        """Return whether it stands above a text and is none of its paragraphs."""
        return self in (BlockKind.HEADLINE, BlockKind.SUBHEADING)


_LABELLED = frozenset({BlockKind.PARAGRAPH, BlockKind.EDITORS_COMMENT, BlockKind.LIST_ITEM})


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of a body: where it stands and what it is."""

    span: Span
    kind: BlockKind = BlockKind.PARAGRAPH


@dataclass(frozen=True, slots=True)
class Article:
    """One outlet's text about the event; the body never changes once published."""

    id: ArticleId
    headline: str
    outlet: str
    body: str
    byline: str = ""
    date: str = ""
    url: str = ""
    blocks: tuple[Block, ...] = ()
    sentences: tuple[Span, ...] = ()
    #: Whose text it is and how a class may use it.
    license: str = ""
    #: Where the teacher found the text and what was left out of it.
    source_note: str = ""

    @property
    def hash(self) -> str:
        """Return the SHA-256 by which the body is known."""
        return text_hash(self.body)

    @property
    def headline_span(self) -> Span | None:
        """Return where the headline stands in the text, or None where it is not a part of it."""
        first = self.blocks[0] if self.blocks else None
        return first.span if first is not None and first.kind is BlockKind.HEADLINE else None

    @property
    def text_start(self) -> int:
        """Return where what stands below the headline begins."""
        headline = self.headline_span
        return 0 if headline is None else min(headline.end + 1, len(self.body))

    def spans_of(self, *kinds: BlockKind) -> tuple[Span, ...]:
        """Return where the paragraphs of these kinds stand, in order."""
        return tuple(block.span for block in self.blocks if block.kind in kinds)

    @property
    def sentences_to_label(self) -> tuple[Span, ...]:
        """Return the sentences that are asked for a label: no headline, caption or quotation."""
        others = self.spans_of(*(kind for kind in BlockKind if not kind.is_labelled))
        return tuple(s for s in self.sentences if not any(o.contains(s) for o in others))


@dataclass(frozen=True, slots=True)
class Question:
    """An open question that students answer in their own words."""

    id: QuestionId
    prompt: str
    lines: int = 6
    article_id: ArticleId | None = None
    #: Whether it speaks of all articles, also where students are asked for some of them.
    needs_all: bool = False


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a criterion, with its points."""

    name: str
    points: float
    description: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One row of the rubric; grades one question, or the work as a whole."""

    id: CriterionId
    name: str
    levels: tuple[Level, ...]
    question_id: QuestionId | None = None

    @property
    def maximum(self) -> float:
        """Return the points of the best level."""
        return max((level.points for level in self.levels), default=0.0)

    @property
    def expectation(self) -> Level | None:
        """Return the one level that is described, of the levels of a single-point rubric."""
        described = [level for level in self.levels if level.description]
        is_single = len(described) == 1 < len(self.levels)
        return described[0] if is_single and described[0].points == self.maximum else None


class Feedback(StrEnum):
    """When a student sees the answer."""

    AFTER_HAND_IN = "after-hand-in"
    AT_ONCE = "at-once"


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard that the lesson serves, such as CCSS RI.8.9."""

    set: str
    code: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class RequiredWork:
    """What a hand-in should have beside the reasons: these answers, and so many annotations.

    `annotations` counts those of the whole lesson; a category that is not there needs none.
    """

    questions: frozenset[QuestionId] = frozenset()
    annotations: Mapping[CategoryId, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Return whether anything is required."""
        return bool(self.questions or any(self.annotations.values()))


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson as students hold it; the answer key travels apart."""

    id: LessonId
    version: int
    title: str
    scheme: Scheme
    articles: tuple[Article, ...]
    summary: str = ""
    event: str = ""
    language: str = "en"
    level: str = ""
    minutes: int = 45
    license: str = ""
    source_note: str = ""
    instructions: str = ""
    feedback: Feedback = Feedback.AFTER_HAND_IN
    reason_required: frozenset[CategoryId] = frozenset()
    weights: Mapping[CategoryId, float] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    standards: tuple[Standard, ...] = ()
    public_key: bytes = b""
    #: Whether outlets and bylines stay hidden until a student has handed in.
    hide_outlets: bool = False
    #: What the hand-in check asks for; a student can hand in without it.
    required_work: RequiredWork = field(default_factory=RequiredWork)
    #: The edition of the rules by which hand-ins are graded; it is never changed by chance.
    credit_rules: int = FIRST_CREDIT_RULES
    #: About how many words of an article may be marked in a category at no cost; students see it.
    word_budgets: Mapping[ArticleId, Mapping[CategoryId, int]] = field(default_factory=dict)
    #: Which articles a student works on; the score counts no others.
    asked: AskedArticles = field(default_factory=AskedArticles)

    def portions(self, group: str = "") -> tuple[Portion, ...]:
        """Return what a student of a group is asked for: one portion, or that of each group."""
        return self.asked.portions([article.id for article in self.articles], group)

    def portion(self, group: str, begun: frozenset[ArticleId] = frozenset()) -> Portion:
        """Return what a student is asked for; of an unknown group, what is nearest to done."""
        return min(self.portions(group), key=lambda portion: portion.missing(begun))

    def questions_of(self, portion: Portion) -> tuple[Question, ...]:
        """Return the questions that are put to a student with these articles."""
        known = (None, *portion.articles)
        return tuple(question for question in self.questions if question.article_id in known)

    def goes_beyond(self, question: Question) -> bool:
        """Return whether a question speaks of more articles than a student is asked for."""
        return question.needs_all and not self.asked.is_all

    def without_outlets(self) -> Lesson:
        """Return the lesson with a letter for each outlet, and nothing that tells which it is."""
        hidden = tuple(
            replace(
                article,
                outlet=f"Outlet {chr(65 + number)}",
                byline=_(HIDDEN),
                url="",
                license="",
                source_note="",
            )
            for number, article in enumerate(self.articles)
        )
        return replace(self, articles=hidden)

    def article(self, article_id: ArticleId | str) -> Article:
        """Return the article with this id; raise UnknownThing if there is none."""
        found = next((a for a in self.articles if a.id == article_id), None)
        if found is None:
            known = ", ".join(f"{n} {a.id}" for n, a in enumerate(self.articles, 1))
            raise UnknownThing(
                "The lesson “{title}” has no article “{article_id}”. It has: {known}.",
                title=self.title,
                article_id=article_id,
                known=known,
            )
        return found

    def article_named(self, word: str) -> Article:
        """Return the article with this id, outlet or number in the lesson (1, 01)."""
        if word.isdecimal() and 1 <= int(word) <= len(self.articles):
            return self.articles[int(word) - 1]
        folded = word.casefold()
        for article in self.articles:
            if folded in (article.id.casefold(), article.outlet.casefold()):
                return article
        return self.article(word)

    def number_of(self, article_id: ArticleId) -> int:
        """Return the article's number in the lesson, counted from 1."""
        return self.articles.index(self.article(article_id)) + 1

    def weight_of(self, category: Category) -> float:
        """Return the usual weight of a key annotation of this category."""
        return self.weights.get(category.id, 1.0)

    @property
    def hash(self) -> str:
        """Return the SHA-256 of what students work on: version, articles, scheme, questions."""
        content = {
            "id": self.id,
            "version": self.version,
            "articles": [[a.id, a.hash] for a in self.articles],
            "categories": [[c.id, c.unit.value] for c in self.scheme.categories],
            "questions": [[q.id, q.prompt] for q in self.questions],
        }
        packed = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(packed.encode("utf-8")).hexdigest()
