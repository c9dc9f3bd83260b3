"""The entries of a key as rows: what each is put on, what it counts, what is missing in it."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.domain.keys import (
    AnswerKey,
    Entry,
    KeyAnnotation,
    KeyStatus,
    UnscoredSentence,
)
from annotator.domain.lessons import Lesson
from annotator.domain.scheme import CANNOT_TELL
from annotator.gui.articles.category_signs import CategoryChip
from annotator.gui.lists.row import Row, Sign, Tone
from annotator.gui.lists.signs import Unknown
from annotator.services.answer_keys import entries_in, entry_id
from annotator.translation import N_, _, ngettext

UNEXPLAINED = "unexplained"
_STATUSES = {
    KeyStatus.REQUIRED: N_("required"),
    KeyStatus.OPTIONAL: N_("optional"),
    KeyStatus.TRAP: N_("trap"),
}
NO_EXPLANATION = N_("no explanation yet")


@dataclass(frozen=True, slots=True)
class KeyRequest:
    """Which entries somebody wants to see: empty fields let everything through.

    `status` is one of KeyStatus, or CANNOT_TELL, or UNEXPLAINED.
    """

    status: str = ""
    category_id: str = ""
    article_id: str = ""

    def allows(self, entry: Entry) -> bool:
        """Return whether an entry is wanted."""
        if self.article_id not in ("", entry.article_id):
            return False
        if isinstance(entry, UnscoredSentence):
            return self.status in ("", CANNOT_TELL) and not self.category_id
        return self.category_id in ("", entry.category_id) and self._has_status(entry)

    def _has_status(self, entry: KeyAnnotation) -> bool:
        if self.status == UNEXPLAINED:
            return not entry.explanation.strip()
        return self.status in ("", entry.status.value)


def entries_of(lesson: Lesson, key: AnswerKey) -> tuple[Entry, ...]:
    """Return everything in the key by article and place."""
    order = {article.id: number for number, article in enumerate(lesson.articles)}
    known = {category.id for category in lesson.scheme.categories}
    mine = (
        each
        for each in entries_in(key)
        if each.article_id in order
        and (isinstance(each, UnscoredSentence) or each.category_id in known)
    )
    return tuple(sorted(mine, key=lambda each: (order[each.article_id], each.span, entry_id(each))))


def quote_of(lesson: Lesson, entry: Entry) -> str:
    """Return the words of an entry in one line."""
    return " ".join(entry.span.of(lesson.article(entry.article_id).body).split())


def counted(entry: Entry) -> str:
    """Return what an entry does to the score, in a few words."""
    if isinstance(entry, UnscoredSentence):
        return _("cannot tell, not scored")
    if entry.status is KeyStatus.TRAP:
        return _("trap, minus {weight:g}", weight=entry.weight)
    points = ngettext("{number:g} point", "{number:g} points", entry.weight)
    parts = [_(_STATUSES[entry.status]), points]
    also = len(entry.also)
    parts += [ngettext("{number} alternative", "{number} alternatives", also)] if also else []
    return ", ".join([*parts, _("accepted for all")] if entry.accepted else parts)


def told(lesson: Lesson, entry: Entry) -> str:
    """Return what an entry counts, its technique and its explanation in one line."""
    parts = [counted(entry)]
    if isinstance(entry, KeyAnnotation):
        category = lesson.scheme.category(entry.category_id)
        technique = category.technique(entry.technique_id or "")
        parts += [technique.name] if technique else []
    parts.append(" ".join(entry.explanation.split()) or _(NO_EXPLANATION))
    return " · ".join(parts)


def entry_row(lesson: Lesson, entry: Entry) -> Row:
    """Return an entry in two lines: its sign and its words; what it counts and says."""
    words, counts = f"“{quote_of(lesson, entry)}”", told(lesson, entry)
    article = lesson.article(entry.article_id)
    sign: Sign = Unknown()
    name, note_tone = _("Cannot tell"), Tone.MUTED
    if isinstance(entry, KeyAnnotation):
        category = lesson.scheme.category(entry.category_id)
        sign, name = CategoryChip(category), category.name
        note_tone = Tone.MUTED if entry.explanation.strip() else Tone.WARNING
    return Row(
        entry_id(entry),
        words,
        counts,
        side=_("in {article}", article=lesson.number_of(article.id)),
        signs=(sign,),
        note_tone=note_tone,
        spoken=f"{name}: {words}. {counts}. {article.outlet}.",
    )
