"""The comment bank: written once, searched, imported, and put in with one key."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from annotator.domain.errors import BadInput
from annotator.domain.grading_session import BankComment
from annotator.domain.identifiers import BankCommentId, CategoryId
from annotator.domain.scheme import Scheme
from annotator.domain.text import normalise
from annotator.services.ports import Ports, UnitOfWork
from annotator.translation import N_, _

#: The longest comment and the largest bank, in code points and comments.
LONGEST_COMMENT = 1_000
MOST_COMMENTS = 1_000

#: What a new bank begins with, by the id of the category; no id fits everywhere.
STARTERS = (
    ("", N_("Good eye.")),
    ("", N_("Say why: which words made you decide?")),
    ("", N_("Mark only the words that do it, not the whole sentence.")),
    ("loaded-language", N_("Which neutral word would say the same?")),
    ("loaded-language", N_("This word describes, it does not judge.")),
    ("unsupported-claim", N_("What evidence is missing here?")),
    ("unsupported-claim", N_("The source is named in the same sentence: look again.")),
    ("opinion", N_("Could somebody check this? Then it is checkable, not opinion.")),
    ("reporting", N_("Who could check this, and how? If nobody can, it is opinion.")),
)


@dataclass(frozen=True, slots=True)
class ImportedComments:
    """What an import did: how many are new, and how many were there or had no words."""

    added: int
    skipped: int


def bank_of(ports: Ports, scheme: Scheme) -> tuple[BankComment, ...]:
    """Return the bank; at the first time it begins with some comments that often fit."""
    with ports.store.reading() as unit:
        known = unit.comment_bank.all()
    if known:
        return known
    known_ids = {category.id: category.id for category in scheme.categories}
    wanted = [(known_ids.get(CategoryId(each)), _(text)) for each, text in STARTERS]
    with ports.store.writing() as unit:
        if not unit.comment_bank.all():  # else a colleague was first
            _add(ports, unit, (), wanted)
            unit.commit()
        return unit.comment_bank.all()


def found_comments(
    bank: Iterable[BankComment], category_id: CategoryId | None = None, words: str = ""
) -> tuple[BankComment, ...]:
    """Return the comments that have all the words, in any case, those of the category first.

    Those of other categories come last, and only where words or no category are asked for.
    """
    wanted = words.casefold().split()
    fitting = [c for c in bank if all(word in c.text.casefold() for word in wanted)]
    mine = [c for c in fitting if category_id is not None and c.category_id == category_id]
    plain = [c for c in fitting if c.category_id is None]
    others = [c for c in fitting if c not in mine and c not in plain]
    return (*mine, *plain, *(others if wanted or category_id is None else ()))


def add_comment(ports: Ports, text: str, category_id: CategoryId | None = None) -> BankComment:
    """Add a comment to the bank; one that is there already is returned.

    Raise BadInput without words, beyond LONGEST_COMMENT, or where the bank is full.
    """
    said = _tidy(text)
    if not said:
        raise BadInput("A comment needs some words. Nothing was added.")
    with ports.store.writing() as unit:
        known = unit.comment_bank.all()
        there = next((c for c in known if c.text == said and c.category_id == category_id), None)
        if there is None:
            (there,) = _add(ports, unit, known, [(category_id, said)])
            unit.commit()
    return there


def change_comment(ports: Ports, comment: BankComment, text: str) -> BankComment | None:
    """Write a comment of the bank anew; without words it is removed and None is returned."""
    said = _tidy(text)
    with ports.store.writing() as unit:
        changed = replace(comment, text=said) if said else None
        if changed is None:
            unit.comment_bank.remove(comment.id)
        else:
            unit.comment_bank.put(changed)
        unit.commit()
    return changed


def import_comments(ports: Ports, scheme: Scheme, text: str) -> ImportedComments:
    """Add the comments of a text: one a line, or CSV rows of a category and a comment.

    All of them or, where one is too long or the bank too full, none: raise BadInput.
    """
    cells = _cells(text)
    if len(cells) > MOST_COMMENTS:
        raise BadInput(
            "This file has {number:,} comments; a bank can have {most:,}. Nothing was imported. "
            "Take the ones that you use.",
            number=len(cells),
            most=MOST_COMMENTS,
        )
    rows = [_row(scheme, each) for each in cells]
    with ports.store.writing() as unit:
        known = unit.comment_bank.all()
        there = {(c.category_id, c.text) for c in known}
        new = [row for row in dict.fromkeys(rows) if row[1] and row not in there]
        _add(ports, unit, known, new)
        unit.commit()
    return ImportedComments(len(new), len(rows) - len(new))


def _add(
    ports: Ports,
    unit: UnitOfWork,
    known: Sequence[BankComment],
    wanted: Sequence[tuple[CategoryId | None, str]],
) -> list[BankComment]:
    if len(known) + len(wanted) > MOST_COMMENTS:
        raise BadInput(
            "The bank can have {most:,} comments. Nothing was added. Delete "
            "some that you do not use.",
            most=MOST_COMMENTS,
        )
    first = max((c.position for c in known), default=0) + 1
    added = [
        BankComment(BankCommentId(ports.new_id()), text, category_id, position)
        for position, (category_id, text) in enumerate(wanted, first)
    ]
    for comment in added:
        unit.comment_bank.put(comment)
    return added


def _cells(text: str) -> Sequence[list[str]]:
    """Return the cells of each line; a line that is no CSV row of two is one comment."""
    plain = normalise(text)
    first = plain.split("\n", 1)[0]
    sign = next((s for s in (";", "\t", ",") if s in first), "")
    is_table = bool(sign) and first.split(sign)[0].strip('" ').casefold() in ("category", "letter")
    if not is_table:
        return [[line] for line in plain.split("\n") if line.strip()]
    rows = csv.reader(io.StringIO(plain), delimiter=sign)
    try:
        next(rows, None)
        return [row for row in rows if any(cell.strip() for cell in row)]
    except csv.Error as trouble:
        raise BadInput(
            "This file is a table with a cell that does not end, or that is far longer than a "
            "comment. Nothing was imported. Save it again as CSV."
        ) from trouble


def _row(scheme: Scheme, cells: Sequence[str]) -> tuple[CategoryId | None, str]:
    """Return the category and the words of one row; an unknown category fits everywhere."""
    if len(cells) < 2:
        return None, _tidy(cells[0])
    category = scheme.called(cells[0])
    return category.id if category else None, _tidy(cells[1])


def _tidy(text: str) -> str:
    said = " ".join(normalise(text).split())
    if len(said) > LONGEST_COMMENT:
        raise BadInput(
            "A comment can have {most:,} characters. Nothing was added. Shorten “{beginning}…”.",
            most=LONGEST_COMMENT,
            beginning=said[:40],
        )
    return said
