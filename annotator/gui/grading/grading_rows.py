"""Rows for the left of the grading screen: hand-ins and answer groups."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.domain.grading_session import GradingState
from annotator.gui.articles.category_signs import CategoryLetter
from annotator.gui.grading.grading_items import VERDICT_SIGNS
from annotator.gui.lists.row import Row
from annotator.gui.lists.signs import OutcomeIcon
from annotator.gui.widgets.outcome_signs import OutcomeSign
from annotator.scoring.answer_groups import AnswerGroup
from annotator.services.grading_session import GradingEntry
from annotator.session.grading import GradingSession
from annotator.translation import _, ngettext

_STATE_SIGNS = {
    GradingState.NOT_GRADED: OutcomeSign.OPEN,
    GradingState.IN_PROGRESS: OutcomeSign.STARTED,
    GradingState.GRADED: OutcomeSign.DONE,
    GradingState.RETURNED: OutcomeSign.RETURNED,
}


def shown_name(entry: GradingEntry, *, names: bool) -> str:
    """Return the name of a student, or the code that stands in for it."""
    return entry.name if names else entry.code


def in_order(entries: Iterable[GradingEntry], *, names: bool) -> list[GradingEntry]:
    """Return the hand-ins as they are listed; by code, nothing tells of the alphabet."""
    return sorted(entries, key=lambda e: (shown_name(e, names=names).casefold(), e.id))


def entry_row(session: GradingSession, entry: GradingEntry, *, names: bool) -> Row:
    """Return the row of a hand-in."""
    sign = _STATE_SIGNS[entry.status.state]
    if session.grader.is_second:
        sign = OutcomeSign.DONE if session.is_done(entry.id) else OutcomeSign.OPEN
    notes = []
    if entry.request is not None and entry.request.answered_at is None:
        notes.append(_("asks to look again"))
    if entry.status.has_changed_since_return:
        notes.append(_("changed since it was returned"))
    if entry.status.claimed_by and entry.status.claimed_by != session.grader.name:
        notes.append(_("{colleague} is here", colleague=entry.status.claimed_by))
    is_asked = bool(notes)
    if entry.is_late:
        notes.append(_("late"))
    if session.lesson.asked.groups:
        notes.append(entry.graded.hand_in.reading_group or _("no group"))
    if not is_asked:
        waiting = entry.waiting
        notes.append(_("{number} to decide", number=waiting) if waiting else _("nothing to decide"))
    return Row(
        entry.id,
        shown_name(entry, names=names),
        ", ".join(notes),
        side=entry.graded.score.grade.text,
        signs=(OutcomeIcon(sign),),
        is_flagged=entry.status.flagged,
    )


def group_row(session: GradingSession, group: AnswerGroup) -> Row:
    """Return the row of an answer group; a tick where every member has a verdict."""
    verdicts = [session.verdict(m.hand_in_id, m.annotation.id) for m in group.members]
    kinds = {verdict.kind for verdict in verdicts if verdict}
    sign = OutcomeSign.EXTRA
    if all(verdicts):
        sign = VERDICT_SIGNS[kinds.pop()] if len(kinds) == 1 else OutcomeSign.DONE
    elif any(verdicts):
        sign = OutcomeSign.STARTED
    outlet = session.lesson.article(group.article_id).outlet
    return Row(
        group.typical.id,
        group.typical.quote,
        f"{ngettext('{number} student', '{number} students', group.students)} · {outlet}",
        signs=(
            OutcomeIcon(sign),
            CategoryLetter(session.lesson.scheme.category(group.category_id)),
        ),
    )
