"""Who of a class is which row of a roster: by number, by number elsewhere, by address, by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from annotator.domain.classes import (
    ClassMember,
    RosterRow,
    has_other_address,
    key_of_name,
    number_key,
    same_number,
)
from annotator.domain.identifiers import AuthorId


def matched_rows(
    members: Sequence[ClassMember], rows: Sequence[RosterRow]
) -> tuple[list[tuple[ClassMember, RosterRow]], list[RosterRow], list[ClassMember]]:
    """Return who is which row, the rows of nobody yet, and the members without a row."""
    pairs: list[tuple[ClassMember, RosterRow]] = []
    open_rows = list(rows)
    absent = {member.student_id: member for member in members}
    # Numbers first: a name must not take the place of somebody whose number is in the list.
    for keys_of in (number_keys, _bare_number_keys, _foreign_keys, _address_keys, _name_keys):
        index: dict[str, list[ClassMember]] = {}
        for member in absent.values():
            for key in keys_of(member.roster):
                index.setdefault(key, []).append(member)
        still_open = []
        for row in open_rows:
            meant = (member for key in keys_of(row) for member in index.get(key, ()))
            found = next(
                (m for m in meant if m.student_id in absent and not _is_other(m.roster, row)), None
            )
            if found is None:
                still_open.append(row)
            else:
                pairs.append((absent.pop(found.student_id), row))
        open_rows = still_open
    return pairs, open_rows, list(absent.values())


def number_keys(row: RosterRow) -> tuple[str, ...]:
    """Return the number of a row as a key, if it has one."""
    return (row.student_id.casefold(),) if row.student_id else ()


def _bare_number_keys(row: RosterRow) -> tuple[str, ...]:
    return (number_key(row.student_id),) if row.student_id else ()


def _address_keys(row: RosterRow) -> tuple[str, ...]:
    """Return the address beside each name: brothers and sisters may share their parents'."""
    return tuple(f"{row.email.casefold()} {name}" for name in _name_keys(row) if row.email)


def _foreign_keys(row: RosterRow) -> tuple[str, ...]:
    return tuple(f"{name} {number}" for name, number in row.external_ids.items())


def _name_keys(row: RosterRow) -> tuple[str, ...]:
    return tuple(filter(None, map(key_of_name, row.spellings)))


def with_numbers_of(
    members: Sequence[ClassMember], rows: Sequence[RosterRow]
) -> dict[AuthorId, ClassMember]:
    """Return members by id with the numbers that a roster has for them; nothing is stored.

    Who is in no row is left out.
    """
    pairs = matched_rows(members, rows)[0]
    return {
        member.student_id: replace(
            member,
            roster=replace(
                member.roster,
                external_ids={**member.roster.external_ids, **row.external_ids},
                student_id=member.roster.student_id or row.student_id,
                email=member.roster.email or row.email,
            ),
        )
        for member, row in pairs
    }


def _is_other(mine: RosterRow, row: RosterRow) -> bool:
    """Return whether a row is about somebody else than a member who has a key with it."""
    if mine.student_id and row.student_id:
        if mine.student_id.casefold() == row.student_id.casefold():
            return False
        # 123 alone could be another number than 00123: where both have names, they are asked.
        return not same_number(mine.student_id, row.student_id) or not _may_share_name(mine, row)
    shares_number = mine.external_ids.items() & row.external_ids.items()
    return not shares_number and has_other_address(mine, row)


def _may_share_name(one: RosterRow, other: RosterRow) -> bool:
    names, others = (set(_name_keys(row)) - {key_of_name(row.student_id)} for row in (one, other))
    return not names or not others or bool(names & others)
