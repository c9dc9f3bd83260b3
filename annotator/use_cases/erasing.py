"""Delete students and classes for good, and finish what was interrupted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.errors import AnnotatorError
from annotator.domain.identifiers import AuthorId, ClassId
from annotator.files.deletion_notes import DeletionNotes
from annotator.files.person_files import FilesOfPeople
from annotator.files.teacher_keys import TeacherKeys
from annotator.services import privacy
from annotator.services.ports import Ports
from annotator.services.privacy import Eraser, ErasureReceipt, ErasureTools
from annotator.settings import forget_names
from annotator.translation import N_, _

if TYPE_CHECKING:
    from annotator.domain.lessons import Lesson

UNFINISHED = N_(
    "Something that a teacher deleted is not wholly gone yet. It is tried again at "
    "each start; the classes in the teacher's area say what is in the way."
)


@dataclass(frozen=True, slots=True)
class Erasing:
    """What deletes people from rows, backups, files here and in drop folders, and settings.

    It takes its time. `eraser` is what erases them from the database and its backups.
    """

    ports: Ports
    keys: TeacherKeys
    data_dir: Path
    eraser: Eraser
    drop_folder: Path | None

    @property
    def _tools(self) -> ErasureTools:
        files = FilesOfPeople(self.data_dir, self.ports.hand_in_files, self.keys, self._lessons)
        forget = partial(forget_names, self.data_dir)
        return ErasureTools(self.eraser, files, DeletionNotes(self.data_dir), forget)

    def _lessons(self) -> tuple[Lesson, ...]:
        with self.ports.store.reading() as unit:
            return unit.lessons.all()

    def delete_student(self, student_id: AuthorId, folders: Iterable[Path]) -> ErasureReceipt:
        """Delete a student for good, also from files in these folders."""
        return privacy.delete_student(self.ports, self._tools, student_id, self._folders(folders))

    def purge_classes(
        self, class_ids: Sequence[ClassId], folders: Iterable[Path]
    ) -> ErasureReceipt:
        """Delete classes for good with everybody who is in no other class."""
        return privacy.purge_classes(self.ports, self._tools, class_ids, self._folders(folders))

    def finish(self) -> tuple[tuple[ErasureReceipt, ...], tuple[str, ...]]:
        """Do what is left of interrupted deletions; return the receipts and what to tell.

        Nothing is raised: what cannot be done now is tried again at the next start.
        """
        notes = DeletionNotes(self.data_dir)
        receipts: list[ErasureReceipt] = []
        warnings: list[str] = []
        for path in notes.paths():
            try:
                done = privacy.carry_out(self.ports, self._tools, notes.read(path))
                receipts.append(done)
                if done.unfinished:
                    warnings.append(_(UNFINISHED))
            except AnnotatorError as trouble:
                warnings += [_(UNFINISHED), str(trouble)]
        return tuple(receipts), tuple(dict.fromkeys(warnings))

    def _folders(self, chosen: Iterable[Path]) -> tuple[Path, ...]:
        """Return every folder that this machine knows the class to hand in to."""
        with self.ports.store.reading() as unit:
            told = [Path(each.drop_folder) for each in unit.classes.sign_ins() if each.drop_folder]
        known = [self.drop_folder] if self.drop_folder else []
        return tuple(dict.fromkeys((*chosen, *known, *told)))
