"""Deletions that were begun, each a small file in the data folder until nothing is left to do."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from annotator.domain.errors import UnreadableFile
from annotator.domain.identifiers import AuthorId, ClassId, HandInId
from annotator.files.atomic import write_private_whole, write_trouble
from annotator.files.limits import MEGABYTE, read_limited
from annotator.files.strict_model import StrictModel
from annotator.services.privacy import Deletion, KnownPerson

_BEGINS, _ENDS = "erasing.", ".json"
_LARGEST = 8 * MEGABYTE


class _NoteRecord(StrictModel):
    """One deletion."""

    format: Literal[1] = 1
    id: str
    title: str
    students: list[str]
    name_keys: list[str]
    names: list[str]
    codes: list[str]
    hand_ins: list[str]
    classes: list[str]
    folders: list[str]
    kept: list[str]
    files: tuple[str, ...] = ()


class DeletionNotes:
    """The notes of a data folder; they hold names, and go when the deletion is done."""

    def __init__(self, data_folder: Path) -> None:
        """Keep the notes in a data folder."""
        self._folder = data_folder

    def put(self, deletion: Deletion) -> None:
        """Note a deletion before anything of it is done; raise StorageTrouble if that fails."""
        person = deletion.person
        record = _NoteRecord(
            id=deletion.id,
            title=deletion.title,
            students=sorted(person.student_ids),
            name_keys=sorted(person.name_keys),
            names=list(person.names),
            codes=list(person.codes),
            hand_ins=sorted(person.hand_ins),
            classes=list(deletion.class_ids),
            folders=[str(folder) for folder in deletion.folders],
            kept=list(deletion.kept),
            files=tuple(str(path) for path in deletion.files),
        )
        write_private_whole(self._path(deletion.id), record.model_dump_json().encode("utf-8"))

    def remove(self, deletion: Deletion) -> None:
        """Forget a deletion of which nothing is left to do, or nothing was done."""
        path = self._path(deletion.id)
        try:
            path.unlink(missing_ok=True)
        except OSError as trouble:
            raise write_trouble(path, trouble) from trouble

    def paths(self) -> tuple[Path, ...]:
        """Return the notes that are there, by name."""
        try:
            return tuple(sorted(self._folder.glob(f"{_BEGINS}*{_ENDS}")))
        except OSError:
            return ()

    def read(self, path: Path) -> Deletion:
        """Return what a note says; raise UnreadableFile if it is damaged."""
        try:
            record = _NoteRecord.model_validate_json(read_limited(path, _LARGEST))
        except ValidationError as trouble:
            raise UnreadableFile(
                f"“{path}” says which student was being deleted, but it is damaged. It was left "
                "as it is. Look into it with a text editor, delete the backups of that time by "
                "hand, then delete the file."
            ) from trouble
        return Deletion(
            record.id,
            record.title,
            KnownPerson(
                frozenset(map(AuthorId, record.students)),
                frozenset(record.name_keys),
                tuple(record.names),
                tuple(record.codes),
                frozenset(map(HandInId, record.hand_ins)),
            ),
            tuple(map(ClassId, record.classes)),
            tuple(map(Path, record.folders)),
            tuple(record.kept),
            tuple(map(Path, record.files)),
        )

    def _path(self, deletion_id: str) -> Path:
        return self._folder / f"{_BEGINS}{deletion_id}{_ENDS}"
