"""Who grades on this machine, and what the desk needs besides the ports."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING

from annotator.domain.desk import Grader
from annotator.domain.errors import NotAllowed
from annotator.domain.hand_ins import clean_name, name_key
from annotator.domain.identifiers import TEACHER, AuthorId
from annotator.session.grading_desk import DeskSession

if TYPE_CHECKING:
    from annotator.domain.identifiers import LessonId
    from annotator.wiring.house import House


def own_grader(house: House) -> Grader:
    """Return the teacher of this account.

    In a database of this machine alone every decision is the teacher's; in a shared one each
    account has an id of its own, so that two teachers undo and resume what is theirs.
    """
    name = _account()
    is_shared = "://" in house.store.place
    return Grader(AuthorId(f"{TEACHER}:{name}") if is_shared else TEACHER, name)


def colleague(typed: str) -> Grader:
    """Return a second grader by name; raise NotAllowed if it is none."""
    try:
        name = clean_name(typed)
    except NotAllowed as trouble:
        raise NotAllowed("Type the name of the colleague who grades a second time.") from trouble
    return Grader(AuthorId(f"{TEACHER}:{name_key(name)}"), name, is_second=True)


def open_desk(house: House, lesson_id: LessonId, grader: Grader | None = None) -> DeskSession:
    """Return the desk of a lesson for this account, or for a colleague."""
    return DeskSession(house.ports, lesson_id, grader or own_grader(house))


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name is no reason to stop
        return "teacher"
