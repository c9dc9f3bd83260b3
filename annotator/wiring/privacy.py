"""Delete students and classes for good on an application, and finish what was interrupted."""

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
    from annotator.wiring.application import Application

UNFINISHED = (
    "Something that a teacher deleted is not wholly gone yet. It is tried again at each start; the "
    "classes in the teacher's area say what is in the way."
)


def tools_of(application: Application) -> ErasureTools:
    """Return what a deletion needs of an application."""
    files = FilesOfPeople(
        application.data_dir,
        application.ports.hand_in_files,
        application.teacher_keys,
        partial(_lessons, application),
    )
    forget = partial(forget_names, application.data_dir)
    return ErasureTools(eraser_of(application), files, DeletionNotes(application.data_dir), forget)


def _lessons(application: Application) -> tuple[Lesson, ...]:
    with application.store.reading() as unit:
        return unit.lessons.all()


def delete_student(
    application: Application, student_id: AuthorId, folders: Iterable[Path]
) -> ErasureReceipt:
    """Delete a student for good: rows, backups, files here and in drop folders, settings."""
    where = _folders(application, folders)
    return privacy.delete_student(application.ports, tools_of(application), student_id, where)


def purge_classes(
    application: Application, class_ids: Sequence[ClassId], folders: Iterable[Path]
) -> ErasureReceipt:
    """Delete classes for good with everybody who is in no other class."""
    where = _folders(application, folders)
    return privacy.purge_classes(application.ports, tools_of(application), class_ids, where)


def with_deletions_finished(application: Application) -> Application:
    """Do what is left to do of interrupted deletions; return an application that tells of it.

    Nothing is raised: what cannot be done now is tried again at the next start.
    """
    notes = DeletionNotes(application.data_dir)
    receipts: list[ErasureReceipt] = []
    warnings: list[str] = []
    for path in notes.paths():
        try:
            done = privacy.carry_out(application.ports, tools_of(application), notes.read(path))
            receipts.append(done)
            if done.unfinished:
                warnings.append(UNFINISHED)
        except AnnotatorError as trouble:
            warnings += [UNFINISHED, str(trouble)]
    said = tuple(dict.fromkeys((*application.warnings, *warnings)))
    return replace(application, warnings=said, receipts=tuple(receipts))


def _folders(application: Application, chosen: Iterable[Path]) -> tuple[Path, ...]:
    """Return every folder that this machine knows the class to hand in to."""
    with application.ports.store.reading() as unit:
        told = [Path(each.drop_folder) for each in unit.classes.sign_ins() if each.drop_folder]
    known = [application.drop_folder] if application.drop_folder else []
    return tuple(dict.fromkeys((*chosen, *known, *told)))
