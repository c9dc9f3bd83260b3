"""What a lesson file tells a shared machine about a class: who may be picked at the sign-in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from annotator.domain.classes import ClassMember, key_of_name
from annotator.domain.identifiers import ClassId


@dataclass(frozen=True, slots=True)
class SignInEntry:
    """One student who may be picked: a code, and the name where the teacher allows it.

    `uses_code` is True where two of the class have the same name, so that the code is signed in.
    """

    code: str
    name: str = ""
    uses_code: bool = False

    @property
    def shown(self) -> str:
        """Return what stands in the list."""
        if self.name and self.uses_code:
            return f"{self.name} · {self.code}"
        return self.name or self.code

    @property
    def signs_in_as(self) -> str:
        """Return the name or code under which the work is kept and handed in."""
        return self.name if self.name and not self.uses_code else self.code


@dataclass(frozen=True, slots=True)
class SignIn:
    """The sign-in of one class on a machine that is not the teacher's.

    `drop_folder` is where the class hands in, or empty; with `keeps_drafts` unfinished work is
    kept there too, sealed; with `needs_pins` only that of students who have a PIN.
    """

    class_id: ClassId
    class_name: str
    entries: tuple[SignInEntry, ...] = ()
    drop_folder: str = ""
    keeps_drafts: bool = False
    needs_pins: bool = False
    due_at: datetime | None = None

    def knows(self, typed: str) -> bool:
        """Return whether a typed name or code is one of this class."""
        key = key_of_name(typed)
        return bool(key) and any(
            key in (key_of_name(entry.code), key_of_name(entry.name), key_of_name(entry.shown))
            for entry in self.entries
        )


def sign_in_entries(members: Sequence[ClassMember], *, with_names: bool) -> tuple[SignInEntry, ...]:
    """Return who of a class may be picked: codes, or also names if the teacher says so."""
    active = [member for member in members if member.is_active]
    if not with_names:
        return tuple(SignInEntry(code) for code in sorted(member.code for member in active))
    names = Counter(key_of_name(member.roster.shown_name) for member in active)
    return tuple(
        SignInEntry(
            member.code,
            member.roster.shown_name,
            uses_code=names[key_of_name(member.roster.shown_name)] > 1,
        )
        for member in active
    )
