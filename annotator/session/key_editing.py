"""A teacher at work on the key of a draft: each gesture is one step of the draft."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from annotator.domain.anchors import anchor_of
from annotator.domain.annotating import Add, Gesture, KeyGesture, Note, Remove
from annotator.domain.annotations import Link, LinkEnd
from annotator.domain.errors import NotAllowed
from annotator.domain.history import Change
from annotator.domain.identifiers import TEACHER, ArticleId, KeyId, LinkId
from annotator.domain.keys import AnswerKey
from annotator.domain.lessons import Lesson
from annotator.domain.linking import linked, said
from annotator.domain.notes import shortened
from annotator.domain.scheme import CANNOT_TELL, UNSURE
from annotator.domain.snapping import Snap, snapped_spans, snapped_words
from annotator.domain.spans import Span
from annotator.domain.suggestions import Suggestion
from annotator.services.answer_keys import changed_key, entry_id
from annotator.services.schemes import free_id
from annotator.session.drafting import DraftSession
from annotator.translation import _, ngettext


class KeyEditing:
    """Changes the key of a draft as the one annotating rule has it.

    What changes nothing is no step. Every method raises NotAllowed or UnknownThing where the
    gesture cannot be, and a trouble of the store; nothing is changed then.
    """

    def __init__(self, drafts: DraftSession) -> None:
        """Act on an open draft."""
        self._drafts = drafts

    @property
    def lesson(self) -> Lesson:
        """Return the lesson as it is now."""
        return self._drafts.draft.lesson

    @property
    def key(self) -> AnswerKey:
        """Return the key as it is now."""
        return self._drafts.draft.key

    def do(self, *gestures: Gesture | KeyGesture, label: str = "") -> tuple[KeyId, ...]:
        """Do gestures as one step; return what stands now where they were meant."""
        edit = changed_key(self.lesson, self.key, *gestures)
        return self.put(label or edit.label, edit.key, edit.made)

    def accept(self, suggestions: Sequence[Suggestion]) -> tuple[KeyId, ...]:
        """Put suggestions into the key, their reasons as first explanations."""
        adds = (
            Add(
                s.article_id, s.category_id, s.span, Snap.CHARACTERS, Note(s.technique_id, s.reason)
            )
            for s in suggestions
        )
        count = len(suggestions)
        several = ngettext("accept {number} suggestion", "accept {number} suggestions", count)
        return self.do(*adds, label=several if count > 1 else "")

    def toggle_unscored(self, article_id: ArticleId, rough: Span) -> tuple[KeyId, ...]:
        """Say of the sentences in a selection that one cannot tell, or take that back.

        Where one of them is not so marked, all are; their labels go.
        """
        article = self.lesson.article(article_id)
        touched = snapped_spans(article, UNSURE, rough)
        if not touched:
            raise NotAllowed("Put the caret into a sentence first.")
        quote = shortened(article.body[touched[0].start : touched[-1].end])
        marked = {u.span: entry_id(u) for u in self.key.unscored if u.article_id == article_id}
        if marked.keys() >= set(touched):
            gone = Remove(tuple(marked[span] for span in touched))
            return self.do(gone, label=_("score “{quote}” again", quote=quote))
        return self.do(
            Add(article_id, CANNOT_TELL, rough), label=_("cannot tell of “{quote}”", quote=quote)
        )

    def add_link(self, places: Iterable[tuple[ArticleId, Span]]) -> tuple[KeyId, ...]:
        """Link places of different articles that speak of the same thing, whole words each."""
        ends: dict[ArticleId, LinkEnd] = {}
        for article_id, rough in places:
            article = self.lesson.article(article_id)
            if article_id not in ends and (span := snapped_words(article, rough)):
                ends[article_id] = LinkEnd(article_id, span, anchor_of(article.body, span))
        if len(ends) < 2:
            raise NotAllowed(
                "Show two articles side by side and select the words in each that speak of the "
                "same thing. Then link them."
            )
        title = shortened(next(iter(ends.values())).anchor.exact)
        link_id = LinkId(free_id(title, (link.id for link in self.key.links)))
        new = Link(link_id, TEACHER, tuple(ends.values()), title=title)
        return self._change_links(_("link “{title}”", title=title), linked(self.key.links, new))

    def revise_link(self, before: Link, after: Link) -> tuple[KeyId, ...]:
        """Give a link another title, note or list of articles that it is missing in."""
        title = after.title if after.title.strip() else before.title
        changed = said(after, title, after.note, after.missing_in)
        label = _("change the link “{title}”", title=shortened(changed.title))
        return self._change_links(label, [Change(before, changed)])

    def remove_link(self, gone: Link) -> tuple[KeyId, ...]:
        """Take a link out of the key."""
        label = _("remove the link “{title}”", title=shortened(gone.title))
        return self._change_links(label, [Change(gone, None)])

    def _change_links(self, label: str, changes: Iterable[Change]) -> tuple[KeyId, ...]:
        links = {link.id: link for link in self.key.links}
        for change in changes:
            before, after = change.before, change.after
            if isinstance(before, Link) and links.get(before.id) != before:
                continue  # it says something else by now
            if isinstance(after, Link):
                links[after.id] = after
            elif isinstance(before, Link):
                del links[before.id]
        return self.put(label, replace(self.key, links=tuple(links.values())))

    def put(self, label: str, key: AnswerKey, made: tuple[KeyId, ...] = ()) -> tuple[KeyId, ...]:
        """Replace the whole key, such as by a merged one."""
        self._drafts.change(label, replace(self._drafts.draft, key=key))
        return made
