"""Edit the articles of a draft; what was annotated in the answer key moves with its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from annotator.domain.anchors import QuoteAnchor, anchor_of
from annotator.domain.annotations import Link, LinkEnd
from annotator.domain.drafts import LessonDraft
from annotator.domain.errors import NotAllowed
from annotator.domain.identifiers import ArticleId
from annotator.domain.keys import Alternative, AnswerKey, KeyAnnotation, UnscoredSentence
from annotator.domain.lessons import Article, BlockKind
from annotator.domain.paragraphs import (
    LONGEST_BODY,
    Paragraph,
    below_headline,
    joined_paragraphs,
    spans_by_line,
    text_paragraphs,
    tidy_paragraphs,
)
from annotator.domain.sentences import split_sentences
from annotator.domain.spans import Span
from annotator.services.reanchoring import find_again, parted, stands
from annotator.services.schemes import put_in

#: What finds the sentences of a body; a language pipeline may do it better than the rules.
Splitter = Callable[[str], tuple[Span, ...]]

_MOST_PARAGRAPHS = 5_000


@dataclass(frozen=True, slots=True)
class EditedDraft:
    """A draft after an edit, and the quotations that lost their place in it."""

    draft: LessonDraft
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unplaced:
    """What of an article's answer key has no place in its text now."""

    annotations: tuple[KeyAnnotation, ...] = ()
    link_ends: tuple[str, ...] = ()

    @property
    def quotes(self) -> tuple[str, ...]:
        """Return the words that are looked for, each once."""
        return tuple(dict.fromkeys([*(k.quote for k in self.annotations), *self.link_ends]))


def edit_paragraphs(
    draft: LessonDraft,
    article_id: ArticleId,
    paragraphs: Iterable[Paragraph],
    split: Splitter = split_sentences,
) -> EditedDraft:
    """Return the draft with other paragraphs in an article; raise NotAllowed if they are too long.

    The text is put in normal form, and what holds nothing is left out. The headline stays in
    front of it, and comes there where an article of before has it beside its text.
    """
    tidy = tidy_paragraphs(paragraphs)
    article = draft.lesson.article(article_id)
    if tidy == text_paragraphs(article):
        return EditedDraft(draft)
    headed = with_headline(draft, article_id, article.headline, split)
    edited = _with_text(headed.draft, headed.draft.lesson.article(article_id), tidy, split)
    return replace(edited, lost=tuple(dict.fromkeys(headed.lost + edited.lost)))


def with_headline(
    draft: LessonDraft, article_id: ArticleId, headline: str, split: Splitter = split_sentences
) -> EditedDraft:
    """Return the draft with a headline on an article, beside its text and as its first line."""
    article = replace(draft.lesson.article(article_id), headline=headline)
    return _with_text(draft, article, text_paragraphs(article), split)


def with_headlines(draft: LessonDraft, split: Splitter = split_sentences) -> EditedDraft:
    """Return the draft with the headline of each article as the first line of its text.

    Nothing loses its place by that: all of a text of before moves behind its headline.
    """
    lost: tuple[str, ...] = ()
    for article in draft.lesson.articles:
        if article.headline and article.headline_span is None:
            made = with_headline(draft, article.id, article.headline, split)
            draft, lost = made.draft, lost + made.lost
    return EditedDraft(draft, lost)


def _with_text(
    draft: LessonDraft, article: Article, paragraphs: Sequence[Paragraph], split: Splitter
) -> EditedDraft:
    """Return the draft with these paragraphs below the headline of an article."""
    whole = below_headline(article.headline, paragraphs) if paragraphs else ()
    body, blocks = joined_paragraphs(whole)
    if len(body) > LONGEST_BODY or len(whole) > _MOST_PARAGRAPHS:
        raise NotAllowed(
            "An article has at most {longest_body:,} characters and "
            "{most_paragraphs:,} paragraphs, and this would be more. Nothing was "
            "stored of it. Take a part of it.",
            longest_body=LONGEST_BODY,
            most_paragraphs=_MOST_PARAGRAPHS,
        )
    if body == article.body:
        return EditedDraft(with_article(draft, replace(article, blocks=blocks)))
    sentences = _sentences_of(article, body, split)
    after = replace(article, body=body, blocks=blocks, sentences=sentences)
    key, lost = _moved_key(draft.key, article.id, article.body, body)
    return EditedDraft(replace(with_article(draft, after), key=key), lost)


def _sentences_of(before: Article, body: str, split: Splitter) -> tuple[Span, ...]:
    """Return the sentences of a body: those of paragraphs that were there before stay."""
    known = dict(spans_by_line(before.body, before.sentences))
    found: list[Span] = []
    start = 0
    for text in body.split("\n"):
        spans = known[text] if known.get(text) else split(text)
        found += [Span(start + span.start, start + span.end) for span in spans]
        start += len(text) + 1
    return tuple(found)


def with_article(draft: LessonDraft, article: Article) -> LessonDraft:
    """Return the draft with an article in the place of the one that has its id."""
    articles = put_in(draft.lesson.articles, article)
    return replace(draft, lesson=replace(draft.lesson, articles=articles))


def unplaced_key(draft: LessonDraft, article_id: ArticleId) -> Unplaced:
    """Return what the answer key says of an article and what does not stand in it."""
    body = draft.lesson.article(article_id).body
    keys = draft.key.for_article(article_id)
    return Unplaced(
        annotations=tuple(lost for k in keys if k.quote for lost in parted(k, body)[1]),
        link_ends=tuple(
            end.anchor.exact
            for link in draft.key.links
            for end in link.ends
            if end.article_id == article_id and end.span.of(body) != end.anchor.exact
        ),
    )


