"""The articles of a draft: added from imported pages, cleaned, described, ordered, removed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from annotator.domain.drafts import LessonDraft
from annotator.domain.errors import NotAllowed
from annotator.domain.identifiers import ArticleId
from annotator.domain.imports import Decision, ImportedBlock, ImportedPage
from annotator.domain.lessons import Article, BlockKind, Lesson
from annotator.domain.paragraphs import (
    Paragraph,
    one_paragraph,
    text_paragraphs,
    tidy_paragraphs,
)
from annotator.domain.sentences import split_sentences
from annotator.domain.text import normalise
from annotator.services.editing_articles import (
    EditedDraft,
    Splitter,
    edit_paragraphs,
    with_article,
    with_headline,
)
from annotator.translation import _

#: So many articles a lesson has at most; a good one has two to five.
MOST_ARTICLES = 20
_LONGEST_SLUG = 40
_LONGEST_LINE = 1_000
_LONGEST_DATE = 100
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
_ADDRESS = re.compile(r"https?://[^\s\x00-\x1f\x7f]{1,1990}")


@dataclass(frozen=True, slots=True)
class ArticleDetails:
    """What a teacher says about an article beside its text."""

    headline: str = ""
    outlet: str = ""
    byline: str = ""
    date: str = ""
    url: str = ""
    license: str = ""
    source_note: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class ArticleProblem:
    """What stands in the way of publishing an article, and the field that has it."""

    article_id: ArticleId
    field: str
    message: str


@dataclass(frozen=True, slots=True)
class RemovedArticle:
    """A draft without an article, and how much of the lesson went with it."""

    draft: LessonDraft
    keys: int
    links: int
    questions: int


@dataclass(frozen=True, slots=True)
class CleanedDraft:
    """A draft after decisions about blocks; `missed` blocks had no place in an edited text."""

    draft: LessonDraft
    lost: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()


def free_room(draft: LessonDraft) -> int:
    """Return how many articles can still be added."""
    return max(0, MOST_ARTICLES - len(draft.lesson.articles))


def slug_of(name: str) -> str:
    """Return a name in small letters, digits and single hyphens, short enough for a file."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    slug = _NOT_IN_SLUG.sub("-", plain.casefold()).strip("-")
    if len(slug) > _LONGEST_SLUG:
        slug = slug[: _LONGEST_SLUG + 1].rpartition("-")[0] or slug[:_LONGEST_SLUG]
    return slug or "article"


# -- adding, ordering, removing ----------------------------------------------------------------


def add_pages(
    draft: LessonDraft,
    pages: Iterable[tuple[str, ImportedPage]],
    split: Splitter = split_sentences,
) -> tuple[LessonDraft, tuple[ArticleId, ...]]:
    """Return the draft with an article for each page, named where it came from, and their ids.

    Raise NotAllowed where the lesson has no room for all of them.
    """
    added: list[ArticleId] = []
    for origin, page in pages:
        if not free_room(draft):
            raise NotAllowed(
                "A lesson has {most_articles} articles at most. Nothing more was "
                "added. Remove an article first.",
                most_articles=MOST_ARTICLES,
            )
        told = page.metadata
        article_id = _free_id(draft, told.outlet or told.headline or origin)
        article = Article(
            id=article_id,
            headline=_line(told.headline),
            outlet=_line(told.outlet),
            body="",
            byline=_line(told.byline),
            date=_line(told.date, _LONGEST_DATE),
            url=told.url if _ADDRESS.fullmatch(told.url) else "",
        )
        is_first = not draft.lesson.articles
        language = told.language if is_first and told.language else draft.lesson.language
        lesson = replace(
            draft.lesson, articles=(*draft.lesson.articles, article), language=language
        )
        draft = replace(draft, lesson=lesson, pages={**draft.pages, article_id: page})
        draft = edit_paragraphs(draft, article_id, page.paragraphs, split).draft
        added.append(article_id)
    return draft, tuple(added)


def move_article(draft: LessonDraft, article_id: ArticleId, place: int) -> LessonDraft:
    """Return the draft with an article at another place, counted from 0."""
    article = draft.lesson.article(article_id)
    rest = [each for each in draft.lesson.articles if each is not article]
    place = min(max(place, 0), len(rest))
    return _with_articles(draft, (*rest[:place], article, *rest[place:]))


