"""Whose a name is, as it was typed: one member of a class, or nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annotator.domain.classes import ClassMember, key_of_name
from annotator.domain.identifiers import AuthorId


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