# -- gestures on paragraphs --------------------------------------------------------------------


def split_paragraph(
    paragraphs: Sequence[Paragraph], number: int, offset: int
) -> tuple[Paragraph, ...]:
    """Return the paragraphs with one of them split; both parts stay what it was."""
    kind, text = paragraphs[number]
    parts = ((kind, text[:offset].rstrip()), (kind, text[offset:].lstrip()))
    return (*paragraphs[:number], *parts, *paragraphs[number + 1 :])


def join_with_next(paragraphs: Sequence[Paragraph], number: int) -> tuple[Paragraph, ...]:
    """Return the paragraphs with one of them joined with the next, as what the first is."""
    if number + 1 >= len(paragraphs):
        return tuple(paragraphs)
    (kind, text), (_unused, following) = paragraphs[number : number + 2]
    joined = (kind, f"{text} {following}".strip())
    return (*paragraphs[:number], joined, *paragraphs[number + 2 :])


def move_paragraph(
    paragraphs: Sequence[Paragraph], number: int, steps: int
) -> tuple[Paragraph, ...]:
    """Return the paragraphs with one of them so many places further down, or up."""
    rest = [*paragraphs[:number], *paragraphs[number + 1 :]]
    place = min(max(number + steps, 0), len(rest))
    return (*rest[:place], paragraphs[number], *rest[place:])


def with_kind(
    paragraphs: Sequence[Paragraph], number: int, kind: BlockKind
) -> tuple[Paragraph, ...]:
    """Return the paragraphs with one of them as another kind."""
    changed = (kind, paragraphs[number][1])
    return (*paragraphs[:number], changed, *paragraphs[number + 1 :])


# -- the key -----------------------------------------------------------------------------------


class _Move:
    """The way from one body of an article to the next.

    What lies in the part before or behind all changes keeps its place beyond doubt; the
    rest is looked for by its words. Where a headline only comes or goes, all below it keeps
    its place, also words with which both begin.
    """

    def __init__(self, old: str, new: str) -> None:
        self.old = old
        self.new = new
        if new.endswith("\n" + old) or old.endswith("\n" + new):
            self._same, self._tail = 0, len(old) - min(len(old), len(new)) - 1
            return
        shortest = min(len(old), len(new))
        self._same = _shared(old, new)
        self._tail = len(old) - min(_shared(reversed(old), reversed(new)), shortest - self._same)

    def place_of(self, span: Span, anchor: QuoteAnchor) -> Span | None:
        """Return where the words of a span stand now, or None where that is not sure."""
        if span.of(self.old) == anchor.exact:
            # An edge that touches the change may be the edge of another word now.
            if span.end < self._same:
                return span
            if span.start > self._tail:
                shift = len(self.new) - len(self.old)
                return Span(span.start + shift, span.end + shift)
            anchor = anchor_of(self.old, span)
        found = find_again(self.new, anchor)
        return None if found is None else found.span


def _shared(one: Iterable[str], other: Iterable[str]) -> int:
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return sum(1 for _unused in pairs)


def _moved_key(
    key: AnswerKey, article_id: ArticleId, old: str, new: str
) -> tuple[AnswerKey, tuple[str, ...]]:
    """Return the key with its places in the new body, and the words that lost theirs.

    A key annotation and the end of a link without a place stay in the key: their words may
    come back. A sentence that nobody can label is known by its place alone and goes with it.
    """
    move = _Move(old, new)
    lost: list[str] = []
    annotations = []
    for each in key.annotations:
        if each.article_id != article_id:
            annotations.append(each)
            continue
        known = each if each.quote else replace(each, quote=each.span.of(old))
        own, *also = (_moved_words(words, move, lost) for words in known.wordings)
        annotations.append(replace(known, span=own.span, also=tuple(also)))
    unscored = []
    for sentence in key.unscored:
        moved = _moved_sentence(sentence, move) if sentence.article_id == article_id else sentence
        if moved is None:
            lost.append(sentence.span.of(old))
        else:
            unscored.append(moved)
    links = tuple(_moved_link(link, article_id, move, lost) for link in key.links)
    moved_key = AnswerKey(tuple(annotations), links, tuple(unscored))
    return moved_key, tuple(dict.fromkeys(lost))


def _moved_words(words: Alternative, move: _Move, lost: list[str]) -> Alternative:
    span = move.place_of(words.span, QuoteAnchor(words.quote))
    if span is None and words.span.of(move.old) == words.quote:
        lost.append(words.quote)
    return words if span is None else replace(words, span=span)


def _moved_sentence(sentence: UnscoredSentence, move: _Move) -> UnscoredSentence | None:
    span = move.place_of(sentence.span, QuoteAnchor(sentence.span.of(move.old)))
    return None if span is None else replace(sentence, span=span)


def _moved_link(link: Link, article_id: ArticleId, move: _Move, lost: list[str]) -> Link:
    ends = []
    for end in link.ends:
        span = move.place_of(end.span, end.anchor) if end.article_id == article_id else None
        if span is not None:
            end = LinkEnd(article_id, span, anchor_of(move.new, span))
        elif end.article_id == article_id and stands(move.old, end.span, end.anchor):
            lost.append(end.anchor.exact)
        ends.append(end)
    return replace(link, ends=tuple(ends))