def remove_article(draft: LessonDraft, article_id: ArticleId) -> RemovedArticle:
    """Return the draft without an article and without what only makes sense with it."""
    lesson, key = draft.lesson, draft.key
    draft.lesson.article(article_id)
    keys = tuple(k for k in key.annotations if k.article_id != article_id)
    links = []
    for link in key.links:
        ends = tuple(end for end in link.ends if end.article_id != article_id)
        missing = tuple(one for one in link.missing_in if one != article_id)
        if len({end.article_id for end in ends}) >= 2 or ends == link.ends:
            links.append(replace(link, ends=ends, missing_in=missing))
    about = [q for q in lesson.questions if q.article_id == article_id]
    questions = tuple(replace(q, article_id=None) if q in about else q for q in lesson.questions)
    articles = tuple(each for each in lesson.articles if each.id != article_id)
    unscored = tuple(s for s in key.unscored if s.article_id != article_id)
    after = replace(
        draft,
        lesson=replace(lesson, articles=articles, questions=questions),
        key=replace(key, annotations=keys, links=tuple(links), unscored=unscored),
        pages={one: page for one, page in draft.pages.items() if one != article_id},
    )
    gone = (len(key.annotations) - len(keys), len(key.links) - len(links), len(about))
    return RemovedArticle(after, *gone)


def _free_id(draft: LessonDraft, name: str) -> ArticleId:
    """Return a short name that no article has, nor had when the lesson was published."""
    published: Lesson | None = draft.published
    taken = {article.id for article in draft.lesson.articles}
    taken |= {article.id for article in published.articles} if published else set()
    slug = slug_of(name)
    free = slug
    number = 2
    while free in taken:
        free = f"{slug}-{number}"
        number += 1
    return ArticleId(free)


def _with_articles(draft: LessonDraft, articles: tuple[Article, ...]) -> LessonDraft:
    return replace(draft, lesson=replace(draft.lesson, articles=articles))


# -- what is said about an article -------------------------------------------------------------


def details_of(draft: LessonDraft, article_id: ArticleId) -> ArticleDetails:
    """Return what is said about an article; the language is its page's or else the lesson's."""
    article = draft.lesson.article(article_id)
    page = draft.pages.get(article_id)
    told = page.metadata.language if page is not None else ""
    return ArticleDetails(
        headline=article.headline,
        outlet=article.outlet,
        byline=article.byline,
        date=article.date,
        url=article.url,
        license=article.license,
        source_note=article.source_note,
        language=told or draft.lesson.language,
    )


def describe_article(
    draft: LessonDraft,
    article_id: ArticleId,
    details: ArticleDetails,
    split: Splitter = split_sentences,
) -> EditedDraft:
    """Return the draft with other details of an article, each on one line in normal form.

    The headline is a part of the text, so what stands on its words can lose its place.
    """
    headline, edited = _line(details.headline), EditedDraft(draft)
    if headline != draft.lesson.article(article_id).headline:
        edited = with_headline(draft, article_id, headline, split)
        draft = edited.draft
    article = replace(
        draft.lesson.article(article_id),
        outlet=_line(details.outlet),
        byline=_line(details.byline),
        date=_line(details.date, _LONGEST_DATE),
        url=_line(details.url),
        license=_line(details.license),
        source_note=_line(details.source_note),
    )
    page = draft.pages.get(article_id)
    language = _line(details.language, 35).casefold()
    if page is not None and language and language != page.metadata.language:
        told = replace(page.metadata, language=language)
        draft = replace(draft, pages={**draft.pages, article_id: replace(page, metadata=told)})
    return replace(edited, draft=with_article(draft, article))


def article_problems(draft: LessonDraft) -> tuple[ArticleProblem, ...]:
    """Return what has to be put right in the articles before the lesson can be published."""
    return tuple(
        problem for article in draft.lesson.articles for problem in _problems_of(draft, article)
    )


def _problems_of(draft: LessonDraft, article: Article) -> Iterator[ArticleProblem]:
    number = draft.lesson.number_of(article.id)
    name = _("Article {number}", number=number)
    if not article.headline:
        yield ArticleProblem(
            article.id, "headline", _("{name} has no headline. Write one.", name=name)
        )
    if not article.outlet:
        yield ArticleProblem(
            article.id, "outlet", _("{name} has no outlet. Name who published it.", name=name)
        )
    if article.url and not _ADDRESS.fullmatch(article.url):
        message = _(
            "The address of article {number} has to begin with http:// or https://. Correct it, or "
            "leave it empty.",
            number=number,
        )
        yield ArticleProblem(article.id, "url", message)
    if not text_paragraphs(article):
        message = _(
            "{name} has no text: all of its blocks are dropped. Keep some of them.", name=name
        )
        yield ArticleProblem(article.id, "body", message)
    text = article.body[article.text_start :]
    for other in draft.lesson.articles[: number - 1]:
        if text and other.body[other.text_start :] == text:
            first = draft.lesson.number_of(other.id)
            message = _(
                "Articles {first} and {number} have the same text. Remove one of them.",
                first=first,
                number=number,
            )
            yield ArticleProblem(article.id, "body", message)
            return


