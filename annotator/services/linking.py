"""What an author joins across articles: stretches that speak of the same thing.

Each function is one gesture: it stores one edit in one transaction and returns it, or
None where the gesture changes nothing. `existing` are the author's links so far.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from annotator.domain.anchors import anchor_of
from annotator.domain.annotations import Link, LinkEnd, Workspace
from annotator.domain.errors import NotAllowed
from annotator.domain.history import Change, Edit
from annotator.domain.identifiers import ArticleId, LinkId
from annotator.domain.lessons import Article, Lesson
from annotator.domain.notes import checked_note, shortened
from annotator.domain.sentences import sentences_touched
from annotator.domain.snapping import snap_to_words
from annotator.domain.spans import Span
from annotator.domain.text import lines_around, trimmed, whole_clusters, words
from annotator.services.history import record_edit
from annotator.services.ports import Ports

LONGEST_TITLE = 200
SAME_ARTICLE = (
    "Both places are in the same article. Choose the second one in another article; "
    "the first one is kept."
)
NO_PLACE = "There is nothing to link here. Select some words, or click into a sentence."


@dataclass(frozen=True, slots=True)
class LinkText:
    """What an author says of a link: its title, a note, and where the thing is missing."""

    title: str = ""
    note: str = ""
    missing_in: tuple[ArticleId, ...] = ()


def end_of(article: Article, rough: Span) -> LinkEnd:
    """Return the end of a link that a rough selection means: its words, or the sentence there.

    Raise NotAllowed where there is neither.
    """
    body = article.body
    exact = trimmed(body, Span(min(rough.start, len(body)), min(rough.end, len(body))))
    if exact:
        exact = snap_to_words(words(body, lines_around(body, exact)), exact)
        exact = trimmed(body, whole_clusters(body, exact))
    else:
        here = sentences_touched(article.sentences, Span(rough.start, rough.start + 1))
        before = tuple(s for s in article.sentences if s.end == rough.start)
        exact = next(iter(here or before), Span(0, 0))
    if not exact:
        raise NotAllowed(NO_PLACE)
    return LinkEnd(article.id, exact, anchor_of(body, exact))


def join_ends(
    ports: Ports, workspace: Workspace, existing: Sequence[Link], first: LinkEnd, second: LinkEnd
) -> Edit | None:
    """Join two places; a place that has a link already takes the other one into it.

    Raise NotAllowed where both are in the same article.
    """
    if first.article_id == second.article_id:
        raise NotAllowed(SAME_ARTICLE)
    having = [link for link in existing if _has(link, first) or _has(link, second)]
    if not having:
        made = Link(LinkId(ports.new_id()), workspace.author_id, (first, second))
        return record_edit(ports, workspace, f"link “{_name(made)}”", [Change(None, made)])
    before = having[0]
    ends = list(before.ends)
    for end in (*(end for link in having[1:] for end in link.ends), first, second):
        if not _has(replace(before, ends=tuple(ends)), end):
            ends.append(end)
    linked = {end.article_id for end in ends}
    missing = tuple(each for each in before.missing_in if each not in linked)
    after = replace(before, ends=tuple(ends), missing_in=missing)
    if after == before:
        return None
    changes = [Change(before, after), *(Change(link, None) for link in having[1:])]
    return record_edit(ports, workspace, f"add to link “{_name(after)}”", changes)


def keep_alone(
    ports: Ports, lesson: Lesson, workspace: Workspace, existing: Sequence[Link], end: LinkEnd
) -> Edit | None:
    """Note that something stands in one article only."""
    if any(_has(link, end) for link in existing):
        return None
    others = tuple(a.id for a in lesson.articles if a.id != end.article_id)
    made = Link(LinkId(ports.new_id()), workspace.author_id, (end,), missing_in=others)
    return record_edit(ports, workspace, f"only here: “{_name(made)}”", [Change(None, made)])


def revise_link(
    ports: Ports, lesson: Lesson, workspace: Workspace, link: Link, text: LinkText
) -> Edit | None:
    """Store title, note and where the thing is missing; never where a place is linked."""
    if len(text.title) > LONGEST_TITLE:
        raise NotAllowed(
            f"A title can have {LONGEST_TITLE} characters at most. What was stored before is kept."
        )
    linked = {end.article_id for end in link.ends}
    wanted = set(text.missing_in) - linked
    revised = replace(
        link,
        title=" ".join(checked_note(text.title).split()),
        note=checked_note(text.note),
        missing_in=tuple(a.id for a in lesson.articles if a.id in wanted),
    )
    if revised == link:
        return None
    return record_edit(ports, workspace, f"note on link “{_name(link)}”", [Change(link, revised)])


def remove_end(ports: Ports, workspace: Workspace, link: Link, end: LinkEnd) -> Edit | None:
    """Take one place out of a link; a link with one place left goes with it."""
    ends = tuple(each for each in link.ends if each != end)
    if ends == link.ends:
        return None
    if len({each.article_id for each in ends}) < 2:
        return remove_links(ports, workspace, [link])
    after = replace(link, ends=ends)
    return record_edit(ports, workspace, f"take out of link “{_name(link)}”", [Change(link, after)])


def remove_links(ports: Ports, workspace: Workspace, links: Iterable[Link]) -> Edit | None:
    """Remove links in one step."""
    gone = tuple(links)
    if not gone:
        return None
    label = f"remove link “{_name(gone[0])}”" if len(gone) == 1 else f"remove {len(gone)} links"
    return record_edit(ports, workspace, label, [Change(link, None) for link in gone])


def _has(link: Link, end: LinkEnd) -> bool:
    """Return whether a link has this place already, or one inside or around it."""
    return any(
        each.article_id == end.article_id
        and (each.span.contains(end.span) or end.span.contains(each.span))
        for each in link.ends
    )


def _name(link: Link) -> str:
    return shortened(link.title or link.ends[0].anchor.exact)
