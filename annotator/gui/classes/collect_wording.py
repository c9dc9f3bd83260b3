"""What a teacher reads about each collected file, and what to do with it."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.domain.identifiers import LessonId
from annotator.gui.classes.when import moment
from annotator.gui.lists.rows_table import TableRow
from annotator.services.collecting import CollectEntry, CollectReport, CollectStatus
from annotator.translation import N_, _, ngettext

#: The titles of the lessons of this machine.
Titles = Mapping[LessonId, str]
HEADERS = (N_("Student"), N_("Result"), N_("Handed in"), N_("Attempt"), N_("What to do"))

_RESULTS = {
    CollectStatus.NEW: N_("new"),
    CollectStatus.ALREADY: N_("here already"),
    CollectStatus.WRONG_LESSON: N_("another lesson"),
    CollectStatus.CHANGED_ARTICLE: N_("changed article"),
    CollectStatus.CONFLICT: N_("same number, other content"),
    CollectStatus.REFUSED: N_("not stored"),
    CollectStatus.TAMPERED: N_("changed after sealing"),
    CollectStatus.UNREADABLE: N_("cannot be opened"),
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
        listed = entry.member.roster.shown_name
        name = _("{name} (as “{typed}”)", name=listed, typed=name)
    results = [_(_RESULTS[entry.status])]
    if entry.fit.made_on is not None:
        results.append(_("made on version {version}", version=entry.fit.made_on))
    if entry.is_collected and entry.is_late:
        results.append(_("late"))
    strange = has_class and entry.is_collected and entry.member is None
    if strange and entry.other_class:
        results.append(_("of {class_name}", class_name=entry.other_class))
    elif strange:
        results.append(_("not on the list"))
    if entry.is_set_aside:
        results.append(_("from another computer"))
    elif entry.has_odd_time:
        results.append(_("look at its time"))
    if entry.is_elsewhere_named:
        results.append(_("in another's folder"))
    todo = what_to_do(entry, titles, has_class=has_class)
    tone = "danger" if not entry.is_collected else ""
    if is_elsewhere(entry, titles):
        tone = "muted"
    if (
        (strange and not entry.other_class)
        or entry.is_set_aside
        or entry.has_odd_time
        or entry.is_elsewhere_named
    ):
        tone = "warning"
    elif entry.is_collected and (entry.is_late or entry.counts is False):
        tone = "warning" if entry.is_late else "muted"
    cells = (
        *(name, ", ".join(results), moment(hand_in.handed_in) if hand_in else ""),
        *(str(hand_in.attempt) if hand_in else "", todo),
    )
    return TableRow(str(number), cells, tones={1: tone} if tone else {}, tip=f"{name}: {todo}")


def what_to_do(entry: CollectEntry, titles: Titles, *, has_class: bool) -> str:
    """Return what a teacher can do about a file, and what is doubtful about it."""
    doubts = [doubt.said for doubt in entry.doubts]
    if entry.is_collected and entry.can_be_taken:
        return " ".join(doubts)
    has_to, todo = _what_to_do(entry, titles, has_class=has_class)
    return " ".join([*doubts, *([todo] if has_to or not doubts else [])])


def _what_to_do(entry: CollectEntry, titles: Titles, *, has_class: bool) -> tuple[bool, str]:
    """Return whether there is something to do, and what or why not."""
    if is_elsewhere(entry, titles) and entry.hand_in is not None:
        title = titles[entry.hand_in.lesson_id]
        return False, _("Nothing here: collect it with its own lesson, “{title}”.", title=title)
    if not entry.is_collected:
        return True, entry.message
    if has_class and entry.member is None:
        if entry.other_class:
            counts_in = entry.other_class
            return False, _("Nothing: it counts in {class_name}.", class_name=counts_in)
        if entry.proposals:
            meant = entry.proposals[0]
            name = meant.member.roster.shown_name
            said = _("Probably {name} ({reason}); say so below.", name=name, reason=meant.reason)
            return True, said
        return True, _("Say below whose it is, or add the student to the class.")
    if entry.counts is False and entry.is_late:
        return False, _("Nothing: kept, but an attempt in time counts.")
    if entry.counts is False:
        return False, _("Nothing: kept, but a newer attempt counts.")
    if entry.is_late:
        return True, _("It counts, because nothing came in time; the gradebook marks it late.")
    was_here = entry.status is CollectStatus.ALREADY
    nothing = _("Nothing: it was collected before.") if was_here else _("Nothing.")
    return False, f"{nothing} {entry.fit.told}".rstrip()


def summary(report: CollectReport, titles: Titles, scored: int | None) -> str:
    """Return what a collection did, in a few sentences."""
    if not report.entries and not report.was_stopped:
        return _(
            "There are no hand-ins in this folder, nor in the folders and zips in it. Choose the "
            "one that the class uses."
        )
    elsewhere = sum(is_elsewhere(entry, titles) for entry in report.entries)
    late = sum(entry.is_late for entry in report.entries)
    doubtful = sum(entry.has_odd_time for entry in report.entries)
    stuck = len(report.troubles) - elsewhere
    parts = [
        ngettext("{number} new", "{number} new", report.count(CollectStatus.NEW)),
        ngettext(
            "{number} here already",
            "{number} here already",
            report.count(CollectStatus.ALREADY),
        ),
    ]
    if late:
        parts.append(ngettext("{number} late", "{number} late", late))
    if report.set_aside:
        parts.append(
            ngettext(
                "{number} from another computer (not counted)",
                "{number} from another computer (not counted)",
                len(report.set_aside),
            )
        )
    if doubtful:
        parts.append(
            ngettext("{number} with a time to look at", "{number} with a time to look at", doubtful)
        )
    if report.strangers:
        strangers = len(report.strangers)
        parts.append(ngettext("{number} not on the list", "{number} not on the list", strangers))
    if report.carried:
        parts.append(
            ngettext(
                "{number} made on an earlier version of the lesson",
                "{number} made on an earlier version of the lesson",
                len(report.carried),
            )
        )
    if elsewhere:
        parts.append(
            ngettext("{number} for another lesson", "{number} for other lessons", elsewhere)
        )
    if stuck:
        parts.append(
            ngettext(
                "{number} could not be used; the files are left as they were",
                "{number} could not be used; the files are left as they were",
                stuck,
            )
        )
    sentences = [", ".join(parts) + ".", *report.notes]
    if report.was_stopped:
        sentences.append(_("You stopped; what was collected until then is kept."))
    if scored is not None:
        sentences.append(
            ngettext("{number} student has a score.", "{number} students have a score.", scored)
        )
    return " ".join(sentences)
