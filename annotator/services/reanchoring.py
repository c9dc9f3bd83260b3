"""Carry work over to another version of its articles: by its quotations, or kept aside.

Offsets mean nothing in a changed text. What was annotated is looked for by its words and
what stood around them; what cannot be told for sure keeps its old place and quotation, is
listed instead of drawn, and comes back with a version that has its words again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from annotator.domain.anchors import CONTEXT, QuoteAnchor, anchor_of, places_of
from annotator.domain.annotations import Annotation, Item, Link, LinkEnd
from annotator.domain.history import Change, Edit
from annotator.domain.identifiers import ArticleId, KeyId
from annotator.domain.keys import AnswerKey, KeyAnnotation, UnscoredSentence
from annotator.domain.lessons import Lesson
from annotator.domain.spans import Span

#: So many code points of quotation and context must agree before a place is believed.
LEAST_EVIDENCE = 16


@dataclass(frozen=True, slots=True)
class QuoteMatch:
    """Where a quotation was found again, and how many code points agree there."""

    span: Span
    evidence: int


def stands(body: str, span: Span, anchor: QuoteAnchor) -> bool:
    """Return whether the quotation stands at the span, with what was around it."""
    return (
        bool(anchor.exact)
        and body.startswith(anchor.exact, span.start)
        and span.end == span.start + len(anchor.exact)
        and body.endswith(anchor.prefix, 0, span.start)
        and body.startswith(anchor.suffix, span.end)
    )


def find_again(body: str, anchor: QuoteAnchor) -> QuoteMatch | None:
    """Return the place that agrees with the quotation best, or None where that is not sure.

    A place is sure if no other one agrees as well, if it cuts no word that was whole, and
    if either all of the context agrees or enough of quotation and context together.
    """
    whole = len(anchor.prefix) + len(anchor.exact) + len(anchor.suffix)
    # Nearly all that a correction moves stands once with all of its context: that is quick.
    unchanged = places_of(body, QuoteAnchor(anchor.prefix + anchor.exact + anchor.suffix))
    if len(unchanged) == 1:
        start = unchanged[0].start + len(anchor.prefix)
        span = Span(start, start + len(anchor.exact))
        if anchor.exact and not _cuts_a_word(body, span, anchor):
            return QuoteMatch(span, whole)
    found = [
        QuoteMatch(span, len(anchor.exact) + _agreeing_context(body, span, anchor))
        for span in places_of(body, QuoteAnchor(anchor.exact))
        if not _cuts_a_word(body, span, anchor)
    ]
    best = max((place.evidence for place in found), default=0)
    sure = [place for place in found if place.evidence == best]
    return sure[0] if len(sure) == 1 and best >= min(whole, LEAST_EVIDENCE) else None


def placed(
    lesson: Lesson, annotations: Iterable[Annotation]
) -> tuple[tuple[Annotation, ...], tuple[Annotation, ...]]:
    """Return the annotations that have a place in the lesson, and those that have none."""
    bodies = {article.id: article.body for article in lesson.articles}
    categories = {category.id for category in lesson.scheme.categories}
    kept: list[Annotation] = []
    aside: list[Annotation] = []
    for each in annotations:
        body = bodies.get(each.article_id, "")
        has = each.category_id in categories and stands(body, each.span, each.anchor)
        (kept if has else aside).append(each)
    return tuple(kept), tuple(aside)


def placed_links(lesson: Lesson, links: Iterable[Link]) -> tuple[Link, ...]:
    """Return the links of which every end has its place in the lesson."""
    bodies = {article.id: article.body for article in lesson.articles}
    return tuple(
        link
        for link in links
        if all(stands(bodies.get(e.article_id, ""), e.span, e.anchor) for e in link.ends)
    )


def carried_over(lesson: Lesson, annotations: Sequence[Annotation]) -> tuple[Annotation, ...]:
    """Return the annotations in their order, each where its words stand in this lesson now.

    One that has no sure place stays as it is; so does one whose words another annotation
    of the same category has with better reason.
    """
    bodies = {article.id: article.body for article in lesson.articles}
    moves: list[tuple[QuoteMatch, int]] = []
    taken: set[tuple[str, str, Span]] = set()
    for number, each in enumerate(annotations):
        body = bodies.get(each.article_id)
        if body is None:
            continue
        if stands(body, each.span, each.anchor):
            taken.add((each.article_id, each.category_id, each.span))
        elif (found := find_again(body, each.anchor)) is not None:
            moves.append((found, number))
    carried = list(annotations)
    for found, number in sorted(moves, key=lambda move: -move[0].evidence):
        each = annotations[number]
        claim = (each.article_id, each.category_id, found.span)
        if claim not in taken:
            taken.add(claim)
            anchor = anchor_of(bodies[each.article_id], found.span)
            carried[number] = replace(each, span=found.span, anchor=anchor)
    return tuple(carried)


def carried_over_link(lesson: Lesson, link: Link) -> Link:
    """Return a link with each end where its words stand in this lesson now."""
    bodies = {article.id: article.body for article in lesson.articles}
    return replace(link, ends=tuple(_carried_end(bodies, end) for end in link.ends))


def carried_over_edit(lesson: Lesson, edit: Edit) -> Edit:
    """Return a step of the history with its places as they are in this lesson now."""

    def carried(item: Item | None) -> Item | None:
        match item:
            case Annotation():
                return carried_over(lesson, (item,))[0]
            case Link():
                return carried_over_link(lesson, item)
        return item

    changes = (Change(carried(each.before), carried(each.after)) for each in edit.changes)
    return replace(edit, changes=tuple(changes))


def carried_over_key(before: Lesson, lesson: Lesson, key: AnswerKey) -> AnswerKey:
    """Return the key of an earlier version with its places as they are in this lesson.

    Each keeps its id, so that what was decided about it stays decided.
    """
    earlier = {article.id: article.body for article in before.articles}
    bodies = {article.id: article.body for article in lesson.articles}

    def carried(expected: KeyAnnotation) -> KeyAnnotation:
        body = bodies.get(expected.article_id)
        old = earlier.get(expected.article_id, "")
        if body is None or body == old:
            return expected
        also = (replace(a, span=_found(old, body, a.span, a.quote)) for a in expected.also)
        span = _found(old, body, expected.span, expected.quote)
        return replace(expected, span=span, also=tuple(also))

    def carried_sentence(sentence: UnscoredSentence) -> UnscoredSentence:
        body = bodies.get(sentence.article_id)
        old = earlier.get(sentence.article_id, "")
        found = None if body is None else find_again(body, anchor_of(old, sentence.span))
        return sentence if found is None else replace(sentence, span=found.span)

    return replace(
        key,
        annotations=tuple(carried(each) for each in key.annotations),
        links=tuple(carried_over_link(lesson, link) for link in key.links),
        unscored=tuple(carried_sentence(each) for each in key.unscored),
    )


def _found(old: str, body: str, span: Span, quote: str) -> Span:
    """Return where words of the old body stand in another one, or where they stood."""
    is_known = quote and span.of(old) == quote
    found = find_again(body, anchor_of(old, span) if is_known else QuoteAnchor(quote))
    return span if found is None else found.span


def with_known_ids(known: AnswerKey, key: AnswerKey) -> AnswerKey:
    """Return a key in which what the known one has too goes by the id it has there.

    What a teacher decided by hand names the id, and must survive a correction.
    """
    ids = {(k.article_id, k.category_id, k.span): k.id for k in known.annotations}
    requested = [ids.get((k.article_id, k.category_id, k.span), k.id) for k in key.annotations]
    twice = {one for one, count in Counter(requested).items() if count > 1}
    named = []
    for each, wanted in zip(key.annotations, requested, strict=True):
        is_known = (each.article_id, each.category_id, each.span) in ids
        free = wanted if is_known or wanted not in twice else KeyId(f"{wanted}-new")
        named.append(replace(each, id=free))
    return replace(key, annotations=tuple(named))


def placed_key(lesson: Lesson, key: AnswerKey) -> tuple[AnswerKey, tuple[KeyAnnotation, ...]]:
    """Return the key without what has no place in the lesson, and what that is.

    One that has lost its own words stays where an alternative still stands.
    """
    bodies = {article.id: article.body for article in lesson.articles}
    kept: list[KeyAnnotation] = []
    aside: list[KeyAnnotation] = []
    for each in key.annotations:
        standing, lost = parted(each, bodies.get(each.article_id, ""))
        kept += [standing] if standing else []
        aside += lost
    if not aside:
        return key, ()
    return replace(key, annotations=tuple(kept)), tuple(aside)


def parted(
    expected: KeyAnnotation, body: str
) -> tuple[KeyAnnotation | None, tuple[KeyAnnotation, ...]]:
    """Return a key annotation on those of its words that stand in a body, and the others."""
    words = expected.wordings
    stand = [each for each in words if each.span.of(body) == each.quote]
    if len(stand) == len(words):
        return expected, ()
    lost = tuple(
        replace(expected, span=each.span, quote=each.quote, also=())
        for each in words
        if each not in stand
    )
    if not stand:
        return None, lost
    own, *also = stand
    return replace(expected, span=own.span, quote=own.quote, also=tuple(also)), lost


def _carried_end(bodies: Mapping[ArticleId, str], end: LinkEnd) -> LinkEnd:
    body = bodies.get(end.article_id, "")
    found = None if stands(body, end.span, end.anchor) else find_again(body, end.anchor)
    if found is None:
        return end
    return LinkEnd(end.article_id, found.span, anchor_of(body, found.span))


def _agreeing_context(body: str, span: Span, anchor: QuoteAnchor) -> int:
    """Return how many code points directly before and after the span are as they were."""
    before = body[max(0, span.start - CONTEXT) : span.start]
    after = body[span.end : span.end + CONTEXT]
    return _shared(reversed(before), reversed(anchor.prefix)) + _shared(after, anchor.suffix)


def _shared(one: Iterable[str], other: Iterable[str]) -> int:
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return sum(1 for _ in pairs)


def _cuts_a_word(body: str, span: Span, anchor: QuoteAnchor) -> bool:
    """Return whether an edge of the span now lies inside a word where it did not before."""
    outside = (body[span.start - 1 : span.start], body[span.end : span.end + 1])
    was = (anchor.prefix[-1:], anchor.suffix[:1])
    inside = (anchor.exact[0], anchor.exact[-1])
    return any(
        here.isalnum() and edge.isalnum() and here != then
        for here, edge, then in zip(outside, inside, was, strict=True)
    )
