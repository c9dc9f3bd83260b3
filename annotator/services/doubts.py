"""What cannot be true of a hand-in, or may not be: its clock, its order, and whose hand it is.

A file's own word is a claim. What is known here: when its file came to the folder, when it was
collected, when the lesson was assigned, and the other hand-ins of the same student.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from annotator.domain.annotations import Item
from annotator.domain.classes import Assignment
from annotator.domain.identifiers import HandInId
from annotator.domain.moments import day_and_time, is_after_due
from annotator.services.ports import StoredHandIn
from annotator.translation import N_, _

#: How far two good clocks may be apart, and how much later a file may come than it was made.
CLOCK_SLACK, FILE_SLACK = timedelta(minutes=10), timedelta(hours=1)
#: Sticks and zip files keep the time of day without its zone, so a file can seem a day younger.
ZONE_SLACK = timedelta(hours=26)
#: Nothing was handed in with this program before.
FIRST_HAND_INS = datetime(2026, 1, 1, tzinfo=UTC)


class DoubtKind(StrEnum):
    """What is doubtful about a hand-in."""

    FUTURE = "clock in the future"
    BEFORE = "clock before the lesson"
    ORDER = "clock against the attempts"
    FILE_TIME = "file time far from the clock"
    OTHER_HAND = "from another computer"
    NOT_CHOSEN = "another one was chosen"
    OTHER_NAME = "in another student's folder"


#: Where most files of a collection have the same, that says something of the files together.
COMMON = {
    DoubtKind.BEFORE: (
        N_(
            "Most hand-ins say that they were made before the lesson was assigned here, so "
            "it was probably assigned afterwards. Their times are believed."
        )
    ),
    DoubtKind.FILE_TIME: (
        N_(
            "The times of most files do not fit what is in them, so the files were "
            "probably copied. The times in the hand-ins are believed."
        )
    ),
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that a teacher should know about a hand-in, in a sentence or two."""

    kind: DoubtKind
    text: str

    @property
    def said(self) -> str:
        """Return it in the language that is spoken."""
        return _(self.text)


OTHER_HAND = Doubt(
    DoubtKind.OTHER_HAND,
    N_(
        "It comes from another computer than the first hand-in of this student and has "
        "none of that work in it, so the first one counts. If the student made both, "
        "choose this one."
    ),
)
NOT_CHOSEN = Doubt(DoubtKind.NOT_CHOSEN, N_("Kept, but you chose another hand-in of this student."))


@dataclass(frozen=True, slots=True)
class Moment:
    """When a hand-in came, as far as can be known, and what is wrong with its own clock."""

    at: datetime
    doubts: tuple[Doubt, ...] = ()


def moment_of(stored: StoredHandIn, given: Assignment | None) -> Moment:
    """Return when a hand-in came: what it says, unless that cannot be true.

    `given` is how the student was given the lesson, where a class list tells. Times are UTC.
    """
    claim, seen = stored.hand_in.handed_in, stored.collected_at
    at = _known_time(stored)
    if seen is not None and claim > seen + CLOCK_SLACK:
        kind, known = DoubtKind.FUTURE, seen
        said = N_(
            "Its clock says {claimed}, later than it was collected ({known}), which cannot be "
            "true: the clock of that computer is wrong. It is taken as handed in on {taken}."
        )
    elif claim < FIRST_HAND_INS and given is not None:
        kind, known = DoubtKind.BEFORE, given.assigned_at
        said = N_(
            "Its clock says {claimed}, before the lesson was assigned ({known}), which cannot be "
            "true: the clock of that computer is wrong. It is taken as handed in on {taken}."
        )
    elif claim < FIRST_HAND_INS:
        kind, known = DoubtKind.BEFORE, claim
        said = N_(
            "Its clock says {claimed}, before the lesson can have been given, which cannot be "
            "true: the clock of that computer is wrong. It is taken as handed in on {taken}."
        )
    else:
        return Moment(claim, _possible_doubts(stored, given))
    claimed, taken = day_and_time(claim), day_and_time(at)
    text = _(said, claimed=claimed, known=day_and_time(known), taken=taken)
    return Moment(at, (Doubt(kind, text),))


def _known_time(stored: StoredHandIn) -> datetime:
    """Return when the file came, where its time is possible, else when it was collected."""
    came, seen = stored.arrived_at, stored.collected_at or stored.hand_in.handed_in
    return came if came is not None and FIRST_HAND_INS <= came <= seen else seen


