"""Delete students and classes for good on a house, and finish what was interrupted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.errors import AnnotatorError
from annotator.domain.identifiers import AuthorId, ClassId
from annotator.domain.lessons import Lesson
from annotator.files.deletion_notes import DeletionNotes
from annotator.files.person_files import FilesOfPeople
from annotator.services import privacy
from annotator.services.privacy import ErasureReceipt, ErasureTools
from annotator.settings import forget_names
from annotator.wiring.classes import eraser_of

if TYPE_CHECKING:
    from annotator.wiring.house import House

UNFINISHED = (
    "Something that a teacher deleted is not wholly gone yet. It is tried again at each start; the "
    "classes in the teacher's area say what is in the way."
)


def tools_of(house: House) -> ErasureTools:
    """Return what a deletion needs of a house."""
    files = FilesOfPeople(
        house.data_dir, house.ports.hand_in_files, house.teacher_keys, partial(_lessons, house)
    )
    forget = partial(forget_names, house.data_dir)
    return ErasureTools(eraser_of(house), files, DeletionNotes(house.data_dir), forget)


def _lessons(house: House) -> tuple[Lesson, ...]:
    with house.store.reading() as unit:
        return unit.lessons.all()


def delete_student(house: House, student_id: AuthorId, folders: Iterable[Path]) -> ErasureReceipt:
    """Delete a student for good: rows, backups, files here and in drop folders, settings."""
    where = _folders(house, folders)
    return privacy.delete_student(house.ports, tools_of(house), student_id, where)


def purge_classes(
    house: House, class_ids: Sequence[ClassId], folders: Iterable[Path]
) -> ErasureReceipt:
    """Delete classes for good with everybody who is in no other class."""
    where = _folders(house, folders)
    return privacy.purge_classes(house.ports, tools_of(house), class_ids, where)


def with_deletions_finished(house: House) -> House:
    """Do what is left to do of deletions that were interrupted; return a house that tells of it.

    Nothing is raised: what cannot be done now is tried again at the next start.
    """
    notes = DeletionNotes(house.data_dir)
    receipts: list[ErasureReceipt] = []
    warnings: list[str] = []
    for path in notes.paths():
        try:
            done = privacy.carry_out(house.ports, tools_of(house), notes.read(path))
            receipts.append(done)
            if done.unfinished:
                warnings.append(UNFINISHED)
        except AnnotatorError as trouble:
            warnings += [UNFINISHED, str(trouble)]
    said = tuple(dict.fromkeys((*house.warnings, *warnings)))
    return replace(house, warnings=said, receipts=tuple(receipts))


def _folders(house: House, chosen: Iterable[Path]) -> tuple[Path, ...]:
    """Return every folder that this machine knows the class to hand in to."""
    with house.ports.store.reading() as unit:
        told = [Path(each.drop_folder) for each in unit.classes.sign_ins() if each.drop_folder]
    known = [house.drop_folder] if house.drop_folder else []
    return tuple(dict.fromkeys((*chosen, *known, *told)))
