"""The teacher's library: every lesson and draft of this machine, and what is done with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from annotator.domain.drafts import LessonDraft
from annotator.domain.errors import NotAllowed, UnknownThing
from annotator.domain.identifiers import DraftId, LessonId
from annotator.domain.keys import AnswerKey
from annotator.domain.lessons import Lesson
from annotator.domain.scheme import Scheme
from annotator.scoring.rules import NEWEST
from annotator.services.ports import Ports, UnitOfWork
from annotator.services.publishing import check_draft, preview
from annotator.translation import N_, _

UNTITLED = N_("Untitled lesson")
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class LibraryEntry:
    """One lesson on the library: published, being built, or both."""

    title: str
    lesson_id: LessonId
    draft_id: DraftId | None = None
    #: The version that students have, 0 where none was published.
    version: int = 0
    articles: int = 0
    #: How many problems keep the draft from being published; None without a changed draft.
    problems: int | None = None
    classes: tuple[str, ...] = ()
    hand_ins: int = 0
    due: datetime | None = None
    changed_at: datetime | None = None
    is_archived: bool = False
    event: str = ""

    @property
    def is_published(self) -> bool:
        """Return whether students have a version of it."""
        return self.version > 0


def list_library(ports: Ports, before: Sequence[LibraryEntry] = ()) -> tuple[LibraryEntry, ...]:
    """Return what is on the library: what is being built first, then by title.

    `before` is an earlier answer: a draft that has not changed since is not checked again.
    """
    with ports.store.reading() as unit:
        drafts = {draft.lesson.id: draft for draft in unit.drafts.all()}
        lessons = {lesson.id: lesson for lesson in unit.lessons.all()}
        archived = unit.lessons.archived()
        counts = unit.hand_ins.counts()
        entries = []
        for lesson_id in dict.fromkeys((*drafts, *lessons)):
            draft, lesson = drafts.get(lesson_id), lessons.get(lesson_id)
            entry = _entry(unit, lesson, draft, counts)
            is_archived = lesson_id in archived if lesson else bool(draft and draft.is_archived)
            entries.append(replace(entry, is_archived=is_archived))
    checked = {(e.draft_id, e.changed_at, e.version): e.problems for e in before}
    known = [
        replace(entry, problems=checked[state])
        if (state := (entry.draft_id, entry.changed_at, entry.version)) in checked
        else _with_problems(ports, entry, drafts.get(entry.lesson_id))
        for entry in entries
    ]
    return tuple(sorted(known, key=lambda e: (e.problems is None, e.title.casefold(), e.lesson_id)))


def _entry(
    unit: UnitOfWork,
    lesson: Lesson | None,
    draft: LessonDraft | None,
    counts: Mapping[LessonId, int],
) -> LibraryEntry:
    shown = draft.lesson if draft is not None else lesson
    assert shown is not None
    given = unit.classes.assignments(shown.id)
    groups = {group.id: group.name for group in unit.classes.all()} if given else {}
    names = dict.fromkeys(groups[one.class_id] for one in given if one.class_id in groups)
    due = [one.due_at for one in given if one.due_at is not None]
    return LibraryEntry(
        title=shown.title or _(UNTITLED),
        lesson_id=shown.id,
        draft_id=draft.id if draft is not None else None,
        version=lesson.version if lesson is not None else 0,
        articles=len(shown.articles),
        classes=tuple(names),
        hand_ins=counts.get(shown.id, 0),
        due=max(due, default=None),
        changed_at=draft.changed_at if draft is not None else None,
        event=shown.event,
    )


def _with_problems(ports: Ports, entry: LibraryEntry, draft: LessonDraft | None) -> LibraryEntry:
    if draft is None or not preview(ports, draft).is_needed:
        return entry
    return replace(entry, problems=sum(each.is_error for each in check_draft(draft)))


# -- making drafts -----------------------------------------------------------------------------


def new_draft(ports: Ports, scheme: Scheme, title: str = "") -> LessonDraft:
    """Store and return an empty draft with a scheme; its title is asked for before publishing."""
    name = _new_lesson_id(ports)
    lesson = Lesson(name, 1, title, scheme, articles=(), credit_rules=NEWEST)
    return _put(ports, LessonDraft(_new_draft_id(ports), lesson, ports.now()))


def draft_of(ports: Ports, lesson_id: LessonId) -> LessonDraft | None:
    """Return the draft of a lesson, or None where nobody builds it."""
    with ports.store.reading() as unit:
        return next((d for d in unit.drafts.all() if d.lesson.id == lesson_id), None)


def reopen(ports: Ports, lesson: Lesson, key: AnswerKey | None) -> LessonDraft:
    """Store and return a draft that makes the next version of a published lesson."""
    known = draft_of(ports, lesson.id)
    if known is not None:
        return known
    key = key or AnswerKey()
    draft = LessonDraft(
        _new_draft_id(ports),
        lesson,
        ports.now(),
        key=key,
        published=lesson,
        accepted_ids=key.accepted_ids,
    )
    return _put(ports, draft)


def copied(ports: Ports, lesson: Lesson, key: AnswerKey | None) -> LessonDraft:
    """Store and return a draft of a new lesson with everything of another one."""
    title = _("{title} (copy)", title=lesson.title or _(UNTITLED))[:LONGEST_TITLE]
    copy = replace(
        lesson,
        id=_new_lesson_id(ports),
        version=1,
        title=title,
        public_key=b"",
        credit_rules=NEWEST,
    )
    return _put(ports, LessonDraft(_new_draft_id(ports), copy, ports.now(), key=key or AnswerKey()))


def copied_draft(ports: Ports, draft_id: DraftId) -> LessonDraft:
    """Store and return a draft of a new lesson with everything of a draft."""
    draft = find_draft(ports, draft_id)
    copy = copied(ports, draft.lesson, draft.key)
    return _put(ports, replace(copy, pages=draft.pages))


def find_draft(ports: Ports, draft_id: DraftId) -> LessonDraft:
    """Return a draft; raise UnknownThing if it is not here."""
    with ports.store.reading() as unit:
        draft = unit.drafts.find(draft_id)
    if draft is None:
        raise UnknownThing("This lesson is not in the builder any more.")
    return draft


def delete_draft(ports: Ports, draft_id: DraftId) -> None:
    """Delete a draft for good; what was published of it stays."""
    with ports.store.writing() as unit:
        unit.drafts.remove(draft_id)
        unit.commit()


def set_archived(ports: Ports, entry: LibraryEntry, *, is_archived: bool) -> None:
    """Put a lesson and its draft away, or back; students do not see what is put away."""
    with ports.store.writing() as unit:
        if entry.is_published:
            unit.lessons.set_archived(entry.lesson_id, is_archived=is_archived)
        draft = unit.drafts.find(entry.draft_id) if entry.draft_id is not None else None
        if draft is not None:
            unit.drafts.put(replace(draft, is_archived=is_archived))
        if not entry.is_published and draft is None:
            raise NotAllowed("This lesson is not here any more. Nothing was changed.")
        unit.commit()


def _put(ports: Ports, draft: LessonDraft) -> LessonDraft:
    with ports.store.writing() as unit:
        unit.drafts.put(draft)
        unit.commit()
    return draft


def _new_draft_id(ports: Ports) -> DraftId:
    return DraftId(ports.new_id())


def _new_lesson_id(ports: Ports) -> LessonId:
    """Return an id that no other teacher's lesson has: two may call theirs alike."""
    letters = "".join(sign for sign in ports.new_id().lower() if sign.isascii() and sign.isalnum())
    return LessonId(f"lesson-{letters[-12:]}")
