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
from annotator.domain.linking import LONGEST_TITLE, has_end, linked, said
from annotator.domain.notes import shortened
from annotator.domain.sentences import sentences_touched
from annotator.domain.snapping import snapped_words
from annotator.domain.spans import Span
from annotator.services.history import record_edit
from annotator.services.ports import Ports
from annotator.translation import N_, _, stored

SAME_ARTICLE = N_(
    "Both places are in the same article. Choose the second one in another article; "
    "the first one is kept."
)
NO_PLACE = N_("There is nothing to link here. Select some words, or click into a sentence.")


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
    exact = snapped_words(article, rough)
    if exact is None:
        here = sentences_touched(article.sentences, Span(rough.start, rough.start + 1))
        before = tuple(s for s in article.sentences if s.end == rough.start)
        exact = next(iter(here or before), Span(0, 0))
    if not exact:
        raise NotAllowed(_(NO_PLACE))
    return LinkEnd(article.id, exact, anchor_of(article.body, exact))


def join_ends(
    ports: Ports, workspace: Workspace, existing: Sequence[Link], first: LinkEnd, second: LinkEnd
) -> Edit | None:
    """Join two places; a place that has a link already takes the other one into it.

    Raise NotAllowed where both are in the same article.
    """
    if first.article_id == second.article_id:
        raise NotAllowed(_(SAME_ARTICLE))
    made = Link(LinkId(ports.new_id()), workspace.author_id, (first, second))
    changes = linked(existing, made)
    if not changes:
        return None
    after = next(change.after for change in changes if isinstance(change.after, Link))
    name = _name(after)
    is_new = after is made
    label = (
        stored("link “{name}”", name=name) if is_new else stored("add to link “{name}”", name=name)
    )
    return record_edit(ports, workspace, label, changes)


def keep_alone(
    ports: Ports, lesson: Lesson, workspace: Workspace, existing: Sequence[Link], end: LinkEnd
) -> Edit | None:
    """Note that something stands in one article only."""
    if any(has_end(link, end) for link in existing):
        return None
    others = tuple(a.id for a in lesson.articles if a.id != end.article_id)
    made = Link(LinkId(ports.new_id()), workspace.author_id, (end,), missing_in=others)
    return record_edit(
        ports, workspace, stored("only here: “{name}”", name=_name(made)), [Change(None, made)]
    )


def revise_link(
    ports: Ports, lesson: Lesson, workspace: Workspace, link: Link, text: LinkText
) -> Edit | None:
    """Store title, note and where the thing is missing; never where a place is linked."""
    if len(text.title) > LONGEST_TITLE:
        raise NotAllowed(
            "A title can have {longest_title} characters at most. What was stored before is kept.",
            longest_title=LONGEST_TITLE,
        )
    wanted = (a.id for a in lesson.articles if a.id in text.missing_in)
    revised = said(link, text.title, text.note, wanted)
    if revised == link:
        return None
    return record_edit(
        ports, workspace, stored("note on link “{name}”", name=_name(link)), [Change(link, revised)]
    )


def remove_end(ports: Ports, workspace: Workspace, link: Link, end: LinkEnd) -> Edit | None:
    """Take one place out of a link; a link with one place left goes with it."""
    ends = tuple(each for each in link.ends if each != end)
    if ends == link.ends:
        return None
    if len({each.article_id for each in ends}) < 2:
        return remove_links(ports, workspace, [link])
    after = replace(link, ends=ends)
    return record_edit(
        ports,
        workspace,
        stored("take out of link “{name}”", name=_name(link)),
        [Change(link, after)],
    )


def remove_links(ports: Ports, workspace: Workspace, links: Iterable[Link]) -> Edit | None:
    """Remove links in one step."""
    gone = tuple(links)
    if not gone:
        return None
    label = stored(
        "remove link “{name}”", "remove {number} links", number=len(gone), name=_name(gone[0])
    )
    return record_edit(ports, workspace, label, [Change(link, None) for link in gone])


def _name(link: Link) -> str:
    return shortened(link.title or link.ends[0].anchor.exact)
