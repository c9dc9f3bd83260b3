"""The one rule of linking: what joins what, in a student's work and in the answer key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from annotator.domain.annotations import Link, LinkEnd
from annotator.domain.history import Change
from annotator.domain.identifiers import ArticleId
from annotator.domain.notes import checked_note, joined_notes

#: The longest title that a student can give, in code points.
LONGEST_TITLE = 200


def linked(existing: Sequence[Link], new: Link) -> tuple[Change, ...]:
    """Return what changes where a new link comes among others; it joins all that it meets.

    The oldest one that is met takes the others in with their titles and notes.
    """
    met = [link for link in existing if any(has_end(link, end) for end in new.ends)]
    if not met:
        return (Change(None, new),)
    before, others = met[0], met[1:]
    after = before
    for end in (end for link in (*others, new) for end in link.ends):
        if not has_end(after, end):
            after = replace(after, ends=(*after.ends, end))
    title = joined_notes((link.title for link in met), " / ")
    titles = [link.title for link in others] if len(title) > LONGEST_TITLE else []
    note = joined_notes([before.note, *titles, *(link.note for link in others)])
    missing = dict.fromkeys(each for link in met for each in link.missing_in)
    after = said(after, before.title if titles else title, note, missing)
    if after == before:
        return ()
    return (Change(before, after), *(Change(link, None) for link in others))


def said(link: Link, title: str, note: str, missing_in: Iterable[ArticleId]) -> Link:
    """Return a link with what is said of it; nothing is missing where a place is linked."""
    here = {end.article_id for end in link.ends}
    return replace(
        link,
        title=" ".join(checked_note(title).split()),
        note=checked_note(note),
        missing_in=tuple(each for each in missing_in if each not in here),
    )


def has_end(link: Link, end: LinkEnd) -> bool:
    """Return whether a link has this place already, or one inside or around it."""
    return any(
        each.article_id == end.article_id
        and (each.span.contains(end.span) or end.span.contains(each.span))
        for each in link.ends
    )
