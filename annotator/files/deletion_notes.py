"""Deletions that were begun, each a small file in the data folder until nothing is left to do."""

from __future__ import annotations

import json
from pathlib import Path

from annotator.domain.errors import UnreadableFile
from annotator.domain.records import Records, RecordShape
from annotator.files.atomic import write_private_whole, write_trouble
from annotator.files.limits import MEGABYTE, read_limited
from annotator.services.privacy import Deletion, KnownPerson

_BEGINS, _ENDS = "erasing.", ".json"
_LARGEST = 8 * MEGABYTE


_RECORDS = Records(
    {
        Deletion: RecordShape({"class_ids": "classes"}, flat=frozenset({"person"})),
        KnownPerson: RecordShape({"student_ids": "students"}),
    }
)


class DeletionNotes:
    """The notes of a data folder; they hold names, and go when the deletion is done."""

    def __init__(self, data_folder: Path) -> None:
        """Keep the notes in a data folder."""
        self._folder = data_folder

    def put(self, deletion: Deletion) -> None:
        """Note a deletion before anything of it is done; raise StorageTrouble if that fails."""
        record = {"format": 1, **_RECORDS.dump(Deletion, deletion)}
        packed = json.dumps(record, ensure_ascii=False).encode("utf-8")
        write_private_whole(self._path(deletion.id), packed)

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
            return _RECORDS.load(Deletion, json.loads(read_limited(path, _LARGEST)))
        except (ValueError, RecursionError) as trouble:
            raise UnreadableFile(
                "“{path}” says which student was being deleted, but it is damaged. It was left "
                "as it is. Look into it with a text editor, delete the backups of that time by "
                "hand, then delete the file.",
                path=path,
            ) from trouble

    def _path(self, deletion_id: str) -> Path:
        return self._folder / f"{_BEGINS}{deletion_id}{_ENDS}"