def _line(text: str, longest: int = _LONGEST_LINE) -> str:
    return " ".join(normalise(text).split())[:longest].rstrip()


# -- decisions about blocks --------------------------------------------------------------------


def decide_blocks(
    draft: LessonDraft,
    article_id: ArticleId,
    decisions: Mapping[int, Decision | None],
    split: Splitter = split_sentences,
) -> CleanedDraft:
    """Return the draft with decisions about blocks of a page; None is as the program chose.

    A text that was edited by hand keeps its edits: a block goes out of it or comes into it
    where it belongs. A block whose words were edited cannot be found, and is told as missed.
    """
    before = draft.pages[article_id]
    after = before
    for index, decision in decisions.items():
        after = after.undeciding(index) if decision is None else after.deciding(index, decision)
    after = _without_idle(after)
    text = _FollowedText(before, text_paragraphs(draft.lesson.article(article_id)))
    missed = text.follow(after)
    draft = replace(draft, pages={**draft.pages, article_id: after})
    edited: EditedDraft = edit_paragraphs(draft, article_id, text.paragraphs, split)
    return CleanedDraft(edited.draft, edited.lost, missed)


def take_page_again(
    draft: LessonDraft, article_id: ArticleId, split: Splitter = split_sentences
) -> EditedDraft:
    """Return the draft with an article's text as its page and the decisions make it."""
    return edit_paragraphs(draft, article_id, draft.pages[article_id].paragraphs, split)


def is_edited(draft: LessonDraft, article_id: ArticleId) -> bool:
    """Return whether the text of an article is another than its page and the decisions make."""
    page = draft.pages.get(article_id)
    if page is None:
        return False
    return text_paragraphs(draft.lesson.article(article_id)) != tidy_paragraphs(page.paragraphs)


def _without_idle(page: ImportedPage) -> ImportedPage:
    """Return the page without decisions that say what the program said."""
    told = {}
    for index, made in page.decisions.items():
        block = page.blocks[index]
        keep = None if made.keep in (None, block.keep) else made.keep
        kind = None if made.kind in (None, block.kind) else made.kind
        if keep is not None or kind is not None:
            told[index] = Decision(keep, kind)
    return replace(page, decisions=told)


@dataclass(eq=False, slots=True)
class _Cell:
    """One paragraph of a text while blocks come and go around it."""

    kind: BlockKind
    text: str


class _FollowedText:
    """The paragraphs of an article, and which of the page's blocks stand in them."""

    def __init__(self, page: ImportedPage, paragraphs: Sequence[Paragraph]) -> None:
        self._page = page
        self._cells = [_Cell(kind, text) for kind, text in paragraphs]
        self._of_block: dict[int, _Cell] = {}
        kept = [
            (number, one_paragraph(block.text))
            for number, block in enumerate(page.current)
            if block.keep and one_paragraph(block.text)
        ]
        matcher = SequenceMatcher(
            None,
            [text for _unused, text in kept],
            [cell.text for cell in self._cells],
            autojunk=False,
        )
        for tag, start, end, first, last in matcher.get_opcodes():
            # So many for so many: each of them was edited where it stands.
            if tag == "equal" or (tag == "replace" and end - start == last - first):
                for offset in range(end - start):
                    self._of_block[kept[start + offset][0]] = self._cells[first + offset]

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Return the paragraphs as they are now."""
        return tuple((cell.kind, cell.text) for cell in self._cells)

    def follow(self, page: ImportedPage) -> tuple[str, ...]:
        """Do to the text what differs in the page; return the blocks that have no place."""
        missed = []
        pairs = zip(self._page.current, page.current, strict=True)
        for number, (before, after) in enumerate(pairs):
            if before == after:
                continue
            cell = self._of_block.get(number)
            if after.keep and not before.keep:
                self._insert(number, after)
            elif cell is None:
                missed += [after.text] * before.keep
            elif not after.keep:
                self._cells.remove(cell)
                del self._of_block[number]
            else:
                cell.kind = after.kind
        return tuple(missed)

    def _insert(self, number: int, block: ImportedBlock) -> None:
        """Put a block behind the nearest one before it that stands in the text."""
        text = one_paragraph(block.text)
        if not text:
            return
        cell = _Cell(block.kind, text)
        before = max((one for one in self._of_block if one < number), default=None)
        after = min((one for one in self._of_block if one > number), default=None)
        if before is not None:
            place = self._cells.index(self._of_block[before]) + 1
        elif after is not None:
            place = self._cells.index(self._of_block[after])
        else:
            place = len(self._cells)
        self._cells.insert(place, cell)
        self._of_block[number] = cell
