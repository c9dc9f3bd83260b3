"""Whose a name is, as it was typed: one member of a class that has a lesson, or nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.classes import Assignment, ClassMember, key_of_name
from annotator.domain.identifiers import AuthorId, ClassId
from annotator.services.ports import UnitOfWork


class MemberIndex:
    """The members of a class by all that they may type, made once for many names.

    What the teacher said of a name (`typed_names`) goes before what the roster says.
    """

    def __init__(
        self,
        members: Sequence[ClassMember],
        typed_names: Mapping[str, AuthorId] | None = None,
    ) -> None:
        self.members = tuple(members)
        self._typed_names = dict(typed_names or {})
        self._by_id = {member.student_id: member for member in members}
        self._by_key: dict[str, list[ClassMember]] = {}
        for member in members:
            for key in member.sign_in_keys:
                self._by_key.setdefault(key, []).append(member)

    @classmethod
    def of_class(cls, unit: UnitOfWork, class_id: ClassId) -> MemberIndex:
        """Return the index of a class as it is stored."""
        return cls(unit.classes.members(class_id), unit.classes.typed_names(class_id))

    def named(self, typed: str) -> ClassMember | None:
        """Return the one member who signs in like this, or None where nobody or several do."""
        key = key_of_name(typed)
        told = self._typed_names.get(key)
        if told is not None:
            return self._by_id.get(told)
        found = self._by_key.get(key, [])
        active = [member for member in found if member.is_active]
        candidates = active or found
        return candidates[0] if len(candidates) == 1 else None


@dataclass(frozen=True, slots=True)
class ClassRoll:
    """A class that has a lesson: its list, the names told apart, and the due time."""

    assignment: Assignment
    index: MemberIndex

    @classmethod
    def of(cls, unit: UnitOfWork, assignment: Assignment) -> ClassRoll:
        """Return the list of the class that a lesson was assigned to."""
        return cls(assignment, MemberIndex.of_class(unit, assignment.class_id))

    @property
    def members(self) -> tuple[ClassMember, ...]:
        """Return everybody who is or was in the class."""
        return self.index.members