def _possible_doubts(stored: StoredHandIn, given: Assignment | None) -> tuple[Doubt, ...]:
    """Return what is odd about a time that is possible; it is believed all the same."""
    claim, came = stored.hand_in.handed_in, stored.arrived_at
    fits_file = came is not None and abs(came - claim) <= FILE_SLACK
    if given is not None and claim < given.assigned_at - CLOCK_SLACK and not fits_file:
        text = _(
            "Its clock says {claimed}, before the lesson was assigned ({assigned}). "
            "Look whether that can be.",
            claimed=day_and_time(claim),
            assigned=day_and_time(given.assigned_at),
        )
        return (Doubt(DoubtKind.BEFORE, text),)
    if came is None or came < FIRST_HAND_INS:
        return ()
    due_at = given.due_at if given else None
    crosses = is_after_due(came, due_at) is not is_after_due(claim, due_at)
    if (crosses and not fits_file) or claim - came > ZONE_SLACK:
        text = _(
            "It says that it was handed in on {claimed}, but its file is of "
            "{came}. What it says was believed. If the due time depends on "
            "it, ask the student.",
            claimed=day_and_time(claim),
            came=day_and_time(came),
        )
        return (Doubt(DoubtKind.FILE_TIME, text),)
    return ()


def order_doubts(
    attempts: Sequence[StoredHandIn], moments: Mapping[HandInId, Moment]
) -> dict[HandInId, Doubt]:
    """Return what is wrong with attempts whose clock says that they came before an earlier one."""
    found: dict[HandInId, Doubt] = {}
    newest: dict[str, StoredHandIn] = {}
    for each in sorted(attempts, key=lambda one: one.hand_in.attempt):
        author = author_of(each)
        before = newest.get(author)
        if author:
            newest[author] = each
        if not author or before is None or before.hand_in.attempt == each.hand_in.attempt:
            continue
        both = (moments[each.hand_in.id], moments[before.hand_in.id])
        if both[0].at < both[1].at - CLOCK_SLACK and not any(one.doubts for one in both):
            found[each.hand_in.id] = Doubt(
                DoubtKind.ORDER,
                _(
                    "It is attempt {attempt}, but its clock says {claimed}, before attempt "
                    "{earlier} ({earlier_claimed}): a clock was wrong. The higher number is the "
                    "newer one.",
                    attempt=each.hand_in.attempt,
                    claimed=_said(each),
                    earlier=before.hand_in.attempt,
                    earlier_claimed=_said(before),
                ),
            )
    return found


def _said(stored: StoredHandIn) -> str:
    return day_and_time(stored.hand_in.handed_in)


# -- whose hand --------------------------------------------------------------------------------


def author_of(stored: StoredHandIn) -> str:
    """Return the id that the student has on the machine of a hand-in; empty where it tells none."""
    made = stored.hand_in
    items: tuple[Item, ...] = (*made.annotations, *made.links, *made.answers)
    return next((each.author_id for each in items), "")


def _marks(stored: StoredHandIn) -> set[str]:
    """Return by what two hand-ins are known to be of one hand.

    Numbers of annotations and links are random and sealed: who has them has the work itself, as
    a student who went on at another machine does.
    """
    made = stored.hand_in
    author = author_of(stored)
    marks = {f"annotation {each.id}" for each in made.annotations}
    marks |= {f"link {each.id}" for each in made.links}
    return marks | {f"author {author}"} if author else set()


def hands_in(attempts: Sequence[StoredHandIn]) -> list[list[StoredHandIn]]:
    """Return attempts grouped by the hand that made them, the one that came first first.

    Empty hand-ins tell nothing of a hand and are in no group.
    """
    groups: list[tuple[set[str], list[StoredHandIn]]] = []
    for each in attempts:
        marks = _marks(each)
        if not marks:
            continue
        same = [group for group in groups if group[0] & marks]
        rest = [group for group in groups if not group[0] & marks]
        joined = (
            marks.union(*(group[0] for group in same)),
            [s for group in same for s in group[1]],
        )
        joined[1].append(each)
        groups = [*rest, joined]
    runs = _runs(attempts)
    return sorted(
        (group[1] for group in groups), key=lambda mine: min(_came(s, runs) for s in mine)
    )


def _runs(attempts: Sequence[StoredHandIn]) -> Mapping[HandInId, int]:
    """Return in which collection each was collected: what came with an earlier one came first."""
    found: dict[HandInId, int] = {}
    run, before = 0, None
    collected = [(each.collected_at or each.hand_in.handed_in, each) for each in attempts]
    for at, each in sorted(collected, key=lambda pair: pair[0]):
        if before is not None and at - before > CLOCK_SLACK:
            run += 1
        found[each.hand_in.id], before = run, at
    return found


def _came(stored: StoredHandIn, runs: Mapping[HandInId, int]) -> tuple[int, datetime, datetime]:
    claim = stored.hand_in.handed_in
    return (runs[stored.hand_in.id], stored.arrived_at or claim, claim)
