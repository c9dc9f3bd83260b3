"""What a teacher reads about each collected file, and what to do with it."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.domain.identifiers import LessonId
from annotator.gui.classes.when import moment
from annotator.gui.lists.rows_table import TableRow
from annotator.gui.plain_text import counted
from annotator.services.collecting import CollectEntry, CollectReport, CollectStatus

#: The titles of the lessons of this machine.
Titles = Mapping[LessonId, str]
HEADERS = ("Student", "Result", "Handed in", "Attempt", "What to do")

_RESULTS = {
    CollectStatus.NEW: "new",
    CollectStatus.ALREADY: "here already",
    CollectStatus.WRONG_LESSON: "another lesson",
    CollectStatus.CHANGED_ARTICLE: "changed article",
    CollectStatus.CONFLICT: "same number, other content",
    CollectStatus.REFUSED: "not stored",
    CollectStatus.TAMPERED: "changed after sealing",
    CollectStatus.UNREADABLE: "cannot be opened",
}


def is_elsewhere(entry: CollectEntry, titles: Titles) -> bool:
    """Return whether a file is for another lesson of this machine, as in a folder for all."""
    is_other = entry.status is CollectStatus.WRONG_LESSON and entry.hand_in is not None
    return is_other and entry.hand_in is not None and entry.hand_in.lesson_id in titles


def entry_row(number: int, entry: CollectEntry, titles: Titles, *, has_class: bool) -> TableRow:
    """Return the row of one file; `titles` are those of the lessons of this machine."""
    hand_in = entry.hand_in
    name = hand_in.student_name if hand_in else entry.path.name
    if entry.member is not None and entry.member.roster.shown_name != name:
        name = f"{entry.member.roster.shown_name} (as “{name}”)"
    result = _RESULTS[entry.status]
    if entry.fit.made_on is not None:
        result += f", made on version {entry.fit.made_on}"
    if entry.is_collected and entry.is_late:
        result += ", late"
    strange = has_class and entry.is_collected and entry.member is None
    if strange:
        result += f", of {entry.other_class}" if entry.other_class else ", not on the list"
    if entry.is_set_aside:
        result += ", from another computer"
    elif entry.has_odd_time:
        result += ", look at its time"
    todo = what_to_do(entry, titles, has_class=has_class)
    tone = "danger" if not entry.is_collected else ""
    if is_elsewhere(entry, titles):
        tone = "muted"
    if (strange and not entry.other_class) or entry.is_set_aside or entry.has_odd_time:
        tone = "warning"
    elif entry.is_collected and (entry.is_late or entry.counts is False):
        tone = "warning" if entry.is_late else "muted"
    cells = (
        *(name, result, moment(hand_in.handed_in) if hand_in else ""),
        *(str(hand_in.attempt) if hand_in else "", todo),
    )
    return TableRow(str(number), cells, tones={1: tone} if tone else {}, tip=f"{name}: {todo}")


def what_to_do(entry: CollectEntry, titles: Titles, *, has_class: bool) -> str:
    """Return what a teacher can do about a file, and what is doubtful about it."""
    doubts = [doubt.said for doubt in entry.doubts]
    if entry.is_collected and entry.can_be_taken:
        return " ".join(doubts)
    todo = _what_to_do(entry, titles, has_class=has_class)
    return " ".join([*doubts, *([] if doubts and todo.startswith("Nothing") else [todo])])


def _what_to_do(entry: CollectEntry, titles: Titles, *, has_class: bool) -> str:
    if is_elsewhere(entry, titles) and entry.hand_in is not None:
        return f"Nothing here: collect it with its own lesson, “{titles[entry.hand_in.lesson_id]}”."
    if not entry.is_collected:
        return entry.message
    if has_class and entry.member is None:
        if entry.other_class:
            return f"Nothing: it counts in {entry.other_class}."
        if entry.proposals:
            meant = entry.proposals[0]
            return f"Probably {meant.member.roster.shown_name} ({meant.reason}); say so below."
        return "Say below whose it is, or add the student to the class."
    if entry.counts is False:
        return (
            "Nothing: kept, but an attempt in time counts."
            if entry.is_late
            else "Nothing: kept, but a newer attempt counts."
        )
    if entry.is_late:
        return "It counts, because nothing came in time; the gradebook marks it late."
    nothing = (
        "Nothing: it was collected before." if entry.status is CollectStatus.ALREADY else "Nothing."
    )
    return f"{nothing} {entry.fit.told}".rstrip()


def summary(report: CollectReport, titles: Titles, scored: int | None) -> str:
    """Return what a collection did, in a few sentences."""
    if not report.entries and not report.was_stopped:
        return "There are no hand-ins (*.handin) in this folder. Choose the one the class uses."
    parts = [
        f"{report.count(CollectStatus.NEW)} new",
        f"{report.count(CollectStatus.ALREADY)} here already",
    ]
    late = sum(entry.is_late for entry in report.entries)
    if late:
        parts.append(f"{late} late")
    if report.set_aside:
        parts.append(f"{len(report.set_aside)} from another computer (not counted)")
    doubtful = sum(entry.has_odd_time for entry in report.entries)
    if doubtful:
        parts.append(f"{doubtful} with a time to look at")
    if report.strangers:
        parts.append(f"{len(report.strangers)} not on the list")
    if report.carried:
        parts.append(f"{len(report.carried)} made on an earlier version of the lesson")
    elsewhere = sum(is_elsewhere(entry, titles) for entry in report.entries)
    if elsewhere:
        parts.append(f"{elsewhere} for {'another lesson' if elsewhere == 1 else 'other lessons'}")
    stuck = len(report.troubles) - elsewhere
    if stuck:
        parts.append(f"{stuck} could not be used; the files are left as they were")
    text = ", ".join(parts) + "."
    text = " ".join([text, *report.notes])
    if report.was_stopped:
        text += " You stopped; what was collected until then is kept."
    if scored is not None:
        text += f" {counted(scored, 'student has', 'students have')} a score."
    return text
